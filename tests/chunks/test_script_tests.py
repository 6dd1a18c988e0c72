"""What is read of a JavaScript or TypeScript test: its name, its assertions, its skips, in every runner."""

import pytest

from parti.chunks import oracle, script_tests, strength
from parti.chunks.assertions import Test
from parti.source.shape import FileChange

NOTHING, WEAK, LOOSE, STRONG = strength.NOTHING, strength.WEAK, strength.LOOSE, strength.STRONG
HEAD = "const { test, it, describe } = require('node:test')\nconst assert = require('node:assert')\n"


def read(text: str, path: str = "test/a.test.js") -> dict[str, Test]:
    found = script_tests.read(text, path)
    assert found is not None
    return dict(found)


def one(body: str, head: str = HEAD) -> Test:
    return read(f"{head}test('a', async (t) => {{\n{body}\n}})\n")["a"]


def found(before: str | None, after: str | None, *others: FileChange, whole: bool = False) -> list[str]:
    changes = [FileChange("test/a.test.js", before, after), *others]
    return [f"{each.level} {each.message}" for each in oracle.findings(changes, whole=whole)]


def body(*lines: str, name: str = "a") -> str:
    return f"{HEAD}test('{name}', async (t) => {{\n" + "".join(f"  {line}\n" for line in lines) + "})\n"


STRENGTHS = [
    ("assert.strictEqual(run(), 3)", STRONG),
    ("assert.deepEqual(run(), { a: 1 })", STRONG),
    ("assert(run() === 3)", STRONG),
    ("assert(run() === 3 && other() === 4)", STRONG),
    ("assert.ok(!x)", STRONG),
    ("assert.throws(() => run(), TypeError)", STRONG),
    ("await assert.rejects(run(), { code: 'E' })", STRONG),
    ("t.assert.equal(run(), 3)", STRONG),
    ("t.equal(run(), 3)", STRONG),
    ("t.same(run(), [3])", STRONG),
    ("expect(run()).toBe(3)", STRONG),
    ("expect(run()).toEqual({ a: 1 })", STRONG),
    ("await expect(run()).rejects.toThrow(TypeError)", STRONG),
    ("expect(run()).to.equal(3)", STRONG),
    ("expect(run()).to.be.true", STRONG),
    ("run().should.equal(3)", STRONG),
    ("run().should.be.true", STRONG),
    ("await request(app).get('/').expect(200)", STRONG),
    ("expect(spy).not.toHaveBeenCalled()", STRONG),
    ("checkRows(run())", STRONG),
    ("assert(run() > 2)", LOOSE),
    ("assert.ok(run())", LOOSE),
    ("assert.ok(a === 1 || b())", LOOSE),
    ("assert.notStrictEqual(run(), 3)", LOOSE),
    ("assert.throws(() => run())", LOOSE),
    ("assert.throws(() => run(), 'it says')", LOOSE),
    ("assert.match(run(), /a/)", LOOSE),
    ("t.match(run(), { a: 1 })", LOOSE),
    ("expect(run()).toContain(3)", LOOSE),
    ("expect(run()).not.toBe(3)", LOOSE),
    ("expect(run()).toThrow()", LOOSE),
    ("expect(run()).toBeFalsy()", LOOSE),
    ("expect(run()).to.include(3)", LOOSE),
    ("assert.ok(x)", WEAK),
    ("assert(x.y)", WEAK),
    ("assert.ok(!!x)", WEAK),
    ("assert(x instanceof Y)", WEAK),
    ("t.ok(x)", WEAK),
    ("expect(run()).toBeTruthy()", WEAK),
    ("expect(run()).toBeDefined()", WEAK),
    ("expect(run()).not.toBeNull()", WEAK),
    ("expect(run()).to.exist", WEAK),
    ("expect(run()).to.be.an('object')", WEAK),
    ("expect(run()).toEqual(expect.anything())", WEAK),
    ("assert.ok(true)", NOTHING),
    ("assert(() => run())", NOTHING),
    ("assert.strictEqual(1, 1)", NOTHING),
    ("assert.equal(x.y, x.y)", NOTHING),
    ("t.ok(true)", NOTHING),
    ("expect(true).toBe(true)", NOTHING),
    ("expect(true).to.be.true", NOTHING),
    ("expect(run())", NOTHING),
    ("try { assert.equal(run(), 3) } catch (error) {}", NOTHING),
    ("return\nassert.equal(run(), 3)", NOTHING),
    ("if (false) { assert.equal(run(), 3) }", NOTHING),
]


@pytest.mark.parametrize(("line", "level"), STRENGTHS)
def test_an_assertion_says_as_much_as_its_form(line: str, level: int) -> None:
    assert [item.strength for item in one(line).assertions] == [level]


@pytest.mark.parametrize(
    "line",
    [
        "t.plan(2)", "t.end()", "t.error(error)", "assert.ifError(err)", "t.pass('reached')", "run(3)",
        "assert.equal(err, null)", "expect(err).to.not.exist", "expect(error).toBeUndefined()",
        "/a/.test('a')", "test.mock.fn()", "t.fail('never')", "const expected = 3", "should.push(3)",
    ],
)  # fmt: skip
def test_what_asserts_nothing_of_the_outcome_is_no_assertion(line: str) -> None:
    assert one(line).assertions == ()


def test_an_assertion_in_a_branch_holds_at_times() -> None:
    test = one("if (a) { assert.equal(x, 1) }\nassert.equal(y, 1)")
    assert [item.at_times for item in test.assertions] == [True, False]


def test_a_failure_that_a_handler_tells_is_not_taken() -> None:
    lines = "try { await run(); assert.equal(x, 1) } catch (error) { assert.equal(error.code, 'E') }"
    assert [item.strength for item in one(lines).assertions] == [STRONG, STRONG]


def test_names_taken_from_a_library_assert() -> None:
    head = "import { strictEqual as same, ok } from 'node:assert/strict'\nimport check from 'assert'\n"
    test = one("same(run(), 3)\nok(x)\ncheck.equal(run(), 4)\nother(x)", head)
    assert [item.strength for item in test.assertions] == [STRONG, WEAK, STRONG]


def test_a_function_of_the_file_that_asserts_does_so_where_it_is_called() -> None:
    head = f"{HEAD}function same (x) {{ assert.equal(x, 3) }}\nconst through = (x) => {{ same(x) }}\n"
    assert [item.text for item in one("through(run())\nelse_(x)", head).assertions] == ["through(run())"]


def test_a_function_from_the_files_of_the_tests_may_assert() -> None:
    head = f"{HEAD}const {{ rows: compare }} = require('./helpers/rows')\n"
    assert [item.helper for item in one("compare(run())", head).assertions] == [True]


NAMES = [
    ("test('a b', () => { assert(x()) })", ["a b"]),
    ('it("a", function () { assert(x()) })', ["a"]),
    ("describe('s', () => { it('a', () => { assert(x()) }) })", ["s::a"]),
    ("test('a', async t => { await t.test('b', t => { t.ok(x) }) })", ["a::b"]),
    ("test('a', async t => { t.ok(y); await t.test('b', t => { t.ok(x) }) })", ["a", "a::b"]),
    ("test.each([[1], [2]])('row %d', (x) => { expect(x).toBe(1) })", ["row %d"]),
    ("tap.test('a', t => { t.ok(x); t.end() })", ["a"]),
    ("it('a', withServer(async () => { assert(x()) }))", ["a"]),
    ("for (const x of xs) { test(`a ${x}`, () => { assert(x()) }) }", ["a ${x}"]),
    ("test('a', () => { assert(x()) })\ntest('a', () => { assert(y()) })", ["a", "a again"]),
    ("test.todo('later');\nit('pending');\n/x/.test('y');\n", []),
    ("const it_ = linux ? it : it.skip\nit_('a', () => { assert(x()) })", ["a"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_tests_are_found_by_their_names(text: str, names: list[str]) -> None:
    assert list(read(HEAD + text)) == names


SKIPS = [
    ("test.skip('a', () => {})", {"skip()"}, "skip()"),
    ("xit('a', () => {})", {"skip()"}, "skip()"),
    ("test('a', { skip: true }, () => {})", {"skip()"}, "skip()"),
    ("test('a', { skip: 'why' }, () => {})", {"skip()"}, "skip()"),
    ("test('a', { skip: false }, () => {})", set(), ""),
    ("test('a', { todo: true }, () => {})", {"todo()"}, "todo()"),
    ("test('a', { skip: windows }, () => {})", {"skip(windows)"}, ""),
    ("test('a', (t) => { t.skip('why') })", {"skip()"}, "skip()"),
    ("it('a', function () { this.skip() })", {"skip()"}, "skip()"),
    ("test('a', (t) => { if (windows) { t.skip(); return } })", {"skip(windows)"}, ""),
    ("describe.skip('s', () => { it('a', () => {}) })", {"skip()"}, "skip()"),
    ("const it_ = windows ? it.skip : it\nit_('a', () => {})", {"skip(windows)"}, ""),
    ("test('a', () => { stream.skip(3) })", set(), ""),
]


@pytest.mark.parametrize(("text", "skips", "never"), SKIPS)
def test_a_skip_is_seen_with_its_condition(text: str, skips: set[str], never: str) -> None:
    (test,) = read(HEAD + text).values()
    assert (set(test.skips), test.never) == (skips, never)


def test_rows_are_counted() -> None:
    rows = "test.each([[1], [2], [3]])('a', (x) => { expect(run(x)).toBe(1) })"
    assert read(rows)["a"].cases == 3
    assert read(rows.replace("[3]", "...more"))["a"].cases is None


def test_typescript_and_tsx_are_read() -> None:
    text = "it('a', async (): Promise<void> => { expect(run<number>() as any).toBe(3) })"
    assert read(text, "src/a.spec.ts")["a"].assertions[0].strength == STRONG
    assert "a" in read("it('a', () => { expect(<B x={1} />).toBe(3) })", "src/a.test.tsx")


def test_what_cannot_be_read_is_said_to_be_unread() -> None:
    assert script_tests.read("function ( {{{", "test/a.js") is None
    told = found(body("assert.equal(run(), 3)"), "function ( {{{")
    assert told == ["warning test/a.test.js cannot be read as javascript, so its tests were not judged."]


def test_samples_of_tests_are_no_tests() -> None:
    assert not script_tests.is_judged("test/fixtures/a.test.js")
    sample = FileChange("test/fixtures/a.test.js", None, body("run()"))
    assert oracle.findings([sample]) == ()
