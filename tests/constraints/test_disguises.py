"""One deed under every disguise, for each kind of check: what is seen, and what the manual says is not.

A row is a way to hide the deed. It is seen where it is done, or in another file of the same change, or not
at all; what is not seen stands here so that it cannot be promised by mistake.
"""

from collections.abc import Mapping

import pytest

from parti.constraints import checks, conformance
from parti.constraints import tree as trees
from tests.constraints.documents import rule

HERE = "src/app/a.py"
OTHER = "src/app/m.py"

CALLS: Mapping[str, dict[str, str]] = {
    "plainly": {HERE: "import json\njson.dump(x, f)\n"},
    "alias import": {HERE: "import json as j\nj.dump(x, f)\n"},
    "from import as": {HERE: "from json import dump as d\nd(x, f)\n"},
    "getattr": {HERE: "import json\ngetattr(json, 'dump')(x, f)\n"},
    "wrapper in a new file": {
        HERE: "from app.m import put\nput(x, f)\n",
        OTHER: "import json\ndef put(x, f):\n    json.dump(x, f)\n",
    },
    "the call of it by name": {HERE: "import json\njson.dump.__call__(x, f)\n"},
    "among all modules": {HERE: "import sys\nsys.modules['json'].dump(x, f)\n"},
    "asked among all modules": {HERE: "from sys import modules\nmodules.get('json').dump(x, f)\n"},
    "asked of what a module holds": {HERE: "import json\nvars(json).get('dump')(x, f)\n"},
    "asked of its names": {HERE: "import json\njson.__dict__.get('dump')(x, f)\n"},
    "asked of the module": {HERE: "import json\njson.__getattribute__('dump')(x, f)\n"},
    "methodcaller": {HERE: "import json, operator\noperator.methodcaller('dump', x, f)(json)\n"},
    "attrgetter": {HERE: "import json\nfrom operator import attrgetter as get\nget('dump')(json)(x, f)\n"},
    "decorator": {HERE: "import json\n@json.dump\ndef f(): ...\n"},
    "decorator around it": {
        HERE: "from app.m import kept\n@kept\ndef f(): ...\n",
        OTHER: "import json\ndef kept(g):\n    return lambda *a: json.dump(g(*a), out)\n",
    },
    "partial": {HERE: "import json, functools\nput = functools.partial(json.dump, x)\nput(f)\n"},
    "re-export": {HERE: "from app.m import dump\ndump(x, f)\n", OTHER: "from json import dump\n"},
    "re-export of the module": {HERE: "from app import m\nm.json.dump(x, f)\n", OTHER: "import json\n"},
    "re-export under a new name": {
        HERE: "from app import m\nm.d(x, f)\n",
        OTHER: "from json import dump as d\n",
    },
    "re-export twice": {
        HERE: "from app import m\nm.d(x, f)\n",
        OTHER: "from app.io import dump as d\n",
        "src/app/io.py": "from json import dump\n",
    },
    "bound to a variable": {HERE: "import json\nput = json.dump\nput(x, f)\n"},
    "bound in a class": {HERE: "import json\nclass A:\n    put = json.dump\n"},
    "passed as a value": {HERE: "import json\nrun(json.dump, x, f)\n"},
    "star import": {HERE: "from json import *\ndump(x, f)\n"},
    "import_module": {HERE: "import importlib as i\ni.import_module('json').dump(x, f)\n"},
}
TOLD_ELSEWHERE = {
    "wrapper in a new file",
    "decorator around it",
    "re-export under a new name",
    "re-export twice",
}
KINDS = {
    "only-through": "only-through\nhelper: state_io.save\ninstead-of: [json.dump]",
    "forbidden-call": "forbidden-call\ncalls: [json.dump]",
    "forbidden-call effects": "forbidden-call\neffects: [file]",
    "location": "location\nwhat: call json.dump\nonly-in: [src/app/home.py]",
}


@pytest.mark.parametrize("disguise", CALLS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_call_is_seen_under_every_disguise(kind: str, disguise: str) -> None:
    found = conformance.of_rule(rule(KINDS[kind]), trees.Texts(CALLS[disguise]))
    paths = {each.place.path for each in found}
    by_effect = kind.endswith("effects") and disguise.startswith(("re-export under", "re-export twice"))
    assert paths == ({OTHER} if disguise in TOLD_ELSEWHERE and not by_effect else {HERE})


def test_a_name_put_together_at_run_time_is_not_seen() -> None:
    texts = {HERE: "import json\nname = 'du' + 'mp'\ngetattr(json, name)(x, f)\nvars(json)[name](x, f)\n"}
    for check in KINDS.values():
        assert not conformance.of_rule(rule(check), trees.Texts(texts))


def test_what_a_file_uses_itself_under_a_new_name_is_told_at_the_use() -> None:
    texts = {OTHER: "from json import dump as d\n\n\nd(x, f)\n"}
    for kind in ("only-through", "forbidden-call", "location"):
        (each,) = conformance.of_rule(rule(KINDS[kind]), trees.Texts(texts))
        assert each.place.line == 4


@pytest.mark.parametrize(
    "text",
    [
        "from json import loads as d\n",
        "import json as j\n",
        "from json import dump\n",
        "if TYPE_CHECKING:\n    from json import dump as d\n",
    ],
)
def test_an_import_that_hands_nothing_on_under_a_new_name_is_free(text: str) -> None:
    assert not conformance.of_rule(rule(KINDS["only-through"]), trees.Texts({OTHER: f"{text}# dump\n"}))


def test_a_new_name_given_in_the_helper_s_own_module_is_followed() -> None:
    texts = {
        "src/app/state_io.py": "from json import dump as _d\ndef save(x):\n    _d(x, f)\n",
        HERE: "from app import state_io\nstate_io._d(x, f)\n",
    }
    (each,) = conformance.of_rule(rule(KINDS["only-through"]), trees.Texts(texts))
    assert (each.place.path, each.message) == (HERE, "`json.dump` is called instead of `state_io.save`")


IMPORTS: Mapping[str, str] = {
    "plainly": "import app.web\n",
    "alias import": "import app.web as w\n",
    "from import as": "from app import web as w\n",
    "lazy": "def f():\n    from app.web import x\n",
    "for types": "if TYPE_CHECKING:\n    from app.web import x\n",
    "relative": "from ..web import x\n",
    "import_module": "import importlib as i\ni.import_module('app.web')\n",
    "import_module by another name": "from importlib import import_module as load\nload('app.web.x')\n",
    "__import__": "__import__('app.web')\n",
    "name in a constant": "import importlib\nNAME = 'app.web'\nimportlib.import_module(NAME)\n",
}
IMPORT_KINDS = {
    "layers": "layers\nlayers: [app.web, app.store]",
    "forbidden-import": "forbidden-import\nmodules: [app.web]",
    "independent": "independent\nmodules: [app.web, app.store]",
}


@pytest.mark.parametrize("disguise", IMPORTS)
@pytest.mark.parametrize("kind", IMPORT_KINDS)
def test_an_import_is_seen_under_every_disguise(kind: str, disguise: str) -> None:
    found = conformance.of_rule(
        rule(IMPORT_KINDS[kind]), trees.Texts({"src/app/store/rows.py": IMPORTS[disguise]})
    )
    assert len(found) == 1


@pytest.mark.parametrize("disguise", IMPORTS)
@pytest.mark.parametrize("kind", ["stdlib-only", "allowed-dependencies\nallow: []"])
def test_a_dependency_is_seen_under_every_disguise(kind: str, disguise: str) -> None:
    text = IMPORTS[disguise].replace("app.web", "flask").replace("from app import web", "import flask")
    found = conformance.of_rule(rule(kind), trees.Texts({"src/app/store/rows.py": text}))
    assert bool(found) is (disguise != "relative")


KEYWORDS = {
    "alias import": ("import requests as r\nr.get(u)\n", True),
    "from import as": ("from requests import get as g\ng(u)\n", True),
    "getattr": ("import requests\ngetattr(requests, 'get')(u)\n", True),
    "bound to a variable": ("import requests\ng = requests.get\ng(u)\n", True),
    "partial": ("import requests, functools\nfunctools.partial(requests.get, u)()\n", True),
    "passed as a value": ("import requests\npool.map(requests.get, urls)\n", False),
    "decorator": ("import requests\n@requests.get\ndef f(): ...\n", False),
}


@pytest.mark.parametrize("disguise", KEYWORDS)
def test_a_call_without_its_keyword_is_seen_where_it_is_a_call(disguise: str) -> None:
    text, seen = KEYWORDS[disguise]
    check = rule("signature\ncalls: [requests.get]\nkeywords: [timeout]")
    assert bool(conformance.of_rule(check, trees.Texts({HERE: text}))) is seen


REGISTRY = {
    "alias import": ("from app.m import handle_a as h\nHANDLERS = {'a': h}\n", True),
    "module alias": ("import app.m as n\nHANDLERS = {'a': n.handle_a}\n", True),
    "re-export": ("from app.b import handle_a\nHANDLERS = [handle_a]\n", True),
    "partial": (
        "from functools import partial\nfrom app.m import handle_a\nHANDLERS = [partial(handle_a, 1)]\n",
        True,
    ),
    "bound to a variable": ("from app.m import handle_a\nh = handle_a\nHANDLERS = [h]\n", True),
    "getattr": ("from app import m\nHANDLERS = [getattr(m, 'handle_a')]\n", True),
    "wrapper": ("from app.m import handle_a\nHANDLERS = [lambda e: handle_a(e)]\n", False),
}


@pytest.mark.parametrize("disguise", REGISTRY)
def test_a_registration_is_seen_under_a_disguise(disguise: str) -> None:
    text, seen = REGISTRY[disguise]
    tree = trees.Texts(
        {
            HERE: text,
            OTHER: "def handle_a(e): ...\n",
            "src/app/b.py": "from app.m import handle_a\n",
        }
    )
    check = rule("registered-in\nevery: function handle_*\nin: a.HANDLERS")
    assert (not conformance.of_rule(check, tree)) is seen


PAIRS = {
    "alias": "def f(s):\n    r = s.rows\n    r[1] = 2\n",
    "getattr": "def f(s):\n    getattr(s, 'rows')[1] = 2\n",
    "method bound to a variable": "def f(s):\n    put = s.rows.__setitem__\n    put(1, 2)\n",
    "wrapper": "def f(s):\n    change(s)\n",
}


@pytest.mark.parametrize("disguise", PAIRS)
def test_a_pair_sees_what_is_written_and_no_disguise(disguise: str) -> None:
    check = rule("paired-effect\nwhen: ['$S.rows[$K] = $V']\nthen: ['$S.dirty = True']")
    assert not conformance.of_rule(check, trees.Texts({HERE: PAIRS[disguise]}))
    assert conformance.of_rule(check, trees.Texts({HERE: "def f(s):\n    s.rows[1] = 2\n"}))


WORDS = ("alias", "getattr", "wrapper", "decorator", "partial", "re-export", "bound to a variable")


@pytest.mark.parametrize(
    "kind", ["only-through", "forbidden-call", "signature", "append-only", "paired-effect", "opaque"]
)
@pytest.mark.parametrize("word", WORDS)
def test_a_manual_says_of_each_disguise_whether_it_is_seen(kind: str, word: str) -> None:
    manual = " ".join(checks.manual(kind).split("What it sees")[1].split())
    assert word in manual.lower() or word.replace("re-export", "another module of ours imports") in manual


@pytest.mark.parametrize("kind", [kind for kind in checks.kinds() if kind != "command"])
def test_a_manual_names_its_languages(kind: str) -> None:
    assert "\nLanguages: " in checks.manual(kind)
