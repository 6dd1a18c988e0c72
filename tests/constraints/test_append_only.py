"""append-only: files that only grow, and sequences that are only appended to."""

import pytest

from parti.constraints import checks, conformance, document, examples, finding
from parti.constraints import tree as trees
from parti.constraints.checks import append_only
from tests.constraints.documents import rule, section

SEQUENCE = "append-only\nsequence: ledger.ENTRIES"
LEDGER = "ENTRIES = []\nclass Book:\n    PAGES = []\n"
FIXED = "append-only\nfiles: [migrations/*.sql]"
GROWS = f"{FIXED}\nlines: appended"


def found(text: str, path: str = "src/app/a.py", check: str = SEQUENCE) -> tuple[finding.Finding, ...]:
    tree = trees.Texts({"src/app/ledger.py": LEDGER, path: text}, [path])
    return conformance.of_rule(rule(check), tree)


def judged(check: str, before: dict[str, str | None], after: dict[str, str | None]) -> list[str]:
    return [str(each.place) for each in append_only.judge(rule(check), before, after)]


@pytest.mark.parametrize(
    "text",
    [
        "from app.ledger import ENTRIES\nENTRIES.pop()\n",
        "from app import ledger as l\nl.ENTRIES.remove(x)\n",
        "from app.ledger import ENTRIES as e\ne.sort()\n",
        "from app.ledger import ENTRIES\ncut = ENTRIES.clear\n",
        "from app.ledger import ENTRIES\ngetattr(ENTRIES, 'pop')()\n",
        "from app.ledger import ENTRIES\nretry(ENTRIES.clear)\n",
        "from app.ledger import ENTRIES\nENTRIES.insert(0, x)\n",
        "from app.ledger import ENTRIES\ndel ENTRIES[0]\n",
        "from app.ledger import ENTRIES\nENTRIES[0] = x\n",
        "from app.ledger import ENTRIES\nENTRIES[:] = []\n",
        "from app.ledger import ENTRIES\nENTRIES[0] += 1\n",
        "import app.ledger\napp.ledger.ENTRIES = []\n",
        "import app.ledger\napp.ledger.ENTRIES *= 0\n",
    ],
)
def test_what_cuts_a_sequence(text: str) -> None:
    assert [each.place.line for each in found(text)] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "from app.ledger import ENTRIES\nENTRIES.append(1)\nENTRIES.extend([1])\nx = ENTRIES[0]\n",
        "from app.ledger import ENTRIES\nENTRIES += [2]\n",
        "from app.other import ENTRIES\nENTRIES.pop()\n",
        "def f():\n    ENTRIES = []\n    ENTRIES.pop()\n",
        "import app.ledger\napp.ledger.ENTRIES += [1]\n",
        "# ENTRIES.pop()\n",
        "from app.ledger import ENTRIES\nsorted(ENTRIES)\nlen(ENTRIES)\n",
    ],
)
def test_what_lets_a_sequence_grow(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ENTRIES = []\nENTRIES = [1]\n", [2]),
        ("ENTRIES: list = []\ndef f():\n    global ENTRIES\n    ENTRIES = []\n", [4]),
        ("ENTRIES = []\ndef f():\n    ENTRIES = []\n", []),
        ("ENTRIES = []\ndel ENTRIES\n", [2]),
        ("ENTRIES = []\ndef f():\n    ENTRIES.pop()\n    del ENTRIES[1], x\n", [3, 4]),
    ],
)
def test_its_own_module_declares_it_once(text: str, lines: list[int]) -> None:
    assert [each.place.line for each in found(text, "src/app/ledger.py")] == lines


def test_a_sequence_of_a_class_may_be_named() -> None:
    check = "append-only\nsequence: Book.PAGES"
    assert found("from app.ledger import Book\nBook.PAGES.clear()\n", check=check)
    assert found("from app.ledger import Book as B\nB.PAGES[0] = 1\n", check=check)


def test_a_re_export_is_the_same_sequence() -> None:
    files = {
        "src/app/ledger.py": LEDGER,
        "src/app/api.py": "from app.ledger import ENTRIES as rows\n",
        "src/app/a.py": "from app.api import rows  # ENTRIES\nrows.clear()\nrows[0] = 1\n",
    }
    tree = trees.Texts(files, ["src/app/a.py"])
    assert [each.place.line for each in conformance.of_rule(rule(SEQUENCE), tree)] == [2, 3]


@pytest.mark.parametrize(
    ("new", "fixed", "grows"),
    [
        ("a\nb\n", [], []),
        ("a\nb", [], []),
        ("a\r\nb\r\n", [], []),
        ("a\nb\nc\n", ["migrations/1.sql:3"], []),
        ("a\nB\nc\n", ["migrations/1.sql:2"], ["migrations/1.sql:2"]),
        ("a\n", ["migrations/1.sql:1"], ["migrations/1.sql:1"]),
        ("x\na\nb\n", ["migrations/1.sql:1"], ["migrations/1.sql:1"]),
        ("", ["migrations/1.sql:1"], ["migrations/1.sql:1"]),
        (None, ["migrations/1.sql"], ["migrations/1.sql"]),
    ],
)
def test_a_file_is_held_against_its_base(new: str | None, fixed: list[str], grows: list[str]) -> None:
    before: dict[str, str | None] = {"migrations/1.sql": "a\nb\n"}
    assert judged(FIXED, before, {"migrations/1.sql": new}) == fixed
    assert judged(GROWS, before, {"migrations/1.sql": new}) == grows


def test_new_files_and_other_files_are_free() -> None:
    before: dict[str, str | None] = {
        "migrations/2.sql": None,
        "src/a.sql": "a\n",
        "migrations/deep/1.sql": "a",
    }
    assert judged(FIXED, before, {"migrations/2.sql": "b\n", "src/a.sql": "b\n"}) == []


def test_the_scope_limits_files_too() -> None:
    scoped = rule(FIXED, "Scope: `db/**`.")
    assert append_only.judge(scoped, {"migrations/1.sql": "a"}, {"migrations/1.sql": "b"}) == ()


def test_a_rule_of_files_says_nothing_about_a_tree_without_a_base() -> None:
    assert not found("ENTRIES.pop()\n", check=FIXED)
    assert append_only.judge(rule(SEQUENCE), {"a.py": "x"}, {"a.py": "y"}) == ()


def test_examples_may_tell_what_was_there_before() -> None:
    text = section(
        "append-only\nfiles: [migrations/*.sql]",
        scope="Scope: `migrations/**`.",
        kept="-- before: migrations/1.sql\na\n-- file: migrations/1.sql\na\n-- file: migrations/2.sql\nb",
        broken="-- before: migrations/1.sql\na\n-- file: migrations/1.sql\nb",
    ).replace("```python", "```sql")
    read = document.parse(text)
    assert read.findings == ()
    assert examples.run(read.constraints) == ()
    weak = document.parse(
        text.replace("1.sql\na\n-- file: migrations/1.sql\nb", "1.sql\na\n-- file: x.sql\nb")
    )
    assert len(examples.run(weak.constraints)) == 0
    blind = document.parse(
        text.replace("-- before: migrations/1.sql\na\n-- file: migrations/1.sql\nb", "b")
    )
    assert ["is not found" in each.message for each in examples.run(blind.constraints)] == [True]


def test_what_is_named_and_gone_is_rot() -> None:
    tree = trees.Texts({"src/a.py": "x = 1\n"})
    assert "matches no file" in next(iter(conformance.stale(rule(FIXED), tree))).message
    assert "which no file names" in next(iter(conformance.stale(rule(SEQUENCE), tree))).message


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        ({}, "give one of"),
        ({"files": "a", "sequence": "b"}, "give one of"),
        ({"files": "a", "lines": "grown"}, "must be `appended` or `fixed`"),
        ({"sequence": "a", "lines": "fixed"}, "goes with `files`"),
        ({"sequence": 3}, "`sequence` must be one text"),
    ],
)
def test_a_block_that_cannot_run_is_told(raw: dict[str, object], part: str) -> None:
    check = checks.load("append-only")
    assert check is not None
    assert part in "\n".join(check.options(raw))
