"""What Rust uses without a `use`: paths in types, patterns, macros and attributes, and whose they are.

A crate needs no import, so a rule on imports that reads `use` alone stands open beside it. Each row is one
place where a path may stand, or a path that leads nowhere outside.
"""

import pytest

from tests.constraints.asking import asked, messages, places, stale

IN_FULL = [
    "fn f(x: grep_cli::Reader) {}",
    "fn f(x: &dyn grep_cli::Sink) {}",
    "fn f<T: grep_cli::Sink>(x: T) {}",
    "fn f() -> Result<(), grep_cli::E> { g() }",
    "struct X { y: grep_cli::Y }",
    "struct X(grep_cli::Y);",
    "impl grep_cli::Sink for X {}",
    "impl From<grep_cli::E> for X {}",
    "type Z = Vec<grep_cli::Y>;",
    "const C: u8 = grep_cli::CONST;",
    "fn f() { let x: grep_cli::Y = y(); }",
    "fn f() { match x { grep_cli::Y::A => 1, _ => 2 }; }",
    "fn f() { match x { grep_cli::Y { a } => 1, _ => 2 }; }",
    "fn f() { let x = grep_cli::Y { a: 1 }; }",
    "fn f() { Vec::<grep_cli::Y>::new(); }",
    "fn f() { <grep_cli::Y as Sink>::go(); }",
    "fn f() { ::grep_cli::run(); }",
    "fn f() { g(grep_cli::run); }",
    "fn f() { grep_cli::m!(); }",
    "fn f() { foo!(1, grep_cli::x()); }",
    'fn f() { format!("{}", grep_cli::x()); }',
    "macro_rules! m { () => { grep_cli::run() } }",
    "fn f() { foo!({ use grep_cli::{a, b}; a::x() }); }",
    "#[grep_cli::attr]\nfn f() {}",
    "#[derive(Clone, grep_cli::D)]\nstruct X;",
    "use std::io::prelude::*;\nfn f(x: grep_cli::Reader) {}",
]


@pytest.mark.parametrize("text", IN_FULL)
@pytest.mark.parametrize("check", ["forbidden-import\nmodules: [grep_cli]", "stdlib-only",
                                   "allowed-dependencies\nallow: [serde]"])  # fmt: skip
def test_a_crate_is_found_wherever_it_is_written_out(text: str, check: str) -> None:
    line = text[: text.index("grep_cli")].count("\n") + 1
    assert places(asked(check, {"src/a.rs": text + "\n"})) == [f"src/a.rs:{line}"]


@pytest.mark.parametrize(
    "text",
    [
        "fn f(x: grep_clis::Reader) {}",
        "fn f() { let s = \"grep_cli::x\"; /* grep_cli::x() */ }",
        "fn f() { foo!(\"grep_cli::x\"); } // grep_cli::x()",
        "fn f() { x.grep_cli.y(); }",
        "mod grep_cli { pub fn x() {} }\nfn f() { grep_cli::x() }",
        "fn f() -> T { quote! { grep_cli::x() } }",
        "fn f() { web::grep_cli::x(); }",
        "macro_rules! m { ($t:ident) => { $t::grep_cli::x() } }",
        "fn f() { foo!({ use std::{grep_cli, time}; grep_cli::x() }); }",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_crate_is_none(text: str) -> None:
    assert asked("forbidden-import\nmodules: [grep_cli]", {"src/a.rs": text + "\n"}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "fn f(x: crate::web::T) {}",
        "struct X { w: super::super::web::T }",
        "impl crate::web::T for X {}",
        "fn g() { foo!(crate::web::f()); }",
        "macro_rules! m { () => { $crate::web::f() } }",
        "fn g() { super::super::web::f(); }",
        "use crate as app;\nfn g() { app::web::f(); }",
        "use crate::*;\nfn g() { web::f(); }",
        "use super::super::*;\nfn g(x: web::T) {}",
    ],
)
def test_a_layer_above_is_found_wherever_it_is_written_out(text: str) -> None:
    (each,) = asked("layers\nlayers: ['crate::web', 'crate::store']", {"src/store/a.rs": text + "\n"})
    assert "`crate::web` stands above it" in each.message
    assert asked("independent\nmodules: ['crate::web', 'crate::store']", {"src/store/a.rs": text + "\n"})
    below = text.replace("web", "store").replace("super::super::", "super::")
    assert asked("layers\nlayers: ['crate::web', 'crate::store']", {"src/store/a.rs": below + "\n"}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "fn f() { web::f(); }",
        "fn f(x: web::T) {}",
        "use web::T;\nfn f() { web::g(); }",
        "pub(in crate::web) fn f() {}",
    ],
)
def test_a_crate_that_is_called_like_a_module_is_no_module(text: str) -> None:
    files = {"src/store/a.rs": text + "\n", "src/web.rs": "", "src/lib.rs": "mod web;\n"}
    assert asked("layers\nlayers: ['crate::web', 'crate::store']", files) == ()


def test_a_path_is_told_once_a_line_and_not_again_behind_its_use() -> None:
    text = "use grep_cli::run;\nfn f(a: grep_cli::A, b: grep_cli::B) { run::x(); grep_cli::run::y(); }\n"
    assert places(asked("stdlib-only", {"src/a.rs": text})) == ["src/a.rs:1", "src/a.rs:2"]


MANIFEST = """
[package]
name = "my-app"

[dependencies]
log = "0.4"
near = { path = "../near" }
shared = { workspace = true }

[dev-dependencies]
proptest = "1"

[workspace.dependencies]
shared = { path = "crates/shared" }
"""


@pytest.mark.parametrize(
    "text",
    [
        "fn f(b: u8) -> usize { usize::from(b) + str::len(x) + char::from(b) + f64::consts() }",
        "pub enum Fast { A, B }\nfn f() -> Fast { use Fast::*; A }",
        "use Fast::*;\npub enum Fast { A, B }",
        "mod inner;\npub use inner::Q;\nfn f() { inner::go(); }",
        "pub use inner::Q;\nmod inner;",
        "use {crate::deep::x, std::fs};",
        "use my_app::x;\nfn f() { my_app::y(); }",
        "use near::x;\nfn f(x: shared::T) {}",
        "use other_crate::x;",
        "fn f<T: Default>() { T::default(); Foo::new(); Self::x(); }",
        "#[allow(clippy::all)]\n#[rustfmt::skip]\nfn f() {}",
        "use std::collections::hash_map;\nuse hash_map::Entry;\nfn f() { hash_map::x(); }",
        "use super::*;\nfn f() { fs::read(); }",
        "use std::process;\nfn f() { process::exit(1); foo!(process::exit(1)) }",
        "#[cfg(test)]\nmod tests {\n    use proptest::p::*;\n    fn t() { proptest::x(); p::y(); }\n}",
        "#[cfg(all(test, unix))]\nmod tests { use proptest::x; }",
        "#[cfg(test)]\nuse proptest::x;",
        "fn f() { std::x(); }\n#[cfg(test)]\nmod tests { use proptest::p::*; }\nfn g() { crate::y() }",
        "use super::x;\nfn f() { x::y() }\n#[cfg(test)]\nmod tests { use proptest::p::*; }",
    ],
)
@pytest.mark.parametrize("check", ["stdlib-only", "allowed-dependencies\nallow: [log]\ndev: [proptest]"])
def test_what_is_ours_or_comes_with_rust_is_no_dependency(text: str, check: str) -> None:
    files = {"crates/app/Cargo.toml": MANIFEST, "crates/app/src/a.rs": text + "\n"}
    files |= {"crates/o/Cargo.toml": '[package]\nname = "other-crate"\n', "crates/o/src/lib.rs": ""}
    assert messages(asked(check, files, scope="Scope: `**/a.rs`.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "use proptest::x;",
        "fn f(x: proptest::T) {}",
        "#[cfg(not(test))]\nmod tests { use proptest::x; }",
        "#[cfg(any(test, unix))]\nuse proptest::x;",
        "#[cfg(test)]\nmod tests { use proptest::x; }\nfn f() { proptest::x(); }",
        "#[cfg(test)]\nmod tests { use rayon::x; }",
        "use {crate::deep::x, rayon::y};",
        "mod inner;\nuse inners::Q;",
        "use super::*;\nfn f() { proptest::read(); }",
    ],
)
@pytest.mark.parametrize("check", ["stdlib-only", "allowed-dependencies\nallow: [log]\ndev: [proptest]"])
def test_what_comes_from_outside_is_a_dependency(text: str, check: str) -> None:
    files = {"Cargo.toml": MANIFEST, "src/a.rs": text + "\n"}
    (each,) = asked(check, files, scope="Scope: `**/a.rs`.")
    assert each.place.path == "src/a.rs"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("use std::process::exit;\npub use std::process::exit as quit;\n", 2),
        ("pub use std::process::exit as quit;\nuse std::process::exit;\n", 1),
        ("pub use std::process::{\n    abort,\n    exit as quit,\n};\nuse std::process::exit;\n", 1),
    ],
)
def test_a_new_name_is_told_where_it_is_given(text: str, line: int) -> None:
    found = asked("forbidden-call\ncalls: [std::process::exit]", {"src/a.rs": text})
    assert [(each.place.line, "as `quit`" in each.message) for each in found] == [(line, True)]


SPACE = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n',
    "crates/regex/Cargo.toml": '[package]\nname = "grep-regex"\n',
    "crates/regex/src/lib.rs": "",
    "crates/pcre2/Cargo.toml": '[package]\nname = "rust-engine"\n',
    "crates/pcre2/src/lib.rs": "",
}


@pytest.mark.parametrize("names", ["grep_regex, rust_engine", "regex, pcre2", "crates/regex, crates/pcre2"])
@pytest.mark.parametrize(
    "text", ["use rust_engine::f;", "fn f(x: rust_engine::T) {}", "extern crate rust_engine; // ::"]
)
def test_a_crate_of_a_workspace_is_a_module_by_its_name_and_by_its_folder(names: str, text: str) -> None:
    files = {**SPACE, "crates/regex/src/a.rs": f"{text}\n"}
    for check in (
        f"independent\nmodules: [{names}]",
        f"layers\nlayers: [{', '.join(names.split(', ')[::-1])}]",
    ):
        assert places(asked(check, files)) == ["crates/regex/src/a.rs:1"]
        assert stale(check, files) == []


@pytest.mark.parametrize(
    "text", ["use grep_regex::f;", "use rust_engines::f;", "use serde::rust_engine;", "use crate::f;"]
)
def test_what_is_no_other_crate_of_the_list_is_no_breach(text: str) -> None:
    files = {**SPACE, "crates/regex/src/a.rs": f"{text}\n", "crates/regex/src/f.rs": ""}
    for names in ("grep_regex, rust_engine", "regex, pcre2", "crates/regex, crates/pcre2"):
        assert asked(f"independent\nmodules: [{names}]", files) == ()


def test_a_module_that_is_called_like_its_crate_is_taken_for_the_module() -> None:
    files = {"Cargo.toml": '[package]\nname = "app"\n', "src/app/mod.rs": "", "src/web.rs": ""}
    files |= {"src/store.rs": "use crate::app::web::f;\n"}
    assert asked("layers\nlayers: ['crate::web', 'crate::store']", files) == ()


def test_a_program_names_its_own_library_by_the_name_of_the_crate() -> None:
    files = {"Cargo.toml": '[package]\nname = "my-app"\n', "src/lib.rs": "", "src/web.rs": ""}
    files |= {"src/store.rs": "use my_app::web::f;\n"}
    assert places(asked("layers\nlayers: ['crate::web', 'crate::store']", files)) == ["src/store.rs:1"]


def test_a_crate_of_the_workspace_is_forbidden_by_its_folder_too() -> None:
    files = {**SPACE, "crates/regex/src/a.rs": "use rust_engine::f;\n"}
    for name in ("rust_engine", "crates/pcre2"):
        assert places(asked(f"forbidden-import\nmodules: [{name}]", files)) == ["crates/regex/src/a.rs:1"]
