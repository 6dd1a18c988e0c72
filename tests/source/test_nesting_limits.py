"""Each limit of what is shown to a parser, at the last text that passes and the first that does not.

`test_nesting` holds what people and machines write far from the limits. A limit that moves by one is
harmless; one that is lost ends the process for whoever has such a file, so each is seen from both sides.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.source import nesting, structure

DEEP = "is nested too deeply"
LINE = "has too much on one line, as machines write it"
TABLE = "holds a table of thousands of entries, as machines write it"


def stairs(steps: int) -> str:
    """Python whose blocks lie within each other, each a blank further in; the first is at the margin."""
    return "".join(f"{' ' * at}if a:\n" for at in range(steps + 1))


BOTH_SIDES = [
    ("c", "(" * 1000, "(" * 1001, "brackets"),
    ("c", "[{" * 500, "[{" * 500 + "(", "brackets of several kinds"),
    ("go", "!" * 4000, "!" * 4001, "signs on a line"),
    ("go", "f(" + "!" * 3997 + ")", "f(" + "!" * 3998 + ")", "signs between brackets"),
    ("go", "x\n" + ".a()\n" * 4000, "x\n" + ".a()\n" * 4001, "lines that begin with a dot"),
    ("rust", "x\n" + "\t?.a()\n" * 4000, "x\n" + "\t?.a()\n" * 4001, "lines with a mark before the dot"),
    ("go", "a,\n" * 5000, "a,\n" * 5001, "entries"),
    ("go", "a, " * 4999 + "b", "a, " * 5001 + "b", "entries on one line"),
    ("go", "a;" * 5000 + " " * 10_001, "a;" * 5001 + " " * 10_000, "signs of a long line"),
    ("python", stairs(250), stairs(251), "blanks before a line"),
    ("python", stairs(250).replace(" ", "\t"), stairs(251).replace(" ", "\t"), "tabs before a line"),
    ("yaml", "a: b\n" * 40 + " " * 124 + "x", "a: b\n" * 40 + " " * 125 + "x", "a column of yaml"),
    ("yaml", "a: b\n" * 40 + "- " * 62 + "x", "a: b\n" * 40 + "- " * 63 + "x", "lists of yaml on one line"),
    ("go", "/* a\n" * 100, "/* a\n" * 101, "comments that nothing ends"),
    ("tsx", f"x{' ' * 500}y{' ' * 500}", f"x{' ' * 250}\n{' ' * 250}y", "blanks"),
    ("kotlin", "${" * 250, "${" * 251, "texts within texts of kotlin"),
]
OPEN = "leaves a comment open"
BLANKS = "has hundreds of blanks in a row, as machines write it"
WHY = {
    "blanks": BLANKS,
    "comments that nothing ends": OPEN,
    "entries": TABLE,
    "entries on one line": TABLE,
    "signs of a long line": LINE,
}


@pytest.mark.parametrize(
    ("language", "last", "first", "what"), BOTH_SIDES, ids=[row[3] for row in BOTH_SIDES]
)
def test_the_last_that_passes_and_the_first_that_does_not(
    language: str, last: str, first: str, what: str
) -> None:
    assert nesting.why(last, language) == ""
    assert nesting.why(first, language) == WHY.get(what, DEEP)


@pytest.mark.parametrize(
    ("length", "open_at_once"),
    [(50_000, 1000), (100_000, 500), (200_000, 250), (250_000, 200), (400_000, 200)],
)
def test_a_longer_text_may_have_fewer_brackets_open_and_never_fewer_than_two_hundred(
    length: int, open_at_once: int
) -> None:
    body = "x;\n" * (length // 3 - 400)
    assert nesting.why(f"{body}{'(' * (open_at_once - 20)}", "c") == ""
    assert nesting.why(f"{body}{'(' * (open_at_once + 20)}", "c") == DEEP


@pytest.mark.parametrize(
    "text",
    [
        "()" * 1500,
        "(" * 900 + ")" * 900 + "(" * 900,
        "'" + "(" * 150 + "'\n" + "'" + "[" * 150 + "'\n" + "('((((((((((((')\n" * 200,
        '"((((((((((\\"(((((((("\n' * 300,
        "`((((((((((((((`\n" * 300,
    ],
    ids=["closed at once", "closed in between", "in texts", "behind an escaped quote", "in a raw text"],
)
def test_brackets_that_are_closed_or_stand_in_texts_do_not_add_up(text: str) -> None:
    assert nesting.why(text, "javascript") == ""


def test_a_bracket_that_closes_nothing_of_its_kind_makes_no_room() -> None:
    assert nesting.why("(]" * 1001, "c") == DEEP
    assert nesting.why("()" * 1001, "c") == ""


def test_a_text_with_code_in_it_is_not_taken_for_a_text() -> None:
    assert nesting.why("`${f(" * 600, "javascript") == DEEP


@pytest.mark.parametrize("mark", [",", ";", "{", "}"])
def test_what_parts_expressions_begins_a_new_chain(mark: str) -> None:
    assert nesting.why(f"{'!' * 3000}{mark}{'!' * 3000}", "go") == ""


def test_arguments_do_not_part_a_chain_of_calls() -> None:
    assert nesting.why("a" + ".b(c, d)" * 1200, "javascript") == DEEP


def test_signs_in_a_text_are_no_chain() -> None:
    assert nesting.why(f"x = '{'!' * 9000}'", "go") == ""
    assert nesting.why(f'x = "{"!" * 9000}"', "go") == ""


def test_a_line_of_few_long_words_is_no_chain() -> None:
    assert nesting.why("a" * 9000, "go") == ""


@pytest.mark.parametrize("language", ["css", "html", "json", "yaml"])
def test_data_is_looked_at_for_brackets_alone(language: str) -> None:
    assert nesting.why("!" * 30_000, language) == ""
    assert nesting.why("a,\n" * 30_000, language) == ""
    assert nesting.why("[" * 30_000, language) == DEEP


def test_a_table_is_no_fault_of_python() -> None:
    assert nesting.why("a,\n" * 5001, "python") == ""


def test_a_row_of_entries_ends_at_what_is_more_than_a_word() -> None:
    assert nesting.why("a, b(c), " * 4000, "go") != TABLE
    assert nesting.why("a b, c,\n" * 4000, "go") == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("go", stairs(300)),
        ("python", "a: b\n" * 40 + " " * 125 + "x = 1"),
        ("json", "a: b\n" * 40 + " " * 125 + "x"),
    ],
    ids=["steps of another language", "a column of python", "a column of json"],
)
def test_what_stops_one_scanner_stops_no_other(language: str, text: str) -> None:
    assert nesting.why(text, language) == ""


def test_one_depth_that_many_lines_share_is_one_step() -> None:
    assert nesting.why(f"if a:\n{' ' * 260}b\n" * 300, "python") == ""


def test_texts_within_texts_of_kotlin_that_are_closed_do_not_add_up() -> None:
    assert nesting.why('"${a}"\n' * 600, "kotlin") == ""


def test_the_answer_belongs_to_the_text_and_its_language() -> None:
    text = "a,\n" * 5001
    assert [nesting.why(text, language) for language in ("go", "python", "go")] == [TABLE, "", TABLE]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"], ids=["cr", "crlf", "lf"])
def test_lines_end_as_editors_end_them(end: str) -> None:
    assert nesting.why(f"{'!' * 3000}{end}{'!' * 3000}", "go") == ""


def test_a_text_that_is_left_out_has_an_empty_tree_and_no_fault() -> None:
    top = structure.tree("(" * 1001, "c")
    assert top.text() == ""
    assert structure.fault(top) == 0


@given(st.text(alphabet="ab\n", max_size=60))
def test_a_long_line_is_told_wherever_it_stands(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nesting, "CHAIN", 5)
        assert nesting._is_long_somewhere(text) == any(len(line) > 5 for line in text.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "/* a */\n" * 300,
        "/* a\n" * 300 + "*/\n",
        'only: ["src/*", "lib/*", "app/**/*"],\n' * 100,
        "// see src/* and lib/*\n" * 100,
    ],
)
def test_comments_that_end_and_stars_in_texts_leave_nothing_open(text: str) -> None:
    assert nesting.why(text, "typescript") == ""


def test_only_a_language_of_such_comments_can_leave_one_open() -> None:
    assert nesting.why("/* a\n" * 300, "python") == ""
