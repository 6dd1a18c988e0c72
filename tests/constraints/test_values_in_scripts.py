"""JavaScript and TypeScript: what is used without being called there: values, defaults, what may be one.

A clock that is put into a field or is the default of a parameter is a clock: whoever forbids the call means
these too. Beside each, what looks alike and is no use.
"""

import pytest

from tests.constraints.asking import asked, messages, spots

BOTH = ("src/app/a.ts", "src/app/a.js")


def told(check: str, text: str, path: str = "src/app/a.ts") -> list[int]:
    """The lines of what is told of one file."""
    return [line for line, _ in spots(asked(f"forbidden-call\n{check}", {path: text}))]


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        "const o = { clock: Date.now };\n",
        "const o = [Date.now];\n",
        "function f() { return Date.now; }\n",
        "class F { clock = Date.now }\n",
        "class F { constructor() { this.clock = Date.now; } }\n",
        "exports.c = Date.now;\n",
        "export const now2 = Date.now;\n",
        "export default Date.now;\n",
        "const m = new Map([['a', Date.now]]);\n",
        "const f = given || Date.now;\n",
        "const f = given ? given : window.Date.now;\n",
        "const f = () => Date.now;\n",
        "f(...[Date.now]);\n",
        "(0, Date.now)();\n",
        "Date.now.call(null);\n",
    ],
)
def test_a_global_that_is_used_as_a_value_is_told_wherever_it_stands(text: str, path: str) -> None:
    assert told("calls: [Date.now]", text, path) == [1]


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Math.random", "Math.random"),
        ("console.log", "console.log"),
        ("JSON.parse", "JSON.parse"),
        ("localStorage.getItem", "localStorage.getItem"),
        ("setTimeout", "setTimeout"),
        ("setTimeout", "globalThis.setTimeout"),
        ("fetch", "impl || globalThis.fetch"),
        ("fetch", "fetch"),
        ("process.exit", "process.exit"),
        ("eval", "eval"),
    ],
)
def test_every_global_is_told_as_a_value(name: str, value: str, path: str) -> None:
    assert told(f"calls: [{name}]", f"const o = {{ a: {value} }};\n", path) == [1]


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("eval", "(0, eval)('1');\n"),
        ("setTimeout", "setTimeout.call(null, f);\n"),
        ("setTimeout", "setTimeout.apply(null, [f]);\n"),
        ("setTimeout", "const t = { setTimeout };\n"),
    ],
)
def test_a_global_that_is_called_in_a_roundabout_way_is_told(name: str, text: str, path: str) -> None:
    assert told(f"calls: [{name}]", text, path) == [1]


def test_a_value_is_told_as_used_and_a_call_once_as_called() -> None:
    text = "const o = { clock: Date.now };\nDate.now();\n(0, eval)('1');\n"
    assert messages(asked("forbidden-call\ncalls: [Date.now, eval]", {"a.js": text})) == [
        "`Date.now` is used where it is forbidden",
        "`Date.now` is called where it is forbidden",
        "`eval` is called where it is forbidden",
    ]


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        "const o = { now: clock.now };\n",
        "function f(Date) { return Date.now; }\n",
        "import { time } from './time';\n\nexport const now = time.now;\n",
        "Date.now = () => 3;\nglobalThis.setTimeout = fake;\n",
        "if (x instanceof setTimeout) {}\n",
        "const setTimeout = 3;\nconst o = { setTimeout };\n",
        "const o = { setTimeout: 3 };\no.setTimeout();\n",
        "const o = { a: x.setTimeout };\n",
        "class A { setTimeout() {} }\n",
        "if (typeof setTimeout === 'function') {}\n",
        "if (x instanceof Date) {}\n",
        "const o = { a: Date };\n",
        "const o = Date.parse;\n",
        "// Date.now, setTimeout\n",
        "const text = 'Date.now';\n",
        "const { now } = { now: 3 };\n",
    ],
)
def test_what_only_looks_like_a_global_is_none(text: str, path: str) -> None:
    assert told("calls: [Date.now, setTimeout]", text, path) == []


@pytest.mark.parametrize("path", BOTH)
def test_asking_whether_a_global_is_there_is_no_use_of_it(path: str) -> None:
    text = "if (typeof fetch === 'undefined') {}\nif (typeof process.exit === 'function') {}\n"
    assert told("calls: [fetch, process.exit]", text, path) == []


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("process.exitCode", "process.exitCode = 1;\n"),
        ("document.cookie", "document.cookie = 'a';\n"),
        ("document.cookie", "window.document.cookie = 'a';\n"),
        ("process.env", "process.env = {};\n"),
        ("process.env.A", "if (typeof process.env.A === 'string') {}\n"),
        ("Date.now", "o.clock = Date.now;\n"),
        ("Date.now", "if (Date.now instanceof F) {}\n"),
        ("Date.now", "if (!Date.now) {}\n"),
        ("Date.now", "if (typeof Date.now() === 'number') {}\n"),
    ],
)
def test_a_value_that_is_set_or_asked_for_is_told(name: str, text: str, path: str) -> None:
    assert told(f"calls: [{name}]", text, path) == [1]


def test_a_type_that_is_taken_from_a_global_is_no_use_of_it() -> None:
    text = "let a: typeof Date.now;\nlet b: typeof fetch;\nfunction f(c: typeof setTimeout) {}\n"
    assert told("calls: [Date.now, fetch, setTimeout]", text) == []


# --- defaults of parameters ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        "function f(clock = cp.exec) { return clock(); }",
        "function f(a, clock = cp.exec) {}",
        "const f = (x = cp.exec) => x();",
        "const f = function (x = cp.exec) {};",
        "class F { g(x = cp.exec) {} }",
        "class F { constructor(x = cp.exec) {} }",
        "function f({ x = cp.exec }) {}",
        "function f([x = cp.exec]) {}",
        "function f(x = { run: cp.exec }) {}",
        "function f(x = given || cp.exec) {}",
        "function f(x = setTimeout) {}",
        "function f(x = process.exit) {}",
        "function f(x = fetch) {}",
        "function f(x = Date.now) {}",
        "function f(x = writeFileSync) {}",
    ],
)
def test_the_default_of_a_parameter_is_a_use(text: str, path: str) -> None:
    names = "child_process.exec, setTimeout, process.exit, fetch, Date.now, fs.writeFileSync"
    taken = "import cp from 'child_process'; import { writeFileSync } from 'fs';\n"
    assert told(f"calls: [{names}]", f"{taken}{text}\n", path) == [2]


@pytest.mark.parametrize(
    "text",
    [
        "function f(x: F = fetch) {}",
        "function f(x: typeof fetch = fetch) {}",
        "class F { constructor(private c = fetch) {} }",
        "class F { constructor(private readonly c: F = fetch) {} }",
        "class F { constructor(@Inject() private c = fetch) {} }",
        "function f(x = fetch as F) {}",
        "function f(x = fetch!) {}",
        "function f<T>(this: T, x = fetch) {}",
    ],
)
def test_a_typed_parameter_has_its_default_too(text: str) -> None:
    assert told("calls: [fetch]", f"{text}\n") == [1]


@pytest.mark.parametrize(
    "text",
    [
        "function f(fetch: F) { fetch(); }",
        "function f(fetch?: F) { fetch?.(); }",
        "function f(fetch = other) { fetch(); }",
        "type F = (fetch: string) => void;",
        "interface F { go(fetch: string, setTimeout?: number): void }",
        "abstract class F { abstract go(fetch: string): void }",
        "declare function f(fetch: string): void;",
        "function f(x: typeof fetch) {}",
        "function f({ fetch }: Given) { fetch(); }",
        "function f({ fetch: other }: Given) { other(); }",
    ],
)
def test_the_name_of_a_parameter_is_no_use_of_what_has_it_too(text: str) -> None:
    assert told("calls: [fetch, setTimeout]", f"{text}\n") == []


# --- moments ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        "const d = new Date();",
        "const d = new Date;",
        "const d = new Date(/* now */);",
        "const d = Date();",
        "const d = Date(5);",
        "const d = new Date(Date.now());",
        "const d = new Date(new Date());",
        "const d = new globalThis.Date();",
        "const D = Date; new D();",
        "const d = new Date(...args);",
    ],
)
def test_what_asks_for_the_present_moment_reads_the_clock(text: str, path: str) -> None:
    assert told("effects: [clock]", f"{text}\n", path) == [1]


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        "const d = new Date(5);",
        "const d = new Date('2020-01-01');",
        "const d = new Date(2020, 1, 1);",
        "const d = new Date(2020, ...rest);",
        "const d = new Date(other.date);",
        "const d = new Date(/* then */ when);",
        "const d = new window.Date(when);",
        "const D = Date; new D(when);",
        "const d = Date.parse(text);",
        "const d = new Foo(Date);",
        "class Date {} const d = new Date();",
    ],
)
def test_a_moment_that_is_given_reads_no_clock(text: str, path: str) -> None:
    assert told("effects: [clock]", f"{text}\n", path) == []


def test_a_moment_made_from_nobody_knows_what_is_told_as_a_doubt() -> None:
    text = "const d = new Date(...args);\nconst e = new Date();\n"
    assert messages(asked("forbidden-call\neffects: [clock]", {"a.ts": text})) == [
        "`Date` touches the clock, which is forbidden here; "
        "what it is given is not known here, so it may be another moment",
        "`Date` touches the clock, which is forbidden here",
    ]


def test_a_call_that_is_forbidden_by_its_name_is_told_whatever_it_is_given() -> None:
    assert told("calls: [Date]", "const d = new Date(5);\n") == [1]


# --- what a call gave back -------------------------------------------------------------------------------

DATABASE = "import Database from 'better-sqlite3';\nconst db = new Database('x');\n"


@pytest.mark.parametrize(
    "text",
    [
        "if (n) { f(); }",
        "const m = n + 1;",
        "f(n);",
        "const o = { n };",
        "const o = [n, n];",
        "n.toFixed(2);",
        "String(n.toFixed(2));",
        "if (r.changes) { f(); }",
        "const o = { a: r.changes };",
        "rows.map(f);",
        "rows.filter(f).map(g);",
        "rows.length.toString();",
        "for (const row of rows) { f(row.id); }",
    ],
)
@pytest.mark.parametrize("path", BOTH)
def test_what_a_call_gave_back_is_a_value_and_no_effect(text: str, path: str) -> None:
    given = (
        f"{DATABASE}const r = db.prepare('delete').run(), n = db.prepare('delete').run().changes;"
        "const rows = db.prepare('select').all();\n"
    )
    assert told("effects: [database]", f"{given}{text}\n", path) == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "s.run();",
        "s.all().map(f);",
        "const { changes } = s.run();",
        "rows.forEach(s.run);",
        "const run = s.run; run();",
        "f(db.exec);",
        "s.pluck().get();",
        "const n = s.run().changes;",
    ],
)
@pytest.mark.parametrize("path", BOTH)
def test_what_was_prepared_still_touches_the_database(text: str, path: str) -> None:
    given = f"{DATABASE}const s = db.prepare('select');\n"
    assert told("effects: [database]", f"{given}{text}\n", path) == [2, 3, 4]


def test_the_answer_of_a_request_is_a_value() -> None:
    text = "const a = await axios.get(u);\nf(a);\nif (a.data) { g(a.data.id.trim()); }\n"
    assert told("effects: [network]", f"import axios from 'axios';\n{text}") == [2]
