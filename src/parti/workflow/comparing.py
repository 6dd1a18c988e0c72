"""`parti compare`: judges fill the matrix, claims are examined, the seal is opened last.

Called through `table`. What is there already is kept: sheets through the recorded calls, defeaters and the
seal through their facts. So a run that was interrupted goes on, and a finished one prints the page.
"""

from collections.abc import Sequence

import msgspec

from parti import ports
from parti.constraints.finding import Finding, Place
from parti.design import blind_steps, comparison, decision, defeaters, laundered, proposal
from parti.design import state as states
from parti.design.verdicts import CellsReply, DefenceReply
from parti.library import load
from parti.records import debate, refusal
from parti.workflow import asking, pages, proposing, rounds, sealing
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


class _Bench(msgspec.Struct, frozen=True):
    """The designs, who may judge them, and how much."""

    designs: tuple[comparison.Design, ...]
    addresses: tuple[ports.ModelAddress, ...]
    lane: load.Lane
    verified: bool


def compare(house: House, model: Sequence[str] = (), spend: str = "") -> Outcome:
    """Compares all designs cell by cell and prints the decision page.

    Args:
        house: the open house.
        model: the models that judge, in turn; those of the settings when empty.
        spend: dollars that may be spent, agreed to beforehand.

    Raises:
        refusal.NotAllowed: there are fewer than two designs, or the problem is not fit.
    """
    proposing.ready(house)
    if blind_steps.is_compared(house.design, house.reading.records):
        return _page(house)
    bench = _bench(house, model)
    if not _is_current(house, bench):
        house = _judge(house, bench, spend)
    house = _examine(house, bench)
    return _page(_open(house, bench))


def _bench(house: House, model: Sequence[str]) -> _Bench:
    addresses = asking.models(house, model)
    every = proposal.current(house.design, house.reading.records)
    names = _telling(
        *(name for one in house.settings.model for name in (one.model, one.family)),
        *(one.model for one in every),
    )
    found = [comparison.design(one.key, one.family, one.card, names) for one in every]
    card, verified = _own(house)
    if card is not None:
        found.append(comparison.design(comparison.OWN, "", card, names))
    if len(found) < 2:
        drawn = blind_steps.drawn(house.design, house.reading.records)
        raise refusal.NotAllowed(
            f"{'One design' if found else 'No design'} is there; a comparison needs two.",
            next_step=f"parti propose --count {max(2, drawn + 1)}",
        )
    return _Bench(tuple(found), addresses, load.blind().lanes[house.feature().lane], verified)


def _telling(*names: str) -> tuple[str, ...]:
    """Names of models that stand for nothing else: in one that is a plain word, the word would be lost."""
    return tuple(dict.fromkeys(name for name in names if any(c.isdigit() or c == "-" for c in name)))


def _own(house: House) -> tuple[debate.Card | None, bool]:
    """The human's card, if one was sealed and its text is still here; and whether it is the sealed one."""
    said = house.design.debate
    if said.opened is not None:
        return (said.opened.card if said.opened.card.shape else None), said.opened.verified
    if said.seal is None or said.seal.tag == "none":
        return None, False
    card, verified = sealing.opened(house)
    return (card if card.shape else None), verified


def _is_current(house: House, bench: _Bench) -> bool:
    """Whether the cells are there already, for these designs and criteria."""
    made = house.design.debate.comparison
    keys = {one.key for one in bench.designs}
    whole = made is not None and set(made.labels) == keys and made.criteria == _criteria(house)
    twice = "comparison" in states.conflicts(house.design)
    return whole and not twice and blind_steps.saw_all(house.design, house.reading.records)


def _criteria(house: House) -> tuple[debate.Criterion, ...]:
    return comparison.criteria(proposing.ready(house))


def _judge(house: House, bench: _Bench, spend: str) -> House:
    """Every sheet that the lane's cap lets pass, then the one fact that holds all cells."""
    asked = _criteria(house)
    families = [asking.family(one) for one in bench.addresses]
    planned = comparison.sheets(bench.designs, asked, families, bench.lane)
    run = planned[: bench.lane.calls]
    questions = [_sheet(house, bench, sheet) for sheet in run]
    house = asking.consent(house, [*questions, *_reserve(house, bench, len(run))], spend)
    house, answers = rounds.whole(house, questions)
    cells: list[debate.Cell] = []
    for sheet, answer in zip(run, answers, strict=True):
        reply = answer.value if isinstance(answer.value, CellsReply) else None
        cells += comparison.cells(sheet, reply, answer.call.family)
    made = debate.ComparisonMade(
        criteria=asked,
        labels=dict(comparison.labels(bench.designs, comparison.seed(bench.designs, asked))),
        cells=tuple(cells),
        calls=tuple(sheet.key for sheet in run),
        not_run=tuple(sheet.key for sheet in planned[len(run) :]),
        supersedes=_before(house),
    )
    return house.append((_with_left_out(made, bench.lane),))


def _reserve(house: House, bench: _Bench, calls: int) -> tuple[asking.Question, ...]:
    """As many questions as the examination of claims may take, for the estimate of what all may cost."""
    most = min(bench.lane.defeaters, max(0, bench.lane.calls - calls) // (1 + bench.lane.confirmations))
    longest = max((one.shown for one in bench.designs), key=len)
    inputs = {"card": longest, "criterion": "", "trace": "", "answer": ""}
    return tuple(
        asking.Question(
            key=f"defeater/df-{number}/{session}",
            prompt="confirmation",
            inputs=inputs,
            model=bench.addresses[session % len(bench.addresses)],
        )
        for number in range(1, most + 1)
        for session in range(1 + bench.lane.confirmations)
    )


def _with_left_out(made: debate.ComparisonMade, lane: load.Lane) -> debate.ComparisonMade:
    """The same, with the claims that nobody will examine named as well."""
    claims = defeaters.candidates(made)
    count = defeaters.examined(claims, lane, len(made.calls))
    left = tuple(f"{one.key} ({one.card} and {one.criterion})" for one in claims[count:])
    return msgspec.structs.replace(made, not_run=(*made.not_run, *left))


def _before(house: House) -> tuple[str, ...]:
    """The comparisons and defeaters that a new comparison stands in the place of."""
    gone = {identity for r in house.reading.records for identity in getattr(r.body, "supersedes", ())}
    kinds = debate.ComparisonMade | debate.DefeaterJudged
    return tuple(r.id for r in house.reading.records if isinstance(r.body, kinds) and r.id not in gone)


def _sheet(house: House, bench: _Bench, sheet: comparison.Sheet) -> asking.Question:
    return asking.Question(
        key=sheet.key,
        prompt="cells",
        inputs=comparison.words(sheet),
        model=_of_family(bench, sheet.family),
    )


def _of_family(bench: _Bench, family: str) -> ports.ModelAddress:
    return next(one for one in bench.addresses if asking.family(one) == family)


def _examine(house: House, bench: _Bench) -> House:
    """Each claim that the lane has room for: answered once by an advocate, then judged afresh.

    Claims do not depend on one another: where a person carries the prompts, those of all claims lie ready.

    Raises:
        refusal.Waiting: replies are missing; claims that have all theirs are judged and recorded.
    """
    made = house.design.debate.comparison
    if made is None:
        return house
    claims = defeaters.candidates(made)
    room = defeaters.examined(claims, bench.lane, len(made.calls))
    left = [claim for claim in claims[:room] if claim.key not in house.design.debate.defeaters]
    house, answered = rounds.ask(house, [_answering(house, bench, claim) for claim in left])
    missing = [answered.missing]
    for claim, answer in zip(left, answered.answers, strict=True):
        if answer is not None:
            house, waits = _judged(house, bench, claim, answer)
            missing.append(waits)
    rounds.complete(*missing)
    return house


def _answering(house: House, bench: _Bench, claim: defeaters.Candidate) -> asking.Question:
    """What an advocate is asked of a claim."""
    near = defeaters.advocate(claim, bench.designs)
    return asking.Question(
        key=f"defeater/{claim.key}/answer",
        prompt="advocate",
        inputs=_material(house, bench, claim),
        model=_speaker(bench, near.family if near else ""),
    )


def _material(house: House, bench: _Bench, claim: defeaters.Candidate) -> dict[str, str]:
    asked = next(one for one in _criteria(house) if one.key == claim.criterion)
    card = _target(bench, claim).shown
    return {"card": card, "criterion": f"{asked.key}: {asked.text}", "trace": claim.trace}


def _target(bench: _Bench, claim: defeaters.Candidate) -> comparison.Design:
    return next(one for one in bench.designs if one.key == claim.card)


def _judged(
    house: House, bench: _Bench, claim: defeaters.Candidate, answer: asking.Answer
) -> tuple[House, rounds.Missing]:
    """A claim with its verdict, once every examiner has replied."""
    target = _target(bench, claim)
    said = defeaters.defence(_reply(answer), target.shown)
    inputs = {
        **_material(house, bench, claim),
        "answer": said or "Nothing was answered that rests on the card.",
    }
    examiners = _examiners(bench, target.family)
    questions = [
        asking.Question(
            key=f"defeater/{claim.key}/{number}", prompt="confirmation", inputs=inputs, model=address
        )
        for number, address in enumerate(examiners, 1)
    ]
    house, asked = rounds.ask(house, questions)
    if asked.missing.waits:
        return house, asked.missing
    rulings = [
        defeaters.ruling(_reply(one), asking.family(address), target.shown)
        for one, address in zip(asked.answers, examiners, strict=True)
    ]
    house = house.append(
        (
            debate.DefeaterJudged(
                key=claim.key,
                card=claim.card,
                criterion=claim.criterion,
                trace=claim.trace,
                basis=claim.basis,
                verdict=defeaters.verdict(rulings, bench.lane),
                confirmations=sum(one.verdict == "confirmed" for one in rulings),
                sessions=len(rulings),
                answer=said,
            ),
        )
    )
    return house, asked.missing


def _reply(answer: asking.Answer | None) -> DefenceReply | None:
    return answer.value if answer is not None and isinstance(answer.value, DefenceReply) else None


def _speaker(bench: _Bench, family: str) -> ports.ModelAddress:
    """A model of the family that proposed nearly the same, or the first one."""
    return next((one for one in bench.addresses if asking.family(one) == family), bench.addresses[0])


def _examiners(bench: _Bench, family: str) -> tuple[ports.ModelAddress, ...]:
    """One model for each session, families in turn; the design's own family only when there is no other."""
    each = {asking.family(one): one for one in reversed(bench.addresses)}
    able = [each[name] for name in dict.fromkeys(map(asking.family, bench.addresses)) if name != family]
    able = able or [bench.addresses[0]]
    return tuple(able[number % len(able)] for number in range(bench.lane.confirmations))


def _open(house: House, bench: _Bench) -> House:
    """The seal, last of all."""
    seal = house.design.debate.seal
    if seal is None or seal.tag == "none" or house.design.debate.opened is not None:
        return house
    own = next((one.card for one in bench.designs if one.key == comparison.OWN), debate.Card(shape=""))
    return house.append((debate.SealOpened(seal=seal.seal, card=own, verified=bench.verified),))


def _page(house: House) -> Outcome:
    clash = states.conflicts(house.design).get("choice", ())
    lines = decision.lines(house.design)
    if clash:
        lines = (*lines, "conflict  two people chose differently: a person chooses once more")
    return Outcome(
        lines=lines,
        data=decision.plain(house.design),
        findings=(*_laundered(house), *_seen(house), *proposal.twins(house.design)),
        next=pages.onward(house),
    )


def _laundered(house: House) -> tuple[Finding, ...]:
    """Whether the givens left no other design than the person's own; told once the seal is open."""
    opened, problem = house.design.debate.opened, house.design.problem
    if opened is None or not opened.verified or problem is None:
        return ()
    every = {one.key: one.card for one in proposal.current(house.design, house.reading.records)}
    return laundered.findings(opened.card, every, problem.given)


def _seen(house: House) -> tuple[Finding, ...]:
    """Whether any byte that went out or came back, as it is kept here, shows that the seal was read."""
    called = sealing.canary_call(house)
    if not called:
        return ()
    finding = Finding(
        code="design/not-blind",
        level="warning",
        message=f"The call {called} holds the canary of the seal: somebody has read the private file.",
        place=Place(path=called),
        fix=f"parti why {called}, then seal and propose again where no session can read your state folder",
    )
    return (finding,)
