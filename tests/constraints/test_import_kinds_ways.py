"""layers, independent, forbidden-import, stdlib-only: places, words, near names, how deep a name may lie.

An import rule that is off by one dot is either an alarm on every second file or a door that stands open.
Each row is such a border: a package whose name begins another's, a sibling beside, a root above, a file
below none.
"""

import pytest

from tests.constraints.asking import asked, messages, places, spots, stale, wrong

LAYERS = "layers\nlayers: [app.web, app.service | app.jobs, app.store]"


def lines(check: str, text: str, path: str) -> list[int]:
    return [each.place.line for each in asked(check, {path: text})]


def test_an_import_upwards_is_told_with_both_layers_and_a_way_out() -> None:
    (each,) = asked(LAYERS, {"src/app/store/rows.py": "import json\n\nfrom app.web.views import page\n"})
    assert each.message == "`app.store` imports `app.web.views.page`, and `app.web` stands above it"
    assert each.fix == "move what is shared below `app.store`, or pass it in from above"
    assert (str(each.place), each.place.column) == ("src/app/store/rows.py:3", 1)
    assert (each.code, each.level, each.snippet) == ("rule", "error", "from app.web.views import page")


def test_an_import_sideways_is_told_as_such() -> None:
    (each,) = asked(LAYERS, {"src/app/jobs/a.py": "def f():\n    import app.service\n"})
    assert each.message == "`app.jobs` imports `app.service`, and `app.service` stands beside it"
    assert spots([each]) == [(2, 5)]


def test_a_forbidden_import_is_told_with_what_forbids_it() -> None:
    (each,) = asked(
        "forbidden-import\nmodules: [app.web]", {"src/app/a.py": "from app.web.views import page\n"}
    )
    assert each.message == "`app.web.views.page` is imported where `app.web` is forbidden"
    assert each.fix == "remove the import, or move this code to where it is allowed"


def test_a_dependence_between_members_is_told_with_a_way_out() -> None:
    (each,) = asked("independent\nmodules: [app.a, app.b]", {"src/app/a/x.py": "from app.b import y\n"})
    assert each.message == "`app.a` imports `app.b.y`, and `app.a` and `app.b` are independent"
    assert each.fix == "move what both need into a module of its own, or let the caller pass `app.b` in"


def test_an_import_from_outside_is_told_by_its_package() -> None:
    (each,) = asked("stdlib-only", {"src/app/a.py": "import numpy.linalg as la\n"})
    assert each.message == "`numpy` is not in the standard library"
    assert each.fix == "use the standard library, or have a person add it to `allow` with a reason"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("src/app/store.py", "import app.web\n", [1]),
        ("src/app/store/__init__.py", "from ..web import x\n", [1]),
        ("src/app/store/__init__.py", "from .web import x\n", []),
        ("src/app/store/deep/er/a.py", "from ....web import x\n", [1]),
        ("src/app/store/deep/er/a.py", "from ...web import x\n", []),
        ("src/app/stores/a.py", "import app.web\n", []),
        ("src/app/a.py", "import app.web\n", []),
        ("other/app/store/a.py", "import app.web\n", [1]),
        ("src/app/web/a.py", "import app.web.b, app.store, app.jobs\n", []),
        ("src/app/service/a.py", "import app.store\nimport app.jobs\nimport app.web\n", [2, 3]),
        ("src/app/service/a.py", "import app.service.b\nfrom . import c\n", []),
        ("src/app/store/a.py", "from app import web, jobs\n", [1]),
        ("src/app/store/a.py", "from app import *\n", []),
        ("src/app/store/a.py", "import app.web as store\n", [1]),
        ("src/app/store/a.pyi", "import app.web\n", [1]),
        (
            "src/app/store/a.py",
            "try:\n    import app.web\nexcept ImportError:\n    import app.jobs\n",
            [2, 4],
        ),
        ("src/app/store/a.py", "class A:\n    import app.web\n", [1 + 1]),
        ("src/app/store/a.py", "if 0:\n    pass\nelse:\n    import app.web; import app.jobs\n", [4, 4]),
        ("src/app/store/a.py", "import app.web\n\nimport app.web.views\n", [1, 3]),
    ],
)
def test_a_file_lies_in_the_layer_of_its_package_and_in_no_near_one(
    path: str, text: str, found: list[int]
) -> None:
    assert lines(LAYERS, text, path) == found


def test_a_layer_that_is_a_single_module_is_one() -> None:
    check = "layers\nlayers: [app.main, app.config]"
    assert lines(check, "import app.main\n", "src/app/config.py") == [1]
    assert lines(check, "import app.config\n", "src/app/main.py") == []


def test_three_siblings_may_not_know_one_another() -> None:
    check = "layers\nlayers: [app.a | app.b | app.c, app.d]"
    assert lines(check, "import app.b\nimport app.c\nimport app.d\n", "src/app/a.py") == [1, 2]
    assert lines(check, "import app.a\n", "src/app/d.py") == [1]


def test_the_inner_of_two_nested_layers_decides() -> None:
    check = "layers\nlayers: [app.core.api, app, app.core]"
    assert lines(check, "import app.core.api.x\n", "src/app/core/rows.py") == [1]
    assert lines(check, "import app.core.x\nimport app.other\n", "src/app/core/api/a.py") == []


@pytest.mark.parametrize(
    ("modules", "text", "found"),
    [
        ("[requests]", "import requests, json\n", [1]),
        ("[requests]", "import requests.sessions as s\n", [1]),
        ("[requests]", "from requests import *\n", [1]),
        ("[requests]", "import requests_cache\n", []),
        ("[requests]", "import app.requests\n", []),
        ("[requests.adapters]", "import requests\n", []),
        ("[requests.adapters]", "import requests\nrequests.adapters.HTTPAdapter()\n", [2]),
        ("[requests.adapters]", "from requests import adapters as a\n", [1]),
        ("['req*']", "import required\n", [1]),
        ("['*.models']", "from app.posts import models\nfrom app import models_old\n", [1]),
        ("['app.*.models']", "import app.models\nimport app.a.b.models.c\n", [2]),
        ("[xml.etree]", "import xml.dom, xml.etree.ElementTree\n", [1]),
        ("[requests, json]", "import requests, json\n", [1]),
        ("[app.web]", "import importlib\nimportlib.import_module('.web', 'app')\n", [2]),
        ("[app.web]", "import importlib\nimportlib.import_module('.web', __package__)\n", [2]),
        ("[app.web]", "def import_module(x): ...\nimport_module('app.web')\n", []),
        ("[app.web]", "name = 'app.web'\n", []),
    ],
)
def test_a_forbidden_name_stands_for_itself_and_all_below(
    modules: str, text: str, found: list[int]
) -> None:
    assert lines(f"forbidden-import\nmodules: {modules}", text, "src/app/posts.py") == found


def test_an_import_of_several_lines_is_told_where_it_begins_and_once() -> None:
    text = "import os\nfrom app.web import (\n    a,\n    b,\n)\n"
    (each,) = asked("forbidden-import\nmodules: [app.web]", {"src/app/x.py": text})
    assert (each.place.line, each.snippet) == (2, "from app.web import (")


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("src/a/x.ts", "import {\n  b,\n} from '../b';\n", [1]),
        ("src/a/x.ts", "export { b } from '../b/deep/er';\n", [1]),
        ("src/a/x.ts", "import b = require('../b');\n", [1]),
        ("src/a/x.ts", "type B = import('../b').B;\n", [1]),
        ("src/a/x.ts", "jest.mock('../b');\n", []),
        ("src/a/x.ts", "import '../bb'; import './b'; import 'b';\n", []),
        ("src/a/deep/x.ts", "import '../../b/index.js';\n", [1]),
        ("src/a/x.ts", "import 'src/b/c';\n", [1]),
        ("src/a/x.tsx", "const B = lazy(() => import('../b'));\n", [1]),
        ("src/a/x.cjs", "module.exports = { ...require('../b') };\n", [1]),
        ("src/b/x.ts", "import '../a';\nimport './a';\n", [1]),
    ],
)
def test_modules_of_a_script_are_independent_in_every_form(path: str, text: str, found: list[int]) -> None:
    assert lines("independent\nmodules: [src/a, src/b]", text, path) == found


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("a/x.go", 'package a\nimport "ex.org/app/b"\n', [2]),
        ("a/x.go", 'package a\nimport (\n\t"fmt"\n\tb "ex.org/app/b/deep"\n)\n', [4]),
        ("a/x.go", 'package a\nimport "ex.org/app/bb"\nimport "ex.org/other/b"\nimport "b"\n', []),
        ("a/x_test.go", 'package a_test\nimport "ex.org/app/b"\n', [2]),
        ("a/deep/x.go", 'package deep\nimport "ex.org/app/b"\nimport "ex.org/app/a"\n', [2]),
        ("c/x.go", 'package c\nimport "ex.org/app/b"\n', []),
    ],
)
def test_packages_of_go_are_known_by_their_module(path: str, text: str, found: list[int]) -> None:
    files = {"go.mod": "module ex.org/app\n\ngo 1.22\n", path: text}
    assert [each.place.line for each in asked("independent\nmodules: [a, b]", files)] == found


def test_a_package_of_go_s_library_is_not_the_folder_of_that_name() -> None:
    files = {"go.mod": "module ex.org/app\n", "store/x.go": 'package store\nimport "log"\n'}
    files["store/y.go"] = 'package store\nimport "ex.org/app/log"\n'
    for kind in ("layers\nlayers: [log, store]", "independent\nmodules: [log, store]"):
        assert places(asked(kind, files)) == ["store/y.go:2"]


def test_a_module_path_in_a_comment_of_go_mod_is_not_the_module() -> None:
    files = {"go.mod": "// module ex.org/old\nmodule ex.org/app // renamed\n"}
    files["a/x.go"] = 'package a\nimport "ex.org/app/b"\n'
    assert places(asked("independent\nmodules: [a, b]", files)) == ["a/x.go:2"]


def test_the_longest_module_of_a_go_workspace_counts() -> None:
    files = {
        "go.mod": "module ex.org/app\n",
        "tools/go.mod": "module ex.org/app/tools\n",
        "a/x.go": 'package a\nimport "ex.org/app/tools/gen"\n',
    }
    assert places(asked("layers\nlayers: [tools/gen, a]", files)) == ["a/x.go:2"]


def test_a_crate_of_others_is_not_the_module_of_that_name() -> None:
    text = "use log::info;\nuse crate::log::ours;\nuse {log::warn, crate::log::more};\n"
    for kind in ("layers\nlayers: ['crate::log', 'crate::store']", "independent\nmodules: [log, store]"):
        found = asked(kind, {"src/store/mod.rs": text, "src/log.rs": ""})
        assert [each.place.line for each in found] == [2, 3]


def test_a_crate_of_the_same_workspace_is_ours_without_a_prefix() -> None:
    files = {"crates/acme-log/src/lib.rs": "", "crates/acme-store/src/rows.rs": "use acme_log::ours;\n"}
    assert len(asked("layers\nlayers: [acme_log, acme_store]", files)) == 1


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("src/a/mod.rs", "use crate::b::x;\n", [1]),
        ("src/a.rs", "use crate::b;\n", [1]),
        ("src/a/deep.rs", "use super::super::b::x;\nuse super::b;\n", [1]),
        ("src/a.rs", "fn f() { crate::b::x() }\nfn g() -> crate::b::T { todo!() }\n", [1, 2]),
        ("src/a.rs", "mod b { pub fn x() {} }\nfn f() { b::x() }\n", []),
        ("src/a.rs", "use crate::{a::y, b as c};\n", [1]),
        ("src/a.rs", "pub(crate) use crate::b::*;\n", [1]),
        ("src/a.rs", "use bb::x;\nuse crate::bb;\n", []),
    ],
)
def test_modules_of_rust_are_independent_in_every_form(path: str, text: str, found: list[int]) -> None:
    assert lines("independent\nmodules: ['crate::a', 'crate::b']", text, path) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import com.acme.b.T;\n", [2]),
        ("import com.acme.b.*;\n", [2]),
        ("import static com.acme.b.T.of;\n", [2]),
        ("import com.acme.bb.T;\nimport com.acme.a.U;\n", []),
        ("import com.acme.B;\n", []),
        ("import com.acme.b.T;\nimport com.acme.b.U;\n", [2, 3]),
    ],
)
def test_packages_of_java_are_independent_in_every_form(text: str, found: list[int]) -> None:
    path = "src/main/java/com/acme/a/A.java"
    whole = f"package com.acme.a;\n{text}class A {{}}\n"
    assert lines("independent\nmodules: [com.acme.a, com.acme.b]", whole, path) == found


@pytest.mark.parametrize(
    ("allow", "statement", "hit"),
    [
        ("[attrs]", "import attrs.converters", False),
        ("[attrs.converters]", "import attrs", True),
        ("[attr]", "import attrs", True),
        ("[]", "import tomllib, zoneinfo, graphlib", False),
        ("[]", "import _collections_abc, __main__, __future__", False),
        ("[]", "from importlib.metadata import version", False),
        ("[]", "import pip", True),
        ("[]", "import setuptools", True),
        ("[yaml]", "import yaml, toml", True),
    ],
)
def test_the_standard_library_is_what_comes_with_python(allow: str, statement: str, hit: bool) -> None:
    assert bool(lines(f"stdlib-only\nallow: {allow}", f"{statement}\n", "src/app/a.py")) is hit


def test_plugins_are_found_as_the_tree_has_them_and_alone() -> None:
    files = {
        "src/app/plugins/__init__.py": "from . import csv, xml\n",
        "src/app/plugins/csv.py": "from app.plugins import xml\n",
        "src/app/plugins/xml/__init__.py": "from .read import r\nfrom .. import csv\n",
        "src/app/plugins/xml/read.py": "",
        "src/app/main.py": "from app.plugins import csv, xml\n",
    }
    found = asked('independent\nmodules: ["app.plugins.*"]', files)
    assert places(found) == ["src/app/plugins/csv.py:1", "src/app/plugins/xml/__init__.py:2"]


def test_rot_names_each_layer_or_member_without_a_file() -> None:
    files = {"src/app/web/a.py": "", "src/app/jobs.py": "", "README.md": ""}
    assert stale(LAYERS, files) == [
        "`rule` names the layer `app.service`, and no file lies in it",
        "`rule` names the layer `app.store`, and no file lies in it",
    ]
    assert stale("independent\nmodules: [app.web, app.jobs]", files) == []
    assert stale("independent\nmodules: [app.web, app.job, 'app.*']", files) == [
        "`rule` names the module `app.job`, and no file lies in it"
    ]


def test_an_allowance_is_rot_only_when_no_code_speaks_of_it() -> None:
    files = {"src/a.py": "import attrs\n", "src/b.ts": "import '@scope/ui';\n", "README.md": "orjson\n"}
    assert stale("stdlib-only\nallow: [attrs, '@scope/ui', orjson]", files) == [
        "`rule` allows `orjson`, which nothing imports"
    ]


def test_the_blocks_of_import_kinds_are_told_their_slips() -> None:
    assert wrong("layers", {"layers": ["a | b"]}) == []
    assert wrong("layers", {"layers": ["a"]}) == ["`layers` needs at least two packages"]
    assert wrong("layers", {"layers": ["a | b", "b", "c", "c"]}) == [
        "`b` stands in two layers",
        "`c` stands in two layers",
    ]
    assert wrong("independent", {"modules": ["a"]}) == [
        "`modules` needs at least two modules, or one that ends in `.*`"
    ]
    assert wrong("independent", {"modules": ["a", "b", "a"]}) == ["`a` is listed twice"]
    assert wrong("forbidden-import", {"modules": " "}) == [
        "`modules` must be a list of texts, for example `modules: [requests, app.web]`"
    ]
    assert messages(asked("stdlib-only", {"a.py": "import json\n"})) == []
