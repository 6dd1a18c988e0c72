"""What a change took away from the code under test in scripts, and which of its functions differ now."""

import pytest

from parti.chunks import script_spoken
from parti.source.shape import FileChange


def change(before: str | None, after: str | None, path: str = "lib/app.js") -> FileChange:
    return FileChange(path, before, after)


GONE = [
    ("function rows () {}", {"rows"}, "a function"),
    ("async function rows () {}", {"rows"}, "an async function"),
    ("function* rows () {}", {"rows"}, "a generator"),
    ("class Rows {}", {"Rows"}, "a class"),
    ("const rows = 3", {"rows"}, "what the module binds"),
    ("export const rows = 3", {"rows"}, "what the module exports"),
    ("const { rows } = x", {"rows"}, "what the module unpacks"),
    ("const [rows] = x", {"rows"}, "what the module takes from a list"),
    ("exports.rows = 3", {"rows"}, "a member that is set"),
    ("this.rows = 3", {"rows"}, "an attribute that is set"),
    ("x['rows'] = 3", {"rows"}, "a member that is set by a text"),
    ("(rows) => 1", {"rows"}, "a parameter of an arrow"),
    ("run({ rows: 1 })", {"rows"}, "a key"),
    ("run({ 'all-rows': 1 })", {"all-rows"}, "a quoted key"),
    ("opt('--all-rows')", {"--all-rows"}, "an option"),
    ("opt(`rows`)", {"rows"}, "a text without quotes"),
    ("opt('abc')", {"abc"}, "the shortest text that may be a name"),
    ("opt('ab')", set(), "a text too short for a name"),
    ("opt('" + "x" * 62 + "')", set(), "a text too long for a name"),
    ("opt('some words')", set(), "a text that is a sentence"),
    ("opt('3ab')", set(), "a text that begins with a figure"),
    ("{ const rows = 3 }", set(), "a variable of a block"),
    ("() => { const rows = 3 }", set(), "a variable of a function"),
    ("rows = 3", set(), "a name that is only set"),
    ("x[rows] = 3", set(), "a member by a variable"),
    ("x.rows", set(), "a member that is only read"),
    ("import { rows } from 'a'", set(), "what is only imported"),
    ("// rows", set(), "a remark"),
    ("function (:", set(), "what cannot be read"),
]


@pytest.mark.parametrize(("before", "names", "why"), GONE)
def test_what_is_gone(before: str, names: set[str], why: str) -> None:
    assert script_spoken.gone([change(before, "")]) == names, why


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("function f (rows) {}", "function f () {}", {"rows"}),
        ("function f ({ rows }) {}", "function f () {}", {"rows"}),
        ("function f (...rows) {}", "function f () {}", {"rows"}),
        ("function f (rows = 3) {}", "function f () {}", {"rows"}),
        ("class A { rows () {} }", "class A {}", {"rows"}),
        ("class A { static rows () {} }", "class A {}", {"rows"}),
        ("class A { get rows () {} }", "class A {}", {"rows"}),
        ("class A { rows = 1 }", "class A {}", {"rows"}),
        ("class A { #rows = 1 }", "class A {}", {"#rows"}),
        ("class A { #rows = 1 }", "class A { #rows = 2 }", set()),
        ("function f () {}", "function g () {}", {"f"}),
        ("const o = { rows: 1, more: 2 }", "const o = { more: 2 }", {"rows"}),
    ],
)
def test_a_part_may_go_and_the_rest_stay(before: str, after: str, names: set[str]) -> None:
    assert script_spoken.gone([change(before, after)]) == names


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("class Rows { first () {} }", "class Rows {}", {"first"}),
        ("class Rows {}", "let a: Rows", set()),
        ("abstract class Rows {}", "", {"Rows"}),
        ("abstract class Rows {}", "abstract class Rows { a () {} }", set()),
        ("class A { private rows: number = 1 }", "class A {}", {"rows"}),
        ("class A { constructor (private rows: R) {} }", "class A { constructor () {} }", {"rows"}),
        ("function f (a: A, rows?: R) {}", "function f (a: A) {}", {"rows"}),
        ("const f = (rows: R): void => {}", "const f = (): void => {}", {"rows"}),
    ],
)
def test_what_only_typescript_writes_is_read_too(before: str, after: str, names: set[str]) -> None:
    assert script_spoken.gone([change(before, after, "lib/app.ts")]) == names


@pytest.mark.parametrize(
    "after",
    [
        "rows()", "x.rows", "const o = { rows }", "const { rows } = x", "const { rows: all } = x", "'rows'",
        "`rows`", "import { rows } from 'a'", "run({ rows: 1 })", "let rows", "rows => 1",
    ],
)  # fmt: skip
def test_a_name_that_still_occurs_is_not_gone(after: str) -> None:
    assert script_spoken.gone([change("function rows () {}", after)]) == set()


@pytest.mark.parametrize("after", ["// rows", "'some rows'", "rows_()", "/rows/", None])
def test_a_name_that_only_stands_in_other_words_is_gone(after: str | None) -> None:
    assert "rows" in script_spoken.gone([change("function rows () {}", after, "lib/a.js")])


def test_a_module_is_gone_when_no_file_has_its_name() -> None:
    gone = change("x()", None, "lib/rows.js")
    assert script_spoken.gone([gone]) == {"rows"}
    assert script_spoken.gone([gone, change(None, "x()", "lib/app/rows.ts")]) == set()
    assert script_spoken.gone([gone, change("x()", "rows()", "lib/a.js")]) == set()
    assert script_spoken.gone([change(None, "function rows () {}")]) == set()
    assert script_spoken.gone([]) == set()


def test_what_moved_to_another_changed_file_is_not_gone() -> None:
    moved = change("", "export function rows () {}", "lib/more.ts")
    assert script_spoken.gone([change("function rows () {}", ""), moved]) == set()
    assert script_spoken.gone([moved, change("function rows () {}", "")]) == set()


def f(body: str) -> str:
    return f"function f () {{\n  {body}\n}}\n"


def g(result: int) -> str:
    return f"function $g () {{ return {result} }}\n"


CHANGED = [
    (f("a()"), f("b()"), {"f"}, "a body that differs"),
    (f("a()"), "function f (x) {\n  a()\n}\n", {"f"}, "parameters that differ"),
    (f("a()"), f("\n\n    a()"), set(), "only its spaces"),
    (f("a()"), f"\n\n{f('a()')}", set(), "only its place"),
    (f("a()"), "", {"f"}, "gone"),
    (f("a()"), None, {"f"}, "gone with its file"),
    (f("a()"), "function (:", {"f"}, "a file that no longer parses"),
    ("", f("a()"), set(), "new"),
    (None, f("a()"), set(), "new with its file"),
    ("const f = () => 1", "const f = () => 2", {"f"}, "an arrow"),
    ("exports.f = () => 1", "exports.f = () => 2", {"f"}, "a function that is exported as a member"),
    ("const f = 1", "const f = 2", set(), "no function"),
    (
        "class A {\n m () { return 1 }\n}",
        "class A {\n m () { return 2 }\n}",
        {"m"},
        "a method by its last name",
    ),
    ("class A { }", "class A { m () {} }", set(), "a class that gained a method"),
    (f("return $g()") + g(1), f("return $g()") + g(2), {"f", "$g"}, "what calls a function that differs"),
    (f("return a.$g") + g(1), f("return a.$g") + g(2), {"f", "$g"}, "what names one"),
    (f("return $gg()") + g(1), f("return $gg()") + g(2), {"$g"}, "a longer name is another"),
    (
        f("return $g()") + g(1) + "function h () { f() }",
        f("return $g()") + g(2) + "function h () { f() }",
        {"f", "$g"},
        "not what calls the caller",
    ),
    (
        "class A {\n m () { 1 }\n}\nclass B {\n m () { 2 }\n}\n",
        "class A {\n m () { 1 }\n}\nclass B {\n m () { 3 }\n}\n",
        {"m"},
        "one of two of a name",
    ),
]


@pytest.mark.parametrize(("before", "after", "names", "why"), CHANGED)
def test_which_functions_differ(before: str | None, after: str | None, names: set[str], why: str) -> None:
    assert script_spoken.changed([change(before, after)]) == names, why


def test_a_caller_in_another_changed_file_differs_too() -> None:
    caller = change(f("return $g()"), f("return $g()"), "lib/a.ts")
    assert script_spoken.changed([caller, change(g(1), g(2), "lib/b.js")]) == {"f", "$g"}
    assert script_spoken.changed([caller]) == set()
