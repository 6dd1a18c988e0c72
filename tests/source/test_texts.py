"""What is surely a text, since a rule on files must not stumble over `text.replace`."""

import ast

import pytest

from parti.source import scopes, texts

FILE = """\
import os
TITLE = "a"
MIXED = "a"
MIXED = find()

class Page:
    slug: str
    def __init__(self, body: str, other):
        self.body = body
        self.mark = "a"
        self.other = other

    def f(self, said: str, either: "str | bytes", place, maybe: str | None, mixed: "str | Path"):
        made = place.upper()
        told: str = find()
        turned: str = "a"
        turned = Path(turned)
        for each in said:
            pass
        place = "a"
        {line}
"""


def told(line: str) -> bool:
    tree = ast.parse(FILE.format(line=line))
    page = tree.body[-1]
    assert isinstance(page, ast.ClassDef)
    function = page.body[-1]
    assert isinstance(function, ast.FunctionDef)
    scope = scopes.nested(function, scopes.nested(page, scopes.module(tree, "src/app/a.py")))
    last = function.body[-1]
    assert isinstance(last, ast.Expr)
    return texts.is_text(last.value, scope)


@pytest.mark.parametrize(
    "line",
    [
        "'a'",
        "b'a'",
        "f'{x}'",
        "'a' + x",
        "x + 'a'",
        "'%s' % x",
        "'-' * 3",
        "str(x)",
        "repr(x)",
        "x.upper()",
        "x.replace('a', 'b')",
        "','.join(x)",
        "'{}'.format(x)",
        "x.strip().split('a')[0]",
        "x.lower()[1:]",
        "said",
        "either",
        "maybe",
        "made",
        "told",
        "TITLE",
        "self.body",
        "self.mark",
        "self.slug",
        "said if x else 'a'",
        "said or 'a'",
        "(y := said)",
        "said.split(',')[0]",
        "os.path.join(x, y)",
        "open(x).read().decode()",
        "path.read_text()",
    ],
)
def test_what_is_surely_a_text(line: str) -> None:
    assert told(line)


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "place",
        "each",
        "turned",
        "mixed",
        "MIXED",
        "self.other",
        "self.unknown",
        "x.y",
        "find()",
        "x.replace(y)",
        "x.joinpath('a')",
        "x / 'a'",
        "said if x else place",
        "said or x",
        "x[0]",
        "x.split(',')",
        "x.join(y)",
        "3",
        "None",
        "Path('a')",
        "texts[0]",
    ],
)
def test_what_may_be_something_else(line: str) -> None:
    assert not told(line)


def test_a_name_that_holds_itself_ends() -> None:
    tree = ast.parse("a = b\nb = a\na")
    last = tree.body[-1]
    assert isinstance(last, ast.Expr)
    assert not texts.is_text(last.value, scopes.module(tree, "a.py"))
