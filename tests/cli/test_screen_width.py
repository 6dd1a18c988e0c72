"""At a terminal, lines are broken between words; in a pipe they are whole; colour is nowhere needed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parti.cli import screen
from parti.constraints.finding import Finding, Level, Place
from parti.workflow.outcome import Outcome
from tests.cli import calls

LONG = "every " * 40


def shown(
    outcome: Outcome, monkeypatch: pytest.MonkeyPatch, *, terminal: bool, columns: int = 80
) -> list[str]:
    stream = calls.Stream(terminal=terminal)
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.setenv("COLUMNS", str(columns))
    screen.show(outcome, as_json=False)
    return stream.getvalue().splitlines()


def finding(
    level: Level = "error", message: str = "is broken", line: int = 3, code: str = "x/y"
) -> Finding:
    return Finding(
        code=code, level=level, message=message, place=Place(path="a.py", line=line), fix="mend it"
    )


def test_a_pipe_gets_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(Outcome(lines=(LONG,)), monkeypatch, terminal=False, columns=20) == [LONG]


@pytest.mark.parametrize("columns", [72, 73, 80, 100])
def test_a_terminal_gets_no_line_that_is_wider(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = shown(Outcome(lines=(LONG,)), monkeypatch, terminal=True, columns=columns)
    assert len(rows) > 1
    assert max(map(len, rows)) <= columns
    assert " ".join(" ".join(rows).split()) == LONG.strip()


@pytest.mark.parametrize("columns", [1, 20, 40, 71])
def test_a_narrow_terminal_is_taken_for_one_of_72(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = shown(Outcome(lines=(LONG,)), monkeypatch, terminal=True, columns=columns)
    assert narrow == shown(Outcome(lines=(LONG,)), monkeypatch, terminal=True, columns=72)


@pytest.mark.parametrize(
    ("line", "first", "rest"),
    [("a " * 60, 0, 4), ("  " + "a " * 60, 2, 6), ("      fix: " + "a " * 60, 6, 10)],
)
def test_what_goes_on_stands_under_its_own_indent(
    line: str, first: int, rest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = shown(Outcome(lines=(line,)), monkeypatch, terminal=True)
    indents = [len(row) - len(row.lstrip()) for row in rows]
    assert indents[0] == first
    assert set(indents[1:]) == {rest}


@pytest.mark.parametrize("word", ["x" * 200, "src/" + "deep/" * 40 + "a.py", "pre-" * 50])
def test_a_word_is_never_broken_so_that_it_can_be_copied(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = shown(Outcome(lines=(f"see {word} there",)), monkeypatch, terminal=True)
    assert any(word in row for row in rows)


@pytest.mark.parametrize("length", [79, 80, 81])
def test_a_line_that_just_fits_stays_whole(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    line = ("ab " * 40)[: length - 1] + "c"
    rows = shown(Outcome(lines=(line,)), monkeypatch, terminal=True)
    assert (len(rows) == 1) is (length <= 80)


def test_an_empty_line_stays_an_empty_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal in (True, False):
        assert shown(Outcome(lines=("a", "", "b")), monkeypatch, terminal=terminal) == ["a", "", "b"]


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}, {"CLICOLOR_FORCE": "1", "FORCE_COLOR": "1"}])
def test_no_colour_is_sent_whatever_the_environment_wants(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    outcome = Outcome(lines=("a",), findings=(finding(), finding("warning"), finding("note")), next="parti")
    rows = shown(outcome, monkeypatch, terminal=True)
    assert not any("\x1b" in row for row in rows)
    assert [row[:4] for row in rows if row.endswith("[x/y]")] == ["FAIL", "warn", "note"]


def test_findings_are_told_errors_first_then_by_place(monkeypatch: pytest.MonkeyPatch) -> None:
    given = (
        finding("note", line=1),
        finding("error", line=9),
        finding("warning", line=2),
        finding("error", line=2),
    )
    rows = shown(Outcome(findings=given), monkeypatch, terminal=False)
    assert [row.split("  ")[:2] for row in rows[::2]] == [
        ["FAIL", "a.py:2"],
        ["FAIL", "a.py:9"],
        ["warn", "a.py:2"],
        ["note", "a.py:1"],
    ]
    assert rows[1::2] == ["      fix: mend it"] * 4
    told = screen.envelope(Outcome(findings=given))["findings"]
    assert isinstance(told, list)
    assert [(row["severity"], row["place"]["line"]) for row in told] == [
        ("error", 2),
        ("error", 9),
        ("warning", 2),
        ("note", 1),
    ]


def test_an_outcome_without_a_next_step_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(Outcome(lines=("a",)), monkeypatch, terminal=False) == ["a"]
    assert shown(Outcome(), monkeypatch, terminal=False) == []


def test_the_envelope_keeps_its_words_when_the_data_has_the_same_names() -> None:
    told = screen.envelope(
        Outcome(lines=("a",), data={"lines": ["other"], "next": "x", "n": 1}, next="parti")
    )
    assert told["data"] == {"lines": ["a"], "next": "parti", "n": 1}


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=300))
def test_nothing_unprintable_reaches_a_terminal_and_no_word_is_lost(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        rows = shown(Outcome(lines=(text,)), patch, terminal=True)
        whole = shown(Outcome(lines=(text,)), patch, terminal=False)
    assert all(char.isprintable() for row in rows for char in row)
    assert len(whole) == 1
    assert re.sub(r"\s", "", "".join(rows)) == re.sub(r"\s", "", whole[0])
