"""Go packages in a tree: which module an import is of, which file stands for one, what is kept here."""

import pytest

from parti.source.graph import go
from tests.source.graph import drawn


def leads(files: drawn.Files, name: str, path: str = "cmd/run.go") -> list[str]:
    """Where an import of one name leads, from one file of a tree."""
    return drawn.leads(files, path, f'package run\n\nimport "{name}"\n')


# --- modules ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "module example.org/app",
        "module example.org/app\r\n\r\ngo 1.22\r\n",
        "\ufeffmodule example.org/app\n",
        'module "example.org/app"\n',
        "module `example.org/app`\n",
        "module example.org/app // the app\n",
        "// Deprecated: use another\nmodule example.org/app\n",
        "module (\n\texample.org/app\n)\n",
        "go 1.22\n\n  module example.org/app\n",
    ],
)
def test_a_module_is_named_by_its_settings(text: str) -> None:
    assert leads({"go.mod": text, "a/a.go": "package a"}, "example.org/app/a") == ["a/a.go"]


@pytest.mark.parametrize(
    "text", ["", "go 1.22\n", "// module example.org/app\n", "modules example.org/app\n"]
)
def test_settings_without_a_module_name_none(text: str) -> None:
    assert leads({"go.mod": text, "a/a.go": "package a"}, "example.org/app/a") == []


def test_the_module_itself_is_the_package_at_its_top() -> None:
    files = {"kit/go.mod": "module example.org/kit", "kit/k.go": "package kit"}
    assert leads(files, "example.org/kit") == ["kit/k.go"]


def test_a_name_that_only_begins_like_a_module_is_another() -> None:
    files = {"go.mod": "module example.org/app", "a/a.go": "package a", "s/a.go": "package s"}
    assert leads(files, "example.org/apps/a") == []
    assert leads(files, "example.org/app2") == []


def test_the_longest_module_that_fits_is_meant() -> None:
    files = {
        "go.mod": "module example.org/app",
        "tools/go.mod": "module example.org/app/tools",
        "tools/gen/g.go": "package gen",
        "other/go.mod": "module example.org/app/tools/gen",
        "other/o.go": "package gen",
    }
    assert leads(files, "example.org/app/tools/gen") == ["other/o.go"]


def test_a_package_of_a_module_inside_is_none_of_the_outer_one() -> None:
    files = {
        "go.mod": "module example.org/app",
        "in/go.mod": "module example.org/other",
        "in/a/a.go": "package a",
    }
    assert leads(files, "example.org/other/a") == ["in/a/a.go"]


def test_a_file_called_like_settings_elsewhere_is_none() -> None:
    files = {"my-go.mod": "module example.org/app", "a/a.go": "package a"}
    assert leads(files, "example.org/app/a") == []


# --- the file that stands for a package ------------------------------------------------------------------


def test_the_first_file_that_is_no_test_stands_for_its_package() -> None:
    files = {"go.mod": "module m", "p/a_test.go": "", "p/b.go": "", "p/c.go": "", "p/deep/a.go": ""}
    assert leads(files, "m/p") == ["p/b.go"]


def test_tests_stand_for_a_package_that_has_nothing_else() -> None:
    assert leads({"go.mod": "module m", "p/z_test.go": "", "p/y_test.go": ""}, "m/p") == ["p/y_test.go"]


def test_a_folder_without_go_is_no_package() -> None:
    assert leads({"go.mod": "module m", "p/README.md": "", "p/deep/a.go": ""}, "m/p") == []


def test_a_package_may_import_itself_from_its_tests() -> None:
    files = {"go.mod": "module m", "p/a.go": "package p"}
    assert leads(files, "m/p", "p/a_test.go") == ["p/a.go"]
    assert leads(files, "m/p", "p/b.go") == ["p/a.go"]


# --- copies that are kept in the tree --------------------------------------------------------------------


def test_what_no_module_has_is_looked_for_among_the_copies() -> None:
    files = {"go.mod": "module m", "vendor/x.org/lib/l.go": "package lib"}
    assert leads(files, "x.org/lib") == ["vendor/x.org/lib/l.go"]


def test_a_copy_goes_with_the_folder_that_it_is_kept_in() -> None:
    files = {
        "one/vendor/x.org/lib/l.go": "package lib",
        "vendor/x.org/lib/l.go": "package lib",
        "vendor/x.org/more/m.go": "package more",
    }
    assert leads(files, "x.org/lib", "one/deep/a.go") == ["one/vendor/x.org/lib/l.go"]
    assert leads(files, "x.org/more", "one/deep/a.go") == ["vendor/x.org/more/m.go"]
    assert leads(files, "x.org/lib", "two/a.go") == ["vendor/x.org/lib/l.go"]
    assert leads(files, "x.org/lib", "ones/a.go") == ["vendor/x.org/lib/l.go"]
    later = {"web/vendor/x.org/lib/l.go": "package lib", "vendor/x.org/lib/l.go": "package lib"}
    assert leads(later, "x.org/lib", "web/a.go") == ["web/vendor/x.org/lib/l.go"]


def test_a_module_of_the_tree_goes_before_a_copy_of_it() -> None:
    files = {
        "go.mod": "module x.org/app",
        "lib/l.go": "package lib",
        "vendor/x.org/app/lib/l.go": "package lib",
    }
    assert leads(files, "x.org/app/lib") == ["lib/l.go"]


def test_a_copy_stands_in_for_what_the_module_does_not_have() -> None:
    files = {"go.mod": "module x.org/app", "vendor/x.org/app/gone/g.go": "package gone"}
    assert leads(files, "x.org/app/gone") == ["vendor/x.org/app/gone/g.go"]


# --- how imports are written -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('package a\nimport "x"\nimport "y"', ["x", "y"]),
        ('package a; import "x"; import ("y"; "z")', ["x", "y", "z"]),
        ('package a\nimport (\n\t"x"\n\n\t// "no"\n\tk "y"\n\t_ "z"\n\t. "w"\n)\n', ["x", "y", "z", "w"]),
        ("package a\nimport `x`", ["x"]),
        ('package a\nimport /* one */ k /* two */ "x" // three', ["x"]),
        ('package a\nimport("x")\nimport"y"', ["x", "y"]),
        ('package a\nimport ()\nimport (\n)\nimport "x"', ["x"]),
        ('package a\nimport ("x")\nvar y = "z"\nimport "w"', ["x"]),
        ('package a\nvar y = `import "x"`', []),
        ('package a\nimport "x" "y"', ["x"]),
        ('package a\nimport ("x" ("y"))', ["x"]),
        ('package\nimport "x"', []),
        ('package "a"\nimport "x"', []),
        ('import "x"', []),
        ('// package a\nimport "x"', []),
        ("package a\nimport (", []),
        ("package a\nimport", []),
        ("package a", []),
        ("", []),
    ],
)
def test_the_imports_of_a_file_are_read_in_their_order(text: str, names: list[str]) -> None:
    assert list(go.imported(text)) == names
