"""Doors to the world, one sort after another: what counts as a use, what makes a place, what is said of it.

A door that is missed is a law that nobody hears of, and a door that is none sends a person to rewrite
sound code. The counts of the miner are held in `test_miners_borders`; here are sorts, places and words.
"""

import pytest

from tests.constraints.mining.grown import found, one
from tests.constraints.mining.test_miners import READS, many


def uses(name: str, times: int = 6) -> str:
    """A module that imports a name on so many lines."""
    return "".join(f"import {name} as x{at}\n" for at in range(times))


def titles(files: dict[str, str]) -> list[str]:
    return [each.title for each in found(files, "effects")]


@pytest.mark.parametrize(
    ("name", "key", "watched"),
    [
        ("subprocess", "processes", ("subprocess", "os.system", "os.popen")),
        ("socket", "sockets", ("socket",)),
        ("sqlite3", "sqlite", ("sqlite3",)),
        ("smtplib", "mail", ("smtplib",)),
        ("urllib.request", "http", ("urllib.request", "http.client")),
        ("http.client", "http", ("urllib.request", "http.client")),
        ("pickle", "pickles", ("pickle", "marshal", "shelve")),
        ("marshal", "pickles", ("pickle", "marshal", "shelve")),
        ("shelve", "pickles", ("pickle", "marshal", "shelve")),
        ("ctypes", "c", ("ctypes", "cffi")),
        ("cffi", "c", ("ctypes", "cffi")),
        ("multiprocessing", "worker-processes", ("multiprocessing",)),
        ("multiprocessing.pool", "worker-processes", ("multiprocessing",)),
    ],
)
def test_each_door_of_the_library_is_proposed_with_all_its_modules(
    name: str, key: str, watched: tuple[str, ...]
) -> None:
    (each,) = found(many(door=uses(name)), "effects")
    assert each.key == f"only-in-door-{key}"
    assert (each.check, each.options) == ("forbidden-import", {"modules": watched})
    assert (each.include, each.exclude, each.kept, each.weight) == (("app/**",), ("app/door.py",), 6, 0.85)


@pytest.mark.parametrize(
    "name", ["json", "os", "os.path", "urllib.parse", "urllib", "http", "http.server", "pickletools"]
)
def test_the_rest_of_the_library_is_no_door(name: str) -> None:
    assert titles(many(door=uses(name))) == []


@pytest.mark.parametrize("name", ["typing_extensions", "six", "attr", "attrs", "_typeshed", "setuptools"])
def test_a_package_that_stands_in_for_the_language_is_no_door(name: str) -> None:
    assert titles(many(door=uses(name))) == []


def test_a_package_from_outside_is_a_door_of_less_weight() -> None:
    each = one(many(door=uses("redis.client")), "only-in-door-redis")
    assert each.title == "Only `app.door` may import `redis`"
    assert (each.options, each.weight, each.unit) == ({"modules": ("redis",)}, 0.65, "uses")
    assert each.reason.startswith("There is one place to look at when what comes from outside must change")


def test_the_environment_is_watched_by_its_calls() -> None:
    each = one(many(settings=READS), "only-in-settings-environment-variables")
    assert each.title == "Only `app.settings` may use `os.environ` and `os.getenv`"
    assert each.options == {"calls": ("os.environ", "os.environ.*", "os.getenv")}
    assert each.obeying.code == "import app.settings\n"
    assert each.breaking.code == "import os\n\nos.getenv('X')\n"
    assert each.reason == (
        "There is one place to look at when environment variables must change, fail or be faked in a test."
    )


@pytest.mark.parametrize("read", ["os.getenv('X')", "os.environ.get('X')", "os.environ['X']"])
def test_each_way_to_read_the_environment_is_a_use(read: str) -> None:
    text = "import os\n" + f"print({read})\n" * 5
    assert one(many(settings=text), "only-in-settings-environment-variables").kept == 5


@pytest.mark.parametrize("call", ["os.getcwd()", "os.listdir('.')", "os.environment()"])
def test_other_calls_of_the_system_are_no_use_of_a_door(call: str) -> None:
    assert titles(many(settings="import os\n" + f"{call}\n" * 9)) == []


def test_one_line_is_one_use_however_often_it_imports() -> None:
    twice = "import socket; import socket as s\nimport socket as t; import socket as u\n"
    assert titles(many(door=twice)) == []
    assert titles(many(door=twice + "import socket as v\nimport socket as w\n")) == [
        "Only `app.door` may use `socket`"
    ]


def test_two_modules_of_one_door_are_counted_together() -> None:
    each = one(many(door=uses("pickle", 2) + uses("marshal", 2)), "only-in-door-pickles")
    assert each.kept == 4


def test_doors_of_the_library_have_a_proposal_each_and_packages_of_one_place_share_one() -> None:
    every = uses("socket") + uses("pickle") + uses("redis") + uses("boto3", 5)
    assert sorted(titles(many(door=every))) == [
        "Only `app.door` may import `boto3` and `redis`",
        "Only `app.door` may use `pickle`, `marshal` and `shelve`",
        "Only `app.door` may use `socket`",
    ]
    assert one(many(door=every), "only-in-door-boto3").kept == 11


def test_a_package_in_two_parts_of_the_house_has_no_place() -> None:
    parts = {"app/a/__init__.py": "", "app/b/__init__.py": ""}
    both = {"app/a/x.py": uses("redis"), "app/b/y.py": uses("redis")}
    near = {"app/a/x.py": uses("redis"), "app/a/y.py": uses("redis")}
    assert titles(many() | parts | both) == []
    assert titles(many() | parts | near) == ["Only `app.a.x` and `app.a.y` may import `redis`"]


def test_a_door_of_the_library_may_stand_in_two_parts_of_the_house() -> None:
    parts = {"app/a/__init__.py": "", "app/b/__init__.py": ""}
    both = {"app/a/x.py": uses("socket"), "app/b/y.py": uses("socket")}
    (each,) = found(many() | parts | both, "effects")
    assert each.title == "Only `app.a.x` and `app.b.y` may use `socket`"
    assert each.reason == (
        "There are 2 places to look at when sockets must change, fail or be faked in a test."
    )


def folder(modules: int, plain: int) -> dict[str, str]:
    """A package whose modules share a use of one outside module, among so many plain ones."""
    return many(plain, **{f"db__m{at}": uses("redis", 2) for at in range(modules)})


def test_a_small_folder_may_be_a_place_where_no_file_is() -> None:
    each = one(folder(4, 40), "only-in-db-redis")
    assert (each.title, each.exclude, each.kept) == (
        "Only `app.db` may import `redis`",
        ("app/db/**",),
        8,
    )


@pytest.mark.parametrize(("plain", "is_place"), [(14, False), (15, True)])
def test_a_place_holds_a_fifth_of_the_files_at_most(plain: int, is_place: bool) -> None:
    assert bool(titles(folder(4, plain))) is is_place, "the init of the house is a file, too"


@pytest.mark.parametrize(("packages", "shared"), [(2, 0), (3, 1)])
def test_three_outside_modules_of_one_package_share_its_place(packages: int, shared: int) -> None:
    names = ("redis", "boto3", "pymongo")[:packages]
    files = many(40) | {"app/stores/__init__.py": ""}
    files |= {f"app/stores/{name}.py": uses(name) for name in names}
    said = [title for title in titles(files) if title.startswith("Only `app.stores` may import ")]
    assert len(said) == shared


def test_what_breaks_stands_in_a_file_outside_the_place() -> None:
    each = one(many(door=uses("redis")), "only-in-door-redis")
    assert each.obeying.path == each.breaking.path == "app/__init__.py"
    assert (each.obeying.code, each.breaking.code) == ("import app.door\n", "import redis\n")
