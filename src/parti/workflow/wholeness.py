"""Whether the logs are whole: what is damaged, what is missing, and what commits have and they have not.

Called by every verb that a broken log could fool: those that look, and those that sign, check and judge.
`status` loads it only where no feature can be read or something is wrong. Every record names the records
that its writer saw, so one that was taken from the middle is missed by those after it; what was taken from
the end nobody names, and only git knows it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from parti import ports
from parti.constraints.finding import Finding, Place
from parti.gate import part as parts
from parti.records import log as logs
from parti.records import refusal
from parti.workflow import house as houses
from parti.workflow.house import House

DOCTOR = "parti doctor"
_PUT_BACK = "git log -p on the file shows the line as it was; put it back"
_FIXES = {
    "torn": ("note", "nothing to do: the next append sets it aside in a .torn file"),
    "conflict": ("error", "take both sides: delete only the three marker lines"),
    "newer": ("error", "upgrade Parti"),
    "damaged": ("error", _PUT_BACK),
    "missing": ("error", ""),
}
_NOTHING = logs.Reading((), (), ())
_NAMED = 3
"""Ids that one message names."""


def errors(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that stop."""
    return tuple(each for each in found if each.level == "error")


def findings(root: Path, reading: logs.Reading) -> tuple[Finding, ...]:
    """What is wrong in a feature's log by itself; one cause in one file is told once, with its count."""
    groups: dict[tuple[str, str, str], list[logs.Damage]] = {}
    for each in (*reading.damage, *reading.missing):
        cause = "" if each.kind == "missing" else each.sentence.partition(":")[0]
        groups.setdefault((str(each.path), each.kind, cause), []).append(each)
    return tuple(_told(root, group) for group in groups.values())


def broken(house: House, *, thorough: bool = False) -> tuple[Finding, ...]:
    """What is wrong with the feature at hand and those that may be this branch's, then what git misses.

    Args:
        house: the open house.
        thorough: ask for what any commit of this branch had, in every feature, and not for HEAD alone.
    """
    others = tuple(houses.beside(house))
    own = tuple(
        each
        for reading in (house.reading, *(reading for _, _, reading in others))
        for each in findings(house.root, reading)
    )
    clear = house.slug and not thorough and all(readable for _, readable, _ in others)
    gone = lost(house, f"{houses.FEATURES}/{house.slug}" if clear else houses.FEATURES, thorough)
    empty = (slug for slug, _, reading in others if reading == _NOTHING and _has_logs(house, slug))
    return (*own, *gone, *(() if own or gone else map(_empty, empty)))


def lost(house: House, folder: str = houses.FEATURES, thorough: bool = True) -> tuple[Finding, ...]:
    """Records that commits have and no file of their feature has any more, less those that others miss.

    A feature that was closed and whose records are gone from the first to the last was put away on purpose;
    so was, on the main branch, one whose folder a commit took away.
    """
    base = house.world.repository.forked() if thorough else None
    told = house.world.repository.gone(folder, base)
    rows: dict[str, dict[str, ports.Written]] = {}
    for row in told.lines:
        slug = row.path.removeprefix(f"{houses.FEATURES}/").partition("/")[0]
        identity = logs.identity(row.line)
        if identity and (row.commit == "HEAD" or base or _has_logs(house, slug)):
            rows.setdefault(slug, {}).setdefault(identity, row)
    found: list[Finding] = []
    for slug, named in sorted(rows.items()):
        reading = logs.read(house.root / houses.FEATURES / slug / "log")
        told_of = reading.ids().union(each.record for each in reading.missing)
        found.extend(_rewritten({name: row for name, row in named.items() if name not in told_of}))
    if told.unknown:
        found.append(_unknown(folder, told.unknown))
    return tuple(found)


def refuse(house: House, *, thorough: bool = False) -> None:
    """Refuses what must not rest on a broken log; `thorough` as for `broken`.

    Raises:
        refusal.Unready: with the first thing that is wrong.
    """
    if found := errors(broken(house, thorough=thorough)):
        sentence = f"The log is not whole ({found[0].code}): {found[0].message}"
        raise refusal.Unready(sentence, next_step=DOCTOR, place=str(found[0].place))


def _told(root: Path, group: Sequence[logs.Damage]) -> Finding:
    first = group[0]
    level, fix = _FIXES[first.kind]
    more = f" ({len(group)} lines, the first is here)" if len(group) > 1 else ""
    path = first.path.relative_to(root).as_posix()
    sentence = first.sentence
    if sentence == logs.CONVERTED:
        fix = f"sed -i 's/\\r$//' {path}"
    if first.kind == "missing":
        folder = path.rpartition("/")[0]
        fix = f"git log --all -p -S {first.record[:14]} -- {folder} shows it; put the line back"
        if len(group) > 1:
            named = _few(each.record[:14] for each in group)
            sentence = f"{len(group)} records on which lines build are in no file of the feature: {named}"
            more = ""
    return Finding(
        code=f"log/{first.kind}",
        level="error" if level == "error" else "note",
        message=f"{sentence[0].upper()}{sentence[1:]}{more}.",
        place=Place(path=path, line=first.line),
        fix=fix,
    )


def _rewritten(gone: Mapping[str, ports.Written]) -> Iterator[Finding]:
    """One finding for each file that lost records."""
    kinds = {name: _kind(row.line) for name, row in gone.items()}
    if {"FeatureOpened", "FeatureClosed"} <= set(kinds.values()):
        return
    files: dict[str, list[str]] = {}
    for name, row in gone.items():
        files.setdefault(row.path, []).append(name)
    for path, names in sorted(files.items()):
        commit = gone[names[0]].commit[:12]
        what = _few(f"{kinds[name]} {name[:14]}".strip() for name in names)
        count = parts.counted(len(names), "record")
        yield Finding(
            code="log/rewritten",
            level="error",
            message=f"The log has lost {count} that this file has in {commit}: {what}.",
            place=Place(path=path),
            fix=f"git show {commit}:{path} > {path.removesuffix('.jsonl')}.restored.jsonl brings all back",
        )


def _few(names: Iterable[str]) -> str:
    every = tuple(names)
    more = f" and {len(every) - _NAMED} more" if len(every) > _NAMED else ""
    return f"{', '.join(every[:_NAMED])}{more}"


def _kind(line: bytes) -> str:
    record = logs.read_line(line + b"\n")
    return record.kind if record else ""


def _has_logs(house: House, slug: str) -> bool:
    return any((house.root / houses.FEATURES / slug / "log").glob("*.jsonl"))


def _empty(slug: str) -> Finding:
    """A log file and not one line in any: Parti leaves that only where a disk was full."""
    return Finding(
        code="log/empty",
        level="warning",
        message="The log of this feature holds no record, so nobody can say what it was.",
        place=Place(path=f"{houses.FEATURES}/{slug}/log"),
        fix="git log -p on the folder shows what was committed; delete the folder if nothing ever was",
    )


def _unknown(folder: str, why: str) -> Finding:
    return Finding(
        code="log/unknown",
        level="warning",
        message=f"Whether records are gone is not known: {why}.",
        place=Place(path=folder),
        fix="parti doctor, once more",
    )
