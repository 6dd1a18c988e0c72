"""`parti constraints mine` and `adopt`: what the code already obeys, and a person who makes it a rule.

Called through `table`; `init` asks `count`. Adopting appends the section that was shown and accepts its
exceptions of today, so the gate stays green and the next bypass is new. The baseline is written first: when
the machine stops in between, adopting again ends in the same two files.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from parti.constraints import baseline as baselines
from parti.constraints import block, document
from parti.constraints.mining import proposal, run, subjects
from parti.records import files, refusal
from parti.workflow import constraining, trees
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

QUICK = 2_000
"""Files up to which `init` looks by itself; more would make a first run wait."""

_PLACES = 3
_HEAD = "# Constraints\n"
_SEE = "parti constraints mine"


class Numbered(msgspec.Struct, frozen=True):
    """A proposal by its number on the list, with the constraint that says it already."""

    number: int
    each: proposal.Proposal
    said: str


def mine(house: House, top: int = 20) -> Outcome:
    """The proposals, best first; what the document says already keeps its number."""
    if top < 1:
        raise refusal.Misused("--top is a number above 0.", next_step=_SEE)
    found = _numbered(house)
    shown = found[:top]
    lines = [line for row in shown for line in _told(row)]
    if len(found) > len(shown):
        lines.append(f"{len(found) - len(shown)} more with --top {len(found)}")
    open_ = next((row for row in shown if not row.said), None)
    return Outcome(
        lines=tuple(lines) or ("Nothing was found that this code obeys often enough to propose it.",),
        data={"proposals": [_data(row) for row in shown], "found": len(found)},
        next=f"parti constraints adopt {open_.each.key}" if open_ else "parti gate",
    )


def adopt(house: House, wanted: Sequence[str]) -> Outcome:
    """Makes proposals rules: their sections at the end of the document, their exceptions accepted."""
    house.require_settings()
    if house.world.repository.person().name.startswith("agent:"):
        raise refusal.NotAllowed("An agent cannot adopt constraints.", next_step="a person runs it")
    held = {rule.id for rule in constraining.read(house).constraints}
    if held.issuperset(wanted):
        return _nothing(wanted)
    chosen = _chosen(_numbered(house), wanted)
    new = [row.each for row in chosen if not row.said]
    if not new:
        return _nothing([row.said for row in chosen])
    before, after = _document(house, new)
    accepted = _accept(house, new)
    files.write(house.root / document.PATH, after)
    diff = difflib.unified_diff(
        _lines(before), _lines(after), f"a/{document.PATH}", f"b/{document.PATH}", lineterm="", n=1
    )
    told = [f"adopted   {each.key}: {_exceptions(len(each.exceptions))} accepted" for each in new]
    kept = [f"nothing   to do for {row.said}: {document.PATH} says it" for row in chosen if row.said]
    data = {"adopted": [each.key for each in new], "accepted": accepted}
    return Outcome(lines=(*diff, "", *told, *kept), data=data, next="parti gate")


def count(house: House) -> int | None:
    """How many proposals there are, for `init`; None when a first look would take long."""
    if len(subjects.mined(house.world.repository.files())) > QUICK:
        return None
    return sum(1 for row in _numbered(house) if not row.said)


def _numbered(house: House) -> tuple[Numbered, ...]:
    kept = trees.remembered(house.world)
    try:
        found = run.mine(trees.of(house.world.repository, None, kept))
    finally:
        kept.close()
    known = constraining.read(house).by_id()
    options = {_said(rule.kind, rule.options): rule.id for rule in known.values()}
    return tuple(
        Numbered(
            at, each, each.key if each.key in known else options.get(_said(each.check, each.options), "")
        )
        for at, each in enumerate(found, 1)
    )


def _said(kind: str, options: Mapping[str, object]) -> tuple[str, ...]:
    """What a rule says, whatever its id: a list of dependencies, a helper, or all its options."""
    if kind in ("stdlib-only", "allowed-dependencies"):
        return ("dependencies",)
    if "helper" in options:
        return kind, block.text(options, "helper")
    rows = (f"{name}: {', '.join(sorted(block.texts(options, name)))}" for name in sorted(options))
    return (kind, *rows)


def _chosen(found: Sequence[Numbered], wanted: Iterable[str]) -> list[Numbered]:
    """Those that are named by number or key, each once."""
    chosen: dict[int, Numbered] = {}
    for word in wanted:
        row = next((r for r in found if word in (str(r.number), r.each.key)), None)
        if row is None:
            raise refusal.Misused(
                f"There is no proposal {word!r}; {len(found)} were found.", next_step=_SEE
            )
        chosen[row.number] = row
    return list(chosen.values())


def _document(house: House, new: Iterable[proposal.Proposal]) -> tuple[bytes, bytes]:
    """The document now and with the sections behind it, in its own kind of line ends."""
    path = house.root / document.PATH
    before = path.read_bytes() if path.exists() else b""
    newline = b"\r\n" if before.count(b"\r\n") * 2 > before.count(b"\n") else b"\n"
    text = "\n".join(each.section() for each in new).encode().replace(b"\n", newline)
    start = before or _HEAD.encode()
    ends = start.endswith(newline)
    gap = b"" if start.endswith(newline * 2) else newline if ends else newline * 2
    return before, start + gap + text


def _accept(house: House, new: Iterable[proposal.Proposal]) -> int:
    """Puts the exceptions of new rules into the baseline, beside what it accepts already."""
    found = [each for row in new for each in row.exceptions]
    more = baselines.accept(found)
    if more.entries:
        merged = baselines.Baseline({**_accepted(house).entries, **more.entries})
        files.write(house.root / baselines.PATH, baselines.dump(merged).encode())
    return len(found)


def _accepted(house: House) -> baselines.Baseline:
    path = house.root / baselines.PATH
    return baselines.load(path.read_text("utf-8") if path.exists() else "")


def _nothing(names: Sequence[str]) -> Outcome:
    line = f"nothing   was changed: {document.PATH} says {', '.join(names)} already"
    return Outcome(lines=(line,), data={"adopted": [], "accepted": 0}, next="parti gate")


def _exceptions(number: int) -> str:
    return f"{number} exception{'s' * (number != 1)}"


def _told(row: Numbered) -> tuple[str, ...]:
    each = row.each
    where = _where(each)
    lines = [f"{row.number:>3}  {each.title}", f"     {each.key} · {each.check} · {each.counts()}{where}"]
    if row.said:
        lines.append(f"     {document.PATH} says it already: {row.said}")
    return tuple(lines)


def _where(each: proposal.Proposal) -> str:
    if not each.exceptions:
        return ""
    places = ", ".join(str(finding.place) for finding in each.exceptions[:_PLACES])
    rest = len(each.exceptions) - _PLACES
    return f" · except {places}{f' and {rest} more' if rest > 0 else ''}"


def _data(row: Numbered) -> dict[str, object]:
    each = row.each
    return {
        "number": row.number,
        "key": each.key,
        "kind": each.check,
        "title": each.title,
        "kept": each.kept,
        "total": each.total,
        "unit": each.unit,
        "exceptions": [
            {"path": f.place.path, "line": f.place.line, "message": f.message} for f in each.exceptions
        ],
        "section": each.section(),
        "said": row.said,
    }


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines()
