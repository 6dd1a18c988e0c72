"""What other tools print is read into findings at their places; what cannot be read is never a pass (C3).

`printed/` holds what each tool printed about one small project in which `shop.core` imports `shop.web` and
calls `eval`, cut down to what is read.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.constraints import tools
from parti.constraints.tools import lines
from parti.constraints.tools.said import Said

HERE = Path(__file__).parent / "printed"
ROOT = "/home/ada/shop/"

LINKS = "shop.core is not allowed to import"
REAL = [
    ("ruff-json", "ruff.json", [("error", f"{ROOT}shop/core/orders.py", 1, "F401"),
                                ("error", f"{ROOT}shop/core/orders.py", 2, "F401")]),
    ("sarif", "ruff.sarif", [("error", f"{ROOT}shop/core/orders.py", 1, "F401"),
                             ("error", f"{ROOT}shop/core/orders.py", 2, "F401")]),
    ("sarif", "semgrep.sarif", [("error", "shop/core/orders.py", 6, "rules.no-eval"),
                                ("warning", "shop/web/pages.py", 5, "rules.no-print")]),
    ("semgrep-json", "semgrep.json", [("error", "shop/core/orders.py", 6, "rules.no-eval"),
                                      ("warning", "shop/web/pages.py", 5, "rules.no-print")]),
    ("ast-grep-json", "ast-grep.json", [("error", "shop/core/orders.py", 6, "no-eval")]),
    ("ast-grep-json", "ast-grep-stream.json", [("error", "shop/core/orders.py", 6, "no-eval")]),
    ("eslint-json", "eslint.json", [("error", f"{ROOT}ui/src/web/page.js", 2, "no-var"),
                                    ("warning", f"{ROOT}ui/src/web/page.js", 3, "no-console")]),
    ("depcruise-json", "depcruise.json", [("error", "src/core/rows.js", 0, "core-not-to-web"),
                                          ("warning", "src/core/rows.js", 0, "no-circular")]),
    ("tach", "tach.txt", [("error", "shop/core/orders.py", 2, "")]),
    ("tach", "tach.json", [("error", "shop/core/orders.py", 2, "")]),
]  # fmt: skip


def read(form: str, output: str) -> tuple[Said, ...]:
    said = tools.read(form, output)
    assert said is not None
    return said


@pytest.mark.parametrize(("form", "name", "expected"), REAL, ids=[row[1] for row in REAL])
def test_what_a_tool_printed_is_read_with_its_places(form: str, name: str, expected: list[Any]) -> None:
    said = read(form, (HERE / name).read_text())
    assert [(each.level, each.path, each.line, each.rule) for each in said] == expected
    assert all(each.message for each in said)


def test_import_linter_names_modules_and_the_chain_is_told_whole() -> None:
    said = read("lint-imports", (HERE / "lint-imports.txt").read_text())
    assert [(each.rule, each.module, each.line, each.message) for each in said] == [
        ("Web above core above store", "shop.core.orders", 2,
         f"{LINKS} shop.web: shop.core.orders → shop.web.pages"),
        ("Core never sees the store", "shop.core.orders", 2,
         f"{LINKS} shop.store: shop.core.orders → shop.web.pages → shop.store.rows"),
    ]  # fmt: skip


JSON = [row for row in REAL if row[1].endswith(("json", "sarif"))]


@pytest.mark.parametrize(("form", "name", "expected"), JSON, ids=[row[1] for row in JSON])
def test_noise_around_the_document_is_passed_over(form: str, name: str, expected: list[Any]) -> None:
    text = (HERE / name).read_text()
    noise = "[WARN] an old configuration\n(node:12) {deprecated}\n[]\n{}\n\x1b[31m[done\x1b[0m\n"
    assert read(form, f"{noise}{text}\n{noise}") == read(form, text)


WHOLE = [row[:2] for row in JSON if "stream" not in row[1]]


@pytest.mark.parametrize(("form", "name"), WHOLE, ids=[row[1] for row in WHOLE])
def test_a_document_that_was_cut_is_not_read_in_part(form: str, name: str) -> None:
    text = (HERE / name).read_text()
    end = text.rindex("}") if form == "semgrep-json" else len(text.rstrip()) - 1
    for share in (0.2, 0.5, 0.9, 1.0):
        assert tools.read(form, text[: int(end * share)]) is None
    assert tools.read(form, f"{text}\n… 900 bytes left out …\n{text}") is None


@pytest.mark.parametrize("form", sorted(set(tools.FORMS) - {"text"}))
@pytest.mark.parametrize(
    "output",
    ["", "Traceback (most recent call last):\nOSError\n", "{}", "null", "[1]", "[" * 100_000, '{"a"'],
)
def test_what_is_not_of_the_form_is_not_an_empty_list(form: str, output: str) -> None:
    assert tools.read(form, output) is None


CLEAN = [
    ("ruff-json", "[]"),
    ("eslint-json", '[{"filePath": "/a.js", "messages": []}]'),
    ("ast-grep-json", "[]"),
    ("semgrep-json", '{"results": [], "errors": [], "paths": {"scanned": ["a.py"]}}'),
    ("depcruise-json", '{"modules": [], "summary": {"violations": [], "totalCruised": 3}}'),
    ("sarif", '{"version": "2.1.0", "runs": [{"results": []}]}'),
    ("tach", "[]"),
    ("tach", "✅ All modules validated!"),
    ("lint-imports", "Contracts: 4 kept, 0 broken.\n"),
    ("text", "all is well\n"),
]


@pytest.mark.parametrize(("form", "output"), CLEAN)
def test_a_tool_that_found_nothing_says_nothing(form: str, output: str) -> None:
    assert tools.read(form, output) == ()


NOTHING = [
    ("semgrep-json", '{"results": [], "errors": [], "paths": {"scanned": []}}'),
    ("depcruise-json", '{"summary": {"violations": [], "totalCruised": 0}}'),
]


@pytest.mark.parametrize(("form", "output"), NOTHING)
def test_a_tool_that_looked_at_nothing_is_told_of(form: str, output: str) -> None:
    assert [(each.level, each.message[:15]) for each in read(form, output)] == [
        ("warning", "it looked at no")
    ]


def test_a_file_that_semgrep_could_not_read_is_told() -> None:
    error = {"level": "error", "message": "Syntax error", "path": "a.py", "spans": [{"start": {"line": 3}}]}
    output = json.dumps(
        {"results": [], "errors": [error, {"level": "warn"}], "paths": {"scanned": ["b.py"]}}
    )
    first, second = read("semgrep-json", output)
    assert (first.level, first.path, first.line, first.message) == ("error", "a.py", 3, "Syntax error")
    assert second.level == "warning"


def test_ast_grep_counts_from_zero_and_we_from_one() -> None:
    row = {
        "file": "a.py",
        "text": "x\n y",
        "range": {"start": {"line": 0, "column": 0}, "end": {"line": 1}},
    }
    (said,) = read("ast-grep-json", json.dumps([row]))
    assert (said.line, said.column, said.end_line) == (1, 1, 2)
    assert (said.message, said.rule, said.level) == ("`x`", "", "error")


def sarif(result: dict[str, Any], **run: Any) -> tuple[Said, ...]:
    return read("sarif", json.dumps({"runs": [{"results": [result], **run}]}))


def located(**place: Any) -> dict[str, Any]:
    return {"message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": place}}]}


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ({"uri": "src/a%20b.py"}, "src/a b.py"),
        ({"uri": "file:///home/ada/shop/a.py"}, "/home/ada/shop/a.py"),
        ({"uri": "a.py", "uriBaseId": "HERE"}, "/home/ada/a.py"),
        ({"uri": "a.py", "uriBaseId": "NOWHERE"}, "a.py"),
        ({"uri": "file:///x/a.py", "uriBaseId": "HERE"}, "/x/a.py"),
        ({}, ""),
    ],
)
def test_a_place_in_sarif_is_a_path(place: dict[str, Any], path: str) -> None:
    bases = {"HERE": {"uri": "file:///home/ada/"}}
    (said,) = sarif(located(**place), originalUriBaseIds=bases)
    assert said.path == path


@pytest.mark.parametrize(
    ("more", "level"),
    [
        ({}, "warning"),
        ({"level": "none"}, "note"),
        ({"level": "error"}, "error"),
        ({"ruleId": "strict"}, "error"),
        ({"ruleId": "strict", "level": "note"}, "note"),
        ({"suppressions": []}, "warning"),
        ({"suppressions": [{"kind": "inSource"}]}, None),
        ({"suppressions": [{"kind": "external", "status": "rejected"}]}, "warning"),
        ({"kind": "pass"}, None),
        ({"kind": "review"}, "warning"),
    ],
)
def test_a_result_in_sarif_has_the_level_that_the_standard_gives_it(
    more: dict[str, Any], level: str | None
) -> None:
    driver = {"rules": [{"id": "strict", "defaultConfiguration": {"level": "error"}}]}
    said = sarif({"message": {"text": "m"}, **more}, tool={"driver": driver})
    assert [each.level for each in said] == ([level] if level else [])


def test_a_run_that_failed_is_no_clean_run() -> None:
    notice = {"level": "error", "message": {"text": "no such folder"}}
    run = {
        "results": [],
        "invocations": [{"executionSuccessful": False, "toolExecutionNotifications": [notice]}],
    }
    said = read("sarif", json.dumps({"runs": [run]}))
    assert [each.message for each in said] == ["no such folder", "the tool says that its run failed"]


SUM = "Other KEPT\nMine BROKEN\n\nContracts: 1 kept, 1 broken.\n\n"
HEAD = f"{SUM}---\nBroken contracts\n---\n\nMine\n----\n\n"


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        (
            "a is not allowed to import b:\n\n- a.x -> b.y (l.3, l.9)\n- a.z -> b.y (l.?)\n",
            [("a.x", 3), ("a.z", 0)],
        ),
        ("a is not allowed to import b:\n\n-   a.x -> c (l.3)\n    c -> b (l.1)\n", [("a.x", 3)]),
        ("No cycles are allowed in a.\nIt could be:\n\n- .x -> .y (2 imports)\n", [("a.x", 0)]),
        ("Something of one's own.\n", [("", 0)]),
    ],
    ids=["links", "chain", "cycle", "own type"],
)
def test_each_kind_of_contract_is_read(details: str, expected: list[tuple[str, int]]) -> None:
    said = read("lint-imports", HEAD + details)
    assert [(each.module, each.line) for each in said] == expected
    assert {each.rule for each in said} == {"Mine"}


WRAPPED = """
Analyzed 7 files, 2 dependencies.
---------------------------------

A contract whose name is rather long because somebody liked to explain things in
it BROKEN
Other KEPT (1
warning)
Own BROKEN

Contracts: 1 kept, 2 broken.


----------------
Broken contracts
----------------

A contract whose name is rather long because somebody liked to explain things in
it
--------------------------------------------------------------------------------
--

shop.a_long_package_name_that_goes_on_one is not allowed to import
shop.a_long_package_name_that_goes_on_three:

-   shop.a_long_package_name_that_goes_on_one.module_with_a_name_of_its_own
-> shop.a_long_package_name_that_goes_on_two.module_with_a_name_of_its_own
(l.4,
l.2)
    shop.a_long_package_name_that_goes_on_two.module_with_a_name_of_its_own ->
shop.a_long_package_name_that_goes_on_three.x (l.1)
"""


def test_lines_that_import_linter_broke_are_put_together() -> None:
    said = read("lint-imports", WRAPPED)
    assert [each.rule for each in said] == [
        "A contract whose name is rather long because somebody liked to explain things in it",
        "Own",
    ]
    assert (said[0].module, said[0].line) == (
        "shop.a_long_package_name_that_goes_on_one.module_with_a_name_of_its_own",
        4,
    )
    assert said[0].message.endswith("_own → shop.a_long_package_name_that_goes_on_three.x")


def test_contracts_that_are_broken_without_a_word_are_not_kept() -> None:
    assert tools.read("lint-imports", "Contracts: 0 kept, 2 broken.\n") is None


@pytest.mark.parametrize(
    ("line", "place", "message", "level"),
    [
        ("src/a.py:3:7: E501 too long", ("src/a.py", 3, 7), "E501 too long", "error"),
        ("src/a.py:3: error: no such name", ("src/a.py", 3, 0), "no such name", "error"),
        ("a.c:3:1: warning: unused", ("a.c", 3, 1), "unused", "warning"),
        ("a.py:3: note: see here", ("a.py", 3, 0), "see here", "note"),
        ("src/a.ts(4,2): error TS1: no", ("src/a.ts", 4, 2), "TS1: no", "error"),
        ("[FAIL] a/b.py:5: crossed", ("a/b.py", 5, 0), "crossed", "error"),
        ("./Makefile:9: missing", ("./Makefile", 9, 0), "missing", "error"),
    ],
)
def test_a_line_with_a_place_is_read(
    line: str, place: tuple[str, int, int], message: str, level: str
) -> None:
    (said,) = lines.read(f"before\n{line}\nafter: 3 errors\n")
    assert (said.path, said.line, said.column) == place
    assert (said.message, said.level) == (message, level)


@pytest.mark.parametrize(
    "line", ["10:32:11 started", "http://localhost:80 is up", "Found 3 errors", "a.py:3"]
)
def test_a_line_without_a_place_is_left(line: str) -> None:
    assert lines.read(line) == ()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(JSON), st.data())
def test_a_value_of_an_unexpected_type_never_stops_the_reading(row: Any, data: st.DataObject) -> None:
    form, name, _ = row
    text = (HERE / name).read_text()
    start = next(at for at in range(len(text)) if text[at] in "[{" and text[at + 1] in '\n{"')
    value, _ = json.JSONDecoder().raw_decode(text, start)
    spot: Any = value
    while isinstance(spot, dict | list) and spot:
        key = data.draw(st.sampled_from(sorted(spot) if isinstance(spot, dict) else range(len(spot))))
        below = spot[key]
        if data.draw(st.booleans()) or not isinstance(below, dict | list) or not below:
            spot[key] = data.draw(VALUES)
            break
        spot = below
    said = tools.read(form, json.dumps(value))
    assert said is None or all(each.line >= 0 and each.level for each in said)
