"""How much one assertion of a script says: the words of each library, and what can never fail."""

import pytest

from parti.chunks import script_tests, strength

NOTHING, WEAK, LOOSE, STRONG = strength.NOTHING, strength.WEAK, strength.LOOSE, strength.STRONG


def strengths(line: str) -> list[int]:
    """The strengths of all assertions in a test of these lines."""
    found = script_tests.read(f"test('a', async (t) => {{\n{line}\n}})\n", "test/a.test.js")
    assert found is not None
    return [item.strength for item in found["a"].assertions]


TRUTHS = [
    ("x === 3", STRONG),
    ("3 == x", STRONG),
    ("(x === 3)", STRONG),
    ("typeof x === 'string'", STRONG),
    ("run() === run()", STRONG),
    ("x && x.y === 3", STRONG),
    ("x === 3 && x", STRONG),
    ("true && x === 3", STRONG),
    ("!x", STRONG),
    ("!run()", STRONG),
    ("x !== 3", LOOSE),
    ("x < 3", LOOSE),
    ("'a' in x", LOOSE),
    ("run()", LOOSE),
    ("new X()", LOOSE),
    ("/a/.test(x)", LOOSE),
    ("x ? y : z", LOOSE),
    ("!(x > 3)", LOOSE),
    ("!!run()", LOOSE),
    ("x === 3 || y === 4", LOOSE),
    ("x || y", WEAK),
    ("x === 3 || y", WEAK),
    ("x && y", WEAK),
    ("x", WEAK),
    ("x?.y", WEAK),
    ("x[0]", WEAK),
    ("await run()", WEAK),
    ("!!x", WEAK),
    ("x instanceof Y", WEAK),
    ("x === 3 || true", NOTHING),
    ("true && true", NOTHING),
    ("x === x", NOTHING),
    ("x.y < x.y", NOTHING),
    ("1 < 2", NOTHING),
    ("!true", NOTHING),
    ("!!true", NOTHING),
    ("'text'", NOTHING),
    ("`text`", NOTHING),
    ("[]", NOTHING),
    ("{ a: 1 }", NOTHING),
    ("-1", NOTHING),
    ("/a/", NOTHING),
    ("() => x", NOTHING),
    ("function () { return x }", NOTHING),
    ("class {}", NOTHING),
]


@pytest.mark.parametrize(("what", "level"), TRUTHS)
@pytest.mark.parametrize("call", ["assert", "assert.ok", "t.ok", "t.truthy"])
def test_what_must_be_true_says_as_much_as_its_expression(call: str, what: str, level: int) -> None:
    assert strengths(f"{call}({what})") == [level]


ASSERTS = [
    ("assert.strict.equal(x, 3)", STRONG),
    ("assert.isTrue(x)", STRONG),
    ("assert.isNull(x)", STRONG),
    ("assert.lengthOf(x, 3)", STRONG),
    ("assert.isEmpty(x)", STRONG),
    ("assert.hasAllKeys(x, ['a'])", STRONG),
    ("assert.throws(run, { message: 'a' })", STRONG),
    ("assert.throws(run, /a/)", STRONG),
    ("assert.deepEqual({ a: 1 }, { a: x })", STRONG),
    ("assert.equal(`a${x}`, 'a')", STRONG),
    ("assert.equal(run(), run())", STRONG),
    ("assert.equal(new A(), new A())", STRONG),
    ("sinon.assert.calledOnce(spy)", STRONG),
    ("t.false(x)", STRONG),
    ("t.is(x, 3)", STRONG),
    ("t.snapshot(x)", STRONG),
    ("t.throwsAsync(run, { code: 1 })", STRONG),
    ("assert.isNotOk(x)", LOOSE),
    ("assert.isAtLeast(x, 3)", LOOSE),
    ("assert.closeTo(x, 3, 1)", LOOSE),
    ("assert.property(x, 'a')", LOOSE),
    ("assert.include(x, 3)", LOOSE),
    ("assert.notInclude(x, 3)", LOOSE),
    ("assert.doesNotThrow(() => run())", LOOSE),
    ("assert.doesNotMatch(x, /a/)", LOOSE),
    ("assert.throws(run, `why`)", LOOSE),
    ("assert.rejects(run())", LOOSE),
    ("assert.partialDeepStrictEqual(x, {})", LOOSE),
    ("assert.notEqual(x, x)", LOOSE),
    ("t.falsy(x)", LOOSE),
    ("t.notOk(x)", LOOSE),
    ("t.like(x, { a: 1 })", LOOSE),
    ("t.regex(x, /a/)", LOOSE),
    ("t.notRegex(x, /a/)", LOOSE),
    ("t.not(x, 3)", LOOSE),
    ("t.throws(() => run())", LOOSE),
    ("assert.isDefined(x)", WEAK),
    ("assert.isNotNull(x)", WEAK),
    ("assert.exists(x)", WEAK),
    ("assert.instanceOf(x, Y)", WEAK),
    ("assert.typeOf(x, 'string')", WEAK),
    ("assert.isArray(x)", WEAK),
    ("t.type(x, 'string')", WEAK),
    ("assert.equal('a', 'b')", NOTHING),
    ("assert.deepEqual([1, { a: [2] }], [1])", NOTHING),
    ("assert.equal(-1, -1)", NOTHING),
    ("assert.deepEqual(x, x)", NOTHING),
    ("assert.isArray([])", NOTHING),
    ("assert.notEqual(1, 2)", NOTHING),
    ("t.false(false)", NOTHING),
    ("t.match('a', /a/)", NOTHING),
]


@pytest.mark.parametrize(("line", "level"), ASSERTS)
def test_a_method_of_a_library_says_as_much_as_its_word(line: str, level: int) -> None:
    assert strengths(line) == [level]


EXPECTS = [
    ("(x).toBeNull()", STRONG),
    ("(x).toBeUndefined()", STRONG),
    ("(x).toBe()", STRONG),
    ("(x).toHaveLength(3)", STRONG),
    ("(x).toHaveBeenCalledTimes(3)", STRONG),
    ("(x).toHaveBeenCalledWith(3)", STRONG),
    ("(x).not.toHaveBeenCalledWith(3)", STRONG),
    ("(x).toMatchSnapshot()", STRONG),
    ("(run()).toBe(run())", STRONG),
    ("(x).toEqual({ a: expect.anything() })", STRONG),
    ("(() => run()).toThrow('a')", STRONG),
    ("(x).resolves.toBe(3)", STRONG),
    ("(x).to.be.null", STRONG),
    ("(x).to.be.empty", STRONG),
    ("(x).to.be.true()", STRONG),
    ("(x).to.throw(TypeError)", STRONG),
    ("(x).to.have.property('a').that.equals(3)", STRONG),
    ("(x).to.have.been.calledOnce", STRONG),
    ("(x).to.not.have.been.called", STRONG),
    ("(x).to.eventually.be.rejectedWith(TypeError)", STRONG),
    ("(x).toHaveBeenCalled()", LOOSE),
    ("(x).toBeGreaterThan(3)", LOOSE),
    ("(x).toBeCloseTo(3)", LOOSE),
    ("(x).toHaveProperty('a')", LOOSE),
    ("(x).not.toBe(x)", LOOSE),
    ("(x).not.toThrow()", LOOSE),
    ("(x).toThrowError()", LOOSE),
    ("(x).to.throw()", LOOSE),
    ("(x).to.have.length.above(3)", LOOSE),
    ("(x).to.include.members([3])", STRONG),
    ("(x).to.have.property('a')", LOOSE),
    ("(x).not.toBeFalsy()", WEAK),
    ("(x).not.toBeUndefined()", WEAK),
    ("(x).to.not.be.null", WEAK),
    ("(x).to.be.ok", WEAK),
    ("(x).toBeInstanceOf(Y)", WEAK),
    ("(x).to.be.an.instanceof(Y)", WEAK),
    ("(x).toBe(expect.anything())", WEAK),
    ("()", NOTHING),
    ("(x)", NOTHING),
    ("(3).toBe(4)", NOTHING),
    ("([1, 2]).toContain(1)", NOTHING),
    ("(x.y).toEqual(x.y)", NOTHING),
    ("(true).not.toBe(false)", NOTHING),
    ("(x).toBe", NOTHING),
    ("(x).not.toHaveBeenCalled", NOTHING),
]


@pytest.mark.parametrize(("rest", "level"), EXPECTS)
def test_a_chain_says_as_much_as_its_end(rest: str, level: int) -> None:
    assert strengths(f"expect{rest}") == [level]


@pytest.mark.parametrize("start", ["expect.soft", "expect.poll", "chai.expect"])
def test_another_way_to_expect_says_the_same(start: str) -> None:
    assert strengths(f"{start}(x).toBe(3)") == [STRONG]
    assert strengths(f"{start}(x).toBeDefined()") == [WEAK]
    assert strengths(f"{start}(x)") == [NOTHING]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("x.should.not.equal(3)", LOOSE),
        ("x.should.be.ok()", WEAK),
        ("x.should.exist", WEAK),
        ("x.y.should.eql([3])", STRONG),
        ("(await run()).should.equal(3)", STRONG),
        ("x.should.have.property('a')", LOOSE),
        ("x.should", NOTHING),
        ("should.exist(x)", WEAK),
        ("should.equal(x, 3)", STRONG),
        ("should.not.exist(x)", WEAK),
        ("should.not.equal(x, 3)", STRONG),
    ],
)
def test_what_should_be_says_as_much_as_its_end(line: str, level: int) -> None:
    assert strengths(line) == [level]


@pytest.mark.parametrize("line", ["assert()", "assert.ok()", "assert.equal()", "t.ok()"])
def test_what_is_given_nothing_fails_and_so_is_strong(line: str) -> None:
    assert strengths(line) == [STRONG]
