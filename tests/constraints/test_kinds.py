"""Every kind's own examples, and every way to get its options wrong."""

import pytest

from parti.constraints import checks, examples
from parti.constraints.checks import command

OWN = [
    (kind, verdict, at)
    for kind in checks.kinds()
    for verdict in ("kept", "broken")
    for at in range(len(getattr(checks.load(kind), verdict.upper())))
]


@pytest.mark.parametrize(("kind", "verdict", "at"), OWN)
def test_a_kind_s_own_example_behaves_as_its_word_says(kind: str, verdict: str, at: int) -> None:
    check = checks.load(kind)
    assert check is not None
    found = examples.findings(*examples.sample(check, verdict, at))
    assert bool(found) == (verdict == "broken"), found


@pytest.mark.parametrize("kind", checks.kinds())
def test_a_kind_has_a_manual_an_example_and_both_verdicts(kind: str) -> None:
    check = checks.load(kind)
    assert check is not None
    manual = checks.manual(kind)
    for part in ("What it does", "Why", "Example", "Options", "What it sees", "What it does not"):
        assert f"\n{part}\n" in manual
    assert f"```check {kind}" in manual
    assert kind == check.KIND
    assert not check.options(check.EXAMPLE)
    assert kind == command.KIND or (check.KEPT and check.BROKEN)


@pytest.mark.parametrize("kind", checks.kinds())
def test_an_unknown_option_is_refused_with_the_nearest(kind: str) -> None:
    check = checks.load(kind)
    assert check is not None
    key = next(iter(check.EXAMPLE))
    (sentence,) = check.options({**check.EXAMPLE, f"{key}s": "x"})
    assert f"unknown option `{key}s`; did you mean `{key}`?" in sentence


@pytest.mark.parametrize("kind", [kind for kind in checks.kinds() if kind != "stdlib-only"])
def test_no_options_at_all_are_refused(kind: str) -> None:
    check = checks.load(kind)
    assert check is not None
    assert check.options({})


@pytest.mark.parametrize(
    ("kind", "raw", "part"),
    [
        ("only-through", {"helper": "a.b"}, "`instead-of` must be a list"),
        ("only-through", {"helper": ["a"], "instead-of": ["b"]}, "`helper` must be one text"),
        ("only-through", {"helper": "a.b", "instead-of": [1]}, "`instead-of` must be a list"),
        ("only-through", {"helper": " ", "instead-of": "json.dump"}, "`helper` must be one text"),
        ("forbidden-import", {"modules": []}, "`modules` must be a list"),
        ("forbidden-import", {"modules": {"a": 1}}, "`modules` must be a list"),
        ("layers", {"layers": ["a"]}, "at least two"),
        ("layers", {"layers": ["a", "b | a"]}, "`a` stands in two layers"),
        ("stdlib-only", {"allow": 3}, "`allow` must be a list"),
        ("registered-in", {"every": "function x"}, "give one of"),
        ("registered-in", {"every": "function x", "in": "a", "decorator": "b"}, "give one of"),
        ("registered-in", {"every": "method x", "in": "a"}, "must read like"),
        ("registered-in", {"every": "function x", "in": 3}, "`in` must be one text"),
        ("paired-effect", {"when": "self.x = 1"}, "`then` must be a list"),
        ("paired-effect", {"when": "self.x =", "then": "f()"}, "not one Python statement"),
        ("paired-effect", {"when": "f()", "then": "g()", "unless-in": 1}, "`unless-in` must be a list"),
        ("pattern", {"message": "x"}, "exactly one of"),
        ("pattern", {"forbid": "f()", "require": "g()"}, "exactly one of"),
        (
            "pattern",
            {"forbid": "f()", "language": "pythn"},
            "unknown language `pythn`; did you mean `python`?",
        ),
        ("pattern", {"forbid": "print(((", "language": "py"}, "not whole python code"),
        ("pattern", {"rule": "print"}, "must be a mapping"),
        (
            "pattern",
            {"rule": {"kind": "call", "has": {"feild": "x"}}},
            "unknown key `feild`; did you mean `field`?",
        ),
        ("pattern", {"rule": {"kind": "no_such"}}, "does not take this `rule`"),
        ("pattern", {"forbid": ""}, "`forbid` must be a list"),
        ("command", {"run": ""}, "`run` must be one text"),
        ("command", {"run": "say 'it"}, "cannot be split"),
    ],
)
def test_a_wrong_option_is_told_in_a_sentence(kind: str, raw: dict[str, object], part: str) -> None:
    check = checks.load(kind)
    assert check is not None
    assert part in "\n".join(check.options(raw))


def test_a_word_that_is_no_kind_loads_nothing() -> None:
    assert checks.load("../conformance") is None
    assert checks.manual("nothing") == "\n"
