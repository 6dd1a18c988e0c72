"""The first look: it may ask too often and never too seldom, and it believes nothing that is not whole."""

import importlib.util
import random
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.constraints import (
    checks,
    compiled,
    conformance,
    constraint,
    document,
    examples,
    first_look,
    surroundings,
)
from parti.constraints import tree as trees
from parti.constraints.checks import command
from parti.workflow import glance
from tests.constraints.documents import section
from tests.law.source import ROOT, package
from tests.source.test_hasty import spoiled

LIBRARY = importlib.util.find_spec("ast_grep_py.ast_grep_py")
assert LIBRARY is not None
assert LIBRARY.origin
ENGINE = glance.Engine(LIBRARY.origin)

GLOBS = st.lists(
    st.sampled_from(("**/", "**", "*", "a", "b", "/", ".py", "ab", "?", "[ab]", "src/")), max_size=6
)
PATHS = st.lists(st.sampled_from(("a", "b", "/", ".py", "ab", "src/", "x")), min_size=1, max_size=7)


@given(st.lists(GLOBS, max_size=2), st.lists(GLOBS, max_size=2), PATHS)
def test_a_scope_covers_at_least_what_it_covers_in_the_full_check(
    include: list[list[str]], exclude: list[list[str]], path: list[str]
) -> None:
    scope = constraint.Scope(
        tuple(filter(None, map("".join, include))), tuple(filter(None, map("".join, exclude)))
    )
    told = compiled.scope(scope)
    where = "".join(path).strip("/")
    assert first_look.covers(told, where) or not scope.covers(where)
    if not any(mark in glob for glob in (*scope.include, *scope.exclude) for mark in "?["):
        exact = all(glob.count("**") + glob.endswith("/") <= 3 for glob in (*scope.include, *scope.exclude))
        assert first_look.covers(told, where) == scope.covers(where) or not exact


VALUE = {"root": "/x", "texts": (b"a", None), "code": (("p", 1, 2),), "rows": (((), ()), ("python",))}


def test_what_was_packed_is_unpacked() -> None:
    assert first_look.unpack(first_look.pack(VALUE)) == VALUE


def test_no_damaged_byte_and_no_cut_is_believed() -> None:
    whole = first_look.pack(VALUE)
    for at in range(len(whole)):
        assert first_look.unpack(whole[:at]) is None
        broken = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        assert first_look.unpack(broken) is None
    assert first_look.unpack(whole + b"x") is None


def test_another_python_or_layout_is_foreign(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = first_look.pack(VALUE)
    monkeypatch.setattr(first_look, "LAYOUT", first_look.LAYOUT + 1)
    assert first_look.unpack(whole) is None


def test_what_is_no_plain_data_is_not_packed() -> None:
    with pytest.raises(ValueError, match="unmarshallable"):
        first_look.pack({"x": object()})


def found(read: document.Document, texts: dict[str, str], path: str) -> list[str]:
    """What the full check finds in one file of a tree."""
    every = conformance.run(read, trees.Texts(texts, [path]))
    return [f"{each.code} {each.place.line} {each.message}" for each in every if each.place.path == path]


def meant(read: document.Document, texts: dict[str, str]) -> tuple[compiled.Row, ...]:
    """What a first look knows of a document in a tree."""
    return compiled.rows(read.constraints, surroundings.Surroundings(trees.Texts(texts)).around())


def kinds() -> dict[str, document.Document]:
    """A document of its own for every kind that a machine checks, with the options of its manual."""
    told = {}
    for kind in checks.kinds():
        module = checks.load(kind)
        if kind != command.KIND and module is not None:
            block = "\n".join(f"{key}: {_yaml(value)}" for key, value in module.EXAMPLE.items())
            told[kind] = document.parse(section(f"{kind}\n{block}", id=kind, scope="Scope: `**`."))
    return told


def _yaml(value: object) -> str:
    import json

    return json.dumps(value)


KINDS = kinds()
HOME = "from json import dump as d\n\n\ndef save_json(path, state): ...\n"


def example(text: str, path: str) -> dict[str, str]:
    """The files of an example, less the one that it is about."""
    return dict(examples.files(constraint.Example("kept", "python", text, path, 1)))


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_is_called_clean_where_its_own_examples_are_broken(kind: str) -> None:
    read, module = KINDS[kind], checks.load(kind)
    assert module is not None
    assert [each.message for each in read.findings] == []
    for path, text in module.BROKEN:
        texts = {path: text, **example(text, path)}
        for rows in (compiled.rows(read.constraints), meant(read, texts)):
            clean = {
                each: first_look.clean(rows, each, texts[each].encode(), ENGINE.matches) for each in texts
            }
            assert not all(clean.values()), text
            assert all(not found(read, texts, each) for each in texts if clean[each]), text


@pytest.mark.parametrize("seed", range(3))
def test_what_is_called_clean_is_clean_in_spoiled_examples_of_every_kind(seed: int) -> None:
    chance = random.Random(seed)
    called = 0
    for kind, read in KINDS.items():
        module = checks.load(kind)
        assert module is not None
        pool = [(path, text) for path, text in (*module.BROKEN, *module.KEPT)]
        for _ in range(60):
            path, text = chance.choice(pool)
            others = {"src/app/state_io.py": HOME, "src/app/__init__.py": "", **example(text, path)}
            text = spoiled(text * chance.choice((1, 1, 2)), chance)
            rows = meant(read, {path: "", **others})
            if first_look.clean(rows, path, text.encode(), ENGINE.matches):
                called += 1
                assert found(read, {**others, path: text}, path) == [], (kind, path, text)
    assert called > 50, "too few are called clean for this to say anything"


TOLD = {
    "pattern", "layers", "forbidden-import", "paired-effect", "append-only", "registered-in", "stdlib-only",
    "allowed-dependencies", "independent",
}  # fmt: skip
"""Kinds that most files of ours have no part in."""


def test_what_is_called_clean_is_clean_in_our_own_tree() -> None:
    whole = document.parse((ROOT / "CONSTRAINTS.md").read_text())
    chosen = tuple(rule for rule in whole.constraints if rule.kind in TOLD)
    read = document.Document(constraints=chosen, findings=())
    chance = random.Random(5)
    texts = {f"src/parti/{source.path}": source.text for source in package()}
    rows = meant(read, texts)
    called = 0
    for path, text in texts.items():
        changed = spoiled(text, chance) if chance.random() < 0.5 else text
        if first_look.clean(rows, path, changed.encode(), ENGINE.matches):
            called += 1
            assert found(read, {**texts, path: changed}, path) == [], path
    assert called > 150, "most of our files break nothing"


ASKED = [
    ("a comment that allows", "src/a.py", b"x = 1  # parti: allow print -- why\n"),
    ("too deep a nesting", "src/a.py", b"\n".join(b" " * at + b"if x:" for at in range(300)) + b"\n"),
    ("a lone carriage return", "src/a.py", b"x = 1\rprint(x)\n"),
    ("a path with a line end", "src/a\n.py", b"x = 1\n"),
    ("a text that is too large", "src/a.py", b"x" * 2_000_001),
    ("a match", "src/a.py", b"print(1)\n"),
]


@pytest.mark.parametrize(("why", "path", "data"), ASKED)
def test_the_full_check_is_asked_about(why: str, path: str, data: bytes) -> None:
    rows = compiled.rows(document.parse(section("pattern\nforbid: print($$$A)")).constraints)
    assert not first_look.clean(rows, path, data, ENGINE.matches)
    assert first_look.clean(rows, "src/a.py", b"x = 1\n", ENGINE.matches)


def test_an_engine_that_does_not_load_leaves_it_to_the_full_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ast_grep_py.ast_grep_py", raising=False)
    assert glance.Engine("/nowhere.so").matches("x = 1\n", "python", [{"pattern": "print($A)"}])
