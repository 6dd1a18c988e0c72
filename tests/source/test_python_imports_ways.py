"""Where each import stands, said outright, and that the two readings agree on every nesting of blocks."""

import itertools

import pytest

from parti.source import facts, python_facts, python_imports

PATH = "src/app/web/views.py"

BLOCKS = {
    "def": "def f():\n{}",
    "class": "class C:\n{}",
    "async def": "async def f():\n{}",
    "if": "if x:\n{}",
    "else": "if x:\n    pass\nelse:\n{}",
    "types": "if TYPE_CHECKING:\n{}",
    "or not types": "if TYPE_CHECKING:\n    pass\nelse:\n{}",
    "try": "try:\n{}\nexcept E:\n    pass",
    "except": "try:\n    pass\nexcept E:\n{}",
    "finally": "try:\n    pass\nfinally:\n{}",
    "with": "with x:\n{}",
    "while": "while x:\n{}",
    "match": "match x:\n    case 1:\n{}",
}


def written(*how: str) -> str:
    text = "import a"
    for each in reversed(how):
        indent = "        " if each == "match" else "    "
        body = "\n".join(indent + line for line in text.split("\n"))
        text = BLOCKS[each].format(body)
    return text + "\n"


def flags(text: str) -> list[str]:
    """The marks of each import: lazy, for types, conditional."""
    found = python_imports.extract(text, PATH)
    assert found.problem is None
    return [
        "".join(
            letter
            for letter, on in zip("LTC", (each.lazy, each.typing, each.conditional), strict=True)
            if on
        )
        for each in found.imports
    ]


@pytest.mark.parametrize(
    ("how", "marks"),
    [
        ("def", "L"), ("async def", "L"), ("class", ""), ("if", "C"), ("else", "C"), ("types", "T"),
        ("or not types", "C"), ("try", "C"), ("except", "C"), ("finally", ""), ("with", ""), ("while", ""),
        ("match", ""),
    ],
)  # fmt: skip
def test_a_block_gives_the_imports_in_it_their_marks(how: str, marks: str) -> None:
    assert flags(written(how)) == [marks]


@pytest.mark.parametrize(
    ("how", "marks"),
    [
        (("def", "if"), "LC"),
        (("if", "def"), "LC"),
        (("def", "class"), "L"),
        (("class", "def"), "L"),
        (("types", "if"), "TC"),
        (("if", "types"), "TC"),
        (("types", "or not types"), "TC"),
        (("or not types", "types"), "TC"),
        (("def", "types", "try"), "LTC"),
        (("try", "finally"), "C"),
        (("finally", "try"), "C"),
        (("with", "while", "match"), ""),
    ],
)
def test_blocks_within_each_other_add_theirs(how: tuple[str, ...], marks: str) -> None:
    assert flags(written(*how)) == [marks]


def test_a_block_that_ended_gives_nothing_to_what_follows() -> None:
    text = "".join(written(each) for each in BLOCKS) + "import b\n"
    assert len(flags(text)) == len(BLOCKS) + 1
    assert flags(text)[-1] == ""


@pytest.mark.parametrize("outer", BLOCKS)
def test_two_readings_agree_on_three_blocks_within_each_other(outer: str) -> None:
    for how in itertools.product([outer], BLOCKS, BLOCKS):
        known = python_facts.extract(written(*how), PATH)
        assert len(known.imports) == 1
        assert python_imports.extract(written(*how), PATH) == facts.Imported(known.imports), how


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("a.py", "import b.c as d", ("b.c", (), 0)),
        ("a.py", "from b import c as d, e", ("b", ("c", "e"), 0)),
        ("a.py", "from b import (\n    c,\n    d,\n)", ("b", ("c", "d"), 0)),
        ("a.py", "from b import *", ("b", ("*",), 0)),
        ("src/app/web/views.py", "from . import x", ("app.web", ("x",), 1)),
        ("src/app/web/views.py", "from .rows import x", ("app.web.rows", ("x",), 1)),
        ("src/app/web/views.py", "from ..store import x", ("app.store", ("x",), 2)),
        ("src/app/web/__init__.py", "from . import x", ("app.web", ("x",), 1)),
        ("src/app/web/__init__.py", "from .. import x", ("app", ("x",), 2)),
    ],
)
def test_a_name_is_absolute_by_the_place_of_its_file(
    path: str, text: str, told: tuple[str, tuple[str, ...], int]
) -> None:
    (found,) = python_imports.extract(text, path).imports
    assert (found.module, found.names, found.level) == told
    assert not found.dynamic


def test_the_place_of_each_is_that_of_its_statement() -> None:
    text = "import a, b\n\nif x:\n    import c; from d import (\n        e)\n"
    found = python_imports.extract(text, PATH).imports
    assert [(each.module, each.line, each.column) for each in found] == [
        ("a", 1, 1),
        ("b", 1, 1),
        ("c", 4, 5),
        ("d", 4, 15),
    ]


def test_they_are_told_in_the_order_in_which_they_are_written() -> None:
    text = (
        "import a\ntry:\n    import b\n    def f(): import c\nexcept E:\n    import d\nelse:\n"
        "    import e\nfinally:\n    import g\nfor x in y:\n    import h\nelse:\n    import i\nimport j\n"
    )
    assert [each.module for each in python_imports.extract(text, PATH).imports] == list("abcdeghij")


@pytest.mark.parametrize(
    ("text", "modules"),
    [
        ("import importlib\nimportlib.import_module('a.b')\n", ["importlib", "a.b"]),
        ("def f():\n    return __import__('a')\n", ["a"]),
        ("import a\nx = '__import__'\n", ["a"]),
        ("import a\n# import_module('b')\n", ["a"]),
        ("import a\nimport_module(name)\n", ["a"]),
    ],
)
def test_an_import_at_run_time_is_told_where_its_name_is_written(text: str, modules: list[str]) -> None:
    assert [each.module for each in python_imports.extract(text, PATH).imports] == modules


@pytest.mark.parametrize(
    "text", ["import\n", "from . import\n", "import a\n  import b\n", "import a as b.c"]
)
@pytest.mark.parametrize("more", ["", "x = '__import__'\n"], ids=["read alone", "read with all facts"])
def test_what_cannot_be_read_gives_its_reason_and_no_import(text: str, more: str) -> None:
    found = python_imports.extract(more + text, PATH)
    assert found.imports == ()
    assert found.problem == python_facts.extract(more + text, PATH).problem is not None
