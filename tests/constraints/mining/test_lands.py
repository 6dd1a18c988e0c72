"""Directions in Go, Rust, Java and TypeScript: named, placed and shown as people of that language write.

What is proposed is tried as a person would: adopted as it stands, and then a planted import must be found.
"""

import pytest

from parti.constraints import conformance, document
from parti.constraints.mining import proposal
from parti.constraints.tree import Texts
from tests.constraints.mining.grown import (
    found,
    go_floors,
    java_floors,
    one,
    rust_floors,
    script_floors,
)

GROWN = {"go": go_floors(), "rust": rust_floors(), "java": java_floors(), "typescript": script_floors()}
KEYS = {
    "go": "nothing-imports-internal-web",
    "rust": "nothing-imports-web",
    "java": "nothing-imports-com-acme-web",
    "typescript": "nothing-imports-src-web",
}


def broken(each: proposal.Proposal, files: dict[str, str]) -> list[str]:
    """Where the gate finds an adopted proposal broken."""
    read = document.parse(each.section())
    assert read.findings == ()
    errors = (f for f in conformance.run(read, Texts(files)) if f.level == "error")
    return [str(f.place) for f in errors]


@pytest.mark.parametrize(
    ("language", "named", "include", "exclude"),
    [
        ("go", "internal/web", ("internal/**",), ("internal/web/**",)),
        ("rust", "crate::web", ("src/**/*.rs",), ("src/web/**",)),
        ("java", "com.acme.web", ("src/main/java/com/acme/**",), ("src/main/java/com/acme/web/**",)),
        ("typescript", "src/web", ("src/**",), ("src/web/**",)),
    ],
)
def test_a_top_is_named_as_its_language_writes_it(
    language: str, named: str, include: tuple[str, ...], exclude: tuple[str, ...]
) -> None:
    each = one(GROWN[language], KEYS[language])
    assert each.title == f"Code outside `{named}` never imports `{named}`"
    assert (each.check, each.options) == ("forbidden-import", {"modules": (named,)})
    assert (each.include, each.exclude, each.kept) == (include, exclude, 42)


@pytest.mark.parametrize(
    ("language", "path", "kept", "breaking"),
    [
        (
            "go",
            "internal/mail/example.go",
            'package mail\n\nimport _ "example.com/shop/internal/store"\n',
            'package mail\n\nimport _ "example.com/shop/internal/web"\n',
        ),
        ("rust", "src/mail.rs", "use crate::store;\n", "use crate::web;\n"),
        (
            "java",
            "src/main/java/com/acme/mail/Example.java",
            "package com.acme.mail;\n\nimport com.acme.store.Do;\n\nclass Example {\n  Do other;\n}\n",
            "package com.acme.mail;\n\nimport com.acme.web.Page0;\n\nclass Example {\n  Page0 other;\n}\n",
        ),
        (
            "typescript",
            "src/mail/example.ts",
            "import * as other from '../store/do';\n",
            "import * as other from '../web/page0';\n",
        ),
    ],
)
def test_the_examples_are_code_of_the_language_in_files_that_could_be_there(
    language: str, path: str, kept: str, breaking: str
) -> None:
    each = one(GROWN[language], KEYS[language])
    assert (each.obeying.path, each.obeying.language, each.obeying.code) == (path, language, kept)
    assert (each.breaking.path, each.breaking.language, each.breaking.code) == (path, language, breaking)


@pytest.mark.parametrize(
    ("language", "path", "planted"),
    [
        (
            "go",
            "internal/store/bad.go",
            'package store\n\nimport (\n\t"fmt"\n\n\tpages "example.com/shop/internal/web"\n)\n',
        ),
        ("rust", "src/store.rs", "fn f() {}\n\nuse crate::{mail, web::page1};\n"),
        ("rust", "src/store/rows.rs", "\n\nuse super::super::web::page1;\n"),
        (
            "java",
            "src/main/java/com/acme/store/B.java",
            "package com.acme.store;\n\nimport com.acme.web.*;\n",
        ),
        ("typescript", "src/store/do.ts", "\n\nexport { x } from '../web/page1';\n"),
    ],
)
def test_an_import_that_is_planted_later_is_found(language: str, path: str, planted: str) -> None:
    files = GROWN[language]
    each = one(files, KEYS[language])
    assert broken(each, files) == []
    line = 6 if language == "go" else 3
    assert [place.rsplit(":", 1)[0] for place in broken(each, {**files, path: planted})] == [path]
    assert broken(each, {**files, path: planted})[0].startswith(f"{path}:{line}")


def test_layers_of_go_and_rust_find_an_import_upwards() -> None:
    go = {"go.mod": "module example.com/shop\n\ngo 1.22\n", "store/a.go": "package store\n"}
    go |= {
        f"web/p{n}.go": 'package web\n\nimport "example.com/shop/store"\n\nvar _ = store.X\n'
        for n in range(12)
    }
    rust = {"src/store/mod.rs": "", "src/lib.rs": "mod store;\n"}
    rust |= {f"src/web/p{n}.rs": "use crate::store;\n" for n in range(12)}
    upwards = {
        "store/bad.go": 'package store\n\nimport "example.com/shop/web"\n',
        "src/store/bad.rs": "\n\nuse crate::web::p1;\n",
    }
    for files, named, path in (
        (go, ("web", "store"), "store/bad.go"),
        (rust, ("crate::web", "crate::store"), "src/store/bad.rs"),
    ):
        (each,) = found(files, "layers")
        assert (each.check, each.options) == ("layers", {"layers": named})
        assert broken(each, files) == []
        assert broken(each, {**files, path: upwards[path]})[0].startswith(f"{path}:3")


def test_each_crate_of_rust_is_a_land_of_its_own() -> None:
    files = {
        **rust_floors("crates/a/"),
        "crates/b/src/web.rs": "",
        "crates/b/src/store.rs": "use crate::web;\n",
    }
    each = one(files, "nothing-imports-web")
    assert (each.include, each.exclude) == (("crates/a/src/**/*.rs",), ("crates/a/src/web/**",))
    assert each.exceptions == ()
    assert broken(each, files) == []


def test_names_that_only_look_alike_in_several_crates_are_no_direction() -> None:
    files = {}
    for n in range(14):
        files[f"crates/c{n}/src/lib.rs"] = "use crate::a;\nuse crate::b;\nuse crate::c;\n"
        files |= {f"crates/c{n}/src/{name}.rs": "" for name in "abc"}
    assert found(files) == []


def test_what_nobody_could_import_is_not_proposed() -> None:
    files = go_floors()
    tool = {path: text.replace("package web", "package main") for path, text in files.items()}
    assert found(files, "layers") != []
    assert found(tool, "layers") == []
    del files["go.mod"]
    assert found(files, "layers") == [], "without a module nobody knows the path of a package"


def test_rust_outside_a_src_has_no_place() -> None:
    assert found({path.replace("src/", "core/"): text for path, text in rust_floors().items()}) == []


def test_a_dot_in_a_folder_of_go_is_no_step() -> None:
    files = {path.replace("internal/web", "internal/we.b"): text for path, text in go_floors().items()}
    assert found(files, "layers") == []


def test_python_is_not_counted_with_other_languages() -> None:
    files = {**go_floors(), "internal/web/page.py": "import store\n", "tool.py": "import json\n"}
    (each,) = found(files, "layers")
    assert each.kept == 42
