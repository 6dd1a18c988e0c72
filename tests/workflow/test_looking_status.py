"""Where one is, and the one next command: at every station of a feature, on every branch."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from parti.constraints.finding import Finding
from parti.records import vocabulary as facts
from parti.workflow import gating, looking
from parti.workflow.outcome import Outcome
from tests.fakes import features
from tests.fakes.features import DECISION, Site

CONSUMER = facts.ComponentNamed(name="orders consumer", kind="consumer", why="it reads")
NEW = 'parti new "<what you wish for>", or parti gate'


def drawn(*questions: tuple[str, str]) -> facts.ObligationsDrawn:
    """A draw of questions by id and severity."""
    every = tuple(
        facts.Drawn(name, "ownership", severity, ("orders consumer",), "owner")
        for name, severity in questions
    )
    return facts.ObligationsDrawn(bank="bank:1", questions=every)


def answered(question: str, text: str = "the consumer") -> facts.Answered:
    return facts.Answered(question=question, text=text, how="own")


def status(site: Site, every: bool = False, feature: str = "") -> Outcome:
    return looking.status(site.house(feature), every)


def signed(site: Site, *more: facts.Fact) -> None:
    site.open(CONSUMER, DECISION)
    site.sign()
    site.record(*more)


def row(outcome: Outcome, name: str) -> str:
    """What stands behind a row's name; empty when the row is not there."""
    rows = [line for line in outcome.lines if line.startswith(f"{name} ")]
    assert len(rows) < 2
    return rows[0].removeprefix(name).strip() if rows else ""


def test_before_init_there_is_one_thing_to_do(tmp_path: Path) -> None:
    outcome = status(Site(tmp_path, {"a.py": ""}))

    assert outcome == Outcome(lines=("Parti is not set up in this repository.",), next="parti init")


def test_without_a_feature_it_says_how_to_open_one(tmp_path: Path) -> None:
    outcome = status(Site(tmp_path))

    assert (outcome.lines, outcome.next, outcome.ok) == (("No feature is open on this branch.",), NEW, True)


def test_a_closed_feature_is_not_open_also_when_it_is_named(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(facts.FeatureClosed(reason="shipped"))

    for feature in ("", "orders"):
        assert status(site, feature=feature).next == NEW


STATIONS: tuple[tuple[str, Callable[[Site], object], str], ...] = (
    ("opened", lambda s: s.open(), 'parti kind confirm "<name>=<kind>"'),
    ("components, no question", lambda s: s.open(CONSUMER), "parti lock"),
    ("a question is open", lambda s: s.open(CONSUMER, drawn(("q", "high"))), "parti ask"),
    ("all answered", lambda s: s.open(CONSUMER, drawn(("q", "high")), answered("q")), "parti lock"),
    ("signed", signed, "parti plan <file>"),
    (
        "planned",
        lambda s: signed(s, features.planned(3), features.planned(2)),
        "parti brief 2, then parti check 2",
    ),
    (
        "one of two passed",
        lambda s: signed(s, features.planned(1), features.planned(2), features.checked(1)),
        "parti brief 2, then parti check 2",
    ),
    ("all passed", lambda s: signed(s, features.planned(1), features.checked(1)), "parti gate"),
    ("changed after the signature", lambda s: signed(s, drawn(("q", "low"))), "parti ask"),
    ("the small lane", lambda s: s.open(lane="small"), "parti check, then parti gate"),
    ("the deep lane", lambda s: s.open(lane="deep"), 'parti problem --needed "…"'),
)


@pytest.mark.parametrize(
    ("prepare", "command"), [row[1:] for row in STATIONS], ids=[row[0] for row in STATIONS]
)
def test_each_station_has_one_next_command(
    tmp_path: Path, prepare: Callable[[Site], object], command: str
) -> None:
    site = Site(tmp_path)
    prepare(site)

    assert status(site).next == command


def test_the_rows_tell_feature_wish_questions_and_lock(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(
        CONSUMER,
        drawn(("a", "blocker"), ("b", "high"), ("c", "high"), ("d", "low")),
        answered("c"),
        facts.Waived(question="d", reason="later", until="spring"),
    )

    assert status(site).lines == (
        "feature   orders   normal lane   branch main",
        "wish      save orders",
        "questions 2 of 4 closed; open: 1 blocker, 1 high",
        "asked     1 one by one, 2 on pages, 1 with a default",
        "lock      Not signed yet.",
    )


def test_when_all_is_closed_nothing_is_said_to_be_open(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(CONSUMER, drawn(("a", "blocker")), facts.RuledOut(question="a", reason="no"))

    assert row(status(site), "questions") == "1 of 1 closed"


def test_what_a_program_gets_says_the_same_as_the_rows(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(CONSUMER, drawn(("a", "blocker"), ("b", "high")), answered("b"))
    data = status(site).data

    assert data == {
        "feature": "orders",
        "asked": 2,
        "open": {"blocker": 1, "high": 0, "medium": 0, "low": 0},
        "economy": {"one_by_one": 1, "on_pages": 1, "defaults": 0, "added": 0, "repository": 0},
        "locked": False,
        "page": "one",
        "chunks": [],
    }


def test_what_a_program_gets_at_the_end_of_the_way(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(CONSUMER, DECISION)
    site.sign()
    site.record(features.planned(10), features.planned(9), features.checked(9))
    outcome = status(site)

    assert (outcome.data["locked"], outcome.data["page"], outcome.data["chunks"]) == (True, "done", [9, 10])
    assert row(outcome, "chunks") == "1 of 2 passed"
    assert row(outcome, "lock").startswith("Signed by Ada")


def test_two_answers_that_do_not_know_each_other_are_shown(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(CONSUMER, drawn(("a", "high"), ("b", "high")))
    site.record(answered("a", "the consumer"), answered("a", "the producer"))
    site.record(answered("b"), by="Bob <bob@example.org>")
    site.record(answered("b"))

    assert row(status(site), "conflict") == "Q-a: two answers that do not know each other"


def test_the_last_verdict_is_told_with_its_time(tmp_path: Path) -> None:
    site = Site(tmp_path)
    house = site.open(lane="small")
    gating.gate(site.house())

    at = site.house().reading.records[-1].at
    assert at > house.reading.records[-1].at
    assert row(status(site), "gate") == f"pass at {at[:19]}Z"


def test_a_pass_is_not_called_good_when_the_tree_has_moved_since(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(lane="small")
    gating.gate(site.house())
    before = site.repository.root / "src/orders.py"
    text = before.read_text()

    site.repository.write("src/orders.py", "x = 1\n")
    assert row(status(site), "gate").endswith("Z, of an earlier tree")
    site.repository.write("src/orders.py", text)
    assert row(status(site), "gate").endswith("Z")


def test_a_record_of_another_phase_does_not_age_a_pass(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(lane="small")
    gating.gate(site.house())
    site.record(DECISION)

    assert row(status(site), "gate").endswith("Z")


def test_a_failure_stays_a_failure(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    gating.gate(site.house())
    site.repository.write("src/orders.py", "x = 1\n")

    assert row(status(site), "gate").startswith("fail at ")
    assert row(status(site), "gate").endswith("Z")


def test_every_feature_is_listed_by_name_with_its_branch_and_its_end(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION, slug="b-orders")
    site.sign(slug="b-orders")
    site.repository.switch("work/tiny")
    site.open(slug="c-tiny", lane="small")
    site.repository.switch("main")
    site.open(facts.FeatureClosed(reason="done"), slug="a-old")
    outcome = status(site, every=True)

    assert [line.split()[:2] for line in outcome.lines] == [
        ["a-old", "main"],
        ["b-orders", "main"],
        ["c-tiny", "work/tiny"],
    ]
    assert [line.split("   ")[-1][:15] for line in outcome.lines] == [
        "closed",
        "Signed by Ada <",
        "Not signed yet.",
    ]
    assert outcome.next == 'parti new "<wish>"'


def test_a_feature_whose_opening_is_lost_is_listed_without_a_branch(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    path = site.log_file()
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))

    assert status(site, every=True).lines[0].split() == ["orders", "?", "Not", "signed", "yet."]


def test_without_any_feature_the_list_says_so(tmp_path: Path) -> None:
    assert status(Site(tmp_path), every=True).lines == ("There is no feature yet.",)


def test_damage_in_the_log_is_shown_beside_where_one_is(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    with site.log_file().open("ab") as file:
        file.write(b"nonsense\n")
    outcome = status(site)

    assert [finding.code for finding in outcome.findings] == ["log/damaged"]
    assert not outcome.ok
    assert row(outcome, "feature").startswith("orders")


def test_to_look_writes_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(CONSUMER, DECISION)
    files = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    house = site.house()
    for outcome in (
        looking.status(house, False),
        looking.status(house, True),
        looking.log(house, 0),
        looking.why(house, "D-1a2b"),
        looking.doctor(house),
    ):
        assert msgspec.json.encode(outcome.data)
        assert all(isinstance(finding, Finding) for finding in outcome.findings)

    assert {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()} == files
