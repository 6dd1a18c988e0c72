"""A test that keeps its assertion and puts a double in the place of what it asserted about.

The words stay the same and the code under test is no longer asked. Only shown: a person may have a reason.
"""

import pytest

from parti.chunks import oracle
from parti.source.shape import FileChange
from tests.chunks.planned import rewritten

IMPORT = "from app import run\n"
TEST = "def test_a():\n    assert run() == 3\n"
SAID = "test_a: run, of which it speaks, was imported and is made by the test file now."


def told(after: str, before: str = IMPORT + TEST) -> list[tuple[str, str]]:
    return [(each.level, each.message) for each in oracle.findings([rewritten(before, after)])]


DOUBLES = {
    "a function of the file": f"{IMPORT}def run():\n    return 3\n{TEST}",
    "a function instead of the import": f"def run():\n    return 3\n{TEST}",
    "a class of the file": f"{IMPORT}class run: ...\n{TEST}",
    "a value of the file": f"{IMPORT}run = Mock(return_value=3)\n{TEST}",
    "an annotated value": f"{IMPORT}run: object = Mock(return_value=3)\n{TEST}",
    "one of two values": f"{IMPORT}other, run = 1, Mock(return_value=3)\n{TEST}",
    "a value of the test": f"{IMPORT}def test_a():\n    run = lambda: 3\n    assert run() == 3\n",
    "a function in the test": f"{IMPORT}def test_a():\n    def run(): return 3\n    assert run() == 3\n",
    "a parameter": f"{IMPORT}def test_a(run):\n    assert run() == 3\n",
    "a context": f"{IMPORT}def test_a():\n    with patch('app.run') as run:\n        assert run() == 3\n",
}
THE_SAME = {
    "nothing changed": IMPORT + TEST,
    "imported from another place": f"from app.core import run\n{TEST}",
    "imported in the test": "def test_a():\n    from app import run\n    assert run() == 3\n",
    "imported in a try": f"try:\n    from app import run\nexcept ImportError:\n    raise\n{TEST}",
    "under another name": "from app import run as go\ndef test_a():\n    assert go() == 3\n",
    "bound by another test": f"{IMPORT}{TEST}def test_b():\n    run = 3\n    assert run == other()\n",
    "bound in another function": f"{IMPORT}{TEST}def helper():\n    run = 3\n",
    "another name of the file": f"{IMPORT}go = 3\n{TEST}",
    "an attribute": f"{IMPORT}x.run = 3\n{TEST}",
}


@pytest.mark.parametrize("way", DOUBLES)
def test_a_double_in_the_place_of_what_was_imported_is_shown(way: str) -> None:
    assert told(DOUBLES[way]) == [("warning", SAID)]


@pytest.mark.parametrize("way", THE_SAME)
def test_what_is_still_imported_is_the_same(way: str) -> None:
    assert told(THE_SAME[way]) == []


def test_a_double_that_was_there_before_is_nobody_of_this_change() -> None:
    before = f"run = Mock()\n{TEST}"
    assert told(f"run = Mock(return_value=3)\n{TEST}", before) == []


def test_each_name_that_became_a_double_is_told() -> None:
    test = "def test_a():\n    assert one(two()) == 3\n"
    found = told(f"one = two = Mock()\n{test}", f"from app import one, two\n{test}")
    assert [message.split(",")[0] for _, message in found] == ["test_a: one", "test_a: two"]


def test_a_double_of_something_that_no_assertion_names_is_not_told() -> None:
    test = "def test_a():\n    send()\n    assert run() == 3\n"
    assert told(f"{IMPORT}send = Mock()\n{test}", f"{IMPORT}from app import send\n{test}") == []


def test_a_double_blocks_no_whole_change_either() -> None:
    change: FileChange = rewritten(IMPORT + TEST, DOUBLES["a parameter"])
    assert [each.level for each in oracle.findings([change], whole=True)] == ["warning"]
