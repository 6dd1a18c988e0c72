"""What every reader of a manifest gives and needs: rows of dependencies, their lines, tables, groups.

Called by the readers of this folder. A line is looked for in the text, since the parsers of most of these
formats do not tell where a key stood.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Literal

_CHAIN = re.compile(r"(?<![\w-])(?:[\w-]+\.){200}")
_LOOKED_FOR = 2_000
"""How many rows of one manifest get their line: each is looked for in the whole text."""

_DEV = re.compile(
    r"(?:^|[^a-z])(?:py|unit|integration|doc|code|type|my)?"
    r"(?:dev(?!ic)|test(?!imon)|lint|doc(?!k)|typing|types?(?![a-z])|mypy|bench|example|check(?!out))"
    r"|(?:^|[^a-z])ci(?![a-z])"
)
"""Words of development, where a word begins: `docker`, `latest` and `checkout` are none."""

_TABLE = re.compile(r"^[^\S\n]*\[([^\[\]\n]+)\]")
_KEY = re.compile(r"""^[^\S\n]*["']?([\w-]+)["']?\s*[.=]""")

Group = Literal["main", "dev"]
Raw = Mapping[str, object]
Row = tuple[str, Group, int]
"""A name, its group and its line."""

Read = tuple[str, list[Row]]
"""The project's own name, and what it declares."""


class Lines:
    """Finds the line on which something stands, the next one for each repetition."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at: dict[str, int] = {}
        self._asked = 0

    def line(self, pattern: str) -> int:
        """The line on which the next match ends; 1 where there is none, and behind thousands of rows."""
        self._asked += 1
        if self._asked > _LOOKED_FOR:
            return 1
        found = re.compile(pattern, re.MULTILINE).search(self._text, self._at.get(pattern, 0))
        if found is None:
            return 1
        self._at[pattern] = found.end()
        return self._text.count("\n", 0, found.end()) + 1


def table(raw: object, *keys: str) -> Raw:
    """The table below these keys; empty where something else stands."""
    for key in keys:
        raw = raw.get(key, {}) if isinstance(raw, Mapping) else {}
    return raw if isinstance(raw, Mapping) else {}


def texts(raw: object) -> Iterator[str]:
    """The texts of a list; none where something else stands."""
    for each in raw if isinstance(raw, list) else []:
        if isinstance(each, str):
            yield each


def group(name: str) -> Group:
    """The group that an extra, a table or a file of this name stands for."""
    return "dev" if _DEV.search(name.lower()) else "main"


def toml(text: str) -> Raw:
    """A table; a key of hundreds of parts is nobody's, and the library reads it in the square of them.

    Raises:
        tomllib.TOMLDecodeError: it is no TOML, or has such a key.
    """
    if _CHAIN.search(text):
        raise tomllib.TOMLDecodeError("a key has too many parts")
    return tomllib.loads(text)


def keys(text: str) -> Mapping[tuple[str, str], int]:
    """The first line of each key of a TOML table, by the name of the table without quotes."""
    found: dict[tuple[str, str], int] = {}
    home = ""
    for at, line in enumerate(text.split("\n"), 1):
        header, key = _TABLE.match(line), _KEY.match(line)
        if header:
            home = re.sub(r"[\s\"']", "", header[1])
            above, _, name = home.rpartition(".")
            found.setdefault((above, name), at)
        elif key:
            found.setdefault((home, key[1]), at)
    return found
