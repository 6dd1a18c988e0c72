"""A method that a constraint names by a base class, called on a class that is known to derive from it."""

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
