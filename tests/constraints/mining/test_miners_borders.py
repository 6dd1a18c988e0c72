"""The borders of each miner: how many make a habit, what is left out, and what a proposal says of itself.

A miner that proposes from four files buries the person in laws that nobody made, and one that is blind by
one file proposes none. So each count has its last no and its first yes here.
"""

import pytest

from tests.constraints.mining.grown import found, one
from tests.constraints.mining.test_miners import handlers, many

STARTS = "import subprocess\n"


def runs(times: int) -> str:
    """A module that imports the world's door so often, a line each."""
    return STARTS + "".join(f"import subprocess as s{n}\n" for n in range(times - 1))


def sites(files: dict[str, str], miner: str) -> list[str]:
    return [each.title for each in found(files, miner)]


@pytest.mark.parametrize(("times", "is_door"), [(3, False), (4, True), (9, True)])
def test_a_door_is_used_four_times_at_least(times: int, is_door: bool) -> None:
    whole = "Only `app.starting` may use `subprocess`, `os.system` and `os.popen`"
    assert sites(many(starting=runs(times)), "effects") == ([whole] if is_door else [])


@pytest.mark.parametrize(("plain", "is_door"), [(12, False), (13, True)])
def test_a_door_needs_a_house_of_fifteen_files(plain: int, is_door: bool) -> None:
    assert bool(sites(many(plain, starting=runs(6)), "effects")) is is_door


def test_two_places_may_share_a_door_and_three_are_none() -> None:
    (both,) = found(many(one=runs(5), two=runs(5)), "effects")
    assert both.title == "Only `app.one` and `app.two` may use `subprocess`, `os.system` and `os.popen`"
    assert both.exclude == ("app/one.py", "app/two.py")
    assert sites(many(one=runs(5), two=runs(5), three=runs(5)), "effects") == []


def test_a_place_beside_the_door_is_an_exception_while_nine_in_ten_obey() -> None:
    (each,) = found(many(one=runs(18), late=STARTS), "effects")
    assert [str(f.place) for f in each.exceptions] == ["app/late.py:1"]
    assert (each.kept, each.counts()) == (18, "94 % of 19 uses")


def test_imports_for_types_and_calls_of_our_own_are_no_uses() -> None:
    typed = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n" + "".join(
        f"    import subprocess as s{n}\n" for n in range(6)
    )
    assert sites(many(starting=typed), "effects") == []
    own = {"app/subprocess.py": "def run(): ...\n"}
    ours = "".join(f"from app import subprocess as s{n}\n" for n in range(6))
    assert sites(many(starting=ours) | own, "effects") == []


def test_what_tests_and_generated_files_use_is_not_counted() -> None:
    files = many(20) | {f"tests/test_{n}.py": runs(5) for n in range(3)}
    files["app/made.py"] = f"# Code generated. DO NOT EDIT.\n{runs(9)}"
    assert sites(files, "effects") == []


@pytest.mark.parametrize("mark", ["", "\f", "\u2028"])
def test_a_helper_is_read_by_its_own_line_behind_a_page_break(mark: str) -> None:
    helper = f"import shlex\nNOTE = 'a{mark}b'\n\ndef tidy(word):\n    return shlex.quote(word)\n"
    call = "from app.words import tidy\n\n\ndef f(x):\n    tidy(x)\n    tidy('y')\n"
    files = {"app/__init__.py": "", "app/words.py": helper} | {f"app/m{n}.py": call for n in range(4)}
    assert [each.key for each in found(files, "bypasses")] == ["through-words-tidy"]


@pytest.mark.parametrize(("count", "is_registry"), [(4, False), (5, True)])
def test_five_members_make_a_registry(count: int, is_registry: bool) -> None:
    said = ["Every `function handle_*` is registered in `app.dispatch.HANDLERS`"]
    assert sites(handlers(count), "registries") == (said if is_registry else [])


def test_one_in_ten_may_stand_outside_a_registry() -> None:
    assert len(sites(handlers(18, 2), "registries")) == 1
    assert sites(handlers(17, 2), "registries") == []


def classes(names: str, base: str = "") -> dict[str, str]:
    """Classes of these names in a module each, all in one list."""
    every = names.split()
    files = {"app/__init__.py": "", "app/base.py": "class Base: ...\n"}
    for name in every:
        head = "from app.base import Base\n" if base else ""
        files[f"app/jobs/{name.lower()}.py"] = f"{head}class {name}({base}): ...\n"
    rows = "".join(f"from app.jobs.{name.lower()} import {name}\n" for name in every)
    files["app/all.py"] = f"{rows}ALL = [{', '.join(every)}]\n"
    return files


def test_classes_that_share_an_end_are_told_by_it() -> None:
    each = one(classes("MailTask PostTask PullTask PushTask SendTask"), "registered-all")
    assert each.options == {"every": "class *Task", "in": "app.all.ALL"}
    assert (each.include, each.kept, each.unit) == (("app/jobs/**",), 5, "classes")


def test_classes_that_share_a_base_alone_are_told_by_it() -> None:
    each = one(classes("Mail Post Pull Push Send", "Base"), "registered-all")
    assert each.options == {"every": "class *(Base)", "in": "app.all.ALL"}
    assert each.title == "Every `class *(Base)` is registered in `app.all.ALL`"


def test_members_that_share_nothing_are_no_habit() -> None:
    assert sites(classes("Mail Post Pull Push Send"), "registries") == []


@pytest.mark.parametrize(
    ("names", "every"), [("aa_x ab_x ac_x ad_x ae_x", None), ("a_run b_run c_run d_run e_run", "*_run")]
)
def test_an_end_has_four_letters_at_least(names: str, every: str | None) -> None:
    text = "".join(f"def {name}(): ...\n" for name in names.split())
    files = {"app/__init__.py": "", "app/m.py": text}
    files["app/t.py"] = (
        f"from app.m import {', '.join(names.split())}\nALL = [{', '.join(names.split())}]\n"
    )
    said = [f"Every `function {every}` is registered in `app.t.ALL`"] if every else []
    assert sites(files, "registries") == said


@pytest.mark.parametrize("decorator", ["property", "staticmethod", "functools.cache", "pytest.fixture"])
def test_decorators_that_everybody_has_are_no_habit(decorator: str) -> None:
    module = decorator.partition(".")[0] if "." in decorator else "functools"
    task = f"import {module}\n\n\n@{decorator}\ndef send_{{0}}_task(): ...\n"
    files = {f"app/t{n}.py": task.format(n) for n in range(9)} | {"app/__init__.py": ""}
    assert sites(files, "registries") == []


def test_a_decorator_in_one_file_alone_is_no_law_of_the_house() -> None:
    text = "from app.worker import app\n" + "".join(
        f"\n\n@app.task\ndef send_{n}_task(): ...\n" for n in range(9)
    )
    files = {"app/__init__.py": "", "app/worker.py": "app = object()\n", "app/t.py": text}
    assert sites(files, "registries") == []


@pytest.mark.parametrize(("plain", "is_list"), [(2, False), (3, True)])
def test_a_list_of_dependencies_needs_five_files(plain: int, is_list: bool) -> None:
    said = ["No package but the standard library and this one is imported: `yaml`"]
    assert sites(many(plain, one="import yaml\n"), "dependencies") == (said if is_list else [])


def test_dependencies_are_told_by_how_many_files_import_them() -> None:
    files = many(
        one="import yaml\nimport attrs\n", two="import yaml\n", three="from . import one\nimport json\n"
    )
    each = one(files, "dependencies")
    assert each.title.endswith("these 2 is imported: `yaml` and `attrs`")
    assert (each.options, each.kept, each.include) == ({"allow": ("attrs", "yaml")}, 3, ("app/**/*.py",))
    assert each.breaking.code == "import left_pad\n"


def test_a_package_that_is_the_stranger_itself_gets_another_one() -> None:
    assert one(many(one="import left_pad\n"), "dependencies").breaking.code == "import right_pad\n"


def test_a_tree_without_dependencies_has_no_list_of_them() -> None:
    assert sites(many(one="import json, app.plain1\n"), "dependencies") == []


def tasks(
    count: int, odd: int = 0, *, use: str = "from app.worker import task\n\n\n@task()\n"
) -> dict[str, str]:
    """So many files of one name that use one symbol, and some that do not."""
    files = {f"app/part{n}/tasks.py": f"{use}def run(): ...\n" for n in range(count)}
    files |= {f"app/odd{n}/tasks.py": "print()\n" for n in range(odd)}
    return files | {"app/worker.py": "def task(): ...\n"}


@pytest.mark.parametrize(
    ("count", "odd", "is_role"), [(7, 0, False), (8, 0, True), (9, 1, True), (8, 1, False), (18, 2, True)]
)
def test_eight_files_and_nine_in_ten_make_a_role(count: int, odd: int, is_role: bool) -> None:
    said = ["Every `tasks.py` must use `app.worker.task`"]
    assert sites(tasks(count, odd), "roles") == (said if is_role else [])


def test_a_symbol_that_everybody_uses_is_no_role_of_one_name() -> None:
    files = tasks(9)
    files |= {f"app/m{n}.py": "from app.worker import task\ntask()\n" for n in range(40)}
    assert sites(files, "roles") == []


def test_a_symbol_from_outside_is_the_framework_s_business() -> None:
    assert sites(tasks(9, use="from celery import task\n\n\n@task()\n"), "roles") == []


def test_a_role_is_required_wherever_files_of_that_name_lie() -> None:
    (each,) = found(tasks(9, 1), "roles")
    assert each.include == ("app/**/tasks.py",)
    assert each.options == {"require": "task", "message": "`tasks.py` without `app.worker.task`"}
    assert (each.check, each.unit, each.weight) == ("pattern", "files", 0.4)
    assert each.reason == "9 files of this name do; a newcomer reads that name as a promise."
