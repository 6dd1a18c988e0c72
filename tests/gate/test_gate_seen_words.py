"""What a runner prints when it ran a test, and the words next to it that no test stands behind."""

import pytest

from parti.gate import seen


@pytest.mark.parametrize(
    "output",
    [
        "1 passed", "10 passed, 2 skipped", "3 failed", "1 failing", "1 test", "2 tests in 3 files",
        "1 example", "4 specs", "1 scenario (1 passed)", "12 assertions", "1 spec, 0 failures",
        "[100%]", "[  100%]", "ok shop 2s", "ok  \tshop\t12ms", "--- PASS: TestAdds", "PASS",
        "PASS src/a.test.js", "ok 1", "ok 12 - adds", "1..1", "1..9", "✔ adds", "  ✔ adds",
        "Tests run: 10, Failures: 0", "> Task :shop:core:integrationTest", "> Task :test UP-TO-DATE",
        "> Task :test FROM-CACHE", "Passed:   9", "100% tests passed, 0 of 3", "Test Suites: 2 passed",
        "Test suite: all", "Test Suite 'All tests' started",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "built\n{}\ndone\n", "a\r\n{}\r\n", "\x1b[32m{}\x1b[0m"])
def test_the_word_of_a_runner_is_a_sign_on_its_own_line(output: str, around: str) -> None:
    assert seen.a_test("make check", around.format(output))


@pytest.mark.parametrize(
    "output",
    [
        "0 passed", "0 tests", "0 failed, 0 passed", "no tests ran", "00 passed", "0 examples, 0 failures",
        "5 files passed on", "5 warnings", "5 tested", "5 exampled", "v5 passed", "testing 5", "passed 5",
        "[99%]", "[100]", "100%", "[100%] Built target shop", "ok", "ok shop", "book 1", "not ok", "ok one",
        "1..0", "1..", "x1..4", "Tests run: 0", "Tests run:", "> Task :app:compile", "> Task :tests",
        "> Task :test NO-SOURCE", "> Task :app:test SKIPPED", "> Task :test-classes", "Passed: 0",
        "10% tests failed", "0% tests passed", "no --- PASS", "BYPASS", "COMPASS 1", "all PASS", "PASSED",
        "test suit", "latest suites", "No test suite found in file a.test.ts", "Test Suites: 0 of 1 total",
    ],
)  # fmt: skip
def test_a_word_that_is_near_to_one_is_no_sign(output: str) -> None:
    assert not seen.a_test("make check", output)


def test_a_colour_within_the_words_hides_no_test() -> None:
    assert seen.a_test("make check", "\x1b[1m5\x1b[0m \x1b[32mpassed\x1b[0m")


@pytest.mark.parametrize(
    "command", ["true", "/usr/bin/true", ":", "exit 0", "echo ok 1", "A=1 echo", "env A=1 true", "printf 5"]
)
def test_a_command_that_only_says_something_ran_no_test(command: str) -> None:
    assert not seen.a_test(command, "5 passed\n")


@pytest.mark.parametrize(
    "command", ["make echo", "./true.sh", "trueish", "pytest -k true", "env A=1 pytest"]
)
def test_a_command_that_is_only_named_like_one_may_run_tests(command: str) -> None:
    assert seen.a_test(command, "5 passed\n")
