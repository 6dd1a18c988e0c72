"""The example project: the essays' ten constraints hold on it, and the demonstration runs to its verdict.

The job from a sentence to a verdict (D1, D2, D4, D5, E1, E2, E4, G1, G2, J4) is run once and looked at from
many sides; the naive change of the same wish passes its own tests, and constraints catch it (C2, C3, C5).
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from filelock import FileLock

from parti.constraints import conformance, document, examples, lint
from parti.constraints import tree as trees
from tests.law.source import ROOT

HERE = ROOT / "examples" / "deltas"
DOCUMENT = document.parse((HERE / "project" / document.PATH).read_text(encoding="utf-8"))

TEN = {
    "standard-library": "stdlib-only",
    "atomic-write": "only-through",
    "comments-home": "pattern",
    "state-dir": "pattern",
    "write-delta": "pattern",
    "opaque-id": "pattern",
    "handlers-registered": "registered-in",
    "dirty-flag": "paired-effect",
    "platform-flagging": "pattern",
    "superseded": "pattern",
}
"""The constraints that the first essay names, and the kind of check that each is."""

NAIVE = set(TEN) - {"standard-library", "comments-home"}
"""Those that the naive change breaks."""

CONCERNS = ("ownership", "downstream", "load", "resilience", "mitigation", "recovery")


class Ran(NamedTuple):
    """The demonstration: what it said, and the two repositories that it left."""

    said: str
    good: Path
    naive: Path


def texts(*folders: Path) -> trees.Texts:
    """The files of a folder with those of others laid over it."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and ".pytest_cache" not in path.parts:
                name = path.relative_to(folder).as_posix()
                found[name] = path.read_bytes().decode("utf-8", "replace")
    return trees.Texts(found)


def parti(folder: Path, *words: str) -> Any:
    """What a verb answers with `--json`."""
    ran = subprocess.run(
        [sys.executable, "-m", "parti", *words, "--json"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(ran.stdout)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The demonstration in a copy of the repository; run once, also by several workers."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("SKIP the demonstration: it signs with a key, and ssh-keygen is not there")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    top = shared / "demonstration"
    with FileLock(shared / "demonstration.lock"):
        if not (top / "said.txt").exists():
            shutil.copytree(ROOT / "examples", top / "examples", dirs_exist_ok=True)
            done = subprocess.run(
                [sys.executable, "-m", "examples.deltas.demo"],
                cwd=top,
                env={
                    **os.environ,
                    "XDG_STATE_HOME": str(top / "state"),
                    "XDG_CACHE_HOME": str(top / "cache"),
                },
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            (top / "said.txt").write_text(
                f"{done.returncode}\n{done.stdout}{done.stderr}", encoding="utf-8"
            )
    code, _, said = (top / "said.txt").read_text(encoding="utf-8").partition("\n")
    assert code == "0", said
    return Ran(said, top / "demo" / "deltas", top / "demo" / "naive")


def records(ran: Ran, kind: str) -> list[dict[str, Any]]:
    every = parti(ran.good, "--feature", "action-log", "log")["data"]["records"]
    return [record["body"] for record in every if record["kind"] == kind]


def test_the_essays_constraints_are_checked_by_a_machine() -> None:
    assert {rule.id: rule.kind for rule in DOCUMENT.constraints} == TEN
    assert DOCUMENT.findings == ()
    assert lint.findings(DOCUMENT.constraints) == ()


@pytest.mark.parametrize("identity", TEN)
def test_a_constraint_of_the_essay_can_fire_and_only_where_it_should(identity: str) -> None:
    assert examples.run([DOCUMENT.by_id()[identity]]) == ()


def test_the_project_conforms_and_so_do_the_finished_chunks() -> None:
    chunks = sorted((HERE / "chunks").iterdir())
    assert conformance.run(DOCUMENT, texts(HERE / "project")) == ()
    assert conformance.run(DOCUMENT, texts(HERE / "project", *chunks)) == ()


def test_the_naive_change_is_caught_by_every_constraint_that_it_breaks() -> None:
    found = conformance.run(DOCUMENT, texts(HERE / "project", HERE / "naive"))
    assert {finding.code for finding in found} == NAIVE
    assert all(finding.place.path and finding.fix for finding in found)


def test_the_tool_asks_until_everything_is_covered(ran: Ran) -> None:
    drawn = {question["question"] for question in records(ran, "ObligationsDrawn")[-1]["questions"]}
    kinds = ("Answered", "Waived", "RuledOut")
    settled = {body["question"] for kind in kinds for body in records(ran, kind)}
    assert len(drawn) > 20
    assert drawn == settled


def test_the_hard_questions_were_asked_by_the_tool(ran: Ran) -> None:
    drawn = {question["question"] for question in records(ran, "ObligationsDrawn")[-1]["questions"]}
    assert {"file-two-processes", "crash-mid-write", "file-one-helper", "destructive-job"} <= drawn


def test_the_six_hard_parts_were_walked_for_every_component(ran: Ran) -> None:
    questions = records(ran, "ObligationsDrawn")[-1]["questions"]
    walked = {(component, q["concern"]) for q in questions for component in q["components"]}
    named = {component["name"] for component in records(ran, "ComponentNamed")}
    assert {(name, concern) for name in named for concern in CONCERNS} <= walked


def test_the_result_is_the_architecture_in_writing(ran: Ran) -> None:
    page = (ran.good / ".parti/features/action-log/design.md").read_text(encoding="utf-8")
    parts = ("Problem", "Components", "Data", "Modules touched", "Invariants", "Decisions", "Failure modes")
    for part in (*parts, "Obligations"):
        assert f"\n## {part}\n\n- " in page or f"\n## {part}\n" in page, part
    assert len(page.splitlines()) <= 300


def test_phase_two_is_refused_before_the_signature(ran: Ran) -> None:
    assert "(exit code 3: no code before the design is signed)" in ran.said
    every = [r["kind"] for r in parti(ran.good, "--feature", "action-log", "log")["data"]["records"]]
    signed = every.index("DesignLocked")
    assert {kind for kind in every[:signed] if kind.startswith(("Chunk", "Gate"))} == set()


def test_three_chunks_are_proven_red_then_green_in_their_order(ran: Ran) -> None:
    intents = {body["number"]: body["intent"].lower() for body in records(ran, "ChunkPlanned")}
    checked = records(ran, "ChunkChecked")
    assert [(body["number"], body["verdict"]) for body in checked] == [
        (1, "pass"),
        (2, "pass"),
        (3, "pass"),
    ]
    assert all(body["red"] and body["green"] for body in checked)
    for number, role in ((1, "writer"), (2, "reader"), (3, "wire")):
        assert role in intents[number]


def test_the_brief_names_the_helper_that_exists(ran: Ran) -> None:
    said = "\n".join(parti(ran.good, "brief", "1")["data"]["lines"])
    exists = said.partition("## This already exists")[2].partition("\n## ")[0]
    assert "save_json(" in exists
    assert "state_io.py" in exists


def test_the_gate_runs_the_whole_suite_and_all_three_parts(ran: Ran) -> None:
    judged = records(ran, "GateJudged")[-1]
    assert judged["verdict"] == "pass"
    assert {part for part in ("suite", "architecture", "integration") if judged[part]} == {
        "suite",
        "architecture",
        "integration",
    }


def test_the_naive_change_passes_its_own_tests_and_not_the_gate(ran: Ran) -> None:
    told = ran.said.partition("typed without a design")[2]
    assert " passed" in told.partition("$ parti gate")[0]
    verdict = told.partition("$ parti gate")[2]
    assert [identity for identity in sorted(NAIVE) if f"FAIL ✗  {identity}" not in verdict] == []
    assert "call `state_io.save_json(path: Path, value: Any) -> None`" in verdict


def test_why_tells_the_reasoning_behind_a_decision_from_the_log_alone(ran: Ran) -> None:
    decided = next(body for body in records(ran, "Decided") if body["title"] == "One file an action")
    lines = "\n".join(parti(ran.good, "--feature", "action-log", "why", decided["key"])["data"]["lines"])
    assert decided["because"] in lines
    assert decided["rejected"][0]["why"] in lines
    assert "Demonstration <demonstration@parti.invalid>" in lines
