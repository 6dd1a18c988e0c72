"""Vague constraints are refused (C1), and each refusal says how to write it instead."""

import pytest

from parti.constraints import document, lint
from tests.constraints.documents import section


def told(title: str, reason: str = "It breaks.", check: str = "judged") -> list[str]:
    text = section(check, title=title, kept="", broken="").replace(
        "A raw write leaves half a record.", reason
    )
    rules = document.parse(text).constraints
    return [each.message for each in lint.findings(rules)]


@pytest.mark.parametrize(
    "title",
    [
        "Writes go only through `state_io.save_json`",
        "The standard library only: nothing in `requirements.txt`",
        "Every script accepts `STATE_DIR`",
        "`id` is opaque and never parsed",
        "Test data comes from `write_delta()` in `conftest.py`",
        "Every `handle_*` is registered in `dispatch.HANDLERS`",
        "Content is superseded, never deleted, in `posts/`",
        "A request must end within 30 seconds",
        "Comments live in the comments service, not in post_records",
        "The platform's own `<dialog>` before custom code",
    ],
)
def test_the_essays_own_constraints_are_concrete(title: str) -> None:
    assert told(title) == []


@pytest.mark.parametrize(
    "word", ["robust", "clean", "properly", "appropriate", "best-practice", "scalable", "Robust"]
)
def test_a_word_that_forbids_nothing_is_named(word: str) -> None:
    (message,) = told(f"Every write through `save` must be {word}")
    assert f"“{word.lower()}” forbids nothing" in message


def test_a_vague_word_in_backticks_is_a_name() -> None:
    assert told("`make clean` must never delete `state/`") == []


@pytest.mark.parametrize("title", ["Writing to `state/`", "`save_json` and its friends"])
def test_a_sentence_that_closes_no_door_is_told(title: str) -> None:
    assert any("no word forbids or requires" in message for message in told(title))


@pytest.mark.parametrize("word", ["should", "prefer", "usually", "avoid"])
def test_a_hedge_leaves_the_door_open(word: str) -> None:
    assert any("leaves the door open" in message for message in told(f"Code {word} use `save_json`"))


def test_a_sentence_that_names_nothing_is_told() -> None:
    assert any("nothing is named" in message for message in told("Every write must be atomic"))


def test_a_missing_reason_is_told() -> None:
    assert any("no reason is given" in message for message in told("Only `x` writes", reason=""))


def test_a_finding_is_a_warning_with_a_rewrite() -> None:
    rules = document.parse(section(title="Writes must be robust")).constraints
    (each,) = lint.findings(rules)
    assert (each.code, each.level, each.place.line) == ("constraints/vague", "warning", 1)
    assert "“Writes go only through `state_io.save_json`”" in each.fix
