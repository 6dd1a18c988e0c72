"""The first look of a hook, timed: a repository that holds a published tree, and the commands to look with.

Called by the part `chunk` of `bench.speed`. The repository is made once in the user's cache; its document
is the one that all engines here are given.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from bench.speed import peers, rules, subject

_RUNS = 9
_SETTINGS = "[suite]\ncommands = []\n"


def repository(name: str) -> Path:
    """A git repository with the Python files of a tree, committed, the document and settings.

    Folders in which no file is left are taken away: git would not have them.
    """
    home = peers.cache() / "repositories" / name
    if not (home / ".git").exists():
        shutil.copytree(peers.tree(name) / name, home / name, ignore=_others, dirs_exist_ok=True)
        subprocess.run(["git", "init", "-q", str(home)], check=True)
    text = rules.document(rules.ARCHITECTURE, name)
    page = home / "CONSTRAINTS.md"
    settings = home / ".parti/config.toml"
    for place, _, _ in os.walk(home / name, topdown=False):
        with suppress(OSError):
            Path(place).rmdir()
    if not settings.exists() or page.read_text() != text or run_git(home, "status", "--porcelain"):
        page.write_text(text)
        settings.parent.mkdir(exist_ok=True)
        settings.write_text(_SETTINGS)
        run_git(home, "add", ".")
        run_git(home, "-c", "user.name=Bench", "-c", "user.email=bench", "commit", "-qm", "the tree")
    return home


def run_git(home: Path, *words: str) -> str:
    """What git printed."""
    done = subprocess.run(["git", *words], cwd=home, check=True, capture_output=True, text=True)
    return done.stdout


def _others(folder: str, names: list[str]) -> list[str]:
    """What is no Python file and no folder."""
    return [name for name in names if not name.endswith(".py") and not Path(folder, name).is_dir()]


def hook(files: Sequence[str]) -> list[str]:
    """The command of the hook."""
    from parti.mcp import look

    return [sys.executable, "-I", "-S", str(Path(look.__file__)), *files]


def full(files: Sequence[str]) -> list[str]:
    """The same look by the full program."""
    return [sys.executable, "-m", "parti", "look", *files]


def whole(home: Path) -> list[str]:
    """The verb that looks at a whole tree and does nothing else; what it finds is kept in the first run."""
    words = [sys.executable, "-m", "parti", "constraints", "baseline"]
    run(home, words)
    return words


def run(home: Path, words: Sequence[str]) -> None:
    """Runs a command that may find something."""
    done = subprocess.run(words, cwd=home, check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def resident(home: Path, name: str) -> float | None:
    """Milliseconds of processor time in a process that stays, from an edit of a file to the answer.

    None for a file on which the answers for others rest: its edit goes the full way, and so does the next
    look at any file.
    """
    from parti.workflow import glance

    run(home, full([name]))  # keeps anew what an edit before this one made old
    before, here = (home / name).read_bytes(), Path.cwd()
    times = []
    os.chdir(home)
    try:
        for at in range(_RUNS):
            (home / name).write_bytes(before + f"# {at}\n".encode())
            start = time.process_time()
            value = glance.kept(_kept(), str(home))
            if value is None or not glance.clean(value, str(home), [name]):
                return None
            times.append((time.process_time() - start) * 1000)
    finally:
        (home / name).write_bytes(before)
        os.chdir(here)
    return statistics.median(times)


def answered(home: Path) -> tuple[int, int]:
    """How many files of the tree the hook calls clean, and how many there are."""
    from parti.workflow import glance

    run(home, full([next(iter(subject.walk(str(home))))]))
    value = glance.kept(_kept(), str(home))
    paths = sorted(subject.walk(str(home)))
    if value is None:
        sys.exit("nothing was kept for the hook")
    return sum(glance.clean(value, str(home), [str(home / path)]) for path in paths), len(paths)


def _kept() -> str:
    return str(peers.cache().parent / "parti")
