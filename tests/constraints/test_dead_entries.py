"""Entries of a list that speak of nothing in the tree: told as rot, each by name, beside those alive."""

import pytest

from parti.constraints import conformance, document
from parti.constraints.tree import Texts
from tests.constraints.documents import section

CODE = {
    "cmd/main.go": 'package main\n\nimport "os"\n\nfunc main() { os.Exit(1) }\n',
    "store/a.go": 'package store\n\ntype Store struct{}\n\nfunc (Store) Close() {}\nvar q = "orders.new"\n',
    "a.py": "import os\n\n\nclass Store:\n    def close(self): ...\n\n\ndef main(): os.getcwd()\n",
}


def rotten(check: str, files: dict[str, str]) -> list[str]:
    """The warnings of rot that the tree alone gives."""
    read = document.parse(section(check, id="rule", scope=""))
    assert read.findings == ()
    found = conformance.stale(read.constraints[0], Texts(files))
    assert all(each.level == "warning" for each in found)
    return [each.message for each in conformance.stale(read.constraints[0], Texts(files))]


@pytest.mark.parametrize("path", sorted(CODE))
@pytest.mark.parametrize("name", ["main", "Store.*", "[Mm]ain", "Clo*", "clo*"])
def test_a_function_that_may_is_looked_for_in_every_language(path: str, name: str) -> None:
    has = {
        "cmd/main.go": {"main", "[Mm]ain"},
        "store/a.go": {"Store.*", "Clo*"},
        "a.py": {"main", "Store.*", "[Mm]ain", "clo*"},
    }
    told = rotten(f"forbidden-call\ncalls: [os.Exit]\nexcept-in: ['{name}']", {path: CODE[path]})
    sentence = f"`rule` lets `{name}` through, and no file of the tree has such a function"
    assert told == ([] if name in has[path] else [sentence])


def test_each_dead_function_is_told_and_a_call_that_nobody_makes_is_not() -> None:
    told = rotten("forbidden-call\ncalls: [os.Exitt, x.y]\nexcept-in: [main, mian, Store.Open]", CODE)
    assert [each.split("`")[3] for each in told] == ["mian", "Store.Open"]


@pytest.mark.parametrize(
    ("what", "lives"),
    [
        ("call os.Exit", True),
        ("call os.Exitt", False),
        ("class Store", True),
        ("class NoSuch*", False),
        ("function main", True),
        ("function nosuch*", False),
        ("method Store.Close", True),
        ("text orders.*", True),
        ("text nosuch", False),
        ("name q", True),
        ("name Q", False),
    ],
)
def test_each_thing_of_a_list_is_looked_for_in_the_whole_tree(what: str, lives: bool) -> None:
    told = rotten(f"location\nwhat: ['class Store', '{what}']\nonly-in: ['**']", CODE)
    sentence = f"`rule` keeps `{what}` in its place, and no file of the tree has such a thing"
    assert told == ([] if lives else [sentence])
