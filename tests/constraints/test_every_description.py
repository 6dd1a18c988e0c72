"""`function handle_*`, `class *(Base)`, `method Store.put*`: which definitions a description speaks of.

Three kinds ask by description (`registered-in`, `signature`, `location`). A description that is too narrow
is blind without a word, so its forms, its scan before the parse and each language's definitions are held.
"""

import pytest

from parti.constraints import every, origins
from parti.constraints.constraint import Source
from tests.constraints.asking import tree_of
from tests.constraints.documents import rule


def spoken(what: str, text: str, path: str = "src/app/a.py") -> list[str]:
    """The full names of the definitions of a file that a description speaks of."""
    tree = tree_of({path: text})
    source = Source(path, tree.text(path))
    return [
        each.full
        for each in every.of(source, tree, every.described({"every": what}, "every"), origins.Origins(tree))
    ]


def test_a_description_has_a_kind_a_name_and_for_a_class_a_base() -> None:
    raw = {"every": ["function handle_*", "class *Job(jobs/base.Job)", "method  Store.put*", "no such"]}
    assert every.described(raw, "every") == (
        every.Description("function", "handle_*"),
        every.Description("class", "*Job", "jobs.base.Job"),
        every.Description("method", "Store.put*"),
    )


@pytest.mark.parametrize(
    "slip", ["function", "functions x", "class A(B", "class (B)", "function a b", "def x", "class A()"]
)
def test_a_description_that_cannot_be_read_is_told_as_it_is_written(slip: str) -> None:
    assert every.wrong({"every": slip}, "every") == [
        f"`every: {slip}` must read like `function handle_*` or `class *Handler(Base)`"
    ]


def test_methods_are_refused_only_where_they_mean_nothing() -> None:
    assert every.wrong({"every": "method a"}, "every") == []
    assert every.wrong({"every": ["method a", "class A"]}, "every", methods=False) == [
        "`every: method a` must read like `function handle_*` or `class *Handler(Base)`"
    ]


@pytest.mark.parametrize(
    ("pattern", "piece"),
    [
        ("handle_*", "handle_"),
        ("*_a_*_abc", "_abc"),
        ("[abcdefgh]_x", "_x"),
        ("a?bc", "bc"),
        ("[!abc]de", "de"),
        ("[]abc]d", "d"),
        ("plain", "plain"),
        ("*", ""),
        ("[abc]", ""),
        ("a[b", "a[b"),
    ],
)
def test_the_plain_piece_is_in_everything_that_the_pattern_matches(pattern: str, piece: str) -> None:
    assert every.piece(pattern) == piece


def test_a_scan_asks_for_the_longest_word_and_for_everything_when_there_is_none() -> None:
    raw = {"every": ["function handle_*", "class *", "method Store.put_*"]}
    assert every.words(every.described(raw, "every")) == (("handle_",), (), ("Store",))


def test_functions_are_those_of_the_module_alone() -> None:
    text = """\
        def run_a():
            def run_inner(): ...

        async def run_b(): ...

        if DEBUG:
            def run_c(): ...

        class A:
            def run_method(self): ...

        run_d = lambda: 1
        """
    assert spoken("function run_*", text) == ["app.a.run_a", "app.a.run_b", "app.a.run_c"]


def test_methods_are_those_of_classes_and_not_of_functions() -> None:
    text = """\
        class A:
            def put_x(self): ...
            class B:
                def put_y(self): ...

        def put_z():
            def put_inner(): ...
        """
    assert spoken("method put_*", text) == ["app.a.A.put_x", "app.a.A.B.put_y"]
    assert spoken("method A.put_*", text) == ["app.a.A.put_x"]
    assert spoken("method B.put_*", text) == []
    assert spoken("method *.B.put_*", text) == ["app.a.A.B.put_y"]


@pytest.mark.parametrize(
    ("written", "bases", "hit"),
    [
        ("Base", "Base", True),
        ("Base", "home.Base", True),
        ("app.home.Base", "Base", True),
        ("other.Base", "Base", False),
        ("Base", "Mixin, Base", True),
        ("Base", "BaseX", False),
        ("Base", "Base[int]", True),
        ("*Base", "AppBase", True),
        ("Base", "metaclass=Base", False),
    ],
)
def test_a_base_is_known_by_its_name_under_any_import(written: str, bases: str, hit: bool) -> None:
    text = (
        f"from app import home\nfrom app.home import Base, BaseX, AppBase, Mixin\nclass A({bases}): ...\n"
    )
    assert spoken(f"class *({written})", text) == (["app.a.A"] if hit else [])


def test_a_base_by_another_name_is_still_that_base() -> None:
    assert spoken("class *(Job)", "from app.jobs import Job as J\nclass A(J): ...\n") == ["app.a.A"]


def test_the_base_itself_is_not_one_that_derives_from_it() -> None:
    text = "class Job: ...\nclass A(Job): ...\n"
    assert spoken("class *(Job)", text) == ["app.a.A"]
    assert spoken("class Job", text) == ["app.a.Job"]


def test_a_class_in_a_class_or_a_function_is_not_spoken_of() -> None:
    assert spoken("class *Job", "class A:\n    class BJob: ...\ndef f():\n    class CJob: ...\n") == []


@pytest.mark.parametrize(
    ("path", "text", "what", "names"),
    [
        ("a.ts", "export function runA() {}\nconst runB = () => 1;\n", "function run*", ["a.runA",
         "a.runB"]),
        ("a.js", "const runA = function () {};\nclass C { runB() {} }\n", "function run*", ["a.runA"]),
        ("a.ts", "class C { runB() {} }\n", "method run*", ["a.C.runB"]),
        ("a.ts", "abstract class AJob {}\nclass BJob extends AJob {}\n", "class *(AJob)", ["a.BJob"]),
        ("a.ts", "interface AJob {}\nclass BJob implements AJob {}\n", "class *(AJob)", ["a.BJob"]),
        ("a.go", "package a\nfunc runA() {}\nfunc (s *S) runB() {}\n", "function run*", ["runA"]),
        ("a.go", "package a\nfunc runA() {}\nfunc (s *S) runB() {}\n", "method run*", ["S.runB"]),
        ("a.go", "package a\ntype AJob struct{}\ntype BJob interface{}\n", "class *Job", ["AJob", "BJob"]),
        ("A.java", "class A { void runA() {} class B { void runB() {} } }\n", "function run*", ["A.runA"]),
        ("A.java", "class AJob extends Job {}\nclass B implements Job {}\n", "class *(Job)", ["AJob", "B"]),
        ("a.rs", "fn run_a() {}\nimpl S { fn run_b(&self) {} }\n", "function run_*", ["a.run_a"]),
        ("a.rs", "struct S;\nimpl S { fn run_b(&self) {} }\n", "method run_*", ["a.S.run_b"]),
        ("a.rs", "struct AJob;\nenum BJob { X }\ntrait CJob {}\n", "class *Job", ["a.AJob",
         "a.BJob", "a.CJob"]),
    ],
)  # fmt: skip
def test_each_language_has_its_own_definitions(path: str, text: str, what: str, names: list[str]) -> None:
    assert spoken(what, text, path) == names


def test_a_file_without_the_keyword_is_not_parsed() -> None:
    tree = tree_of({"a.py": "handle_x = (\n"})
    source = Source("a.py", "handle_x = (\n")
    assert (
        list(
            every.of(
                source,
                tree,
                every.described({"every": "function handle_*"}, "every"),
                origins.Origins(tree),
            )
        )
        == []
    )
    assert tree.problems() == {}


def test_subjects_are_those_in_scope_in_languages_that_are_read() -> None:
    files = {"src/a.py": "def f_a(): ...\n", "tests/b.py": "def f_b(): ...\n", "src/c.rb": "def f_c\nend\n"}
    scoped = rule("signature\nevery: function f_*\nparameters: [x]", "Scope: `src/**`.")
    wanted = every.described({"every": "function f_*"}, "every")
    found = list(every.subjects(scoped, tree_of(files, []), wanted))
    assert [(each.full, each.source.path, each.definition.line) for each in found] == [
        ("a.f_a", "src/a.py", 1)
    ]
