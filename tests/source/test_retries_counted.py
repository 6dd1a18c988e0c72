"""A loop that counts: whether its count chooses what is worked on, or only how often it is tried."""

import pytest

from tests.source.test_retries import AT_ONCE, loop, told


@pytest.mark.parametrize(
    ("head", "before", "tried"),
    [
        ("for n in range(len(a))", "pass", "send(a[n])"),
        ("for n in range(len(a))", "row = a[n]", "send(row)"),
        ("for n in range(len(a))", "row = a[n]; key = row.key", "send(key)"),
        ("for n in range(1, 9)", "last = n - 1", "send(a[last])"),
        ("for n in range(9)", "pass", "send(a[n + 1])"),
        ("for n in range(0, 9, 3)", "pass", "send(a[n:n + 3])"),
        ("for n in reversed(range(len(a)))", "pass", "del a[n]"),
        ("for n, _ in enumerate(range(9))", "pass", "send(a[n].key)"),
        ("for n in range(9)", "pass", "return send(mirrors[n % 2])"),
        ("for n in range(9)", "pass", "a[n] = read()"),
    ],
)
def test_a_count_that_chooses_is_no_retry(head: str, before: str, tried: str) -> None:
    assert told(loop(head, "log(n)", before=before, tried=tried)) == []


@pytest.mark.parametrize(
    ("before", "tried"),
    [
        ("pass", "send(a)"),
        ("pass", "return send(a)"),
        ("log(n)", "send(a)"),
        ("log(names[n])", "send(a)"),
        ("word = names[n]", "send(a)"),
        ("pass", "send(a, attempt=n)"),
        ("pass", "send(a[0])"),
        ("pass", "send(a[key])"),
        ("pass", "return send(a, timeout=waits[n])"),
    ],
)
@pytest.mark.parametrize("failed", ["log(n)", "log(names[n])"])
def test_a_count_that_only_counts_is_one(before: str, tried: str, failed: str) -> None:
    assert told(loop("for n in range(3)", failed, before=before, tried=tried)) == [AT_ONCE]


def test_a_loop_over_a_condition_has_no_count() -> None:
    assert told(loop("while True", "log(a)", tried="send(a[n])")) == [(False, False)]
