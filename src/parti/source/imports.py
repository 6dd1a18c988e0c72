"""Module names and paths: src layouts, packages, relative imports, what is first-party.

Called by `python_facts` to make names absolute and by the import checks to place a file. Matching is
by dotted suffix, because a repository may hold several roots (`backend/app/x.py` is imported as
`app.x`) and a constraint should not have to know which. `dotted` and `placed` do the same for the names
and the files of every language.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from parti.source import languages
from parti.source.modules import absolute as absolute
from parti.source.modules import inside as inside
from parti.source.modules import is_package as is_package
from parti.source.modules import module_name as module_name
from parti.source.modules import within as within


def same(one: str, other: str) -> bool:
    """Whether two dotted names may mean one thing: equal, or one is the other's dotted tail."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def first_party(paths: Iterable[str]) -> frozenset[str]:
    """The top-level names that the tree itself provides."""
    return _first_party(tuple(sorted({path for path in paths if path.endswith((".py", ".pyi"))})))


@lru_cache(maxsize=4)
def _first_party(files: tuple[str, ...]) -> frozenset[str]:
    """Every check of one run asks this about one tree."""
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


_ENDINGS = (
    ".py",
    ".pyi",
    ".d.ts",
    ".ts",
    ".tsx",
    ".mts",
    ".cts",
    ".js",
    ".jsx",
    ".mjs",
    ".cjs",
    ".rs",
    ".java",
)
_SCRIPT = re.compile(r"(?:\.d)?\.[cm]?[jt]sx?\Z")
"""The ending of a script; `user.service.ts` is the module `user.service`, as those write who import it."""

_OPENED = re.compile(r"/index(?=\.\w+\Z)")
"""The module that opens a folder, in front of a name in it: `src/web/index.page`."""

_ROOTS = frozenset({"index", "mod", "lib", "main"})


def dotted(written: str) -> str:
    """A module as people write it in any language, in the one dotted form of the facts.

    `src/web`, `./src/web/index.ts` and `src.web` are `src.web`; `crate::store` is `store`; `node:fs` is
    `fs`; `@scope/package` is `@scope.package`.
    """
    name = written.strip().strip("`").replace("::", ".").removeprefix("node:")
    name = next((name.removesuffix(end) for end in _ENDINGS if "/" in name and name.endswith(end)), name)
    name = _OPENED.sub("", name)
    while name.startswith(("./", "/")):
        name = name.removeprefix("./").removeprefix("/")
    name = name.strip("/").replace("/", ".").removesuffix(".index").removesuffix(".__init__")
    return name.removeprefix("crate.")


def placed(path: str) -> str:
    """The dotted place of a file in any language, as far as its path tells it; see `within`.

    A Go file stands for its folder, an `index.ts`, `mod.rs` or `lib.rs` for the folder that it opens. The
    folders in front of a Java package or a Rust crate stay, without `src` for Rust.
    """
    language = languages.language(path)
    if language == "python":
        return module_name(path)
    folder, _, name = path.rpartition("/")
    parts = folder.split("/") if folder else []
    script = _SCRIPT.search(name) if language in languages.SCRIPTS else None
    stem = name[: script.start()] if script else name.split(".", 1)[0]
    if language == "rust":
        parts = [part.replace("-", "_") for part in parts if part != "src"]
    if language != "go" and not (stem in _ROOTS and (language == "rust" or stem == "index")):
        parts.append(stem)
    return ".".join(parts)


def children(package: str, places: Iterable[str]) -> tuple[str, ...]:
    """What `app.plugins.*` stands for: the packages and modules directly below, found in the tree."""
    below = f"{package}."
    found: set[str] = set()
    for place in places:
        at = f".{place}.".find(f".{below}")
        if at >= 0:
            rest = place[at + len(below) :].split(".", 1)[0]
            found.update((f"{package}.{rest}",) if rest else ())
    return tuple(sorted(found))
