"""What waits in Python, told call by call: by its words, by what it is given, by where it stands."""

import ast

import pytest

from parti.source import pauses, scopes

BEFORE = (
    "import time, asyncio\nfrom time import sleep as rest_a_while\nNONE = 0\nSOME = 0.5\n"
    "TWICE = 1\nTWICE = 2\n"
)


def read(line: str, *words: str) -> tuple[pauses.Pauses, list[ast.stmt], scopes.Scope]:
    """Pauses, the statements of a line, and the scope that its names are looked up in."""
    tree = ast.parse(f"{BEFORE}{line}\n")
    return pauses.Pauses(words), tree.body[6:], scopes.module(tree, "src/app/a.py")


def waits(line: str, *words: str) -> bool:
    known, body, scope = read(line, *words)
    return bool(known.calls(body, scope))


@pytest.mark.parametrize(
    "call",
    [
        "time.sleep(1)",
        "rest_a_while(1)",
        "asyncio.sleep(SOME)",
        "event.wait()",
        "wait_until_ready()",
        "self.retry_delay(n)",
        "backoff(3)",
        "back_off(3)",
        "doWait()",
        "clock.pauseFor(3)",
        "queue.sleep_ms(10)",
        "time.sleep(TWICE)",
        "time.sleep(NONE, 1)",
    ],
)
def test_a_call_that_says_so_in_a_word_of_its_name_waits(call: str) -> None:
    assert waits(call)


@pytest.mark.parametrize(
    "call",
    [
        "time.sleep(0)",
        "time.sleep(0.0)",
        "time.sleep(NONE)",
        "time.sleep(secs=0)",
        "asyncio.wait_for(f(), 3)",
        "os.waitpid(1)",
        "asleep()",
        "awaited(1)",
        "wait.until(3)",
        "log('sleep')",
        "callbacks[0]()",
    ],
)
def test_a_wait_of_nothing_or_for_something_else_is_none(call: str) -> None:
    assert not waits(call)


def test_a_word_of_the_constraint_is_known_bare_dotted_and_under_another_name() -> None:
    assert not waits("rest(1)")
    assert waits("rest(1)", "rest")
    assert waits("clock.rest(1)", "rest")
    assert waits("from app.clock import rest as r\nr(1)", "app.clock.rest")
    assert waits("from app.clock import rest as r\nr(1)", "rest")
    assert not waits("rest(0)", "rest")


def test_a_call_in_a_function_that_is_only_defined_does_not_wait() -> None:
    assert not waits("def f():\n    time.sleep(1)")
    assert not waits("async def f():\n    time.sleep(1)")
    assert not waits("class A:\n    time.sleep(1)")
    assert waits("if x:\n    for y in z:\n        time.sleep(1)")


def test_what_is_left_out_is_left_out_with_all_below_it() -> None:
    known, body, scope = read("if x:\n    time.sleep(1)\ntime.sleep(2)")
    assert [ast.unparse(each) for each in known.calls(body, scope, without=body[:1])] == ["time.sleep(2)"]
    assert known.calls(body, scope, without=body) == []


@pytest.mark.parametrize(
    "call",
    [
        "server.accept()",
        "lock.acquire()",
        "select(a, b, c)",
        "redis.blpop('a')",
        "redis.brpoplpush('a', 'b')",
        "sock.recv(10)",
        "sock.recvfrom(10)",
        "poller.poll()",
        "inbox_queue.get()",
        "self.Queue.pop()",
        "q.get()",
        "box.take(timeout=3)",
        "stream.read(block=5)",
        "consumer.fetch(timeout_ms=10)",
        "jobs.get(timeout=3)",
        "jobs.get(True, timeout=SOME)",
        "jobs.get(block=True)",
        "jobs.get(timeout=None)",
        "pubsub.get_message(timeout=1)",
        "jobs.put(job, timeout=3)",
        "thread.join(timeout=3)",
        "future.result(timeout=3)",
        "process.communicate(data, timeout=3)",
        "condition.wait_for(ready, timeout=3)",
        "asyncio.wait_for(inbox_queue.get(), timeout=3)",
        "redis.xread(streams, block=5)",
        "poller.poll(timeout=3)",
        "selector.select(timeout=3)",
        "event.wait(timeout=3)",
        "lock.acquire(timeout=3)",
        "time.sleep(1)",
    ],
)
def test_an_attempt_that_comes_back_only_when_something_happened_waits_by_itself(call: str) -> None:
    known, body, scope = read(call)
    assert known.blocks(body, scope)


@pytest.mark.parametrize(
    "call",
    [
        "cache.get(1)",
        "queued.get()",
        "q.put(1)",
        "box.take(1)",
        "accepted()",
        "get()",
        "time.sleep(0)",
        "lpop()",
        "urlopen(url, timeout=3)",
        "requests.get(url, timeout=3)",
        "client.get('https://example.org', timeout=3)",
        "client.post(url, timeout_ms=3)",
        "session.request('GET', url, timeout=3)",
        "socket.create_connection(place, timeout=3)",
        "subprocess.run(command, timeout=3)",
        "asyncio.wait_for(ask(url), timeout=3)",
        "stub.Ask(question, timeout=3)",
        "etcd.read(key, timeout=3)",
        "jobs.get(timeout=0)",
        "jobs.get(block=False)",
    ],
)
def test_an_attempt_that_comes_back_at_once_does_not(call: str) -> None:
    known, body, scope = read(call)
    assert not known.blocks(body, scope)


@pytest.mark.parametrize(
    "call", ["cache.get(1)", "poll()", "select.run()", "thread.join()", "rest(1)", "x.pop()"]
)
def test_a_loop_that_may_get_new_work_each_turn_is_taken_to_wait(call: str) -> None:
    known, body, scope = read(call, "rest")
    assert known.anything(body, scope)


@pytest.mark.parametrize("call", ["serve()", "time.sleep(0)", "a.b.c()", "f(sleep)"])
def test_a_loop_that_only_serves_is_not(call: str) -> None:
    known, body, scope = read(call, "rest")
    assert not known.anything(body, scope)


@pytest.mark.parametrize(
    ("call", "constant"),
    [
        ("sleep(1)", True),
        ("sleep(SOME)", True),
        ("sleep(2 * SOME)", True),
        ("sleep(-(1 + 2))", True),
        ("sleep(secs=1)", True),
        ("sleep(1, 2)", True),
        ("sleep(n)", False),
        ("sleep(2 ** n)", False),
        ("sleep(TWICE)", False),
        ("sleep(unknown)", False),
        ("sleep(self.pause)", False),
        ("sleep(random())", False),
        ("sleep(1, n)", False),
        ("sleep()", False),
        ("sleep(True)", True),
    ],
)
def test_whether_a_wait_is_the_same_each_time(call: str, constant: bool) -> None:
    known, body, scope = read(call)
    assert isinstance(body[0], ast.Expr)
    assert isinstance(body[0].value, ast.Call)
    assert known.is_constant(body[0].value, {"n"}, scope) is constant


def test_a_constant_that_the_loop_moves_on_is_none() -> None:
    known, body, scope = read("sleep(SOME)")
    assert isinstance(body[0], ast.Expr)
    assert isinstance(body[0].value, ast.Call)
    assert not known.is_constant(body[0].value, {"SOME"}, scope)
