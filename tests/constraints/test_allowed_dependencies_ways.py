"""allowed-dependencies: the words of each finding, names under which packages go, and what is our own.

The list is read by people who have to decide about one package at a time, so a finding must name it as its
manifest does, stand on its line, and never accuse a module of the tree or of the standard library.
"""

import pytest

from tests.constraints.asking import asked, messages, places, stale, wrong

CHECK = "allowed-dependencies\nallow: [msgspec, PyYAML as yaml]\ndev: [pytest]"
FIX = "do without it, or have a person add it to `allow` with a reason"


def told(files: dict[str, str], check: str = CHECK) -> list[str]:
    return messages(asked(check, files))


def test_an_import_is_told_by_its_package_at_its_place() -> None:
    (each,) = asked(
        CHECK, {"src/app/a.py": "import json\n\n\ndef f():\n    from flask.views import View\n"}
    )
    assert each.message == "`flask` is imported, and `rule` does not allow it here"
    assert (str(each.place), each.place.column, each.fix) == ("src/app/a.py:5", 5, FIX)


def test_a_declaration_is_told_as_it_is_written() -> None:
    (each,) = asked(
        CHECK, {"requirements.txt": "# ours\nFlask-SQLAlchemy[x]>=3 ; python_version > '3.9'\n"}
    )
    assert each.message == "`Flask-SQLAlchemy` is declared here, and `rule` does not allow it"
    assert (str(each.place), each.place.column, each.fix) == ("requirements.txt:2", 0, FIX)


def test_what_only_development_may_use_is_told_as_such() -> None:
    text = '[project]\nname = "app"\ndependencies = [\n  "pytest",\n]\n'
    assert told({"pyproject.toml": text}) == [
        "`pytest` is declared outside its development groups here, and `rule` does not allow it"
    ]


def test_a_manifest_that_cannot_be_read_is_told_with_its_own_next_step() -> None:
    (each,) = asked(CHECK, {"pyproject.toml": "[project]\nname = = 1\n"})
    assert each.message.startswith("this manifest cannot be read: ")
    assert (str(each.place), each.place.column) == ("pyproject.toml:2", 0)
    assert each.fix == "correct its syntax"


@pytest.mark.parametrize(
    "written", ["PyYAML", "pyyaml", "PYYAML", "Py-YAML", "py_yaml", "Py.YAML", "py--yaml"]
)
def test_capitals_and_joints_of_a_name_make_no_difference(written: str) -> None:
    check = "allowed-dependencies\nallow: [Py-YAML as yaml, PyYAML as yaml]"
    assert told({"requirements.txt": f"{written}==6\n"}, check) == []


@pytest.mark.parametrize(
    ("path", "text", "hit"),
    [
        ("package.json", '{"dependencies": {"React": "1"}}', False),
        ("package.json", '{"dependencies": {"@Scope/UI": "1"}}', False),
        ("package.json", '{"dependencies": {"@scope/ui-kit": "1"}}', True),
        ("go.mod", "module a.org/b\nrequire GitHub.com/pkg/Errors v1.0.0\n", False),
        ("go.mod", "module a.org/b\nrequire github.com/pkg/errors/v2 v2.0.0\n", True),
    ],
)
def test_names_with_a_path_in_them_are_compared_whole(path: str, text: str, hit: bool) -> None:
    check = "allowed-dependencies\nallow: [react, '@scope/ui', github.com/pkg/errors]"
    assert bool(told({path: text}, check)) is hit


@pytest.mark.parametrize(
    ("allow", "statement", "hit"),
    [
        ("'google-cloud-storage as google.cloud.storage'", "from google.cloud import storage", False),
        ("'google-cloud-storage as google.cloud.storage'", "from google.cloud import bigquery", True),
        ("'attrs as attr, attrs'", "import attr\nimport attrs", False),
        ("'python-dateutil'", "import dateutil.parser", False),
        ("scikit-learn", "from sklearn import svm", False),
        ("beautifulsoup4", "import bs4", False),
        ("ruamel.yaml", "from ruamel.yaml import YAML", False),
        ("typing-extensions", "import typing_extensions", False),
        ("requests", "import requests_toolbelt", True),
        ("requests-toolbelt", "import requests", True),
    ],
)
def test_a_package_is_known_by_the_modules_that_it_brings(allow: str, statement: str, hit: bool) -> None:
    found = told({"src/app/a.py": f"{statement}\n"}, f"allowed-dependencies\nallow: [{allow}]")
    assert bool(found) is hit


@pytest.mark.parametrize(
    ("path", "statement"),
    [
        ("src/app/a.py", "import app.b"),
        ("src/app/a.py", "from . import b"),
        ("src/app/a.py", "import app"),
        ("src/app/a.py", "import tests.fakes"),
        ("src/app/a.py", "import sqlite3.dbapi2, tomllib, _thread, __future__"),
        ("src/app/a.py", "import tool"),
        ("src/app/a.ts", "import './b'; import fs from 'node:fs'; import '#own'; import '~/x';"),
        ("main.go", 'package main\nimport ("fmt"; "net/http"; "a.org/b/internal/x"; "C")'),
        (
            "src/A.java",
            "import java.util.List;\nimport javax.sql.DataSource;\nimport com.acme.Own;\nclass A {}",
        ),
        ("src/a.rs", "use std::fs;\nuse alloc::vec;\nuse crate::own;\nuse super::own;\nuse own::x;"),
    ],
)
def test_the_tree_and_the_standard_library_are_never_accused(path: str, statement: str) -> None:
    tree = {
        "src/app/__init__.py": "",
        "src/app/b.py": "",
        "tests/__init__.py": "",
        "tests/fakes.py": "",
        "tool.py": "",
        "src/b.ts": "",
        "go.mod": "module a.org/b\n",
        "internal/x/x.go": "package x\n",
        "src/com/acme/Own.java": "package com.acme;\nclass Own {}\n",
        "src/own.rs": "",
    }
    assert told({**tree, path: f"{statement}\n"}, "allowed-dependencies\nallow: []") == []


@pytest.mark.parametrize(
    "statement", ["use rand;", "pub use rand as r;", "use\n\trand;", "#[macro_use]\nextern crate rand;"]
)
@pytest.mark.parametrize(
    "check", ["allowed-dependencies\nallow: []", "stdlib-only", "forbidden-import\nmodules: [rand]"]
)
def test_a_crate_that_is_brought_in_whole_is_seen_where_no_path_is_written(
    statement: str, check: str
) -> None:
    assert len(told({"src/a.rs": f"{statement}\n"}, check)) == 1


@pytest.mark.parametrize(
    "path",
    ["tests/a.py", "test/a.py", "src/tests/a.py", "src/app/test_a.py", "src/app/a_test.py", "conftest.py",
     "benchmarks/a.py", "examples/a.py"],
)  # fmt: skip
def test_development_lies_where_people_put_it(path: str) -> None:
    assert told({path: "import pytest\n"}) == []


@pytest.mark.parametrize("path", ["src/app/a.py", "src/testing/a.py", "src/app/contest.py", "a.py"])
def test_production_may_not_use_what_development_may(path: str) -> None:
    assert told({path: "import pytest\n"}) == ["`pytest` is imported, and `rule` does not allow it here"]


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        ("pyproject.toml", '[project]\ndependencies = ["flask"]  # flask\n', [2]),
        ("pyproject.toml", '[project]\ndependencies = [\n  # flask\n  "msgspec", "flask",\n]\n', [4]),
        ("pyproject.toml", '[project.optional-dependencies]\nweb = ["flask"]\nall = ["flask"]\n', [2, 3]),
        ("pyproject.toml", "[tool.pdm.dev-dependencies]\ntest = ['pytest', 'tox']\n", [2]),
        ("requirements.txt", "\ufeffflask\r\nmsgspec\r\n", [1]),
        ("requirements.txt", "-e .\n-c x.txt\n./local\nflask @ https://x.org/f.zip\n", [4]),
        ("requirements.txt", "flask \\\n    --hash=sha256:1\nmsgspec\n", [1]),
        ("package.json", '{"peerDependencies": {"left-pad": "1"},\n"optionalDependencies": {"x-y": "1"}}',
         [1, 2]),
        ("package.json", "[]", []),
        ("package.json", '{"dependencies": ["a"]}', []),
        ("Cargo.toml", '[workspace.dependencies]\nrand = "1"\n', [2]),
        ("Cargo.toml", '[dependencies]\nr = { package = "rand", version = "1" }\n', [2]),
        ("build.gradle", "implementation group: 'a.b', name: 'c', version: '1'\n", [1]),
        ("build.gradle.kts", 'api(group = "a.b", name = "c")\n', [1]),
        ("build.gradle", "testImplementation group: 'a.b', module: 'c'\nexclude group: 'a'\n", []),
    ],
)  # fmt: skip
def test_manifests_are_read_as_their_tools_read_them(path: str, text: str, lines: list[int]) -> None:
    assert places(asked(CHECK, {path: text})) == [f"{path}:{line}" for line in lines]


def test_a_project_may_depend_on_another_of_the_same_tree_under_any_spelling() -> None:
    files = {
        "a/package.json": '{"name": "@acme/core"}',
        "b/package.json": '{"name": "web", "dependencies": {"@acme/core": "*", "left-pad": "1"}}',
        "c/Cargo.toml": '[package]\nname = "acme_core"\n',
        "d/Cargo.toml": '[package]\nname = "d"\n[dependencies]\nacme-core = "1"\n',
    }
    assert places(asked("allowed-dependencies\nallow: []", files)) == ["b/package.json:1"]


def test_a_tree_without_a_manifest_and_without_imports_is_free() -> None:
    assert told({"src/a.py": "x = 1\n", "README.md": "import flask\n"}) == []


def test_imports_of_files_that_did_not_change_are_left_and_manifests_are_not() -> None:
    files = {"src/a.py": "import flask\n", "src/b.py": "import flask\n", "requirements.txt": "flask\n"}
    assert places(asked(CHECK, files, changed=["src/b.py"])) == ["requirements.txt:1", "src/b.py:1"]
    assert places(asked(CHECK, files, changed=[])) == ["requirements.txt:1"]


def test_the_scope_limits_code_and_manifests_alike() -> None:
    files = {"a/requirements.txt": "flask\n", "b/requirements.txt": "flask\n", "b/x.py": "import flask\n"}
    assert places(asked(CHECK, files, scope="Scope: `b/**`, not `b/x.py`.")) == ["b/requirements.txt:1"]


@pytest.mark.parametrize(
    ("files", "gone"),
    [
        ({"requirements.txt": "msgspec\nPyYAML\npytest\n"}, []),
        ({"a.py": "import msgspec, yaml, pytest\n"}, []),
        ({"a.py": "import msgspec, yaml\n"}, ["pytest"]),
        ({"requirements.txt": "msgspec\npytest-xdist\n"}, ["pyyaml"]),
        ({"README.md": "msgspec yaml pytest\n", "a.py": "x = 1\n"}, ["msgspec", "pyyaml", "pytest"]),
        ({"a.go": 'package a\nimport "msgspec"\n', "requirements.txt": "pyyaml\npytest"}, []),
    ],
)
def test_a_name_that_neither_code_nor_a_manifest_speaks_of_is_rot(
    files: dict[str, str], gone: list[str]
) -> None:
    assert stale(CHECK, files) == [
        f"`rule` allows `{name}`, which nothing imports or declares" for name in gone
    ]


def test_rot_looks_in_the_scope_alone() -> None:
    files = {"src/a.py": "import msgspec, yaml, pytest\n", "old/b.py": ""}
    said = stale(CHECK, files, scope="Scope: `old/**`.")
    assert [each.split("`")[3] for each in said] == ["msgspec", "pyyaml", "pytest"]


def test_an_empty_list_is_a_list_and_a_missing_one_is_not() -> None:
    missing = "`allow` must be a list of texts, for example `allow: [msgspec]`; `[]` allows nothing"
    assert wrong("allowed-dependencies", {"allow": []}) == []
    assert wrong("allowed-dependencies", {"dev": ["pytest"]}) == [missing]
    assert wrong("allowed-dependencies", {"allow": 3, "dev": {"a": 1}, "dev-in": [1]}) == [
        "`dev` must be a list of texts",
        "`dev-in` must be a list of texts",
        "`allow` must be a list of texts",
    ]
