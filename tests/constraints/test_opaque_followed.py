"""opaque: a value that goes to functions of ours, and through variables in JavaScript and TypeScript."""

from collections.abc import Mapping

import pytest

from parti.constraints import conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

CHECK = """opaque
value: ["*.id", entry.key, "*_token"]
never: [split, int, slicing, startsWith, slice, parseInt, JSON.parse, searching]
"""
HERE, OTHER = "src/app/a.py", "src/app/b.py"


def found(texts: Mapping[str, str]) -> tuple[finding.Finding, ...]:
    return conformance.of_rule(rule(CHECK), trees.Texts(texts))


TAKEN: Mapping[str, dict[str, str]] = {
    "a function of another file": {
        HERE: "from app.b import head\n\nhead(post.id)\n",
        OTHER: "def head(text):\n    return text.split('-')[0]\n",
    },
    "by keyword, in a later place": {
        HERE: "from app import b\n\nb.head(1, text=post.id)\n",
        OTHER: "def head(n, *, text):\n    return int(text)\n",
    },
    "the same file": {HERE: "def head(text):\n    return text[:3]\n\n\nhead(post.id)\n"},
    "a method of its own class": {
        HERE: "class A:\n    def f(self, post):\n        return self.head(post.id)\n\n"
        "    def head(self, text):\n        return text[:3]\n"
    },
    "a static method": {
        HERE: "class A:\n    def f(self, post):\n        return self.head(post.id)\n\n"
        "    @staticmethod\n    def head(text):\n        return text[:3]\n"
    },
    "handed on twice": {
        HERE: "from app.b import first\n\nfirst(post.id)\n",
        OTHER: "def first(a):\n    return second(a)\n\n\n"
        "def second(b):\n    held = b\n    return held.split('-')\n",
    },
    "under another name": {
        HERE: "from app.b import head as h\n\nkept = post.id\nh(kept)\n",
        OTHER: "def head(text):\n    return '-' in text\n",
    },
}
WHOLE: Mapping[str, dict[str, str]] = {
    "another parameter": {
        HERE: "from app.b import head\n\nhead(post.id, post.title)\n",
        OTHER: "def head(text, title):\n    return title.split('-')[0]\n",
    },
    "compared alone": {
        HERE: "from app.b import same\n\nsame(post.id)\n",
        OTHER: "def same(text):\n    return text == 'a'\n",
    },
    "functions that call each other": {
        HERE: "def f(a):\n    return g(a)\n\n\ndef g(a):\n    return f(a)\n\n\nf(post.id)\n",
    },
    "given another value": {
        HERE: "from app.b import head\n\nhead(post.id)\n",
        OTHER: "def head(text):\n    text = other()\n    return text.split('-')\n",
    },
}


@pytest.mark.parametrize("way", TAKEN)
def test_a_function_of_ours_that_takes_the_value_apart_is_told_where_it_is_called(way: str) -> None:
    (each,) = found(TAKEN[way])
    assert each.place.path == HERE
    assert "hands it to a function where" in each.message


@pytest.mark.parametrize("way", WHOLE)
def test_a_function_of_ours_that_leaves_the_value_whole_is_free(way: str) -> None:
    assert not found(WHOLE[way])


def test_a_parameter_that_is_the_value_by_its_name_is_told_where_it_stands_alone() -> None:
    texts = {
        HERE: "from app.b import head\n\nhead(api_token)\n",
        OTHER: "def head(my_token):\n    return my_token[:3]\n",
    }
    assert [each.place.path for each in found(texts)] == [OTHER]


def test_a_function_outside_the_scope_may() -> None:
    texts = TAKEN["a function of another file"]
    scoped = rule(CHECK, scope="Scope: `src/app/a.py`.")
    assert not conformance.of_rule(scoped, trees.Texts(texts))


SCRIPT_TAKEN = [
    "const k = entry.key.split('-');",
    "const k = entry?.key.slice(1);",
    "parseInt(post.id);",
    "JSON.parse(post.id);",
    "const held = post.id;\nheld.split('-');",
    "const held = post.id || '';\nconst again = held;\nagain.split('-');",
    "const [k] = post.id.split('-');",
    "`${post.id}`.slice(0, 4);",
    "String(post.id).slice(0, 4);",
    "post.id['split']('-');",
    "const cut = post.id.split;",
    "const { id } = post;\nid.split('-');",
    "const { id: held } = post;\nheld.split('-');",
    "apiToken.x;\nmy_token.slice(2);",
    "(post.id).split('-');",
    "post.id.toString().split('-');",
    "function f() { const held = post.id; return () => held.split('-'); }",
]
SCRIPT_WHOLE = [
    "store[post.id];",
    "entry.title.split('-');",
    "other.key.split('-');",
    "let held = post.id;\nheld = post.title;\nheld.split('-');",
    "function f() { const held = post.id; }\nfunction g(held) { return held.split('-'); }",
    "`${post.id}-${post.title}`.split('-');",
    "const { title } = post;\ntitle.split('-');",
    "(post.title + post.id.length).split('-');",
    "use(post.id).split('-');",
    "// post.id.split('-')",
]


@pytest.mark.parametrize("path", ["src/a.js", "src/a.ts"])
@pytest.mark.parametrize("text", SCRIPT_TAKEN)
def test_a_script_that_takes_the_value_apart_is_told_once(text: str, path: str) -> None:
    assert len(found({path: text})) == 1, found({path: text})


@pytest.mark.parametrize("path", ["src/a.js", "src/a.ts"])
@pytest.mark.parametrize("text", SCRIPT_WHOLE)
def test_a_script_that_leaves_the_value_whole_is_free(text: str, path: str) -> None:
    assert not found({path: text})
