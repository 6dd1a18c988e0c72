"""Module names and paths: src layouts, packages, relative imports, what is first-party.

Called by `python_facts` to make names absolute and by the import checks to place a file. Matching is
by dotted suffix, because a repository may hold several roots (`backend/app/x.py` is imported as
`app.x`) and a constraint should not have to know which.
"""

from collections.abc import Collection, Iterable, Mapping


def module_name(path: str) -> str:
    """The dotted name of a Python file: what follows the last `src/`, else the whole path."""
    stem = path.removesuffix(".pyi").removesuffix(".py").strip("/")
    parts = stem.split("/")
    if "src" in parts[:-1]:
        parts = parts[len(parts) - parts[::-1].index("src") :]
    if parts[-1] == "__init__":
        parts = parts[:-1]
    return ".".join(parts)


def is_package(path: str) -> bool:
    """Whether the file is a package's own `__init__`."""
    return path.rsplit("/", 1)[-1].startswith("__init__.py")


def absolute(path: str, level: int, name: str) -> str:
    """The absolute name of `from <level dots><name> import …` written in the file at path."""
    if not level:
        return name
    parts = module_name(path).split(".") if path else []
    drop = level - 1 if is_package(path) else level
    kept = parts[: len(parts) - drop] if drop else parts
    return ".".join([*kept, name] if name else kept)


def inside(name: str, package: str) -> bool:
    """Whether a dotted name is the package or lies in it."""
    return name == package or name.startswith(f"{package}.")


def within(module: str, package: str) -> bool:
    """Like `inside` for a file's own module, which may carry folders in front of its root."""
    return f".{package}." in f".{module}."


def same(one: str, other: str) -> bool:
    """Whether two dotted names may mean one thing: equal, or one is the other's dotted tail."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def first_party(paths: Iterable[str]) -> frozenset[str]:
    """The top-level names that the tree itself provides."""
    files = [path for path in paths if path.endswith((".py", ".pyi"))]
    packages = frozenset(p.rsplit("/", 1)[0] for p in files if is_package(p) and "/" in p)
    names: set[str] = set()
    for path in files:
        names.add(_top(path, packages))
        names.add(module_name(path).split(".", 1)[0])
    return frozenset(name for name in names if name)


def _top(path: str, packages: Collection[str]) -> str:
    """The outermost package that holds the file, or its own stem in a folder of scripts."""
    folder = path.rsplit("/", 1)[0] if "/" in path else ""
    name = path.rsplit("/", 1)[-1].split(".", 1)[0]
    while folder in packages:
        folder, _, name = folder.rpartition("/")
    return name


def by_module(paths: Iterable[str]) -> Mapping[str, str]:
    """Every Python file's path by its module name; the first in order wins."""
    found: dict[str, str] = {}
    for path in paths:
        if path.endswith(".py"):
            found.setdefault(module_name(path), path)
    return found


def paths_of(module: str, modules: Mapping[str, str]) -> tuple[str, ...]:
    """The files that a dotted module may be; several when roots share a tail."""
    exact = modules.get(module)
    if exact is not None:
        return (exact,)
    return tuple(path for name, path in modules.items() if name.endswith(f".{module}"))
