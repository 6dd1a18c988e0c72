"""The imports of a file read alone: what all facts say of imports, and no walk through the rest."""

import pytest

from parti.source import facts, python_facts, python_imports, reading
from tests.law.source import package

PATH = "src/app/web/views.py"

WRITTEN = {
    "plain": "import a, b.c as d\n",
    "from": "from a import b as c, d\nfrom a import *\n",
    "relative": "from . import x\nfrom ..store import rows\n",
    "lazy": "def f():\n    import a\n    class C:\n        import b\nasync def g(): from c import d\n",
    "in a class": "class C:\n    import a\n    def f(self): import b\n",
    "for types": "if TYPE_CHECKING:\n    import a\nelif x:\n    import b\nelse:\n    import c\n",
    "for types by name": "if typing.TYPE_CHECKING and x:\n    if y:\n        import a\n",
    "under a condition": "if x: import a\nelse: import b\n",
    "tried": (
        "try:\n    import a\nexcept E:\n    import b\nexcept F:\n    import c\n"
        "else:\n    import d\nfinally:\n    import e\n"
    ),
    "tried in groups": "try:\n    import a\nexcept* E:\n    import b\n",
    "in loops": "for x in y: import a\nelse: import b\nwhile z:\n    import c\nelse:\n    import d\n",
    "within": "with x as y:\n    import a\nasync def f():\n    async with x:\n        import b\n",
    "in cases": "match x:\n    case 1 if y:\n        import a\n    case _:\n        import b\n",
    "in a text": '"""\nimport a\n"""\nx = "import b"\n# import c\n',
    "in one line": "import a; import b; x = 1\n",
    "behind a mark of order": "\ufeffimport a\n",
    "at run time": "import importlib\nimportlib.import_module('a.b')\n__import__('c')\n",
    "at run time by dots": "from importlib import import_module\nimport_module('.x', __package__)\n",
    "nothing": "",
    "not whole": "import a\nx = (\n",
    "with a nul": "import a\n\0",
}


@pytest.mark.parametrize("how", WRITTEN)
def test_they_are_those_of_the_facts_with_all_that_these_say_of_them(how: str) -> None:
    known = python_facts.extract(WRITTEN[how], PATH)
    found = python_imports.extract(WRITTEN[how], PATH)
    assert found == facts.Imported(known.imports, known.problem)


def test_they_are_those_of_the_facts_in_our_own_sources() -> None:
    seen = 0
    for each in package():
        known = python_facts.extract(each.text, each.path)
        assert python_imports.extract(each.text, each.path).imports == known.imports, each.path
        seen += len(known.imports)
    assert seen > 1000


def test_no_expression_is_walked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def gathered(*_: object) -> facts.Facts:
        raise AssertionError("all facts were read")

    monkeypatch.setattr(python_facts, "_gathered", gathered)
    (each,) = reading.imported("import a\nf(g(h))\n", PATH).imports
    assert (each.module, each.line, each.column) == ("a", 1, 1)


@pytest.mark.parametrize("path", ["a.ts", "a.go"])
def test_other_languages_tell_them_among_their_facts(path: str) -> None:
    text = 'import "fmt"\n' if path == "a.go" else 'import { a } from "./b";\n'
    text = f"package a\n\n{text}" if path == "a.go" else text
    assert reading.imported(text, path).imports == reading.extract(text, path).imports != ()


def test_statements_within_each_other_are_followed_to_any_depth() -> None:
    text = "if a: pass\n" + "elif b: pass\n" * 400 + "else: import c\n"
    assert [each.module for each in python_imports.extract(text, PATH).imports] == ["c"]
