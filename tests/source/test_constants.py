"""What calls are given by name: constants that nothing else binds, and numbers in keywords."""

import pytest

from parti.source import constants, reading

TEXT = """
LIMIT_MS = 5_000
WAIT: float = 1.5
SQL = "SELECT 1"
TRUE = True

def ask(db, wait):
    db.execute(SQL, timeout=WAIT, options=f"a={LIMIT_MS}", wait=wait, sure=TRUE, more=2)
"""


def test_names_of_constants_are_read_where_calls_are_given_them() -> None:
    (given,) = constants.given(TEXT).values()
    assert given.first == "SELECT 1"
    assert given.words == {"timeout": (1.5, "WAIT"), "options": ("a=5000", ""), "more": (2, "")}


def test_calls_stand_where_facts_say_that_they_stand() -> None:
    calls = {(one.line, one.column) for one in reading.extract(TEXT, "src/a.py").calls if one.how == "call"}
    assert set(constants.given(TEXT)) <= calls


@pytest.mark.parametrize(
    "more",
    [
        "SQL = other()\n",
        "for SQL in rows:\n    pass\n",
        "import sqlite3 as SQL\n",
        "def SQL():\n    pass\n",
        "def f(*, SQL):\n    pass\n",
        "def f(**SQL):\n    pass\n",
        "try:\n    pass\nexcept OSError as SQL:\n    pass\n",
        "with a as SQL:\n    pass\n",
        "[SQL for SQL in rows]\n",
        "(SQL := 1)\n",
        "match a:\n    case {**SQL}:\n        pass\n",
        "match a:\n    case [*SQL]:\n        pass\n",
        "del SQL\n",
        "from others import *\n",
    ],
)
def test_a_name_that_anything_else_binds_is_no_constant(more: str) -> None:
    assert all(one.first == "" for one in constants.given(f"{TEXT}\n{more}").values())


@pytest.mark.parametrize("text", ["def (", "\x00", "f(", "f(" * 3_000 + ")" * 3_000])
def test_what_does_not_parse_gives_nothing(text: str) -> None:
    assert constants.given(text) == {}
