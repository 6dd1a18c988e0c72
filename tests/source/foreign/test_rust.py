"""Rust as facts: each form of import, alias, definition, entry and effect."""

import pytest

from tests.source.foreign import told

HERE = "src/web/a.rs"


def inside(text: str) -> str:
    return f"use std::fs::{{self, File, OpenOptions}};\nfn f(p: &str) -> Result<(), E> {{\n{text}\n}}\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("use std::fs;", ["std (fs)"]),
        ("use std::{fs, io::{self, Write as W}};", ["std (fs)", "std (io)", "std.io (Write)"]),
        ("use serde;", ["serde"]),
        ("use crate::core::db;", ["core (db)"]),
        ("use crate::core::*;", ["core (*)"]),
        ("use self::y::Z;", ["web.a.y (Z)"]),
        ("use super::b;", ["web (b)"]),
        ("use super::super::core::db;", ["core (db)"]),
        ("pub use crate::x::Y;", ["x (Y)"]),
        ("extern crate serde as s;", ["serde"]),
        ("fn f() { use std::fs; }", ["std (fs) lazy"]),
        ("#[cfg(unix)]\nuse std::os;", ["std (os) conditional"]),
        ("mod tests { use super::f; }", ["web.a (f)"]),
        ("mod x;", []),
    ],
)
def test_each_way_in(text: str, wanted: list[str]) -> None:
    assert told.imports(text, HERE) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "use std::fs; fn f() { fs::write(p, x); }",
        "use std::fs as g; fn f() { g::write(p, x); }",
        "use std::fs::write; fn f() { write(p, x); }",
        "use std::fs::write as w; fn f() { w(p, x); }",
        "use std::{fs::{self, write as w}}; fn f() { w(p, x); }",
        "use std::fs::*; fn f() { write(p, x); }",
        "fn f() { std::fs::write(p, x); }",
        "fn f() { ::std::fs::write(p, x); }",
        "use std::fs; fn f() { let w = fs::write; w(p, x); }",
        "use std::fs; const W: F = fs::write; fn f() { W(p, x); }",
        "use std::fs; fn f() { run(|| fs::write(p, x)); }",
        'use std::fs; fn f() { println!("{:?}", fs::write(p, x)); }',
        "use std::fs; fn f() { assert!(fs::write(p, x).is_ok()); }",
        "use std::fs; fn f() { let all = vec![fs::write(p, x)]; }",
        "use std::fs; struct S; impl S { fn f(&self) { fs::write(p, x)?; } }",
        "use std::fs; mod m { use super::fs; fn f() { fs::write(p, x); } }",
    ],
)
def test_an_alias_is_undone(text: str) -> None:
    names = [each.rstrip("?") for each in told.calls(text, HERE)]
    assert "call std.fs.write" in names


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("run(fs::remove_file);", "argument std.fs.remove_file"),
        ("let all = [fs::remove_file];", "reference std.fs.remove_file"),
        ("let f = File::create(p)?; f.sync_all()?;", "call std.fs.File.sync_all"),
        ("let f: File = make(); f.sync_all()?;", "call std.fs.File.sync_all"),
        ("let mut f = File::open(p).unwrap(); f.sync_all()?;", "call std.fs.File.sync_all"),
        ("if let Ok(f) = File::open(p) { f.sync_all(); }", "call std.fs.File.sync_all"),
        ("OpenOptions::new().write(true).open(p)?.sync_all();", "call std.fs.File.sync_all"),
        ("parse::<u8>(p);", "call parse"),
        ("thing.put();", "call thing.put?"),
        ("p.put();", "call ….put?"),
        ("crate::core::save(p);", "call core.save"),
        ("super::save(p);", "call web.save"),
        ("f(p);", "call web.a.f"),
    ],
)
def test_what_is_called_and_how(text: str, wanted: str) -> None:
    assert wanted in told.calls(inside(text), HERE)


@pytest.mark.parametrize(
    "text",
    [
        "struct S { f: File } impl S { fn g(&self) { self.f.sync_all(); } }",
        "impl S { fn g(&self) { self.f.sync_all(); } } struct S { f: File }",
        "struct S { f: Option<File> } impl S { fn g(&self) { self.f.as_ref().unwrap().sync_all(); } }",
        "fn g(f: &mut File) { f.sync_all(); }",
        "fn open() -> Result<File, E> { x } fn g() { open()?.sync_all(); }",
    ],
)
def test_a_declared_type_names_the_method(text: str) -> None:
    assert "call std.fs.File.sync_all" in told.calls(f"use std::fs::File; {text}", HERE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("struct S; impl S { fn g(&self) { self.h(); Self::k(); } fn h(&self) {} fn k() {} }", "web.a.S.h"),
        ("struct S; impl S { fn g(&self) { self.h(); Self::k(); } fn h(&self) {} fn k() {} }", "web.a.S.k"),
        ("struct S; impl S { fn new() -> Self { S } } fn g() { S::new().put(); }", "web.a.S.put"),
    ],
)
def test_own_methods_are_named_by_their_type(text: str, wanted: str) -> None:
    assert f"call {wanted}" in told.calls(text, HERE)


def test_definitions_in_full() -> None:
    text = (
        "#[derive(Debug)]\npub struct Store<T> {\n    f: T,\n}\n\nenum E { A }\n\n"
        "trait Put: Base {\n    fn put(&self);\n}\n\n"
        'impl<T> Put for Store<T> {\n    #[get("/x")]\n'
        "    pub fn put(&mut self, mut k: &str, n: u8) -> Result<(), E>\n"
        "    {\n    }\n}\n\nmod inner { pub fn go() {} }\nunion U { a: u8 }\n"
    )
    assert told.definitions(text, HERE) == [
        "class Store", "class E", "class Put", "function Put.put", "function Store.put",
        "function inner.go", "class U",
    ]  # fmt: skip
    store, _, trait, _, put = told.facts_of(text, HERE).definitions[:5]
    assert (store.line, store.end_line, store.decorators) == (2, 4, ("derive",))
    assert (store.signature, store.bases) == ("pub struct Store<T>", ("web.a.Put",))
    assert trait.bases == ("Base",)
    assert (put.line, put.end_line, put.decorators) == (14, 16, ("get",))
    assert put.signature == "put(&mut self, mut k: &str, n: u8) -> Result<(), E>"
    assert put.parameters == ("self", "k", "n")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('static H: &[(&str, F)] = &[("a", on)];', "web.a.H[a] = web.a.on (literal)"),
        ("const H: [F; 1] = [on];", "web.a.H[] = web.a.on (literal)"),
        ('static H: M = HashMap::from([("a", on)]);', "web.a.H[a] = web.a.on (literal)"),
        ('static H: M = LazyLock::new(|| HashMap::from([("a", on)]));', "web.a.H[a] = web.a.on (literal)"),
        ("static H: M = vec![on];", "web.a.H[] = web.a.on (literal)"),
        ('static H: M = M::new(); fn g() { H.insert("a", on); }', "web.a.H[a] = web.a.on (method)"),
        ("static H: M = M::new(); fn g() { H.push(on); }", "web.a.H[] = web.a.on (method)"),
        ('static H: M = M::new(); fn g() { H["a"] = on; }', "web.a.H[a] = web.a.on (item)"),
        ("static H: M = M::new(); fn g() { H.push(Box::new(on)); }", "web.a.H[] = web.a.on (method)"),
        (
            'struct S; impl S { fn g(&mut self) { self.all.insert("a", on); } }',
            "web.a.S.all[a] = web.a.on (method)",
        ),
        ('#[get("/x")]\nfn page() {}', "get[/x] = web.a.page (decorator)"),
    ],
)
def test_each_registration(text: str, wanted: str) -> None:
    assert wanted in told.entries(f"fn on() {{}}\n{text}\n", HERE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("let _ = fs::remove_file(p);", ["passes"]),
        ("fs::remove_file(p).ok();", ["passes"]),
        ("match g() { Ok(v) => v, Err(_) => {} }", ["passes"]),
        ("match g() { Ok(v) => v, Err(_) => (), }", ["passes"]),
        ('match g() { Ok(v) => v, Err(e) => error!("{}", e), }', ["only logs"]),
        ('if let Err(e) = g() { log::warn!("{}", e); }', ["only logs"]),
        ("if let Err(e) = g() { }", ["passes"]),
        ("if let Err(e) = g() { return Err(e); }", []),
        ("if let Some(e) = g() { }", []),
        ("match g() { Ok(_) => {}, Err(e) => return, }", []),
        ("match g() { Ok(v) => v, Err(e) => return, }", []),
        ("let x = fs::read(p).ok();", []),
        ("let _ = x;", []),
    ],
)
def test_errors_that_end_in_silence(text: str, wanted: list[str]) -> None:
    assert [each.how for each in told.facts_of(inside(text), HERE).swallows] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('panic!("x")', ["panic"]),
        ('anyhow::bail!("x")', ["bail"]),
        ("todo!()", ["todo"]),
        ("unreachable!{}", ["unreachable"]),
        ("Err(Error::Gone)", ["Error.Gone"]),
        ("panic(1)", []),
    ],
)
def test_errors_that_are_raised(text: str, wanted: list[str]) -> None:
    assert [each.name for each in told.facts_of(inside(text), HERE).raises] == wanted


@pytest.mark.parametrize(
    "text",
    ['std::env::var("STATE_DIR")', 'use std::env; env::var_os("STATE_DIR");', 'env!("STATE_DIR")'],
)
def test_an_environment_variable_is_read(text: str) -> None:
    found = told.facts_of(inside(text), HERE).environment
    assert [(each.name, each.owner) for each in found] == [("STATE_DIR", "f")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("fs::rename(p, p);", "file"),
        ("tokio::fs::remove_file(p).await;", "file"),
        ("std::net::TcpStream::connect(p);", "network"),
        ("reqwest::get(p).await;", "network"),
        ("std::process::Command::new(p);", "process"),
        ("std::process::exit(1);", "process"),
        ("std::time::Instant::now();", "clock"),
        ("std::thread::sleep(p);", "clock"),
        ('std::env::var("X");', "environment"),
        ("sqlx::query(p);", "database"),
    ],
)
def test_a_direct_effect_is_told(text: str, kind: str) -> None:
    assert kind in told.touched(inside(text), HERE)


@pytest.mark.parametrize("text", ['format!("x");', "f(p);", "Vec::new();", "p.trim();", "fs::read(p);"])
def test_what_touches_nothing_is_silent(text: str) -> None:
    assert told.touched(inside(text), HERE) == []


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("fs::write(p, x);", ["yes"]),
        ("File::create(p);", ["yes"]),
        ("tokio::fs::write(p, x).await;", ["yes"]),
        ("OpenOptions::new().write(true).open(p);", ["yes"]),
        ("File::options().append(true).open(p);", ["yes"]),
        ("OpenOptions::new()\n  .create(true)\n  .open(p)?;", ["yes"]),
        ("let o = OpenOptions::new(); o.open(p);", ["maybe"]),
        ("run(File::create);", ["yes"]),
        ("OpenOptions::new().read(true).open(p);", []),
        ("File::open(p);", []),
        ("fs::read_to_string(p);", []),
    ],
)
def test_opening_for_writing(text: str, way: list[str]) -> None:
    assert told.writes(inside(text), HERE) == way


@pytest.mark.parametrize(
    ("path", "module"),
    [
        ("src/web/a.rs", "web.a"),
        ("src/web/mod.rs", "web"),
        ("src/lib.rs", ""),
        ("src/main.rs", ""),
        ("crates/core/src/db.rs", "db"),
        ("tests/it.rs", "tests.it"),
    ],
)
def test_a_file_is_named_below_its_source_folder(path: str, module: str) -> None:
    assert told.facts_of("fn f() {}", path).module == module


def test_a_macro_that_holds_no_expressions_is_left_alone() -> None:
    text = "use std::fs;\nfn f() { println!(x => y); select! { a = b => {} } fs::write(p, x); }\n"
    assert "call std.fs.write" in told.calls(text, HERE)
