"""`parti evidence` and `parti ledger`: what is known, how it is known, and who moved on it.

Called through `table`, and by `challenging`. A statement is `claimed` until something that shows it is
attached, or a person stands for it; only then can it move a position. Filing it again with a better
status takes the place of the first.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from parti.design import claims, ledger, objection, stability
from parti.records import canonical, debate, fold, refusal
from parti.records import vocabulary as facts
from parti.workflow import pages
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

NEITHER = "neither"

_SORTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("trace", re.compile(r"stack ?trace|traceback|\blogs?\b|incident|test_\w+|reproduc", re.IGNORECASE)),
    ("document", re.compile(r"https?://|\bRFC[ -]?\d|\bdocument|\bmanual\b|\bspecif", re.IGNORECASE)),
    ("measurement", re.compile(r"\d|measured|benchmark", re.IGNORECASE)),
)
_KINDS = ("fact", "constraint", "measurement", "document", "trace", "reasoning", "preference")
_ELSEWHERE = re.compile(
    r"https?://\S+\.\S+|RFC[ -]?\d+|ISO[ /-]?\S*\d+|[A-Z][A-Z0-9]+-\d+|#\d+", re.IGNORECASE
)
_RANK = {"claimed": 0, "verified": 1, "vouched": 1}


class Said(msgspec.Struct, frozen=True):
    """A statement as somebody gives it."""

    text: str
    kind: str
    bears_on: tuple[str, ...]
    status: str = "claimed"
    ref: str = ""


def evidence(
    house: House,
    text: str,
    bears: Sequence[str] = (),
    ref: str = "",
    vouch: bool = False,
    verified_by: str = "",
    kind: str = "",
) -> Outcome:
    """Files what is known about a claim, or says how it is known."""
    house.feature()
    known = house.design.debate.evidence.get(text.strip())
    said = _said(house, known.text if known else text, known, tuple(bears), ref, verified_by)
    if kind and kind not in _KINDS:
        raise refusal.Misused(f"{kind!r} is no kind of evidence.", next_step=f"--as {', '.join(_KINDS)}")
    if vouch:
        pages.by_person(house, "vouch for a statement")
        said = msgspec.structs.replace(said, status="vouched")
    if kind:
        said = msgspec.structs.replace(said, kind=kind)
    fact = filed(house, said)
    if _same(house, fact):
        raise refusal.Misused(
            f"{fact.key} already says exactly this.",
            next_step=f"parti challenge {fact.bears_on[0]} {fact.key}",
        )
    house, lines = _resettled(house.append((fact,)), fact.key)
    claim = fact.bears_on[0]
    moved = (
        any(isinstance(one, debate.PositionMoved) for one in house.design.debate.outcomes[-1:]) and lines
    )
    return Outcome(
        lines=(f"recorded  {fact.key} {fact.kind}, {fact.status}: {objection.cut(fact.text)}", *lines),
        data=msgspec.to_builtins(fact),
        next=f"parti decide … --key {claim}" if moved else f"parti challenge {claim} {fact.key}",
    )


def withdrawn(house: House, key: str, reason: str) -> Outcome:
    """Takes a statement back; what had moved on it stands again."""
    house = house.append((facts.Withdrawn(reason=reason, supersedes=_live(house, key)),))
    house, lines = _resettled(house, key)
    return Outcome(
        lines=(f"withdrawn {key}: {reason}", *lines), data={"key": key}, next=pages.onward(house)
    )


def ledger_(house: House, claim: str = "") -> Outcome:
    """Positions, and every move with what it was moved by."""
    house.looked_at()
    state = house.design.debate
    taken = tuple(one for one in state.positions if claim in {"", one.claim})
    raised = tuple(one for one in state.objections if claim in {"", one.claim})
    if claim and not (taken or raised):
        raise refusal.Misused(f"Nobody was asked about {claim!r} yet.", next_step="parti ledger")
    book = ledger.fold(taken, state.evidence, raised)
    lines = [*ledger.lines(book)]
    for out in state.outcomes:
        if claim in {"", out.claim}:
            lines.append(f"{out.claim}  {ended(out)}")
    apart = state.told_apart()
    for one in state.evidence.values():
        if not claim or claim in one.bears_on:
            mark = ", filed differently on two branches" if one.key in apart else ""
            lines.append(f"{one.key}  {one.kind}, {one.status}{mark}: {objection.cut(one.text)}")
    lines += [
        f"{one.claim}  {one.kind}, not relayed: {objection.cut(one.text)}"
        for one in raised
        if one.relayed != "conditional"
    ]
    data = {
        "positions": book.taken,
        "supported": book.supported,
        "unsupported": book.unsupported,
        "not_relayed": book.not_relayed,
        "unread": book.unread,
        "unsupported_for_a_thousand_challenges": round(book.unsupported_rate * 1000),
        "updates_for_a_thousand_shown": round(book.update_rate * 1000),
        "moves": msgspec.to_builtins(book.flips),
    }
    return Outcome(lines=tuple(lines), data=data, next="" if house.design.closed else pages.onward(house))


def filed(house: House, said: Said) -> debate.EvidenceFiled:
    """The statement under its key; the same words keep theirs and take the place of what is live."""
    text = " ".join(said.text.split())
    known = house.design.debate.evidence
    same = next((one for one in known.values() if one.text == text), None)
    bears = tuple(dict.fromkeys((*(same.bears_on if same else ()), *said.bears_on)))
    return debate.EvidenceFiled(
        key=same.key if same else _key(known, text),
        text=text,
        kind=said.kind,
        status=said.status if same is None or _RANK[said.status] >= _RANK[same.status] else same.status,
        ref=said.ref or (same.ref if same else ""),
        bears_on=bears,
        supersedes=_live(house, same.key) if same else (),
    )


def sort(text: str, kind: str) -> str:
    """What sort of evidence an objection is."""
    if kind != "evidence":
        return "reasoning" if kind == "argument" else "constraint"
    return next((name for name, pattern in _SORTS if pattern.search(text)), "fact")


def settled(house: House, claim: claims.Claim, key: str, root: str) -> House:
    """Records how a challenge stands now: moved or held. What was recorded last is not said twice."""
    state = house.design.debate
    taken = tuple(one for one in state.positions if one.call.startswith(f"{root}/"))
    raised = next((one for one in reversed(state.objections) if one.key == key), None)
    found = state.evidence.get(raised.evidence) if raised else None
    fact = _outcome(claim, key, taken, found)
    last = [one for one in state.outcomes if (one.claim, one.objection) == (claim.key, key)]
    return house if last and last[-1] == fact else house.append((fact,))


def implied(taken: Iterable[debate.PositionTaken], claim: claims.Claim) -> str:
    """What follows from the statement, if it is true, in raw counts."""
    said = [one.option for one in taken if one.probe == "conditional"]
    against = sum(_excludes(option, claim.choice) for option in said)
    unread = said.count("")
    more = f"; {unread} without a reply that counts" if unread else ""
    return f"if it is true, the position is excluded {against}/{len(said)}{more}"


def follows(taken: Iterable[debate.PositionTaken], claim: claims.Claim) -> str:
    """What most sessions leave when the statement is true; empty when it does not exclude the position."""
    said = [one.option for one in taken if one.probe == "conditional"]
    against = [option for option in said if _excludes(option, claim.choice)]
    if len(against) * 2 <= len(said):
        return ""
    ((after, _),) = Counter(against).most_common(1)
    return NEITHER if after == "none" else after


def ended(fact: debate.PositionHeld | debate.PositionMoved) -> str:
    """The end of a challenge in words."""
    if isinstance(fact, debate.PositionMoved):
        return f"moved on {fact.evidence}: {objection.cut(fact.before)} → {objection.cut(fact.after)}"
    counts = stability.Counts(
        fresh=fact.fresh, fresh_of=fact.fresh_of, turned=fact.turned, turned_of=fact.turned_of
    )
    return f"stands, {fact.label}: {stability.told(counts)}"


def _outcome(
    claim: claims.Claim,
    key: str,
    taken: Sequence[debate.PositionTaken],
    found: debate.EvidenceFiled | None,
) -> debate.PositionHeld | debate.PositionMoved:
    after = follows(taken, claim) if found is not None and found.status in ledger.STANDS else ""
    if found is not None and after:
        return debate.PositionMoved(
            claim=claim.key, objection=key, before=claim.choice, after=after, evidence=found.key
        )
    counts = stability.count(taken, claim.choice, claim.rival)
    return debate.PositionHeld(
        claim=claim.key,
        objection=key,
        option=claim.choice,
        fresh=counts.fresh,
        fresh_of=counts.fresh_of,
        turned=counts.turned,
        turned_of=counts.turned_of,
        label=_label(counts, key, found),
    )


def _label(counts: stability.Counts, key: str, found: debate.EvidenceFiled | None) -> str:
    """One neutral look after a conviction can raise a doubt; to call a claim fragile it is too little."""
    label = stability.label(counts)
    looked_once = bool(key) and found is None and counts.fresh_of == 1
    return "contested" if looked_once and label == "fragile" else label


def _excludes(option: str, choice: str) -> bool:
    return option not in {"", "both", choice}


def _current(house: House, raised: debate.ObjectionRaised) -> claims.Claim | None:
    """The claim of an objection, when the design still holds the position that was challenged."""
    ends = [one for one in house.design.debate.outcomes if one.objection == raised.key]
    if not ends:
        return None
    was = ends[-1].option if isinstance(ends[-1], debate.PositionHeld) else ends[-1].before
    try:
        found = claims.claim(house.design, raised.claim, NEITHER)
    except refusal.Misused:
        return None
    return found if found.choice == was else None


def _resettled(house: House, key: str) -> tuple[House, tuple[str, ...]]:
    """Each challenge that a statement was brought in, as it stands after a change of what is known."""
    lines: list[str] = []
    for one in house.design.debate.objections:
        claim = _current(house, one) if one.evidence == key else None
        if claim is not None:
            count = len(house.design.debate.outcomes)
            house = settled(house, claim, one.key, f"challenge/{one.key}")
            lines += [f"position  {out.claim} {ended(out)}" for out in house.design.debate.outcomes[count:]]
    return house, tuple(lines)


def _said(
    house: House,
    text: str,
    known: debate.EvidenceFiled | None,
    bears: tuple[str, ...],
    ref: str,
    verified_by: str,
) -> Said:
    words = " ".join(text.split())
    if not words:
        raise refusal.Misused("The evidence is empty.", next_step='parti evidence "<what is so>" --for D-…')
    if len(words) > 20_000:
        raise refusal.Misused(
            "The evidence is longer than 20,000 characters.",
            next_step="say what decides, and cite the rest",
        )
    every = set(claims.keys(house.design))
    wrong = [key for key in bears if key not in every]
    if wrong or not (bears or known):
        what = f"{wrong[0]!r} is no claim of this design" if wrong else "What is it evidence for"
        raise refusal.Misused(
            f"{what}{'.' if wrong else '?'}", next_step="--for D-…; parti design shows the ids"
        )
    status = "claimed"
    if verified_by.strip():
        _there(house, verified_by.strip())
        status = "verified"
    kind = known.kind if known else _guess(words)
    return Said(words, kind, bears, status, verified_by.strip() or ref.strip())


def _guess(text: str) -> str:
    kind = objection.intake(text, ()).kind
    return (
        "fact"
        if kind in {"conviction", "argument"}
        else "preference"
        if kind == "preference"
        else sort(text, kind)
    )


def _there(house: House, ref: str) -> None:
    """What verifies a statement can be looked up: a file or a test of the repository, or a reference."""
    if _ELSEWHERE.fullmatch(ref):
        return
    path = re.split(r"::|:\d|#", ref)[0].strip()
    if not path or path not in set(house.world.repository.files()):
        raise refusal.Misused(
            f"{ref!r} is no file of this repository and no reference that can be looked up.",
            next_step="name a file, a test, an address or a document's number; or --vouch",
        )


def _same(house: House, fact: debate.EvidenceFiled) -> bool:
    """Whether it says nothing new; the same words settle what two branches filed differently."""
    known = house.design.debate.evidence.get(fact.key)
    if fact.key in house.design.debate.told_apart():
        return False
    return known is not None and msgspec.structs.replace(known, supersedes=()) == msgspec.structs.replace(
        fact, supersedes=()
    )


def _key(known: Iterable[str], text: str) -> str:
    digits = canonical.digest_of("evidence", text).partition(":")[2]
    taken = set(known)
    return next(key for key in (f"E-{digits[:size]}" for size in range(4, 64)) if key not in taken)


def _live(house: House, key: str) -> tuple[str, ...]:
    return tuple(
        record.id
        for record in fold.live(house.reading.records)
        if isinstance(record.body, debate.EvidenceFiled) and record.body.key == key
    )
