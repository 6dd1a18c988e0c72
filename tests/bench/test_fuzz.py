"""The fuzzer: the same seed spoils the same way, and what goes wrong in an eye is told and ends nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from bench.fuzz import __main__ as fuzz
from bench.fuzz import corpus, minimise, mutants
from bench.fuzz.herd import Found, Herd, Tally, Task

ROOT = Path(__file__).parents[2]
FAKE = "tests.bench.fake_eyes"
KNOWN: corpus.Corpus = {
    "python": [
        ("a.py", "=import os\n\n\ndef f(x):\n    return os.open(x, 0)\n"),
        ("b.py", "=x = [1, 2]\n"),
    ],
    "go": [("a.go", "=package a\n\nfunc f() { g(1) }\n")],
    **{name: [(f"{name}/x", "=some text\n")] for name in corpus.ASIDE},
}


def looked(tmp_path: Path, end: int, eyes: str = FAKE, seconds: float = 0.5) -> tuple[Tally, list[Found]]:
    """A run over some mutants with one worker; the tally, and the findings as they were first seen."""
    listed = tmp_path / "corpus.json"
    corpus.write(KNOWN, listed)
    seen: list[Found] = []
    task = Task(listed, tmp_path, 7, range(end), eyes, seconds)
    return Herd(task, seen.append).run(1), seen


def test_the_same_seed_gives_the_same_mutants_and_another_seed_gives_others() -> None:
    first = [mutants.make(KNOWN, 3, number) for number in range(200)]
    assert first == [mutants.make(KNOWN, 3, number) for number in range(200)]
    assert first != [mutants.make(KNOWN, 4, number) for number in range(200)]


def test_a_mutant_does_not_depend_on_those_before_it() -> None:
    assert mutants.make(KNOWN, 3, 150) == [mutants.make(KNOWN, 3, number) for number in range(200)][150]


def test_four_of_five_mutants_are_sources() -> None:
    assert sum(mutants.make(KNOWN, 1, number).is_source for number in range(100)) == 80


def test_a_crash_a_hang_and_an_exception_are_each_found_and_cost_one_mutant(tmp_path: Path) -> None:
    tally, seen = looked(tmp_path, 8)
    assert [(each.number, each.signature) for each in seen] == [
        (1, "crash: kills the process (SIGSEGV)"),
        (2, "hang: takes more than 0.5 s of processor time"),
        (3, "fail: LookupError in ?"),
    ]
    assert (tally.done, tally.deaths, tally.broken, tally.stopped) == (8, 2, "", False)
    assert [each.number for each in tally.found["fail: LookupError in ?"]] == [3, 5]


def test_nothing_is_found_where_nothing_goes_wrong(tmp_path: Path) -> None:
    tally, seen = looked(tmp_path, 1)
    assert (seen, tally.found, tally.done) == ([], {}, 1)


def test_a_worker_that_does_not_start_breaks_the_run_and_is_no_clean_end(tmp_path: Path) -> None:
    tally, _ = looked(tmp_path, 8, eyes="tests.bench.no_such_eyes")
    assert "no_such_eyes" in tally.broken


def test_ctrl_c_ends_the_workers_and_keeps_what_was_found(tmp_path: Path) -> None:
    listed = tmp_path / "corpus.json"
    corpus.write(KNOWN, listed)

    def stop(_: Found) -> None:
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()

    start = time.monotonic()
    tally = Herd(Task(listed, tmp_path, 7, range(8), FAKE, 500.0), stop).run(1)
    assert tally.stopped
    assert list(tally.found) == ["crash: kills the process (SIGSEGV)"]
    assert time.monotonic() - start < 60


def test_a_range_is_replayed_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import os\n\n\ndef f(x):\n    return os.open(x, 0)\n")
    words = ["--first", "12", "--last", "13", "--only", str(tmp_path), "--workers", "1"]
    command = [sys.executable, "-m", "bench.fuzz", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    last = done.stdout.splitlines()[-1]
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 mutated source files and 0 other texts" in last
    assert "mutants 12 to 13: 0 findings" in last


@pytest.mark.parametrize(
    ("tally", "code"),
    [
        (Tally(), 0),
        (Tally(found={"x: dies": [Found("x: dies", 1, "x", "")]}), 1),
        (Tally(broken="3 mutants were not looked at"), 4),
        (Tally(stopped=True), 130),
    ],
)
def test_the_exit_code_tells_how_it_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally, code: int
) -> None:
    monkeypatch.setattr(Herd, "run", lambda *_: tally)
    assert fuzz.main(["--files", "4", "--only", str(tmp_path), "--no-minimise"]) == code


def test_the_smallest_input_is_what_still_goes() -> None:
    assert minimise.less(b"aaaa(bbbb)cccc" * 9, lambda data: b"(" in data and b")" in data) == b"()"
