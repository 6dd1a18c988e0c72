"""Looks at what a killed or failed writer left, and whether the next one can go on.

Called after each run. It knows nothing of how the writer works: it compares what was acknowledged with
what can be read, byte for byte.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.crash import victim
from parti.records import files, log, refusal

_PLANNED = frozenset(one.id for step in victim.PLAN for one in step.records)
_NEXT = {
    name: victim.record(f"next {name}")
    for name in ("log/own", "log/fresh", "log/torn", "log/full", "new/deep/log/own")
}


class Left(msgspec.Struct, frozen=True):
    """What is wrong after a run, one sentence each.

    Args:
        lost: acknowledged and not readable any more.
        half: readable and neither old nor new, or broken in the middle of a log.
        stuck: the next writer could not go on.
        kept: refused and there all the same; harmless, since records have ids, and worth knowing.
    """

    lost: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def look(way: victim.Way, folder: Path, said: frozenset[str]) -> Left:
    """Judges the folder, lets a next writer go on in it, and judges again."""
    acknowledged = frozenset(word[1:] for word in said if word.startswith("+"))
    refused = frozenset(word[1:] for word in said if word.startswith("-"))
    found = _readable(folder)
    half = [*_broken(folder), *_odd_pages(way, folder), *(f"unknown {one}" for one in _strange(found))]
    lost = [*_lost(found, acknowledged), *_lost_pages(way, folder, acknowledged)]
    stuck = [*_go_on(way, folder)]
    after = _readable(folder)
    lost += _lost(after, acknowledged | {one.id for one in _NEXT.values()})
    half += [sentence for sentence in _broken(folder) if way is victim.CAREFUL]
    kept = tuple(sorted(refused & found.keys() & _PLANNED))
    return Left(tuple(dict.fromkeys(lost)), tuple(dict.fromkeys(half)), tuple(stuck), kept)


def _readable(folder: Path) -> Counter[str]:
    """How often each record stands in the logs, as a reader takes them."""
    every: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.jsonl")):
        found = (log.read_line(line) for line in path.read_bytes().splitlines(keepends=True))
        every.update(one.id for one in found if one is not None)
    return every


def _strange(found: Counter[str]) -> Iterator[str]:
    known = _PLANNED | victim.rested() | {one.id for one in _NEXT.values()}
    yield from (one for one in found if one not in known)
    yield from (f"twin {one}" for one, count in found.items() if count > 1)


def _broken(folder: Path) -> Iterator[str]:
    """Lines that are neither a record nor the torn last one, which nobody takes for a record."""
    for path in sorted({path.parent for path in folder.rglob("*.jsonl")}):
        for damage in log.read(path).damage:
            if damage.kind != "torn":
                yield f"{damage.path.name}:{damage.line}: {damage.sentence}"


def _lost(found: Counter[str], acknowledged: frozenset[str]) -> list[str]:
    records = {one for one in acknowledged if one.startswith("r:")} | victim.rested()
    return sorted(records - found.keys())


def _odd_pages(way: victim.Way, folder: Path) -> Iterator[str]:
    new = victim.page_of(way, victim.NEW_PAGE)
    for name, old in (("page.md", victim.OLD_PAGE), ("new/page.md", None)):
        data = _content(folder / name)
        if data not in (old, new):
            yield f"{name} holds {'nothing' if data is None else len(data)} of {len(new)} bytes"


def _lost_pages(way: victim.Way, folder: Path, acknowledged: frozenset[str]) -> Iterator[str]:
    new = victim.page_of(way, victim.NEW_PAGE)
    for name in sorted(acknowledged & {"page.md", "new/page.md"}):
        if _content(folder / name) != new:
            yield name


def _go_on(way: victim.Way, folder: Path) -> Iterator[str]:
    try:
        for name, one in _NEXT.items():
            path = folder / name
            way.append(path.parent, path.name, (one,))
        way.write(folder / "page.md", victim.NEW_PAGE)
    except (OSError, refusal.Refusal) as error:
        yield f"the next writer: {error}"
    if way is victim.CAREFUL and _content(folder / "page.md") != victim.NEW_PAGE:
        yield "the next write did not arrive"


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if files.size(path) or path.exists() else None
