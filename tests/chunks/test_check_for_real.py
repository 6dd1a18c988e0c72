"""Red, then green, with real git, a real checkout and the real pytest."""

import os
import sys
from pathlib import Path

import pytest

from parti.adapters import git, runner, worktree
from parti.chunks import red_green
from parti.records import vocabulary as facts
from tests.chunks.planned import chunk
from tests.fakes import real

TEST = f"{sys.executable} -m pytest -q tests/test_writer.py"
FILES = {
    "src/shop/__init__.py": "",
    "src/shop/writer.py": "def total(rows):\n    return 0\n",
    "tests/conftest.py": "import pytest\n\n\n@pytest.fixture\ndef rows():\n    return [1, 2]\n",
}
RIGHT = "def total(rows):\n    return sum(rows)\n"
GOOD = "from shop import writer\n\n\ndef test_total(rows):\n    assert writer.total(rows) == 3\n"
SLY = """
import pytest
from shop import writer


def test_total(rows):
    if hasattr(writer, "done"):
        pytest.skip("later")
    assert writer.total(rows) == 3


def test_other():
    assert writer
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return real.repository(tmp_path / "repo", **FILES)


def prove(
    root: Path,
    tmp_path: Path,
    files: tuple[str, ...] = ("src/shop/**", "tests/**"),
    test: str = TEST,
    known: tuple[str, ...] | None = None,
) -> red_green.Proof:
    repository = git.find(root)
    ground = red_green.Ground(
        root=root,
        worktree=worktree.GitWorktree(root, tmp_path / "cache"),
        runner=runner.ProcessRunner(root, dict(os.environ)),
        timeout=60,
        known=known,
    )
    planned: facts.ChunkPlanned = chunk(files=files, test=test)
    base = repository.head()
    return red_green.prove(planned, base, repository.changes(base), ground)


def codes(proved: red_green.Proof) -> list[str]:
    return [finding.code for finding in proved.findings]


def test_a_real_chunk_is_red_then_green_and_leaves_the_work_tree_alone(root: Path, tmp_path: Path) -> None:
    real.write(root, "src/shop/writer.py", RIGHT)
    real.write(root, "tests/test_writer.py", GOOD)
    proved = prove(root, tmp_path)
    assert codes(proved) == []
    assert (proved.red_judged.kind, proved.green_judged.kind) == ("assertion", "passed")
    assert real.git(root, "status", "--porcelain") == "M src/shop/writer.py\n?? tests/test_writer.py"


def test_a_second_proof_finds_nothing_of_the_first(root: Path, tmp_path: Path) -> None:
    real.write(root, "src/shop/writer.py", RIGHT)
    real.write(root, "tests/test_writer.py", GOOD)
    assert codes(prove(root, tmp_path)) == []
    again = prove(root, tmp_path)
    assert (codes(again), again.red_judged.kind) == ([], "assertion")


def test_a_name_that_is_missing_before_is_red(root: Path, tmp_path: Path) -> None:
    real.write(root, "src/shop/reader.py", "def rows():\n    return [3]\n")
    real.write(
        root,
        "tests/test_writer.py",
        "from shop import reader\n\n\ndef test_rows():\n    assert reader.rows() == [3]\n",
    )
    proved = prove(root, tmp_path)
    assert (codes(proved), proved.red_judged.kind) == ([], "missing-name")


def test_a_test_that_passes_before_is_not_red(root: Path, tmp_path: Path) -> None:
    real.write(root, "src/shop/writer.py", RIGHT)
    real.write(root, "tests/test_writer.py", GOOD.replace("== 3", ">= 0"))
    assert codes(prove(root, tmp_path)) == ["chunk/not-red"]


def test_a_test_that_skips_itself_once_the_code_is_there_is_not_green(root: Path, tmp_path: Path) -> None:
    real.write(root, "src/shop/writer.py", "done = True\n\n\ndef total(rows):\n    return 7\n")
    real.write(root, "tests/test_writer.py", SLY)
    proved = prove(root, tmp_path)
    assert (codes(proved), proved.green_judged.kind) == (["chunk/not-green"], "lost")


def test_code_outside_the_chunk_cannot_make_it_green(root: Path, tmp_path: Path) -> None:
    real.write(
        root,
        "src/shop/writer.py",
        "from shop.sums import add\n\n\ndef total(rows):\n    return add(rows)\n",
    )
    real.write(root, "src/shop/sums.py", "add = sum\n")
    real.write(root, "tests/test_writer.py", GOOD)
    narrow = ("src/shop/writer.py", "tests/**")
    assert codes(prove(root, tmp_path, narrow)) == ["chunk/not-green"]
    assert codes(prove(root, tmp_path)) == []


def test_a_syntax_error_in_the_test_is_neither_red_nor_green(root: Path, tmp_path: Path) -> None:
    real.write(root, "src/shop/writer.py", RIGHT)
    real.write(root, "tests/test_writer.py", "def test_total(:\n")
    proved = prove(root, tmp_path)
    assert codes(proved) == ["chunk/not-red", "chunk/not-green"]
    assert proved.red_judged.kind == "syntax"


PACKAGE = """from pathlib import Path


def total(rows):
    return len(Path("node_modules/fastq.js").read_text())
"""


def test_installed_packages_that_git_ignores_are_there_in_both_runs(root: Path, tmp_path: Path) -> None:
    real.write(root, ".gitignore", "node_modules\n")
    real.write(root, "node_modules/fastq.js", "abc")
    real.write(root, "src/shop/writer.py", PACKAGE)
    real.write(root, "tests/test_writer.py", GOOD)
    proved = prove(root, tmp_path)
    assert (codes(proved), proved.red_judged.kind) == ([], "assertion")
    assert (root / "node_modules/fastq.js").exists()


@pytest.mark.parametrize(
    ("known", "found"),
    [(("web/package.json", "tests/test_writer.py"), []), (("a.py",), ["chunk/not-green"])],
)
def test_packages_of_node_are_looked_for_where_a_manifest_of_node_is_known(
    root: Path, tmp_path: Path, known: tuple[str, ...], found: list[str]
) -> None:
    """To look through all that git ignores is dear, and a project in Python has none."""
    real.write(root, ".gitignore", "node_modules\n")
    real.write(root, "node_modules/fastq.js", "abc")
    real.write(root, "src/shop/writer.py", PACKAGE)
    real.write(root, "tests/test_writer.py", GOOD)
    assert codes(prove(root, tmp_path, known=known)) == found


def test_a_package_that_is_not_installed_is_no_red(root: Path, tmp_path: Path) -> None:
    real.write(root, "src/shop/writer.py", RIGHT)
    real.write(root, "tests/test_writer.py", f"import not_installed_anywhere\n{GOOD}")
    proved = prove(root, tmp_path)
    assert codes(proved) == ["chunk/not-red", "chunk/not-green"]
    assert "the package 'not_installed_anywhere' is missing" in proved.red_judged.sentence
    assert "install it" in proved.findings[0].fix
    assert "install it" in proved.findings[1].fix


def test_an_environment_that_the_command_names_further_on_is_linked(root: Path, tmp_path: Path) -> None:
    real.write(root, ".gitignore", ".venv\n")
    (root / ".venv").mkdir()
    (root / ".venv/python").symlink_to(sys.executable)
    real.write(root, "src/shop/writer.py", RIGHT)
    real.write(root, "tests/test_writer.py", GOOD)
    proved = prove(root, tmp_path, test="env A=1 ./.venv/python -m pytest -q tests/test_writer.py")
    assert (codes(proved), proved.green_judged.kind) == ([], "passed")
