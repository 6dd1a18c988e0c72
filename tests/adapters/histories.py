"""Histories for the tests of what git remembers: many commits written by one process."""

from collections.abc import Mapping
from pathlib import Path

from tests.fakes import real

Step = tuple[str, Mapping[str, str | None]]
"""A commit: its subject, and each path with its text; None takes the path away."""


def written(root: Path, *steps: Step) -> list[str]:
    """A repository on `main` with these commits and the work tree of the last; the ids, oldest first."""
    root.mkdir(parents=True, exist_ok=True)
    real.git(root, "init", "--quiet")
    stream = b"".join(_commit(number, step) for number, step in enumerate(steps))
    real.git(root, "fast-import", "--quiet", stdin=stream)
    real.git(root, "reset", "--quiet", "--hard")
    return real.git(root, "rev-list", "--reverse", "HEAD").split("\n")


def day(number: int) -> str:
    """The day of the commit with this number."""
    return f"2024-03-{number + 1:02}"


def _commit(number: int, step: Step) -> bytes:
    subject, files = step
    at = 1_709_294_400 + number * 86_400  # noon of the first of March 2024, and a day each
    head = f"commit refs/heads/main\ncommitter Ada <ada@example.org> {at} +0000\n".encode()
    return head + _data(subject) + b"".join(_file(path, text) for path, text in files.items()) + b"\n"


def _file(path: str, text: str | None) -> bytes:
    if text is None:
        return f"D {path}\n".encode()
    return f"M 100644 inline {path}\n".encode() + _data(text)


def _data(text: str) -> bytes:
    data = text.encode()
    return b"data %d\n" % len(data) + data + b"\n"
