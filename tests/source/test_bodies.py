"""The bodies of a Python file, and the members of what an `except` names.

`silence` and `retries` stand on both. A body that is missed is a function that nobody judges; one that is
told twice, or with the functions around it in the wrong order, is a finding at the wrong place.
"""

import ast

import pytest

from parti.source import bodies, scopes


def told(text: str) -> list[tuple[str, str, list[str]]]:
    """(kind of scope, its name, the functions around it) of each body, in the order that they come."""
    return [
        (body.scope.kind, body.scope.prefix, [each.name for each in body.outer])
        for body in bodies.of(ast.parse(text), "src/app/m.py")
    ]


def test_a_file_without_a_function_is_one_body() -> None:
    (body,) = bodies.of(ast.parse("x = 1\ny = 2\n"), "src/app/m.py")
    assert [ast.unparse(each) for each in body.statements] == ["x = 1", "y = 2"]
    assert (body.scope.prefix, body.function, body.outer) == ("app.m", None, ())


def test_an_empty_file_is_one_empty_body() -> None:
    (body,) = bodies.of(ast.parse(""), "src/app/m.py")
    assert list(body.statements) == []


def test_a_function_knows_itself_and_those_around_it_the_nearest_first() -> None:
    text = "def a():\n    def b():\n        async def c(): ...\n"
    assert told(text) == [
        ("module", "app.m", []),
        ("function", "app.m.a", ["a"]),
        ("function", "app.m.a.b", ["b", "a"]),
        ("function", "app.m.a.b.c", ["c", "b", "a"]),
    ]


def test_a_class_belongs_to_the_functions_around_it_and_is_none_itself() -> None:
    text = "def a():\n    class B:\n        def c(self): ...\n"
    assert told(text) == [
        ("module", "app.m", []),
        ("function", "app.m.a", ["a"]),
        ("class", "app.m.a.B", ["a"]),
        ("function", "app.m.a.B.c", ["c", "a"]),
    ]


def test_the_body_of_a_class_has_no_function() -> None:
    found = {
        body.scope.prefix: body.function for body in bodies.of(ast.parse("class A:\n    x = 1\n"), "m.py")
    }
    assert found == {"m": None, "m.A": None}


@pytest.mark.parametrize(
    "text",
    [
        "if x:\n    def f(): ...\n",
        "if x: ...\nelse:\n    def f(): ...\n",
        "try:\n    def f(): ...\nexcept E: ...\n",
        "try: ...\nexcept E:\n    def f(): ...\n",
        "try: ...\nexcept* E:\n    def f(): ...\n",
        "try: ...\nfinally:\n    def f(): ...\n",
        "for a in b:\n    def f(): ...\n",
        "while a: ...\nelse:\n    def f(): ...\n",
        "with a:\n    def f(): ...\n",
        "match a:\n    case 1:\n        def f(): ...\n",
        "@a\ndef f(): ...\n",
        "async def f(): ...\n",
    ],
)
def test_a_function_is_found_within_every_statement_once(text: str) -> None:
    assert told(text) == [("module", "app.m", []), ("function", "app.m.f", ["f"])]


def test_two_functions_of_one_name_are_two_bodies() -> None:
    assert [name for _, name, _ in told("def f(): ...\ndef f(): ...\n")] == ["app.m", "app.m.f", "app.m.f"]


@pytest.mark.parametrize("text", ["f = lambda: g()\n", "[x for x in y]\n", "def_ = 1\n"])
def test_what_has_no_statements_is_no_body(text: str) -> None:
    assert [kind for kind, *_ in told(text)] == ["module"]


def test_a_thousand_functions_after_one_another_are_a_thousand_bodies() -> None:
    text = "".join(f"def f{number}(): ...\n" for number in range(1000))
    assert len(told(text)) == 1001


def members(expression: str, before: str = "") -> list[str]:
    """The members of an expression behind some statements of its file."""
    tree = ast.parse(f"{before}\n{expression}")
    last = tree.body[-1]
    assert isinstance(last, ast.Expr)
    return [ast.unparse(each) for each in bodies.parts(last.value, scopes.module(tree, "m.py"))]


def test_nothing_has_no_members() -> None:
    assert bodies.parts(None, scopes.module(ast.parse(""), "m.py")) == ()


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("A", ["A"]),
        ("a.B", ["a.B"]),
        ("f()", ["f()"]),
        ("A | B", ["A | B"]),
        ("A if x else B", ["A if x else B"]),
        ("(A, b.C)", ["A", "b.C"]),
        ("[A, B]", ["A", "B"]),
        ("{A, B}", ["A", "B"]),
        ("()", []),
        ("(A, (B, [C]), D)", ["A", "B", "C", "D"]),
        ("(A, *(B, C))", ["A", "B", "C"]),
        ("(A, *other())", ["A", "other()"]),
        ("(A,) + (B, C)", ["A", "B", "C"]),
        ("(A,) - (B,)", ["(A,) - (B,)"]),
    ],
)
def test_what_is_written_out_is_told_in_its_order(expression: str, found: list[str]) -> None:
    assert members(expression) == found


@pytest.mark.parametrize(
    ("before", "expression", "found"),
    [
        ("ALL = (A, B)", "ALL", ["A", "B"]),
        ("ALL = [A, B]", "ALL", ["A", "B"]),
        ("ALL = (A,) + (B,)", "ALL", ["A", "B"]),
        ("SOME = (A,)\nALL = (*SOME, B)", "ALL", ["A", "B"]),
        ("SOME = (A,)\nALL = SOME + (B,)", "(ALL, C)", ["A", "B", "C"]),
        ("ALL = ()", "ALL", ["ALL"]),
        ("ALL = f()", "ALL", ["ALL"]),
        ("ALL = A", "ALL", ["ALL"]),
        ("from m import ALL", "ALL", ["ALL"]),
    ],
)
def test_a_name_stands_for_the_tuple_that_it_holds_and_else_for_itself(
    before: str, expression: str, found: list[str]
) -> None:
    assert members(expression, before) == found


def test_a_name_that_holds_one_of_two_tuples_stands_for_both() -> None:
    before = "if x:\n    ALL = (A,)\nelse:\n    ALL = (B,)\n"
    assert sorted(members("ALL", before)) == ["A", "B"]


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("A = (A,)", ["A"]),
        ("A = A + A", ["A"]),
        ("A = (B, x)\nB = (A,)", ["B", "x"]),
        ("A = (B, B)\nB = (x,)", ["x"]),
        ("A = (x,)\nA = A + (y,)", ["x", "y"]),
    ],
)
def test_a_name_is_written_out_once_however_often_it_stands_there(before: str, found: list[str]) -> None:
    assert sorted(members("A", before)) == found


def test_a_tuple_that_holds_itself_a_hundred_times_is_told_at_once() -> None:
    assert members("A", f"A = ({'A, ' * 100})") == ["A"]
