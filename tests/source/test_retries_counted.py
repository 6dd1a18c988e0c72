"""A loop that counts: whether its count chooses what is worked on, or only how often it is tried."""

import pytest

from tests.source.test_retries import AT_ONCE, again, loop, told


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


def test_a_count_may_stand_in_a_name() -> None:
    head = "turns = range(5)\n    for _ in turns"
    found = again(loop(head, "log(a)"))
    assert [(waits, ends) for _, waits, ends in found] == [AT_ONCE]
    assert again(loop("rows = list(a)\n    for a in rows", "log(a)")) == []
    assert again(loop("turns = a\n    turns = range(3)\n    for _ in turns", "log(a)")) == []


@pytest.mark.parametrize(
    ("before", "tried", "free"),
    [
        ("path = f'x{n}'", "return make(path)", True),
        ("pass", "return make(f'x{n}')", True),
        ("pass", "return make(a)", False),
        ("pass", "log.info(n); return make(a)", False),
        ("path = a", "return make(path)", False),
    ],
)
def test_what_is_there_already_gets_the_next_name(before: str, tried: str, free: bool) -> None:
    text = loop("for n in range(9)", "continue", before=before, tried=tried)
    assert told(text.replace("OSError", "FileExistsError")) == ([] if free else [AT_ONCE])
