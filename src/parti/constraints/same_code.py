"""Whether two source lines are the same code: in another style, edited a little, or in a moved file.

Called by the baseline for entries whose own line is gone. A line is known by its signs alone: without
blanks, quotes, trailing commas and the comment at its end. The surest answer is asked for first.
"""

import difflib
import functools
import re
from collections.abc import Callable

ALIKE = 0.6
"""How much of the words of a line must be the same, in their order, when it was edited where it stands."""

_COMMENT = re.compile(r"(^|(?<!\s)\s+)(#|//).*$")
_STYLE = re.compile(r"[\s'\"`;]+|,(?=\s*([)\]}]|$))")
_BOUND = re.compile(r"((?:^|[}\s])catch)\s*\(\s*[\w$]+\s*(?::\s*\w+\s*)?\)|(?<=\S)\s+as\s+\w+(?=\s*:\s*$)")
"""The name under which a failure is caught, or that a `with` gives; another name does nothing else."""
_WORD = re.compile(r"\w+")
_NAMED = re.compile(r"""['"`]([\w@/.:-]+)['"`]""")
_PREFIXES = frozenset({"f", "r", "b", "u"})
_DECLARES = frozenset(
    {"const", "let", "var", "export", "final", "public", "private", "static", "async", "await"}
)
"""Words that say how a name is kept or when something runs, and never what is done."""

Line = tuple[str, str]
"""A path and the trimmed text of a line in it."""


def restyled(old: Line, new: Line) -> bool:
    """The same signs in the same file."""
    return old[0] == new[0] and moved(old, new)


def edited(old: Line, new: Line) -> bool:
    """Most of the same words in the same file, and none that was not there: that would be a new breach."""
    if old[0] != new[0]:
        return False
    before, after = _words(old[1]), _words(new[1])
    if not before or not set(after) <= {*before, *_PREFIXES, *_DECLARES}:
        return False
    if not set(_NAMED.findall(new[1])) <= set(_NAMED.findall(old[1])):
        return False  # `require('@a/b')` became `require('b')`: all of its words, and another package
    return difflib.SequenceMatcher(None, before, after, autojunk=False).ratio() >= ALIKE


def alike(old: str, new: str) -> bool:
    """Most of the same words in their order, whatever else came in: for lines of which more is asked."""
    before, after = _words(old), _words(new)
    return bool(before) and difflib.SequenceMatcher(None, before, after, autojunk=False).ratio() >= ALIKE


def moved(old: Line, new: Line) -> bool:
    """The same signs, whatever the file; a line of brackets alone is none that could be known again."""
    return signs(old[1]) == signs(new[1]) and bool(_words(new[1]))


Same = Callable[[Line, Line], bool]
MATCHES: tuple[Same, ...] = (restyled, edited, moved)


@functools.lru_cache(maxsize=1000)
def signs(text: str) -> str:
    """A line by its signs alone."""
    return _STYLE.sub("", _BOUND.sub(r"\1", _COMMENT.sub("", text)))


@functools.lru_cache(maxsize=1000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_COMMENT.sub("", text)))
