"""forbidden-import, layers and stdlib-only: imports of every form, in every place."""

import pytest

from parti.constraints import conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

LAYERS = "layers\nlayers: [app.web, app.service | app.jobs, app.store]"


def found(check: str, files: dict[str, str]) -> tuple[finding.Finding, ...]:
    return conformance.of_rule(rule(check), trees.Texts(files))


@pytest.mark.parametrize(
    "form", ["{}", "def f():\n    {}", "if TYPE_CHECKING:\n    {}", "try:\n    {}\nfinally: ..."]
)
@pytest.mark.parametrize(
    "statement",
    [
        "import app.web",
        "import app.web.views as v",
        "from app import web",
        "from app import (store,\n  web as w)",
        "from app.web import *",
        "from ..web import views",
        "from .. import web",
        "import json, app.web",
        "importlib.import_module('app.web')",
        "__import__('app.web.views')",
        "from app \\\n  import web",
    ],
)
@pytest.mark.parametrize("check", [LAYERS, "forbidden-import\nmodules: app.web"])
def test_an_import_upwards_is_found_in_every_form(check: str, statement: str, form: str) -> None:
    if "importlib" in statement:
        form = f"import importlib\n{form}"
    text = form.format(statement if form == "{}" else statement.replace("\n", " ").replace("\\", ""))
    assert len(found(check, {"src/app/store/rows.py": f"{text}\n"})) == 1


@pytest.mark.parametrize(
    "statement",
    ["import app.website", "from app import webs", "import web", "'import app.web'", "# import app.web"],
)
@pytest.mark.parametrize("check", [LAYERS, "forbidden-import\nmodules: app.web"])
def test_a_near_name_is_no_breach(check: str, statement: str) -> None:
    assert not found(check, {"src/app/store/rows.py": f"{statement}\n"})


def test_an_import_in_a_text_is_no_import() -> None:
    assert not found(LAYERS, {"src/app/store/rows.py": '"""\nimport app.web\n"""\n'})


def test_a_longer_layer_wins_and_other_modules_are_free() -> None:
    check = "layers\nlayers: [app, app.core]"
    assert found(check, {"src/app/core/x.py": "import app.cli\n"})
    assert not found(check, {"src/app/cli.py": "import app.core.x\n"})
    assert not found(check, {"src/tool/x.py": "import app\n"})


def test_a_package_below_another_root_is_placed() -> None:
    assert found(LAYERS, {"backend/app/store/rows.py": "import app.web\n"})


def test_a_layer_without_files_is_rot() -> None:
    tree = trees.Texts({"src/app/web.py": "", "src/app/store.py": "", "src/app/service.py": ""})
    assert [each.message for each in conformance.stale(rule(LAYERS), tree)] == [
        "`rule` names the layer `app.jobs`, and no file lies in it"
    ]


def test_a_name_with_a_star_forbids_all_that_fit() -> None:
    check = "forbidden-import\nmodules: ['django*', 'app.*.models']"
    assert found(check, {"a.py": "import django_redis.cache\n"})
    assert found(check, {"a.py": "from app.posts.models import Post\n"})
    assert not found(check, {"a.py": "from app.posts import views\n"})


def test_only_the_standard_library_and_ours_are_allowed() -> None:
    files = {
        "src/app/__init__.py": "",
        "src/app/a.py": "import json, app.b\nfrom . import b\nimport xml.etree.ElementTree\n",
        "scripts/one.py": "import two\n",
        "scripts/two.py": "import requests\n",
    }
    (each,) = found("stdlib-only", files)
    assert (str(each.place), each.message) == (
        "scripts/two.py:1",
        "`requests` is not in the standard library",
    )
    assert not found("stdlib-only\nallow: requests", files)


def test_an_allowance_that_nobody_uses_is_rot() -> None:
    tree = trees.Texts({"a.py": "import attrs\n"})
    messages = [
        each.message for each in conformance.stale(rule("stdlib-only\nallow: [attrs, orjson]"), tree)
    ]
    assert messages == ["`rule` allows `orjson`, which nothing imports"]


def test_only_changed_files_in_scope_are_read() -> None:
    reads: list[str] = []

    def read(path: str) -> str:
        reads.append(path)
        return "import requests\n"

    tree = trees.Lazy(
        ["src/a.py", "src/b.py", "docs/c.py", "src/d.md"], read, ["src/a.py", "docs/c.py", "src/gone.py"]
    )
    scoped = rule("forbidden-import\nmodules: requests", "Scope: `src/**`.")
    assert [each.place.path for each in conformance.of_rule(scoped, tree)] == ["src/a.py"]
    assert reads == ["src/a.py"]


def test_an_allowance_that_only_other_places_use_is_said_to_be_so() -> None:
    tree = trees.Texts({"src/a.py": "x = 1\n", "tests/b.py": "import attrs\n"})
    scoped = rule("stdlib-only\nallow: [attrs]", "Scope: `src/**`.")
    (each,) = conformance.stale(scoped, tree)
    assert (each.level, each.message) == (
        "warning",
        "`rule` allows `attrs`, which is not imported in the scope",
    )


def test_an_unknown_dynamic_import_is_no_finding() -> None:
    text = "import importlib\nimportlib.import_module('.management', config.name)\n__import__(name, x)\n"
    assert not found("stdlib-only", {"src/app/a.py": text})


def test_a_relative_import_is_never_a_dependency() -> None:
    assert not found("stdlib-only", {"a.py": "from ..x import y\nfrom .b import c\n"})


@pytest.mark.parametrize(
    "statement", ["from . import views", "from .views import page", "from .. import web"]
)
def test_a_forbidden_module_that_imports_itself_by_dots_is_found(statement: str) -> None:
    files = {"src/app/web/a.py": f"{statement}\n"}
    assert len(found("forbidden-import\nmodules: app.web", files)) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("import app\napp.web.start()\n", 1),
        ("import app.store.disk\napp.web.start()\n", 1),
        ("import app as a\nf(a.web.start)\n", 1),
        ("import app\nkept = getattr(app, 'web').start\n", 1),
        ("import app.web\napp.web.start()\n", 1),
        ("import app\napp.store.disk.read()\n", 0),
        ("import app\napp.website.start()\n", 0),
        ("app = make()\napp.web.start()\n", 0),
    ],
)
def test_a_layer_is_reached_through_the_package_above_it(text: str, count: int) -> None:
    assert len(found(LAYERS, {"src/app/store/rows.py": text})) == count


@pytest.mark.parametrize(
    ("text", "shared", "count"),
    [
        ("from app.shared import Page\n", "from app.web.views import View as Page\n", 1),
        ("from app import shared\n", "from app.web.views import View\n", 0),
        ("from app.shared import Page\n", "class Page: ...\n", 0),
        ("from app.shared import Row\n", "from app.store.disk import Row\n", 0),
        ("from app.shared import Page\n", "from app.further import Page\n", 1),
    ],
)
def test_a_module_outside_the_layers_hands_nothing_down(text: str, shared: str, count: int) -> None:
    further = {"src/app/further.py": "from app.web import Page\n"}
    files = {"src/app/store/rows.py": text, "src/app/shared.py": shared, **further}
    assert len(found(LAYERS, files)) == count
