"""What a script says of itself beside its calls: entries of registries, the environment, its errors."""

import pytest

from tests.source.foreign import told

HERE = "src/web/a.ts"
ON = "function on() {}\nfunction off() {}\n"


def entries(text: str) -> list[str]:
    """The entries of every registry of a text that defines `on` and `off`, in the order of the text."""
    return [each.replace("src.web.a.", "") for each in told.entries(ON + text, HERE)]


# --- literals --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pair", "key"),
    [
        ("a: on", "a"),
        ("'a.b': on", "a.b"),
        ("on", "on"),
        ("1: on", "1"),
        ("['a']: on", "a"),
        ("[`a`]: on", "a"),
        ("['a' + '.b']: on", "a.b"),
        ("[KEY]: on", "known"),
        ("[other]: on", ""),
        ("a: [on]", "a"),
        ("a: { b: on }", "b"),
        ("a: partial(on)", "a"),
        ("a: on.bind(null)", "a"),
        ("a: on as Handler", "a"),
        ("a: (on)", "a"),
        ("a: known ? on : null", "a"),
    ],
)
def test_an_entry_has_the_key_under_which_it_is_found(pair: str, key: str) -> None:
    assert entries(f"const KEY = 'known';\nconst H = {{ {pair} }};") == [f"H[{key}] = on (literal)"]


@pytest.mark.parametrize("value", ["'on'", "3", "null", "undefined", "() => 1", "unbound", "true", "/x/"])
def test_a_plain_value_and_a_nameless_function_are_no_entries(value: str) -> None:
    assert entries(f"const H = {{ a: {value} }};") == []


def test_a_class_and_an_instance_are_entries_by_the_class() -> None:
    text = "class C {}\nconst H = { a: C, b: new C(), c: new C(1).more };\n"
    assert entries(text) == ["H[a] = C (literal)", "H[b] = C (literal)", "H[c] = C.more (literal)"]


def test_what_another_module_has_is_an_entry_by_its_name_there() -> None:
    text = (
        "import { save } from './save';\nimport * as all from './all';\nconst H = { save, b: all.load };\n"
    )
    assert entries(text) == ["H[save] = src.web.save.save (literal)", "H[b] = src.web.all.load (literal)"]


@pytest.mark.parametrize(
    "literal",
    [
        "[['a', on], ['b', off]]",
        "new Map([['a', on], ['b', off]])",
        "Object.fromEntries([['a', on], ['b', off]])",
        "{ a: on, b: off }",
        "Object.freeze({ a: on, b: off })",
        "Object.freeze({ a: on, b: off } as const)",
        "({ a: on, b: off } satisfies Handlers)",
        "new Map().set('a', on).set('b', off)",
        "builder().add('a', on).add('b', off).build()",
    ],
)
def test_two_entries_are_found_in_every_wrapping(literal: str) -> None:
    assert entries(f"const H = {literal};") == ["H[a] = on (literal)", "H[b] = off (literal)"]


def test_entries_in_a_row_have_no_key_or_that_of_the_text_before_them() -> None:
    assert entries("const H = [on, 'a', off];") == ["H[] = on (literal)", "H[a] = off (literal)"]


# --- where a registry is known ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("const H = { a: on };", "H"),
        ("export const H = { a: on };", "H"),
        ("export default { a: on };", "default"),
        ("module.exports = { a: on };", "default"),
        ("exports.H = { a: on };", "H"),
        ("module.exports.H = { a: on };", "H"),
        ("class A { H = { a: on }; }", "A.H"),
        ("class A { static H = { a: on }; }", "A.H"),
        ("class A { constructor() { this.H = { a: on }; } }", "A.H"),
        ("namespace N { export const H = { a: on }; }", "N.H"),
    ],
)
def test_a_registry_goes_by_the_name_that_others_find_it_under(text: str, name: str) -> None:
    assert f"{name}[a] = on (literal)" in entries(text)
    assert f"src.web.a.{name}" in told.registries(ON + text, HERE)


def test_an_own_variable_called_exports_is_not_the_module() -> None:
    assert told.registries("const exports = {};\nexports.H = {};\n", HERE) == [
        "src.web.a.exports",
        "src.web.a.exports.H",
    ]


def test_a_variable_of_a_function_is_no_registry() -> None:
    assert told.registries("function f() { const H = {}; H.a = 1; }", HERE) == []
    assert entries("function f() { const H = { a: on }; H.b = off; H.push(on); }") == []


def test_a_function_is_no_registry_however_it_is_put() -> None:
    text = (
        "const f = () => 1;\nexports.g = function () {};\nA.prototype.h = () => 1;\n"
        "class B { i = () => 1; }\n"
    )
    assert told.registries(text, HERE) == []


# --- entries that come later -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("H['a'] = on;", "H[a] = on (item)"),
        ("H.a = on;", "H[a] = on (item)"),
        ("H['a' + 'b'] = on;", "H[ab] = on (item)"),
        ("H[other] = on;", "H[] = on (item)"),
        ("H.set('a', on);", "H[a] = on (method)"),
        ("H.push(on);", "H[] = on (method)"),
        ("H.use(on);", "H[] = on (method)"),
        ("function init() { H.push(on); }", "H[] = on (method)"),
    ],
)
def test_an_entry_that_comes_later_is_one_by_an_item_or_a_method(statement: str, row: str) -> None:
    assert entries(f"const H = make();\n{statement}") == [row]


def test_a_method_that_adds_nothing_registers_nothing() -> None:
    assert entries("const H = make();\nH.find(on); H.map(on); H.get('a', on);") == []


def test_a_chain_of_additions_adds_each_to_the_first() -> None:
    assert sorted(entries("const H = make();\nH.set('a', on)\n .set('b', off);\n")) == [
        "H[a] = on (method)",
        "H[b] = off (method)",
    ]


def test_what_comes_behind_a_call_that_adds_nothing_is_not_the_first() -> None:
    assert entries("const H = make();\nH.get('a').set('b', on);\n") == []


def test_several_functions_under_one_text_are_several_entries() -> None:
    assert entries("import app from './app';\napp.on('a', on, off);\n") == [
        "src.web.app[a] = on (method)",
        "src.web.app[a] = off (method)",
    ]


def test_an_entry_stands_on_its_own_line() -> None:
    text = "const H = {\n  a: on,\n  b: [\n    off,\n  ],\n};\n"
    lines = [each.line for each in told.facts_of(ON + text, HERE).registrations]
    assert lines == [3, 4, 6]


# --- the environment -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "process.env.HOME_DIR;",
        "process.env['HOME_DIR'];",
        "process.env[`HOME_DIR`];",
        "process.env['HOME_' + 'DIR'];",
        "process?.env?.HOME_DIR;",
        "(process.env as any).HOME_DIR;",
        "process.env!.HOME_DIR;",
        "const env = process.env; env.HOME_DIR;",
        "const { env } = process; env.HOME_DIR;",
        "import { env } from 'node:process'; env.HOME_DIR;",
        "globalThis.process.env.HOME_DIR;",
        "import.meta.env.HOME_DIR;",
        "Bun.env.HOME_DIR;",
        "Deno.env.get('HOME_DIR');",
        "const { HOME_DIR } = process.env;",
        "const { HOME_DIR: home } = process.env;",
        "const { HOME_DIR = '/tmp' } = process.env;",
        "const { HOME_DIR: home = '/tmp', ...rest } = process.env;",
        "const { 'HOME_DIR': home } = process.env;",
        "const { HOME_DIR } = import.meta.env;",
        "`${process.env.HOME_DIR}/x`;",
    ],
)
def test_a_variable_of_the_environment_is_read_by_its_name(text: str) -> None:
    assert [each.name for each in told.facts_of(text, HERE).environment] == ["HOME_DIR"]


@pytest.mark.parametrize(
    "text",
    [
        "process.env[name];",
        "process.env;",
        "other.env.HOME_DIR;",
        "const my = { env: {} }; my.env.HOME_DIR;",
        "process.environment.HOME_DIR;",
        "const { ...rest } = process.env;",
        "const { HOME_DIR } = other;",
        "function f(process) { process.env.HOME_DIR; }",
        "'process.env.HOME_DIR';",
    ],
)
def test_another_environment_or_no_name_is_no_read(text: str) -> None:
    assert told.facts_of(text, HERE).environment == ()


def test_a_read_belongs_to_its_function_and_is_told_once_a_line() -> None:
    text = "process.env.A || process.env.A;\nfunction f() {\n  return process.env.A;\n}\n"
    found = told.facts_of(text, HERE).environment
    assert [(each.name, each.line, each.owner) for each in found] == [("A", 1, ""), ("A", 3, "f")]


# --- errors ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("thrown", "name"),
    [
        ("new Error('x')", "Error"),
        ("new errors.Gone<T>('x')", "errors.Gone"),
        ("Gone('x')", "Gone"),
        ("errors.make('x')", "errors.make"),
        ("error", "error"),
        ("error as Error", "error"),
        ("(new Gone())", "Gone"),
        ("/* why */ new Gone()", "Gone"),
        ("await make()", "make"),
        ("'text'", "'text'"),
        ("`a\n${b}`", "`a"),
    ],
)
def test_an_error_is_named_as_it_is_thrown(thrown: str, name: str) -> None:
    (each,) = told.facts_of(f"class A {{ m() {{\nthrow {thrown}; }} }}", HERE).raises
    assert (each.owner, each.line, each.name) == ("A.m", 2, name)


def swallows(text: str) -> list[tuple[int, str]]:
    """(line, how) of each error that is swallowed."""
    return [(each.line, each.how) for each in told.facts_of(text, HERE).swallows]


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("", "passes"),
        ("/* fine */ ;", "passes"),
        ("continue;", "passes"),
        ("console.log(e);", "only logs"),
        ("this.log.warn(e); continue;", "only logs"),
        ("await logger.error(e);", "only logs"),
        ("log(e);", "only logs"),
    ],
)
def test_a_catch_that_does_no_more_than_write_a_line_is_told(body: str, how: str) -> None:
    assert swallows(f"for (;;) {{\n  try {{ f(); }}\n  catch (e) {{ {body} }}\n}}") == [(3, how)]


@pytest.mark.parametrize(
    "body", ["throw e;", "log(e); throw e;", "ok = false;", "if (x) { }", "report(e);"]
)
def test_a_catch_that_does_more_is_not_told(body: str) -> None:
    assert swallows(f"try {{ f(); }} catch (e) {{ {body} }}") == []


@pytest.mark.parametrize(
    ("call", "how"),
    [
        ("p.catch(() => {});", "passes"),
        ("p.catch(() => undefined);", "passes"),
        ("p.catch(() => void 0);", "passes"),
        ("p.catch((() => null));", "passes"),
        ("p['catch'](function () {});", "passes"),
        ("p.then(use, () => {});", "passes"),
        ("p.catch(e => console.error(e));", "only logs"),
        ("p.catch(async e => { await log.error(e); });", "only logs"),
    ],
)
def test_a_handler_that_does_no_more_than_write_a_line_is_told(call: str, how: str) -> None:
    assert swallows(call) == [(1, how)]


@pytest.mark.parametrize(
    "call", ["p.catch(next);", "p.then(() => {});", "p.catch(e => tell(e));", "p.catch();"]
)
def test_a_handler_that_does_more_or_is_elsewhere_is_not_told(call: str) -> None:
    assert swallows(call) == []
