"""Java: where imports lead, by form, by package and by source folder."""

import pytest

from tests.source.graph import drawn

TREE = {
    "src/org/app/Main.java": "package org.app;\nclass Main {}",
    "src/org/app/store/Store.java": "package org.app.store;\npublic class Store { static class Inner {} }",
    "src/org/app/store/Row.java": "package org.app.store;\npublic class Row {}",
    "src/org/app/store/List.java": "package org.app.store;\npublic class List {}",
}
STORE, ROW, LIST = (f"src/org/app/store/{name}.java" for name in ("Store", "Row", "List"))

FORMS = [
    ("import org.app.store.Store;", [STORE]),
    ("import org . app\n .store.Store ;", [STORE]),
    ("import org.app.store.Store; import org.app.store.Row;", [ROW, STORE]),
    ("import org.app.store.Store;\r\nimport org.app.store.Row;\r\n", [ROW, STORE]),
    ("import org.app.store.Store.Inner;", [STORE]),
    ("import org.app.store.Store.Inner.*;", [STORE]),
    ("import static org.app.store.Store.open;", [STORE]),
    ("import static org.app.store.Store.*;", [STORE]),
    ("import static org.app.store.Store.Inner.open;", [STORE]),
    ("import org.app.store.*;\nclass X { Store s; Row r; }", [ROW, STORE]),
    ("import org.app.store.*;\nclass X { Restore s; }", []),
    ("import org.app.store.*;\n/** A Store. */ class X { /* Row */ } // List", []),
    ('import org.app.store.*;\nclass X { String s = "Store" + \'"\' + "//"; Row r; }', [ROW]),
    ("import org.app.store.*;\nimport java.util.List;\nclass X { List l; Row r; }", [ROW]),
    ("import java.util.List;\nimport org.app.Main;", ["src/org/app/Main.java"]),
    ("/* one */ import /* two */ org.app.store.Store;", [STORE]),
    ("import org.app.store.Store; // import org.app.store.Row;", [STORE]),
    ("import org.app.store.Store;;\nimport org.app.store.Row;", [ROW, STORE]),
    ("// import org.app.store.Store;", []),
    ("/* import org.app.store.Store; */", []),
    ('class X { String s = """\nimport org.app.store.Store;\n"""; }', []),
    ("import java.util.*;\nclass X { List l; }", []),
    ("import org.app.Missing;", []),
    ("import org.app.store.Store", []),
    ("import ;", []),
]


@pytest.mark.parametrize(("text", "found"), FORMS)
def test_every_form_of_import_leads_to_its_class(text: str, found: list[str]) -> None:
    assert drawn.leads(TREE, "src/org/run/Run.java", f"package org.run;\n\n{text}\n") == found


CLAUSES = [
    "",
    "\ufeff",
    "package org.run;",
    "\ufeffpackage org.run;\r\n",
    "// Copyright; import x\n/* package other; */\npackage org . run ;\n",
    '@Deprecated\n@Generated("x") package org.run;',
]


@pytest.mark.parametrize("clause", CLAUSES)
def test_imports_begin_after_the_package(clause: str) -> None:
    assert drawn.leads(TREE, "src/org/run/Run.java", f"{clause}import org.app.store.Store;") == [STORE]


TREES = {
    "a class of the own package goes before one of a star": (
        {
            "a/Row.java": "package a; class Row {}",
            "a/Use.java": "package a; import b.*; class Use { Row r; Pen p; }",
            "b/Row.java": "package b; public class Row {}",
            "b/Pen.java": "package b; public class Pen {}",
        },
        ["a/Use.java → b/Pen.java"],
    ),
    "the nearer of two source folders": (
        {
            f"{part}/src/{side}/java/k/{name}.java": f"package k.{extra};import k.x.Kit; class {name} {{}}"
            for part in ("one", "two")
            for side, name, extra in (("main", "Kit", "x"), ("test", "KitTest", "t"))
        },
        [
            "one/src/test/java/k/KitTest.java → one/src/main/java/k/Kit.java",
            "two/src/test/java/k/KitTest.java → two/src/main/java/k/Kit.java",
        ],
    ),
    "what a file says goes before where it lies": (
        {"odd/place/Kit.java": "package k;", "Run.java": "import k.Kit;"},
        ["Run.java → odd/place/Kit.java"],
    ),
    "a package's own file": (
        {
            "k/package-info.java": "/** Kit. */\n@Fine package k;\nimport z.Fine;",
            "z/Fine.java": "package z;",
        },
        ["k/package-info.java → z/Fine.java"],
    ),
    "a file imports itself": ({"k/Kit.java": "package k; import k.Kit.Inner;"}, []),
}


@pytest.mark.parametrize(("files", "found"), TREES.values(), ids=TREES)
def test_packages_say_where_names_lead(files: drawn.Files, found: list[str]) -> None:
    assert drawn.edges(files) == found
