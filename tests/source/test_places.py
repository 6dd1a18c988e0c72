"""Names as people write them and places as paths tell them: both must come out in one dotted form.

A layer or a forbidden import that names a place in another form than the files do matches nothing, and a
rule that matches nothing looks kept.
"""

import pytest

from parti.source import imports


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("src.web", "src.web"),
        ("src/web", "src.web"),
        ("src/web/", "src.web"),
        ("./src/web/index.ts", "src.web"),
        ("/src/web/index", "src.web"),
        (" `src/web/view.tsx` ", "src.web.view"),
        ("web/types.d.ts", "web.types"),
        ("app/sub/x.py", "app.sub.x"),
        ("app/__init__.py", "app"),
        ("lodash.debounce", "lodash.debounce"),
        ("view.ts", "view.ts"),
        ("node:fs/promises", "fs.promises"),
        ("@scope/kit", "@scope.kit"),
        ("@scope/kit/deep.js", "@scope.kit.deep"),
        ("github.com/pkg/errors", "github.com.pkg.errors"),
        ("crate::store::disk", "store.disk"),
        ("std::fs::File", "std.fs.File"),
        ("super::store", "super.store"),
        ("com/shop/Cart.java", "com.shop.Cart"),
        ("", ""),
    ],
)
def test_a_module_is_written_in_any_way_and_has_one_name(written: str, name: str) -> None:
    assert imports.dotted(written) == name


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("src/app/x.py", "app.x"),
        ("app/__init__.py", "app"),
        ("web/index.ts", "web"),
        ("web/index.d.ts", "web"),
        ("web/view.tsx", "web.view"),
        ("web/main.ts", "web.main"),
        ("web/lib.js", "web.lib"),
        ("index.js", ""),
        ("cmd/shop/main.go", "cmd.shop"),
        ("main.go", ""),
        ("src/lib.rs", ""),
        ("src/main.rs", ""),
        ("src/store/mod.rs", "store"),
        ("src/store/disk.rs", "store.disk"),
        ("crates/my-kit/src/lib.rs", "crates.my_kit"),
        ("src/main/java/com/shop/Cart.java", "src.main.java.com.shop.Cart"),
        ("Cart.java", "Cart"),
    ],
)
def test_a_file_has_the_place_that_others_import_it_by(path: str, place: str) -> None:
    assert imports.placed(path) == place


def test_what_is_written_as_a_path_is_the_place_of_that_file() -> None:
    for path in ("web/view.tsx", "web/index.ts", "app/sub/x.py", "app/__init__.py", "com/shop/Cart.java"):
        assert imports.dotted(path) == imports.placed(path)


def test_children_are_what_lies_directly_below_wherever_the_root_is() -> None:
    places = ["app.plugins", "app.plugins.a", "app.plugins.b.c", "app.plugins.b.d", "x.app.plugins.e"]
    others = ["app.pluginsx.f", "myapp.plugins.g", "app.other.plugins.h"]
    assert imports.children("app.plugins", [*places, *others]) == (
        "app.plugins.a",
        "app.plugins.b",
        "app.plugins.e",
    )


def test_a_name_and_its_dotted_tail_may_be_one_thing() -> None:
    assert imports.same("a.b.c", "b.c")
    assert imports.same("b.c", "a.b.c")
    assert imports.same("b.c", "b.c")
    assert not imports.same("ab.c", "b.c")
    assert not imports.same("a.b", "b.c")


@pytest.mark.parametrize(
    ("paths", "tops"),
    [
        (["src/app/__init__.py", "src/app/x.py"], {"app"}),
        (["src/app/x.py"], {"app", "x"}),
        (["app/x.pyi", "app/__init__.pyi"], {"app"}),
        (["tools/run.py"], {"tools", "run"}),
        (["a/b/c/__init__.py", "a/b/__init__.py"], {"a", "b"}),
        (["setup.py"], {"setup"}),
        (["__init__.py", "x.py"], {"__init__", "x"}),
        (["a.ts", "b.md", "c.pyc"], set()),
    ],
    ids=[
        "a package",
        "no package",
        "stubs",
        "scripts",
        "a package below a folder",
        "alone",
        "a root",
        "others",
    ],
)
def test_the_tree_provides_its_outermost_packages_and_its_scripts(paths: list[str], tops: set[str]) -> None:
    assert imports.first_party(paths) == tops


def test_a_module_of_two_roots_is_both_files_and_an_exact_one_is_one() -> None:
    modules = imports.by_module(["a/app/x.py", "b/app/x.py", "src/app/y.py", "c/app/y.py", "app/z.ts"])
    assert imports.paths_of("app.x", modules) == ("a/app/x.py", "b/app/x.py")
    assert imports.paths_of("app.y", modules) == ("src/app/y.py",)
    assert imports.paths_of("pp.x", modules) == ()
    assert "app.z" not in modules


def test_the_first_of_two_files_with_one_name_stands_for_it() -> None:
    assert imports.by_module(["src/app.py", "src/app/__init__.py"]) == {"app": "src/app.py"}
