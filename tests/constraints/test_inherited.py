"""A method that a constraint names by one class, called on another that is known to have it from there."""

import pytest

from parti.constraints import conformance
from parti.constraints import tree as trees
from tests.constraints.documents import rule

CHECK = "forbidden-call\ncalls: [Throwable.printStackTrace]"
OURS = {
    "src/acme/Trouble.java": "package acme;\n\npublic class Trouble extends RuntimeException {}\n",
    "src/acme/Deep.java": "package acme;\n\npublic class Deep extends Trouble {\n"
    "  public static class Inner extends Deep {}\n}\n",
    "src/acme/Own.java": "package acme;\n\npublic class Own extends Trouble {\n"
    "  public void printStackTrace() {}\n}\n",
    "src/acme/Other.java": "package acme;\n\npublic class Other {}\n",
}


def found(body: str, check: str = CHECK, imports: str = "") -> list[str]:
    text = f"package acme;\n\n{imports}\nclass K {{ {body} }}\n"
    tree = trees.Texts({**OURS, "src/acme/K.java": text})
    return [f"{each.place.path}: {each.message}" for each in conformance.of_rule(rule(check), tree)]


@pytest.mark.parametrize(
    "body",
    [
        "void f(Exception e) { e.printStackTrace(); }",
        "void f(java.io.IOException e) { e.printStackTrace(); }",
        "void f() { try { g(); } catch (NumberFormatException e) { e.printStackTrace(); } }",
        "void f() { try { g(); } catch (com.foo.Odd | Error e) { e.printStackTrace(); } }",
        'void f() { new Error("x").printStackTrace(); }',
        "void f(Trouble e) { e.printStackTrace(); }",
        "void f(Deep e) { e.printStackTrace(); }",
        "void f(Deep.Inner e) { e.printStackTrace(); }",
        "Consumer<Exception> c = Exception::printStackTrace;",
        "static class Mine extends Deep { void f() { printStackTrace(); } }",
        "static class Mine extends Deep { void f() { this.printStackTrace(); } }",
    ],
)
def test_a_method_of_a_base_is_found_on_what_derives_from_it(body: str) -> None:
    (each,) = found(body)
    assert "printStackTrace" in each
    assert "not known here" not in each


@pytest.mark.parametrize(
    "body",
    [
        "void f(Other e) { e.printStackTrace(); }",
        "void f(Own e) { e.printStackTrace(); }",
        "void f(Exception e) { e.getMessage(); }",
        "static class Throwables { void printStackTrace() {} void f() { printStackTrace(); } }",
    ],
)
def test_a_method_of_ones_own_and_of_a_stranger_is_free(body: str) -> None:
    assert found(body) == []


def test_the_base_may_be_named_in_full_and_the_library_has_more_than_errors() -> None:
    written = "void f(FileWriter w) { w.write(1); }"
    check = "forbidden-call\ncalls: [java.io.Writer.write]"
    assert len(found(written, check, "import java.io.FileWriter;")) == 1
    assert found(written, check, "import com.acme.FileWriter;") == []
    assert found(written, "forbidden-call\ncalls: [java.io.OutputStream.write]", "import java.io.*;") == []


def test_classes_that_derive_from_each_other_end() -> None:
    body = "static class A extends B {} static class B extends A {} void f(A a) { a.printStackTrace(); }"
    assert found(body) == []


def test_every_class_derives_from_the_first_one() -> None:
    check = "forbidden-call\ncalls: [Object.wait]"
    assert len(found("void f(Other o) { o.wait(); }", check)) == 1
    assert found("void f(Stranger o) { o.wait(); }", check) == []


FATAL = "forbidden-call\ncalls: [log.Logger.Fatal]"
EMBEDDED = {
    "go.mod": "module example.com/app\n",
    "a/s.go": 'package a\n\nimport "log"\n\ntype S struct{ *log.Logger }\n',
    "a/n.go": 'package a\n\nimport "log"\n\ntype own struct{ log.Logger }\n',
    "a/o.go": "package a\n\nfunc (o own) Fatal(x ...any) {}\n",
    "db.go": 'package app\n\nimport "log"\n\ntype Root struct{ *log.Logger }\n',
}


def in_go(body: str, imports: str = "", path: str = "a/k.go") -> list[str]:
    text = f'package a\n\nimport "log"\n{imports}\nvar _ = log.Flags\n\n{body}\n'
    tree = trees.Texts({**EMBEDDED, path: text})
    return [f"{each.place.path}: {each.message}" for each in conformance.of_rule(rule(FATAL), tree)]


@pytest.mark.parametrize(
    "body",
    [
        "func f(s S) { s.Fatal(1) }",
        "func f(s *S) { g := s.Fatal; g(1) }",
        "type T struct{ S }\nfunc f(t T) { t.Fatal(1) }",
        "type t struct{ *S }\nfunc f(x t) { x.Fatal(1) }",
        "type M = log.Logger\nfunc f(m *M) { m.Fatal(1) }",
        "type M = log.Logger\nvar f = (*M).Fatal",
        "var f = (*log.Logger).Fatal",
        "func f() { g((*log.Logger).Fatal) }",
        "func f() { (*log.Logger).Fatal(nil, 1) }",
    ],
)
def test_a_method_that_a_type_of_go_has_from_another_is_found(body: str) -> None:
    assert len(in_go(body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "func f(o own) { o.Fatal(1) }",
        "func f(s S) { s.Print(1) }",
        "type D log.Logger\nfunc f(d D) { d.Fatal(1) }",
        "type N struct{ inner S }\nfunc f(n N) { n.Fatal(1) }",
        "type M = own\nfunc f(m M) { m.Fatal(1) }",
    ],
)
def test_a_method_of_its_own_and_a_field_hand_nothing_down(body: str) -> None:
    assert in_go(body) == []


@pytest.mark.parametrize(("name", "path"), [("a.S", "example.com/app/a"), ("app.Root", "example.com/app")])
def test_a_type_is_found_in_another_package_of_ours(name: str, path: str) -> None:
    imports = f'import "{path}"\n'
    assert len(in_go(f"func f(s {name}) {{ s.Fatal(1) }}", imports, "b/k.go")) == 1
    assert in_go(f"func f(s {name}x) {{ s.Fatal(1) }}", imports, "b/k.go") == []
