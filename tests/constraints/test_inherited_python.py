"""What a class of Python has from its bases: `super().m()`, and methods through a class of another file."""

import pytest

from tests.constraints.asking import asked, places

COMPILER = {
    "lib/comp.py": "class Compiler:\n    def render(self): ...\n    def other(self): ...\n",
    "lib/mid.py": "from lib.comp import Compiler\n\n\nclass Mid(Compiler): ...\n",
    "lib/own.py": "from lib.comp import Compiler\n\n\nclass Own(Compiler):\n    def render(self): ...\n",
    "lib/handed.py": "from lib.mid import Mid as Between\n",
    "lib/__init__.py": "from .comp import Compiler\nfrom .own import Own\n",
    "lib/low.py": "from lib import Compiler\n\n\nclass Low(Compiler): ...\n",
}
CHECK = "forbidden-call\ncalls: [lib.comp.Compiler.render]"
HEAD = "from lib.comp import Compiler\nclass Mine(Compiler):\n"


def told(text: str, check: str = CHECK) -> bool:
    return bool(places(asked(check, {**COMPILER, "lib/mine.py": text})))


@pytest.mark.parametrize(
    "body",
    [
        "    def a(self): self.render()",
        "    def a(self): super().render()",
        "    def a(self): super(Mine, self).render()",
        "    def a(self): return [super().render]",
        "    def a(self): again = super().render; again()",
        "    def a(self): return call(super().render)",
        "    def render(self): super().render()",
        "    @classmethod\n    def a(cls): super().render()",
        "    def a(self):\n        def inner(): super().render()\n        inner()",
        "    class Inner:\n        def a(self): super(Mine, self).render()",
        "    async def a(self): await super().render()",
    ],
)
def test_a_method_of_the_base_is_told_by_self_and_by_super(body: str) -> None:
    assert told(HEAD + body + "\n")


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "    def a(self): super().other()\n",
        HEAD + "    def a(self): return [super().other]\n",
        HEAD + "    def render(self): ...\n    def a(self): self.render()\n",
        "class Alone:\n    def a(self): super().render()\n",
        "class Other(dict):\n    def a(self): super().render()\n",
        HEAD + "    class Inner(dict):\n        def a(self): super().render()\n",
        "def super(): ...\n" + HEAD + "    def a(self): super().render()\n",
        "from lib.own import Own\nclass Low(Own):\n    def a(self): super().render(); self.render()\n",
        "from lib.comp import Compiler\nclass Mid(Compiler):\n    def render(self): ...\n"
        "class Low(Mid):\n    def a(self): super().render()\n",
    ],
)
def test_a_method_of_somebody_else_is_not(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize("module", ["mid", "handed"])
@pytest.mark.parametrize("how", ["self", "super()"])
def test_a_class_between_may_stand_in_another_file(module: str, how: str) -> None:
    name = {"mid": "Mid", "handed": "Between"}[module]
    text = f"from lib.{module} import {name}\nclass Low({name}):\n    def a(self): {how}.render()\n"
    assert told(text)


def test_a_class_that_is_made_between_may_stand_in_another_file_too() -> None:
    assert told("from lib.mid import Mid\n\n\ndef f():\n    Mid().render()\n")
    assert not told("from lib.own import Own\n\n\ndef f():\n    Own().render()\n")


@pytest.mark.parametrize(
    "text",
    [
        "from lib import Compiler\nclass Mine(Compiler):\n    def a(self): self.render()\n",
        "import lib\nclass Mine(lib.Compiler):\n    def a(self): self.render()\n",
        "from .low import Low\nclass Mine(Low):\n    def a(self): self.render()\n",
        "from .low import Low\nLow.render(1)\n",
        "from .low import Low\nLow().render()\n",
        "from .low import Low\ndef f(low: Low): low.render()\n",
    ],
)
def test_the_base_may_be_taken_from_where_it_is_handed_on(text: str) -> None:
    assert told(text)


def test_an_own_method_of_a_class_whose_base_is_handed_on_is_not_told() -> None:
    assert not told("from lib import Own\nclass Mine(Own):\n    def a(self): self.render()\n")
    assert not told("from lib import Compiler\nclass Mine(Compiler):\n    def a(self): self.other()\n")


def test_classes_that_derive_from_each_other_end() -> None:
    files = {
        "lib/a.py": "from lib.b import B\n\n\nclass A(B):\n    def f(self): super().render()\n",
        "lib/b.py": "from lib.a import A\n\n\nclass B(A): ...\n",
    }
    assert places(asked(CHECK, files)) == []


def test_super_of_a_base_that_cannot_be_told_is_a_doubt() -> None:
    text = "class P(made()):\n    def f(self): super().unlink()\n"
    (found,) = asked("forbidden-call\ncalls: [Path.unlink]", {"a.py": text})
    assert "the class of its receiver is not known here" in found.message


def test_super_has_the_effect_of_what_it_calls() -> None:
    text = "from pathlib import Path\n\n\nclass P(Path):\n    def f(self): super().unlink()\n"
    assert places(asked("forbidden-call\neffects: [file]", {"a.py": text})) == ["a.py:5"]


def test_only_the_helper_may_call_the_base() -> None:
    check = "only-through\nhelper: lib.comp.safe\ninstead-of: [lib.comp.Compiler.render]"
    assert told(HEAD + "    def render(self): return super().render()\n", check)
