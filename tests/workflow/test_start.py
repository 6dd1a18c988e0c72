"""`parti init`: it writes what is missing, says what it saw, and accepts today's findings once (G5)."""

import json
import tomllib
from pathlib import Path

import pytest

from parti.records import refusal
from parti.workflow import constraining, start
from parti.workflow import house as houses
from parti.workflow.house import House
from parti.workflow.outcome import Outcome
from tests.workflow import open_houses

EVERY = [
    ".parti/config.toml",
    ".parti/.gitignore",
    ".parti/.gitattributes",
    "CONSTRAINTS.md",
    ".parti/baseline.json",
]


def project(folder: Path, **texts: str) -> House:
    """A repository with these files; `__` in a name stands for a slash and `_d_` for a dot."""
    house = open_houses.bare(folder)
    for name, text in texts.items():
        open_houses.repository(house).write(name, text)
    return house


def init(house: House) -> Outcome:
    return start.init(houses.open_house(house.world))


def content(house: House) -> dict[str, bytes]:
    files = (path for path in house.root.rglob("*") if path.is_file())
    return {path.relative_to(house.root).as_posix(): path.read_bytes() for path in files}


def config(house: House) -> dict[str, object]:
    return tomllib.loads((house.root / ".parti/config.toml").read_text("utf-8"))


def document(house: House) -> str:
    return (house.root / "CONSTRAINTS.md").read_text("utf-8")


def test_a_first_run_writes_what_is_needed_and_says_so(tmp_path: Path) -> None:
    house = project(tmp_path, **{"app/a.py": "import json\n", "tests/test_a.py": "def test_a(): pass\n"})
    outcome = init(house)
    assert outcome.data == {
        "languages": ["python"],
        "test": "python3 -m pytest -q",
        "wrote": EVERY,
        "accepted": 0,
    }
    assert outcome.lines == (
        "languages python",
        "tests     python3 -m pytest -q   (because of tests/test_a.py)",
        *(f"wrote     {path}" for path in EVERY),
    )
    assert outcome.next == "parti gate"
    assert outcome.ok
    assert all((house.root / path).is_file() for path in EVERY)


@pytest.mark.parametrize(
    ("files", "languages", "test", "why"),
    [
        ({}, [], "", "an empty repository"),
        ({"README.md": "x"}, [], "", "words alone"),
        ({"a.py": "x = 1\n"}, ["python"], "", "code without tests"),
        ({"a.py": "x = 1\n", "pytest.ini": ""}, ["python"], "python3 -m pytest -q", "pytest is set up"),
        (
            {"test_a.py": "import unittest\n"},
            ["python"],
            "python3 -m unittest discover",
            "tests of the standard library",
        ),
        ({"main.go": "package main\n", "go.mod": "module m\n"}, ["go"], "go test ./...", "a module of Go"),
        (
            {"a.js": "run()\n", "package.json": '{"scripts": {"test": "node --test"}}'},
            ["javascript"],
            "npm test --silent",
            "a script of npm",
        ),
        (
            {"a.py": "x = 1\n", "b.go": "package b\n", "c.go": "package b\n"},
            ["go", "python"],
            "",
            "the language of most files first",
        ),
    ],
)
def test_the_settings_say_what_could_be_seen(
    tmp_path: Path, files: dict[str, str], languages: list[str], test: str, why: str
) -> None:
    house = project(tmp_path, **files)
    outcome = init(house)
    assert config(house)["languages"] == languages, why
    assert config(house)["suite"] == {"commands": [test] if test else [], "timeout": 900}, why
    assert outcome.data["languages"] == languages
    assert outcome.data["test"] == test
    assert outcome.lines[0] == f"languages {', '.join(languages) or 'none recognised'}"
    if not test:
        assert outcome.lines[1] == "tests     none found; set them in .parti/config.toml"


def test_the_settings_that_are_written_can_be_read(tmp_path: Path) -> None:
    house = project(tmp_path, **{"a.py": "x = 1\n"})
    init(house)
    settings = house.settings
    assert settings.languages == ("python",)
    assert (settings.suite.timeout, settings.chunks.size) == (900, 120)
    assert settings.integration.commands == ()


def test_at_most_five_languages_enter_the_settings(tmp_path: Path) -> None:
    endings = ("py", "go", "rs", "js", "ts", "java", "rb")
    house = project(tmp_path, **{f"a.{ending}": "x\n" for ending in endings})
    outcome = init(house)
    seen = outcome.data["languages"]
    assert isinstance(seen, list)
    assert len(seen) == len(endings)
    assert config(house)["languages"] == seen[:5]


def test_the_second_run_changes_nothing_and_says_so(tmp_path: Path) -> None:
    house = project(tmp_path, **{"a.py": "x = 1\n"})
    init(house)
    before = content(house)
    outcome = init(house)
    assert content(house) == before
    assert outcome.data["wrote"] == []
    assert outcome.lines[-1] == "nothing   was missing; nothing was changed"


@pytest.mark.parametrize("path", [path for path in EVERY if path != ".parti/baseline.json"])
def test_what_is_there_stays_as_it_is_and_the_rest_is_written(tmp_path: Path, path: str) -> None:
    theirs = "# ours\n" if path.endswith(".md") else "# ours\n[suite]\ncommands = ['make']\n"
    house = project(tmp_path, **{"a.py": "x = 1\n", path: theirs})
    outcome = init(house)
    assert (house.root / path).read_text() == theirs
    expected = [each for each in EVERY if each != path]
    if path == ".parti/config.toml":
        expected.remove(".parti/baseline.json")  # whoever has settings began before
    assert outcome.data["wrote"] == expected


@pytest.mark.parametrize("path", [path for path in EVERY if path != ".parti/baseline.json"])
def test_what_went_missing_later_is_written_again_byte_by_byte(tmp_path: Path, path: str) -> None:
    house = project(tmp_path, **{"a.py": "x = 1\n"})
    init(house)
    before = content(house)
    (house.root / path).unlink()
    assert path in list(init(house).data["wrote"])  # type: ignore[call-overload]  # a list of paths
    assert content(house) == before


@pytest.mark.parametrize(
    ("command", "files", "expected", "why"),
    [
        (
            "pytest",
            {"pytest.ini": "", ".venv/bin/python": ""},
            ".venv/bin/python -m pytest -q",
            "its packages are there",
        ),
        ("pytest", {"pytest.ini": ""}, "python3 -m pytest -q", "there is no environment"),
        ("pytest", {"pytest.ini": "", "venv/bin/python": ""}, "python3 -m pytest -q", "another name"),
        ("go", {"go.mod": "module m\n", ".venv/bin/python": ""}, "go test ./...", "no test of Python"),
        ("none", {".venv/bin/python": ""}, "", "no test at all"),
    ],
)
def test_the_tests_run_with_the_projects_own_python(
    tmp_path: Path, command: str, files: dict[str, str], expected: str, why: str
) -> None:
    house = project(tmp_path, **files)
    outcome = init(house)
    assert outcome.data["test"] == expected, (command, why)
    own = expected.startswith(".venv")
    told = f"tests     {expected}   (because of pytest.ini, and .venv/bin/python is there)"
    assert (told in outcome.lines) is own


@pytest.mark.parametrize(
    ("files", "scope", "why"),
    [
        (("a.py",), "`*.py`", "no folder: the root"),
        (("app/a.py",), "`app/**/*.py`", "a folder"),
        (("b/a.py", "a/b/c.py", "a/x.py"), "`a/**/*.py`, `b/**/*.py`", "each top folder once, sorted"),
        (("app/a.py", "tests/t.py"), "`app/**/*.py`", "tests are no code"),
        (("app/a.py", "test/t.py", "docs/c.py", "examples/e.py"), "`app/**/*.py`", "nor are examples"),
        (("tests/t.py",), "`*.py`", "only tests: the root"),
        (("src/pkg/tests/t.py",), "`src/**/*.py`", "the top folder counts"),
        (("app/a.py", "web/x.js"), "`app/**/*.py`", "a folder without Python"),
    ],
)
def test_the_first_constraint_is_about_the_folders_that_hold_the_code(
    tmp_path: Path, files: tuple[str, ...], scope: str, why: str
) -> None:
    house = project(tmp_path, **dict.fromkeys(files, "x = 1\n"))
    init(house)
    assert f"\nScope: {scope}. Owner" in document(house), why


@pytest.mark.parametrize(
    ("files", "allowed", "why"),
    [
        ({"app/a.py": "import json, os.path\n"}, (), "the standard library needs no leave"),
        ({"app/a.py": "import requests\nfrom yaml import x\n"}, ("requests", "yaml"), "sorted, top names"),
        ({"app/a.py": "import yaml.cyaml\n", "app/b.py": "import yaml\n"}, ("yaml",), "each once"),
        ({"app/a.py": "import app.b\nfrom . import c\n", "app/b.py": ""}, (), "its own packages"),
        ({"app/a.py": "x = 1\n", "tests/t.py": "import hypothesis\n"}, (), "outside the scope"),
        ({"app/a.py": "import __main__\n"}, (), "the program itself"),
        ({"app/a.py": "import requests\ndef broken(:\n"}, ("requests",), "a file that does not parse"),
    ],
)
def test_the_first_constraint_allows_what_the_code_imports_today(
    tmp_path: Path, files: dict[str, str], allowed: tuple[str, ...], why: str
) -> None:
    house = project(tmp_path, **files)
    init(house)
    (rule,) = constraining.read(house).constraints
    assert tuple(rule.options["allow"]) == allowed, why  # type: ignore[arg-type]  # a list of names
    assert not [f for f in constraining.look(house).new if f.level == "error"]


@pytest.mark.parametrize(
    ("files", "identity", "scope"),
    [
        ({"a.go": "package a\n"}, "no-println", ("**/*.go",)),
        ({"src/a.rs": "fn a() {}\n"}, "no-dbg", ("**/*.rs",)),
        ({"src/A.java": "class A {}\n"}, "no-print-stack-trace", ("**/*.java",)),
        ({"go.mod": "module m\n"}, "no-println", ("**/*.go",)),
        ({"Cargo.toml": ""}, "no-dbg", ("**/*.rs",)),
        ({"pom.xml": ""}, "no-print-stack-trace", ("**/*.java",)),
        ({"a.sh": "", "b.sh": "", "c.go": "package c\n"}, "no-println", ("**/*.go",)),
        ({"a.js": "run()\n"}, "no-debugger", ("**/*.js",)),
        ({"a.mjs": "run()\n", "lib/b.cjs": "run()\n"}, "no-debugger", ("**/*.mjs", "**/*.cjs")),
        ({"package.json": "{}\n"}, "no-debugger", ("**/*.js",)),
        ({"a.py": "x = 1\n", "b.js": "", "c.js": ""}, "dependencies", ("*.py",)),
    ],
)
def test_each_language_gets_a_first_constraint_that_holds(
    tmp_path: Path, files: dict[str, str], identity: str, scope: tuple[str, ...]
) -> None:
    house = project(tmp_path, **files)
    init(house)
    (rule,) = constraining.read(house).constraints
    assert (rule.id, rule.scope.include) == (identity, scope)
    assert constraining.tested(house, ()).ok
    assert constraining.listed(house).ok
    assert not [each for each in constraining.look(house).new if each.level == "error"]


@pytest.mark.parametrize(
    ("path", "clean", "broken"),
    [
        (
            "a.go",
            "package a\n\nfunc f() { fmt.Println(1); l.print(debugger) }\n",
            "package a\n\nfunc f() {\n\tprintln(1)\n\tprint()\n}\n",
        ),
        (
            "src/a.rs",
            'fn f() { debugger(); println!("{}", 1); }\n',
            "fn f() -> u8 {\n    dbg!();\n    dbg!(1)\n}\n",
        ),
        (
            "src/A.java",
            "class A {\n  void f(Debugger debugger) { debugger.attach(); }\n}\n",
            "class A {\n  void f(E x) {\n    x.printStackTrace();\n    x.why().printStackTrace();\n }\n}\n",
        ),
    ],
)
def test_a_first_constraint_finds_what_a_programmer_of_the_language_leaves_behind(
    tmp_path: Path, path: str, clean: str, broken: str
) -> None:
    house = project(tmp_path, **{path: clean})
    init(house)
    assert not constraining.look(house).new
    open_houses.repository(house).write(path, broken)
    assert len(constraining.look(house).new) == 2


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"a.go": "package a\n\nfunc f() { println(1) }\n"}, "what the code breaks today is not true"),
        ({"a.js": "debugger\n"}, "nor in JavaScript"),
        ({"a.rb": "debugger\n", "b.sh": "x\n"}, "languages without a first rule"),
        ({"a.c": "int a;\n"}, "C"),
    ],
)
def test_where_no_first_rule_is_true_the_document_says_how_to_go_on(
    tmp_path: Path, files: dict[str, str], why: str
) -> None:
    house = project(tmp_path, **files)
    assert init(house).data["accepted"] == 0
    known = constraining.read(house)
    assert (known.constraints, known.findings) == ((), ()), why
    assert "parti constraints mine" in document(house)
    assert "debugger" not in document(house)


def test_every_language_of_scripts_has_the_first_constraint_over_all_its_files(tmp_path: Path) -> None:
    files = {"a.ts": "x()\n", "b.mts": "x()\n", "c.tsx": "x()\n", "d.jsx": "x()\n", "e.go": "package e\n"}
    house = project(tmp_path, **files)
    init(house)
    rules = {rule.id: rule.scope.include for rule in constraining.read(house).constraints}
    assert rules == {
        "no-debugger": ("**/*.ts", "**/*.mts"),
        "no-debugger-javascript": ("**/*.jsx",),
        "no-debugger-tsx": ("**/*.tsx",),
    }
    assert constraining.tested(house, ()).ok


@pytest.mark.parametrize(
    ("name", "language"),
    [("package.json", "javascript"), ("go.mod", "go"), ("Cargo.toml", "rust"), ("pom.xml", "java")],
)
def test_before_the_first_file_a_manifest_tells_the_language(
    tmp_path: Path, name: str, language: str
) -> None:
    house = project(tmp_path, **{name: ""})
    assert init(house).data["languages"] == [language]


def test_without_code_the_document_is_a_beginning_without_a_constraint(tmp_path: Path) -> None:
    house = project(tmp_path, **{"README.md": "x"})
    init(house)
    known = constraining.read(house)
    assert (known.constraints, known.findings) == ((), ())
    assert document(house).startswith("# Constraints\n")


def test_ours_is_kept_out_of_git_and_line_ends_of_the_log_are_safe(tmp_path: Path) -> None:
    house = project(tmp_path)
    init(house)
    ignored = (house.root / ".parti/.gitignore").read_text().splitlines()
    assert {"*.lock", "*.torn", ".*.tmp", "reports/"} <= set(ignored)
    assert "*.jsonl -text" in (house.root / ".parti/.gitattributes").read_text().splitlines()


OURS = {"CONSTRAINTS.md": open_houses.RULE, "a.py": "eval('1')\neval('2')\n", "b.py": "eval('1')\n"}


def accepted(house: House) -> int:
    known = json.loads((house.root / ".parti/baseline.json").read_text())
    return sum(entry["count"] for entry in known["findings"].values())


def test_a_persons_first_run_accepts_what_is_broken_today(tmp_path: Path) -> None:
    house = project(tmp_path, **OURS)
    outcome = init(house)
    assert outcome.data["accepted"] == accepted(house) == 3
    assert outcome.lines[-1] == "accepted  3 findings of today into the baseline"
    assert constraining.look(house).new == ()


def test_an_agents_first_run_accepts_nothing(tmp_path: Path) -> None:
    house = project(tmp_path, **OURS)
    open_houses.repository(house).name = "agent:codex"
    outcome = init(house)
    assert outcome.data["accepted"] == accepted(house) == 0
    assert not any("accepted" in line for line in outcome.lines)
    assert len(constraining.look(house).new) == 3


def test_a_later_run_of_a_person_after_an_agents_first_one_accepts_nothing(tmp_path: Path) -> None:
    house = project(tmp_path, **OURS)
    open_houses.repository(house).name = "agent:codex"
    init(house)
    open_houses.repository(house).name = open_houses.ADA
    (house.root / ".parti/baseline.json").unlink()
    assert init(house).data["accepted"] == 0
    assert not (house.root / ".parti/baseline.json").exists()
    assert len(constraining.look(house).new) == 3


def test_a_baseline_that_is_there_is_not_replaced_by_a_first_run(tmp_path: Path) -> None:
    theirs = '{"findings": {}, "format": 1}\n'
    house = project(tmp_path, **OURS, **{".parti/baseline.json": theirs})
    outcome = init(house)
    assert (house.root / ".parti/baseline.json").read_text() == theirs
    assert outcome.data["accepted"] == 0
    assert ".parti/baseline.json" not in list(outcome.data["wrote"])  # type: ignore[call-overload]  # paths


def test_what_is_wrong_with_the_document_is_never_accepted(tmp_path: Path) -> None:
    text = open_houses.RULE.replace("Nothing is evaluated by `eval`", "Code is robust and clean")
    house = project(tmp_path, **{**OURS, "CONSTRAINTS.md": text})
    assert init(house).data["accepted"] == 3
    assert {f.code for f in constraining.look(house).new} <= {"constraints/vague", "constraints/lint"}
    assert constraining.look(house).new


def test_with_a_feature_open_the_second_run_leaves_it_open(tmp_path: Path) -> None:
    house = open_houses.opened(tmp_path)
    before = open_houses.kinds(house)
    init(house)
    assert houses.open_house(house.world).slug == "orders"
    assert open_houses.kinds(house) == before


def test_a_file_in_the_place_of_our_folder_is_named(tmp_path: Path) -> None:
    house = project(tmp_path, **{".parti": "a file"})
    with pytest.raises(refusal.Unready) as refused:
        init(house)
    assert ".parti" in refused.value.sentence
    assert (house.root / ".parti").read_text() == "a file"
