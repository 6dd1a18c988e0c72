"""pattern with `constraints`: what a `$X` must be, in each way to write a pattern, and what is refused."""

import pytest

from parti.source import structure
from tests.constraints.asking import asked, spots, wrong

TEXT = "open(tmp_a)\nopen('x')\nclose(tmp_b)\nopen(b)\n"
TMP = 'constraints: {X: {regex: "^tmp_"}}\n'


def at(check: str, text: str = TEXT, path: str = "src/a.py") -> list[int]:
    return [line for line, _ in spots(asked(check, {path: text}))]


@pytest.mark.parametrize(
    ("check", "lines"),
    [
        ("forbid: open($X)\n", [1, 2, 4]),
        (f"forbid: open($X)\n{TMP}", [1]),
        ("forbid: open($X)\nconstraints: {X: {kind: string}}\n", [2]),
        ("forbid: open($X)\nconstraints: {X: {not: {kind: string}}}\n", [1, 4]),
        ("forbid: $F($X)\nconstraints: {F: {regex: ^close$}, X: {regex: b$}}\n", [3]),
        (f"forbid: ['open($X)', 'close($Y)']\n{TMP}", [1, 3]),
        (f"rule: {{pattern: open($X)}}\n{TMP}", [1]),
        (f"rule: {{any: [{{pattern: open($X)}}, {{pattern: close($X)}}]}}\n{TMP}", [1, 3]),
        (f"forbid: open('a', $X)\n{TMP}", []),
    ],
)
def test_a_metavariable_is_only_what_it_is_limited_to(check: str, lines: list[int]) -> None:
    assert at(f"pattern\n{check}") == lines


def test_either_quote_of_a_pattern_is_limited_alike() -> None:
    text = "open('a', tmp_x)\nopen(\"a\", tmp_x)\nopen('a', x)\n"
    assert at(f"pattern\nforbid: open('a', $X)\n{TMP}", text) == [1, 2]


def test_what_is_required_is_limited_too() -> None:
    check = f"pattern\nrequire: open($X)\n{TMP}"
    assert at(check) == []
    assert at(check, "open(b)\n") == [1]


@pytest.mark.parametrize(
    ("language", "path", "text"),
    [
        ("typescript", "src/a.ts", "open(tmp_a);\nopen(b);\n"),
        ("go", "src/a.go", "package a\n\nfunc f() { open(b) }\nfunc g() { open(tmp_a) }\n"),
    ],
)
def test_other_languages_are_limited_alike(language: str, path: str, text: str) -> None:
    found = at(f"pattern\nforbid: open($X)\nlanguage: {language}\n{TMP}", text, path)
    assert found == [1 if language == "typescript" else 4]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            {"forbid": "open($X)", "constraints": {"Y": {"regex": "a"}}},
            "speaks of `Y`, and no pattern holds",
        ),
        ({"forbid": "open($$$X)", "constraints": {"X": {"regex": "a"}}}, "speaks of `X`, and no pattern"),
        ({"forbid": "open($X)", "constraints": {"X": {"regx": "a"}}}, "did you mean `regex`?"),
        ({"forbid": "open($X)", "constraints": {"X": {"not": {"knd": "a"}}}}, "did you mean `kind`?"),
        ({"forbid": "open($X)", "constraints": {"X": {"regex": "("}}}, "the engine does not take these"),
        ({"rule": {"pattern": "open($X)"}, "constraints": {"X": {"kind": "strng"}}}, "does not take these"),
        ({"forbid": "open($X)", "constraints": {"X": "^tmp_"}}, '`{X: {regex: "^tmp_"}}`'),
        ({"forbid": "open($X)", "constraints": {}}, "must say something of a `$X`"),
        ({"forbid": "open($X)", "constraints": ["X"]}, "must say something of a `$X`"),
        ({"forbid": "open($X)", "constraints": {"X": {}}}, "must say something of a `$X`"),
    ],
)
def test_a_limit_that_would_do_nothing_is_refused(raw: dict[str, object], said: str) -> None:
    (told,) = wrong("pattern", raw)
    assert said in told


def test_a_limit_that_the_engine_takes_is_in_order() -> None:
    assert wrong("pattern", {"forbid": "open($X)", "constraints": {"X": {"regex": "^tmp_"}}}) == []


def test_the_metavariables_of_a_rule_are_those_that_stand_for_one_node() -> None:
    rule = {"any": [{"pattern": "f($A, $$$B)"}, {"not": {"pattern": {"context": "$C_1()"}}}], "kind": "x"}
    assert structure.metavariables(rule) == {"A", "C_1"}
