"""What a change took away from the code under test, and what of it does another thing now."""

import pytest

from parti.chunks import spoken
from parti.source.shape import FileChange


def change(before: str | None, after: str | None, path: str = "src/app.py") -> FileChange:
    return FileChange(path, before, after)


GONE = [
    ("def f(): pass\n", "", {"f"}, "a function"),
    ("class A: pass\n", "", {"A"}, "a class"),
    ("def f(rows): pass\n", "def f(): pass\n", {"rows"}, "a parameter"),
    ("def f(*, rows=3): pass\n", "def f(): pass\n", {"rows"}, "a parameter by name"),
    ("def f(s):\n    s.rows = 3\n", "def f(s): pass\n", {"rows"}, "an attribute that was set"),
    ("class A:\n    rows: int\n", "class A:\n    pass\n", {"rows"}, "a field"),
    ("opt('--all-rows')\n", "opt('--none')\n", {"--all-rows"}, "an option"),
    ("x = {'rows': 1}\n", "x = {}\n", {"rows"}, "a key"),
    ("def f(rows): pass\n", "def f(): return other(rows=1)\n", set(), "a keyword that is still given"),
    ("def f(rows): pass\n", "def f(): return x.rows\n", set(), "an attribute that is still read"),
    ("def f(rows): pass\n", "import a.rows\n", {"f"}, "an import that still names it"),
    ("x = {'rows': 1}\n", "rows = 1\n", set(), "a name that is still there"),
    ("def f(s):\n    return s.rows\n", "def f(s): pass\n", set(), "an attribute that was only read"),
    ("opt('ab')\n", "", set(), "a text too short for a name"),
    ("opt('some words')\n", "", set(), "a text that is a sentence"),
    ("rows = 3\n", "", set(), "a variable of the module"),
    ("def f(): pass\n", "def (:\n", {"f"}, "a file that no longer parses"),
]


@pytest.mark.parametrize(("before", "after", "names", "why"), GONE)
def test_what_is_gone(before: str, after: str, names: set[str], why: str) -> None:
    assert spoken.gone([change(before, after)]) == names, why


def test_a_module_is_gone_when_no_file_has_its_name() -> None:
    assert spoken.gone([change("x = 1\n", None, "src/rows.py")]) == {"rows"}
    moved = [change("x = 1\n", None, "src/rows.py"), change(None, "x = 1\n", "src/app/rows.py")]
    assert spoken.gone(moved) == set()


def test_what_another_changed_file_still_says_is_not_gone() -> None:
    other = change("", "def f(rows): pass\n", "src/more.py")
    assert spoken.gone([change("def g(rows): pass\n", "def g(): pass\n"), other]) == set()


def f(body: str) -> str:
    return f"def f():\n    {body}\n"


def a_class(body: str) -> str:
    return f"class A:\n    {body}\n"


def calling(result: int) -> str:
    return f"def g():\n    return {result}\n" + f("return g()")


CHANGED = [
    (f("return 1"), f("return 2"), {"f"}, "its body"),
    ("def f(a): pass\n", "def f(a, b): pass\n", {"f"}, "its parameters"),
    (f("pass"), "@cached\n" + f("pass"), {"f"}, "its decorators"),
    (f("pass"), "", {"f"}, "it is gone"),
    (a_class("def f(self): return 1"), a_class("def f(self): return 2"), {"f"}, "not its class"),
    (a_class("def __init__(self): x()"), a_class("def __init__(self): y()"), {"A"}, "a special method"),
    (a_class("x = 1"), a_class("x = 2"), {"A"}, "a class variable"),
    (calling(1), calling(2), {"g", "f"}, "what calls it"),
    (f('"a"; x()'), f('"b"; x()'), set(), "its docstring"),
    (f("return 1"), f("return (1)  # why"), set(), "only its style"),
    ("x = 1\n", "x = 2\n", set(), "code outside of functions"),
    ("", f("pass"), set(), "a new one"),
]


@pytest.mark.parametrize(("before", "after", "names", "why"), CHANGED)
def test_what_changed(before: str, after: str, names: set[str], why: str) -> None:
    assert spoken.changed([change(before, after)]) == names, why
