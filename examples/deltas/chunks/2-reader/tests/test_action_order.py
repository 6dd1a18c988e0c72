from datetime import date

import pytest

import action_log
from conftest import write_delta
from state_io import Unreadable, save_json

MARCH_1, MARCH_2 = date(2026, 3, 1), date(2026, 3, 2)


def record(folder, at, reason="spam"):
    delta = write_delta(folder, "moderation", at=at, action="redact", target="0d77", reason=reason)
    return action_log.record(folder, delta)


def test_no_action_is_an_empty_list(folder):
    assert action_log.in_order(folder, MARCH_1, MARCH_2) == []


def test_actions_come_in_the_order_of_their_time(folder):
    for at in ("2026-03-02T08:00:00Z", "2026-03-01T23:00:00Z", "2026-03-01T09:00:00Z"):
        record(folder, at)
    times = [action["at"] for action in action_log.in_order(folder, MARCH_1, MARCH_2)]
    assert times == ["2026-03-01T09:00:00Z", "2026-03-01T23:00:00Z", "2026-03-02T08:00:00Z"]


def test_actions_of_one_second_always_have_the_same_order(folder):
    for reason in ("a", "b", "c", "d", "e"):
        record(folder, "2026-03-01T09:00:00Z", reason)
    assert [a["reason"] for a in action_log.in_order(folder, MARCH_1, MARCH_1)] == list("abcde")


def test_other_days_stay_out(folder):
    record(folder, "2026-03-02T00:00:00Z")
    assert action_log.in_order(folder, MARCH_1, MARCH_1) == []


@pytest.mark.parametrize("content", [{}, {"format": 2}])
def test_a_foreign_format_is_refused(folder, content):
    save_json(record(folder, "2026-03-01T09:00:00Z"), content)
    with pytest.raises(Unreadable, match="format"):
        action_log.in_order(folder, MARCH_1, MARCH_1)
