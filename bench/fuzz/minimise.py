"""Makes the input of a finding as small as it gets, while the same thing goes wrong.

Called by `__main__`. Each try runs in a process of its own, forked from this one, so a crash of the native
engine costs a moment. First whole pieces are left out, halves before quarters, then single bytes; a run is
bounded in time, since a hang takes its five seconds at each try.
"""

import os
import signal
import time
from collections.abc import Callable

from bench.fuzz import eyes, herd, worker
from bench.fuzz.mutants import Mutant

Goes = Callable[[bytes], bool]

SECONDS = 5.0


def signature(mutant: Mutant, step: str) -> str:
    """What goes wrong with a mutant at a step, told as the herd tells it; empty when nothing does."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        _look(mutant, step, ours, theirs)
    os.close(theirs)
    said = b""
    while piece := os.read(ours, 4096):
        said += piece
    os.close(ours)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return said.decode("utf-8", "replace") if code == 0 else f"{step}: {herd.how(code, SECONDS)}"


def _look(mutant: Mutant, step: str, ours: int, theirs: int) -> None:
    """The child's part: it never returns."""
    os.close(ours)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    worker.limited()
    said, _ = worker.looked(eyes.named(step), step, mutant, SECONDS)
    os.write(theirs, said.encode("utf-8", "replace"))
    os._exit(0)


def smallest(mutant: Mutant, step: str, wanted: str, seconds: float = 30.0) -> Mutant:
    """The mutant with as little data as still gives the wanted signature, and with as little before."""
    end = time.monotonic() + seconds

    def still(each: Mutant) -> bool:
        return time.monotonic() < end and signature(each, step) == wanted

    if not still(mutant):
        return mutant
    if still(mutant._replace(was=b"")):
        mutant = mutant._replace(was=b"")
    if mutant.errors != "replace" and still(mutant._replace(errors="replace")):
        mutant = mutant._replace(errors="replace")
    mutant = mutant._replace(data=less(mutant.data, lambda data: still(mutant._replace(data=data))))
    if mutant.was:
        mutant = mutant._replace(was=less(mutant.was, lambda was: still(mutant._replace(was=was))))
    return mutant


def less(data: bytes, goes: Goes) -> bytes:
    """Leaves out ever smaller pieces as long as it still goes."""
    size = max(1, len(data) // 2)
    while True:
        at, shorter = 0, False
        while at < len(data):
            rest = data[:at] + data[at + size :]
            if goes(rest):
                data, shorter = rest, True
            else:
                at += size
        if size == 1 and not shorter:
            return data
        size = max(1, min(size, len(data) // 2) if shorter else size // 2)
