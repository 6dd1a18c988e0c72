"""The question bank: every cell is filled, every question can be answered, and a broken bank is named."""

import re
from pathlib import Path

import msgspec
import pytest

from parti.library import load

BANK = load.bank()
IDS = [question.id for question in BANK.questions]

# Openings that push the answerer to one side; a question that leads gets the answer that it wants.
LEADING = re.compile(
    r"(?i)\b(don't you|doesn't it|isn't it|wouldn't|shouldn't|surely|of course|obviously|clearly|naturally"
    r"|right\?|correct\?|do you agree|would it not be better|should we not|best practice|as everybody knows"
    r"|can we assume|is it fair to say|we recommend|it is recommended)"
)


def question(**changes: object) -> load.Question:
    return msgspec.structs.replace(BANK.questions[0], **changes)


def broken(*changed: load.Question, drop: str = "") -> list[str]:
    """What validation says of a bank with these questions added, or one cell emptied."""
    kind, _, concern = drop.partition(" × ")
    rest = [
        msgspec.structs.replace(q, kinds=tuple(k for k in q.kinds if k != kind))
        if q.concern == concern
        else q
        for q in BANK.questions
    ]
    return list(load.validate(load.Bank(BANK.vocabulary, (*rest, *changed))))


def test_the_bank_is_valid() -> None:
    assert list(load.validate(BANK)) == []


def test_the_bank_fills_fourteen_kinds_by_thirteen_concerns() -> None:
    cells = {(kind, q.concern) for q in BANK.questions for kind in q.kinds}
    assert (len(BANK.vocabulary.kinds), len(BANK.vocabulary.concerns)) == (14, 13)
    assert len(cells) == 14 * 13
    assert len(BANK.questions) >= 200


def test_no_id_stands_twice_and_each_can_be_typed() -> None:
    assert len(set(IDS)) == len(IDS)
    assert [identity for identity in IDS if not re.fullmatch(r"[a-z][a-z0-9-]{2,29}", identity)] == []


def test_no_question_is_asked_twice_in_the_same_words() -> None:
    asks = [q.ask for q in BANK.questions]
    assert len(set(asks)) == len(asks)


def test_every_question_asks() -> None:
    """It ends in a question mark, or in one short imperative after the question."""
    for q in BANK.questions:
        tail = q.ask.rpartition("?")[2].split()
        assert "?" in q.ask, q.id
        assert len(tail) <= 12, q.id


def test_no_question_leads_to_its_answer() -> None:
    assert [q.id for q in BANK.questions if LEADING.search(q.ask)] == []


def test_no_question_gives_its_recommendation_away() -> None:
    """The recommendation is shown after a first answer: six words of it in a row never stand in one."""
    given = []
    for q in BANK.questions:
        words = re.findall(r"[a-z0-9']+", q.recommended.lower())
        asked = " ".join(re.findall(r"[a-z0-9']+", q.ask.lower()))
        runs = (" ".join(words[i : i + 6]) for i in range(len(words) - 5))
        given += [q.id for run in runs if run in asked]
    assert given == []


def test_every_question_has_a_choice_a_reason_and_a_recommendation() -> None:
    for q in BANK.questions:
        assert len(q.options) >= 2, q.id
        assert len(set(q.options)) == len(q.options), q.id
        assert all(text.strip() == text and text for text in (q.ask, q.why, q.recommended)), q.id
        assert q.why.endswith("."), q.id
        assert q.recommended.endswith("."), q.id


def test_every_question_says_how_its_answer_is_shown_to_be_true() -> None:
    assert [q.id for q in BANK.questions if not (q.evidence and q.drill.expect and q.drill.target)] == []


HARD = {
    "two-writers-one-record": "concurrency",
    "crash-mid-write": "recovery",
    "half-record-visible": "states",
    "destructive-job": "mitigation",
    "pool-size": "load",
    "broker-blip": "downstream",
    "ack-strategy": "resilience",
    "bad-message": "malformed-input",
}


@pytest.mark.parametrize("identity", HARD)
def test_the_hard_questions_are_blockers(identity: str) -> None:
    """Two writers, a crash in mid-write, a half record; pools, blips, acknowledgement, bad messages."""
    found = BANK.by_id()[identity]
    assert (found.concern, found.severity) == (HARD[identity], "blocker")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"id": "new-one", "modes": ("no-such-mode",)}, "new-one: unknown failure mode 'no-such-mode'"),
        ({"id": "new-one", "kinds": ("no-such-kind",)}, "new-one: unknown kind 'no-such-kind'"),
        ({"id": "new-one", "needs": ("no-such-kind",)}, "new-one: unknown kind 'no-such-kind'"),
        ({"id": "new-one", "concern": "luck"}, "new-one: unknown concern 'luck'"),
        ({"id": "new-one", "evidence": ("hope",)}, "new-one: unknown evidence 'hope'"),
        ({"id": "new-one", "options": ("only one",)}, "new-one: fewer than two options"),
        ({}, f"{IDS[0]}: two questions share this id"),
    ],
)
def test_a_broken_question_is_named(changes: dict[str, object], says: str) -> None:
    assert broken(question(**changes)) == [says]


def test_an_unknown_fault_oracle_and_target_are_named() -> None:
    drill = load.Drill(fault="meteor", target=("moon",), when="now", expect=("wonder",))
    assert broken(question(id="new-one", drill=drill)) == [
        "new-one: unknown fault 'meteor'",
        "new-one: unknown oracle 'wonder'",
        "new-one: unknown target 'moon'",
    ]


def test_an_empty_cell_is_named() -> None:
    assert broken(drop="cache × recovery") == ["cache × recovery: no question fills this cell"]


def test_a_question_with_an_unknown_field_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "load.toml"
    path.write_text('[[question]]\nid = "x"\ncolour = "red"\n', encoding="utf-8")
    with pytest.raises(msgspec.ValidationError):
        load.questions_in(path, "load")
