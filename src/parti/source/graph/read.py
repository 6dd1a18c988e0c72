"""Reads the import graph of a tree: edges between files of the tree, each told once.

Called by `parti graph` and by the benchmark. Texts are read one after another and let go, so a large
tree needs memory for its paths and edges only. An import that leads out of the tree is no edge.
"""

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from parti.source import languages

Edge = tuple[str, str]
Read = Callable[[str], str]
Targets = Callable[[str, str], Iterable[str]]


def edges(paths: Iterable[str], read: Read) -> Iterator[Edge]:
    """(importing path, imported path) of every import inside the tree, in the order of paths.

    Args:
        paths: every path of the tree, relative with `/`, settings such as `tsconfig.json` included.
        read: a file's text; may raise `OSError`, which leaves the file without imports.
    """
    every = tuple(sorted(paths))
    families = [(path, _family(path)) for path in every]
    quiet = _quiet(read)
    seers = {
        name: _seer(name)(every, quiet) for name in {family for _, family in families if family in _SEERS}
    }
    for path, family in families:
        if family in seers:
            for target in dict.fromkeys(seers[family](path, quiet(path))):
                if target != path:
                    yield path, target


_SEERS = frozenset(("python", "script", "go", "java", "rust"))
"""The files of this folder that see where imports lead; only those of the languages at hand are loaded."""

_FAMILIES = {"javascript": "script", "typescript": "script", "tsx": "script"}


def _seer(name: str) -> Callable[[Sequence[str], Read], Targets]:
    module = importlib.import_module(f"parti.source.graph.{name}")
    made: Callable[[Sequence[str], Read], Targets] = module.targets
    return made


def _family(path: str) -> str:
    language = languages.language(path)
    return _FAMILIES.get(language, language)


def _quiet(read: Read) -> Read:
    def text(path: str) -> str:
        try:
            return read(path)
        except OSError:
            return ""

    return text
