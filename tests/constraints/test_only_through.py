"""only-through: every write goes through the helper, whatever it is disguised as."""

import pytest

from parti.constraints import conformance, document, finding
from parti.constraints import tree as trees
from tests.constraints.documents import HELPER, rule, section

STATE_IO = "def save_json(path, state, *, sync=True):\n    with open(path, 'w') as f: f.write(state)\n"


def found(text: str, path: str = "src/app/a.py", check: str = HELPER) -> tuple[finding.Finding, ...]:
    tree = trees.Texts({path: text, "src/app/state_io.py": STATE_IO}, [path])
    return conformance.of_rule(rule(f"only-through\n{check}"), tree)


def test_the_fix_names_the_helper_with_its_signature() -> None:
    (each,) = found("import json\njson.dump(a, f)\n")
    assert each.fix == "call `state_io.save_json(path, state, *, sync=True)`"
    assert each.message == "`json.dump` is called instead of `state_io.save_json`"
    assert (str(each.place), each.snippet) == ("src/app/a.py:2", "json.dump(a, f)")


def test_the_helper_s_own_module_is_exempt_and_no_namesake() -> None:
    assert not found("x = 1\n")
    assert found("def other(p): open(p, 'w')\n", "src/app/other/state_io.py")


def test_a_helper_in_a_class_or_without_a_module() -> None:
    text = "class Store:\n    def save(self, p):\n        open(p, 'w')\n"
    check = "helper: store.Store.save\ninstead-of: open-for-write"
    assert not found(text, "src/app/store.py", check)
    assert not found(
        "def save_json(p): open(p, 'w')\n", check="helper: save_json\ninstead-of: open-for-write"
    )


@pytest.mark.parametrize("path", ["state_io.py", "src/app/state_io.py", "backend/app/state_io/disk.py"])
def test_wherever_the_root_is_the_defining_file_is_exempt(path: str) -> None:
    tree = trees.Texts({path: STATE_IO})
    assert not conformance.of_rule(rule(f"only-through\n{HELPER}"), tree)


@pytest.mark.parametrize("path", ["files.py", "src/records/files.py", "src/app/records/__init__.py"])
def test_a_file_that_only_shares_a_tail_is_not_exempt(path: str) -> None:
    check = "only-through\nhelper: app.records.files.write\ninstead-of: [open-for-write]"
    tree = trees.Texts({path: "def write(p): open(p, 'w')\n"})
    assert conformance.of_rule(rule(check), tree)


def test_one_finding_a_line_and_primitive() -> None:
    assert len(found("import json\ngetattr(json, 'dump')(a, b); json.dump(c, d)\n")) == 1


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("def f(p): p.write_text('')", "the class of its receiver is not known here"),
        ("def f(p, m): open(p, m)", "its mode is not a literal"),
        ("def f(p): p.open('w')", "the class of its receiver is not known here"),
    ],
)
def test_a_doubt_is_told(text: str, doubt: str) -> None:
    (each,) = found(text)
    assert doubt in each.message


def test_a_whole_module_can_be_forbidden() -> None:
    check = "helper: net.fetch\ninstead-of: ['requests.*']"
    assert found("from requests.sessions import Session as S\nS()\n", check=check)
    assert found("import requests as r\nr.get(u)\n", check=check)
    assert not found("import requests_mock\nrequests_mock.get(u)\n", check=check)


def test_a_bare_builtin_can_be_forbidden() -> None:
    check = "helper: log.info\ninstead-of: [print]"
    assert found("print(1)\n", check=check)
    assert found("say = print\n", check=check)
    assert not found("def f(print): print(1)\n", check=check)
    assert not found("printer(1)\n", check=check)


def test_a_first_party_primitive_is_found_by_its_tail() -> None:
    check = "helper: notes.add\ninstead-of: [store.rows.insert]"
    assert found("from app.store import rows\nrows.insert(1)\n", check=check)
    assert found("from .store.rows import insert as i\ni(1)\n", check=check)
    assert not found("from app.store import rows\nrows.select(1)\n", check=check)


def test_a_helper_that_is_gone_is_rot() -> None:
    tree = trees.Texts({"src/app/a.py": "x = 1\n"})
    messages = [each.message for each in conformance.run(document.parse(section()), tree)]
    assert any("which no file of the tree defines" in message for message in messages)
    whole = trees.Texts({"src/app/a.py": "x = 1\n", "src/app/state_io.py": STATE_IO})
    assert (
        conformance.run(document.parse(section(scope="Scope: `src/**`, not `src/app/state_io.py`.")), whole)
        == ()
    )


def test_a_helper_that_is_a_class_is_named_with_its_module() -> None:
    files = {
        "huey/storage.py": "class SqliteStorage(BaseSqlStorage): ...\n",
        "huey/a.py": "import sqlite3\nsqlite3.connect(p)\n",
    }
    check = "only-through\nhelper: huey.storage.SqliteStorage\ninstead-of: [sqlite3.connect]"
    (each,) = conformance.of_rule(rule(check), trees.Texts(files))
    assert each.fix == "call `huey.storage.SqliteStorage`"


BEHIND = "helper: huey.storage.connect\ninstead-of: [sqlite3.connect, 'pickle.*', Path.write_text]"
HUEY = {
    "huey/__init__.py": "",
    "huey/storage.py": "import sqlite3\nclass Storage: ...\ndef connect(p): sqlite3.connect(p)\n",
    "huey/serializer.py": "try:\n    import cPickle as pickle\nexcept ImportError:\n    import pickle\n",
    "huey/again.py": "from .serializer import pickle as p\n",
    "huey/paths.py": "import os\nLOG = os.environ['LOG']\nplace = LOG\ndef write_text(): ...\n",
}


@pytest.mark.parametrize(
    "text",
    [
        "from huey.serializer import pickle\npickle.dumps(x)\n",
        "from .serializer import pickle as q\nq.dumps(x)\n",
        "from huey import again\nagain.p.dumps(x)  # pickle\n",
        "from huey import storage\nstorage.sqlite3.connect()\n",
        "import huey.storage\nhuey.storage.sqlite3.connect()\n",
        "import _pickle\n_pickle.dumps(x)\n",
        "from sqlite3.dbapi2 import connect\nconnect()\n",
        "from huey.paths import LOG\nLOG.write_text(x)\n",
        "from huey import paths\npaths.place.write_text(x)\n",
        "LOG.write_text(x)\n",
        "class A:\n    def __init__(self, root): self.root = root\n"
        "    def f(self): self.root.write_text(x)\n",
    ],
)
def test_a_primitive_behind_our_own_modules_is_found(text: str) -> None:
    tree = trees.Texts({**HUEY, "huey/a.py": text}, ["huey/a.py"])
    (each,) = conformance.of_rule(rule(f"only-through\n{BEHIND}"), tree)
    assert ("looks like" in each.message) == ("write_text" in text)


@pytest.mark.parametrize(
    "text",
    [
        "from huey.storage import connect\nconnect(p)\n",
        "from huey import paths\npaths.write_text(x)\n",
        "from huey.storage import Storage\nStorage().write_text(x)\n",
    ],
)
def test_what_our_own_modules_define_is_no_primitive(text: str) -> None:
    tree = trees.Texts({**HUEY, "huey/a.py": text}, ["huey/a.py"])
    assert not conformance.of_rule(rule(f"only-through\n{BEHIND}"), tree)
