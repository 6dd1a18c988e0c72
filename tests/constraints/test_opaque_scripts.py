"""opaque: what takes a value apart in JavaScript and TypeScript where the rule does not list it."""

import pytest

from tests.constraints.asking import asked


def told(text: str, path: str, more: str = "") -> bool:
    return bool(asked(f"opaque\nvalue: ['*.id']{more}", {path: f"const id = post.id;\n{text}\n"}))


@pytest.mark.parametrize("path", ["src/app/a.ts", "src/app/a.js", "src/app/a.tsx"])
@pytest.mark.parametrize(
    ("text", "breach"),
    [
        ("Number(post.id);", True),
        ("Number(id);", True),
        ("Number.parseInt(id);", True),
        ("id.match(/a/);", True),
        ("id.includes('-');", True),
        ("id.startsWith('a');", True),
        ("id.indexOf('-');", True),
        ("id.at(0);", True),
        ("id.split('-');", True),
        ("ids.includes(id);", False),
        ("text.match(id);", False),
        ("id.trim();", False),
        ("id === other.id;", False),
        ("Number(post.number);", False),
        ("String(id);", False),
    ],
)
def test_the_default_knows_how_scripts_take_a_text_apart(text: str, breach: bool, path: str) -> None:
    assert told(text, path) is breach


def test_a_list_of_its_own_is_not_added_to() -> None:
    assert told("id.split('-');", "a.ts", "\nnever: [split]")
    assert not told("id.includes('-');", "a.ts", "\nnever: [split]")
