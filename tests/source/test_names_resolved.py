"""Every disguise of a name comes out as the name: aliases, values, partials, literals."""

import time

import pytest

from parti.source import facts, python_facts


def calls(text: str, path: str = "src/app/m.py") -> list[facts.Call]:
    return list(python_facts.extract(text, path).calls)


def named(text: str, name: str) -> list[facts.Call]:
    return [call for call in calls(text) if call.name == name]


@pytest.mark.parametrize(
    "text",
    [
        "import json\njson.dump(a, b)",
        "import json as j\nj.dump(a, b)",
        "from json import dump\ndump(a, b)",
        "from json import dump as d\nd(a, b)",
        "import json\nx = json.dump\nx(a, b)",
        "import json\nx = y = json.dump\ny(a, b)",
        "import json\nx, y = json.dump, 1\nx(a, b)",
        "import json\ngetattr(json, 'dump')(a, b)",
        "import json\nword = 'dump'\ngetattr(json, word)(a, b)",
        "import json\nf = getattr(json, 'dump')\nf(a, b)",
        "import json, functools\nfunctools.partial(json.dump, a)(b)",
        "import json\nfrom functools import partial as p\nf = p(json.dump, a)\nf(b)",
        "import importlib\nimportlib.import_module('json').dump(a, b)",
        "__import__('json').dump(a, b)",
        "import json\nmap(json.dump, rows)",
        "import json\npool.submit(json.dump, a, b)",
        "import json\nTABLE = {'w': json.dump}",
        "import json\ndef f(w=json.dump): w(1, 2)",
        "def f():\n    import json as hidden\n    hidden.dump(a, b)",
        "try:\n    import json as j\nexcept ImportError:\n    import simplejson as j\nj.dump(a, b)",
        "import json\n(json.dump if fast else print)(a, b)",
        "import json\nif (w := json.dump):\n    w(a, b)",
        "import json\nclass A:\n    write = json.dump\n    def f(self): self.write(a, b)",
        "import json\nasync def f():\n    await go(json.dump)",
        "import json\nf = lambda a: json.dump(a, b)",
        "import json\n[json.dump(a, b) for a in rows]",
        "import json\n@json.dump\ndef f(): ...",
        "from json import *\ndump(a, b)",
        "from json import *\ndef f():\n    dump(a, b)",
        "if fast:\n    import orjson as json\nelse:\n    import json\njson.dump(a, b)",
    ],
)
def test_a_disguised_call_is_still_named(text: str) -> None:
    assert named(text, "json.dump")


@pytest.mark.parametrize(
    "text",
    [
        "def f(json): json.dump(a, b)",
        "def f(dump): dump(a, b)",
        "class json: ...\njson.dump(a, b)",
        "from app import json\njson.dump(a, b)",
        "'json.dump(a, b)'  # json.dump",
        "for json in rows: json.dump(a, b)",
        "json = load()\njson.dump(a, b)",
        "import json\ndef f():\n    json = 1\n    json.dump(a, b)",
    ],
)
def test_another_thing_of_that_name_is_not_it(text: str) -> None:
    assert not named(text, "json.dump")


@pytest.mark.parametrize(
    "text",
    [
        "from pathlib import Path\nPath(x).write_text(y)",
        "import pathlib as p\n(p.Path(x) / 'a').write_text(y)",
        "from pathlib import Path\np = Path(x)\np.write_text(y)",
        "from pathlib import Path\ndef f(p: Path): p.write_text(y)",
        "from pathlib import Path\ndef f(p: Path | None): p.write_text(y)",
        "from pathlib import Path\ndef f(p: 'Path'): p.write_text(y)",
        "from pathlib import Path\nfrom typing import Optional\ndef f(p: Optional[Path]): p.write_text(y)",
        "from pathlib import Path\nPath.cwd().joinpath('a').with_suffix('.b').write_text(y)",
        "from pathlib import Path\nPath(x).parent.write_text(y)",
        "from pathlib import Path\nclass A:\n    p: Path\n    def f(self): self.p.write_text(y)",
        "from pathlib import Path\nclass A:\n    def __init__(self, p: Path): self.p = p\n"
        "    def f(self): self.p.write_text(y)",
        "from pathlib import Path\nclass A:\n    def __init__(self): self.p = Path(x)\n"
        "    def f(self): self.p.write_text(y)",
    ],
)
def test_the_class_of_a_receiver_is_followed(text: str) -> None:
    found = named(text, "pathlib.Path.write_text")
    assert found
    assert found[0].certain


@pytest.mark.parametrize(
    "text",
    [
        "def f(p): p.write_text(y)",
        "make().write_text(y)",
        "for p in ps: p.write_text(y)",
        "a[0].write_text(y)",
    ],
)
def test_an_unknown_receiver_is_said_to_be_unknown(text: str) -> None:
    (found,) = [call for call in calls(text) if call.method == "write_text"]
    assert not found.certain


def test_a_relative_import_becomes_absolute() -> None:
    text = "from .state_io import save_json as s\nfrom .. import top\ns(1)\ntop.go()"
    assert {call.name for call in calls(text, "src/app/sub/m.py")} == {
        "app.sub.state_io.save_json",
        "app.top.go",
    }
    assert {call.name for call in calls(text, "src/app/sub/__init__.py")} >= {"app.sub.state_io.save_json"}


def test_self_calls_name_the_method_of_the_class() -> None:
    text = (
        "class A:\n    def f(self): self.g()\n    def g(self): ...\n"
        "    @classmethod\n    def h(cls): cls.g()"
    )
    assert [call.name for call in calls(text) if call.how == "call"] == ["app.m.A.g", "app.m.A.g"]


def test_a_name_bound_from_itself_many_times_costs_nothing() -> None:
    text = "import json\nx = json\n" + "x = x.dump\n" * 3000
    assert named(text, "json.dump")


def test_thousands_of_entries_in_a_name_with_thousands_of_values_are_told_soon() -> None:
    text = "x = {}\n" + "x = g()\n" * 12_000 + "x['a'] = h\n" * 12_000
    start = time.process_time()
    assert len(python_facts.extract(text, "src/app/m.py").registrations) > 12_000
    assert time.process_time() - start < 5


def test_calls_know_the_function_that_they_stand_in() -> None:
    text = "def f():\n    def g():\n        h()\nclass A:\n    def m(self):\n        k()\nz()"
    assert {call.name.rsplit(".", 1)[-1]: call.owner for call in calls(text)} == {
        "h": "f.g",
        "k": "A.m",
        "z": "",
    }


@pytest.mark.parametrize(
    ("text", "module", "level"),
    [
        ("import_module('.x.y', __package__)", "app.sub.x.y", 1),
        ("import_module('..x', package=__package__)", "app.x", 2),
        ("import_module('.x', __name__)", "app.sub.m.x", 1),
        ("import_module('.x', 'app.web')", "app.web.x", 1),
        ("import_module(name='json')", "json", 0),
        ("__import__('json', globals())", "json", 0),
    ],
)
def test_a_dynamic_import_of_a_literal_is_resolved(text: str, module: str, level: int) -> None:
    known = python_facts.extract(f"from importlib import import_module\n{text}\n", "src/app/sub/m.py")
    assert [(i.module, i.level) for i in known.imports if i.dynamic] == [(module, level)]


@pytest.mark.parametrize(
    "text",
    [
        "import_module('.management', config.name)",
        "import_module('.x')",
        "import_module('')",
        "name = ''\n__import__(name)",
        "__import__(name, globals())",
        "import_module(f'app.{name}')",
        "import_module('a b')",
        "import_module('.....x', __package__)",
    ],
)
def test_an_unknown_dynamic_import_is_no_import(text: str) -> None:
    known = python_facts.extract(f"from importlib import import_module\n{text}\n", "src/app/sub/m.py")
    assert [each for each in known.imports if each.dynamic] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("import sqlite3.dbapi2 as s\ns.connect(p)", "sqlite3.connect"),
        ("from sqlite3 import dbapi2\ndbapi2.connect(p)", "sqlite3.connect"),
        ("import _pickle\n_pickle.dumps(x)", "pickle.dumps"),
        ("import builtins\nbuiltins.print(x)", "print"),
        ("from pathlib import PosixPath\nPosixPath(x).write_text(y)", "pathlib.Path.write_text"),
    ],
)
def test_a_second_name_of_a_module_is_its_public_one(text: str, name: str) -> None:
    assert named(text, name)


@pytest.mark.parametrize(
    "text",
    [
        "LOG.write_text(y)",
        "from app.paths import *\nLOG.write_text(y)",
        "class A:\n    def __init__(self, root): self.root = root\n"
        "    def f(self): self.root.write_text(y)",
        "class A:\n    def __init__(self, root):\n        there = root\n        self.root = there\n"
        "    def f(self): self.root.write_text(y)",
        "class A:\n    def f(self):\n        self.a = self.a.b\n        self.a.write_text(y)",
    ],
)
def test_the_name_of_a_variable_is_no_certain_receiver(text: str) -> None:
    found = [call for call in calls(text) if call.method == "write_text"]
    assert any(not call.certain for call in found)


@pytest.mark.parametrize("uses", ["a()\nb()\nc()\n", "c()\nb()\na()\n", "b()\nc()\na()\n"])
def test_each_name_of_a_ring_is_all_that_was_given_into_it(uses: str) -> None:
    text = f"from m import f, g, h\n{uses}a = f\nb = g\nb = a\nc = b if g else h\na = c\n"
    found = [(call.line, call.name) for call in calls(text) if call.how == "call"]
    assert sorted(found) == [(line, f"m.{name}") for line in (2, 3, 4) for name in "fgh"]


@pytest.mark.parametrize("uses", ["a()\nb()\n", "b()\na()\n"])
def test_an_attribute_that_comes_round_a_ring_is_kept(uses: str) -> None:
    text = f"import m\n{uses}a = m\nb = a.dump\na = b\n"
    assert [call.line for call in named(text, "m.dump") if call.how == "call"] == [2, 3]


@pytest.mark.parametrize("uses", ["self.a()\n  self.b()\n", "self.b()\n  self.a()\n"])
def test_attributes_of_a_class_may_stand_in_a_ring(uses: str) -> None:
    kept = "  self.a = m.f\n  me = self\n  self.b = me.a\n  self.b = m.g\n  self.a = self.b\n"
    text = f"import m\nclass A:\n def f(self):\n{kept} def g(self):\n  {uses}"
    found = {(call.line, call.name) for call in calls(text) if call.how == "call"}
    assert found == {(line, name) for line in (10, 11) for name in ("m.f", "m.g")}


def test_a_name_that_hundreds_of_names_lead_to_is_known() -> None:
    text = (
        "from json import dump as x0\n" + "".join(f"x{at + 1} = x{at}\n" for at in range(300)) + "x300()\n"
    )
    assert [call.name for call in calls(text) if call.how == "call"] == ["json.dump"]


def test_names_that_stand_for_more_than_can_be_told_are_a_problem_of_the_file() -> None:
    text = "import m\nx0 = m\n" + "".join(f"x{at + 1} = x{at}.a or x{at}.b\n" for at in range(40))
    problem = python_facts.extract(f"{text}x40()\n", "src/app/m.py").problem
    assert problem is not None
    assert "too many things" in problem.message
