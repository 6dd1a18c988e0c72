"""Every way in which a Python finds modules leads to the checkout: places, specs, finders, the start."""

import json
import os
import shlex
import sys
from importlib import machinery, util
from pathlib import Path
from types import ModuleType

import pytest

from parti.adapters import runner
from parti.adapters.checkout_start import sitecustomize as starts


@pytest.fixture
def places(tmp_path: Path) -> starts.Places:
    for name in ("w", "c"):
        (tmp_path / name).mkdir()
    return starts.Places(os.path.realpath(tmp_path / "w"), os.path.realpath(tmp_path / "c"))


def write(folder: Path, path: str, text: str = "") -> str:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    return str(target)


# Places.


@pytest.mark.parametrize("way", ["a link to the work tree", "dots", "a link inside it"])
def test_a_place_is_known_by_where_it_really_is(tmp_path: Path, places: starts.Places, way: str) -> None:
    write(tmp_path, "w/src/a.py")
    (tmp_path / "away").symlink_to(tmp_path / "w")
    (tmp_path / "w/lib").symlink_to("src")
    given = {
        "a link to the work tree": f"{tmp_path}/away/src",
        "dots": f"{tmp_path}/c/../w/./src",
        "a link inside it": f"{tmp_path}/w/lib",
    }[way]
    assert places.moved(given) == f"{tmp_path}/c/src"


def test_a_link_that_leads_out_of_the_work_tree_stays(tmp_path: Path, places: starts.Places) -> None:
    (tmp_path / "w/lib").symlink_to(tmp_path / "elsewhere")
    assert places.moved(f"{tmp_path}/w/lib") == f"{tmp_path}/w/lib"


@pytest.mark.parametrize(
    ("path", "stays"),
    [
        ("w/site-packages", True),
        ("w/a/dist-packages/b/c.py", True),
        ("w/site-packages2/b", False),
        ("w/my-site-packages", False),
        ("w/site-packages.py", False),
    ],
)
def test_what_is_installed_is_known_by_a_whole_name_in_its_path(
    tmp_path: Path, places: starts.Places, path: str, stays: bool
) -> None:
    expected = path if stays else path.replace("w/", "c/", 1)
    assert places.moved(f"{tmp_path}/{path}") == f"{tmp_path}/{expected}"


def test_a_work_tree_below_a_folder_of_packages_is_no_package(tmp_path: Path) -> None:
    """Only what lies inside the work tree tells whether something is installed."""
    inside = starts.Places(f"{tmp_path}/site-packages/w", f"{tmp_path}/c")
    assert inside.moved(f"{tmp_path}/site-packages/w/src") == f"{tmp_path}/c/src"


def test_each_place_is_there_once_where_the_first_of_them_was(
    tmp_path: Path, places: starts.Places
) -> None:
    given = [f"{tmp_path}/c/src", "/usr/lib", f"{tmp_path}/w/src", "", f"{tmp_path}/w", "/usr/lib", ""]
    assert places.all_moved(given) == [f"{tmp_path}/c/src", "/usr/lib", "", f"{tmp_path}/c"]


# Specs.


def spec(path: str, name: str = "shop", inside: list[str] | None = None) -> machinery.ModuleSpec:
    found = util.spec_from_file_location(name, path, submodule_search_locations=inside)
    assert found is not None
    return found


def test_a_module_is_loaded_from_the_checkout(tmp_path: Path, places: starts.Places) -> None:
    write(tmp_path, "w/shop.py", "where = 'work tree'\n")
    write(tmp_path, "c/shop.py", "where = 'checkout'\n")
    moved = places.spec(spec(f"{tmp_path}/w/shop.py"))
    assert moved is not None
    assert moved.loader is not None
    module = util.module_from_spec(moved)
    moved.loader.exec_module(module)
    assert (module.where, module.__file__) == ("checkout", f"{tmp_path}/c/shop.py")


@pytest.mark.parametrize("there", ["", "c/shop.py/a.txt"])
def test_a_module_that_the_commit_lacks_is_not_found(
    tmp_path: Path, places: starts.Places, there: str
) -> None:
    """A folder of the module's name is no module either."""
    write(tmp_path, "w/shop.py")
    if there:
        write(tmp_path, there)
    assert places.spec(spec(f"{tmp_path}/w/shop.py")) is None


def test_a_package_looks_for_its_parts_in_the_checkout_alone(tmp_path: Path, places: starts.Places) -> None:
    init = write(tmp_path, "w/shop/__init__.py")
    write(tmp_path, "c/shop/__init__.py")
    inside = [f"{tmp_path}/w/shop", f"{tmp_path}/c/shop", "/usr/share/shop"]
    moved = places.spec(spec(init, inside=inside))
    assert moved is not None
    assert moved.submodule_search_locations == [f"{tmp_path}/c/shop", "/usr/share/shop"]


def test_a_plain_module_does_not_become_a_package(tmp_path: Path, places: starts.Places) -> None:
    path = write(tmp_path, "w/shop.py")
    write(tmp_path, "c/shop.py")
    moved = places.spec(spec(path))
    assert moved is not None
    assert moved.submodule_search_locations is None


def test_parts_of_a_namespace_have_no_file_and_are_led_too(tmp_path: Path, places: starts.Places) -> None:
    found = machinery.ModuleSpec("shop", None, is_package=True)
    found.submodule_search_locations = [f"{tmp_path}/w/shop", "/usr/share/shop"]
    assert places.spec(found) is found
    assert found.submodule_search_locations == [f"{tmp_path}/c/shop", "/usr/share/shop"]


def test_what_is_built_in_or_lies_elsewhere_is_handed_on_as_it_is(
    tmp_path: Path, places: starts.Places
) -> None:
    elsewhere = spec(write(tmp_path, "elsewhere/shop.py"))
    built_in = machinery.ModuleSpec("sys", None, origin="built-in")
    for found in (elsewhere, built_in, machinery.ModuleSpec("odd", None, origin=f"{tmp_path}/w/odd.py")):
        before = found.origin
        assert places.spec(found) is found
        assert found.origin == before


@pytest.mark.parametrize("end", machinery.EXTENSION_SUFFIXES)
def test_a_compiled_module_of_every_ending_stays_where_it_is(
    tmp_path: Path, places: starts.Places, end: str
) -> None:
    found = spec(write(tmp_path, f"w/fast{end}"), name="fast")
    write(tmp_path, f"c/fast{end}")
    assert places.spec(found) is found


# Finders.


class Editable:
    """Finds one module in the work tree, as an install for editing does."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.asked: list[tuple[object, ...]] = []

    def find_spec(self, *asked: object) -> machinery.ModuleSpec | None:
        self.asked.append(asked)
        return spec(self.path) if asked[0] == "shop" else None


def test_a_finder_is_asked_as_it_was_and_answers_for_the_checkout(
    tmp_path: Path, places: starts.Places
) -> None:
    write(tmp_path, "c/shop.py")
    before = Editable(write(tmp_path, "w/shop.py"))
    finder = starts.Finder(before, places)
    found = finder.find_spec("shop", ["/p"], None)
    assert found is not None
    assert found.origin == f"{tmp_path}/c/shop.py"
    assert finder.find_spec("other") is None
    assert before.asked == [("shop", ["/p"], None), ("other",)]


def test_a_finder_is_equal_to_itself_and_to_the_one_before_and_to_no_other(
    places: starts.Places,
) -> None:
    before = Editable("")
    finder = starts.Finder(before, places)
    assert finder == finder
    assert (finder == before, before in {finder}, hash(finder) == hash(before)) == (True, True, True)
    assert finder != starts.Finder(before, places)
    assert finder != Editable("")


def test_every_finder_but_python_s_own_is_led_and_one_that_finds_nothing_is_left(
    tmp_path: Path, places: starts.Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, odd = Editable(f"{tmp_path}/w/shop.py"), object()
    own = [machinery.BuiltinImporter, machinery.FrozenImporter, machinery.PathFinder]
    monkeypatch.setattr(sys, "meta_path", [mine, *own, odd])
    monkeypatch.setattr(sys, "path", [f"{tmp_path}/w/src", f"{tmp_path}/c/src", "/usr/lib"])
    path, finders = sys.path, sys.meta_path
    starts.redirect(places)
    assert isinstance(finders[0], starts.Finder)
    left = zip(finders[1:], [*own, odd], strict=True)
    assert all(now is before for now, before in left), "one that is led is equal to the one before"
    assert path == [f"{tmp_path}/c/src", "/usr/lib"], "the very lists that others hold"


def test_the_table_of_namespaces_that_a_hook_looks_into_is_led_too(
    tmp_path: Path, places: starts.Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Namespaces(Editable):
        """As setuptools keeps it, in the finder's module."""

    home = ModuleType("editable_of_shop")
    home.NAMESPACES = table = {"shop": [f"{tmp_path}/w/shop", "hook"]}  # type: ignore[attr-defined]  # a module may hold anything
    monkeypatch.setitem(sys.modules, home.__name__, home)
    monkeypatch.setattr(Namespaces, "__module__", home.__name__)
    monkeypatch.setattr(sys, "meta_path", [Namespaces("")])
    monkeypatch.setattr(sys, "path", [])
    starts.redirect(places)
    assert table == {"shop": [f"{tmp_path}/c/shop", "hook"]}


# The start.

SHOW = "import json, sys; print(json.dumps([sys.path, sorted(m for m in sys.modules if 'custom' in m)]))"


def started(root: Path, **given: str) -> tuple[list[str], list[str]]:
    """What Python finds that starts with our folder in front and these variables."""
    folder = str(Path(starts.__file__).parent)
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{folder}:{root}/w/lib", **given}
    ran = runner.ProcessRunner(root, variables).run(
        shlex.join([sys.executable, "-c", SHOW]), cwd=root, timeout=20
    )
    assert ran.code == 0, ran.output
    found, modules = json.loads(ran.output)
    return found, modules


@pytest.mark.parametrize("missing", ["PARTI_WORK_TREE", "PARTI_CHECKOUT"])
@pytest.mark.parametrize("given", ["", None])
def test_without_both_places_nothing_is_led_and_our_own_folder_is_gone(
    tmp_path: Path, missing: str, given: str | None
) -> None:
    """A variable that is empty would be the folder in which one stands."""
    both = {"PARTI_WORK_TREE": f"{tmp_path}/w", "PARTI_CHECKOUT": f"{tmp_path}/c"}
    del both[missing]
    found, _ = started(tmp_path, **both, **({} if given is None else {missing: given}))
    assert f"{tmp_path}/w/lib" in found
    assert not [place for place in found if place.endswith("checkout_start")]


def test_with_both_all_is_led_and_a_start_of_the_checkout_is_run(tmp_path: Path) -> None:
    write(tmp_path, "c/lib/sitecustomize.py", "import sys\nsys.modules['custom_of_checkout'] = sys\n")
    write(tmp_path, "w/lib/sitecustomize.py", "import sys\nsys.modules['custom_of_work_tree'] = sys\n")
    both = {"PARTI_WORK_TREE": f"{tmp_path}/w", "PARTI_CHECKOUT": f"{tmp_path}/c"}
    found, modules = started(tmp_path, **both)
    assert f"{tmp_path}/c/lib" in found
    assert f"{tmp_path}/w/lib" not in found
    assert modules == ["custom_of_checkout", "sitecustomize"]
