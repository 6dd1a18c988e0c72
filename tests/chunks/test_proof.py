"""Red and green are judged by what really happened, not by the exit code alone."""

import pytest

from parti.chunks import proof, runs
from parti.ports import Ran
from tests.chunks import outputs

PYTEST, UNIT, NODE, OTHER = (
    "python -m pytest -q t/a.py",
    "python -m unittest u",
    "node --test t/",
    "make test",
)


def ran(command: str, code: int, output: str) -> Ran:
    return Ran(command, code, output, 10)


ENDS = [
    (PYTEST, 1, outputs.ASSERTED, "assertion"),
    (PYTEST, 1, outputs.RAISED, "exception"),
    (PYTEST, 2, outputs.MISSING, "missing-name"),
    (PYTEST, 4, outputs.CONFTEST, "missing-name"),
    (PYTEST, 2, outputs.SYNTAX, "syntax"),
    (PYTEST, 1, outputs.SETUP, "setup"),
    (PYTEST, 1, outputs.XPASS, "unexpected-pass"),
    (PYTEST, 5, outputs.EMPTY, "no-tests"),
    (PYTEST, 4, outputs.NO_FILE, "usage"),
    (PYTEST, 4, "ERROR: unrecognized arguments: --bogus\n", "usage"),
    (PYTEST, 3, "INTERNALERROR> AssertionError\n", "crashed"),
    (PYTEST, 2, "!!! KeyboardInterrupt !!!\n", "interrupted"),
    (PYTEST, 1, outputs.NO_PYTEST, "not-found"),
    (PYTEST, 124, outputs.ASSERTED, "timeout"),
    (PYTEST, 139, "Fatal Python error: Segmentation fault\nAssertionError\n", "crashed"),
    (UNIT, 1, outputs.UNIT_FAILED, "assertion"),
    (UNIT, 1, outputs.UNIT_MISSING, "missing-name"),
    (UNIT, 1, outputs.UNIT_SYNTAX, "syntax"),
    (UNIT, 0, outputs.UNIT_EMPTY, "no-tests"),
    (UNIT, 5, "NO TESTS RAN\n", "no-tests"),
    (UNIT, 1, outputs.UNIT_XPASS, "unexpected-pass"),
    (NODE, 1, outputs.NODE_FAILED, "assertion"),
    (NODE, 1, outputs.NODE_EXPORT, "missing-name"),
    (NODE, 1, "TypeError: save is not a function\n", "missing-name"),
    (NODE, 1, "Error: Cannot find module './store'\n", "missing-name"),
    (NODE, 1, outputs.NODE_SYNTAX, "syntax"),
    (NODE, 1, outputs.NODE_NO_FILE, "usage"),
    (NODE, 0, outputs.NODE_EMPTY, "no-tests"),
    ("npm run nothing", 1, outputs.NPM_NO_SCRIPT, "usage"),
    ("npx jest", 1, outputs.JEST_EMPTY, "no-tests"),
    ("go test ./...", 1, outputs.GO_FAILED, "assertion"),
    ("go test ./...", 1, outputs.GO_UNDEFINED, "missing-name"),
    ("go test ./...", 1, outputs.GO_SYNTAX, "syntax"),
    ("go test ./...", 0, outputs.GO_EMPTY, "no-tests"),
    ("cargo test", 101, outputs.CARGO_FAILED, "assertion"),
    ("cargo test", 101, "error[E0425]: cannot find function `save` in this scope\n", "missing-name"),
    ("cargo test", 0, outputs.CARGO_EMPTY, "no-tests"),
    (OTHER, 1, "SyntaxError: invalid syntax\n", "syntax"),
    (OTHER, 1, "it broke\n", "exception"),
    (OTHER, 127, "", "not-found"),
    (OTHER, 2, "/bin/sh: 1: jest: not found\n", "not-found"),
    (OTHER, 1, outputs.ASSERTED, "assertion"),
    (OTHER, 0, "fine\n", "passed"),
]


@pytest.mark.parametrize(("command", "code", "output", "kind"), ENDS)
def test_how_a_run_ended_is_read_from_its_output(command: str, code: int, output: str, kind: str) -> None:
    judged = proof.judge_red(ran(command, code, output))
    assert judged.kind == kind
    assert judged.ok is (kind in ("assertion", "missing-name", "exception"))
    assert f"(exit {code})" in judged.sentence


@pytest.mark.parametrize(("command", "code", "output", "kind"), [end for end in ENDS if end[3] != "passed"])
def test_what_did_not_pass_is_not_green(command: str, code: int, output: str, kind: str) -> None:
    judged = proof.judge_green(ran(command, code, output))
    assert (judged.ok, judged.kind) == (False, kind)


@pytest.mark.parametrize(
    ("command", "output"),
    [
        (PYTEST, outputs.PASSED),
        (PYTEST, "========= 3 passed, 1 skipped, 2 warnings in 0.10s =========\n"),
        (PYTEST, "PASSED t/test_a.py::test_a\n"),
        (PYTEST, "\x1b[32m\x1b[1m1 passed\x1b[0m\x1b[32m in 0.01s\x1b[0m\r\n"),
        (UNIT, outputs.UNIT_OK),
        (NODE, outputs.NODE_OK),
        ("npx jest", outputs.JEST_OK),
        ("npx vitest run", "      Tests  3 passed (3)\n"),
        ("npx mocha", "  3 passing (8ms)\n"),
        ("go test ./...", "ok  \tm\t0.002s\n?   \tm/x\t[no test files]\n"),
        ("cargo test", "running 1 test\ntest result: ok. 1 passed;\n\nrunning 0 tests\n"),
        (OTHER, ""),
    ],
)
def test_a_pass_is_green_and_never_red(command: str, output: str) -> None:
    assert proof.judge_green(ran(command, 0, output)).ok
    assert proof.judge_red(ran(command, 0, output)).kind == "passed"


@pytest.mark.parametrize(
    ("command", "output"),
    [
        (PYTEST, outputs.SKIPPED),
        (PYTEST, "1 xfailed in 0.03s\n"),
        (PYTEST, outputs.COLLECTED),
        (PYTEST, ""),
        (UNIT, outputs.UNIT_SKIPPED),
        (NODE, outputs.NODE_SKIPPED),
        ("npx jest", outputs.JEST_SKIPPED),
    ],
)
def test_a_run_in_which_no_test_passed_is_neither_red_nor_green(command: str, output: str) -> None:
    assert proof.judge_green(ran(command, 0, output)).kind == "skipped"
    assert not proof.judge_green(ran(command, 0, output)).ok
    assert not proof.judge_red(ran(command, 0, output)).ok


def test_a_test_that_failed_before_must_be_among_those_that_pass_after() -> None:
    red = ran(PYTEST, 1, outputs.ASSERTED)
    assert proof.judge_green(ran(PYTEST, 0, outputs.PASSED), red).ok
    instead = outputs.PASSED.replace("::test_a", "::test_b")
    judged = proof.judge_green(ran(PYTEST, 0, instead), red)
    assert (judged.ok, judged.kind) == (False, "lost")
    assert "t/test_a.py::test_a failed before" in judged.sentence


def test_rows_of_parameters_count_as_one_test_and_unlisted_passes_are_not_held_against_it() -> None:
    red = ran(PYTEST, 1, "FAILED t/test_a.py::test_a[old b] - assert 0\n1 failed in 0.1s\n")
    assert proof.judge_green(ran(PYTEST, 0, "PASSED t/test_a.py::test_a[new]\n1 passed in 0.1s\n"), red).ok
    assert proof.judge_green(ran(PYTEST, 0, "1 passed in 0.1s\n"), red).ok


def findings(code: int, output: str, *, changed: bool = True) -> list[str]:
    run = ran(PYTEST, code, output)
    red = proof.red_findings(proof.judge_red(run), run, "t/test_a.py", changed=changed)
    return [f.code for f in red]


def test_not_red_is_reported_with_what_was_said_and_quiet_when_it_failed_well() -> None:
    assert findings(1, outputs.ASSERTED) == []
    assert findings(0, outputs.PASSED) == ["chunk/not-red"]
    run = ran(PYTEST, 1, outputs.SETUP)
    (found,) = proof.red_findings(proof.judge_red(run), run, "t/test_a.py", changed=True)
    assert "broke before the test began" in found.message
    assert "OSError: refused" in found.message
    assert "\n" not in found.message
    assert found.fix == f"make it run: {PYTEST}"
    assert str(found.place) == "t/test_a.py"


def test_no_test_is_reported_when_the_chunk_brings_none_and_nothing_failed_before() -> None:
    assert findings(0, outputs.PASSED, changed=False) == ["chunk/no-test"]
    assert findings(4, outputs.NO_FILE, changed=False) == ["chunk/no-test"]


def test_a_test_that_was_there_and_failed_before_is_proof_enough() -> None:
    assert findings(1, outputs.ASSERTED, changed=False) == []


def test_not_green_is_reported_and_quiet_on_a_pass() -> None:
    good, bad = ran(PYTEST, 0, outputs.PASSED), ran(PYTEST, 1, outputs.ASSERTED)
    assert list(proof.green_findings(proof.judge_green(good), good, "t/a.py")) == []
    (found,) = proof.green_findings(proof.judge_green(bad), bad, "t/a.py")
    assert (found.code, found.level) == ("chunk/not-green", "error")
    assert "FAILED t/test_a.py::test_a - assert 1 == 2 | 1 failed" in found.message
    assert found.fix.endswith(PYTEST)


def test_the_last_lines_leave_decoration_out_and_are_short() -> None:
    assert runs.last_lines(outputs.EMPTY) == "no tests ran in 0.02s"
    assert runs.last_lines("") == ""
    assert runs.last_lines("=====\n\n-----\n...\n") == ""
    assert "Interrupted" not in runs.last_lines(outputs.MISSING)
    assert len(runs.last_lines("x" * 5000)) == runs.LONGEST


@pytest.mark.parametrize(
    ("command", "output", "name"),
    [
        ("uv run pytest", "", "pytest"),
        (".venv/bin/pytest -q", "", "pytest"),
        (UNIT, "", "unittest"),
        ("npm test", "", "node"),
        (OTHER, outputs.PASSED, "pytest"),
        (OTHER, outputs.UNIT_OK, "unittest"),
        (OTHER, "fine", "other"),
    ],
)
def test_the_runner_is_told_by_the_command_or_the_output(command: str, output: str, name: str) -> None:
    assert runs.runner(ran(command, 0, output)) == name


FASTQ = "Error: Cannot find module 'fastq'\n"


@pytest.mark.parametrize(
    ("output", "brought", "kind"),
    [
        (FASTQ, ["lib/a.js"], "missing-package"),
        (FASTQ, ["packages/fastq/index.js"], "missing-name"),
        ("Error: Cannot find module './fastq'\n", ["lib/a.js"], "missing-name"),
        (
            "Error: Cannot find module '/tmp/x/lib/fastq.mjs' imported from y\n",
            ["lib/a.js"],
            "missing-name",
        ),
        ("Error: Cannot find module '@/lib/write-report'\n", ["src/lib/write-report.ts"], "missing-name"),
        ("Error: Cannot find module '@shop/report.js'\n", ["lib/report.ts"], "missing-name"),
        (
            "Cannot find package '@shop/log' imported from x.mjs ERR_MODULE_NOT_FOUND",
            ["a.js"],
            "missing-package",
        ),
        ("ModuleNotFoundError: No module named 'shop'\n", ["src/shop/reader.py"], "missing-name"),
        ("ModuleNotFoundError: No module named 'shop.reader'\n", ["src/shop/reader.py"], "missing-name"),
        ("ModuleNotFoundError: No module named 'requests'\n", ["src/shop/reader.py"], "missing-package"),
        (
            "ModuleNotFoundError: No module named 'google.cloud'\n",
            ["src/shop/reader.py"],
            "missing-package",
        ),
    ],
)
def test_a_missing_package_that_is_not_the_change_s_own_is_no_red(
    output: str, brought: list[str], kind: str
) -> None:
    red = ran(NODE, 1, output)
    for judged in (proof.judge_red(red, brought), proof.judge_green(red, red, brought)):
        assert judged.kind == kind
    assert proof.judge_red(red, brought).ok is (kind == "missing-name")
    assert proof.judge_red(red).kind == "missing-name"


def test_a_package_that_is_there_with_the_change_was_missing_because_of_it() -> None:
    green = ran(NODE, 0, "# tests 1\n# pass 1\n")
    assert proof.judge_red(ran(NODE, 1, FASTQ), ["lib/a.js"], green).ok
