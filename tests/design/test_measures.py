"""Quantities that say what they count: which words make one, where it stands, and what is none.

The numbers of two statements are compared by these, and a comparison of things that nobody counted is a
wrong alarm. So each promise is held from both sides: a rate in every unit and spelling is one, and a share,
a range, a size, a time or a number without its noun is none.
"""

import pytest

from parti.design import measures
from parti.design.measures import Measure


def told(text: str) -> list[tuple[str, str, float]]:
    """What is counted in a text: the sort, the noun and the amount of each, in their order."""
    return [(one.sort, one.noun, one.amount) for one in measures.of(text)]


# --- rates ------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("7,200 orders per hour", 2.0),
        ("7,200 orders an hour", 2.0),
        ("7,200 orders each hour", 2.0),
        ("7,200 orders every hour", 2.0),
        ("7,200 orders/hour", 2.0),
        ("7,200 orders / hours", 2.0),
        ("7,200 orders/h", 2.0),
        ("120 orders a minute", 2.0),
        ("120 orders/min", 2.0),
        ("120 orders per mins", 2.0),
        ("2 orders per sec", 2.0),
        ("2 orders per s", 2.0),
        ("2 orders/secs", 2.0),
        ("2 ORDERS PER SECOND", 2.0),
        ("two orders a second", 2.0),
        ("172,800 orders per day", 2.0),
        ("172_800 orders/d", 2.0),
        ("172 800 orders/days", 2.0),
        ("172.8k orders per day", 2.0),
        ("0.002 million orders per second", 2000.0),
        ("2 thousand orders per second", 2000.0),
        ("0.5 orders per second", 0.5),
        ("0 orders per second", 0.0),
    ],
)
def test_a_rate_is_told_in_things_a_second(text: str, amount: float) -> None:
    assert told(text) == [("rate", "order", amount)]


def test_a_rate_is_rounded_so_that_two_ways_to_write_it_are_equal() -> None:
    assert told("1 order per hour") == [("rate", "order", 0.000278)]
    assert told("24 orders per day") == [("rate", "order", 0.000278)]


@pytest.mark.parametrize(
    "text",
    [
        "40 per second",
        "40/s",
        "40 orders per secondary",
        "40 bytes per second",
        "40 processes of it",
        "40 minutes per day",
        "5 percent per day",
        "40 (orders) per second",
        "many orders per second",
        "v1.400 orders per second",
        "x400 orders per second",
        "1,2345 orders per second",
        "10-400 orders per second",
        "10 – 400 orders per second",
        "10 to 400 orders per second",
        "10 or 400 orders per second",
        "-400 orders per second",
        "40 very very big orders per second",
    ],
)
def test_a_number_that_is_no_rate_of_a_thing_is_let_be(text: str) -> None:
    assert [one for one in measures.of(text) if one.sort == "rate"] == []


def test_a_small_rate_counts_since_its_unit_says_what_is_meant() -> None:
    assert told("1 order per second") == [("rate", "order", 1.0)]


# --- counts ------------


def test_a_count_below_a_hundred_may_be_anythings() -> None:
    assert told("99 orders") == []
    assert told("100 orders") == [("count", "order", 100.0)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("10,000 orders", 10_000.0),
        ("10_000 orders", 10_000.0),
        ("10 000 orders", 10_000.0),
        ("10k orders", 10_000.0),
        ("1.5k orders", 1_500.0),
        ("3 million orders", 3_000_000.0),
        ("2 thousand orders", 2_000.0),
        ("100.5 orders", 100.5),
        ("999,999,999,999 orders", 999_999_999_999.0),
    ],
)
def test_a_count_is_read_however_it_is_written(text: str, amount: float) -> None:
    assert told(text) == [("count", "order", amount)]


@pytest.mark.parametrize(
    "text",
    [
        "400 order",
        "400 seconds",
        "400 days",
        "400 bytes",
        "400 times",
        "400 nights",
        "400 years",
        "400 os",
        "100-400 orders",
        "100 – 400 orders",
        "100 to 400 orders",
        "100 or 400 orders",
        "v1.400 orders",
        "1234567890123 orders",
        "400, orders",
    ],
)
def test_a_number_that_is_no_count_of_a_thing_is_let_be(text: str) -> None:
    assert told(text) == []


def test_a_rate_is_not_counted_a_second_time() -> None:
    assert told("400 orders per second") == [("rate", "order", 400.0)]


def test_a_count_beside_a_rate_is_one_of_its_own() -> None:
    text = "10,000 tasks wait, 400 orders per second arrive, 5,000 rows stay."
    assert told(text) == [("count", "task", 10_000.0), ("rate", "order", 400.0), ("count", "row", 5_000.0)]


def test_a_period_that_is_none_of_ours_leaves_a_count() -> None:
    assert told("400 orders per fortnight") == [("count", "order", 400.0)]


# --- what a measure tells ------------


def test_a_measure_tells_what_stands_where_and_which_of_the_things() -> None:
    assert measures.of("Up to 40 Paid orders a minute.") == (
        Measure("rate", "order", 0.666667, "40 Paid orders a minute", 6, frozenset({"paid"})),
    )


def test_two_words_before_the_noun_narrow_it_down() -> None:
    (found,) = measures.of("40 big paid orders a minute")
    assert (found.noun, found.which) == ("order", frozenset({"big", "paid"}))


def test_one_word_before_the_noun_narrows_a_count_down() -> None:
    (found,) = measures.of("4,000 paid orders")
    assert (found.noun, found.which) == ("order", frozenset({"paid"}))


def test_a_measure_without_other_words_is_of_all_of_the_things() -> None:
    (found,) = measures.of("4,000 orders")
    assert found.which == frozenset()


def test_the_place_of_a_measure_is_that_of_its_words() -> None:
    text = "Then 400 orders per second, else 10,000 tasks."
    assert [text[one.at : one.at + len(one.shown)] for one in measures.of(text)] == [
        "400 orders per second",
        "10,000 tasks",
    ]


def test_a_rate_and_a_count_of_one_noun_are_two_things() -> None:
    rate, count = measures.of("40 orders per second, 4,000 orders")
    assert (rate.thing, count.thing) == (("rate", "order"), ("count", "order"))


@pytest.mark.parametrize(
    "text", ["40 order's per second", "40", "", " \r\n ", "\ufeff", "orders per second"]
)
def test_a_text_without_a_measure_has_none(text: str) -> None:
    assert measures.of(text) == ()


def test_a_measure_may_go_over_the_end_of_a_line() -> None:
    assert told("400 orders\r\nper second") == [("rate", "order", 400.0)]
    assert told("4,000\norders") == [("count", "order", 4_000.0)]


def test_a_mark_of_the_byte_order_before_a_number_hides_nothing() -> None:
    assert told("\ufeff400 orders per second") == [("rate", "order", 400.0)]


@pytest.mark.parametrize(
    "text", ["400 заказов в секунду", "400 Störungen je Tag", "毎秒400件", "400 pédidos por segundo"]
)
def test_words_of_other_languages_are_no_measure_and_no_error(text: str) -> None:
    assert told(text) == []


def test_the_same_measure_twice_is_told_twice() -> None:
    assert [one.at for one in measures.of("40 orders/s, 40 orders/s")] == [0, 13]


# --- a rate by itself ------------


@pytest.mark.parametrize(
    ("shown", "amount"),
    [
        ("40 orders per second", 40.0),
        ("40 per second", 40.0),
        ("120 orders a minute", 2.0),
        ("7,200/h", 2.0),
        ("two a second", 2.0),
        ("2K ORDERS/S", 2000.0),
    ],
)
def test_things_a_second_are_read_out_of_the_words_of_a_rate(shown: str, amount: float) -> None:
    assert measures.a_second(shown) == amount


def test_a_number_alone_is_things_a_second() -> None:
    assert measures.a_second("40") == 40.0


@pytest.mark.parametrize("shown", ["", "per second", "orders"])
def test_words_without_a_number_are_no_rate(shown: str) -> None:
    with pytest.raises(ValueError, match=f"^{shown}$"):
        measures.a_second(shown)
