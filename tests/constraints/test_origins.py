"""Where a name of our own really comes from: every alias undone, and what stays unknown said so.

Four kinds trust this answer. A primitive that a module hands on under its own name must be found again, in
each file and under each new name; a variable of ours must never be taken for what it may hold.
"""

import pytest

from parti.constraints import origins
from parti.constraints import tree as trees
from parti.source import facts
from tests.constraints.asking import tree_of
from tests.law.source import package

HOUSE = {
    "app/__init__.py": "",
    "app/serializer.py": """\
        import pickle
        from json import dumps as write

        handle = open("x")

        def own(): ...

        class Box: ...
        """,
    "app/through.py": "from app.serializer import pickle as p, write\n",
}


def call(name: str, *, certain: bool = True) -> facts.Call:
    """A call by its whole name."""
    method = name.rpartition(".")[2]
    return facts.Call(name=name, method=method, line=7, column=3, owner="f", certain=certain)


def told(files: dict[str, str], name: str) -> list[tuple[str, bool]]:
    """Each name that a call may have in this tree, and whether it is certain."""
    return [(each.name, each.certain) for each in origins.Origins(tree_of(files)).of(call(name))]


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("app.serializer.pickle.dumps", "pickle.dumps"),
        ("app.serializer.write", "json.dumps"),
        ("app.through.p.loads", "pickle.loads"),
        ("app.through.write", "json.dumps"),
    ],
)
def test_a_name_that_a_module_hands_on_is_what_it_was_there(name: str, origin: str) -> None:
    assert told(HOUSE, name) == [(origin, True)]


@pytest.mark.parametrize(
    "name",
    ["json.dumps", "print", "app", "application.serializer.write", "app_.write"],
    ids=["another's", "a bare word", "a package", "a longer name", "nearly ours"],
)
def test_what_is_not_ours_is_the_very_call(name: str) -> None:
    given = call(name)
    assert origins.Origins(tree_of(HOUSE)).of(given) == (given,)


@pytest.mark.parametrize("name", ["app.serializer.own", "app.serializer.Box", "app.serializer.Box.put"])
def test_what_a_module_defines_is_its_own_and_certain(name: str) -> None:
    assert told(HOUSE, name) == [(name, True)]


@pytest.mark.parametrize("name", ["app.serializer.handle.write", "app.serializer.nothing.write"])
def test_what_a_variable_of_ours_holds_is_never_certain(name: str) -> None:
    assert told(HOUSE, name) == [(name, False)]


def test_a_name_without_a_receiver_is_certain_also_where_nobody_defines_it() -> None:
    assert told(HOUSE, "app.serializer.nothing") == [("app.serializer.nothing", True)]


def test_a_module_that_is_not_there_is_read_as_a_name_of_the_package() -> None:
    assert told(HOUSE, "app.gone.write") == [("app.gone.write", False)]


def test_a_call_that_was_uncertain_stays_uncertain() -> None:
    known = origins.Origins(tree_of(HOUSE))
    (before,) = known.of(call("app.through.write"))
    (found,) = known.of(call("app.through.write", certain=False))
    assert (before.name, before.certain) == ("json.dumps", True)
    assert (found.name, found.certain) == ("json.dumps", False), "also when the name is remembered"


def test_only_the_name_of_a_call_is_changed() -> None:
    (found,) = origins.Origins(tree_of(HOUSE)).of(call("app.through.write"))
    assert (found.method, found.line, found.column, found.owner) == ("write", 7, 3, "f")


def test_each_place_that_a_name_may_come_from_is_told() -> None:
    either = """\
        try:
            from ujson import dumps
        except ImportError:
            from json import dumps
        """
    found = told({"app/__init__.py": "", "app/fast.py": either}, "app.fast.dumps")
    assert sorted(found) == [("json.dumps", True), ("ujson.dumps", True)]


def test_the_longest_module_is_the_one_that_hands_on() -> None:
    files = {
        "app/__init__.py": "from pickle import loads as store\n",
        "app/store.py": "from json import dumps as put\n",
    }
    assert told(files, "app.store.put") == [("json.dumps", True)]


def test_a_package_hands_on_what_its_init_imports() -> None:
    files = {"app/__init__.py": "from json import dumps\n", "app/store.py": ""}
    assert told(files, "app.dumps") == [("json.dumps", True)]


def test_modules_that_import_one_another_in_a_ring_come_to_an_end() -> None:
    files = {
        "app/__init__.py": "",
        "app/one.py": "from app.two import x\n",
        "app/two.py": "from app.one import x\n",
    }
    assert [sure for _, sure in told(files, "app.one.x.write")] == [False]


def relay(hands: int) -> dict[str, str]:
    """So many modules, of which each hands on what the next one has; the last has it from `json`."""
    files = {f"app/m{n}.py": f"from app.m{n + 1} import go\n" for n in range(1, hands)}
    return files | {"app/__init__.py": "", f"app/m{hands}.py": "import json as go\n"}


def test_a_name_is_followed_through_eight_hands_and_unknown_behind_them() -> None:
    assert told(relay(8), "app.m1.go.dump") == [("json.dump", True)]
    assert told(relay(9), "app.m1.go.dump") == [("app.m9.go.dump", False)]


def test_the_new_names_of_a_word_are_told_once_in_the_order_of_the_text() -> None:
    text = """\
        from json import dumps as text, dump as file
        from json import dumps as text
        from json import dumpster as other
        """
    known = origins.Origins(tree_of({"app/words.py": text}))
    assert known.handed("app.words", ["dump", "dumps"]) == ("text", "file")
    assert known.handed("app.words", ["dump"]) == ("file",)


def test_a_word_with_signs_of_a_pattern_is_a_word() -> None:
    known = origins.Origins(tree_of({"app/words.py": "from json import dumps as text\n"}))
    assert known.handed("app.words", ["d.mps"]) == ()


def test_a_name_on_the_next_line_is_no_new_name() -> None:
    known = origins.Origins(tree_of({"app/words.py": "dumps\nas\nx\n"}))
    assert known.handed("app.words", ["dumps"]) == ()


def test_a_module_that_is_nowhere_hands_on_nothing() -> None:
    assert origins.Origins(tree_of(HOUSE)).handed("app.gone", ["write"]) == ()


MANY = {
    "one/app/store.py": "",
    "two/app/store.py": "",
    "web/state.ts": "",
    "web/legacy.js": "",
    "core/src/store.rs": "",
    "service/store.go": "",
}


@pytest.mark.parametrize(
    ("module", "paths"),
    [
        ("one.app.store", ("one/app/store.py",)),
        ("app.store", ("one/app/store.py", "two/app/store.py")),
        ("web.state", ("web/state.ts",)),
        ("web.legacy", ("web/legacy.js",)),
        ("core.store", ("core/src/store.rs",)),
        ("service.store", ()),
        ("pp.store", ()),
        ("app.gone", ()),
    ],
)
def test_a_module_is_found_by_its_whole_name_or_by_its_tail(module: str, paths: tuple[str, ...]) -> None:
    assert sorted(origins.Origins(tree_of(MANY)).paths(module)) == list(paths)


@pytest.mark.parametrize(
    ("module", "path"),
    [("one.app.store", "one/app/store.py"), ("app.store", ""), ("web.state", ""), ("app.gone", "")],
)
def test_only_a_python_file_is_a_module_by_its_whole_name(module: str, path: str) -> None:
    assert origins.Origins(tree_of(MANY)).exact(module) == path


def test_every_name_that_a_module_of_ours_imports_may_be_handed_on() -> None:
    tree = trees.Texts({f"parti/{each.path}": each.text for each in package()})
    known, seen = origins.Origins(tree), 0
    for path in tree.paths():
        said = tree.facts(path)
        for name in said.aliases:
            assert known.may_hand(f"{said.module}.{name}"), (path, name)
            seen += 1
        made = {each.name for each in said.definitions if each.name.startswith("_")}
        assert not any(known.may_hand(f"{said.module}.{name}") for name in made - set(said.aliases)), path
    assert seen > 1000


@pytest.mark.parametrize(
    "text",
    ["from a import b as Page\n", "from a import (b as  # why\n  Page)\n", "import a as \\\n  Page\n",
     "from a import Page\n", "import Page.a\n", "import a; import Page\n",
     "def f():\n    from a import Page\n"],
)  # fmt: skip
def test_a_name_may_be_handed_on_however_its_import_is_written(text: str) -> None:
    assert origins.Origins(tree_of({"app/words.py": text})).may_hand("app.words.Page")


def test_a_name_of_no_module_of_ours_is_not_handed_on() -> None:
    assert not origins.Origins(tree_of(HOUSE)).may_hand("lib.words.Page")
