"""Where the imports of a Python file lead: packages below their roots, relative imports, submodules.

Called by `graph.read`. `from a import b` leads to the module `a.b` when there is one, else to `a`, as the
interpreter would take it; of several modules of one name the nearest is meant. What a scan cannot promise
is parsed; imports made at run time are not seen.
"""

import ast
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence

from parti.source import import_statements
from parti.source.graph import nearest

_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
"""Where the statements below a statement stand; an import is never part of an expression."""


def targets(paths: Sequence[str], read: Callable[[str], str]) -> Callable[[str, str], Iterator[str]]:
    """A function that gives the files which a Python file imports."""
    del read
    names = dict(_named(paths))
    modules = _modules(names)
    tops = {name.partition(".")[0] for name in modules}

    def of(path: str, text: str) -> Iterator[str]:
        here = names.get(path, "")
        found = import_statements.statements(text, written=True)
        for level, name, taken in _parsed(text) if found is None else found:
            module = _absolute(here, path, level, name) if level else name
            if module.partition(".")[0] not in tops:
                continue
            whole = modules.get(module, ())
            home = nearest.of(path, whole) if whole else ""
            for each in taken:
                inner = modules.get(f"{module}.{each}", ())
                if len(whole) > 1:
                    inner = [one for one in inner if one.startswith(f"{home.rpartition('/')[0]}/")]
                target = nearest.of(path, inner) if inner else home
                if target:
                    yield target
            if home and not taken:
                yield home

    return of


def _modules(names: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """The files of each module: code before its stub, a package before a module of its name.

    A name from a root goes before the one from the top of the tree.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(names, key=lambda path: (path.endswith(".pyi"), "/__init__.py" not in path)):
        found.setdefault(names[path], []).append(path)
    for path in names:
        whole = path.rpartition(".")[0].removesuffix("/__init__").replace("/", ".")
        found.setdefault(whole, [path])
    return found


def _named(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(path, module) of each file; a module's name begins at its outermost package or its folder's root."""
    packages = {
        path.rpartition("/")[0] for path in paths if path.endswith(("/__init__.py", "/__init__.pyi"))
    }
    roots = _roots(paths, packages)
    for path in paths:
        if path.endswith((".py", ".pyi")):
            stem = path.rpartition(".")[0]
            root = next((r for r in roots if not r or stem.startswith(f"{r}/")), "")
            inner = stem[len(root) :].strip("/") if root else stem
            yield path, inner.removesuffix("/__init__").replace("/", ".")


def _roots(paths: Sequence[str], packages: set[str]) -> list[str]:
    """Folders that imports begin at: the parents of outermost packages, the longest first."""
    found = {""}
    for package in packages:
        parent = package.rpartition("/")[0]
        if parent not in packages:
            found.add(parent)
    src = {path.partition("/src/")[0] + "/src" for path in paths if "/src/" in path}
    if any(path.startswith("src/") for path in paths):
        src.add("src")
    return sorted(found | src, key=len, reverse=True)


def _absolute(here: str, path: str, level: int, name: str) -> str:
    """The module that is named, from the dots counted off the importing module."""
    parts = here.split(".") if here else []
    drop = level - 1 if path.endswith(("/__init__.py", "/__init__.pyi")) else level
    kept = parts[: max(len(parts) - drop, 0)]
    return ".".join([*kept, name] if name else kept)


def _parsed(text: str) -> Iterator[import_statements.Statement]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.removeprefix("\ufeff"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    waiting: list[Sequence[ast.AST]] = [tree.body]
    while waiting:
        for node in waiting.pop():
            if isinstance(node, ast.Import):
                yield from ((0, alias.name, ()) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.level, node.module or "", tuple(alias.name for alias in node.names)
            else:
                waiting += filter(None, (getattr(node, name, None) for name in _BLOCKS))
