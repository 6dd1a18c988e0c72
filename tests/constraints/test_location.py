"""location: things that live in one place only."""

import pytest

from parti.constraints import checks, conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

HOME = "only-in: [src/app/own/**]"


def found(what: str, text: str, path: str = "src/app/a.py") -> tuple[finding.Finding, ...]:
    tree = trees.Texts({path: text, "src/app/own/x.py": ""})
    return conformance.of_rule(rule(f"location\nwhat: [{what}]\n{HOME}"), tree)


@pytest.mark.parametrize(
    ("what", "text", "lines"),
    [
        ("class *Handler", "class AHandler: ...\nclass Handlers: ...\n", [1]),
        ("class *(Handler)", "from app.home import x\nclass A(x.Handler): ...\n", [2]),
        ("function *_migration", "def a_migration(): ...\nclass B:\n    def b_migration(self): ...\n", [1]),
        ("method save_*", "class B:\n    def save_x(self): ...\ndef f():\n    def save_y(): ...\n", [2]),
        ("call subprocess.run", "import subprocess as s\ngo = s.run\n", [2]),
        ("call sqlite3.*", "from sqlite3 import connect as c\n", [1]),
        ("name '*_QUEUE'", "A_QUEUE = 'x'\nfrom app.home import B_QUEUE\n", [1]),
        ("text 'orders.*'", "x = 'orders.a'\ny = 'my orders.a'\n# 'orders.a'\nz = \"orders.\"\n", [1, 4]),
        ("text X-Key", "h = {'X-Key': 1, 'X-Keys': 2}\n", [1]),
        ("class A, text b", "class A: ...\nb = 'b'\n", [1, 2]),
    ],
)  # fmt: skip
def test_what_matches_is_found_outside_its_home_only(what: str, text: str, lines: list[int]) -> None:
    what = what if "'" not in what else f'"{what}"'.replace("'", "")
    assert [each.place.line for each in found(what, text)] == lines
    assert not found(what, text, "src/app/own/y.py")


def test_the_message_says_where_it_belongs() -> None:
    (each,) = found("class *Handler", "class AHandler: ...\n")
    assert each.message == "class `AHandler` is here, and belongs only in `src/app/own/**`"
    assert each.fix == "move it to `src/app/own/**`"


def test_the_scope_still_limits() -> None:
    tree = trees.Texts({"tests/a.py": "class AHandler: ...\n"})
    scoped = rule(f"location\nwhat: class *Handler\n{HOME}", "Scope: `src/**`.")
    assert not conformance.of_rule(scoped, tree)


def test_a_home_that_is_gone_is_rot() -> None:
    tree = trees.Texts({"src/app/a.py": "class AHandler: ...\n"})
    (each,) = conformance.stale(rule(f"location\nwhat: class *Handler\n{HOME}"), tree)
    assert "`src/app/own/**`, which matches no file" in each.message


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        ({"what": "klass A", "only-in": "a"}, "must begin with a kind; did you mean `class`?"),
        ({"what": "class A B", "only-in": "a"}, "must read like"),
        ({"what": "class A"}, "`only-in` must be a list"),
    ],
)
def test_a_block_that_cannot_run_is_told(raw: dict[str, object], part: str) -> None:
    check = checks.load("location")
    assert check is not None
    assert part in "\n".join(check.options(raw))
