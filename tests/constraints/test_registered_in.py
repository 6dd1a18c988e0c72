"""registered-in: every handler stands in the map, across files, and the map names no ghosts."""

import pytest

from parti.constraints import conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

CHECK = "registered-in\nevery: function handle_*\nin: dispatch.HANDLERS"
POSTS = "def handle_new(event): ...\ndef handle_old(event): ...\ndef _handle_own(): ...\n"


def found(files: dict[str, str], check: str = CHECK, scope: str = "") -> list[finding.Finding]:
    return list(conformance.of_rule(rule(check, scope), trees.Texts(files)))


def dispatch(text: str) -> dict[str, str]:
    return {"src/app/posts.py": POSTS, "src/app/dispatch.py": text}


@pytest.mark.parametrize(
    "text",
    [
        "from app.posts import handle_new, handle_old\nHANDLERS = {'n': handle_new, 'o': handle_old}",
        "from app import posts\nHANDLERS = {'n': posts.handle_new}\nHANDLERS['o'] = posts.handle_old",
        "from . import posts as p\nHANDLERS = [p.handle_new]\nHANDLERS.append(p.handle_old)",
        "from .posts import handle_new as n, handle_old as o\nHANDLERS = dict(n=n)\nHANDLERS.update(o=o)",
        "from app.posts import *\nHANDLERS = {'n': handle_new, 'o': handle_old}",
        "import app.posts\nHANDLERS = {'n': app.posts.handle_new, 'o': app.posts.handle_old}",
    ],
)
def test_registered_in_another_file_in_any_form(text: str) -> None:
    assert found(dispatch(text)) == []


def test_what_is_not_registered_is_found_where_it_is_defined() -> None:
    (each,) = found(dispatch("from app.posts import handle_new\n\nHANDLERS = {'n': handle_new}\n"))
    assert str(each.place) == "src/app/posts.py:2"
    assert "`handle_old` is not in `dispatch.HANDLERS`" in each.message
    assert each.fix == "add it at src/app/dispatch.py:3"


def test_an_entry_without_a_definition_dangles() -> None:
    text = "from app.posts import handle_new, handle_old, handle_gone\n"
    text += "HANDLERS = {'n': handle_new, 'o': handle_old, 'g': handle_gone}\n"
    (each,) = found(dispatch(text))
    assert (str(each.place), each.message) == (
        "src/app/dispatch.py:2",
        "`dispatch.HANDLERS` names `app.posts.handle_gone`, which is defined nowhere",
    )


def test_what_a_tree_cannot_know_does_not_dangle() -> None:
    text = "from app.posts import handle_new, handle_old\nfrom elsewhere import handle_far\n"
    text += "HANDLERS = {'n': handle_new, 'o': handle_old, 'f': handle_far}\n"
    assert found(dispatch(text)) == []


def test_a_package_may_re_export_its_handlers() -> None:
    files = {
        "src/app/handlers/posts.py": "def handle_new(e): ...\n",
        "src/app/handlers/__init__.py": "from .posts import handle_new\n",
        "src/app/dispatch.py": "from app.handlers import handle_new\nHANDLERS = {'n': handle_new}\n",
    }
    assert found(files) == []


def test_a_namesake_in_another_module_is_not_registered() -> None:
    files = dispatch("from app.posts import handle_new, handle_old\nHANDLERS = [handle_new, handle_old]\n")
    files["src/app/notes.py"] = "def handle_new(e): ...\n"
    assert [each.place.path for each in found(files)] == ["src/app/notes.py"]


def test_a_registry_that_is_nowhere_is_one_error() -> None:
    (each,) = found({"src/app/posts.py": POSTS})
    assert (each.code, each.level) == ("constraints/rot", "error")
    assert "exists nowhere in the tree, and 2 definitions" in each.message


def test_a_map_of_that_name_elsewhere_is_not_the_registry() -> None:
    text = "from app.posts import handle_new, handle_old\nHANDLERS = [handle_new, handle_old]\n"
    (each,) = found({"src/app/posts.py": POSTS, "src/app/other.py": text})
    assert each.code == "constraints/rot"


def test_a_rule_without_subjects_is_rot() -> None:
    tree = trees.Texts({"src/app/dispatch.py": "HANDLERS = {}\n"})
    (each,) = conformance.stale(rule(CHECK), tree)
    assert "finds nothing in its scope" in each.message


def test_methods_and_nested_functions_are_no_subjects() -> None:
    text = "HANDLERS = {}\nclass A:\n    def handle_a(self): ...\ndef f():\n    def handle_b(): ...\n"
    assert found({"src/app/dispatch.py": text}) == []


def test_classes_by_name_and_by_base() -> None:
    files = {
        "src/app/jobs.py": "from app.core import Job\nclass Mail(Job): ...\nclass Log(Job): ...\n",
        "src/app/core.py": "class Job: ...\n",
        "src/app/registry.py": "from app.jobs import Mail\nJOBS = [Mail()]\n",
    }
    (each,) = found(files, "registered-in\nevery: class *(Job)\nin: registry.JOBS")
    assert "class `Log` is not in" in each.message
    (each,) = found(files, "registered-in\nevery: class L*\nin: registry.JOBS")
    assert "class `Log`" in each.message


def test_a_decorator_may_register() -> None:
    text = "from app import bus as b\n@b.on('x')\ndef handle_a(e): ...\n@b.on\ndef handle_b(e): ...\n"
    text += "def handle_c(e): ...\n"
    check = "registered-in\nevery: function handle_*\ndecorator: bus.on"
    assert [each.place.line for each in found({"src/app/a.py": text}, check)] == [6]


def test_removing_an_entry_is_found_when_only_the_map_changed() -> None:
    files = dispatch("from app.posts import handle_new\nHANDLERS = [handle_new]\n")
    tree = trees.Texts(files, ["src/app/dispatch.py"])
    assert [each.place.path for each in conformance.of_rule(rule(CHECK), tree)] == ["src/app/posts.py"]


def test_the_scope_limits_subjects_and_not_the_registry() -> None:
    files = dispatch("from app.posts import handle_new\nHANDLERS = [handle_new]\n")
    files["tests/fake.py"] = "def handle_fake(e): ...\n"
    assert [each.place.line for each in found(files, scope="Scope: `src/app/posts.py`.")] == [2]


OUTLINES = {
    "src/app/a.py": [
        "from typing import Protocol\nclass AJob(Protocol): ...\n",
        "import typing_extensions as t\nclass AJob(t.Protocol[T]): ...\n",
        "from abc import ABC\nclass AJob(ABC): ...\n",
        "import abc\nclass AJob(metaclass=abc.ABCMeta):\n    @abc.abstractmethod\n    def run(self): ...\n",
    ],
    "src/a.ts": ["export abstract class AJob {}\n", "interface AJob { run(): void }\n"],
    "a/A.java": ["public abstract class AJob {}\n", "interface AJob {}\n"],
    "a/a.go": ["package a\n\ntype AJob interface { Run() }\n"],
    "src/a.rs": ["pub trait AJob { fn run(&self); }\n"],
}
MADE = {
    "src/app/a.py": [
        "from app.core import Protocol\nclass AJob(Protocol): ...\n",
        "class AbstractJob: ...\n",
        "from abc import ABC\nclass Base(ABC): ...\nclass AJob(Base): ...\n",
        "from abc import abstractmethod\nclass Base:\n    @abstractmethod\n    def run(self): ...\n"
        "class AJob(Base):\n    def run(self): ...\n",
    ],
    "src/a.ts": ["export class AbstractJob {}\n", "class AJob implements Job {}\n"],
    "a/A.java": ["public class AJob {}\n"],
    "a/a.go": ["package a\n\ntype AJob struct {}\n"],
    "src/a.rs": ["pub struct AJob {}\n"],
}
JOBS = "registered-in\nevery: class A*Job\nin: registry.JOBS"


@pytest.mark.parametrize(
    ("path", "text"), [(path, text) for path, texts in OUTLINES.items() for text in texts]
)
def test_nobody_registers_what_nobody_can_make(path: str, text: str) -> None:
    assert found({path: text, "src/app/registry.py": "JOBS = []\n"}, JOBS) == []


@pytest.mark.parametrize(("path", "text"), [(path, text) for path, texts in MADE.items() for text in texts])
def test_what_only_derives_from_an_outline_or_is_called_like_one_is_asked_for(path: str, text: str) -> None:
    (each,) = found({path: text, "src/app/registry.py": "JOBS = []\n"}, JOBS)
    said = "so nothing calls it" if path.endswith(".py") else "is not seen to be put into `registry.JOBS`"
    assert said in each.message
