"""The words around an end of a waiver: what names a day, what only stands beside one, what never comes."""

import pytest

from parti.design import waiver_end

TODAY = "2026-03-14"

NO_EVENT = "it names no event in at least two words, and no date such as 2027-03-01"
UNSEEN = "nobody will see it come"
PAST = "that day is not after today"


@pytest.mark.parametrize(
    ("month", "days"),
    list(enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=1)),
)
def test_each_month_has_its_own_last_day(month: int, days: int) -> None:
    assert waiver_end.wrong(f"2027-{month:02}-{days}", TODAY) == ""
    assert waiver_end.wrong(f"2027-{month:02}-{days + 1}", TODAY) == "there is no such day"


@pytest.mark.parametrize(
    "until",
    [
        "Q4", "q1 2030", "may", "May and June", "the middle of May", "the beginning of 2027", "Sept 3",
        "31st", "monday, 4th", "winter 2026", "next May", "Mar.", "SEPTEMBER", "end of 2026", "2026",
        "2025 or 2026", "01.05.2027", "2027/01/05", "2027-01", "5 May 2027",
    ],
)  # fmt: skip
def test_a_word_of_the_calendar_is_an_end_with_whatever_stands_beside_it(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == ""


@pytest.mark.parametrize(
    "until", ["and", "or", "next", "end of", "the end of", "the beginning of", "and next"]
)
def test_what_only_stands_beside_such_a_word_is_none_alone(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == NO_EVENT


@pytest.mark.parametrize(
    "until", ["2025", "March 2020", "Q3 2024", "the end of 2025", "2020 or 2021", "05.01.2025"]
)
def test_a_year_that_is_over_ends_none(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == PAST
    assert waiver_end.wrong(until, "") == "", "nothing is past where no day is known"


@pytest.mark.parametrize("around", ["{} ", " {}", "{}.", "({})", "“{}”"])
def test_a_sign_beside_a_date_hides_no_past_and_no_wrong_day(around: str) -> None:
    assert waiver_end.wrong(around.format("2026-03-14"), TODAY) == PAST
    assert waiver_end.wrong(around.format("2026-02-30"), TODAY) == "there is no such day"
    assert waiver_end.wrong(around.format("2026-03-15"), TODAY) == ""


@pytest.mark.parametrize("until", ["2025-12-31", "2026-02-28", "2026-3-14", "2026-03-1"])
def test_days_are_compared_as_days_and_not_as_texts(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == PAST


def test_a_day_with_one_figure_may_be_to_come() -> None:
    assert waiver_end.wrong("2026-3-15", TODAY) == waiver_end.wrong("2026-4-1", TODAY) == ""


@pytest.mark.parametrize(
    "until",
    [
        "in future", "in the future", "the near future", "in the distant future", "a future",
        "in due course", "in a while", "one day", "a later day", "another time", "a bit later",
        "much later", "till later", "eventually.", "(later)", "always", "for ever", "when ready",
        "if necessary", "as soon as possible", "when it's done", "when it’s done", "when there is time",
        "if we are ready", "once it is convenient", "when we need it", "if anyone complains about it",
        "when you find time", "whenever they care", "", "  ",
    ],
)  # fmt: skip
def test_a_day_that_hangs_on_nothing_one_can_see_ends_none(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == UNSEEN


@pytest.mark.parametrize(
    "until",
    [
        "the future store is chosen", "when Jane needs it", "the day after the pilot", "in 3 days",
        "once the pilot ends", "when the second region is ready", "a later release is tagged", "until May",
        "2.0 is out", "the time zone is stored",
    ],
)  # fmt: skip
def test_an_event_may_hold_the_same_words(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == ""


@pytest.mark.parametrize(
    "until",
    [
        "release 2",
        "the release v2",
        "version 2.1",
        "PR #12",
        "pull request 12",
        "issue-214",
        "iteration: 3",
    ],
)
def test_what_is_counted_up_is_an_end_by_its_number(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == ""


@pytest.mark.parametrize(
    "until", ["release", "sprint x", "12", "version", "42 tests", "Q5", "20 27", "1/2/3"]
)
def test_a_number_or_a_thing_alone_is_none(until: str) -> None:
    assert waiver_end.wrong(until, TODAY) == NO_EVENT
