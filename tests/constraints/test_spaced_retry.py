"""spaced-retry: what is a retry, what is a wait, and what is neither."""

import pytest

from parti.constraints import checks, conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

CHECK = "spaced-retry\nneeds: [wait, end]"
AT_ONCE = "what failed is tried again at once"
FOR_EVER = "what failed is tried again for ever, always after the same wait"


def found(text: str, path: str = "src/app/a.py", check: str = CHECK) -> tuple[finding.Finding, ...]:
    return conformance.of_rule(rule(check), trees.Texts({path: text}))


def loop(head: str, *failed: str, tried: str = "return read(place)", before: str = "pass") -> str:
    lines = "".join(f"            {line}\n" for line in failed)
    return (
        f"import itertools, time\ndef f(place):\n    {head}:\n        {before}\n        try:\n"
        f"            {tried}\n        except OSError as error:\n{lines}"
    )


AGAIN = [
    loop("while True", "continue"),
    loop("while 1", "pass"),
    loop("while not done", "last = error", tried="read(); done = True"),
    loop("while not done", "pass", tried="box.get(place); done = True"),
    loop("for n in range(9)", "log(error)"),
    loop("for n, _ in enumerate(range(9))", "pass"),
    loop("for n in itertools.count()", "pass"),
    loop("for n in itertools.repeat(None, 5)", "pass"),
    loop("for n in iter(int, 1)", "pass"),
    loop("while True", "time.sleep(0)"),
    loop("while True", "continue", before="place = connect()"),
    loop("while True", "continue", before="tries += 1"),
    loop("while True", "time.sleep(NONE)") + "NONE = 0\n",
    loop("while True", "if n > 3:", "    raise", "n += 1"),
    loop("while True", "try:", "    log(error)", "finally:", "    pass"),
    "for n in range(5):\n    try:\n        value = read()\n        break\n    except OSError:\n"
    "        pass\n",
    "def f():\n    while True:\n        try:\n            value = read()\n        except OSError:\n"
    "            continue\n        return value\n",
    "import contextlib\nwhile True:\n    with contextlib.suppress(OSError):\n        read()\n"
    "        break\n",
    "def f(a, n=3):\n    try:\n        return read(a)\n    except OSError:\n        return f(a, n - 1)\n",
    "class A:\n    def f(self, a):\n        try:\n            read(a)\n        except OSError:\n"
    "            self.f(a)\n",
    "def f(a, n):\n    try:\n        read(a)\n    except OSError:\n        if n:\n"
    "            return f(a, n - 1)\n"
    "        raise\n",
]
PACED = [
    loop("while True", "if late():", "    raise", "time.sleep(1)"),
    loop("while True", "time.sleep(pause)", "pause *= 2"),
    loop("for n in range(9)", "time.sleep(1)"),
    loop("for n in itertools.count()", "time.sleep(2**n)"),
    loop("while True", "self.wait()"),
    loop("while True", "pass", before="rate.wait()"),
    loop("while True", "raise"),
    loop("while True", "if known:", "    raise", "else:", "    return None"),
    loop(
        "while True",
        "match error:",
        "    case OSError():",
        "        raise",
        "    case _:",
        "        return",
    ),
    loop("while True", "try:", "    raise", "finally:", "    log()"),
    loop("while True", "with lock:", "    break"),
    loop("while True", "place = parent(place)"),
    loop("while True", "n += 1", before="place = name(n)"),
    loop("while True", "continue", before="place = f'{next(names)}.tmp'"),
    loop("while True", "mode = 0", before="place = parent(place)"),
    loop("for place in places", "continue"),
    loop("for place in iter(places)", "continue"),
    loop("while True", "pass", tried="return inbox_queue.get()"),
    loop("while True", "pass", tried="return box.take(timeout=1)"),
    "while True:\n    job = queue.get()\n    try:\n        run(job)\n    except OSError:\n"
    "        log(job)\n",
    "def f(a):\n    try:\n        return read(a)\n    except OSError:\n        return f(parent(a))\n",
    "def f(a):\n    try:\n        return read(a)\n    except OSError:\n        time.sleep(1)\n"
    "        return f(a)\n",
    "def f(a):\n    try:\n        return read(a)\n    except OSError:\n        if a not in there:\n"
    "            there.append(a)\n            return f(a)\n        raise\n",
    "def f(a):\n    try:\n        return f(a)\n    except OSError:\n        return None\n",
]


@pytest.mark.parametrize("text", AGAIN)
def test_what_is_tried_again_at_once_is_told_once(text: str) -> None:
    assert [each.message for each in found(text)] == [AT_ONCE]


@pytest.mark.parametrize("text", PACED)
def test_what_waits_ends_or_tries_something_else_is_free(text: str) -> None:
    assert not found(text), found(text)


@pytest.mark.parametrize(
    "wait", ["time.sleep(1)", "time.sleep(0.5 * 2)", "time.sleep(PAUSE)", "sleep(SHORT)"]
)
def test_the_same_wait_without_an_end_is_told(wait: str) -> None:
    text = loop("while True", wait) + "PAUSE = 1\nSHORT = 0.1\n"
    assert [each.message for each in found(text)] == [FOR_EVER]
    assert not found(text, check="spaced-retry\nneeds: [wait]")


def test_only_what_is_asked_for_is_told() -> None:
    assert not found(loop("while True", "continue"), check="spaced-retry\nneeds: [end]")


def test_a_wait_of_ours_is_known_when_it_is_named() -> None:
    text = loop("while True", "rest(n)", "n += 1")
    assert found(text)
    assert not found(text, check="spaced-retry\nneeds: [wait, end]\nwaits: [rest]")


SCRIPT_AGAIN = [
    "while (true) { try { read(); break; } catch (e) { continue; } }",
    "for (;;) { try { read(); break; } catch (e) { last = e; } }",
    "do { try { ok = read(); } catch (e) { ok = false; } } while (!ok);",
    "again: for (;;) { try { read(); break again; } catch (e) { continue again; } }",
    "const f = () => read().catch(() => f());",
    "function f() { return read().then(use, () => f()); }",
    "const f = () => { try { read(); } catch (e) { setImmediate(f); } };",
    "function f(a) { try { read(a); } catch (e) { process.nextTick(() => f(a)); } }",
    "class A { f() { try { read(); } catch (e) { this.f(); } } }",
    "while (true) { try { read(); break; } catch (e) { await sleep(0); } }",
]
SCRIPT_PACED = [
    "while (true) { try { read(); break; } catch (e) { throw e; } }",
    "for (let n = 0; n < 5; n++) { try { read(); break; } catch (e) { await sleep(10); } }",
    "while (true) { try { read(); break; } catch (e) { await sleep(n++); } }",
    "while (true) { try { read(); break; } catch (e) { if (late()) return; await sleep(5); } }",
    "for (const a of b) { try { read(a); break; } catch (e) { continue; } }",
    "const f = () => read().catch(() => setTimeout(f, 100));",
    "const f = a => read(a).catch(() => f(parent(a)));",
    "const f = () => read().catch(() => g());",
    "const f = () => read().catch(async () => { await sleep(9); return f(); });",
]


@pytest.mark.parametrize("path", ["a.js", "a.ts"])
@pytest.mark.parametrize("text", SCRIPT_AGAIN)
def test_a_script_that_tries_again_at_once_is_told(text: str, path: str) -> None:
    assert [each.message for each in found(text, path)] == [AT_ONCE]


@pytest.mark.parametrize("path", ["a.js", "a.ts"])
@pytest.mark.parametrize("text", SCRIPT_PACED)
def test_a_script_that_waits_or_tries_something_else_is_free(text: str, path: str) -> None:
    assert not found(text, path)


@pytest.mark.parametrize("head", ["while (true)", "for (;;)", "for (let n = 0; ; n++)"])
def test_a_script_that_waits_the_same_for_ever_is_told(head: str) -> None:
    text = f"{head} {{ try {{ read(); break; }} catch (e) {{ await sleep(100); }} }}"
    assert [each.message for each in found(text, "a.js")] == [FOR_EVER]


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        ({"needs": []}, "`needs` must be a list"),
        ({"needs": ["wiat"]}, "did you mean `wait`?"),
        ({"needs": ["wait"], "waits": 3}, "`waits` must be a list"),
    ],
)
def test_a_block_that_cannot_run_is_told(raw: dict[str, object], part: str) -> None:
    check = checks.load("spaced-retry")
    assert check is not None
    assert part in "\n".join(check.options(raw))
