"""`parti constraints import`: other tools' rules are shown, and taken on a person's word alone (C3)."""

import json
from pathlib import Path

import pytest

from parti.constraints import document
from parti.records import refusal
from parti.workflow import constraining, importing
from parti.workflow.house import House
from tests.workflow import open_houses

TACH = 'ignore_type_checking_imports = false\n[[modules]]\npath = "shop.{}"\ndepends_on = []\n'
RESTRICTED = {"rules": {"no-restricted-imports": ["error", "lodash"]}}


def ready(folder: Path, rules: str | None = open_houses.RULE, **files: str) -> House:
    house = open_houses.ready(folder)
    for path, text in {"app.js": "let a;\n", ".eslintrc.json": json.dumps(RESTRICTED), **files}.items():
        open_houses.repository(house).write(path, text)
    if rules is not None:
        (house.root / "CONSTRAINTS.md").write_bytes(rules.encode())
    return house


def held(house: House) -> bytes:
    path = house.root / "CONSTRAINTS.md"
    return path.read_bytes() if path.exists() else b""


def test_what_is_found_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    house = ready(tmp_path)
    before = held(house)
    outcome = importing.import_(house)
    assert held(house) == before
    assert outcome.ok
    assert [line.split()[:3] for line in outcome.lines[:2]] == [
        ["proposed", "restricted-imports", "forbidden-import"],
        ["proposed", "eslint", "command"],
    ]
    assert outcome.lines[0].endswith("from .eslintrc.json, differs")
    assert "## `lodash` must never be imported {#restricted-imports}" in outcome.lines
    assert outcome.next == "parti constraints import --write"


def test_each_section_is_told_to_programs_too(tmp_path: Path) -> None:
    rows = importing.import_(ready(tmp_path)).data["proposals"]
    assert isinstance(rows, list)
    assert [(row["id"], row["kind"], row["origin"], bool(row["differs"])) for row in rows] == [
        ("restricted-imports", "forbidden-import", ".eslintrc.json", True),
        ("eslint", "command", ".eslintrc.json", False),
    ]
    for row in rows:
        assert [each.id for each in document.parse(row["section"]).constraints] == [row["id"]]


@pytest.mark.parametrize(
    "rules",
    [
        open_houses.RULE,
        open_houses.RULE.rstrip("\n"),
        open_houses.RULE + "\n\n",
        open_houses.RULE.replace("\n", "\r\n"),
        "",
        "\ufeff# Constraints\n",
        None,
    ],
    ids=["plain", "no last end", "blank lines", "CRLF", "empty", "byte order mark", "no document"],
)
def test_what_is_taken_stands_behind_what_was_there(tmp_path: Path, rules: str | None) -> None:
    house = ready(tmp_path, rules)
    before = held(house)
    outcome = importing.import_(house, write=True)
    after = held(house)
    assert after.startswith(before)
    assert (b"\r" in after) == (b"\r" in before)
    assert after.replace(b"\r\n", b"\n").count(b"\n\n## ") >= 1 or not before
    read = constraining.read(house)
    assert read.findings == ()
    assert [rule.id for rule in read.constraints][-2:] == ["restricted-imports", "eslint"]
    assert outcome.data["wrote"] == ["restricted-imports", "eslint"]
    assert outcome.next == "parti constraints list"


def test_a_second_time_nothing_is_left_to_take(tmp_path: Path) -> None:
    house = ready(tmp_path)
    importing.import_(house, write=True)
    before = held(house)
    outcome = importing.import_(house, write=True)
    assert held(house) == before
    assert outcome.lines == ("held      2 more stand in CONSTRAINTS.md already",)
    assert outcome.next == ""


def test_a_person_takes_one_and_leaves_the_other(tmp_path: Path) -> None:
    house = ready(tmp_path)
    importing.import_(house, ["eslint"], write=True)
    assert [rule.id for rule in constraining.read(house).constraints] == ["no-eval", "eslint"]
    assert [line.split()[1] for line in importing.import_(house).lines[:1]] == ["restricted-imports"]


@pytest.mark.parametrize("write", [False, True])
def test_an_unknown_proposal_is_refused_before_anything_is_written(tmp_path: Path, write: bool) -> None:
    house = ready(tmp_path)
    before = held(house)
    with pytest.raises(refusal.Misused, match="There is no proposal 'slint'"):
        importing.import_(house, ["eslint", "slint"], write)
    assert held(house) == before


def test_an_agent_may_look_and_not_take(tmp_path: Path) -> None:
    house = ready(tmp_path)
    before = held(house)
    open_houses.repository(house).name = "agent:codex"
    assert importing.import_(house).ok
    with pytest.raises(refusal.NotAllowed, match="An agent cannot add constraints"):
        importing.import_(house, write=True)
    assert held(house) == before


def test_a_set_up_that_cannot_be_read_is_told_and_does_not_hide_the_others(tmp_path: Path) -> None:
    outcome = importing.import_(ready(tmp_path, **{"tach.toml": "[["}))
    assert outcome.ok
    assert [(f.level, f.place.path) for f in outcome.findings] == [("warning", "tach.toml")]
    assert len(outcome.lines) > 2


def test_without_a_set_up_this_is_said(tmp_path: Path) -> None:
    house = open_houses.ready(tmp_path)
    outcome = importing.import_(house)
    assert outcome.lines == ("No set-up of another tool was found here that could be taken over.",)
    assert importing.import_(house, write=True).data["wrote"] == []
    assert not (house.root / "CONSTRAINTS.md").exists()


def test_a_rule_that_was_taken_finds_its_breach(tmp_path: Path) -> None:
    files = {"shop/core/__init__.py": "", "shop/web/__init__.py": "import shop.core\n"}
    modules = TACH.format("web") + "\n".join(TACH.format("core").splitlines()[1:]) + "\n"
    house = ready(tmp_path, **files, **{"tach.toml": modules})
    importing.import_(house, ["tach-shop-web"], write=True)
    found = constraining.look(house, commands=False).new
    assert [(f.code, str(f.place)) for f in found if f.level == "error"] == [
        ("tach-shop-web", "shop/web/__init__.py:1")
    ]
