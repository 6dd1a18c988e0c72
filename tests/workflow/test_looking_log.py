"""The records in order, and everything about one id."""

from pathlib import Path

import pytest

from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import looking
from tests.fakes import features
from tests.fakes.features import ADA, DECISION, Site

BOB = "Bob <bob@example.org>"
CONSUMER = facts.ComponentNamed(name="orders consumer", kind="consumer", why="it reads")
MODE = facts.FailureModeNamed(key="FM-1", component="c", mode="lost", handling="retry", evidence="unit: x")
DATA = facts.DataNamed(key="DATA-1", name="order", shape="id", owner="consumer")
MODULE = facts.ModuleTouched(key="MOD-1", path="src/orders.py", why="it reads")
RULE = facts.InvariantStated(key="INV-1", text="One row", why="money")


def kinds(lines: tuple[str, ...]) -> list[str]:
    """The kinds of record that `why` tells, in its order."""
    return [line.split("  ")[1] for line in lines if not line.startswith(" ")]


def talk(site: Site) -> None:
    site.open(CONSUMER, DECISION, RULE, MODE, DATA, MODULE)
    site.record(facts.Answered(question="q-1", text="the consumer", how="own"), by=BOB)
    site.record(features.planned(1), features.briefed(1, "b"), features.checked(1), features.planned(12))


def test_the_log_tells_one_record_a_line_in_order(tmp_path: Path) -> None:
    site = Site(tmp_path)
    talk(site)
    lines = looking.log(site.house(), 0).lines

    assert [line.split()[2] for line in lines] == [
        "FeatureOpened",
        "ComponentNamed",
        "Decided",
        "InvariantStated",
        "FailureModeNamed",
        "DataNamed",
        "ModuleTouched",
        "Answered",
        "ChunkPlanned",
        "ChunkBriefed",
        "ChunkChecked",
        "ChunkPlanned",
    ]
    assert lines == tuple(sorted(lines, key=lambda line: line[:20]))


@pytest.mark.parametrize(
    ("body", "gist"),
    [
        (DECISION, "D-1a2b"),
        (DATA, "DATA-1"),
        (CONSUMER, "orders consumer"),
        (features.planned(12), "12"),
        (facts.Waived(question="q-1", reason="later", until=""), "q-1"),
        (facts.FeatureClosed(reason="shipped"), "shipped"),
        (facts.ProblemStated(situation="Orders arrive."), "Orders arrive."),
        (facts.FeatureClosed(reason="x" * 90), "x" * 60),
        (facts.DesignLocked(design="design:1", method="terminal", signer="a", signature="b"), "design:1"),
        (facts.Withdrawn(reason="wrong", supersedes=("r:1",)), "wrong"),
    ],
)
def test_a_line_of_the_log_says_time_id_kind_gist_and_person(
    tmp_path: Path, body: facts.Fact, gist: str
) -> None:
    site = Site(tmp_path)
    record = site.open(body).reading.records[-1]
    [line] = looking.log(site.house("orders"), 1).lines

    kind = type(body).__name__
    assert line == f"{record.at[:19]}Z  {record.id[2:10]}  {kind:<16} {gist}  ({ADA})"


def test_a_short_id_from_the_log_is_one_that_why_understands(tmp_path: Path) -> None:
    site = Site(tmp_path)
    talk(site)
    for record, line in zip(site.house().reading.records, looking.log(site.house(), 0).lines, strict=True):
        found = looking.why(site.house(), line.split("  ")[1])
        assert found.lines[-1] == f"    record      {record.id}"


@pytest.mark.parametrize(("last", "shown"), [(0, 12), (1, 1), (5, 5), (12, 12), (13, 12), (10**9, 12)])
def test_the_last_records_are_the_newest(tmp_path: Path, last: int, shown: int) -> None:
    site = Site(tmp_path)
    talk(site)
    every = looking.log(site.house(), 0)
    outcome = looking.log(site.house(), last)

    assert outcome.lines == every.lines[-shown:]
    records = outcome.data["records"]
    assert isinstance(records, tuple)
    assert [record["id"] for record in records] == [r.id for r in site.house().reading.records][-shown:]


def test_the_log_of_a_closed_feature_stays_readable(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION, facts.FeatureClosed(reason="shipped"))

    assert len(looking.log(site.house("orders"), 0).lines) == 3
    assert kinds(looking.why(site.house("orders"), "FeatureClosed").lines) == ["FeatureClosed"]


@pytest.mark.parametrize("verb", ["log", "why"])
def test_without_a_feature_there_is_nothing_to_read(tmp_path: Path, verb: str) -> None:
    house = Site(tmp_path).house()
    with pytest.raises(refusal.NotAllowed) as caught:
        looking.log(house, 0) if verb == "log" else looking.why(house, "D-1")

    assert caught.value.sentence == "No feature is open on this branch."
    assert "parti status --all" in caught.value.next_step


def test_a_damaged_log_is_told_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION, RULE)
    lines = site.log_file().read_bytes().splitlines(keepends=True)
    site.log_file().write_bytes(b"".join((lines[0], lines[1].replace(b"no loss", b"no cost"), lines[2])))
    outcome = looking.log(site.house(), 0)

    assert [line.split("  ")[2].strip() for line in outcome.lines] == ["FeatureOpened", "InvariantStated"]
    assert [(finding.code, finding.place.line) for finding in outcome.findings] == [("log/damaged", 2)]


ASKED = (
    ("D-1a2b", ["Decided"]),
    ("INV-1", ["InvariantStated"]),
    ("FM-1", ["FailureModeNamed"]),
    ("DATA-1", ["DataNamed"]),
    ("order", ["DataNamed"]),
    ("MOD-1", ["ModuleTouched"]),
    ("Q-q-1", ["Answered"]),
    ("orders consumer", ["ComponentNamed"]),
    ("C-1", ["ChunkPlanned", "ChunkBriefed", "ChunkChecked"]),
    ("C-12", ["ChunkPlanned"]),
    ("ChunkPlanned", ["ChunkPlanned", "ChunkPlanned"]),
    ("FeatureOpened", ["FeatureOpened"]),
)


@pytest.mark.parametrize(("identity", "wanted"), ASKED)
def test_everything_about_one_id_and_nothing_else(tmp_path: Path, identity: str, wanted: list[str]) -> None:
    site = Site(tmp_path)
    talk(site)

    assert kinds(looking.why(site.house(), identity).lines) == wanted


@pytest.mark.parametrize(
    "identity",
    ["", " ", "Q-", "C-", "C-0", "r:", "D-1a2", "D-1A2B", "q-1", "abcde", "C-2", "zzzzzz", "Q-q"],
)
def test_an_id_of_which_nothing_is_recorded_is_refused(tmp_path: Path, identity: str) -> None:
    site = Site(tmp_path)
    talk(site)
    with pytest.raises(refusal.Misused) as caught:
        looking.why(site.house(), identity)

    assert caught.value.sentence == f"Nothing is recorded about {identity!r}."
    assert caught.value.next_step == "parti log, parti design"


def test_a_record_is_found_by_six_digits_of_its_id_and_not_by_five(tmp_path: Path) -> None:
    site = Site(tmp_path)
    talk(site)
    record = site.house().reading.records[2]
    for identity in (record.id, record.id[:8], record.id[2:8], record.id[2:]):
        assert looking.why(site.house(), identity).lines[-1].endswith(record.id)
    for short in (record.id[:7], record.id[2:7], record.id[3:20]):
        with pytest.raises(refusal.Misused):
            looking.why(site.house(), short)


def test_a_fact_is_told_with_person_time_and_all_that_it_says(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open()
    full = facts.Decided(
        key="D-9",
        title="Ack",
        choice="after",
        because="no loss",
        rejected=(facts.Rejected("on receipt", "a crash loses it"), facts.Rejected("never", "it waits")),
    )
    record = site.record(full, by=BOB).reading.records[-1]

    assert looking.why(site.house(), "D-9").lines == (
        f"{record.at[:19]}Z  Decided  by {BOB}",
        "    key         D-9",
        "    title       Ack",
        "    choice      after",
        "    because     no loss",
        "    rejected    option: on receipt, why: a crash loses it; option: never, why: it waits",
        f"    record      {record.id}",
    )


def test_what_came_before_is_told_oldest_first_and_marked(tmp_path: Path) -> None:
    site = Site(tmp_path)
    house = site.open(facts.Answered(question="q", text="first", how="own"))
    for text in ("second", "third"):
        seen = house.reading.records[-1].id
        house = site.record(facts.Answered(question="q", text=text, how="own", supersedes=(seen,)))
    lines = looking.why(site.house(), "Q-q").lines

    assert [line.split()[-1] for line in lines if line.startswith("    text")] == [
        "first",
        "second",
        "third",
    ]
    heads = [line for line in lines if not line.startswith(" ")]
    assert [head.endswith("   superseded") for head in heads] == [True, True, False]


@pytest.mark.parametrize(("body", "identity"), [(DECISION, "D-1a2b"), (CONSUMER, "orders consumer")])
def test_what_was_taken_back_is_told_with_who_did_it_and_why(
    tmp_path: Path, body: facts.Fact, identity: str
) -> None:
    site = Site(tmp_path)
    seen = site.open(RULE, body).reading.records[-1].id
    site.record(facts.Withdrawn(reason="it was wrong", supersedes=(seen,)), by=BOB)
    lines = looking.why(site.house(), identity).lines

    assert kinds(lines) == [type(body).__name__, "Withdrawn"]
    assert any(line.endswith(f"Withdrawn  by {BOB}") for line in lines)
    assert "    reason      it was wrong" in lines
    assert kinds(looking.why(site.house(), "INV-1").lines) == ["InvariantStated"]


def test_a_signature_is_told_with_what_opened_the_design_again(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    seen = site.sign().reading.records[-1].id
    site.record(facts.DesignUnlocked(reason="orders may be split", supersedes=(seen,)))

    assert kinds(looking.why(site.house(), "DesignLocked").lines) == ["DesignLocked", "DesignUnlocked"]


def test_two_people_who_did_not_see_each_other_are_both_told_and_none_is_superseded(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open()
    for by in (ADA, BOB):
        site.record(facts.Answered(question="q", text=f"said by {by}", how="own"), by=by)
    lines = looking.why(site.house(), "Q-q").lines

    assert len(kinds(lines)) == 2
    assert not any(line.endswith("superseded") for line in lines)


def test_a_program_gets_the_same_records(tmp_path: Path) -> None:
    site = Site(tmp_path)
    talk(site)
    records = looking.why(site.house(), "C-1").data["records"]

    assert isinstance(records, tuple)
    assert [record["kind"] for record in records] == ["ChunkPlanned", "ChunkBriefed", "ChunkChecked"]
    assert records[0]["body"]["intent"] == "Write orders"
