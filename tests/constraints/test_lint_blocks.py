"""A vague constraint holds the gate shut, cannot be accepted, and opens it once it is rewritten (C1)."""

from pathlib import Path

import pytest

from parti.workflow import constraining, gating
from parti.workflow.house import House
from tests.workflow import open_houses

TITLE = "Nothing is evaluated by `eval`"
JUDGED = "\n## Names in `api.py` must be good {#names}\n\nOthers read them.\n\n`judged`\n"


def house(folder: Path, text: str) -> House:
    found = open_houses.ready(folder)
    open_houses.repository(found).write("CONSTRAINTS.md", text)
    open_houses.repository(found).write("api.py", "x = 1\n")
    open_houses.repository(found).commit()
    return found


def refused(found: House) -> list[str]:
    outcome = gating.gate(found)
    assert outcome.ok == (not [each for each in outcome.findings if each.level == "error"])
    return [each.message for each in outcome.findings if each.code == "constraints/vague"]


def blocking(found: House) -> list[str]:
    """What blocks besides the suite, which these houses do not have."""
    codes = [each.code for each in gating.gate(found).findings if each.level == "error"]
    return [code for code in codes if code != "gate/no-suite"]


@pytest.mark.parametrize(
    ("title", "message"),
    [
        (
            "Only clean text reaches `eval`",
            "“clean” forbids nothing that a reader could point to",
        ),
        ("Prefer `ast.literal_eval` over `eval`", "“prefer” leaves the door open"),
        ("Is `eval` needed?", "a question forbids and requires nothing"),
    ],
)
def test_a_vague_constraint_with_a_check_holds_the_gate_shut(
    tmp_path: Path, title: str, message: str
) -> None:
    found = house(tmp_path, open_houses.RULE.replace(TITLE, title))
    assert refused(found) == [f"`no-eval`: {message}"]
    assert blocking(found) == ["constraints/vague"]


def test_a_vague_constraint_without_a_check_holds_the_gate_shut_until_it_is_rewritten(
    tmp_path: Path,
) -> None:
    found = house(tmp_path, open_houses.RULE + JUDGED)
    assert refused(found) == ["`names`: “good” forbids nothing that a reader could point to"]
    assert blocking(found) == ["constraints/vague"]
    better = JUDGED.replace("must be good", "must begin with a verb")
    open_houses.repository(found).write("CONSTRAINTS.md", open_houses.RULE + better)
    assert blocking(found) == []


def test_a_plain_statement_above_a_check_is_told_and_blocks_nothing(tmp_path: Path) -> None:
    found = house(tmp_path, open_houses.RULE.replace(TITLE, "`eval` and friends"))
    assert refused(found) == ["`no-eval`: no word forbids or requires anything"]
    assert blocking(found) == []


def test_a_vague_constraint_cannot_be_accepted_into_the_baseline(tmp_path: Path) -> None:
    found = house(tmp_path, open_houses.RULE + JUDGED)
    assert constraining.accept_today(found) == 0
    assert refused(found) == ["`names`: “good” forbids nothing that a reader could point to"]


def test_advice_in_prose_without_an_id_is_left_alone(tmp_path: Path) -> None:
    advice = JUDGED.replace(" {#names}", "").replace("`judged`\n", "")
    assert refused(house(tmp_path, open_houses.RULE + advice)) == []
