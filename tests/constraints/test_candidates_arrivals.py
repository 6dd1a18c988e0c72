"""What a change brings for the first time: where the border of new lies, and what the evidence counts.

A candidate for something that was there is noise, and after some noise nobody reads the list. So each kind
of arrival has its borders: moved, renamed, read elsewhere, only for types, only for development.
"""

import pytest

from tests.constraints.changing import BEFORE, find, keys

READ = "import os\n\nX = os.environ['{}']\n"


def told(
    new: dict[str, str], before: dict[str, str] | None = None, gone: tuple[str, ...] = ()
) -> list[str]:
    """`path:line evidence` of each candidate."""
    found = find(new, before={**BEFORE, **(before or {})}, gone=gone)
    return [f"{each.path}:{each.line} {each.evidence}" for each in found]


def test_a_variable_is_told_at_its_first_place_with_all_its_files() -> None:
    new = {"src/app/b.py": READ.format("A_URL"), "src/app/a.py": f"y = 1\n{READ.format('A_URL')}"}
    assert told(new) == ["src/app/a.py:4 the environment variable `A_URL` is new, read in 2 files"]


def test_two_variables_of_one_file_are_two() -> None:
    text = "import os\nA = os.getenv('A_URL')\nB = os.getenv('B_URL')\n"
    assert keys(find({"src/app/a.py": text})) == ["environment:A_URL", "environment:B_URL"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/app/old.py", READ.format("A_URL")),
        ("src/web/old.ts", "const u = process.env.A_URL;\n"),
        ("cmd/old.go", 'package cmd\nimport "os"\nvar u = os.Getenv("A_URL")\n'),
    ],
)
def test_a_variable_that_another_file_reads_already_is_not_new(path: str, text: str) -> None:
    assert told({"src/app/a.py": READ.format("A_URL")}, before={path: text}) == []


def test_a_variable_that_only_a_test_or_a_comment_names_is_still_new() -> None:
    before = {"tests/test_a.py": READ.format("A_URL"), "src/app/c.py": "# A_URL\nx = 'A_URL'\n"}
    assert len(told({"src/app/a.py": READ.format("A_URL")}, before=before)) == 1


def test_a_variable_that_moved_to_another_file_is_not_new() -> None:
    old = {"src/app/old.py": READ.format("A_URL")}
    assert told({"src/app/new.py": READ.format("A_URL")}, before=old, gone=("src/app/old.py",)) == []


def test_a_variable_under_another_name_is_new() -> None:
    old = {"src/app/a.py": READ.format("A_URL")}
    assert [each.split("`")[1] for each in told({"src/app/a.py": READ.format("B_URL")}, before=old)] == [
        "B_URL"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import flask\n", ["dependency:flask"]),
        ("import flask.views as v\nfrom flask import Flask\n", ["dependency:flask"]),
        ("def f():\n    import flask\n", ["dependency:flask"]),
        ("try:\n    import flask\nexcept ImportError:\n    flask = None\n", ["dependency:flask"]),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import flask\n", []),
        ("from . import flask\n", []),
        ("import json, tomllib\n", []),
        ("import app.store\n", []),
        ("import flask, rich\n", ["dependency:flask", "dependency:rich"]),
    ],
)
def test_a_dependency_is_what_is_imported_from_outside_and_runs(text: str, found: list[str]) -> None:
    assert keys(find({"src/app/n.py": text})) == found


def test_a_dependency_that_is_declared_and_imported_is_one() -> None:
    new = {
        "pyproject.toml": '[project]\nname = "app"\ndependencies = ["Flask"]\n',
        "src/app/n.py": "import flask\n",
        "src/app/o.py": "import flask\n",
    }
    assert told(new) == ["src/app/n.py:1 the dependency `flask` is new, imported in 2 files"]


def test_a_dependency_that_is_declared_under_another_name_than_its_module_is_one() -> None:
    new = {
        "pyproject.toml": '[project]\nname = "app"\ndependencies = ["PyYAML"]\n',
        "src/app/n.py": "import yaml\n",
    }
    assert told(new) == ["src/app/n.py:1 the dependency `yaml` is new, imported in 1 file"]
    declared = {"pyproject.toml": new["pyproject.toml"]}
    assert told({"src/app/n.py": "import yaml\n"}, before=declared) == []


def test_a_dependency_of_development_is_none() -> None:
    text = BEFORE["pyproject.toml"] + '[dependency-groups]\ntest = ["pytest"]\n'
    assert told({"pyproject.toml": text, "tests/test_a.py": "import pytest\n"}) == []


@pytest.mark.parametrize(
    "before",
    [
        {"src/app/old.py": "import flask\n"},
        {"pyproject.toml": '[project]\nname = "app"\ndependencies = ["flask>=3"]\n'},
        {"web/requirements.txt": "Flask==3\n"},
    ],
)
def test_a_dependency_that_was_imported_or_declared_is_not_new(before: dict[str, str]) -> None:
    assert told({"src/app/n.py": "import flask\n"}, before=before) == []


def test_another_version_of_a_dependency_is_the_same() -> None:
    old = {"requirements.txt": "flask==2\n"}
    assert told({"requirements.txt": "flask==3\n"}, before=old) == []
    assert told({"requirements.txt": "Flask>=3\nrich\n"}, before=old) == [
        "requirements.txt:2 the dependency `rich` is new, declared and not imported"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("class Lost(Exception): ...\n", ["error:app.e.Lost"]),
        ("class Lost(ValueError): ...\n", ["error:app.e.Lost"]),
        ("class Lost(BaseException): ...\n", ["error:app.e.Lost"]),
        ("class Lost(KeyError, Mixin): ...\n", ["error:app.e.Lost"]),
        ("class Lost(Mixin): ...\n", []),
        ("class LostError: ...\n", []),
        ("class Exception_(Mixin): ...\n", []),
        ("from x import HttpException\nclass Lost(HttpException): ...\n", ["error:app.e.Lost"]),
        ("class A:\n    class Lost(Exception): ...\n", ["error:app.e.A.Lost"]),
        ("class Lost(Exception): ...\nclass Late(Lost): ...\n", ["error:app.e.Lost"]),
    ],
)
def test_an_error_is_a_class_by_its_base(text: str, found: list[str]) -> None:
    assert [key for key in keys(find({"src/app/e.py": text})) if key.startswith("error")] == found


def test_an_error_is_told_with_its_bases_and_the_files_that_raise_it() -> None:
    new = {
        "src/app/e.py": "\nclass Lost(KeyError, OSError): ...\n",
        "src/app/m.py": "from app.e import Lost\ndef f():\n    raise Lost()\n",
        "src/app/n.py": "from app import e\ndef g():\n    raise e.Lost from None\n",
    }
    assert told(new) == [
        "src/app/e.py:2 the error class `Lost` (`KeyError`, `OSError`) is new, raised in 2 files"
    ]


def test_an_error_that_nothing_raises_is_said_to_be_raised_nowhere_and_its_section_holds() -> None:
    (one,) = (each for each in find({"src/app/d.py": "class TopError(Exception): pass\n"}))
    assert one.evidence.endswith("(`Exception`) is new, and no changed file raises it")
    assert "## `TopError` must be raised only in `src/app/d.py`" in one.section
    assert "```check pattern" in one.section


@pytest.mark.parametrize(
    ("entries", "count"),
    [
        ("ALL = {'a': run_a, 'b': run_b}\n", 2),
        ("ALL = [run_a, run_b, run_c]\n", 3),
        ("ALL = []\nALL.append(run_a)\nALL.append(run_b)\n", 2),
        ("ALL = {}\nALL['a'] = run_a\nALL['b'] = run_b\n", 2),
        ("ALL = (run_a, run_b)\n", 2),
        ("ALL = {'a': run_a}\n", 0),
        ("ALL = {'a': run_a, 'b': run_a}\n", 0),
        ("_ALL = {'a': run_a, 'b': run_b}\n", 0),
        ("ALL = {'a': len, 'b': max}\n", 0),
        ("def f():\n    ALL = [run_a, run_b]\n", 0),
    ],
)
def test_a_registry_holds_two_of_our_own_at_least(entries: str, count: int) -> None:
    text = "def run_a(): ...\ndef run_b(): ...\ndef run_c(): ...\n" + entries
    said = [each.evidence for each in find({"src/app/r.py": text})]
    whole = f"`app.r.ALL` is a registry, new, with {count} functions or classes of ours"
    assert said == ([whole] if count else [])


def test_a_registry_that_only_grew_is_not_new() -> None:
    text = "def run_a(): ...\ndef run_b(): ...\nALL = [run_a]\n"
    grown = text.replace("[run_a]", "[run_a, run_b]")
    assert told({"src/app/r.py": grown}, before={"src/app/r.py": text}) == []


def test_a_decorator_is_no_registry_because_a_namesake_elsewhere_is_one() -> None:
    plain = "def job(f):\n    return f\n\n@job\ndef run_a(): ...\n@job\ndef run_b(): ...\n"
    real = "ALL = []\n\ndef job(f):\n    ALL.append(f)\n    return f\n"
    assert keys(find({"src/app/a.py": plain, "src/app/b.py": real})) == []


def test_a_registry_that_other_files_fill_is_shown_with_both_files() -> None:
    fill = "from app.reg import ALL\ndef handle_a(e): ...\ndef handle_b(e): ...\n"
    fill += "ALL['a'] = handle_a\nALL['b'] = handle_b\n"
    (each,) = find({"src/app/reg.py": "ALL = {}\n", "src/app/h.py": fill})
    assert (each.key, each.path, each.line) == ("registry:app.reg.ALL", "src/app/reg.py", 1)
    assert "```python kept path=src/app/h.py\n" in each.section
    assert "# file: src/app/reg.py\nfrom app.h import handle_example\n" in each.section


def test_a_section_of_a_registry_says_what_its_members_share() -> None:
    text = "def handle_new(e): ...\ndef handle_old(e): ...\nALL = [handle_new, handle_old]\n"
    (named,) = find({"src/app/r.py": text})
    assert "## Every `function handle_*` is registered in `app.r.ALL` {#registered-all}" in named.section
    classes = "class NewTask: ...\nclass OldTask: ...\nALL = [NewTask, OldTask]\n"
    (typed,) = find({"src/app/r.py": classes})
    assert "Every `class *Task` is registered" in typed.section
    (plain,) = find({"src/app/r.py": text.replace("handle_new", "begin").replace("handle_old", "stop")})
    assert "Everything like `begin` and `stop` is registered in `app.r.ALL`" in plain.section
    assert plain.section.endswith("`judged`\n")


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("src/app/jobs/j.py", "from app.web import a\n", ["edge:app.jobs:app.web"]),
        ("src/app/jobs/j.py", "def f():\n    import app.web.a\n", ["edge:app.jobs:app.web"]),
        ("src/app/jobs/deep/k.py", "from app.web import a\n", ["edge:app.jobs:app.web"]),
        ("src/app/jobs/j.py", "from ..web import a\n", ["edge:app.jobs:app.web"]),
        ("src/app/jobs/j.py", "from app.jobs import k\n", []),
        ("src/app/jobs/j.py", "import app\n", []),
        ("src/app/jobs/j.py", "import app.store\n", []),
        ("src/app/web/b.py", "from app.web.a import f\n", []),
    ],
)
def test_an_edge_joins_two_packages_that_were_there(path: str, text: str, found: list[str]) -> None:
    assert keys(find({path: text})) == found


def test_an_edge_that_one_file_had_already_is_not_new() -> None:
    old = {"src/app/jobs/k.py": "from app.web import a\n"}
    assert told({"src/app/jobs/j.py": "from app.web import a\n"}, before=old) == []


def test_two_files_the_other_way_are_no_practice_and_three_are() -> None:
    edge = {"src/app/jobs/j.py": "from app.web import a\n"}
    up = {f"src/app/web/w{at}.py": "from app.jobs import j\n" for at in range(3)}
    two = {path: up[path] for path in sorted(up)[:2]}
    plain = "src/app/jobs/j.py:1 `app.jobs` imports `app.web` for the first time"
    assert told(edge, before=two) == [plain]
    assert told(edge, before=up) == [f"{plain}; 3 files import the other way"]


def test_one_file_that_imports_the_other_way_often_counts_once() -> None:
    many = {"src/app/web/w.py": "from app.jobs import j\nimport app.jobs.j\nfrom app.jobs.j import x\n"}
    (said,) = told({"src/app/jobs/j.py": "from app.web import a\n"}, before=many)
    assert said.endswith("for the first time")


def test_candidates_stand_in_the_order_of_their_places() -> None:
    new = {
        "src/app/b.py": "import rich\nimport os\nA = os.environ['A_URL']\n",
        "src/app/a.py": "import flask\n",
    }
    assert keys(find(new)) == ["dependency:flask", "dependency:rich", "environment:A_URL"]


@pytest.mark.parametrize(
    "path", ["tests/n.py", "docs/conf.py", "examples/n.py", "src/app/test_n.py", "vendor/n.py"]
)
def test_what_is_not_counted_brings_nothing(path: str) -> None:
    assert told({path: "import flask\nimport os\nA = os.environ['A_URL']\n"}) == []


def test_generated_code_brings_nothing() -> None:
    assert told({"src/app/n.py": "# Code generated by protoc. DO NOT EDIT.\nimport flask\n"}) == []


TWO = "function alpha () {}\nfunction beta () {}\n"


@pytest.mark.parametrize(
    "exports",
    [
        "module.exports = { alpha, beta }\n",
        "module.exports = exports = { alpha, beta }\n",
        "module.exports = [alpha, beta]\n",
        "export default { alpha, beta }\n",
        "const api = { alpha, beta }\nmodule.exports = api\n",
        "const api = { alpha, beta };\nexport default api;\n",
        "exports.alpha = alpha\nexports.beta = beta\n",
    ],
)
def test_what_a_module_exports_is_no_registry(exports: str) -> None:
    assert keys(find({"lib/z.js": TWO + exports})) == []


def test_a_map_that_is_one_export_of_several_is_a_registry() -> None:
    assert keys(
        find({"lib/z.js": f"{TWO}const all = {{ alpha, beta }}\nmodule.exports = {{ all }}\n"})
    ) == ["registry:lib.z.all"]


def test_a_dependency_of_a_script_is_kept_out_under_every_extension_that_there_is() -> None:
    before = {"lib/a.js": "x()\n", "lib/b.cjs": "x()\n", "src/c.ts": "x()\n", "lib/d.py": "x()\n"}
    (each,) = find({"lib/m.mjs": 'import it from "left-pad"\n'}, before={**BEFORE, **before})
    assert "Scope: `lib/**/*.js`, `lib/**/*.mjs`, `lib/**/*.cjs`, `lib/**/*.ts`" in each.section
    assert "not `lib/m.mjs`" in each.section
