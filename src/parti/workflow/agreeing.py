"""The verb `agree`: fresh sessions answer ten questions from the printed design, and are compared.

Called through `table`. The last step of the deep lane before the lock. Where they disagree too much, what
they read differently becomes questions of the interview.
"""

from collections.abc import Sequence

from parti import ports
from parti.design import agreement, hindrances
from parti.design import lock as locks
from parti.records import debate, refusal
from parti.workflow import asking, pages, rounds, signing
from parti.workflow import bank as banks
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


def agree(house: House, model: Sequence[str] = (), spend: str = "") -> Outcome:
    """Measures whether different builders would build the same from this design.

    Raises:
        refusal.NotAllowed: something else still stands between the design and a signature, no model is set
            up, or the calls need a consent first.
    """
    house.feature()
    known = agreement.current(house.design)
    if known is not None and known.agreed >= agreement.ENOUGH:
        return Outcome(lines=(_line(known),), data={"agreed": known.agreed}, next=pages.onward(house))
    wrong = hindrances.of(house.design, banks.bank(house.root).vocabulary, house.reading.records)
    if wrong:
        raise refusal.NotAllowed(
            f"{hindrances.counted(wrong)} between this design and builders; the first: {wrong[0].message}",
            next_step=wrong[0].fix,
        )
    asked = agreement.drawn(house.design, banks.known(house.root, house.design))
    if not asked:
        raise refusal.NotAllowed(
            "The design holds no answer in anybody's words that builders could be asked about.",
            next_step="parti ask --all",
        )
    questions = _questions(house, asked, asking.models(house, model))
    house = asking.consent(house, questions, spend)
    house, answers = rounds.whole(house, questions)
    replies = [
        answer.value if isinstance(answer.value, agreement.BuilderReply) else None for answer in answers
    ]
    return _measured(house, asked, replies, tuple(question.key for question in questions))


def _questions(
    house: House, asked: Sequence[agreement.Asked], models: Sequence[ports.ModelAddress]
) -> tuple[asking.Question, ...]:
    """One a session; models in turn, each with an order of the questions of its own."""
    digest = locks.digest(house.design)
    keys = [f"agreement/{digest.rpartition(':')[2][:12]}/{n}" for n in range(1, agreement.SESSIONS + 1)]
    return tuple(
        asking.Question(
            key=key,
            prompt="builder",
            inputs={"design": agreement.spec(house.design), "questions": agreement.listed(asked, key)},
            model=models[number % len(models)],
        )
        for number, key in enumerate(keys)
    )


def _measured(
    house: House,
    asked: Sequence[agreement.Asked],
    replies: Sequence[agreement.BuilderReply | None],
    calls: tuple[str, ...],
) -> Outcome:
    measure = agreement.measured(asked, replies)
    fact = debate.AgreementMeasured(
        design=locks.digest(house.design),
        sessions=len(replies),
        questions=tuple(one.name for one in asked),
        agreed=measure.agreed,
        differ=measure.differ,
        calls=calls,
    )
    short = measure.agreed < agreement.ENOUGH
    added = agreement.questions(asked, measure) if short else ()
    new = tuple(one for one in added if one.question not in house.design.added)
    before, house = house, house.append((fact, *new))
    lines = (
        _line(fact),
        *(f"differ    {name}: {' / '.join(measure.said[name])}" for name in measure.differ),
        *((f"asked     {len(new)} questions were added",) if new else ()),
        *_families(house, calls),
        *signing.unlocked(before, house),
    )
    data = {"agreed": fact.agreed, "differ": list(fact.differ), "added": [one.question for one in new]}
    return Outcome(lines=lines, data=data, next=pages.onward(house))


def _line(fact: debate.AgreementMeasured) -> str:
    asked = f"{len(fact.questions)} questions and {fact.sessions} sessions"
    return f"agree     {fact.agreed / 10:g} % over {asked}; {agreement.ENOUGH / 10:g} % are enough"


def _families(house: House, calls: Sequence[str]) -> tuple[str, ...]:
    bodies = (house.design.debate.calls[key].body for key in calls if key in house.design.debate.calls)
    families = {body.family for body in bodies if isinstance(body, debate.ModelCalled)}
    return (
        (f"families  one family ({families.pop()}): agreement counts once",) if len(families) == 1 else ()
    )
