"""Finds import statements without a parse: a superset, for files that then need no parse at all.

Called by `constraints.tree` before the import checks. It may report an import that stands in a string,
never miss one that runs; a text in which that cannot be promised gives None, and the caller parses it.
"""

import ast
import re
import warnings

from parti.source import facts, import_statements, imports

_WORD = re.compile(r"[\w.]+|\*")


def scan(text: str, path: str) -> tuple[facts.Import, ...] | None:
    """Every import that the text may make; None when only a parse can tell."""
    found = import_statements.statements(text)
    if found is None:
        return None
    return tuple(_import(imports.absolute(path, level, name), names, level) for level, name, names in found)


def _import(module: str, names: tuple[str, ...], level: int) -> facts.Import:
    return facts.Import(module=module, names=names, level=level, line=0, column=0)


def imports_of(text: str) -> frozenset[str]:
    """The top-level names that a text imports by statement: exactly, and mostly without a parse.

    Relative and dynamic imports are left out; a text that does not parse may still give some.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    at: dict[int, list[str]] = {}
    for hit in _KEYWORD.finditer(text):
        start = text.rfind("\n", 0, hit.start()) + 1
        begun = _BEGUN.match(text, start, hit.start())
        if text[max(0, start - 2) : start] == "\\\n":
            return _parsed(text)
        before = text[hit.start() - 1 : hit.start()]
        if begun is None or before == "_" or before.isalnum():
            continue
        rest = text[hit.end() : text.find("\n", hit.end()) % (len(text) + 1)]
        if not begun[0].isascii() or not rest.isascii() or rest.endswith("\\"):
            return _parsed(text)
        tops = _tops(begun["module"], rest)
        if tops:
            at[hit.start()] = tops
    quoted = import_statements.quoted(text, list(at))
    if quoted is None:
        return _parsed(text)
    return frozenset(top for start, tops in at.items() if start not in quoted for top in tops)


_KEYWORD = re.compile(r"import\b")
_BEGUN = re.compile(
    r"(?:[^\n]*[;:])?[ \t\f]*(?:\ufeff[ \t]*)?(?:from(?P<module>[\w. \t\f\x80-\U0010ffff]+))?\Z"
)
"""What stands before `import`. Every letter outside ASCII may be part of a name: Python knows more of them
than `\\w` does (some marks), and a line with one is parsed."""


def _tops(module: str | None, rest: str) -> list[str]:
    """The top-level names of one statement; none for a relative one."""
    if module is not None:
        top = module.strip().split(".", 1)[0].strip()
        return [top] if top else []
    plain = re.split(r"[;#]", rest, maxsplit=1)[0]
    words = (_WORD.search(each) for each in plain.split(","))
    return [word[0].split(".", 1)[0] for word in words if word]


def _parsed(text: str) -> frozenset[str]:
    """The same from a parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.removeprefix("\ufeff"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".", 1)[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.split(".", 1)[0])
    return frozenset(found)
