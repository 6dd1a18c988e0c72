"""What names mean and what is defined in Java: classes and their members, types, imports, full names."""

import pytest

from parti.source import facts
from tests.source.foreign import told

HERE = "src/main/java/com/acme/A.java"
IO = "package com.acme;\nimport java.io.*;\n"
DELETE = "java.io.File.delete"


def called(text: str) -> list[str]:
    """The names of what a file of `com.acme` is sure to call, in the order of the text."""
    return [each.replace("com.acme.", "") for each in told.called(IO + text, HERE)]


def inside(body: str, member: str = "") -> list[str]:
    """What a method `f(String p, Object x)` of class A is sure to call."""
    return called(f"class A {{ {member} void f(String p, Object x) {{ {body} }} }}")


# --- imports ---------------------------------------------------------------------------------------------


def test_an_import_is_told_in_full() -> None:
    text = "package a;\n\n  import java . util\n.List ;\nimport static java.lang.Math.*;\n"
    assert told.facts_of(text, HERE).imports == (
        facts.Import(module="java.util.List", names=(), level=0, line=3, column=3),
        facts.Import(module="java.lang.Math", names=("*",), level=0, line=5, column=1),
    )


def test_names_that_come_in_stand_for_what_they_were() -> None:
    text = "import java.io.File;\nimport static java.lang.Math.max;\nimport a.B.C;\nimport x.*;\n"
    assert dict(told.facts_of(text, HERE).aliases) == {
        "File": ("java.io.File",),
        "max": ("java.lang.Math.max",),
        "C": ("a.B.C",),
    }


def test_the_module_of_a_file_is_its_package_wherever_it_lies() -> None:
    assert told.facts_of("package org . other;\nclass A {}\n", HERE).module == "org.other"
    assert told.facts_of("/* package x; */ class A {}\n", HERE).module == ""
    assert told.facts_of("@Generated package org.more;\n", HERE).module == "org.more"


# --- simple names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("String.valueOf(1)", "java.lang.String.valueOf"),
        ("Math.max(1, 2)", "java.lang.Math.max"),
        ("File.createTempFile(a, b)", "java.io.File.createTempFile"),
        ("Rows.load()", "Rows.load"),
        ("Outer.Inner.go()", "Outer.Inner.go"),
        ("java.io.File.listRoots()", "java.io.File.listRoots"),
        ("com.other.Kit.run()", "com.other.Kit.run"),
        ("new Rows()", "Rows"),
        ("new Rows<String>()", "Rows"),
        ("new Outer.Inner()", "Outer.Inner"),
        ("new java.io.File(p)", "java.io.File"),
        ("A.class.getName()", "A.getName"),
    ],
)
def test_a_class_is_known_by_every_way_to_name_it(call: str, name: str) -> None:
    assert name in inside(f"{call};")


def test_a_class_of_an_unknown_package_that_is_open_may_be_there() -> None:
    text = "package com.acme;\nimport org.kit.*;\nclass A { void f() { Thing.go(); } }\n"
    assert told.called(text, HERE) == ["com.acme.Thing.go"]
    assert told.guessed(text, HERE) == ["org.kit.Thing.go"]


def test_a_class_that_is_imported_by_name_is_no_other() -> None:
    text = (
        "package com.acme;\nimport org.kit.*;\nimport org.one.Thing;\n"
        "class A { void f() { Thing.go(); } }\n"
    )
    assert told.called(text, HERE) == ["org.one.Thing.go"]
    assert told.guessed(text, HERE) == []


def test_what_begins_small_and_is_bound_by_nobody_is_unknown() -> None:
    text = "class A { void f() { thing.go(); x.y.z(); } }"
    assert (told.called(text, HERE), told.guessed(text, HERE)) == ([], ["….go", "….z"])


# --- methods without an object ---------------------------------------------------------------------------


def test_a_method_belongs_to_the_class_that_has_it() -> None:
    text = "class A { void m() {} class B { void n() { m(); n(); other(); } } }"
    assert called(text) == ["A.m", "A.B.n", "A.B.other"]


def test_this_and_the_this_of_an_outer_class_are_instances_of_them() -> None:
    text = (
        "class A { File f; void m() {} class B { void n() { this.n(); A.this.m(); A.this.f.delete(); } } }"
    )
    assert called(text) == ["A.B.n", "A.m", DELETE]


def test_a_method_that_comes_in_is_called_where_no_class_has_it() -> None:
    text = "import static java.lang.System.exit;\nclass A { void f() { exit(1); own(); } void own() {} }"
    assert told.called(text, HERE) == ["java.lang.System.exit", "A.own"]


def test_an_own_method_goes_before_one_of_a_class_that_is_open() -> None:
    text = "import static java.nio.file.Files.*;\nclass A { void f() { delete(p); own(); } void own() {} }"
    assert told.called(text, HERE) == ["A.delete", "A.own"]
    assert told.guessed(text, HERE) == ["java.nio.file.Files.delete"]


def test_a_constructor_calls_its_own_class_by_this() -> None:
    assert called("class A { A() { this(1); } A(int n) { super(); } }") == ["A"]


def test_methods_of_a_nameless_class_see_those_around_it() -> None:
    body = "new Thread(new Runnable() { public void run() { save(); } });"
    assert inside(body, "void save() {}") == ["java.lang.Thread", "java.lang.Runnable", "A.save"]


# --- types -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "File q = make(); q.delete();",
        "final File q = make(); q.delete();",
        "File a = null, q = make(); q.delete();",
        "var q = new File(p); q.delete();",
        "var a = new File(p); var q = a; q.delete();",
        "new File(p).delete();",
        "(new File(p)).delete();",
        "((File) x).delete();",
        "var q = (File) x; q.delete();",
        "(p == null ? new File(p) : other).delete();",
        "for (File q : all) q.delete();",
        "for (var q : new File[0]) { } File q = x; q.delete();",
        "for (File q = first; q != null; ) q.delete();",
        "if (x instanceof File q) q.delete();",
        "if (x instanceof File q && q.delete()) { }",
        "if (x instanceof Pair(File q, var n)) q.delete();",
        "switch (x) { case File q -> q.delete(); default -> { } }",
        "switch (x) { case Pair(File q, int n) -> q.delete(); default -> { } }",
        "try (File q = open()) { q.delete(); }",
        "try (var q = new File(p)) { q.delete(); }",
        "all.forEach((File q) -> q.delete());",
        "java.io.File q = make(); q.delete();",
        "@Kept File q = make(); q.delete();",
        "Runnable r = () -> { File q = make(); q.delete(); };",
    ],
)
def test_a_method_is_named_by_the_type_of_a_variable(body: str) -> None:
    assert DELETE in inside(body)


@pytest.mark.parametrize(
    ("member", "body"),
    [
        ("File q;", "q.delete();"),
        ("File q;", "this.q.delete();"),
        ("File a, q = null;", "q.delete();"),
        ("final Object q = new File(p);", "q.delete();"),
        ("static File q;", "A.q.delete();"),
        ("static File q;", "Runnable r = () -> q.delete();"),
        ("File make() { return null; }", "make().delete();"),
        ("File make() { return null; }", "this.make().delete();"),
        ("A make() { return this; } File q;", "make().q.delete();"),
    ],
)
def test_a_method_is_named_by_the_type_of_a_member(member: str, body: str) -> None:
    assert DELETE in inside(body, member)


@pytest.mark.parametrize(
    "body",
    [
        "File[] q = make(); q[0].delete();",
        "List<File> q = make(); q.get(0).delete();",
        "for (var q : all) q.delete();",
        "all.forEach(q -> q.delete());",
        "Rows q = make(); q.delete();",
        "if (x instanceof Rows q) q.delete();",
    ],
)
def test_a_method_of_many_or_of_something_else_is_not_named_by_it(body: str) -> None:
    assert DELETE not in inside(body)


def test_what_a_lambda_is_given_hides_a_member() -> None:
    assert DELETE not in inside("all.forEach(q -> q.delete());", "File q;")


def test_parts_of_a_record_are_members_of_it() -> None:
    assert called("record R(File q, int n) { void f() { q.delete(); this.q.delete(); } }") == [
        DELETE,
        DELETE,
    ]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Connection c = DriverManager.getConnection(p); c.close();", "java.sql.Connection.close"),
        ("var s = DriverManager.getConnection(p).prepareStatement(p); s.run();",
         "java.sql.PreparedStatement.run"),
        ("Path.of(p).resolve(p).toFile().delete();", DELETE),
        ("Paths.get(p).toFile().delete();", DELETE),
        ("var w = Files.newBufferedWriter(q); w.write(p);", "java.io.BufferedWriter.write"),
        ("Runtime.getRuntime().exec(p);", "java.lang.Runtime.exec"),
    ],
)  # fmt: skip
def test_what_the_library_makes_is_known_step_by_step(body: str, name: str) -> None:
    text = f"import java.sql.*;import java.nio.file.*;class A {{ void f(String p, Path q) {{ {body} }} }}\n"
    assert name in told.called(text, HERE)


# --- references ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("run(File::delete);", "argument java.io.File.delete"),
        ("run(this::f);", "argument com.acme.A.f"),
        ("run(File::new);", "argument java.io.File"),
        ("Runnable r = this::f;", "reference com.acme.A.f"),
        ("Object r = File::new;", "reference java.io.File"),
        ("run(q -> File.listRoots());", "call java.io.File.listRoots"),
    ],
)
def test_a_method_that_is_handed_on_is_told(text: str, fact: str) -> None:
    full = f"{IO}class A {{ void f() {{ {text} }} }}\n"
    assert fact in told.calls(full, HERE)


# --- definitions -----------------------------------------------------------------------------------------


def test_every_kind_of_class_and_what_is_in_it_is_told_with_its_place() -> None:
    text = (
        "class A {\n  A(int x) {}\n  static class C { void o() {} }\n"
        "  interface D { default void p() {} }\n  enum E { X { void q() {} }, Y; void r() {} }\n"
        "  record R(int a) { R { check(a); } }\n  @interface N { String v(); }\n}\n"
    )
    assert told.defined(text, HERE) == [
        ("A", 1, 1, "class A"),
        ("A.A", 2, 3, "A(int x)"),
        ("A.C", 3, 3, "static class C"),
        ("A.C.o", 3, 20, "o()"),
        ("A.D", 4, 3, "interface D"),
        ("A.D.p", 4, 17, "p()"),
        ("A.E", 5, 3, "enum E"),
        ("A.E.q", 5, 16, "q()"),
        ("A.E.r", 5, 34, "r()"),
        ("A.R", 6, 3, "record R(int a)"),
        ("A.R.R", 6, 21, "R"),
        ("A.N", 7, 3, "@interface N"),
    ]


def test_classes_inside_methods_are_named_by_the_way_to_them() -> None:
    text = "class A { void f() { new Runnable() { public void run() {} }; class L { void g() {} } } }"
    assert told.definitions(text, HERE) == [
        "class A",
        "function A.f",
        "function A.f.run",
        "class A.f.L",
        "function A.f.L.g",
    ]


def test_the_bases_of_a_class_are_what_it_extends_and_implements() -> None:
    text = (
        "import x.Base;\nclass A<T extends Other> extends Base<T> implements I<T>, Outer.J {}\n"
        "interface K extends I, L {}\nenum E implements I { A }\nrecord R(Base b) implements I {}\n"
        "sealed interface S permits A {}\n"
    )
    bases = {each.name: each.bases for each in told.facts_of(text, HERE).definitions}
    assert bases == {
        "A": ("x.Base", "I", "Outer.J"),
        "K": ("I", "L"),
        "E": ("I",),
        "R": ("I",),
        "S": (),
    }


def test_a_definition_begins_behind_its_annotations() -> None:
    text = (
        '@Entity\n@Table(name = "t")\npublic class A {\n  @Override @Deprecated\n'
        "  public void f() {\n  }\n}\n"
    )
    found = told.facts_of(text, HERE).definitions
    assert [(each.name, each.line, each.column, each.end_line) for each in found] == [
        ("A", 3, 1, 7),
        ("A.f", 5, 3, 6),
    ]
    assert [each.decorators for each in found] == [
        ("Entity", "Table"),
        ("java.lang.Override", "java.lang.Deprecated"),
    ]


def test_parameters_and_signature_are_told_as_they_are_written() -> None:
    text = (
        'class A { public static <U> U f(@Q("q") final String a, int[] b, // two\n'
        "  Map<String, U> c, String... d) throws X { return null; } }\n"
    )
    (_, each) = told.facts_of(text, HERE).definitions
    assert each.parameters == ("a", "b", "c", "...d")
    assert each.signature == 'f(@Q("q") final String a, int[] b, Map<String, U> c, String... d) throws X'
