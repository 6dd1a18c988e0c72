"""What is shown to no parser: deep nesting, and what machines write; never what a person writes."""

import time
from pathlib import Path

import pytest

from parti.source import facts, nesting, reading, structure

DEEP = "is nested too deeply"
LINE = "has too much on one line, as machines write it"
TABLE = "holds a table of thousands of entries, as machines write it"
LEFT_OUT = {
    "brackets": ("typescript", "-{" * 40_000 + "}" * 40_000, DEEP),
    "open brackets": ("rust", "f(" * 1001, DEEP),
    "brackets closed by others": ("c", "x = {\n  y)\n" * 1001, DEEP),
    "brackets in a long text": ("c", "x = {\n" * 300 + "int a;\n" * 30_000, DEEP),
    "brackets in json": ("json", "[" * 1001, DEEP),
    "calls": ("python", f"x = a{'()' * 2100}\n", DEEP),
    "calls with arguments": ("javascript", f"a{'.b(1, 2)' * 1100}\n", DEEP),
    "a sum in brackets": ("python", f"class A(a{' + a' * 2100}): pass\n", DEEP),
    "signs": ("go", f"x = {'!' * 4100}a\n", DEEP),
    "lines that begin with a dot": ("typescript", f"x{chr(10)}" + "  .a()\n" * 4100, DEEP),
    "an endless line": ("go", f"x = [{'[1, 2, {}], ' * 3000}", LINE),
    "an endless table": ("c", "int a[] = {\n" + "0xff, 0xab,\n" * 3000, TABLE),
}
SHOWN = {
    "nothing": ("python", ""),
    "brackets, one after another": ("python", "f(g[1], {2: 3})\n" * 5000),
    "brackets in texts": ("python", "x = '((([[['\n" * 2000),
    "brackets in texts with quotes": ("javascript", "x = '(\\'[', \"(\";\n" * 2000),
    "a long text": ("javascript", f"const data = '{'a+b/' * 20_000}';\n"),
    "a sum of a thousand terms": ("python", f"x = {' + '.join(['a'] * 1000)}\n"),
    "a list on one line": ("python", f"x = [{'1, ' * 4000}]\n"),
    "a table in Python": ("python", "x = [\n" + "    1, 2,\n" * 4000 + "]\n"),
    "a table of rows": ("go", "var x = []T{\n" + '\t{1, "a", b},\n' * 4000 + "}\n"),
    "rules of style": ("css", "\n.a { b: c }" * 5000),
    "items": ("yaml", "- a: b\n" * 5000),
    "lines that begin with a dot, apart": ("rust", "x\n  .a()\n  .b();\n" * 3000),
}
PUMPED = (
    "(",
    "[",
    "{",
    ")",
    '"',
    "'",
    "`",
    "\\",
    '\\"',
    "\\'",
    ".",
    ",",
    "a,",
    "a ",
    " ",
    "\n",
    "\n.",
    "(a)",
    "'\"",
    "${",
)


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_would_take_minutes_is_told_before_any_parse(name: str) -> None:
    language, text, why = LEFT_OUT[name]
    assert nesting.why(text, language) == why


@pytest.mark.parametrize("name", SHOWN)
def test_what_people_write_is_shown(name: str) -> None:
    language, text = SHOWN[name]
    assert nesting.why(text, language) == ""


def test_our_own_sources_are_shown() -> None:
    for path in (Path(__file__).parents[2] / "src").rglob("*.py"):
        assert nesting.why(path.read_text("utf-8"), "python") == "", path


@pytest.mark.parametrize("mark", PUMPED)
@pytest.mark.parametrize("language", ["python", "typescript", "kotlin", "yaml"])
def test_the_look_itself_takes_time_with_the_length_and_no_more(mark: str, language: str) -> None:
    start = time.process_time()
    nesting.why(mark * (400_000 // len(mark)), language)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("path", ["a.ts", "a.go", "A.java", "a.rs", "a.js", "a.tsx"])
def test_facts_of_such_a_text_are_a_problem_and_not_nothing(path: str) -> None:
    found = reading.extract("-{" * 40_000 + "}" * 40_000, path)
    assert found == facts.Facts(problem=facts.Problem(1, f"it {DEEP}"))


def test_no_rule_is_asked_about_such_a_text() -> None:
    assert structure.find("f(a)\n", "typescript", [{"pattern": "f($A)"}])
    assert not structure.find(f"f(a{'()' * 20_000})\n", "typescript", [{"pattern": "f($A)"}])
