"""What the gate asks of a feature besides its code, and what it writes down."""

from collections.abc import Callable
from pathlib import Path

import pytest

from parti.design import lock as locks
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import constraining, gating
from parti.workflow.house import House
from parti.workflow.outcome import Outcome
from tests.fakes import features
from tests.fakes.features import DECISION, FILES, Site
from tests.fakes.signer import FakeSigner

ALLOWED = ".parti/allowed_signers"


def errors(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.findings if finding.level == "error"]


def signed(site: Site) -> House:
    site.open(DECISION)
    return site.sign()


def finished(site: Site) -> House:
    """A signed feature with one chunk that passed."""
    signed(site)
    return site.record(
        features.planned(1), features.briefed(1, site.repository.head()), features.checked(1)
    )


def judgements(site: Site) -> list[facts.GateJudged]:
    bodies = (record.body for record in site.house("orders").reading.records)
    return [body for body in bodies if isinstance(body, facts.GateJudged)]


def test_without_a_feature_the_code_is_judged_alone_and_nothing_is_written(tmp_path: Path) -> None:
    site = Site(tmp_path)
    outcome = gating.gate(site.house())

    assert outcome.ok
    assert outcome.next == "parti status"
    assert [finding.code for finding in outcome.findings] == ["gate/no-integration"]
    assert not (site.root / ".parti/features").exists()


def test_before_init_the_gate_is_refused_and_runs_nothing(tmp_path: Path) -> None:
    site = Site(tmp_path, {"src/orders.py": "x = 1\n"})

    with pytest.raises(refusal.NotAllowed) as caught:
        gating.gate(site.house())

    assert caught.value.next_step == "parti init"
    assert site.runner.calls == []


def test_every_command_is_run_in_the_root_with_the_time_of_its_part(tmp_path: Path) -> None:
    config = (
        '[suite]\ncommands = ["build-it", "run-tests"]\ntimeout = 7\n'
        '[integration]\ncommands = ["end-to-end"]\ntimeout = 11\n'
    )
    site = Site(tmp_path, {**FILES, ".parti/config.toml": config})
    site.runner.answers("build-it", code=2, output="no rule\n").answers("end-to-end")
    outcome = gating.gate(site.house())

    ran = [(call.command, call.timeout) for call in site.runner.calls]
    assert ran == [("build-it", 7), ("run-tests", 7), ("end-to-end", 11)]
    assert {call.cwd for call in site.runner.calls} == {site.root}
    assert errors(outcome) == ["gate/suite"]
    assert outcome.next == "mend the first finding, then parti gate"


def test_the_lines_end_with_the_verdict_and_say_that_they_told_the_findings(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.repository.write("src/orders.py", "eval('1')\n")
    outcome = gating.gate(site.house())

    assert outcome.shown
    assert outcome.lines[0] == f"gate    commit {site.repository.head()[:12]}"
    assert outcome.lines[-1].startswith("FAIL ✗  gate: suite holds; architecture fails;")
    assert "FAIL ✗  no-eval  src/orders.py:1" in " ".join(line[:40] for line in outcome.lines)
    assert outcome.data["verdict"] == "fail"
    assert outcome.data["lines"] == []


STATES: tuple[tuple[str, Callable[[Site], object], list[str]], ...] = (
    ("not signed", lambda s: s.open(DECISION), ["gate/not-locked"]),
    ("signed, not planned", signed, ["gate/no-plan"]),
    (
        "planned, not checked",
        lambda s: (signed(s), s.record(features.planned(1), features.planned(2))),
        ["gate/chunk-open", "gate/chunk-open"],
    ),
    (
        "one of two passed",
        lambda s: (finished(s), s.record(features.planned(2))),
        ["gate/chunk-open"],
    ),
    (
        "passed, then failed",
        lambda s: (finished(s), s.record(features.checked(1, "fail"))),
        ["gate/chunk-open"],
    ),
    (
        "passed, then planned anew",
        lambda s: (finished(s), s.record(features.planned(1, intent="Write orders otherwise"))),
        ["gate/chunk-open"],
    ),
    ("all passed", finished, []),
    (
        "changed after it was signed",
        lambda s: (finished(s), s.record(facts.InvariantStated(key="INV-1", text="One row", why="money"))),
        ["gate/not-locked"],
    ),
    ("the small lane needs no design", lambda s: s.open(lane="small"), []),
    ("the deep lane needs one", lambda s: s.open(lane="deep"), ["gate/not-locked"]),
)


@pytest.mark.parametrize(("prepare", "wanted"), [row[1:] for row in STATES], ids=[row[0] for row in STATES])
def test_the_gate_asks_for_what_the_method_still_wants(
    tmp_path: Path, prepare: Callable[[Site], object], wanted: list[str]
) -> None:
    site = Site(tmp_path)
    prepare(site)
    outcome = gating.gate(site.house())

    assert errors(outcome) == wanted
    assert outcome.ok == (wanted == [])


def test_an_unsigned_design_is_not_called_signed(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    [finding] = [f for f in gating.gate(site.house()).findings if f.level == "error"]

    assert (finding.message, finding.fix, finding.place.path) == ("Not signed yet.", "parti lock", "orders")


def test_a_design_that_changed_since_it_was_signed_is_told_apart_from_one_never_signed(
    tmp_path: Path,
) -> None:
    site = Site(tmp_path)
    signed(site)
    site.record(facts.InvariantStated(key="INV-1", text="One row an order", why="invoices"))

    assert "Changed since it was signed." in [f.message for f in gating.gate(site.house()).findings]


def test_each_open_chunk_is_named_with_the_command_that_checks_it(tmp_path: Path) -> None:
    site = Site(tmp_path)
    signed(site)
    site.record(features.planned(2), features.planned(11), features.checked(2))
    [finding] = [f for f in gating.gate(site.house()).findings if f.level == "error"]

    assert (finding.message, finding.place.path, finding.fix) == (
        "Chunk 11 has not passed its check.",
        "C-11",
        "parti check 11",
    )


@pytest.mark.parametrize(
    ("allowed", "wanted"),
    [
        ("ada@example.org ssh-ed25519 AAAA\n", "gate/no-plan"),
        ("bob@example.org ssh-ed25519 AAAA\n", "gate/signature"),
        ("", "gate/signature"),
        (None, "gate/signature"),
    ],
)
def test_an_ssh_signature_is_verified_by_every_gate(
    tmp_path: Path, allowed: str | None, wanted: str
) -> None:
    site = Site(tmp_path)
    design = site.open(DECISION).design
    key = tmp_path / "key"
    key.touch()
    _, armour = FakeSigner().sign(locks.statement(design), key)
    site.sign(method="ssh", signature=armour)
    if allowed is not None:
        site.repository.write(ALLOWED, allowed)

    assert errors(gating.gate(site.house())) == [wanted]


def test_a_signature_over_another_design_does_not_verify(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    site.sign(method="ssh", signature="signed with something else\n")
    site.repository.write(ALLOWED, "ada@example.org ssh-ed25519 AAAA\n")
    [finding] = [f for f in gating.gate(site.house()).findings if f.level == "error"]

    assert finding.code == "gate/signature"
    assert ALLOWED in finding.message
    assert finding.fix == "parti lock, with an allowed key"


def test_a_module_of_the_design_that_nobody_wrote_fails_the_gate(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(lane="small")
    site.record(facts.ModuleTouched(key="MOD-1", path="src/gone.py", why="new"))

    assert errors(gating.gate(site.house())) == ["gate/module-missing"]
    site.repository.write("src/gone.py", "x = 1\n")
    assert errors(gating.gate(site.house())) == []


def test_failure_modes_are_lit_by_the_tests_in_the_tree(tmp_path: Path) -> None:
    site = Site(tmp_path)
    modes = [
        facts.FailureModeNamed(key=key, component="store", mode=key, handling="h", evidence=evidence)
        for key, evidence in (("FM-1", "fault: tests/test_orders.py"), ("FM-2", "load: nothing yet"))
    ]
    site.open(*modes, DECISION, lane="small")
    outcome = gating.gate(site.house())

    lights = outcome.data["failure_modes"]
    assert isinstance(lights, list)
    assert [(light["key"], light["state"]) for light in lights] == [("FM-1", "named"), ("FM-2", "missing")]
    assert outcome.ok


def test_a_failure_mode_that_was_said_again_is_shown_once_as_it_is_now(tmp_path: Path) -> None:
    site = Site(tmp_path)
    old = facts.FailureModeNamed(key="FM-1", component="store", mode="m", handling="h", evidence="none")
    house = site.open(old, lane="small")
    seen = house.reading.records[-1].id
    site.record(
        facts.FailureModeNamed(
            key="FM-1",
            component="store",
            mode="m",
            handling="h",
            evidence="unit: tests/test_orders.py",
            supersedes=(seen,),
        )
    )
    lights = gating.gate(site.house()).data["failure_modes"]
    assert isinstance(lights, list)
    assert [(light["key"], light["test"]) for light in lights] == [("FM-1", "tests/test_orders.py")]


def test_findings_that_the_baseline_accepts_are_counted_and_do_not_block(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.repository.write("src/orders.py", "eval('1')\n")
    assert not gating.gate(site.house()).ok
    assert constraining.accept_today(site.house()) == 1
    outcome = gating.gate(site.house())

    assert outcome.ok
    assert outcome.data["accepted"] == 1
    site.repository.write("src/orders.py", "x = 1\n")
    assert errors(gating.gate(site.house())) == ["constraints/baseline"]


def test_a_weak_test_in_the_work_tree_fails_the_gate(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.repository.write("tests/test_new.py", "def test_nothing():\n    assert True\n")

    assert errors(gating.gate(site.house())) == ["chunk/weak-test"]


# What is written down.


def test_a_verdict_is_written_down_with_the_tree_that_it_speaks_of(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(lane="small")
    gating.gate(site.house())

    [judged] = judgements(site)
    assert judged.tree == site.repository.tree_digest()
    assert (judged.verdict, judged.suite, judged.architecture, judged.integration) == (
        "pass",
        "ok",
        "ok",
        "not-run",
    )
    assert site.house().gate.passed_on(judged.tree)


def test_only_a_verdict_that_says_something_new_is_written_down(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(lane="small")
    texts = ("x = 1\n", "x = 1\n", "eval('1')\n", "eval('1')\n", "x = 1\n", "x = 2\n")
    for text in texts:
        site.repository.write("src/orders.py", text)
        gating.gate(site.house())

    assert [judged.verdict for judged in judgements(site)] == ["pass", "fail", "pass", "pass"]


def test_another_failure_on_the_same_tree_is_something_new(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(lane="small")
    gating.gate(site.house())
    site.runner.answers(features.TESTS, code=1, output="boom\n")
    for _ in range(3):
        gating.gate(site.house())

    assert [judged.suite for judged in judgements(site)] == ["ok", "fail"]
    assert len({judged.tree for judged in judgements(site)}) == 1


def test_on_a_detached_head_the_feature_is_judged_and_nothing_is_written(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    site.repository.detach()
    before = site.log_file().read_bytes()

    assert errors(gating.gate(site.house())) == ["gate/not-locked"]
    assert site.log_file().read_bytes() == before


@pytest.mark.parametrize(("detached", "follow"), [(False, 'parti close "shipped"'), (True, "parti status")])
def test_a_pass_leads_to_the_end_only_where_it_is_recorded(
    tmp_path: Path, detached: bool, follow: str
) -> None:
    """To close as shipped is refused without a recorded pass, so that nobody is sent there."""
    site = Site(tmp_path)
    site.open(lane="small")
    if detached:
        site.repository.detach()
    outcome = gating.gate(site.house())
    assert (errors(outcome), outcome.next) == ([], follow)


def test_a_closed_feature_gets_no_further_record(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(facts.FeatureClosed(reason="shipped"), lane="small")
    gating.gate(site.house("orders"))

    assert judgements(site) == []


def test_a_feature_of_another_branch_is_none_of_this_branchs_business(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    site.repository.switch("other")

    assert gating.gate(site.house()).ok
    assert judgements(site) == []
