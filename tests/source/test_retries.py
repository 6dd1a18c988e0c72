"""Retries in Python as values: where the failure is gone over, whether anything waits, whether it ends.

`tests/constraints/test_spaced_retry.py` holds the check as a whole; here stand what bounds a loop, what
makes an attempt another one, what belongs to which loop, and what a function that calls itself is given.
"""

import ast

import pytest

from parti.source import retries

AT_ONCE = (False, True)
"""No wait, and it ends or could be said to; what `wait` asks for."""

FOR_EVER = (True, False)


def again(text: str, *words: str) -> list[tuple[int, bool, bool]]:
    """(line of the clause, whether it waits, whether it ends) of each retry."""
    found = retries.found(ast.parse(text), "src/app/a.py", words)
    return [(each.line, each.waits, each.ends) for each in found]


def loop(
    head: str, *failed: str, before: str = "pass", after: str = "pass", tried: str = "return read(a)"
) -> str:
    """A function whose loop tries something on line 6 and goes over the failure on line 7."""
    handler = "".join(f"            {line}\n" for line in failed)
    return (
        f"import contextlib, itertools, time\ndef f(a, tries):\n    {head}:\n        {before}\n"
        "        try:\n"
        f"            {tried}\n        except OSError as error:\n{handler}        {after}\n"
    )


def told(text: str) -> list[tuple[bool, bool]]:
    """What is said of each retry, which all must stand at the handler of `loop`."""
    found = again(text)
    assert {line for line, _, _ in found} <= {7}
    return [(waits, ends) for _, waits, ends in found]


def test_the_place_is_the_clause_that_goes_over_the_failure() -> None:
    (found,) = retries.found(ast.parse(loop("while True", "continue")), "src/app/a.py", ())
    assert found == retries.Again(7, 9, waits=False, ends=True)


@pytest.mark.parametrize(
    "before",
    [
        "if tries > 3: raise OSError",
        "if time.monotonic() > end: return None",
        "if stopping: break",
        "tries += 1\n        if tries > 3:\n            raise OSError",
    ],
)
def test_a_loop_that_may_leave_before_each_attempt_ends(before: str) -> None:
    assert told(loop("while True", "time.sleep(1)", before=before)) == []


@pytest.mark.parametrize(
    "after",
    [
        "if late(): raise TimeoutError",
        "tries -= 1\n        if tries == 0: break",
        "tries += 1\n        if tries > 3: return None",
    ],
)
def test_a_loop_that_gives_up_behind_its_handler_ends(after: str) -> None:
    assert told(loop("while True", "time.sleep(1)", after=after)) == []


@pytest.mark.parametrize(
    "after",
    [
        "if value: break",
        "if value: return value",
        "tries += 1",
        "if tries: log(tries)",
        "for x in y: break",
    ],
)
def test_leaving_after_a_success_is_no_end_of_the_attempts(after: str) -> None:
    assert told(loop("while True", "time.sleep(1)", after=after)) == [FOR_EVER]


def test_what_stands_behind_a_handler_that_goes_on_is_not_reached_by_it() -> None:
    text = loop(
        "while True", "time.sleep(1)", "continue", tried="value = read(a)", after="raise Done(value)"
    )
    assert told(text) == []
    text = loop("while True", "time.sleep(1)", "continue", after="raise Done")
    assert told(text) == [FOR_EVER]


def test_a_bound_does_not_make_up_for_a_wait() -> None:
    assert told(loop("while True", "continue", before="if tries > 3: raise OSError")) == [AT_ONCE]
    server = (
        "while True:\n    if stopping:\n        break\n    try:\n        serve()\n"
        "    except OSError:\n        log()\n"
    )
    assert again(server) == [(6, False, True)]


def test_a_loop_for_ever_that_serves_and_does_not_wait_is_told_both() -> None:
    assert again("while True:\n    try:\n        serve()\n    except OSError:\n        log()\n") == [
        (4, False, False)
    ]


@pytest.mark.parametrize(
    "head",
    [
        "for _ in (1, 2, 3)",
        "for _ in [None] * 3",
        "for _ in 3 * (None,)",
        "for _ in 'abc'",
        "for n in {1, 2}",
        "for n in reversed(range(3))",
        "for n, _ in enumerate(reversed(range(3)))",
        "for _ in itertools.repeat(None, times=3)",
        "for _ in iter(int, 1)",
        "while (tries := tries - 1)",
    ],
)
def test_a_loop_that_only_counts_is_a_retry(head: str) -> None:
    assert told(loop(head, "continue")) == [AT_ONCE]


@pytest.mark.parametrize(
    "head",
    [
        "for a in (1, 2, 3)",
        "for b, a in [(1, 2)]",
        "for a in ['x'] * 3",
        "for _ in places",
        "for _ in waits(3)",
        "for n, a in enumerate(places)",
        "for a in reversed(places)",
        "for a in iter(places)",
        "for _ in enumerate()",
    ],
)
def test_a_loop_over_things_to_work_on_is_none(head: str) -> None:
    assert told(loop(head, "continue")) == []


@pytest.mark.parametrize(
    "head",
    [
        "while 1",
        "for n in itertools.count()",
        "for n in itertools.count(start=1)",
        "for n in itertools.cycle('ab')",
        "for n in itertools.repeat(None)",
        "for n, _ in enumerate(itertools.count(), start=1)",
        "for n in iter(read, None)",
    ],
)
def test_a_loop_without_an_end_needs_one(head: str) -> None:
    assert told(loop(head, "time.sleep(1)")) == [FOR_EVER]


@pytest.mark.parametrize(
    "head",
    [
        "for n in itertools.repeat(None, 5)",
        "for n in itertools.repeat(None, times=5)",
        "for n in range(5)",
        "for n, _ in enumerate(range(5))",
        "while tries < 5",
        "while 0",
    ],
)
def test_a_loop_with_an_end_may_wait_the_same_each_time(head: str) -> None:
    assert told(loop(head, "time.sleep(1)")) == []


@pytest.mark.parametrize(
    "failed",
    ["a = parent(a)", "a: str = parent(a)", "a += 1", "b, a = a, parent(a)", "a = b", "a = error.filename"],
)
def test_a_handler_that_gives_the_attempt_something_else_tries_something_new(failed: str) -> None:
    assert told(loop("while True", failed)) == []


@pytest.mark.parametrize(
    "failed",
    [
        "a = error",
        "a = None",
        "a: str = 'x'",
        "a: str",
        "other = parent(a)",
        "a.reset()",
        "last, n = error, 1",
    ],
)
def test_a_handler_that_only_keeps_something_tries_the_same(failed: str) -> None:
    assert told(loop("while True", failed)) == [AT_ONCE]


def test_what_an_attempt_is_made_from_is_followed_over_several_assignments() -> None:
    before = "b = name(c); a = open_(b)"
    assert told(loop("while True", "c += 1", before=before)) == []
    assert told(loop("while True", "d += 1", before=before)) == [AT_ONCE]


@pytest.mark.parametrize(
    "call", ["uuid.uuid4()", "next(names)", "random.choice(b)", "secrets.token_hex(4)"]
)
def test_a_source_of_new_values_makes_each_turn_another_attempt(call: str) -> None:
    assert told(loop("while True", "continue", before=f"a = {call}")) == []


def test_a_value_that_the_attempt_makes_for_itself_is_not_moved_on_by_it() -> None:
    assert told(loop("while True", "continue", tried="a = step(a); return a")) == [AT_ONCE]


@pytest.mark.parametrize("waits", ["time.sleep(1)", "self.rest()", "backoff()"])
def test_a_wait_in_the_final_block_is_between_two_attempts(waits: str) -> None:
    text = (
        "for _ in range(3):\n    try:\n        read()\n        break\n    except E:\n"
        f"        pass\n    finally:\n        {waits}\n"
    )
    assert again(text, "rest") == []


def test_a_wait_inside_the_attempt_is_a_wait_only_when_it_blocks() -> None:
    assert told(loop("for n in range(3)", "pass", tried="time.sleep(1); return read(a)")) == []
    assert told(loop("for n in range(3)", "pass", tried="return wait_for(a)")) == [AT_ONCE]


def test_each_handler_is_judged_by_itself() -> None:
    text = (
        "def f():\n    while True:\n        try:\n            return g()\n        except A:\n"
        "            continue\n        except B:\n            raise\n        except C:\n            pass\n"
    )
    assert [line for line, _, _ in again(text)] == [5, 9]


def test_a_handler_belongs_to_its_nearest_loop() -> None:
    """The inner loop goes over places; the outer one turns for another reason."""
    text = (
        "def f():\n    while True:\n        for a in b:\n            try:\n                g(a)\n"
        "                break\n            except E:\n                continue\n"
    )
    assert again(text) == []


def test_a_function_in_a_loop_is_no_attempt_of_the_loop() -> None:
    text = (
        "def f():\n    while True:\n        def g():\n            try:\n                return h()\n"
        "            except E:\n                pass\n        keep(g)\n"
    )
    assert again(text) == []


@pytest.mark.parametrize("body", ["return g()", "g()\n            break"])
def test_suppress_goes_over_a_failure_like_a_handler(body: str) -> None:
    text = (
        "from contextlib import suppress\ndef f():\n    for _ in range(3):\n"
        f"        with lock, suppress(OSError):\n            {body}\n"
    )
    assert again(text) == [(4, False, True)]


def test_another_context_goes_over_nothing() -> None:
    text = "for _ in range(3):\n    with lock, opened(p) as f:\n        g(f)\n        break\n"
    assert again(text) == []


CALLS = "def f(a, *rest, n=3, **more):\n    try:\n        return g(a)\n    except E:\n        return {}\n"


@pytest.mark.parametrize(
    "call",
    [
        "f(a)",
        "f(a, n=n - 1)",
        "f(a, n=2)",
        "f(a, *rest, **more)",
        "f()",
        "[f(a)]",
        "log(f(a))",
    ],
)
def test_a_function_that_calls_itself_with_the_same_tries_again(call: str) -> None:
    assert again(CALLS.format(call)) == [(4, False, False)]


@pytest.mark.parametrize(
    "call", ["f(parent(a))", "f(b)", "f(a.parent)", "f(a, n=left(n))", "g(a)", "x.f(a)"]
)
def test_a_function_that_calls_itself_with_something_else_does_not(call: str) -> None:
    assert again(CALLS.format(call)) == []


@pytest.mark.parametrize("owner", ["self", "cls"])
def test_a_method_calls_itself_through_its_object_or_its_class(owner: str) -> None:
    text = (
        f"class A:\n    def f({owner}, a):\n        try:\n            g(a)\n        except E:\n"
        f"            {owner}.f(a)\n"
    )
    assert again(text) == [(5, False, False)]


def test_a_method_that_calls_another_object_s_does_not_call_itself() -> None:
    text = (
        "class A:\n    def f(self):\n        try:\n            g()\n        except E:\n            {}.f()\n"
    )
    assert again(text.format("super()")) == []
    assert again(text.format("self.next")) == []


def test_an_inner_function_that_calls_the_outer_one_tries_the_outer_one_again() -> None:
    text = (
        "def f(a):\n    def again():\n        try:\n            return g(a)\n        except E:\n"
        "            return f(a)\n    return again()\n"
    )
    assert again(text) == [(5, False, False)]


def test_a_call_on_the_module_s_own_level_is_no_function_that_calls_itself() -> None:
    assert again("try:\n    f()\nexcept E:\n    f()\n") == []


@pytest.mark.parametrize("block", ["if more:", "with lock:", "try:"])
def test_a_call_inside_a_block_of_the_handler_is_one_too(block: str) -> None:
    end = "            finally:\n                pass\n" if block == "try:" else ""
    text = (
        f"def f(a):\n    try:\n        g(a)\n    except E:\n        if a:\n            {block}\n"
        f"                f(a)\n{end}"
    )
    assert again(text) == [(4, False, False)]


def test_a_case_that_was_put_right_before_the_call_is_another_attempt() -> None:
    text = (
        "def f(a):\n    try:\n        g(a)\n    except E:\n        if a:\n            {}\n"
        "            f(a)\n"
    )
    assert again(text.format("make(a)")) == []
    assert again(text.format("n = 1")) == [(4, False, False)]


def test_a_wait_around_the_try_spaces_the_calls() -> None:
    assert (
        again("def f(a):\n    time.sleep(1)\n    try:\n        g(a)\n    except E:\n        f(a)\n") == []
    )
    assert again("def f(a):\n    try:\n        time.sleep(1)\n    except E:\n        f(a)\n") == [
        (4, False, False)
    ]


@pytest.mark.parametrize(
    "head",
    [
        "while x := a.read()",
        "while x := a.readline(80)",
        "while (x := next(a, None)) is not None",
        "while (x := a.next_row()) != b''",
        "while (x := await a.receive()) is not None",
        "while (x := a.read_into(buffer)) > 0",
        "while (x := a.read_one()) != -1",
        "while (x := a.popleft()) is not END",
        "while (x := next(a)) != END",
        "while tries and (x := a.shift())",
        "while x := cursor.fetchone()",
        "while x := get_next()",
    ],
)
@pytest.mark.parametrize("before", ["pass", "y = parse(x); x = y"])
def test_a_loop_whose_condition_takes_the_next_thing_tries_nothing_again(head: str, before: str) -> None:
    text = loop(head, "log(error)", tried="send(x)", before=before)
    assert again(f"async {text}" if text.startswith("def") else text.replace("def f", "async def f")) == []


def test_what_is_made_of_the_next_thing_is_another_thing() -> None:
    assert told(loop("while x := a.read()", "log(error)", tried="send(y)", before="y = parse(x)")) == []


@pytest.mark.parametrize(
    "head",
    [
        "while not (x := a.read())",
        "while x := attempt()",
        "while x := a.connect()",
        "while (x := a.status()) != READY",
        "while (x := a.read_state()) != READY",
        "while (x := a.read()) is None",
        "while x := read(a)",
        "while x := a.read_text()",
        "while x := client.get(a)",
        "while done or (x := a.read())",
        "while (x := tries) is not None",
    ],
)
def test_a_condition_that_asks_whether_it_worked_or_asks_the_same_is_a_retry(head: str) -> None:
    assert told(loop(head, "continue", tried="return send(x)")) == [AT_ONCE]


@pytest.mark.parametrize(
    ("tried", "again_at_once"),
    [
        ("return urlopen(a, timeout=9).read()", True),
        ("return client.get(a, timeout=9)", True),
        ("return a.get(timeout=9)", False),
        ("return a.wait(timeout=9)", False),
    ],
)
def test_a_request_with_a_time_limit_is_tried_again_at_once(tried: str, again_at_once: bool) -> None:
    assert told(loop("while True", "continue", tried=tried)) == ([AT_ONCE] if again_at_once else [])


def test_a_request_that_is_opened_in_a_block_is_one_too() -> None:
    tried = "with urlopen(a, timeout=9) as b: return b.read()"
    assert told(loop("for n in range(5)", "last = error", tried=tried)) == [AT_ONCE]


def test_an_attempt_that_uses_nothing_of_what_the_condition_takes_is_the_same_again() -> None:
    assert told(loop("while x := a.read()", "continue", tried="return send(a)")) == [AT_ONCE]
