"""The program's entry: `parti` and `python -m parti`."""

import gc
import sys

from parti.cli import app

_ALLOCATED = 50_000
"""Objects between two collections: the usual 700 mean dozens of them while modules load, all in vain."""


def main() -> int:
    """Runs the command line and returns its exit code."""
    gc.set_threshold(_ALLOCATED)
    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
