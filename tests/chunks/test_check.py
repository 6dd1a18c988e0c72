"""The stage with fakes: what is put where, what is run, which findings make which verdict."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from parti.chunks import check, content, red_green
from parti.constraints.finding import Finding, Place
from parti.records import vocabulary as facts
from parti.source.shape import FileChange
from tests.chunks import outputs
from tests.chunks.planned import TEST, chunk
from tests.fakes.repository import FakeRepository
from tests.fakes.runner import FakeRunner
from tests.fakes.worktree import FakeWorktree

RED = outputs.ASSERTED.replace("t/test_a.py", "tests/test_writer.py")
GREEN = outputs.PASSED.replace("t/test_a.py", "tests/test_writer.py")
GOOD_TEST = "def test_a():\n    assert write() == 3\n"
WEAK_TEST = "def test_a():\n    assert True\n"


class Bench:
    """A fake repository with a base, a runner that says red then green, and what each run could see."""

    def __init__(self, folder: Path) -> None:
        self.repository = FakeRepository(folder / "repo")
        self.repository.write("src/writer.py", "")
        self.repository.write("src/old.py", "old\n")
        self.repository.write("tests/conftest.py", "")
        self.base = self.repository.commit()
        self.runner = FakeRunner()
        self.seen: list[dict[str, str]] = []
        self.ground = red_green.Ground(
            root=self.repository.root,
            worktree=FakeWorktree(self.repository, folder / "cache"),
            runner=self.runner,
            timeout=7,
        )

    def says(self, red: tuple[int, str] = (1, RED), green: tuple[int, str] = (0, GREEN)) -> None:
        for code, output in (red, green):
            self.runner.answers(TEST, code=code, output=output, act=self._look)

    def _look(self, folder: Path) -> None:
        files = (path for path in folder.rglob("*") if path.is_file())
        self.seen.append({path.relative_to(folder).as_posix(): path.read_text() for path in files})

    def prove(self, planned: facts.ChunkPlanned | None = None) -> red_green.Proof:
        changes = self.repository.changes(self.base)
        return red_green.prove(planned or chunk(), self.base, changes, self.ground)

    def check(self, broken: Sequence[Finding] = ()) -> tuple[facts.ChunkChecked, tuple[Finding, ...]]:
        changes = self.repository.changes(self.base)
        texts = [
            FileChange(c.path, self.repository.texts(self.base, [c.path]).get(c.path), self._new(c.path))
            for c in changes
        ]
        return check.check(chunk(), self.base, "tree:1", changes, texts, broken, self.ground)

    def _new(self, path: str) -> str | None:
        place = self.repository.root / path
        return place.read_text() if place.exists() else None


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def written(bench: Bench, test: str = GOOD_TEST) -> None:
    bench.repository.write("src/writer.py", "def write():\n    return 3\n")
    bench.repository.write("tests/test_writer.py", test)


def test_red_sees_the_test_alone_and_green_sees_the_whole_chunk(bench: Bench) -> None:
    written(bench)
    bench.says()
    proved = bench.prove()
    assert [run.get("src/writer.py") for run in bench.seen] == ["", "def write():\n    return 3\n"]
    assert [run.get("tests/test_writer.py") for run in bench.seen] == [GOOD_TEST, GOOD_TEST]
    assert proved.findings == ()
    assert (proved.red_judged.kind, proved.green_judged.kind) == ("assertion", "passed")


def test_both_runs_happen_in_one_clean_checkout_that_is_gone_afterwards(bench: Bench) -> None:
    written(bench)
    bench.says()
    bench.prove()
    one, two = bench.runner.calls
    assert one.cwd == two.cwd != bench.repository.root
    assert not one.cwd.exists()
    assert (one.command, one.timeout) == (TEST, 7)
    assert "-rfEpsxX" in one.environment["PYTEST_ADDOPTS"]


def test_what_lies_outside_the_chunk_is_never_put_there(bench: Bench) -> None:
    written(bench)
    bench.repository.write("src/secret.py", "X = 3\n")
    bench.repository.write("tests/test_other.py", GOOD_TEST)
    bench.repository.write(".parti/config.toml", "")
    bench.says()
    bench.prove()
    for run in bench.seen:
        assert not {"src/secret.py", "tests/test_other.py", ".parti/config.toml"} & set(run)


def test_the_constraint_document_comes_with_the_green_run(bench: Bench) -> None:
    written(bench)
    bench.repository.write("CONSTRAINTS.md", "# C\n")
    bench.says()
    bench.prove()
    assert ["CONSTRAINTS.md" in run for run in bench.seen] == [False, True]


def test_fixtures_of_the_chunk_come_with_the_red_run_and_a_removed_file_goes_with_the_green(
    bench: Bench,
) -> None:
    written(bench)
    bench.repository.write("tests/conftest.py", "import pytest\n")
    bench.repository.remove("src/old.py")
    bench.says()
    bench.prove(chunk(files=("src/**", "tests/**")))
    assert [run["tests/conftest.py"] for run in bench.seen] == ["import pytest\n"] * 2
    assert ["src/old.py" in run for run in bench.seen] == [True, False]


def test_a_file_that_the_command_names_is_a_test_whatever_it_is_called(bench: Bench) -> None:
    bench.repository.write("verify/run.py", "assert 0\n")
    bench.repository.write("src/writer.py", "x = 1\n")
    planned = chunk(files=("src/writer.py", "verify/run.py"), test="python verify/run.py")
    bench.runner.answers("verify/run.py", code=1, output="AssertionError\n", act=bench._look)
    bench.prove(planned)
    assert "verify/run.py" in bench.seen[0]
    assert bench.seen[0]["src/writer.py"] == ""


def test_a_test_that_passes_without_the_change_is_not_red(bench: Bench) -> None:
    written(bench)
    bench.says(red=(0, GREEN))
    (found,) = bench.prove().findings
    assert (found.code, str(found.place)) == ("chunk/not-red", "tests/test_writer.py")


def test_a_test_that_fails_with_the_change_is_not_green(bench: Bench) -> None:
    written(bench)
    bench.says(green=(1, RED))
    assert [f.code for f in bench.prove().findings] == ["chunk/not-green"]


def test_a_test_that_is_skipped_with_the_change_is_not_green(bench: Bench) -> None:
    written(bench)
    bench.says(green=(0, outputs.SKIPPED))
    assert [f.code for f in bench.prove().findings] == ["chunk/not-green"]


def test_a_chunk_without_a_test_has_no_proof(bench: Bench) -> None:
    bench.repository.write("src/writer.py", "x = 1\n")
    bench.says(red=(4, outputs.NO_FILE), green=(4, outputs.NO_FILE))
    assert [f.code for f in bench.prove().findings] == ["chunk/no-test", "chunk/not-green"]


def test_a_test_that_a_person_wrote_before_is_a_proof(bench: Bench) -> None:
    bench.repository.write("tests/test_writer.py", GOOD_TEST)
    bench.base = bench.repository.commit()
    bench.repository.write("src/writer.py", "def write():\n    return 3\n")
    bench.says()
    assert bench.prove().findings == ()


def test_a_sound_chunk_passes_and_the_fact_says_how(bench: Bench) -> None:
    written(bench)
    bench.says()
    fact, found = bench.check()
    assert found == ()
    assert fact == facts.ChunkChecked(
        number=1,
        base=bench.base,
        tree="tree:1",
        verdict="pass",
        red="it failed by an assertion (exit 1)",
        green="it passed (exit 0)",
        findings=(),
        files=tuple(
            facts.FileChecked(path, content.now(bench.repository.root, path))
            for path in ("src/writer.py", "tests/test_writer.py")
        ),
    )


def outside(bench: Bench) -> None:
    bench.repository.write("src/other.py", "x = 1\n")


def too_large(bench: Bench) -> None:
    bench.repository.write("src/writer.py", "x = 1\n" * 90)


def own_judge(bench: Bench) -> None:
    bench.repository.write(".parti/config.toml", "")


def weak(bench: Bench) -> None:
    bench.repository.write("tests/test_writer.py", WEAK_TEST)


BREAKS: list[tuple[Callable[[Bench], None], str]] = [
    (outside, "chunk/scope"),
    (too_large, "chunk/size"),
    (weak, "chunk/weak-test"),
    (own_judge, "chunk/judge"),
]


@pytest.mark.parametrize(("breaks", "code"), BREAKS)
def test_every_kind_of_finding_makes_the_check_fail(
    bench: Bench, breaks: Callable[[Bench], None], code: str
) -> None:
    written(bench)
    breaks(bench)
    bench.says()
    fact, found = bench.check()
    assert [f.code for f in found] == [code]
    assert fact.verdict == "fail"
    assert fact.findings == (f"error {code} {found[0].place} {found[0].fingerprint()}",)


def test_a_weakened_test_makes_the_check_fail(bench: Bench) -> None:
    bench.repository.write("tests/test_writer.py", GOOD_TEST)
    bench.base = bench.repository.commit()
    written(bench, GOOD_TEST.replace("== 3", "is not None"))
    bench.says()
    fact, found = bench.check()
    assert [f.code for f in found] == ["chunk/weakened-test"]
    assert fact.verdict == "fail"


def constraint(level: str) -> Finding:
    place = Place(path="src/writer.py", line=1)
    return Finding(code="atomic-write", level=level, message="m", place=place, fix="f")  # type: ignore[arg-type]  # three literals


def test_findings_of_constraints_count_and_warnings_do_not_block(bench: Bench) -> None:
    written(bench)
    bench.says()
    fact, found = bench.check([constraint("warning")])
    assert (fact.verdict, [f.code for f in found]) == ("pass", ["atomic-write"])
    fact, _ = bench.check([constraint("error")])
    assert fact.verdict == "fail"


def test_a_test_file_that_moved_inside_the_chunk_is_let_go(bench: Bench) -> None:
    bench.repository.write("tests/test_old.py", GOOD_TEST)
    bench.base = bench.repository.commit()
    bench.repository.remove("tests/test_old.py")
    written(bench)
    bench.says()
    changes = bench.repository.changes(bench.base)
    texts = [
        FileChange("tests/test_old.py", GOOD_TEST, None),
        FileChange("tests/test_writer.py", None, GOOD_TEST),
    ]
    planned = chunk(files=("src/**", "tests/**"))
    _, found = check.check(planned, bench.base, "t", changes, texts, (), bench.ground)
    assert found == ()


def test_a_constraint_that_the_chunk_changes_makes_the_check_fail(bench: Bench) -> None:
    rule = "## Names are words {#names}\n\nScope: `src/**`.\n\n`judged`\n"
    bench.repository.write("CONSTRAINTS.md", rule)
    bench.base = bench.repository.commit()
    written(bench)
    bench.repository.write("CONSTRAINTS.md", rule.replace("src", "lib"))
    bench.says()
    fact, found = bench.check()
    assert ([f.code for f in found], fact.verdict) == (["chunk/constraint-changed"], "fail")


def test_a_new_exception_is_shown_and_does_not_block(bench: Bench) -> None:
    written(bench)
    bench.repository.write("src/writer.py", "def write():\n    return 3  # parti: allow x -- why\n")
    bench.says()
    fact, found = bench.check()
    assert ([f.code for f in found], fact.verdict) == (["chunk/suppression"], "pass")


def test_what_judges_never_comes_into_the_checkout(bench: Bench) -> None:
    written(bench)
    bench.repository.write(".parti/config.toml", "")
    bench.says()
    bench.prove(chunk(files=("src/**", "tests/**", ".parti/**")))
    assert [".parti/config.toml" in run for run in bench.seen] == [False, False]


def test_a_test_that_does_not_parse_is_the_one_finding_and_nothing_is_run(bench: Bench) -> None:
    written(bench, "x = 1\n\ndef test_a(:\n")
    bench.repository.write("src/other.py", "x = 1\n")
    fact, (found,) = bench.check([constraint("error")])
    assert (found.code, str(found.place)) == ("chunk/weak-test", "tests/test_writer.py:3")
    assert "tests/test_writer.py is not valid Python" in found.message
    assert (fact.verdict, bench.runner.calls) == ("fail", [])
    assert "not run" in fact.red
    assert "not run" in fact.green


def test_a_file_that_does_not_parse_outside_the_chunk_keeps_nothing_from_being_run(bench: Bench) -> None:
    written(bench)
    bench.repository.write("tests/test_other.py", "def test_a(:\n")
    bench.says()
    _, found = bench.check()
    assert sorted(f.code for f in found) == ["chunk/scope", "chunk/weak-test"]
    assert len(bench.runner.calls) == 2


@pytest.mark.parametrize("files", [("src/**", "tests/**"), ("src/writer.py", "tests/utils/test_x.py")])
def test_findings_point_at_the_declared_test_and_not_at_the_runner(
    bench: Bench, files: tuple[str, ...]
) -> None:
    bench.repository.write("src/writer.py", "x = 1\n")
    bench.repository.write("tests/runtests.py", "run = 1\n")
    bench.repository.write("tests/utils/test_x.py", GOOD_TEST)
    command = "python tests/runtests.py utils.test_x"
    for code in (1, 1):
        bench.runner.answers(command, code=code, output=RED)
    (found,) = bench.prove(chunk(files=files, test=command)).findings
    assert (found.code, str(found.place)) == ("chunk/not-green", "tests/utils/test_x.py")


def test_a_declared_test_that_did_not_change_is_pointed_at_too(bench: Bench) -> None:
    bench.repository.write("src/writer.py", "x = 1\n")
    command = "python tests/runtests.py utils"
    for code in (1, 1):
        bench.runner.answers(command, code=code, output=RED)
    planned = chunk(files=("src/writer.py", "tests/utils/test_x.py"), test=command)
    assert [str(f.place) for f in bench.prove(planned).findings] == ["tests/utils/test_x.py"]
