"""Each form's rows, told whole: every field that a tool prints lands in its own field of ours.

`test_tools.py` holds that real outputs are read at all. Here each row is written out by hand with a value
of its own in every field, because a column that is read as a line, or an end that is read from the start,
shows in no real output in which both are 1.
"""

import json
from typing import Any

import pytest

from parti.constraints import tools
from parti.constraints.tools.said import Said


def read(form: str, value: object) -> tuple[Said, ...]:
    said = tools.read(form, value if isinstance(value, str) else json.dumps(value))
    assert said is not None
    return said


# --- ruff -----------------------------------------------------------------------------------------------


def test_a_row_of_ruff_has_its_code_its_place_and_its_end() -> None:
    row = {
        "code": "F401",
        "name": "unused-import",
        "filename": "a.py",
        "message": "unused",
        "location": {"row": 3, "column": 5},
        "end_location": {"row": 7, "column": 9},
    }
    assert read("ruff-json", [row]) == (
        Said(message="unused", rule="F401", path="a.py", line=3, column=5, end_line=7),
    )


def test_a_row_of_ruff_without_a_code_is_called_by_its_name() -> None:
    row = {"code": None, "name": "invalid-syntax", "filename": "a.py", "message": "m", "location": {}}
    assert read("ruff-json", [row]) == (Said(message="m", rule="invalid-syntax", path="a.py"),)


@pytest.mark.parametrize(("word", "level"), [("warning", "warning"), ("info", "note"), ("error", "error")])
def test_a_row_of_ruff_keeps_its_severity(word: str, level: str) -> None:
    row = {"filename": "a.py", "message": "m", "location": None, "severity": word}
    assert [each.level for each in read("ruff-json", [row])] == [level]


# --- ESLint ---------------------------------------------------------------------------------------------


def test_each_message_of_eslint_has_the_path_of_its_file() -> None:
    one = {"ruleId": "no-var", "severity": 2, "message": "m", "line": 3, "column": 5, "endLine": 7}
    two = {"ruleId": None, "fatal": True, "severity": 2, "message": "Parsing error"}
    files = [{"filePath": "a.js", "messages": [one]}, {"filePath": "b.js", "messages": [two]}]
    assert read("eslint-json", files) == (
        Said(message="m", rule="no-var", path="a.js", line=3, column=5, end_line=7),
        Said(message="Parsing error", path="b.js"),
    )


@pytest.mark.parametrize(
    ("severity", "level"), [(1, "warning"), (2, "error"), (0, "error"), ("1", "error"), (True, "error")]
)
def test_only_the_number_one_is_a_warning_of_eslint(severity: object, level: str) -> None:
    files = [{"filePath": "a.js", "messages": [{"message": "m", "severity": severity}]}]
    assert [each.level for each in read("eslint-json", files)] == [level]


# --- ast-grep -------------------------------------------------------------------------------------------


def match(**more: Any) -> dict[str, Any]:
    place = {"start": {"line": 2, "column": 4}, "end": {"line": 6, "column": 8}}
    return {"file": "a.py", "text": "eval(x)", "range": place, **more}


def test_a_match_of_ast_grep_has_its_rule_and_its_place_counted_from_one() -> None:
    found = read("ast-grep-json", [match(ruleId="no-eval", message="It runs text.", severity="error")])
    assert found == (
        Said(message="It runs text.", rule="no-eval", path="a.py", line=3, column=5, end_line=7),
    )


def test_a_match_of_ast_grep_without_words_is_told_by_the_first_line_of_its_code() -> None:
    found = read("ast-grep-json", [match(text="\n  try:\n      f()\n", message="")])
    assert [each.message for each in found] == ["`try:`"]


@pytest.mark.parametrize(
    ("word", "level"), [("warning", "warning"), ("info", "note"), ("hint", "note"), ("off", "note")]
)
def test_a_match_of_ast_grep_keeps_its_severity(word: str, level: str) -> None:
    assert [each.level for each in read("ast-grep-json", [match(severity=word)])] == [level]


@pytest.mark.parametrize("line", [-1, None, "3", 1.5])
def test_a_line_of_ast_grep_that_is_no_count_is_missing(line: object) -> None:
    (found,) = read("ast-grep-json", [match(range={"start": {"line": line, "column": 0}})])
    assert (found.line, found.column, found.end_line) == (0, 1, 0)


def test_matches_of_ast_grep_one_a_line_are_read_in_their_order() -> None:
    output = "\n".join(json.dumps(match(ruleId=name)) for name in ("b", "a"))
    assert [each.rule for each in read("ast-grep-json", output)] == ["b", "a"]


def test_a_list_of_ast_grep_that_breaks_off_is_not_read_row_by_row() -> None:
    output = "[\n" + json.dumps(match(ruleId="a")) + ",\n" + json.dumps(match(ruleId="b"))[:-5]
    assert tools.read("ast-grep-json", output) is None


# --- semgrep --------------------------------------------------------------------------------------------


def scan(*results: Any, errors: Any = (), **more: Any) -> dict[str, Any]:
    return {"results": list(results), "errors": list(errors), **more}


def test_a_result_of_semgrep_has_its_check_its_words_and_its_place() -> None:
    row = {
        "check_id": "no-eval",
        "path": "a.py",
        "start": {"line": 3, "col": 5},
        "end": {"line": 7, "col": 9},
        "extra": {"message": "It runs text.", "severity": "ERROR"},
    }
    assert read("semgrep-json", scan(row)) == (
        Said(message="It runs text.", rule="no-eval", path="a.py", line=3, column=5, end_line=7),
    )


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("ERROR", "error"),
        ("HIGH", "error"),
        ("CRITICAL", "error"),
        ("WARNING", "warning"),
        ("MEDIUM", "warning"),
        ("INFO", "note"),
        ("LOW", "note"),
        ("INVENTORY", "note"),
        ("EXPERIMENT", "note"),
    ],
)
def test_a_result_of_semgrep_keeps_its_severity(word: str, level: str) -> None:
    assert [each.level for each in read("semgrep-json", scan({"extra": {"severity": word}}))] == [level]


def test_an_error_of_semgrep_stands_behind_its_results_and_always_has_words() -> None:
    errors = [{"rule_id": "no-eval", "level": "warn"}]
    assert read("semgrep-json", scan({"extra": {"message": "m"}}, errors=errors)) == (
        Said(message="m"),
        Said(message="it failed without saying why", rule="no-eval", level="warning"),
    )


def test_semgrep_that_does_not_say_what_it_scanned_is_not_told_of() -> None:
    assert read("semgrep-json", scan(paths={})) == ()


# --- dependency-cruiser ---------------------------------------------------------------------------------


def cruise(*violations: Any, **more: Any) -> dict[str, Any]:
    return {"summary": {"violations": list(violations), "totalCruised": 2, **more}}


def crossing(severity: str = "error", **more: Any) -> dict[str, Any]:
    rule = {"name": "apart", "severity": severity}
    return {"from": "src/a.js", "to": "src/b.js", "rule": rule, **more}


@pytest.mark.parametrize("kind", ["forbidden", "allowed", "required"])
def test_a_violation_is_told_with_the_comment_of_its_rule(kind: str) -> None:
    used = {kind: [{"name": "other", "comment": "No."}, {"name": "apart", "comment": "Keep apart."}]}
    assert read("depcruise-json", cruise(crossing(), ruleSetUsed=used)) == (
        Said(message="src/a.js → src/b.js: Keep apart.", rule="apart", path="src/a.js"),
    )


@pytest.mark.parametrize(
    "cycle",
    [["src/b.js", "src/a.js"], [{"name": "src/b.js"}, {"name": "src/a.js", "dependencyTypes": []}]],
    ids=["as it was", "as it is"],
)
def test_a_cycle_is_told_whole_and_its_end_once(cycle: list[object]) -> None:
    (found,) = read("depcruise-json", cruise(crossing(cycle=cycle)))
    assert found.message == "src/a.js → src/b.js → src/a.js"


@pytest.mark.parametrize("end", ["", "src/a.js"])
def test_an_orphan_is_told_by_its_name_alone(end: str) -> None:
    (found,) = read("depcruise-json", cruise(crossing(to=end)))
    assert found.message == "src/a.js"


@pytest.mark.parametrize(
    ("word", "levels"),
    [("error", ["error"]), ("warn", ["warning"]), ("info", ["note"]), ("ignore", [])],
)
def test_a_violation_keeps_its_severity_and_an_ignored_one_is_none(word: str, levels: list[str]) -> None:
    assert [each.level for each in read("depcruise-json", cruise(crossing(word)))] == levels


def test_dependency_cruiser_that_looked_at_nothing_is_told_behind_its_violations() -> None:
    assert read("depcruise-json", cruise(crossing(), totalCruised=0)) == (
        Said(message="src/a.js → src/b.js", rule="apart", path="src/a.js"),
        Said(message="it looked at no module", level="warning"),
    )


# --- SARIF ----------------------------------------------------------------------------------------------


def runs(*results: Any, **run: Any) -> dict[str, Any]:
    return {"runs": [{"results": list(results), **run}]}


def test_a_result_of_sarif_has_its_rule_its_words_and_its_region() -> None:
    region = {"startLine": 3, "startColumn": 5, "endLine": 7, "endColumn": 9}
    place = {"physicalLocation": {"artifactLocation": {"uri": "a.py"}, "region": region}}
    other = {"physicalLocation": {"artifactLocation": {"uri": "b.py"}}}
    row = {"ruleId": "r", "level": "error", "message": {"text": "m"}, "locations": [place, other]}
    assert read("sarif", runs(row)) == (
        Said(message="m", rule="r", path="a.py", line=3, column=5, end_line=7),
    )


@pytest.mark.parametrize(
    ("row", "rule", "message"),
    [
        ({"rule": {"id": "r"}, "message": {"text": "m"}}, "r", "m"),
        ({"ruleId": "a", "rule": {"id": "b"}, "message": {"markdown": "**m**"}}, "a", "**m**"),
        ({"ruleId": "a", "message": {"text": "m", "markdown": "**m**"}}, "a", "m"),
        ({"ruleId": "a", "message": {"id": "x"}}, "a", "a"),
    ],
)
def test_a_result_of_sarif_is_named_and_worded_by_what_it_has(
    row: dict[str, Any], rule: str, message: str
) -> None:
    (found,) = read("sarif", runs(row))
    assert (found.rule, found.message) == (rule, message)


def test_the_results_of_every_run_are_told_in_their_order() -> None:
    value = {"runs": [{"results": [{"ruleId": name}]} for name in ("b", "a")]}
    assert [each.rule for each in read("sarif", value)] == ["b", "a"]


def test_the_rules_of_one_run_say_nothing_about_another() -> None:
    driver = {"driver": {"rules": [{"id": "r", "defaultConfiguration": {"level": "error"}}]}}
    first, second = {"results": [{"ruleId": "r"}], "tool": driver}, {"results": [{"ruleId": "r"}]}
    assert [each.level for each in read("sarif", {"runs": [first, second]})] == ["error", "warning"]


@pytest.mark.parametrize("kind", ["pass", "notApplicable", "informational"])
def test_a_result_of_sarif_that_accuses_nobody_is_left_out(kind: str) -> None:
    assert read("sarif", runs({"ruleId": "r", "kind": kind})) == ()


@pytest.mark.parametrize(
    ("states", "told"),
    [(["accepted"], 0), (["underReview"], 1), (["rejected", "accepted"], 1), (["accepted", ""], 0)],
)
def test_a_suppression_counts_once_it_is_accepted(states: list[str], told: int) -> None:
    row = {"ruleId": "r", "suppressions": [{"status": state} for state in states]}
    assert len(read("sarif", runs(row))) == told


def test_what_a_tool_says_of_itself_is_told_when_it_is_an_error() -> None:
    notices = [
        {"level": "warning", "message": {"text": "slow"}},
        {"level": "error", "message": {"text": "lost"}, "descriptor": {"id": "E1"}},
    ]
    run = {"executionSuccessful": True, "toolExecutionNotifications": notices}
    assert read("sarif", runs(invocations=[run])) == (Said(message="lost", rule="E1"),)


# --- tach -----------------------------------------------------------------------------------------------


def test_a_row_of_tach_with_a_place_has_it_and_its_severity() -> None:
    details = {"Code": {"UndeclaredDependency": {"dependency": "a.b", "usage_module": "c"}}}
    inner = {"file_path": "a.py", "line_number": 3, "severity": "Warning", "details": details}
    assert read("tach", [{"Located": inner}]) == (
        Said(
            message="undeclared dependency: dependency a.b, usage module c",
            level="warning",
            path="a.py",
            line=3,
        ),
    )


def test_a_row_of_tach_without_a_place_is_told_without_one() -> None:
    inner = {"severity": "Error", "details": {"Configuration": "ModuleNotFound"}}
    assert read("tach", [{"Global": inner}]) == (Said(message="{'Configuration': 'ModuleNotFound'}"),)


@pytest.mark.parametrize("word", ["module", "interface", ""])
def test_tach_says_in_words_that_nothing_is_wrong(word: str) -> None:
    assert read("tach", f"✅ All {word}s validated!") == ()


def test_lines_of_tach_are_told_with_and_without_a_place() -> None:
    output = "[FAIL] a.py:3: no\n[WARN]: b/c.py:5: old\n[FAIL] a cycle\n[INFO] x.py:1: fine\n"
    assert read("tach", output) == (
        Said(message="no", path="a.py", line=3),
        Said(message="old", level="warning", path="b/c.py", line=5),
        Said(message="a cycle"),
    )


def test_an_error_of_tach_counts_although_it_says_that_all_else_is_fine() -> None:
    assert len(read("tach", "✅ All modules validated!\n[FAIL] a.py:3: no\n")) == 1


# --- all ------------------------------------------------------------------------------------------------


CLEAN = {
    "ast-grep-json": "[]",
    "depcruise-json": '{"summary": {"violations": []}}',
    "eslint-json": "[]",
    "lint-imports": "Contracts: 4 kept, 0 broken.",
    "ruff-json": "[]",
    "sarif": '{"runs": []}',
    "semgrep-json": '{"results": [], "errors": []}',
    "tach": "[]",
}


@pytest.mark.parametrize("form", sorted(set(tools.FORMS) - {"text"}))
def test_an_output_that_was_cut_in_the_middle_is_read_in_no_form(form: str) -> None:
    assert tools.read(form, f"{CLEAN[form]}\n") == ()
    assert tools.read(form, f"{CLEAN[form]}\n… 12 bytes left out …\n{CLEAN[form]}\n") is None


def test_lines_are_read_although_the_middle_of_the_output_was_cut() -> None:
    output = "a.py:1: one\n… 12 bytes left out …\nb.py:2: two\n"
    assert read("text", output) == (
        Said(message="one", path="a.py", line=1),
        Said(message="two", path="b.py", line=2),
    )


@pytest.mark.parametrize(
    "line",
    ["a.py:3:7: E501 no", "\x1b[1ma.py\x1b[0m:3:7: E501 no", "a.py:3:7: E501 no\r"],
    ids=["plain", "coloured", "CRLF"],
)
def test_colours_and_line_ends_change_no_place(line: str) -> None:
    assert read("text", f"{line}\n") == (Said(message="E501 no", path="a.py", line=3, column=7),)
