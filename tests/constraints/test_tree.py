"""Trees read each text once, and each file's facts once."""

import pytest

from parti.constraints import constraint
from parti.constraints import tree as trees
from parti.source import facts, python_facts, reading
from tests.constraints.documents import rule


class Disk:
    """Texts by path that count how often they are read."""

    def __init__(self, **texts: str) -> None:
        self.texts = {name.replace("__", "/") + ".py": text for name, text in texts.items()}
        self.reads: list[str] = []

    def read(self, path: str) -> str:
        self.reads.append(path)
        if path not in self.texts:
            raise FileNotFoundError(path)
        return self.texts[path]


def test_a_text_is_read_once_and_only_when_asked_for() -> None:
    disk = Disk(b="y", a="x")
    tree = trees.Lazy(disk.texts, disk.read)
    assert (tree.paths(), disk.reads) == (("a.py", "b.py"), [])
    assert (tree.text("a.py"), tree.text("a.py"), disk.reads) == ("x", "x", ["a.py"])
    assert tree.facts("a.py") is tree.facts("a.py")


def test_a_file_that_has_gone_is_empty() -> None:
    assert trees.Lazy(["gone.py"], Disk().read).text("gone.py") == ""


def test_problems_are_those_of_the_files_that_were_wanted() -> None:
    tree = trees.Texts({"a.py": "x = (\n", "b.py": "y = (\n", "c.py": "z = 1\n"})
    tree.facts("a.py")
    tree.facts("c.py")
    assert set(tree.problems()) == {"a.py"}


def test_a_tree_that_remembers_is_kept_as_it_is() -> None:
    tree = trees.Texts({})
    assert trees.remembering(tree) is tree


def test_subjects_are_changed_in_scope_and_of_the_language() -> None:
    files = dict.fromkeys(("src/a.py", "src/b.py", "src/c.js", "lib/d.py"), "")
    scoped = rule("stdlib-only", "Scope: `src/**`.")
    assert [s.path for s in trees.subjects(scoped, trees.Texts(files))] == ["src/a.py", "src/b.py"]
    assert [s.path for s in trees.subjects(scoped, trees.Texts(files), "javascript")] == ["src/c.js"]
    assert [s.path for s in trees.subjects(scoped, trees.Texts(files, ["src/b.py", "lib/d.py"]))] == [
        "src/b.py"
    ]


def test_holding_looks_at_every_file_changed_or_not() -> None:
    tree = trees.Texts({"a.py": "HANDLERS", "b.py": "x", "c.md": "HANDLERS"}, [])
    assert [source.path for source in trees.holding(tree, ["HANDLERS"])] == ["a.py"]


def test_only_a_file_that_may_import_it_is_parsed() -> None:
    tree = trees.Texts({"a.py": "'''\nimport x\n'''\n(", "b.py": "import y\n("})
    for source in trees.subjects(rule("stdlib-only"), tree):
        assert list(trees.imports(tree, source, lambda name: name == "x")) == []
    assert set(tree.problems()) == {"a.py"}


def test_imports_alone_are_read_once_and_no_other_facts() -> None:
    asked: list[str] = []

    def imported(text: str, path: str) -> facts.Imported:
        asked.append(path)
        return reading.imported(text, path)

    def extract(text: str, path: str) -> facts.Facts:
        raise AssertionError("all facts were read")

    tree = trees.Lazy(["a.py"], lambda _: "import x\nimport y\n", None, extract, imported)
    source = constraint.Source("a.py", tree.text("a.py"))
    for _ in range(2):
        assert [name for _, name in trees.imports(tree, source, lambda name: name == "y")] == ["y"]
    assert asked == ["a.py"]


def test_imports_are_taken_from_the_facts_where_these_are_known_or_all_that_there_is() -> None:
    def imported(text: str, path: str) -> facts.Imported:
        raise AssertionError("the facts were there")

    tree = trees.Lazy(["a.py"], lambda _: "import x\n", None, python_facts.extract, imported)
    assert tree.facts("a.py").imports == tree.imported("a.py") != ()
    alone = trees.Lazy(["a.py"], lambda _: "import x\n", None, python_facts.extract)
    assert [each.module for each in alone.imported("a.py")] == ["x"]


def test_a_file_whose_imports_cannot_be_read_is_a_problem() -> None:
    tree = trees.Texts({"a.py": "import x\n(\n"})
    assert (tree.imported("a.py"), set(tree.problems())) == ((), {"a.py"})


def test_imports_are_forgotten_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "FACTS_HELD", 2)
    made: list[str] = []

    def imported(text: str, path: str) -> facts.Imported:
        made.append(path)
        return facts.Imported()

    tree = trees.Lazy(["a.py", "b.py", "c.py"], lambda _: "", None, python_facts.extract, imported)
    for path in ("a.py", "b.py", "a.py", "c.py", "b.py", "a.py"):
        tree.imported(path)
    assert made == ["a.py", "b.py", "c.py", "a.py"]
