"""The verb `consult`: a model adds questions to the interview, and says what answers lack.

Called through `table`. It closes nothing: added questions wait for a person like any other, and a doubt
opens an answer again; what was changed after a doubt is looked at once for each change. Nothing is added
before every reply of a round is there, because what is added changes the words of the round. Before the
choice every byte passes the guard over the sealed design.
"""

from collections.abc import Iterator, Mapping, Sequence

from parti import ports
from parti.design import agreement, consulting, unlooked
from parti.records import canonical
from parti.workflow import asking, pages, rounds, sealing, signing
from parti.workflow import bank as banks
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

_SHOWN = 8
_FIRST, _SECOND = "adequacy", "again"
"""Looks at answers that were never doubted, and at those that were changed after a doubt."""


def consult(house: House, model: Sequence[str] = (), spend: str = "") -> Outcome:
    """Asks a model for questions that nobody asked, and for what is missing in answers.

    Raises:
        refusal.NotAllowed: no model is set up, the guard stopped a prompt, or the calls need a consent.
    """
    house.feature()
    if not house.design.questions():
        return Outcome(lines=("No component is confirmed yet.",), next=pages.onward(house))
    models = asking.models(house, model)
    changed = unlooked.names(house.design, house.reading.records)
    batches = {
        _FIRST: tuple(_batches(consulting.to_judge(house.design))),
        _SECOND: tuple(_batches(changed)),
    }
    wanted = (
        *_questions(house, models),
        *(one for look in batches for one in _judgements(house, look, batches[look], models)),
    )
    if not wanted:
        line = "A model has added as many questions as it may, and no answer waits for a second look."
        return Outcome(lines=(line,), next=pages.onward(house))
    house = asking.consent(house, wanted, spend)
    house, answers = rounds.whole(house, wanted)
    before, lines = house, []
    for question, answer in zip(wanted, answers, strict=True):
        kept = _kept(house, question, answer, batches)
        house = house.append(kept.facts)
        lines += [f"dropped   {why}" for why in kept.dropped[:_SHOWN]]
        if answer.value is None:
            lines.append(f"unread    {question.key}: {answer.call.note}; it counts as nothing said")
    return _told(before, house, tuple(lines))


def _questions(house: House, models: Sequence[ports.ModelAddress]) -> Iterator[asking.Question]:
    """The call that asks for new questions; none when there is no room for any."""
    room = consulting.room(house.design)
    if not room:
        return
    bank = banks.known(house.root, house.design)
    words = banks.bank(house.root).vocabulary
    inputs = {
        "design": agreement.spec(house.design),
        "elements": "; ".join(consulting.elements(house.design)),
        "concerns": ", ".join(words.concerns),
        "modes": ", ".join(words.modes),
        "known": consulting.asked(house.design, bank),
        "most": str(room),
    }
    yield asking.Question(
        key=f"consult/{_mark(inputs)}",
        prompt="questions",
        inputs=inputs,
        model=models[0],
        guard=_guard(house),
    )


def _judgements(
    house: House, look: str, batches: Sequence[Sequence[str]], models: Sequence[ports.ModelAddress]
) -> Iterator[asking.Question]:
    bank = banks.known(house.root, house.design)
    for number, names in enumerate(batches):
        inputs = {"answers": consulting.answers(house.design, bank, names)}
        yield asking.Question(
            key=f"{look}/{number}/{_mark(inputs)}",
            prompt="adequacy",
            inputs=inputs,
            model=models[number % len(models)],
            guard=_guard(house),
        )


def _kept(
    house: House,
    question: asking.Question,
    answer: asking.Answer,
    batches: Mapping[str, Sequence[Sequence[str]]],
) -> consulting.Kept:
    if isinstance(answer.value, consulting.QuestionsReply):
        return consulting.questions(house.design, banks.known(house.root, house.design), answer.value)
    if isinstance(answer.value, consulting.AdequacyReply):
        look, number, _ = question.key.split("/")
        names = batches[look][int(number)]
        kept = consulting.doubts(house.design, names, answer.value, question.key)
        if look == _FIRST:
            return kept
        whole = consulting.looked(house.design, names, answer.value, question.key)
        return consulting.Kept((*kept.facts, *whole), kept.dropped)
    return consulting.Kept((), ())


def _told(before: House, house: House, lines: tuple[str, ...]) -> Outcome:
    new = [one for name, one in house.design.added.items() if name not in before.design.added]
    doubted = [
        name
        for name, said in house.design.doubted.items()
        if len(said) > len(before.design.doubted.get(name, ()))
    ]
    looked = [one.question for one in house.design.looked[len(before.design.looked) :]]
    rows = (
        *(f"added     Q-{one.question} [{one.severity}] {one.concern}: {one.text}" for one in new),
        *(f"again     Q-{name}: missing: {house.design.doubted[name][-1].missing}" for name in doubted),
        *(f"looked    Q-{name}: nothing is missing any more" for name in looked),
    )
    said = rows or ("A model adds no question and doubts no answer.",)
    data = {"added": [one.question for one in new], "doubted": doubted}
    every = (*said, *lines, *signing.unlocked(before, house))
    return Outcome(lines=every, data=data, next=pages.onward(house))


def _guard(house: House) -> asking.Guard | None:
    """Until a design is chosen, words of the sealed one must not leave."""
    return None if house.design.debate.choice else sealing.guard(house)


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), consulting.BATCH):
        yield names[start : start + consulting.BATCH]


def _mark(inputs: dict[str, str]) -> str:
    """The same words have the same key, so that an interrupted round goes on where it stopped."""
    return canonical.digest_of("key", inputs).rpartition(":")[2][:12]
