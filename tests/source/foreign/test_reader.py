"""What holds for a file of any of the foreign languages: broken, empty, huge, odd in its bytes, in order.

A file that cannot be read has a problem and no facts, because half a file must not pass for a whole one.
"""

import pytest

from parti.source import facts, reading
from tests.source.foreign import told

WHOLE = {
    "a.js": "import fs from 'fs';\nfunction f(p) {\n  fs.rename(p, 'x');\n}\n",
    "a.ts": "import fs from 'fs';\nfunction f(p: string): void {\n  fs.rename(p, 'x');\n}\n",
    "a.tsx": "import fs from 'fs';\nfunction f(p: string) {\n  fs.rename(p, 'x'); return <b>x</b>;\n}\n",
    "a.go": 'package a\nimport "os"; func f(p string) {\n  os.Rename(p, "x")\n}\n',
    "A.java": 'import java.nio.file.*;\nclass A { void f(Path p) {\n  Files.move(p, Path.of("x"));\n} }\n',
    "a.rs": 'use std::fs;\nfn f(p: &str) {\n  fs::rename(p, "x");\n}\n',
}
"""A file of each language that moves a file on its third line."""

EVERY = pytest.mark.parametrize(("path", "text"), WHOLE.items(), ids=WHOLE)


def moves(path: str, text: str) -> list[tuple[int, int, str]]:
    """(line, column, owner) of each call in a text that renames or moves a file."""
    found = told.facts_of(text, path).calls
    names = {"fs.rename", "os.Rename", "java.nio.file.Files.move", "std.fs.rename"}
    return [(each.line, each.column, each.owner) for each in found if each.name in names]


OWNER = {"A.java": "A.f"}


@EVERY
def test_each_language_tells_what_its_file_does(path: str, text: str) -> None:
    assert moves(path, text) == [(3, 3, OWNER.get(path, "f"))]


# --- bytes -----------------------------------------------------------------------------------------------


@EVERY
def test_a_mark_at_the_beginning_moves_nothing(path: str, text: str) -> None:
    assert told.facts_of(f"\ufeff{text}", path) == told.facts_of(text, path)


@EVERY
def test_lines_that_end_as_on_windows_are_counted_once(path: str, text: str) -> None:
    assert moves(path, text.replace("\n", "\r\n")) == moves(path, text)


@EVERY
def test_lines_that_end_as_on_old_machines_are_lines(path: str, text: str) -> None:
    assert moves(path, text.replace("\n", "\r")) == moves(path, text)


@EVERY
def test_a_file_may_end_without_the_end_of_its_line(path: str, text: str) -> None:
    assert told.facts_of(text.rstrip("\n"), path).calls == told.facts_of(text, path).calls


@EVERY
def test_letters_of_any_script_count_as_one_column_each(path: str, text: str) -> None:
    wide = text.replace("  ", "  /* é😀字 */ ", 1)
    assert moves(path, wide) == [(3, 13, OWNER.get(path, "f"))]


@EVERY
def test_half_of_a_letter_stops_nothing(path: str, text: str) -> None:
    assert moves(path, f"{text}// \ud800\n") == moves(path, text)


# --- files that are none ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WHOLE)
@pytest.mark.parametrize(
    "text", ["", "\n\n", "\ufeff", "  \t\r\n", "// only a comment\n", "/* only\na comment */"]
)
def test_a_file_that_says_nothing_has_no_facts_and_no_problem(path: str, text: str) -> None:
    found = reading.extract(text, path)
    assert found.problem is None
    assert (found.imports, found.calls, found.definitions, found.registrations) == ((), (), (), ())


BROKEN = {
    "a.js": ("f();\nfunction (", 2),
    "a.ts": ("let a: number;\nlet b: = 1;\n", 2),
    "a.tsx": ("const a = 1;\n\nconst b = <b>;\n", 3),
    "a.go": ("package a\nfunc f( {\n}\n", 2),
    "A.java": ("class A {\n  void f() {\n    int = 3;\n  }\n}\n", 3),
    "a.rs": ("fn f() {}\nfn (x) {}\n", 2),
}


@pytest.mark.parametrize(
    ("path", "text", "line"), [(path, *row) for path, row in BROKEN.items()], ids=BROKEN
)
def test_a_broken_file_has_a_problem_on_its_line_and_nothing_else(path: str, text: str, line: int) -> None:
    found = reading.extract(text, path)
    assert found == facts.Facts(problem=facts.Problem(line, "invalid syntax"))


@EVERY
def test_half_a_file_is_no_file(path: str, text: str) -> None:
    found = reading.extract(text[: text.rindex("x")], path)
    assert found.problem is not None
    assert found.calls == ()


def test_a_file_of_no_language_that_is_read_has_no_facts() -> None:
    assert reading.extract("a b c (", "a.rb") == facts.Facts()
    assert reading.extract("a b c (", "README") == facts.Facts()


@pytest.mark.parametrize("path", WHOLE)
def test_brackets_in_brackets_without_end_are_a_problem(path: str) -> None:
    deep = {"a.go": "package a\nvar x = ", "A.java": "class A { int x = ", "a.rs": "const X: u8 = "}
    text = f"{deep.get(path, 'x = ')}{'(' * 5_000}1{')' * 5_000};{' }' if path == 'A.java' else ''}\n"
    found = reading.extract(text, path)
    assert found.problem is not None
    assert found.problem.message.startswith("it is nested too deeply")


def test_a_line_as_machines_write_it_is_a_problem() -> None:
    found = reading.extract(f"{';'.join(['f(1)'] * 20_000)};", "a.js")
    assert found == facts.Facts(
        problem=facts.Problem(1, "it has too much on one line, as machines write it")
    )


def test_a_line_that_costs_too_much_is_a_problem_wherever_it_stands() -> None:
    text = f"f();\nconst s = '{'x' * 60_000}'; {'f();' * 4_000}\n"
    problem = reading.extract(text, "a.js").problem
    assert problem is not None
    assert "on one line, as machines write it" in problem.message


def test_a_long_line_of_data_leaves_the_other_lines_their_facts() -> None:
    text = f"const s = '{'x' * 50_000}';\n{'f(1);' * 4}\n" + "f(1);\n" * 4_100
    found = reading.extract(text, "a.js")
    assert (found.problem, len(found.calls)) == (None, 4_104)


def test_a_long_line_that_says_little_is_read() -> None:
    text = f"const table = '{'x' * 50_000}';\nf(table);\n"
    assert told.called(text, "a.js") == ["f"]


def test_many_short_lines_are_read() -> None:
    assert len(told.facts_of("f(1);\n" * 3_000, "a.js").calls) == 3_000


# --- the order of what is told ---------------------------------------------------------------------------


def test_calls_come_in_the_order_of_the_text_whatever_they_are() -> None:
    text = "import { a, b } from './x';\nuse(b);\nconst all = [a];\na(b());\n"
    found = told.facts_of(text, "src/y.ts").calls
    places = [(each.line, each.column) for each in found]
    assert places == sorted(places)
    assert [f"{each.how} {each.name}" for each in found] == [
        "call use",
        "argument src.x.b",
        "reference src.x.a",
        "call src.x.a",
        "call src.x.b",
    ]


def test_definitions_and_imports_come_in_the_order_of_the_text() -> None:
    text = "import './b';\nfunction z() {}\nclass A { y() {} }\nimport './a';\nfunction b() {}\n"
    found = told.facts_of(text, "x.ts")
    assert [each.name for each in found.definitions] == ["z", "A", "A.y", "b"]
    assert [each.module for each in found.imports] == ["b", "a"]


def test_what_is_said_twice_in_one_place_is_told_once() -> None:
    text = "import { a } from './x';\nconst b = a;\nb();\n"
    calls = [(each.how, each.name, each.line) for each in told.facts_of(text, "y.ts").calls]
    assert calls == [("reference", "x.a", 2), ("call", "x.a", 3)]


def test_names_of_a_module_are_those_that_it_binds_itself() -> None:
    text = (
        "import { a } from './x';\nfunction b() { const c = 1; }\nclass D { e() {} }\nlet f, { g } = h;\n"
    )
    assert told.facts_of(text, "y.ts").names == {"a", "b", "D", "f", "g"}


# --- certainty -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "certain"),
    [
        ("known()", True),
        ("known.one()", True),
        ("new known.One().two()", True),
        ("new known.One().two.three()", False),
        ("new known.One().two().three()", False),
        ("known().one()", False),
        ("unbound()", True),
        ("unbound.one()", False),
        ("fetch()", True),
        ("parameter()", False),
        ("parameter.one()", False),
    ],
)
def test_a_name_is_certain_as_far_as_imports_and_definitions_say_it(call: str, certain: bool) -> None:
    text = f"import known from './known';\nfunction f(parameter) {{ return {call}; }}\n"
    last = [each for each in told.facts_of(text, "y.ts").calls if each.how == "call"]
    wanted = next(
        each for each in last if each.method == call.removesuffix("()").split(".")[-1].split(" ")[-1]
    )
    assert wanted.certain is certain


# --- names in a ring -------------------------------------------------------------------------------------

RINGS = {
    "a.js": (
        "import { f, g, h } from 'm';\nlet a = f, b = g;\n",
        "b = a;\nlet c = g ? b : h;\na = c;\n",
        ["m.f", "m.g", "m.h"],
    ),
    "a.go": (
        'package a\nimport "m"\nvar a = m.F\nvar b = m.G\nfunc x() {\n',
        "b = a\nvar c = b\nc = m.H\na = c\n",
        ["m.F", "m.G", "m.H"],
    ),
}
"""Names that are given to one another: what begins the file, what gives them round, what each may be."""


@pytest.mark.parametrize("path", RINGS)
@pytest.mark.parametrize("uses", ["a();\nb();\n", "b();\na();\n"])
def test_each_name_of_a_ring_is_all_that_was_given_into_it(path: str, uses: str) -> None:
    head, ring, names = RINGS[path]
    found = told.facts_of(f"{head}{ring}{uses}{'}' if path == 'a.go' else ''}\n", path).calls
    lines = (head + ring).count("\n")
    told_of = {(each.line - lines, each.name) for each in found if each.how == "call"}
    assert told_of == {(line, name) for line in (1, 2) for name in names}


def test_attributes_of_a_class_may_stand_in_a_ring() -> None:
    kept = "this.a = f;\nconst me = this;\nthis.b = me.a;\nthis.b = g;\nthis.a = this.b;\n"
    text = (
        f"import {{ f, g }} from 'm';\nclass A {{ c() {{\n{kept}}}\nd() {{\nthis.b();\nthis.a();\n}} }}\n"
    )
    found = {(each.line, each.name) for each in told.facts_of(text, "a.js").calls if each.how == "call"}
    assert found == {(line, name) for line in (10, 11) for name in ("m.f", "m.g")}


def test_names_that_stand_for_more_than_can_be_told_are_a_problem_of_the_file() -> None:
    rows = "".join(f"var x{at + 1} = c ? x{at}.a : x{at}.b;\n" for at in range(40))
    problem = reading.extract(f"import * as x0 from 'm';\n{rows}x40();\n", "a.js").problem
    assert problem is not None
    assert "too many things" in problem.message
