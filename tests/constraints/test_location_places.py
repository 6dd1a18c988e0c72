"""location: the place and the words of each find, names and texts with a choice in them, any language.

A find that points at a comment, or names another pattern than the one that matched, sends the reader to the
wrong place; a pattern with a choice (`[AB]_QUEUE`) must not be blind. Both are held here.
"""

import pytest

from tests.constraints.asking import asked, places, spots, stale, wrong

HOME = "only-in: [src/app/own/**]"


def found(what: str, text: str, path: str = "src/app/a.py") -> list[tuple[int, str]]:
    """(line, what is said to be here) of each find outside its home."""
    broken = asked(f"location\nwhat: {what}\n{HOME}", {path: text})
    return sorted((each.place.line, each.message.partition(" is here")[0]) for each in broken)


def test_a_definition_is_told_with_its_kind_and_full_name() -> None:
    text = "class A:\n    def save_x(self): ...\n"
    (each,) = asked(f"location\nwhat: method save_*\n{HOME}", {"src/app/a.py": text})
    assert (str(each.place), each.place.column) == ("src/app/a.py:2", 5)
    assert each.message == "function `A.save_x` is here, and belongs only in `src/app/own/**`"
    assert (each.code, each.level, each.snippet) == ("rule", "error", "def save_x(self): ...")


def test_several_homes_are_all_named() -> None:
    check = "location\nwhat: class *Job\nonly-in: [src/jobs/**, src/old.py]"
    (each,) = asked(check, {"src/a.py": "class AJob: ...\n", "src/old.py": "class BJob: ...\n"})
    assert each.message == "class `AJob` is here, and belongs only in `src/jobs/**` or `src/old.py`"
    assert each.fix == "move it to `src/jobs/**` or `src/old.py`"


def test_a_call_is_told_by_its_true_name() -> None:
    text = "from subprocess import run as go\n\n\ndef f():\n    go(['ls'])\n"
    assert found("call subprocess.*", text) == [(5, "`subprocess.run`")]


def test_a_method_of_a_class_on_something_unknown_is_told_as_it_is_written() -> None:
    assert found("call Path.unlink", "def f(p):\n    p.unlink()\n") == [(2, "`….unlink`")]


def test_a_new_name_is_told_with_what_it_hands_on() -> None:
    text = "from sqlite3 import connect as c\n"
    assert found("call sqlite3.*", text) == [(1, "`sqlite3.connect`, handed on as `c`,")]


def test_a_name_is_found_where_it_is_bound_and_not_where_a_comment_speaks_of_it() -> None:
    text = "# MAIL_QUEUE: see the manual\nOTHER = 'MAIL_QUEUE'\n\nMAIL_QUEUE = 'mail'\n"
    assert found("name *_QUEUE", text) == [(4, "`MAIL_QUEUE`")]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("src/app/a.py", '"""A_QUEUE"""\nA_QUEUE: str = "a"\n', 2),
        ("src/app/a.py", "# A_QUEUE = 1\nfor A_QUEUE in rows: ...\n", 2),
        ("src/app/a.py", "print('A_QUEUE')\ndef A_QUEUE(): ...\n", 2),
        ("src/app/a.py", "x = B.A_QUEUE\nif x:\n    A_QUEUE = 1\n", 3),
        ("src/app/a.py", "x, A_QUEUE = 1, 2\n", 1),
        ("src/app/a.ts", "// A_QUEUE = 1\nexport const A_QUEUE = 'a';\n", 2),
        ("src/app/a.js", "/*\n * A_QUEUE = 1\n */\nlet A_QUEUE = 'a';\n", 4),
        ("src/app/a.go", 'package app\n\n// A_QUEUE is\nvar A_QUEUE = "a"\n', 4),
        ("src/app/a.rs", '/// A_QUEUE\nconst A_QUEUE: &str = "a";\n', 2),
    ],
)
def test_a_bound_name_is_placed_in_each_language(path: str, text: str, line: int) -> None:
    assert found("name A_QUEUE", text, path) == [(line, "`A_QUEUE`")]


def test_names_of_functions_and_classes_count_as_bound_and_locals_do_not() -> None:
    text = "def a_QUEUE(): ...\nclass b_QUEUE: ...\ndef f():\n    c_QUEUE = 1\n"
    assert found("name *_QUEUE", text) == [(1, "`a_QUEUE`"), (2, "`b_QUEUE`")]


@pytest.mark.parametrize(
    ("what", "text", "line"),
    [
        ("'name [AB]_QUEUE'", "A_QUEUE = 1\n", 1),
        ("'name [!A]_Q'", "A_Q = 1\nB_Q = 2\n", 2),
        ("'function [abcdef]_run'", "def a_run(): ...\ndef x_run(): ...\n", 1),
        ("'class [ABCDEFGH]Job'", "class XJob: ...\nclass AJob: ...\n", 2),
        ("'method [abcdef]_do'", "class A:\n    def b_do(self): ...\n", 2),
        ("'text [qwerty].x'", "a = 'a.x'\nb = 'q.x'\n", 2),
        ("'text ?.x'", "a = 'ab.x'\nb = 'q.x'\n", 2),
    ],
)
def test_a_choice_in_a_pattern_is_not_blind(what: str, text: str, line: int) -> None:
    assert [line for line, _ in found(what, text)] == [line]


@pytest.mark.parametrize(
    ("path", "frame"),
    [
        ("src/app/a.ts", "send({});\n"),
        ("src/app/a.tsx", "const q = {};\n"),
        ("src/app/a.js", "send({});\n"),
        ("src/app/a.go", "package app\nvar q = {}\n"),
        ("src/app/A.java", "class A {{ String q = {}; }}\n"),
        ("src/app/a.rs", "const Q: &str = {};\n"),
    ],
)
def test_a_choice_in_a_text_means_the_same_in_each_language(path: str, frame: str) -> None:
    what = "['text [ab].x*', 'text [!a]/y']"
    assert len(found(what, frame.format('"b.x1"'), path)) == 1
    assert len(found(what, frame.format('"b/y"'), path)) == 1
    assert found(what, frame.format('"c.x1"'), path) == []
    assert found(what, frame.format('"a/y"'), path) == []
    assert found(what, frame.format('"[ab].x1"'), path) == []


def test_a_choice_may_be_a_range_and_hold_odd_signs() -> None:
    for path, frame in (("src/app/a.py", "q = {}\n"), ("src/app/a.ts", "send({});\n")):
        for inside, hit in (
            ("b", True),
            ("d", False),
            ("-", False),
            ("&", True),
            ("^", True),
            ("]", False),
        ):
            assert bool(found("'text x[a-c&^].y'", frame.format(f'"x{inside}.y"'), path)) is hit


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/app/a.ts", "send('mail.new');\n"),
        ("src/app/a.go", "package app\nvar q = `mail.new`\n"),
        ("src/app/A.java", 'class A { String q = "mail.new"; }\n'),
        ("src/app/a.rs", 'const Q: &str = r#"mail.new"#;\n'),
    ],
)
def test_a_text_is_told_by_the_pattern_that_it_matches(path: str, text: str) -> None:
    ((_, said),) = found("['text orders.*', 'text mail.*']", text, path)
    assert said == "a text like `mail.*`"


def test_a_text_of_python_is_told_as_it_stands() -> None:
    assert found("text orders.*", "send(b'orders.b', 'orders.new')\n") == [(1, "the text `orders.new`")]


def test_one_text_that_two_patterns_match_is_one_find() -> None:
    assert len(found("['text orders.*', 'text *.new']", "q = 'orders.new'\n")) == 1
    assert len(found("['text orders.*', 'text *.new']", "const q = 'orders.new';\n", "src/a.ts")) == 1


def test_a_pattern_without_a_plain_sign_is_looked_for_in_every_file() -> None:
    assert found("'text ???'", "q = 'abc'\nr = 'abcd'\n") == [(1, "the text `abc`")]
    assert found("'name ?'", "q = 1\nrow = 2\n") == [(1, "`q`")]
    assert [line for line, _ in found("class *(Base)", "class A(Base): ...\nclass B: ...\n")] == [1]


def test_texts_in_keys_defaults_and_decorators_count() -> None:
    text = "@on('orders.a')\ndef f(x='orders.b'):\n    return {'orders.c': [x]}\n"
    assert [line for line, _ in found("text orders.*", text)] == [1, 2, 3]


def test_a_file_that_does_not_parse_says_nothing_about_its_texts() -> None:
    assert found("[text orders.*, name A, class A]", "class A: ...\nA = (\n'orders.a'\n") == []


def test_what_is_in_no_language_that_is_read_is_left_alone() -> None:
    check = f"location\nwhat: text orders.*\n{HOME}"
    assert asked(check, {"README.md": "'orders.new'\n", "a.sql": "select 'orders.new'\n"}) == ()


def test_one_block_may_speak_of_every_kind_at_once() -> None:
    text = "q = 'orders.a'\nimport subprocess\nsubprocess.run(q)\nclass AJob: ...\nA_Q = 1\n"
    what = "[class *Job, call subprocess.run, name A_Q, text orders.*]"
    broken = asked(f"location\nwhat: {what}\n{HOME}", {"src/b.py": text, "src/a.py": "A_Q = 1\n"})
    assert sorted(places(broken)) == ["src/a.py:1", "src/b.py:1", "src/b.py:3", "src/b.py:4", "src/b.py:5"]


def test_only_changed_files_are_looked_at() -> None:
    files = {"src/a.py": "class AJob: ...\n", "src/b.py": "class BJob: ...\n"}
    assert places(asked(f"location\nwhat: class *Job\n{HOME}", files, changed=["src/b.py"])) == [
        "src/b.py:1"
    ]


def test_columns_are_those_of_what_is_found() -> None:
    text = "import subprocess\nx = [1, subprocess.run]; y = 'orders.a'\n"
    broken = asked(f"location\nwhat: [call subprocess.run, text orders.*]\n{HOME}", {"a.py": text})
    assert spots(broken) == [(2, 9), (2, 30)]


def test_rot_names_each_home_that_is_gone_and_no_other() -> None:
    check = "location\nwhat: class *Job\nonly-in: [src/jobs/**, src/gone/**]"
    assert stale(check, {"src/jobs/a.py": "class AJob: ...\n"}) == [
        "`rule` keeps things in `src/gone/**`, which matches no file"
    ]


def test_each_slip_in_a_block_has_its_sentence() -> None:
    home = {"only-in": "a"}
    known = "`call`, `class`, `function`, `method`, `name`, `text`"
    assert wrong("location", {"what": "zzz q", **home}) == [
        f"`what: zzz q` must begin with a kind; known are {known}"
    ]
    assert wrong("location", {"what": "function", **home}) == [
        "`what: function` must begin with a kind; did you mean `function`?"
    ]
    assert wrong("location", {"what": ["class A", "text any thing", "call a.b"], **home}) == []
    assert wrong("location", {"what": "class A"}) == [
        '`only-in` must be a list of texts, for example `only-in: ["src/app/handlers/**"]`'
    ]


def test_a_class_inside_a_class_or_a_function_is_a_class_too() -> None:
    check = 'location\nwhat: ["class *Error", "class *(Base)", "function *_hook"]\nonly-in: [src/errors.py]'
    text = (
        "def f():\n    class InnerError(Exception): ...\n    def late_hook(): ...\n"
        "class Outer:\n    class NestedError(Exception): ...\n    def NoError(self): ...\n"
        "    def own_hook(self): ...\n    class Deep:\n        class Job(Base): ...\n"
    )
    found = asked(check, {"src/a.py": text, "src/errors.py": text})
    assert [(each.place.path, each.place.line) for each in found] == [("src/a.py", n) for n in (2, 5, 9)]


@pytest.mark.parametrize("path", ["src/app/a.ts", "src/app/a.js"])
@pytest.mark.parametrize(
    "text",
    [
        "export const { A_QUEUE } = y;",
        "export const { x: A_QUEUE } = y;",
        "export const { A_QUEUE = 3 } = y;",
        "const { x: { A_QUEUE = 3 } } = y;",
        "const { ...A_QUEUE } = y;",
        "const [ A_QUEUE ] = y;",
        "const B = A_QUEUE, A_QUEUE = 3;",
        "A_QUEUE = 3;",
        "function A_QUEUE() {}",
        "class A_QUEUE {}",
    ],
)
@pytest.mark.parametrize(
    "before", ["// a header", "f(A_QUEUE);", "f(() => { const A_QUEUE = 2; });", "f({ A_QUEUE });"]
)
def test_a_name_of_a_script_is_told_where_the_module_binds_it(before: str, text: str, path: str) -> None:
    assert found("name *_QUEUE", f"{before}\n\n{text}\n", path) == [(3, "`A_QUEUE`")]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.ts", "let x: typeof A_QUEUE;\n\nenum A_QUEUE { A }\n"),
        ("a.ts", "f(A_QUEUE.B);\n\nnamespace A_QUEUE {}\n"),
        ("a.go", "package a\n\nvar A_QUEUE = 1\n"),
        ("a.go", "package a\nfunc f() int { return A_QUEUE }\nconst A_QUEUE = 1\n"),
        ("a.rs", "fn f() -> u8 { A_QUEUE }\n\nconst A_QUEUE: u8 = 1;\n"),
        ("a.rs", "fn f() -> u8 { A_QUEUE }\n\nstatic A_QUEUE: u8 = 1;\n"),
    ],
)
def test_a_name_is_told_where_it_is_bound_and_not_where_it_is_used_first(path: str, text: str) -> None:
    assert found("name *_QUEUE", text, path) == [(3, "`A_QUEUE`")]
