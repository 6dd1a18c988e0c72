"""Statements of Python as they are compared: what reads the same, and what does not."""

import ast
import textwrap

import pytest

from parti.source import passages, statements

PLACE = passages.Place(lambda name: f".{name[4:]}" if name.startswith("app.") else name)


def read(text: str, place: passages.Place = PLACE) -> list[passages.Passage]:
    return list(statements.of(ast.parse(textwrap.dedent(text)), "src/app.py", place))


def inside(body: str, top: str = "") -> list[str]:
    """The statements of a function that is given and returns nothing of note."""
    text = f"{top}\ndef f(a, b=1, *c, **d):\n" + textwrap.indent(textwrap.dedent(body), "    ")
    return [each.text for each in read(text)[-1].statements]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = a.b", "return a.b"),
        ("x = y = a.b", "x = a.b"),
        ("x: int = a.b", "x = a.b"),
        ("x, y = a.b()", "x = a.b()"),
        ("x, *y = a.b()", "x = a.b()"),
        ("return", "return None"),
        ("go(a=1, b=2)", "go(b=2, a=1)"),
        ("for x in a: go(x)", "for y in b: go(y)"),
        ("with a as x: go(x)", "with b as y: go(y)"),
        ("try: go()\nexcept E as x: pass", "try: go()\nexcept E: pass"),
        ("[x for x in a]", "[y for y in b]"),
        ("go(lambda x: x + a)", "go(lambda y: y + b)"),
        ("while x := a(): go(x)", "while y := a(): go(y)"),
        ("match a:\n    case [x, *y]: go(x)", "match b:\n    case [v, *w]: go(v)"),
        ("match a:\n    case K(n=x): go(x)", "match b:\n    case K(n=y): go(y)"),
        ("def g(x): return x.n", "def h(y): return y.n"),
        ("getattr(a, 'n')", "a.n"),
        ("'text'\nx: int\npass\nglobal z\nimport q\ngo()", "go()"),
    ],
)
def test_what_differs_in_names_of_the_function_alone_reads_the_same(one: str, other: str) -> None:
    assert inside(one) == inside(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.b = 1", "b = 1"),
        ("a[0] = 1", "a[1] = 1"),
        ("go(a, b)", "go(b, a, a)"),
        ("go(a, a)", "go(a, b)"),
        ("go(n=1)", "go(m=1)"),
        ("go(*a)", "go(**a)"),
        ("go(1)", "go(1.0)"),
        ("go(1)", "go(True)"),
        ("go('1')", "go(1)"),
        ("go(b'a')", "go('a')"),
        ("x = a + b", "x = a - b"),
        ("x = a + b + a", "x = a + (b + a)"),
        ("x = a < b", "x = a <= b"),
        ("x = a and b", "x = a or b"),
        ("x = -a", "x = ~a"),
        ("a += 1", "a -= 1"),
        ("if a: go()", "while a: go()"),
        ("for x in a: go(x)", "async_for(a)\ngo(x)"),
        ("raise E(a)", "E(a)"),
        ("try: go()\nexcept E: pass", "try: go()\nexcept F: pass"),
        ("match a:\n    case K(n=x): go(x)", "match a:\n    case K(m=x): go(x)"),
        ("x = f'{a}b'", "x = f'{a}c'"),
        ("x = f'{a!r}'", "x = f'{a:>3}'"),
        ("@g\ndef h(): go()", "@k\ndef h(): go()"),
        ("class K(E): go()", "class K(F): go()"),
    ],
)
def test_what_does_something_else_reads_otherwise(one: str, other: str) -> None:
    assert inside(one) != inside(other)


@pytest.mark.parametrize(
    ("top", "said", "meant"),
    [
        ("import os.path", "os.path.join(a)", "os.path.join"),
        ("import os.path as p", "p.join(a)", "os.path.join"),
        ("from os import path", "path.join(a)", "os.path.join"),
        ("from posixpath import join", "join(a)", "os.path.join"),
        ("import os\nj = os.path.join", "j(a)", "os.path.join"),
        ("from os.path import *", "join(a)", "os.path.join"),
        ("", "import os\nos.path.join(a)", "os.path.join"),
        ("import os", "j = os.path.join\nj(a)", "os.path.join"),
        ("", "len(a)", "len"),
        ("def g(): pass", "g(a)", ".g"),
        ("from app import g", "g(a)", ".g"),
        ("table = make()", "table(a)", ".table"),
        ("class K:\n    def m(self): pass", "K.m(a)", ".K.m"),
    ],
)
def test_a_name_from_elsewhere_stands_under_its_origin(top: str, said: str, meant: str) -> None:
    assert inside(said, top)[-1] == f"do {meant} ( $0 )"


def test_a_statement_is_short() -> None:
    assert inside("x = [a, b[0], *c]") == ["= <List $0 <Subscript $1 0 > <Starred $2 > >"]


def test_names_are_numbered_in_each_statement_anew() -> None:
    assert inside("go(b, a)\ngo(a, b)") == ["do go ( $0 $1 )", "do go ( $0 $1 )"]


@pytest.mark.parametrize("value", ["80", "'x'", "8 * 1024", "-1", "(1, 2)"])
def test_a_constant_of_ours_stands_for_its_value_here_and_where_it_is_imported(value: str) -> None:
    top = f"LIMIT = {value}"
    constants = dict(statements.constants(ast.parse(top), "src/app.py", PLACE))
    assert list(constants) == [".LIMIT"]
    here = inside("go(LIMIT.real)", top)
    place = passages.Place(PLACE.ours, constants)
    (_, taken) = read("from app import LIMIT as MOST\ndef f(): go(MOST.real)", place)
    assert [each.text for each in taken.statements] == here
    assert here != inside("go(LIMIT.real)", "LIMIT = 81")


@pytest.mark.parametrize("value", ["None", "True", "[]", "make()", "1\nLIMIT = 2"])
def test_what_may_change_is_no_constant(value: str) -> None:
    top = ast.parse(f"LIMIT = {value}")
    assert dict(statements.constants(top, "src/app.py", PLACE)) == {}


def test_each_function_that_stands_in_no_other_is_a_passage_with_those_inside_it() -> None:
    found = read(
        """
        go()
        class K:
            def m(self):
                def n():
                    stay()
                return n
            class L:
                def o(self): go()
        async def f(): go()
        """
    )
    assert {each.name: [s.owner.name for s in each.statements] for each in found} == {
        "": [""],
        "K.m": ["K.m", "K.m.n", "K.m"],
        "K.L.o": ["K.L.o"],
        "f": ["f"],
    }


def test_at_the_top_of_a_file_its_variables_are_its_own() -> None:
    top = read("import os\nplace = os.getcwd()\ngo(place)\nfor each in place: go(each)")[0]
    assert [each.text for each in top.statements] == [
        "= os.getcwd ( )",
        "do go ( $0 )",
        "For $0 $1",
        "do go ( $0 )",
    ]


def test_what_waits_is_marked() -> None:
    text = """
    async def f(a):
        await a
        async for x in a:
            async with x:
                [y async for y in a]
        go(a)
    """
    assert [each.awaits for each in read(text)[1].statements] == [True, True, True, True, False]


def test_what_is_called_is_told_with_methods_of_anything_and_of_what_is_overridden() -> None:
    (one,) = read("class K:\n    def m(self, x):\n        super().m(x.n(go()))")[1].statements
    assert {"super.m", "?.n", "go"} <= one.called


def test_the_words_of_a_statement_stand_in_its_text_under_every_alias() -> None:
    text = "import hashlib as h\nfrom posixpath import join as j\ndef f(a): h.sha256(a.b, key=j(len(a)))"
    (one,) = read(text)[1].statements
    assert set(one.words) == {"sha256", "b", "key", "join", "len"}
    assert set(one.words) <= passages.words(text)


def test_the_values_of_a_statement_are_what_it_makes_on_its_way() -> None:
    (one, given) = read("def f(a, b):\n    b.add((a, b.n(a)))\n    return b.n(a)")[1].statements
    assert given.text in one.values()
    assert "= $0" not in one.values()
    table = "def f(a):\n    go(a.n(), [" + "1, " * 300 + "])"
    assert list(read(table)[1].statements[0].values()) == []


@pytest.mark.parametrize(("last", "gives"), [("return a", True), ("return", True), ("return a.b", False)])
def test_a_return_of_a_name_alone_is_marked(last: str, gives: bool) -> None:
    assert read(f"def f(a):\n    {last}")[1].statements[-1].gives_local is gives


def test_a_long_sum_and_a_long_chain_of_conditions_are_read() -> None:
    long = " + ".join(["a"] * 300)
    chain = "if a: go()\n" + "    elif a: go()\n" * 30
    assert len(read(f"def f(a):\n    x = {long}\n    {chain}")[1].statements) == 63
