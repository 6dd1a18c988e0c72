"""layers: what a module outside every layer hands on is seen behind that module, by the first look too."""

import pytest

from parti.constraints import compiled, document, first_look, surroundings
from parti.constraints import tree as trees
from tests.constraints.asking import asked, places
from tests.constraints.documents import section
from tests.constraints.test_first_look import ENGINE

CHECK = "layers\nlayers: [alembic.command, alembic.script]"
TREE = {
    "alembic/__init__.py": "",
    "alembic/command.py": "def upgrade(x): ...\n",
    "alembic/handon.py": "from .command import upgrade\nfrom json import dumps\n\n\ndef own(): ...\n",
    "alembic/again.py": "from .handon import upgrade as up\n",
    "alembic/whole.py": "from . import command\n",
    "alembic/plain.py": "def upgrade(x): ...\n",
    "alembic/script/__init__.py": "",
}
FOUND = {
    "from .. import handon\nhandon.upgrade(1)\n": [2],
    "from .. import handon as h\nrun = h.upgrade\n": [2],
    "import alembic.handon as h\nh.upgrade(1)\n": [2],
    "import alembic.handon\nalembic.handon.upgrade(1)\n": [2],
    "from .. import again\ndef f(): return [again.up]\n": [2],
    "from .. import whole\nwhole.command.upgrade(1)\n": [2],
    "from .. import handon\ngetattr(handon, 'upgrade')(1)\n": [2],
    "from .. import handon\nhandon.upgrade(handon.upgrade)\nhandon.upgrade(2)\n": [2, 3],
    "from ..handon import upgrade\nupgrade(1)\n": [1],
    "from ..handon import upgrade\nfrom .. import handon\nupgrade(1)\n": [1],
    "from ..handon import *\nupgrade(1)\n": [2],
    "from alembic.again import *\ndef f(): return [up]\n": [2],
    "from ..whole import *\ncommand.upgrade(1)\n": [2],
}
FREE = (
    "from .. import handon\nhandon.own()\nhandon.dumps(1)\n",
    "from .. import handon\nprint(handon)\n",
    "from .. import plain\nplain.upgrade(1)\n",
    "from alembic.plain import upgrade\nupgrade.x()\n",
    "from ..handon import *\nown()\ndumps(1)\n",
    "from ..handon import *\ndef upgrade(): ...\nupgrade()\n",
    "from ..handon import *\ndef f(upgrade): upgrade()\n",
    "from ..plain import *\nupgrade()\n",
    "from ..handon import *\nx.upgrade()\n",
    "handon = make()\nhandon.upgrade(1)\n",
    "from elsewhere import handon\nhandon.upgrade(1)\n",
)


@pytest.mark.parametrize(("text", "lines"), FOUND.items())
def test_what_is_handed_on_is_seen_behind_its_module(text: str, lines: list[int]) -> None:
    found = places(asked(CHECK, {**TREE, "alembic/script/x.py": text}))
    assert found == [f"alembic/script/x.py:{line}" for line in lines]


@pytest.mark.parametrize("text", FREE)
def test_what_that_module_has_itself_is_free(text: str) -> None:
    assert places(asked(CHECK, {**TREE, "alembic/script/x.py": text})) == []


def test_the_top_layer_may_take_it() -> None:
    text = "from . import handon\nhandon.upgrade(1)\n"
    assert places(asked(CHECK, {**TREE, "alembic/command.py": text})) == []


def clean(text: str) -> bool:
    known = document.parse(section(CHECK, id="rule", scope="Scope: `**`. Owner: all."))
    rows = compiled.rows(known.constraints, surroundings.Surroundings(trees.Texts(TREE)).around())
    return first_look.clean(rows, "alembic/script/x.py", text.encode(), ENGINE.matches)


@pytest.mark.parametrize("text", [*FOUND, "from .. import new\nnew.upgrade(1)\n"])
def test_the_first_look_hides_none_of_it(text: str) -> None:
    assert not clean(text)


@pytest.mark.parametrize("text", ["from .. import plain\nplain.upgrade(1)\n", "import json\n", "x = 1\n"])
def test_the_first_look_lets_pass_what_hands_nothing_on(text: str) -> None:
    assert clean(text)
