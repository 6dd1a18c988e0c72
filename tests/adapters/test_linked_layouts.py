"""Layouts of installed packages as package managers make them: what is one link, what is looked into."""

import os
from pathlib import Path

import pytest

from parti.adapters import linked
from tests.fakes import real

NAMES = ("node_modules", ".env")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    texts = {
        ".gitignore": "node_modules\n.env\n/build/\n",
        "package.json": "{}\n",
        "packages/one/index.js": "before\n",
        "packages/two/index.js": "before\n",
    }
    folder = real.repository(tmp_path / "repo", **texts)
    real.write(folder, "node_modules/fastq/index.js", "installed\n")
    for name in ("one", "two"):
        real.write(folder, f"packages/{name}/index.js", "after\n")
    return folder


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """The commit of the root, beside it."""
    real.git(root, "worktree", "add", "--quiet", "--detach", str(tmp_path / "checkout"), "HEAD")
    return tmp_path / "checkout"


def link(root: Path, path: str, leads: str | Path) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.symlink_to(leads)


def made(root: Path, checkout: Path, *names: str) -> list[str]:
    """What was put there, by its place in the checkout."""
    return [path.relative_to(checkout).as_posix() for path in linked.put(root, checkout, names or NAMES)]


def test_what_pnpm_links_into_its_own_store_stays_one_link(root: Path, checkout: Path) -> None:
    """The store is installed too, and below it lies nothing of the repository."""
    real.write(root, "node_modules/.pnpm/left@1/node_modules/left/index.js", "left\n")
    link(root, "node_modules/left", ".pnpm/left@1/node_modules/left")
    link(root, "node_modules/.bin/left", "../left/index.js")
    assert made(root, checkout) == ["node_modules"]
    assert (checkout / "node_modules").readlink() == root / "node_modules"


def test_in_a_folder_of_links_what_is_installed_still_comes_from_the_store(
    root: Path, checkout: Path
) -> None:
    real.write(root, "node_modules/.pnpm/left@1/node_modules/left/index.js", "left\n")
    link(root, "node_modules/left", ".pnpm/left@1/node_modules/left")
    link(root, "node_modules/one", "../packages/one")
    made(root, checkout)
    assert not (checkout / "node_modules").is_symlink()
    assert (checkout / "node_modules/one/index.js").read_text() == "before\n"
    assert (checkout / "node_modules/left").resolve() == (root / "node_modules/left").resolve()
    assert (checkout / "node_modules/.pnpm").resolve() == (root / "node_modules/.pnpm").resolve()


HOME = {
    "a package": ("node_modules/one", "../packages/one", "packages/one"),
    "a package in a scope": ("node_modules/@shop/one", "../../packages/one", "packages/one"),
    "a whole scope": ("node_modules/@shop", "../packages", "packages"),
    "a command": ("node_modules/.bin/one", "../../packages/one/index.js", "packages/one/index.js"),
    "a link of its own": ("node_modules/root", "..", "."),
    "a link over another link": ("node_modules/again", "./one", "packages/one"),
    "a package that the commit lacks": ("node_modules/new", "../packages/new", "packages/new"),
}


@pytest.mark.parametrize(("path", "leads", "place"), HOME.values(), ids=HOME.keys())
def test_a_link_into_the_repository_leads_to_the_same_place_of_the_checkout(
    root: Path, checkout: Path, path: str, leads: str, place: str
) -> None:
    """Also where nothing is there: the code of the change must not stand in for it."""
    link(root, "node_modules/one", "../packages/one")
    if path != "node_modules/one":
        link(root, path, leads)
    real.write(root, "packages/new/index.js", "after\n")
    made(root, checkout)
    assert (checkout / path).is_symlink()
    assert (checkout / path).resolve() == (checkout / place).resolve()
    assert (checkout / "node_modules/fastq/index.js").read_text() == "installed\n"


@pytest.mark.parametrize("path", ["fastq/one", "fastq/node_modules/one", ".cache/one"])
def test_packages_are_not_looked_into(root: Path, checkout: Path, path: str) -> None:
    """Thousands of folders would be read for a link that no package manager makes there."""
    link(root, f"node_modules/{path}", root / "packages/one")
    made(root, checkout)
    assert (checkout / "node_modules").is_symlink()
    (checkout / "node_modules").unlink()

    link(root, "node_modules/@shop/two", "../../packages/two")
    made(root, checkout)
    assert (checkout / "node_modules" / path.partition("/")[0]).is_symlink()
    assert not (checkout / "node_modules/@shop").is_symlink()


def test_a_scope_with_nothing_of_the_repository_is_one_link_beside_one_that_has_it(
    root: Path, checkout: Path
) -> None:
    real.write(root, "node_modules/@types/node/index.d.ts", "types\n")
    link(root, "node_modules/@shop/one", "../../packages/one")
    made(root, checkout)
    assert (checkout / "node_modules/@types").is_symlink()
    assert (checkout / "node_modules/@types/node/index.d.ts").read_text() == "types\n"
    assert (checkout / "node_modules/@shop/one/index.js").read_text() == "before\n"


def test_packages_that_lie_elsewhere_and_are_shared_are_one_link(
    root: Path, checkout: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "shared/node_modules"
    real.write(elsewhere, "fastq/index.js", "shared\n")
    link(elsewhere, "one", root / "packages/one")
    (root / "node_modules").rename(tmp_path / "before")
    link(root, "node_modules", elsewhere)
    assert made(root, checkout) == ["node_modules"]
    assert (checkout / "node_modules").readlink() == root / "node_modules"


@pytest.mark.parametrize("leads", ["loop", "../../elsewhere", "/no/such/place", "../node_modules/gone"])
def test_a_link_that_leads_nowhere_or_out_is_no_part_of_the_repository(
    root: Path, checkout: Path, leads: str
) -> None:
    link(root, "node_modules/loop", leads)
    assert made(root, checkout) == ["node_modules"]
    assert (checkout / "node_modules").is_symlink()


def test_a_single_file_is_linked_too(root: Path, checkout: Path) -> None:
    real.write(root, ".env", "A=1\n")
    real.write(root, "packages/one/.env", "A=2\n")
    assert made(root, checkout) == [".env", "node_modules", "packages/one/.env"]
    assert (checkout / "packages/one/.env").read_text() == "A=2\n"


NOT_LINKED = {
    "a path without a slash in front": ("packages/one/node_modules", "packages/one/node_modules"),
    "the end of a name": ("packages/one/my_node_modules", "node_modules"),
    "a folder of the same name that git does not ignore": ("packages/one/seen/x.js", "seen"),
    "a name in another case": ("node_modules/fastq", "Node_Modules"),
    "nothing at all": ("node_modules", ""),
    "a slash alone": ("node_modules", "/"),
}


@pytest.mark.parametrize(("path", "name"), NOT_LINKED.values(), ids=NOT_LINKED.keys())
def test_what_is_not_named_so_or_not_ignored_is_not_linked(
    root: Path, checkout: Path, path: str, name: str
) -> None:
    if path.endswith("my_node_modules"):
        real.write(root, ".git/info/exclude", "my_node_modules\n")
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    if not (root / path).exists():
        real.write(root, f"{path}/x.js" if not path.endswith(".js") else path, "x\n")
    assert made(root, checkout, name) == (["node_modules"] if name == "node_modules" else [])


def test_a_path_from_the_root_may_lie_deep(root: Path, checkout: Path) -> None:
    real.write(root, "packages/one/node_modules/a.js", "a\n")
    real.write(root, "packages/two/node_modules/a.js", "a\n")
    assert made(root, checkout, "/packages/one/node_modules") == ["packages/one/node_modules"]


def test_a_second_call_links_only_what_is_not_there_yet(root: Path, checkout: Path) -> None:
    assert made(root, checkout) == ["node_modules"]
    real.write(root, ".env", "A=1\n")
    assert made(root, checkout) == [".env"]


@pytest.mark.parametrize("home", [False, True])
def test_what_was_made_is_taken_away_and_nothing_that_it_leads_to(
    root: Path, checkout: Path, home: bool
) -> None:
    if home:
        link(root, "node_modules/@shop/one", "../../packages/one")
    put = linked.put(root, checkout, NAMES)
    assert (checkout / "node_modules").is_symlink() is not home
    linked.take_away(put)
    linked.take_away(put)
    assert not os.path.lexists(checkout / "node_modules")
    assert (root / "node_modules/fastq/index.js").read_text() == "installed\n"
    assert (checkout / "packages/one/index.js").read_text() == "before\n"
