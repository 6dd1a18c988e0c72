"""told-error: where a failure ends in silence, and what is enough to tell of it."""

import pytest

from parti.constraints import checks, conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

CHECK = "told-error\nerrors: [Exception, BaseException]"


def found(text: str, path: str = "src/app/a.py", check: str = CHECK) -> tuple[finding.Finding, ...]:
    return conformance.of_rule(rule(check), trees.Texts({path: text}))


def handler(*lines: str, clause: str = "except Exception as error") -> str:
    body = "".join(f"        {line}\n" for line in lines)
    return f"def f(known):\n    try:\n        read()\n    {clause}:\n{body}"


SILENT = [
    handler("pass"),
    handler("...", "'nothing to do'"),
    handler("return None"),
    handler("return (False, -1)"),
    handler("return {'a': []}"),
    handler("del error"),
    handler("last = error"),
    handler("last: object = str(error)"),
    handler("error.args"),
    handler("if known:", "    pass", "else:", "    return 0"),
    handler("pass", clause="except"),
    handler("pass", clause="except (KeyError, BaseException)"),
    f"import builtins as b\n{handler('pass', clause='except b.Exception')}",
    f"WIDE = Exception\n{handler('pass', clause='except WIDE')}",
    f"NARROW = (KeyError,)\nWIDE = (*NARROW, Exception)\n{handler('pass', clause='except WIDE')}",
    f"NARROW = (KeyError,)\n{handler('pass', clause='except NARROW + (Exception,)')}",
    handler("pass", clause="except getattr(builtins, 'Exception')").join(("import builtins\n", "")),
    "for x in y:\n    try:\n        read(x)\n    except Exception:\n        continue\n",
    "from contextlib import suppress as quiet\nwith quiet(KeyError, Exception):\n    read()\n",
    "import contextlib\nWIDE = (Exception,)\nwith contextlib.suppress(*WIDE):\n    read()\n",
    "import contextlib\nquiet = contextlib.suppress\nstack.enter_context(quiet(Exception))\n",
    "import contextlib, functools\nquiet = functools.partial(contextlib.suppress, Exception)\n",
    "def f():\n    try:\n        read()\n    finally:\n        if known:\n            return 1\n",
    "for x in y:\n    try:\n        read(x)\n    finally:\n        continue\n",
    "class Quiet:\n    def __exit__(self, *given):\n        self.close()\n        return True\n",
    "class Reader:\n    WIDE = (KeyError, Exception)\n\n    def f(self):\n        try:\n"
    "            read()\n        except self.WIDE:\n            pass\n",
    "def again(kinds=(Exception,)):\n    def around(f):\n        def inner():\n            try:\n"
    "                f()\n            except kinds:\n                pass\n        return inner\n"
    "    return around\n",
    "def f(*, kind=Exception):\n    try:\n        read()\n    except kind:\n        pass\n",
]

TOLD = [
    handler("yield error"),
    handler("yield read()"),
    "class Reader:\n    NARROW = (KeyError,)\n\n    def f(self):\n        try:\n            read()\n"
    "        except self.NARROW:\n            pass\n",
    "def f(kind=KeyError, other=Exception):\n    try:\n        read()\n    except kind:\n        pass\n",
    "def f(kind=Exception):\n    def g(kind):\n        try:\n            read()\n"
    "        except kind:\n            pass\n",
    handler("raise"),
    handler("log.exception('read')"),
    handler("await tell(error)").replace("def f", "async def f"),
    handler("return error"),
    handler("return known"),
    handler("return describe(error)"),
    handler("self.last = error"),
    handler("known[0] = None"),
    handler("failed = True") + "    return failed\n",
    handler("global last", "last = error"),
    handler("if known:", "    raise"),
    handler("pass", clause="except KeyError"),
    handler("pass", clause="except (KeyError, OSError)"),
    handler("pass", clause="except unknown"),
    "import contextlib\nwith contextlib.suppress(KeyError):\n    read()\n",
    "def suppress(kind): ...\nwith suppress(Exception):\n    read()\n",
    "def f():\n    try:\n        read()\n    finally:\n        for x in y:\n            break\n",
    "def f():\n    try:\n        read()\n    finally:\n        def g():\n            return 1\n",
    "class Known:\n    def __exit__(self, kind, error, trace):\n        return kind is KeyError\n",
    "class Kept:\n    def __exit__(self, kind, error, trace):\n        self.error = error\n"
    "        return True\n",
    "# except Exception: pass\ntext = 'except Exception: pass'\n",
]


@pytest.mark.parametrize("text", SILENT)
def test_a_failure_that_ends_in_silence_is_told_once(text: str) -> None:
    assert len(found(text)) == 1, found(text)


@pytest.mark.parametrize("text", TOLD)
def test_a_failure_that_is_raised_told_kept_or_expected_is_free(text: str) -> None:
    assert not found(text)


def test_a_star_means_every_class() -> None:
    assert found(handler("pass", clause="except KeyError"), check='told-error\nerrors: ["*"]')


def test_a_class_of_ours_is_known_by_its_name() -> None:
    check = "told-error\nerrors: [StoreError]"
    assert found(
        f"from app.store import StoreError\n{handler('pass', clause='except StoreError')}", check=check
    )
    assert not found(handler("pass"), check=check)


SCRIPT_SILENT = [
    "try { read(); } catch (e) {}",
    "try { read(); } catch { /* why */ }",
    "function f() { try { read(); } catch (e) { return null; } }",
    "try { read(); } catch (e) { void e; }",
    "try { read(); } catch (e) { e; }",
    "read().catch(() => {});",
    "read().catch(e => undefined);",
    "read().catch(function () { return; });",
    "read().then(use, () => ({}));",
    "const drop = () => {};\nread().catch(drop);",
    "function drop() { return false; }\nread().then(use, drop);",
    "function f() { try { read(); } finally { return 1; } }",
    "for (const a of b) { try { read(a); } finally { continue; } }",
]
SCRIPT_TOLD = [
    "try { read(); } catch (e) { throw e; }",
    "try { read(); } catch (e) { log(e); }",
    "function f() { try { read(); } catch (e) { return e; } }",
    "function f() { try { read(); } catch (e) { return f.last; } }",
    "try { read(); } catch (e) { last = e; }",
    "read().catch(e => log(e));",
    "read().then(() => {});",
    "read().catch(drop);",
    "const drop = e => log(e);\nread().catch(drop);",
    "try { read(); } finally { close(); }",
    "try { read(); } finally { for (const a of b) { break; } }",
    "try { read(); } finally { const g = () => { return 1; }; g(); }",
]


@pytest.mark.parametrize("path", ["a.js", "a.ts"])
@pytest.mark.parametrize("text", SCRIPT_SILENT)
def test_a_script_that_says_nothing_is_told_once(text: str, path: str) -> None:
    assert len(found(text, path)) == 1, found(text, path)


@pytest.mark.parametrize("path", ["a.js", "a.ts"])
@pytest.mark.parametrize("text", SCRIPT_TOLD)
def test_a_script_that_says_something_is_free(text: str, path: str) -> None:
    assert not found(text, path)


def later(*lines: str) -> str:
    """A promise whose failure is handled twice: in silence at once, then by what follows."""
    return (
        "async function f(it, late) {\n  it.catch(() => null);\n"
        + "".join(f"  {e}\n" for e in lines)
        + "}\n"
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("await it;",),
        ("const a = use(await it);",),
        ("return it;",),
        ("return it.then(use);",),
        ("await it.finally(close);",),
        ("await Promise.all([late, it]);",),
        ("const a = late ? await Promise.race([it, late]) : await it;",),
        ("start(late);", "try { await it; } catch (e) { throw wrapped(e); } finally { close(); }"),
        ("if (late) { await it; } else { return it; }",),
        ("const g = () => { return 1; };", "await it;"),
    ],
)
def test_a_failure_that_is_awaited_behind_an_idle_handler_is_heard(lines: tuple[str, ...]) -> None:
    assert not found(later(*lines), "a.ts")


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("use(it);",),
        ("await late;",),
        ("await it.catch(use);",),
        ("await it.then(use, drop);",),
        ("await Promise.allSettled([it]);",),
        ("await Promise.any([it, late]);",),
        ("if (late) return 1;", "await it;"),
        ("if (late) { await it; }",),
        ("const a = late ? await it : 1;",),
        ("late && await it;",),
        ("for (const a of late) { await it; }",),
        ("it = late;", "await it;"),
        ("const g = async () => { await it; };",),
        ("try { start(); } catch (e) { await it; }",),
    ],
)
def test_a_failure_that_may_pass_by_what_follows_is_told(lines: tuple[str, ...]) -> None:
    assert len(found(later(*lines), "a.ts")) == 1


def test_a_promise_without_a_name_and_one_of_an_outer_function_are_not_heard_later() -> None:
    assert found("async function f() {\n  read().catch(() => {});\n  await read();\n}\n", "a.js")
    assert found("async function f(it) {\n  on(() => it.catch(() => {}));\n  await it;\n}\n", "a.js")


def test_the_message_says_what_is_done_with_the_failure() -> None:
    (each,) = found(handler("pass"))
    assert (each.place.line, each.message) == (
        4,
        "a failure ends here and nobody hears of it: `except Exception` does nothing with it",
    )


def test_a_broken_file_is_left_to_those_that_tell_of_it() -> None:
    assert not found("try:\n    read(\nexcept Exception:\n    pass\n")


def test_errors_must_be_given() -> None:
    check = checks.load("told-error")
    assert check is not None
    assert "`errors` must be a list" in "\n".join(check.options({"errors": []}))
