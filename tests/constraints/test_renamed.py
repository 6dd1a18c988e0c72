"""The imports that give a name which their file does not use: who takes that name sees no other word."""

import pytest

from parti.constraints import renamed
from parti.source import facts, reading


def told(text: str, path: str = "src/app/a.py") -> list[tuple[int, str]]:
    known = reading.extract(text, path)
    assert isinstance(known, facts.Facts)
    return [(each.line, alias) for each, alias in renamed.imports(text, known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from json import dump as write\n", [(1, "write")]),
        ("from json import dump as write\n\nwrite({})\n", []),
        ("from json import dump\n", []),
        ("from json import dump as write\n__all__ = ['write']\n", [(1, "write")]),
        ("from json import dump as write\nrewrite, writes = 1, 2\n", [(1, "write")]),
        ("from json import dump\nfrom json import dump as write\n", [(2, "write")]),
        ("from json import dump as write, dump\n", [(1, "write")]),
        ("if FAST:\n    from a import b as c\nelse:\n    from d import e as c\n", []),
    ],
)
def test_a_new_name_counts_where_nothing_else_in_the_file_says_it(
    text: str, found: list[tuple[int, str]]
) -> None:
    assert told(text) == found


def test_a_name_of_a_script_may_hold_a_dollar() -> None:
    assert told("import { writeFile as $write } from 'fs';\n", "src/a.js") == [(1, "$write")]


def test_thousands_of_names_for_one_thing_are_told_in_the_order_of_the_text() -> None:
    text = "".join(f"from json import dump as write_{at}\n" for at in range(3000))
    assert told(text) == [(at + 1, f"write_{at}") for at in range(3000)]
