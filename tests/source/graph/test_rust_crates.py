"""The crates of a Rust tree: what Cargo says, what it guesses, and which module each file is."""

from collections.abc import Mapping

import pytest

from parti.source.graph import rust_crates
from tests.source.graph import drawn


def crates(files: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(folder, name, root) of each crate."""
    return [
        (each.folder, each.name, each.root) for each in rust_crates.crates(tuple(files), files.__getitem__)
    ]


def homes(files: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """By path, where the modules of its crate begin and which of them a file is."""
    known = rust_crates.crates(tuple(files), files.__getitem__)
    found = rust_crates.homes(tuple(files), known)
    return {path: (home.base, "::".join(home.module)) for path, home in found.items()}


def cargo(name: str, more: str = "", edition: str = "2021") -> str:
    """A manifest."""
    return f'[package]\nname = "{name}"\nedition = "{edition}"\n{more}'


# --- which crates there are ------------------------------------------------------------------------------


def test_a_crate_is_named_as_code_writes_it() -> None:
    assert crates({"Cargo.toml": cargo("my-app"), "src/lib.rs": ""}) == [("", "my_app", "src/lib.rs")]


def test_a_library_may_have_a_name_and_a_place_of_its_own() -> None:
    more = '[lib]\nname = "short-name"\npath = "./code/root.rs"\n'
    assert crates({"kit/Cargo.toml": cargo("kit", more)}) == [("kit", "short_name", "kit/code/root.rs")]


def test_a_program_is_the_root_where_there_is_no_library() -> None:
    assert crates({"Cargo.toml": cargo("a"), "src/main.rs": ""}) == [("", "a", "src/main.rs")]
    both = {"Cargo.toml": cargo("a"), "src/main.rs": "", "src/lib.rs": ""}
    assert crates(both) == [("", "a", "src/lib.rs")]
    assert crates({"Cargo.toml": cargo("a")}) == [("", "a", "src/lib.rs")]


def test_a_workspace_alone_is_no_crate_and_the_deepest_come_first() -> None:
    files = {
        "Cargo.toml": '[workspace]\nmembers = ["*"]\n',
        "b/Cargo.toml": cargo("b"),
        "a/Cargo.toml": cargo("a"),
        "a/deep/Cargo.toml": cargo("deep"),
    }
    assert [folder for folder, _, _ in crates(files)] == ["a/deep", "a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[package",
        '[package]\nversion = "1"',
        "package = 3",
        "[package]\nname = 3",
        "name = 'a'",
        "\ud800",
    ],
)
def test_a_manifest_that_names_no_package_makes_no_crate(text: str) -> None:
    assert crates({"Cargo.toml": text, "src/lib.rs": ""}) == []


def test_a_manifest_from_windows_is_read() -> None:
    text = "\ufeff" + cargo("a").replace("\n", "\r\n")
    assert crates({"Cargo.toml": text, "src/lib.rs": ""}) == [("", "a", "src/lib.rs")]


@pytest.mark.parametrize(
    ("said", "old"),
    [
        ('edition = "2015"', True),
        ("", True),
        ('edition = "2018"', False),
        ('edition = "2024"', False),
        ("edition.workspace = true", False),
    ],
)
def test_an_edition_that_is_not_said_is_the_first(said: str, old: bool) -> None:
    (each,) = rust_crates.crates(["Cargo.toml"], lambda _: f'[package]\nname = "a"\n{said}\n')
    assert each.old is old


# --- which module a file is ------------------------------------------------------------------------------


def test_modules_lie_below_the_folder_of_the_root() -> None:
    files = {
        "Cargo.toml": cargo("a"),
        "src/lib.rs": "",
        "src/web.rs": "",
        "src/web/page.rs": "",
        "src/store/mod.rs": "",
        "src/store/lib.rs": "",
    }
    assert homes(files) == {
        "src/lib.rs": ("src", ""),
        "src/web.rs": ("src", "web"),
        "src/web/page.rs": ("src", "web::page"),
        "src/store/mod.rs": ("src", "store"),
        "src/store/lib.rs": ("src", "store::lib"),
    }


def test_a_root_elsewhere_has_its_modules_beside_it() -> None:
    files = {"Cargo.toml": cargo("a", '[lib]\npath = "code/root.rs"\n')}
    files |= dict.fromkeys(["code/root.rs", "code/web.rs", "src/old.rs"], "")
    assert homes(files) == {
        "code/root.rs": ("code", ""),
        "code/web.rs": ("code", "web"),
        "src/old.rs": ("", "src::old"),
    }


def test_each_test_example_and_program_is_a_crate_of_its_own() -> None:
    files = {"Cargo.toml": cargo("a"), "src/lib.rs": ""}
    own = ["tests/it.rs", "examples/show.rs", "benches/speed.rs", "src/bin/tool.rs"]
    files |= dict.fromkeys([*own, "tests/common/mod.rs", "tests/common/deep.rs"], "")
    found = homes(files)
    assert {path: found[path] for path in own} == {
        "tests/it.rs": ("tests", ""),
        "examples/show.rs": ("examples", ""),
        "benches/speed.rs": ("benches", ""),
        "src/bin/tool.rs": ("src/bin", ""),
    }
    assert found["tests/common/mod.rs"] == ("tests", "common")
    assert found["tests/common/deep.rs"] == ("tests", "common::deep")


def test_a_program_of_several_files_has_a_folder_of_its_own() -> None:
    files = {"Cargo.toml": cargo("a"), "src/lib.rs": ""}
    files |= dict.fromkeys(["src/bin/big/main.rs", "src/bin/big/part.rs", "src/bin/big/deep/mod.rs"], "")
    found = homes(files)
    assert found["src/bin/big/main.rs"] == ("src/bin/big", "")
    assert found["src/bin/big/part.rs"] == ("src/bin/big", "part")
    assert found["src/bin/big/deep/mod.rs"] == ("src/bin/big", "deep")


def test_the_nearest_manifest_says_which_crate_a_file_is_of() -> None:
    files = {"Cargo.toml": cargo("a"), "src/lib.rs": "", "kit/Cargo.toml": cargo("kit")}
    files |= dict.fromkeys(["kit/src/lib.rs", "kit/src/web.rs", "kits/src/web.rs"], "")
    found = homes(files)
    assert found["kit/src/web.rs"] == ("kit/src", "web")
    assert found["kits/src/web.rs"] == ("", "kits::src::web")


def test_a_tree_without_a_manifest_is_read_as_cargo_would_lay_it_out() -> None:
    assert homes({"src/main.rs": "", "src/web/mod.rs": "", "odd.rs": ""}) == {
        "src/main.rs": ("src", ""),
        "src/web/mod.rs": ("src", "web"),
        "odd.rs": ("", "odd"),
    }


def test_of_a_library_and_a_program_in_one_folder_the_library_is_the_crate() -> None:
    files = {"Cargo.toml": cargo("a"), "src/main.rs": "use crate::Thing;", "src/lib.rs": ""}
    assert drawn.edges({**files, "src/web.rs": "use crate::Thing;"}) == ["src/web.rs → src/lib.rs"]


# --- names for others ------------------------------------------------------------------------------------

KIT = {"kit/Cargo.toml": cargo("the-kit"), "kit/src/lib.rs": "", "kit/src/deep.rs": ""}


@pytest.mark.parametrize(
    "needs",
    [
        '[dependencies]\nother = { package = "the-kit", path = "../kit" }\n',
        '[dev-dependencies]\nother = { package = "the-kit" }\n',
        '[build-dependencies.other]\npackage = "the-kit"\n',
        "[target.'cfg(unix)'.dependencies]\nother = { package = \"the-kit\" }\n",
    ],
)
def test_a_dependency_goes_by_the_name_that_it_is_given(needs: str) -> None:
    files = {**KIT, "app/Cargo.toml": cargo("app", needs), "app/src/lib.rs": "use other::deep::Thing;"}
    assert drawn.edges(files) == ["app/src/lib.rs → kit/src/deep.rs"]


def test_a_name_given_by_the_workspace_counts_where_it_is_asked_for() -> None:
    files = {
        **KIT,
        "Cargo.toml": '[workspace.dependencies]\nother = { package = "the-kit" }\n',
        "app/Cargo.toml": cargo("app", "[dependencies]\nother.workspace = true\n"),
        "app/src/lib.rs": "use other::Thing;",
        "bare/Cargo.toml": cargo("bare"),
        "bare/src/lib.rs": "use other::Thing;",
    }
    assert drawn.edges(files) == ["app/src/lib.rs → kit/src/lib.rs"]


@pytest.mark.parametrize(
    "needs", ["dependencies = 3\n", "[dependencies]\nother = 3\n", "[target]\nx = 3\n"]
)
def test_needs_that_are_no_table_name_nothing(needs: str) -> None:
    text = f"{needs}{cargo('app')}" if needs.startswith("dependencies") else cargo("app", needs)
    files = {**KIT, "app/Cargo.toml": text, "app/src/lib.rs": "use the_kit::Thing;"}
    assert drawn.edges(files) == ["app/src/lib.rs → kit/src/lib.rs"]


def test_a_package_that_is_not_in_the_tree_leads_nowhere() -> None:
    needs = '[dependencies]\nother = { package = "serde" }\n'
    files = {**KIT, "app/Cargo.toml": cargo("app", needs), "app/src/lib.rs": "use other::Thing;"}
    assert drawn.edges(files) == []


def test_in_the_first_edition_paths_begin_at_the_root() -> None:
    files = {"src/lib.rs": "", "src/a.rs": "use b::c::Thing;", "src/b.rs": "", "src/a/b.rs": ""}
    assert drawn.edges({**files, "Cargo.toml": cargo("x", edition="2015")}) == ["src/a.rs → src/b.rs"]
    assert drawn.edges({**files, "Cargo.toml": cargo("x")}) == ["src/a.rs → src/a/b.rs"]
