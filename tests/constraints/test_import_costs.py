"""What the import checks leave unread: a file is read only as far as its answer hangs on it.

The same findings are held by `test_import_checks`; here, that nothing dear is done for them. A walk through
all expressions of a file is what a cold run over a large tree would spend its time on.
"""

import pytest

from parti.constraints import conformance, finding
from parti.constraints import tree as trees
from parti.source import facts, reading
from tests.constraints.documents import rule

LAYERS = "layers\nlayers: [app.web, app.service | app.jobs, app.store]"
FORBIDDEN = "forbidden-import\nmodules: app.web"


class Reading:
    """A tree over texts that notes whose facts and whose imports alone are read."""

    def __init__(self, files: dict[str, str]) -> None:
        self.whole: list[str] = []
        self.alone: list[str] = []
        self.tree = trees.Lazy(files, files.__getitem__, None, self.extract, self.imported)

    def extract(self, text: str, path: str) -> facts.Facts:
        self.whole.append(path)
        return reading.extract(text, path)

    def imported(self, text: str, path: str) -> facts.Imported:
        self.alone.append(path)
        return reading.imported(text, path)

    def found(self, check: str) -> tuple[finding.Finding, ...]:
        return conformance.of_rule(rule(check), self.tree)


@pytest.mark.parametrize("check", [LAYERS, FORBIDDEN, "independent\nmodules: [app.web, app.store]"])
@pytest.mark.parametrize(
    "text",
    ["from app.web import views\n", "def f():\n    from ..web import views\n", "from app import web\n"],
)
def test_an_import_that_breaks_a_contract_is_told_by_the_imports_alone(check: str, text: str) -> None:
    read = Reading({"src/app/store/rows.py": text})
    assert len(read.found(check)) == 1
    assert (read.whole, read.alone) == ([], ["src/app/store/rows.py"])


@pytest.mark.parametrize(
    "text", ["import app\napp.web.start()\n", "import app.store.disk\napp.web.start()\n"]
)
@pytest.mark.parametrize("check", [LAYERS, FORBIDDEN])
def test_a_use_through_what_holds_it_is_found_among_all_facts(check: str, text: str) -> None:
    read = Reading({"src/app/store/rows.py": text})
    assert len(read.found(check)) == 1
    assert read.whole == ["src/app/store/rows.py"]


@pytest.mark.parametrize(
    "text",
    [
        "import app.store.disk as disk\nx.web = disk.read()\n",
        "import app.store.disk as disk, json\nf('web')\n",
    ],
)
def test_a_renamed_import_opens_nothing_beside_it(text: str) -> None:
    read = Reading({"src/app/store/rows.py": text})
    assert read.found(LAYERS) == ()
    assert (read.whole, read.alone) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "import app.store as s\nkept = getattr(app, 'web')\n",
        "import app.store as s\nx = app.web.start\nx()\n",
    ],
)
def test_what_is_written_out_is_looked_at_whatever_binds_it(text: str) -> None:
    read = Reading({"src/app/store/rows.py": text})
    read.found(LAYERS)
    assert read.whole == ["src/app/store/rows.py"]


def test_nothing_stands_above_the_top_layer() -> None:
    files = {
        "src/app/web/views.py": "import app\nfrom app.jobs import x\nimport app.é\napp.service.web()\n"
    }
    read = Reading(files)
    assert read.found(LAYERS) == ()
    assert (read.whole, read.alone) == ([], [])


def test_siblings_at_the_top_still_stand_beside_each_other() -> None:
    files = {"src/app/web/views.py": "from app.service import posts\n"}
    (each,) = Reading(files).found("layers\nlayers: [app.web | app.service, app.store]")
    assert each.message == "`app.web` imports `app.service.posts`, and `app.service` stands beside it"


SHARED = {
    "src/app/shared.py": "from app.web.views import View as Page\n\n\nclass Own: ...\n",
    "src/app/plain.py": "import json\n",
}


@pytest.mark.parametrize(
    ("text", "count", "whole"),
    [
        ("from app.shared import Own\n", 0, []),
        ("from app.plain import json\n", 0, []),
        ("from app.shared import Page\n", 1, ["src/app/shared.py"]),
        ("from app.shared import *\n", 0, []),
        ("import app.shared\n", 0, []),
    ],
)
def test_only_a_module_that_may_hand_the_name_on_is_read_whole(
    text: str, count: int, whole: list[str]
) -> None:
    read = Reading({"src/app/store/rows.py": text, **SHARED})
    assert len(read.found(LAYERS)) == count
    assert read.whole == whole


def test_a_star_is_told_by_what_its_module_is_in_the_package_that_holds_it() -> None:
    files = {
        "src/app/__init__.py": "from app.web.views import shared\n",
        "src/app/store/rows.py": "from app.shared import *\n",
    }
    (each,) = Reading(files).found(LAYERS)
    assert each.message == "`app.store` imports `app.web.views.shared`, and `app.web` stands above it"
