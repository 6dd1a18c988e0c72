"""Which calls of a script are tests and suites: what they are called, their rows, what skips them."""

import pytest

from parti.chunks import script_tests
from parti.chunks.assertions import Test

BODY = "assert(x())"


def read(text: str) -> dict[str, Test]:
    """The tests of a text, in which `%s` stands for an assertion."""
    found = script_tests.read(text.replace("%s", BODY), "test/a.test.js")
    assert found is not None
    return dict(found)


def names(text: str) -> list[str]:
    return list(read(text))


@pytest.mark.parametrize("word", ["test", "it", "specify", "xit", "xtest", "xspecify", "fit", "ftest"])
def test_every_word_of_a_runner_makes_a_test(word: str) -> None:
    assert names(f"{word}('a', () => {{ %s }})") == ["a"]


@pytest.mark.parametrize(
    "word",
    ["describe", "suite", "context", "xdescribe", "fdescribe", "xcontext", "xsuite", "test.describe"],
)
def test_every_word_of_a_suite_is_part_of_the_names_of_its_tests(word: str) -> None:
    assert names(f"{word}('s', function () {{ it('a', () => {{ %s }}) }})") == ["s::a"]


@pytest.mark.parametrize(
    "start",
    [
        "test.only('a', ",
        "test.concurrent('a', ",
        "test.serial.failing('a', ",
        "test.macro('a', ",
        "test.each(rows)('a', ",
        "test.for(rows)('a', ",
        "test.each`x | y\n${1} | ${2}`('a', ",
        "test.skipIf(windows)('a', ",
        "test.runIf(windows)('a', ",
        "runner.test('a', ",
        "test('a', { timeout: 3 }, ",
    ],
)
@pytest.mark.parametrize("function", ["() => { %s })", "async function (x) { %s })", "x => { %s }, 3000)"])
def test_what_stands_around_the_word_leaves_it_a_test(start: str, function: str) -> None:
    assert names(start + function) == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "beforeEach(() => { %s })",
        "test.before(() => { %s })",
        "test.beforeEach('a', () => { %s })",
        "it('a', run)",
        "it('a')",
        "it('a', [() => { %s }])",
        "attest('a', () => { %s })",
        "tests('a', () => { %s })",
        "'test'.it2('a', () => { %s })",
        "test.each(() => [1, 2])",
        "it('a', () => { describe('b', () => { %s }) })",
    ],
)
def test_what_only_looks_like_a_test_is_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("name", "read_as"),
    [
        ("'a b'", "a b"),
        ('"it\'s"', "its"),
        ("`a ${b}`", "a ${b}"),
        ("''", "without a name"),
        ("'a::b'", "a:b"),
        ("'a' + b", "'a' + b"),
        ("title", "title"),
        ("f('a')", "f('a')"),
        ("'" + "x" * 121 + "'", "x" * 120),
        ("'" + "x" * 120 + "'", "x" * 120),
    ],
)
def test_a_name_is_its_text_without_quotes(name: str, read_as: str) -> None:
    assert names(f"test({name}, () => {{ %s }})") == [read_as]


def test_a_test_without_a_name_is_called_by_its_word() -> None:
    assert names("test(() => { %s })\nit(function () { %s })") == ["test", "it"]


def test_the_third_test_of_a_name_is_another_again() -> None:
    assert names("test('a', () => { %s });" * 3) == ["a", "a again", "a again again"]


def test_a_test_knows_its_line_and_only_the_assertions_of_its_own() -> None:
    text = "\n\ntest('a', async (t) => {\n  await t.test('b', () => { t.ok(x) })\n  t.equal(y(), 3)\n})\n"
    found = read(text)
    assert [(each.name, each.line) for each in found.values()] == [("a", 3), ("a::b", 4)]
    assert [item.text for item in found["a"].assertions] == ["t.equal(y(), 3)"]
    assert [item.text for item in found["a::b"].assertions] == ["t.ok(x)"]


def test_a_test_that_asserts_nothing_is_one_whatever_stands_behind_it() -> None:
    found = read("test('a', () => { run() })\ntest('b', () => { %s })")
    assert {name: len(test.assertions) for name, test in found.items()} == {"a": 0, "b": 1}


def test_what_a_suite_is_given_asserts_nothing_in_its_tests() -> None:
    text = "describe('s', (given) => { it('a', (mine) => { given.equal(x, 3); mine.equal(x, 4) }) })"
    assert [item.text for item in read(text)["s::a"].assertions] == ["mine.equal(x, 4)"]


def test_suites_one_behind_the_other_hold_only_their_own() -> None:
    text = "describe('s', () => { it('a', () => { %s }) }); describe('z', () => { it('b', () => { %s }) })"
    assert names(text) == ["s::a", "z::b"]


@pytest.mark.parametrize(
    ("declared", "skips"),
    [
        ("const go = test;", set()),
        ("const go = test.concurrent", set()),
        ("let go = it.skip;", {"skip()"}),
        ("var go = big ? it.skip : it;", {"skip(big)"}),
        ("const go = big ? it : it.skip", {"skip(big)"}),
        ("const go = big\n  ? it\n  : it.skip", {"skip(big)"}),
        ("const go = a  &&\tb ? it.skip : it", {"skip(a && b)"}),
        ("const go = big ? it : it.only", set()),
    ],
)
def test_a_name_that_a_file_gives_to_a_word_stands_for_it(declared: str, skips: set[str]) -> None:
    found = read(f"{declared}\ngo('a', () => {{ %s }})")
    assert {name: set(test.skips) for name, test in found.items()} == {"a": skips}


@pytest.mark.parametrize(
    "declared", ["const go = tester", "const go = run(test)", "go = test", "const $go = it"]
)
def test_a_name_for_something_else_is_no_word(declared: str) -> None:
    assert names(f"{declared}\ngo('a', () => {{ %s }})") == []


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("test('a', (x) => { %s })", 1),
        ("test.each([])('a', (x) => { %s })", 0),
        ("test.each([1])('a', (x) => { %s })", 1),
        ("test.each([1, // one\n 2, /* two */ 3])('a', (x) => { %s })", 3),
        ("test.for([1, 2])('a', (x) => { %s })", 2),
        ("test.each([1, ...more])('a', (x) => { %s })", None),
        ("test.each(rows)('a', (x) => { %s })", None),
        ("test.each(rows())('a', (x) => { %s })", None),
        ("test.each`x\n${1}\n${2}`('a', ({ x }) => { %s })", None),
    ],
)
def test_the_rows_of_a_test_are_counted_where_they_are_written(text: str, cases: int | None) -> None:
    assert read(text)["a"].cases == cases


NEVER = [
    ("test.skip('a', () => { %s })", "skip()"),
    ("test.concurrent.skip('a', () => { %s })", "skip()"),
    ("test.skip.each([[1]])('a', () => { %s })", "skip()"),
    ("test.serial.todo('a', () => { %s })", "todo()"),
    ("xtest('a', () => { %s })", "skip()"),
    ("xspecify('a', () => { %s })", "skip()"),
    ("xdescribe('s', () => { it('a', () => { %s }) })", "skip()"),
    ("describe('s', { skip: true }, () => { it('a', () => { %s }) })", "skip()"),
    ("describe.skip('s', () => { describe('z', () => { it('a', () => { %s }) }) })", "skip()"),
    ("test('a', { skip: `why` }, () => { %s })", "skip()"),
    ("test('a', { 'skip': true }, () => { %s })", "skip()"),
    ('test("a", { "todo": "later" }, () => { %s })', "todo()"),
    ("test('a', { ...more, skip: true }, () => { %s })", "skip()"),
    ("test('a', (ctx) => { ctx.skip(); %s })", "skip()"),
    ("test('a', (t) => { t.todo('later'); %s })", "todo()"),
    ("test.skipIf(true)('a', () => { %s })", "skip()"),
    ("test.runIf(false)('a', () => { %s })", "skip()"),
    ("describe.skipIf(true)('s', () => { it('a', () => { %s }) })", "skip()"),
]


@pytest.mark.parametrize(("text", "mark"), NEVER)
def test_what_never_runs_is_told_by_its_mark(text: str, mark: str) -> None:
    (test,) = read(text).values()
    assert (test.skips, test.never) == ({mark}, mark)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("test('a', { skip: !linux  &&\n b }, () => { %s })", "skip(!linux && b)"),
        ("test('a', { todo: old }, () => { %s })", "todo(old)"),
        ("test('a', { skip }, () => { %s })", "skip(skip)"),
        ("test('a', { skip: 0 }, () => { %s })", "skip(0)"),
        ("test('a', (t) => { if (big) { t.skip() } %s })", "skip(big)"),
        ("test('a', (t) => { if (big) { if (slow) t.skip('why') } %s })", "skip(slow)"),
        ("test.failing('a', () => { %s })", "fails()"),
        ("it.fails('a', () => { %s })", "fails()"),
        ("test.skipIf(windows)('a', () => { %s })", "skip(windows)"),
        ("test.runIf(linux)('a', () => { %s })", "skip(!linux)"),
        ("test.skipIf(windows).each([1])('a', () => { %s })", "skip(windows)"),
    ],
)
def test_what_runs_at_times_has_its_condition_as_a_mark(text: str, mark: str) -> None:
    (test,) = read(text).values()
    assert (test.skips, test.never) == ({mark}, "")


@pytest.mark.parametrize(
    "text",
    [
        "test('a', { skip: false }, () => { %s })",
        "test('a', { skip: undefined, todo: null }, () => { %s })",
        "test('a', { timeout: 3, only: true }, () => { %s })",
        "test.runIf(true)('a', () => { %s })",
        "test.skipIf(false)('a', () => { %s })",
        "test.skipIf()('a', () => { %s })",
        "test('skip', () => { %s })",
        "test('a', () => { skip(); %s })",
        "test('a', () => { rows.skip(3); %s })",
        "test('a', () => { this.rows.skip(); %s })",
        "test('a', () => { run({ skip: true }); %s })",
        "run({ skip: true }); test('a', () => { %s })",
        "test('a', () => { %s }); test.skip('b')",
    ],
)
def test_what_skips_nothing_is_no_mark(text: str) -> None:
    (test,) = read(text).values()
    assert (test.skips, test.never) == (set(), "")


def test_a_skip_of_an_inner_test_is_not_one_of_the_outer() -> None:
    found = read("test('a', async (t) => { await t.test('b', (t) => { t.skip(); %s }); %s })")
    assert {name: set(test.skips) for name, test in found.items()} == {"a": set(), "a::b": {"skip()"}}


def test_marks_of_a_suite_and_of_its_test_come_together() -> None:
    text = "describe('s', { skip: slow }, () => { it.fails('a', { todo: old }, () => { %s }) })"
    assert read(text)["s::a"].skips == {"skip(slow)", "fails()", "todo(old)"}


@pytest.mark.parametrize("text", ["", " \n", "// only a remark\n", "run()\n"])
def test_a_file_without_tests_is_read_and_has_none(text: str) -> None:
    assert names(text) == []
