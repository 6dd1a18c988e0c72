"""Every promise is met by tests that exist, or open; and no test claims a promise behind its back."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.law.source import ROOT
from tests.promises import PROMISES, Promise

ROWS = {"D": 11, "E": 7, "G": 5, "C": 5, "J": 4, "S": 7}
CLAIM = re.compile(r"\(((?:[DEGCJS]\d{1,2})(?:(?:, | and )[DEGCJS]\d{1,2})*)\)")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def names_of(path: Path) -> frozenset[str]:
    """The tests of a file, those of classes as `Class::test`."""
    found = set()
    for node in parsed(path).body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        found |= {f"{prefix}{n.name}" for n in inner if isinstance(n, ast.FunctionDef) and is_test(n.name)}
    return frozenset(found)


def is_test(name: str) -> bool:
    return name.startswith("test")


def missing(promise: Promise, root: Path = ROOT) -> list[str]:
    """The node ids of a promise that name no test."""
    gone = []
    for node in promise.tests:
        file, _, name = node.partition("::")
        path = root / file
        if not path.is_file() or (name not in names_of(path) if name else not names_of(path)):
            gone.append(node)
    return gone


def claims(path: Path) -> Iterator[str]:
    """Ids that a file's docstrings claim, in round brackets."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(parsed(path)):
        if isinstance(node, documented):
            for found in CLAIM.findall(ast.get_docstring(node) or ""):
                yield from re.findall(r"[DEGCJS]\d+", found)


def unlisted(path: Path, promises: Mapping[str, Promise], root: Path = ROOT) -> list[str]:
    """Claims of a file that the promise does not know; an open promise may be worked on anywhere."""
    name = path.relative_to(root).as_posix()
    wrong = []
    for identity in claims(path):
        promise = promises.get(identity)
        listed = promise and (
            promise.open or any(node.partition("::")[0] == name for node in promise.tests)
        )
        if not listed:
            wrong.append(identity)
    return wrong


def test_every_row_is_here_once() -> None:
    wanted = [f"{letter}{number}" for letter, count in ROWS.items() for number in range(1, count + 1)]
    assert list(PROMISES) == wanted
    source = (ROOT / "tests" / "promises.py").read_text(encoding="utf-8")
    assert re.findall(r'^    "([DEGCJS]\d+)": Promise\(', source, re.MULTILINE) == wanted


@pytest.mark.parametrize("identity", PROMISES)
def test_a_promise_is_met_or_open_and_never_both(identity: str) -> None:
    promise = PROMISES[identity]
    assert bool(promise.tests) != bool(promise.open)
    assert promise.says.endswith(".")
    assert not promise.open.endswith(".")


@pytest.mark.parametrize("identity", PROMISES)
def test_each_test_that_shows_a_promise_exists(identity: str) -> None:
    assert missing(PROMISES[identity]) == []
    assert len(set(PROMISES[identity].tests)) == len(PROMISES[identity].tests)


def test_a_test_that_is_gone_is_seen(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text("def test_b(): ...\n\n\nclass TestC:\n    def test_d(self): ...\n")
    promise = Promise(
        "…", ("test_a.py", "test_a.py::test_b", "test_a.py::TestC::test_d", "test_a.py::test_e")
    )
    assert missing(promise, tmp_path) == ["test_a.py::test_e"]
    assert missing(Promise("…", ("test_gone.py",)), tmp_path) == ["test_gone.py"]


FILES = sorted((ROOT / "tests").rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_test_claims_a_promise_that_does_not_know_it(path: Path) -> None:
    assert unlisted(path, PROMISES) == []


def test_a_claim_that_nobody_listed_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "test_a.py"
    page.write_text('"""Writes (D1, D2) and reads (D3 and D4), not (D5, maybe) D6."""\n')
    promises = {
        "D1": Promise("…", ("test_a.py::test_b",)),
        "D2": Promise("…", ("test_z.py",)),
        "D3": Promise("…", open="x"),
    }
    assert list(claims(page)) == ["D1", "D2", "D3", "D4"]
    assert unlisted(page, promises, tmp_path) == ["D2", "D4"]
