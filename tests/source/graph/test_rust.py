"""Rust: where `use` leads, by form, by module, by crate and by what Cargo is told."""

import pytest

from tests.source.graph import drawn

TREE = {
    "Cargo.toml": '[package]\nname = "my-app"\nedition = "2021"\n',
    "src/lib.rs": "mod store; mod web;",
    "src/store/mod.rs": "pub mod rows;",
    "src/store/rows.rs": "",
    "src/store/rows/deep.rs": "",
    "src/web.rs": "",
    "src/web/page.rs": "",
    "src/r.rs": "",
    "src/r/out/part.rs": "",
}
LIB, STORE, ROWS, DEEP, WEB, PAGE = (path for path in TREE if path.endswith(".rs") and "/r" not in path[:5])

FORMS = [
    ("use crate::store::rows::Row;", [ROWS]),
    ("use crate::store::Store;", [STORE]),
    ("use crate::store;", [STORE]),
    ("use crate::Thing;", [LIB]),
    ("use crate::store::*;", [STORE]),
    ("use crate::store::rows as other;", [ROWS]),
    ("use crate::store::rows::Row as R;", [ROWS]),
    ("use crate::store::rows::Row as _;", [ROWS]),
    ("use crate::store::{rows, Store};", [ROWS, STORE]),
    ("use crate::store::{self, rows::{Row, deep::{self}}};", [STORE, ROWS, DEEP]),
    ("use crate::{\n    store, // , web\n    /* web, */\n    web::page::Page,\n};", [STORE, PAGE]),
    ("use {crate::store, crate::web};", [STORE, WEB]),
    ("use crate :: store\n    :: rows;", [ROWS]),
    ("pub use crate::store::rows;", [ROWS]),
    ("pub(crate) use crate::store::rows;", [ROWS]),
    ("pub(in crate::web) use crate::store::rows;", [ROWS]),
    ("#[cfg(test)] use crate::store::rows;", [ROWS]),
    ("use std::fs; use crate::web;", [WEB]),
    ("fn f() {\n    use crate::store::rows::Row;\n}", [ROWS]),
    ("fn f() { use crate::store::rows::Row; }", [ROWS]),
    ("use crate::r#store::r#rows;", [ROWS]),
    ("use self::store::rows;", []),
    ("use super::store::rows;", [ROWS]),
    ("use my_app::store;", [STORE]),
    ("use ::my_app::store;", [STORE]),
    ("extern crate my_app;", [LIB]),
    ("extern crate my_app as app;", [LIB]),
    ("use crate::web;\r\nuse crate::store;\r\n", [STORE, WEB]),
    ("\ufeffuse crate::web;", [WEB]),
    ("macro_rules! m { () => { use $crate::web::page; } }", [PAGE]),
    ("// use crate::web;", []),
    ("/// use crate::web;", []),
    ("/* use crate::web; */", []),
    ("/**\n * use crate::web;\n */", []),
    ("let user = crate::web::page();", []),
    ("reuse crate::web;", []),
    ("use std::collections::HashMap;", []),
    ("use serde::{Serialize, Deserialize};", []),
    ("use missing::web;", []),
    ("use crate::web", []),
    ("mod web;", []),
]


@pytest.mark.parametrize(("text", "found"), FORMS)
def test_every_form_of_use_leads_to_its_module(text: str, found: list[str]) -> None:
    assert drawn.leads(TREE, "src/other.rs", text) == sorted(found)


INSIDE = [
    ("src/store/mod.rs", "use self::rows::Row;", [ROWS]),
    ("src/store/mod.rs", "use rows::Row;", [ROWS]),
    ("src/store/mod.rs", "use super::web;", [WEB]),
    ("src/store/rows.rs", "use super::Store;", [STORE]),
    ("src/store/rows.rs", "use super::super::web::page;", [PAGE]),
    ("src/store/rows.rs", "use super::super::super::web;", [WEB]),
    ("src/store/rows/deep.rs", "use super::Row;", [ROWS]),
    ("src/web.rs", "mod tests {\n    use super::*;\n    use crate::store;\n}", [STORE]),
    ("src/web.rs", "mod tests {\n    use super::super::store;\n}", [STORE]),
    ("src/web.rs", "mod tests { mod more { use super::super::page; } }\nuse page::Page;", [PAGE]),
    ("src/web.rs", "mod a { const B: char = '{'; const C: &str = r#\"}{\"#; } use super::store;", [STORE]),
    ("src/web.rs", "mod a { fn f<'a>(x: &'a str) -> &'a str { \"}\" } use super::super::store; }", [STORE]),
    ("src/web.rs", "// mod a {\nuse super::store;", [STORE]),
    ("src/lib.rs", "use store::Store; pub use self::web::page;", [PAGE, STORE]),
    ("src/lib.rs", "use crate::Thing;", []),
    ("src/r.rs", "mod out { pub mod part; }\nuse out::part::P;", ["src/r/out/part.rs"]),
]


@pytest.mark.parametrize(("path", "text", "found"), INSIDE)
def test_a_path_begins_at_the_module_it_stands_in(path: str, text: str, found: list[str]) -> None:
    assert drawn.leads({**TREE, path: ""}, path, text) == sorted(found)


def package(name: str, more: str = "") -> str:
    return f'[package]\nname = "{name}"\n{more}'


TREES = {
    "crates of a workspace": (
        {
            "Cargo.toml": '[workspace]\nmembers = ["crates/*"]',
            "crates/one/Cargo.toml": package("kit-one"),
            "crates/one/src/lib.rs": "use kit_two::deep::Thing;",
            "crates/two/Cargo.toml": package("kit-two"),
            "crates/two/src/lib.rs": "",
            "crates/two/src/deep.rs": "use kit_one::Other;",
        },
        [
            "crates/one/src/lib.rs → crates/two/src/deep.rs",
            "crates/two/src/deep.rs → crates/one/src/lib.rs",
        ],
    ),
    "a library with a name of its own": (
        {
            "a/Cargo.toml": package(
                "a-package", '[lib]\nname = "short" # the name\npath = "lib/root.rs"\n'
            ),
            "a/lib/root.rs": "",
            "a/lib/deep.rs": "",
            "b/Cargo.toml": package("b"),
            "b/src/main.rs": "use short::deep::Thing;\nuse a_package::deep::Thing;\nuse short::Other;",
        },
        ["b/src/main.rs → a/lib/deep.rs", "b/src/main.rs → a/lib/root.rs"],
    ),
    "a dependency under another name": (
        {
            "a/Cargo.toml": package("a-package"),
            "a/src/lib.rs": "",
            "b/Cargo.toml": package(
                "b", '[dependencies]\nother = { package = "a-package", path = "../a" }'
            ),
            "b/src/lib.rs": "use other::Thing;",
            "c/Cargo.toml": package("c"),
            "c/src/lib.rs": "use other::Thing;",
        },
        ["b/src/lib.rs → a/src/lib.rs"],
    ),
    "another name said by the workspace": (
        {
            "Cargo.toml": '[workspace.dependencies]\nother = { package = "a-package" }',
            "a/Cargo.toml": package("a-package"),
            "a/src/lib.rs": "",
            "b/Cargo.toml": package("b", "[target.'cfg(unix)'.dev-dependencies]\nother.workspace = true"),
            "b/src/lib.rs": "use other::Thing;",
        },
        ["b/src/lib.rs → a/src/lib.rs"],
    ),
    "a program and a library in one folder": (
        {
            "Cargo.toml": package("app"),
            "src/lib.rs": "",
            "src/main.rs": "use app::store::Store;\nuse app::Thing;",
            "src/store.rs": "use crate::Thing;",
        },
        ["src/main.rs → src/lib.rs", "src/main.rs → src/store.rs", "src/store.rs → src/lib.rs"],
    ),
    "a program alone": (
        {
            "Cargo.toml": package("app"),
            "src/main.rs": "use store::Store;",
            "src/store.rs": "use crate::Main;",
        },
        ["src/main.rs → src/store.rs", "src/store.rs → src/main.rs"],
    ),
    "tests, examples and programs": (
        {
            "Cargo.toml": package("app"),
            "src/lib.rs": "",
            "src/common.rs": "",
            "src/bin/tool.rs": "use app::common;\nuse crate::Own;",
            "tests/first.rs": "use app::Thing;\nuse common::setup;\nuse crate::Own;",
            "tests/common/mod.rs": "use app::common;",
            "examples/big/main.rs": "use part::P;",
            "examples/big/part.rs": "use crate::Main;",
        },
        [
            "examples/big/main.rs → examples/big/part.rs",
            "examples/big/part.rs → examples/big/main.rs",
            "src/bin/tool.rs → src/common.rs",
            "tests/common/mod.rs → src/common.rs",
            "tests/first.rs → src/lib.rs",
            "tests/first.rs → tests/common/mod.rs",
        ],
    ),
    "the roots as people wrote in 2015": (
        {
            "Cargo.toml": package("app"),
            "src/lib.rs": "",
            "src/a.rs": "use b::Thing;\nuse ::b::Other;",
            "src/b.rs": "",
        },
        ["src/a.rs → src/b.rs"],
    ),
    "an own module goes before a crate of its name": (
        {
            "one/Cargo.toml": package("one"),
            "one/src/lib.rs": "use two::Thing;",
            "one/src/two.rs": "",
            "two/Cargo.toml": package("two"),
            "two/src/lib.rs": "use ::one::two::Thing;",
        },
        ["one/src/lib.rs → one/src/two.rs", "two/src/lib.rs → one/src/two.rs"],
    ),
    "no Cargo at all": (
        {"src/main.rs": "use crate::a::A;", "src/a.rs": ""},
        ["src/main.rs → src/a.rs"],
    ),
    "a Cargo that cannot be read": (
        {"Cargo.toml": "[package\n", "src/main.rs": "use crate::a::A;", "src/a.rs": ""},
        ["src/main.rs → src/a.rs"],
    ),
}


@pytest.mark.parametrize(("files", "found"), TREES.values(), ids=TREES)
def test_crates_say_where_names_lead(files: drawn.Files, found: list[str]) -> None:
    assert drawn.edges(files) == found
