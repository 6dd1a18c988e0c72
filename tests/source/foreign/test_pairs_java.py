"""Pairs in Java: each way out of a method, what a `try` closes, and methods that share a name."""

import pytest

from tests.source.foreign.two_sides import waiting, widened

KEPT = {
    "nothing happens": "go();",
    "after": "when();\nthen();",
    "before": "then();\nwhen();",
    "inside": "then(when());",
    "both branches": "when();\nif (a) {\nthen();\n} else {\nthen();\n}",
    "each of three branches": "when();\nif (a) {\nthen();\n} else if (b) {\nthen();\n} else {\nthen();\n}",
    "finally": "try {\nwhen();\ngo();\n} finally {\nthen();\n}",
    "finally on return": "try {\nwhen();\nreturn;\n} finally {\nthen();\n}",
    "finally on throw": "try {\nwhen();\nthrow new E();\n} finally {\nthen();\n}",
    "the handler too": "try {\nwhen();\ngo();\nthen();\n} catch (E | F e) {\nthen();\n}",
    "the setting cannot fail": "try {\nwhen();\nthen();\n} catch (E e) {\nreturn;\n}",
    "a when that fails has not happened": "try {\nwhen();\n} catch (E e) {\nreturn;\n}\nthen();",
    "opened in the head of a try": "try (var x = then()) {\nwhen();\n}",
    "each turn": "for (var x : y) {\nwhen();\nthen();\n}",
    "an endless loop": "while (true) {\nwhen();\nif (a) {\nthen();\nreturn;\n}\n}",
    "a turn comes first": "when();\ndo {\nthen();\n} while (a);",
    "a labelled continue": "out:\nfor (var x : y) {\nwhen();\nthen();\nfor (;;) {\ncontinue out;\n}\n}",
    "both sides of ?:": "when();\nvar x = a ? then() : then();",
    "behind && that holds": "if (a && then()) {\nwhen();\n}",
    "behind || that does not hold": "if (a || then()) {\nreturn;\n}\nwhen();",
    "every case of the old form": "when();\nswitch (a) {\ncase 1:\nthen();\nbreak;\ndefault:\nthen();\n}",
    "falling through": "when();\nswitch (a) {\ncase 1:\ncase 2:\ngo();\ndefault:\nthen();\n}",
    "a default in the middle": "when();\nswitch (a) {\ndefault:\nthen();\nbreak;\ncase 3:\nthen();\n}",
    "every case of the new form": "when();\nswitch (a) {\ncase 1 -> then();\ndefault -> {\nthen();\n}\n}",
    "a switch that gives a value takes each": "when();\nvar x = switch (a) {\n"
    "case A -> then();\ncase B -> {\n"
    "then();\nyield 1;\n}\n};",
    "synchronized": "synchronized (this) {\nwhen();\nthen();\n}",
    "the process ends": "when();\nif (a) {\nSystem.exit(1);\nreturn;\n}\nthen();",
    "a lambda does it for itself": "go(() -> {\nwhen();\nthen();\n});",
}
BROKEN = {
    "never": "when();",
    "one branch": "when();\nif (a) {\nthen();\n}",
    "the other branch": "if (a) {\nthen();\n} else {\nwhen();\n}",
    "an early return": "when();\nif (a) {\nreturn;\n}\nthen();",
    "throw": "when();\nif (a) {\nthrow new E();\n}\nthen();",
    "the handler forgets": "try {\nwhen();\ngo();\nthen();\n} catch (E e) {\nlog(e);\n}",
    "the handler throws": "try {\nwhen();\nnew X();\n} catch (E e) {\nthrow e;\n}\nthen();",
    "a handler of another class further in": "try {\nwhen();\ntry {\ngo();\n"
    "} catch (E e) {\nthen();\n}\nthen();\n"
    "} catch (F e) {\nreturn;\n}",
    "finally that returns": "try {\nwhen();\ngo();\nthen();\n} finally {\nreturn;\n}",
    "the loop may not turn": "for (var x : y) {\nthen();\n}\nwhen();",
    "continue": "for (int i = 0; i < 3; i++) {\nwhen();\nif (a) {\ncontinue;\n}\nthen();\n}",
    "break": "while (a) {\nwhen();\nif (b) {\nbreak;\n}\nthen();\n}",
    "continue to a label": "out:\nfor (var x : y) {\nwhen();\nfor (;;) {\ncontinue out;\n}\n}",
    "break to a label": "out:\nfor (;;) {\nfor (;;) {\nwhen();\nbreak out;\n}\n}",
    "the step of a loop": "for (int i = 0; a; then()) {\nwhen();\nbreak;\n}",
    "switch without default": "when();\nswitch (a) {\ncase 1:\nthen();\nbreak;\n}",
    "a new switch without default": "when();\nswitch (a) {\ncase 1 -> then();\n}",
    "a case that breaks": "when();\nswitch (a) {\ncase 1:\nbreak;\ndefault:\nthen();\n}",
    "a case of a value": "when();\nvar x = switch (a) {\ncase A -> then();\ncase B -> 2;\n};",
    "a case of a value that yields": "var x = switch (a) {\ncase A -> {\nwhen();\nyield 1;\n}\n"
    "default -> 2;\n};",
    "a guard may not be asked": "when();\nswitch (a) {\ncase String s when then() -> go();\n"
    "default -> go();\n}",
    "behind && on the line": "when();\nvar x = a && then();",
    "one side of ?:": "when();\nvar x = a ? then() : 1;",
    "behind && that does not hold": "if (a && then()) {\nreturn;\n}\nwhen();",
    "assert may be off": "when();\nassert then();",
    "synchronized": "synchronized (this) {\nwhen();\n}",
}


def in_method(body: str) -> str:
    return f"class A {{\nvoid f() {{\n{body}\n}}\n}}\n"


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_a_pair_that_is_kept(body: str) -> None:
    assert waiting(in_method(body), "java") == []


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_pair_that_is_broken(body: str) -> None:
    assert len(waiting(in_method(body), "java")) == 1


@pytest.mark.parametrize("body", [*KEPT.values(), *BROKEN.values()])
def test_a_statement_that_does_nothing_changes_no_verdict(body: str) -> None:
    before = len(waiting(in_method(body), "java"))
    for wider in widened(body, "x = x;"):
        if "-> then();\nx" not in wider and "-> go();\nx" not in wider and "-> 2;\nx" not in wider:
            assert len(waiting(in_method(wider), "java")) == before, wider


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_then_in_a_final_block_keeps_the_pair(body: str) -> None:
    assert waiting(in_method(f"try {{\n{body}\n}} finally {{\nthen();\n}}"), "java") == []
    assert waiting(in_method(f"try {{\n{body}\n}} finally {{\nother();\n}}"), "java") != []


@pytest.mark.parametrize(
    "text",
    [
        "class A { A() { when(); } }\n",
        "class A { Runnable r = () -> when(); }\n",
        "class A { void f() { go(() -> { when(); }); then(); } }\n",
        "class A { void f() { new B() { void g() { when(); } }; then(); } }\n",
        "record R(int x) { R { when(); } }\n",
        "enum E { X; void f() { when(); } }\n",
        "interface I { default void f() { when(); } }\n",
    ],
)
def test_every_form_of_function_is_judged_by_itself(text: str) -> None:
    assert waiting(text, "java") == [1]
    assert waiting(text.replace("when()", "then(when())"), "java") == []


def test_code_outside_every_function_is_not_judged() -> None:
    assert waiting("class A { int x = when(); static { when(); } }\n", "java") == []


RAW = "private void raw(int k) { when(); }\n"


@pytest.mark.parametrize(
    ("methods", "lines"),
    [
        (RAW, [2]),
        (f"{RAW}void put() {{ raw(1); then(); }}\n", []),
        (f"{RAW}void put() {{ this.raw(1); then(); }}\n", []),
        (f"{RAW}void put() {{ raw(1); }}\n", [3]),
        (f"{RAW}void put() {{ other.raw(1); then(); }}\n", [2]),
        (f"{RAW}void put() {{ raw(); then(); }}\n", [2]),
        (RAW.replace("private ", "") + "void put() { raw(1); then(); }\n", [2]),
        ("void set() { then(); }\nvoid put() { when(); set(); }\n", []),
        ("void set() { then(); }\nvoid set(int k) { }\nvoid put() { when(); set(1); }\n", [4]),
        ("void set(int k) { then(); }\nvoid set(long k) { }\nvoid put() { when(); set(1); }\n", [4]),
        ("private void raw(long k) { }\n" + RAW + "void put() { raw(1); then(); }\n", [3]),
        ("void set() { if (a) then(); }\nvoid put() { when(); set(); }\n", [3]),
    ],
)
def test_a_class_may_share_the_work_among_its_own_methods(methods: str, lines: list[int]) -> None:
    assert waiting(f"class Store {{\n{methods}}}\n", "java") == lines


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("try (var in = open(p)) { go(in); }", True),
        ("try (Reader in = open(p)) { return; }", True),
        ("var in = open(p); try (in) { go(in); }", True),
        ("var in = open(p); try (other) { go(in); }", False),
        ("var in = open(p); try { go(in); } finally { in.close(); }", True),
        ("var in = open(p); go(in); other.close();", False),
        ("try (var a = open(p); var b = open(q)) { go(a, b); }", True),
        ("Reader in = open(p); if (x) { return; } in.close();", False),
    ],
)
def test_what_a_try_opens_it_closes(body: str, kept: bool) -> None:
    found = waiting(in_method(body), "java", ["$R = open($P)"], ["$R.close()"])
    assert found == ([] if kept else [3])


@pytest.mark.parametrize(
    ("when", "line", "hit"),
    [
        ("this.rows.put(...)", "this.rows.put(1, 2);", True),
        ("this.rows.put(...)", "rows.put(1, 2);", False),
        ("this.count = $V", "this.count += 1;", True),
        ("this.count = $V", "this.count++;", True),
        ("this.count = $V", "--this.count;", True),
        ("this.count = $V", "x = this.count;", False),
        ("this.open = true", "this.open = false;", False),
        ("count = $V", "int count = 1;", True),
        ("count = $V", "int count;", False),
        ("Reader x = open($P)", "var x = open(p);", True),
        ("rows[$K] = $V", "rows[0] = 1;", True),
        ("new Lock(...)", "var l = new Lock(1);", True),
        ("$X.lock()", "this.a.lock();", True),
        ("$X.lock()", "lock();", False),
        ("db.save", "db.save(1);", True),
        ('state = "open"', 'state = "open";', True),
        ("return null", "return null;", True),
        ("this.n++", "this.n++;", True),
        ("this.n++", "this.n--;", False),
    ],
)
def test_a_pattern_is_matched_by_what_it_means(when: str, line: str, hit: bool) -> None:
    assert waiting(f"class A {{ void f() {{ {line} }} }}\n", "java", [when]) == ([1] if hit else [])


def test_the_same_variable_on_both_sides_is_the_same_thing() -> None:
    text = "class A {{ void f() {{\na.lock();\nb.lock();\n{}.unlock();\na.unlock();\n}} }}\n"
    sides = (["$L.lock()"], ["$L.unlock()"])
    assert waiting(text.format("b"), "java", *sides) == []
    assert waiting(text.format("c"), "java", *sides) == [3]
