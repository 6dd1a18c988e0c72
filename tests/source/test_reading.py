"""The one way into facts: every language by its path, and no text that makes it fail."""

from pathlib import Path

import pytest

from parti.source import facts, reading

PATHS = ["a.py", "a.js", "a.ts", "a.tsx", "A.java", "a.go", "src/a.rs"]
BROKEN = {
    "a.py": "x = 1\ndef f(:\n",
    "a.js": "let x;\nf(;\n",
    "a.ts": "let x: string;\nclass {\n",
    "A.java": "class A {}\nclass B { void f( { } }\n",
    "a.go": "package a\nfunc f( {\n",
    "src/a.rs": "fn f() {}\nfn g( { }\n",
}
CALLING = {
    "a.py": "import os\nos.remove(p)\n",
    "a.js": "import os from 'os';\nos.remove(p);\n",
    "a.ts": "import os from 'os';\nos.remove(p);\n",
    "A.java": "import os.*;\nclass A { void f() { os.A.remove(p); } }\n",
    "a.go": 'package a\nimport "os"\nfunc f() { os.remove(p) }\n',
    "src/a.rs": "use os;\nfn f() { os::remove(p); }\n",
}
HOSTILE = {
    "nothing": "",
    "blanks": " \n\n\t\n",
    "a mark alone": "\ufeff",
    "zeros": "\0\0\0",
    "noise": "".join(chr(7919 * n % 251) for n in range(3000)),
    "half a pair": "\udcff x \udc80",
    "replaced bytes": "\ufffd\ufffd(",
    "open brackets": "(" * 5000,
    "nested brackets": "x = " + "[" * 2000 + "]" * 2000,
    "nested calls": "f(" * 2000 + ")" * 2000,
    "nested blocks": "{" * 2000 + "}" * 2000,
    "a long chain": "a" + ".b()" * 3000,
    "a long sum": "x = " + "+".join("a" * 5000),
    "from itself": "const a = b; const b = a; a.x();",
}


@pytest.mark.parametrize("path", CALLING)
def test_the_path_tells_the_language(path: str) -> None:
    names = [call.name for call in reading.extract(CALLING[path], path).calls]
    assert any(name.startswith("os") and name.endswith("remove") for name in names)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("\n  import 'os';\n", "a.js"),
        ("\n  import os from 'os';\n", "a.js"),
        ('package a; import (\n  "os"\n)\n', "a.go"),
        ("\n  import os.A;\n", "A.java"),
        ("\n  use os;\n", "a.rs"),
        ("\n  extern crate os;\n", "a.rs"),
        ("if x:\n  import os\n", "a.py"),
    ],
)
def test_an_import_says_where_it_stands(text: str, path: str) -> None:
    (each,) = reading.extract(text, path).imports
    assert (each.line, each.column) == (2, 3)


@pytest.mark.parametrize("path", ["a.rb", "a.md", "a", "Makefile", "a.json"])
def test_a_language_that_nobody_reads_has_no_facts(path: str) -> None:
    assert reading.extract("import os", path) == facts.Facts()


@pytest.mark.parametrize("path", BROKEN)
def test_a_broken_file_has_a_problem_and_no_facts(path: str) -> None:
    found = reading.extract(BROKEN[path], path)
    assert found.problem is not None
    assert found == facts.Facts(problem=found.problem)
    assert found.problem.line == 2


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_makes_it_fail(text: str, path: str) -> None:
    reading.extract(text, path)


@pytest.mark.parametrize("path", CALLING)
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_ends_and_a_byte_order_mark_change_no_place(path: str, ending: str) -> None:
    plain = reading.extract(CALLING[path], path)
    other = reading.extract("\ufeff" + CALLING[path].replace("\n", ending), path)
    assert other == plain


def test_code_that_a_machine_put_on_one_line_is_a_problem_and_takes_no_time() -> None:
    found = reading.extract("a.b(c);" * 20000, "dist/app.min.js")
    assert found.problem is not None
    assert "one line" in found.problem.message


def test_a_long_line_of_data_is_read() -> None:
    text = f"const data = '{'x' * 100_000}';\nsave(data);\n"
    assert [call.method for call in reading.extract(text, "a.js").calls] == ["save"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("import os\nos.environ['STATE_DIR']", ["STATE_DIR"]),
        ("from os import environ as e\ne.get('STATE_DIR')", ["STATE_DIR"]),
        ("import os\nos.getenv('STATE_DIR', 'x')", ["STATE_DIR"]),
        ("import os\nNAME = 'STATE_DIR'\nos.environ[NAME]", ["STATE_DIR"]),
        ("import os\nos.environ[name]", []),
        ("import os\nos.environ['STATE_DIR'] = 'x'", []),
        ("other['STATE_DIR']", []),
    ],
)
def test_python_reads_of_the_environment(text: str, wanted: list[str]) -> None:
    assert [each.name for each in reading.extract(text, "a.py").environment] == wanted


def test_python_says_where_a_variable_is_read() -> None:
    text = "import os\n\ndef f():\n    return os.getenv('X')\n"
    assert reading.extract(text, "a.py").environment == (facts.EnvironmentRead("X", 4, "f"),)


def test_python_calls_tell_their_keywords_and_first_text() -> None:
    (call,) = reading.extract("get('u', timeout=1, **more)", "a.py").calls
    assert (call.keywords, call.first) == (("timeout", "**"), "u")


def test_python_definitions_tell_their_parameters() -> None:
    text = "def f(a, /, b, *c, d=1, **e): ...\ndef g(*, x): ...\nclass A: ...\n"
    wanted = [("a", "b", "*c", "d", "**e"), ("x",), ()]
    assert [each.parameters for each in reading.extract(text, "a.py").definitions] == wanted


REAL = [
    path
    for folder in map(Path, ("/usr/lib/node_modules", "/usr/share/gocode", "/usr/share/cargo/registry"))
    for ending in ("js", "ts", "go", "rs")
    for path in sorted(folder.rglob(f"*.{ending}"))[:60]
    if path.is_file()
]


@pytest.mark.skipif(not REAL, reason="NO REAL CODE WAS READ: no node_modules, Go or Rust sources here")
def test_real_code_is_read() -> None:
    found = [reading.extract(path.read_text("utf-8", "replace"), str(path)[1:]) for path in REAL]
    broken = [str(path) for path, each in zip(REAL, found, strict=True) if each.problem]
    assert len(broken) <= len(REAL) // 20, broken
    assert sum(len(each.definitions) for each in found) > len(REAL)
    assert sum(call.certain for each in found for call in each.calls) > len(REAL)
