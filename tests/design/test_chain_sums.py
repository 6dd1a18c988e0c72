"""What a chain of calls may take at most, told so that a person can check the sum by hand.

`test_chain_hops` holds what is read out of a text; here the numbers are plain, and what is looked at is the
arithmetic, the words of the message, and the one command that puts it right.
"""

import pytest

from parti.constraints.finding import Finding, Place
from parti.design import chains
from parti.records import vocabulary as facts
from tests.design import conversations

KINDS = {"api": "http-endpoint", "orders": "http-client", "billing": "http-client", "stock": "http-client"}
WAITS = "api calls orders with a time-out of 5 s. "


def found(text: str, *more: facts.Fact) -> tuple[Finding, ...]:
    """The findings for a design in which one answer says this."""
    answer = facts.Answered(question="retry-policy", text=text, how="own")
    said = conversations.said(*conversations.opened(dict(KINDS)), answer, *more)
    return chains.findings(conversations.folded(said))


def behind(text: str) -> str:
    """What the one message says is behind a call that waits 5 s."""
    (one,) = found(WAITS + text)
    before, _, after = one.message.partition(", and behind it ")
    assert before == "api → orders waits 5 s (Q-retry-policy)"
    return after.removesuffix(" (Q-retry-policy).")


def decided(choice: str) -> facts.Decided:
    """A decision that says something of calls."""
    return facts.Decided(key="D-0007", title="Deadlines", choice=choice, because="tested", rejected=())


def test_a_call_that_is_made_once_is_told_with_its_time_out_alone() -> None:
    assert behind("orders calls billing with a time-out of 6 s.") == "orders → billing may take 6 s"


def test_attempts_are_multiplied_and_the_product_is_told() -> None:
    assert behind("orders calls billing with 4 attempts, 1.5 s each.") == (
        "orders → billing may take 4 × 1.5 s = 6 s"
    )


def test_pauses_between_attempts_are_added() -> None:
    assert behind("orders calls billing with 2 attempts, 2 s each, 1500 ms apart.") == (
        "orders → billing may take 2 × 2 s and 1.5 s of pauses = 5.5 s"
    )


def test_a_total_stands_for_itself_whatever_its_parts_make() -> None:
    assert behind("orders calls billing with 9 attempts, 9 s each, 6 s in total.") == (
        "orders → billing may take 6 s"
    )


def test_what_takes_as_long_as_is_waited_for_fits() -> None:
    assert found(WAITS + "orders calls billing with 5 attempts, 1 s each.") == ()


def test_what_takes_a_little_longer_than_is_waited_for_does_not() -> None:
    """And the message does not say that 5 s are more than 5 s."""
    assert (
        behind("orders calls billing with a time-out of 5001 ms.") == "orders → billing may take 5,001 ms"
    )


def test_calls_beside_one_another_take_as_long_as_the_longest() -> None:
    text = "orders calls billing, time-out 4 s, and calls stock, time-out 6 s."
    assert behind(text) == "orders → stock may take 6 s"


def test_calls_one_after_another_are_added() -> None:
    text = "orders calls billing, time-out 4 s, and then calls stock, time-out 3 s."
    assert (
        behind(text) == "orders → billing may take 4 s and then orders → stock may take 3 s, 7 s together"
    )


def test_a_call_without_a_number_of_its_own_takes_what_is_behind_it() -> None:
    text = "orders calls billing. billing calls stock with 3 attempts, 2 s each."
    assert behind(text) == ("orders → billing may take 6 s, as billing → stock may take 3 × 2 s = 6 s")


def test_attempts_without_a_time_out_multiply_what_is_behind_them() -> None:
    text = "orders calls billing with 3 attempts. billing calls stock with a time-out of 2 s."
    assert behind(text) == ("orders → billing may take 3 × 2 s = 6 s, as billing → stock may take 2 s")


def test_a_time_out_of_its_own_is_taken_and_not_what_is_behind_it() -> None:
    """Whoever hangs up after a second does not wait for what goes on behind."""
    text = "orders calls billing with a time-out of 1 s. billing calls stock with a time-out of 9 s."
    assert [one.message.split(",")[0] for one in found(WAITS + text)] == [
        "orders → billing waits 1 s (Q-retry-policy)"
    ]


def test_each_call_that_waits_too_short_is_a_finding_of_its_own() -> None:
    text = "orders calls billing with a time-out of 6 s. billing calls stock with a time-out of 7 s."
    assert [one.message.split(" waits")[0] for one in found(WAITS + text)] == [
        "api → orders",
        "orders → billing",
    ]


# --- what is passed over -------------------------------------------------


def test_a_thing_that_calls_itself_is_no_chain() -> None:
    assert found("api calls api with 9 attempts, 9 s each. client → api: gives up after 5 s") == ()


def test_calls_that_lead_round_are_no_chain_and_do_not_hide_one_beside_them() -> None:
    text = "orders calls api, time-out 60 s. orders calls billing, time-out 6 s."
    assert found(WAITS + text) == ()
    (one,) = found("client → api: gives up after 5 s. api calls orders, 1 s each. orders calls api. "
                   "api calls stock, time-out 6 s.")  # fmt: skip
    assert one.message.endswith("behind it api → stock may take 6 s (Q-retry-policy).")


@pytest.mark.parametrize(("deep", "count"), [(8, 1), (9, 0)])
def test_a_chain_is_summed_as_long_as_a_message_can_still_tell_it(deep: int, count: int) -> None:
    row = [f"svc{number} calls svc{number + 1}" for number in range(deep - 1)]
    text = ". ".join([*row, f"svc{deep - 1} calls zed, time-out 9 s", "edge calls svc0, time-out 2 s"])
    assert len(found(text)) == count


def test_a_call_that_waits_for_nobody_knows_how_long_is_no_finding() -> None:
    assert found("api calls orders. orders calls billing with 9 attempts, 9 s each.") == ()


# --- told twice ----------------------------------------------------------


def test_numbers_of_one_call_may_be_told_in_two_places() -> None:
    (one,) = found(
        WAITS + "orders calls billing with 3 attempts.", decided("orders calls billing, 2 s per attempt")
    )
    assert "orders → billing may take 3 × 2 s = 6 s" in one.message


def test_the_same_number_told_twice_is_one() -> None:
    (one,) = found(
        WAITS + "orders calls billing with a time-out of 6 s.",
        decided("orders calls billing with a time-out of 6 s"),
    )
    assert "orders → billing may take 6 s" in one.message


def test_two_numbers_for_one_call_are_none_also_for_the_call_that_waits() -> None:
    text = "orders calls billing with a time-out of 6 s."
    assert found(WAITS + text, decided("api calls orders with a time-out of 8 s")) == ()


# --- what to do ----------------------------------------------------------


def test_two_numbers_of_one_answer_are_put_right_by_answering_it_again() -> None:
    assert found(WAITS + "orders calls billing with a time-out of 6 s.") == (
        Finding(
            code="design/chain",
            level="error",
            message="api → orders waits 5 s (Q-retry-policy), and behind it orders → billing may take 6 s "
            "(Q-retry-policy).",
            place=Place(path="Q-retry-policy"),
            fix='parti answer Q-retry-policy "…"',
        ),
    )


def test_a_number_of_a_decision_is_withdrawn_and_said_again_or_the_answer_is_changed() -> None:
    (one,) = found(WAITS, decided("orders calls billing with a time-out of 6 s"))
    assert (one.place.path, one.fix) == (
        "D-0007",
        "parti withdraw D-0007 …, then say it again, or change Q-retry-policy",
    )


def test_an_answer_behind_a_decision_that_waits_names_both() -> None:
    (one,) = found(
        "orders calls billing with a time-out of 6 s.", decided("api calls orders with a time-out of 5 s")
    )
    assert (one.place.path, one.fix) == (
        "Q-retry-policy",
        'parti answer Q-retry-policy "…", or change D-0007',
    )


def test_a_default_of_the_bank_tells_of_no_call() -> None:
    default = facts.Answered(
        question="http-deadlines", text="orders calls billing with a time-out of 6 s.", how="default"
    )
    assert found(WAITS, default) == ()
