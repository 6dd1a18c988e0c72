"""pattern, told-error and spaced-retry: places and words, and the forms in which each language says it.

These kinds look at shapes of code, and a shape has many spellings. What each finding says and where it
stands is what a person acts on, so both are held whole.
"""

import pytest

from parti.constraints.checks import pattern
from tests.constraints.asking import asked, messages, places, spots, wrong


def at(check: str, text: str, path: str = "src/a.py") -> list[tuple[int, int]]:
    return spots(asked(check, {path: text}))


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("print($$$A)", "print()\nx = print(1, 2)\nprint\n", [(1, 1), (2, 5)]),
        ("print($A)", "print()\nprint(1)\nprint(1, 2)\n", [(2, 1)]),
        ("$X.append($Y)", "a.append(1)\na.b.append(1)\nappend(1)\n", [(1, 1), (2, 1)]),
        ("$X == $X", "a == a\na == b\na.b == a.b\n", [(1, 1), (3, 1)]),
        ("raise $E", "raise A\nraise\n", [(1, 1)]),
        ("import os", "import os\nfrom os import x\nimport ossaudiodev\n", [(1, 1)]),
        ("lambda: $X", "f = lambda: 1\ng = lambda a: 1\n", [(1, 5)]),
    ],
)
def test_a_pattern_of_python_matches_its_shape(
    pattern: str, text: str, found: list[tuple[int, int]]
) -> None:
    assert at(f"pattern\nforbid: '{pattern}'", text) == found


def test_each_match_is_told_once_though_two_patterns_match() -> None:
    assert at("pattern\nforbid: ['f($A)', 'f($$$A)']", "f(1); f()\n") == [(1, 1), (1, 7)]


def test_what_is_required_is_told_with_all_its_forms() -> None:
    (each,) = asked("pattern\nrequire: ['main()', 'run($A)']", {"src/a.py": "\nx = 1\n"})
    assert (str(each.place), each.place.column) == ("src/a.py:1", 0)
    assert (each.message, each.fix) == (
        "this file does not contain `main()` or `run($A)`",
        "add `main()` or `run($A)`",
    )


@pytest.mark.parametrize("text", ["main()\n", "if x:\n    main()\n", "run(1)\n", "x = [main()]\n"])
def test_one_of_what_is_required_is_enough(text: str) -> None:
    assert at("pattern\nrequire: ['main()', 'run($A)']", text) == []


@pytest.mark.parametrize(
    "text", ["# main()\n", "'main()'\n", "domain()\n", "main(1)\n", "main\n", "\ufeff"]
)
def test_a_word_that_only_looks_like_it_is_not_enough(text: str) -> None:
    assert at("pattern\nrequire: ['main()', 'run($A)']", text) == [(1, 0)]


def test_a_raw_rule_may_say_inside_has_and_not() -> None:
    check = (
        "pattern\nrule:\n  pattern: f($A)\n  inside: {kind: for_statement, stopBy: end}\n"
        "  not: {has: {pattern: x, stopBy: end}}\n"
    )
    assert at(check, "for a in b:\n    f(1)\n    f(x)\nf(2)\n") == [(2, 5)]


@pytest.mark.parametrize(
    ("language", "pattern", "path", "text", "found"),
    [
        ("typescript", "console.log($$$A)", "a.ts", "console.log(1);\n// console.log(2)\n", [(1, 1)]),
        ("tsx", "<b>$$$A</b>", "a.tsx", "const x = <b>hi</b>;\n", [(1, 11)]),
        ("javascript", "$A == $B", "a.js", "a == b;\na === b;\n", [(1, 1)]),
        ("go", "panic($A)", "a.go", 'package a\nfunc f() { panic("x") }\n', [(2, 12)]),
        ("java", "System.out.println($$$A)", "A.java",
         "class A { void f() { System.out.println(1); } }\n", [(1, 22)]),
        ("rust", "$A.unwrap()", "a.rs", "fn f() { x.unwrap(); y.expect(1); }\n", [(1, 10)]),
    ],
)  # fmt: skip
def test_a_pattern_of_another_language_matches_its_shape(
    language: str, pattern: str, path: str, text: str, found: list[tuple[int, int]]
) -> None:
    assert at(f"pattern\nforbid: '{pattern}'\nlanguage: {language}", text, path) == found
    assert at(f"pattern\nforbid: '{pattern}'\nlanguage: {language}", text, f"{path}.txt") == []


def test_a_block_of_patterns_is_told_each_of_its_slips() -> None:
    assert wrong("pattern", {"forbid": "f()", "language": 3}) == ["`language` must be one text"]
    assert wrong("pattern", {"forbid": [1]}) == [
        "`forbid` must be a list of texts, for example `forbid: print($$$A)`"
    ]
    assert wrong("pattern", {}) == ["give exactly one of `forbid`, `require` and `rule`"]
    assert wrong("pattern", {"forbid": "f()", "fix": " "}) == ["`fix` must be one text"]
    (said,) = wrong("pattern", {"forbid": "x = = 1", "language": "python"})
    assert said == "`x = = 1` is not whole python code; use `rule` for a part of a statement"


SILENT = "told-error\nerrors: [Exception]"


def test_each_pattern_that_is_no_code_of_the_language_is_told_by_name() -> None:
    raw = {"language": "go", "forbid": ["panic(err)", "if err != nil {", "x = = 1", "panic($X)!"]}
    assert pattern.options(raw) == [
        f"`{each}` is not go code, so it would match nothing; use `rule` for a part of a statement"
        for each in ("if err != nil {", "x = = 1", "panic($X)!")
    ]


def test_a_silent_end_is_told_with_how_and_a_way_out() -> None:
    text = "try:\n    read()\nexcept (KeyError, Exception) as e:\n    pass\n"
    (each,) = asked(SILENT, {"src/a.py": text})
    assert (str(each.place), each.place.column) == ("src/a.py:3", 1)
    assert each.message == (
        "a failure ends here and nobody hears of it: `except (KeyError, Exception)` does nothing with it"
    )
    assert each.fix == "catch the one error that is expected, or tell of it and raise it on"


def test_silent_ends_are_told_in_the_order_of_the_file_and_once() -> None:
    one = "try:\n    read()\nexcept Exception:\n    pass\n"
    text = f"def g():\n    try:\n        return 1\n    finally:\n        return 2\n{one}{one}"
    assert [line for line, _ in at(SILENT, text)] == [5, 8, 12]


@pytest.mark.parametrize(
    ("errors", "caught", "silent"),
    [
        ("[Exception]", "Exception", True),
        ("[Exception]", "ValueError", False),
        ("[ValueError]", "ValueError", True),
        ("[ValueError]", "(KeyError, ValueError)", True),
        ("[ValueError]", "Exception", False),
        ("[app.errors.Lost]", "errors.Lost", True),
        ("[Lost]", "errors.Lost", True),
        ("[Lost]", "errors.LostAgain", False),
        ("['*']", "anything.at.all", True),
    ],
)
def test_only_the_named_classes_may_not_end_in_silence(errors: str, caught: str, silent: bool) -> None:
    text = f"from app import errors\ntry:\n    read()\nexcept {caught}:\n    pass\n"
    assert bool(at(f"told-error\nerrors: {errors}", text)) is silent


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("a.ts", "try { read(); } catch (e) { }\n", [(1, 17)]),
        ("a.ts", "try { read(); } catch (e) { throw e; }\n", []),
        ("a.js", "read().catch(() => {});\n", [(1, 14)]),
        ("a.js", "read().then(ok, () => null);\n", [(1, 17)]),
        ("a.js", "read().then(ok, console.error);\n", []),
        ("a.go", "package a\nfunc f() { _ = read() }\n", []),
    ],
)
def test_a_script_s_silence_is_told_where_it_is_caught(
    path: str, text: str, found: list[tuple[int, int]]
) -> None:
    assert at(SILENT, text, path) == found


def retry(loop: str, *handler: str) -> str:
    body = "".join(f"            {line}\n" for line in handler)
    head = f"import time\ndef f():\n    {loop}:\n        try:\n            return read()\n"
    return f"{head}        except OSError:\n{body}"


@pytest.mark.parametrize(
    ("needs", "text", "said"),
    [
        ("[wait, end]", retry("while True", "pass"), ["at once", "wait between two attempts"]),
        ("[wait]", retry("while True", "pass"), ["at once", "wait between two attempts"]),
        ("[end]", retry("while True", "pass"), []),
        ("[wait, end]", retry("while True", "time.sleep(1)"), ["for ever", "wait longer each time"]),
        ("[end]", retry("while True", "time.sleep(1)"), ["for ever", "wait longer each time"]),
        ("[wait]", retry("while True", "time.sleep(1)"), []),
        ("[wait, end]", retry("for n in range(3)", "time.sleep(1)"), []),
    ],
)
def test_a_retry_is_held_to_what_the_rule_needs(needs: str, text: str, said: list[str]) -> None:
    found = asked(f"spaced-retry\nneeds: {needs}", {"src/a.py": text})
    assert places(found) == (["src/a.py:6"] if said else [])
    for each in found:
        assert said[0] in each.message
        assert each.fix.startswith(said[1])


def test_a_wait_of_one_s_own_name_counts_when_it_is_listed() -> None:
    text = retry("for n in range(3)", "breathe()")
    assert len(at("spaced-retry\nneeds: [wait]", text)) == 1
    assert at("spaced-retry\nneeds: [wait]\nwaits: [breathe]", text) == []


def test_slips_in_the_needs_are_told() -> None:
    assert wrong("spaced-retry", {"needs": ["wait", "ends"], "waits": 3}) == [
        "`waits` must be a list of texts",
        "`needs: ends` must be `wait` or `end`; did you mean `end`?",
    ]
    assert wrong("told-error", {"errors": []}) == [
        "`errors` must be a list of texts, for example `errors: [Exception, BaseException]`"
    ]
    assert messages(asked(SILENT, {"a.py": "x = 1\n"})) == []
