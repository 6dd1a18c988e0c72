"""How many tests ran: real last lines of many runners, and laws that hold for any numbers."""

import time

import gate_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti import ports
from parti.gate import commands, runner_output

SPOKEN = (
    ("pytest, one", "1 passed in 0.00s", 1),
    ("pytest, quiet with frame", "===== 2 failed, 3 passed in 12.34s =====", 5),
    ("pytest, over a minute", "3 passed in 61.23s (0:01:01)", 3),
    ("pytest, errors", "2 errors in 0.10s", 2),
    ("pytest, one error", "1 passed, 1 error in 0.10s", 2),
    ("pytest, expected failures", "1 xfailed, 2 xpassed in 0.10s", 3),
    ("pytest, warnings are no tests", "1 passed, 9 warnings in 0.10s", 1),
    ("pytest, one warning", "1 passed, 1 warning in 0.10s", 1),
    ("pytest, deselected", "2 passed, 5 deselected in 0.10s", 2),
    ("pytest, reruns are no tests", "1 passed, 3 rerun in 0.10s", 1),
    ("pytest, subtests are parts of tests", "2 passed, 7 subtests passed in 0.10s", 2),
    ("pytest, all skipped", "==== 4 skipped in 0.02s ====", 0),
    ("pytest, all deselected", "5 deselected in 0.02s", 0),
    ("pytest, nothing", "==== no tests ran in 0.02s ====", 0),
    ("unittest, one", "Ran 1 test in 0.001s\n\nOK", 1),
    ("unittest, many", "Ran 1200 tests in 3.2s\n\nFAILED (failures=3)", 1200),
    ("unittest, some skipped", "Ran 5 tests in 0.1s\n\nOK (skipped=2)", 3),
    ("unittest, skipped and failed", "Ran 5 tests in 0.1s\n\nFAILED (failures=1, skipped=2)", 3),
    ("unittest, nothing", "Ran 0 tests in 0.000s\n\nNO TESTS RAN", 0),
    ("unittest, expected failures ran", "Ran 5 tests in 0.1s\n\nOK (expected failures=2)", 5),
    ("node, tap", "# tests 5\n# pass 3\n# fail 2\n# skipped 0", 5),
    ("node, spec", "ℹ tests 1\nℹ pass 1\nℹ fail 0", 1),
    ("node, skipped", "# tests 2\n# pass 0\n# fail 0\n# skipped 2", 0),
    ("cargo", "test result: ok. 7 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out", 7),
    ("cargo, failed", "test result: FAILED. 7 passed; 2 failed; 0 ignored", 9),
    ("cargo, empty", "test result: ok. 0 passed; 0 failed; 0 ignored", 0),
    ("jest", "Tests:       1 failed, 2 skipped, 3 passed, 6 total", 4),
    ("jest, skipped", "Tests:       2 skipped, 2 total", 0),
    ("jest, todo", "Tests:       2 todo, 2 total", 0),
    ("jest, empty", "Tests:       0 total", 0),
    ("vitest", "      Tests  2 failed | 3 passed (5)", 5),
    ("vitest, skipped", "      Tests  2 skipped (2)", 0),
    ("two pytest runs", "1 passed in 0.1s\n2 passed in 0.1s", 3),
    ("two runners", "1 passed in 0.1s\nRan 2 tests in 0.1s\n\nOK", 3),
)

SILENT = (
    ("nothing", ""),
    ("a linter", "All checks passed!"),
    ("a type checker", "Success: no issues found in 19 source files"),
    ("a bundler that counts modules", "12 modules in 0.31s"),
    ("a formatter that counts files", "3 files in 0.1s"),
    ("a script that speaks of tests", "Tests completed without a failure"),
    ("a script that praises tests", "Tests: all good"),
    ("maven", "Tests run: 5, Failures: 0, Errors: 0, Skipped: 0"),
    ("phpunit with a skipped test", "Tests: 5, Assertions: 9, Skipped: 1."),
    ("a sentence in the middle", "there were 3 passed in 0.1s of talk"),
    ("a time in words", "3 passed in a moment"),
    ("an old pytest", "3 passed in 0.12 seconds"),
    ("a number that is no count", "Ran tests in 0.1s"),
    ("a comment", "# passing 3"),
    ("mocha", "  5 passing (8ms)"),
    ("go", "ok  \torders\t0.003s"),
    ("a path with numbers", "tests/2 passed/x.py"),
)


@pytest.mark.parametrize(("output", "count"), [row[1:] for row in SPOKEN], ids=[row[0] for row in SPOKEN])
def test_what_a_runner_says_is_counted(output: str, count: int) -> None:
    assert runner_output.executed(f"some words\n{output}\n") == count
    assert runner_output.executed(output) == count


@pytest.mark.parametrize("output", [row[1] for row in SILENT], ids=[row[0] for row in SILENT])
def test_what_is_no_known_runner_is_never_counted_as_none(output: str) -> None:
    assert runner_output.executed(f"{output}\n") is None
    ended = commands.judge("suite", ports.Ran("build", 0, f"{output}\n", 1), str(samples.ROOT))
    assert ended == commands.Judged(None, None)


WORDS = ("passed", "failed", "error", "xfailed", "xpassed", "skipped", "deselected", "warnings")
numbers = st.integers(0, 10**6)


@given(counts=st.dictionaries(st.sampled_from(WORDS), numbers, min_size=1), data=st.data())
def test_pytests_words_are_summed_in_any_order(counts: dict[str, int], data: st.DataObject) -> None:
    order = data.draw(st.permutations(list(counts)))
    line = ", ".join(f"{counts[word]} {word}" for word in order)
    ran = sum(number for word, number in counts.items() if word in WORDS[:5])

    assert runner_output.executed(f"{line} in 0.10s\n") == ran
    assert runner_output.executed(f"==== {line} in 0.10s ====\n") == ran


@given(total=numbers, data=st.data())
def test_skipped_tests_of_unittest_did_not_run(total: int, data: st.DataObject) -> None:
    skipped = data.draw(st.integers(0, total))
    output = f"Ran {total} tests in 0.1s\n\nOK (skipped={skipped})\n"

    assert runner_output.executed(output) == total - skipped


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    output = runner_output.plain(text)
    count = runner_output.executed(output)

    assert count is None or count >= 0 or "skipped=" in output
    failure = runner_output.first_failure(output, str(samples.ROOT))
    assert failure is None or not failure.path.startswith("/")


@given(st.text())
def test_to_take_colours_out_twice_is_to_take_them_out_once(text: str) -> None:
    colourless = text.replace("\x1b", "")

    assert runner_output.plain(colourless) == colourless.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("coloured", "bare"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[1;38;5;9mred", "red"),
        ("\x1b[2K\x1b[1Gline", "line"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;https://x.y\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bMup", "up"),
        ("a\r\nb\r\n", "a\nb\n"),
        ("100%\rdone", "100%\rdone"),
        ("no [31m colour", "no [31m colour"),
    ],
)
def test_what_steers_a_terminal_is_taken_out_and_nothing_else(coloured: str, bare: str) -> None:
    assert runner_output.plain(coloured) == bare


HOSTILE = (
    "1 a, " * 20_000,
    "1 passed, " * 20_000,
    "FAILED " + "x" * 100_000,
    "FAILED a" + ".py" * 30_000,
    "FAIL: " + "(" * 100_000,
    "not ok 1 - " + "# " * 50_000,
    "\x1b" * 100_000,
    "\x1b]" * 50_000,
    "Tests: " + "1 " * 50_000,
    "_" * 100_000,
    "a:1" * 30_000,
    "\n" * 100_000,
)


@pytest.mark.parametrize("output", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_output_does_not_keep_the_gate_waiting(output: str) -> None:
    began = time.process_time()
    text = runner_output.plain(output)
    runner_output.executed(text)
    runner_output.first_failure(text, str(samples.ROOT))

    assert time.process_time() - began < 5
