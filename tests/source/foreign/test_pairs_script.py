"""Pairs in JavaScript and TypeScript: each way out of a function, and what may be passed over on it."""

import pytest

from tests.source.foreign.two_sides import waiting, widened

KEPT = {
    "nothing happens": "go();",
    "after": "when();\nthen();",
    "before": "then();\nwhen();",
    "inside": "then(when());",
    "both branches": "when();\nif (a) {\nthen();\n} else {\nthen();\n}",
    "each of three branches": "when();\nif (a) {\nthen();\n} else if (b) {\nthen();\n} else {\nthen();\n}",
    "an early return before": "if (a) {\nreturn;\n}\nwhen();\nthen();",
    "finally": "try {\nwhen();\ngo();\n} finally {\nthen();\n}",
    "finally on return": "try {\nwhen();\nreturn 1;\n} finally {\nthen();\n}",
    "finally on break": "while (a) {\ntry {\nwhen();\nbreak;\n} finally {\nthen();\n}\n}",
    "each turn": "for (const x of y) {\nwhen();\nthen();\n}",
    "after the loop": "for (let i = 0; i < 3; i++) {\nwhen();\n}\nthen();",
    "an endless loop": "for (;;) {\nwhen();\nif (a) {\nthen();\nreturn;\n}\n}",
    "a turn comes first": "when();\ndo {\nthen();\n} while (a);",
    "both sides of ?:": "when();\na ? then() : then(1, then());",
    "the test of ?:": "when();\nthen() ? a : b;",
    "behind && that holds": "if (a && then()) {\nwhen();\n}",
    "behind || that does not hold": "if (a || then()) {\nreturn;\n}\nwhen();",
    "behind ! and &&": "if (!(a && then())) {\nreturn;\n}\nwhen();",
    "passed over together": "a && (when(), then());",
    "the handler too": "try {\nwhen();\ngo();\nthen();\n} catch (e) {\nthen();\n}",
    "the setting cannot fail": "try {\nwhen();\nthen();\n} catch {\nreturn;\n}",
    "a when that fails has not happened": "try {\nwhen();\n} catch {\nreturn;\n}\nthen();",
    "a when that fails when it is awaited": "try {\nawait when();\n} catch {\nreturn;\n}\nthen();",
    "every case": "when();\nswitch (a) {\ncase 1:\nthen();\nbreak;\ndefault:\nthen();\n}",
    "falling through": "when();\nswitch (a) {\ncase 1:\ncase 2:\ngo();\ndefault:\nthen();\n}",
    "a default in the middle": "when();\nswitch (a) {\ncase 1:\nthen();\nbreak;\ndefault:\nthen();\n"
    "break;\ncase 3:\nthen();\n}",
    "a labelled continue": "out: for (const x of y) {\nwhen();\nthen();\nfor (;;) {\ncontinue out;\n}\n}",
    "the process ends": "when();\nif (a) {\nprocess.exit(1);\nreturn;\n}\nthen();",
    "awaited": "when();\nawait then();",
    "a then that is tried by itself": "when();\ntry {\nthen();\n} catch (e) {}",
    "unreachable": "return;\nwhen();",
    "a function inside does it for itself": "go(() => {\nwhen();\nthen();\n});",
    "in a block of its own": "{\nwhen();\n}\nthen();",
    "before the chain": "then()?.go;\nwhen();",
}
BROKEN = {
    "never": "when();",
    "one branch": "when();\nif (a) {\nthen();\n}",
    "the other branch": "if (a) {\nthen();\n} else {\nwhen();\n}",
    "a branch of three": "when();\nif (a) {\nthen();\n} else if (b) {\ngo();\n} else {\nthen();\n}",
    "an early return": "when();\nif (a) {\nreturn;\n}\nthen();",
    "throw": "when();\nif (a) {\nthrow new Error('x');\n}\nthen();",
    "returned": "return when();",
    "the loop may not turn": "for (const x in y) {\nthen();\n}\nwhen();",
    "continue": "for (const x of y) {\nwhen();\nif (a) {\ncontinue;\n}\nthen();\n}",
    "break": "while (a) {\nwhen();\nif (b) {\nbreak;\n}\nthen();\n}",
    "continue to a label": "out: for (x of y) {\nwhen();\nfor (;;) {\ncontinue out;\n}\n}",
    "break to a label": "out: for (;;) {\nfor (;;) {\nwhen();\nbreak out;\n}\n}",
    "break out of a labelled block": "out: {\nwhen();\nif (a) {\nbreak out;\n}\nthen();\n}",
    "the step of a loop": "for (let i = 0; a; then()) {\nwhen();\nbreak;\n}",
    "the handler forgets": "try {\nwhen();\ngo();\nthen();\n} catch (e) {\nlog(e);\n}",
    "the handler throws": "try {\nwhen();\nawait x;\n} catch (e) {\nthrow e;\n}\nthen();",
    "finally that returns": "try {\nwhen();\ngo();\nthen();\n} finally {\nreturn;\n}",
    "switch without default": "when();\nswitch (a) {\ncase 1:\nthen();\nbreak;\n}",
    "a case that breaks": "when();\nswitch (a) {\ncase 1:\nbreak;\ndefault:\nthen();\n}",
    "behind && on the line": "when();\na && then();",
    "behind || on the line": "when();\na || then();",
    "behind ??": "when();\na ?? then();",
    "behind ||=": "when();\na ||= then();",
    "one side of ?:": "when();\na ? then() : b;",
    "behind ?.": "when();\na?.b(then());",
    "far behind ?.": "when();\na?.b.c(1).d(then());",
    "behind || that holds": "if (a || then()) {\nwhen();\n}",
    "behind && that does not hold": "if (a && then()) {\nreturn;\n}\nwhen();",
    "a failure beside the then": "when();\ntry {\ngo();\nthen();\n} catch (e) {}",
    "yield": "for (const x of y) {\nwhen();\nif (x) {\nreturn;\n}\nthen();\n}",
}


def in_function(body: str) -> str:
    return f"async function f() {{\n{body}\n}}\n"


@pytest.mark.parametrize("language", ["javascript", "typescript", "tsx"])
@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_a_pair_that_is_kept(body: str, language: str) -> None:
    assert waiting(in_function(body), language) == []


@pytest.mark.parametrize("language", ["javascript", "typescript", "tsx"])
@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_pair_that_is_broken(body: str, language: str) -> None:
    assert len(waiting(in_function(body), language)) == 1


@pytest.mark.parametrize("body", [*KEPT.values(), *BROKEN.values()])
def test_a_statement_that_does_nothing_changes_no_verdict(body: str) -> None:
    before = len(waiting(in_function(body), "typescript"))
    for wider in widened(body, "x = x;"):
        assert len(waiting(in_function(wider), "typescript")) == before, wider


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_then_in_a_final_block_keeps_the_pair(body: str) -> None:
    wrapped = f"try {{\n{body}\n}} finally {{\nthen();\n}}"
    assert waiting(in_function(wrapped), "typescript") == []
    assert waiting(in_function(wrapped.replace("finally {\nthen", "finally {\nother")), "typescript") != []


@pytest.mark.parametrize(
    "text",
    [
        "const f = () => when();\n",
        "const f = async x => { when(); };\n",
        "go(function () { when(); });\n",
        "function* f() { when(); yield 1; }\n",
        "const o = { put() { when(); } };\n",
        "class A { put() { when(); } }\n",
        "class A { put = () => { when(); }; }\n",
        "class A { static { go(() => when()); } }\n",
        "class A { constructor() { when(); } }\n",
        "class A { get x() { return when(); } }\n",
        "function f() { then(); go(() => { when(); }); }\n",
        "function f() { class B { m() { when(); } } then(); }\n",
    ],
)
def test_every_form_of_function_is_judged_by_itself(text: str) -> None:
    assert waiting(text, "javascript") == [1]
    assert waiting(text.replace("when()", "(then(), when())"), "javascript") == []


def test_code_outside_every_function_is_not_judged() -> None:
    assert waiting("when();\nclass A { x = when(); static { when(); } }\n", "javascript") == []


RAW = "  #raw(k) {\n    when();\n  }\n"


@pytest.mark.parametrize(
    ("methods", "lines"),
    [
        (RAW, [3]),
        (f"{RAW}  put() {{\n    this.#raw(1); then();\n  }}\n", []),
        (f"{RAW}  put() {{\n    this.#raw(1);\n  }}\n", [6]),
        (f"{RAW}  put() {{\n    other.#raw(1);\n  }}\n", [3]),
        (f"{RAW}  put() {{\n    return this.#raw;\n  }}\n", [3]),
        (f"{RAW}  put() {{\n    go(() => this.#raw(1));\n  }}\n", [3]),
        (f"{RAW}  #more() {{ this.#raw(2); }}\n  put() {{\n    this.#more(1);\n  }}\n", [7]),
        (f"{RAW}  put = async () => {{\n    await this.#raw(1);\n  }};\n", [6]),
        (RAW.replace("#raw", "raw") + "  put() {\n    this.raw(1); then();\n  }\n", [3]),
        (RAW.replace("#raw", "_raw") + "  put() {\n    this._raw(1); then();\n  }\n", []),
        ("  set() { then(); }\n  put() {\n    when();\n    this.set();\n  }\n", []),
        ("  set() { if (a) then(); }\n  put() {\n    when();\n    this.set();\n  }\n", [4]),
        (
            "  set() { this.more(); }\n  more() { then(); }\n  put() {\n"
            "    when();\n    this.set();\n  }\n",
            [],
        ),
    ],
)
def test_a_class_may_share_the_work_among_its_own_methods(methods: str, lines: list[int]) -> None:
    assert waiting(f"class Store {{\n{methods}}}\n", "javascript") == lines


def test_a_method_that_typescript_calls_private_is_judged_where_it_is_called() -> None:
    text = "class A {\n  private raw() {\n    when();\n  }\n  put() {\n    this.raw();\n  }\n}\n"
    assert waiting(text, "typescript") == [6]
    assert waiting(text.replace("private ", ""), "typescript") == [3]


def test_methods_of_another_class_do_nothing_for_this_one() -> None:
    text = "class A { set() { then(); } }\nclass B { put() { when(); this.set(); } }\n"
    assert waiting(text, "javascript") == [2]


@pytest.mark.parametrize(
    ("when", "line", "hit"),
    [
        ("this.rows[$K] = $V", "this.rows[k] = 1;", True),
        ("this.rows[$K] = $V", "this.rows[k] += 1;", True),
        ("this.rows[$K] = $V", "this.rows[k]++;", True),
        ("this.rows[$K] = $V", "[this.rows[k], x] = y;", True),
        ("this.rows[$K] = $V", "for (this.rows[k] of y) go();", True),
        ("this.rows[$K] = $V", "x = this.rows[k];", False),
        ("this.rows[$K] = $V", "this.rows[k].a = 1;", False),
        ("this.rows[$K] = $V", "other.rows[k] = 1;", False),
        ("this.open = true", "this.open = true;", True),
        ("this.open = true", "this.open = false;", False),
        ("this.open = true", "this.open ||= true;", False),
        ("this.n += 1", "this.n += 1;", True),
        ("this.n += 1", "this.n -= 1;", False),
        ("this.state = 'open'", 'this.state = "open";', True),
        ("delete this.rows[$K]", "delete this.rows[k];", True),
        ("delete this.rows[$K];", "delete this.rows[k]", True),
        ("delete this.rows[$K]", "delete other.rows[k];", False),
        ("const x = open($P)", "let x = open(p);", True),
        ("const x = open($P)", "let y = open(p);", False),
        ("$F = open($P)", "const f = open(p);", True),
        ("save($A, ...)", "save(1, 2);", True),
        ("save($A, ...)", "save();", False),
        ("save(...)", "x = y.map(z).concat(save());", True),
        ("db.save", "db.save(1);", True),
        ("db.save", "use(db.save);", False),
        ("db.save", "mydb.save(1);", False),
        ("this.#save", "this.#save(1);", True),
        ("$X.commit()", "await this.db.commit();", True),
        ("new Lock(...)", "const l = new Lock(1);", True),
        ("dirty = true", "dirty = true;", True),
        ("dirty = true", "x.dirty = true;", False),
        ("return null", "return null;", True),
    ],
)
def test_a_pattern_is_matched_by_what_it_means(when: str, line: str, hit: bool) -> None:
    assert waiting(f"function f() {{ {line} }}\n", "javascript", [when]) == ([1] if hit else [])


def test_the_same_variable_on_both_sides_is_the_same_thing_and_not_its_like() -> None:
    sides = (["open_($F)"], ["close_($F)"])
    text = "function f(a, b) {{\n  open_(a);\n  open_({});\n  close_(b);\n  close_(a);\n}}\n"
    assert waiting(text.format("b"), "javascript", *sides) == []
    assert waiting(text.format("b.x"), "javascript", *sides) == [3]
    assert waiting("function f() {\n  open_(a [0]);\n  close_(a[ 0 ]);\n}\n", "javascript", *sides) == []
    assert waiting("function f() {\n  open_(new A);\n  close_(newA);\n}\n", "javascript", *sides) == [2]


def test_what_a_name_was_given_is_the_same_thing_by_its_name() -> None:
    sides = (["$F = open($P)"], ["$F.close()"])
    text = "function f(p) {{\n  const a = open(p);\n  {}.close();\n}}\n"
    assert waiting(text.format("a"), "javascript", *sides) == []
    assert waiting(text.format("b"), "javascript", *sides) == [2]


def test_a_name_that_is_exempt_is_one_in_every_class_and_outside() -> None:
    text = "class A { load() { when(); } loads() { when(); } }\nconst load = () => when();\n"
    assert waiting(text, "javascript") == [1, 1, 2]
    assert waiting(text, "javascript", exempt=["load"]) == [1]


def test_a_jsx_file_is_walked() -> None:
    text = "function F() {\n  const put = () => {\n    when();\n  };\n"
    text += "  return <a onClick={put}>{then()}</a>;\n}\n"
    assert waiting(text, "tsx") == [3]
