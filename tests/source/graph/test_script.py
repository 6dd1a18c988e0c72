"""TypeScript and JavaScript: where specifiers lead, by form, by file, by alias and by workspace."""

import pytest

from tests.source.graph import drawn

TREE = dict.fromkeys(
    [
        "src/a.ts",
        "src/b.js",
        "src/c.tsx",
        "src/d.d.ts",
        "src/kit/index.ts",
        "src/data.json",
        "src/m.mts",
        "src/n.cts",
        "src/deep/e.ts",
        "src/style.css",
    ],
    "",
)

FORMS = [
    ("import a from './a'", ["src/a.ts"]),
    ('import a from "./a";', ["src/a.ts"]),
    ("import {x, y as z} from './a'", ["src/a.ts"]),
    ("import * as a from './a'", ["src/a.ts"]),
    ("import a, {x} from './a'", ["src/a.ts"]),
    ("import {\n  x, // first\n  y,\n} from './a'", ["src/a.ts"]),
    ("import './a'", ["src/a.ts"]),
    ("import'./a'", ["src/a.ts"]),
    ("import type {X} from './a'", ["src/a.ts"]),
    ("import {type X} from './a'", ["src/a.ts"]),
    ("export * from './a'", ["src/a.ts"]),
    ("export * as a from './a'", ["src/a.ts"]),
    ("export {x} from './a'", ["src/a.ts"]),
    ("const a = require('./a')", ["src/a.ts"]),
    ("import a = require('./a')", ["src/a.ts"]),
    ("const a = await import('./a')", ["src/a.ts"]),
    ("const a = () => import(\n  './a'\n)", ["src/a.ts"]),
    ("import(/* webpackChunkName: \"a\" */ './a')", ["src/a.ts"]),
    ("type A = import('./a').A", ["src/a.ts"]),
    ("import a from './a'\r\nimport b from './b'\r\n", ["src/a.ts", "src/b.js"]),
    ("\ufeffimport a from './a'", ["src/a.ts"]),
    ("import x from './a'; import y from './b'", ["src/a.ts", "src/b.js"]),
    ("import x from './a'\nimport y from './a'", ["src/a.ts"]),
    ("import x from 'react'", []),
    ("import x from './missing'", []),
    ("const a = require(name)", []),
    ("Array.from('./a', f)\nimportant('./a')", ["src/a.ts"]),
]


@pytest.mark.parametrize(("text", "found"), FORMS)
def test_every_form_of_import_leads_to_its_file(text: str, found: list[str]) -> None:
    assert drawn.leads(TREE, "src/run.ts", text) == found


PLACES = [
    ("./a.ts", "src/a.ts"),
    ("./a.js", "src/a.ts"),
    ("./b", "src/b.js"),
    ("./b.js", "src/b.js"),
    ("./c", "src/c.tsx"),
    ("./c.js", "src/c.tsx"),
    ("./c.jsx", "src/c.tsx"),
    ("./d", "src/d.d.ts"),
    ("./d.js", "src/d.d.ts"),
    ("./m.mjs", "src/m.mts"),
    ("./n.cjs", "src/n.cts"),
    ("./kit", "src/kit/index.ts"),
    ("./kit/", "src/kit/index.ts"),
    ("./kit/index", "src/kit/index.ts"),
    ("./kit/index.js", "src/kit/index.ts"),
    ("./deep/../a", "src/a.ts"),
    ("../src/a", "src/a.ts"),
    ("./data.json", "src/data.json"),
    ("./style.css", "src/style.css"),
    ("../../a", ""),
]


@pytest.mark.parametrize(("specifier", "found"), PLACES)
def test_a_specifier_leads_to_the_file_that_is_there(specifier: str, found: str) -> None:
    assert drawn.leads(TREE, "src/run.ts", f"import x from '{specifier}'") == ([found] if found else [])


COMMENTS = [
    ("// import a from './a'", []),
    ("  // import a from './a'", []),
    ("f() // was: require('./a')", []),
    ("/* import a from './a' */", []),
    ("/**\n * import a from './a'\n */", []),
    ("/*\nimport a from './a'\n*/", []),
    ("/* license */ import a from './a'", ["src/a.ts"]),
    ("/*\n * license\n */ import a from './a'", ["src/a.ts"]),
    ("const all = 'src/*.ts'\nconst a = require('./a')", ["src/a.ts"]),
    ("const all = glob(\"src/**/*.ts\")\nimport a from './a'", ["src/a.ts"]),
    ("const u = 'http://x'; const a = require('./a')", ["src/a.ts"]),
    ("/* one */ /* two\nthree */\nimport a from './a'", ["src/a.ts"]),
]


@pytest.mark.parametrize(("text", "found"), COMMENTS)
def test_what_a_comment_says_is_no_import(text: str, found: list[str]) -> None:
    assert drawn.leads(TREE, "src/run.ts", text) == found


TREES = {
    "index files": (
        {
            "index.ts": "",
            "src/index.ts": "import x from '..'",
            "src/a.ts": "import x from '.'\nimport y from './'",
        },
        ["src/a.ts → src/index.ts", "src/index.ts → index.ts"],
    ),
    "a file in the top folder": (
        {"a.ts": "import b from './b'\nimport x from '.'", "b.ts": "", "index.js": ""},
        ["a.ts → b.ts", "a.ts → index.js"],
    ),
    "references": (
        {
            "a.ts": "/// <reference path='types.d.ts' />",
            "types.d.ts": "",
            "src/b.ts": '/// <reference path="../types.d.ts"/>\n/// <reference types="node" />',
        },
        ["a.ts → types.d.ts", "src/b.ts → types.d.ts"],
    ),
    "paths": (
        {
            "tsconfig.json": '{"compilerOptions": {"baseUrl": ".", "paths":'
            ' {"@/*": ["src/*"], "kit": ["lib/kit"]}}}',
            "src/a.ts": "import b from '@/b'\nimport k from 'kit'\nimport n from 'kit/no'",
            "src/b.ts": "",
            "lib/kit.ts": "",
        },
        ["src/a.ts → lib/kit.ts", "src/a.ts → src/b.ts"],
    ),
    "paths without a base": (
        {
            "web/tsconfig.json": '{"compilerOptions": {"paths": {"~/*": ["./src/*"]}}}',
            "web/src/a.ts": "import b from '~/b'",
            "web/src/b.ts": "",
        },
        ["web/src/a.ts → web/src/b.ts"],
    ),
    "the second of two places": (
        {
            "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["gen/*", "src/*"]}}}',
            "src/a.ts": "import b from '@/b'",
            "src/b.ts": "",
        },
        ["src/a.ts → src/b.ts"],
    ),
    "an alias with an end": (
        {
            "tsconfig.json": '{"compilerOptions": {"paths": {"*/kit": ["libs/*/kit"]}}}',
            "a.ts": "import k from 'one/kit'",
            "libs/one/kit.ts": "",
        },
        ["a.ts → libs/one/kit.ts"],
    ),
    "a base": (
        {
            "tsconfig.json": '{"compilerOptions": {"baseUrl": "src"}}',
            "src/a.ts": "import b from 'deep/b'",
            "src/deep/b.ts": "",
        },
        ["src/a.ts → src/deep/b.ts"],
    ),
    "the nearest settings": (
        {
            "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["src/*"]}}}',
            "web/tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["app/*"]}}}',
            "web/x.ts": "import b from '@/b'",
            "web/app/b.ts": "",
            "webs/y.ts": "import b from '@/b'",
            "src/b.ts": "",
        },
        ["web/x.ts → web/app/b.ts", "webs/y.ts → src/b.ts"],
    ),
    "settings with comments": (
        {
            "jsconfig.json": '\ufeff{ // here\n "compilerOptions": { /* "paths": 1, */'
            ' "paths": {"@/*": ["src/*",],}, },\n}',
            "a.js": "import b from '@/b'",
            "src/b.js": "",
        },
        ["a.js → src/b.js"],
    ),
    "settings that are none": (
        {
            "tsconfig.json": "[1",
            "web/tsconfig.json": '{"compilerOptions": {"paths": {"@/*": 3, "#/*": [4]}, "baseUrl": 5}}',
            "web/package.json": '{"name": {}}',
            "web/a.ts": "import b from './b'\nimport c from '@/b'",
            "web/b.ts": "",
        },
        ["web/a.ts → web/b.ts"],
    ),
    "workspaces": (
        {
            "packages/core/package.json": '{"name": "@kit/core"}',
            "packages/core/src/index.ts": "",
            "packages/core/src/deep.ts": "",
            "packages/old/package.json": '{"name": "old"}',
            "packages/old/index.js": "",
            "app/a.ts": "import c from '@kit/core'\nimport d from '@kit/core/src/deep'",
            "app/o.ts": "import o from 'old'",
            "app/b.ts": "import c from '@kit/corelike'",
            "node_modules/left/package.json": '{"name": "left"}',
            "node_modules/left/index.js": "",
            "app/c.ts": "import l from 'left'",
        },
        [
            "app/a.ts → packages/core/src/deep.ts",
            "app/a.ts → packages/core/src/index.ts",
            "app/o.ts → packages/old/index.js",
        ],
    ),
    "a file imports itself": ({"a.ts": "import x from './a'"}, []),
}


@pytest.mark.parametrize(("files", "found"), TREES.values(), ids=TREES)
def test_a_tree_says_where_names_lead(files: drawn.Files, found: list[str]) -> None:
    assert drawn.edges(files) == found
