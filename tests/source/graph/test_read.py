"""The graph as a whole: each edge once, in any order of files, of any text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parti.source.graph import read
from tests.source.graph import drawn, test_go, test_java, test_python, test_rust, test_script

TREE = {
    "app/__init__.py": "", "app/a.py": "from app import b\nimport app.b", "app/b.py": "import app.a",
    "web/a.ts": "import './b'", "web/b.js": "require('./a')",
    "go.mod": "module m", "go/a.go": 'package a\nimport "m/deep"', "deep/b.go": "package b",
    "k/A.java": "package k; import z.B;", "z/B.java": "package z;",
    "Cargo.toml": '[package]\nname = "app"', "src/lib.rs": "",
    "src/a.rs": "use crate::b::B;", "src/b.rs": "",
    "README.md": "import app.a", "x.rb": "require './y'", "y.rb": "",
}  # fmt: skip
EDGES = [
    "app/a.py → app/b.py", "app/b.py → app/a.py", "go/a.go → deep/b.go", "k/A.java → z/B.java",
    "src/a.rs → src/b.rs", "web/a.ts → web/b.js", "web/b.js → web/a.ts",
]  # fmt: skip


def test_every_language_has_its_edges_and_each_is_told_once() -> None:
    assert drawn.edges(TREE) == EDGES


def test_edges_come_in_the_order_of_paths() -> None:
    ones = [one for one, _ in read.edges(reversed(TREE), TREE.__getitem__)]
    assert ones == sorted(ones)


TREES = [TREE]
for module in (test_go, test_java, test_python, test_rust, test_script):
    TREES.extend(files for files, _ in (getattr(module, "TREES", None) or module.ROOTS).values())


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_order_of_files_changes_nothing(data: st.DataObject) -> None:
    files = data.draw(st.sampled_from(TREES))
    shuffled = {path: files[path] for path in data.draw(st.permutations(sorted(files)))}
    assert list(read.edges(shuffled, files.__getitem__)) == list(read.edges(files, files.__getitem__))


def test_a_file_that_cannot_be_read_has_no_imports() -> None:
    def text(path: str) -> str:
        if path in ("app/a.py", "go.mod"):
            raise PermissionError(path)
        return TREE[path]

    found = [f"{one} → {other}" for one, other in read.edges(TREE, text)]
    assert sorted(found) == [row for row in EDGES if not row.startswith(("app/a.py", "go/"))]


ENDS = ("py", "pyi", "ts", "tsx", "js", "go", "java", "rs")
PATIENCE = 5.0
HOSTILE = {
    "nothing": "",
    "blanks": " \n\t\r\n\0\f",
    "halves of characters": "import \ud800\udfff;\nuse \ud800::a;\n",
    "one long line": "import " * 20_000,
    "brackets without end": "package a\nimport (" + "use a::{" * 5_000 + "from a import (" * 5_000,
    "quotes without end": "package a;\n" + 'import "a\nfrom \'b\nuse r#"' * 2_000,
    "comments without end": "package a\n" + "/* import a; use a; // from 'a' " * 5_000,
    "dots": "from "
    + "." * 5_000
    + " import a\nimport "
    + "a." * 5_000
    + "b;\nuse "
    + "super::" * 5_000
    + "a;",
    "stars": "package a;" + "import a.*;" * 2_000 + "/*" * 5_000,
    "modules in modules": "mod a {" * 5_000 + "use super::a;" * 100,
}


@pytest.mark.parametrize("ending", ENDS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_neither_raises_nor_takes_long(text: str, ending: str) -> None:
    files = {**TREE, f"app/odd.{ending}": text}
    before = time.process_time()
    kept = [row for row in drawn.edges(files) if not row.startswith("app/odd")]
    assert set(EDGES) <= set(kept)
    assert time.process_time() - before < PATIENCE


SETTINGS = ("tsconfig.json", "package.json", "go.mod", "Cargo.toml")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([f"odd.{end}" for end in ENDS] + [f"web/{name}" for name in SETTINGS]),
    st.lists(
        st.sampled_from(
            [
                "import",
                " ",
                "from",
                "use",
                "package",
                "a",
                "app",
                ".",
                "::",
                "{",
                "}",
                "(",
                ")",
                '"',
                "'",
                ";",
                "\n",
                "/*",
                "*/",
                "//",
                "*",
                "mod",
                "crate",
                "self",
                "super",
                "\\",
                "[lib]",
                "name",
                "=",
                ":",
                "#",
                "r",
            ]
        ),
        max_size=40,
    ),
)
def test_no_mixture_of_words_raises(path: str, words: list[str]) -> None:
    drawn.edges({**TREE, path: "".join(words)})
