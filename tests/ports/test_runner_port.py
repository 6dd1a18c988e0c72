"""What every runner does."""

import os
import shlex
import sys
from pathlib import Path

import pytest

from parti import ports
from parti.adapters import runner
from tests.fakes.runner import FakeRunner


def python(code: str) -> str:
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}"


class RunnerCase:
    @pytest.fixture
    def subject(self, tmp_path: Path) -> ports.Runner:
        raise NotImplementedError

    def expect(self, subject: ports.Runner, command: str, code: int, output: str = "") -> None:
        """The fake must be told; a real one finds out."""

    def test_a_command_that_passes(self, subject: ports.Runner, tmp_path: Path) -> None:
        command = python("print('fine')")
        self.expect(subject, command, 0, "fine\n")
        ran = subject.run(command, cwd=tmp_path, timeout=20)
        assert (ran.command, ran.code, ran.output) == (command, 0, "fine\n")
        assert ran.seconds_ms >= 0

    def test_a_command_that_fails_says_so_on_both_streams(
        self, subject: ports.Runner, tmp_path: Path
    ) -> None:
        command = python("import sys; print('out', flush=True); sys.exit('err')")
        self.expect(subject, command, 1, "out\nerr\n")
        ran = subject.run(command, cwd=tmp_path, timeout=20)
        assert (ran.code, ran.output) == (1, "out\nerr\n")

    def test_a_command_that_takes_too_long(self, subject: ports.Runner, tmp_path: Path) -> None:
        command = python("import time; print('began', flush=True); time.sleep(60)")
        self.expect(subject, command, 124, "began\n")
        ran = subject.run(command, cwd=tmp_path, timeout=1)
        assert (ran.code, ran.output) == (124, "began\n")

    def test_a_command_that_is_not_there(self, subject: ports.Runner, tmp_path: Path) -> None:
        self.expect(subject, "no-such-program --at-all", 127, "not found")
        ran = subject.run("no-such-program --at-all", cwd=tmp_path, timeout=20)
        assert ran.code == 127
        assert ran.output

    def test_it_takes_an_environment(self, subject: ports.Runner, tmp_path: Path) -> None:
        command = python("import os; print(os.environ['COLOUR'])")
        self.expect(subject, command, 0, "red\n")
        ran = subject.run(command, cwd=tmp_path, timeout=20, environment={"COLOUR": "red"})
        assert ran.output == "red\n"

    def test_it_runs_in_the_folder_given(self, subject: ports.Runner, tmp_path: Path) -> None:
        folder = tmp_path / "a folder"
        folder.mkdir()
        command = python("import os; print(os.path.basename(os.getcwd()))")
        self.expect(subject, command, 0, "a folder\n")
        assert subject.run(command, cwd=folder, timeout=20).output == "a folder\n"

    @pytest.mark.parametrize("code", [0, 1, 2, 5, 127, 255])
    def test_a_code_comes_through_as_it_is(self, subject: ports.Runner, tmp_path: Path, code: int) -> None:
        command = python(f"raise SystemExit({code})")
        self.expect(subject, command, code)
        ran = subject.run(command, cwd=tmp_path, timeout=20)
        assert (ran.code, ran.output) == (code, "")

    @pytest.mark.parametrize("text", ["Grüße", "語 😀", "a\tb", "x" * 70_000, "$HOME 'quoted' \\"])
    def test_any_text_comes_through(self, subject: ports.Runner, tmp_path: Path, text: str) -> None:
        command = python(f"import sys; sys.stdout.buffer.write({text!r}.encode())")
        self.expect(subject, command, 0, text)
        assert subject.run(command, cwd=tmp_path, timeout=20).output == text

    def test_the_same_command_twice_gives_the_same(self, subject: ports.Runner, tmp_path: Path) -> None:
        command = python("print('again')")
        self.expect(subject, command, 0, "again\n")
        first, second = (subject.run(command, cwd=tmp_path, timeout=20) for _ in range(2))
        assert (first.code, first.output) == (second.code, second.output) == (0, "again\n")


class TestFake(RunnerCase):
    @pytest.fixture
    def subject(self, tmp_path: Path) -> ports.Runner:
        return FakeRunner()

    def expect(self, subject: ports.Runner, command: str, code: int, output: str = "") -> None:
        assert isinstance(subject, FakeRunner)
        subject.answers(command, code=code, output=output)

    def test_it_fails_on_a_command_nobody_told_it(self, tmp_path: Path) -> None:
        with pytest.raises(AssertionError, match="pytest -x"):
            FakeRunner().run("pytest -x", cwd=tmp_path, timeout=1)

    def test_answers_come_in_turn_and_the_longest_part_wins(self, tmp_path: Path) -> None:
        told = FakeRunner().answers("pytest", code=1).answers("pytest", code=0).answers("pytest -x", code=5)
        codes = [
            told.run(line, cwd=tmp_path, timeout=1).code
            for line in ("pytest", "pytest", "pytest", "pytest -x")
        ]
        assert codes == [1, 0, 0, 5]

    def test_an_answer_can_act_where_it_runs(self, tmp_path: Path) -> None:
        told = FakeRunner().answers("build", act=lambda cwd: (cwd / "built").touch())
        told.run("build", cwd=tmp_path, timeout=1)
        assert (tmp_path / "built").exists()
        assert told.calls[0].cwd == tmp_path


class TestProcess(RunnerCase):
    @pytest.fixture
    def subject(self, tmp_path: Path) -> ports.Runner:
        return runner.ProcessRunner(tmp_path, os.environ)
