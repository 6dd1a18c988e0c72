"""Run by Python itself when it starts in a clean checkout: the project's code comes from there alone.

`runner` puts this folder in front of `PYTHONPATH`. An editable install leads into the work tree, by lines
of `.pth` files or by a finder of its own. Even where the checkout's package comes first, that finder adds
the modules that the checkout lacks: those that git ignores, and those of which the test shall show that
they are missing. So places in the work tree stand here for the same places in the checkout. Two things
stay: installed packages, and compiled modules, which no commit holds. Any Python may run this, so it keeps
to the standard library and to old syntax.
"""

from __future__ import annotations

import os
import sys
from importlib import machinery, util

HERE = os.path.dirname(os.path.realpath(__file__))
INSTALLED = frozenset(("site-packages", "dist-packages", "__pypackages__"))
COMPILED = tuple(machinery.EXTENSION_SUFFIXES)


class Places:
    """Paths of the work tree, told as those of the checkout; both are given with their links followed."""

    def __init__(self, work_tree: str, checkout: str) -> None:
        self._work_tree = work_tree
        self._checkout = checkout
        homes = (sys.prefix, sys.exec_prefix, sys.base_prefix)
        self._homes = [home for home in map(os.path.realpath, homes) if self._below(home, work_tree)]

    def moved(self, path: str) -> str:
        """The place in the checkout; the same path when it is none of the project's own code."""
        if not os.path.isabs(path):  # what a finder of setuptools calls itself is no place
            return path
        real = os.path.realpath(path)
        if real != self._work_tree and not self._below(real, self._work_tree):
            return path
        if real == self._checkout or self._below(real, self._checkout):
            return path
        inner = os.path.relpath(real, self._work_tree)
        if INSTALLED.intersection(inner.split(os.sep)) or any(self._below(real, h) for h in self._homes):
            return path
        return os.path.normpath(os.path.join(self._checkout, inner))

    def all_moved(self, paths: list[str]) -> list[str]:
        """Each place once, in the same order."""
        return list(dict.fromkeys(map(self.moved, paths)))

    def spec(self, found: machinery.ModuleSpec) -> machinery.ModuleSpec | None:
        """What a finder found, from the checkout; None when only the work tree has it."""
        inside = found.submodule_search_locations
        if found.origin is None or not found.has_location:
            if inside is not None:
                found.submodule_search_locations = self.all_moved(list(inside))
            return found
        place = self.moved(found.origin)
        if place == found.origin or place.endswith(COMPILED):
            return found
        if not os.path.isfile(place):
            return None
        places = None if inside is None else self.all_moved(list(inside))
        return util.spec_from_file_location(found.name, place, submodule_search_locations=places)

    @staticmethod
    def _below(path: str, folder: str) -> bool:
        return path.startswith(folder.rstrip(os.sep) + os.sep)


class Finder:
    """A finder that was there before, asked in the same way; what it finds is told by `Places`."""

    def __init__(self, before: object, places: Places) -> None:
        self._before = before
        self._places = places

    def find_spec(self, *asked: object) -> machinery.ModuleSpec | None:
        """Called by the import system with name, path and target."""
        found = self._before.find_spec(*asked)  # type: ignore[attr-defined]  # it has the method
        return found if found is None else self._places.spec(found)

    def __getattr__(self, name: str) -> object:
        return getattr(self._before, name)

    def __eq__(self, other: object) -> bool:
        """So that whoever put the finder there can take it away."""
        return other is self or other is self._before

    def __hash__(self) -> int:
        return hash(self._before)


def redirect(places: Places) -> None:
    """Lets every way in which this Python finds modules lead to the checkout."""
    sys.path[:] = places.all_moved(sys.path)
    for at, finder in enumerate(sys.meta_path):
        home = getattr(finder, "__module__", "")
        if not home.startswith("_frozen_importlib") and hasattr(finder, "find_spec"):
            sys.meta_path[at] = Finder(finder, places)
            spaces = getattr(sys.modules.get(home), "NAMESPACES", {})  # of setuptools, for a hook of paths
            spaces.update({name: places.all_moved(folders) for name, folders in spaces.items()})


def _next_one() -> None:
    """Runs the file of this name that would have been run without this one."""
    found = machinery.PathFinder.find_spec("sitecustomize", sys.path)
    if found is not None and found.loader is not None:
        sys.modules["sitecustomize"] = module = util.module_from_spec(found)
        found.loader.exec_module(module)


def _start() -> None:
    sys.path[:] = [place for place in sys.path if os.path.realpath(place) != HERE]
    # parti: allow environment-in-bootstrap -- it runs in a process of the project's own
    work_tree, checkout = os.environ.get("PARTI_WORK_TREE"), os.environ.get("PARTI_CHECKOUT")
    if work_tree and checkout:
        redirect(Places(os.path.realpath(work_tree), os.path.realpath(checkout)))
    _next_one()


if __name__ == "sitecustomize":
    _start()
