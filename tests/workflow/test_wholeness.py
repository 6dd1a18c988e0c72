"""A log that lost lines, or holds damaged ones, is told by every verb before anything rests on it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from parti.constraints import finding
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import (
    conversation,
    gating,
    looking,
    opening,
    planning,
    signing,
    wholeness,
    working,
)
from parti.workflow import house as houses
from parti.workflow.outcome import Outcome
from tests.fakes import features
from tests.fakes.features import DECISION, Site
from tests.workflow import talks

LOG = ".parti/features/orders/log"
RULE = facts.InvariantStated(key="INV-1", text="One row", why="money")
OTHER = facts.InvariantStated(key="INV-2", text="One table", why="money")

Cut = Callable[[list[bytes]], list[bytes]]


def signed(tmp_path: Path) -> Site:
    """A signed feature of five records with a plan, committed."""
    site = Site(tmp_path)
    site.open(DECISION, RULE)
    site.sign()
    site.record(features.planned(1))
    site.repository.commit()
    return site


def cut(site: Site, edit: Cut, slug: str = "orders") -> None:
    path = site.log_file(slug)
    path.write_bytes(b"".join(edit(path.read_bytes().splitlines(keepends=True))))


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.findings if finding.level == "error"]


def converted(lines: list[bytes]) -> list[bytes]:
    return [line[:-1] + b"\r\n" for line in lines]


HARM: dict[str, tuple[Cut, str]] = {
    "a line is gone from the middle": (lambda ls: [*ls[:2], *ls[3:]], "log/missing"),
    "the first line is gone": (lambda ls: ls[1:], "log/missing"),
    "a line was edited": (
        lambda ls: [ls[0], ls[1].replace(b"no loss", b"no cost"), *ls[2:]],
        "log/damaged",
    ),
    "line ends were converted": (converted, "log/damaged"),
    "a line is gone from the end": (lambda ls: ls[:-1], "log/rewritten"),
    "the signature is gone with all after it": (lambda ls: ls[:3], "log/rewritten"),
    "the file is empty": (lambda ls: [], "log/rewritten"),
}
harmed = pytest.mark.parametrize(("edit", "code"), HARM.values(), ids=HARM.keys())


@harmed
def test_the_gate_fails_with_it_first_leads_to_no_signature_and_writes_nothing(
    tmp_path: Path, edit: Cut, code: str
) -> None:
    site = signed(tmp_path)
    cut(site, edit)
    before = site.log_file().read_bytes()
    outcome = gating.gate(site.house())

    assert outcome.findings[0].code == code
    assert outcome.data["verdict"] == "fail"
    assert {"gate/not-locked", "gate/signature", "gate/no-plan", "gate/chunk-open"}.isdisjoint(
        codes(outcome)
    )
    assert not any("parti lock" in finding.fix for finding in outcome.findings)
    assert site.log_file().read_bytes() == before


@harmed
def test_check_checks_nothing_and_leads_to_the_doctor(tmp_path: Path, edit: Cut, code: str) -> None:
    site = signed(tmp_path)
    cut(site, edit)
    outcome = working.check(site.house(), 0, "")

    assert outcome.findings[0].code == code
    assert (outcome.ok, outcome.next) == (False, "parti doctor")
    assert site.runner.calls == []


@harmed
def test_nobody_signs_plans_or_begins_anew_on_it(tmp_path: Path, edit: Cut, code: str) -> None:
    site = signed(tmp_path)
    cut(site, edit)
    house = site.house()
    verbs: list[Callable[[], object]] = [
        lambda: signing.lock(house, ""),
        lambda: opening.new(houses.at(site.world, ""), "another wish", "", "normal"),
    ]
    if code != "log/rewritten":
        verbs.append(lambda: planning.brief(house, 1))
    for verb in verbs:
        with pytest.raises(refusal.Unready) as caught:
            verb()
        assert (caught.value.exit_code, caught.value.next_step) == (4, "parti doctor")


@pytest.mark.parametrize("committed", [False, True])
def test_a_signature_that_was_taken_away_leads_to_the_doctor_and_not_to_another(
    tmp_path: Path, committed: bool
) -> None:
    site = signed(tmp_path)
    cut(site, lambda ls: ls[:3])
    if committed:
        site.repository.commit()
    with pytest.raises(refusal.Unready, match="log/rewritten") as caught:
        planning.brief(site.house(), 1)
    assert caught.value.next_step == "parti doctor"


@harmed
def test_the_doctor_names_it(tmp_path: Path, edit: Cut, code: str) -> None:
    site = signed(tmp_path)
    path = site.log_file()
    cut(site, edit)
    found = {finding.code: finding for finding in looking.doctor(site.house()).findings}

    assert found[code].level == "error"
    assert found[code].place.path == f"{LOG}/{path.name}"


SEEN_BY_GIT_ALONE = ("a line is gone from the end", "the signature is gone with all after it")


@pytest.mark.parametrize("name", [name for name in HARM if name not in SEEN_BY_GIT_ALONE])
def test_status_shows_it_and_leads_to_the_doctor(tmp_path: Path, name: str) -> None:
    edit, code = HARM[name]
    site = signed(tmp_path)
    cut(site, edit)
    outcome = looking.status(site.house(), every=False)

    assert outcome.findings[0].code == code
    assert (outcome.ok, outcome.next) == (False, "parti doctor")


def test_status_asks_git_before_it_leads_to_a_signature(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path)
    talk.do(conversation.invariant, "One line a parcel", "the count")
    talk.repository.commit()
    assert looking.status(talk.house, every=False).next == "parti lock"
    (path,) = (talk.house.folder / "log").glob("*.jsonl")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    outcome = looking.status(talk.house, every=False)
    assert (codes(outcome), outcome.next) == (["log/rewritten"], "parti doctor")


def test_status_of_all_features_shows_it_too(tmp_path: Path) -> None:
    site = signed(tmp_path)
    cut(site, converted)
    outcome = looking.status(site.house(), every=True)
    assert (codes(outcome), outcome.next) == (["log/damaged"], "parti doctor")


def test_one_cause_in_one_file_is_told_once_with_its_count(tmp_path: Path) -> None:
    site = signed(tmp_path)
    cut(site, converted)
    (found,) = (each for each in looking.doctor(site.house()).findings if each.code == "log/damaged")
    assert found.place.line == 1
    sentence = "The line end was converted: a carriage return stands before it"
    assert found.message == f"{sentence} (5 lines, the first is here)."
    assert found.fix == f"sed -i 's/\\r$//' {LOG}/{site.log_file().name}"


def test_a_missing_record_is_named_with_the_line_that_builds_on_it_and_the_way_to_git(
    tmp_path: Path,
) -> None:
    site = signed(tmp_path)
    path, records = site.log_file(), site.house().reading.records
    cut(site, lambda ls: [*ls[:2], *ls[3:]])
    (found,) = wholeness.findings(site.root, site.house().reading)
    name = records[2].id[:14]

    assert (found.place.path, found.place.line) == (f"{LOG}/{path.name}", 3)
    assert name in found.message
    assert found.fix == f"git log --all -p -S {name} -- {LOG} shows it; put the line back"


def test_several_missing_records_are_told_together(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(*(facts.InvariantStated(key=f"INV-{n}", text=f"t{n}", why="w") for n in range(9)))
    cut(site, lambda ls: ls[::2])
    (found,) = wholeness.findings(site.root, site.house().reading)
    assert found.message.startswith("4 records on which lines build are in no file of the feature: r:")
    assert found.message.endswith(" and 1 more.")
    assert found.place.line == 2


def test_what_is_put_back_as_the_fix_says_is_whole_again(tmp_path: Path) -> None:
    site = signed(tmp_path)
    path = site.log_file()
    text, name = path.read_bytes(), path.name.removesuffix(".jsonl")
    cut(site, lambda ls: [])
    (found,) = (each for each in looking.doctor(site.house()).findings if each.code == "log/rewritten")
    assert found.fix == f"git show HEAD:{LOG}/{path.name} > {LOG}/{name}.restored.jsonl brings all back"
    assert "5 records" in found.message
    assert "FeatureOpened r:" in found.message

    (path.parent / f"{name}.restored.jsonl").write_bytes(text)
    assert codes(looking.doctor(site.house())) == []
    assert gating.gate(site.house()).findings[0].code == "gate/chunk-open"


def test_a_cut_that_was_committed_is_found_by_gate_and_doctor(tmp_path: Path) -> None:
    site = signed(tmp_path)
    for branch in ("main", "side"):
        site.repository.switch(branch)
        site.repository.write("a.txt", branch)
        site.repository.commit()
    house = site.open(slug="aside")
    site.repository.commit()
    site.record(RULE, slug="aside")
    site.repository.commit()
    assert house.slug == "aside"
    cut(site, lambda ls: ls[:1], "aside")
    site.repository.commit()

    assert codes(looking.status(site.house(), every=False)) == []
    for outcome in (looking.doctor(site.house()), gating.gate(site.house())):
        assert "log/rewritten" in codes(outcome)


def test_a_line_that_moved_to_another_file_of_the_feature_is_not_lost(tmp_path: Path) -> None:
    site = signed(tmp_path)
    path = site.log_file()
    path.rename(path.with_name("another.jsonl"))
    assert codes(looking.doctor(site.house())) == []


@pytest.mark.parametrize("closed", [True, False])
def test_a_closed_feature_may_be_put_away_and_an_open_one_may_not(tmp_path: Path, closed: bool) -> None:
    site = signed(tmp_path)
    if closed:
        site.record(facts.FeatureClosed(reason="shipped"))
    site.repository.commit()
    site.log_file().unlink()
    wanted = [] if closed else ["log/rewritten"]
    assert codes(looking.doctor(site.house())) == codes(looking.status(site.house(), every=False)) == wanted
    assert [code for code in codes(gating.gate(site.house())) if code.startswith("log/")] == wanted


def test_on_the_main_branch_a_folder_that_a_commit_took_away_is_no_loss(tmp_path: Path) -> None:
    site = signed(tmp_path)
    site.log_file().unlink()
    site.repository.commit()
    assert codes(looking.doctor(site.house())) == []


def test_on_a_branch_an_open_feature_that_a_commit_took_away_is_lost(tmp_path: Path) -> None:
    site = signed(tmp_path)
    site.repository.switch("side")
    site.open(slug="aside")
    site.repository.commit()
    site.log_file("aside").unlink()
    site.repository.commit()
    for outcome in (looking.doctor(site.house()), gating.gate(site.house())):
        assert "log/rewritten" in codes(outcome)


def test_an_edited_line_is_damaged_and_not_missing_too(tmp_path: Path) -> None:
    site = signed(tmp_path)
    cut(site, HARM["a line was edited"][0])
    assert codes(looking.doctor(site.house())) == ["log/damaged"]


def test_a_log_that_was_never_committed_raises_no_alarm(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    assert codes(looking.doctor(site.house())) == []
    assert not any(c.startswith("log/") for c in codes(gating.gate(site.house())))


def test_an_empty_log_that_git_does_not_know_is_told_and_stops_nobody(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    site.log_file().write_bytes(b"")
    outcome = looking.status(site.house(), every=False)
    assert [(each.code, each.level) for each in outcome.findings] == [("log/empty", "warning")]
    assert (outcome.ok, outcome.next) == (True, "parti doctor")


def test_damage_in_the_log_of_another_branch_stops_nobody_here(tmp_path: Path) -> None:
    site = signed(tmp_path)
    site.repository.switch("side")
    site.open(slug="aside")
    site.repository.commit()
    cut(site, lambda ls: [ls[0], *converted(ls[1:])])
    assert codes(looking.status(site.house(), every=False)) == []
    assert "log/damaged" not in codes(gating.gate(site.house()))
    assert codes(looking.doctor(site.house())) == ["log/damaged"]


def test_damage_that_hides_whose_branch_it_is_stops_every_branch(tmp_path: Path) -> None:
    site = signed(tmp_path)
    site.repository.switch("side")
    site.open(slug="aside")
    site.repository.commit()
    cut(site, converted)
    assert gating.gate(site.house()).findings[0].code == "log/damaged"
    assert working.check(site.house(), 0, "").findings[0].code == "log/damaged"


@pytest.mark.parametrize("verb", [lambda h: h.feature(), lambda h: h.looked_at()])
def test_no_verb_says_that_there_is_no_feature_where_one_cannot_be_read(
    tmp_path: Path, verb: Callable[[houses.House], object]
) -> None:
    site = signed(tmp_path)
    cut(site, converted)
    with pytest.raises(refusal.Unready, match="the log of orders is damaged"):
        verb(site.house())


def test_what_git_could_not_tell_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from parti import ports

    site = signed(tmp_path)
    monkeypatch.setattr(
        type(site.repository), "gone", lambda *_: ports.Gone(unknown="git took longer than 4 s")
    )
    (found,) = (each for each in gating.gate(site.house()).findings if each.code == "log/unknown")
    assert (found.level, found.message) == (
        "warning",
        "Whether records are gone is not known: git took longer than 4 s.",
    )


def test_a_damaged_log_is_told_before_errors_at_places_that_sort_before_it() -> None:
    def at(path: str, code: str) -> finding.Finding:
        return finding.Finding(
            code=code, level="error", message="m", place=finding.Place(path=path), fix="f"
        )

    first, other = at(f"{LOG}/x.jsonl", "log/damaged"), at(".github/late.py", "no-late")
    assert finding.order((other, first)) == (first, other)
