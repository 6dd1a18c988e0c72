"""When it is told that somebody may only accept what is listed: nearly all, singly, and seconds apart.

The banner is about people, so it is silent in every doubt.
"""

from collections.abc import Sequence

import pytest

from parti.design import stamping
from parti.design import state as states
from parti.records import log
from parti.records import vocabulary as facts
from tests.design import conversations

Row = tuple[str, str]
"""When, within one hour, and how a question was answered."""


def at(seconds: float) -> str:
    return f"2026-01-01T00:{int(seconds) // 60:02}:{seconds % 60:09.6f}Z"


def banner(rows: Sequence[tuple[str, facts.Fact]]) -> str:
    records = {
        f"q{number}": (log.make(body, at=moment, by=conversations.JANE, parents=[]),)
        for number, (moment, body) in enumerate(rows)
    }
    return stamping.banner(states.DesignState(settled=records))


def answered(how: str, number: int = 0) -> facts.Answered:
    return facts.Answered(question=f"q{number}", text="x", how=how)


def quick(hows: Sequence[str], gap: float = 2.0) -> str:
    return banner([(at(gap * number), answered(how, number)) for number, how in enumerate(hows)])


TOLD = "12 of the last 12 answers took what was listed, about 2 s apart: were they read?"


@pytest.mark.parametrize("how", ["option", "repository"])
def test_twelve_listed_answers_seconds_apart_are_told(how: str) -> None:
    assert quick([how] * 12) == TOLD


def test_eleven_answers_are_too_few_to_say_anything() -> None:
    assert quick(["option"] * 11) == ""


def test_one_answer_of_one_s_own_among_twelve_is_still_told_and_two_are_not() -> None:
    assert quick(["option"] * 11 + ["own"]).startswith("11 of the last 12 answers")
    assert quick(["option"] * 10 + ["own"] * 2) == ""


def test_only_the_last_twelve_count() -> None:
    assert quick(["own"] * 9 + ["option"] * 12) == TOLD
    assert quick(["option"] * 12 + ["own"] * 12) == ""


def test_answers_that_were_taken_slowly_were_read() -> None:
    assert quick(["option"] * 12, gap=3.9) != ""
    assert quick(["option"] * 12, gap=4.0) == ""


def test_one_long_pause_in_the_middle_does_not_hide_the_rest() -> None:
    moments = [2.0 * number + (900 if number > 5 else 0) for number in range(12)]
    assert banner([(at(moment), answered("option", n)) for n, moment in enumerate(moments)]) == TOLD


def test_defaults_accepted_in_one_step_are_counted_elsewhere() -> None:
    assert quick(["default"] * 12) == ""
    rows = [(at(0.001 * n), answered("default", n)) for n in range(40)]
    rows += [(at(60 + 2.0 * n), answered("option", 40 + n)) for n in range(12)]
    assert banner(rows) == TOLD


def test_waivers_are_a_person_s_own_words() -> None:
    rows: list[tuple[str, facts.Fact]] = [(at(2.0 * n), answered("option", n)) for n in range(10)]
    rows += [(at(20 + 2.0 * n), facts.Waived(f"q{10 + n}", "later", "May")) for n in range(2)]
    assert banner(rows) == ""


def test_answers_come_in_the_order_of_their_time_whatever_the_order_of_the_questions() -> None:
    rows = [(at(2.0 * n), answered("option", n)) for n in range(12)]
    assert banner(rows[::-1]) == TOLD


def test_midnight_and_the_end_of_a_month_are_one_second_long() -> None:
    moments = [f"2026-01-31T23:59:{48 + 2 * n:02}.000000Z" for n in range(6)]
    moments += [f"2026-02-01T00:00:{2 * n:02}.000000Z" for n in range(6)]
    assert banner([(moment, answered("option", n)) for n, moment in enumerate(moments)]) == TOLD


def test_a_design_without_an_answer_is_told_nothing() -> None:
    assert stamping.banner(states.DesignState()) == ""
