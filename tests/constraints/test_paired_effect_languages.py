"""paired-effect beyond Python: a file, a pattern of another language, hostile code."""

import time

import msgspec
import pytest

from parti.constraints import checks, compiled, conformance, constraint, document, first_look
from parti.constraints import tree as trees
from tests.constraints.asking import asked, messages, places, wrong
from tests.constraints.documents import rule, section
from tests.constraints.test_first_look import ENGINE

CHECK = "paired-effect\nwhen: ['this.rows[$K] = $V']\nthen: ['this.dirty = true', 'this.mark(...)']\n"
MIXED = (
    "paired-effect\nwhen: ['self.rows[$K] = $V', 'del self.rows[$K]', 'this.rows[$K] = $V']\n"
    "then: ['self.dirty = True', 'this.dirty = true']\n"
)
PUT = "class A { put(k) { this.rows[k] = 1; } }\n"


def test_a_finding_names_its_function_and_what_is_missing() -> None:
    (found,) = asked(CHECK, {"a.ts": "class A {\n  put(k) {\n    this.rows[k] = 1;\n  }\n}\n"})
    assert (str(found.place), found.place.column, found.snippet) == ("a.ts:3", 5, "this.rows[k] = 1;")
    assert found.message == "`put` can end after this without `this.dirty = true` or `this.mark(...)`"
    assert found.fix == "do `this.dirty = true` or `this.mark(...)` on every way out of `put`"


def test_a_function_without_a_name_is_this_function() -> None:
    (found,) = asked(CHECK, {"a.js": "go(() => { this.rows[1] = 1; });\n"})
    assert found.message.startswith("this function can end after this without ")


@pytest.mark.parametrize("path", ["a.js", "a.mjs", "a.cjs", "a.jsx", "a.ts", "a.mts", "a.cts", "a.tsx"])
def test_every_kind_of_script_is_read(path: str) -> None:
    assert places(asked(CHECK, {path: PUT})) == [f"{path}:1"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "class A:\n    def put(self, k):\n        del self.rows[k]\n"),
        ("a.ts", "class A {\n  put(k) {\n    this.rows[k] = 1; } }\n"),
    ],
)
def test_one_document_speaks_of_several_languages(path: str, text: str) -> None:
    files = {"a.py": "x = 1\n", "a.ts": "x = 1;\n", path: text}
    assert places(asked(MIXED, files)) == [f"{path}:3"]


def test_a_pattern_that_is_code_in_no_language_of_the_scope_is_told_where_it_would_count() -> None:
    bare = msgspec.structs.replace(rule(MIXED), examples=())
    found = conformance.of_rule(bare, trees.Texts({"a.ts": PUT, "b.ts": "x = 1;\n"}))
    told = "this file is not judged by `del self.rows[$K]` of `when`, which is no TypeScript"
    assert [each.message for each in found if "judged" in each.message] == [told]
    assert places(found) == ["a.ts:1", "a.ts:1"]
    assert len(conformance.of_rule(bare, trees.Texts({"a.ts": PUT, "b.py": "x = 1\n"}))) == 1


@pytest.mark.parametrize("path", ["a.ts", "a.go", "a.java", "a.rs", "a.js"])
def test_a_side_that_is_no_code_at_all_is_told_also_where_others_can_read_it(path: str) -> None:
    check = "paired-effect\nwhen: ['del self.rows[$K]']\nthen: ['self.dirty = True']\n"
    text = {"a.go": "package rows\n", "a.java": "class rows { }\n", "a.rs": "fn rows() {}\n"}.get(
        path, "rows();\n"
    )
    found = asked(check, {path: text, "b.py": "x = 1\n"})
    assert [each.message.partition(" of ")[0] for each in found] == [
        "this file is not judged by `del self.rows[$K]`"
    ]
    assert asked(check, {path: text.replace("rows", "other"), "b.py": "x = 1\n"}) == ()


def test_python_is_told_too_what_it_cannot_read() -> None:
    check = "paired-effect\nwhen: ['delete this.rows[$K]', 'f($X)']\nthen: ['new Done(...)']\n"
    found = asked(check, {"a.py": "def g():\n    f(1)\n"})
    assert messages(found) == [
        "this file is not judged by `delete this.rows[$K]` of `when`, which is no Python",
        "this file is not judged by `new Done(...)` of `then`, which is no Python",
    ]


def test_an_example_in_the_document_says_that_its_language_is_meant() -> None:
    text = section(
        MIXED.rstrip(), id="pair", scope="Scope: `**`.", kept="self.x = 1", broken="del self.rows[1]"
    )
    read = document.parse(text)
    assert read.findings == ()
    found = conformance.of_rule(read.constraints[0], trees.Texts({"a.ts": PUT}))
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "delete this.rows[$K]",
        "s.n++",
        "f := os.Open($P)",
        "let g = $X.lock()",
        "new Lock(...)",
        "Reader r = open($P)",
    ],
)
def test_a_pattern_may_be_code_in_any_of_the_languages(text: str) -> None:
    assert wrong("paired-effect", {"when": [text], "then": [text]}) == []


@pytest.mark.parametrize(
    "text",
    [
        "if (x) { y(); }",
        "a(); b()",
        "a(); } function f() { b()",
        "function f() {}",
        "while x {}",
        "int x",
        "{",
        "// x",
    ],
)
def test_a_pattern_that_is_no_single_step_is_refused(text: str) -> None:
    assert len(wrong("paired-effect", {"when": [text], "then": ["f()"]})) == 1


def test_a_file_that_does_not_parse_is_left_to_the_report_of_unread_files() -> None:
    assert asked(CHECK, {"a.ts": "class A { put(k) { this.rows[k] = 1; }\n"}) == ()


@pytest.mark.parametrize(
    ("when", "path", "text"),
    [
        ("const guard = lock($X)", "a.ts", "function f() { let guard = lock(1); }\n"),
        ("const guard: Guard = lock($X)", "a.ts", "function f() { const guard = lock(1); }\n"),
        ("Reader r = open($P)", "A.java", "class A { void f() { var r = open(p); } }\n"),
        ("f, err := open($P)", "a.go", "package a\nfunc f() { f, err := open(p); g(f) }\n"),
        ("let mut g = $X.lock()", "a.rs", "fn f() { let g: G = x.lock(); }\n"),
        ("this.rows[$K] = $V", "a.js", "function f() { this . rows [ 1 ] ++ }\n"),
        ("s.state = 'open'", "a.js", 'function f() { s.state = "open" }\n'),
        ("db.save", "a.rs", "fn f() { db\n.save(1) }\n"),
    ],
)
def test_no_file_is_called_clean_in_which_something_is_found(when: str, path: str, text: str) -> None:
    quoted = when.replace("'", "''")
    check = f"paired-effect\nwhen: ['{quoted}']\nthen: [done()]\n"
    tree = trees.Texts({path: text})
    looked = list(conformance.judge((rule(check),), tree, prefilter=False))
    assert len(looked) == 1
    assert list(conformance.judge((rule(check),), tree)) == looked
    rows = compiled.rows((rule(check),))
    assert not first_look.clean(rows, path, text.encode(), ENGINE.matches)
    assert first_look.clean(rows, path, b"x", ENGINE.matches)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.ts", "function f() { if (x) { }" + "\nelse if (y) { this.rows[1] = 1; }" * 1000 + " }\n"),
        ("a.ts", "function f() { this.rows[1] = 1; return x" + "\n+ y" * 10_000 + "; }\n"),
        ("a.ts", "function f() { this.rows[1] = 1; return x" + "\n&& y" * 10_000 + "; }\n"),
        ("a.ts", "function f() { " + "for (x of y) { try { " * 30 + "this.rows[1] = 1;"
         + " } finally { g(); } }" * 30 + " }\n"),
        ("a.go", "package a\nfunc f() { " + "for a {\nif b { break }\n" * 30 + "this.rows[1] = 1\n"
         + "}\n" * 31),
        ("A.java", "class A { void f() { " + "while (a) { try {\n" * 30 + "this.rows[1] = 1;"
         + " } finally { g(); } }\n" * 30 + " } }\n"),
        ("a.rs", "fn f() { " + "loop { match x { A => {\n" * 30 + "this.rows[1] = 1;"
         + " } B => break } }\n" * 30 + " }\n"),
        ("a.js", "class A {\n" + "m(k) { this.rows[k] = 1; if (k) return; this.dirty = true; }\n" * 500
         + "}\n"),
        ("a.js", "class A {\n" + "".join(f"_m{n}() {{ this._m{n + 1}(); }}\n" for n in range(1000))
         + "_m1000() { this.rows[1] = 1; }\nput() { this._m0(); } }\n"),
    ],
)  # fmt: skip
def test_hostile_code_is_walked_in_bounded_time(path: str, text: str) -> None:
    begun = time.process_time()
    found = asked(CHECK, {path: text})
    assert time.process_time() - begun < 20
    assert found


@pytest.mark.parametrize("path", ["a.ts", "a.go", "A.java", "a.rs"])
def test_ten_thousand_levels_end_nothing(path: str) -> None:
    start, end = {
        "a.ts": ("function f() { ", "this.rows[1] = 1; "),
        "a.go": ("package a\nfunc f() { ", "this.rows[1] = 1\n"),
        "A.java": ("class A { void f() { ", "this.rows[1] = 1; } "),
        "a.rs": ("fn f() { ", "this.rows[1] = 1; "),
    }[path]
    asked(CHECK, {path: start + "{ " * 10_000 + end + "}" * 10_001})
    (found,) = asked(
        CHECK,
        {path: start + ("{\n" if path in ("a.go", "a.rs") else "if (a) {\n") * 900 + end + "}\n" * 901},
    )
    assert found.message == "this is nested too deeply to be followed to each way out"


def test_the_manual_names_the_languages() -> None:
    manual = checks.manual("paired-effect")
    assert "Languages: Python, TypeScript, JavaScript, Go, Java, Rust." in manual
    check = checks.load("paired-effect")
    assert isinstance(check, constraint.FileCheck)
    assert check.look(rule(CHECK), trees.Texts({})).languages >= {"go", "java", "rust", "tsx", "python"}
