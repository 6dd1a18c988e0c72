"""Damage, litter and missing programs, each with one way to mend it; and the page beside the log."""

from pathlib import Path

import pytest

from parti.design import lock as locks
from parti.records import canonical, refusal
from parti.records import vocabulary as facts
from parti.workflow import house as houses
from parti.workflow import looking, pages
from parti.workflow.outcome import Outcome
from tests.fakes.features import DECISION, Site
from tests.fakes.runner import FakeRunner
from tests.fakes.signer import FakeSigner
from tests.fakes.world import world

LOG = ".parti/features/orders/log"
RULE = facts.InvariantStated(key="INV-1", text="One row", why="money")


def doctor(site: Site) -> Outcome:
    return looking.doctor(site.house())


def shown(outcome: Outcome) -> list[tuple[str, str, int]]:
    return [(finding.code, finding.level, finding.place.line) for finding in outcome.findings]


@pytest.mark.parametrize(
    ("features", "line"),
    [
        (0, "checked   0 records in 0 features"),
        (1, "checked   1 record in 1 feature"),
        (3, "checked   3 records in 3 features"),
    ],
)
def test_a_healthy_repository_is_counted(tmp_path: Path, features: int, line: str) -> None:
    site = Site(tmp_path)
    for number in range(features):
        site.open(slug=f"f-{number}")
    outcome = doctor(site)

    assert (outcome.lines, outcome.findings) == ((line,), ())
    assert outcome.data == {"records": features}


DAMAGES = (
    ("torn", lambda ls: [*ls[:-1], ls[-1][:-9]], [("log/torn", "note", 3)], "the next append"),
    ("no line end", lambda ls: [*ls[:-1], ls[-1][:-1]], [("log/torn", "note", 3)], "nothing to do"),
    (
        "edited",
        lambda ls: [ls[0], ls[1].replace(b"no loss", b"no cost"), ls[2]],
        [("log/damaged", "error", 2)],
        "git log -p",
    ),
    ("empty line", lambda ls: [ls[0], b"\n", *ls[1:]], [("log/damaged", "error", 2)], "put it back"),
    ("no record", lambda ls: [*ls, b"\xff\x00\n"], [("log/damaged", "error", 4)], "git log -p"),
    (
        "merge markers",
        lambda ls: [ls[0], b"<<<<<<< HEAD\n", ls[1], b"=======\n", ls[2], b">>>>>>> x\n"],
        [("log/conflict", "error", 2)],
        "delete only the three marker lines",
    ),
)


@pytest.mark.parametrize(("edit", "wanted", "fix"), [r[1:] for r in DAMAGES], ids=[r[0] for r in DAMAGES])
def test_each_kind_of_damage_is_named_with_its_line_and_a_way_to_mend_it(
    tmp_path: Path, edit: object, wanted: list[tuple[str, str, int]], fix: str
) -> None:
    site = Site(tmp_path)
    site.open(DECISION, RULE)
    path = site.log_file()
    assert callable(edit)
    path.write_bytes(b"".join(edit(path.read_bytes().splitlines(keepends=True))))
    outcome = doctor(site)

    assert shown(outcome) == wanted
    assert all(fix in finding.fix for finding in outcome.findings)
    assert {finding.place.path for finding in outcome.findings} == {f"{LOG}/{path.name}"}
    assert all(f.message[0].isupper() and f.message.endswith(".") for f in outcome.findings)
    assert outcome.ok == all(level == "note" for _, level, _ in wanted)


def test_a_record_of_a_newer_parti_asks_for_an_upgrade(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open()
    rest = {"at": "2026-01-01T00:00:00.000000Z", "body": {}, "by": "x", "kind": "Dreamt", "parents": []}
    identity = canonical.digest("r", canonical.encode(rest))
    with site.log_file().open("ab") as file:
        file.write(canonical.encode({**rest, "id": identity}) + b"\n")
    [finding] = doctor(site).findings

    assert (finding.code, finding.level, finding.fix) == ("log/newer", "error", "upgrade Parti")
    assert "Dreamt" in finding.message


def test_damage_in_every_features_log_is_found_also_on_other_branches(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for slug in ("a", "b", "c"):
        site.repository.switch(f"branch-{slug}")
        site.open(slug=slug)
    for slug in ("a", "c"):
        with site.log_file(slug).open("ab") as file:
            file.write(b"half a rec")
    site.repository.switch("main")

    assert [f.place.path.split("/")[2] for f in doctor(site).findings] == ["a", "c"]


def test_the_next_append_mends_a_torn_tail_as_promised(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open()
    with site.log_file().open("ab") as file:
        file.write(b"half a rec")
    assert [code for code, _, _ in shown(doctor(site))] == ["log/torn"]
    site.record(DECISION)

    assert doctor(site).findings == ()
    assert [path.read_bytes().strip() for path in (site.root / LOG).glob("*.torn")] == [b"half a rec"]


def test_what_interrupted_writes_left_is_named_in_order_and_can_be_deleted(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open()
    for path in (".parti/.config.toml.7.tmp", f"{LOG}/.x.jsonl.1.tmp", ".parti/kept.tmp", ".hidden.tmp"):
        site.repository.write(path, "half")
    litter = doctor(site).findings

    assert [(f.code, f.level, f.place.path, f.fix) for f in litter] == [
        ("files/litter", "note", ".parti/.config.toml.7.tmp", "delete it"),
        ("files/litter", "note", f"{LOG}/.x.jsonl.1.tmp", "delete it"),
    ]
    for finding in litter:
        site.repository.remove(finding.place.path)
    assert doctor(site).findings == ()


@pytest.mark.parametrize(("code", "found"), [(127, 1), (0, 0), (1, 0), (255, 0)])
def test_only_a_program_that_cannot_be_started_is_missing(tmp_path: Path, code: int, found: int) -> None:
    runner = FakeRunner().answers("ssh-keygen", code=code)
    house = Site(tmp_path).house()
    site_world = world(tmp_path, repository=house.world.repository, runner=runner)
    outcome = looking.doctor(houses.open_house(site_world))

    assert [(f.code, f.level) for f in outcome.findings] == [("tools/missing", "warning")] * found
    assert outcome.ok


def test_the_doctor_works_before_init(tmp_path: Path) -> None:
    assert doctor(Site(tmp_path, {"a.py": ""})).lines == ("checked   0 records in 0 features",)


# The printed page, and who may sign.


def test_the_page_is_written_beside_the_log_and_ends_with_one_line_end(tmp_path: Path) -> None:
    site = Site(tmp_path)
    house = site.open(DECISION)
    pages.print_page(house)
    text = (site.root / pages.page_path(house)).read_text("utf-8")

    assert pages.page_path(house) == ".parti/features/orders/design.md"
    assert "after the commit" in text
    assert "Not signed yet." in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    pages.print_page(house)
    assert (site.root / pages.page_path(house)).read_text("utf-8") == text


@pytest.mark.parametrize("name", ["agent:codex", "agent:"])
def test_an_agent_is_refused_and_a_person_is_not(tmp_path: Path, name: str) -> None:
    site = Site(tmp_path)
    house = site.open()
    pages.by_person(house, "sign a design")
    assert pages.who(house) == "Ada <ada@example.org>"
    site.repository.name = name

    with pytest.raises(refusal.NotAllowed) as caught:
        pages.by_person(house, "sign a design")
    assert caught.value.sentence == "An agent cannot sign a design."
    assert caught.value.next_step == "a person runs the same command"
    assert pages.who(house) == name


@pytest.mark.parametrize("name", ["Agent: Smith <smith@example.org>", "x agent:codex <x@example.org>"])
def test_a_person_whose_name_only_looks_like_an_agents_is_a_person(tmp_path: Path, name: str) -> None:
    site = Site(tmp_path)
    house = site.open()
    site.repository.name = name
    pages.by_person(house, "sign a design")


def test_a_typed_signature_holds_as_long_as_the_design_is_the_same(tmp_path: Path) -> None:
    site = Site(tmp_path)
    assert pages.signed(site.open(DECISION)) is None
    lock = pages.signed(site.sign())

    assert lock is not None
    assert (lock.method, lock.design) == ("terminal", locks.digest(site.house().design))
    assert pages.signed(site.record(RULE)) is None


def test_an_ssh_signature_needs_a_file_of_allowed_signers_and_not_a_folder(tmp_path: Path) -> None:
    site = Site(tmp_path)
    house = site.open(DECISION)
    (tmp_path / "key").touch()
    _, armour = FakeSigner().sign(locks.statement(house.design), tmp_path / "key")
    site.sign(method="ssh", signature=armour)
    assert pages.signed(site.house()) is None
    (site.root / pages.ALLOWED).mkdir()
    assert pages.signed(site.house()) is None
    (site.root / pages.ALLOWED).rmdir()
    site.repository.write(pages.ALLOWED, "ada@example.org ssh-ed25519 AAAA\n")

    lock = pages.signed(site.house())
    assert lock is not None
    assert lock.signer == "ada@example.org"


def test_the_way_on_in_phase_one(tmp_path: Path) -> None:
    consumer = facts.ComponentNamed(name="c", kind="consumer", why="w")
    drawn = facts.Drawn("q", "ownership", "high", ("c",), "owner")
    site = Site(tmp_path)
    assert pages.onward(site.open()) == 'parti kind confirm "<name>=<kind>"'
    house = site.record(consumer, facts.ObligationsDrawn(bank="b", questions=(drawn,)))
    assert pages.onward(house) == "parti ask"
    assert pages.onward(site.record(facts.RuledOut(question="q", reason="no"))) == "parti lock"
    assert pages.onward(site.sign()) == "parti plan <file>"


# --- a git that refuses ----------------------------------------------------------------------------------

DISTRUSTS = refusal.Unready(
    "git does not trust /elsewhere, because somebody else owns it.",
    next_step="git config --global --add safe.directory '/elsewhere'",
    place="/elsewhere",
)


def distrusted(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    def files() -> list[str]:
        raise DISTRUSTS

    monkeypatch.setattr(site.repository, "files", files)
    return site


def test_the_doctor_says_that_git_refuses_to_work_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = doctor(distrusted(Site(tmp_path), monkeypatch)).findings
    assert (found.code, found.level, found.message) == ("tools/git", "error", DISTRUSTS.sentence)
    assert (found.fix, found.place.path) == (DISTRUSTS.next_step, "/elsewhere")


def test_before_the_set_up_the_status_says_why_git_refuses_and_offers_no_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = distrusted(Site(tmp_path), monkeypatch)
    (site.root / ".parti/config.toml").unlink()
    with pytest.raises(refusal.Unready, match="git does not trust"):
        looking.status(site.house(), every=False)
