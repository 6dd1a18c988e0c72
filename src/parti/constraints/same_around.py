"""Whether what stands around two lines that read like many others is the same, or was edited a little.

Called by the baseline beside `same_code`, which compares the lines; `apart` says what stands around them.
"""

import functools
import re
from collections.abc import Mapping

from parti.constraints import apart, same_code
from parti.source import inside, lines

_MODULE = re.compile(
    r"""\b(?:from|require\(|import\(|import)\s*['"]([^'"]+)['"]|^from\s+(\S+)\s+import\b"""
)
_LISTED = re.compile(r"[\w$]+")


def is_same(old: str, new: str) -> bool:
    """Whether what stands beside two lines that read alike is the same; nothing is known of an older entry.

    The same code is, in whatever function; so is code that was edited in a function of the same name.
    """
    if apart.IN not in old or apart.IN not in new or old == new:
        return True
    (before, _, there), (after, _, here) = old.rpartition(apart.IN), new.rpartition(apart.IN)
    if same_code.moved(("", before), ("", after)):
        return True
    return there == here and same_code.alike(before, after)


def is_left(old: str, new: str, text: str) -> bool:
    """Whether the function of an entry still holds the code that stood around its line.

    Then that code did not move, and the same code in another function is another breach. Code that names
    nothing may stand there by chance, so it tells nothing.
    """
    if apart.IN not in old or apart.IN not in new:
        return False
    there, here = (each.rpartition(apart.IN)[2] for each in (old, new))
    return there not in {here, inside.NOWHERE} and _holds(text, old)


@functools.lru_cache(maxsize=4096)
def _holds(text: str, old: str) -> bool:
    """Whether the function of an entry holds its code; asked for each pair of lines that may be one."""
    before, _, there = old.rpartition(apart.IN)
    if not before or apart.is_vague(before):
        return False
    whole = _signs(text).get(there, "")
    return all(same_code.signs(part) in whole for part in before.split(apart.CUT))


@functools.lru_cache(maxsize=4)
def _signs(text: str) -> Mapping[str, str]:
    """The signs of each function of a file."""
    rows: dict[str, list[str]] = {}
    for row, name in zip(lines.of(text), inside.functions(text), strict=False):
        rows.setdefault(name, []).append(row)
    return {name: same_code.signs(apart.plain(each)) for name, each in rows.items()}


def is_near(old: str, new: str) -> bool:
    """The same of a line that a change left or rewrote where it stands, of which less must be alike."""
    if apart.IN not in old or apart.IN not in new:
        return True
    (before, _, there), (after, _, here) = old.rpartition(apart.IN), new.rpartition(apart.IN)
    return there == here != inside.NOWHERE or same_code.alike(before, after)


def is_grown(old: str, new: str) -> bool:
    """Whether an import of several lines takes from the same module, and still one of the same names."""
    if apart.IN in old + new or not old or not new:
        return False
    before, after = _MODULE.search(old), _MODULE.search(new)
    if before is None or after is None or before.groups() != after.groups():
        return False
    names = [
        set(_LISTED.findall(each.replace(found[0], ""))) for each, found in ((old, before), (new, after))
    ]
    return bool((names[0] & names[1]) - apart.NOTHING - {"as"})
