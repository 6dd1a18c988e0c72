"""Reads the import graph of a tree: edges between files of the tree, each told once.

Called by `parti graph` and by the benchmark. Texts are read one after another and let go, so a large
tree needs memory for its paths and edges only. An import that leads out of the tree is no edge.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from parti.source import languages
from parti.source.graph import go, java, python, rust, script

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
        name: _SEERS[name](every, quiet) for name in {family for _, family in families if family in _SEERS}
    }
    for path, family in families:
        if family in seers:
            for target in dict.fromkeys(seers[family](path, quiet(path))):
                if target != path:
                    yield path, target


_SEERS: Mapping[str, Callable[[Sequence[str], Read], Targets]] = {
    "python": python.targets,
    "script": script.targets,
    "go": go.targets,
    "java": java.targets,
    "rust": rust.targets,
}

_FAMILIES = {"javascript": "script", "typescript": "script", "tsx": "script"}


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
