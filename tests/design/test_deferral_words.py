"""Who owes a decision, and until when: each word of a deferral, and its neighbour that owes nothing."""

import pytest

from parti.design import deferral


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We will decide it at the kick-off.", "We will decide it at the kick-off"),
        ("5 s, to be clarified.", "to be clarified"),
        ("The limit is still to be determined: 3.", "still to be determined"),
        ("The size is yet to be decided!", "yet to be decided"),
        ("to be worked out", "to be worked out"),
        ("to be agreed upon by the two teams", "to be agreed upon by the two teams"),
        ("To be chosen by the architects.", "To be chosen by the architects"),
        ("Each needs to be specified by each team, 3 s.", "needs to be specified by each team"),
        (
            "It should be agreed upon with the product owner.",
            "should be agreed upon with the product owner",
        ),
        ("It is left for the sprint planning.", "is left for the sprint planning"),
        ("Both are deferred until the next sprint.", "are deferred until the next sprint"),
        ("It is still put off to some day.", "is still put off to some day"),
        ("It is left to whoever is there.", "is left to whoever"),
        ("TBC, 3 days", "TBC"),
        ("3 (tbd)", "tbd"),
        ("We could decide when we get there.", "We could decide when we get there"),
        ("They may revisit the number.", "They may revisit"),
        ("I'll look into it, 3 s.", "I'll look into"),
        ("We’ll decide this soon.", "We’ll decide this soon"),
        ("Our developers have to work this out.", "Our developers have to work this out"),
        ("We're going to think about it.", "We're going to think about"),
        ("We'll agree on one next week.", "We'll agree on one next week"),
        ("We will then come back to it.", "We will then come back to"),
        ("It will be tuned after we see 3 of them.", "will be tuned after we see"),
        ("It will be picked another time.", "will be picked another time"),
        ("It must be filled in during the build phase.", "must be filled in during the build phase"),
        ("It has to be confirmed in due course.", "has to be confirmed in due course"),
        ("A date is to get fixed later on, 3 s.", "to get fixed later on"),
        ("During the planning phase, 3 s.", "During the planning phase"),
        ("For the next sprint, 3 s.", "For the next sprint"),
    ],
)
def test_the_words_that_owe_the_decision_are_told_and_no_more(text: str, words: str) -> None:
    assert deferral.deferred(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The lock decides.",
        "It lets the row be decided, and commits.",
        "It causes the retry to be decided.",
        "Until the leader to be decided is known, nothing is written.",
        "It expects the two rows to be determined.",
        "`TBD` is 3.",
        "tbds are 3.",
        "We decide by the header.",
        "The worker will be chosen by the broker.",
        "It will be agreed with the broker within 3 s.",
        "It will be added by the team.",
        "The team decides: 3 tries.",
        "In the implementation, a lock.",
        "It is left in the queue until later.",
        "The rows are left to the compactor.",
        "The queue is deferred by 3 s.",
        "Work is put off until the next run.",
        "We will set the limit to 3.",
        "The developers set 3 s.",
        "It can be set later than the first row.",
        "A row may be confirmed later than 3 s.",
        "It is decided.",
        "",
    ],
)
def test_what_a_part_decides_and_what_happens_at_a_time_owes_nothing(text: str) -> None:
    assert deferral.deferred(text) == ""


def test_what_is_waited_for_hides_no_later_words() -> None:
    text = "It waits for the winner to be decided, and the limit is to be determined."
    assert deferral.deferred(text) == "to be determined"


def test_of_several_the_first_is_told() -> None:
    assert deferral.deferred("TBD, to be clarified.") == "TBD"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Someone restarts it.", "Someone"),
        ("Some one restarts it.", "Some one"),
        ("3 s. And then somebody calls the bank.", "somebody"),
        ("3 s; later some body looks at it.", "some body"),
        ("On each Monday somebody reads it.", "somebody"),
        ("At night, by somebody.", "by somebody"),
        ("It is restarted by someone", "by someone"),
        ("When it stops, it waits. Somebody starts it.", "Somebody"),
    ],
)
def test_somebody_who_acts_without_a_name_is_told(text: str, words: str) -> None:
    assert deferral.nobodys(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Somebody",
        "someone else restarts it",
        "It takes someone's key.",
        "It is held by someone else.",
        "It is ended by someone's hand.",
        "It is read by somebody from storage.",
        "Someone in storage restarts it.",
        "Somebody on call restarts it.",
        "Someone who signs it restarts it.",
        "Somebody restarts it: the on-call of storage.",
        "When somebody reads it, it is marked.",
        "If it is held, by somebody, the caller waits.",
        "A lock that is held by someone is kept.",
        "The pager calls somebody.",
        "",
    ],
)
def test_somebody_told_more_of_or_met_by_the_system_is_not(text: str) -> None:
    assert deferral.nobodys(text) == ""


def test_a_condition_ends_with_its_sentence() -> None:
    assert deferral.nobodys("If it stops, the pager calls. Then somebody restarts it.") == "somebody"
    assert deferral.nobodys("Unless it stops; it is restarted by someone.") == "by someone"
    assert deferral.nobodys("Unless it stops, it is restarted by someone.") == ""
