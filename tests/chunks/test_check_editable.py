"""A proof with real checkouts when the project is installed so that it can be edited: nothing leaks in.

An install of this kind leads into the work tree, where the whole change lies, and files that git ignores.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from parti.adapters import git, runner, worktree
from parti.chunks import red_green
from tests.chunks import editables
from tests.chunks.planned import chunk
from tests.fakes import real

Install = Callable[[Path, Path], None]


def _finder(packages: Path, root: Path) -> None:
    editables.by_finder(packages, {"shop": root / "shop", "reader": root / "reader"})


def _paths(packages: Path, root: Path) -> None:
    editables.by_paths(packages, root)


INSTALLS = pytest.mark.parametrize("install", [_finder, _paths], ids=["finder", "paths"])


def ran(
    root: Path,
    tmp_path: Path,
    install: Install,
    test: str,
    files: tuple[str, ...],
    generated: tuple[str, ...] = (),
) -> red_green.Proof:
    """The proof of the change that lies in the work tree, by unittest in an environment of its own."""
    install(editables.scratch(tmp_path / "venv"), root)
    repository = git.find(root)
    ground = red_green.Ground(
        root=root,
        worktree=worktree.GitWorktree(root, tmp_path / "cache"),
        runner=runner.ProcessRunner(root, dict(os.environ)),
        timeout=60,
        generated=generated,
    )
    python = tmp_path / "venv/bin/python"
    planned = chunk(files=files, test=f"{python} -m unittest {test}")
    base = repository.head()
    return red_green.prove(planned, base, repository.changes(base), ground)


def told(proved: red_green.Proof) -> tuple[list[str], str]:
    return [finding.code for finding in proved.findings], proved.red_judged.kind


def shop(tmp_path: Path, **more: str) -> Path:
    texts = {"shop/__init__.py": "", "shop/old.py": "", "tests/__init__.py": "", ".gitignore": "local.py\n"}
    return real.repository(tmp_path / "shop tree", **texts, **more)


def a_test(module: str) -> str:
    return (
        f"import unittest\n\nfrom {module} import rows\n\n\nclass TestRows(unittest.TestCase):\n"
        "    def test_rows(self):\n        self.assertEqual(rows(), [3])\n"
    )


@INSTALLS
@pytest.mark.parametrize("module", ["shop.new", "reader"])
def test_a_new_module_and_its_test_are_red_then_green(
    tmp_path: Path, install: Install, module: str
) -> None:
    """The work tree has the module, in the package or beside it; the base has not."""
    root = shop(tmp_path)
    path = f"{module.replace('.', '/')}.py"
    real.write(root, path, "def rows():\n    return [3]\n")
    real.write(root, "tests/test_rows.py", a_test(module))
    proved = ran(root, tmp_path, install, "tests.test_rows", (path, "tests/**"))
    assert told(proved) == ([], "missing-name"), proved


@INSTALLS
@pytest.mark.parametrize(("path", "module"), [("shop/local.py", "shop.local"), ("local.py", "local")])
def test_code_that_leans_on_an_ignored_file_is_not_green(
    tmp_path: Path, install: Install, path: str, module: str
) -> None:
    """It is there for whoever has this work tree, and missing in every fresh clone."""
    root = shop(tmp_path)
    real.write(root, path, "def rows():\n    return [3]\n")
    real.write(root, "shop/new.py", f"from {module} import rows as rows\n")
    real.write(root, "tests/test_rows.py", a_test("shop.new"))
    proved = ran(root, tmp_path, install, "tests.test_rows", ("shop/new.py", "tests/**"))
    assert told(proved) == (["chunk/not-green"], "missing-name")
    assert f"No module named '{module}'" in proved.green.output


def test_a_package_of_a_monorepo_comes_from_the_checkout(tmp_path: Path) -> None:
    """Its sources lie in a folder that nobody searches but the install."""
    texts = {"packages/a/src/alpha/__init__.py": "", "tests/__init__.py": ""}
    root = real.repository(tmp_path / "mono", **texts)
    real.write(root, "packages/a/src/alpha/new.py", "def rows():\n    return [3]\n")
    real.write(root, "tests/test_rows.py", a_test("alpha.new"))

    def install(packages: Path, root: Path) -> None:
        editables.by_paths(packages, root / "packages/a/src")

    files = ("packages/a/**", "tests/**")
    assert told(ran(root, tmp_path, install, "tests.test_rows", files)) == ([], "missing-name")


def test_a_part_of_a_namespace_comes_from_the_checkout(tmp_path: Path) -> None:
    """A namespace package has no file of its own, and setuptools finds its parts by a hook of paths."""
    root = real.repository(tmp_path / "space", **{"lib/inner/old.py": "", "tests/__init__.py": ""})
    real.write(root, "lib/inner/new.py", "def rows():\n    return [3]\n")
    real.write(root, "tests/test_rows.py", a_test("outer.inner.new"))

    def install(packages: Path, root: Path) -> None:
        inner = root / "lib/inner"
        editables.by_finder(packages, {}, {"outer": [], "outer.inner": [inner]})

    files = ("lib/**", "tests/**")
    assert told(ran(root, tmp_path, install, "tests.test_rows", files)) == ([], "missing-name")


def test_a_file_that_a_build_writes_can_be_given_to_the_proof(tmp_path: Path) -> None:
    """Such as the version that a build writes down: it is ignored, and nothing is imported without it."""
    root = shop(tmp_path)
    real.write(root, "shop/local.py", "def rows():\n    return [3]\n")
    real.write(root, "shop/new.py", "from shop.local import rows as rows\n")
    real.write(root, "tests/test_rows.py", a_test("shop.new"))
    files = ("shop/new.py", "tests/**")
    given = ("shop/local.py", "shop/gone.py")
    assert told(ran(root, tmp_path, _finder, "tests.test_rows", files, given)) == ([], "missing-name")
