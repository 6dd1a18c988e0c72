"""Which calls a text tells of, and which numbers are whose.

A lock is refused because of these sums, so a number that belongs to somebody else is worse than none: each
case here is a way in which people write, and what may and may not be read out of it.
"""

import pytest

from parti.design import chains
from parti.design import contradictions as sums

NAMES = ["api", "orders", "billing", "order store", "PostgreSQL"]


def hops(text: str) -> list[chains.Hop]:
    """The calls of one answer in a design of these components."""
    return list(chains.hops(sums.Said("Q-deadlines", text), NAMES))


def hop(source: str, target: str, **numbers: float | bool) -> chains.Hop:
    """A call as it should have been read."""
    return chains.Hop(key="Q-deadlines", source=source, target=target, **numbers)  # type: ignore[arg-type]  # literals


def ways(text: str) -> list[str]:
    """Who calls whom, without numbers."""
    return [str(one) for one in hops(text)]


def test_a_call_has_its_attempts_the_time_out_of_each_and_the_pauses_between_them() -> None:
    assert hops("api calls orders: 3 attempts, 1 s each, delays of 1 s, 2 s") == [
        hop("api", "orders", attempts=3.0, each=1.0, pauses=3.0)
    ]


def test_a_call_that_is_given_up_as_a_whole_has_a_total_and_no_time_out_of_each() -> None:
    assert hops("api calls orders, gives up after 2 minutes.") == [hop("api", "orders", total=120.0)]


def test_retries_are_counted_where_nobody_speaks_of_attempts() -> None:
    assert hops("api calls orders: 4 retries.") == [hop("api", "orders", attempts=5.0)], "and the first"


def test_attempts_are_believed_before_retries() -> None:
    assert hops("api calls orders: 3 attempts, which is 2 retries.") == [hop("api", "orders", attempts=3.0)]


def test_numbers_before_the_first_call_belong_to_no_call() -> None:
    assert hops("The deadline is 9 s in total. api calls orders.") == [hop("api", "orders")]


def test_numbers_end_where_the_next_call_begins() -> None:
    assert hops("api calls orders. Then api calls billing, time-out 2 s.") == [
        hop("api", "orders"),
        hop("api", "billing", each=2.0, in_turn=True),
    ]


@pytest.mark.parametrize("verb", ["calls", "asks", "invokes", "queries", "synchronously calls"])
def test_each_verb_of_calling_tells_of_a_call(verb: str) -> None:
    assert ways(f"api {verb} orders, time-out 2 s") == ["api → orders"]


@pytest.mark.parametrize("verb", ["call", "called", "recalls", "writes to", "publishes to"])
def test_other_verbs_tell_of_none(verb: str) -> None:
    assert ways(f"api {verb} orders, time-out 2 s") == []


@pytest.mark.parametrize("arrow", ["->", "→", " -> ", " → "])
def test_an_arrow_between_two_components_is_a_call(arrow: str) -> None:
    assert ways(f"api{arrow}orders: 2 s each") == ["api → orders"]


def test_an_arrow_to_something_that_is_no_component_is_no_call() -> None:
    """An arrow also leads from state to state."""
    assert ways("api → shipped: times out after 3 s") == []


@pytest.mark.parametrize(
    "outside", ["browser", "client", "user", "app", "gateway", "load balancer", "proxy"]
)
def test_whoever_waits_outside_may_stand_before_an_arrow(outside: str) -> None:
    assert hops(f"{outside} → api: gives up after 9 s") == [hop(outside, "api", total=9.0)]


def test_a_verb_needs_no_known_component() -> None:
    assert ways("checkout calls the ledger service, time-out 2 s") == ["checkout → ledger"]


def test_a_component_of_two_words_is_taken_whole() -> None:
    assert ways("The api calls the order store, time-out 2 s") == ["api → order store"]
    assert ways("`order store` → PostgreSQL: timeout 250ms") == ["order store → postgresql"]


def test_capitals_back_ticks_and_the_word_service_do_not_make_another_thing() -> None:
    assert ways("The API service calls `Orders`. `orders` calls our billing service.") == [
        "api → orders",
        "orders → billing",
    ]


def test_a_hyphen_makes_another_thing() -> None:
    assert ways("micro-api calls orders-v2, time-out 3 s") == ["micro-api → orders-v2"]


def test_a_line_break_within_a_call_is_like_a_space() -> None:
    assert hops("api\ncalls orders with a time-out of 2 s") == [hop("api", "orders", each=2.0)]


# --- who the next call comes from ----------------------------------------


def test_which_speaks_of_what_was_called_last() -> None:
    assert ways("api calls orders, which calls billing, that calls PostgreSQL") == [
        "api → orders",
        "orders → billing",
        "billing → postgresql",
    ]


@pytest.mark.parametrize("word", ["and", "then", "also", "and then"])
def test_and_then_speak_of_who_called_last(word: str) -> None:
    assert ways(f"api calls orders, {word} calls billing") == ["api → orders", "api → billing"]


def test_and_after_which_goes_on_with_what_was_called() -> None:
    assert ways("api calls orders, which calls billing and calls stock") == [
        "api → orders",
        "orders → billing",
        "orders → stock",
    ]


@pytest.mark.parametrize("how", ["then", "also", "always", "only", "first", "in turn", "synchronously"])
def test_a_word_between_the_caller_and_the_verb_is_not_the_caller(how: str) -> None:
    """`orders then calls billing` after a call from elsewhere is a call of orders."""
    assert ways(f"api calls orders, time-out 3 s. orders {how} calls billing, time-out 4 s")[1] == (
        "orders → billing"
    )


@pytest.mark.parametrize("word", ["it", "this", "we", "they", "each", "nobody", "nothing", "who"])
def test_a_pronoun_names_no_caller(word: str) -> None:
    assert ways(f"{word} calls orders with 9 attempts") == []


def test_a_call_to_a_pronoun_is_no_call() -> None:
    assert ways("api calls it with 3 attempts") == []


@pytest.mark.parametrize("no", ["never", "no longer", "rarely"])
def test_a_call_that_is_denied_is_no_call_and_neither_is_what_follows_it(no: str) -> None:
    assert ways(f"api {no} calls billing, and calls stock, 9 s each") == []


@pytest.mark.parametrize("word", ["which", "and", "then"])
def test_a_text_that_begins_in_the_middle_tells_of_no_call(word: str) -> None:
    assert ways(f"{word} calls orders, time-out 3 s") == []


# --- calls that nobody waits for ------------------------------------------


@pytest.mark.parametrize(
    "aside",
    [
        "in the background",
        "asynchronously",
        "async",
        "through a queue",
        "queued",
        "later",
        "and does not wait",
        "without waiting",
        "fire and forget",
        "fire-and-forget",
        "in parallel",
    ],
)
def test_a_call_that_nobody_waits_for_is_left_out(aside: str) -> None:
    assert ways(f"api calls orders {aside}, time-out 9 s") == []


def test_a_call_aside_does_not_hide_the_next_one() -> None:
    assert ways("api calls orders in the background. api calls billing, time-out 2 s") == ["api → billing"]


# --- whose numbers they are ------------------------------------------------


@pytest.mark.parametrize(
    "others",
    [
        "The caller gives up after 60 s.",
        "The caller's time-out is 60 s.",
        "The client gives up after 60 s.",
        "The browser hangs up after 60 s.",
        "Users wait at most 60 s.",
        "The load balancer times out after 60 s.",
    ],
)
def test_the_patience_of_whoever_waits_outside_is_not_what_a_call_may_take(others: str) -> None:
    assert hops(f"api calls orders with 3 attempts. {others}") == [hop("api", "orders", attempts=3.0)]


def test_a_clause_that_speaks_of_the_past_has_no_number() -> None:
    assert hops("api calls orders: the time-out was 20 s before") == [hop("api", "orders")]


@pytest.mark.parametrize("vague", ["2–4 s each", "2 to 4 s each", "2-4 s each", "a few seconds each"])
def test_a_range_or_a_guess_is_no_number(vague: str) -> None:
    assert hops(f"api calls orders: {vague}") == [hop("api", "orders")]


def test_two_time_outs_in_one_call_are_none() -> None:
    text = "api calls orders, time-out 9 s for reads, time-out 2 s for writes"
    assert hops(text) == [hop("api", "orders")]


def test_behind_a_row_of_arrows_nobody_says_whose_the_numbers_are() -> None:
    """Whichever call had them would depend on nothing that the person wrote."""
    assert hops("user → api → orders: times out after 5 s") == [hop("api", "orders"), hop("user", "api")]
    assert hops("api → orders → billing: 3 attempts, 2 s each") == [
        hop("api", "orders"),
        hop("orders", "billing"),
    ]


# --- one after another, or beside one another ------------------------------


@pytest.mark.parametrize("turn", ["then", "after that", "afterwards", "one after another"])
def test_a_call_said_to_come_after_another_is_in_turn(turn: str) -> None:
    found = hops(f"api calls orders, 2 s each, {turn} api calls billing, 2 s each")
    assert [one.in_turn for one in found] == [False, True]


def test_a_call_beside_another_is_not_in_turn() -> None:
    found = hops("api calls orders, 2 s each, and calls billing, 2 s each")
    assert [one.in_turn for one in found] == [False, False]


def test_a_then_long_before_a_call_does_not_put_it_in_turn() -> None:
    text = "First the order is checked, then it is priced by hand. api calls billing, 2 s each"
    assert [one.in_turn for one in hops(text)] == [False]


def test_the_limit_of_a_call_is_the_time_out_of_one_attempt_before_the_total() -> None:
    both = hop("api", "orders", each=2.0, total=9.0)
    assert (both.limit, hop("api", "orders", total=9.0).limit, hop("api", "orders").limit) == (
        2.0,
        9.0,
        None,
    )
