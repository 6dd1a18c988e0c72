"""One file, one extraction: imports, definitions, registrations, silences, and files that do not parse."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parti.source import facts, python_facts


def of(text: str, path: str = "src/app/m.py") -> facts.Facts:
    return python_facts.extract(text, path)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("import a.b", set()),
        ("def f():\n    import a.b", {"lazy"}),
        ("if TYPE_CHECKING:\n    import a.b", {"typing"}),
        ("import typing\nif typing.TYPE_CHECKING:\n    import a.b", {"typing"}),
        ("try:\n    import a.b\nexcept ImportError: ...", {"conditional"}),
        ("if fast:\n    import a.b", {"conditional"}),
        ("if TYPE_CHECKING: ...\nelse:\n    import a.b", {"conditional"}),
        ("class A:\n    import a.b", set()),
        ("import importlib\nimportlib.import_module('a.b')", {"dynamic"}),
        ("def f():\n    __import__('a.b')", {"dynamic", "lazy"}),
    ],
)
def test_every_import_counts_and_says_how(text: str, flags: set[str]) -> None:
    (found,) = [each for each in of(text).imports if each.module == "a.b"]
    names = ("lazy", "typing", "conditional", "dynamic")
    assert {name for name in names if getattr(found, name)} == flags


def test_what_an_import_brings_in() -> None:
    found = of(
        "import a.b as c, d\nfrom e import f, g as h\nfrom i import *\nfrom . import j\nfrom .k import l"
    )
    assert [name for each in found.imports for name in each.targets()] == [
        "a.b", "d", "e.f", "e.g", "i", "app.j", "app.k.l",
    ]  # fmt: skip


def test_definitions_have_signatures_decorators_and_bases() -> None:
    text = (
        "import app\n@app.route('/x')\nasync def f(a: int, *b, c=1, **d) -> str: ...\n"
        "class A(app.Base, Generic[T]):\n    @property\n    def m(self): ...\n"
    )
    f, a, m = of(text).definitions
    assert (f.name, f.signature, f.decorators) == ("f", "f(a: int, *b, c=1, **d) -> str", ("app.route",))
    assert (a.name, a.bases, a.kind) == ("A", ("app.Base", "Generic"), "class")
    assert (m.name, m.decorators, m.line, m.end_line) == ("A.m", ("property",), 6, 6)


@pytest.mark.parametrize(
    "text",
    [
        "HANDLERS = {'new': handle}",
        "HANDLERS: dict[str, object] = {'new': handle}",
        "HANDLERS = dict(new=handle)",
        "HANDLERS = [handle]",
        "HANDLERS = (handle,)",
        "HANDLERS = {handle}",
        "HANDLERS = frozenset({handle})",
        "HANDLERS = [('new', handle)]",
        "HANDLERS = {**OLD, 'new': handle}",
        "HANDLERS = {'new': [handle]}",
        "HANDLERS = {}\nHANDLERS['new'] = handle",
        "HANDLERS = []\nHANDLERS.append(handle)",
        "HANDLERS = {}\nHANDLERS.update({'new': handle})",
        "HANDLERS = {}\nHANDLERS.update(new=handle)",
        "HANDLERS = Registry()\nHANDLERS.register('new', handle)",
        "HANDLERS = []\nHANDLERS += [handle]",
        "import functools\nHANDLERS = {'new': functools.partial(handle, 1)}",
        "HANDLERS = {}\ndef wire():\n    HANDLERS['new'] = handle",
    ],
)
def test_a_registration_is_found_in_every_form(text: str) -> None:
    entries = of(f"def handle(event): ...\n{text}\n").registrations
    assert ("app.m.HANDLERS", "app.m.handle") in {(each.registry, each.value) for each in entries}


def test_registering_in_another_module_names_that_module() -> None:
    (found,) = of("from app.dispatch import HANDLERS as H\ndef f(): ...\nH['x'] = f").registrations
    assert (found.registry, found.value, found.key) == ("app.dispatch.HANDLERS", "app.m.f", "x")


def test_an_instance_is_registered_by_its_class() -> None:
    entries = of("class A: ...\nHANDLERS = {'a': A()}").registrations
    assert "app.m.A" in {each.value for each in entries}


def test_an_empty_registry_is_known() -> None:
    (found,) = of("HANDLERS = {}").registrations
    assert (found.registry, found.value, found.how) == ("app.m.HANDLERS", "", "declared")


def test_a_local_variable_is_no_registry() -> None:
    assert not of("def f():\n    handlers = {'a': print}").registrations


def test_a_decorator_registers() -> None:
    (found,) = of("from app import bus\n@bus.on('new')\ndef f(): ...").registrations
    assert (found.registry, found.value, found.key, found.how) == (
        "app.bus.on",
        "app.m.f",
        "new",
        "decorator",
    )


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("pass", "passes"),
        ("...", "passes"),
        ("continue", "passes"),
        ("log.warning('x')", "only logs"),
        ("print('x')", "only logs"),
        ("raise", ""),
        ("return None", ""),
        ("log.error('x')\n        raise", ""),
        ("self.failed = True", ""),
    ],
)
def test_an_error_path_that_ends_silently(body: str, how: str) -> None:
    text = f"def f():\n  for x in y:\n    try:\n        g()\n    except OSError:\n        {body}\n"
    assert [each.how for each in of(text).swallows] == ([how] if how else [])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("def f(:\n", 1),
        ("x = 1\nprint 'x'\n", 2),
        ("x\0y", 1),
        ("(" * 300, 1),
        ("if x:\n", 1),
        ("\tx\n y", 2),
    ],
)
def test_a_file_that_does_not_parse_says_so(text: str, line: int) -> None:
    found = of(text)
    assert found.problem is not None
    assert found.problem.line >= line or found.problem.message
    assert not found.calls


@pytest.mark.parametrize(
    "text", ["", "\ufeffimport json\n", "# only a comment", "import json\r\nx = 1\r\n"]
)
def test_odd_files_have_facts(text: str) -> None:
    assert of(text).problem is None


def test_unicode_names_are_names() -> None:
    found = of("def größe(λ): return λ.schreibe('\U0001f600')\n")
    assert [d.name for d in found.definitions] == ["größe"]
    assert [c.method for c in found.calls] == ["schreibe"]


def test_an_old_escape_is_no_warning() -> None:
    assert of("x = '\\d'").problem is None


def test_a_sum_of_five_thousand_terms_is_read() -> None:
    found = of("import json\nx = " + " + ".join(["a"] * 800) + "\njson.dump(1, 2)")
    assert found.problem is None
    assert found.calls


def test_what_is_nested_too_deeply_is_said_so() -> None:
    found = of("x = " + "f(" * 90 + ")" * 90 + "\n" + "y" + "[0]" * 3000)
    assert found.problem is None or found.problem.message


@given(st.text(alphabet="abcdefg .():=[]{}'\"\n,*@importdefclass_", max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_at_all_raises(text: str) -> None:
    of(text)


def test_a_base_behind_another_name_is_the_class_itself() -> None:
    text = "from app.core import Job\nRoot = Job\nclass A(Root): ...\n"
    text += "class B(Root[int]): ...\nclass C(make()): ...\n"
    known = python_facts.extract(text, "src/app/jobs.py")
    assert [each.bases for each in known.definitions] == [("app.core.Job",), ("app.core.Job",), ("make()",)]
