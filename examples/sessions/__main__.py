"""Replays the recorded design conversations: `python -m examples.sessions [NAME …] [--keep FOLDER]`."""

import argparse
import sys
import tempfile
from pathlib import Path

from examples.sessions import figures, play


def main() -> int:
    """Plays the named sessions, or all; 1 when one ended otherwise than its script says."""
    parser = argparse.ArgumentParser(prog="python -m examples.sessions", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(play.names())}; all if missing"
    )
    parser.add_argument("--keep", metavar="FOLDER", help="leave the repositories there")
    parser.add_argument("--table", action="store_true", help="print the tables of docs/sessions.md")
    parser.add_argument("--record", action="store_true", help="ask models by hand and keep what they say")
    said = parser.parse_args()
    good = True
    for name in said.names or play.names():
        with tempfile.TemporaryDirectory() as scratch:
            work = Path(said.keep or scratch).resolve() / name
            work.mkdir(parents=True, exist_ok=True)
            if said.table:
                counted(play.load(name), work)
            else:
                good &= show(play.load(name), work, said.record)
    return 0 if good else 1


def counted(session: play.Session, work: Path) -> None:
    """Prints the session's rows of the two tables."""
    found = figures.of(session, work, list(play.play(session, work)))
    print(figures.row(session, found))
    print(figures.beside(session, found), flush=True)


def show(session: play.Session, work: Path, record: bool) -> bool:
    """Prints each command and what it says."""
    print(f"\n── {session.title} ({session.origin})")
    try:
        for step in play.play(session, work, record):
            words = " ".join(f'"{w[:70]}"' if " " in w else w for w in step.words)
            print(f"\n$ parti {words}\n{step.printed.rstrip()}", flush=True)
    except play.Stopped as stopped:
        print(f"\n{stopped}", flush=True)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
