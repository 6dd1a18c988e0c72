"""Which function each line of a text stands in, told from its lines alone, as they are set in.

Called for findings whose line says little, in any language and so without a parser; where nothing is set
in, no function is told. A call that ends in the body of a function counts as one: it is the same each time.
"""

import functools
import re

from parti.source import lines

NOWHERE = "-"
"""Said of a line that stands in no function."""
_WIDE = 300
"""How much of a line is looked at."""

_NAMED = re.compile(r"\b(?:function\b\s*\*?|def\b|fn\b|func\b(?:\s*\([^)]*\))?)\s*([A-Za-z_$][\w$]*)")
_BOUND = re.compile(r"([A-Za-z_$][\w$]*)\s*[:=]\s*(?:async\b\s*)?(?:function\b|\([^)]*\)[^=]*=>|\w+\s*=>)")
_METHOD = re.compile(r"([A-Za-z_$#][\w$]*)\s*\(")
_CONTROLS = frozenset(
    {"if", "for", "while", "switch", "catch", "with", "match", "super", "await", "return"}
)


@functools.lru_cache(maxsize=4)
def functions(text: str) -> tuple[str, ...]:
    """For each line, the name of the function whose block it stands in, as the lines are set in."""
    open_: list[tuple[int, str]] = []
    found = []
    for row in lines.of(text):
        said, depth = row[:_WIDE].strip(), len(row) - len(row.lstrip())
        if said and said[0] not in "})]>":
            while open_ and open_[-1][0] >= depth:
                open_.pop()
        found.append(open_[-1][1] if open_ else NOWHERE)
        name = _header(said)
        if name:
            open_.append((depth, name))
    return tuple(found)


def _header(said: str) -> str:
    """The name of the function that a line begins; empty for any other line."""
    if "(" not in said and "=>" not in said:
        # The types of a function may stand on lines of their own.
        generic = _NAMED.search(said) if said.endswith("<") else None
        return generic[1] if generic is not None else ""
    named = _NAMED.search(said) or _BOUND.search(said)
    if named is not None:
        return named[1]
    method = _METHOD.search(said) if said.endswith(("{", "(")) else None
    return method[1] if method is not None and method[1] not in _CONTROLS else ""
