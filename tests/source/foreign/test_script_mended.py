"""What the engine does not read of a script: the file is read all the same, and every judge reads it so."""

import pytest

from tests.constraints.asking import asked, spots

LOOPS = (
    "for (using x of y) { h(x); }",
    "async function f() { for (await using x of y) { h(x); } }",
    "async function f() { for await (using x of y) { h(x); } }",
    "async function f() { for await (await using x of y) { h(x); } }",
)
JUDGED = (
    ("forbidden-call\ncalls: [JSON.parse]", "JSON.parse('1');"),
    ('told-error\nerrors: ["*"]', "try { f(); } catch {}"),
    (
        "spaced-retry\nneeds: [wait]",
        "async function g() { for (;;) { try { return await r(); } catch {} } }",
    ),
    ("paired-effect\nwhen: [a.lock()]\nthen: [a.unlock()]", "function g() { a.lock(); }"),
    ('opaque\nvalue: ["*.id"]', "f(c.id.split('-'));"),
)


@pytest.mark.parametrize("path", ["a.ts", "a.js", "a.tsx"])
@pytest.mark.parametrize(("check", "line"), JUDGED)
@pytest.mark.parametrize("loop", LOOPS)
def test_what_stands_behind_a_loop_that_disposes_is_judged(
    loop: str, check: str, line: str, path: str
) -> None:
    assert [at for at, _ in spots(asked(check, {path: f"{loop}\n{line}\n"}))] == [2]
