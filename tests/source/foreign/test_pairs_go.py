"""Pairs in Go: each way out of a function, what is deferred, and the error of a step that failed."""

import pytest

from tests.source.foreign.two_sides import waiting, widened

KEPT = {
    "nothing happens": "g();",
    "after": "when();\nthen();",
    "before": "then();\nwhen();",
    "inside": "then(when());",
    "deferred": "when();\ndefer then();\nif a {\nreturn;\n}",
    "deferred before": "defer then();\nwhen();\npanic(1);",
    "deferred in a function": "when();\ndefer func() {\ng();\nthen();\n}();\nif a {\nreturn;\n}",
    "a deferred function that returns": "defer func() {\nthen();\nreturn;\n}();\nwhen();",
    "both branches": "when();\nif a {\nthen();\n} else {\nthen();\n}",
    "each of three branches": "when();\nif a {\nthen();\n} else if b := g(); b {\nthen();\n"
    "} else {\nthen();\n}",
    "in what an if begins with": "when();\nif x := then(); x {\ng();\n}",
    "behind && that holds": "if a && then() {\nwhen();\n}",
    "behind || that does not hold": "if a || then() {\nreturn;\n}\nwhen();",
    "behind ! that holds": "if !(a || then()) {\nwhen();\n}",
    "each turn": "for _, x := range y {\nwhen();\nthen();\n}",
    "an endless loop": "for {\nwhen();\nif a {\nthen();\nreturn;\n}\n}",
    "an endless loop of three parts": "for i := 0; ; i++ {\nwhen();\nif a {\nthen();\nreturn;\n}\n}",
    "a labelled continue": "out:\nfor a {\nwhen();\nthen();\nfor {\ncontinue out;\n}\n}",
    "every case": "when();\nswitch a {\ncase 1:\nthen();\ndefault:\nthen();\n}",
    "every type": "when();\nswitch a.(type) {\ncase int:\nthen();\ndefault:\nthen();\n}",
    "falling through": "when();\nswitch a {\ncase 1:\nfallthrough\ndefault:\nthen();\n}",
    "one case of a select must run": "when();\nselect {\ncase <-c:\nthen();\ncase <-d:\nthen();\n}",
    "a select of nothing never ends": "when();\nselect {}",
    "the process ends": "when();\nif a {\nos.Exit(1);\nreturn;\n}\nthen();",
    "the process ends with a message": 'when();\nif a {\nlog.Fatalf("%v", a);\nreturn;\n}\nthen();',
    "a step that failed": "f, err := when()\nif err != nil {\nreturn err;\n}\nthen(f);",
    "a step that failed, in the if": "if err := when(); err != nil {\nreturn err;\n}\nthen();",
    "a step that did not fail": "_, err := when()\nif err == nil {\nthen();\n}",
    "a then that may fail": "when();\nerr := then()\nif err != nil {\nreturn err;\n}",
    "unreachable": "return;\nwhen();",
    "a function inside does it for itself": "go func() {\nwhen();\nthen();\n}();",
    "a jump is not followed": "when();\nif a {\ngoto end;\n}\nthen();\nreturn;\nend:\ng();",
}
BROKEN = {
    "never": "when();",
    "one branch": "when();\nif a {\nthen();\n}",
    "the other branch": "if a {\nthen();\n} else {\nwhen();\n}",
    "a branch of three": "when();\nif a {\nthen();\n} else if b {\ng();\n} else {\nthen();\n}",
    "an early return": "when();\nif a {\nreturn;\n}\nthen();",
    "a return before it is deferred": "when();\nif a {\nreturn;\n}\ndefer then();",
    "panic": "when();\nif a {\npanic(1);\n}\nthen();",
    "log.Panic": 'when();\nif a {\nlog.Panicf("%v", a);\n}\nthen();',
    "returned": "return when();",
    "deferred on one branch": "when();\nif a {\ndefer then();\n}",
    "deferred under a condition": "when();\ndefer func() {\nif a {\nthen();\n}\n}();",
    "the loop may not turn": "for range y {\nthen();\n}\nwhen();",
    "continue": "for a {\nwhen();\nif b {\ncontinue;\n}\nthen();\n}",
    "break": "for {\nwhen();\nif b {\nbreak;\n}\nthen();\n}",
    "continue to a label": "out:\nfor a {\nwhen();\nfor {\ncontinue out;\n}\n}",
    "a deferred function returns from itself alone": "defer func() {\nreturn;\n}();\nwhen();",
    "break to a label": "out:\nfor {\nfor {\nwhen();\nbreak out;\n}\n}",
    "break in a select leaves that alone": "for a {\nwhen();\nselect {\ncase <-c:\nbreak;\n}\n}",
    "the step of a loop": "for i := 0; a; then() {\nwhen();\nbreak;\n}",
    "switch without default": "when();\nswitch a {\ncase 1:\nthen();\n}",
    "a case that does not fall through": "when();\nswitch a {\ncase 1:\ng();\ndefault:\nthen();\n}",
    "a select with default": "when();\nselect {\ncase <-c:\nthen();\ndefault:\n}",
    "behind && on the line": "when();\nx := a && then();",
    "behind && that does not hold": "if a && then() {\nreturn;\n}\nwhen();",
    "another error is asked for": "_, err := when()\nif other != nil {\nreturn err;\n}\nthen();",
    "a step that did not fail": "_, err := when()\nif err != nil {\nthen();\n}",
    "what follows a step that did not fail": "_, err := when()\n"
    "if err != nil {\nreturn;\n}\nif a {\nreturn;\n}\n"
    "then();",
}


def in_function(body: str) -> str:
    return f"package a\n\nfunc f() error {{\n{body}\n}}\n"


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_a_pair_that_is_kept(body: str) -> None:
    assert waiting(in_function(body), "go") == []


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_pair_that_is_broken(body: str) -> None:
    assert len(waiting(in_function(body), "go")) == 1


@pytest.mark.parametrize("body", [*KEPT.values(), *BROKEN.values()])
def test_a_statement_that_does_nothing_changes_no_verdict(body: str) -> None:
    before = len(waiting(in_function(body), "go"))
    for wider in widened(body, "x = x;"):
        assert len(waiting(in_function(wider), "go")) == before, wider


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_then_that_is_deferred_first_keeps_the_pair(body: str) -> None:
    assert waiting(in_function(f"defer then();\n{body}"), "go") == []
    assert waiting(in_function(f"defer func() {{ then() }}();\n{body}"), "go") == []
    assert waiting(in_function(f"defer func() {{ other() }}();\n{body}"), "go") != []


@pytest.mark.parametrize(
    "text",
    [
        "func (s *Store) Put() { when() }\n",
        "func f() { go func() { when() }() }\n",
        "func f() { x := func() { when() }; x(); then() }\n",
        "var x = func() { when() }\n",
    ],
)
def test_every_form_of_function_is_judged_by_itself(text: str) -> None:
    assert waiting(f"package a\n{text}", "go") == [2]
    assert waiting("package a\n" + text.replace("when()", "then(); when()"), "go") == []


RAW = "func (s *Store) raw() {\n\twhen()\n}\n"


@pytest.mark.parametrize(
    ("methods", "lines"),
    [
        (RAW, [3]),
        (f"{RAW}func (s *Store) Put() {{ s.raw(); then() }}\n", []),
        (f"{RAW}func (o *Store) Put() {{ o.raw() }}\n", [5]),
        (f"{RAW}func (o Store) Put() {{ o.raw() }}\n", [5]),
        (f"{RAW}func (s *Store) Put() {{ other.raw(); then() }}\n", [3]),
        (f"{RAW}func (s *Other) Put() {{ s.raw(); then() }}\n", [3]),
        (f"{RAW}func Put(s *Store) {{ s.raw(); then() }}\n", [3]),
        (RAW.replace("raw", "Raw") + "func (s *Store) Put() { s.Raw(); then() }\n", [3]),
        (RAW.replace("*Store", "*Store[T]") + "func (s *Store[K]) Put() { s.raw(); then() }\n", []),
        ("func (s *Store) set() { then() }\nfunc (s *Store) Put() { when(); s.set() }\n", []),
        ("func (s *Store) set() { if a { then() } }\nfunc (s *Store) Put() { when(); s.set() }\n", [3]),
        ("func (s *Store) Set() { then() }\nfunc (s *Store) Put() { when(); defer s.Set() }\n", []),
    ],
)
def test_a_type_may_share_the_work_among_its_own_methods(methods: str, lines: list[int]) -> None:
    assert waiting(f"package a\n{methods}", "go") == lines


LOCK = (["$S.mu.Lock()"], ["$S.mu.Unlock()"])


def test_the_lock_that_is_opened_is_the_one_that_was_taken() -> None:
    text = "package a\nfunc f(s, o *S) {{\n\ts.mu.Lock()\n\tdefer {}.mu.Unlock()\n}}\n"
    assert waiting(text.format("s"), "go", *LOCK) == []
    assert waiting(text.format("o"), "go", *LOCK) == [3]


@pytest.mark.parametrize(
    ("when", "line", "hit"),
    [
        ("s.rows[$K] = $V", "s.rows[k] = 1", True),
        ("s.rows[$K] = $V", "s.rows[k] += 1", True),
        ("s.rows[$K] = $V", "s.rows[k]++", True),
        ("s.rows[$K] = $V", "s.rows[k], x = 1, 2", True),
        ("s.rows[$K] = $V", "x = s.rows[k]", False),
        ("s.open = true", "s.n, s.open = 1, true", True),
        ("s.open = true", "s.open, s.n = false, true", False),
        ("s.open = true", "s.open = false", False),
        ("s.n++", "s.n++", True),
        ("s.n++", "s.n--", False),
        ("delete(s.rows, $K)", "delete(s.rows, k)", True),
        ("delete(s.rows, $K)", "delete(o.rows, k)", False),
        ("$F = os.Open($P)", "f, err := os.Open(p)", True),
        ("$F = os.Open($P)", "var f, err = os.Open(p)", True),
        ("f := os.Open($P)", "f = os.Open(p)", True),
        ("$F, $E := os.Open($P)", "f, err := os.Open(p)", True),
        ("$F, $E := os.Open($P)", "f := os.Open(p)", False),
        ("os.Open", "f, _ := os.Open(p)", True),
        ("save($A, ...)", "save(1, 2)", True),
        ("save($A, ...)", "save()", False),
        ("ch <- $V", "ch <- 1", True),
        ("go serve(...)", "go serve(1)", True),
        ("go serve(...)", "serve(1)", False),
        ("return nil", "return nil", True),
        ('s.state = "open"', 's.state = "open"', True),
    ],
)
def test_a_pattern_is_matched_by_what_it_means(when: str, line: str, hit: bool) -> None:
    assert waiting(f"package a\nfunc f() {{ {line} }}\n", "go", [when]) == ([2] if hit else [])


def test_what_was_opened_is_closed_by_its_own_name() -> None:
    sides = (["$F = os.Open($P)"], ["$F.Close()"])
    text = "package a\nfunc f() error {{\n\tf, err := os.Open(p)\n\tif err != nil {{\n"
    text += "\t\treturn err\n\t}}\n\tdefer {}.Close()\n}}\n"
    assert waiting(text.format("f"), "go", *sides) == []
    assert waiting(text.format("g"), "go", *sides) == [3]
