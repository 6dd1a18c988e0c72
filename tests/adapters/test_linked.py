"""Installed packages in a clean checkout, with real git: linked, never copied, never removed with it."""

from pathlib import Path

import pytest

from parti.adapters import worktree
from tests.fakes import real

NAMES = ("node_modules",)
FASTQ = "node_modules/fastq/index.js"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    texts = {
        ".gitignore": "node_modules\n.venv/\n",
        "package.json": "{}\n",
        "packages/one/package.json": "{}\n",
        "packages/one/index.js": "module.exports = 'before'\n",
    }
    folder = real.repository(tmp_path / "repo", **texts)
    real.write(folder, FASTQ, "module.exports = 1\n")
    return folder


def trees(root: Path, tmp_path: Path) -> worktree.GitWorktree:
    return worktree.GitWorktree(root, tmp_path / "cache")


def test_an_ignored_folder_of_packages_is_linked(root: Path, tmp_path: Path) -> None:
    real.write(root, "packages/one/node_modules/deep/index.js", "module.exports = 2\n")
    with trees(root, tmp_path).at("HEAD") as checkout:
        checkout.link(NAMES)
        assert (checkout.path / FASTQ).read_text() == "module.exports = 1\n"
        assert (checkout.path / "packages/one/node_modules/deep/index.js").exists()
        assert (checkout.path / "node_modules").is_symlink()


def test_nothing_is_linked_that_is_not_named(root: Path, tmp_path: Path) -> None:
    with trees(root, tmp_path).at("HEAD") as checkout:
        checkout.link(())
        checkout.link(("/packages", "fastq", "/one"))
        assert not (checkout.path / "node_modules").exists()
        assert not (checkout.path / "packages").is_symlink()


def test_a_name_with_a_slash_in_front_is_a_path_from_the_root(root: Path, tmp_path: Path) -> None:
    real.write(root, ".venv/bin/python", "")
    real.write(root, "packages/one/.venv/bin/python", "")
    with trees(root, tmp_path).at("HEAD") as checkout:
        checkout.link(("/.venv",))
        assert (checkout.path / ".venv/bin/python").exists()
        assert not (checkout.path / "packages/one/.venv").exists()


def test_the_spare_that_is_kept_keeps_no_link_and_no_package_is_lost(root: Path, tmp_path: Path) -> None:
    with trees(root, tmp_path).at("HEAD") as checkout:
        checkout.link(NAMES)
        spare = checkout.path
    assert spare.exists()
    assert not (spare / "node_modules").is_symlink()
    assert (root / FASTQ).exists()


def test_a_link_that_a_dead_process_left_is_taken_away_without_what_it_leads_to(
    root: Path, tmp_path: Path
) -> None:
    with trees(root, tmp_path).at("HEAD") as checkout:
        spare = checkout.path
    elsewhere = tmp_path / "elsewhere"
    real.write(elsewhere, "fastq/index.js", "stale")
    (spare / "node_modules").symlink_to(elsewhere)
    with trees(root, tmp_path).at("HEAD") as checkout:
        assert not (checkout.path / "node_modules").exists()
    assert (elsewhere / "fastq/index.js").read_text() == "stale"


def test_a_checkout_that_is_removed_leaves_the_packages(root: Path, tmp_path: Path) -> None:
    port = trees(root, tmp_path)
    with port.at("HEAD"), port.at("HEAD") as second:
        second.link(NAMES)
        gone = second.path
    assert not gone.exists()
    assert (root / FASTQ).exists()


def test_a_folder_that_the_commit_holds_stays_as_it_is(tmp_path: Path) -> None:
    folder = real.repository(tmp_path / "repo", **{FASTQ: "committed\n"})
    real.write(folder, ".gitignore", "node_modules\n")
    real.write(folder, FASTQ, "changed\n")
    real.write(folder, "node_modules/other/index.js", "")
    with trees(folder, tmp_path).at("HEAD") as checkout:
        checkout.link(NAMES)
        assert not (checkout.path / "node_modules").is_symlink()
        assert (checkout.path / FASTQ).read_text() == "committed\n"


def test_a_package_of_the_repository_itself_leads_to_the_checkout(root: Path, tmp_path: Path) -> None:
    (root / "node_modules/@shop").mkdir()
    (root / "node_modules/.bin").mkdir()
    (root / "node_modules/@shop/one").symlink_to("../../packages/one")
    (root / "node_modules/.bin/one").symlink_to("../../packages/one/index.js")
    real.write(root, "packages/one/index.js", "module.exports = 'after'\n")
    with trees(root, tmp_path).at("HEAD") as checkout:
        checkout.link(NAMES)
        for place in ("node_modules/@shop/one/index.js", "node_modules/.bin/one"):
            assert (checkout.path / place).read_text() == "module.exports = 'before'\n"
        assert (checkout.path / FASTQ).read_text() == "module.exports = 1\n"
    assert (root / FASTQ).exists()
    assert (root / "node_modules/@shop/one").is_symlink()


def test_a_link_of_the_commit_that_leads_out_is_not_written_through(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "apps").symlink_to(outside)
    real.commit(root)
    (root / "apps").unlink()
    real.write(root, "apps/node_modules/x.js", "")
    with trees(root, tmp_path).at("HEAD") as checkout:
        checkout.link(NAMES)
    assert list(outside.iterdir()) == []


def test_a_file_is_put_in_place_of_a_link_and_not_through_it(root: Path, tmp_path: Path) -> None:
    with trees(root, tmp_path).at("HEAD") as checkout:
        checkout.link(NAMES)
        checkout.put(FASTQ, real.write(tmp_path, "mine.js", "mine\n"))
        assert (checkout.path / FASTQ).read_text() == "mine\n"
    assert (root / FASTQ).read_text() == "module.exports = 1\n"
