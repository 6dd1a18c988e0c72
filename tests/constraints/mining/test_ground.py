"""Where names lie in a tree, what is mined of it, and how a scope says the same.

Every miner counts by these names, so a root that is taken for a package, or a folder of tests that is
counted, bends each proposal a little and shows in none. The trees are the layouts that people use.
"""

import pytest

from parti.constraints.mining import subjects
from parti.constraints.mining.ground import Ground


def ground(files: dict[str, str]) -> Ground:
    """The ground of a tree whose files have all been entered, by their paths alone."""
    land = Ground(sorted(files), files.__getitem__)
    for path in land.files:
        land.enter(path, "")
    return land


def empty(*paths: str) -> dict[str, str]:
    return dict.fromkeys(paths, "")


def test_a_package_under_src_is_known_by_its_own_name() -> None:
    land = ground(empty("src/app/__init__.py", "src/app/web/__init__.py", "src/app/web/views.py"))
    assert land.glob("app") == "src/app/**"
    assert land.glob("app.web") == "src/app/web/**"
    assert land.glob("app.web.views") == "src/app/web/views.py"
    assert land.glob("app.gone") == ""


def test_a_root_that_is_no_package_is_taken_off() -> None:
    land = ground(empty("backend/app/__init__.py", "backend/app/a.py"))
    assert land.plain("backend.app.a") == "app.a"
    assert land.glob("app.a") == "backend/app/a.py"
    assert land.module("app.a.f") == "app.a"


def test_a_namespace_package_that_is_imported_by_its_name_keeps_it() -> None:
    files = empty("acme/core/__init__.py") | {"acme/core/a.py": "from acme.core import b\n"}
    assert ground(files).plain("acme.core.a") == "acme.core.a"
    assert ground({**files, "acme/core/a.py": "from core import b\n"}).plain("acme.core.a") == "core.a"


def test_a_go_module_s_path_is_taken_off() -> None:
    land = ground({"go.mod": "module github.com/acme/app\n\ngo 1.22\n", "store/rows.go": "package store\n"})
    assert land.enter("store/rows.go", "github.com.acme.app.store") == "store"
    assert land.plain("github.com.acme.app.store") == "store"
    assert land.module("github.com.acme.app.store") == "store"
    assert land.glob("store") == "store/**"


def test_the_longest_prefix_is_taken_off() -> None:
    files = {"go.mod": "module ex.org/a\n", "tools/go.mod": "module ex.org/a/tools\n", "b/b.go": ""}
    land = ground(files)
    assert land.plain("ex.org.a.tools.gen") == "gen"
    assert land.plain("ex.org.a.b") == "b"


@pytest.mark.parametrize(
    ("target", "module"),
    [
        ("app.web.views.page", "app.web.views"),
        ("app.web.views", "app.web.views"),
        ("app.web", "app.web"),
        ("app.nothing", "app"),
        ("application.web", ""),
        ("json", ""),
        ("", ""),
    ],
)
def test_an_imported_name_lies_in_the_nearest_module_of_ours(target: str, module: str) -> None:
    land = ground(empty("app/__init__.py", "app/web/__init__.py", "app/web/views.py"))
    assert land.module(target) == module


def test_what_is_ours_is_told_by_the_first_word() -> None:
    land = ground(empty("src/app/__init__.py", "src/app/a.py", "tool.py"))
    assert [land.is_ours(name) for name in ("app.a.f", "app.gone", "tool", "apps.a", "json")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("path", "name", "glob"),
    [
        ("src/web/index.ts", "src.web", "src/web/**"),
        ("src/web/views.ts", "src.web.views", "src/web/views.ts"),
        ("crate/src/store/mod.rs", "crate.store", ""),
    ],
)
def test_a_file_that_opens_its_folder_stands_for_it(path: str, name: str, glob: str) -> None:
    land = Ground([path], lambda _: "")
    land.enter(path, name)
    assert land.glob(name) == (glob or "crate/src/store/**")


def test_all_that_is_mined_is_told_in_few_globs() -> None:
    files = empty("src/a.py", "web/b.ts", "setup.py", "run.py", "tests/test_a.py", "README.md")
    assert ground(files).include == ("src/**", "web/**", "*.py")


def test_a_scope_leaves_out_only_what_lies_in_it() -> None:
    files = empty("src/a.py", "src/tests/b.py", "src/vendor/c.py", "tests/d.py")
    land = ground(files)
    assert land.aside(("src/**",)) == ("**/tests/**", "**/vendor/**")
    assert land.aside(("web/**",)) == ()


def test_one_glob_is_enough_for_what_two_would_leave_out() -> None:
    assert subjects.aside(("**",), ["tests/test_a.py", "src/b.py"]) == ("**/tests/**",)
    assert subjects.aside(("**",), ["tests/test_a.py", "src/test_b.py"]) == (
        "**/tests/**",
        "**/test_*.py",
    )


@pytest.mark.parametrize(
    ("path", "is_mined"),
    [
        ("src/app/a.py", True),
        ("a.go", True),
        ("web/a.tsx", True),
        ("src/lib.rs", True),
        ("src/A.java", True),
        ("a.rb", False),
        ("README.md", False),
        ("tests/a.py", False),
        ("src/app/test_a.py", False),
        ("src/app/a_test.go", False),
        ("web/a.spec.ts", False),
        ("web/a.test.tsx", False),
        ("src/test/java/A.java", False),
        ("app/migrations/0001.py", False),
        ("vendor/x/a.go", False),
        ("node_modules/x/a.js", False),
        ("dist/a.js", False),
        ("app/a_pb2.py", False),
        ("static/a.min.js", False),
        ("setup.py", False),
        ("src/setup.py", True),
        ("docs/conf.py", False),
        ("src/contest.py", True),
        ("src/latest/a.py", True),
        ("src/builds/a.py", True),
    ],
)
def test_what_people_wrote_is_mined_and_its_tests_are_not(path: str, is_mined: bool) -> None:
    assert (subjects.mined([path]) == (path,)) is is_mined


@pytest.mark.parametrize(
    ("text", "generated"),
    [
        ("# Code generated by protoc. DO NOT EDIT.\n", True),
        ("// @generated by codegen\n", True),
        ("/* This file was automatically generated */\n", True),
        ("# Autogenerated from x.yaml\n", True),
        ("# do not modify this by hand\n", True),
        ("x = 1\n", False),
        ("", False),
        ("x = 1\n" * 200 + "# do not edit\n", False),
        ("x = [" + "1, " * 3000 + "]\n", True),
        ("x = [" + "1, " * 1000 + "]\n", False),
        ("x = 1\n" * 2000, False),
        ("x = 1\n" * 110_000, True),
    ],
)
def test_a_machine_s_text_is_known_by_its_head_or_its_lines(text: str, generated: bool) -> None:
    assert subjects.is_generated(text) is generated


def test_the_name_of_a_go_module_may_stand_in_quotes() -> None:
    texts = {"go.mod": 'module "example.com/shop"\n\ngo 1.22\n', "cart/cart.go": "package cart\n"}
    assert ground(texts).plain("example.com.shop.cart") == "cart"
