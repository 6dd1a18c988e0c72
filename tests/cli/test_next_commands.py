"""Every `next:` that is printed on the way through the method may be typed: nothing refuses it there.

At each stage, from the first command to the end of the feature, the verbs that look are asked what comes
next, and what they print is run in a copy. Findings (1) are a way to end; a usage error (2) and "not in
this step" (3) are none.
"""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli import calls, houses

WORDS = {
    "<name>=<kind>": "names=library",
    "<name>": "other",
    "<what you wish for>": "sort names",
    "<wish>": "sort names",
    "<answer>": "at most 3 tries of `sort`, then it raises and `main` logs it",
    "<file>": "../plan.toml",
    "<title>": "Order",
    "…": "each name is kept: once",
}

LOOKS = ("status", "kind list", "problem", "ask", "design", "plan", "check", "brief", "gate", "scout")


def bare(folder: Path) -> houses.Home:
    """A feature in whose words nothing is recognised."""
    return begun(folder, "tidy the blue thing", "normal")


def deep(folder: Path) -> houses.Home:
    """The deep lane, with everything said and no model set up."""
    home = begun(folder, "tidy the blue thing", "deep")
    for words in (
        (),
        ("--needed", "each is kept"),
        ("--never", "one is lost"),
        ("--quantities", "9 a day"),
    ):
        home.parti("problem", *words)
    return home


def begun(folder: Path, wish: str, lane: str) -> houses.Home:
    home = houses.repository(folder)
    for words in (["init"], ["new", wish, "--name", "blue", "--lane", lane]):
        assert home.parti(*words).code == 0
    return home


def passed(folder: Path) -> houses.Home:
    """A feature whose chunk is written and whose tree has passed the gate."""
    home = houses.written(folder)
    for words in ("check", "gate"):
        assert home.parti(words).code == 0
    return home


STAGES: dict[str, Callable[[Path], houses.Home]] = {
    "bare": bare,
    "deep": deep,
    "opened": houses.opened,
    "settled": houses.settled,
    "locked": houses.locked,
    "planned": houses.planned,
    "written": houses.written,
    "passed": passed,
}


def printed(said: calls.Called) -> Iterator[list[str]]:
    """The commands of what is printed as next, with words in the place of what a person fills in."""
    for line in re.findall(r"^next: (.*)$", said.out + said.err, re.MULTILINE):
        for part in re.split(r", then |, or |, at a |, by a |   \(", line):
            for blank, word in WORDS.items():
                part = part.replace(blank, word)
            if part.startswith("parti") and "--reject" not in part:
                yield shlex.split(part)[1:]


@pytest.mark.parametrize("stage", STAGES)
def test_every_next_command_is_legal_where_it_is_printed(stage: str, tmp_path: Path) -> None:
    home = STAGES[stage](tmp_path / "first")
    (tmp_path / "first/plan.toml").write_text(houses.PLAN)
    wanted: dict[tuple[str, ...], str] = {}
    with calls.inside(home):
        for look in LOOKS:
            for words in printed(calls.parti(*look.split())):
                wanted.setdefault(tuple(words), look)
    assert wanted
    refused = []
    for number, (words, look) in enumerate(wanted.items()):
        again = STAGES[stage](tmp_path / f"{number}")
        (tmp_path / f"{number}/plan.toml").write_text(houses.PLAN)
        with calls.inside(again):
            for before in (
                ("check", "gate") if words[0] == "close" else ()
            ):  # what led there is no look alone
                calls.parti(before)
            said = calls.parti(*words)
        if said.code in (2, 3) and not (words == ("lock",) and "terminal" in said.err):
            refused.append((look, words, said.code, said.err))
    assert refused == []


def test_after_a_green_gate_the_feature_is_closed_and_the_next_one_begins(tmp_path: Path) -> None:
    home = passed(tmp_path)
    with calls.inside(home):
        assert 'next: parti close "shipped"' in calls.parti("gate").out
        assert 'next: parti close "shipped"' in calls.parti("status").out
        said = calls.parti("close", "shipped")
        assert 'next: parti new "<what you wish for>"' in said.out
        assert calls.parti(*next(printed(said))).code == 0


def test_a_tree_that_changed_since_the_gate_is_judged_again(tmp_path: Path) -> None:
    home = passed(tmp_path)
    (home.root / "writer.py").write_text(houses.GOOD + "x = 1\n")
    with calls.inside(home):
        assert "next: parti check 1" in calls.parti("status").out
        assert calls.parti("check", "1").code == 0
        assert "next: parti gate" in calls.parti("status").out


def test_while_questions_are_open_no_signature_is_offered(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    with calls.inside(home):
        for words in ("check", "brief"):
            assert calls.parti(words).err.endswith("next: parti ask\n")


def test_in_the_deep_lane_without_a_model_the_way_leads_on_by_hand_and_says_why(tmp_path: Path) -> None:
    home = deep(tmp_path)
    with calls.inside(home):
        said = calls.parti("status")
    assert "blind     no [[model]] in .parti/config.toml" in said.out
    assert said.out.endswith('next: parti kind confirm "<name>=<kind>"\n')
