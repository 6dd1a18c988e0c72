"""Globs of scopes: `*` stays inside a folder, `**` crosses folders, a trailing `/` means everything below.

Called by `constraint` for each path and scope. Most globs become a regular expression; one with many `**`
would make it try every way to part a path, so it is matched by the places that a path may have reached.
"""

from collections.abc import Callable
from fnmatch import translate
from functools import cache
from re import Match, Pattern
from re import compile as compiled
from typing import Protocol

_FEW = 3
_OPEN = compiled(r"[*?\[]")
"""Where what a glob says word for word ends."""

_LOOSE = compiled(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\.\*?")
"""In an expression of `fnmatch`: what is escaped, a choice, and what matches any character."""

_MANY = compiled(r"\*{3,}")
_TWICE = compiled(r"(?<![^/])(?:\*\*/){2,}")
_TOKEN = compiled(r"\*\*/|\*\*|\*|\[!?\]?[^\]]*\]|[\s\S]")


class Matcher(Protocol):
    """What tells whether a path is meant."""

    def match(self, path: str, /) -> object: ...


def is_open(text: str) -> bool:
    """Whether a text may stand for several paths or names: it holds a star, a question mark or a choice."""
    return bool(_OPEN.search(text))


@cache
def any_of(globs: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether one of the globs matches a path; those that become expressions become one."""
    each = [matcher(glob) for glob in globs]
    plain = [one.pattern for one in each if isinstance(one, Pattern)]
    rest = [one for one in each if not isinstance(one, Pattern)]
    joined = compiled("|".join(f"(?:{one})" for one in plain)) if plain else None
    begun = tuple(_OPEN.split(glob, maxsplit=1)[0] for glob in globs)

    def matches(path: str) -> bool:
        if not path.startswith(begun):
            return False
        return bool((joined and joined.match(path)) or any(one.match(path) for one in rest))

    return matches


@cache
def matcher(glob: str) -> Matcher:
    """Matches whole paths, in time that grows with the path."""
    glob = plain(glob)
    return expression(glob) if glob.count("**") <= _FEW else Places(glob)


def plain(glob: str) -> str:
    """A glob without what can be said more shortly."""
    glob = f"{glob}**" if glob.endswith("/") else glob
    return _TWICE.sub("**/", _MANY.sub("**", glob))


def pieces(glob: str) -> list[str]:
    """A plain glob in its tokens: `**/`, `**`, `*`, a choice in brackets, else one character."""
    return _TOKEN.findall(glob)


def expression(glob: str) -> Pattern[str]:
    """A glob as a regular expression."""
    parts = []
    for piece in glob.split("**/"):
        tail = piece.split("**")
        parts.append(".*".join(_segment(text) for text in tail))
    return compiled("(?:.*/)?".join(parts) + r"\Z")


def _segment(text: str) -> str:
    inner = translate(text)[4:-3] if text else ""
    return _LOOSE.sub(_inside, inner)


def _inside(found: Match[str]) -> str:
    """A part of an expression that would cross folders, kept inside one."""
    part = found[0]
    if part in (".", ".*"):
        return f"[^/]{part[1:]}"
    return f"(?!/){part}" if part.startswith("[^") else part


class Places:
    """A glob with many stars: which of its tokens a path may have reached, character by character."""

    def __init__(self, glob: str) -> None:
        self._tokens = pieces(glob)
        self._one = [compiled(_segment(token)) for token in self._tokens]

    def match(self, path: str, /) -> bool:
        here = self._on({0}, starts=True)
        for character in path:
            stayed: set[int] = set()
            passed: set[int] = set()
            for at in here:
                token = self._tokens[at] if at < len(self._tokens) else ""
                if token in {"**", "**/"} or (token == "*" and character != "/"):
                    stayed.add(at)
                    passed.update({at + 1} if token == "**/" and character == "/" else ())
                elif token not in {"", "*"} and self._one[at].fullmatch(character):
                    passed.add(at + 1)
            here = self._on(stayed, starts=False) | self._on(passed, starts=True)
        return len(self._tokens) in here

    def _on(self, reached: set[int], starts: bool) -> set[int]:
        """With the tokens that may stand for nothing; `**/` only where its first character would stand."""
        found = set(reached)
        waiting = list(reached)
        while waiting:
            at = waiting.pop()
            token = self._tokens[at] if at < len(self._tokens) else ""
            empty = token in {"*", "**"} or (token == "**/" and starts)
            if empty and at + 1 not in found:
                found.add(at + 1)
                waiting.append(at + 1)
        return found
