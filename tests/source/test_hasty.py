"""Imports read in haste: never fewer than the careful scan tells, and no answer where that one has none."""

import random

import pytest

from parti.source import hasty, import_scan
from tests.law.source import package

PATH = "src/app/web/views.py"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import json\n", {("json", "json")}),
        ("import os.path\n", {("os.path", "os")}),
        ("import os.path as p, re\n", {("os.path", "os.path"), ("re", "re")}),
        ("from a.b import c\n", {("a.b.c", "a.b.c")}),
        ("from a import b as c, d\n", {("a.b", "a.b"), ("a.d", "a.d")}),
        ("from a import *\n", {("a", "a")}),
        ("from . import rows\n", {("app.web.rows", "app.web.rows")}),
        ("from ..store import rows\n", {("app.store.rows", "app.store.rows")}),
        ("from a import (  # one\n    b,\n    c,  # two, d\n)\n", {("a.b", "a.b"), ("a.c", "a.c")}),
        ("if x: import a; from b import c\n", {("a", "a"), ("b.c", "b.c")}),
        ("from importlib import metadata\n", {("importlib.metadata", "importlib.metadata")}),
        ("from a import b  # pylint: disable=import-outside-toplevel\n", {("a.b", "a.b")}),
        ("from a import (  # no import-order here\n    b,\n)\n", {("a.b", "a.b")}),
        ("x = 'an important text'\n", set()),
        ("# import a\n", set()),
    ],
)
def test_a_statement_brings_in(text: str, found: set[tuple[str, str]]) -> None:
    told = hasty.imported(text, PATH)
    assert told is not None
    assert set(told) == found


@pytest.mark.parametrize(
    "text",
    [
        "import_module('a')\n", "__import__('a')\n", "import a\\\n  .b\n",
        "x = 1; \\\nimport a\n", "\fimport a\n",
        "import é\n", "\ufeffimport a\n", "from a import -b\n", "from a import (b, 'c')\n",
        "from a import \n",
    ],
)  # fmt: skip
def test_it_is_not_sure_of(text: str) -> None:
    assert hasty.imported(text, PATH) is None


@pytest.mark.parametrize(
    ("text", "pattern", "may"),
    [
        ("import requests\n", "requests", True),
        ("import requests.sessions as s\n", "requests", True),
        ("import requests_cache\n", "requests", False),
        ("import app\n", "app.store", True),
        ("import app.web\n", "app.store", True),
        ("import app.web as w\n", "app.store", False),
        ("from app import web\n", "app.store", False),
        ("from app import store\n", "app.store", True),
        ("from app import store\n", "app.store.rows", True),
        ("from app import *\n", "app.store", True),
        ("import requests\n", "req*", True),
        ("import json\n", "req*", False),
        ("import app.web as w\n", "app.*.rows", True),
        ("", "app.web", True),
    ],
)
def test_what_may_be_reached(text: str, pattern: str, may: bool) -> None:
    found = hasty.imported(text, PATH)
    assert found is not None
    assert hasty.may_reach(found, PATH, pattern) is may


PIECES = (
    " ", "\n", "\t", "\\\n", "#x\n", "(", ")", ";", ":", ",", ".", "*", "\f", "\r", "\r\n", "é",
    "\u200b", "$",
    "import ", "from ", "import", "from", " as ", "from x import *", "from .. import b",
    "import a.b as c\n",
    "import (a, b)", "from.import a", "'''",
)  # fmt: skip


def spoiled(text: str, chance: random.Random) -> str:
    """A text with something put in, cut out or moved, often near an import."""
    for _ in range(chance.randrange(6)):
        at = chance.randrange(len(text) + 1)
        if chance.random() < 0.6:
            near = text.find("import", at)
            at = near + chance.randrange(-3, 9) if near > 3 else at
        cut = at + chance.choice((0, 0, 0, 1, 5, 40))
        text = text[:at] + chance.choice(PIECES) + text[cut:]
    return text


@pytest.mark.parametrize("seed", range(4))
def test_it_tells_no_less_than_the_careful_scan_of_spoiled_texts(seed: int) -> None:
    chance = random.Random(seed)
    sure = 0
    for source in package():
        text = spoiled(source.text, chance)
        path = f"src/parti/{source.path}"
        told, careful = hasty.imported(text, path), import_scan.scan(text, path)
        if told is None:
            continue
        sure += 1
        assert careful is not None, text
        names = {name for each in careful for name in each.targets()} - {"*"}
        assert names <= {name for name, _ in told}, text
    assert sure > 100, "too few texts are told of for this to say anything"
