"""Go's packages under every name that Go gives them: a folder, an import path, the root of a module."""

import pytest

from parti.constraints import compiled, conformance, document, examples, first_look, rot
from parti.constraints import tree as trees
from tests.constraints.documents import rule, section

MODULE = {"go.mod": "module example.com/app\n\ngo 1.22\n\nrequire github.com/lib/pq v1.0.0\n"}
ROOT = {"db.go": "package app\n\nfunc Open() {}\n"}
FREE = {"internal/free/f.go": "package free\n\nfunc F() {}\n"}


def importing(path: str, package: str = "store") -> str:
    return f'package {package}\n\nimport x "{path}"\n\nfunc f() {{ x.F() }}\n'


def found(check: str, files: dict[str, str]) -> list[str]:
    tree = trees.Texts({**MODULE, **ROOT, **FREE, **files})
    return [f"{each.place.path}: {each.message}" for each in conformance.of_rule(rule(check), tree)]


def rotten(check: str, files: dict[str, str]) -> list[str]:
    read = document.parse(section(check, id="rule", scope="", kept="", broken=""))
    tree = trees.Texts({**MODULE, **ROOT, **files})
    return [each.message for each in rot.of(read, tree) if "no file lies" in each.message]


NAMES = ["internal/{}", "example.com/app/internal/{}", "./internal/{}"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "check",
    [
        "forbidden-import\nmodules: ['{free}']",
        "layers\nlayers: ['{free}', '{store}']",
        "independent\nmodules: ['{free}', '{store}']",
    ],
)
def test_a_package_goes_by_its_folder_and_by_its_import_path(check: str, name: str) -> None:
    said = check.format(free=name.format("free"), store=name.format("store"))
    broken = {"internal/store/a.go": importing("example.com/app/internal/free")}
    kept = {"internal/store/a.go": importing("example.com/app/internal/freedom")}
    beyond = {"internal/store/a.go": importing("example.com/other/internal/free")}
    assert len(found(said, broken)) == 1
    assert not found(said, kept)
    assert not found(said, beyond)


@pytest.mark.parametrize(
    "check",
    [
        "forbidden-import\nmodules: [example.com/app]",
        "layers\nlayers: [example.com/app, internal/store]",
        "independent\nmodules: [example.com/app, internal/store]",
    ],
)
def test_the_path_of_a_module_is_the_package_in_its_root_alone(check: str) -> None:
    assert len(found(check, {"internal/store/a.go": importing("example.com/app")})) == 1
    assert not found(check, {"internal/store/a.go": importing("example.com/app/internal/free")})
    assert not found(check, {"internal/store/a.go": importing("example.com/application")})


def test_the_root_is_a_layer_and_a_member_of_its_own() -> None:
    upwards = "layers\nlayers: [internal/store, example.com/app]"
    beside = "independent\nmodules: [internal/store, example.com/app]"
    assert len(found(upwards, {"a.go": importing("example.com/app/internal/store", "app")})) == 1
    assert len(found(beside, {"a.go": importing("example.com/app/internal/store", "app")})) == 1
    assert not found(upwards, {"internal/free/a.go": importing("example.com/app/internal/store", "free")})


def test_a_star_behind_a_modules_path_is_all_that_the_module_holds() -> None:
    check = "forbidden-import\nmodules: ['example.com/app/*']"
    assert len(found(check, {"cmd/main.go": importing("example.com/app/internal/free", "main")})) == 1
    assert not found(check, {"cmd/main.go": importing("example.com/app", "main")})


def test_members_below_a_package_are_found_by_its_import_path() -> None:
    check = "independent\nmodules: ['example.com/app/plugins/*']"
    files = {
        "plugins/csv/a.go": importing("example.com/app/plugins/xml", "csv"),
        "plugins/xml/a.go": "package xml\n",
    }
    assert len(found(check, files)) == 1
    assert not found(check, {**files, "plugins/csv/a.go": importing("example.com/app/csv", "csv")})


def test_a_module_in_a_folder_has_its_own_paths() -> None:
    files = {
        "tools/go.mod": "module example.com/tools\n",
        "tools/gen/g.go": importing("example.com/tools/web", "gen"),
        "tools/web/w.go": "package web\n",
    }
    assert len(found("forbidden-import\nmodules: [example.com/tools/web]", files)) == 1
    assert len(found("layers\nlayers: [example.com/tools/web, example.com/tools/gen]", files)) == 1
    assert not found("forbidden-import\nmodules: [example.com/app/web]", files)


@pytest.mark.parametrize("kind", ["layers\nlayers", "independent\nmodules"])
def test_a_package_that_is_there_is_no_rot_under_any_name(kind: str) -> None:
    names = "[example.com/app, example.com/app/internal/store]"
    files = {"internal/store/a.go": "package store\n"}
    assert rotten(f"{kind}: {names}", files) == []
    assert len(rotten(f"{kind}: [example.com/app, example.com/app/internal/shop]", files)) == 1
    assert len(rotten(f"{kind}: [example.com/application, internal/store]", files)) == 1


def test_what_comes_from_the_module_itself_comes_from_nowhere_else() -> None:
    files = {"internal/store/a.go": importing("example.com/app")}
    assert not found("stdlib-only\nallow: []", files)
    assert not found("allowed-dependencies\nallow: [github.com/lib/pq]", files)
    assert found("stdlib-only\nallow: []", {"internal/store/a.go": importing("example.com/apple")})


def test_an_example_is_judged_with_the_modules_of_the_tree() -> None:
    text = section(
        "forbidden-import\nmodules: [app/web]",
        id="web",
        title="Nothing ever imports the web",
        scope="Scope: `**/*.go`.",
        kept="",
        broken="",
    )
    fence = '```go broken path=store/x.go\npackage store\n\nimport "example.com/x/app/web"\n```\n'
    kept = "```go kept path=store/x.go\npackage store\n```\n"
    read = document.parse(f"{text}\n{fence}\n{kept}")
    blind = trees.Texts({"go.mod": "module example.com/x/app\n", "web/w.go": "package web\n"})
    assert examples.run(read.constraints) == ()
    assert [each.level for each in examples.run(read.constraints, tree=blind)] == ["error"]
    seeing = trees.Texts({"go.mod": "module example.com/x\n", "app/web/w.go": "package web\n"})
    assert examples.run(read.constraints, tree=seeing) == ()


def test_an_example_is_not_judged_by_what_the_tree_needs() -> None:
    text = section("allowed-dependencies\nallow: []", id="deps", scope="Scope: `**`.", kept="", broken="")
    kept = '```go kept path=store/x.go\npackage store\n\nimport "example.com/app/web"\n```\n'
    broken = '```go broken path=store/x.go\npackage store\n\nimport "github.com/lib/pq"\n```\n'
    read = document.parse(f"{text}\n{kept}\n{broken}")
    assert examples.run(read.constraints, tree=trees.Texts(MODULE)) == ()


def test_a_first_look_asks_about_every_go_file_that_a_star_may_mean() -> None:
    rows = compiled.rows((rule("independent\nmodules: ['example.com/app/plugins/*']"),))
    text = importing("example.com/app/plugins/xml", "csv").encode()
    assert not first_look.clean(rows, "plugins/csv/a.go", text, lambda *_: False)
    assert first_look.clean(rows, "plugins/csv/a.py", b"import json\n", lambda *_: False)


OPENS = 'package {}\n\nimport "os"\n\nfunc {}(p string) {{ os.OpenFile(p, 1, 0) }}\n'


@pytest.mark.parametrize(
    ("helper", "home"),
    [
        ("app.OpenFile", "db.go"),
        ("example.com/app.OpenFile", "db.go"),
        ("example.com/app/internal/store.OpenFile", "internal/store/s.go"),
        ("internal/store.OpenFile", "internal/store/s.go"),
    ],
)
def test_the_helpers_own_file_is_exempt_under_every_name_of_its_package(helper: str, home: str) -> None:
    check = f"only-through\nhelper: {helper}\ninstead-of: [os.OpenFile]"
    package = "app" if home == "db.go" else "store"
    files = {home: OPENS.format(package, "OpenFile")}
    assert found(check, files) == []
    assert whole(check, files) == []
    beside = {**files, "internal/free/x.go": OPENS.format("free", "OpenFile")}
    assert len(found(check, beside)) == 1, "a function of the same name in another package is no helper"


def test_a_helper_that_no_go_file_defines_is_rot_under_its_import_path() -> None:
    check = "only-through\nhelper: example.com/app.OpenAll\ninstead-of: [os.OpenFile]"
    assert any("no file of the tree defines" in each for each in whole(check, {}))


def whole(check: str, files: dict[str, str]) -> list[str]:
    """What rot says, but for a scope without files."""
    read = document.parse(section(check, id="rule", scope="", kept="", broken=""))
    tree = trees.Texts({**MODULE, **ROOT, **FREE, **files})
    return [each.message for each in rot.of(read, tree) if "scope" not in each.message]


COMMANDS = "package {}\n\nfunc newA() {{}}\n\nfunc newB() {{}}\n\nvar Commands = []func(){{newA}}\n"


@pytest.mark.parametrize(
    ("registry", "path"),
    [
        ("app.Commands", "r.go"),
        ("example.com/app.Commands", "r.go"),
        ("example.com/app/cmds.Commands", "cmds/r.go"),
        ("cmds.Commands", "cmds/r.go"),
    ],
)
def test_a_map_of_go_is_found_under_every_name_of_its_package(registry: str, path: str) -> None:
    check = f'registered-in\nevery: "function new*"\nin: {registry}'
    files = {path: COMMANDS.format("cmds" if "/" in path else "app")}
    assert [each for each in found(check, files) if "exists nowhere" in each] == []
    assert [each for each in found(check, files) if "newB" in each and "newA" not in each] != []
    assert len(found(check, files)) == 1


def test_a_map_of_another_package_is_not_the_one_in_the_root() -> None:
    check = 'registered-in\nevery: "function new*"\nin: app.Commands'
    assert "exists nowhere" in found(check, {"cmds/r.go": COMMANDS.format("cmds")})[0]
