"""The edges of a check: the fact, its order and places; tests that cannot be read, judges, exceptions.

`test_check` and `test_judges` hold the ways through; here are the edges and the words.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from parti.chunks import check, judges, red_green, unreadable
from parti.constraints.finding import Finding, Place
from parti.records import vocabulary as facts
from parti.source.shape import FileChange
from tests.chunks import outputs
from tests.chunks.planned import chunk, rewritten
from tests.chunks.test_judges import JUDGED, RULE
from tests.fakes.repository import FakeRepository
from tests.fakes.runner import FakeRunner
from tests.fakes.worktree import FakeWorktree

GOOD_TEST = "def test_a():\n    assert write() == 3\n"


class Bench:
    """A base without tests, a change over it, and a runner that says red, then green."""

    def __init__(self, folder: Path, **files: str) -> None:
        self.repository = FakeRepository(folder / "repo")
        self.repository.write("src/writer.py", "")
        self.base = self.repository.commit()
        for path, text in files.items():
            self.repository.write(path, text)
        self.runner = FakeRunner()
        self.runner.answers("", code=1, output=outputs.ASSERTED).answers("", output=outputs.PASSED)
        worktree = FakeWorktree(self.repository, folder / "cache")
        self.ground = red_green.Ground(root=self.repository.root, worktree=worktree, runner=self.runner)

    def check(
        self, texts: list[FileChange], broken: list[Finding], **given: object
    ) -> tuple[facts.ChunkChecked, tuple[Finding, ...]]:
        changes = self.repository.changes(self.base)
        return check.check(chunk(**given), self.base, "tree:9", changes, texts, broken, self.ground)


def finding(level: str, path: str, code: str = "rule") -> Finding:
    return Finding(code=code, level=level, message="m", place=Place(path=path, line=4), fix="f")  # type: ignore[arg-type]  # three literals


def test_all_findings_are_in_the_fact_errors_first_each_with_its_fingerprint(tmp_path: Path) -> None:
    bench = Bench(tmp_path, **{"src/other.py": "x = 1\n", "tests/test_writer.py": GOOD_TEST})
    given = [finding("note", "a.py"), finding("warning", "b.py"), finding("error", "z.py")]
    fact, found = bench.check([rewritten(None, GOOD_TEST)], given, number=5)
    assert [(each.level, each.place.path) for each in found] == [
        ("error", "src/other.py"),
        ("error", "z.py"),
        ("warning", "b.py"),
        ("note", "a.py"),
    ]
    assert (fact.number, fact.base, fact.tree, fact.verdict) == (5, bench.base, "tree:9", "fail")
    assert fact.findings[1] == f"error rule z.py:4 {given[2].fingerprint()}"
    assert len(fact.findings) == 4


def test_warnings_and_notes_alone_are_a_pass(tmp_path: Path) -> None:
    bench = Bench(tmp_path, **{"src/writer.py": "x = 1\n", "tests/test_writer.py": GOOD_TEST})
    fact, found = bench.check([], [finding("note", "a.py"), finding("warning", "b.py")])
    assert (fact.verdict, len(found)) == ("pass", 2)


def test_a_test_that_cannot_be_read_leaves_a_fact_that_says_nothing_was_run(tmp_path: Path) -> None:
    bench = Bench(tmp_path, **{"tests/test_writer.py": "def test_a(:\n"})
    fact, (found,) = bench.check([rewritten(None, "def test_a(:\n")], [finding("error", "z.py")])
    said_so = "not run: tests/test_writer.py is not valid Python"
    assert (fact.red, fact.green, fact.verdict) == (said_so, said_so, "fail")
    assert fact.findings == (f"error chunk/weak-test tests/test_writer.py:1 {found.fingerprint()}",)
    assert bench.runner.calls == []


def test_a_run_has_five_minutes_where_nobody_says_otherwise(tmp_path: Path) -> None:
    bench = Bench(tmp_path, **{"tests/test_writer.py": GOOD_TEST})
    bench.check([], [])
    assert [each.timeout for each in bench.runner.calls] == [300, 300]
    assert [each.environment for each in bench.runner.calls] == [dict(red_green.SAYS_EACH)] * 2


PLACES: list[tuple[str, tuple[str, ...], Mapping[str, str], str]] = [
    ("the one that the command names", ("src/a.py", "tests/test_b.py", "tests/test_a.py"), {},
     "pytest tests/test_a.py"),
    ("a changed one", ("src/**", "tests/**"), {"tests/test_a.py": GOOD_TEST}, "npm test"),
    ("a declared one", ("src/a.py", "tests/test_a.py"), {}, "npm test"),
    ("the first of two", ("src/a.py", "tests/test_a.py", "tests/test_b.py"), {}, "npm test"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "files", "written", "command"), PLACES)
def test_a_finding_about_the_runs_points_at_a_test(
    tmp_path: Path, why: str, files: tuple[str, ...], written: Mapping[str, str], command: str
) -> None:
    bench = Bench(tmp_path, **{"src/a.py": "x = 1\n", **written})
    bench.runner = FakeRunner().answers("", output=outputs.PASSED)
    ground = red_green.Ground(root=bench.ground.root, worktree=bench.ground.worktree, runner=bench.runner)
    planned = chunk(files=files, test=command)
    proved = red_green.prove(planned, bench.base, bench.repository.changes(bench.base), ground)
    assert [each.place.path for each in proved.findings] == ["tests/test_a.py"], why


@pytest.mark.parametrize(
    ("files", "command", "place"),
    [
        (("src/a.py", "check.sh"), "bash check.sh", "check.sh"),
        (("src/a.py",), "bash check.sh", "src/a.py"),
        ((), "bash check.sh", ""),
    ],
)
def test_without_a_test_it_points_at_the_script_or_the_first_file(
    tmp_path: Path, files: tuple[str, ...], command: str, place: str
) -> None:
    bench = Bench(tmp_path, **{"src/a.py": "x = 1\n"})
    bench.runner = FakeRunner().answers("", output=outputs.PASSED)
    ground = red_green.Ground(root=bench.ground.root, worktree=bench.ground.worktree, runner=bench.runner)
    changes = bench.repository.changes(bench.base)
    proved = red_green.prove(chunk(files=files, test=command), bench.base, changes, ground)
    assert [(each.code, each.place.path) for each in proved.findings] == [("chunk/no-test", place)]


def test_a_test_that_is_only_deleted_is_no_test_that_the_chunk_brings(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.repository.write("tests/test_writer.py", GOOD_TEST)
    base = bench.repository.commit()
    bench.repository.remove("tests/test_writer.py")
    bench.runner = FakeRunner().answers("", output=outputs.PASSED)
    ground = red_green.Ground(root=bench.ground.root, worktree=bench.ground.worktree, runner=bench.runner)
    proved = red_green.prove(chunk(), base, bench.repository.changes(base), ground)
    assert [each.code for each in proved.findings] == ["chunk/no-test"]


@pytest.mark.parametrize(
    ("path", "proof"),
    [
        ("tests/test_writer.py", True),
        ("tests/data.json", True),
        ("src/conftest.py", True),
        ("verify/run.py", True),
        ("src/writer.py", False),
        ("verify/run.py.bak", False),
    ],
)
def test_the_side_of_the_tests_is_what_serves_them_or_is_named(path: str, proof: bool) -> None:
    assert red_green.is_proof(chunk(test="python verify/run.py"), path) is proof


UNREADABLE = [
    ("tests/test_a.py", "def test_a(:\n", True),
    ("a_test.py", "x = (\n", True),
    ("conftest.py", "x = (\n", True),
    ("src/deep/conftest.py", "x = (\n", True),
    ("tests/samples/broken.py", "x = (\n", False),
    ("src/a.py", "x = (\n", False),
    ("tests/test_a.js", "x = (\n", False),
    ("tests/test_a.py", "x = 1\n", False),
    ("tests/test_a.py", "\ufeffx = 1\n", False),
    ("tests/test_a.py", "", False),
    ("tests/test_a.py", "x = '\0'\n", True),
    ("tests/test_a.py", f"x = {'-' * 5000}1\n", True),
]


@pytest.mark.parametrize(("path", "text", "told"), UNREADABLE)
def test_a_file_that_pytest_would_read_and_cannot_is_told(path: str, text: str, told: bool) -> None:
    found = unreadable.findings([FileChange(path, None, text)])
    assert [(each.code, each.level, each.place.path) for each in found] == (
        [("chunk/weak-test", "error", path)] if told else []
    )


def test_what_does_not_parse_is_told_at_its_line_with_a_command_that_shows_it() -> None:
    (found,) = unreadable.findings([FileChange("tests/test_a b.py", None, "x = 1\ny = = 2\n")])
    assert str(found.place) == "tests/test_a b.py:2"
    assert found.message == (
        "tests/test_a b.py is not valid Python, so its tests show nothing: invalid syntax."
    )
    assert found.fix == "python -m py_compile 'tests/test_a b.py'"
    assert unreadable.findings([FileChange("tests/test_a.py", "x = (\n", None)]) == ()


def test_a_constraint_that_changed_is_told_at_its_new_line_and_one_that_went_at_the_page() -> None:
    after = RULE.replace("`src/**/*.py`", "`lib/**`").replace("only-through", "only-through ")
    before = "was there before this change"
    found = judges.constraint_changes(RULE + JUDGED, "\n\n" + after)
    assert [(each.message, str(each.place)) for each in found] == [
        (f"The constraint atomic-write {before}, and its scope changed.", "CONSTRAINTS.md:5"),
        (f"The constraint names {before}, and it was removed.", "CONSTRAINTS.md"),
    ]  # fmt: skip
    assert {each.fix for each in found} == {
        "put it back; a person changes it in a commit of its own, before the chunk"
    }


def allow(identity: str, reason: str = "why") -> str:
    return f"x = 1  # parti: allow {identity} -- {reason}\n"


EXCEPTIONS = [
    ("one of two files", [("", allow("a"), "src/a.py"), (allow("a"), "", "src/b.py")], []),
    ("two where one was", [(allow("a"), allow("a") + allow("a", "more"), "src/a.py")], ["src/a.py:2"]),
    ("the new one is first", [(allow("a"), allow("a", "new") + allow("a"), "src/a.py")], ["src/a.py:1"]),
    ("another constraint", [(allow("a"), allow("b"), "src/a.py")], ["src/a.py:1"]),
    ("two went, one came elsewhere", [(allow("a") * 2, "", "src/a.py"), ("", allow("a"), "src/b.py")], []),
    ("one went, two came elsewhere", [(allow("a"), "", "src/a.py"), ("", allow("a") * 2, "src/b.py")],
     ["src/b.py:2"]),
    ("none", [("x = 1\n", "x = 2\n", "src/a.py")], []),
]  # fmt: skip


@pytest.mark.parametrize(("why", "files", "places"), EXCEPTIONS)
def test_exceptions_are_counted_over_the_whole_change(
    why: str, files: list[tuple[str, str, str]], places: list[str]
) -> None:
    found = judges.suppressions(rewritten(*each) for each in files)
    assert [str(each.place) for each in found] == places, why


def test_an_exception_asks_a_person_to_look_at_its_reason() -> None:
    (found,) = judges.suppressions([rewritten("", allow("a", "it is old"), "src/a.py")])
    assert found.message == "The change allows itself to break a, because: it is old."
    assert found.fix == (
        "a person looks at the reason; otherwise keep the constraint and take the comment out"
    )
