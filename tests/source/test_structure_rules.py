"""Rules before and behind the structural engine: how a pattern is put to it, what it says of a bad one.

`test_structure` holds what matches; here are the messages and choices that a person reads who wrote a rule
with a slip in it, and the places of errors in files that are not whole.
"""

import pytest

from parti.source import structure


def test_a_pattern_without_texts_is_put_to_the_engine_as_it_is() -> None:
    assert structure.configured("print($$$A)", "python") == {"pattern": "print($$$A)"}


def test_a_text_in_a_pattern_of_python_is_looked_for_in_either_quotes() -> None:
    assert structure.configured("f('a')", "python") == {
        "any": [{"pattern": 'f("a")'}, {"pattern": "f('a')"}]
    }


def test_each_of_two_texts_may_have_quotes_of_its_own() -> None:
    assert structure.configured("f('a', \"b\")", "python") == {
        "any": [
            {"pattern": 'f("a", "b")'},
            {"pattern": "f(\"a\", 'b')"},
            {"pattern": "f('a', \"b\")"},
            {"pattern": "f('a', 'b')"},
        ]
    }


@pytest.mark.parametrize(
    "pattern",
    [
        "f('a', 'b', 'c', 'd', 'e')",
        "f('''a''')",
        "f('it\\'s')",
        "f('\"')",
        "f('a\\n', 'b')",
    ],
    ids=["five texts", "a long text", "an escape", "the other quote", "an escape before a text"],
)
def test_texts_that_cannot_simply_change_their_quotes_stay(pattern: str) -> None:
    assert structure.configured(pattern, "python") == {"pattern": pattern}


def test_a_text_beside_one_that_holds_a_quote_may_still_have_either() -> None:
    assert structure.configured("f(\"it's\", 'b')", "python") == {
        "any": [{"pattern": 'f("it\'s", "b")'}, {"pattern": "f(\"it's\", 'b')"}]
    }


@pytest.mark.parametrize("language", ["javascript", "go", "java", "rust"])
def test_another_language_keeps_the_quotes_of_its_pattern(language: str) -> None:
    assert structure.configured("x = 'a'", language) == {"pattern": "x = 'a'"}


@pytest.mark.parametrize("pattern", ["f()", "os.Exit($CODE)", "$X.Close()", "f(\n\t1,\n)"])
def test_a_call_of_go_is_put_into_a_function(pattern: str) -> None:
    context = f"func t() {{ {pattern} }}"
    assert structure.configured(pattern, "go") == {
        "pattern": {"context": context, "selector": "call_expression"}
    }


@pytest.mark.parametrize("pattern", ["x := f()", "f", "go f()", "f() + 1", "type T struct {}"])
def test_what_is_no_lone_call_of_go_stays(pattern: str) -> None:
    assert structure.configured(pattern, "go") == {"pattern": pattern}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_a_line_is_counted_at_each_of_its_ends(end: str) -> None:
    text = end.join(["x = 1", "", "print(1)", ""])
    assert structure.find(text, "python", [{"pattern": "print($A)"}]) == ((3, 1),)


def test_places_come_in_the_order_of_the_text_whatever_the_order_of_the_rules() -> None:
    rules = [{"pattern": "b()"}, {"pattern": "a()"}]
    assert structure.find("a()\nb(); a()\n", "python", rules) == ((1, 1), (2, 1), (2, 6))


def test_no_rule_finds_nothing() -> None:
    assert structure.find("a()\n", "python", []) == ()


def test_the_next_text_is_not_answered_from_the_last() -> None:
    rule = {"pattern": "a()"}
    found = [structure.find(text, "python", [rule]) for text in ("a()\n", "b()\n", "\na()\n")]
    assert found == [((1, 1),), (), ((2, 1),)]


def test_one_text_is_read_anew_for_another_language() -> None:
    text = "console.log(1)\n"
    assert structure.find(text, "python", [{"kind": "call"}]) == ((1, 1),)
    assert structure.find(text, "javascript", [{"kind": "call_expression"}]) == ((1, 1),)


@pytest.mark.parametrize(
    ("text", "language", "line"),
    [
        ("", "python", 0),
        ("x = 1\n", "python", 0),
        ("x = (\n", "python", 1),
        ("x = 1\n\ndef f(:\n    y\n", "python", 3),
        ("a()\nb(", "javascript", 2),
        ("let a = 1\nlet b = 2\n", "typescript", 0),
        ("package m\n\nfunc f() {\n", "go", 3),
        ("class A { int x }", "java", 1),
    ],
)
def test_the_first_fault_of_a_text_is_told_by_its_line(text: str, language: str, line: int) -> None:
    assert structure.fault(structure.tree(text, language)) == line


def test_a_mark_that_a_language_sets_by_itself_is_spared_and_nothing_else() -> None:
    assert structure.fault(structure.tree("class A { int x }", "java"), ";") == 0
    assert structure.fault(structure.tree("class A { int x; void f( }", "java"), ";") == 1


def test_nodes_come_in_the_order_of_the_text_and_may_be_chosen_by_their_words() -> None:
    top = structure.tree("import a\nx = 1\nfrom b import c\nimport d\n", "python")
    kinds = ("import_from_statement", "import_statement")
    assert [node.text() for node in structure.nodes(top, kinds)] == [
        "import a",
        "from b import c",
        "import d",
    ]
    assert [node.text() for node in structure.nodes(top, kinds, "^import")] == ["import a", "import d"]
    assert structure.nodes(top, ("class_definition",)) == []


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (
            {"has": {"stopBy": "never"}},
            "unknown variant `never`, expected `neighbor`, `end` or a rule object",
        ),
        ({"pattern": 3}, "data did not match any variant of untagged enum PatternStyle"),
        ({"kind": "no_such_kind"}, "cannot get matcher"),
    ],
)
def test_why_a_rule_is_refused_is_one_line_of_the_engine(rule: dict[str, object], why: str) -> None:
    assert structure.refusal(rule, "python") == why


def test_what_a_person_stops_is_no_refusal() -> None:
    class Stopped(dict[str, object]):
        def items(self) -> object:  # type: ignore[override]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), structure._Refused():
        Stopped().items()


def test_an_error_without_words_is_a_refusal_all_the_same() -> None:
    with structure._Refused() as refused:
        raise ValueError
    assert refused.why == "no reason given"


TOP = ("pattern", "kind", "regex", "nthChild", "range", "inside", "has", "precedes", "follows",
       "all", "any", "not", "matches")  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "slips"),
    [
        ({"pattern": "x"}, []),
        ({"stopBy": "end"}, [("stopBy", TOP)]),
        ({"has": {"stopBy": "end", "field": "a", "kind": "b"}}, []),
        ({"has": {"until": "end"}}, [("until", (*TOP, "stopBy", "field"))]),
        ({"not": {"field": "a"}}, [("field", TOP)]),
        ({"any": ["x", {"kinds": "a"}]}, [("kinds", TOP)]),
        ({"inside": {"not": {"all": [{"Kind": "a"}]}}}, [("Kind", TOP)]),
        ({"odd": {"kinds": "a"}}, [("odd", TOP)]),
        ({"regex": {"kinds": "a"}}, []),
    ],
)
def test_a_slip_is_told_with_what_is_known_at_its_place(
    rule: dict[str, object], slips: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert list(structure.slips(rule)) == slips


def test_what_else_is_known_may_be_said() -> None:
    assert list(structure.slips({"id": "a", "rule": 1}, ("id",))) == [("rule", ("id",))]


@pytest.mark.parametrize(
    ("pattern", "language", "whole"),
    [
        ("$X.save()", "python", True),
        ("$$$", "python", True),
        ("def $F($$$A):\n    $$$BODY", "python", True),
        ("if $X", "python", False),
        ("", "python", True),
        ("fn $F() { $$$ }", "rust", True),
        ("fn $F() {", "rust", False),
    ],
)
def test_a_pattern_is_whole_when_it_is_code_with_names_for_its_variables(
    pattern: str, language: str, whole: bool
) -> None:
    assert structure.parses(pattern, language) is whole
