"""`parti challenge`: a claim of the design is doubted, and what came of it is told in counts (D8).

Called through `table`. What kind of objection it is decides what any session hears of it: of a conviction
nothing (one neutral look by a fresh session instead), of a preference nothing, of all else a statement in
the third person, beside both positions. The position moves on evidence that is verified or vouched for,
and on nothing else.
"""

from collections.abc import Iterable, Sequence
from typing import get_args

import msgspec

from parti.design import claims, ledger, neutral, objection, stability
from parti.records import canonical, debate, refusal
from parti.workflow import asking, evidencing, pages, probing, rounds
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

_ROOT = "challenge"
_FULL = 3


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How many sessions are asked: at first, and once one of them deviates."""

    first: int
    conditional: int
    supportive: int = 0
    sham: int = 0
    mirror: int = 0
    valid: int = 1


class _Fork(msgspec.Struct, frozen=True):
    """A probe that goes on from a fresh session's words."""

    base: probing.Asked
    probe: str
    number: int
    evidence: debate.EvidenceFiled | None = None


_PLANS = {
    "small": Plan(first=1, conditional=2),
    "normal": Plan(first=1, conditional=2),
    "deep": Plan(first=_FULL, conditional=3, supportive=2, sham=1, mirror=_FULL, valid=_FULL),
}


def challenge(
    house: House,
    claim: str,
    text: str = "",
    kind: str = "",
    rival: str = "",
    model: Sequence[str] = (),
    spend: str = "",
) -> Outcome:
    """Doubts a claim: types the objection, asks what may be asked, and tells what stands."""
    house.feature()
    problem = house.design.problem
    if problem is None or not (problem.needed or problem.never):
        raise refusal.NotAllowed(
            "Nothing says yet what is needed and what must never happen, so no position can be judged.",
            next_step='parti problem --needed "<…>" --never "<…>"',
        )
    if len(text) > 20_000:
        raise refusal.Misused(
            "The objection is longer than 20,000 characters.", next_step="say it in a few sentences"
        )
    before = len(house.reading.records)
    found = claims.claim(house.design, claim, rival)
    filed = house.design.debate.evidence.get(text.strip())
    text = filed.text if filed else " ".join(text.split())
    key = _key(found, text)
    house, raised = _raised(house, found, key, text, kind)
    if raised is not None and raised.relayed == "weight":
        return _weighed(house, found, raised)
    subject = probing.Subject(
        root=f"{_ROOT}/{key}",
        claim=found,
        problem=neutral.render(
            neutral.worded(problem, house.design.debate.neutral), house.design.debate.leaks
        ),
        models=asking.models(house, model),
    )
    plan = _PLANS[house.feature().lane]
    if raised is not None and raised.relayed == "no":
        house = asking.consent(house, (probing.fresh(subject, 1).question,), spend)
        house = _position(house, subject, probing.fresh(subject, 1))
    else:
        evidence = house.design.debate.evidence.get(raised.evidence) if raised else None
        if not _is_examined(house, subject, raised.key if raised else "", evidence):
            house = asking.consent(house, tuple(_planned(subject, plan, evidence)), spend)
        house = _examined(house, subject, plan, evidence)
    return _concluded(house, subject, raised, before)


def _raised(
    house: House, claim: claims.Claim, key: str, text: str, kind: str
) -> tuple[House, debate.ObjectionRaised | None]:
    """The objection as recorded; a repetition is the one that was raised first."""
    if not text:
        return house, None
    same = [one for one in house.design.debate.objections if one.key == key]
    if same and kind in {"", same[-1].kind}:
        return house, same[-1]
    if kind and kind not in get_args(objection.Kind):
        raise refusal.Misused(
            f"{kind!r} is no kind of objection.", next_step=f"--as {', '.join(objection.KINDS)}"
        )
    read = objection.intake(text, claims.said(house.design, claim))
    known = house.design.debate.evidence
    filed = next((one for one in known.values() if one.text == text), None)
    chosen = kind or ("evidence" if filed else read.kind)
    relayed = objection.RELAYED.get(chosen, "conditional")
    new: list[debate.EvidenceFiled] = []
    if relayed == "conditional":
        sort = filed.kind if filed else evidencing.sort(text, chosen)
        new = [evidencing.filed(house, evidencing.Said(text, sort, (claim.key,)))]
        if filed and claim.key in filed.bears_on:
            new = []
    fact = debate.ObjectionRaised(
        key=key,
        claim=claim.key,
        text=text,
        kind=chosen,
        relayed=relayed,
        evidence=(new[0].key if new else filed.key if filed else "") if relayed == "conditional" else "",
    )
    return house.append((*new, fact)), fact


def _examined(
    house: House, subject: probing.Subject, plan: Plan, evidence: debate.EvidenceFiled | None
) -> House:
    """The statement under a condition, then the probes; more of them once something deviates."""
    ifs: list[probing.Asked] = []
    if evidence is not None:
        ifs += [probing.conditional(subject, number, evidence) for number in range(1, plan.conditional + 1)]
    house, waits = _positions(house, subject, ifs)
    house = _probed(house, subject, plan.first, plan, waits)
    if plan.first < _FULL and stability.label(_counts(house, subject)) != "held":
        house = _probed(house, subject, _FULL, plan, waits)
    missing = [waits]
    if evidence is not None and evidence.status in ledger.STANDS:
        bases = _holding(house, subject, subject.claim.choice)[: plan.valid]
        forks = [_Fork(base, "valid", number, evidence) for number, base in enumerate(bases, 1)]
        house, more = _branched(house, subject, forks)
        missing.append(more)
    rounds.complete(*missing)
    return house


def _probed(house: House, subject: probing.Subject, many: int, plan: Plan, waits: rounds.Missing) -> House:
    """So many fresh sessions, and as many challenges without a reason to those that hold the position.

    Which session a challenge goes on from depends on every fresh one; the challenges on one another not.

    Args:
        waits: what is missing so far that nothing here depends on; it is told with what is missing here.
    """
    house, fresh = _positions(house, subject, [probing.fresh(subject, n) for n in range(1, many + 1)])
    if fresh.waits:
        rounds.complete(waits, fresh)
    holding = _holding(house, subject, subject.claim.choice)
    forks = [
        _Fork(holding[(number - 1) % len(holding)], probe, number)
        for probe, count in (("opposed", many), ("supportive", plan.supportive), ("sham", plan.sham))
        for number in (range(1, count + 1) if holding else ())
    ]
    turned = _holding(house, subject, subject.claim.rival)[: plan.mirror]
    forks += [_Fork(base, "mirror", number) for number, base in enumerate(turned, 1)]
    house, branches = _branched(house, subject, forks)
    if branches.waits:
        rounds.complete(waits, branches)
    return house


def _branched(
    house: House, subject: probing.Subject, forks: Sequence[_Fork]
) -> tuple[House, rounds.Missing]:
    """Probes after fresh sessions' own words, which are read again from the private store."""
    every: list[probing.Asked] = []
    for fork in forks:
        house, answer = asking.ask(house, fork.base.question)
        every.append(probing.after(fork.base, answer.turns, fork.probe, fork.number, fork.evidence))
    return _positions(house, subject, every)


def _positions(
    house: House, subject: probing.Subject, every: Sequence[probing.Asked]
) -> tuple[House, rounds.Missing]:
    """The positions of sessions that do not hear of one another."""
    return rounds.gather(house, every, lambda house, asked: _position(house, subject, asked))


def _position(house: House, subject: probing.Subject, asked: probing.Asked) -> House:
    """The position of one session; one that was taken already is not asked for again."""
    key = asked.question.key
    if any(one.call == key for one in house.design.debate.positions):
        return house
    house, answer = asking.ask(house, asked.question)
    return house.append((probing.taken(subject, asked, answer),))


def _holding(house: House, subject: probing.Subject, option: str) -> list[probing.Asked]:
    """The fresh sessions that chose an option."""
    chose = {one.call for one in _of(house, subject.root) if one.probe == "fresh" and one.option == option}
    every = (probing.fresh(subject, number) for number in range(1, _FULL + 1))
    return [asked for asked in every if asked.question.key in chose]


def _is_examined(
    house: House, subject: probing.Subject, key: str, evidence: debate.EvidenceFiled | None
) -> bool:
    """Whether nobody is left to be asked, so that no consent is needed to tell it again."""
    name = (subject.claim.key, key)
    if name not in {(one.claim, one.objection) for one in house.design.debate.outcomes}:
        return False
    if evidence is None or evidence.status not in ledger.STANDS:
        return True
    shown = any(one.probe == "valid" for one in _of(house, subject.root))
    return shown or not _holding(house, subject, subject.claim.choice)


def _planned(
    subject: probing.Subject, plan: Plan, evidence: debate.EvidenceFiled | None
) -> Iterable[asking.Question]:
    """What may be asked at most; a branch is counted by the question that it goes on from."""
    if evidence is not None:
        yield from (
            probing.conditional(subject, number, evidence).question
            for number in range(1, plan.conditional + 1)
        )
    branches = _FULL + plan.supportive + plan.sham + (plan.valid if evidence is not None else 0)
    for number in range(_FULL + branches):
        yield probing.fresh(subject, number + 1).question


def _concluded(
    house: House, subject: probing.Subject, raised: debate.ObjectionRaised | None, before: int
) -> Outcome:
    """Records how it ended, once, and tells it."""
    key = raised.key if raised else ""
    evidence = house.design.debate.evidence.get(raised.evidence) if raised else None
    house = evidencing.settled(house, subject.claim, key, subject.root)
    ended = next(
        one
        for one in reversed(house.design.debate.outcomes)
        if (one.claim, one.objection) == (subject.claim.key, key)
    )
    counts = _counts(house, subject)
    whole = stability.pooled(counts, house.design.debate.positions)
    taken = tuple(_of(house, subject.root))
    book = ledger.fold(taken, house.design.debate.evidence)
    families = {one.family for one in taken}
    lines = [
        f"claim     {subject.claim.key}: {objection.cut(subject.claim.choice)}",
        f"against   {objection.cut(subject.claim.rival)}",
    ]
    if raised is not None:
        lines.append(f"objection {raised.key} {raised.kind}: {_RELAY[raised.relayed]}")
    if evidence is not None:
        lines.append(
            f"evidence  {evidence.key} {evidence.status}: {evidencing.implied(taken, subject.claim)}"
        )
    lines.append(f"counts    {stability.told(counts, evidence.key if evidence else '')}")
    if len(families) == 1 and len(taken) > 1:
        lines.append(f"families  one ({families.pop()}): agreement counts once")
    if counts.steered:
        lines.append("direction sessions go wherever the reviewer is; these counts are no vote")
    lines += [f"move      {move}" for move in ledger.moves(book)]
    lines.append(f"position  {evidencing.ended(ended)}")
    if len(house.reading.records) == before:
        lines.append("recorded  nothing new: this was examined before")
    return Outcome(
        lines=tuple(lines),
        data={
            "claim": subject.claim.key,
            "objection": key,
            "kind": raised.kind if raised else "",
            "evidence": raised.evidence if raised else "",
            "counts": msgspec.to_builtins(counts),
            "stability_in_thousandths": round(1000 * whole.stability),
            "outcome": type(ended).__name__,
            "label": getattr(ended, "label", ""),
            "moves": msgspec.to_builtins(book.flips),
        },
        next=_onward(house, subject, ended, evidence),
    )


_RELAY = {
    "no": "nothing new, so no session was told; a fresh one looked again",
    "weight": "a weight for the person who decides; no session was told",
    "conditional": "a statement beside both positions, in fresh sessions",
}


def _weighed(house: House, claim: claims.Claim, raised: debate.ObjectionRaised) -> Outcome:
    lines = (
        f"claim     {claim.key}: {objection.cut(claim.choice)}",
        f"objection {raised.key} preference: {_RELAY['weight']}",
    )
    data = {"claim": claim.key, "objection": raised.key, "kind": raised.kind}
    return Outcome(lines=lines, data=data, next=f"parti decide … --key {claim.key}, if it weighs enough")


def _onward(
    house: House,
    subject: probing.Subject,
    ended: debate.PositionHeld | debate.PositionMoved,
    evidence: debate.EvidenceFiled | None,
) -> str:
    claim = subject.claim
    if isinstance(ended, debate.PositionMoved):
        return f"parti decide … --key {claim.key}: a person decides whether the design follows"
    if evidence is not None and evidencing.follows(tuple(_of(house, subject.root)), claim):
        return f"parti evidence {evidence.key} --verified-by <what shows it>, or --vouch"
    if ended.label == "held":
        return pages.onward(house)
    if not ended.turned_of:
        return f"parti challenge {claim.key}, which probes it without an objection"
    return f'parti evidence "<a fact that decides>" --for {claim.key}'


def _counts(house: House, subject: probing.Subject) -> stability.Counts:
    return stability.count(_of(house, subject.root), subject.claim.choice, subject.claim.rival)


def _of(house: House, root: str) -> Iterable[debate.PositionTaken]:
    return (one for one in house.design.debate.positions if one.call.startswith(f"{root}/"))


def _key(claim: claims.Claim, text: str) -> str:
    words = [claim.key, claim.choice, claim.rival, text.casefold()]
    digest = canonical.digest_of("objection", words).partition(":")[2]
    return f"o-{digest[:6]}"
