"""Eyes that go wrong in each way that there is, for the fuzzer's own tests: the path tells which.

Loaded by a worker in the place of `bench.fuzz.eyes`; it has what a worker asks of that module.
"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

from bench.fuzz.eyes import Step
from bench.fuzz.mutants import Mutant


def _crash(mutant: Mutant) -> None:
    if mutant.number == 1:
        os.kill(os.getpid(), signal.SIGSEGV)


def _hang(mutant: Mutant) -> None:
    while mutant.number == 2:
        pass


def _fail(mutant: Mutant) -> None:
    if mutant.number in {3, 5}:
        raise LookupError(f"planted in {mutant.number}")


def _look(_: Mutant) -> None:
    """An eye that sees well."""


def steps(_: Mutant, __: Step) -> Iterator[tuple[str, Step]]:
    yield from (("well", _look), ("crash", _crash), ("hang", _hang), ("fail", _fail))


def warm() -> None:
    """Nothing to load."""


def keeping(_: Path) -> Step:
    return _look
