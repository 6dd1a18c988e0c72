"""JSON is found in an output that holds more than JSON, and a strange value reads as missing.

Every form of `constraints/tools` stands on these few functions. A tool's two streams are read as one, so
warnings stand before and behind its document; and its next version may give a number where a text was,
which must cost a sentence and never the whole run.
"""

import json

import pytest

from parti.constraints.tools import said


def anything(value: object) -> bool:
    return True


def test_a_document_is_found_between_lines_of_other_words() -> None:
    assert said.document('start\n{"a": 1}\nend', anything) == {"a": 1}


def test_the_longest_of_several_documents_is_taken() -> None:
    assert said.document("[1]\n[1, 2, 3]\n[1, 2]", anything) == [1, 2, 3]


def test_of_two_documents_of_one_length_the_first_is_taken() -> None:
    assert said.document("[1]\n[2]", anything) == [1]


def test_a_longer_document_that_does_not_fit_is_passed_over() -> None:
    found = said.document('[1, 2, 3, 4, 5]\n{"a": 1}', lambda value: isinstance(value, dict))
    assert found == {"a": 1}


def test_no_document_that_fits_is_none() -> None:
    assert said.document('{"a": 1}', lambda value: False) is None


def test_a_document_that_fits_may_itself_be_empty() -> None:
    assert said.document("[]", anything) == []


@pytest.mark.parametrize("lead", [" ", "\t", "\ufeff", " \t \ufeff "])
def test_blanks_and_a_byte_order_mark_may_stand_before_a_document(lead: str) -> None:
    assert said.document(f"{lead}[1]", anything) == [1]


def test_a_document_begins_a_line() -> None:
    assert said.document("result: [1]", anything) is None


def test_what_stands_behind_a_document_on_its_last_line_is_left() -> None:
    assert said.document('{"a": 1} done in 3 s', anything) == {"a": 1}


def test_a_text_or_a_number_alone_is_no_document() -> None:
    assert said.document('"a"\n12\ntrue\nnull\n', anything) is None


def test_a_bracket_inside_a_document_begins_no_other() -> None:
    text = json.dumps({"rows": [[1], [2]]}, indent=1)
    assert said.rows(text, anything) == [{"rows": [[1], [2]]}]


def test_rows_are_told_in_the_order_of_the_output_and_twins_stay() -> None:
    output = '{"n": 2}\nnoise\n{"n": 1}\n[]\n{"n": 2}\n'
    assert said.rows(output, lambda value: said.has(value, "n")) == [{"n": 2}, {"n": 1}, {"n": 2}]


def test_a_line_that_breaks_off_costs_only_itself() -> None:
    assert said.rows('{"n": \n{"n": 1}\n', anything) == [{"n": 1}]


def test_after_two_hundred_lines_that_break_off_nothing_more_is_tried() -> None:
    assert said.rows("{\n" * 199 + "[1]", anything) == [[1]]
    assert said.rows("{\n" * 200 + "[1]", anything) == []


def test_an_output_that_is_nested_too_deeply_is_no_document() -> None:
    assert said.document("[" * 200_000 + "\n[1]", anything) == [1]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ((), {"a": [{"b": "x"}], "c": None}),
        (("a", 0, "b"), "x"),
        (("a", 1), None),
        (("a", 0, "z"), None),
        (("a", "0"), None),
        (("c", "d"), None),
        ((0,), None),
        (("a", 0, "b", 0), None),
    ],
)
def test_what_lies_below_keys_and_positions_is_found_or_missing(
    keys: tuple[str | int, ...], found: object
) -> None:
    assert said.at({"a": [{"b": "x"}], "c": None}, *keys) == found


@pytest.mark.parametrize(
    ("value", "found"), [("x", "x"), ("", ""), (1, ""), (None, ""), (["x"], ""), (True, "")]
)
def test_only_a_text_reads_as_text(value: object, found: str) -> None:
    assert said.text({"a": value}, "a") == found


@pytest.mark.parametrize(
    ("value", "found"), [(1, 1), (0, 0), (-1, 0), (True, 0), ("3", 0), (2.5, 0), (None, 0), ([1], 0)]
)
def test_only_a_whole_number_above_zero_reads_as_a_number(value: object, found: int) -> None:
    assert said.number({"a": value}, "a") == found


@pytest.mark.parametrize(("value", "found"), [([1], [1]), ([], []), ("ab", ()), ({"a": 1}, ()), (None, ())])
def test_only_a_list_reads_as_many(value: object, found: object) -> None:
    assert said.many({"a": value}, "a") == found


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("warn", "warning"),
        ("WARN", "warning"),
        ("info", "note"),
        ("Info", "note"),
        ("error", "error"),
        ("", "error"),
        ("catastrophe", "error"),
    ],
)
def test_a_severity_that_nobody_expected_counts_as_an_error(word: str, level: str) -> None:
    assert said.level(word, ("warn",), ("info",)) == level


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ([], True),
        ([{"a": 1, "b": None}], True),
        ([{"a": 1, "b": 2}, {"a": 1}], False),
        ([["a", "b"]], False),
        ({"a": 1, "b": 2}, False),
        ("ab", False),
    ],
)
def test_a_list_fits_when_all_its_rows_have_all_the_keys(value: object, whole: bool) -> None:
    assert said.each_has(value, "a", "b") is whole


@pytest.mark.parametrize(
    ("output", "seen"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[1;38;5;200mbold\x1b[m", "bold"),
        ("\x1b[2K\x1b[1Gline", "line"),
        ("\x1b]8;;https://example.org\x07link\x1b]8;;\x07", "link"),
        ("\x1b]0;title\x1b\\text", "text"),
        ("\x1bMup", "up"),
        ("a\r\nb\r\n", "a\nb\n"),
        ("50%\r100%\n", "50%\r100%\n"),
        ("[31m stays", "[31m stays"),
    ],
)
def test_colours_titles_and_links_of_a_terminal_are_taken_out(output: str, seen: str) -> None:
    assert said.plain(output) == seen
