"""Kept and broken examples show that a rule fires, and only where it should."""

from parti.constraints import document, examples, finding
from tests.constraints.documents import section


def run(text: str) -> tuple[finding.Finding, ...]:
    read = document.parse(text)
    assert read.findings == ()
    return examples.run(read.constraints)


def test_examples_that_behave_say_nothing() -> None:
    assert run(section()) == ()


def test_a_kept_example_that_breaks_the_rule_is_told_with_its_line() -> None:
    text = section(kept="x = 1\nopen(p, 'w')")
    (each,) = run(text)
    assert each.level == "error"
    assert "its line 2" in each.message
    assert text.splitlines()[each.place.line - 1] == "```python kept"


def test_a_broken_example_that_is_not_found_is_told() -> None:
    (each,) = run(section(broken="open(p)"))
    assert "does not see it" in each.message


def test_an_example_outside_its_scope_says_so() -> None:
    text = section().replace("```python broken", "```python broken path=tests/x.py")
    (each,) = run(text)
    assert "`tests/x.py` is outside the scope" in each.message


def test_a_kept_example_that_does_not_parse_is_told() -> None:
    (each,) = run(section(kept="def f(:"))
    assert "does not parse" in each.message


def test_a_broken_example_that_does_not_parse_says_so() -> None:
    (each,) = run(section(broken="open(p, 'w'"))
    assert "does not see it; it does not parse: " in each.message
    assert each.message.endswith("(its line 1)")


def test_an_example_may_hold_several_files() -> None:
    text = section(
        "registered-in\nevery: function handle_*\nin: dispatch.HANDLERS",
        kept="# file: src/a.py\ndef handle_a(): ...\n"
        "# file: src/dispatch.py\nfrom a import handle_a\nHANDLERS = [handle_a]",
        broken="# file: src/a.py\ndef handle_a(): ...\n# file: src/dispatch.py\nHANDLERS = []",
    )
    assert run(text) == ()


def test_an_example_without_code_is_an_empty_file() -> None:
    assert run(section(kept="\n")) == ()


def test_commands_and_judged_constraints_have_nothing_to_run() -> None:
    assert run(section("command\nrun: x", kept="", broken="") + section("judged", id="j", kept="x")) == ()
