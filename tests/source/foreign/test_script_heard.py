"""Whether somebody still hears of a promise whose own handler does nothing, in scripts."""

import pytest

from tests.source.foreign import silent


def hears(after: str) -> bool:
    """Whether a function that quiets `it` and goes on like this gets its failure on every way."""
    return not silent.ends(f"async function f(a, b) {{\n  it.catch(() => {{}});\n  {after}\n}}\n")


AWAITED = [
    "await it;",
    "return it;",
    "return await it;",
    "await (it);",
    "await it!;",
    "await it as Rows;",
    "const rows = await it;",
    "rows = more = await it;",
    "rows ??= await it;",
    "it = await it;",
    "use(await it);",
    "a?.use(1, await it);",
    "throw await it;",
    "void await it;",
    "{ await it; }",
    "label: { await it; }",
    "await it && a;",
]


@pytest.mark.parametrize("after", AWAITED)
def test_whoever_awaits_or_returns_it_gets_its_failure(after: str) -> None:
    assert hears(after)


@pytest.mark.parametrize(
    "after",
    [
        "",
        "use(it);",
        "it.then(use);",
        "yield it;",
        "throw it;",
        "return;",
        "return a;",
        "return [it];",
        "return use(it);",
        "return new Promise(it);",
        "return a && it;",
        "await other;",
        "await its;",
        "await a.it;",
        "await it.rows;",
        "await using(it);",
        "const held = it; await held;",
    ],
)
def test_what_only_names_it_does_not_get_its_failure(after: str) -> None:
    assert not hears(after)


@pytest.mark.parametrize(
    ("after", "heard"),
    [
        ("await Promise.all([it]);", True),
        ("await Promise.all([b, it]);", True),
        ("await Promise.all([b, /* last */ it]);", True),
        ("await Promise . all([it]);", True),
        ("await Promise.race([it, b]);", True),
        ("await Promise.all([Promise.race([it])]);", True),
        ("await Promise.all([it.then(use)]);", True),
        ("return Promise.all([it]).then(use);", True),
        ("await Promise.allSettled([it]);", False),
        ("await Promise.any([it]);", False),
        ("await Promise.all(it);", False),
        ("await Promise.all([...it]);", False),
        ("await Promise.all([b], [it]);", False),
        ("await Promise.all([use(it)]);", False),
        ("await Promise.all([it.catch(use)]);", False),
        ("await Promise.all(rows.map(it));", False),
        ("await my.Promise.all([it]);", False),
        ("Promise.all([it]);", False),
    ],
)
def test_together_with_others_it_is_heard_where_none_may_be_lost(after: str, heard: bool) -> None:
    assert hears(after) is heard


@pytest.mark.parametrize(
    ("after", "heard"),
    [
        ("await it.then(use);", True),
        ("return it.finally(close);", True),
        ("await it['then'](use);", True),
        ("await it.then(use).finally(close);", True),
        ("return it.then(use, quiet);", False),
        ("return it.catch(quiet);", False),
        ("await it.then(use).catch(quiet);", False),
        ("await it.finally(close, quiet);", False),
        ("await it.then();", False),
        ("await other.then(it);", False),
    ],
)
def test_a_further_step_hands_the_failure_on_when_it_has_one_handler(after: str, heard: bool) -> None:
    assert hears(after) is heard


@pytest.mark.parametrize(
    ("after", "heard"),
    [
        ("if (a) await it; else return it;", True),
        ("if (a) { use(a); await it; } else { await it; }", True),
        ("if (a) await it;", False),
        ("if (a) await it; else use(a);", False),
        ("if (a) use(a); else await it;", False),
        ("if (a) await it; await it;", True),
        ("if (await it) use(a);", True),
        ("rows = a ? await it : await it;", True),
        ("rows = a ? await it : 0;", False),
        ("rows = a ? 0 : await it;", False),
        ("rows = await it ? 1 : 2;", True),
        ("await a && await it;", False),
        ("a || await it;", False),
        ("a ?? await it;", False),
        ("switch (a) { case 1: await it; }", False),
    ],
)
def test_a_branch_counts_when_every_way_through_it_does(after: str, heard: bool) -> None:
    assert hears(after) is heard


@pytest.mark.parametrize(
    "after",
    [
        "while (a) { await it; }",
        "do { await it; } while (a);",
        "for (const row of rows) await it;",
        "for (;;) { await it; }",
        "const g = async () => await it;",
        "use(async function () { await it; });",
        "class A { async m() { await it; } }",
        "async function g() { return it; }",
        "async function* g() { await it; }",
    ],
)
def test_what_may_never_run_hears_nothing(after: str) -> None:
    assert not hears(after)


@pytest.mark.parametrize(
    ("after", "heard"),
    [
        ("try { await it; } catch (error) { tell(error); }", True),
        ("try { use(a); } finally { await it; }", True),
        ("try { if (a) return; } finally { await it; }", True),
        ("try { use(a); } catch (error) { tell(error); await it; }", False),
        ("try { use(a); } catch (error) { tell(error); } await it;", True),
    ],
)
def test_in_a_try_the_body_and_the_end_count_and_the_handler_does_not(after: str, heard: bool) -> None:
    assert hears(after) is heard


@pytest.mark.parametrize(
    ("after", "heard"),
    [
        ("use(a); more(); await it;", True),
        ("if (a) return; await it;", False),
        ("if (a) { throw b; } await it;", False),
        ("return a; await it;", False),
        ("try { return; } catch (error) { tell(error); } await it;", False),
        ("for (;;) { return; } await it;", False),
        ("use(() => { return 1; }); await it;", True),
        ("use(function () { throw b; }); await it;", True),
    ],
)
def test_a_way_out_before_it_is_heard_loses_it(after: str, heard: bool) -> None:
    assert hears(after) is heard


@pytest.mark.parametrize(
    ("after", "heard"),
    [
        ("it = other; await it;", False),
        ("(it) = other; await it;", False),
        ("it ||= other; await it;", False),
        ("if (a) { it = b; } await it;", False),
        ("[it] = others; await it;", False),
        ("[a, [it]] = others; await it;", False),
        ("({ it } = others); await it;", False),
        ("({ rows: it } = others); await it;", False),
        ("({ it: rows } = others); await it;", True),
        ("[rows] = others; await it;", True),
        ("other = it; await it;", True),
        ("it.rows = 1; await it;", True),
        ("rows[it] = 1; await it;", True),
        ("use(() => { it = other; }); await it;", True),
    ],
)
def test_a_name_that_got_another_value_is_another_promise(after: str, heard: bool) -> None:
    assert hears(after) is heard


@pytest.mark.parametrize(
    "text",
    [
        "it.catch(() => {});\nawait it;\n",
        "(it).catch(() => {});\nawait it;\n",
        "(it as Rows).catch(() => {});\nawait it;\n",
        "it?.catch(() => {});\nawait it;\n",
        "it['catch'](() => {});\nawait it;\n",
        "it.then(use, () => {});\nawait it;\n",
        "const quiet = it.catch(() => {});\nawait it;\n",
        "const all = [it.catch(() => {})];\nawait it;\n",
        "it.catch(() => {});\nit.catch(() => {});\nawait it;\n",
        "for (const it of all) { it.catch(() => {}); await it; }\n",
        "use(async () => { it.catch(() => {}); await it; });\n",
    ],
)
def test_it_may_be_quieted_anywhere_in_the_block_that_awaits_it(text: str) -> None:
    assert silent.ends(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "await it;\nit.catch(() => {});\n",
        "if (a) { it.catch(() => {}); }\nawait it;\n",
        "use(() => { it.catch(() => {}); });\nawait it;\n",
        "use(() => it.catch(() => {}));\nawait it;\n",
        "for (const it of all) it.catch(() => {});\nawait it;\n",
        "switch (a) { case 1: it.catch(() => {}); await it; }\n",
        "function f() { return it.catch(() => {}); await it; }\n",
        "this.it.catch(() => {});\nawait this.it;\n",
        "read().catch(() => {});\nawait it;\n",
        "it.then(use).catch(() => {});\nawait it;\n",
    ],
)
def test_what_is_awaited_elsewhere_or_is_no_variable_is_told(text: str) -> None:
    assert len(silent.ends(text)) == 1
