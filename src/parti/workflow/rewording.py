"""`parti neutral`: a model words the neutral form and suspects words of a solution; a person decides.

Called through `table`. What is sent is the form that the rules make, past the guard over the sealed design.
What the person stated stays the problem; a wording that is confirmed is only what is sent from then on.
"""

from collections.abc import Iterator

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import hygiene, leaks, proposal, seal, wording
from parti.design import problem as problems
from parti.design import state as states
from parti.design.verdicts import SuspectsReply, WordedReply
from parti.records import canonical, debate, refusal
from parti.records import vocabulary as facts
from parti.workflow import asking, leaking, pages, rounds, sealing
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

_ASK = "parti neutral"


def neutral(
    house: House,
    confirm: bool = False,
    drop: bool = False,
    model: tuple[str, ...] = (),
    spend: str = "",
) -> Outcome:
    """Shows a model's wording of the problem and the words that it suspects.

    Args:
        house: the open house.
        confirm: from here on this wording is what is sent; a person only.
        drop: from here on the rules' own form is sent again; a person only.
        model: who is asked, in turn; those of the settings when empty.
        spend: dollars that may be spent, agreed to beforehand.

    Raises:
        refusal.NotAllowed: the problem has gaps, no model is set up, the guard stopped it, an agent
            decides, proposals were made already, or there is nothing that could be confirmed.
    """
    house.feature()
    gaps = problems.gaps(house.design)
    known = house.design.problem
    if gaps or known is None:
        raise refusal.NotAllowed(gaps[0].message, next_step=gaps[0].fix)
    if drop:
        return _dropped(house)
    form = wording.by_rules(known, house.design.debate.leaks)
    questions = _questions(house, form, model)
    if confirm:
        _refuse_unfit(house, questions[0])
    house = asking.consent(house, questions, spend)
    house, (worded, suspected) = rounds.whole(house, questions)
    made = wording.worded(form, worded.value) if isinstance(worded.value, WordedReply) else None
    wrong = wording.wrong(form, made, leaking.lexicon()) if made else (worded.call.note or "no form",)
    if confirm:
        return _confirmed(house, made, wrong, questions[0].key)
    return _shown(house, made, wrong, suspected)


def _questions(
    house: House, form: facts.ProblemStated, model: tuple[str, ...]
) -> tuple[asking.Question, ...]:
    """Two fresh sessions that do not hear of one another; of two models where there are two."""
    addresses = asking.models(house, model)
    inputs = {"problem": wording.told(form)}
    mark = canonical.digest_of("key", inputs).rpartition(":")[2][:12]
    guard = sealing.guard(house)
    return tuple(
        asking.Question(
            key=f"{name}/{mark}",
            prompt=name,
            inputs=inputs,
            model=addresses[number % len(addresses)],
            guard=guard,
        )
        for number, name in enumerate(("neutral", "suspects"))
    )


def _refuse_unfit(house: House, question: asking.Question) -> None:
    pages.by_person(house, "confirm the wording of a problem")
    _refuse_late(house)
    if not asking.is_answered(house, question):
        raise refusal.NotAllowed("No wording of this problem was shown yet.", next_step=_ASK)


def _is_late(house: House) -> bool:
    """Whether proposals were made from these words; of two wordings one must be settled even then."""
    apart = "neutral" in states.conflicts(house.design)
    return not apart and bool(proposal.current(house.design, house.reading.records))


def _refuse_late(house: House) -> None:
    if _is_late(house):
        raise refusal.NotAllowed(
            "Proposals were made already from the words that were sent.",
            next_step='parti problem "…", which asks for proposals anew',
        )


def _confirmed(
    house: House, made: facts.ProblemStated | None, wrong: tuple[str, ...], call: str
) -> Outcome:
    known = house.design.problem
    if made is None or known is None or wrong:
        raise refusal.NotAllowed(
            f"The wording does not say what the problem says: {'; '.join(wrong[:3])}.",
            next_step="parti propose, which sends the form that the rules make",
        )
    fact = debate.NeutralConfirmed(
        of=seal.problem_digest(known),
        call=call,
        situation=made.situation,
        needed=made.needed,
        never=made.never,
        quantities=made.quantities,
        supersedes=tuple(record.id for record in house.design.debate.neutrals),
    )
    house = house.append((fact,))
    lines = ("confirmed this wording is what is sent; the problem stays as it was stated", *_rows(made))
    return Outcome(lines=lines, data={"confirmed": call}, next=pages.onward(house))


def _dropped(house: House) -> Outcome:
    pages.by_person(house, "drop the wording of a problem")
    live = tuple(record.id for record in house.design.debate.neutrals)
    if not live:
        raise refusal.NotAllowed("No wording was confirmed.", next_step=_ASK)
    _refuse_late(house)
    house = house.append((facts.Withdrawn(reason="the form by rules is sent again", supersedes=live),))
    return Outcome(lines=("dropped   the form by rules is sent again",), next=pages.onward(house))


def _shown(
    house: House, made: facts.ProblemStated | None, wrong: tuple[str, ...], suspected: asking.Answer
) -> Outcome:
    rows = _rows(made) if made else ()
    lines = (
        *rows,
        *(f"unfit     {one}" for one in wrong),
        *(("nobody    can confirm this wording; the form by rules is sent",) if wrong else ()),
        *(
            (f"unread    {suspected.call.key}: {suspected.call.note}; it suspects nothing",)
            if suspected.value is None
            else ()
        ),
    )
    found = tuple(_findings(house, suspected))
    return Outcome(
        lines=lines,
        data={
            "worded": msgspec.to_builtins(made) if made else {},
            "unfit": list(wrong),
            "suspects": [one.snippet for one in found],
        },
        findings=found,
        next=pages.onward(house)
        if wrong or _is_late(house)
        else "parti neutral --confirm, if it says what you mean",
    )


def _rows(form: facts.ProblemStated) -> tuple[str, ...]:
    labels = {"needed": "needed", "never": "never", "quantities": "quantity"}
    every = ((labels[field], text) for field in wording.ROWS for text in getattr(form, field))
    return (f"situation {form.situation}", *(f"{label:<10}{text}" for label, text in every))


def _findings(house: House, answer: asking.Answer) -> Iterator[Finding]:
    """What a person may settle beside what the rules point at."""
    if not isinstance(answer.value, SuspectsReply):
        return

    problem = house.design.problem
    texts = hygiene.texts(problem) if problem else ()
    pointed = [hit.words.casefold() for text in texts for hit in leaks.hits(text, leaking.lexicon())]

    def known(words: str) -> bool:
        plain = words.casefold()
        return plain in house.design.debate.leaked or any(plain in hit for hit in pointed)

    for words, why in wording.suspects(
        answer.value.suspects, lambda words: leaking.is_said(house, words), known
    ):
        yield Finding(
            code="problem/suspect",
            level="note",
            message=f"“{words}” may already be part of a solution, a model says: {why or 'no reason'}",
            place=Place(path="problem"),
            fix=f'parti leak "{words}" --is preference (or given, example, requirement)',
            snippet=words,
        )
