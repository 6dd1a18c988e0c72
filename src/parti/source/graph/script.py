"""Where the imports of a TypeScript or JavaScript file lead: files, folders, path aliases, workspaces.

Called by `graph.read`. Specifiers are read off the text: after `from`, `import` and `require(`, in quotes.
One in a comment is left out; one inside a template text counts, but leads nowhere as a rule. `exports`
maps of packages are not followed.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from posixpath import normpath

_SPECIFIER = re.compile(
    r"\b(?:from|import|require)\b\s*+(?:\(\s*+(?:/\*[^*]*+\*/\s*+)*+)?(['\"])([^'\"\n\\]+)\1"
)
_REFERENCE = re.compile(r"^[ \t]*///[ \t]*<reference[ \t]+path[ \t]*=[ \t]*['\"]([^'\"\n]+)", re.MULTILINE)
_QUOTES = re.compile(r"['\"`]")
_QUOTED_OR_COMMENT = re.compile(r"(\"(?:[^\"\\\n]|\\.)*\")|/\*.*?\*/|//[^\n]*", re.DOTALL)
_TRAILING = re.compile(r",(\s*[}\]])")
_ENDINGS = (".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".json")
_WRITTEN = {".js": (".ts", ".tsx", ".d.ts"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}

Aliases = Sequence[tuple[str, Sequence[tuple[str, Sequence[str]]], str]]


def targets(paths: Sequence[str], read: Callable[[str], str]) -> Callable[[str, str], Iterator[str]]:
    """A function that gives the files which a script imports."""
    files = frozenset(paths)
    aliases = _aliases(paths, read)
    workspaces = _workspaces(paths, read)

    def of(path: str, text: str) -> Iterator[str]:
        folder = path.rpartition("/")[0]
        for match in _REFERENCE.finditer(text) if "<reference" in text else ():
            found = _file(_below(folder, match[1]), files)
            if found:
                yield found
        if "import" not in text and "require" not in text and "from" not in text:
            return
        for match in _SPECIFIER.finditer(text):
            if not _in_comment(text, match.start()):
                found = next(
                    filter(
                        None,
                        (_file(place, files) for place in _places(match[2], folder, aliases, workspaces)),
                    ),
                    "",
                )
                if found:
                    yield found

    return of


def _in_comment(text: str, at: int) -> bool:
    """Whether the line so far says that this is a comment; exact for what people write."""
    line = text[text.rfind("\n", 0, at) + 1 : at].rpartition("*/")[2].lstrip()
    if line.startswith(("//", "*", "/*")):
        return True
    slashes = line.find("//")
    if slashes >= 0 and not _QUOTES.search(line):
        return True
    opened = text.rfind("/*", 0, at)
    if opened < 0 or text.find("*/", opened, at) >= 0:
        return False
    before = text[text.rfind("\n", 0, opened) + 1 : opened]
    return not any(before.count(quote) % 2 for quote in "'\"`")


def _below(folder: str, place: str) -> str:
    """A place told from a folder, as a path of the tree; empty for its top."""
    path = normpath(f"{folder}/{place}" if folder else place)
    return "" if path == "." else path


def _places(specifier: str, folder: str, aliases: Aliases, workspaces: Mapping[str, str]) -> Iterator[str]:
    """Where a specifier may lead, the likeliest first, without an ending."""
    if specifier.startswith("."):
        yield _below(folder, specifier)
        return
    for base, patterns, root in aliases:
        if not folder.startswith(base) or (base and folder[len(base) :][:1] not in ("", "/")):
            continue
        for pattern, outs in patterns:
            rest = _rest(pattern, specifier)
            if rest is not None:
                yield from (
                    normpath(f"{root}/{out.replace('*', rest)}" if root else out.replace("*", rest))
                    for out in outs
                )
    for name, place in workspaces.items():
        if specifier == name:
            yield from (f"{place}/src/index".lstrip("/"), f"{place}/index".lstrip("/"))
        elif specifier.startswith(f"{name}/"):
            yield f"{place}/{specifier[len(name) + 1 :]}".lstrip("/")


def _rest(pattern: str, specifier: str) -> str | None:
    """What `*` stands for; None when the pattern does not fit."""
    if "*" not in pattern:
        return "" if pattern == specifier else None
    head, _, tail = pattern.partition("*")
    fits = specifier.startswith(head) and specifier.endswith(tail)
    return specifier[len(head) : len(specifier) - len(tail)] if fits else None


def _file(place: str, files: frozenset[str]) -> str:
    """The file that a place without an ending means: itself, with an ending, or a folder's index."""
    if place in files:
        return place
    for ending, others in _WRITTEN.items():
        if place.endswith(ending):
            stem = place.removesuffix(ending)
            found = next((stem + other for other in others if stem + other in files), "")
            if found:
                return found
    index = f"{place}/index" if place else "index"
    tried = chain((place + end for end in _ENDINGS), (index + end for end in _ENDINGS))
    return next((path for path in tried if path in files), "")


def _aliases(paths: Sequence[str], read: Callable[[str], str]) -> Aliases:
    """`baseUrl` and `paths` of each `tsconfig.json`, the nearest first."""
    found = []
    for path in paths:
        if path.rpartition("/")[2] in ("tsconfig.json", "jsconfig.json"):
            folder = path.rpartition("/")[0]
            options = _settings(read(path)).get("compilerOptions")
            options = options if isinstance(options, dict) else {}
            base = options.get("baseUrl")
            root = (
                normpath(f"{folder}/{base}" if folder else str(base)) if isinstance(base, str) else folder
            )
            root = "" if root == "." else root
            rows = options.get("paths")
            patterns = [
                (str(key), tuple(str(out).removeprefix("./") for out in outs))
                for key, outs in (rows.items() if isinstance(rows, dict) else ())
                if isinstance(outs, list)
            ]
            if isinstance(base, str):
                patterns.append(("*", ("*",)))
            if patterns:
                found.append((folder, tuple(patterns), root))
    return sorted(found, key=lambda row: -len(row[0]))


def _workspaces(paths: Sequence[str], read: Callable[[str], str]) -> Mapping[str, str]:
    """The packages of the tree by the names that others import them under."""
    found = {}
    for path in paths:
        if path.rpartition("/")[2] == "package.json" and "node_modules/" not in path:
            name = _settings(read(path)).get("name")
            if isinstance(name, str) and name:
                found[name] = path.rpartition("/")[0]
    return found


def _settings(text: str) -> Mapping[str, object]:
    """JSON with comments and trailing commas, as these tools allow; empty when it is anything else."""
    plain = _QUOTED_OR_COMMENT.sub(lambda match: match[1] or "", text.removeprefix("\ufeff"))
    try:
        value = json.loads(_TRAILING.sub(r"\1", plain))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
