"""What a script hands out, as aliases of its facts: its default, what it required, what it renames.

Whoever takes such a name is led by these to where it comes from; what is made here keeps its own name.
"""

import pytest

from parti.source import facts, reading


def aliases(text: str, path: str = "src/f.ts") -> dict[str, tuple[str, ...]]:
    known = reading.extract(text, path)
    assert isinstance(known, facts.Facts)
    assert known.problem is None
    return dict(known.aliases)


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("export default function erase() {}\n", "src.f.erase"),
        ("export default class Danger {}\n", "src.f.Danger"),
        ("function erase() {}\nexport default erase;\n", "src.f.erase"),
        ("export default erase;\nfunction erase() {}\n", "src.f.erase"),
        ("function erase() {}\nmodule.exports = erase;\n", "src.f.erase"),
        ("module.exports = function erase() {};\n", "src.f.erase"),
        (
            "function erase() {}\nexports.default = erase;\nmodule.exports = exports.default;\n",
            "src.f.erase",
        ),
        ("function erase() {}\nexport { erase as default };\n", "src.f.erase"),
        ("function erase() {}\nexport = erase;\n", "src.f.erase"),
        ("export default () => 1;\n", "src.f.default"),
        ("export default function () {}\n", "src.f.default"),
        ("module.exports = require('./g');\n", "src.g"),
        ("import { wipe } from './g';\nexport default wipe;\n", "src.g.wipe"),
        ("export { default } from './g';\n", "src.g"),
    ],
)
def test_what_a_module_exports_by_default_is_told(text: str, origin: str) -> None:
    assert aliases(text)["default"] == (origin,)


@pytest.mark.parametrize(
    "text",
    ["export default { a: 1 };\n", "module.exports = { a: 1 };\n", "export default make();\n",
     "export function f() {}\n", "module.exports.f = f;\n", "function f(module) { module.exports = f; }\n"],
)  # fmt: skip
def test_an_object_and_a_result_are_no_default_by_name(text: str) -> None:
    assert "default" not in aliases(text)


@pytest.mark.parametrize(
    ("text", "name", "origin"),
    [
        ("export * as child from 'child_process';\n", "child", ("child_process",)),
        ("export const child = require('child_process');\n", "child", ("child_process",)),
        ("const { exec: run } = require('child_process');\n", "run", ("child_process.exec",)),
        ("import * as child from 'child_process';\nexport { child as c };\n", "c", ("child_process",)),
        ("import { a } from './g';\nexport { a as b };\n", "b", ("src.g.a",)),
        ("const g = require('./g');\nmodule.exports = { b: g.a };\n", "b", ("src.g.a",)),
        ("module.exports = { 'b': require('./g') };\n", "b", ("src.g",)),
        ("exports.b = require('./g').a;\n", "b", ("src.g.a",)),
        (
            "const b = require('./g');\nmodule.exports = { b: require('./h') };\n",
            "b",
            ("src.g", "src.h"),
        ),
    ],
)
def test_what_is_taken_in_and_handed_on_leads_to_where_it_comes_from(
    text: str, name: str, origin: tuple[str, ...]
) -> None:
    assert aliases(text)[name] == origin


def test_what_the_file_makes_has_the_name_under_which_it_is_exported() -> None:
    assert aliases("function a() {}\nexport { a as b };\n") == {}
    assert aliases("function a() {}\nmodule.exports = { b: a };\nexports.c = a;\n") == {}


def test_what_a_function_requires_for_itself_is_no_name_of_the_file() -> None:
    assert aliases("function f() { const c = require('child_process'); return c; }\n") == {}


@pytest.mark.parametrize(
    "text",
    [
        "module.exports = { ...require('./g') };\n",
        "module.exports = { a: 1, ...require('./g'), b() {} };\n",
        "const g = require('./g');\nmodule.exports = { ...g };\n",
        "import * as g from './g';\nexport default { ...g };\n",
        "module.exports = { ...(quick ? require('./g') : {}) };\n",
        "Object.assign(exports, require('./g'));\n",
        "Object.assign(module.exports, { a: 1 }, { ...require('./g') });\n",
        "module.exports = Object.assign({}, require('./g'), { a: 1 });\n",
        "exports = module.exports = { ...require('./g') };\n",
        "tslib_1.__exportStar(require('./g'), exports);\n",
    ],
)
def test_a_module_whose_names_are_all_exported_again_is_taken_in_by_a_star(text: str) -> None:
    assert [(each.module, each.names) for each in reading.extract(text, "src/f.ts").imports] == [
        ("src.g", ("*",))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "const h = { ...require('./g') };\n",
        "module.exports = { g: require('./g') };\n",
        "Object.assign(own, require('./g'));\n",
        "function f(exports) { Object.assign(exports, require('./g')); }\n",
    ],
)
def test_a_module_of_which_nothing_is_exported_by_its_name_is_no_star(text: str) -> None:
    assert [each.names for each in reading.extract(text, "src/f.ts").imports] == [()]
