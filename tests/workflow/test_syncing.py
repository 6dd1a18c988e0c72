"""`parti sync`: the document reaches every agent that is in use, and no user's line is touched (E5)."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from parti.records import refusal
from parti.workflow import syncing
from parti.workflow.house import House
from parti.workflow.outcome import Outcome
from tests.workflow import open_houses

USER = "# How we work\r\n\r\nTabs.\r\n"


def ready(folder: Path, *present: str) -> House:
    house = open_houses.ready(folder)
    open_houses.repository(house).write("CONSTRAINTS.md", open_houses.RULE)
    for path in present:
        write(house, path)
    return house


def write(house: House, path: str, data: bytes = USER.encode()) -> None:
    """A file, or a folder when the path ends in `/`."""
    target = house.root / path
    if path.endswith("/"):
        target.mkdir(parents=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def tree(house: House) -> Mapping[str, bytes]:
    """Every file outside Parti's own folder, links as what they point to."""
    found = {}
    for path in sorted(house.root.rglob("*")):
        name = path.relative_to(house.root).as_posix()
        if not name.startswith(".parti") and name != "CONSTRAINTS.md":
            found[name] = str(path.readlink()).encode() if path.is_symlink() else b""
            if path.is_file() and not path.is_symlink():
                found[name] = path.read_bytes()
    return found


def did(outcome: Outcome) -> Mapping[str, str]:
    files = outcome.data["files"]
    assert isinstance(files, dict)
    return files


EVERY = {
    "AGENTS.md": "AGENTS.md",
    "CLAUDE.md": "CLAUDE.md",
    ".cursor/": ".cursor/rules/parti.mdc",
    ".github/copilot-instructions.md": ".github/copilot-instructions.md",
    "GEMINI.md": "GEMINI.md",
    ".windsurf/": ".windsurf/rules/parti.md",
    ".windsurfrules": ".windsurfrules",
    ".clinerules": ".clinerules",
    ".kiro/": ".kiro/steering/parti.md",
    "CONVENTIONS.md": "CONVENTIONS.md",
}


@pytest.mark.parametrize(("present", "written"), [*EVERY.items(), (".clinerules/", ".clinerules/parti.md")])
def test_the_file_of_an_agent_in_use_gets_the_block_and_no_other_is_made(
    tmp_path: Path, present: str, written: str
) -> None:
    house = ready(tmp_path, present)
    before = tree(house)
    outcome = syncing.sync(house)
    assert outcome.ok
    assert did(outcome) == {written: "wrote"}
    after = tree(house)
    assert {path for path in after if after[path] != before.get(path) and after[path]} == {written}
    assert "Nothing is evaluated by `eval` [no-eval]" in after[written].decode()
    assert after[written].startswith(before.get(written, b""))


def test_every_agent_in_use_is_reached_at_once_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    house = ready(tmp_path, *EVERY)
    assert did(syncing.sync(house)) == dict.fromkeys(EVERY.values(), "wrote")
    once = tree(house)
    assert did(syncing.sync(house)) == dict.fromkeys(EVERY.values(), "unchanged")
    assert syncing.sync(house, check=True).ok
    assert tree(house) == once


def test_taking_it_out_leaves_what_was_there_before(tmp_path: Path) -> None:
    house = ready(tmp_path, *EVERY)
    before = {path: data for path, data in tree(house).items() if data}
    syncing.sync(house)
    said = did(syncing.sync(house, remove=True))
    assert said[".cursor/rules/parti.mdc"] == "deleted"
    assert said["AGENTS.md"] == "removed"
    assert {path: data for path, data in tree(house).items() if data} == before
    assert set(did(syncing.sync(house, remove=True)).values()) == {"unchanged"}


def test_a_file_that_parti_made_stays_when_somebody_wrote_into_it(tmp_path: Path) -> None:
    house = ready(tmp_path)
    syncing.sync(house, "agents")
    path = house.root / "AGENTS.md"
    path.write_bytes(path.read_bytes() + b"\nMine.\n")
    assert did(syncing.sync(house, remove=True)) == {"AGENTS.md": "removed"}
    assert path.read_bytes() == b"\nMine.\n"


def test_nothing_in_use_is_said_with_the_way_on(tmp_path: Path) -> None:
    house = ready(tmp_path, ".github/workflows/ci.yml")
    outcome = syncing.sync(house)
    assert (outcome.ok, outcome.next) == (True, "parti sync --for agents")
    assert outcome.lines[0] == "No file of an agent is here; ask for one by its name."
    assert list(tree(house)) == [".github", ".github/workflows", ".github/workflows/ci.yml"]


@pytest.mark.parametrize(
    ("wanted", "made"),
    [
        ("agents", {"AGENTS.md"}),
        ("cursor", {".cursor/rules/parti.mdc"}),
        ("Claude, kiro", {"CLAUDE.md", ".kiro/steering/parti.md"}),
        ("cline", {".clinerules/parti.md"}),
        ("windsurf", {".windsurf/rules/parti.md"}),
        ("copilot,gemini", {".github/copilot-instructions.md", "GEMINI.md"}),
        ("aider", {"CONVENTIONS.md", ".aider.conf.yml"}),
    ],
)
def test_on_request_a_file_is_made_and_those_of_others_are_left(
    tmp_path: Path, wanted: str, made: set[str]
) -> None:
    house = ready(tmp_path, "docs/AGENTS.md")
    assert set(did(syncing.sync(house, wanted))) == made
    assert {path for path, data in tree(house).items() if data} == {*made, "docs/AGENTS.md"}
    assert set(did(syncing.sync(house, wanted)).values()) == {"unchanged"}
    assert set(did(syncing.sync(house, wanted, remove=True)).values()) == {"deleted"}


def test_on_request_the_file_that_an_agent_already_has_is_taken(tmp_path: Path) -> None:
    house = ready(tmp_path, ".windsurfrules", ".clinerules", "AGENTS.md")
    assert did(syncing.sync(house, "windsurf,cline")) == {".windsurfrules": "wrote", ".clinerules": "wrote"}


def test_what_a_new_file_must_begin_with_stands_first(tmp_path: Path) -> None:
    house = ready(tmp_path)
    syncing.sync(house, "cursor,windsurf,kiro")
    for path, line in (
        (".cursor/rules/parti.mdc", "alwaysApply: true"),
        (".windsurf/rules/parti.md", "trigger: always_on"),
        (".kiro/steering/parti.md", "inclusion: always"),
    ):
        head = (house.root / path).read_text().split("---\n")
        assert head[0] == ""
        assert line in head[1]


@pytest.mark.parametrize(
    ("words", "exact"),
    [("claud", "claude"), ("agents,vim", "vim"), ("AGENTS.md", "agents")],
)
def test_an_unknown_agent_is_no_reason_to_write_to_the_others(
    tmp_path: Path, words: str, exact: str
) -> None:
    house = ready(tmp_path, "CLAUDE.md")
    before = tree(house)
    with pytest.raises(refusal.Misused, match=exact):
        syncing.sync(house, words)
    assert tree(house) == before


@pytest.mark.parametrize("flags", [("check", "remove"), ("price", "check"), ("price", "remove")])
def test_two_wishes_at_once_are_refused(tmp_path: Path, flags: tuple[str, str]) -> None:
    given: dict[str, Any] = dict.fromkeys(flags, True)
    with pytest.raises(refusal.Misused, match="Choose one"):
        syncing.sync(ready(tmp_path), **given)


def test_a_check_writes_nothing_and_names_each_stale_file(tmp_path: Path) -> None:
    house = ready(tmp_path, "AGENTS.md", ".cursor/")
    syncing.sync(house, "agents")
    more = open_houses.RULE.replace("by `eval`", "by `eval` or `exec`")
    open_houses.repository(house).write("CONSTRAINTS.md", more)
    before = tree(house)
    outcome = syncing.sync(house, check=True)
    assert not outcome.ok
    assert [(f.code, f.place.path, f.fix) for f in outcome.findings] == [
        ("sync/stale", "AGENTS.md", "parti sync"),
        ("sync/stale", ".cursor/rules/parti.mdc", "parti sync"),
    ]
    assert tree(house) == before
    syncing.sync(house)
    assert syncing.sync(house, check=True).ok


def test_links_to_one_file_are_written_once_and_stay_links(tmp_path: Path) -> None:
    house = ready(tmp_path, "AGENTS.md")
    (house.root / "CLAUDE.md").symlink_to("AGENTS.md")
    (house.root / "GEMINI.md").symlink_to("CLAUDE.md")
    assert did(syncing.sync(house)) == {"AGENTS.md": "wrote"}
    assert (house.root / "CLAUDE.md").is_symlink()
    assert (house.root / "AGENTS.md").read_text().count("parti:begin") == 1
    assert did(syncing.sync(house, "claude")) == {"CLAUDE.md": "unchanged"}
    assert did(syncing.sync(house, remove=True)) == {"AGENTS.md": "removed"}
    assert (house.root / "AGENTS.md").read_bytes() == USER.encode()


@pytest.mark.parametrize("agent", ["CLAUDE.md", "GEMINI.md"])
@pytest.mark.parametrize("line", ["@AGENTS.md", "See @./AGENTS.md first."])
def test_a_file_that_takes_in_another_does_not_pay_twice(tmp_path: Path, agent: str, line: str) -> None:
    house = ready(tmp_path, "AGENTS.md")
    write(house, agent, line.encode())
    said = did(syncing.sync(house))
    assert (said["AGENTS.md"], said[agent]) == ("wrote", "through AGENTS.md, which it reads:")
    assert (house.root / agent).read_text() == line


UNFIT = {
    "UTF-16": ("AGENTS.md", "Hello\n".encode("utf-16"), "not UTF-8"),
    "Latin-1": ("AGENTS.md", "Gr\xfc\xdfe\n".encode("latin-1"), "not UTF-8 at byte 2"),
    "binary": ("AGENTS.md", b"a\0b", "not a text"),
    "huge": ("AGENTS.md", b"x" * (syncing.LARGEST + 1), "too much for an agent"),
    "begin without end": ("AGENTS.md", b"a\n<!-- parti:begin -->\nb\n", "markers are begin"),
    "doubled": (
        "AGENTS.md",
        b"<!-- parti:begin -->\n<!-- parti:end -->\n<!-- parti:begin -->\n<!-- parti:end -->\n",
        "begin, end, begin, end",
    ),
}


@pytest.mark.parametrize(("path", "data", "why"), UNFIT.values(), ids=UNFIT)
@pytest.mark.parametrize("flags", [{}, {"remove": True}, {"check": True}])
def test_a_file_that_cannot_be_changed_safely_is_named_and_keeps_its_bytes(
    tmp_path: Path, path: str, data: bytes, why: str, flags: dict[str, Any]
) -> None:
    house = ready(tmp_path, "GEMINI.md")
    write(house, path, data)
    outcome = syncing.sync(house, **flags)
    (found,) = (finding for finding in outcome.findings if finding.code == "sync/left")
    assert found.place.path == path
    assert why in found.message
    assert found.fix
    assert not outcome.ok
    assert (house.root / path).read_bytes() == data
    if not flags:
        assert did(outcome)["GEMINI.md"] == "wrote", "the others are still reached"


def test_a_read_only_file_is_not_replaced_behind_its_owners_back(tmp_path: Path) -> None:
    house = ready(tmp_path, "AGENTS.md")
    (house.root / "AGENTS.md").chmod(0o444)
    (found,) = syncing.sync(house).findings
    assert (found.message, found.fix) == (
        "`AGENTS.md` is read-only",
        "chmod u+w AGENTS.md, then parti sync",
    )
    assert (house.root / "AGENTS.md").read_bytes() == USER.encode()


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    house = ready(tmp_path)
    outside = tmp_path / "home.md"
    outside.write_text("mine\n")
    (house.root / "AGENTS.md").symlink_to(outside)
    assert [f.message for f in syncing.sync(house).findings] == ["`AGENTS.md` leads out of the repository"]
    assert outside.read_text() == "mine\n"


def test_a_folder_that_leads_out_of_the_repository_is_not_written_into(tmp_path: Path) -> None:
    house = ready(tmp_path)
    (tmp_path / "home").mkdir()
    (house.root / ".cursor").symlink_to(tmp_path / "home")
    assert [f.code for f in syncing.sync(house).findings] == ["sync/left"]
    assert list((tmp_path / "home").iterdir()) == []


@pytest.mark.parametrize("leads", ["AGENTS.md", "gone.md"])
def test_a_link_to_nothing_is_told(tmp_path: Path, leads: str) -> None:
    house = ready(tmp_path)
    (house.root / "AGENTS.md").symlink_to(leads)
    assert [f.code for f in syncing.sync(house).findings] == ["sync/left"]
    assert (house.root / "AGENTS.md").is_symlink()


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    house = ready(tmp_path)
    os.mkfifo(house.root / "AGENTS.md")
    assert [f.message for f in syncing.sync(house).findings] == ["`AGENTS.md` is not a plain file"]


def test_a_folder_in_the_place_of_a_file_is_left_and_told_when_it_was_asked_for(tmp_path: Path) -> None:
    house = ready(tmp_path, "AGENTS.md/")
    assert syncing.sync(house).ok
    assert [f.message for f in syncing.sync(house, "agents").findings] == [
        "`AGENTS.md` is not a plain file"
    ]


def test_a_block_that_was_edited_by_hand_is_not_overwritten(tmp_path: Path) -> None:
    house = ready(tmp_path, "AGENTS.md")
    syncing.sync(house)
    path = house.root / "AGENTS.md"
    edited = path.read_bytes().replace(b"[no-eval]", b"[no-eval]\r\n- and be kind")
    path.write_bytes(edited)
    every: tuple[dict[str, Any], ...] = ({}, {"remove": True}, {"check": True})
    for flags in every:
        (found,) = syncing.sync(house, **flags).findings
        assert (found.message, found.place.line) == ("`AGENTS.md`: the block was edited by hand", 5)
        assert path.read_bytes() == edited


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("model: x\n", "wrote"),
        ("read: CONVENTIONS.md\n", "unchanged"),
        ("read:\n  - CONVENTIONS.md\n  - other.md\n", "unchanged"),
        ("read: other.md\n", "left"),
    ],
)
def test_the_setting_that_aider_reads_is_added_unless_there_is_one(
    tmp_path: Path, config: str, said: str
) -> None:
    house = ready(tmp_path, "CONVENTIONS.md")
    write(house, ".aider.conf.yml", config.encode())
    assert ".aider.conf.yml" not in did(syncing.sync(house)), "only on request"
    outcome = syncing.sync(house, "aider")
    assert did(outcome)[".aider.conf.yml"] == said
    assert outcome.ok
    text = (house.root / ".aider.conf.yml").read_text()
    assert text.startswith(config)
    assert text.count("\nread:") + text.startswith("read:") == 1
    syncing.sync(house, remove=True)
    assert (house.root / ".aider.conf.yml").read_text() == config


def test_the_price_is_told_a_rule_and_in_all_and_nothing_is_written(tmp_path: Path) -> None:
    house = ready(tmp_path, "AGENTS.md")
    before = tree(house)
    outcome = syncing.sync(house, price=True)
    assert tree(house) == before
    line = "- Nothing is evaluated by `eval` [no-eval]\n"
    tokens = -(-len(line) // 4)
    assert outcome.lines[0] == f"{tokens:>6} tokens  no-eval"
    assert outcome.lines[-1].endswith("in all, in every session (an estimate: characters ÷ 4)")
    data = outcome.data["tokens"]
    assert isinstance(data, dict)
    assert data["rules"] == {"no-eval": tokens}
    assert data["total"] > tokens
    assert syncing.sync(house).lines[1:] == outcome.lines


def test_a_section_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    house = ready(tmp_path, "AGENTS.md")
    broken = "\n## Nothing sleeps in `a.py` {#sleep}\n\n```check pattern\nforbid: [\n```\n"
    open_houses.repository(house).write("CONSTRAINTS.md", open_houses.RULE + broken)
    outcome = syncing.sync(house)
    assert not outcome.ok
    assert did(outcome) == {"AGENTS.md": "wrote"}


def test_without_a_document_there_is_nothing_to_tell(tmp_path: Path) -> None:
    house = ready(tmp_path, "AGENTS.md")
    syncing.sync(house)
    (house.root / "CONSTRAINTS.md").unlink()
    with pytest.raises(refusal.NotAllowed, match=r"no CONSTRAINTS\.md"):
        syncing.sync(house)
    assert did(syncing.sync(house, remove=True)) == {"AGENTS.md": "removed"}


def test_a_folder_that_takes_no_file_is_told_and_the_others_are_written(tmp_path: Path) -> None:
    house = ready(tmp_path, "GEMINI.md", ".cursor/")
    write(house, ".cursor/rules", b"a file where a folder must be")
    outcome = syncing.sync(house)
    assert did(outcome) == {".cursor/rules/parti.mdc": "left", "GEMINI.md": "wrote"}
    assert not outcome.ok
