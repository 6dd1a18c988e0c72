"""Tests of JavaScript and TypeScript that say less than before, and those that do not."""

import pytest

from parti.chunks import oracle, unjudged
from parti.constraints.finding import Finding
from parti.source.shape import FileChange

HEAD = "const { test, it, describe } = require('node:test')\nconst assert = require('node:assert')\n"
TWO = ("assert.equal(run(), 3)", "assert.equal(other(), 4)")


def body(*lines: str, name: str = "a") -> str:
    return f"{HEAD}test('{name}', async (t) => {{\n" + "".join(f"  {line}\n" for line in lines) + "})\n"


def found(before: str | None, after: str | None, *others: FileChange, whole: bool = False) -> list[Finding]:
    return list(oracle.findings([FileChange("test/a.test.js", before, after), *others], whole=whole))


def levels(before: str | None, after: str | None, *others: FileChange, whole: bool = False) -> list[str]:
    return [each.level for each in found(before, after, *others, whole=whole)]


LOOSENED = [
    ("assert.strictEqual(run(), 3)", "assert.ok(run())"),
    ("assert.strictEqual(x, 3)", "assert.ok(x)"),
    ("assert.strictEqual(x, 3)", "assert(x !== 4)"),
    ("assert.deepEqual(x, [3])", "assert.ok(x.length > 0)"),
    ("assert.strictEqual(run(), 3)", "assert.ok(true)"),
    ("assert.throws(() => run(), TypeError)", "assert.throws(() => run())"),
    ("t.equal(run(), 3)", "t.ok(run())"),
    ("t.same(run(), { a: 1 })", "t.match(run(), { a: 1 })"),
    ("expect(run()).toBe(3)", "expect(run()).toBeTruthy()"),
    ("expect(run()).toEqual([3])", "expect(run()).toBeDefined()"),
    ("expect(run()).toEqual({ a: 1 })", "expect(run()).toMatchObject({ a: 1 })"),
    ("expect(run()).toEqual({ a: 1 })", "expect(run()).toEqual(expect.anything())"),
    ("expect(run()).to.equal(3)", "expect(run()).to.exist"),
    ("expect(run()).toBe(false)", "expect(run()).toBeFalsy()"),
    ("await expect(run()).rejects.toThrow(TypeError)", "await expect(run()).rejects.toThrow()"),
    ("assert.equal(run(), 3)", "try { assert.equal(run(), 3) } catch {}"),
]


@pytest.mark.parametrize(("before", "after"), LOOSENED)
def test_a_loosened_assertion_is_an_error(before: str, after: str) -> None:
    (told,) = found(body(before, TWO[1]), body(after, TWO[1]))
    assert (told.code, told.level) == ("chunk/weakened-test", "error")


SKIPPED = [
    ("test('a', async", "test.skip('a', async"),
    ("test('a', async", "test('a', { skip: true }, async"),
    ("test('a', async", "test('a', { todo: 'later' }, async"),
    ("test('a', async", "xit('a', async"),
    ("async (t) => {\n", "async (t) => {\n  t.skip('later')\n"),
    ("test('a', async", "test.only('a', async"),
]


@pytest.mark.parametrize(("old", "new"), SKIPPED)
def test_a_skip_that_is_added_is_an_error(old: str, new: str) -> None:
    before = body(*TWO)
    assert levels(before, before.replace(old, new)) == ["error"]
    assert levels(before, before.replace(old, new), whole=True) == ["error"]
    assert levels(before.replace(old, new), before.replace(old, new)) == []


def test_a_deleted_test_and_a_removed_assertion_are_errors() -> None:
    both = body(*TWO) + "test('b', () => { assert.equal(third(), 5) })\n"
    assert [each.message for each in found(both, body(*TWO))] == ["b: the test is deleted."]
    (told,) = found(body(*TWO), body(TWO[0]))
    assert told.message == "a: the assertion `assert.equal(other(), 4)` was removed."


def test_an_edited_expectation_is_shown() -> None:
    assert levels(body(*TWO), body(TWO[0], "assert.equal(other(), 5)")) == ["warning"]


def test_fewer_rows_are_an_error() -> None:
    rows = "it.each([[1], [2]])('a', (x) => { expect(run(x)).toBe(1) })\n"
    assert levels(rows, rows.replace(", [2]", "")) == ["error"]


NEW = [
    (("run()",), "asserts nothing", "error"),
    (("assert.ok(true)",), "cannot fail", "error"),
    (("expect(true).toBe(true)",), "cannot fail", "error"),
    (("assert.ok(x)",), "only shows that something is there", "warning"),
    (("t.skip()", "assert.equal(run(), 3)"), "is new and can never count", "error"),
]


@pytest.mark.parametrize(("lines", "said", "level"), NEW)
def test_a_new_test_that_says_nothing_is_found(lines: tuple[str, ...], said: str, level: str) -> None:
    (told,) = found(None, body(*lines))
    assert (told.code, told.level) == ("chunk/weak-test", level)
    assert said in told.message


@pytest.mark.parametrize(
    "text",
    [
        body(*TWO),
        body("t.plan(1)", "run(t)"),
        body("run((error) => { t.error(error) })"),
        f"{HEAD}it('a', (done) => {{ close(done) }})\n",
        body("compare(t, run())"),
        body("await request(app).get('/').expect(200)"),
        f"{HEAD}test('a', async (t) => {{ await t.test('b', () => {{ assert.equal(run(), 3) }}) }})\n",
        f"{HEAD}test.todo('later')\n",
    ],
)
def test_a_new_test_that_may_fail_is_let_pass(text: str) -> None:
    assert found(None, text) == []


SAME = [
    ('assert.equal(run(), "a")', "assert.equal(run(), 'a')"),
    ("assert.deepEqual(run(), { a: 1 })", "assert.deepEqual(run(), {\n    a: 1,\n  })"),
    ("assert.equal(run(), 3, 'three')", "assert.equal(run(), 3)"),
    ("assert.ok(run() === 3)", "assert.strictEqual(run(), 3)"),
    ("t.equal(run(), 3)", "assert.strictEqual(run(), 3)"),
    ("expect(run()).to.equal(3)", "expect(run()).toBe(3)"),
    ("run(x => { assert.equal(x, 3) })", "run((x) => { assert.equal(x, 3) })"),
    ("assert.equal(x, 3); t.error(err)", "assert.equal(x, 3)"),
    ("assert.equal(x, 3); assert.equal(err, null)", "assert.equal(x, 3)"),
]


@pytest.mark.parametrize(("before", "after"), SAME)
def test_what_says_the_same_in_another_form_is_let_pass(before: str, after: str) -> None:
    assert found(body(before), body(after)) == []


def test_a_test_that_moved_or_was_renamed_is_not_deleted() -> None:
    assert found(body(*TWO), body(*TWO, name="another name")) == []
    assert found(body(*TWO), HEAD, FileChange("test/b.test.js", None, body(*TWO))) == []
    wrapped = f"{HEAD}describe('s', () => {{\n{body(*TWO).removeprefix(HEAD)}}})\n"
    assert found(body(*TWO), wrapped) == []


def test_a_test_whose_name_tells_its_outcome_is_the_same_with_another_outcome() -> None:
    before = body("assert.equal(least(), '4.2')", name="returns 4.2")
    assert levels(before, before.replace("4.2", "4.4")) == ["warning"]


def test_a_test_may_go_with_what_it_spoke_of() -> None:
    both = body(*TWO) + "test('b', () => { assert.equal(third(), 5) })\n"
    code = "function third () { return 5 }\nmodule.exports = { third }\n"
    assert levels(both, body(*TWO), FileChange("lib/a.js", code, "module.exports = {}\n")) == ["warning"]
    assert levels(both, body(*TWO), FileChange("lib/a.js", code, f"{code}// more\n")) == ["error"]


def test_in_a_whole_change_a_test_may_follow_the_code_that_changed() -> None:
    code = FileChange("lib/a.js", "function other () { return 4 }\n", "function other () { return 5 }\n")
    assert levels(body(*TWO), body(TWO[0]), code, whole=True) == ["warning"]
    assert levels(body(*TWO), body(TWO[0]), code) == ["error"]
    assert levels(body(*TWO), body(TWO[0]), whole=True) == ["error"]


def test_a_deleted_file_whose_tests_live_on_is_moved() -> None:
    changes = [
        FileChange("test/a.test.js", body(*TWO), None),
        FileChange("test/b.test.ts", None, body(*TWO)),
    ]
    assert oracle.moved(changes) == {"test/a.test.js"}


def test_a_language_whose_tests_are_not_judged_is_named_once() -> None:
    paths = ["app/b_test.go", "app/c_test.go", "src/AppTest.java", "src/app.go", "test/a.test.js"]
    (told,) = unjudged.findings(paths)
    assert (told.level, told.place.path) == ("note", "app/b_test.go")
    assert "Go and Java" in told.message
    assert unjudged.findings(["src/app.go", "tests/test_a.py", "test/a.test.js"]) == ()
