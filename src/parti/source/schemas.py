"""What a schema in SQL makes a database refuse: the keys and rules of each `CREATE TABLE`.

Called by the sightings of `design` for files that end in `.sql`. Comments and texts are blanked first, so
that only statements count. What a later `ALTER TABLE` changes is not seen, so whoever tells of it says that
it is not the whole.
"""

import re
from collections.abc import Iterator

import msgspec

_ASIDE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\$(\w*)\$.*?\$\1\$", re.DOTALL)
_TABLE = re.compile(
    r"\bcreate\s+(?:(?:global|local|temp|temporary|unlogged)\s+)*table\s+(?:if\s+not\s+exists\s+)?"
    r"(?:[\w\"`\[\]]+\s*\.\s*){0,3}[\"`\[]?(?P<name>\w+)[\"`\]]?\s*\(",
    re.IGNORECASE,
)
_RULE = re.compile(r"\b(primary\s+key|not\s+null|unique|check|references|foreign\s+key)\b", re.IGNORECASE)
_COLUMN = re.compile(r"\s*(?P<quote>[\"`\[]?)(?P<name>\w+)")
_OF_TABLE = frozenset(
    {"constraint", "primary", "unique", "check", "foreign", "exclude", "like", "key", "index"}
)


_LONGEST = 8_000
"""Letters of one table that are read."""


class Table(msgspec.Struct, frozen=True):
    """One table and its rules: `number primary key`, `primary key (a, b)`."""

    name: str
    line: int
    rules: tuple[str, ...]


def tables(text: str) -> Iterator[Table]:
    """The tables that a text creates, each with the rules that stand in its brackets."""
    plain = _ASIDE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    every = list(_TABLE.finditer(plain))
    ends = [*(found.start() for found in every[1:]), len(plain)]
    for found, end in zip(every, ends, strict=False):
        rules = tuple(rule for part in _parts(plain, found.end(), end) for rule in _rules(part))
        yield Table(found["name"], plain.count("\n", 0, found.start()) + 1, rules)


def _parts(text: str, start: int, end: int) -> Iterator[str]:
    """What stands between the commas of a bracket, up to where it closes or the next table begins."""
    depth, begun = 0, start
    for at in range(start, min(end, start + _LONGEST)):
        sign = text[at]
        depth += (sign == "(") - (sign == ")")
        if depth < 0 or (depth == 0 and sign in ",;"):
            yield text[begun:at]
            begun = at + 1
        if depth < 0 or sign == ";":
            return


def _rules(part: str) -> Iterator[str]:
    column = _COLUMN.match(part)
    if column is None:
        return
    if not column["quote"] and column["name"].casefold() in _OF_TABLE:
        if _RULE.search(part):
            yield " ".join(part.split()).casefold()
        return
    for rule in _RULE.findall(part):
        yield f"{column['name']} {' '.join(rule.split()).casefold()}"
