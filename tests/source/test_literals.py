"""Words before the parse: they must never hide a match, and should spare most files."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.source import literals, structure

HAYSTACK = "x = 1\n# open, print and dump stand in prose here\nblueprint = 'printer'\n"


def may(rule: object, text: str, language: str = "python") -> bool:
    """Whether the words let this text through to the parse."""
    return any(all(word in text for word in group) for group in literals.groups([rule], language))


CALL = {"kind": "call", "has": {"field": "function", "regex": r"(^|\.)open$"}}
SPARED = [
    ({"pattern": "print($$$A)"}, "print(1)"),
    ({"pattern": "json.dump($$$A)"}, "json.dump(x, f)"),
    (CALL, "io.open(x)"),
    ({"kind": "except_clause", "regex": r"^except\s*:"}, "try:\n    x\nexcept:\n    pass\n"),
    ({"kind": "import_from_statement", "has": {"kind": "wildcard_import"}}, "from a import *\n"),
    ({"kind": "global_statement"}, "def f():\n    global x\n"),
    ({"any": [{"pattern": "eval($X)"}, {"pattern": "exec($X)"}]}, "exec(x)"),
    (
        {"all": [{"pattern": "$X.save()"}, {"inside": {"kind": "class_definition", "stopBy": "end"}}]},
        "class A:\n    a.save()\n",
    ),
]


@pytest.mark.parametrize(("rule", "hit"), SPARED, ids=[json.dumps(rule)[:60] for rule, _ in SPARED])
def test_a_match_gets_through_and_prose_does_not(rule: Mapping[str, object], hit: str) -> None:
    assert structure.find(hit, "python", [rule]), "the rule itself works"
    assert may(rule, hit)
    assert not may(rule, HAYSTACK)


WRITTEN = [
    "print(1)",
    "print (1)",
    "print\t(1)",
    "print  (1)",
    "print\\\n(1)",
    "(print\n(1))",
    "(print # c\n(1))",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_call_is_seen_however_its_bracket_is_set_apart(text: str) -> None:
    assert may({"pattern": "print($$$A)"}, text)


@pytest.mark.parametrize(
    "text", ["from a import *", "from a import  *", "from a import*", "from a import \\\n  *"]
)
def test_a_star_is_seen_however_it_is_set_apart(text: str) -> None:
    rule = {"kind": "wildcard_import"}
    assert structure.find(text, "python", [rule])
    assert may(rule, text)


OPEN_TO_ALL: list[tuple[object, str, str]] = [
    ({"kind": "call"}, "python", "a kind without a keyword"),
    ({"regex": "a|b"}, "python", "an expression that is not one word"),
    ({"regex": "^(x|y)"}, "python", "a choice"),
    ({"not": {"pattern": "print($X)"}}, "python", "what must not be there promises nothing"),
    ({"any": [{"pattern": "print($X)"}, {"kind": "call"}]}, "python", "one open alternative opens all"),
    ({"any": []}, "python", "no alternative"),
    ({"pattern": "<DIV>$X</DIV>"}, "html", "names may be spelled in another case"),
    ({"pattern": "$X"}, "python", "a pattern without words"),
    ("print", "python", "no rule at all"),
    ({"matches": "other"}, "python", "a rule by name"),
]


@pytest.mark.parametrize(("rule", "language", "why"), OPEN_TO_ALL, ids=[row[2] for row in OPEN_TO_ALL])
def test_where_nothing_can_be_promised_every_file_is_looked_at(
    rule: object, language: str, why: str
) -> None:
    assert may(rule, "", language), why


def test_the_choice_of_words_stays_small() -> None:
    rule = {"all": [{"any": [{"pattern": f"f{a}{b}($X)"} for b in range(9)]} for a in range(9)]}
    assert len(literals.groups([rule], "python")) <= 200
    assert may(rule, " ".join(f"f{a}{b}(x)" for a in range(9) for b in range(9)))


def test_a_go_call_needs_only_its_own_words() -> None:
    rule = structure.configured("os.Getenv($K)", "go")
    assert literals.groups([rule], "go") == (("os", "Getenv"),)


ATOMS = st.sampled_from(
    [
        {"pattern": "print($$$A)"},
        {"pattern": "json.dump($$$A)"},
        {"pattern": "import $X"},
        {"pattern": "$A = lambda: $B"},
        {"kind": "lambda"},
        {"kind": "call"},
        {"kind": "global_statement"},
        {"kind": "except_clause"},
        {"kind": "call", "has": {"field": "function", "regex": "(^|\\.)open$"}},
        {"kind": "except_clause", "regex": "^except\\s*:"},
        {"kind": "identifier", "regex": "^open$"},
        {"kind": "wildcard_import"},
    ]
)
RULES = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda rows: {"any": rows})
        | st.lists(inner, min_size=1, max_size=3).map(lambda rows: {"all": rows})
        | st.tuples(ATOMS, inner).map(lambda pair: {**pair[0], "inside": {**pair[1], "stopBy": "end"}})
        | st.tuples(ATOMS, inner).map(
            lambda pair: {"all": [pair[0], {"has": {**pair[1], "stopBy": "end"}}]}
        )
        | st.tuples(ATOMS, inner).map(lambda pair: {"all": [pair[0], {"not": pair[1]}]})
    ),
    max_leaves=5,
)
LINES = st.lists(
    st.sampled_from(
        [
            "print(open(x))", "print (1)", "json.dump(open('a'), 2)", "import os", "from a import *",
            "x = lambda: 1", "try:\n    open (x)\nexcept:\n    print()", "y = 1",
            "def f():\n    global x\n    print(lambda: open)",
            "try:\n    pass\nexcept ValueError:\n    open(y)",
        ]
    ),
    max_size=5,
).map("\n".join)  # fmt: skip


@given(RULES, LINES)
def test_no_match_is_ever_hidden(rule: Mapping[str, object], text: str) -> None:
    """The property that matters: what the engine finds without the words, the words let through."""
    if structure.find(text, "python", [rule]):
        assert may(rule, text)
