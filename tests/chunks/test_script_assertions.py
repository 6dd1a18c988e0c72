"""Which calls of a script assert, of what they speak, and whether a run reaches them."""

import pytest

from parti.chunks import script_tests, strength
from parti.chunks.assertions import Test

NOTHING, STRONG = strength.NOTHING, strength.STRONG


def one(body: str, head: str = "") -> Test:
    """The test `a` of a file that begins with `head`."""
    found = script_tests.read(f"{head}\ntest('a', async (t) => {{\n{body}\n}})\n", "test/a.test.js")
    assert found is not None
    return found["a"]


def count(body: str, head: str = "") -> int:
    return len(one(body, head).assertions)


@pytest.mark.parametrize(
    "head",
    [
        "const same = require('assert')",
        "const same = require('node:assert').strict",
        "const same = require('assert/strict')",
        "const { strict: same } = require('node:assert')",
        "const { assert: same } = require('chai')",
        "const { assert: other, expect, strict: same } = require('chai')",
        "import same from 'node:assert'",
        "import * as same from 'assert'",
        "import { strict as same } from 'node:assert'",
        "import other, { strict as same } from 'assert'",
        "import {\n  strict as same,\n} from 'assert'",
        "const same = await import('node:assert')",
        "let same = require( 'power-assert' )",
    ],
)
def test_a_library_asserts_under_every_name_that_a_file_gives_it(head: str) -> None:
    assert count("same.equal(x, 3)\nsame(x)", head) == 2


@pytest.mark.parametrize(
    "head",
    [
        "const { deepEqual: same } = require('assert')",
        "import { deepEqual as same } from 'node:assert/strict'",
        "import { is as same } from 'uvu/assert'",
        "import other, { equal as same, ok } from 'assert'",
    ],
)
def test_one_function_of_a_library_asserts_under_its_name(head: str) -> None:
    assert count("same(x, 3)\nanother(x, 3)\nsame.first(x)", head) == 1


@pytest.mark.parametrize(
    "head",
    [
        "const same = require('./assert')",
        "const same = require('asserted')",
        "const { inspect: same } = require('node:util')",
        "import { AssertionError as same } from 'node:assert'",
        "import same from 'assertions'",
        "const same = run('assert')",
    ],
)
def test_a_name_from_elsewhere_is_no_library(head: str) -> None:
    assert count("same.equal(x, 3)", head) == 0


@pytest.mark.parametrize(
    ("head", "call"),
    [
        ("const compare = require('./helpers')", "compare(x)"),
        ("const { rows: compare } = require('../test-utils.js')", "compare(x)"),
        ("import { rows as compare, more } from './shared/rows'", "compare(x)"),
        ("import compare from '../support'", "compare(x)"),
    ],
)
def test_a_name_from_the_files_of_the_tests_may_assert(head: str, call: str) -> None:
    assert [(item.text, item.helper) for item in one(call, head).assertions] == [(call, True)]
    assert count("compare.rows(x)\nx.compare()", head) == 0


@pytest.mark.parametrize(
    "head",
    [
        "const compare = require('../lib/rows')",
        "const compare = require('test-utils')",
        "import { rows as compare } from '@org/helpers'",
        "import { compare as rows } from './helpers'",
    ],
)
def test_a_name_from_the_code_under_test_asserts_nothing(head: str) -> None:
    assert count("compare(x)", head) == 0


@pytest.mark.parametrize(
    ("call", "counts"),
    [
        ("checkRows(x)", True),
        ("assertRows(x)", True),
        ("verify(x)", True),
        ("page.expectRows(3)", True),
        ("rows.check(x)", True),
        ("await request(app).get('/').expect(200)", True),
        ("checkout(x)", False),
        ("ensureDir(x)", False),
        ("verifyToken(x)", False),
        ("shouldWork(x)", False),
        ("rows.expected(x)", False),
        ("prechecked(x)", False),
    ],
)
def test_a_function_that_is_called_as_those_that_assert_is_taken_for_one(call: str, counts: bool) -> None:
    assert [item.helper for item in one(call).assertions] == [True] * counts


@pytest.mark.parametrize(
    "line",
    [
        "t.equal(x, 3)", "t.assert.equal(x, 3)", "tap.equal(x, 3)", "t.hasStrict(x, { a: 1 })",
        "t.strictDeepEqual(x, 3)", "sinon.assert.calledWith(spy, 3)", "t.isNotEqual(x, 3)",
    ],
)  # fmt: skip
def test_what_a_test_is_given_asserts(line: str) -> None:
    assert count(line) == 1


@pytest.mark.parametrize(
    "line",
    [
        "t.log(x)", "t.comment('a')", "t.context.equal(x, 3)", "t.is.equal(x, 3)", "other.equal(x, 3)",
        "this.equal(x, 3)", "t.equals_(x, 3)", "t.matcher(x)", "t.teardown(run)", "x.t.equal(x, 3)",
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_does_not(line: str) -> None:
    assert count(line) == 0


def test_what_a_test_is_given_has_the_name_that_the_test_gives_it() -> None:
    found = script_tests.read("test('a', (check_) => { check_.equal(x, 3) })", "test/a.test.js")
    assert found is not None
    assert len(found["a"].assertions) == 1


@pytest.mark.parametrize(
    "line",
    [
        "assert.fail()", "t.pass()", "t.fail('no')", "t.ifError(err)", "expect.assertions(2)",
        "expect.hasAssertions()", "expect.unreachable()", "assert.equal(err, undefined)",
        "t.is(parseErr, null)", "expect(err).to.be.null", "expect(e).not.toBeTruthy()", "run(t)",
        "expect(error2).toBeFalsy()", "t(3)", "compare(x, assert)", "close(expect)",
    ],
)  # fmt: skip
def test_what_only_ends_a_test_lets_it_fail_without_asserting(line: str) -> None:
    test = one(line)
    assert (test.assertions, test.may_fail) == ((), True)


@pytest.mark.parametrize(
    "line",
    [
        "assert.equal(err, 3)", "assert.equal(error.code, null)", "assert.equal(null, err)",
        "assert.equal(terror, null)", "expect(err).to.not.be.null", "expect(err).toBeTruthy()",
        "assert.notEqual(err, null)", "expect(rows).toBeNull()", "expect(err.rows).toBeUndefined()",
    ],
)  # fmt: skip
def test_what_says_something_of_a_failure_asserts(line: str) -> None:
    test = one(line)
    assert (len(test.assertions), test.may_fail) == (1, False)


@pytest.mark.parametrize("line", ["run(x)", "close(test_)", "x.t()", "rows.error(x)", "rows.plan(2)"])
def test_what_has_nothing_to_do_with_the_test_does_not_let_it_fail(line: str) -> None:
    assert not one(line).may_fail


@pytest.mark.parametrize(
    ("line", "text", "subjects", "expected"),
    [
        ("assert.equal(run( a , b ), 3, 'why')", "assert.equal(run(a, b), 3)", {"run(a, b)"}, "3"),
        ('assert.equal(run(\n  "a",\n), [3,])', "assert.equal(run('a'), [3])", {"run('a')"}, "[3]"),
        ("assert.ok(run() === 3, 'why')", "assert.ok(run() === 3)", {"run()"}, "3"),
        ("assert.ok(x, 3)", "assert.ok(x)", {"x"}, "x"),
        ("assert.equal(3, run())", "assert.equal(3, run())", {"run()"}, "run()"),
        ("assert.equal(x, y)", "assert.equal(x, y)", {"x", "y"}, "y"),
        ("t.assert.equal(x, 3)", "t.assert.equal(x, 3)", {"x"}, "3"),
        ("expect(x).toBe(3)", "expect(x).toBe(3)", {"x"}, "3"),
        ("expect(x).to.be.null", "expect(x).to.be.null", {"x"}, "to be null"),
        ("expect(x).toHaveProperty('a', 3)", "expect(x).toHaveProperty('a', 3)", {"x"}, "'a', 3"),
        ("expect(x)\n  .not\n  .toBe(3)", "expect(x).not.toBe(3)", {"x"}, "3"),
        ("x.y.should.eql(3)", "x.y.should.eql(3)", {"x.y"}, "3"),
        ("assert.equal(x, (y) => y)", "assert.equal(x, y => y)", {"x", "y => y"}, "y => y"),
    ],
)
def test_an_assertion_is_told_in_one_form_with_what_it_speaks_of(
    line: str, text: str, subjects: set[str], expected: str
) -> None:
    (item,) = one(line).assertions
    assert (item.text, item.subjects, item.expected) == (text, subjects, expected)


def test_the_names_of_an_assertion_are_those_of_its_sides_and_not_of_its_words() -> None:
    (item,) = one("assert.equal(rows.first(key), { more }, why)").assertions
    assert item.names == {"rows", "first", "key", "more"}
    (item,) = one("expect(rows[key]).toEqual(all)").assertions
    assert item.names == {"rows", "key", "all"}
    assert item.line == 3


AT_TIMES = [
    "if (x) { %s }",
    "if (x) run(); else %s",
    "if (false) { run() } else { %s }",
    "x ? %s : 0",
    "x && %s",
    "x || %s",
    "x ?? %s",
    "x && rows.forEach((row) => { %s })",
    "switch (x) { case 1: %s }",
    "try { run() } catch (error) { %s }",
]


@pytest.mark.parametrize("around", AT_TIMES)
def test_what_a_run_may_go_past_holds_at_times(around: str) -> None:
    (item,) = one(around.replace("%s", "assert.equal(y, 3)")).assertions
    assert (item.at_times, item.strength) == (True, STRONG)


ALWAYS = [
    "%s && x",
    "if (%s) run()",
    "run() + %s",
    "{ %s }",
    "while (x) { %s }",
    "do { %s } while (false)",
    "for (const row of rows) %s",
    "rows.forEach((row) => { %s })",
    "await run().then(() => %s)",
    "try { run() } finally { %s }",
    "try { %s } finally { run() }",
    "try { %s } catch (error) { console.log(error); throw error }",
    "try { %s } catch (error) { t.fail(error) }",
    "try { %s } catch (error) { return tell(error) }",
    "%s; return",
    "return %s",
    "return run(); function f () { %s }",
    "rows.map(() => { return 1 }); %s",
]


@pytest.mark.parametrize("around", ALWAYS)
def test_what_a_run_goes_through_counts_in_full(around: str) -> None:
    (item,) = one(around.replace("%s", "assert.equal(y, 3)")).assertions
    assert (item.at_times, item.strength) == (False, STRONG)


LOST = [
    "try { %s } catch {}",
    "try { %s } catch (error) { /* later */ }",
    "try { %s } catch (error) { console.error(error) }",
    "try { %s } catch (error) { return }",
    "try { %s } catch (error) { console.log(error); return; }",
    "try { rows.forEach(() => { %s }) } catch {}",
    "return; %s",
    "throw x; %s",
    "rows.map(() => { return 1; %s })",
    "if (false) %s",
    "if ((false)) { %s }",
    "false ? %s : 0",
    "while (false) { %s }",
]


@pytest.mark.parametrize("around", LOST)
def test_what_is_never_reached_or_is_taken_by_a_handler_says_nothing(around: str) -> None:
    (item,) = one(around.replace("%s", "assert.equal(y, 3)")).assertions
    assert item.strength == NOTHING


@pytest.mark.parametrize(
    "declared",
    [
        "function rows (x) { assert.equal(x, 3) }",
        "async function rows (x) { await more(x); assert.equal(x, 3) }",
        "const rows = (x) => assert.equal(x, 3)",
        "const rows = function (x) { expect(x).toBe(3) }",
        "const rows = (x) => other(x)\nfunction other (x) { third(x) }\nfunction third (x) { assert(x) }",
    ],
)
def test_a_function_of_the_file_asserts_where_it_is_called(declared: str) -> None:
    found = one("rows(run())\nrows.more(x)\nx.rows()", declared).assertions
    assert [(item.text, item.helper, item.names) for item in found] == [
        ("rows(run())", True, {"rows", "run"})
    ]


@pytest.mark.parametrize(
    "declared",
    [
        "function rows (x) { return x }",
        "const rows = other((x) => { assert(x) })",
        "class rows { first (x) { assert(x) } }",
        "const rows = (x) => rows(x)",
        "function other (x) { assert(x) }\nfunction rows (x) { x.other(x) }",
    ],
)
def test_a_function_of_the_file_that_does_not_assert_is_none(declared: str) -> None:
    assert count("rows(run())", declared) == 0
