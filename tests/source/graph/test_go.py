"""Go: where imports lead, by form, by module and by package."""

import pytest

from tests.source.graph import drawn

TREE = {
    "go.mod": "module example.org/app\n\ngo 1.22\n",
    "main.go": "package main\n",
    "store/a.go": "package store\n",
    "store/b.go": "package store\n",
    "web/a_test.go": "package web\n",
    "web/z.go": "package web\n",
    "only/x_test.go": "package only\n",
}

FORMS = [
    ('import "example.org/app/store"', ["store/a.go"]),
    ("import `example.org/app/store`", ["store/a.go"]),
    ('import s "example.org/app/store"', ["store/a.go"]),
    ('import . "example.org/app/store"', ["store/a.go"]),
    ('import _ "example.org/app/store"', ["store/a.go"]),
    ('import "example.org/app"', ["main.go"]),
    ('import ("fmt"; s "example.org/app/store"; "example.org/app/web")', ["store/a.go", "web/z.go"]),
    (
        'import (\n\t"example.org/app/store" // ) "x"\n\n\t/* ( */ _ "example.org/app/web"\n)',
        ["store/a.go", "web/z.go"],
    ),
    ('import ()\nimport "example.org/app/store"', ["store/a.go"]),
    (
        'import (\n"fmt"\n)\nimport "example.org/app/store"\nimport "example.org/app/web"',
        ["store/a.go", "web/z.go"],
    ),
    ('import "fmt"\r\nimport "example.org/app/store"\r\n', ["store/a.go"]),
    ('// import "example.org/app/store"', []),
    ('/* import "example.org/app/store" */', []),
    ('var x = `\nimport "example.org/app/store"\n`', []),
    ('func f() {}\nimport "example.org/app/store"', []),
    ('import "example.org/app/missing"', []),
    ('import "example.org/application"', []),
    ('import "example.org/app/store/deep"', []),
    ('import "C"', []),
    ('import "example.org/app/store', []),
    ("import (", []),
    ("import 3", []),
]


@pytest.mark.parametrize(("text", "found"), FORMS)
def test_every_form_of_import_leads_to_its_package(text: str, found: list[str]) -> None:
    assert drawn.leads(TREE, "cmd/run.go", f"package run\n\n{text}\n") == found


CLAUSES = [
    "package run; ",
    "\ufeffpackage run\n",
    "//go:build linux\n\n// Package run (see below).\npackage run\n",
    '/* Copyright */ package run // import "elsewhere"\n',
    "\r\npackage run\r\n",
]


@pytest.mark.parametrize("clause", CLAUSES)
def test_imports_begin_after_the_package(clause: str) -> None:
    assert drawn.leads(TREE, "cmd/run.go", f'{clause}import "example.org/app/store"') == ["store/a.go"]


def test_a_text_without_a_package_is_no_go() -> None:
    assert drawn.leads(TREE, "cmd/run.go", 'import "example.org/app/store"') == []


TREES = {
    "a package told by a file that is no test": (
        {**TREE, "cmd/run.go": 'package run\nimport "example.org/app/web"'},
        ["cmd/run.go → web/z.go"],
    ),
    "a package of tests alone": (
        {**TREE, "cmd/run.go": 'package run\nimport "example.org/app/only"'},
        ["cmd/run.go → only/x_test.go"],
    ),
    "a test beside its package": (
        {**TREE, "store/a_test.go": 'package store_test\nimport "example.org/app/store"'},
        ["store/a_test.go → store/a.go"],
    ),
    "a module inside a module": (
        {
            "go.mod": "module example.org/app",
            "tools/go.mod": "module example.org/app/tools",
            "tools/gen/g.go": "package gen",
            "gen/g.go": 'package gen\nimport "example.org/app/tools/gen"',
        },
        ["gen/g.go → tools/gen/g.go"],
    ),
    "two modules": (
        {
            "one/go.mod": '// first\nmodule "example.org/one" // the one\n',
            "one/a.go": 'package one\nimport "example.org/two/deep"',
            "two/go.mod": "module (\n\texample.org/two\n)",
            "two/deep/b.go": 'package deep\nimport "example.org/one"',
        },
        ["one/a.go → two/deep/b.go", "two/deep/b.go → one/a.go"],
    ),
    "settings from Windows": (
        {
            "go.mod": "\ufeffmodule example.org/app\r\n",
            "a/a.go": "package a",
            "m.go": 'package m\nimport "example.org/app/a"',
        },
        ["m.go → a/a.go"],
    ),
    "packages that are kept in the tree": (
        {
            "go.mod": "module example.org/app",
            "m.go": 'package m\nimport "example.com/lib/deep"',
            "vendor/example.com/lib/deep/d.go": 'package deep\nimport "example.com/lib"',
            "vendor/example.com/lib/l.go": "package lib",
            "other/go.mod": "module example.org/other",
            "other/o.go": 'package o\nimport "example.com/lib"',
            "other/vendor/example.com/lib/l.go": "package lib",
        },
        [
            "m.go → vendor/example.com/lib/deep/d.go",
            "other/o.go → other/vendor/example.com/lib/l.go",
            "vendor/example.com/lib/deep/d.go → vendor/example.com/lib/l.go",
        ],
    ),
    "no module at all": ({"a/a.go": 'package a\nimport "b"', "b/b.go": "package b"}, []),
    "a module without a name": (
        {"go.mod": "go 1.22", "a.go": 'package a\nimport "b"', "b/b.go": "package b"},
        [],
    ),
}


@pytest.mark.parametrize(("files", "found"), TREES.values(), ids=TREES)
def test_a_module_says_where_names_lead(files: drawn.Files, found: list[str]) -> None:
    assert drawn.edges(files) == found
