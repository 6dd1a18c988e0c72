"""A model's wording of a problem, and words that it suspects: what may be shown, and what is wrong.

A wording is sent to every proposer, so one lost “never” would make all designs answer another problem.
"""

import msgspec
import pytest

from parti.design import leaks, wording
from parti.design.verdicts import SuspectReply, WordedReply
from parti.library import load
from parti.records import debate
from parti.records import vocabulary as facts

LEXICON = leaks.lexicon(load.leaks(), load.technologies())
FORM = facts.ProblemStated(
    situation="Orders arrive at 200 a minute.",
    needed=("each order is kept once", "a page shows it within 2 s"),
    never=("an order is lost",),
    quantities=("200 orders a minute",),
    given=("a shop",),
)


def wrong(**changed: object) -> tuple[str, ...]:
    """What is wrong with the form in which these parts were worded otherwise."""
    return wording.wrong(FORM, msgspec.structs.replace(FORM, **changed), LEXICON)


def needed(second: str) -> tuple[str, ...]:
    return wrong(needed=("each order is kept once", second))


def test_the_same_in_other_words_is_a_wording() -> None:
    assert wrong(situation="Orders come in at 200 a minute.", never=("any order is lost",)) == ()


def test_a_row_more_is_no_loss() -> None:
    assert wrong(never=("an order is lost", "a page is blank")) == ()


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ("a page shows it within 3 s", ("it loses “2 s”", "it adds “3 s”")),
        ("a page shows it within 2 min", ("it loses “2 s”", "it adds “2 min”")),
        ("a page shows it soon", ("it loses “2 s”",)),
        ("a page does not show it within 2 s", ("it adds “not”",)),
        ("a `page` shows it within 2 s", ("it adds “`page`”",)),
        ("Kafka shows it within 2 s", ("it names Kafka", "“Kafka” is a solution's")),
        ("a page shows it within 2 s via a gate", ("“via a gate” is a solution's",)),
    ],
)
def test_a_wording_that_says_something_else_says_where(second: str, why: tuple[str, ...]) -> None:
    assert needed(second) == why


def test_a_negation_that_is_lost_is_told() -> None:
    form = msgspec.structs.replace(FORM, never=("an order is never lost without a trace",))
    made = msgspec.structs.replace(FORM, never=("an order is lost with a trace",))
    assert wording.wrong(form, made, LEXICON) == ("it loses “never”", "it loses “without”")


@pytest.mark.parametrize("field", wording.ROWS)
def test_a_row_that_is_gone_is_told_with_its_part(field: str) -> None:
    before = len(getattr(FORM, field))
    found = wrong(**{field: getattr(FORM, field)[1:]})
    assert found[-1] == f"it has fewer rows under {field} ({before - 1} of {before})"


def test_what_the_problem_itself_names_may_be_named() -> None:
    form = msgspec.structs.replace(FORM, situation="Orders arrive over Kafka, via a gate.")
    made = msgspec.structs.replace(form, situation="Via a gate, orders come over kafka.")
    assert wording.wrong(form, made, LEXICON) == ()


# --- what a reply becomes -----------------------------------------------------------------


def test_a_reply_is_cleaned_and_the_rest_of_the_problem_stays() -> None:
    reply = WordedReply(
        situation=" Orders\n\narrive.\x1b[2J ",
        needed=("kept", " ", "\x1b[0m"),
        never=("lost\u202e",),
        quantities=(),
    )
    assert wording.worded(FORM, reply) == facts.ProblemStated(
        situation="Orders arrive.", needed=("kept",), never=("lost",), quantities=(), given=("a shop",)
    )


def test_no_more_rows_and_signs_are_taken_than_anybody_reads() -> None:
    reply = WordedReply(situation="x" * 9_000, needed=("n",) * 90)
    made = wording.worded(FORM, reply)
    assert (len(made.situation), len(made.needed)) == (2_000, 40)


def test_a_model_is_told_what_it_may_word_and_nothing_else() -> None:
    assert wording.told(FORM) == (
        "Situation: Orders arrive at 200 a minute.\n"
        "Needed:\n- each order is kept once\n- a page shows it within 2 s\n"
        "Never:\n- an order is lost\n"
        "Quantities:\n- 200 orders a minute"
    )


def test_what_is_told_is_worded_by_the_rules_and_leaves_out_what_is_no_given() -> None:
    settled = {
        "kept once": debate.LeakSettled(
            words="kept once", rule="", how="preference", because="x", late=False
        )
    }
    assert wording.by_rules(FORM, settled).needed[0] == "Each order is (left open)"


# --- suspicions ---------------------------------------------------------------------------


def suspected(*words: str, known: str = "") -> list[str]:
    every = tuple(SuspectReply(words=one, why="because") for one in words)
    text = "a page shows each order, kept once, within 2 s of its being sent to the shop by whoever sells"
    found = wording.suspects(every, lambda one: one in text, lambda one: one == known)
    return [one for one, _ in found]


def test_words_that_stand_in_the_problem_are_suspected_once_whatever_their_case() -> None:
    assert suspected("a page", "A page", "kept once") == ["a page", "kept once"]


@pytest.mark.parametrize("words", ["“a page”", "'a page'", " a page. ", "a  page;", "\x1b[1ma page\x1b[0m"])
def test_marks_around_suspected_words_are_left_out(words: str) -> None:
    assert suspected(words) == ["a page"]


@pytest.mark.parametrize("words", ["", " . ", "a queue", "within 2 s of its being sent to the shop"])
def test_what_stands_nowhere_or_is_a_whole_sentence_is_no_suspicion(words: str) -> None:
    assert suspected(words) == []


def test_eight_words_may_be_suspected() -> None:
    assert suspected("within 2 s of its being sent to") == ["within 2 s of its being sent to"]


def test_what_the_rules_or_a_person_spoke_of_is_not_suspected_again() -> None:
    assert suspected("a page", "kept once", known="a page") == ["kept once"]


def test_a_reason_is_short_and_plain_and_forty_suspicions_are_enough() -> None:
    every = tuple(SuspectReply(words=f"w{n}", why="\x1b[2J" + "y" * 900) for n in range(90))
    found = list(wording.suspects(every, lambda one: True, lambda one: False))
    assert len(found) == 40
    assert {why for _, why in found} == {"y" * 200}
