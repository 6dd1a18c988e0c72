"""What a tree shows, what it leaves out and says so, and what it forgets so that memory stays small.

A file that is left out without a word looks like one that keeps every promise. The reasons are sentences
that people read, so they stand here whole.
"""

import pytest

from parti.constraints import conformance, document, finding
from parti.constraints import tree as trees
from parti.source import facts, on_disk, reading
from tests.constraints.documents import section

PRINT = section("pattern\nforbid: print($$$A)\nmessage: no print", id="no-print", scope="Scope: `src/**`.")


def unread(read_text: object, path: str = "src/a.py") -> list[tuple[str, int, str, str]]:
    """(level, line, message, fix) of what a run says about a file that it could not look at."""

    def read(_: str) -> str:
        if isinstance(read_text, BaseException):
            raise read_text
        return str(read_text)

    tree = trees.Lazy([path], read)
    found = conformance.run(document.parse(PRINT), tree)
    about = [each for each in found if each.code == "constraints/unread"]
    assert all(each.place.path == path for each in about)
    return [(each.level, each.place.line, each.message, each.fix) for each in about]


MEND = "put a readable file there, remove it from git, or leave the file out of the scope"


def test_a_file_that_is_left_out_is_told_with_the_reason() -> None:
    assert unread(on_disk.Unread("it is a link that leads out of the repository")) == [
        ("warning", 0, "not checked, because it is a link that leads out of the repository", MEND)
    ]


def test_a_file_that_has_gone_meanwhile_is_no_news() -> None:
    assert unread(FileNotFoundError("src/a.py")) == []
    assert unread(PermissionError("src/a.py")) == []


def test_a_file_that_is_too_large_is_told_with_its_size() -> None:
    ((level, _, message, _),) = unread("x = 1\n" * (on_disk.LARGEST // 6 + 1))
    assert (level, message.startswith("not checked, because ")) == ("warning", True)
    assert on_disk.oversize(len("x = 1\n" * (on_disk.LARGEST // 6 + 1))) in message


def test_a_file_that_is_nested_too_deeply_is_told() -> None:
    ((_, _, message, _),) = unread("x = " + "(" * 1500 + ")" * 1500 + "\n")
    assert message == "not checked, because it is nested too deeply"


def test_a_file_that_does_not_parse_is_told_with_its_line() -> None:
    text = section("stdlib-only", id="std", scope="Scope: `src/**`.", kept="import os", broken="import x")
    tree = trees.Texts({"src/a.py": "import x\n\ndef f(:\n"})
    (each,) = [e for e in conformance.run(document.parse(text), tree) if e.code == "constraints/unread"]
    assert (each.level, str(each.place)) == ("warning", "src/a.py:3")
    assert each.message.startswith("not checked, because it does not parse: ")
    assert each.fix == "correct the syntax, or leave the file out of the scope"


def test_a_file_outside_every_scope_may_be_left_out_in_silence() -> None:
    assert unread(on_disk.Unread("it is no regular file"), "lib/a.py") == []


@pytest.mark.parametrize(("line", "left_out"), [(0, True), (3, False)])
def test_only_a_file_that_is_not_looked_at_lacks_nothing(line: int, left_out: bool) -> None:
    def extract(text: str, path: str) -> facts.Facts:
        return facts.Facts(problem=facts.Problem(line, "it is odd"))

    tree = trees.Lazy(["a.py"], lambda _: "", None, extract)
    assert trees.is_left_out(tree, "a.py") is False
    tree.facts("a.py")
    assert trees.is_left_out(tree, "a.py") is left_out


def test_texts_are_forgotten_oldest_first_and_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "TEXTS_HELD", 10)
    reads: list[str] = []

    def read(path: str) -> str:
        reads.append(path)
        return "x" * 4

    tree = trees.Lazy(["a", "b", "c"], read)
    for path in ("a", "b", "a", "c", "b", "a"):
        assert tree.text(path) == "xxxx"
    assert reads == ["a", "b", "c", "a"]


def test_a_text_larger_than_all_that_is_held_is_still_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "TEXTS_HELD", 3)
    tree = trees.Lazy(["a", "b"], lambda path: path * 9)
    assert [tree.text("a"), tree.text("b"), tree.text("a")] == ["a" * 9, "b" * 9, "a" * 9]


def test_facts_are_forgotten_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "FACTS_HELD", 2)
    made: list[str] = []

    def extract(text: str, path: str) -> facts.Facts:
        made.append(path)
        return reading.extract(text, path)

    tree = trees.Lazy(["a.py", "b.py", "c.py"], lambda _: "x = 1\n", None, extract)
    for path in ("a.py", "b.py", "a.py", "c.py", "b.py", "a.py"):
        tree.facts(path)
    assert made == ["a.py", "b.py", "c.py", "a.py"]


def test_paths_are_sorted_and_changes_may_name_what_is_gone() -> None:
    tree = trees.Texts({"b.py": "", "a/z.py": "", "a.py": ""}, ["gone.py", "b.py"])
    assert tree.paths() == ("a.py", "a/z.py", "b.py")
    assert tree.changed() == frozenset({"gone.py", "b.py"})
    assert trees.Texts({}).changed() is None


def test_a_tree_that_only_keeps_the_protocol_is_made_to_remember() -> None:
    class Bare:
        asked = 0

        def paths(self) -> list[str]:
            return ["b.py", "a.py"]

        def text(self, path: str) -> str:
            self.asked += 1
            return "import json\n"

        def changed(self) -> frozenset[str] | None:
            return frozenset({"a.py"})

    bare = Bare()
    known = trees.remembering(bare)
    assert (known.paths(), known.changed()) == (("a.py", "b.py"), frozenset({"a.py"}))
    assert (known.text("a.py"), known.text("a.py"), bare.asked) == ("import json\n", "import json\n", 1)
    assert trees.facts(bare, "a.py").imports[0].module == "json"


def test_an_import_is_told_by_its_first_wanted_name() -> None:
    tree = trees.Texts({"a.py": "from app import x, y\nimport z\n"})
    (source,) = trees.holding(tree, ["app"])
    found = trees.imports(tree, source, lambda name: name in {"app.y", "app.x", "z"})
    assert [(each.line, name) for each, name in found] == [(1, "app.x"), (2, "z")]


def test_the_same_finding_twice_is_one_in_a_run() -> None:
    text = PRINT + PRINT.replace("no-print", "no-echo")
    found = conformance.run(document.parse(text), trees.Texts({"src/a.py": "print(1); print(2)\n"}))
    assert [(each.code, each.place.column) for each in found] == [
        ("no-echo", 1),
        ("no-print", 1),
        ("no-echo", 11),
        ("no-print", 11),
    ]
    assert finding.order(found) == found
