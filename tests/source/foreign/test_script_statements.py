"""Statements of JavaScript and TypeScript as they are compared."""

import pytest

from parti.source import passages, reading
from parti.source.foreign import script_statements

PLACE = passages.Place(lambda name: f".{name[4:]}" if name.startswith("app.") else name)


def read(text: str, path: str = "app.ts", place: passages.Place = PLACE) -> list[passages.Passage]:
    return list(script_statements.of(text, path, reading.extract(text, path).definitions, place))


def inside(body: str, top: str = "") -> list[str]:
    return [each.text for each in read(f"{top}\nfunction f(a, b) {{\n{body}\n}}\n")[-1].statements]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("const x = a.b;", "return a.b"),
        ("let x: T = a.b;", "var y = a.b"),
        ("x = 1; var x;", "return 1;"),
        ("const { x, y: z = 1 } = a;", "const [v] = a"),
        ("for (const x of a) go(x);", "for (let y of b) { go(y); }"),
        ("try { go(); } catch (x) { no(x); }", "try { go() } catch (y) { no(y) }"),
        ("go((x) => x.n);", "go(function (y) { return y.n; });"),
        ("go(a as T, b!);", "go((a), b);"),
        ("go('a');", 'go("a");'),
        ("go({ n: a });", "go({ n: b, });"),
        ("go({ a: a });", "go({ a });"),
        ("a['b'].c();", "a.b.c();"),
        ("/* x */ go<T>(a); // y", "go(a);"),
        ("if (a) go();", "if (a) { go(); }"),
        ("class K { m() {} } go(a);", "go(a);"),
        ("interface I { n: number } go(a);", "go(a);"),
        ("function g({ x }) { go(x); }", "function h({ y }) { go(y); }"),
        ("let x; go(a);", "go(a);"),
        ("return;", "return undefined;"),
    ],
)
def test_what_differs_in_names_and_types_alone_reads_the_same(one: str, other: str) -> None:
    assert inside(one) == inside(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.b = 1;", "a.c = 1;"),
        ("go(a, a);", "go(a, b);"),
        ("go({ n: a });", "go({ m: a });"),
        ("go({ a });", "go({ b });"),
        ("go(`a${b}`);", "go(`c${b}`);"),
        ("go(/a/);", "go(/b/);"),
        ("x = a + b;", "x = a - b;"),
        ("a += 1;", "a -= 1;"),
        ("x = a ? b : 1;", "x = a ? b : 2;"),
        ("x = !a;", "x = -a;"),
        ("for (const x of a) go(x);", "for (const x in a) go(x);"),
        ("if (a) go();", "while (a) go();"),
        ("throw new E(a);", "new E(a);"),
        ("a[0].c();", "a[1].c();"),
        ("go(a?.b);", "go(a.c);"),
        ("switch (a) { case 1: go(); }", "switch (a) { case 2: go(); }"),
        ("go((x) => x.n);", "go((x) => x.m);"),
        ("go(this.a);", "go(this.b);"),
    ],
)
def test_what_does_something_else_reads_otherwise(one: str, other: str) -> None:
    assert inside(one) != inside(other)


@pytest.mark.parametrize(
    ("top", "said", "meant"),
    [
        ("import { join } from 'node:path';", "join(a)", "path.join"),
        ("import { join as j } from 'path';", "j(a)", "path.join"),
        ("import * as p from 'path';", "p.join(a)", "path.join"),
        ("import p from 'path';", "p.join(a)", "path.join"),
        ("const p = require('path');", "p.join(a)", "path.join"),
        ("const { join } = require('path');", "join(a)", "path.join"),
        ("const { join: j } = require('path');", "j(a)", "path.join"),
        ("const j = require('path').join;", "j(a)", "path.join"),
        ("function g() {}", "g(a)", ".g"),
        ("export function g() {}", "g(a)", ".g"),
        ("import { g } from './app';", "g(a)", ".g"),
        ("let g = make();", "g(a)", ".g"),
        ("", "g(a)", "g"),
    ],
)
def test_a_name_from_elsewhere_stands_under_its_origin(top: str, said: str, meant: str) -> None:
    assert inside(f"{said};", top)[-1] == f"do <call_expression {meant} <arguments $0 > >"


def test_a_constant_of_ours_stands_for_its_value_here_and_where_it_is_imported() -> None:
    top = "export const LIMIT = 'x';"
    constants = dict(script_statements.constants(top, "app.ts", PLACE))
    assert constants == {".LIMIT": "#'x'"}
    place = passages.Place(PLACE.ours, constants)
    text = "import { LIMIT as MOST } from './app';\nfunction f(a) { go(MOST); }"
    assert [each.text for each in read(text, "b.ts", place)[1].statements] == inside("go(LIMIT);", top)
    assert inside("go(LIMIT);", top) != inside("go(LIMIT);", "const LIMIT = 'y';")


@pytest.mark.parametrize("top", ["let LIMIT = 1;", "const LIMIT = null;", "const LIMIT = make();"])
def test_what_may_change_is_no_constant(top: str) -> None:
    assert dict(script_statements.constants(top, "app.ts", PLACE)) == {}


def test_each_function_that_stands_in_no_other_is_a_passage_with_those_inside_it() -> None:
    text = (
        "go(1);\nclass K {\n  m() {\n    const n = () => { stay(); };\n    return n;\n  }\n}\n"
        "const f = (x) => go(x);\nall.map(function (x) { go(x); });\nexports.g = function () { go(); };\n"
    )
    found = {each.name: [s.owner.name for s in each.statements] for each in read(text)}
    assert set(found) == {"", "K.m", "f", "g"}
    assert found["K.m"] == ["K.m", "K.m.n", "K.m"]
    assert found["f"] == ["f"]
    names = [each.name for each in read(text)]
    assert names.count("") == 2  # the top of the file, and the function without a name
    top = read(text)[0]
    assert all("stay" not in each.text for each in top.statements)
    assert sum("go" in each.text for each in top.statements) == 1


def test_what_waits_is_marked() -> None:
    text = "async function f(a) {\n  await a;\n  for await (const x of a) go(x);\n  go(a);\n}\n"
    assert [each.awaits for each in read(text)[1].statements] == [True, True, False, False]


def test_what_is_called_is_told_with_methods_of_anything_and_of_what_is_overridden() -> None:
    (one,) = read("class K extends L {\n  m(x) {\n    super.m(x.n(go()));\n  }\n}\n")[1].statements
    assert {"super.m", "?.n", "go"} <= one.called


def test_the_words_of_a_statement_stand_in_its_text_under_every_alias() -> None:
    text = "import { join as j } from './some-path';\nfunction f(a) { j(a.b, { key: go(a['x-y'].#z) }); }"
    (one,) = read(text)[1].statements
    assert set(one.words) <= passages.words(text)
    assert {"join", "b", "key", "go", "z"} <= set(one.words)
    assert "x-y" not in one.words


def test_the_values_of_a_statement_are_what_it_makes_on_its_way() -> None:
    (one, given) = read("function f(a, b) {\n  b.add([a, b.n(a)]);\n  return b.n(a);\n}\n")[1].statements
    assert given.text in one.values()
