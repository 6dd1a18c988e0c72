"""A function that comes through other files of JavaScript and TypeScript is told where it is called.

Barrels, defaults and modules that are handed on are the ordinary way to write these languages; each row
stands beside one that is right and must stay quiet, or is another's.
"""

import pytest

from tests.constraints.asking import asked, messages, places

WIPE = "forbidden-call\ncalls: [src/lib/danger.wipe]"
DANGER = {"src/lib/danger.ts": "export function wipe() {}\n"}
ERASE = {"src/lib/def.ts": "export default function erase() {}\n"}
BOX = {"src/box.ts": "export class Box { open() {} }\n"}
TAKEN = "import { wipe } from '../b';\nwipe();\n"


@pytest.mark.parametrize(
    ("barrel", "user"),
    [
        ("export * from '../lib/danger';\n", TAKEN),
        ("export * from '../lib/danger';\n", "import * as b from '../b';\nb.wipe();\n"),
        ("export * from './star';\n", TAKEN),
        ("export * from '../lib/danger';\nexport * from 'other';\n", TAKEN),
        ("export * as d from '../lib/danger';\n", "import { d } from '../b';\nd.wipe();\n"),
        ("module.exports = require('../lib/danger');\n", "const { wipe } = require('../b');\nwipe();\n"),
        ("module.exports = require('../lib/danger');\n", "const b = require('../b');\nb.wipe();\n"),
        (
            "module.exports = { ...require('../lib/danger'), a: 1 };\n",
            "const b = require('../b');\nb.wipe();\n",
        ),
        ("module.exports = { ...require('./star'), ...require('other') };\n", TAKEN),
        (
            "Object.assign(exports, require('../lib/danger'));\n",
            "const { wipe } = require('../b');\nwipe();\n",
        ),
        (
            "import * as d from '../lib/danger';\nexport default { ...d };\n",
            "import b from '../b';\nb.wipe();\n",
        ),
    ],
)
def test_what_a_barrel_hands_on_whole_is_told_at_its_call(barrel: str, user: str) -> None:
    files = {**DANGER, "src/b/star.ts": "export * from '../lib/danger';\n"}
    files |= {"src/b/index.ts": barrel, "src/u/a.ts": user}
    assert places(asked(WIPE, files, scope="Scope: `src/u/**`")) == ["src/u/a.ts:2"]


@pytest.mark.parametrize(
    ("barrel", "user"),
    [
        ("module.exports = { wipe: require('../lib/danger').wipe };\n", TAKEN),
        ("exports.wipe = require('../lib/danger').wipe;\n", TAKEN),
        ("const d = require('../lib/danger');\nmodule.exports = { wipe: d.wipe };\n", TAKEN),
        ("const { wipe } = require('../lib/danger');\nmodule.exports = { wipe };\n", TAKEN),
        (
            "const d = require('../lib/danger');\nmodule.exports = { d };\n",
            "const b = require('../b');\nb.d.wipe();\n",
        ),
        (
            "module.exports = { d: require('../lib/danger') };\n",
            "const b = require('../b');\nb.d.wipe();\n",
        ),
        ("exports.d = require('../lib/danger');\n", "const b = require('../b');\nb.d.wipe();\n"),
    ],
)
def test_what_is_exported_under_a_key_is_told_at_its_call(barrel: str, user: str) -> None:
    files = {**DANGER, "src/b/index.ts": barrel, "src/u/a.ts": user}
    assert places(asked(WIPE, files, scope="Scope: `src/u/**`")) == ["src/u/a.ts:2"]


@pytest.mark.parametrize(
    "barrel",
    [
        "export * from '../lib/danger';\nexport function wipe() {}\n",
        "export * from '../lib/safe';\n",
    ],
    ids=["its own", "another's"],
)
def test_a_barrel_that_has_another_function_of_the_name_is_right(barrel: str) -> None:
    files = {**DANGER, "src/lib/safe.ts": "export function wipe() {}\n"}
    assert places(asked(WIPE, {**files, "src/b/index.ts": barrel, "src/u/a.ts": TAKEN})) == []


def test_a_rule_may_name_a_function_by_the_barrel_too() -> None:
    files = {**DANGER, "src/b/index.ts": "export * from '../lib/danger';\n", "src/u/a.ts": TAKEN}
    assert places(asked("forbidden-call\ncalls: [src/b.wipe]", files)) == ["src/u/a.ts:2"]


def test_barrels_that_name_each_other_come_to_an_end() -> None:
    files = {"src/a.ts": "export * from './c';\n", "src/c.ts": "export * from './a';\n"}
    assert places(asked(WIPE, {**files, "src/u.ts": "import { wipe } from './a';\nwipe();\n"})) == []


@pytest.mark.parametrize(
    ("stars", "found"),
    [
        ("export * from 'child_process';\n", "`child_process.exec` is called where it is forbidden"),
        ("export * from 'other';\n", ""),
    ],
)
def test_a_package_handed_on_whole_is_told_by_its_name(stars: str, found: str) -> None:
    files = {"src/b/index.ts": stars, "src/u/a.ts": "import { exec } from '../b';\nexec();\n"}
    assert messages(asked("forbidden-call\ncalls: [child_process.exec]", files)) == (
        [found] if found else []
    )


def test_a_star_of_python_is_followed_too() -> None:
    files = {"app/danger.py": "def wipe(): ...\n", "app/b.py": "from app.danger import *\n"}
    files["app/a.py"] = "from app.b import wipe\n\nwipe()\n"
    assert places(asked("forbidden-call\ncalls: [app.danger.wipe]", files)) == ["app/a.py:3"]


@pytest.mark.parametrize("name", ["src/lib/def.erase", "src/lib/def.default", "src/lib/def"])
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/lib/def.ts", "export default function erase() {}\n"),
        ("src/lib/def/index.ts", "export default function erase() {}\n"),
        ("src/lib/def.js", "module.exports = function erase() {};\n"),
    ],
)
@pytest.mark.parametrize(
    "user",
    [
        "import kill from '../lib/def';\nkill();\n",
        "import { default as kill } from '../lib/def';\nkill();\n",
        "const kill = require('../lib/def');\nkill();\n",
        "import * as kill from '../lib/def';\nkill.default();\n",
    ],
)
def test_a_default_has_its_own_name_and_the_name_default(
    name: str, path: str, text: str, user: str
) -> None:
    files = {path: text, "src/u/a.ts": user}
    assert places(asked(f"forbidden-call\ncalls: [{name}]", files)) == ["src/u/a.ts:2"]


def test_a_function_beside_the_default_is_another() -> None:
    files = {"src/lib/def.ts": "export default function erase() {}\nexport function keep() {}\n"}
    files["src/a.ts"] = "import { keep } from './lib/def';\nkeep();\n"
    for name in ("src/lib/def.erase", "src/lib/def.default", "src/lib/def"):
        assert places(asked(f"forbidden-call\ncalls: [{name}]", files)) == []


@pytest.mark.parametrize("name", ["Danger.wipe", "src/lib/def.Danger.wipe", "src/lib/def.default.wipe"])
def test_a_method_of_a_default_class_is_told(name: str) -> None:
    files = {"src/lib/def.ts": "export default class Danger { wipe() {} keep() {} }\n"}
    files["src/a.ts"] = "import D from './lib/def';\nnew D().wipe();\nnew D().keep();\n"
    assert places(asked(f"forbidden-call\ncalls: [{name}]", files)) == ["src/a.ts:2"]


@pytest.mark.parametrize(
    "text",
    [
        "require('got').default('x');\n",
        "import * as all from 'got'; all.default('x');\n",
        "const g = require('got'); g.default('x');\n",
        "async function f() { (await import('got')).default('x'); }\n",
        "async function f() { const { default: g } = await import('got'); g('x'); }\n",
        "import got from 'got'; got('x');\n",
    ],
)
def test_the_default_of_a_package_is_the_package(text: str) -> None:
    assert places(asked("forbidden-call\ncalls: [got]", {"a.ts": text})) == ["a.ts:1"]


def test_a_method_called_default_is_no_package() -> None:
    text = "import { z } from 'zod';\nz\n  .string()\n  .default('x');\n"
    assert places(asked("forbidden-call\ncalls: [zod.z.string]", {"a.ts": text})) == ["a.ts:2"]


def test_a_default_put_into_the_map_is_registered() -> None:
    files = {"src/h/e.ts": "export default function handleE() {}\nexport function handleF() {}\n"}
    files["src/map.ts"] = "import handleE from './h/e';\nexport const HANDLERS = { e: handleE };\n"
    found = asked('registered-in\nevery: "function handle*"\nin: map.HANDLERS', files)
    assert messages(found) == ["function `handleF` is not seen to be put into `map.HANDLERS`"]


@pytest.mark.parametrize(
    "hand",
    [
        "import * as child from 'child_process';\nexport { child };\n",
        "export * as child from 'child_process';\n",
        "export const child = require('child_process');\n",
        "const child = require('child_process');\nmodule.exports = { child };\n",
    ],
)
def test_a_module_that_is_handed_on_is_followed(hand: str) -> None:
    files = {
        "src/f.ts": hand,
        "src/a.ts": "import { child } from './f';\nchild.exec('ls');\nchild.fork('x');\n",
    }
    assert places(asked("forbidden-call\ncalls: [child_process.exec]", files)) == ["src/a.ts:2"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("import { wipe as q } from './lib/danger';\nexport { q };\n", "q"),
        ("import { wipe as q } from './lib/danger';\nexport {\n  other,\n  q,\n};\n", "q"),
        ("import { wipe as q } from './lib/danger';\nexport default q;\n", "q"),
        ("import { wipe } from './lib/danger';\nexport { wipe as z };\n", "z"),
        ("export { wipe as q } from './lib/danger';\n", "q"),
    ],
)
def test_a_new_name_is_told_where_it_is_given(text: str, name: str) -> None:
    found = asked(WIPE, {**DANGER, "src/f.ts": text})
    assert (f"`src.lib.danger.wipe` is handed on as `{name}` where it is forbidden") in messages(found)


@pytest.mark.parametrize(
    "text",
    [
        "import { wipe } from './lib/danger';\nexport { wipe };\n",
        "import { keep as q } from './lib/danger';\nexport { q };\n",
        "export { wipe } from './lib/danger';\n",
    ],
)
def test_the_same_name_and_another_function_may_be_handed_on(text: str) -> None:
    assert places(asked(WIPE, {**DANGER, "src/f.ts": text})) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("export { default as nuke } from './def';\n", True),
        ("export { default as erase } from './def';\n", False),
    ],
)
def test_a_default_handed_on_under_a_new_name_is_told(line: str, told: bool) -> None:
    files = {**ERASE, "src/lib/index.ts": line}
    found = asked("forbidden-call\ncalls: [src/lib/def.erase]", files)
    assert places(found) == (["src/lib/index.ts:1"] if told else [])


@pytest.mark.parametrize(
    "calls", ["performance.now, setTimeout", "perf_hooks.performance.now, timers.setTimeout"]
)
def test_a_global_of_node_and_its_import_are_one(calls: str) -> None:
    files = {
        "a.ts": "import { performance } from 'node:perf_hooks';\nperformance.now();\nperformance.mark();\n",
        "b.ts": "import { setTimeout as later } from 'node:timers';\nlater(f, 1);\n",
        "c.ts": "performance.now();\nsetTimeout(f, 1);\nsetInterval(f, 1);\n",
        "d.ts": "import { setTimeout } from 'node:timers/promises';\nsetTimeout(1);\n",
    }
    found = places(asked(f"forbidden-call\ncalls: [{calls}]", files))
    assert found == ["a.ts:2", "b.ts:2", "c.ts:1", "c.ts:2"]


@pytest.mark.parametrize("name", ["Box.open", "src/box.Box.open"])
@pytest.mark.parametrize("barrel", ["./box", "./all"])
def test_a_method_is_told_on_what_derives_from_its_class_in_another_file(name: str, barrel: str) -> None:
    files = {**BOX, "src/all.ts": "export * from './box';\n"}
    files["src/s.ts"] = (
        f"import {{ Box }} from '{barrel}';\nexport class Sub extends Box {{ shut() {{}} }}\n"
    )
    files["src/a.ts"] = "import { Sub } from './s';\nnew Sub().open();\nnew Sub().shut();\n"
    assert places(asked(f"forbidden-call\ncalls: [{name}]", files)) == ["src/a.ts:2"]


def test_a_class_with_a_method_of_its_own_does_not_inherit_it() -> None:
    files = {
        **BOX,
        "src/s.ts": "import { Box } from './box';\nexport class Sub extends Box { open() {} }\n",
    }
    files["src/a.ts"] = "import { Sub } from './s';\nnew Sub().open();\n"
    assert places(asked("forbidden-call\ncalls: [Box.open]", files)) == []


@pytest.mark.parametrize(
    "text",
    [
        "import('x').then(m => m.exec());\n",
        "import('x').then((m) => m.exec());\n",
        "import('x').then(function (m) { m.exec(); });\n",
        "import('x').then(({ exec: run }) => run());\n",
        "let m; function f() { m ??= require('x'); m.exec(); }\n",
        "let m; function f() { (m ||= require('x')).exec(); }\n",
    ],
)
@pytest.mark.parametrize("path", ["a.ts", "a.js"])
def test_a_module_that_is_taken_late_is_told(text: str, path: str) -> None:
    assert places(asked("forbidden-call\ncalls: [x.exec]", {path: text})) == [f"{path}:1"]


@pytest.mark.parametrize(
    "text",
    [
        "import('x').catch(m => m.exec());\n",
        "import('x').then(a => a, m => m.exec());\n",
        "later().then(m => m.exec());\n",
        "const x = require('x'); let m = 0; m += x; m.exec();\n",
    ],
)
def test_what_is_no_module_is_not_told(text: str) -> None:
    assert places(asked("forbidden-call\ncalls: [x.exec]", {"a.js": text})) == []
