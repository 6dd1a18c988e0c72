"""What a person and a program get to see: the same facts, nothing that a file smuggled in (E3)."""

import json

import pytest

from parti.cli import screen
from parti.constraints.finding import Finding, Place
from parti.workflow.outcome import Outcome

HOSTILE = "\x1b[2Jcleared\r\n\u202egnp"


def outcome(message: str = "is broken") -> Outcome:
    place = Place(path="a b.py", line=3)
    finding = Finding(code="x/y", level="error", message=message, place=place, fix="mend it")
    return Outcome(lines=("first", "second"), data={"n": 1}, findings=(finding,), next="parti gate")


def test_lines_then_findings_then_the_one_next_command(capsys: pytest.CaptureFixture[str]) -> None:
    screen.show(outcome(), as_json=False)
    assert capsys.readouterr().out.splitlines() == [
        "first",
        "second",
        "FAIL  a b.py:3  is broken  [x/y]",
        "      fix: mend it",
        "next: parti gate",
    ]


def test_json_is_one_envelope_with_the_same_facts(capsys: pytest.CaptureFixture[str]) -> None:
    screen.show(outcome(), as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    assert found["data"] == {"n": 1, "lines": ["first", "second"], "next": "parti gate"}
    assert [(f["code"], f["place"]["line"], f["fix"]) for f in found["findings"]] == [("x/y", 3, "mend it")]


def test_control_characters_are_shown_and_never_sent(capsys: pytest.CaptureFixture[str]) -> None:
    screen.show(outcome(HOSTILE), as_json=False)
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\r" not in said
    assert "\u202e" not in said
    assert r"\x1b[2Jcleared\r\n\u202egnp" in said


def test_text_that_is_not_unicode_breaks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    screen.show(outcome("odd \udcff byte"), as_json=False)
    assert r"odd \udcff byte" in capsys.readouterr().out


def test_a_report_that_tells_its_findings_does_not_tell_them_twice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    screen.show(Outcome(lines=("x/y told",), findings=outcome().findings, shown=True), as_json=False)
    assert capsys.readouterr().out.count("x/y") == 1


def test_only_errors_make_an_outcome_bad() -> None:
    warning = Finding(code="a", level="warning", message="m", place=Place(path="p"), fix="f")
    assert Outcome(findings=(warning,)).ok
    assert not outcome().ok
