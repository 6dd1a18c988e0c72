"""paired-effect: what a promise always runs counts where it stands; what it runs on success alone does not.

`.finally(…)` is how JavaScript gives back what it took, and no way of a promise goes past it.
"""

import pytest

from tests.constraints.asking import asked

CHECK = "paired-effect\nwhen: [$C.get(...)]\nthen: [$C.put(...)]"


def told(body: str, path: str = "a.js") -> int:
    """How many places of a function are left without their pair."""
    return len(asked(CHECK, {path: f"async function f(c, d) {{ {body} }}\n"}))


@pytest.mark.parametrize("path", ["a.js", "a.ts"])
@pytest.mark.parametrize(
    "body",
    [
        "const x = await c.get(); return g(x).finally(() => c.put(x));",
        "const x = await c.get(); await g(x).finally(() => { c.put(x); }); return 1;",
        "const x = await c.get(); return g(x).then(h).finally(async function () { c.put(x); }).then(i);",
        "const x = await c.get(); try { await g(x).finally(() => c.put(x)); } catch (e) { log(e); }",
        "const x = await c.get(); return g(x)['finally'](() => c.put(x));",
        "return c.get().then((x) => g(x).finally(() => c.put(x)));",
        "return c.get().then((x) => { try { return g(x); } finally { c.put(x); } });",
        "return c.get().then((x) => { if (x.a) { c.put(x); return 1; } c.put(x); }).catch(log);",
    ],
)
def test_what_a_promise_always_runs_is_a_way_out(body: str, path: str) -> None:
    assert told(body, path) == 0


@pytest.mark.parametrize(
    "body",
    [
        "const x = await c.get(); if (x.a) return; await g(x).finally(() => c.put(x));",
        "const x = await c.get(); g(x).then(() => c.put(x));",
        "const x = await c.get(); g(x).finally(() => { if (x.a) return; c.put(x); });",
        "const x = await c.get(); g(x).finally(() => d.put(x));",
        "const x = await c.get(); g(x).finally(h, () => c.put(x));",
        "const x = await c.get(); g(x).on('finally', () => c.put(x));",
        "return c.get().then((x) => { if (x.a) return; c.put(x); });",
        "return c.get().then((x) => g(x)).then((x) => c.put(x));",
        "return c.get().then((x) => { h(() => c.put(x)); });",
    ],
)
def test_what_a_promise_may_pass_over_is_none(body: str) -> None:
    assert told(body) == 1
