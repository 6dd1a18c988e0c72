"""Virtual environments with a project installed in them for editing, made without a network."""

import sys
import venv
from pathlib import Path

FINDER = '''
import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from pathlib import Path

MAPPING = {mapping!r}
NAMESPACES = {namespaces!r}
PLACEHOLDER = "__editable__.shop-1.0.finder.__path_hook__"


class _EditableFinder:
    """As setuptools writes it: a module of its mapping, or one right below such a module."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if fullname in MAPPING:
            home = Path(MAPPING[fullname])
            for place in (home / "__init__.py", home.with_suffix(".py")):
                if place.exists():
                    return spec_from_file_location(fullname, place)
        parent, _, _ = fullname.rpartition(".")
        if parent and parent in MAPPING:
            return PathFinder.find_spec(fullname, path=[MAPPING[parent], path])
        return None


class _EditableNamespaceFinder:
    @classmethod
    def hook(cls, path):
        if path == PLACEHOLDER:
            return cls
        raise ImportError

    @classmethod
    def find_spec(cls, fullname, target=None):
        if fullname not in NAMESPACES:
            return None
        spec = ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations = [*NAMESPACES[fullname], PLACEHOLDER]
        return spec


def install():
    sys.meta_path.append(_EditableFinder)
    if NAMESPACES:
        sys.path_hooks.append(_EditableNamespaceFinder.hook)
        sys.path.append(PLACEHOLDER)
'''


def scratch(folder: Path) -> Path:
    """An empty environment; its folder for packages."""
    venv.create(folder, symlinks=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return folder / "lib" / version / "site-packages"


def by_paths(packages: Path, *places: Path) -> None:
    """As hatchling, poetry, flit and uv do it: lines that become places to search."""
    (packages / "_shop.pth").write_text("".join(f"{place}\n" for place in places))


def by_finder(
    packages: Path, mapping: dict[str, Path], namespaces: dict[str, list[Path]] | None = None
) -> None:
    """As setuptools does it: a finder, set up by a line that is code."""
    text = FINDER.replace("{mapping!r}", repr({name: str(place) for name, place in mapping.items()}))
    spaces = {name: list(map(str, places)) for name, places in (namespaces or {}).items()}
    (packages / "__editable___shop_finder.py").write_text(text.replace("{namespaces!r}", repr(spaces)))
    (packages / "__editable__.shop.pth").write_text(
        "import __editable___shop_finder; __editable___shop_finder.install()\n"
    )
