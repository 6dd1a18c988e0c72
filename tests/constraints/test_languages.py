"""Each kind of check in each language: a file that keeps the promise and one that breaks it."""

from collections.abc import Mapping

import pytest

from parti.constraints import conformance, finding
from parti.constraints import tree as trees
from parti.source import reading
from tests.constraints.documents import rule

Files = Mapping[str, str]

LAYERS = "layers\nlayers: {}"
INDEPENDENT = "independent\nmodules: {}"
FORBIDDEN = "forbidden-import\nmodules: {}"
GO_MOD = {"go.mod": "module github.com/acme/app\n"}
GO = 'package store\n\nimport (\n\t"fmt"\n\t{}\n)\n'
JAVA = "package com.acme.store;\n\nimport {};\n\nclass Rows {{}}\n"


def found(check: str, files: Files) -> list[finding.Finding]:
    tree = trees.Lazy(files, files.__getitem__, None, reading.extract)
    broken = list(conformance.of_rule(rule(check), tree))
    assert tree.problems() == {}
    return broken


IMPORTS = {
    "typescript": (
        ["src/web", "src/store"],
        "src/store/rows.ts",
        "{}\n",
        [
            "import { page } from '../web/views';",
            "import web from '../web';",
            "import type { Page } from '../web/views';",
            "import '../web';",
            "export * from '../web/views';",
            "export { page as p } from '../web/views';",
            "const web = require('../web');",
            "async function f() { await import('../web/views'); }",
        ],
        ["import p from '../webs/a';", "import x from './web';", "// import '../web'", "import 'web';"],
    ),
    "javascript": (
        ["src/web", "src/store"],
        "src/store/rows.mjs",
        "{}\n",
        ["import { page } from '../web/views.js';", "const { page } = require('../web/views.js');"],
        ["import page from 'src';", "const s = \"require('../web')\";"],
    ),
    "go": (
        ["internal/web", "internal/store"],
        "internal/store/rows.go",
        GO,
        [
            '"github.com/acme/app/internal/web"',
            'w "github.com/acme/app/internal/web/views"',
            '_ "github.com/acme/app/internal/web"',
            '. "github.com/acme/app/internal/web"',
        ],
        ['"github.com/acme/app/internal/webs"', '"github.com/other/internal/web"', '"internal/web2"'],
    ),
    "java": (
        ["com.acme.web", "com.acme.store"],
        "src/main/java/com/acme/store/Rows.java",
        JAVA,
        ["com.acme.web.View", "com.acme.web.*", "static com.acme.web.View.page", "com.acme.web.deep.View"],
        ["com.acme.webs.View", "com.other.web.View", "java.util.List"],
    ),
    "rust": (
        ["crate::web", "crate::store"],
        "src/store/rows.rs",
        "{}\n",
        [
            "use crate::web::page;",
            "use crate::web;",
            "use crate::{money, web::{page, View}};",
            "use crate::web::*;",
            "use super::super::web::page;",
            "pub use crate::web::page as p;",
            "fn f() { crate::web::page(); }",
        ],
        ["use crate::webs::page;", "use web_sys::page;", "use super::web;", "// use crate::web;"],
    ),
}  # fmt: skip
BAD = [(name, form) for name, row in IMPORTS.items() for form in row[3]]
GOOD = [(name, form) for name, row in IMPORTS.items() for form in row[4]]


@pytest.mark.parametrize("kind", [LAYERS, INDEPENDENT, FORBIDDEN])
@pytest.mark.parametrize(("language", "form"), BAD)
def test_an_import_against_the_rule_is_found(kind: str, language: str, form: str) -> None:
    packages, path, frame, _, _ = IMPORTS[language]
    check = kind.format(packages if kind != FORBIDDEN else packages[:1])
    (each,) = found(check, {path: frame.format(form), **GO_MOD})
    assert each.place.path == path
    assert each.place.line > 0


@pytest.mark.parametrize("kind", [LAYERS, INDEPENDENT, FORBIDDEN])
@pytest.mark.parametrize(("language", "form"), GOOD)
def test_a_near_name_is_no_breach(kind: str, language: str, form: str) -> None:
    packages, path, frame, _, _ = IMPORTS[language]
    check = kind.format(packages if kind != FORBIDDEN else packages[:1])
    assert found(check, {path: frame.format(form), **GO_MOD}) == []


@pytest.mark.parametrize("language", IMPORTS)
def test_the_other_way_is_free(language: str) -> None:
    packages, path, frame, bad, _ = IMPORTS[language]
    upper = path.replace("store", "web")
    text = frame.format(bad[0]).replace("web", "store").replace("package store", "package web")
    assert found(LAYERS.format(packages), {upper: text, **GO_MOD}) == []


def test_plugins_of_any_language_are_found_in_the_tree() -> None:
    files = {
        "src/plugins/a.ts": "import { b } from './b';\n",
        "src/plugins/b/index.ts": "import { c } from '../../c';\n",
        "src/c.ts": "import { a } from './plugins/a';\n",
    }
    (each,) = found(INDEPENDENT.format(["src/plugins/*"]), files)
    assert each.place.path == "src/plugins/a.ts"


def test_a_workspace_of_several_go_modules_and_crates_is_placed() -> None:
    go = {
        "api/go.mod": "module github.com/acme/api\n",
        "lib/go.mod": "module github.com/acme/lib\n",
        "lib/store/a.go": GO.format('"github.com/acme/api/web"'),
    }
    assert found(LAYERS.format(["api/web", "lib/store"]), go)


def test_a_crate_of_a_workspace_is_placed_by_its_folder() -> None:
    rust = {"crates/acme-core/src/store/mod.rs": "use acme_web::page;\n"}
    assert found(LAYERS.format(["acme_web", "acme_core::store"]), rust)


@pytest.mark.parametrize("written", ["node:child_process", "child_process"])
@pytest.mark.parametrize("form", ["import 'node:child_process';", "const c = require('child_process');"])
def test_a_module_of_node_has_one_name(written: str, form: str) -> None:
    assert found(FORBIDDEN.format([written]), {"src/a.ts": f"{form}\n"})


def test_an_import_by_dots_alone_is_found() -> None:
    files = {
        "src/web/core/a.ts": "import { page } from '..';\n",
        "src/web/index.ts": "import './core/a';\n",
    }
    (each,) = found(LAYERS.format(["src/web", "src/web/core"]), files)
    assert each.place.path == "src/web/core/a.ts"


STDLIB = {
    "a.ts": ("import x from 'left-pad';", ["import 'node:fs';", "import 'fs/promises';", "import './b';"]),
    "a.js": ("require('@scope/pkg/deep');", ["require('path');", "import('./b');"]),
    "a.go": ('package a\nimport "github.com/pkg/errors"\n', ['package a\nimport ("fmt"; "net/http")\n']),
    "A.java": ("import com.google.common.base.Joiner;\nclass A {}", ["import java.util.List;\nclass A {}"]),
    "src/a.rs": ("use serde::Serialize;", ["use std::fs;\nuse core::fmt;\nuse crate::b;\nuse self::c;"]),
    "src/b.rs": ("fn f() { serde::to_string(); }", ["fn f<T>() { Ok(T::new()); crate::b::g(); h() }"]),
}  # fmt: skip
ALLOW = "[left-pad, '@scope/pkg', github.com/pkg/errors, com.google.common, serde]"


@pytest.mark.parametrize("path", STDLIB)
@pytest.mark.parametrize("kind", ["stdlib-only", "allowed-dependencies"])
def test_an_import_from_outside_is_found_unless_it_is_allowed(kind: str, path: str) -> None:
    broken, kept = STDLIB[path]
    check = f"{kind}\nallow: []"
    assert len(found(check, {path: broken})) == 1
    assert found(f"{kind}\nallow: {ALLOW}", {path: broken}) == []
    for text in kept:
        assert found(check, {path: text}) == []


def test_our_own_modules_come_from_inside() -> None:
    files = {
        "src/a.ts": "import { b } from './b';\nimport c from '../src/c';\n",
        "internal/a/a.go": 'package a\nimport "github.com/acme/app/internal/b"\n',
        "internal/b/b.go": "package b\n",
        "src/main/java/com/acme/A.java": "package com.acme;\nimport com.acme.store.Rows;\nclass A {}\n",
        "src/main/java/com/acme/store/Rows.java": "package com.acme.store;\npublic class Rows {}\n",
        **GO_MOD,
    }
    assert found("stdlib-only", files) == []


CALLS = {
    "src/a.ts": (
        "child_process.exec",
        [
            "import { exec } from 'child_process';\nexec('ls');\n",
            "import * as cp from 'node:child_process';\ncp.exec('ls');\n",
            "import { exec as run } from 'child_process';\nrun('ls');\n",
            "const { exec } = require('child_process');\nexec('ls');\n",
            "import cp from 'child_process';\nconst run = cp.exec;\n",
            "import cp from 'child_process';\nretry(cp.exec);\n",
        ],
        "import { spawn } from 'child_process';\nspawn('ls');\n// exec\nfunction exec() {}\nexec();\n",
    ),
    "a.go": (
        "os/exec.Command",
        [
            'package a\nimport "os/exec"\nfunc f() { exec.Command("ls") }\n',
            'package a\nimport x "os/exec"\nfunc f() { x.Command("ls") }\n',
            'package a\nimport "os/exec"\nvar run = exec.Command\n',
        ],
        'package a\nimport exec "example.com/exec"\nfunc f() { exec.Command("ls") }\n',
    ),
    "A.java": (
        "java.lang.Thread.sleep",
        [
            "class A { void f() { Thread.sleep(1); } }\n",
            "import static java.lang.Thread.sleep;\nclass A { void f() { sleep(1); } }\n",
        ],
        "class A { void sleep(int i) {} void f() { sleep(1); } }\n",
    ),
    "src/a.rs": (
        "std::process::exit",
        [
            "fn f() { std::process::exit(1); }\n",
            "use std::process;\nfn f() { process::exit(1); }\n",
            "use std::process::exit as leave;\nfn f() { leave(1); }\n",
        ],
        "fn exit(i: u8) {}\nfn f() { exit(1); }\n",
    ),
}
SHOWN = [(path, text) for path, row in CALLS.items() for text in row[1]]
CALL_KINDS = {
    "forbidden-call": "forbidden-call\ncalls: ['{}']",
    "only-through": "only-through\nhelper: home.run\ninstead-of: ['{}']",
    "location": "location\nwhat: 'call {}'\nonly-in: [home/**]",
}


@pytest.mark.parametrize("kind", CALL_KINDS)
@pytest.mark.parametrize(("path", "text"), SHOWN)
def test_a_call_is_found_under_the_names_of_its_language(kind: str, path: str, text: str) -> None:
    broken = found(CALL_KINDS[kind].format(CALLS[path][0]), {path: text})
    assert [each.place.path for each in broken] == [path]


@pytest.mark.parametrize("kind", CALL_KINDS)
@pytest.mark.parametrize("path", CALLS)
def test_a_namesake_is_another_function(kind: str, path: str) -> None:
    assert found(CALL_KINDS[kind].format(CALLS[path][0]), {path: CALLS[path][2]}) == []


def test_a_re_export_of_typescript_is_told_or_followed() -> None:
    under_new_name = {
        "src/m.ts": "export { exec as go } from 'child_process';\n",
        "src/a.ts": "import { go } from './m';\ngo('ls');\n",
    }
    check = CALL_KINDS["forbidden-call"].format("child_process.exec")
    assert [each.place.path for each in found(check, under_new_name)] == ["src/m.ts"]
    same = {path: text.replace(" as go", "").replace("go", "exec") for path, text in under_new_name.items()}
    assert [each.place.path for each in found(check, same)] == ["src/a.ts"]


REGISTERED = {
    "typescript": (
        "every: function handle*\nin: src.dispatch.HANDLERS",
        {"src/posts.ts": "export function handleNew(e: Event) {}\n"},
        "src/dispatch.ts",
        "import {{ handleNew }} from './posts';\nexport const HANDLERS = {{ {} }};\n",
        "created: handleNew",
    ),
    "go": (
        "every: function Handle*\nin: dispatch.Handlers",
        {"posts/posts.go": "package posts\n\nfunc HandleNew(e int) {}\n", **GO_MOD},
        "dispatch/dispatch.go",
        'package dispatch\nimport "github.com/acme/app/posts"\nvar Handlers = map[string]func(int){{{}}}\n',
        '"new": posts.HandleNew',
    ),
    "java": (
        "every: function handle*\nin: Dispatch.HANDLERS",
        {"src/com/acme/Posts.java": "package com.acme;\nclass Posts { void handleNew(int e) {} }\n"},
        "src/com/acme/Dispatch.java",
        "package com.acme;\nimport java.util.Map;\n"
        "class Dispatch {{ static final Map<String, Handler> HANDLERS = Map.of({}); }}\n",
        '"new", Posts::handleNew',
    ),
    "rust": (
        "every: function handle_*\nin: dispatch.HANDLERS",
        {"src/posts.rs": "pub fn handle_new(e: u8) {}\n"},
        "src/dispatch.rs",
        "use crate::posts;\npub static HANDLERS: &[fn(u8)] = &[{}];\n",
        "posts::handle_new",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", REGISTERED)
def test_a_handler_stands_in_the_map_of_its_language(language: str) -> None:
    check, files, path, frame, entry = REGISTERED[language]
    assert found(f"registered-in\n{check}", {**files, path: frame.format(entry)}) == []
    (each,) = found(f"registered-in\n{check}", {**files, path: frame.format("")})
    assert each.place.path in files


def test_a_class_of_typescript_or_java_may_be_registered_by_a_decorator() -> None:
    java = "package a;\n@Component\nclass AJob {}\nclass BJob {}\n"
    check = "registered-in\nevery: class *Job\ndecorator: Component"
    assert ["`BJob`" in each.message for each in found(check, {"A.java": java})] == [True]


SIGNATURES = {
    "src/a.ts": ("function handle*", "function handleA(e) {}\nconst handleB = (e, timeout) => 1;\n", [1]),
    "a.go": ("function Handle*", "package a\nfunc HandleA(timeout int) {}\nfunc HandleB() {}\n", [3]),
    "A.java": ("function handle*", "class A {\nvoid handleA(int timeout) {}\nvoid handleB() {}\n}\n", [3]),
    "src/a.rs": ("function handle_*", "fn handle_a(timeout: u8) {}\nfn handle_b() {}\n", [2]),
}  # fmt: skip


@pytest.mark.parametrize("path", SIGNATURES)
def test_a_definition_takes_its_parameter(path: str) -> None:
    every, text, lines = SIGNATURES[path]
    broken = found(f"signature\nevery: {every}\nparameters: [timeout]", {path: text})
    assert [each.place.line for each in broken] == lines


def test_a_call_of_typescript_passes_its_option() -> None:
    check = "signature\ncalls: [axios.get]\nkeywords: [timeout]"
    text = (
        "import axios from 'axios';\naxios.get(u, { timeout: 3 });\naxios.get(u, { x });\naxios.get(u);\n"
    )
    assert [each.place.line for each in found(check, {"src/a.ts": text})] == [3, 4]


READS = {
    "src/a.ts": "const dir = process.env.STATE_DIR;\n",
    "a.go": 'package a\nimport "os"\nvar dir = os.Getenv("STATE_DIR")\n',
    "A.java": 'class A { String dir = System.getenv("STATE_DIR"); }\n',
    "src/a.rs": 'fn f() { std::env::var("STATE_DIR"); }\n',
}


@pytest.mark.parametrize("path", READS)
def test_a_file_reads_its_variable(path: str) -> None:
    assert found("signature\nreads: [STATE_DIR]", {path: READS[path]}) == []
    assert found("signature\nreads: [STATE_DIR]", {path: READS[path].replace("STATE_DIR", "STATE")})


LOCATED = {
    "src/a.ts": ("export class PostHandler extends Base {}\n", "send('orders.new');\n", "`orders.none`;\n"),
    "a.go": ("package a\ntype PostHandler struct{}\n", 'package a\nvar q = "orders.new"\n', "package a\n"),
    "A.java": ("class PostHandler {}\n", 'class A { String q = "orders.new"; }\n', "class A {}\n"),
    "src/a.rs": ("struct PostHandler;\n", 'const Q: &str = "orders.new";\n', "struct Other;\n"),
}  # fmt: skip


@pytest.mark.parametrize("path", LOCATED)
def test_definitions_and_texts_live_in_one_place(path: str) -> None:
    definition, text, other = LOCATED[path]
    check = "location\nwhat: [class *Handler, text orders.*]\nonly-in: [home/**]"
    assert len(found(check, {path: definition})) == 1
    assert len(found(check, {path: text})) == 1
    assert found(check, {path: other}) == []
    assert found(check, {f"home/{path}": definition}) == []


@pytest.mark.parametrize("path", LOCATED)
def test_several_stars_in_a_text_are_understood(path: str) -> None:
    text = LOCATED[path][1].replace("orders.new", "amqp://host-1/new orders")
    check = "location\nwhat: ['text *://*-?/*', text other]\nonly-in: [home/**]"
    assert len(found(check, {path: text})) == 1
    assert found(check, {path: text.replace("-1", "-12")}) == []


APART = {
    "src/a.ts": ["const d = post.id.split('-');\n", "parseInt(post.id, 10);\n"],
    "a.go": ['package a\nfunc f() { strings.Split(post.id, "-") }\n'],
    "A.java": ['class A { void f() { post.id.split("-"); Integer.parseInt(post.id); } }\n'],
    "src/a.rs": ['fn f() { post.id.split("-"); }\n'],
}


@pytest.mark.parametrize(("path", "text"), [(path, text) for path, row in APART.items() for text in row])
def test_the_direct_form_of_taking_a_value_apart_is_seen(path: str, text: str) -> None:
    check = "opaque\nvalue: ['*.id']\nnever: [split, parseInt, strings.Split]"
    assert len(found(check, {path: text})) == 1
    assert found(check, {path: text.replace(".id", ".name")}) == []


def test_a_sequence_of_typescript_is_not_cut() -> None:
    files = {
        "src/ledger.ts": "export const ENTRIES: Entry[] = [];\n",
        "src/a.ts": "import { ENTRIES } from './ledger';\nENTRIES.push(1);\nENTRIES.splice(0);\n",
        "src/b.ts": "import { ENTRIES as e } from './ledger';\ne.pop();\n",
    }
    places = [str(each.place) for each in found("append-only\nsequence: ledger.ENTRIES", files)]
    assert places == ["src/a.ts:3", "src/b.ts:2"]


OPENED = {
    "src/a.ts": "import fs from 'fs';\nfs.writeFileSync(p, x);\n",
    "a.go": 'package a\nimport "os"\nfunc f() { os.WriteFile("x", nil, 0) }\n',
    "A.java": 'import java.io.FileWriter;\nclass A { void f() { new FileWriter("x"); } }\n',
    "src/a.rs": 'fn f() { std::fs::write("a", "b"); }\n',
}


@pytest.mark.parametrize("path", OPENED)
def test_a_file_that_is_opened_to_write_is_seen(path: str) -> None:
    check = "only-through\nhelper: home.save\ninstead-of: [open-for-write]"
    assert [each.place.path for each in found(check, {path: OPENED[path]})] == [path]
    assert found("forbidden-call\neffects: [file]", {path: OPENED[path]})
