"""Answers that were changed after a doubt and that nobody has looked at since: exactly those, and no more.

Any new words close a doubted answer. Without this list an answer that says no more than before would pass
for one that was checked.
"""

from parti.constraints.finding import Finding, Place
from parti.design import unlooked
from parti.records import vocabulary as facts
from tests.design import conversations

NAME, OTHER = "consumer-spike", "pool-size"
FIRST = "A prefetch of 20 messages."
SECOND = "A prefetch of 20 messages, and 200 MB of memory."


class Told:
    """A conversation that grows record by record, each with the ids that it names."""

    def __init__(self) -> None:
        self.facts: list[facts.Fact] = [*conversations.opened()]

    def say(self, fact: facts.Fact) -> str:
        """Adds a fact; its record's id."""
        self.facts.append(fact)
        return conversations.said(*self.facts)[-1].id

    def answer(self, text: str, *seen: str, name: str = NAME, how: str = "own") -> str:
        return self.say(facts.Answered(question=name, text=text, how=how, supersedes=seen))

    def doubt(self, *answers: str, name: str = NAME) -> None:
        self.say(
            facts.AnswerDoubted(question=name, missing="the memory", call="adequacy/0", answers=answers)
        )

    def look(self, *answers: str, name: str = NAME) -> None:
        self.say(facts.AnswerLookedAt(question=name, call="adequacy/1", answers=answers))

    def names(self) -> tuple[str, ...]:
        records = conversations.said(*self.facts)
        return unlooked.names(conversations.folded(records), records)


def changed() -> tuple[Told, str]:
    """An answer, a doubt, and other words; the id of the record of those."""
    told = Told()
    first = told.answer(FIRST)
    told.doubt(first)
    return told, told.answer(SECOND, first)


def test_an_answer_that_was_changed_after_a_doubt_is_listed() -> None:
    assert changed()[0].names() == (NAME,)


def test_an_answer_that_nobody_doubted_is_not() -> None:
    told = Told()
    told.answer(SECOND, told.answer(FIRST))
    assert told.names() == ()


def test_a_doubted_answer_that_stands_as_it_was_is_open_and_not_listed() -> None:
    told = Told()
    told.doubt(told.answer(FIRST))
    assert told.names() == ()


def test_the_same_words_once_more_are_a_person_s_last_word() -> None:
    told = Told()
    first = told.answer(FIRST)
    told.doubt(first)
    told.answer(FIRST, first)
    assert told.names() == ()


def test_a_look_that_misses_nothing_ends_it() -> None:
    told, second = changed()
    told.look(second)
    assert told.names() == ()


def test_a_look_at_an_earlier_answer_or_at_another_question_does_not() -> None:
    told, second = changed()
    told.look("another record")
    told.look(second, name=OTHER)
    assert told.names() == (NAME,)


def test_an_answer_that_is_changed_after_the_look_is_listed_again() -> None:
    told, second = changed()
    told.look(second)
    told.answer("Thirty messages, 300 MB.", second)
    assert told.names() == (NAME,)


def test_an_answer_that_is_doubted_again_is_open_and_listed_only_after_new_words() -> None:
    told, second = changed()
    told.doubt(second)
    assert told.names() == ()
    told.answer("Thirty messages, 300 MB.", second)
    assert told.names() == (NAME,)


def test_going_back_to_words_that_were_doubted_is_no_change() -> None:
    told, second = changed()
    told.doubt(second)
    told.answer(FIRST, second)
    assert told.names() == ()


def test_an_option_of_the_bank_needs_no_look() -> None:
    told = Told()
    first = told.answer(FIRST)
    told.doubt(first)
    told.answer("prefetch 20", first, how="option")
    assert told.names() == ()


def test_a_waiver_is_no_answer_to_look_at() -> None:
    told, second = changed()
    told.say(facts.Waived(question=NAME, reason="later", until="May", supersedes=(second,)))
    assert told.names() == ()


def test_a_conflict_is_settled_first() -> None:
    told, _ = changed()
    told.answer("Ten messages.")
    assert told.names() == ()


def test_questions_come_in_the_order_of_the_draw() -> None:
    told = Told()
    order = list(conversations.folded(conversations.said(*told.facts)).questions())
    names = sorted((NAME, OTHER), key=order.index)
    for name in reversed(names):
        first = told.answer(FIRST, name=name)
        told.doubt(first, name=name)
        told.answer(SECOND, first, name=name)
    assert told.names() == tuple(names)


def test_one_and_several_are_told_in_words_and_none_in_none() -> None:
    assert unlooked.sentence(()) == ""
    assert unlooked.sentence(("a",)) == (
        "1 answer was changed after a model's doubt, and nobody has looked since"
    )
    assert unlooked.sentence(("a", "b")).startswith("2 answers were changed")


def test_whoever_signs_gets_a_note_that_names_each_and_stops_nobody() -> None:
    assert list(unlooked.findings(())) == []
    assert list(unlooked.findings(("a", "b"))) == [
        Finding(
            code="design/unlooked",
            level="note",
            message="2 answers were changed after a model's doubt, and nobody has looked since: Q-a, Q-b.",
            place=Place(path="Q-a"),
            fix="parti consult",
        )
    ]
