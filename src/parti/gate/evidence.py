"""Which failure modes of the design name a test that exists, and which name none (G4).

Called by `integration`. Pure. The evidence of a failure mode is a kind and a sentence (`fault:
tests/faults/test_redeliver.py`); it counts as named when one of its words is the path of a test or a
drill in the tree, with or without a line behind it. A test's name behind it (`…py::test_twice`) must stand
in that file. That such a test also *ran* on this tree is for the drills to prove.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import PurePosixPath

from parti.gate import part as parts
from parti.records import vocabulary as facts

_FOLDERS = frozenset({"test", "tests", "__tests__", "spec", "specs", "drills", "e2e"})
_NAME = re.compile(r"(?:^|[._-])(?:test|tests|spec|drill)(?=[._-]|$)|Tests?(?=\.)", re.ASCII)
_WORD = re.compile(r"[^\s`'\"()\[\]{}<>,;!?]+")


Read = Callable[[str], str]


def lights(
    failure_modes: Iterable[facts.FailureModeNamed], paths: Collection[str], read: Read | None = None
) -> tuple[parts.Light, ...]:
    """One light a failure mode, in the order given.

    Args:
        paths: every path in the tree.
        read: gives a file's text; without it a path alone is looked for.
    """
    tests = tuple(sorted(path for path in paths if is_test(path)))
    return tuple(_light(mode, tests, read) for mode in failure_modes)


def is_test(path: str) -> bool:
    """Whether a path is a test or a drill by its folder or its name."""
    place = PurePosixPath(path)
    return not _FOLDERS.isdisjoint(place.parts[:-1]) or _NAME.search(place.name) is not None


def _light(mode: facts.FailureModeNamed, tests: tuple[str, ...], read: Read | None) -> parts.Light:
    test = next(_named(mode.evidence, tests, read), "")
    return parts.Light(
        key=mode.key,
        component=mode.component,
        mode=mode.mode,
        evidence=mode.evidence,
        state="named" if test else "missing",
        test=test,
    )


def _named(evidence: str, tests: tuple[str, ...], read: Read | None) -> Iterator[str]:
    for word in _WORD.findall(evidence):
        pieces = word.split(":")
        for at, piece in enumerate(pieces):
            path = piece.rstrip(".").removeprefix("./")
            if "/" in path or "." in path:
                inner = ":".join(("", *pieces[at + 1 :])).split("::")[1:]
                found = (test for test in tests if test == path or test.endswith(f"/{path}"))
                yield from (test for test in found if read is None or _has(read(test), inner))


def _has(text: str, names: Iterable[str]) -> bool:
    """Whether each name stands in a test's file; a file that could not be read has an empty text."""
    plain = (name.rstrip(".") for name in names)
    return not text or all(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in plain)
