"""The whole run: limits to changed files, exceptions with reasons, rot, and files that do not parse."""

import pytest

from parti.constraints import conformance, document, finding
from parti.constraints import tree as trees
from tests.constraints.documents import section

PRINT = section("pattern\nforbid: print($$$A)\nmessage: no print", id="no-print", scope="")
COMMAND = section("command\nrun: lint-imports --all", id="law", scope="", kept="", broken="")


def run(
    text: str, files: dict[str, str], changed: list[str] | None = None, **results: conformance.Result
) -> tuple[finding.Finding, ...]:
    return conformance.run(document.parse(text), trees.Texts(files, changed), results)


def codes(found: tuple[finding.Finding, ...]) -> list[tuple[str, str]]:
    return [(each.code, str(each.place)) for each in found]


def test_errors_come_first_and_each_finding_once() -> None:
    found = run(PRINT, {"b.py": "print(1)\n", "a.py": "x\nprint(1)\n"})
    assert codes(found) == [("no-print", "a.py:2"), ("no-print", "b.py:1")]


def test_the_document_s_own_findings_are_part_of_a_run() -> None:
    (each,) = run(PRINT.replace("message", "mesage"), {"a.py": "print(1)\n"})
    assert (each.code, each.place.path) == ("constraints/document", "CONSTRAINTS.md")


def test_only_changed_files_are_judged() -> None:
    files = {"a.py": "print(1)\n", "b.py": "print(1)\n"}
    assert codes(run(PRINT, files, ["b.py", "gone.py"])) == [("no-print", "b.py:1")]
    assert codes(run(PRINT, files, [])) == []


@pytest.mark.parametrize(
    "line",
    [
        "print(1)  # parti: allow no-print -- the banner",
        "print(1)  # parti: allow no-print — the banner",
        "print(1)  # noqa  # parti: allow other, no-print -- the banner",
        "# parti: allow no-print -- the banner\nprint(1)",
        "# parti: allow no-print -- the banner\n\nprint(1)",
    ],
)
def test_an_exception_with_a_reason_is_allowed(line: str) -> None:
    text = PRINT + section("stdlib-only", id="other", scope="")
    found = [each for each in run(text, {"a.py": f"{line}\n"}) if "`other`" not in each.message]
    assert codes(tuple(found)) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("print(1)  # parti: allow no-print", "without a reason"),
        ("print(1)  # parti: allow no-print --", "without a reason"),
    ],
)
def test_an_exception_without_a_reason_allows_nothing(line: str, message: str) -> None:
    found = run(PRINT, {"a.py": f"{line}\n"})
    assert {each.code for each in found} == {"no-print", "constraints/suppression"}
    assert any(message in each.message for each in found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1  # parti: allow no-print -- once needed\n", "nothing here breaks it"),
        ("x = 1  # parti: allow no-prnt -- typo\n", "is no constraint; did you mean `no-print`?"),
        ("print(1)\n\n# parti: allow no-print -- below\n", "nothing here breaks it"),
    ],
)
def test_an_exception_that_allows_nothing_is_a_finding(text: str, message: str) -> None:
    assert any(message in each.message for each in run(PRINT, {"a.py": text}))


def test_an_exception_in_a_text_is_no_exception() -> None:
    found = run(PRINT, {"a.py": 'x = """\n# parti: allow no-print -- said\n"""; print(1)\n'})
    assert [each.code for each in found] == ["no-print"]


def test_an_exception_in_another_language() -> None:
    text = section("pattern\nforbid: eval($A)\nlanguage: js", id="no-eval", scope="")
    assert codes(run(text, {"a.js": "eval(x) // parti: allow no-eval -- sandboxed\n"})) == []


def test_an_exception_for_a_command_that_did_not_run_is_not_unused() -> None:
    files = {"a.py": "x = 1  # parti: allow law -- edge\n"}
    assert codes(run(COMMAND, files)) == []
    assert [each.code for each in run(COMMAND, files, law=conformance.Result(0, ""))] == [
        "constraints/suppression"
    ]


def test_an_unchanged_file_s_exceptions_are_left_alone_and_honoured() -> None:
    text = section("registered-in\nevery: function handle_*\nin: dispatch.HANDLERS", id="reg", scope="")
    files = {
        "src/a.py": "def handle_a(): ...  # parti: allow reg -- wired by hand\n"
        "x = 1  # parti: allow reg -- stale\n",
        "src/dispatch.py": "HANDLERS = {}\n",
    }
    assert codes(run(text, files, ["src/dispatch.py"])) == [("constraints/suppression", "src/a.py:2")]
    assert (
        codes(run(PRINT, {"a.py": "x = 1  # parti: allow no-print -- stale\n", "b.py": ""}, ["b.py"])) == []
    )


def test_a_file_that_does_not_parse_is_said_to_be_unchecked() -> None:
    text = section("only-through\nhelper: a.b\ninstead-of: [open-for-write]", id="w", scope="")
    found = [
        each for each in run(text, {"bad.py": "open(\n\nx = = 1\n"}) if each.code == "constraints/unread"
    ]
    assert [(each.level, each.place.path) for each in found] == [("warning", "bad.py")]


def test_commands_are_given_and_their_results_judged() -> None:
    read = document.parse(PRINT + COMMAND)
    assert conformance.commands(read.constraints) == (("law", "lint-imports --all"),)
    assert codes(run(COMMAND, {})) == []
    assert codes(run(COMMAND, {}, law=conformance.Result(0, "fine"))) == []
    (each,) = run(COMMAND, {}, law=conformance.Result(2, "a imports b"))
    assert (each.code, each.level) == ("law", "error")
    assert "a imports b" in each.message


def test_a_glob_that_matches_nothing_is_rot_on_a_whole_run_only() -> None:
    text = PRINT.replace("A raw", "Scope: `src/**`, `lib/**`, not `src/old.py`.\n\nA raw")
    files = {"src/a.py": "x = 1\n"}
    found = run(text, files)
    assert {each.code for each in found} == {"constraints/rot"}
    assert sorted(each.message.split("`")[3] for each in found) == ["lib/**", "src/old.py"]
    assert run(text, files, ["src/a.py"]) == ()


def test_judged_constraints_find_nothing() -> None:
    assert run(section("judged", scope="", kept="", broken=""), {"a.py": "print(1)\n"}) == ()


def test_the_same_run_twice_is_the_same() -> None:
    files = {f"src/m{at}.py": "import json\njson.dump(a, f)\nprint(1)\n" for at in range(20)}
    text = PRINT + section()
    assert run(text, files) == run(text, files)


class Bare:
    """A tree with nothing but the protocol."""

    def paths(self) -> list[str]:
        return ["a.py", "bad.py"]

    def text(self, path: str) -> str:
        return "import json\njson.dump(a, f)\n" if path == "a.py" else "json.dump(\n"

    def changed(self) -> frozenset[str] | None:
        return frozenset(self.paths())


def test_any_tree_will_do() -> None:
    found = conformance.run(document.parse(section(scope="")), Bare())
    assert codes(found) == [("atomic-write", "a.py:2"), ("constraints/unread", "bad.py:1")]


def test_a_chain_of_branches_that_is_deeper_than_the_stack_costs_one_file() -> None:
    text = section('opaque\nvalue: ["*.id"]', id="whole-id", scope="", kept="", broken="")
    chain = "if a:\n    pass\n" + "elif a:\n    pass\n" * 900
    found = run(text, {"deep.py": f"{chain}post.id.split()\n", "flat.py": "post.id.split()\n"})
    assert sorted((each.code, each.place.path) for each in found if each.place.path.endswith(".py")) == [
        ("constraints/unread", "deep.py"),
        ("whole-id", "flat.py"),
    ]
    assert any("because it is nested too deeply" in each.message for each in found)


def test_a_table_of_a_machine_is_named_with_the_reason() -> None:
    text = section("forbidden-call\ncalls: [os.Exit]", id="no-call", scope="", kept="", broken="")
    table = "package a\n\nvar x = []int{\n" + "\t1, 2, 3,\n" * 3000 + "}\n"
    found = run(text, {"table.go": f"{table}func f() {{ os.Exit(1) }}\n"})
    (each,) = [each for each in found if each.place.path == "table.go"]
    assert each.code == "constraints/unread"
    assert "holds a table of thousands of entries" in each.message


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("lib/a.js", "function ( {{{\n"),
        ("lib/a.ts", "\ufffd\ufffdf\0u\0n\0c\0"),
        ("lib/a.py", "def f(:\n"),
        ("lib/a.go", "package ((\n"),
    ],
)
def test_a_file_of_the_change_that_no_parser_reads_is_named_without_a_word_that_a_check_wants(
    path: str, text: str
) -> None:
    read = document.parse(section("forbidden-call\ncalls: [os.remove]", id="no", scope="Scope: `lib/**`."))
    tree = trees.Texts({path: text, "lib/fine.js": "x()\n", f"other/{path}": text})
    assert codes(conformance.run(read, tree)) == []
    changed = (path, "lib/fine.js", f"other/{path}", "lib/gone.js", "lib/notes.md")
    (each,) = conformance.unparsed(read, tree, changed)
    assert (each.code, each.level, each.place.path) == ("constraints/unread", "warning", path)


def test_what_only_people_judge_asks_no_parser() -> None:
    read = document.parse(section("judged", scope="", kept="", broken=""))
    assert list(conformance.unparsed(read, trees.Texts({"a.js": "function ( {{{"}), ["a.js"])) == []
