"""A waiver ends on a day that is still to come, or with an event that one can see; never “later”."""

import pytest

from parti.design import adequacy, settlement, waiver_end
from parti.records import refusal
from tests.design import conversations

TODAY = "2026-03-14"

ENDS = """
2026-03-15|2027-01-01|May|1 March|May / June|2027|Q3 2027|spring|tomorrow
end of June|the end of Q2|next Monday
first paying customer|the first paying customer
issue 214 is closed|pilot ends|the day before the forum opens
release 2|version 2.1|issue #214
the first release with dead letters|version 2.0 is released|the broker is upgraded to 4.1
""".strip().replace("\n", "|")

NO_DAY = """
later|TBD|tbd|soon|eventually|some day|someday|later on|until later|at some point
in the future|further notice
when needed|when it is needed
when we have time|once somebody complains|as needed|forever|never
to be decided by the team|we'll decide in the sprint|maybe in May|idk|up to you|in due time
when we get to it|sooner or later
""".strip().replace("\n", "|")

NO_EVENT = "asdf|x|qwertz 12|7|99|1/2|x y"


@pytest.mark.parametrize("until", ENDS.split("|"))
def test_a_day_to_come_and_a_named_event_end_a_waiver(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == ""


@pytest.mark.parametrize("until", NO_DAY.split("|"))
def test_a_day_that_nobody_sees_come_ends_none(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == "nobody will see it come"


@pytest.mark.parametrize("until", NO_EVENT.split("|"))
def test_a_word_that_names_no_event_ends_none(until: str) -> None:
    assert waiver_end.wrong(until, TODAY).startswith("it names no event in at least two words")


@pytest.mark.parametrize("until", ["1999-01-01", "2026-03-13", "2026-03-14", "2026-3-2"])
def test_a_day_that_has_come_ends_none(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == "that day is not after today"
    assert waiver_end.wrong(until, "") == ""


@pytest.mark.parametrize(
    "until", ["2027-02-29", "2100-02-29", "2027-13-01", "2027-00-01", "2027-04-31", "2027-01-0"]
)
def test_a_day_that_the_calendar_lacks_ends_none(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == "there is no such day"


@pytest.mark.parametrize("until", ["2028-02-29", "2400-02-29", "2027-12-31"])
def test_the_last_day_of_a_month_is_one(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == ""


def test_the_refusal_says_what_is_wrong_and_records_nothing() -> None:
    state = conversations.folded(conversations.said(*conversations.opened()))
    with pytest.raises(refusal.Misused) as caught:
        settlement.waive(
            state, "pool-size", "Nothing is live yet.", "1999-01-01", conversations.JANE, TODAY
        )
    assert caught.value.sentence == "“1999-01-01” is no end of a waiver: that day is not after today."
    assert caught.value.next_step == 'parti waive Q-pool-size "<reason>" --until "<date or event>"'


@pytest.mark.parametrize(
    "reason",
    ["x", "no time to think", "We have no time for it.", "too busy", "I can't be bothered to", "because"],
)
def test_that_one_does_not_want_to_is_no_reason(reason: str) -> None:
    assert not adequacy.is_reason(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "Nothing is live yet.",
        "No time is stored anywhere, so there is no zone.",
        "We'll decide in the next sprint, with the figures of the pilot.",
        "The team has no broker.",
        "Not important before the first customer: nothing is kept.",
    ],
)
def test_a_sentence_that_can_be_weighed_is_a_reason(reason: str) -> None:
    assert adequacy.is_reason(reason)
