"""What names mean and what is defined in Rust: paths, types through their wrappings, patterns, modules."""

import pytest

from parti.source.foreign import rust_names
from tests.source.foreign import told

HERE = "src/web/a.rs"
FILE = "use std::fs::File;\n"
SYNC = "std.fs.File.sync_all"


def called(text: str) -> list[str]:
    """The names of what a text is sure to call, in the order of the text, those of its module short."""
    return [each.replace("web.a.", "") for each in told.called(FILE + text, HERE)]


def inside(body: str) -> list[str]:
    """What a function is sure to call."""
    return called(f"fn t(p: &str) {{ {body} }}")


# --- use -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "call", "name"),
    [
        ("std::fs", "fs::write(p)", "std.fs.write"),
        ("std::fs::write", "write(p)", "std.fs.write"),
        ("std::fs::write as w", "w(p)", "std.fs.write"),
        ("std::{fs::{self, write as w}, io}", "w(p)", "std.fs.write"),
        ("std::{fs::{self, write as w}, io}", "fs::write(p)", "std.fs.write"),
        ("std::io::{self as i, Write}", "i::stdin()", "std.io.stdin"),
        ("::serde::json", "json::to(p)", "serde.json.to"),
        ("crate::core::{db, models::Row}", "db::go()", "core.db.go"),
        ("crate::core::{db, models::Row}", "Row::new()", "core.models.Row.new"),
        ("super::x as y", "y()", "web.x"),
        ("super::super::core::db", "db()", "core.db"),
        ("self::inner::go", "go()", "web.a.inner.go"),
        ("r#type::r#fn", "r#fn()", "type.fn"),
        ("crate::save", "save()", "save"),
        ("a::{/* one */ b, // two\n c}", "c()", "a.c"),
    ],
)
def test_a_use_leads_a_name_to_where_it_comes_from(tree: str, call: str, name: str) -> None:
    assert told.called(f"use {tree};\nfn t() {{ {call}; }}\n", HERE) == [name]


def test_a_name_that_is_used_as_nothing_binds_nothing() -> None:
    text = "use std::io::Write as _;\nfn t() { Write::x(); }\n"
    assert told.imports(text, HERE) == ["std.io (Write)"]
    assert dict(told.facts_of(text, HERE).aliases) == {}


def test_what_nobody_binds_may_come_from_any_star() -> None:
    text = "use std::io::prelude::*;\nuse crate::models::*;\nfn t() { go(); }\n"
    assert told.called(text, HERE) == []
    assert told.guessed(text, HERE) == ["std.io.prelude.go", "models.go"]


def test_a_crate_is_known_by_the_name_it_is_given() -> None:
    text = "extern crate log;\nextern crate serde as s;\nfn t() { log::info(p); s::to(p); }\n"
    assert told.called(text, HERE) == ["log.info", "serde.to"]


def test_each_use_says_where_it_stands() -> None:
    text = "// first\nuse a::b;\nfn f() {\n    use c::{d, e};\n}\n"
    found = told.facts_of(text, HERE).imports
    assert [(each.module, each.names, each.line, each.column, each.lazy) for each in found] == [
        ("a", ("b",), 2, 1, False),
        ("c", ("d",), 4, 5, True),
        ("c", ("e",), 4, 5, True),
    ]


@pytest.mark.parametrize(
    ("path", "module"),
    [
        ("src/lib.rs", ""),
        ("src/main.rs", ""),
        ("src/web.rs", "web"),
        ("src/web/mod.rs", "web"),
        ("src/web/page.rs", "web.page"),
        ("crates/kit/src/deep/a.rs", "deep.a"),
        ("src/old/src/b.rs", "b"),
        ("tests/it.rs", "tests.it"),
        ("build.rs", "build"),
        ("src/src.rs", "src"),
        ("crates/a/src/b/src.rs", "b.src"),
    ],
)
def test_a_module_is_named_below_its_source_folder(path: str, module: str) -> None:
    assert rust_names.of_path(path) == module


# --- modules in a file -----------------------------------------------------------------------------------


def test_a_module_of_the_file_is_part_of_the_names_in_it() -> None:
    text = (
        "mod inner {\n    use super::*;\n    pub struct Z;\n    pub mod deep { pub fn go() {} }\n"
        "    pub fn run() { helper(); deep::go(); self::deep::go(); super::helper(); }\n}\n"
        "fn helper() {}\nfn t() { inner::run(); inner::deep::go(); inner::Z::new(); }\n"
    )
    assert told.definitions(text, HERE) == [
        "class inner.Z",
        "function inner.deep.go",
        "function inner.run",
        "function helper",
        "function t",
    ]
    assert called(text) == [
        "helper",
        "inner.deep.go",
        "inner.deep.go",
        "helper",
        "inner.run",
        "inner.deep.go",
        "inner.Z.new",
    ]


def test_a_module_of_another_file_is_below_this_one() -> None:
    assert told.called("mod store;\nfn t() { store::open(); }\n", "src/web/mod.rs") == ["web.store.open"]


# --- types -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "let f: File = make(); f.sync_all();",
        "let f: &mut File = make(); f.sync_all();",
        "let f: Option<File> = make(); f.sync_all();",
        "let f: Arc<Mutex<File>> = make(); f.lock().unwrap().sync_all();",
        "let f: Rc<RefCell<File>> = make(); f.borrow_mut().sync_all();",
        "let f: Arc<RwLock<File>> = make(); f.write().unwrap().sync_all();",
        "let f: std::sync::Arc<File> = make(); f.sync_all();",
        "let f: Result<File, E> = make(); f.sync_all();",
        "let f = File::create(p)?; f.sync_all();",
        "let f = File::create(p).await?; f.sync_all();",
        "let f = File::create(p).unwrap(); f.sync_all();",
        'let f = File::create(p).expect("x"); f.sync_all();',
        "let f = File::create(p).map_err(|e| e)?; f.sync_all();",
        "let f = &File::create(p)?; f.sync_all();",
        "let f = Box::new(File::create(p)?); f.sync_all();",
        "let f = Some(File::create(p)?); f.as_ref().sync_all();",
        "let mut f = File::create(p)?; let g = &mut f; g.sync_all();",
        "let f = File::create(p)?; (*f).sync_all(); (f).sync_all();",
        "if let Ok(f) = File::create(p) { f.sync_all(); }",
        "if let Some(mut f) = Some(File::create(p)?) { f.sync_all(); }",
        "while let Ok(f) = File::create(p) { f.sync_all(); }",
        "let Ok(f) = File::create(p) else { return }; f.sync_all();",
        "match File::create(p) { Ok(f) => f.sync_all(), Err(e) => e.go() }",
        "match File::create(p) { Ok(mut f) => { f.sync_all(); } _ => {} }",
        "let g = |f: File| f.sync_all();",
        "File::create(p)?.sync_all();",
        "std::fs::File::create(p)?.sync_all();",
        "::std::fs::File::create(p)?.sync_all();",
    ],
)
def test_a_method_is_named_by_the_type_of_a_variable(body: str) -> None:
    assert SYNC in inside(body)


@pytest.mark.parametrize(
    "body",
    [
        "let f: Vec<File> = make(); f.sync_all();",
        "let f: Row = make(); f.sync_all();",
        "for f in files { f.sync_all(); }",
        "let (f, g) = (File::create(p)?, 1); g.sync_all();",
        "match File::create(p) { Err(f) => f.sync_all(), _ => {} }",
        "all.map(|f| f.sync_all());",
        "let f = other(File::create(p)?); f.sync_all();",
    ],
)
def test_a_method_of_many_or_of_something_else_is_not_named_by_it(body: str) -> None:
    assert SYNC not in inside(body)


@pytest.mark.parametrize(
    "text",
    [
        "fn t(f: File) { f.sync_all(); }",
        "fn t(mut f: &mut File) { f.sync_all(); }",
        "fn t(f: Option<&mut File>) { f.sync_all(); }",
        "fn t(f: &dyn Any, g: File) { g.sync_all(); }",
        "fn open() -> File { x }\nfn t() { open().sync_all(); }",
        "fn open() -> Result<File, E> { x }\nfn t() { let f = open()?; f.sync_all(); }",
        "type F = File;\nfn t() { F::create(p)?.sync_all(); }",
        "struct S { f: File }\nimpl S { fn m(&self) { self.f.sync_all(); } }",
        "impl S { fn m(&self) { self.f.sync_all(); } }\nstruct S { f: File }",
        "struct S<'a> { f: &'a mut File }\nimpl<'a> S<'a> { fn m(&self) { self.f.sync_all(); } }",
        "struct S { f: File }\nimpl Drop for S { fn drop(&mut self) { self.f.sync_all(); } }",
        "struct S { f: File }\nimpl S { fn m(self) { let Self { f, .. } = self; f.sync_all(); } }",
        "struct S { f: File }\nimpl S { fn m(self) { let S { f: mut g } = self; g.sync_all(); } }",
        "struct S { f: File }\nimpl S { fn m(&self) { run(|| self.f.sync_all()); } }",
        "struct S(File, u8);\nimpl S { fn m(&self) { self.0.sync_all(); } }",
        "struct S(u8, pub File);\nimpl S { fn m(&self) { self.1.sync_all(); } }",
        "struct S { f: File }\nimpl S { fn n() -> Self { x } fn m() { Self::n().f.sync_all(); } }",
        "struct S { t: T }\nstruct T { f: File }\nimpl S { fn m(&self) { self.t.f.sync_all(); } }",
    ],
)
def test_a_method_is_named_by_the_type_that_is_declared(text: str) -> None:
    assert SYNC in called(text)


@pytest.mark.parametrize(
    "text",
    [
        "struct S(File, u8);\nimpl S { fn m(&self) { self.1.sync_all(); } }",
        "struct S { f: File, g: u8 }\nimpl S { fn m(&self) { self.g.sync_all(); } }",
        "struct S { f: File }\nstruct T;\nimpl T { fn m(&self) { self.f.sync_all(); } }",
        "struct S { f: File }\nimpl S { fn m(self) { let S { f: (g, h) } = self; g.sync_all(); } }",
    ],
)
def test_another_part_of_a_type_is_another_thing(text: str) -> None:
    assert SYNC not in called(text)


def test_methods_and_functions_of_a_type_are_named_by_it() -> None:
    text = (
        "struct S;\nimpl S {\nfn new() -> Self { S }\nfn n() {}\n"
        "fn m(&self) { self.n(); Self::n(); S::n(); }\n}\n"
        "fn t() { S::new().m(); S.m(); S { a: 1 }.m(); let s = S; s.m(); m(); }\n"
    )
    assert called(text) == ["S.n", "S.n", "S.n", "S.m", "S.new", "S.m", "S.m", "S.m", "m"]


def test_a_tuple_that_is_made_by_its_name_is_of_its_type() -> None:
    assert called("struct S(u8);\nimpl S { fn m(&self) {} }\nfn t() { S(1).m(); }") == ["S.m", "S"]


@pytest.mark.parametrize(
    "body",
    [
        "let fs = other(); fs.go();",
        "for fs in all { fs.go(); }",
        "run(|fs| fs.go());",
        "let (a, fs) = x; fs.go();",
    ],
)
def test_what_is_called_like_a_module_hides_it(body: str) -> None:
    assert "std.fs.go" not in told.called(f"use std::fs;\nfn t() {{ {body} }}", HERE)


# --- definitions -----------------------------------------------------------------------------------------


def test_every_kind_of_definition_is_told_with_its_place() -> None:
    text = (
        "pub struct S<T> {\n    a: T,\n}\nenum E { A }\nunion U { a: u8 }\n"
        "trait P: Q + R {\n    fn m(&self);\n}\n"
        "impl<T> P for S<T> {\n    pub fn m(&self) {}\n}\nimpl crate::other::W { fn x() {} }\n"
        "pub async unsafe fn f() {\n    fn g() {}\n}\n"
    )
    assert told.defined(text, HERE) == [
        ("S", 1, 1, "pub struct S<T>"),
        ("E", 4, 1, "enum E"),
        ("U", 5, 1, "union U"),
        ("P", 6, 1, "trait P: Q + R"),
        ("P.m", 7, 5, "m(&self)"),
        ("S.m", 10, 5, "m(&self)"),
        ("W.x", 12, 24, "x()"),
        ("f", 13, 1, "f()"),
        ("f.g", 14, 5, "g()"),
    ]
    bases = {each.name: each.bases for each in told.facts_of(text, HERE).definitions if each.bases}
    assert bases == {"S": ("web.a.P",), "P": ("Q", "R")}


def test_a_signature_is_told_to_its_end_and_on_one_line() -> None:
    text = (
        "pub const fn f<const N: usize>(\n    a: [u8; N], // bytes\n    mut b: &str,\n"
        "    (c, d): (u8, u8),\n"
        ") -> Result<(), E>\nwhere\n    E: Error,\n{\n}\n"
    )
    (each,) = told.facts_of(text, HERE).definitions
    assert each.signature == (
        "f<const N: usize>( a: [u8; N], mut b: &str, (c, d): (u8, u8), ) -> Result<(), E> where E: Error,"
    )
    assert each.parameters == ("a", "b", "(c, d)")


def test_attributes_stand_on_what_comes_next_in_their_order() -> None:
    text = (
        "#[derive(Debug)]\n/// doc\n#[serde(x)]\nstruct S;\n\n#[tokio::main]\nasync fn f() {}\nfn g() {}\n"
        '#[get("/x")]\nfn h() {}\n'
    )
    found = {each.name: each.decorators for each in told.facts_of(text, HERE).definitions}
    assert found == {"S": ("derive", "serde"), "f": ("tokio.main",), "g": (), "h": ("get",)}
    assert "get[/x] = web.a.h (decorator)" in told.entries(text, HERE)


def test_what_a_macro_makes_is_no_definition() -> None:
    assert told.definitions(
        "macro_rules! m { () => { fn f() {} } }\nm! { fn g() {} }\nfn h() {}", HERE
    ) == ["function h"]


@pytest.mark.parametrize("path", ["src/lib.rs", "src/web/a.rs", "crates/cc/src/zz.rs"])
@pytest.mark.parametrize(
    "text",
    [
        "mod inner { use super::exit as ex; fn b() { ex(1); } }",
        "mod inner { use super::exit; fn b() { exit(1); } }",
        "mod inner { fn b() { super::exit(1); } }",
        "mod inner { fn b() { self::super::exit(1); } }",
        "mod inner { mod deep { fn b() { super::super::exit(1); } } }",
        "mod inner { mod deep { use super::super::exit as ex; fn b() { ex(1); } } }",
        "fn b() { self::exit(1); }",
    ],
)
def test_a_module_in_a_file_reaches_what_the_file_took_in(text: str, path: str) -> None:
    assert told.called(f"use std::process::exit;\n{text}\n", path) == ["std.process.exit"]


@pytest.mark.parametrize(
    "text",
    [
        "mod inner { fn exit(x: u8) {} fn b() { self::exit(1); } }",
        "mod inner { mod deep { fn b() { super::exit(1); } } fn exit(x: u8) {} }",
        "mod inner { use super::other as exit; fn b() { exit(1); } }",
    ],
)
def test_another_thing_of_that_name_is_not_taken_for_it(text: str) -> None:
    text = f"use std::process::exit;\nfn other(x: u8) {{}}\n{text}\n"
    assert "std.process.exit" not in told.called(text, "src/web/a.rs")
