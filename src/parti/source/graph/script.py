"""Where the imports of a TypeScript or JavaScript file lead: files, folders, path aliases, workspaces.

Called by `graph.read`. Specifiers are read off the text: after `from`, `import` and `require(`, in quotes.
One in a comment is left out; one inside a template text counts, but leads nowhere as a rule. Settings are
followed to those that they extend. `exports` maps of packages are not followed; what a package has in `src`
is found without.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from posixpath import normpath

_SPECIFIER = re.compile(
    r"\b(?:from|import|require)\b(?:\s++|/\*[^*]*+\*/)*+(?:\((?:\s++|/\*[^*]*+\*/|//[^\n]*+)*+)?"
    r"(?:(['\"])([^'\"\n\\]+)\1|`([^`$\n\\]+)`)"
)
_REFERENCE = re.compile(r"^[ \t]*///[ \t]*<reference[ \t]+path[ \t]*=[ \t]*['\"]([^'\"\n]+)", re.MULTILINE)
_QUOTES = re.compile(r"['\"`]")
_QUOTED_OR_COMMENT = re.compile(r"(\"(?:[^\"\\\n]|\\.)*\")|/\*.*?\*/|//[^\n]*", re.DOTALL)
_TRAILING = re.compile(r",(\s*[}\]])")
_ENDINGS = (".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".json")
_WRITTEN = {".js": (".ts", ".tsx", ".d.ts"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}

_MAINS = ("source", "types", "typings", "module", "main")
_FAR = 8
"""How many settings may extend one another."""

Aliases = Sequence[tuple[str, Sequence[tuple[str, Sequence[str]]], str]]
Workspaces = Mapping[str, tuple[str, Sequence[str]]]


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
            tagged = match[3] is not None and "(" not in match[0]
            if not tagged and not _in_comment(text, match.start()):
                said = match[2] or match[3]
                found = next(
                    filter(
                        None,
                        (_file(place, files) for place in _places(said, folder, aliases, workspaces)),
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


def _places(specifier: str, folder: str, aliases: Aliases, workspaces: Workspaces) -> Iterator[str]:
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
    for name, (place, mains) in workspaces.items():
        if specifier == name:
            yield from (_below(place, each) for each in (*mains, "src/index", "index"))
        elif specifier.startswith(f"{name}/"):
            rest = specifier[len(name) + 1 :]
            yield from (_below(place, rest), _below(place, f"src/{rest}"))


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
    files = frozenset(paths)
    found = []
    for path in paths:
        if path.rpartition("/")[2] in ("tsconfig.json", "jsconfig.json"):
            bases = list(_bases(path, files, read))
            base = next((each for each in bases if isinstance(each[1].get("baseUrl"), str)), None)
            mapped = next((each for each in bases if isinstance(each[1].get("paths"), dict)), None)
            patterns = _patterns(mapped[1].get("paths")) if mapped is not None else []
            if base is not None:
                root = _below(base[0], str(base[1]["baseUrl"]))
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
        place = _below(folder, each) if isinstance(each, str) and each.startswith(".") else ""
        target = next((one for one in (place, f"{place}.json") if one in files), "")
        if target and depth < _FAR:
            yield from _bases(target, files, read, depth + 1)


def _workspaces(paths: Sequence[str], read: Callable[[str], str]) -> Workspaces:
    """The packages of the tree by the names that others import them under, with what each begins with."""
    found = {}
    for path in paths:
        if path.rpartition("/")[2] == "package.json" and "node_modules/" not in path:
            table = _settings(read(path))
            name, mains = table.get("name"), (table.get(each) for each in _MAINS)
            if isinstance(name, str) and name:
                found[name] = path.rpartition("/")[0], tuple(m for m in mains if isinstance(m, str) and m)
    return found


def _settings(text: str) -> Mapping[str, object]:
    """JSON with comments and trailing commas, as these tools allow; empty when it is anything else."""
    plain = _QUOTED_OR_COMMENT.sub(lambda match: match[1] or "", text.removeprefix("\ufeff"))
    try:
        value = json.loads(_TRAILING.sub(r"\1", plain))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
