"""Where a cold run over a whole tree spends its processor time, stage by stage.

A part of `bench.speed`. A timer of the system stops the run every two milliseconds of processor time, and
the innermost frame that is known tells the stage: that costs next to nothing, so the shares are those of a
run that nobody watches, which a profiler's are not. Run as a process of its own, like every job here.
"""

import collections
import signal
import sys
import time
from collections.abc import Mapping
from types import FrameType

from bench.speed import subject

EVERY = 0.002
"""Seconds of processor time between two looks."""

_REST = "the pass itself: scopes, findings"
_STAGES: Mapping[str, str] = {
    "importlib": "loading modules",
    "document": "the document",
    "subject.walk": "listing",
    "subject.read": "reading",
    "nesting": "what is shown to no parser",
    "sweep.chosen": "the scan for words",
    "sweep.present": "the scan for words",
    "sweep.found": "the scan for words",
    "sweep.may_match": "phrases, where the words occur",
    "sweep._may_match": "phrases, where the words occur",
    "structure._root": "parsing candidates",
    "structure.find": "matching candidates",
    "import_statements": "import statements, without a parse",
    "import_scan": "import statements, without a parse",
    "hasty": "import statements, without a parse",
    "python_imports": "imports alone, by a parse",
    "python_facts.parse": "",
    "python_facts": "all facts of a file, by a parse",
    "layers.at": "judging imports",
    "forbidden_import.at": "judging imports",
    "edges": "judging imports",
}
"""The stage of a function or of a whole module; empty where the frame around it tells."""


def main() -> None:
    """Runs the job that `subject` would, and prints its stages."""
    begun = time.process_time()
    seen: collections.Counter[str] = collections.Counter()

    def look(_: int, frame: FrameType | None) -> None:
        seen[_stage(frame)] += 1

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    job, *words = sys.argv[1:]
    said = getattr(subject, job)(*words)
    signal.setitimer(signal.ITIMER_PROF, 0)
    spent = time.process_time() - begun
    print(f"{begun:6.2f} s  the start of Python and of this program")
    for stage, count in seen.most_common():
        print(f"{spent * count / seen.total():6.2f} s  {stage}")
    print(f"{begun + spent:6.2f} s  {said}")


def _stage(frame: FrameType | None) -> str:
    """The stage of the innermost frame that has one."""
    while frame is not None:
        code = frame.f_code
        name = "importlib" if "importlib" in code.co_filename else code.co_filename.rpartition("/")[2]
        module = name.removesuffix(".py")
        found = _STAGES.get(f"{module}.{code.co_name}", _STAGES.get(module))
        if found:
            return found
        frame = frame.f_back
    return _REST


if __name__ == "__main__":
    main()
