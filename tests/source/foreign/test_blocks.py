"""A name that is bound in a block hides others there alone, and in Go, Rust and Java only from then on."""

import pytest

from tests.source.foreign import told

GO = "internal/web/a.go"
TS = "src/web/a.ts"
RUST = "src/web/a.rs"
JAVA = "src/web/A.java"


def in_go(text: str) -> str:
    return (
        f'package a\nimport (\n"net/url"\n"log"\n"fmt"\n"os"\n)\nfunc f(s string, x bool) {{\n{text}\n}}\n'
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("url, err := url.Parse(s)", "net.url.Parse"),
        ("var url, err = url.Parse(s)", "net.url.Parse"),
        ("if x { log := fake{}; _ = log }\nlog.Println(s)", "log.Println"),
        ("if log := g(); log {}\nlog.Println(s)", "log.Println"),
        ("{ log := g(); _ = log }\nlog.Println(s)", "log.Println"),
        ("for _, fmt := range xs { _ = fmt }\nfmt.Println(s)", "fmt.Println"),
        ("for _, fmt := range fmt.Sprint(s) { _ = fmt }", "fmt.Sprint"),
        ("for log := g(); log; {}\nlog.Println(s)", "log.Println"),
        ("os.Exit(1)\nos := fake{}\n_ = os", "os.Exit"),
        ("os.Exit(1)\nvar os fake\n_ = os", "os.Exit"),
        ("os.Exit(1)\nconst os = 1\n_ = os", "os.Exit"),
        ("os.Exit(1)\ntype os struct{}", "os.Exit"),
        ("switch x { case true: log := g(); _ = log\ndefault: log.Println(s) }", "log.Println"),
        ("switch log := v.(type) { case int: _ = log }\nlog.Println(s)", "log.Println"),
        ("select { case <-c: log := g(); _ = log\ndefault: log.Println(s) }", "log.Println"),
        ("func() { log := g(); _ = log }()\nlog.Println(s)", "log.Println"),
        ("var p = os.Exit\nif x { q := os.Getpid; p = q }\np()", "os.Getpid"),
        ("p := os.Exit\nif x { p := g; p() }\np(1)", "os.Exit"),
        ("p := os.Exit\np, err := os.Getpid, 1\np()", "os.Getpid"),
    ],
)
def test_a_name_of_go_is_hidden_by_what_is_declared_before_in_its_block(text: str, wanted: str) -> None:
    assert wanted in told.called(in_go(text), GO)


@pytest.mark.parametrize(
    "text",
    [
        "log := g()\nlog.Println(s)",
        "log, err := g()\nif x { log.Println(s) }",
        "if log := g(); x { log.Println(s) } else { log.Println(s) }",
        "for _, log := range xs { log.Println(s) }",
        "var log fake\nfunc() { log.Println(s) }()",
        "switch log := v.(type) { case fake: log.Println(s) }",
        "switch log := g(); x { case true: log.Println(s) }",
        "switch x { case true: log := g(); log.Println(s) }",
        "{ log := g(); { log.Println(s) } }",
        "h := func(log fake) { log.Println(s) }\nh(nil)",
    ],
)
def test_what_go_declares_hides_a_package_to_the_end_of_its_block(text: str) -> None:
    assert "log.Println" not in told.called(in_go(text), GO)


WIPE = 'import { wipe } from "./disk";\n'


@pytest.mark.parametrize(
    "text",
    [
        "if (a) { const wipe = 1; } wipe();",
        "if (a) { let wipe = () => 1; } wipe();",
        "if (a) { class wipe {} } wipe();",
        "for (const wipe of x) {} wipe();",
        "for (let wipe = 1; wipe; ) {} wipe();",
        "try {} catch (wipe) {} wipe();",
        "switch (a) { case 1: const wipe = 1; } wipe();",
        "{ const { wipe } = x; } wipe();",
        "{ const wipe = () => 1; wipe(); } wipe();",
        "const b = () => { const wipe = 1; }; wipe();",
        "let b; { const c = wipe; b = c; } b();",
        "{ const c = wipe; var b = c; } b();",
    ],
)
@pytest.mark.parametrize("around", ["{}", "export function f(a, x) {{ {} }}"])
def test_let_const_class_and_catch_keep_to_their_block(text: str, around: str) -> None:
    assert told.called(f"{WIPE}{around.format(text)}\n", TS).count("src.web.disk.wipe") == 1


@pytest.mark.parametrize(
    "text",
    [
        "if (a) { const wipe = b; wipe(); }",
        "{ const wipe = () => 1; wipe(); }",
        "{ wipe(); const wipe = () => 1; }",
        "for (const wipe of x) { wipe(); }",
        "for (const wipe of x) wipe();",
        "for (let wipe = b; ; ) { wipe(); }",
        "try {} catch (wipe) { wipe(); }",
        "switch (a) { case 1: const wipe = b; case 2: wipe(); }",
        "{ class wipe {} { wipe(); } }",
        "function g() { if (a) { var wipe = b; } wipe(); }",
        "function g() { if (a) { var wipe = () => 1; } wipe(); }",
        "function g() { if (a) { function wipe() {} } wipe(); }",
        "function g() { for (var wipe of x) {} wipe(); }",
        "function g(wipe) { if (a) { wipe(); } }",
    ],
)
def test_what_a_script_declares_in_a_block_hides_an_import_there(text: str) -> None:
    assert "src.web.disk.wipe" not in told.called(f"{WIPE}{text}\n", TS)


EXIT = "use std::process::exit;\n"


@pytest.mark.parametrize(
    "text",
    [
        "if true { let exit = 1; } exit(1);",
        "exit(1); let exit = 1;",
        "let exit = exit(1);",
        "{ let exit = 1; } exit(1);",
        "if let Some(exit) = x { a } else { exit(1) }",
        "if let Some(exit) = x { a } exit(1);",
        "while let Some(exit) = x { a } exit(1);",
        "for exit in x { a } exit(1);",
        "for exit in exit(1) { a }",
        "match x { Some(exit) => a, None => exit(1) }",
        "match exit(1) { Some(exit) => a }",
        "let Some(exit) = x else { exit(1) };",
        "unsafe { let exit = 1; } exit(1);",
        "let a = |x| { let exit = x; exit }; exit(1);",
    ],
)
def test_a_let_hides_a_name_from_there_to_the_end_of_its_block(text: str) -> None:
    assert told.called(f"{EXIT}fn f(x: u8) {{ {text} }}\n", RUST).count("std.process.exit") == 1


@pytest.mark.parametrize(
    "text",
    [
        "let exit = g(); exit(1);",
        "let exit = g(); if a { exit(1); }",
        "if let Some(exit) = x { exit(1) }",
        "if a && let Some(exit) = x && exit(1) { a }",
        "while let Some(exit) = x { exit(1) }",
        "for exit in x { exit(1) }",
        "match x { Some(exit) if exit(1) => exit(2) }",
        "{ let exit = g(); exit(1) }",
        "let S { exit, .. } = x; exit(1);",
        "let h = |exit| exit(1);",
        "exit(1); fn exit(x: u8) {}",
    ],
)
def test_what_rust_binds_in_a_block_hides_a_name_there(text: str) -> None:
    assert "std.process.exit" not in told.called(f"{EXIT}fn f(x: u8) {{ {text} }}\n", RUST)


def test_a_variable_of_a_block_is_no_name_of_its_file() -> None:
    known = told.facts_of("{ const a = []; } const b = [];\n", TS)
    assert known.names == {"b"}


FILE = "use std::fs::File;\nfn f(e: u8) { "
SYNC = "std.fs.File.sync_all"


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        (f"{FILE}let g: File; if a {{ let h = g; h.sync_all(); }} }}", RUST, SYNC),
        (f"{FILE}match File::open(p) {{ Ok(g) => {{ g.sync_all(); }} }} }}", RUST, SYNC),
        (f"{FILE}let g = match File::create(p) {{ Ok(h) => h, _ => b }}; g.sync_all(); }}", RUST, SYNC),
        ('const fs = require("fs");\n{ const b = new fs.Dir(); { b.read(); } }', "a.js", "fs.Dir.read"),
        ('let d;\ntry { const g = require("fs"); d = g; } catch (e) {}\nd.unlink(p);', "a.js", "fs.unlink"),
    ],
)  # fmt: skip
def test_a_value_is_followed_out_of_its_block_and_into_another(text: str, path: str, wanted: str) -> None:
    assert wanted in told.called(f"{text}\n", path)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("package a\nfunc f() { i := 1; j, k := 1, 2; var l = 1 }\nvar i, j, k, l int\n", GO),
        ("package a\nfunc f() { for i, j := range x {} }\nvar i, j int\n", GO),
        ("package a\nvar i int\nfunc f() { switch i := x.(type) {} }\n", GO),
        ("const I: u8 = g(); fn i() {}\nfn f() { let i = 1; for i in x {} if let Some(i) = y {} }", RUST),
    ],
)  # fmt: skip
def test_the_name_in_a_declaration_is_no_mention_of_what_it_hides(text: str, path: str) -> None:
    assert [each for each in told.calls(f"{text}\n", path) if each.startswith("reference")] == []


def in_java(text: str) -> str:
    return (
        "package web;\nimport static java.lang.System.out;\nimport java.io.FileWriter;\n"
        f"class A {{ private FileWriter w; void f(Object o, boolean x) {{ {text} }} }}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "if (x) { Fake w = g(); } w.flush();",
        "{ Fake w = g(); { w.a(); } } w.flush();",
        "w.flush(); Fake w = g();",
        "for (Fake w : all) { w.a(); } w.flush();",
        "for (Fake w : w.flush()) { w.a(); }",
        "for (Fake w = g(); ; ) { w.a(); } w.flush();",
        "try (Fake w = g()) { w.a(); } finally { w.flush(); }",
        "try { g(); } catch (Fake w) { w.a(); } w.flush();",
        "if (o instanceof Fake w) { w.a(); } else { w.flush(); }",
        "if (o instanceof Fake w && x) { w.a(); } w.flush();",
        "switch (o) { case Fake w -> w.a(); default -> w.flush(); }",
        "switch (1) { case 1: Fake w = g(); } w.flush();",
        "Runnable r = () -> { Fake w = g(); }; w.flush();",
        "do { Fake w = g(); } while (w.flush());",
        "while (x) { var w = g(); } w.flush();",
        "Fake w = g(this.w.flush());",
    ],
)
def test_what_java_declares_in_a_block_hides_a_field_there_alone(text: str) -> None:
    assert "java.io.FileWriter.flush" in told.called(in_java(text), JAVA)


@pytest.mark.parametrize(
    "text",
    [
        "Fake w = g(); w.flush();",
        "Fake w = g(); if (x) { w.flush(); }",
        "Fake w = w.flush();",
        "for (Fake w : all) { w.flush(); }",
        "for (Fake w = g(); w.flush(); ) { }",
        "try (Fake w = g(); Fake v = w.flush()) { w.flush(); }",
        "try { g(); } catch (Fake w) { w.flush(); }",
        "if (o instanceof Fake w && w.flush()) { w.flush(); }",
        "if (!(o instanceof Fake w)) { return; } w.flush();",
        "switch (o) { case Fake w -> w.flush(); }",
        "Fake w = g(); Runnable r = () -> w.flush();",
        "g((Fake w) -> w.flush());",
    ],
)
def test_a_local_variable_of_java_hides_a_field_to_the_end_of_its_block(text: str) -> None:
    assert "java.io.FileWriter.flush" not in told.called(in_java(text), JAVA)


def test_a_local_variable_of_java_hides_what_is_imported_statically() -> None:
    hidden = told.called(in_java("{ Fake out = g(); out.println(); }"), JAVA)
    assert "java.lang.System.out.println" not in hidden
    seen = told.called(in_java("{ Fake out = g(); } out.println();"), JAVA)
    assert "java.lang.System.out.println" in seen
