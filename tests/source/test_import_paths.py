"""Module names and paths, the import scan without a parse, languages."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parti.source import import_scan, import_statements, imports, languages, python_facts


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("src/app/x.py", "app.x"),
        ("src/app/__init__.py", "app"),
        ("app/x.py", "app.x"),
        ("packages/one/src/one/x.py", "one.x"),
        ("x.py", "x"),
        ("backend/app/sub/__init__.py", "backend.app.sub"),
        ("src/src/x.py", "x"),
        ("src/app/x.pyi", "app.x"),
        ("src.py", "src"),
        ("src/src.py", "src"),
        ("a/src/b/src.py", "b.src"),
    ],
)
def test_a_path_has_a_module_name(path: str, name: str) -> None:
    assert imports.module_name(path) == name


@pytest.mark.parametrize(
    ("path", "level", "name", "whole"),
    [
        ("src/app/x.py", 0, "json", "json"),
        ("src/app/x.py", 1, "y", "app.y"),
        ("src/app/x.py", 1, "", "app"),
        ("src/app/__init__.py", 1, "y", "app.y"),
        ("src/app/a/b.py", 2, "y", "app.y"),
        ("src/app/a/__init__.py", 2, "y", "app.y"),
        ("src/app/x.py", 9, "y", "y"),
        ("", 1, "y", "y"),
    ],
)
def test_a_relative_name_becomes_absolute(path: str, level: int, name: str, whole: str) -> None:
    assert imports.absolute(path, level, name) == whole


def test_dotted_names_match_by_whole_words() -> None:
    assert imports.inside("a.b.c", "a.b")
    assert not imports.inside("a.bc", "a.b")
    assert imports.within("backend.app.web.views", "app.web")
    assert not imports.within("backend.myapp.web", "app.web")
    assert imports.same("app.state_io.save", "state_io.save")
    assert not imports.same("app.my_state_io.save", "state_io.save")


def test_what_the_tree_provides_is_first_party() -> None:
    paths = ["src/app/__init__.py", "src/app/x.py", "lib/tool/__init__.py", "lib/tool/sub/__init__.py",
             "scripts/run.py", "space/mod.py", "README.md"]  # fmt: skip
    assert imports.first_party(paths) == {"app", "x", "tool", "run", "mod", "lib", "scripts", "space"} - {
        "x"
    }


def test_a_module_is_found_by_its_tail() -> None:
    modules = imports.by_module(["backend/app/x.py", "src/app/y.py"])
    assert imports.paths_of("app.x", modules) == ("backend/app/x.py",)
    assert imports.paths_of("app.y", modules) == ("src/app/y.py",)
    assert imports.paths_of("app.z", modules) == ()


@pytest.mark.parametrize(
    "text",
    [
        "import a.b as c, d",
        "from a import b, c as d",
        "from a import (\n    b,  # why\n    c,\n)",
        "x = 1; import a",
        "if x: import a",
        "def f():\n\timport a",
        "from . import a\nfrom ..b import c\nfrom .d import *",
        "from.e import f",
        "try:\n  import a\nexcept E: import b",
        "class A: from x import y; import z",
        "import a\r\nimport b\r\n",
        "from a import(b)",
        "import\ta",
    ],
)
def test_the_scan_misses_no_import(text: str) -> None:
    path = "src/app/sub/m.py"
    rough = import_scan.scan(text, path)
    assert rough is not None
    true = {name for each in python_facts.extract(text, path).imports for name in each.targets()}
    assert true
    assert true <= {name for each in rough for name in each.targets()}


@pytest.mark.parametrize(
    "text",
    ["import a, \\\n  b", "from a \\\n  import b", "import größe", "import_module('a')", "__import__('a')"],
)
def test_where_only_a_parse_can_tell_the_scan_says_so(text: str) -> None:
    assert import_scan.scan(text, "m.py") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("import a\nfrom importlib import import_module\nimport_module('b')", "a importlib"),
        ('def f():\n    """What import is."""\n    import a', "a"),
        ('def f():\n    """\n    import a\n    """', ""),
        ("x = '''\nimport a\n'''\nimport b", "b"),
        ('"""\nimport a\n"""\nx = "import b"; import c\nimport d # ; import e', "c d"),
        ('"""\nimport a"""; import b', "b"),
        ("x = 'import a'\nimport b", "b"),
        ("from a import b, c\nfrom ..d import e", "a d"),
    ],
)
def test_written_imports_are_told_and_those_in_a_text_are_not(text: str, told: str) -> None:
    found = import_statements.statements(text, written=True)
    assert found is not None
    assert [module for _, module, _ in found] == told.split()


@pytest.mark.parametrize("text", ["import a, \\\n  b", "'''\nimport a\n''' + f\"{x['\"']}\"\nimport b\n'"])
def test_written_imports_are_left_to_a_parse_where_quotes_cannot_be_told_apart(text: str) -> None:
    assert import_statements.statements(text, written=True) is None


_LINES = st.sampled_from(
    [
        "import a",
        "import a.b as c, d",
        "from . import e",
        "from f import (g,\n  h)",
        "x = 1",
        "if x:",
        "    import i",
        "def f():",
        "    from j import k; import l",
        "'''",
        "# import m",
        "else: import n",
        "y = 'import o'",
        '"""',
        'z = """p',
        "from q import r, s",
        "from ..t import u",
        "w = 'it\\'s'; import v",
        "f'{x}\"'",
    ]
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("from . a . b import c", "app.a.b.c"),
        ("from a .b import c", "a.b.c"),
        ("from a\t. b import(c)", "a.b.c"),
        ("import a . b as c", "a.b"),
        ("x = 1; import a. b, d .e", "d.e"),
        ("from .importer import c", "app.importer.c"),
    ],
)
def test_blanks_around_dots_hide_no_import(text: str, name: str) -> None:
    found = import_scan.scan(text, "src/app/x.py")
    assert found is not None
    assert name in {target for each in found for target in each.targets()}


@pytest.mark.parametrize(
    "line", ["from" + " " * 200_000, "import" + " ." * 100_000, "from a" + " .m" * 60_000]
)
def test_the_scan_takes_time_with_the_length_of_a_line_and_no_more(line: str) -> None:
    start = time.process_time()
    import_scan.scan(f"{line} # import", "a.py")
    assert time.process_time() - start < 2


@given(st.lists(_LINES, max_size=12))
@settings(max_examples=300, deadline=None)
def test_the_scan_is_a_superset_of_what_a_parse_finds(lines: list[str]) -> None:
    text = "\n".join(lines)
    rough = import_scan.scan(text, "src/app/m.py")
    true = {name for each in python_facts.extract(text, "src/app/m.py").imports for name in each.targets()}
    assert rough is None or true <= {name for each in rough for name in each.targets()}


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a.py", "python"),
        ("a/b.TSX", "tsx"),
        ("a.go", "go"),
        ("Makefile", ""),
        ("a.unknown", ""),
        (".py/x", ""),
        ("a.py/b", ""),
        ("a.b/py", ""),
        ("py", ""),
        (".py", "python"),
        ("a.b/c.py", "python"),
    ],
)
def test_a_path_has_a_language(path: str, language: str) -> None:
    assert languages.language(path) == language


def test_a_language_has_one_name() -> None:
    assert [languages.canonical(word) for word in ("py", "TS", "golang", "rs", "cobol")] == [
        "python", "typescript", "go", "rust", "cobol",
    ]  # fmt: skip
    assert languages.extension("python") == "py"
    assert languages.extension("cobol") == "txt"


@pytest.mark.parametrize(
    ("text", "tops"),
    [
        ("import a.b as c, d\nfrom e.f import g\nfrom .h import i\nfrom . import j", "a d e"),
        ('"""\nimport a\nfrom b import c\n"""\nimport d', "d"),
        ("x = 1; import a; y = ': import b'\nif x: import c # ; import d", "a c"),
        ("x = f'{y}{{'\nimport a\n", "a"),
        ("from zipimport import b\nimport c", "zipimport c"),
        ("import a, \\\n  b\nfrom c \\\n  import d\nif x: \\\n    import e", "a b c e"),
        ("from a import (b,\n  c)\nimport größe", "a größe"),
        ("import_module('a')\nimportlib.import_module('b')\nx.important", ""),
        ("# import a\n'it''s'\nimport b\r\nimport c\rimport d", "b c d"),
        ("x = 'a\\\nimport b'\nimport c", "c"),
        ("def f(:\nimport a", "a"),
        ("\ufeffimport a", "a"),
        ("import a", "a"),
    ],
)
def test_the_top_level_names_of_a_text(text: str, tops: str) -> None:
    assert import_scan.imports_of(text) == set(tops.split())


@given(st.lists(_LINES, max_size=12))
@settings(max_examples=300, deadline=None)
def test_the_names_are_those_that_a_parse_finds(lines: list[str]) -> None:
    text = "\n".join(lines)
    known = python_facts.extract(text, "m.py")
    if not known.problem:
        true = {each.module.split(".")[0] for each in known.imports if not each.level}
        assert import_scan.imports_of(text) == true


def test_an_unbalanced_format_string_is_left_to_the_parse() -> None:
    assert import_statements.quoted('x = f"{y[""]}"\nimport a', [16]) is None


def test_an_odd_letter_below_an_open_bracket_is_left_to_a_parse() -> None:
    text = "from a import (\n    b\ufe22c,\n)\n"
    assert import_scan.scan(text, "src/app/x.py") is None
    assert import_scan.scan(text.replace("\ufe22", ""), "src/app/x.py") is not None


@given(st.lists(_LINES, max_size=12))
@settings(max_examples=300, deadline=None)
def test_written_imports_hold_every_statement_that_a_parse_finds(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = import_statements.statements(text, written=True)
    true = {
        name
        for each in python_facts.extract(text, "").imports
        if not each.dynamic
        for name in each.targets()
    }
    told = {
        f"{'.' * level}{'.'.join(filter(None, (module, name)))}"
        for level, module, names in found or ()
        for name in names or ("",)
    }
    assert found is None or {name.lstrip(".") for name in true} <= {name.lstrip(".") for name in told}
