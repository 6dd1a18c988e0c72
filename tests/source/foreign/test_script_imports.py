"""How a script takes modules in and hands them on: each form, where it stands, and the name it gives.

Layers, unused helpers and re-exports are all told by these names, so one module must have one name.
"""

import pytest

from parti.source import facts
from parti.source.foreign import script_imports
from tests.source.foreign import told

HERE = "src/web/a.ts"


def only(text: str) -> facts.Import:
    """The one import of a text."""
    (each,) = told.facts_of(text, HERE).imports
    return each


def aliases(text: str, path: str = HERE) -> dict[str, tuple[str, ...]]:
    """What the names that come in, or are handed on, stand for."""
    return dict(told.facts_of(text, path).aliases)


# --- one name for one module -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("specifier", "module"),
    [
        ("./b", "src.web.b"),
        ("./b.js", "src.web.b"),
        ("./b.jsx", "src.web.b"),
        ("./b.mts", "src.web.b"),
        ("./b.d.ts", "src.web.b"),
        ("./b/index", "src.web.b"),
        ("./b/index.js", "src.web.b"),
        ("./b/", "src.web.b"),
        ("./b.vue", "src.web.b"),
        ("./b.svelte?raw", "src.web.b"),
        ("./b.test", "src.web.b.test"),
        ("./indexes", "src.web.indexes"),
        (".", "src.web"),
        ("./", "src.web"),
        ("./index", "src.web"),
        ("..", "src"),
        ("../core/./db", "src.core.db"),
        ("../..", ""),
        ("../../index", ""),
        ("../../lib/y", "lib.y"),
        ("react", "react"),
        ("node:fs/promises", "fs.promises"),
        ("@scope/pkg/deep.js", "@scope.pkg.deep.js"),
        ("@/store", "@.store"),
        ("#internal/z", "#internal.z"),
    ],
)
def test_every_spelling_of_a_module_is_one_name(specifier: str, module: str) -> None:
    assert script_imports.module(HERE, specifier) == module


@pytest.mark.parametrize(
    "path", ["src/web/b.ts", "src/web/b.js", "src/web/b/index.tsx", "src/web/b.d.ts", "src/web/b/index.mjs"]
)
def test_a_file_has_the_name_that_others_import_it_by(path: str) -> None:
    assert script_imports.of_path(path) == script_imports.module(HERE, "./b")


def test_a_file_at_the_top_imports_from_the_top() -> None:
    assert script_imports.module("a.ts", "./b") == "b"
    assert script_imports.module("a.ts", ".") == ""


# --- statements ------------------------------------------------------------------------------------------


def test_an_import_says_where_it_stands_and_what_it_takes() -> None:
    text = "// first\r\n  import def, { a, b as c } from './x';\r\n"
    assert only(text) == facts.Import(
        module="src.web.x", names=("default", "a", "b"), level=1, line=2, column=3
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import './x';", ()),
        ("import {} from './x';", ()),
        ("import * as x from './x';", ()),
        ("import d from './x';", ("default",)),
        ("import d, * as x from './x';", ("default",)),
        ("import { default as d } from './x';", ("default",)),
        ("import { a, b as c } from './x';", ("a", "b")),
        ("import { 'odd name' as c } from './x';", ("odd name",)),
        ("import data from './x' with { type: 'json' };", ("default",)),
        ("import x = require('./x');", ()),
        ("export * from './x';", ("*",)),
        ("export * as x from './x';", ()),
        ("export { a, b as c, default } from './x';", ("a", "b", "default")),
        ("require('./x');", ()),
        ("const { a } = require('./x');", ()),
    ],
)
def test_each_form_takes_what_it_names(text: str, names: tuple[str, ...]) -> None:
    each = only(text)
    assert (each.module, each.names) == ("src.web.x", names)


@pytest.mark.parametrize(
    "text",
    [
        "import type { A } from './x';",
        "import type A from './x';",
        "import type * as A from './x';",
        "import { type A } from './x';",
        "import { type A, type B as C } from './x';",
        "export type { A } from './x';",
        "export { type A } from './x';",
    ],
)
def test_an_import_of_types_alone_is_for_types(text: str) -> None:
    assert only(text).typing


@pytest.mark.parametrize(
    "text",
    [
        "import { A } from './x';",
        "import { type A, b } from './x';",
        "import D, { type A } from './x';",
        "import { type } from './x';",
        "import { type as A } from './x';",
        "import type from './x';",
        "import type, { A } from './x';",
        "import {} from './x';",
        "export { type A, b } from './x';",
        "export * from './x';",
    ],
)
def test_an_import_of_one_value_is_not_for_types(text: str) -> None:
    assert not only(text).typing


def test_an_import_inside_a_function_is_lazy() -> None:
    assert only("function f() { require('./x'); }").lazy
    assert only("class A { m() { return import('./x'); } }").lazy
    assert not only("if (known) { require('./x'); }").lazy


@pytest.mark.parametrize(
    "text",
    [
        "if (known) { require('./x'); }",
        "try { require('./x'); } finally { }",
        "switch (known) { case 1: require('./x'); }",
        "const x = known ? require('./x') : null;",
    ],
)
def test_an_import_that_may_not_be_reached_is_conditional(text: str) -> None:
    assert only(text).conditional


def test_an_import_in_a_loop_or_a_block_is_reached() -> None:
    assert not only("for (const a of b) { require('./x'); }").conditional
    assert not only("{ require('./x'); }").conditional


def test_only_an_import_that_is_called_is_dynamic() -> None:
    assert only("import('./x');").dynamic
    assert only("await import(`./x`);").dynamic
    assert not only("require('./x');").dynamic
    assert not only("import './x';").dynamic


@pytest.mark.parametrize(
    "text",
    [
        "require(name);",
        "require();",
        "require(`./${name}`);",
        "require('./x' + name);",
        "import(name);",
        "require.resolve('./x');",
        "other.require('./x');",
        "const require = other; require('./x');",
        "function f(require) { require('./x'); }",
        "export { a };",
        "export default a;",
        "// import './x'",
        "'import \"./x\"';",
    ],
)
def test_what_names_no_module_is_no_import(text: str) -> None:
    assert told.imports(text, HERE) == []


def test_imports_are_told_in_every_place() -> None:
    text = (
        "import './a';\nexport * from './b';\nfunction f() { require('./c'); import('./d'); }\n"
        "import './e';\n"
    )
    assert sorted(told.imports(text, HERE)) == [
        "src.web.a",
        "src.web.b (*)",
        "src.web.c lazy",
        "src.web.d lazy dynamic",
        "src.web.e",
    ]


# --- what names stand for --------------------------------------------------------------------------------


def test_a_name_that_comes_in_stands_for_what_it_was_there() -> None:
    text = "import d, { a, b as c } from './x';\nimport * as all from './y';\nimport q = require('./q');\n"
    assert aliases(text) == {
        "d": ("src.web.x",),
        "a": ("src.web.x.a",),
        "c": ("src.web.x.b",),
        "all": ("src.web.y",),
        "q": ("src.web.q",),
    }


def test_a_name_that_is_handed_on_stands_for_what_it_is_there() -> None:
    text = (
        "export { a, b as c } from './x';\nexport { default } from './y';\n"
        "export { default as D } from './z';\n"
    )
    assert aliases(text, "src/web/index.ts") == {
        "a": ("src.web.x.a",),
        "c": ("src.web.x.b",),
        "default": ("src.web.y",),
        "D": ("src.web.z",),
    }


def test_a_default_is_one_name_by_every_way_in() -> None:
    direct = told.called("import Card from './card'; Card();", HERE)
    by_name = told.called("import { default as Card } from './card'; Card();", HERE)
    assert direct == by_name == ["src.web.card"]


def test_a_name_from_two_branches_stands_for_both() -> None:
    text = (
        "import { save } from './x';\nlet load;\n"
        "if (known) { load = require('./y'); } else { load = save; }\nload();\n"
    )
    assert told.called(text, HERE) == ["require", "src.web.y", "src.web.x.save"]


@pytest.mark.parametrize(
    "text",
    [
        "require('fs').rename(a, b);",
        "(require('fs')).rename(a, b);",
        "const fs = require('node:fs'); fs.rename(a, b);",
        "let fs; try { fs = require('fs'); } catch { fs = null; } fs.rename(a, b);",
        "const { rename } = require('fs'); rename(a, b);",
        "async function f() { (await import('fs')).rename(a, b); }",
        "async function f() { const { rename: r } = await import('fs'); r(a, b); }",
        "import { default as fs } from 'fs'; fs.rename(a, b);",
        "import * as fs from 'fs'; fs.rename(a, b);",
        "import { promises } from 'fs'; promises.rename(a, b);",
        "import { promisify } from 'util'; import fs from 'fs'; promisify(fs.rename)(a, b);",
        "import util from 'util'; import { rename } from 'fs'; const r = util.promisify(rename); r(a, b);",
    ],
)
def test_a_module_is_followed_from_its_import_to_its_effect(text: str) -> None:
    assert "file" in told.touched(text, HERE)


def test_an_own_promisify_is_not_that_of_the_library() -> None:
    text = "import { rename } from 'fs'; const r = promisify(rename); r(a, b);"
    assert told.called(text, HERE) == ["promisify"]
    assert told.guessed(text, HERE) == ["promisify"]


@pytest.mark.parametrize(
    ("said", "level"), [("./x", 1), ("../x", 1), (".", 1), ("x", 0), ("@/x", 0), ("#x", 0), ("node:fs", 0)]
)
def test_an_import_says_whether_it_begins_at_its_own_file(said: str, level: int) -> None:
    assert only(f"import {{ a }} from '{said}';\n").level == level
