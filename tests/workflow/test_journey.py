"""Journeys through the whole method as a person makes them: real git, the program as a process.

From the signature to the verdict (D6, E1), two people on two branches (S5), and the ways around the
method that must not work (G5).
"""

import subprocess
from pathlib import Path

import pytest

from tests.cli import houses


def test_from_a_signed_design_to_a_verdict(tmp_path: Path) -> None:
    home = houses.written(tmp_path)
    said = home.parti("check", "1")
    assert said.code == 0, said
    assert "red       it failed" in said.out
    assert "green     it passed" in said.out
    assert "write(order)" in said.out
    verdict = home.parti("gate")
    assert verdict.code == 0, verdict
    assert "gate: suite holds; architecture holds" in verdict.out
    assert "1 of 1 passed" in home.parti("status").out


def test_no_chunk_is_checked_before_the_design_is_signed(tmp_path: Path) -> None:
    home = houses.settled(tmp_path)
    for words in (["check"], ["brief", "1"], ["plan", "nowhere.toml"]):
        said = home.parti(*words)
        assert said.code == 3, said
        assert "No code before the design is signed" in said.err
        assert "next: parti lock" in said.err


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("orders.py", "import json\n", "chunk/scope"),
        ("writer.py", houses.GOOD + "x = 1\n" * 60, "chunk/size"),
        ("test_writer.py", "import unittest\n", "chunk/not-green"),
        ("writer.py", houses.GOOD + "import requests\n", "dependencies"),
        (
            "test_writer.py",
            houses.TEST.replace("assertEqual(writer.write(7), {'id': 7})", "skipTest('x')"),
            "chunk/",
        ),
        (".parti/config.toml", "[suite]\ncommands = ['true']\n", "chunk/judge"),
    ],
)
def test_a_chunk_that_leaves_its_bounds_is_named(tmp_path: Path, path: str, text: str, code: str) -> None:
    home = houses.written(tmp_path)
    (home.root / path).write_text(text)
    said = home.parti("--json", "check", "1")
    assert said.code == 1, said
    assert any(code in finding["code"] for finding in said.data["findings"]), said.out
    assert home.parti("gate").code == 1


def test_a_test_that_passes_without_the_change_proves_nothing(tmp_path: Path) -> None:
    home = houses.written(tmp_path)
    text = houses.TEST.replace("import writer\n", "").replace("writer.write(7), {'id': 7}", "len([1]), 1")
    (home.root / "test_writer.py").write_text(text)
    said = home.parti("--json", "check", "1")
    assert "chunk/not-red" in {finding["code"] for finding in said.data["findings"]}


def test_a_weakened_constraint_is_named_in_the_chunk_that_weakens_it(tmp_path: Path) -> None:
    home = houses.written(tmp_path)
    path = home.root / "CONSTRAINTS.md"
    path.write_text(path.read_text().replace("Scope: `*.py`", "Scope: `*.py`, not `writer.py`"))
    (home.root / "writer.py").write_text(houses.GOOD + "import requests\n")
    said = home.parti("--json", "check", "1")
    assert "chunk/constraint-changed" in {finding["code"] for finding in said.data["findings"]}, said.out


def test_editing_a_signed_design_unlocks_it_loudly(tmp_path: Path) -> None:
    home = houses.planned(tmp_path)
    page = home.root / ".parti/features/orders/design.md"
    page.write_text(page.read_text().replace("choice: after the commit", "choice: on receipt"))
    shown = home.parti("absorb")
    assert "on receipt" in shown.out
    assert "Signed by" in home.parti("status").out
    said = home.parti("absorb", "--yes")
    assert "UNLOCKED" in said.out
    assert home.parti("check", "1").code == 3
    assert "gate/not-locked" in home.parti("gate").out


def test_amend_unlocks_and_the_reason_stays_readable(tmp_path: Path) -> None:
    home = houses.locked(tmp_path)
    assert "UNLOCKED" in home.parti("amend", "orders may be split").out
    assert home.parti("check").code == 3
    assert "orders may be split" in home.parti("why", "DesignUnlocked").out
    assert home.parti("amend", "again").code == 3


def test_a_signature_that_nobody_allows_any_more_does_not_hold(tmp_path: Path) -> None:
    home = houses.planned(tmp_path)
    (home.root / ".parti/allowed_signers").write_text("")
    assert home.parti("check", "1").code == 3
    assert "gate/signature" in home.parti("gate").out


def test_a_forged_ssh_signature_does_not_hold(tmp_path: Path) -> None:
    home = houses.locked(tmp_path)
    path = home.log("orders")
    from parti.records import log
    from parti.records import vocabulary as facts

    seen = log.read(path.parent)
    lock = next(r.body for r in seen.records if isinstance(r.body, facts.DesignLocked))
    forged = facts.DesignLocked(
        design=lock.design, method="ssh", signer="boss@example.org", signature=lock.signature
    )
    record = log.make(forged, at="2027-01-01T00:00:00.000000Z", by="x", parents=seen.heads)
    log.append(path.parent, path.stem, [record])
    assert home.parti("plan", str(tmp_path / "none.toml")).code == 3
    assert "gate/signature" in home.parti("gate").out


def test_a_signed_design_without_a_plan_does_not_pass_the_gate(tmp_path: Path) -> None:
    home = houses.locked(tmp_path)
    said = home.parti("gate")
    assert said.code == 1
    assert "gate/no-plan" in said.out


def test_what_judges_the_code_is_watched_after_the_first_chunk_began(tmp_path: Path) -> None:
    home = houses.planned(tmp_path)
    (home.root / ".parti/config.toml").write_text("[suite]\ncommands = ['true']\n")
    home.git("commit", "-qam", "easier")
    assert "gate/judge-changed" in home.parti("gate").out


def test_a_later_init_accepts_nothing(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    (home.root / "orders.py").write_text("import requests\n")
    (home.root / ".parti/baseline.json").unlink()
    assert "accepted" not in home.parti("init").out
    assert home.parti("gate").code == 1


def test_an_agents_init_accepts_nothing(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    text = (
        "# Constraints\n\n## Nothing is evaluated by `eval` {#no-eval}\n\nIt runs what strangers wrote.\n\n"
    )
    block = "Scope: `*.py`. Owner: all.\n\n```check pattern\nforbid: eval($$$A)\n```\n\n"
    examples = "```python kept\nx = 1\n```\n\n```python broken\neval('1')\n```\n"
    (home.root / "CONSTRAINTS.md").write_text(text + block + examples)
    (home.root / "orders.py").write_text("eval('1')\n")
    home.parti("init", PARTI_AGENT="codex")
    assert "no-eval" in home.parti("gate").out


def test_the_second_init_changes_no_byte(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    home.git("add", "-A")
    home.git("commit", "-qm", "init")
    said = home.parti("init")
    assert "nothing was changed" in said.out
    assert home.git("status", "--porcelain") == ""


def test_the_small_lane_ends_where_a_change_is_no_longer_small(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    home.git("add", "-A")
    home.git("commit", "-qm", "init")
    home.parti("new", "rename a variable", "--lane", "small", "--name", "tiny")
    (home.root / "orders.py").write_text("x = 1\n")
    assert home.parti("check").code == 0
    (home.root / "orders.py").write_text("x = 1\n" * 90)
    (home.root / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    said = home.parti("--json", "check")
    assert [f["code"] for f in said.data["findings"]].count("chunk/small-lane") == 2


def test_one_feature_a_branch(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    said = home.parti("new", "something else")
    assert said.code == 3
    assert "orders is open" in said.err
    refused = home.parti("close", "shipped")
    assert (refused.code, "next: parti gate" in refused.err) == (3, True)
    assert home.parti("close", "given up").code == 0
    assert home.parti("new", "something else", "--name", "else").code == 0
    assert (
        "given up"
        in home.parti("--feature", "orders", "log").out
        + home.parti("--feature", "orders", "why", "FeatureClosed").out
    )


def test_on_a_detached_head_the_branch_that_ci_names_finds_the_feature(tmp_path: Path) -> None:
    home = houses.locked(tmp_path)
    home.git("checkout", "-q", "--detach")
    assert "gate/no-plan" in home.parti("gate").out
    assert "gate/no-plan" in home.parti("gate", PARTI_BRANCH="main").out
    assert "gate/no-plan" not in home.parti("gate", PARTI_BRANCH="other").out


def test_two_people_on_two_branches_merge_without_a_conflict_and_see_their_contradiction(
    tmp_path: Path,
) -> None:
    home = houses.opened(tmp_path)
    home.git("add", "-A")
    home.git("commit", "-qm", "opened")
    subprocess.run(["git", "clone", "-q", str(home.root), str(tmp_path / "joe")], check=True)
    joe = houses.Home(tmp_path / "joe", home.state)
    joe.git("config", "user.name", "Joe")
    joe.git("config", "user.email", "joe@example.org")
    home.parti("answer", "Q-ack-strategy", "It is acknowledged only after the commit has returned.")
    joe.parti("answer", "Q-ack-strategy", "It is acknowledged on receipt, before the row is written.")
    joe.parti("invariant", "no order twice", "--why", "invoices")
    for one in (home, joe):
        one.git("add", "-A")
        one.git("commit", "-qm", "answers")
    home.git("remote", "add", "joe", str(joe.root))
    home.git("fetch", "-q", "joe")
    home.git("merge", "-q", "--no-edit", "joe/main")
    assert home.parti("doctor").code == 0
    status = home.parti("status").out
    assert "conflict  Q-ack-strategy" in status
    assert "no order twice" in home.parti("design").out
    home.parti("answer", "Q-ack-strategy", "It is acknowledged only after the commit, as Jane said.")
    assert "conflict" not in home.parti("status").out
    assert home.parti("why", "Q-ack-strategy").out.count("superseded") == 2


def test_the_reports_are_written_and_outside_paths_are_refused(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    forms = ("markdown", "json", "sarif", "junit")
    words = [f"--report={form}=.parti/reports/out.{form}" for form in forms]
    assert home.parti("gate", *words).code == 0
    for form in forms:
        assert (home.root / f".parti/reports/out.{form}").stat().st_size > 100
    assert home.parti("gate", "--report", "sarif=../out").code == 2
    assert home.parti("gate", "--report", "pdf=out").code == 2


def test_an_unknown_kind_gets_questions_of_its_own(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    home.parti("new", "collect what the sensors say", "--name", "sensors")
    said = home.parti("kind", "add", "sensor-hub", "--what", "reads sensors", "--in", "readings")
    assert "8 questions" in said.out, said
    confirmed = home.parti("kind", "confirm", "hub=sensor-hub")
    assert "questions 8: 8 high" in confirmed.out, confirmed
    assert "takes in readings" in home.parti("ask").out


def test_baseline_and_ratchet(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    (home.root / "orders.py").write_text("import requests\n")
    assert home.parti("gate").code == 1
    assert home.parti("constraints", "baseline", "--accept", PARTI_AGENT="codex").code == 3
    assert "accepted  1 findings" in home.parti("constraints", "baseline", "--accept").out
    assert "dependencies" not in home.parti("gate").out.split("gate:")[0].replace("architecture", "")
    (home.root / "orders.py").write_text("import json\n")
    assert "constraints/baseline" in home.parti("gate").out
    home.parti("constraints", "baseline", "--shrink")
    (home.root / "orders.py").write_text("import requests\n")
    assert "dependencies" in home.parti("gate").out
