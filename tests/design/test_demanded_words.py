"""What the problem asks for as numbers, and which words of an answer count with fewer: part by part.

Beside `test_demanded`, which holds the phrasings that are found and those that are let be, this holds how a
row of quantities is read, the whole sentence that a person gets, and each kind of statement that counts. A
design for fewer than arrive falls over on its first busy day; an alarm about a share of them is noise.
"""

import pytest

from parti.constraints.finding import Finding, Place
from parti.design import demanded
from parti.design.demanded import Demand
from parti.records import vocabulary as facts
from tests.design import conversations

PEAK, USUAL, ALWAYS = ("at the peak", "order"), ("ordinarily", "order"), ("", "order")


def problem(*quantities: str) -> facts.ProblemStated:
    return facts.ProblemStated(
        situation="Orders arrive.", needed=("stored once",), never=("lost",), quantities=quantities
    )


def asked(*quantities: str) -> dict[tuple[str, str], Demand]:
    return dict(demanded.demands(problem(*quantities)))


def findings(quantity: str, *new: facts.Fact) -> tuple[Finding, ...]:
    """What is found in a design whose problem tells one quantity, after these facts."""
    before = [one for one in conversations.opened() if not isinstance(one, facts.ProblemStated)]
    return demanded.findings(conversations.folded(conversations.said(problem(quantity), *before, *new)))


def answered(text: str, question: str = "expected-rate", how: str = "own") -> facts.Answered:
    return facts.Answered(question=question, text=text, how=how)


def counts(text: str, quantity: str = "400 orders per second at the peak") -> list[str]:
    """What an answer is said to count with: the words between `counts with` and `, and the problem`."""
    found = [one.message for one in findings(quantity, answered(text))]
    return [one.partition(" counts with ")[2].partition(", and the problem")[0] for one in found]


# --- what the problem asks for ------------


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("400 orders per second at the peak", PEAK),
        ("400 orders/s on the busiest day", PEAK),
        ("in the rush 400 orders a second", PEAK),
        ("bursts of 400 orders per second", PEAK),
        ("400 ORDERS PER SECOND AT WORST", PEAK),
        ("400 orders per second on an ordinary day", USUAL),
        ("on average 400 orders/s", USUAL),
        ("normally 400 orders/s", USUAL),
        ("400 orders/s, typically", ALWAYS),
        ("400 orders per second", ALWAYS),
    ],
)
def test_a_rate_is_asked_for_when_the_words_of_its_part_say(row: str, place: tuple[str, str]) -> None:
    assert list(asked(row)) == [place]
    assert asked(row)[place].amount == 400.0


def test_a_demand_keeps_the_words_of_its_part_alone() -> None:
    assert asked("30 KB each,  400 orders/s \n at the peak; kept for a year")[PEAK] == Demand(
        400.0, "400 orders/s at the peak"
    )


def test_the_noun_of_a_part_holds_for_the_parts_after_it() -> None:
    assert asked("400 orders per second at the peak, 40 per second normally") == {
        PEAK: Demand(400.0, "400 orders per second at the peak"),
        USUAL: Demand(40.0, "40 per second normally"),
    }


def test_the_noun_of_one_row_does_not_hold_for_the_next() -> None:
    assert list(asked("400 orders per second at the peak", "40 per second normally")) == [PEAK]


def test_a_thousands_comma_does_not_part_a_row() -> None:
    assert asked("24,000 orders per minute at the peak")[PEAK].amount == 400.0


def test_each_noun_is_asked_for_by_itself() -> None:
    assert asked("400 orders/s, 10 mails/s") == {
        ALWAYS: Demand(400.0, "400 orders/s"),
        ("", "mail"): Demand(10.0, "10 mails/s"),
    }


def test_the_same_words_twice_ask_once() -> None:
    assert asked("400 orders/s", "400  orders/s") == {ALWAYS: Demand(400.0, "400 orders/s")}


@pytest.mark.parametrize(
    "row",
    [
        "",
        "as many as come",
        "400 per second",
        "10,000 orders wait",
        "400 orders/s and 10 mails/s",
        "400 orders/s and 300 orders/s",
        "400 orders/s at the peak and normally",
        "100-400 orders/s",
        "400 bytes per second",
    ],
)
def test_a_row_without_one_plain_rate_asks_for_nothing(row: str) -> None:
    assert asked(row) == {}


def test_of_two_amounts_for_one_time_neither_is_asked_for_and_the_rest_stays() -> None:
    assert list(asked("400 orders/s at the peak", "500 orders/s at the peak", "40 orders/s normally")) == [
        USUAL
    ]


def test_a_rate_after_two_thousand_signs_of_a_row_is_not_read() -> None:
    assert asked("x" * 1_980 + ", 40 orders/s here")[ALWAYS].amount == 40.0
    assert asked("x" * 2_000 + ", 40 orders/s here") == {}


# --- what is told ------------


def test_the_finding_tells_what_is_counted_with_what_is_asked_and_how_to_say_it_anew() -> None:
    assert findings("400 orders/s at the peak, 30 KB each", answered("A peak of 40 orders/s.")) == (
        Finding(
            code="design/less-than-asked",
            level="error",
            message="Q-expected-rate counts with 40 orders/s at the peak, and the problem says: "
            "400 orders/s at the peak.",
            place=Place(path="Q-expected-rate"),
            fix='parti answer Q-expected-rate "…", or parti problem, which states it anew',
        ),
    )


def test_a_quantity_that_ends_its_own_sentence_does_not_end_twice() -> None:
    (found,) = findings("5 refunds a day.", answered("3 refunds a day arrive."))
    assert (
        found.message
        == "Q-expected-rate counts with 3 refunds a day, and the problem says: 5 refunds a day."
    )


def said_in(key: str) -> facts.Fact:
    """A decision, an invariant or a handling that counts with 40 orders a second."""
    text = "A peak of 40 orders/s."
    if key.startswith("D-"):
        return facts.Decided(key=key, title="Size", choice=text, because="measured")
    if key.startswith("INV-"):
        return facts.InvariantStated(key=key, text=text, why="it must")
    return facts.FailureModeNamed(key, "RabbitMQ", "lost-message", text, "fault: kill")


@pytest.mark.parametrize("key", ["D-0001", "INV-0001", "FM-0001"])
def test_what_is_no_answer_is_taken_back_and_said_again(key: str) -> None:
    (found,) = findings("400 orders/s at the peak", said_in(key))
    assert found.place == Place(path=key)
    assert found.message.startswith(f"{key} counts with 40 orders/s at the peak, ")
    assert found.fix == f"parti withdraw {key} …, then say it again, or parti problem, which states it anew"


def test_a_default_is_the_banks_words_and_counts_with_nothing() -> None:
    assert findings("400 orders/s at the peak", answered("A peak of 40 orders/s.", how="default")) == ()


def test_each_statement_that_counts_with_fewer_is_told_in_its_turn() -> None:
    both = (answered("A peak of 40 orders/s.", "pool-size"), answered("A peak of 30 orders/s."))
    found = findings("400 orders/s at the peak", said_in("INV-0001"), *both)
    assert sorted(one.place.path for one in found) == ["INV-0001", "Q-expected-rate", "Q-pool-size"]
    assert found[-1].place.path == "INV-0001", "answers come first"


def test_without_a_problem_nothing_is_asked_for() -> None:
    before = [one for one in conversations.opened() if not isinstance(one, facts.ProblemStated)]
    state = conversations.folded(conversations.said(*before, answered("A peak of 4 orders/s.")))
    assert demanded.findings(state) == ()


# --- which words of an answer count ------------


@pytest.mark.parametrize(
    "text",
    [
        "At the peak 40 orders/s.",
        "The peak rate is about 40 orders/s.",
        "Peak load: 40 orders/s.",
        "peak traffic = 40 orders/s",
        "40 orders/s arrive at the peak.",
        "40 orders/s come in at our daily peak.",
        "40 orders/s, in the rush.",
        "40 orders/s on its worst day.",
    ],
)
def test_a_rate_right_beside_its_peak_counts(text: str) -> None:
    assert counts(text) == ["40 orders/s at the peak"]


@pytest.mark.parametrize(
    "text",
    [
        "Average: 40 orders/s.",
        "Usual load is about 40 orders/s.",
        "A typical day: 40 orders/s.",
        "Normally, 40 orders/s.",
        "40 orders/s normally.",
        "40 orders/s arrive on a usual day.",
        "40 orders/s, on an average day.",
    ],
)
def test_a_rate_right_beside_an_ordinary_day_counts(text: str) -> None:
    assert counts(text, "400 orders/s on an ordinary day") == ["40 orders/s ordinarily"]


@pytest.mark.parametrize(
    "text",
    [
        "40 orders/s arrive.",
        "40 orders/s come in.",
        "40 orders/s that arrive.",
        "40 orders/s are sent to us.",
    ],
)
def test_a_rate_that_arrives_counts_with_what_always_arrives(text: str) -> None:
    assert counts(text, "400 orders/s") == ["40 orders/s"]


def test_a_rate_of_one_time_is_not_held_against_another() -> None:
    assert counts("40 orders/s arrive.", "400 orders/s at the peak") == []
    assert counts("A peak of 40 orders/s.", "400 orders/s on an ordinary day") == []
    assert counts("40 orders/s normally.", "400 orders/s") == []


@pytest.mark.parametrize("text", ["A peak of 399 orders/s.", "A peak of 23,999 orders a minute."])
def test_one_fewer_is_fewer(text: str) -> None:
    assert len(counts(text)) == 1


@pytest.mark.parametrize(
    "text", ["A peak of 400 orders/s.", "A peak of 24,000 orders/min.", "A peak of 401 orders/s."]
)
def test_as_many_or_more_is_enough(text: str) -> None:
    assert counts(text) == []


def test_words_that_narrow_the_noun_down_must_be_the_problems_own() -> None:
    assert counts("A peak of 40 paid orders/s.", "400 orders/s at the peak") == []
    assert counts("A peak of 40 paid orders/s.", "400 paid orders/s at the peak") == [
        "40 paid orders/s at the peak"
    ]
    assert counts("A peak of 40 orders/s.", "400 paid orders/s at the peak") == ["40 orders/s at the peak"]


def test_a_count_is_no_rate() -> None:
    assert counts("A peak of 200 orders.", "400 orders/s at the peak") == []


@pytest.mark.parametrize(
    "text",
    [
        "We accept a peak of 40 orders/s.",
        "A peak of 40 orders/s is refused.",
        "At most a peak of 40 orders/s.",
        "A third of it, a peak of 40 orders/s.",
        "10% of it: a peak of 40 orders/s.",
        "3 × the peak of 40 orders/s.",
        "If the peak is 40 orders/s.",
        "Today's peak: 40 orders/s.",
        "We measured a peak of 40 orders/s.",
        "A peak of 40 orders/s per shop.",
        "A peak of 40 orders/s, in each shop.",
        "A peak of 40 orders/s remains spare.",
    ],
)
def test_a_share_a_limit_a_wish_or_a_measurement_is_let_be(text: str) -> None:
    assert counts(text) == []


def test_what_a_later_part_tells_of_something_else_does_not_excuse_the_rate() -> None:
    assert counts("A peak of 40 orders/s, others are refused.") == ["40 orders/s at the peak"]


def test_each_clause_is_read_by_itself() -> None:
    assert counts("We refuse nothing. A peak of 40 orders/s; a peak of 30 orders/s.") == [
        "40 orders/s at the peak",
        "30 orders/s at the peak",
    ]
    assert counts("A peak of 40 orders/s\r\nWe refuse nothing.") == ["40 orders/s at the peak"]


def test_one_amount_in_two_wordings_is_one_demand() -> None:
    asked = demanded.demands(
        facts.ProblemStated(
            situation="Orders arrive.",
            quantities=("400 orders/s at the peak", "24,000 orders per minute at the peak"),
        )
    )
    assert [(place, one.amount) for place, one in asked.items()] == [(("at the peak", "order"), 400.0)]


def test_two_amounts_for_one_thing_demand_neither() -> None:
    quantities = ("400 orders/s at the peak", "40 orders/s at the peak")
    assert demanded.demands(facts.ProblemStated(situation="Orders arrive.", quantities=quantities)) == {}
