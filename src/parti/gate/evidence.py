"""Which failure modes of the design name a test that exists, and which name none (G4).

Called by `integration`. Pure. The evidence of a failure mode is a kind and a sentence (`fault:
tests/faults/test_redeliver.py`); it counts as named when one of its words is the path of a test or a
drill in the tree, with or without a line or a test's name behind it. That such a test also *ran* on
this tree is for the drills to prove.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from parti.gate import part as parts
from parti.records import vocabulary as facts

_FOLDERS = frozenset({"test", "tests", "__tests__", "spec", "specs", "drills", "e2e"})
_NAME = re.compile(r"(?:^|[._-])(?:test|tests|spec|drill)(?=[._-]|$)|Tests?(?=\.)", re.ASCII)
_WORD = re.compile(r"[^\s`'\"()\[\]{}<>,;!?]+")


def lights(
    failure_modes: Iterable[facts.FailureModeNamed], paths: Collection[str]
) -> tuple[parts.Light, ...]:
    """One light a failure mode, in the order given."""
    tests = tuple(sorted(path for path in paths if is_test(path)))
    return tuple(_light(mode, tests) for mode in failure_modes)


def is_test(path: str) -> bool:
    """Whether a path is a test or a drill by its folder or its name."""
    place = PurePosixPath(path)
    return not _FOLDERS.isdisjoint(place.parts[:-1]) or _NAME.search(place.name) is not None


def _light(mode: facts.FailureModeNamed, tests: tuple[str, ...]) -> parts.Light:
    test = next(_named(mode.evidence, tests), "")
    return parts.Light(
        key=mode.key,
        component=mode.component,
        mode=mode.mode,
        evidence=mode.evidence,
        state="named" if test else "missing",
        test=test,
    )


def _named(evidence: str, tests: tuple[str, ...]) -> Iterator[str]:
    for word in _WORD.findall(evidence):
        for piece in word.split(":"):
            path = piece.rstrip(".").removeprefix("./")
            if "/" in path or "." in path:
                yield from (test for test in tests if test == path or test.endswith(f"/{path}"))
