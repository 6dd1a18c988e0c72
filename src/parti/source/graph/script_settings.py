"""The settings that move the imports of TypeScript and JavaScript: path aliases and packages of the tree.

Called by `graph.script`, which hands them to `script_places`. `tsconfig.json` and `jsconfig.json` are
followed to those that they extend; of a `package.json` its name counts and what the package begins with.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from parti.source.graph.script_places import Aliases, Workspaces, below

_QUOTED_OR_COMMENT = re.compile(r"(\"(?:[^\"\\\n]|\\.)*\")|/\*.*?\*/|//[^\n]*", re.DOTALL)
_TRAILING = re.compile(r",(\s*[}\]])")
_MAINS = ("source", "types", "typings", "module", "main")

_FAR = 8
"""How many settings may extend one another."""


def aliases(paths: Sequence[str], read: Callable[[str], str]) -> Aliases:
    """`baseUrl` and `paths` of each `tsconfig.json`, the nearest first."""
    files = frozenset(paths)
    found = []
    for path in paths:
        if path.rpartition("/")[2] in ("tsconfig.json", "jsconfig.json"):
            bases = list(_bases(path, files, read))
            base = next((each for each in bases if isinstance(each[1].get("baseUrl"), str)), None)
            mapped = next((each for each in bases if isinstance(each[1].get("paths"), dict)), None)
            patterns = _patterns(mapped[1].get("paths")) if mapped is not None else []
            if base is not None:
                root = below(base[0], str(base[1]["baseUrl"]))
                patterns.append(("*", ("*",)))
            else:
                root = mapped[0] if mapped is not None else ""
            if patterns:
                found.append((path.rpartition("/")[0], tuple(patterns), root))
    return sorted(found, key=lambda row: -len(row[0]))


def _patterns(rows: object) -> list[tuple[str, Sequence[str]]]:
    return [
        (str(key), tuple(str(out).removeprefix("./") for out in outs))
        for key, outs in (rows.items() if isinstance(rows, dict) else ())
        if isinstance(outs, list)
    ]


def _bases(
    path: str, files: frozenset[str], read: Callable[[str], str], depth: int = 0
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """(folder, compiler options) of settings and of those that they extend, the nearest first."""
    folder, table = path.rpartition("/")[0], _settings(read(path))
    options = table.get("compilerOptions")
    yield folder, options if isinstance(options, dict) else {}
    extended = table.get("extends")
    for each in reversed(extended if isinstance(extended, list) else [extended]):
        place = below(folder, each) if isinstance(each, str) and each.startswith(".") else ""
        target = next((one for one in (place, f"{place}.json") if one in files), "")
        if target and depth < _FAR:
            yield from _bases(target, files, read, depth + 1)


def workspaces(paths: Sequence[str], read: Callable[[str], str]) -> Workspaces:
    """The packages of the tree by the names that others import them under, with what each begins with."""
    found = {}
    for path in paths:
        if path.rpartition("/")[2] == "package.json" and "node_modules/" not in path:
            table = _settings(read(path))
            name, mains = table.get("name"), (table.get(each) for each in _MAINS)
            if isinstance(name, str) and name:
                found[name] = path.rpartition("/")[0], tuple(m for m in mains if isinstance(m, str) and m)
    return found


def subpaths(paths: Sequence[str], read: Callable[[str], str]) -> Aliases:
    """What a package calls its own files: the `imports` of its `package.json`, which begin with `#`."""
    found = []
    for path in paths:
        if path.rpartition("/")[2] == "package.json" and "node_modules/" not in path:
            rows = _settings(read(path)).get("imports")
            patterns = [
                (key, tuple(out.removeprefix("./") for out in _leaves(value)))
                for key, value in (rows.items() if isinstance(rows, dict) else ())
                if key.startswith("#")
            ]
            if patterns:
                folder = path.rpartition("/")[0]
                found.append((folder, tuple(patterns), folder))
    return sorted(found, key=lambda row: -len(row[0]))


def _leaves(value: object) -> Iterator[str]:
    """The places that a name may stand for, by whatever condition."""
    if isinstance(value, str):
        yield from (value,) if value.startswith("./") else ()
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)


def _settings(text: str) -> Mapping[str, object]:
    """JSON with comments and trailing commas, as these tools allow; empty when it is anything else."""
    plain = _QUOTED_OR_COMMENT.sub(lambda match: match[1] or "", text.removeprefix("\ufeff"))
    try:
        value = json.loads(_TRAILING.sub(r"\1", plain))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
