"""Which functions of a change are told, and what about each: the lines that a reviewer decides on.

A function that changed and is not told is the defect that matters most here, since nobody reads the diff
beside the page. A function that did not change and is told costs attention.
"""

import pytest

from parti.source import facts, python_facts, shape, shape_text


def functions(base: str | None, new: str | None) -> list[shape.FunctionShape]:
    change = shape.FileChange("src/app/m.py", base, new)
    return list(shape.shape([change], ["src/app/helpers.py", "tests/test_m.py"]).functions)


def told(base: str | None, new: str | None) -> list[tuple[str, str, int]]:
    return [(each.name, each.how, each.line) for each in functions(base, new)]


PROPERTY = (
    "class A:\n"
    "    @property\n"
    "    def size(self):\n"
    "        return {}\n"
    "\n"
    "    @size.setter\n"
    "    def size(self, value):\n"
    "        self._size = {}\n"
)


def test_a_property_and_its_setter_are_two_functions_of_one_name() -> None:
    before = PROPERTY.format("self._size", "value")
    assert told(before, PROPERTY.format("self._size + 1", "value")) == [("A.size", "changed", 3)]
    assert told(before, PROPERTY.format("self._size", "value + 1")) == [("A.size", "changed", 7)]
    assert [name for name, _, _ in told(before, PROPERTY.format("1", "2"))] == ["A.size", "A.size"]


def test_a_setter_that_is_gone_is_told_beside_a_getter_that_stays() -> None:
    before = PROPERTY.format("self._size", "value")
    after = before[: before.index("\n    @size.setter")]
    assert told(before, after) == [("A.size", "removed", 7)]
    assert told(after, before) == [("A.size", "new", 7)]


def test_a_function_that_is_defined_in_two_branches_is_told_for_the_one_that_changed() -> None:
    text = "if fast:\n    def f():\n        return {}\nelse:\n    def f():\n        return 0\n"
    assert told(text.format(1), text.format(2)) == [("f", "changed", 2)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@route('/a', methods=['GET'])", "@route('/a', methods=['POST'])"),
        ("@retry(times=3)", "@retry(times=0)"),
        ("@route(\n    '/a',\n    auth=True,\n)", "@route(\n    '/a',\n    auth=False,\n)"),
        ("@login_required\n@route('/a')", "@route('/a')"),
        ("@first\n@second", "@second\n@first"),
        ("@cache", "@cache()"),
    ],
)
def test_what_a_decorator_is_given_belongs_to_the_function(before: str, after: str) -> None:
    body = "\ndef f():\n    return 1\n"
    (found,) = functions(f"x = 1\n{before}{body}", f"x = 1\n{after}{body}")
    assert (found.name, found.how, found.was) == ("f", "changed", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = 1\n", "x = 2\n"),
        ("# why\n", "# why not\n"),
        ("@other(1)\ndef g(): ...\n", "@other(2)\ndef g(): ...\n"),
        ("matrix = (\n    a\n    @ b\n)\n", "matrix = (\n    a\n    @ c\n)\n"),
    ],
    ids=["a constant", "a comment", "the function above", "a product of matrices"],
)
def test_what_stands_above_a_function_is_not_its_own(before: str, after: str) -> None:
    body = "\n\n@cache\ndef f():\n    return 1\n"
    assert [name for name, _, _ in told(before + body, after + body) if name == "f"] == []


@pytest.mark.parametrize(
    "after",
    [
        "\n\ndef f(a):\n\n\n    return a\n",
        "def f(a):\r\n    return a\r\n",
        "def f(a):\n    return a   \n",
        "\ufeffdef f(a):\n    return a\n",
        "x = 1\ndef f(a):\n    return a\n",
        "def f(a):\n    return a\nclass B:\n    f = 1\n",
    ],
    ids=["blank lines", "ends of lines", "blanks at an end", "a mark", "moved", "a class behind it"],
)
def test_a_function_of_the_same_lines_has_not_changed(after: str) -> None:
    assert told("def f(a):\n    return a\n", after) == []


@pytest.mark.parametrize(
    ("after", "was"),
    [
        ("def f(a):\n    return b\n", ""),
        ("def f(a, b=1):\n    return a\n", "f(a)"),
        ("def f(a) -> int:\n    return a\n", "f(a)"),
        ("async def f(a):\n    return a\n", ""),
        ("def f(a):\n    # why\n    return a\n", ""),
        ("if x:\n    def f(a):\n        return a\n", ""),
    ],
    ids=["body", "parameter", "result", "async", "comment", "deeper"],
)
def test_a_function_of_other_lines_has_changed_and_says_what_it_was(after: str, was: str) -> None:
    (found,) = functions("def f(a):\n    return a\n", after)
    assert (found.how, found.was) == ("changed", was)


def test_a_change_inside_a_nested_function_is_the_nested_one_s() -> None:
    text = "def f():\n    def g():\n        return {}\n    return g\n"
    assert told(text.format(1), text.format(2)) == [("f.g", "changed", 2)]


def test_a_function_beside_one_with_a_longer_name_is_not_nested_in_it() -> None:
    text = "def f():\n    return {}\ndef f_more():\n    return 1\n"
    assert told(text.format(1), text.format(2)) == [("f", "changed", 1)]


def test_a_method_that_moves_to_another_class_is_removed_and_new() -> None:
    before = "class A:\n    def f(self): ...\nclass B: ...\n"
    after = "class A: ...\nclass B:\n    def f(self): ...\n"
    assert told(before, after) == [("B.f", "new", 3), ("A.f", "removed", 2)]


def test_only_first_party_calls_are_named_and_each_once() -> None:
    text = (
        "import os\nfrom app.helpers import go, stay\nfrom app import helpers as h\n"
        "def f():\n    go()\n    go()\n    h.run()\n    os.getcwd()\n    later = stay\n"
        "    len([])\n    f()\n"
    )
    (found,) = functions(None, text)
    assert found.calls == ("app.helpers.go", "app.helpers.run", "app.m.f")


def test_an_effect_that_was_there_is_told_and_is_not_new() -> None:
    before = "import os\ndef f():\n    os.getenv('A')\n"
    after = f"{before}    os.remove('a')\n    os.remove('b')\n    os.remove\n"
    (found,) = functions(before, after)
    assert found.effects == ("environment: os.getenv", "file: os.remove")
    assert found.new_effects == ("file: os.remove",)


def test_an_effect_that_went_is_not_told_any_more() -> None:
    (found,) = functions("import os\ndef f():\n    os.getenv('A')\n", "def f():\n    return 1\n")
    assert (found.effects, found.new_effects) == ((), ())


def test_a_raise_that_was_there_is_no_new_error_path() -> None:
    text = "def f():\n    raise KeyError\n"
    (found,) = functions(text, f"{text}    raise KeyError('a')\n    raise OSError\n")
    assert found.new_raises == ("raises OSError (line 4)",)


def test_a_silent_end_is_told_also_when_it_was_there() -> None:
    text = "def f():\n    try:\n        g()\n    except E:\n        log.info('x')\n"
    (found,) = functions(text, f"{text}    return 1\n")
    assert found.silent == ("only logs (line 4)",)


def file_of(base: str | None, new: str | None, path: str = "src/app/m.py") -> shape.FileShape:
    (found,) = shape.shape([shape.FileChange(path, base, new)]).files
    return found


def test_an_import_under_another_name_is_no_new_one() -> None:
    assert file_of("import json\n", "import json as j\n").imports == ()
    assert file_of("import json\n", "from json import dump\n").imports == ("json.dump",)


def test_markers_of_the_language_are_no_registrations() -> None:
    text = (
        "import functools\nclass A:\n    @property\n    def a(self): ...\n    @functools.cached_property\n"
        "    def b(self): ...\n    @staticmethod\n    def c(): ...\n@functools.lru_cache(1)\ndef d(): ...\n"
    )
    assert file_of(None, text).registered == ()


def test_what_is_put_in_a_map_twice_is_told_once_and_only_when_it_is_ours() -> None:
    text = "import os\ndef f(): ...\nROUTES = {'a': f, 'b': os.getcwd}\nROUTES['a'] = f\n"
    assert file_of(None, text).registered == ("ROUTES['a'] = f",)


def test_a_file_of_another_language_or_without_a_parse_has_no_functions() -> None:
    assert file_of("a\n", "a\nb\n", "web/a.ts").lines == 2
    broken = file_of("def f(): ...\n", "def f(:\n")
    assert (broken.problem, functions("def f(): ...\n", "def f(:\n")) == ("line 1: invalid syntax", [])
    assert functions("def f(:\n", "def f(): ...\n") == []


def test_facts_are_asked_for_python_files_alone_and_for_what_is_there() -> None:
    asked: list[tuple[str, str]] = []

    def extract(text: str, path: str) -> facts.Facts:
        asked.append((text, path))
        return python_facts.extract(text, path)

    changes = [
        shape.FileChange("b.py", None, "x = 1\n"),
        shape.FileChange("a.py", "y = 1\n", None),
        shape.FileChange("c.py", "same\n", "same\n"),
        shape.FileChange("d.md", "a\n", "b\n"),
    ]
    assert [each.path for each in shape.shape(changes, (), extract).files] == ["a.py", "b.py", "d.md"]
    assert asked == [("y = 1\n", "a.py"), ("x = 1\n", "b.py")]


def page(lines: int, files: int) -> list[str]:
    changes = [shape.FileChange(f"f{at}.md", None, "x\n") for at in range(files)]
    return shape_text.render(shape.shape(changes), lines).splitlines()


def test_a_page_that_is_just_full_is_not_cut() -> None:
    assert page(3, 3) == ["+ f0.md (new)", "+ f1.md (new)", "+ f2.md (new)"]


def test_a_page_that_is_cut_counts_all_that_is_missing() -> None:
    assert page(3, 4) == [
        "+ f0.md (new)",
        "+ f1.md (new)",
        "… 2 more lines; this change is larger than one page",
    ]


def test_functions_stand_below_their_own_file() -> None:
    changes = [
        shape.FileChange("a.py", None, "def f(): ...\n"),
        shape.FileChange("b.py", None, "def f(x): ...\n"),
    ]
    assert shape_text.render(shape.shape(changes)) == (
        "+ a.py (new)\n  + f()  [f, line 1]\n+ b.py (new)\n  + f(x)  [f, line 1]\n"
    )
