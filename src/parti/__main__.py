"""The program's entry: `parti` and `python -m parti`."""

import sys

from parti.cli import app


def main() -> int:
    """Runs the command line and returns its exit code."""
    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
