"""The streams of a process, which may be closed, full, gone, or unable to spell a letter.

Called by `app` and `screen`. Whoever stopped reading has what they wanted; a disk that is full is said.
Standard library only.
"""

import io
import sys
from collections.abc import Callable
from typing import TextIO

LONGEST = 1200
"""Characters of a refusal or a finding that are shown: more is somebody's text and no sentence of ours."""


def prepare() -> None:
    """Makes every text printable: a letter that the stream cannot spell is shown by its number."""
    sys.stdin = io.StringIO() if sys.stdin is None else sys.stdin
    sys.stdout = _prepared(sys.stdout)
    sys.stderr = _prepared(sys.stderr)


def attempt(show: Callable[[], None]) -> OSError | None:
    """Prints to standard output; the error when that cannot be written, none when nobody reads on."""
    try:
        show()
        sys.stdout.flush()
    except OSError as error:
        sys.stdout = io.StringIO()  # what is still in the old one would fail once more at the exit
        return None if isinstance(error, BrokenPipeError) else error
    return None


def complain(text: str) -> None:
    """Prints a line to standard error; when that is gone too, the exit code has to do."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        sys.stderr = io.StringIO()


def json_of(value: object) -> str:
    """One line of JSON; escaped where the stream has no Unicode."""
    import json  # only for those who asked for it

    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    text = json.dumps(value, ensure_ascii=not encoding.startswith("utf"))
    if text.isprintable():  # as nearly always
        return text
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def shortened(text: str, most: int = LONGEST) -> str:
    """A sentence that a person can read, whatever was put into it: what is too long loses its middle."""
    if len(text) <= most:
        return text
    left_out = f" … {len(text) - most:,} characters left out … "
    return f"{text[: most * 2 // 3]}{left_out}{text[-(most // 3) :]}"


def _prepared(stream: TextIO | None) -> TextIO:
    if stream is None:  # closed before Parti began
        return io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream
