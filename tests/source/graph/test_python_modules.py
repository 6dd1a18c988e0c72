"""Python modules in a tree: which file a name means when several could, and what an import reaches."""

import pytest

from parti.source.graph import nearest
from tests.source.graph import drawn


def leads(files: list[str], text: str, path: str) -> list[str]:
    """Where a text leads, in a tree of empty files."""
    return drawn.leads(dict.fromkeys(files, ""), path, text)


# --- several programs in one tree ------------------------------------------------------------------------

TWO = [f"{side}/app/{name}.py" for side in ("one", "two") for name in ("__init__", "a", "b")]


def test_each_program_has_its_own_package() -> None:
    assert leads(TWO, "import app.a", "one/run.py") == ["one/app/a.py"]
    assert leads(TWO, "import app.a", "two/run.py") == ["two/app/a.py"]
    assert leads(TWO, "from app.a import x", "two/app/c.py") == ["two/app/a.py"]
    assert leads(TWO, "from app import b", "two/tests/test_b.py") == ["two/app/b.py"]
    assert leads(TWO, "from . import b", "two/app/c.py") == ["two/app/b.py"]


def test_from_elsewhere_the_first_is_meant() -> None:
    assert leads(TWO, "import app.a", "run.py") == ["one/app/a.py"]
    assert leads(TWO, "import app.a", "three/run.py") == ["one/app/a.py"]


def test_a_name_is_looked_for_in_the_nearest_package_alone() -> None:
    files = [*TWO, "one/app/only.py"]
    assert leads(files, "from app import only", "two/run.py") == ["two/app/__init__.py"]
    assert leads(files, "from app import only", "one/run.py") == ["one/app/only.py"]
    assert leads(files, "import app.only", "two/run.py") == ["one/app/only.py"]


def test_the_nearest_shares_most_folders() -> None:
    assert nearest.of("a/b/x.py", ["c/x.py", "a/x.py", "a/b/c/x.py", "a/b/x.py"]) == "a/b/c/x.py"
    assert nearest.of("a/x.py", ["ab/x.py", "b/x.py"]) == "ab/x.py"
    assert nearest.of("x.py", ["b/x.py", "a/x.py"]) == "b/x.py"
    assert nearest.of("a/x.py", ["b/x.py"]) == "b/x.py"


# --- which file a module is ------------------------------------------------------------------------------


def test_code_goes_before_its_stub_wherever_it_is_listed() -> None:
    assert leads(["a.pyi", "a.py"], "import a", "run.py") == ["a.py"]
    assert leads(["a.pyi"], "import a", "run.py") == ["a.pyi"]


def test_a_package_goes_before_a_module_of_its_name() -> None:
    assert leads(["a.py", "a/__init__.py", "a/b.py"], "import a", "run.py") == ["a/__init__.py"]


def test_a_package_of_stubs_is_a_package() -> None:
    files = ["kit/__init__.pyi", "kit/a.pyi", "kit/b.py"]
    assert leads(files, "from .b import c", "kit/x.pyi") == ["kit/b.py"]
    assert leads(files, "from kit import a", "run.py") == ["kit/a.pyi"]


def test_a_package_is_imported_by_its_name_and_by_its_place() -> None:
    files = ["lib/py/app/__init__.py", "lib/py/app/a.py"]
    assert leads(files, "import app.a", "run.py") == ["lib/py/app/a.py"]
    assert leads(files, "import lib.py.app.a", "run.py") == ["lib/py/app/a.py"]


def test_a_folder_that_no_name_can_be_is_a_root() -> None:
    files = ["my-tool/app/__init__.py", "my-tool/app/a.py"]
    assert leads(files, "from app import a", "my-tool/run.py") == ["my-tool/app/a.py"]


def test_every_source_folder_is_a_root() -> None:
    files = ["src/top.py", "kit/src/deep.py"]
    assert leads(files, "import top, deep", "run.py") == ["kit/src/deep.py", "src/top.py"]


def test_a_package_begins_at_its_outermost_init() -> None:
    files = ["x/a/__init__.py", "x/a/b/__init__.py", "x/a/b/c.py"]
    assert leads(files, "import a.b.c", "run.py") == ["x/a/b/c.py"]
    assert leads(files, "import b.c", "run.py") == []


# --- what an import reaches ------------------------------------------------------------------------------

APP = [
    "app/__init__.py",
    "app/a.py",
    "app/__main__.py",
    "app/sub/__init__.py",
    "app/sub/c.py",
    "app/sub/d.py",
]


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("app/x.py", "from . import *", ["app/__init__.py"]),
        ("app/x.py", "from .sub import *", ["app/sub/__init__.py"]),
        (
            "app/x.py",
            "from .sub import c as k, d, e",
            ["app/sub/__init__.py", "app/sub/c.py", "app/sub/d.py"],
        ),
        ("app/x.py", "from . import __main__", ["app/__main__.py"]),
        ("app/sub/x.py", "from ... import y", []),
        ("app/sub/x.py", "from .. import a, sub", ["app/a.py", "app/sub/__init__.py"]),
        ("app/sub/x.py", "from ..sub.c import y", ["app/sub/c.py"]),
        ("app/sub/__init__.py", "from .c import y", ["app/sub/c.py"]),
        ("app/sub/__init__.py", "from .. import a", ["app/a.py"]),
        ("run.py", "import app.sub.c as k", ["app/sub/c.py"]),
        ("run.py", "import app.sub.missing", []),
        ("run.py", "from app.missing import c", []),
        ("run.py", "import app.a.x", []),
        ("run.py", "from . import app", []),
        ("run.py", "import App", []),
    ],
)
def test_an_import_reaches_what_the_interpreter_would(path: str, text: str, found: list[str]) -> None:
    assert leads(APP, text, path) == found


@pytest.mark.parametrize(
    "text",
    [
        "exec('import app.a')",
        "import importlib\nimportlib.import_module('app.a')",
        "__import__('app.a')",
        "'''\nimport app.a\n'''",
        "x = '\\\nimport app.a'",
        "import_app = a",
        "from_app.a()",
        "# from app import a",
    ],
)
def test_what_is_no_statement_reaches_nothing(text: str) -> None:
    assert leads(APP, text, "run.py") == []


@pytest.mark.parametrize(
    "text",
    [
        "import app.a; import json",
        "if x: import app.a",
        "class A:\n    import app.a",
        "async def f():\n\tfrom app import a\n",
        "with x: from app import a",
        "try:\n    import app.a\nexcept* E:\n    pass\n",
        "from app import (a\n)",
        "from app import (\n    a as b,  # )\n)",
        "from app import \\\n  a",
        "from app \\\n import a",
        "import app . a",
        "\x0cimport app.a",
    ],
)
def test_a_statement_is_found_in_every_place_and_writing(text: str) -> None:
    assert leads(APP, text, "run.py") == ["app/a.py"]
