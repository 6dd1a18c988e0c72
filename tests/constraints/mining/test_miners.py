"""The other miners: doors to the world, registries, dependencies, roles."""

import pytest

from tests.constraints.mining.grown import found, one


def many(count: int = 20, **more: str) -> dict[str, str]:
    """So many plain modules, and some of their own; `__` in a name stands for a slash."""
    files = {f"app/plain{n}.py": f"def plain{n}(): ...\n" for n in range(count)} | {"app/__init__.py": ""}
    return files | {f"app/{name.replace('__', '/')}.py": text for name, text in more.items()}


RUNS = "import subprocess\n\nimport subprocess as s\n\nimport subprocess as t\n\nimport subprocess as u\n"
READS = "import os\n" + "".join(f"V{n} = os.environ['V{n}']\n" for n in range(9))


def test_processes_of_one_module_are_a_door() -> None:
    each = one(many(starting=RUNS), "only-in-starting-processes")
    assert each.title == "Only `app.starting` may use `subprocess`, `os.system` and `os.popen`"
    assert (each.exclude, each.kept, each.exceptions) == (("app/starting.py",), 4, ())


def test_the_environment_of_one_module_is_a_door_with_its_exceptions() -> None:
    late = "import os\n\n\ndef f():\n    return os.getenv('X')\n"
    each = one(many(settings=READS, late=late), "only-in-settings-environment-variables")
    assert each.check == "forbidden-call"
    assert (each.kept, [str(f.place) for f in each.exceptions]) == (9, ["app/late.py:5"])


@pytest.mark.parametrize(
    ("files", "why"),
    [
        (many(3, starting=RUNS), "a handful of files has no doors"),
        (many(a=RUNS, b=RUNS, c=RUNS, d=RUNS), "four places are no door"),
        (many(starting="import subprocess\n"), "one import is no habit"),
    ],
)
def test_what_is_no_door(files: dict[str, str], why: str) -> None:
    assert found(files, "effects") == [], why


def test_outside_modules_of_one_package_share_a_proposal() -> None:
    files = many(40) | {"app/stores/__init__.py": ""}
    files |= {f"app/stores/{name}.py": f"import {name}\n" * 4 for name in ("redis", "boto3", "pymongo")}
    (each,) = found(files, "effects")
    assert each.title == "Only `app.stores` may import `boto3`, `pymongo` and `redis`"
    assert each.kept == 12


def handlers(count: int, missing: int = 0) -> dict[str, str]:
    names = [f"handle_{n}" for n in range(count)]
    text = "".join(
        f"def {name}(event): ...\n" for name in [*names, *(f"handle_x{n}" for n in range(missing))]
    )
    table = f"from app.events import {', '.join(names)}\n\n"
    table += "HANDLERS = {" + ", ".join(f"'{name}': {name}" for name in names) + "}\n"
    return {"app/__init__.py": "", "app/events.py": text, "app/dispatch.py": table}


def test_functions_of_one_beginning_that_all_stand_in_a_map_are_a_registry() -> None:
    each = one(handlers(12, 1), "registered-handlers")
    assert each.title == "Every `function handle_*` is registered in `app.dispatch.HANDLERS`"
    assert (each.kept, [str(f.place) for f in each.exceptions]) == (12, ["app/events.py:13"])


@pytest.mark.parametrize(
    ("count", "missing", "why"), [(4, 0, "too few"), (12, 3, "too many stand outside")]
)
def test_what_is_no_registry(count: int, missing: int, why: str) -> None:
    assert found(handlers(count, missing), "registries") == [], why


def test_a_decorator_that_all_of_a_name_carry_is_proposed() -> None:
    task = "from app.worker import app\n\n\n@app.task\ndef send_{0}_task(): ...\n"
    task += "\n\n@app.task\ndef do_{0}_task(): ...\n"
    files = {f"app/t{n}.py": task.format(n) for n in range(4)}
    files |= {"app/__init__.py": "", "app/worker.py": "app = object()\n"}
    each = one(files, "decorated-task-task")
    assert each.options == {"every": "function *_task", "decorator": "app.worker.app.task"}
    assert each.kept == 8


def test_a_decorator_that_a_class_holds_is_imported_with_its_class() -> None:
    ops = "class Op:\n    @classmethod\n    def add(cls, f): ...\n"
    files = {"app/__init__.py": "", "app/ops.py": ops}
    for n in range(6):
        files[f"app/m{n}.py"] = f"from app.ops import Op\n\n\n@Op.add\ndef {'abcdef'[n]}_task(): ...\n"
    each = one(files, "decorated-add-task")
    assert each.obeying.code.startswith("from app.ops import Op\n\n\n@Op.add\ndef ")
    assert each.reason == "One without `@add` looks finished and is not."


def test_what_is_imported_today_becomes_the_list_of_what_may_be() -> None:
    each = one(many(one="import requests\n", two="import requests, yaml\nimport app.one\n"), "dependencies")
    assert (each.check, each.options) == ("allowed-dependencies", {"allow": ("requests", "yaml")})
    assert each.exceptions == ()


def test_an_endless_list_is_not_proposed() -> None:
    names = [f"thing{n}" for n in range(61)]
    text = "".join(f"import {name}\n" for name in names)
    assert found(many(one=text), "dependencies") == []
    assert found(many(one=text.replace("import thing0\n", "")), "dependencies") != []


def test_files_of_one_name_that_use_one_symbol_are_a_role() -> None:
    text = "from app.worker import task\n\n\n@task()\ndef run(): ...\n"
    files = {f"app/part{n}/tasks.py": text for n in range(11)}
    files |= {"app/odd/tasks.py": "print()\n", "app/worker.py": "def task(): ...\n"}
    each = one(files, "role-tasks-task")
    assert each.title == "Every `tasks.py` must use `app.worker.task`"
    assert (each.kept, [f.place.path for f in each.exceptions]) == (11, ["app/odd/tasks.py"])
