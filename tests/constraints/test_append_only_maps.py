"""append-only on a map: a new key lets it grow, and what is there is still guarded.

Whether the sequence is a map is told by its declaration, in whatever file that stands.
"""

import pytest

from tests.constraints.asking import asked, messages

CHECK = "append-only\nsequence: plugins.ALL"
MAP = 'ALL: dict[str, object] = {"old": 1, 2: 3}\n'
MAPS = {
    "a literal": 'ALL = {"old": 1, 2: 3}\n',
    "a literal with its type": MAP,
    "a type alone": "ALL: dict[str, object]\n",
    "a type of typing": "ALL: typing.Dict[str, object] = make()\n",
    "a type in quotes": "ALL: 'Mapping[str, object]' = make()\n",
    "a final": "ALL: Final[dict[str, object]] = make()\n",
    "a call": "ALL = dict(old=1)\n",
    "a default": "ALL = collections.defaultdict(list)\n",
    "a comprehension": "ALL = {k: v for k, v in rows}\n",
    "nothing that is known": "ALL = make()\n",
}


def lines(text: str, declared: str = MAP, check: str = CHECK) -> list[int]:
    files = {"app/plugins.py": declared, "app/a.py": text}
    return [each.place.line for each in asked(check, files, changed=["app/a.py"])]


@pytest.mark.parametrize("declared", MAPS.values(), ids=list(MAPS))
def test_a_new_key_lets_a_map_grow(declared: str) -> None:
    assert lines('from app.plugins import ALL as ap\nap["new"] = 1\n', declared) == []
    assert lines('from app import plugins\nplugins.ALL["new"]: int = 1\n', declared) == []
    assert lines("from app.plugins import ALL as ap\ndel ap['new']\n", declared) == [2]


@pytest.mark.parametrize(
    "grown",
    ["ALL[name] = f", "ALL[1] = f", "ALL['2'] = f", "ALL[a, b] = f", "ALL['x'], n = f, 1",
     "ALL.update(new=1)", "ALL.update({'new': 1}, **more)", "ALL.update(more)", "ALL |= {'new': 1}",
     "ALL.setdefault('old', 1)", "OTHER.update(old=1)", "ALL['old'].seen = 1", "x = ALL | {'old': 2}"],
)  # fmt: skip
def test_what_a_map_may_do(grown: str) -> None:
    assert lines(f"from app.plugins import ALL\nOTHER = {{}}\n{grown}\n") == []


@pytest.mark.parametrize(
    "cut",
    ["ALL['old'] = f", "ALL[2] = f", "ALL['new'] += 1", "ALL[name] |= 1", "del ALL[name]", "ALL.pop('old')",
     "ALL.update(old=1)", "ALL.update({'new': 1, 'old': 1})", "ALL |= {'old': 1}", "ALL.clear()",
     "n, ALL['old'] = 1, f", "for ALL['new'] in rows: ..."],
)  # fmt: skip
def test_what_a_map_has_is_guarded(cut: str) -> None:
    assert lines(f"from app.plugins import ALL\n{cut}\n") == [2]


def test_a_registry_may_fill_itself_in_its_own_module() -> None:
    text = MAP + "class Plugin:\n    def __init__(self, name):\n        ALL[name] = self\n"
    assert asked(CHECK, {"app/plugins.py": text}) == ()
    assert len(asked(CHECK, {"app/plugins.py": text.replace("ALL[name] =", "ALL['old'] =")})) == 1


def test_a_map_of_a_class_is_one_too() -> None:
    declared = "class Book:\n    PAGES = {'old': 1}\nclass Other:\n    PAGES = []\n"
    text = "from app.plugins import Book\nBook.PAGES['new'] = 1\nBook.PAGES['old'] = 1\n"
    assert lines(text, declared, "append-only\nsequence: Book.PAGES") == [3]


@pytest.mark.parametrize(
    "declared", ["ALL = []\n", "ALL: list[int] = make()\n", "ALL = [n for n in rows]\n"]
)
def test_a_place_of_a_list_is_still_written_over(declared: str) -> None:
    assert lines("from app.plugins import ALL\nALL[0] = 1\nALL[at] = 1\nALL[:] = []\n", declared) == [
        2,
        3,
        4,
    ]


def test_a_place_of_something_unseen_is_still_written_over() -> None:
    assert lines("from app.plugins import ALL\nALL[0] = 1\nALL[at] = 1\n", "ALL = make()\n") == [2, 3]


def test_the_key_that_a_merge_writes_over_is_named() -> None:
    found = asked(CHECK, {"app/plugins.py": MAP + "ALL.update({'old': 2})\n"})
    assert messages(found) == ["`ALL['old']` is written over, and `plugins.ALL` may only grow at its end"]


def test_a_map_of_a_script_grows_by_set_and_a_list_of_java_does_not() -> None:
    script = "import { ALL } from './plugins';\nALL.set('new', 1);\nALL.delete('old');\n"
    assert [each.place.line for each in asked(CHECK, {"app/a.ts": script})] == [3]
    java = "package app;\nclass A {\n  void f() {\n    plugins.ALL.set(0, 1);\n  }\n}\n"
    assert [each.place.line for each in asked(CHECK, {"app/A.java": java})] == [4]
