"""independent: modules that do not know one another."""

import pytest

from parti.constraints import checks, conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

CHECK = 'independent\nmodules: [app.a, app.b, "app.plugins.*"]'
PLUGINS = {
    "src/app/plugins/__init__.py": "",
    "src/app/plugins/csv.py": "",
    "src/app/plugins/xml/read.py": "",
}


def found(files: dict[str, str], check: str = CHECK) -> tuple[finding.Finding, ...]:
    return conformance.of_rule(rule(check), trees.Texts({**PLUGINS, **files}))


@pytest.mark.parametrize(
    "form", ["{}", "def f():\n    {}", "if TYPE_CHECKING:\n    {}", "try:\n    {}\nfinally: ..."]
)
@pytest.mark.parametrize(
    "statement",
    [
        "import app.b",
        "import app.b.deep as d",
        "from app import b",
        "from app.b import x as y",
        "from ..b import x",
        "from .. import b",
        "__import__('app.b')",
        "from app.plugins import csv",
        "from app.plugins.xml.read import f",
    ],
)
def test_each_form_of_import_between_members_is_found(statement: str, form: str) -> None:
    (each,) = found({"src/app/a/x.py": form.format(statement) + "\n"})
    assert "are independent" in each.message


@pytest.mark.parametrize(
    "statement",
    [
        "import app.c",
        "from app.a import y",
        "from . import y",
        "import app",
        "from app.plugins import __doc__",
        "import app.bb",
    ],
)
def test_what_is_no_member_may_be_imported(statement: str) -> None:
    assert not found({"src/app/a/x.py": f"{statement}\n"})


def test_who_is_no_member_may_import_all() -> None:
    assert not found({"src/app/main.py": "import app.a, app.b\nfrom app.plugins import csv\n"})


def test_members_found_in_the_tree_are_independent_of_one_another() -> None:
    (each,) = found({"src/app/plugins/csv.py": "from .xml import read\n"})
    assert each.message == (
        "`app.plugins.csv` imports `app.plugins.xml.read`, "
        "and `app.plugins.csv` and `app.plugins.xml` are independent"
    )


def test_a_module_without_files_is_rot() -> None:
    tree = trees.Texts({"src/app/a.py": "", "src/app/b.py": ""})
    assert [each.message for each in conformance.stale(rule(CHECK), tree)] == [
        "`rule` names the module `app.plugins.*`, and no file lies in it"
    ]


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        ({"modules": ["app.a"]}, "at least two"),
        ({"modules": ["app.a", "app/a"]}, "`app.a` is listed twice"),
        ({"modules": []}, "must be a list"),
    ],
)
def test_a_block_that_cannot_run_is_told(raw: dict[str, object], part: str) -> None:
    check = checks.load("independent")
    assert check is not None
    assert part in "\n".join(check.options(raw))


def test_one_star_alone_is_enough() -> None:
    check = checks.load("independent")
    assert check is not None
    assert check.options({"modules": ["app.plugins.*"]}) == []
