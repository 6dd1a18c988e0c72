"""Import statements told without a parse: what a line says, what goes on below, where no answer is given.

`test_import_paths` and `test_hasty` compare with a parse; here each reading is told whole, since the graph,
the checks and the hook each take what one of them says for the truth.
"""

import pytest

from parti.source import facts, hasty, import_scan, import_statements

PATH = "src/app/web/views.py"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("x = 1\n", []),
        ("import a", [(0, "a", ())]),
        ("import a.b", [(0, "a.b", ())]),
        ("import a as b, c.d as e", [(0, "a", ()), (0, "c.d", ())]),
        ("from a import b", [(0, "a", ("b",))]),
        ("from a.b import c, d", [(0, "a.b", ("c", "d"))]),
        ("from a import b as c, d as e", [(0, "a", ("b", "d"))]),
        ("from a import *", [(0, "a", ("*",))]),
        ("from . import a", [(1, "", ("a",))]),
        ("from .. import a, b", [(2, "", ("a", "b"))]),
        ("from ...a.b import c", [(3, "a.b", ("c",))]),
        ("from a import (b, c)", [(0, "a", ("b", "c"))]),
        ("from a import (\n    b as x,  # c, d\n    e,\n)\n", [(0, "a", ("b", "e"))]),
        ("from a import (b,\n\n  # import c\n  d)\nimport e", [(0, "a", ("b", "d")), (0, "e", ())]),
        ("if x: import a; import b", [(0, "a", ()), (0, "b", ())]),
        ("\tfrom a import b\r\n\timport c\r\n", [(0, "a", ("b",)), (0, "c", ())]),
        ("import a\rimport b", [(0, "a", ()), (0, "b", ())]),
        ("import a # import b", [(0, "a", ())]),
        ("import a; x = 1", [(0, "a", ())]),
        ("importer = 1\nreimport = 2\n", []),
        ("raise E from imported\n", []),
    ],
)
def test_a_statement_is_told_with_its_dots_its_module_and_its_names(
    text: str, found: list[import_statements.Statement]
) -> None:
    assert import_statements.statements(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "\fimport a",
        "x = 1; \\\nimport a",
        "import a, \\\nb",
        "from größe import a",
        "x = import_module('a')",
    ],
)
def test_where_a_line_does_not_tell_all_there_is_no_answer(text: str) -> None:
    assert import_statements.statements(text) is None


@pytest.mark.parametrize("text", ["größe = 1\nimport a\n", "x = \\\n 1\nimport a\n", "# ü\nimport a\n"])
def test_odd_lines_without_an_import_hinder_none(text: str) -> None:
    assert import_statements.statements(text) == [(0, "a", ())]


def test_an_import_in_a_text_is_told_unless_only_what_is_written_counts() -> None:
    text = 'x = """\nimport a\n"""\nimport b\n'
    assert import_statements.statements(text) == [(0, "a", ()), (0, "b", ())]
    assert import_statements.statements(text, written=True) == [(0, "b", ())]


def test_an_import_at_run_time_counts_unless_only_what_is_written_does() -> None:
    text = "import a\n__import__('b')\n"
    assert import_statements.statements(text) is None
    assert import_statements.statements(text, written=True) == [(0, "a", ())]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("'@' @", {1}),
        ('"@" @', {1}),
        ("'''@\n@''' @", {3, 5}),
        ("# @\n@", {2}),
        ("'\\'@' @", {3}),
        ("'# @' @", {3}),
        ("# ' @\n'@'", {4, 7}),
        ("'' @ ''", set()),
        ("f'{@}' @", {3}),
        ("@ @ @", set()),
    ],
)
def test_a_place_lies_in_a_text_or_a_comment_or_in_none(text: str, inside: set[int]) -> None:
    places = [at for at, letter in enumerate(text) if letter == "@"]
    assert import_statements.quoted(text, places) == inside


@pytest.mark.parametrize("text", ["' @", '""" @', "x = 'a\n@", "f'{' @", "rf'{a' @", "F'}}{' @"])
def test_texts_that_do_not_end_cannot_be_told_apart(text: str) -> None:
    assert import_statements.quoted(text, [text.index("@")]) is None


def test_what_follows_the_last_place_is_not_looked_at() -> None:
    assert import_statements.quoted("@ = 1\n'", [0]) == frozenset()
    assert import_statements.quoted("'", []) == frozenset()


def test_the_scan_tells_facts_without_a_place() -> None:
    assert import_scan.scan("from ..store import rows, keys as k\nimport a.b\n", PATH) == (
        facts.Import(module="app.store", names=("rows", "keys"), level=2, line=0, column=0),
        facts.Import(module="a.b", names=(), level=0, line=0, column=0),
    )


@pytest.mark.parametrize(
    ("text", "tops"),
    [
        ("from .a import b\nfrom . import c\n", set()),
        ("from a import(b)\n", {"a"}),
        ("import a,b,c\n", {"a", "b", "c"}),
        ("import a; from b.c import d; x = 1\n", {"a", "b"}),
        ("def f():\n    import a\n", {"a"}),
        ("reimport a\n_import b\n", set()),
        ("raise E from importlib\n", set()),
        ("\\\nimport a\n", {"a"}),
        ("x = (\nimport a\n", {"a"}),
        ("x = '\nimport größe\n", set()),
        ("import größe.länge as l\n", {"größe"}),
        ("from a.b\u1baa import c\n", {"a"}),
    ],
)
def test_the_top_level_names_are_those_of_whole_statements(text: str, tops: set[str]) -> None:
    assert import_scan.imports_of(text) == tops


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("import a; import b.c as d", [("a", "a"), ("b.c", "b.c")]),
        ("x: import a", [("a", "a")]),
        ("from . import *", [("app.web", "app.web")]),
        ("from .. import a as b", [("app.a", "app.a")]),
        ("from ...... import a", [("a", "a")]),
        ("from a import (b)", [("a.b", "a.b")]),
        ("from a import (\r\n    b,\r\n)\r\n", [("a.b", "a.b")]),
        ("from a import (b", [("a.b", "a.b")]),
        ("raise E from imported", []),
    ],
)
def test_in_haste_the_same_statements_are_told_with_what_they_make_usable(
    text: str, found: list[hasty.Imported]
) -> None:
    assert hasty.imported(text, PATH) == found


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("os.environ", True),
        ("getattr(os, 'environ')", True),
        ('x["environ"]', True),
        ("environ = 1", False),
        ("from os import environ", False),
        ("import a.environ", False),
        ("import os\nx = os.environ", True),
        ("    from os.environ import a\n    y.environ()", True),
        ("imported.environ", True),
        ("x = 1", False),
        ("", False),
    ],
)
def test_a_word_is_reached_behind_a_dot_or_in_quotes_and_not_by_an_import(text: str, reached: bool) -> None:
    assert hasty.is_reached(text, "environ") is reached


@pytest.mark.parametrize(
    ("pattern", "may"),
    [
        ("app.web.views", True),
        ("app.web", True),
        ("web.views", True),
        ("app.webs", False),
        ("pp.web", False),
        ("app.w*", True),
        ("app.x*", False),
        ("*", True),
        ("?pp", True),
        ("[a]pp", True),
    ],
)
def test_a_file_reaches_what_it_lies_in_without_any_import(pattern: str, may: bool) -> None:
    assert hasty.may_reach([], PATH, pattern) is may


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("app.web()", True),
        ("(app\n    .web())", True),
        ("import app\napp . web", True),
        ("    import app.web as w\n", False),
        ("from app.web import a\n", False),
        ("app = 1", False),
        ("x = 1", False),
        ("", False),
    ],
)
def test_a_word_is_opened_by_a_dot_and_not_by_an_import(text: str, opened: bool) -> None:
    assert hasty.is_opened(text, "app") is opened
