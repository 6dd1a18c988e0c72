"""Java classes in a tree: which file a name means, what a star means, how imports are written."""

import pytest

from tests.source.graph import drawn

TREE = {
    "k/Kit.java": "package org.k;\npublic class Kit { public static class Part {} }\n",
    "k/Row.java": "package org.k;\n",
    "k/deep/Pen.java": "package org.k.deep;\n",
}


def leads(text: str, path: str = "run/Run.java") -> list[str]:
    """Where a text of package `org.run` leads."""
    return drawn.leads(TREE, path, f"package org.run;\n{text}")


# --- names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("org.k.Kit", ["k/Kit.java"]),
        ("org.k.Kit.Part", ["k/Kit.java"]),
        ("org.k.Kit.Part.More", ["k/Kit.java"]),
        ("org.k.deep.Pen", ["k/deep/Pen.java"]),
        ("org.k.Kits", []),
        ("org.k.kit", []),
        ("org.kit.Kit", []),
        ("Kit", []),
    ],
)
def test_a_name_leads_to_the_file_of_its_outermost_class(name: str, found: list[str]) -> None:
    assert leads(f"import {name};") == found


def test_what_a_file_says_of_its_package_goes_before_where_it_lies() -> None:
    files = {"org/k/Kit.java": "package org.other;", "Run.java": "import org.other.Kit;import org.k.Kit;"}
    assert drawn.edges(files) == ["Run.java → org/k/Kit.java"]


def test_a_class_without_a_package_is_known_by_its_name_alone() -> None:
    files = {"deep/Kit.java": "class Kit {}", "Run.java": "import Kit;"}
    assert drawn.edges(files) == ["Run.java → deep/Kit.java"]


def test_of_two_files_of_one_class_the_nearer_is_meant() -> None:
    kits = {f"{side}/src/main/k/Kit.java": "package k;" for side in ("one", "two")}
    text = "package t;\nimport k.Kit;"
    assert drawn.leads(kits, "two/src/test/k/KitTest.java", text) == ["two/src/main/k/Kit.java"]
    assert drawn.leads(kits, "three/KitTest.java", text) == ["one/src/main/k/Kit.java"]


# --- stars -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("class A { Kit k; Row r; }", ["k/Kit.java", "k/Row.java"]),
        ("class A { Kit.Part p; }", ["k/Kit.java"]),
        ("class A { List<Kit[]> p = Kit::new; }", ["k/Kit.java"]),
        ("@Kit class A {}", ["k/Kit.java"]),
        ("class A { Kits k; kit r; MyRow m; }", []),
        ("class A { /* Kit */ int n; } // Row", []),
        ("class A { /** {@link Kit} */ int n; }", []),
        ('class A { String s = "Kit"; char c = \'"\'; Row r; }', ["k/Row.java"]),
        ('class A { String s = "\\"Kit\\""; }', []),
        ('class A { String s = """\n Kit "Row" \n"""; }', []),
        ("class A { Pen p; }", []),
    ],
)
def test_a_star_leads_to_the_classes_that_the_code_names(code: str, found: list[str]) -> None:
    assert leads(f"import org.k.*;\n{code}") == found


def test_a_class_that_is_imported_by_its_name_is_not_one_of_a_star() -> None:
    assert leads("import org.k.*;\nimport java.util.Row;\nclass A { Row r; Kit k; }") == ["k/Kit.java"]


def test_a_static_import_of_the_same_word_leaves_the_star_its_class() -> None:
    assert leads("import org.k.*;\nimport static java.util.X.Row;\nclass A { Row r; }") == ["k/Row.java"]


def test_a_class_of_the_own_package_goes_before_one_of_a_star() -> None:
    files = {**TREE, "run/Row.java": "package org.run;"}
    text = "package org.run;\nimport org.k.*;\nclass A { Row r; Kit k; }"
    assert drawn.leads(files, "run/Run.java", text) == ["k/Kit.java"]


def test_a_star_of_a_class_leads_to_the_class_whatever_is_named() -> None:
    assert leads("import org.k.Kit.*;\nclass A {}") == ["k/Kit.java"]
    assert leads("import static org.k.Kit.*;\nclass A {}") == ["k/Kit.java"]


def test_a_star_of_no_package_of_the_tree_leads_nowhere() -> None:
    assert leads("import org.*;\nimport java.util.*;\nclass A { Kit k; Row r; }") == []


# --- how imports are written -----------------------------------------------------------------------------


NAMED = {
    "C": "package b;",
    "D": "package b;",
    "B": "package module;",
    "Ünï$_1": "package b;",
    "E": "package c . d ;",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("package a;\nimport b.C;", ["C"]),
        ("package a . b ;import c . d\n. E ;", ["E"]),
        ("import static b.C.d;", ["C"]),
        ("import static b.C . * ;", ["C"]),
        ("import module java.base;\nimport b.C;", ["C"]),
        ("import module.B;", ["B"]),
        ("import/* one */b.C;//two\nimport b.D;", ["C", "D"]),
        ("import b.C;;;import b.D;", ["C", "D"]),
        ("import b.D;\nclass A {}\nimport b.C;", ["D"]),
        ('import b.D;\n@A class X { String s = "import b.C;"; }', ["D"]),
        ("import b.Ünï$_1;", ["Ünï$_1"]),
        ("importb.C;", []),
        ("import b.;", []),
        ("import b.C", []),
        ("class A {}", []),
        ("", []),
    ],
)
def test_the_imports_of_a_file_are_read_up_to_its_first_class(text: str, found: list[str]) -> None:
    files = {f"n/{name}.java": said for name, said in NAMED.items()}
    assert drawn.leads(files, "run/Run.java", text) == [f"n/{name}.java" for name in found]


@pytest.mark.parametrize(
    ("text", "package"),
    [
        ("package a.b;", "a.b."),
        ("\ufeffpackage a;", "a."),
        ("\r\n\r\npackage a;\r\n", "a."),
        ("/* package x; */ // package y;\npackage a;", "a."),
        ('@Gen("(") @B package a;', "a."),
        ("@Gen(@One(1)) package a;", "a."),
        ("@javax.Gen(value = 1)\npackage a;", "a."),
        ("package\n a\n .b ;", "a.b."),
        ("packages a;", ""),
        ("class A { } package a;", ""),
        ("import a.B;", ""),
    ],
)
def test_the_package_of_a_file_stands_before_everything_else(text: str, package: str) -> None:
    files = {"n/Kit.java": text}
    assert drawn.leads(files, "run/Run.java", f"import {package}Kit;") == ["n/Kit.java"]
    assert drawn.leads(files, "run/Run.java", "import other.Kit;") == []
