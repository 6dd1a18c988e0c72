"""JavaScript and TypeScript as facts: each form of import, alias, definition, entry and effect."""

import pytest

from tests.source.foreign import told

HERE = "src/web/a.ts"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("import 'react';", ["react"]),
        ("import React from 'react';", ["react (default)"]),
        ("import * as fs from 'node:fs';", ["fs"]),
        ("import { a, b as c } from '@scope/pkg/x';", ["@scope.pkg.x (a, b)"]),
        ("import d, { a } from './b.js';", ["src.web.b (default, a)"]),
        ("import x from '../core/db';", ["src.core.db (default)"]),
        ("import x from '../core/index';", ["src.core (default)"]),
        ("import x from '../../lib/y.mjs';", ["lib.y (default)"]),
        ("import x from '.';", ["src.web (default)"]),
        ("import type { T } from './t';", ["src.web.t (T) typing"]),
        ("import x = require('q');", ["q"]),
        ("export { k as kk } from './k';", ["src.web.k (k)"]),
        ("export * from './all';", ["src.web.all (*)"]),
        ("export type { T } from './t';", ["src.web.t (T) typing"]),
        ("const fs = require('fs/promises');", ["fs.promises"]),
        ("function f() { require('x'); }", ["x lazy"]),
        ("try { require('x'); } catch (e) { throw e; }", ["x conditional"]),
        ("async function f() { await import('./p'); }", ["src.web.p lazy dynamic"]),
        ("import(`./p`);", ["src.web.p dynamic"]),
        ("import(`./${p}`); require(name);", []),
        ("function f(require) { require('x'); }", []),
    ],
)
def test_each_way_in(text: str, wanted: list[str]) -> None:
    assert told.imports(text, HERE) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "import fs from 'fs'; fs.writeFileSync(p);",
        "import * as fs from 'node:fs'; fs.writeFileSync(p);",
        "import { writeFileSync } from 'fs'; writeFileSync(p);",
        "import { writeFileSync as w } from 'fs'; w(p);",
        "import fs = require('fs'); fs.writeFileSync(p);",
        "const fs = require('fs'); fs.writeFileSync(p);",
        "require('fs').writeFileSync(p);",
        "const { writeFileSync } = require('fs'); writeFileSync(p);",
        "const { writeFileSync: w } = require('fs'); w(p);",
        "const w = require('fs').writeFileSync; w(p);",
        "import fs from 'fs'; const w = fs.writeFileSync; w(p);",
        "import fs from 'fs'; const { writeFileSync: w } = fs; w(p);",
        "import fs from 'fs'; fs['writeFileSync'](p);",
        "import fs from 'fs'; fs?.writeFileSync(p);",
        "import fs from 'fs'; (fs as any).writeFileSync(p);",
        "import fs from 'fs'; fs!.writeFileSync(p);",
        "import fs from 'fs'; const w = fs.writeFileSync.bind(fs); w(p);",
        "import fs from 'fs'; class A { w = fs.writeFileSync; go() { this.w(p); } }",
        "import f from 'fs'; class A { constructor() { this.x = f; } go() { this.x.writeFileSync(p); } }",
        "async function f() { const fs = await import('fs'); fs.writeFileSync(p); }",
        "function late() { w(p); }\nimport { writeFileSync as w } from 'fs';",
    ],
)
def test_an_alias_is_undone(text: str) -> None:
    assert "call fs.writeFileSync" in told.calls(text, HERE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("import fs from 'fs'; retry(fs.rename);", "argument fs.rename"),
        ("import { rename } from 'fs'; retry(rename);", "argument fs.rename"),
        ("import fs from 'fs'; const all = [fs.rename];", "reference fs.rename"),
        ("import { rename } from 'fs'; const o = { rename };", "reference fs.rename"),
        ("import fs from 'fs'; export const w = fs.rename;", "reference fs.rename"),
        ("function f() {} on(f);", "argument src.web.a.f"),
        ("import { Store } from './s'; new Store().put();", "call src.web.s.Store.put"),
        ("import { Store } from './s'; const s: Store = make(); s.put();", "call src.web.s.Store.put"),
        ("import { Store } from './s'; function f(s: Store) { s.put(); }", "call src.web.s.Store.put"),
        ("import { Store } from './s'; function f(s?: Store | null) { s.put(); }",
         "call src.web.s.Store.put"),
        ("import { Store } from './s'; class A { constructor(private s: Store) {} f() { this.s.put(); } }",
         "call src.web.s.Store.put"),
        ("import { Store } from './s'; class A { private s: Store; f() { this.s.put(); } }",
         "call src.web.s.Store.put"),
        ("class A { f() { this.g(); } g() {} }", "call src.web.a.A.g"),
        ("function make(): Store { return x; } class Store { put() {} } make().put();",
         "call src.web.a.Store.put"),
        ("function f(s) { s.put(); }", "call ….put?"),
        ("other.put();", "call other.put?"),
        ("globalThis.fetch(u);", "call fetch"),
        ("import { f } from './f'; function g(f) { f(); }", "call ….f?"),
        ("tag`x`;", "call tag"),
    ],
)  # fmt: skip
def test_what_is_called_and_how(text: str, wanted: str) -> None:
    assert wanted in told.calls(text, HERE)


def test_a_call_says_where_it_stands_and_what_it_is_given() -> None:
    text = (
        "\ufeffclass Store {\r\n  put() { const é = '😀'; h.get('a', { timeout: 1, ...more }); }\r\n}\r\n"
    )
    (call,) = told.facts_of(text, HERE).calls
    assert (call.line, call.column, call.owner) == (2, 26, "Store.put")
    assert (call.first, call.keywords) == ("a", ("timeout", "**"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("function f() {}", ["function f"]),
        ("async function* f() {}", ["function f"]),
        ("const f = () => 1;", ["function f"]),
        ("const f = async function () {};", ["function f"]),
        ("export default function f() {}", ["function f"]),
        ("class A { m() {} static n() {} get o() { return 1; } p = () => 1; #q() {} }",
         ["class A", "function A.m", "function A.n", "function A.o", "function A.p", "function A.q"]),
        ("const A = class { m() {} };", ["class A", "function A.m"]),
        ("abstract class A { abstract m(): void; n() {} }", ["class A", "function A.n"]),
        ("interface I { m(): void }", ["class I"]),
        ("enum E { A }", ["class E"]),
        ("namespace N { export function f() {} }", ["function N.f"]),
        ("const api = { save() {}, load: 1 };", ["function api.save"]),
        ("exports.save = function () {};", ["function save"]),
        ("Store.prototype.put = function () {};", ["function Store.put"]),
        ("function f() { function g() {} }", ["function f", "function f.g"]),
        ("list.map((x) => x);", []),
    ],
)  # fmt: skip
def test_each_definition(text: str, wanted: list[str]) -> None:
    assert told.definitions(text, HERE) == wanted


def test_a_definition_in_full() -> None:
    text = (
        "import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class Store extends Base<T> "
        "implements I {\n  @Get('/x')\n  async put(k: string, ...rest: X[]): Promise<void> {\n  }\n}\n"
    )
    store, put = told.facts_of(text, HERE).definitions
    assert (store.line, store.end_line, store.bases) == (3, 7, ("Base", "I"))
    assert store.decorators == ("@nestjs.common.Injectable",)
    assert store.signature == "class Store extends Base<T> implements I"
    assert (put.line, put.end_line, put.decorators) == (5, 6, ("Get",))
    assert put.signature == "put(k: string, ...rest: X[]): Promise<void>"
    assert put.parameters == ("k", "...rest")


ON = "function on() {}\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (ON + "const H = { created: on };", "src.web.a.H[created] = src.web.a.on (literal)"),
        (ON + "const H = { on };", "src.web.a.H[on] = src.web.a.on (literal)"),
        (ON + "const H = { 'a.b': on };", "src.web.a.H[a.b] = src.web.a.on (literal)"),
        (ON + "const H: Record<string, F> = { a: on } as const;",
         "src.web.a.H[a] = src.web.a.on (literal)"),
        (ON + "const H = Object.freeze({ a: on });", "src.web.a.H[a] = src.web.a.on (literal)"),
        (ON + "const H = [on];", "src.web.a.H[] = src.web.a.on (literal)"),
        (ON + "const H = new Map([['a', on]]);", "src.web.a.H[a] = src.web.a.on (literal)"),
        (ON + "const H = new Set([on]);", "src.web.a.H[] = src.web.a.on (literal)"),
        (ON + "const H = {}; H['a'] = on;", "src.web.a.H[a] = src.web.a.on (item)"),
        (ON + "const H = {}; H.a = on;", "src.web.a.H[a] = src.web.a.on (item)"),
        (ON + "const H = new Map(); H.set('a', on);", "src.web.a.H[a] = src.web.a.on (method)"),
        (ON + "const H = []; H.push(on);", "src.web.a.H[] = src.web.a.on (method)"),
        ("import { H } from './h';\n" + ON + "H.register('a', on);",
         "src.web.h.H[a] = src.web.a.on (method)"),
        ("import { on } from './on';\nexport default { on };",
         "src.web.a.default[on] = src.web.on.on (literal)"),
        (ON + "module.exports = { on };", "src.web.a.default[on] = src.web.a.on (literal)"),
        ("class A { static H = { a: B }; }\nclass B {}", "src.web.a.A.H[a] = src.web.a.B (literal)"),
        ("class B {}\nconst H = { a: new B() };", "src.web.a.H[a] = src.web.a.B (literal)"),
        ("@Controller('x')\nclass A {}", "Controller[x] = src.web.a.A (decorator)"),
    ],
)  # fmt: skip
def test_each_registration(text: str, wanted: str) -> None:
    assert wanted in told.entries(text, HERE)


def test_an_empty_registry_is_known() -> None:
    (entry,) = told.facts_of("export const H = {};", HERE).registrations
    assert (entry.registry, entry.value, entry.how) == ("src.web.a.H", "", "declared")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("try { f(); } catch {}", ["passes"]),
        ("try { f(); } catch (e) { /* fine */ }", ["passes"]),
        ("try { f(); } catch (e) { console.error(e); }", ["only logs"]),
        ("f().catch(() => {});", ["passes"]),
        ("f().catch((e) => logger.warn(e));", ["only logs"]),
        ("try { f(); } catch (e) { throw e; }", []),
        ("try { f(); } catch (e) { ok = false; }", []),
        ("f().catch(next);", []),
    ],
)
def test_errors_that_end_in_silence(text: str, wanted: list[str]) -> None:
    assert [each.how for each in told.facts_of(text, HERE).swallows] == wanted


def test_what_is_thrown() -> None:
    text = "function f() { throw new errors.NotFound('x'); }\nthrow e;"
    assert [(r.name, r.owner) for r in told.facts_of(text, HERE).raises] == [
        ("errors.NotFound", "f"),
        ("e", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "process.env.STATE_DIR;",
        "process.env['STATE_DIR'];",
        "const { env } = process; env.STATE_DIR;",
        "import process from 'node:process'; process.env.STATE_DIR ?? 'x';",
    ],
)
def test_an_environment_variable_is_read(text: str) -> None:
    assert [each.name for each in told.facts_of(text, HERE).environment] == ["STATE_DIR"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("import fs from 'fs'; fs.renameSync(a, b);", "file"),
        ("import { unlink } from 'fs/promises'; unlink(a);", "file"),
        ("import fs from 'fs'; fs.promises.mkdir(a);", "file"),
        ("fetch(u);", "network"),
        ("import axios from 'axios'; axios.get(u);", "network"),
        ("import http from 'node:http'; http.request(u);", "network"),
        ("import net from 'net'; net.connect(1);", "network"),
        ("import { exec } from 'child_process'; exec(a);", "process"),
        ("process.exit(1);", "process"),
        ("Date.now();", "clock"),
        ("setTimeout(f, 1);", "clock"),
        ("process.env.X;", "environment"),
        ("process.cwd();", "environment"),
        ("import { Pool } from 'pg'; new Pool();", "database"),
        ("import { Pool } from 'pg'; const p = new Pool(); p.query(q);", "database"),
    ],
)
def test_a_direct_effect_is_told(text: str, kind: str) -> None:
    assert kind in told.touched(text, HERE)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("const fs = require('graceful-fs'); fs.writeFileSync(p, x);", "fs.writeFileSync"),
        ("import fs from 'graceful-fs'; fs.readFile(p);", "fs.readFile"),
        ("import { promises } from 'graceful-fs'; promises.writeFile(p);", "fs.promises.writeFile"),
        ("import { copyFile } from 'fs-extra'; copyFile(a, b);", "fs.copyFile"),
        ("import { createWriteStream as w } from 'fs-extra'; w(p);", "fs.createWriteStream"),
        ("const fs = require('@npmcli/fs'); fs.rename(a, b);", "fs.rename"),
        ("import fs from 'fs-extra'; fs.outputFile(p, x);", "fs-extra.outputFile"),
        ("import fs from 'fs-extra'; fs.copy(a, b);", "fs-extra.copy"),
        ("const fs = require('@npmcli/fs'); fs.moveFile(a, b);", "@npmcli.fs.moveFile"),
        ("import fs from 'graceful-fs-other'; fs.rename(a, b);", "graceful-fs-other.rename"),
        ("const go = require('bluebird').promisify(require('fs').rename); go(a, b);", "fs.rename"),
        ("import { promisify } from 'util'; promisify(fs.rename)(a, b);", "fs.rename"),
    ],
)
def test_a_package_that_stands_in_for_a_module_goes_by_its_names(text: str, name: str) -> None:
    calls = told.calls(f"import fs from 'fs';{text}" if "promisify(fs" in text else text, HERE)
    assert f"call {name}" in calls


def test_a_package_that_stands_in_is_still_a_package() -> None:
    assert told.imports("const fs = require('graceful-fs');", HERE) == ["graceful-fs"]


@pytest.mark.parametrize(
    "text", ["JSON.parse(x);", "f(x);", "import p from 'path'; p.join(a);", "x.fetch(u);"]
)
def test_what_touches_nothing_is_silent(text: str) -> None:
    assert told.touched(text, HERE) == []


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("fs.writeFileSync(p, x);", ["yes"]),
        ("fs.appendFile(p, x);", ["yes"]),
        ("fs.promises.writeFile(p, x);", ["yes"]),
        ("fs.createWriteStream(p);", ["yes"]),
        ("fs.createWriteStream(p, { encoding: 'r', flags: 'a' });", ["yes"]),
        ("fs.createWriteStream(p, { flags: how });", ["maybe"]),
        ("fs.openSync(p, 'w');", ["yes"]),
        ("fs.open(p, 'a+', f);", ["yes"]),
        ("fs.openSync(p, fs.constants.O_WRONLY);", ["yes"]),
        ("const m = 'w'; fs.openSync(p, m);", ["yes"]),
        ("fs.openSync(p, mode);", ["maybe"]),
        ("retry(fs.writeFileSync);", ["yes"]),
        ("fs.openSync(p);", []),
        ("fs.openSync(p, 'r');", []),
        ("fs.createReadStream(p);", []),
        ("fs.readFileSync(p, 'w');", []),
    ],
)
def test_opening_for_writing(text: str, way: list[str]) -> None:
    assert told.writes(f"import fs from 'fs'; {text}", HERE) == way


@pytest.mark.parametrize("path", ["a.js", "a.mjs", "a.cjs", "a.jsx", "a.tsx"])
def test_every_dialect_is_read(path: str) -> None:
    text = "import fs from 'fs';\nexport function save(p) { fs.writeFileSync(p, ''); }\n"
    assert told.definitions(text, path) == ["function save"]
    assert "call fs.writeFileSync" in told.calls(text, path)


def test_markup_mentions_its_components() -> None:
    text = "import { Card } from './card';\nconst App = () => <Card onClick={save} />;\n"
    assert "reference src.card.Card" in told.calls(text, "src/app.tsx")


@pytest.mark.parametrize(
    "text",
    [
        "interface A<in T, out O> {}",
        "export type * from './x';",
        "const a = 1; export { a as null };",
        "export declare function f(): void\nexport declare const x: import('./y').T\n",
    ],
)
def test_forms_that_the_engine_does_not_know_are_no_syntax_errors(text: str) -> None:
    told.facts_of(text, HERE)


@pytest.mark.parametrize(
    ("path", "module"),
    [("src/web/a.ts", "src.web.a"), ("src/web/index.ts", "src.web"), ("a.d.ts", "a"), ("index.js", "")],
)
def test_a_file_is_named_by_its_path(path: str, module: str) -> None:
    assert told.facts_of("let x;", path).module == module
