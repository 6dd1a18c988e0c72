"""A name in a list and an imported name: what parts them is another mark in each language.

A dot is a part of a name in npm and in a path of Go, a stroke parts a package from its folders; a list that
takes one for the other lets in a package that nobody chose, or forbids one that nobody named.
"""

import pytest

from tests.constraints.asking import asked, messages, stale

_PY, _TS, _GO, _JAVA, _RS = "src/app/a.py", "src/app/a.ts", "app/a.go", "app/A.java", "src/a.rs"
_TEXTS = {
    _PY: "import {}\n",
    _TS: "import x from '{}';\n",
    _GO: 'package app\n\nimport x "{}"\n',
    _JAVA: "package app;\n\nimport {};\n\nclass A {{}}\n",
    _RS: "use {};\n",
}
CASES = [
    ("lodash", _TS, "lodash", True),
    ("lodash", _TS, "lodash/debounce", True),
    ("lodash", _TS, "lodash.debounce", False),
    ("lodash", _TS, "lodash-es", False),
    ("lodash.debounce", _TS, "lodash.debounce", True),
    ("lodash.debounce", _TS, "lodash.debounce/x", True),
    ("lodash.debounce", _TS, "lodash/debounce", False),
    ("lodash.debounce", _TS, "lodash", False),
    ("socket.io", _TS, "socket.io", True),
    ("socket", _TS, "socket.io", False),
    ("@acme/kit", _TS, "@acme/kit/deep", True),
    ("@acme/kit", _TS, "@acme/kit.deep", False),
    ("@acme/kit", _TS, "@acme/kit-deep", False),
    ("@acme/kit.js", _TS, "@acme/kit.js", True),
    ("@acme", _TS, "@acme/kit.js", True),
    ("@acme", _TS, "@acme.org/kit", False),
    ("chart.js/auto", _TS, "chart.js/auto", True),
    ("chart.js/auto", _TS, "chart.js", False),
    ("github.com/pkg/errors", _GO, "github.com/pkg/errors/sub", True),
    ("github.com/pkg/errors", _GO, "github.com/pkg/errors.v2", False),
    ("gopkg.in/yaml", _GO, "gopkg.in/yaml.v3", False),
    ("gopkg.in/yaml.v3", _GO, "gopkg.in/yaml.v3", True),
    ("github.com", _GO, "github.com/pkg/errors", True),
    ("k8s", _GO, "k8s.io/api", False),
    ("k8s.io", _GO, "k8s.io/api", True),
    ("com.google", _JAVA, "com.google.common.base.Joiner", True),
    ("com.google", _JAVA, "com.googlecode.Tool", False),
    ("com.google.common", _JAVA, "com.google.Other", False),
    ("serde-json", _RS, "serde_json::Value", True),
    ("serde_json", _RS, "serde_json::Value", True),
    ("serde", _RS, "serde_json::Value", False),
    ("serde::de", _RS, "serde::Serialize", False),
    ("zope.interface", _PY, "zope.interface.adapter", True),
    ("zope", _PY, "zope.interface", True),
    ("zope.interface", _PY, "zope.schema", False),
    ("requests", _PY, "requests_cache", False),
]
MANIFESTS = {
    "go.mod": "module example.com/own\n",
    "Cargo.toml": '[package]\nname = "own"\n',
    "app/b.go": "package app\n",
}


def _told(kind: str, option: str, path: str, name: str) -> bool:
    files = {**MANIFESTS, path: _TEXTS[path].format(name)}
    return any(str(each.place).startswith(path) for each in asked(f"{kind}\n{option}", files))


@pytest.mark.parametrize(("written", "path", "name", "same"), CASES)
def test_a_forbidden_name_is_found_where_it_is_imported_and_nowhere_else(
    written: str, path: str, name: str, same: bool
) -> None:
    assert _told("forbidden-import", f"modules: ['{written}']", path, name) is same


@pytest.mark.parametrize(("written", "path", "name", "same"), CASES)
@pytest.mark.parametrize("kind", ["stdlib-only", "allowed-dependencies"])
def test_an_allowed_name_lets_in_itself_and_what_is_below(
    kind: str, written: str, path: str, name: str, same: bool
) -> None:
    assert _told(kind, f"allow: ['{written}']", path, name) is not same


def test_a_package_whose_name_holds_dots_is_told_by_all_of_it() -> None:
    found = asked("stdlib-only", {_TS: "import { x } from 'stream.pipeline/y';\n"})
    assert messages(found) == ["`stream.pipeline` is not in the standard library"]


@pytest.mark.parametrize("name", ["left_pad", "left.pad"])
def test_in_npm_another_mark_is_another_package(name: str) -> None:
    check = "allowed-dependencies\nallow: [left-pad]"
    assert asked(check, {_TS: f"import x from '{name}';\n"})
    assert asked(check, {"package.json": f'{{"dependencies": {{"{name}": "1"}}}}\n'})


def test_a_star_and_a_module_of_ours_take_a_dot_for_either() -> None:
    check = "forbidden-import\nmodules: ['lodash.*', app.web]"
    one = "import x from 'lodash.debounce';\nimport y from 'lodash/fp';\nimport z from 'app/web';\n"
    assert len(asked(check, {_TS: one, "src/app/web.ts": "export {};\n"})) == 3


def test_a_crate_is_allowed_under_the_name_of_its_registry_and_is_no_rot() -> None:
    assert stale("stdlib-only\nallow: [serde-json]", {_RS: "use serde_json::Value;\n"}) == []
