"""When two builders would build the same: what denies, what sets a floor, what turns an order round.

Agreement lets a design be signed in the deep lane. Two sessions that read the opposite out of one page must
not count as one reading because they use the same words for it.
"""

import pytest

from parti.design import agreement
from parti.library import load

SLOTS = ("mechanism", "choice", "states", "number", "owner")


def same(slot: str, one: str, other: str, *options: str, picked: tuple[int, int] = (0, 0)) -> bool:
    """Whether two answers count as one, asked both ways round."""
    asked = agreement.Asked("Q-x", "What?", slot, "load", "high", ("broker",), options)
    first, second = (
        agreement.BuilderAnswer(question="Q-x", answer=text, option=option)
        for text, option in zip((one, other), picked, strict=True)
    )
    there, back = agreement.same(asked, first, second), agreement.same(asked, second, first)
    assert there == back, "who answers first does not matter"
    return there


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the message is acknowledged", "the message is not acknowledged"),
        ("the consumer retries it", "the consumer never retries it"),
        ("the consumer retries it", "the consumer doesn't ever retry it"),
        ("it is dropped with an alert", "it is dropped without an alert"),
        ("the order can be stored twice", "the order cannot be stored twice"),
        ("it isn’t stored", "it is stored"),
        ("the consumer writes orders", "nobody writes orders"),
        ("no order is lost", "the order is lost"),
    ],
)
def test_what_one_denies_and_the_other_says_is_not_the_same(slot: str, one: str, other: str) -> None:
    assert not same(slot, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the message is not acknowledged", "it is not acknowledged, the message"),
        ("acknowledge after the commit, not before", "acknowledge after the commit"),
        ("the message is dropped, never retried", "the message is dropped"),
        ("dropped without an alert", "it is dropped, with no alert"),
    ],
)
def test_what_both_deny_and_what_only_one_speaks_of_is_no_opposition(one: str, other: str) -> None:
    assert same("mechanism", one, other)


LONG = (
    "No record belongs to a caller: whoever logs in sees every record. A job waits at least 1 s and at "
    "most 9 s before it is repeated, and after that it is not repeated; nobody repeats it by hand.",
    "Keep the order of arrival before the commit, and after the commit do not keep it.",
    *(text for one in load.bank().questions for text in (*one.options, one.recommended) if text),
)


@pytest.mark.parametrize("slot", SLOTS)
def test_every_answer_agrees_with_itself_however_much_it_says_and_denies(slot: str) -> None:
    assert [text for text in LONG if not same(slot, text, text)] == []


def test_yes_and_no_are_not_the_same_and_each_is_the_same_as_itself() -> None:
    assert not same("choice", "yes", "no")
    assert same("choice", "yes", "Yes, at once.")
    assert same("choice", "No.", "no")


@pytest.mark.parametrize("empty", ["", "it is", "…", "as it is"])
def test_an_answer_without_a_word_that_says_something_is_the_same_as_none(empty: str) -> None:
    assert not same("mechanism", "the message is dropped", empty)
    assert not same("mechanism", empty, empty)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("acknowledge before commit", "acknowledge after commit", False),
        ("acknowledge after commit", "commit before acknowledge", True),
        ("acknowledge after commit", "acknowledge after the commit", True),
        (
            "the page is shown before the order is stored",
            "the page is shown after the order is stored",
            False,
        ),
        ("write the row before and after the call", "write the row before and after the call", True),
    ],
)
def test_an_order_that_is_turned_round_is_another(one: str, other: str, alike: bool) -> None:
    assert same("mechanism", one, other) is alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("at most 5", "at least 5", False),
        ("up to 5 tries", "minimum 5 tries", False),
        ("no more than 5 s", "no less than 5 s", False),
        ("at most 5", "up to 5", True),
        ("at most 5 s", "5 s", True),
    ],
)
def test_a_floor_is_no_ceiling(one: str, other: str, alike: bool) -> None:
    assert same("number", one, other) is alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("5 s", "5", False),
        ("five seconds", "5 s", True),
        ("5 s, then 10 s", "10 s after 5 s", True),
        ("5 s, then 10 s", "5 s", False),
        ("2 %", "2 percent", True),
        ("100 messages", "100 orders", True),
    ],
)
def test_numbers_decide_where_a_number_was_asked_for(one: str, other: str, alike: bool) -> None:
    assert same("number", one, other) is alike


def test_a_number_within_words_only_has_to_be_shared() -> None:
    assert same("mechanism", "retry 3 times within 5 s by the key", "retry 3 times by the key")
    assert not same("mechanism", "retry 3 times by the key", "retry 4 times by the key")


def test_owners_share_a_name_and_not_only_a_word_for_any_owner() -> None:
    assert same("owner", "the billing service", "billing")
    assert not same("owner", "the billing service", "the order service")
    assert same("owner", "the service", "a service"), "where that is all they say"


def test_picked_options_decide_before_all_words() -> None:
    assert same("choice", "not this", "this", "a", "b", picked=(1, 1))
    assert not same("choice", "this", "this", "a", "b", picked=(1, 2))
    assert same("choice", "the small", "small", "a", "b", picked=(3, 0)), "no option has that number"


# --- shares --------------------------------------------------------------------------


def measured(*said: str | None) -> tuple[int, tuple[str, ...]]:
    """The share that agrees, of a thousand, and what was said."""
    asked = agreement.Asked("Q-x", "What?", "choice", "load", "high", ("broker",))
    replies = [
        None
        if text is None
        else agreement.BuilderReply((agreement.BuilderAnswer(question="x", answer=text),))
        for text in said
    ]
    found = agreement.measured([asked], replies)
    return found.shares["Q-x"], found.said["Q-x"]


@pytest.mark.parametrize(
    ("said", "share"),
    [
        (("paid", "paid", "paid"), 1000),
        (("paid", "paid", "new"), 666),
        (("paid", "new", "lost"), 333),
        (("paid", "not paid", "paid"), 666),
        (("paid", None, "paid"), 666),
        ((None, None, None), 0),
        (("unknown", "unknown", "unknown"), 0),
        ((), 0),
    ],
)
def test_the_largest_group_that_reads_the_same_is_the_share(
    said: tuple[str | None, ...], share: int
) -> None:
    assert measured(*said)[0] == share


def test_what_was_said_is_kept_in_the_order_of_the_sessions() -> None:
    assert measured(" it is\npaid ", None, "n/a")[1] == ("it is paid", "NOT DECIDED", "NOT DECIDED")
    assert measured("x" * 500)[1] == ("x" * 120,)


def test_where_nothing_is_asked_nothing_agrees() -> None:
    found = agreement.measured([], [agreement.BuilderReply(())])
    assert (found.agreed, found.differ) == (0, ())
