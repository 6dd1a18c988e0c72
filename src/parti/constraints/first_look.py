"""The first look at one file: whether any constraint can have a word to say about it.

Made by `compiled` from the document, asked by `workflow.glance` for hooks. It says *clean* only when the
full check would find nothing in the file, and gives all else to the full check: a word that a rule watches,
an import that may be forbidden, a comment that allows something, a text that is odd in any way. So it may
never miss, and it may ask too often. It imports next to nothing: starting Python is most of its time.
"""

# parti: allow data-is-not-code -- loaded with Python anyway; no code in it is run, and a digest guards it
import marshal
import sys
from _imp import (
    source_hash,
)  # what guards Python's own compiled files; any other digest is a library to load

from parti.source import adjacent, hasty, languages, modules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    Tokens = tuple[str, ...]
    Scope = tuple[tuple[Tokens, ...], tuple[Tokens, ...]]
    Row = tuple[Scope, tuple[str, ...], adjacent.Groups, str, tuple[Any, ...]]
    Search = Callable[[str, str, Sequence[object]], bool]

LAYOUT = 6
"""Raised when what is written, or what it means, changes."""

ALLOWED = b"parti: allow"
"""Comments that allow something are judged by the full check."""

DEEP = 250
LARGEST = 2_000_000
_WIDE = 6_250
_NESTING = frozenset({"yaml", "kotlin"})


def edition() -> bytes:
    """What may read what was written: this layout in this Python."""
    return f"a first look, {LAYOUT} {sys.implementation.cache_tag} {sys.hexversion:x}".encode()


def pack(value: "Mapping[str, object]") -> bytes:
    """A value as the bytes of a file; plain data only.

    Raises:
        ValueError: it holds something else.
    """
    body = marshal.dumps(dict(value))
    return b"%s\n%s" % (_head(body), body)


def _head(body: bytes) -> bytes:
    return b"%s %s %d" % (edition(), source_hash(LAYOUT, body).hex().encode(), len(body))


def unpack(data: bytes) -> "Mapping[str, object] | None":
    """The value in a file; None when it is damaged, cut, or of another edition. Nothing in it is run."""
    head, _, body = data.partition(b"\n")
    if head != _head(body):
        return None
    try:
        value = marshal.loads(body)
    except (ValueError, EOFError, TypeError):
        return None
    return value if isinstance(value, dict) else None


def clean(
    rows: "Sequence[Row]",
    path: str,
    data: bytes,
    search: "Search",
    ours: "Callable[[str], bool]" = lambda top: False,
) -> bool:
    """Whether the full check would find nothing in a file.

    Args:
        rows: what the document means, from `compiled`.
        path: relative to the root, with `/`.
        data: the bytes of the file.
        search: whether any of some structural rules matches in a text of a language.
        ours: whether the tree may provide a top-level name that the layers do not show to be its own.
    """
    if "\n" in path or "\r" in path or ALLOWED in data or len(data) > LARGEST:
        return False
    language = languages.language(path)
    if _is_deep(language, data):
        return False
    text, names = "", None
    for scope, spoken, groups, how, told in rows:
        if language not in spoken or not adjacent.any_group(groups, data) or not covers(scope, path):
            continue
        if how == "ask":
            return False
        if how == "among":
            if path in told:
                return False
            continue
        text = text or data.decode("utf-8", "replace")
        if how == "pattern":
            if "\r" in text.replace("\r\n", "") or search(text, language, told):
                return False
        elif language != "python":
            return False
        elif how == "words":
            if adjacent.any_whole(told[0], data) or any(word in data for word in told[1]):
                return False
        elif how == "inside":
            if any(modules.within(modules.module_name(path), each) for each in told):
                return False
        else:
            if names is None:
                names = hasty.imported(text, path)
            if names is None or _imports(how, told, names, path, data, ours):
                return False
    return True


def _imports(
    how: str,
    told: "Sequence[Any]",
    names: list[hasty.Imported],
    path: str,
    data: bytes,
    ours: "Callable[[str], bool]",
) -> bool:
    """Whether an import may be one that a rule forbids."""
    if how == "foreign":
        return any(_is_foreign(name, told) for name, _ in names)
    own = modules.module_name(path)
    if how == "forbidden":
        named = any(word in data or modules.within(own, module) for module, word in told)
        return named and any(hasty.may_reach(names, path, module) for module, _ in told)
    ranks: dict[str, int] = dict(told[0])
    here = _longest([each for each in ranks if modules.within(own, each)])
    if not here or all(rank > ranks[here] for each, rank in ranks.items() if each != here):
        return False  # nothing stands above it or beside it
    tops = {each.partition(".")[0] for each in ranks}
    if any(usable in tops for _, usable in names) and _reached(ranks, data):
        return True
    handed = None if told[1] is None else dict(told[1])
    folders = {each.rpartition(".")[0] for each in (*ranks, *(handed or ()))}
    for name, _ in names:
        there = _longest([each for each in ranks if modules.inside(name, each)])
        if there and there != here and ranks[there] <= ranks[here]:
            return True
        module, _, last = name.rpartition(".")
        if there or handed is None:
            continue
        if not handed.get(name, module in folders):
            # It is no module that may hand on anything; then it may be a name that one does.
            if not (last == "*" or last in handed.get(module, (last,))):
                continue
            if module in handed and not handed[module]:
                continue
        top = name.partition(".")[0]
        if top in tops or ours(top):
            return True
    return False


def _is_foreign(name: str, told: "Sequence[Any]") -> bool:
    """Whether a name may come from outside: neither with Python, nor allowed, nor surely of the tree."""
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names or top in told[1]:
        return False
    return not any(modules.inside(name, each) for each in told[0])


def _reached(ranks: "Mapping[str, int]", data: bytes) -> bool:
    """Whether a layer may be named behind a mere `import app`."""
    text = data.decode("utf-8", "replace")
    return any(hasty.is_reached(text, each.rpartition(".")[2]) for each in ranks)


def _longest(names: list[str]) -> str:
    return max(names, key=len, default="")


def _is_deep(language: str, data: bytes) -> bool:
    """Whether the full check might leave a text out because it is nested too deeply; rather yes than no."""
    if language in _NESTING:
        return len(data) > DEEP // 2
    if language != "python" or len(data) < _WIDE or (b"\t" not in data and b" " * DEEP not in data):
        return False
    return len({line[: len(line) - len(line.lstrip(b" \t"))] for line in data.split(b"\n")}) > DEEP


def covers(scope: "Scope", path: str) -> bool:
    """Whether a scope speaks of a path; rather yes than no."""
    include, exclude = scope
    inside = not include or any(_matches(each, path) for each in include)
    return inside and not any(_matches(each, path) for each in exclude)


def _matches(tokens: "Tokens", path: str, at: int = 0, step: int = 0) -> bool:
    """Whether the tokens of a glob match a path from a place on."""
    while step < len(tokens):
        token = tokens[step]
        step += 1
        if token == "**" and step == len(tokens):
            return True
        if token == "**/":
            if _matches(tokens, path, at, step):
                return True
            slash = path.find("/", at)
            while slash >= 0:
                if _matches(tokens, path, slash + 1, step):
                    return True
                slash = path.find("/", slash + 1)
            return False
        if token in ("*", "**"):
            limit = path.find("/", at) if token == "*" else -1
            limit = len(path) if limit < 0 else limit
            return any(_matches(tokens, path, place, step) for place in range(at, limit + 1))
        if not path.startswith(token, at):
            return False
        at += len(token)
    return at == len(path)
