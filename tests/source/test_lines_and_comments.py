"""Lines as every parser counts them, comments apart from texts, and expressions spelled for messages.

A suppression counts when its comment stands on the line of a finding, so both must count lines alike, and
a mark inside a text must not be one.
"""

import ast

import pytest

from parti.source import comments, lines, spelling

MARK = "parti: allow"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_a_line_counts_once(end: str) -> None:
    text = end.join(["a", "", "b"])
    assert lines.of(text) == ("a", "", "b")
    assert [lines.at(text, number) for number in (0, 1, 2, 3, 4, -1)] == ["", "a", "", "b", "", ""]


@pytest.mark.parametrize("odd", ["\x0c", "\x0b", "\x1c", "\x85", "\u2028", "\u2029"])
def test_what_only_looks_like_an_end_of_a_line_is_none(odd: str) -> None:
    assert lines.of(f"a{odd}b\nc") == (f"a{odd}b", "c")


def test_a_last_end_of_a_line_begins_an_empty_one() -> None:
    assert lines.of("a\n") == ("a", "")
    assert lines.of("") == ("",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x = 1  # parti: allow\n", {1}),
        ("x = 1\n\n# why; parti: allow a\n", {3}),
        ("x = '# parti: allow'\n", set()),
        ('x = "# parti: allow"  # no\n', set()),
        ("'''\n# parti: allow\n'''\ny  # parti: allow\n", {4}),
        ('"""a "quoted" word\n# parti: allow"""\n', set()),
        ("'''it\\'''s\n# parti: allow\n'''\n", set()),
        ("x = 'a\\\n# parti: allow'\n# parti: allow\n", {3}),
        ("x = 'it\\'s'  # parti: allow\n", {1}),
        ("# it's parti: allow\ny = 'a'\n", {1}),
        ("x = ''  # parti: allow\n", {1}),
        ("a = '' '' ''  # parti: allow\n", {1}),
        ("f'{x!r}'  # parti: allow\n", {1}),
        ("a\r\nb  # parti: allow\rc  # parti: allow\n", {2, 3}),
        ("x = 1  # parti: allowed\n", {1}),
        ("def f(:  # parti: allow\n", {1}),
        ("", set()),
    ],
)
def test_a_mark_counts_in_a_comment_and_nowhere_else(text: str, found: set[int]) -> None:
    assert comments.holding(text, MARK) == found


@pytest.mark.parametrize("text", ["x = 'a\n# parti: allow\n", "'''\n# parti: allow\n", 'x = "\\"\n'])
def test_where_a_quote_stays_open_nothing_is_told(text: str) -> None:
    assert comments.holding(text, MARK) is None


def test_a_mark_is_found_on_the_line_that_lines_would_show() -> None:
    text = "a\r\n'''\rb\n'''\r\nc  # parti: allow\x0c\n"
    (line,) = comments.holding(text, MARK) or ()
    assert MARK in lines.at(text, line)


def test_an_expression_is_spelled_as_python_writes_it() -> None:
    (node,) = ast.parse('f( "a",b = [1,2] )').body
    assert spelling.spelled(node) == "f('a', b=[1, 2])"


def test_a_number_of_thousands_of_digits_is_not_spelled_and_no_error() -> None:
    node = ast.Constant(value=10**5000)
    assert spelling.spelled(node) == "…"


def test_what_is_nested_too_deeply_is_not_spelled_and_no_error() -> None:
    node: ast.expr = ast.Name("a")
    for _ in range(5000):
        node = ast.Attribute(node, "b")
    assert spelling.spelled(node) == "…"


def test_a_message_shows_an_expression_up_to_a_hundred_nodes() -> None:
    def total(terms: int) -> ast.expr:
        return ast.parse(" + ".join(["a"] * terms), mode="eval").body

    assert spelling.shown(total(10)) == " + ".join(["a"] * 10)
    assert spelling.shown(total(40)) == "…"
    assert spelling.shown(ast.Tuple([ast.Constant(1)] * 99)) == "(" + ", ".join(["1"] * 99) + ")"
    assert spelling.shown(ast.Tuple([ast.Constant(1)] * 100)) == "…"
