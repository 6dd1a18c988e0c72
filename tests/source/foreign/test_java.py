"""Java as facts: each form of import, alias, definition, entry and effect."""

import pytest

from tests.source.foreign import told

HERE = "src/main/java/com/acme/store/A.java"
HEAD = (
    "package com.acme.store;\nimport java.io.*;\nimport java.nio.file.*;\nimport java.util.*;\n"
    "import java.net.http.HttpClient;\nimport java.sql.*;\nimport java.time.Instant;\n"
)


def inside(text: str) -> str:
    return f"{HEAD}class A {{ void f(String p, Object x, Writer writer) throws Exception {{ {text} }} }}\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("import java.io.File;", ["java.io.File"]),
        ("import java.io.*;", ["java.io (*)"]),
        ("import static java.lang.Math.max;", ["java.lang.Math (max)"]),
        ("import static java.lang.Math.*;", ["java.lang.Math (*)"]),
    ],
)
def test_each_way_in(text: str, wanted: list[str]) -> None:
    assert told.imports(text, HERE) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("new FileWriter(p);", "call java.io.FileWriter"),
        ("new java.io.FileWriter(p);", "call java.io.FileWriter"),
        ("Files.delete(q);", "call java.nio.file.Files.delete"),
        ("File q = make(); q.delete();", "call java.io.File.delete"),
        ("var q = new File(p); q.delete();", "call java.io.File.delete"),
        ("for (File q : all) q.delete();", "call java.io.File.delete"),
        ("try (FileWriter q = open()) { q.write(1); }", "call java.io.FileWriter.write"),
        ("try (var q = new FileWriter(p)) { q.write(1); }", "call java.io.FileWriter.write"),
        ("if (x instanceof File q) { q.delete(); }", "call java.io.File.delete"),
        ("((File) x).delete();", "call java.io.File.delete"),
        ("new File(p).delete();", "call java.io.File.delete"),
        ("all.forEach(Files::delete);", "argument java.nio.file.Files.delete"),
        ("make(Rows::new);", "argument com.acme.store.Rows"),
        ("Rows.load();", "call com.acme.store.Rows.load"),
        ("f(p, x, writer);", "call com.acme.store.A.f"),
        ("this.f(p, x, writer);", "call com.acme.store.A.f"),
        ("System.exit(1);", "call java.lang.System.exit"),
        ("Thread.sleep(1);", "call java.lang.Thread.sleep"),
        ("thing.put();", "call ….put?"),
        ("Runnable r = () -> Rows.load();", "call com.acme.store.Rows.load"),
    ],
)
def test_what_is_called_and_how(text: str, wanted: str) -> None:
    assert wanted in told.calls(inside(text), HERE)


@pytest.mark.parametrize(
    "text",
    [
        "class A { private File q; void f() { q.delete(); } }",
        "class A { private File q; void f() { this.q.delete(); } }",
        "class A { void f(File q) { q.delete(); } }",
        "class A { void f(final File q) { run(() -> q.delete()); } }",
        "record A(File q) { void f() { q.delete(); } }",
        "class A { File make() { return null; } void f() { make().delete(); } }",
        "class A { A(File q) { q.delete(); } }",
        "class A { class B { void f(File q) { q.delete(); } } }",
    ],
)
def test_a_declared_type_names_the_method(text: str) -> None:
    assert "call java.io.File.delete" in told.calls(f"import java.io.File;\n{text}\n", HERE)


def test_a_static_import_is_undone() -> None:
    text = "import static java.nio.file.Files.delete;\nclass A { void f() { delete(p); } }\n"
    assert told.calls(text, HERE) == ["call java.nio.file.Files.delete"]


def test_an_own_method_is_no_static_import() -> None:
    text = "import static x.Y.delete;\nclass A { void delete(int i) {} void f() { delete(1); } }\n"
    assert told.calls(text, HERE) == ["call A.delete"]


def test_a_class_of_a_package_that_is_imported_whole_has_one_name() -> None:
    assert told.calls(inside("new FileWriter(p);"), HERE) == ["call java.io.FileWriter"]


def test_definitions_in_full() -> None:
    text = (
        "package com.acme;\n\n@Component\npublic class Store<T> extends Base<T> implements I {\n"
        "  Store(File f) {}\n  @Override\n  public void put(String k, int... xs) throws E {\n  }\n}\n"
        "interface K extends L { void m(); }\nenum E { A }\nrecord R(int x) {}\n@interface N {}\n"
    )
    assert told.definitions(text, HERE) == [
        "class Store", "function Store.Store", "function Store.put", "class K", "function K.m", "class E",
        "class R", "class N",
    ]  # fmt: skip
    known = told.facts_of(text, HERE)
    store, _, put = known.definitions[:3]
    assert known.module == "com.acme"
    assert (store.line, store.end_line, store.bases) == (4, 9, ("com.acme.Base", "com.acme.I"))
    assert store.signature == "public class Store<T> extends Base<T> implements I"
    assert (store.decorators, put.decorators) == (("com.acme.Component",), ("java.lang.Override",))
    assert (put.line, put.end_line, put.parameters) == (7, 8, ("k", "...xs"))
    assert put.signature == "put(String k, int... xs) throws E"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('Map<String, H> M = Map.of("a", X::new, "b", Y::go);', "A.M[a] = X (literal)"),
        ('Map<String, H> M = Map.of("a", X::new, "b", Y::go);', "A.M[b] = Y.go (literal)"),
        ('Map<String, H> M = Map.ofEntries(Map.entry("a", new X()));', "A.M[a] = X (literal)"),
        ("List<H> M = List.of(new X());", "A.M[] = X (literal)"),
        ("H[] M = { new X() };", "A.M[] = X (literal)"),
        ('Map<String, H> M = new HashMap<>(); { M.put("a", new X()); }', "A.M[a] = X (method)"),
        ("List<H> M = new ArrayList<>(); void f() { this.M.add(new X()); }", "A.M[] = X (method)"),
        ('@GetMapping("/x") void f() {}', "GetMapping[/x] = A.f (decorator)"),
    ],
)
def test_each_registration(text: str, wanted: str) -> None:
    assert wanted in told.entries(f"import java.util.Map;\nclass A {{ {text} }}\n", HERE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("try { g(); } catch (IOException e) { }", ["passes"]),
        ("try { g(); } catch (IOException e) { // fine\n }", ["passes"]),
        ("try { g(); } catch (IOException e) { log.warn(p, e); }", ["only logs"]),
        ("try { g(); } catch (IOException e) { e.printStackTrace(); }", ["only logs"]),
        ("try { g(); } catch (IOException e) { throw e; }", []),
        ("try { g(); } catch (IOException e) { ok = false; }", []),
    ],
)
def test_errors_that_end_in_silence(text: str, wanted: list[str]) -> None:
    assert [each.how for each in told.facts_of(inside(text), HERE).swallows] == wanted


def test_what_is_thrown() -> None:
    found = told.facts_of(inside('throw new IllegalStateException("x");'), HERE).raises
    assert [(each.name, each.owner) for each in found] == [("IllegalStateException", "A.f")]


def test_an_environment_variable_is_read() -> None:
    found = told.facts_of(inside('System.getenv("STATE_DIR");'), HERE).environment
    assert [(each.name, each.owner) for each in found] == [("STATE_DIR", "A.f")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Files.delete(q);", "file"),
        ("new File(p).mkdirs();", "file"),
        ("HttpClient.newHttpClient();", "network"),
        ("new java.net.Socket(p, 1);", "network"),
        ("new ProcessBuilder(p);", "process"),
        ("Runtime.getRuntime().exec(p);", "process"),
        ("Instant.now();", "clock"),
        ("System.currentTimeMillis();", "clock"),
        ('System.getenv("X");', "environment"),
        ("DriverManager.getConnection(p);", "database"),
        ("Connection c = x; c.prepareStatement(p);", "database"),
    ],
)
def test_a_direct_effect_is_told(text: str, kind: str) -> None:
    assert kind in told.touched(inside(text), HERE)


@pytest.mark.parametrize("text", ["List.of(1);", "g(x);", "p.trim();", "new ArrayList<String>();"])
def test_what_touches_nothing_is_silent(text: str) -> None:
    assert told.touched(inside(text), HERE) == []


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("new FileWriter(p);", ["yes"]),
        ("new FileOutputStream(p, true);", ["yes"]),
        ("new BufferedWriter(new FileWriter(p));", ["yes"]),
        ("Files.write(q, b);", ["yes"]),
        ("Files.writeString(q, p);", ["yes"]),
        ("Files.newBufferedWriter(q);", ["yes"]),
        ('new PrintWriter("x.txt");', ["yes"]),
        ("new PrintWriter(new File(p));", ["yes"]),
        ('new RandomAccessFile(p, "rw");', ["yes"]),
        ("new RandomAccessFile(p, mode);", ["maybe"]),
        ("java.nio.channels.FileChannel.open(q, StandardOpenOption.WRITE);", ["yes"]),
        ("supply(FileWriter::new);", ["yes"]),
        ("new PrintWriter(writer);", []),
        ('new RandomAccessFile(p, "r");', []),
        ("java.nio.channels.FileChannel.open(q, StandardOpenOption.READ);", []),
        ("new FileReader(p);", []),
        ("Files.readString(q);", []),
    ],
)
def test_opening_for_writing(text: str, way: list[str]) -> None:
    assert told.writes(inside(text), HERE) == way
