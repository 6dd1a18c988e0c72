"""A suite in which nobody speaks of a test is warned of; a build beside tests is not."""

from pathlib import Path

import pytest
from tests.fakes.runner import FakeRunner

from parti.gate import suite

SHOWN = [
    "5 passed in 0.10s", "....  [100%]", "Ran 3 tests in 0.1s\n\nOK", "ok  \tshop/store\t0.003s",
    "ok  \tshop/store\t(cached)", "  12 passing (8ms)", "Tests run: 4, Failures: 0",
    "3 examples, 0 failures",
    "OK (5 tests, 9 assertions)", "ok 1 adds\nok 2 takes", "> Task :app:test", "100% tests passed",
    "Passed!  - Failed: 0, Passed: 7", "test result: ok. 3 passed; 0 failed", "✔ adds (0.3ms)",
]  # fmt: skip
SILENT = ["", "compiled 4 files", "Success: no issues found in 40 source files", "0 passing", "done in 3 s"]


def told(*runs: tuple[str, str]) -> list[str]:
    runner = FakeRunner()
    for command, output in runs:
        runner.answers(command, output=output)
    part = suite.run(tuple(command for command, _ in runs), runner, Path("/"), 9)
    assert part.outcome == "ok"
    return [f"{each.level} {each.code}: {each.message}" for each in part.findings]


@pytest.mark.parametrize("output", SHOWN)
def test_a_test_that_a_runner_tells_of_is_seen(output: str) -> None:
    assert told(("make check", output)) == []


@pytest.mark.parametrize("output", SILENT)
def test_silence_about_tests_is_warned_of(output: str) -> None:
    assert told(("make check", output)) == [
        "warning gate/no-tests-seen: Nothing that the suite printed shows that a test ran: `make check`."
    ]


@pytest.mark.parametrize(
    "command", ["true", "echo 5 passed", "env A=1 echo 5 passed", "/bin/true", ": 5 passed"]
)
def test_what_only_says_so_shows_nothing(command: str) -> None:
    assert [each.split(":")[0] for each in told((command, "5 passed\n"))] == ["warning gate/no-tests-seen"]


def test_a_build_beside_tests_is_fine() -> None:
    assert told(("npm run build", "compiled"), ("npm test", "5 passing")) == []
