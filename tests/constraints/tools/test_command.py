"""A command's findings: each at its place in the tree, and a failure never passes for silence (C3, G5)."""

from pathlib import Path
from typing import Any

import pytest

from parti.constraints import constraint, tools
from parti.constraints.checks import command
from parti.constraints.finding import Finding
from parti.constraints.tools import places
from tests.constraints import documents

HERE = Path(__file__).parent / "printed"
TREE = ("src/shop/core/orders.py", "src/shop/core/__init__.py", "ui/src/web/page.js", "ui/src/core/rows.js")


def rule(more: str = "") -> constraint.Constraint:
    return documents.rule(f"command\nrun: make lint{more}")


def judge(form: str, code: int, output: str, *, more: str = "", paths: tuple[str, ...] = TREE) -> Any:
    return command.judge(rule(f"\nformat: {form}{more}" if form else more), code, output, paths)


def printed(name: str) -> str:
    return (HERE / name).read_text()


@pytest.mark.parametrize(
    ("form", "name", "expected"),
    [
        ("ruff-json", "ruff.json", ["src/shop/core/orders.py:1", "src/shop/core/orders.py:2"]),
        ("eslint-json", "eslint.json", ["ui/src/web/page.js:2", "ui/src/web/page.js:3"]),
        ("depcruise-json", "depcruise.json", ["ui/src/core/rows.js"] * 2),
        ("lint-imports", "lint-imports.txt", ["src/shop/core/orders.py:2"] * 2),
        ("tach", "tach.txt", ["src/shop/core/orders.py:2"]),
    ],
)
def test_each_finding_of_a_tool_has_its_place_in_the_tree(
    form: str, name: str, expected: list[str]
) -> None:
    found = judge(form, 1, printed(name).replace("/shop/shop/", "/shop/src/shop/"))
    assert [str(each.place) for each in found] == expected
    assert {each.code for each in found} == {"rule"}
    assert {each.fix for each in found} == {"put it right here, then run `make lint`"}


def test_the_tools_name_of_the_rule_and_its_severity_are_kept() -> None:
    first, second = judge("eslint-json", 1, printed("eslint.json"))
    assert (first.level, second.level) == ("error", "warning")
    assert first.message.endswith("(no-var)")
    assert first.place.column == 1


def test_a_finding_is_recognised_when_its_line_has_moved() -> None:
    text = printed("tach.txt")
    (first,), (second,) = judge("tach", 1, text), judge("tach", 1, text.replace("py:2:", "py:90:"))
    assert first.place.line != second.place.line
    assert first.fingerprint() == second.fingerprint()


@pytest.mark.parametrize("form", ["semgrep-json", "sarif"])
def test_what_a_tool_found_counts_although_it_ended_with_0(form: str) -> None:
    found = judge(form, 0, printed("semgrep.json" if form == "semgrep-json" else "semgrep.sarif"))
    assert [each.level for each in found] == ["error", "warning"]


@pytest.mark.parametrize("form", sorted(set(tools.FORMS) - {"text"}))
@pytest.mark.parametrize("code", [0, 1, 2])
def test_an_output_that_cannot_be_read_is_one_error_with_its_end(form: str, code: int) -> None:
    (found,) = judge(form, code, "one\nOops! no such configuration\n")
    assert found.level == "error"
    assert f"printed nothing that is {form}" in found.message
    assert ("ended with" in found.message) == bool(code)
    assert found.message.endswith("Oops! no such configuration")
    assert found.place.path == "CONSTRAINTS.md"


@pytest.mark.parametrize(
    ("form", "output"),
    [
        ("ruff-json", "[]"),
        ("text", "nothing to see\n"),
        ("text", "a.py:1: warning: old\n"),
        ("lint-imports", "Contracts: 4 kept, 0 broken.\n"),
        ("depcruise-json", '{"summary": {"violations": [], "totalCruised": 0}}'),
    ],
)
def test_a_failure_without_an_error_is_an_error(form: str, output: str) -> None:
    *_, last = judge(form, 3, output)
    assert last.level == "error"
    assert "ended with 3, and its output names no error" in last.message


@pytest.mark.parametrize("form", ["", *tools.FORMS])
@pytest.mark.parametrize(("code", "word"), [(127, "could not be started"), (124, "time limit")])
def test_a_tool_that_is_missing_or_too_slow_is_said_so_in_every_form(
    form: str, code: int, word: str
) -> None:
    (found,) = judge(form, code, "[]")
    assert word in found.message
    assert "printed nothing" not in found.message


@pytest.mark.parametrize("form", ["", "text"])
def test_lines_mean_nothing_when_the_command_ends_well(form: str) -> None:
    assert judge(form, 0, "a.py:1: error: no\n") == ()


def test_without_a_format_the_end_of_the_output_is_the_message() -> None:
    (found,) = judge("", 2, "\n".join(f"line {n}" for n in range(40)))
    assert found.message.splitlines()[0].endswith("`make lint` ended with 2")
    assert [found.message.splitlines()[1], found.message.splitlines()[-1]] == ["line 28", "line 39"]


def test_the_next_step_that_the_document_gives_is_offered() -> None:
    found: tuple[Finding, ...] = judge("tach", 1, printed("tach.txt"), more="\nfix: run tach sync")
    assert [each.fix for each in found] == ["run tach sync"]


def test_words_over_several_lines_are_one_line() -> None:
    output = '[{"filename": "a.py", "message": "one\\n  two", "location": {}}, {"filename": "a.py", "message": "", "location": {}}]'  # noqa: E501  # a tool's output is one line
    assert [each.message for each in judge("ruff-json", 1, output)] == [
        "one two",
        "the tool gives no words for this",
    ]


@pytest.mark.parametrize("word", ["ruff", "eslint", "SARIF", "checkstyle"])
def test_an_unknown_format_is_refused_with_what_is_known(word: str) -> None:
    (wrong,) = command.options({"run": "x", "format": word})
    assert wrong.startswith(f"unknown format `{word}`")
    assert "`" in wrong.partition(";")[2]


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ("src/shop/core/orders.py", "src/shop/core/orders.py"),
        ("./src/shop/core/orders.py", "src/shop/core/orders.py"),
        ("/home/ada/shop/src/shop/core/orders.py", "src/shop/core/orders.py"),
        (r"src\shop\core\orders.py", "src/shop/core/orders.py"),
        ("core/orders.py", "src/shop/core/orders.py"),
        ("ders.py", "ders.py"),
        ("a.py", "a.py"),
        ("/x/a.py", "a.py"),
        ("lib/a.py", "lib/a.py"),
        ("b.py", "b.py"),
        ("gone/c.py", "gone/c.py"),
        ("/elsewhere/c.py", "/elsewhere/c.py"),
    ],
)
def test_a_path_is_looked_up_in_the_tree_and_never_guessed_among_several(told: str, path: str) -> None:
    tree = ("a.py", "lib/a.py", "one/b.py", "two/b.py", "src/shop/core/orders.py")
    assert places.Places(tree).file(told) == path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("shop.core.orders", "src/shop/core/orders.py"),
        ("shop.core", "src/shop/core/__init__.py"),
        ("shop.gone", ""),
        ("core.orders", "src/shop/core/orders.py"),
        ("", ""),
    ],
)
def test_a_module_is_looked_up_in_the_tree(name: str, path: str) -> None:
    assert places.Places((*TREE, "vendor/deep/src/shop/core/orders.py")).module(name) == path


def test_a_module_that_the_tree_has_not_is_told_at_the_document() -> None:
    found = judge("lint-imports", 1, printed("lint-imports.txt"), paths=())
    assert {each.place.path for each in found} == {"CONSTRAINTS.md"}
    assert all("shop.core.orders" in each.message for each in found)
