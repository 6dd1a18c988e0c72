"""One process that lets every eye look at a range of mutants: `python -m bench.fuzz.worker`.

Started by `herd`, which reads one JSON line for each mutant. Before each step a timer is set that ends the
process after some seconds of processor time, in compiled code too; which step that was stands in a file, so
that the death of the process tells what it was doing.
"""

import importlib
import json
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

from bench.fuzz import corpus, eyes, mutants

_MEMORY = 3 << 30
_WIDTH = 60


def limited() -> None:
    """No more memory than a small machine has; a core file is of no use."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def signature(error: BaseException, step: str) -> str:
    """What makes two findings the same: the step, the error's class, and where in the project it arose."""
    if isinstance(error, eyes.Differs):
        return f"{step}: differs: {str(error).split(':', 1)[0]}"
    place, trace = "?", error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "parti" in code.co_filename and f"{os.sep}fuzz{os.sep}" not in code.co_filename:
            place = f"{Path(code.co_filename).name}:{code.co_name}"
        trace = trace.tb_next
    return f"{step}: {type(error).__name__} in {place}"


def looked(step: eyes.Step, name: str, mutant: mutants.Mutant, seconds: float) -> tuple[str, str]:
    """Lets one eye look; the signature and the words of what went wrong, both empty when nothing did."""
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds)
    try:
        step(mutant)
    except Exception as error:  # noqa: BLE001 -- whatever comes up is what this looks for
        return signature(error, name), f"{type(error).__name__}: {error}"[:300]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return "", ""


def main(words: list[str]) -> int:
    """Looks at `first` to `last` of a seed's mutants, with the steps of a module like `bench.fuzz.eyes`."""
    listed, scratch, seed, first, last, module, seconds = words
    limited()
    known = corpus.read(Path(listed))
    looking: Any = importlib.import_module(module)
    looking.warm()
    place = Path(scratch)
    store = looking.keeping(place / "kept")
    status = os.open(place / "status", os.O_WRONLY | os.O_CREAT, 0o600)
    for number in range(int(first), int(last)):
        mutant = mutants.make(known, int(seed), number)
        wrong: list[tuple[str, str]] = []
        slowest: tuple[float, str] = (0.0, "")
        for name, step in looking.steps(mutant, store):
            os.pwrite(status, f"{number} {name}".ljust(_WIDTH).encode(), 0)
            start = time.process_time()
            said = looked(step, name, mutant, float(seconds))
            slowest = max(slowest, (time.process_time() - start, name))
            if said[0]:
                wrong.append(said)
        _tell(
            {"number": number, "group": mutant.group, "ways": mutant.ways, "wrong": wrong, "slow": slowest}
        )
    return 0


def _tell(row: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
