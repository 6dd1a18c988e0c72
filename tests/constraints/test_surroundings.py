"""What a first look rests on in other files: never too little, and told with those files."""

import random

import pytest

from parti.constraints import compiled, document, first_look, surroundings
from parti.constraints import tree as trees
from tests.constraints.documents import section
from tests.constraints.test_first_look import ENGINE, KINDS, found
from tests.source.test_hasty import spoiled

HELPER = "import json\n\n\ndef save(path, state): ...\n"
TREE = {
    "src/app/__init__.py": "",
    "src/app/disk.py": HELPER,
    "src/app/dispatch.py": "from app.posts import handle_new\n\nHANDLERS = {'new': handle_new}\n",
    "src/app/posts.py": "def handle_new(event): ...\n",
    "src/app/other.py": "x = 1\n",
}


def read(check: str) -> document.Document:
    known = document.parse(section(check, id="rule", scope="Scope: `src/**`. Owner: all."))
    assert known.findings == ()
    return known


def clean(check: str, path: str, text: str, **others: str) -> bool:
    """Whether a first look calls a file clean; what it calls clean is clean."""
    texts = {**TREE, **{name.replace("__", "/") + ".py": each for name, each in others.items()}}
    near = surroundings.Surroundings(trees.Texts(texts))
    rows = compiled.rows(read(check).constraints, near.around())
    answer = first_look.clean(rows, path, text.encode(), ENGINE.matches)
    if answer:
        assert found(read(check), {**texts, path: text}, path) == []
    return answer


THROUGH = "only-through\nhelper: app.disk.save\ninstead-of: [json.dump, open-for-write]"


@pytest.mark.parametrize(
    "text", ["x = 1\n", "reopened = dumps(opens)\n", "import json\n\njson.load(f)\n", "d = 1\n"]
)
def test_a_file_without_the_words_of_a_primitive_is_fine(text: str) -> None:
    assert clean(THROUGH, "src/app/other.py", text)


@pytest.mark.parametrize(
    "text", ["json.dump(x, f)\n", "from json import dump\n", "_open(x)\n", "x.open\n", "é = [open]\n"]
)
def test_a_whole_word_of_a_primitive_is_asked_about(text: str) -> None:
    assert not clean(THROUGH, "src/app/other.py", text)


def test_a_name_under_which_the_helper_hands_a_primitive_on_is_asked_about() -> None:
    renaming = {"src__app__disk": "from json import dump as tip\n" + HELPER}
    assert not clean(THROUGH, "src/app/other.py", "from app.disk import tip\n\ntip(x, f)\n", **renaming)
    assert clean(THROUGH, "src/app/other.py", "x = 1\n", **renaming)


def test_a_helper_whose_file_is_not_named_in_full_is_always_asked_about() -> None:
    check = THROUGH.replace("app.disk", "disk")
    assert not clean(check, "src/app/other.py", "x = 1\n")
    assert not clean(THROUGH.replace("app.disk", "app.gone"), "src/app/other.py", "x = 1\n")


def test_a_method_of_a_class_rests_on_the_file_of_the_class() -> None:
    assert clean(THROUGH.replace("disk.save", "disk.Disk.save"), "src/app/other.py", "x = 1\n")


REGISTERED = 'registered-in\nevery: "function handle_*"\nin: dispatch.HANDLERS'


@pytest.mark.parametrize(
    ("path", "text", "answer"),
    [
        ("src/app/other.py", "x = 1\n", True),
        ("src/app/other.py", "def f(:\n", True),
        ("src/app/other.py", "def handle_old(event): ...\n", False),
        ("src/app/other.py", "HANDLERS['a'] = gone\n", False),
        ("tests/a.py", "def handle_old(event): ...\n", True),
        ("tests/a.py", "HANDLERS['a'] = gone\n", False),
        ("src/app/posts.py", "x = 1\n", False),
        ("src/app/posts.py", "def f(:\n", False),
    ],
)
def test_a_file_has_no_part_in_a_map_that_it_neither_fills_nor_feeds(
    path: str, text: str, answer: bool
) -> None:
    assert clean(REGISTERED, path, text) is answer


@pytest.mark.parametrize(
    ("check", "text", "answer"),
    [
        ("forbidden-call\ncalls: [time.sleep]", "asleep = 1\n", True),
        ("forbidden-call\ncalls: [time.sleep]", "from time import sleep\n", False),
        ("forbidden-call\neffects: [clock]", "x = 1\n", False),
        ('forbidden-call\ncalls: ["time.*"]', "x = 1\n", True),
        ('forbidden-call\ncalls: ["*"]', "x = 1\n", False),
        ("stdlib-only", "import json\nfrom app import disk\nfrom . import posts\n", True),
        ("stdlib-only", "import requests\n", False),
        ("stdlib-only", "import importlib\n\nimportlib.import_module('requests')\n", False),
        ("stdlib-only\nallow: [yaml]", "from yaml import load\n", True),
        ("stdlib-only\nallow: [google.protobuf]", "from google import cloud\n", False),
        ("allowed-dependencies\nallow: [PyYAML]", "from yaml import load\nimport app.disk\n", True),
        ("allowed-dependencies\nallow: [PyYAML]", "import requests\n", False),
        ('independent\nmodules: ["app.kinds.*"]', "from app.kinds import a, b\n", True),
    ],
)
def test_what_a_text_and_its_tree_alone_can_tell_is_told(check: str, text: str, answer: bool) -> None:
    assert clean(check, "src/app/other.py", text) is answer


def test_a_file_among_independent_ones_is_asked_about() -> None:
    check = 'independent\nmodules: ["app.kinds.*"]'
    assert not clean(check, "src/app/kinds/a.py", "from app.kinds import b\n", src__app__kinds__b="")


def test_what_it_rests_on_is_told_and_bounded() -> None:
    near = surroundings.Surroundings(trees.Texts(TREE))
    compiled.rows([*read(THROUGH).constraints, *read(REGISTERED).constraints], near.around())
    assert near.beyond == {"src/app/disk.py", "src/app/__init__.py", "src/app/dispatch.py"}
    assert near.ours == {"app": "src/app/__init__.py"}
    few = surroundings.Surroundings(trees.Texts(TREE), most=1)
    rows = compiled.rows(read(THROUGH).constraints, few.around())
    assert few.beyond == set()
    assert not first_look.clean(rows, "src/app/other.py", b"x = 1\n", ENGINE.matches)


LINES = (
    "from app.disk import tip\n", "from json import dump as tip\n", "tip(x, f)\n", "import app.disk\n",
    "app.disk.tip(x, f)\n", "from app.posts import handle_new\n", "HANDLERS = {'a': handle_new}\n",
    "def handle_new(e): ...\n", "import requests\n", "from app.dispatch import *\n", "x = 1\n",
    "open(p, 'w')\n", "def save(p, s): ...\n", "from app import other\n", "other.handle_new(1)\n",
    "import app.other as other\n",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_what_is_called_clean_is_clean_whatever_stands_in_the_other_files(seed: int) -> None:
    chance = random.Random(seed)
    known = [
        *map(read, (THROUGH, REGISTERED, "stdlib-only", "forbidden-call\ncalls: [json.dump]")),
        *KINDS.values(),
    ]
    called = 0
    for _ in range(150):
        texts = {path: "".join(chance.choices(LINES, k=3)) for path in TREE}
        path = chance.choice(list(TREE))
        text = "".join(chance.choices(LINES, k=2))
        text = spoiled(text, chance) if chance.random() < 0.4 else text
        each = chance.choice(known)
        rows = compiled.rows(each.constraints, surroundings.Surroundings(trees.Texts(texts)).around())
        if first_look.clean(rows, path, text.encode(), ENGINE.matches):
            called += 1
            assert found(each, {**texts, path: text}, path) == [], (path, text, texts)
    assert called > 20, "too few are called clean for this to say anything"


REPEATED = "written-once\nhelpers: [{}]\nstatements: 2"
STEPS = "def save(path, state):\n    path.lock(state)\n    path.write(state, sort=True)\n"
DISK = {"src__app__disk": STEPS}


@pytest.mark.parametrize("named", ["app.disk.save", "src/app/disk.py", "src/app/di*.py"])
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("x = 1\n", True),
        ("def lock(path):\n    path.write(2)\n", True),
        ("def f(p, s):\n    p.lock(s)\n    p.write(s, sort=True)\n", False),
        ("# lock write sort\n", False),
    ],
)
def test_a_file_without_the_words_of_a_helper_is_fine(named: str, text: str, answer: bool) -> None:
    assert clean(REPEATED.format(named), "src/app/other.py", text, **DISK) is answer


@pytest.mark.parametrize("named", ["'src/**/*.py'", "'src/*/disk.py'", "app.gone.save", "src/app/gone.py"])
def test_helpers_that_may_come_from_a_file_anywhere_are_always_asked_about(named: str) -> None:
    assert not clean(REPEATED.format(named), "src/app/other.py", "x = 1\n", **DISK)


def test_the_file_of_a_helper_is_asked_about_and_its_folder_tells_of_a_new_one() -> None:
    assert not clean(REPEATED.format("app.disk.save"), "src/app/disk.py", "x = 1\n", **DISK)
    for named, rests in (("app.disk.save", {"src/app/disk.py"}), ("'src/app/d*.py'", {"src/app"})):
        texts = {**TREE, "src/app/disk.py": STEPS}
        near = surroundings.Surroundings(trees.Texts(texts))
        compiled.rows(read(REPEATED.format(named)).constraints, near.around())
        assert rests <= near.beyond
