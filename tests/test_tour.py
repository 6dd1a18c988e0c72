"""The tour through real projects: its offline stop runs as said, and a stop that is not as said is told.

The stop is a package that is installed beside Parti; the other stops need a package index and run in
`./dev tour`. What they bring is looked at here: rules that hold by their own examples, plans, digests.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from examples.tour import fetch, journey, show
from filelock import FileLock

from parti.constraints import document, examples
from tests.law.source import ROOT

STOPS = {stop.name: stop for stop in journey.stops()}
OFFLINE = next(stop for stop in STOPS.values() if stop.package)


class Toured(NamedTuple):
    """The offline stop: what was said, and the repository that it left."""

    said: str
    folder: Path


def tour(top: Path, state: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`python -m examples.tour` with its temporary and cache folders in a folder of the test's own."""
    state.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name != "PARTI_AGENT"}
    places = {"TMPDIR": str(state), "XDG_CACHE_HOME": str(state / "cache")}
    return subprocess.run(
        [sys.executable, "-m", "examples.tour", *words],
        cwd=top,
        env={**kept, **places, **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Toured:
    """The offline stop, run once, also by several workers."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("SKIP the tour: it signs with a key, and ssh-keygen is not there")
    base = tmp_path_factory.getbasetemp()
    state = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "tour"
    with FileLock(f"{state}.lock"):
        if not (state / "said.txt").exists():
            done = tour(ROOT, state, OFFLINE.name, "--keep")
            (state / "said.txt").write_text(f"{done.returncode}\n{done.stdout}{done.stderr}", "utf-8")
    code, _, said = (state / "said.txt").read_text("utf-8").partition("\n")
    assert code == "0", said
    (folder,) = state.glob(f"parti-tour-*/{OFFLINE.name}")
    return Toured(said, folder)


def records(toured: Toured, kind: str) -> list[dict[str, Any]]:
    words = [sys.executable, "-m", "parti", "--json", "--feature", OFFLINE.feature, "log"]
    done = subprocess.run(words, cwd=toured.folder, capture_output=True, text=True, check=True)
    every = json.loads(done.stdout)["data"]["records"]
    return [record["body"] for record in every if record["kind"] == kind]


def test_the_offline_stop_ends_with_one_table(toured: Toured) -> None:
    table = toured.said.partition("── 1 as said, 0 skipped, 0 not as said\n")[2].splitlines()
    assert table[0].split()[:2] == ["project", "lines"]
    assert table[1].split()[0] == OFFLINE.name
    assert table[1].split()[-1] == str(len(OFFLINE.findings))


def test_the_wrong_chunk_is_refused_where_it_is_wrong_and_the_right_one_passes(toured: Toured) -> None:
    checked = records(toured, "ChunkChecked")
    assert [body["verdict"] for body in checked] == ["fail", "pass"]
    assert checked[0]["red"] == "it passed (exit 0)"
    assert checked[1]["red"].startswith("it failed")
    assert "  FAIL  click/columns.py:9  `print` is called instead of `click.utils.echo`" in toured.said
    assert "  FAIL  tests/test_columns.py  Without the change the test should fail" in toured.said


def test_the_gate_held_on_the_first_day_and_at_the_end(toured: Toured) -> None:
    assert toured.said.count("\n$ parti gate\n") == 2
    assert records(toured, "GateJudged")[-1]["verdict"] == "pass"


def test_nothing_was_coded_before_the_signature_and_the_signature_says_what_it_is(toured: Toured) -> None:
    assert "  parti: No code before the design is signed." in toured.said
    assert f"Signed by {journey.SIGNER} (ssh)" in toured.said
    assert "A demonstration signature" in toured.said


def test_a_stop_that_is_not_as_said_fails_the_tour(tmp_path: Path) -> None:
    top = tmp_path / "top"
    shutil.copytree(ROOT / "examples" / "tour", top / "examples" / "tour")
    page = top / "examples" / "tour" / "tour.toml"
    page.write_text(page.read_text("utf-8").replace("accepted = 1\n", "accepted = 99\n"), "utf-8")
    done = tour(top, tmp_path / "state", OFFLINE.name)
    assert done.returncode == 1, done.stdout + done.stderr
    assert (
        f"not as said: {OFFLINE.name}: 1 old places are in the baseline, and the tour says 99"
        in done.stdout
    )


def fake_uv(folder: Path, script: str) -> str:
    """A path on which uv is this shell script."""
    uv = folder / "bin" / "uv"
    uv.parent.mkdir()
    uv.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    uv.chmod(0o755)
    return f"{uv.parent}{os.pathsep}{os.environ['PATH']}"


def test_a_stop_without_an_index_is_skipped_by_name(tmp_path: Path) -> None:
    path = fake_uv(tmp_path, "echo the network is away >&2; exit 2")
    done = tour(ROOT, tmp_path / "state", "huey", "sqlite-utils", PATH=path)
    assert done.returncode == 4, done.stdout + done.stderr
    assert "── 0 as said, 2 skipped, 0 not as said" in done.stdout
    for name in ("huey", "sqlite-utils"):
        reason = f"no package index answers for {name} {STOPS[name].version} (the network is away)"
        assert f"\nskipped: {name}: {reason}\n" in done.stdout
    assert list((tmp_path / "state").glob("parti-tour-*")) == []


def test_an_agent_is_not_let_play_the_person(tmp_path: Path) -> None:
    done = tour(ROOT, tmp_path, OFFLINE.name, PARTI_AGENT="somebody")
    assert done.returncode == 3
    assert "$ parti" not in done.stdout
    assert "a person runs the same command" in done.stdout


def test_a_project_that_nobody_knows_is_named(tmp_path: Path) -> None:
    done = tour(ROOT, tmp_path, "flask")
    assert done.returncode == 2
    assert "no such project: flask" in done.stderr


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A uv that knows one archive, and counts how often it is asked; the count, the archive's digest."""
    archive = tmp_path / "thing-1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as opened:
        entry = tarfile.TarInfo("thing-1.0/thing.py")
        entry.size = 6
        opened.addfile(entry, io.BytesIO(b"x = 1\n"))
    asked = tmp_path / "asked"
    lock = tmp_path / "pylock.toml"
    lock.write_text(f'[[packages]]\nname = "thing"\nsdist = {{ url = "{archive.as_uri()}" }}\n', "utf-8")
    monkeypatch.setenv("PATH", fake_uv(tmp_path, f"echo once >> {asked}\ncat {lock}"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return asked, hashlib.sha256(archive.read_bytes()).hexdigest()


def test_an_archive_is_fetched_once_and_unpacked_under_its_own_name(
    index: tuple[Path, str], tmp_path: Path
) -> None:
    asked, digest = index
    for _ in range(2):
        path = fetch.archive("thing", "1.0", "thing-1.0.tar.gz", digest)
    assert asked.read_text("utf-8").count("once") == 1
    fetch.unpack(path, tmp_path / "project")
    assert (tmp_path / "project" / "thing.py").read_text("utf-8") == "x = 1\n"


def test_a_broken_archive_in_the_cache_is_fetched_anew(index: tuple[Path, str]) -> None:
    _, digest = index
    path = fetch.archive("thing", "1.0", "thing-1.0.tar.gz", digest)
    path.write_bytes(b"half")
    again = fetch.archive("thing", "1.0", "thing-1.0.tar.gz", digest)
    assert hashlib.sha256(again.read_bytes()).hexdigest() == digest


def test_an_archive_with_another_digest_is_refused_and_not_kept(index: tuple[Path, str]) -> None:
    with pytest.raises(show.Differs, match="the tour was written for 0000"):
        fetch.archive("thing", "1.0", "thing-1.0.tar.gz", "0000")
    assert not (fetch.cache() / "thing-1.0.tar.gz").exists()


def test_a_package_that_is_not_installed_is_absent(tmp_path: Path) -> None:
    with pytest.raises(show.Absent, match="no-such-package is not installed"):
        fetch.installed("no-such-package", tmp_path / "project")


def test_a_command_is_held_to_its_exit_code_and_to_what_it_says(tmp_path: Path) -> None:
    with pytest.raises(show.Differs, match="was to give exit 1, and ended with 0"):
        show.run(tmp_path, "echo", "fine", expect=(1,))
    with pytest.raises(show.Differs, match="and “refused”, and ended with 0"):
        show.run(tmp_path, "echo", "fine", says=["refused"])
    with pytest.raises(show.Absent, match="no-such-program is missing"):
        show.run(tmp_path, "no-such-program")


@pytest.mark.parametrize("name", STOPS)
def test_the_rules_of_a_stop_hold_by_their_own_examples(name: str) -> None:
    rules = document.parse((journey.HERE / name / "constraints.md").read_text("utf-8"))
    assert rules.findings == ()
    assert examples.run(rules.constraints) == ()
    told = {finding.split()[0] for finding in STOPS[name].findings}
    assert {rule.id for rule in rules.constraints} <= told


@pytest.mark.parametrize("name", STOPS)
def test_a_stop_brings_a_plan_answers_and_both_chunks_and_pins_what_it_fetches(name: str) -> None:
    folder = journey.HERE / name
    plan = tomllib.loads((folder / "plan.toml").read_text("utf-8"))
    tomllib.loads((folder / "answers.toml").read_text("utf-8"))
    assert len(plan["chunk"]) == 1
    wrong, right = ((folder / f"{chunk}.diff").read_text("utf-8") for chunk in ("wrong", "right"))
    assert wrong != right
    planned = set(plan["chunk"][0]["files"])
    assert {line[6:] for line in right.splitlines() if line.startswith("+++ b/")} == planned
    stop = STOPS[name]
    assert stop.package or len(bytes.fromhex(stop.sha256)) == 32
    assert all("==" in need for need in stop.needs)


def test_the_development_script_names_the_tour() -> None:
    done = subprocess.run(["sh", "./dev"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "./dev tour " in done.stdout
