"""`parti propose`: designs by fresh sessions that see the neutral problem and a lens, and nothing else.

Called through `table`. One draw is one call and one fact, so a run that was interrupted goes on with the
draw that is missing; a problem that was restated is drawn anew.
"""

from collections.abc import Sequence

import msgspec

from parti import ports
from parti.design import card as cards
from parti.design import diversity, lenses, neutral, proposal
from parti.design import problem as problems
from parti.design import state as states
from parti.library import load
from parti.records import canonical, debate, refusal
from parti.records import vocabulary as facts
from parti.workflow import asking, leaking, pages, rounds, sealing
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


def propose(house: House, count: int = 0, model: Sequence[str] = (), spend: str = "") -> Outcome:
    """Asks fresh sessions for designs; those that are there already are kept.

    Args:
        house: the open house.
        count: how many; what the settings or the lane say when 0.
        model: the models that are asked, in turn; those of the settings when empty.
        spend: dollars that may be spent, agreed to beforehand.

    Raises:
        refusal.NotAllowed: the small lane, an incomplete problem, or words in it that are a solution.
        refusal.Misused: more are wanted than there are lenses.
    """
    known = ready(house)
    wanted = _wanted(house, count)
    addresses = asking.models(house, model)
    text = neutral.render(known, house.design.debate.leaks)
    questions = _questions(house, text, wanted, addresses)
    house = asking.consent(house, _missing(house, questions), spend)
    house = _draw_all(house, questions)
    house, extra = _further(house, text, wanted, addresses)
    return _told(house, extra)


def ready(house: House) -> facts.ProblemStated:
    """The problem, fit to be shown to a session, in the words that a person confirmed.

    Raises:
        refusal.NotAllowed: it is not; the next step says what is missing.
    """
    feature = house.feature()
    if feature.lane == "small":
        raise refusal.NotAllowed(
            "The small lane has no design step.", next_step="parti check, then parti gate"
        )
    gaps = problems.gaps(house.design)
    if gaps:
        raise refusal.NotAllowed(gaps[0].message, next_step=gaps[0].fix)
    apart = states.conflicts(house.design)
    if "problem" in apart:
        raise refusal.NotAllowed(
            "Two people state the problem differently.", next_step='say it once more: parti problem "…"'
        )
    if "neutral" in apart:
        raise refusal.NotAllowed(
            "Two people confirmed two wordings of the problem.",
            next_step="parti neutral --confirm, or parti neutral --drop",
        )
    words = next((key.removeprefix("leak ") for key in apart if key.startswith("leak ")), "")
    if words:
        raise refusal.NotAllowed(
            f"Two people say differently what “{words}” is.",
            next_step=f'say it once more: parti leak "{words}" --is preference (or given, …)',
        )
    leaks = leaking.unresolved(house)
    if leaks:
        raise refusal.NotAllowed(leaks[0].message, next_step=leaks[0].fix, place=leaks[0].place.path)
    known = house.design.problem
    if known is None:
        raise AssertionError("a problem without gaps was stated")
    return neutral.worded(known, house.design.debate.neutral)


def _wanted(house: House, count: int) -> int:
    wanted = pages.proposals_wanted(house, count)
    if not 1 <= wanted <= lenses.most():
        raise refusal.Misused(
            f"There are {lenses.most()} lenses, so there can be 1 to {lenses.most()} proposals.",
            next_step="parti propose --count 3",
        )
    return wanted


def _questions(
    house: House, text: str, wanted: int, addresses: Sequence[ports.ModelAddress]
) -> tuple[asking.Question, ...]:
    guard = sealing.guard(house)
    return tuple(
        asking.Question(
            key=f"proposal/{number}",
            prompt="proposal",
            inputs={"problem": text, "lens": lens.text, "room": str(cards.SHOWN)},
            model=addresses[(number - 1) % len(addresses)],
            guard=guard,
        )
        for number, lens in enumerate(lenses.order(text)[:wanted], 1)
    )


def _missing(house: House, questions: Sequence[asking.Question]) -> tuple[asking.Question, ...]:
    return tuple(question for question in questions if not _is_drawn(house, question))


def _is_drawn(house: House, question: asking.Question) -> bool:
    """Whether this draw has its fact, for the problem as it stands and whichever model was asked."""
    kept = {one.call for one in proposal.current(house.design, house.reading.records)}
    if question.key in kept:
        return True
    gone = {one.call for one in house.design.debate.dropped.values()}
    record = house.design.debate.calls.get(question.key)
    sent = canonical.digest("bytes", asking.encoded(asking.messages(question)))
    return question.key in gone and record is not None and getattr(record.body, "prompt", "") == sent


def _draw_all(house: House, questions: Sequence[asking.Question]) -> House:
    """Every draw; where a person carries the prompts, all lie ready before the first is waited for.

    Raises:
        refusal.NotAllowed: the guard stopped one, or some wait for a person.
    """
    house, missing = rounds.gather(house, questions, _draw)
    rounds.complete(missing)
    return house


def _draw(house: House, question: asking.Question) -> House:
    """One draw, unless it is there."""
    if _is_drawn(house, question):
        return house
    house, answer = asking.ask(house, question)
    key = f"p-{question.key.rpartition('/')[2]}"
    snooped = any(sealing.canary_seen(house, turn.text) for turn in answer.turns[-1:])
    card = proposal.judged(answer.value, answer.call.note, snooped=snooped)
    if isinstance(card, str):
        return house.append((debate.ProposalDropped(key=key, call=question.key, why=card),))
    before = [one for one in house.design.debate.proposals.values() if getattr(one.body, "key", "") == key]
    return house.append(
        (
            debate.ProposalReceived(
                key=key,
                lens=_lens(question),
                model=answer.call.model,
                family=answer.call.family,
                call=question.key,
                card=card,
                supersedes=tuple(one.id for one in before),
            ),
        )
    )


def _lens(question: asking.Question) -> str:
    return next(one.key for one in load.blind().lens if one.text == question.inputs["lens"])


def _further(
    house: House, text: str, wanted: int, addresses: Sequence[ports.ModelAddress]
) -> tuple[House, int]:
    """Draws once or twice more while all designs are nearly one."""
    for extra in range(proposal.EXTRA + 1):
        cards = [one.card for one in proposal.current(house.design, house.reading.records)]
        given = house.design.problem.given if house.design.problem else ()
        every = _questions(house, text, wanted + extra + 1, addresses)
        if extra == proposal.EXTRA or not diversity.spread(cards, given).every_pair_close:
            return house, extra
        if len(every) == wanted + extra:
            return house, extra
        house = _draw(house, every[-1])
    raise AssertionError("the loop ends in itself")


def _told(house: House, extra: int) -> Outcome:
    found = proposal.current(house.design, house.reading.records)
    known = house.design.problem
    given = known.given if known else ()
    lines = proposal.lines(found, house.design.debate.dropped, given)
    if extra:
        lines = (*lines, f"extra     {extra} more drawn, because the first were nearly one design")
    if house.design.debate.seal is None:
        lines = (*lines, "seal      none; what was sealed before would have been provably independent")
    apart = diversity.spread([one.card for one in found], given)
    data: dict[str, object] = {
        "proposals": msgspec.to_builtins(found),
        "dropped": msgspec.to_builtins(list(house.design.debate.dropped.values())),
        "families": proposal.families(found),
        "distance": {"least": apart.least, "mean": apart.mean},
        "undecided": [
            {"proposal": key, "slot": slot, "question": text}
            for key, slot, text in proposal.questions(found)
        ],
        "degraded": len(found) < 2,
    }
    twins = tuple(proposal.twins(house.design))
    return Outcome(lines=lines, data=data, findings=twins, next=pages.onward(house))
