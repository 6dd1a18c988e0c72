"""What `init` sees of a repository: its languages, and the test command with the file that betrayed it.

Nobody would notice a wrong command soon, and it would be run at each check. So each sign has its own test,
and so has the order in which signs are believed.
"""

from collections.abc import Mapping

import pytest

from parti.source import project


def seen(files: Mapping[str, str]) -> project.Project:
    """The project of these files; reading any other is a KeyError."""
    return project.look(list(files), files.__getitem__)


def command(files: Mapping[str, str]) -> tuple[str, str]:
    found = seen(files)
    return found.test, found.because


def test_languages_are_ranked_by_files_and_then_by_name() -> None:
    files = dict.fromkeys(["a.ts", "b.go", "c.go", "d/e.py", "d/f.py", "x.rs", "d/g.py"], "")
    assert seen(files).languages == ("python", "go", "rust", "typescript")


def test_data_pages_and_files_without_a_language_are_no_languages() -> None:
    files = dict.fromkeys(["a.json", "b.yaml", "c.yml", "d.html", "e.css", "Makefile", "f.txt", "g.sh"], "")
    assert seen(files) == project.Project(("bash",), "", "")


def test_an_empty_repository_says_nothing() -> None:
    assert seen({}) == project.Project((), "", "")


@pytest.mark.parametrize("runner", ["runtests.py", "tests/runtests.py"])
def test_a_runner_of_the_project_s_own_comes_before_every_other_sign(runner: str) -> None:
    files = {"pytest.ini": "", "conftest.py": "", "package.json": "{}", runner: ""}
    assert command(files) == (f"python3 {runner}", runner)


def test_a_runner_deeper_down_is_not_the_project_s() -> None:
    assert command({"docs/runtests.py": ""}) == ("", "")


@pytest.mark.parametrize("sign", ["pytest.ini", "conftest.py", "tests/conftest.py"])
def test_a_file_that_only_pytest_reads_is_a_sign_without_being_read(sign: str) -> None:
    found = project.look([sign, "pyproject.toml"], lambda path: pytest.fail(f"read {path}"))
    assert (found.test, found.because) == ("python3 -m pytest -q", sign)


@pytest.mark.parametrize(
    "sign", ["pyproject.toml", "setup.cfg", "tox.ini", "setup.py", "requirements-dev.txt"]
)
def test_a_file_that_speaks_of_pytest_is_a_sign(sign: str) -> None:
    assert command({sign: "x = pytest>=8\n"}) == ("python3 -m pytest -q", sign)
    assert command({sign: "x = nose\n"}) == ("", "")


def test_a_settings_file_deeper_down_is_no_sign() -> None:
    assert command({"sub/pyproject.toml": "pytest"}) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "import pytest\n",
        "from pytest import raises\n",
        "x = 1\nif True:\n    import pytest\n",
        "def test_sum():\n    assert 1\n",
    ],
)
def test_a_test_that_is_written_for_pytest_is_a_sign(text: str) -> None:
    files = {"a.py": text, "deep/er/test_a.py": text}
    assert command(files) == ("python3 -m pytest -q", "deep/er/test_a.py")


@pytest.mark.parametrize(
    "text",
    [
        "import unittest\nclass A(unittest.TestCase):\n    def test_a(self): ...\n",
        "import pytester\n",
        "from pytest_like import x\n",
        "# import pytest\n",
    ],
)
def test_other_tests_in_python_are_run_by_the_standard_library(text: str) -> None:
    assert command({"a_test.py": text}) == ("python3 -m unittest discover", "a_test.py")


def test_a_python_file_whose_name_only_ends_in_test_is_no_test() -> None:
    assert command({"latest.py": "def test_x(): ...\n", "test_notes.txt": "import pytest"}) == ("", "")


def test_python_s_tests_come_before_those_of_other_languages() -> None:
    files = {
        "test_a.py": "import pytest\n",
        "package.json": '{"scripts": {"test": "jest"}}',
        "go.mod": "module x",
    }
    assert command(files)[1] == "test_a.py"


def test_node_runs_what_the_project_calls_its_test() -> None:
    files = {"package.json": '{"scripts": {"test": "jest"}}', "go.mod": "", "Cargo.toml": ""}
    assert command(files) == ("npm test --silent", "package.json")


@pytest.mark.parametrize(
    "text",
    [
        '{"scripts": {"test": "echo \\"Error: no test specified\\" && exit 1"}}',
        '{"scripts": {"test": ""}}',
        '{"scripts": {"build": "tsc"}}',
        "{}",
        "not json",
    ],
)
def test_a_script_that_tests_nothing_is_passed_over_for_the_next_sign(text: str) -> None:
    assert command({"package.json": text, "go.mod": "module x"}) == ("go test ./...", "go.mod")


@pytest.mark.parametrize(
    ("sign", "test"),
    [
        ("go.mod", "go test ./..."),
        ("Cargo.toml", "cargo test --quiet"),
        ("pom.xml", "mvn --quiet test"),
    ],
)
def test_the_manifest_of_another_language_says_how_it_is_tested(sign: str, test: str) -> None:
    assert command({sign: "", "src/x": ""}) == (test, sign)
    assert command({f"sub/{sign}": ""}) == ("", "")
