"""The program's entry: `parti` and `python -m parti`."""

import atexit
import gc
import os
import sys

from parti.adapters import stopping
from parti.cli import app

_ALLOCATED = 50_000
"""Objects between two collections: the usual 700 mean dozens of them while modules load, all in vain."""


def main() -> int:
    """Runs the command line and returns its exit code."""
    gc.set_threshold(_ALLOCATED)
    stopping.listen()
    return app.main(sys.argv[1:])


def run() -> int:
    """Runs the command line as a process of its own, and ends it.

    Returns:
        The exit code, where the process must end in the usual way.
    """
    code = main()
    if _may_leave():
        os._exit(code)  # parti: allow world-in-adapters -- it ends its own process
    return code


def _may_leave() -> bool:
    """Whether nothing is left to do but to take every object apart, a tenth of what a short command costs.

    Who watches the process (a debugger, a profiler) or still works in it gets the usual end. What asked to
    be called at the end is called here.
    """
    threads = sys.modules.get("threading")
    if sys.gettrace() or sys.getprofile() or (threads is not None and threads.active_count() > 1):
        return False
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(run())
