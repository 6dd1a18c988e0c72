"""Where a script's specifiers lead by settings and packages: what is extended, what comes first."""

import json
import time
from collections.abc import Mapping

import pytest

from tests.source.graph import drawn


def settings(**options: object) -> str:
    """A `tsconfig.json` with these compiler options; what it extends comes as `extends`."""
    extended = {"extends": options.pop("extends")} if "extends" in options else {}
    return json.dumps({**extended, "compilerOptions": options})


def leads(files: Mapping[str, str], specifier: str, path: str = "app/a.ts") -> list[str]:
    """Where one specifier of one file leads."""
    return drawn.leads(files, path, f"import x from '{specifier}'")


# --- paths -----------------------------------------------------------------------------------------------


def test_a_path_is_told_from_the_base_of_its_settings() -> None:
    files = {"tsconfig.json": settings(baseUrl="./src", paths={"@/*": ["*"]}), "src/b.ts": ""}
    assert leads(files, "@/b") == ["src/b.ts"]


def test_a_path_may_lead_out_of_the_folder_of_its_settings() -> None:
    files = {"app/tsconfig.json": settings(paths={"@s/*": ["../shared/*"]}), "shared/b.ts": ""}
    assert leads(files, "@s/b") == ["shared/b.ts"]


def test_a_path_without_a_star_is_the_whole_specifier() -> None:
    files = {"tsconfig.json": settings(paths={"kit": ["lib/kit"]}), "lib/kit.ts": "", "lib/kit/b.ts": ""}
    assert leads(files, "kit") == ["lib/kit.ts"]
    assert leads(files, "kit/b") == []
    assert leads(files, "kits") == []


def test_a_star_stands_for_what_is_between_the_beginning_and_the_end() -> None:
    files = {"tsconfig.json": settings(paths={"@*/api": ["libs/*/src/api"]}), "libs/one/src/api.ts": ""}
    assert leads(files, "@one/api") == ["libs/one/src/api.ts"]
    assert leads(files, "@one/other") == []


def test_a_path_that_leads_nowhere_leaves_the_others_their_turn() -> None:
    files = {
        "tsconfig.json": settings(baseUrl=".", paths={"@/*": ["gen/*"], "@/kit/*": ["kit/*"]}),
        "kit/b.ts": "",
        "plain/c.ts": "",
    }
    assert leads(files, "@/kit/b") == ["kit/b.ts"]
    assert leads(files, "plain/c") == ["plain/c.ts"]


def test_a_relative_specifier_asks_no_settings() -> None:
    files = {"tsconfig.json": settings(paths={"./*": ["other/*"]}), "other/b.ts": "", "app/b.ts": ""}
    assert leads(files, "./b") == ["app/b.ts"]


def test_settings_are_those_of_the_folders_above() -> None:
    files = {"web/tsconfig.json": settings(paths={"@/*": ["./*"]}), "web/b.ts": "", "webs/b.ts": ""}
    assert leads(files, "@/b", "web/deep/a.ts") == ["web/b.ts"]
    assert leads(files, "@/b", "webs/a.ts") == []
    assert leads(files, "@/b", "a.ts") == []


def test_the_settings_of_javascript_count_like_those_of_typescript() -> None:
    files = {"jsconfig.json": settings(paths={"@/*": ["src/*"]}), "src/b.js": ""}
    assert leads(files, "@/b", "app/a.js") == ["src/b.js"]


# --- settings that extend others -------------------------------------------------------------------------


def test_settings_take_what_they_do_not_say_from_those_that_they_extend() -> None:
    files = {
        "tsconfig.base.json": settings(baseUrl=".", paths={"@k/*": ["libs/*/src"]}),
        "app/tsconfig.json": settings(extends="../tsconfig.base.json", strict=True),
        "libs/one/src/index.ts": "",
        "libs/plain.ts": "",
    }
    assert leads(files, "@k/one") == ["libs/one/src/index.ts"]
    assert leads(files, "libs/plain") == ["libs/plain.ts"]


def test_paths_of_extended_settings_are_told_from_their_own_folder() -> None:
    files = {
        "conf/base.json": settings(paths={"@/*": ["../src/*"]}),
        "app/tsconfig.json": settings(extends="../conf/base"),
        "src/b.ts": "",
    }
    assert leads(files, "@/b") == ["src/b.ts"]


def test_what_settings_say_themselves_goes_before_what_they_extend() -> None:
    files = {
        "base.json": settings(paths={"@/*": ["old/*"]}),
        "tsconfig.json": settings(extends="./base.json", paths={"@/*": ["new/*"]}),
        "old/b.ts": "",
        "new/b.ts": "",
        "old/c.ts": "",
    }
    assert leads(files, "@/b") == ["new/b.ts"]
    assert leads(files, "@/c") == []


def test_of_several_that_are_extended_the_last_counts() -> None:
    files = {
        "one.json": settings(paths={"@/*": ["one/*"]}),
        "two.json": settings(paths={"@/*": ["two/*"]}),
        "tsconfig.json": settings(extends=["./one.json", "./two.json"]),
        "one/b.ts": "",
        "two/b.ts": "",
    }
    assert leads(files, "@/b") == ["two/b.ts"]


def test_settings_may_be_extended_over_several_steps() -> None:
    files = {f"s{n}.json": settings(extends=f"./s{n + 1}.json") for n in range(3)}
    files |= {"s3.json": settings(paths={"@/*": ["src/*"]}), "src/b.ts": ""}
    assert leads({**files, "tsconfig.json": settings(extends="./s0")}, "@/b") == ["src/b.ts"]


@pytest.mark.parametrize(
    "extended", ["./tsconfig.json", "./missing", "@tsconfig/node20", 3, None, [4], "."]
)
def test_what_cannot_be_followed_leaves_the_settings_as_they_are(extended: object) -> None:
    files = {"tsconfig.json": settings(extends=extended, paths={"@/*": ["src/*"]}), "src/b.ts": ""}
    assert leads(files, "@/b") == ["src/b.ts"]


def test_settings_that_extend_each_other_end() -> None:
    files = {"a.json": settings(extends="./b.json"), "b.json": settings(extends=["./a.json", "./a.json"])}
    before = time.process_time()
    assert leads({**files, "tsconfig.json": settings(extends="./a.json")}, "@/b") == []
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "3",
        "{",
        '{"compilerOptions": 3}',
        '{"compilerOptions": {"paths": []}}',
        "\ud800",
        "{}" * 3,
    ],
)
def test_settings_that_are_none_are_no_settings(text: str) -> None:
    assert leads({"tsconfig.json": text, "app/b.ts": "", "src/b.ts": ""}, "./b") == ["app/b.ts"]
    assert leads({"tsconfig.json": text, "src/b.ts": ""}, "@/b") == []


# --- packages of the tree --------------------------------------------------------------------------------


def package(name: str, **more: object) -> str:
    """A `package.json`."""
    return json.dumps({"name": name, **more})


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, "kit/src/index.ts"),
        ({"main": "lib/start.js"}, "kit/lib/start.ts"),
        ({"main": "./lib/start"}, "kit/lib/start.ts"),
        ({"main": "lib"}, "kit/lib/index.ts"),
        ({"main": "dist/built.js"}, "kit/src/index.ts"),
        ({"main": "dist/built.js", "source": "lib/start.ts"}, "kit/lib/start.ts"),
        ({"main": "lib/start.js", "types": "lib/index.ts"}, "kit/lib/index.ts"),
        ({"main": 3, "module": ""}, "kit/src/index.ts"),
    ],
)
def test_a_package_begins_where_it_says_or_where_one_would_look(
    more: Mapping[str, object], found: str
) -> None:
    files = {"kit/package.json": package("@my/kit", **more)}
    files |= dict.fromkeys(["kit/src/index.ts", "kit/index.ts", "kit/lib/start.ts", "kit/lib/index.ts"], "")
    assert leads(files, "@my/kit") == [found]


def test_a_place_in_a_package_is_looked_for_at_its_top_and_in_its_source() -> None:
    files = {"kit/package.json": package("kit"), "kit/a.ts": "", "kit/src/a.ts": "", "kit/src/b.ts": ""}
    assert leads(files, "kit/a") == ["kit/a.ts"]
    assert leads(files, "kit/b") == ["kit/src/b.ts"]
    assert leads(files, "kit/src/b") == ["kit/src/b.ts"]
    assert leads(files, "kit/c") == []
    assert leads(files, "kits/b") == []


def test_a_package_at_the_top_of_the_tree_is_one_too() -> None:
    files = {"package.json": package("app"), "src/index.ts": "", "src/b.ts": ""}
    assert leads(files, "app", "test/a.ts") == ["src/index.ts"]
    assert leads(files, "app/src/b", "test/a.ts") == ["src/b.ts"]


def test_what_others_installed_is_no_package_of_the_tree() -> None:
    files = {"node_modules/kit/package.json": package("kit"), "node_modules/kit/index.js": ""}
    assert leads(files, "kit") == []


def test_an_alias_goes_before_a_package() -> None:
    files = {
        "tsconfig.json": settings(paths={"kit": ["mine/kit"]}),
        "mine/kit.ts": "",
        "packages/kit/package.json": package("kit"),
        "packages/kit/index.ts": "",
    }
    assert leads(files, "kit") == ["mine/kit.ts"]


# --- how a specifier is written --------------------------------------------------------------------------

TREE = {"app/b.ts": "", "app/c.ts": ""}


@pytest.mark.parametrize(
    "text",
    [
        "import(`./b`)",
        "require(`./b`)",
        "import x from /* why */ './b'",
        "import(\n  // why\n  './b'\n)",
        "import( /* a */ /* b */ './b' )",
        "export*from'./b'",
        "import {\r\n  x,\r\n} from './b'\r\n",
        "export { from } from './b'",
        "const import_ = 1; import './b'",
    ],
)
def test_a_specifier_is_found_in_every_writing(text: str) -> None:
    assert drawn.leads(TREE, "app/a.ts", text) == ["app/b.ts"]


@pytest.mark.parametrize(
    "text",
    [
        "import(`./${name}`)",
        "from`./b`",
        "import('./b",
        "import('./b\")",
        "imports('./b')",
        "$import_('./b')",
        "x = { from: './b' }",
        "import('.\\/b')",
    ],
)
def test_what_only_looks_like_a_specifier_is_none(text: str) -> None:
    assert drawn.leads(TREE, "app/a.ts", text) == []
