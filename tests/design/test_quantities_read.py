"""Numbers, durations, rates and intervals out of words, and the one value that a label finds.

Every sum of the design reads its numbers here, so a factor that is wrong makes each of them wrong, and a
number that is read where two could be meant raises an alarm about sums that nobody made. The way
back is held by `test_quantities_told`.
"""

import pytest

from parti.design import quantities

LABEL = rf"limit\s+({quantities.DURATION})|({quantities.DURATION})\s+at most"


def limit(*texts: str, unless: str = "") -> float | None:
    return quantities.labelled(texts, LABEL, quantities.duration, unless)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("7", 7.0),
        ("1.5", 1.5),
        ("2,000", 2_000.0),
        ("2_000", 2_000.0),
        ("2 000", 2_000.0),
        ("1,234,567.5", 1_234_567.5),
        ("10k", 10_000.0),
        ("10 K", 10_000.0),
        ("1.5 thousand", 1_500.0),
        ("2 million", 2_000_000.0),
        ("a", 1.0),
        ("Three", 3.0),
        ("twelve", 12.0),
        ("half an", 0.5),
        ("half  a", 0.5),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, value: float) -> None:
    assert quantities.number(text) == value


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("250 ms", 0.25),
        ("250ms", 0.25),
        ("1 millisecond", 0.001),
        ("5s", 5.0),
        ("5 Secs", 5.0),
        ("a second", 1.0),
        ("2-minute", 120.0),
        ("2 mins", 120.0),
        ("half an hour", 1_800.0),
        ("2 hrs", 7_200.0),
        ("1.5 h", 5_400.0),
        ("one day", 86_400.0),
        ("2 nights", 172_800.0),
        ("two weeks", 1_209_600.0),
        ("3 months", 7_776_000.0),
        ("7 years", 220_752_000.0),
        ("  10 s  ", 10.0),
        ("1,500 ms", 1.5),
    ],
)
def test_a_duration_is_read_in_seconds(text: str, seconds: float) -> None:
    assert quantities.duration(text) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["", "10", "s", "10 parsecs", "10 s or so", "soon", "10 meters"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        quantities.duration(text)


@pytest.mark.parametrize(
    ("text", "a_second"),
    [
        ("40 per second", 40.0),
        ("40/s", 40.0),
        ("120 / minute", 2.0),
        ("7,200 an hour", 2.0),
        ("172,800 each day", 2.0),
        ("120 every min", 2.0),
        ("two a second", 2.0),
        ("10k per s", 10_000.0),
        ("40 rps", 40.0),
        ("40 tps", 40.0),
        ("40 msgs/s", 40.0),
        ("40 hz", 40.0),
    ],
)
def test_a_rate_is_read_in_things_a_second(text: str, a_second: float) -> None:
    assert quantities.rate(text) == pytest.approx(a_second)


@pytest.mark.parametrize("text", ["", "per second", "many a day"])
def test_what_has_no_number_is_no_rate(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        quantities.rate(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("It runs every 6 hours.", 21_600.0),
        ("hourly", 3_600.0),
        ("A backup NIGHTLY.", 86_400.0),
        ("daily", 86_400.0),
        ("weekly", 604_800.0),
        ("once a day", 86_400.0),
        ("once an hour", 3_600.0),
        ("each night", 86_400.0),
        ("every month", 2_592_000.0),
        ("daily, that is every 24 hours", 86_400.0),
        ("nightly, once a day", 86_400.0),
    ],
)
def test_an_interval_is_read_in_seconds(text: str, seconds: float) -> None:
    assert quantities.every(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "now and then", "hourly and weekly", "every 6 hours, then every 2 hours", "a day", "every order"],
)
def test_without_an_interval_or_with_two_there_is_none(text: str) -> None:
    assert quantities.every(text) is None


# --- labels ------------


def test_a_label_finds_its_value_whichever_way_round_it_is_said() -> None:
    assert limit("The limit 10 s holds.") == 10.0
    assert limit("It takes 10 s at most.") == 10.0


def test_a_value_that_is_said_twice_alike_is_one() -> None:
    assert limit("limit 60 s", "limit 1 min") == 60.0


def test_two_values_are_none() -> None:
    assert limit("limit 60 s", "limit 61 s") is None
    assert limit("limit 60 s; limit 61 s") is None


def test_a_label_without_its_value_is_none() -> None:
    assert limit("The limit is high.") is None
    assert limit() is None


@pytest.mark.parametrize(
    "text",
    ["limit 10-20 s", "limit 10 – 20 s", "10-20 s at most", "10 to 20 s at most", "5 or 20 s at most"],
)
def test_a_range_is_no_value(text: str) -> None:
    assert limit(text) is None


@pytest.mark.parametrize("text", ["room 10-20", "room 10 – 20", "room 10 to 20"])
def test_the_lower_end_of_a_range_is_no_value(text: str) -> None:
    assert quantities.labelled((text,), rf"room ({quantities.NUMBER})", quantities.number) is None


def test_a_clause_that_says_something_else_is_passed_over() -> None:
    assert limit("limit 10 s. It was limit 20 s.", unless=r"\bwas\b") == 10.0
    assert limit("limit 10 s, it WAS so", unless=r"\bwas\b") is None


def test_a_label_stands_in_a_text_whether_its_value_is_plain_or_not() -> None:
    assert quantities.has("Limit 10 s. Limit 20 s.", LABEL) is True
    assert quantities.has("It was limit 10 s.", LABEL, r"\bwas\b") is False
    assert quantities.has("No such thing.", LABEL) is False


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("  \r\n ", ()),
        ("one. two", ("one", "two")),
        ("one! two? three", ("one", "two", "three")),
        ("one; two;three", ("one", "two", "three")),
        ("one\n\ntwo\r\nthree", ("one", "two", "three")),
        ("`a`. (b). 3. end", ("`a`", "(b)", "3", "end")),
        ("1.5 s and v2.0", ("1.5 s and v2.0",)),
        ("a.b.c()", ("a.b.c()",)),
        ("one, two: three", ("one, two: three",)),
    ],
)
def test_a_text_is_parted_where_a_label_and_a_number_cannot_belong_together(
    text: str, parts: tuple[str, ...]
) -> None:
    assert quantities.clauses(text) == parts


def test_clauses_that_hold_certain_words_are_left_out() -> None:
    assert quantities.clauses("It was ten. It is nine.", r"\bWAS\b") == ("It is nine",)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ((), None),
        ((2.0,), 2.0),
        ((2.0, 2.0), 2.0),
        ((2.0, 3.0), None),
        ((0.1 + 0.2, 0.3), 0.3),
        ((0.0,), 0.0),
    ],
)
def test_the_one_value_is_that_on_which_all_agree(values: tuple[float, ...], found: float | None) -> None:
    assert quantities.one_of(values) == found
