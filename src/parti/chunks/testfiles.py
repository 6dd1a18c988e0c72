"""Which paths belong to the tests: by name and folder, for the languages that people use.

Called by the plan, the scope, the proof and the search for existing code. Only the test side of a
chunk is put onto the base for the red run, so what is called a test here must not be the code under
test. The rules are the default discovery rules of the runners.
"""

import re
import shlex
from collections.abc import Sequence
from pathlib import PurePosixPath

from parti.source import languages

_TEST_NAME = re.compile(
    r"(test_.+|.+_test|tests?)\.pyi?$"
    r"|.+[._-](test|spec|cy)\.[cm]?[jt]sx?$"
    r"|.+_test\.(go|exs|rb|dart|cc|cpp|c)$"
    r"|(.+_spec|test_.+)\.rb$"
    r"|.+(Test|Tests|IT|Spec)\.(java|kt|cs|scala|swift|php)$"
)
_TEST_FOLDERS = frozenset({"test", "tests", "__tests__", "spec", "specs", "testdata", "__snapshots__"})
_SHELL = re.compile(r"&&|\|\|?|;|&|\d?>.*|&>.*|<.*|.*;")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_SAYING = frozenset({"true", ":", "echo", "printf", "exit"})
_FILE = re.compile(r"\.[A-Za-z]\w{0,5}$")


def is_test(path: str) -> bool:
    """Whether a runner would look for tests in this file."""
    return bool(_TEST_NAME.fullmatch(PurePosixPath(path).name)) or (
        path.endswith((".rs", ".js", ".mjs", ".ts")) and _in_folder(path, {"tests", "__tests__"})
    )


def is_in_script(path: str) -> bool:
    """Whether a file is in JavaScript or TypeScript."""
    return languages.language(path) in languages.SCRIPTS


def is_in_judged_language(path: str) -> bool:
    """Whether tests in this file's language are judged."""
    return path.endswith(".py") or is_in_script(path)


def is_test_side(path: str) -> bool:
    """Whether the file is a test or serves tests: fixtures, snapshots, `conftest.py`."""
    return is_test(path) or PurePosixPath(path).name == "conftest.py" or _in_folder(path, _TEST_FOLDERS)


def named_in(command: str) -> tuple[str, ...]:
    """The files that a test command names, without `::test` behind them."""
    words = (word.split("::", 1)[0] for word in split(command)[1:] if not word.startswith("-"))
    return tuple(word.removeprefix("./") for word in words if _FILE.search(word))


def names(command: str, path: str) -> bool:
    """Whether a command names a file: as a path, or as a dotted module, with a class or test behind it."""
    if path in named_in(command):
        return True
    parts = PurePosixPath(path).with_suffix("").parts
    words = (word.split("::", 1)[0].split(".") for word in split(command)[1:] if not word.startswith("-"))
    return path.endswith(".py") and any(_is_module(word, parts) for word in words)


def split(command: str) -> tuple[str, ...]:
    """The words of a command; of one with an open quote, what lies between spaces."""
    try:
        return tuple(shlex.split(command))
    except ValueError:
        return tuple(command.split())


def needs_shell(command: str) -> str:
    """The first word of a command that only a shell understands; empty when it can be run as it is."""
    words = split(command)
    if words and _ASSIGNMENT.match(words[0]):
        return words[0]
    return next((word for word in words if _SHELL.fullmatch(word)), "")


def runs_nothing(command: str) -> bool:
    """Whether a command only says that all is well: `true`, `echo …`, `:`, `exit 0`."""
    words = [word for word in split(command) if not _ASSIGNMENT.match(word)]
    if words and PurePosixPath(words[0]).name == "env":
        words = [word for word in words[1:] if not word.startswith("-")]
    return bool(words) and PurePosixPath(words[0]).name in _SAYING


def _is_module(word: Sequence[str], path: Sequence[str]) -> bool:
    """Whether a dotted word begins with the end of a path: `app.test_x.TestA` of `tests/app/test_x`."""
    ends = (at for at, part in enumerate(word, start=1) if part == path[-1])
    return any(tuple(word[:end]) == tuple(path[-end:]) for end in ends)


def _in_folder(path: str, folders: frozenset[str] | set[str]) -> bool:
    return not folders.isdisjoint(PurePosixPath(path).parts[:-1])
