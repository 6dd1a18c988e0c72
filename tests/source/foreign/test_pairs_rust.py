"""Pairs in Rust: each way out of a function, `?`, matched failures, and blocks that are expressions."""

import pytest

from tests.source.foreign.two_sides import waiting, widened

KEPT = {
    "nothing happens": "go();",
    "after": "when();\nthen();",
    "before": "then();\nwhen();",
    "inside": "then(when());",
    "the last expression": "when();\nthen()",
    "both branches": "when();\nif a {\nthen();\n} else {\nthen();\n}",
    "a branch as a value": "let x = if a {\nwhen();\n1\n} else {\nreturn 2;\n};\nthen();",
    "an early return before": "g()?;\nwhen();\nthen();",
    "? behind the pair": "when();\nthen();\ng()?;",
    "a when that fails has not happened": "when()?;\nthen();",
    "a when far behind ? that fails": "when().map_err(E::from)?;\nthen();",
    "an awaited when that fails": "when().await?;\nthen();",
    "a then that may fail": "when();\nthen()?;",
    "what is asked for fails first": "when(g()?);\nthen();",
    "a when that failed, matched": "match when() {\nOk(x) => then(),\nErr(e) => return Err(e),\n}",
    "a when that failed, by the rest": "match when() {\nOk(x) => then(),\n_ => return,\n}",
    "a when that failed, by if let": "if let Err(e) = when() {\nreturn Err(e);\n}\nthen();",
    "a when that did not fail": "if let Ok(x) = when() {\nthen();\n}",
    "a when that failed, by let else": "let Ok(x) = when() else {\nreturn;\n};\nthen();",
    "a then that is matched": "when();\nmatch then() {\nOk(_) => {}\nErr(e) => return,\n}",
    "every arm": "when();\nmatch a {\nA => then(),\n_ => {\nthen();\n}\n}",
    "each turn": "for x in y {\nwhen();\nthen();\n}",
    "an endless loop": "loop {\nwhen();\nif a {\nthen();\nbreak;\n}\n}",
    "a loop that only then ends": "when();\nloop {\nif a {\nthen();\nbreak 1;\n}\n}",
    "a labelled continue": "'out: for x in y {\nwhen();\nthen();\nloop {\ncontinue 'out;\n}\n}",
    "behind && that holds": "if a && then() {\nwhen();\n}",
    "behind || that does not hold": "if a || then() {\nreturn;\n}\nwhen();",
    "behind ! that holds": "if !(a || then()) {\nwhen();\n}",
    "in a chain of if let": "if let Some(x) = a && then() {\nwhen();\n}",
    "unsafe": "unsafe {\nwhen();\nthen();\n}",
    "the process ends": "when();\nif a {\nstd::process::exit(1);\nreturn;\n}\nthen();",
    "a closure does it for itself": "let c = |x| {\nwhen();\nthen();\n};",
}
BROKEN = {
    "never": "when();",
    "the last expression": "when()",
    "one branch": "when();\nif a {\nthen();\n}",
    "if let": "when();\nif let Some(x) = a {\nthen();\n}",
    "the other branch": "if a {\nthen();\n} else {\nwhen();\n}",
    "an early return": "when();\nif a {\nreturn;\n}\nthen();",
    "?": "when();\ng()?;\nthen();",
    "? inside": "when();\nthen(g()?);",
    "? around": "then2(when())?;\nthen();",
    "a later ?": "when()?;\ng()?;\nthen();",
    "let else": "when();\nlet Some(x) = a else {\nreturn;\n};\nthen();",
    "a when that gave nothing has happened": "let Some(x) = when() else {\nreturn;\n};\nthen();",
    "a when that failed is not the one that did not": "match when() {\n"
    "Ok(x) => return,\nErr(e) => then(),\n"
    "}",
    "the way of success": "if let Err(e) = when() {\nthen();\n}",
    "panic": 'when();\nif a {\npanic!("x");\n}\nthen();',
    "todo": "when();\nif a {\ntodo!();\n}\nthen();",
    "bail": 'when();\nif a {\nbail!("x");\n}\nthen();',
    "an arm forgets": "when();\nmatch a {\nA => then(),\nB => {}\n}",
    "an arm returns": "when();\nmatch a {\nA => return,\n_ => then(),\n}",
    "a guard may not be asked": "when();\nmatch a {\nA if then() => {}\n_ => {}\n}",
    "the loop may not turn": "for x in y {\nthen();\n}\nwhen();",
    "while let": "while let Some(x) = y.next() {\nwhen();\nif a {\ncontinue;\n}\nthen();\n}",
    "break": "loop {\nwhen();\nif b {\nbreak;\n}\nthen();\n}",
    "continue to a label": "'out: for x in y {\nwhen();\nloop {\ncontinue 'out;\n}\n}",
    "the failure of a second when": "when();\nwhen()?;\nthen();",
    "break to a label": "'out: loop {\nloop {\nwhen();\nbreak 'out;\n}\n}",
    "break out of a labelled block": "'out: {\nwhen();\nif a {\nbreak 'out;\n}\nthen();\n};",
    "behind && on the line": "when();\nlet x = a && then();",
    "behind && that does not hold": "if a && then() {\nreturn;\n}\nwhen();",
}


def in_function(body: str) -> str:
    return f"fn f() {{\n{body}\n}}\n"


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_a_pair_that_is_kept(body: str) -> None:
    assert waiting(in_function(body), "rust") == []


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_pair_that_is_broken(body: str) -> None:
    assert len(waiting(in_function(body), "rust")) == 1


@pytest.mark.parametrize("body", [*KEPT.values(), *BROKEN.values()])
def test_a_statement_that_does_nothing_changes_no_verdict(body: str) -> None:
    before = len(waiting(in_function(body), "rust"))
    for wider in widened(body, "x = x;"):
        assert len(waiting(in_function(wider), "rust")) == before, wider


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_then_that_comes_first_keeps_the_pair(body: str) -> None:
    assert waiting(in_function(f"then();\n{body}"), "rust") == []
    assert waiting(in_function(f"other();\n{body}"), "rust") != []


@pytest.mark.parametrize(
    "text",
    [
        "impl A { fn f(&self) { when(); } }\n",
        "impl T for A { fn f(&self) { when(); } }\n",
        "trait T { fn f(&self) { when(); } }\n",
        "fn f() { let c = || when(); then(); }\n",
        "fn f() { spawn(async move { when(); }); then(); }\n",
        "fn f() { fn g() { when(); } then(); }\n",
        "mod m { fn f() { when(); } }\n",
    ],
)
def test_every_form_of_function_is_judged_by_itself(text: str) -> None:
    assert waiting(text, "rust") == [1]
    assert waiting(text.replace("when()", "then(when())"), "rust") == []


def test_a_question_in_an_async_block_leaves_only_that() -> None:
    text = "fn f() {\nwhen();\nlet x = async { g()?; Ok(()) };\nthen();\n}\n"
    assert waiting(text, "rust") == []


RAW = "fn raw(&mut self) { when(); }\n"


@pytest.mark.parametrize(
    ("methods", "lines"),
    [
        (RAW, [2]),
        (f"{RAW}pub fn put(&mut self) {{ self.raw(); then(); }}\n", []),
        (f"{RAW}pub fn put(&mut self) {{ Self::raw(self); then(); }}\n", []),
        (f"{RAW}pub fn put(&mut self) {{ self.raw(); }}\n", [3]),
        (f"{RAW}pub fn put(&mut self) {{ self.raw()?; then(); }}\n", []),
        (f"{RAW}pub fn put(&mut self) {{ other.raw(); then(); }}\n", [2]),
        (f"{RAW}}}\nimpl Store<u8> {{\npub fn put(&mut self) {{ self.raw(); then(); }}\n", []),
        (f"{RAW}}}\nimpl Other {{\npub fn put(&mut self) {{ self.raw(); then(); }}\n", [2]),
        (f"pub {RAW}pub fn put(&mut self) {{ self.raw(); then(); }}\n", [2]),
        ("fn set(&mut self) { then(); }\npub fn put(&mut self) { when(); self.set(); }\n", []),
        ("fn set(&mut self) { if a { then(); } }\npub fn put(&mut self) { when(); self.set(); }\n", [3]),
    ],
)
def test_a_type_may_share_the_work_among_its_own_methods(methods: str, lines: list[int]) -> None:
    assert waiting(f"impl Store {{\n{methods}}}\n", "rust") == lines


def test_a_method_that_a_trait_asks_for_is_not_private() -> None:
    text = "impl T for A {\nfn raw(&self) { when(); }\nfn put(&self) { self.raw(); then(); }\n}\n"
    assert waiting(text, "rust") == [2]


@pytest.mark.parametrize(
    ("when", "line", "hit"),
    [
        ("self.rows.insert(...)", "self.rows.insert(1, 2);", True),
        ("self.rows.insert(...)", "rows.insert(1, 2);", False),
        ("self.rows[$K] = $V", "self.rows[k] = 1;", True),
        ("self.count = $V", "self.count += 1;", True),
        ("self.count = $V", "let x = self.count;", False),
        ("self.count = $V", "(self.count, x) = y;", True),
        ("self.open = true", "self.open = false;", False),
        ("self.n += 1", "self.n += 1;", True),
        ("self.n += 1", "self.n -= 1;", False),
        ("let guard = $X", "let mut guard = x.lock();", True),
        ("let guard = $X", "let other = x.lock();", False),
        ("let $G = x.lock()", "let guard: Guard = x.lock();", True),
        ("fs::write", "std::fs::write(a, b);", False),
        ("std::fs::write", "std::fs::write(a, b);", True),
        ("self.db.save", "self.db.save(1);", True),
        ("$X.lock()", "let g = self.a.lock().unwrap();", True),
        ("return None", "return None;", True),
        ("drop(...)", "drop(x);", True),
    ],
)
def test_a_pattern_is_matched_by_what_it_means(when: str, line: str, hit: bool) -> None:
    assert waiting(f"fn f() {{ {line} }}\n", "rust", [when]) == ([1] if hit else [])


def test_the_same_variable_on_both_sides_is_the_same_thing() -> None:
    sides = (["let $G = $X.enter()"], ["drop($G)"])
    text = "fn f() {{\nlet a = x.enter();\nlet mut b = x.enter();\ndrop({});\ndrop(a);\n}}\n"
    assert waiting(text.format("b"), "rust", *sides) == []
    assert waiting(text.format("c"), "rust", *sides) == [3]
