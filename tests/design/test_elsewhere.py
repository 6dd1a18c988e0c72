"""What was given for a problem that no longer stands: found after a merge, never on one branch."""

import msgspec
import pytest

from parti.design import elsewhere, entries, lock, obligation_lines
from parti.design import state as states
from parti.records import log
from parti.records import vocabulary as facts
from tests.design import conversations

FIRST = facts.ProblemStated(situation="Orders arrive.", needed=("stored once",), never=("lost",))
DECIDED = facts.Decided(key="D-1", title="Ack", choice="after the commit", because="no loss")


class Talk:
    """A log that branches where a test says so."""

    def __init__(self) -> None:
        self.records: list[facts.Record] = []

    def say(self, fact: facts.Fact, *after: facts.Record, by: str = conversations.JANE) -> facts.Record:
        at = f"2026-01-01T00:00:{len(self.records):02}.000000Z"
        made = log.make(fact, at=at, by=by, parents=[record.id for record in after])
        self.records.append(made)
        return made

    def state(self) -> states.DesignState:
        every = tuple(log.ordered(self.records))
        return elsewhere.marked(conversations.folded(every), every)


def instead(record: facts.Record, *others: facts.Record, **words: object) -> facts.ProblemStated:
    """A problem in place of others, in other words."""
    ids = tuple(one.id for one in (record, *others))
    assert isinstance(record.body, facts.ProblemStated)
    return msgspec.structs.replace(record.body, supersedes=ids, **words)


def test_an_answer_that_whoever_restates_the_problem_had_before_them_stands() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    said = talk.say(DECIDED, first)
    talk.say(instead(first, needed=("archived",)), said)
    assert talk.state().elsewhere == {}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"needed": ("archived",)}, True),
        ({"never": ()}, True),
        ({"needed": ("stored once", "archived")}, False),
        ({"needed": ("Stored  once",)}, False),
        ({"situation": "Orders arrive at night."}, False),
    ],
)
def test_an_answer_beside_a_new_problem_is_lost_where_a_row_of_its_own_went(
    words: dict[str, object], found: bool
) -> None:
    talk = Talk()
    first = talk.say(FIRST)
    talk.say(DECIDED, first)
    talk.say(instead(first, **words), first)
    assert bool(talk.state().elsewhere) is found


def test_a_problem_without_rows_is_known_by_its_situation() -> None:
    talk = Talk()
    first = talk.say(facts.ProblemStated(situation="Orders arrive."))
    talk.say(DECIDED, first)
    talk.say(instead(first, situation="Orders are archived."), first)
    assert list(talk.state().elsewhere) == ["D-1"]


@pytest.mark.parametrize("taken", [0, 1])
def test_of_two_problems_the_answers_for_the_one_that_was_not_taken_are_lost(taken: int) -> None:
    talk = Talk()
    both = [talk.say(FIRST), talk.say(msgspec.structs.replace(FIRST, needed=("archived",)))]
    named = [
        talk.say(msgspec.structs.replace(DECIDED, key=f"D-{number}"), one)
        for number, one in enumerate(both)
    ]
    assert talk.state().elsewhere == {}, "of two problems one is chosen first"
    body = both[taken].body
    assert isinstance(body, facts.ProblemStated)
    last = talk.say(instead(both[0], both[1], needed=body.needed), *named)
    found = talk.state().elsewhere
    assert found == {f"D-{1 - taken}": both[1 - taken].body}
    talk.say(instead(last, never=("lost", "twice")), last)
    assert talk.state().elsewhere == found, "a later problem on one branch does not answer for it"


def test_what_was_given_before_the_branches_parted_was_seen_by_both() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    said = talk.say(DECIDED, first)
    one = talk.say(instead(first, needed=("archived",)), said)
    other = talk.say(instead(first, needed=("counted",)), said)
    talk.say(instead(one, other, needed=("archived",)), one, other)
    assert talk.state().elsewhere == {}


def test_the_same_thing_said_again_after_the_merge_stands() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    said = talk.say(DECIDED, first)
    second = talk.say(instead(first, needed=("archived",)), first)
    assert list(talk.state().elsewhere) == ["D-1"]
    talk.say(msgspec.structs.replace(DECIDED, supersedes=(said.id,)), said, second)
    assert talk.state().elsewhere == {}


def test_a_log_with_missing_records_tells_nothing_of_who_saw_what() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    said = talk.say(DECIDED, first)
    talk.say(instead(first, needed=("archived",)), said)
    del talk.records[1]
    talk.say(DECIDED, first)
    assert talk.state().elsewhere == {}


def test_a_question_answered_for_another_problem_is_open_and_marked_and_unsigned() -> None:
    talk = Talk()
    first = talk.say(FIRST)
    named = facts.ComponentNamed(name="store", kind="file-store", why="test")
    drawn = facts.Drawn("retention", "ownership", "high", ("store",), "mechanism")
    opened = talk.say(facts.ObligationsDrawn(bank="b", questions=(drawn,)), talk.say(named, first))
    talk.say(facts.Answered(question="retention", text="A purge job.", how="own"), opened)
    second = talk.say(instead(first, needed=("archived",)), opened)
    state = talk.state()
    assert state.is_open("retention")
    assert obligation_lines.clash(state, "retention") == obligation_lines.ELSEWHERE
    signed = facts.DesignLocked(
        design=entries.stamp(state), method="terminal", signer="Jane", signature="orders"
    )
    talk.say(signed, second)
    assert lock.signature(talk.state()) is None


def test_a_problem_is_told_by_its_first_words() -> None:
    assert elsewhere.told(FIRST) == "Orders arrive."
    told = elsewhere.told(facts.ProblemStated(situation="word " * 40))
    assert len(told) == 60
    assert told.endswith("…")
