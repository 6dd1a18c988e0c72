"""One setting that gives the files of scripts other names: an alias, a base, a package of the workspace.

Made and asked by `script_leads`, which knows the files of a tree.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from posixpath import normpath

import msgspec

from parti.source import imports
from parti.source.graph import script_settings

_WORDS = re.compile(r"\w+")


class Way(msgspec.Struct, frozen=True):
    """One setting: files below a folder write `said` for one of `means`.

    All but `folder` are dotted. With `star` each is what stands before a star and what stands behind it.
    """

    folder: str
    said: tuple[str, str]
    means: tuple[tuple[str, str], ...]
    star: bool


def every(paths: Sequence[str], read: Callable[[str], str]) -> Iterator[Way]:
    """The settings of a tree; of each sort those of the nearest folder first."""
    named = script_settings.subpaths(paths, read)
    for folder, patterns, root in (*named, *script_settings.aliases(paths, read)):
        for pattern, outs in patterns:
            yield _way(folder, pattern, [f"{root}/{out}" if root else out for out in outs])
    for name, (place, mains) in script_settings.workspaces(paths, read).items():
        if place:
            yield _way("", name, [f"{place}/{each}" for each in (*mains, "src/index", "index")])
            yield _way("", f"{name}/*", [f"{place}/*", f"{place}/src/*"])


def _way(folder: str, pattern: str, outs: Sequence[str]) -> Way:
    places = [out for out in map(normpath, outs) if not out.startswith(("/", "../"))]
    return Way(folder, _parted(pattern), tuple(map(_parted, places)), "*" in pattern)


def _parted(written: str) -> tuple[str, str]:
    """What stands before a star and behind it, dotted as facts have it."""
    before, _, behind = written.partition("*")
    return before.replace("/", "."), behind.replace("/", ".")


def rest(way: Way, written: str) -> str | None:
    """What a star stands for; None when the setting does not fit."""
    before, behind = way.said
    if not way.star:
        return "" if written == before.strip(".") else None
    fits = written.startswith(before) and written.endswith(behind) and len(written) > len(before + behind)
    return written[len(before) : len(written) - len(behind)] if fits else None


def hides(before: str, name: str) -> bool:
    """Whether what a setting leads into lies in the name, whose own words it then need not have."""
    place = before.strip(".")
    return imports.inside(place, name) or place.endswith(f".{name}") or f".{name}." in f".{place}."


def occurs(way: Way, text: str) -> bool:
    """Whether the words of a setting stand in a text, in its spelling with `/`."""
    return all(word in text for word in _WORDS.findall(way.said[0]))


def last_word(way: Way) -> str:
    """The last word of how a setting is written; empty where it has none."""
    return next(reversed(_WORDS.findall(way.said[0])), "")
