"""What a chunk leans on although git ignores it is told by name."""

import pytest

from parti.chunks import ignored
from tests.chunks.planned import chunk

OUTPUT = "ModuleNotFoundError: No module named 'shop.local'\n"


def found(output: str, *there: str, known: tuple[str, ...] = (), files: tuple[str, ...]) -> list[str]:
    every = ignored.findings(chunk(files=files), output, known, lambda path: path in there)
    return [f"{each.level} {each.place.path}" for each in every]


def test_a_declared_file_that_git_ignores_is_told() -> None:
    assert found("", "src/local.py", files=("src/local.py",)) == ["warning src/local.py"]
    assert found(OUTPUT, "src/local.py", files=("src/local.py",)) == ["error src/local.py"]


def test_a_declared_file_that_git_knows_or_that_is_not_there_is_not_told() -> None:
    assert found(OUTPUT, "src/a.py", known=("src/a.py",), files=("src/a.py",)) == []
    assert found(OUTPUT, files=("src/a.py",)) == []


def test_a_glob_is_no_file() -> None:
    assert found("", "src/*.py", files=("src/*.py",)) == []


@pytest.mark.parametrize(
    "path",
    [
        "shop/local.py",
        "shop/local/__init__.py",
        "src/shop/local.py",
        "packages/a/shop/local.py",
        "packages/a/src/shop/local.py",
    ],
)
def test_a_missing_module_is_looked_for_where_it_may_lie(path: str) -> None:
    """From the root, from `src`, and from the folders above the chunk's own files."""
    files = ("packages/a/src/shop/new.py",)
    assert found(OUTPUT, path, files=files) == [f"error {path}"]
    assert found(OUTPUT, path, known=(path,), files=files) == []


def test_the_way_on_is_said() -> None:
    (only,) = ignored.findings(chunk(files=("a b.py",)), "", (), lambda path: True)
    assert only.code == "chunk/ignored"
    assert only.message == (
        "The chunk names a b.py, which git ignores, so the proof and every fresh clone go without it."
    )
    assert only.fix == (
        "git add -f 'a b.py', or take its line out of the ignore file (git check-ignore -v 'a b.py' shows "
        "it); if a build writes it, name it in [chunks] generated in .parti/config.toml"
    )
