"""A folder of scripts and its own `index`: each can be named alone in the import kinds."""

import pytest

from parti.constraints import opened
from tests.constraints.asking import asked, messages, places, stale

LAYERS = "layers\nlayers: [source/index, source/create, source/core]\n"
FOLDERS = "layers\nlayers: [source/web, source/core]\n"
FORBIDDEN = "forbidden-import\nmodules: [source/index]\n"


@pytest.mark.parametrize("check", [LAYERS, FORBIDDEN])
@pytest.mark.parametrize(
    "text",
    [
        "import got from '../index.js';\n",
        "import {got} from '../index';\n",
        "import {got} from '..';\n",
        "import '../index.js';\n",
        "export * from '../index.js';\n",
        "export {got} from '../index.js';\n",
        "const got = require('../index');\n",
        "const got = await import('../index.js');\n",
        "import type {Got} from '../index.js';\n",
    ],
)
def test_an_import_of_the_index_that_is_named_is_told(check: str, text: str) -> None:
    assert places(asked(check, {"source/core/options.ts": text})) == ["source/core/options.ts:1"]


@pytest.mark.parametrize("check", [LAYERS, FORBIDDEN])
@pytest.mark.parametrize(
    "text",
    [
        "import {x} from '../errors.js';\n",
        "import {x} from '../core/index.js';\n",
        "import {x} from './index.js';\n",
        "import {x} from './parse.js';\n",
        "import {x} from 'index';\n",
    ],
)
def test_another_module_of_the_folder_is_not_its_index(check: str, text: str) -> None:
    assert asked(check, {"source/core/options.ts": text}) == ()


def test_a_message_names_the_index() -> None:
    (each,) = asked(LAYERS, {"source/core/options.ts": "import {got} from '../index.js';\n"})
    assert each.message == "`source.core` imports `source.index.got`, and `source.index` stands above it"


def test_the_index_itself_stands_in_its_layer_and_what_lies_beside_it_does_not() -> None:
    check = "layers\nlayers: [source/create, source/index]\n"
    text = "import {create} from './create.js';\n"
    assert places(asked(check, {"source/index.ts": text, "source/other.ts": text})) == ["source/index.ts:1"]


def test_a_folder_is_still_all_of_it_and_its_index_too() -> None:
    text = "import {page} from '../web/index.js';\nimport {view} from '../web/views.js';\n"
    found = messages(asked(FOLDERS, {"source/core/a.ts": text, "source/core/index.ts": text}))
    assert len(found) == 4
    assert found[0].startswith("`source.core` imports `source.web.page`")


def test_a_folder_and_its_index_may_be_two_layers() -> None:
    check = "layers\nlayers: [source/index, source]\n"
    files = {"source/a.ts": "import {b} from './b.js';\n", "source/b.ts": "import x from './index.js';\n"}
    assert places(asked(check, files)) == ["source/b.ts:1"]


def test_a_file_beside_the_folder_is_meant_before_its_index() -> None:
    text = "import {x} from '../source';\n"
    check = "forbidden-import\nmodules: [source/index]\n"
    assert len(asked(check, {"tests/a.ts": text, "source/index.ts": ""})) == 1
    assert asked(check, {"tests/a.ts": text, "source/index.ts": "", "source.ts": ""}) == ()


def test_an_index_at_the_top_and_one_deep_in_a_tree() -> None:
    assert (
        len(asked("forbidden-import\nmodules: [./index.ts]\n", {"lib/a.ts": "import x from '..';\n"})) == 1
    )
    deep = {"packages/one/source/core/a.ts": "import x from '../index.js';\n"}
    assert len(asked(FORBIDDEN, deep)) == len(asked(LAYERS, deep)) == 1


def test_members_that_are_independent_may_be_an_index() -> None:
    check = "independent\nmodules: [source/index, source/core]\n"
    files = {
        "source/core/a.ts": "import x from '../index.js';\n",
        "source/core/b.ts": "import '../c.js';\n",
    }
    assert places(asked(check, files)) == ["source/core/a.ts:1"]


def test_a_module_of_python_and_a_package_of_go_may_be_called_index() -> None:
    python = {"app/a.py": "from app.index import x\nfrom app import y\n"}
    assert places(asked("forbidden-import\nmodules: [app.index]\n", python)) == ["app/a.py:1"]
    text = 'package b\n\nimport (\n\t"x.org/m/internal/index"\n\t"x.org/m/internal"\n)\n'
    go = {"go.mod": "module x.org/m\n", "b/b.go": text, "internal/index/a.go": "package index\n"}
    assert places(asked("forbidden-import\nmodules: [internal/index]\n", go)) == ["b/b.go:4"]


def test_an_index_that_is_not_there_is_stale() -> None:
    files = {"source/create.ts": "", "source/core/a.ts": ""}
    assert len(stale(LAYERS, files)) == 1
    assert stale(LAYERS, {**files, "source/index.ts": ""}) == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("source/index", "source.index"),
        ("./source/index.ts", "source.index"),
        ("`source/index.d.ts`", "source.index"),
        ("source.index", "source.index"),
        ("./index.js", "index"),
        ("source", "source"),
        ("source/entry-index", "source.entry-index"),
        ("source/index/page", "source.index.page"),
        ("app.web", "app.web"),
        ("crate::web", "web"),
    ],
)
def test_the_name_of_an_index_keeps_its_last_word(written: str, name: str) -> None:
    assert opened.named(written) == name
