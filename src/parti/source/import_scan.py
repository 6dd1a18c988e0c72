"""Finds import statements without a parse: a superset, for files that then need no parse at all.

Called by `constraints.tree` before the import checks. It may report an import that stands in a string,
never miss one that runs; a text in which that cannot be promised gives None, and the caller parses it.
"""

import ast
import re
import warnings
from collections.abc import Sequence

from parti.source import facts, imports

_STATEMENT = re.compile(
    r"(?:^|[;:])[ \t]*(?:"
    r"from(?P<module>[\w. \t]*)\bimport\b[ \t]*(?P<names>[^\n;#]*)"
    r"|import[ \t]+(?P<plain>[^\n;#]*))",
    re.MULTILINE,
)
_BRACKETED = re.compile(r"\((?:[^)#]|#[^\n]*)*")
_KEYWORDS = re.compile(r"\b(?:import|from)\b")
_WORD = re.compile(r"[\w.]+|\*")
_NAME = re.compile(r"(?:\A|[,(])\s*([\w.]+|\*)")
_SPACED = re.compile(r"(?<![ \t])[ \t]*\.[ \t]*")
_COMMENT = re.compile(r"#[^\n]*")


def scan(text: str, path: str) -> tuple[facts.Import, ...] | None:
    """Every import that the text may make; None when only a parse can tell."""
    found = statements(text)
    if found is None:
        return None
    return tuple(_import(imports.absolute(path, level, name), names, level) for level, name, names in found)


Statement = tuple[int, str, tuple[str, ...]]


def statements(text: str) -> list[Statement] | None:
    """(dots, module, names) of every import that the text may make; None when only a parse can tell.

    It jumps from one `import` to the next and looks at that line alone, since most lines have none.
    """
    if "\f" in text:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    found: list[Statement] = []
    size = len(text)
    at = text.find("import")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = size if end < 0 else end
        line = text[start:end]
        if _is_unsure(line) or text.startswith("\\\n", start - 2):
            return None
        plain = _PLAIN.match(line)
        if plain:
            found.append((0, plain[1], (plain[2],)))
        else:
            for match in _STATEMENT.finditer(text, start, end):
                if not _state(match, text, found):
                    return None
        at = text.find("import", end)
    return found


_PLAIN = re.compile(r"[ \t]*from (\w[\w.]*) import (\w+)\Z", re.ASCII)
"""Most imports, told with one match; what begins with a dot is not plain."""


def _is_unsure(line: str) -> bool:
    """Whether a line imports at run time, goes on below, or spells names in more than one way."""
    if "import_module" in line or "__import__" in line:
        return True
    return (not line.isascii() or line.endswith("\\")) and bool(_KEYWORDS.search(line))


def _state(match: re.Match[str], text: str, found: list[Statement]) -> bool:
    """Adds the imports of one statement; a list in brackets may go on below its line.

    False where such a list spells names in more than one way, which only a parse reads rightly.
    """
    if match["plain"] is not None:
        plain = _SPACED.sub(".", match["plain"])
        words = (_WORD.search(each) for each in plain.split(","))
        found.extend((0, word[0], ()) for word in words if word)
        return True
    listed = match["names"]
    if listed.startswith("("):
        whole = _BRACKETED.match(text, match.start("names"))
        listed = whole[0] if whole else listed
    module = match["module"].replace(" ", "").replace("\t", "")
    name = module.lstrip(".")
    found.append((len(module) - len(name), name, _names(listed)))
    return listed.isascii()


def _names(listed: str) -> tuple[str, ...]:
    """The names after `import`, without their aliases."""
    listed = _COMMENT.sub("", listed) if "#" in listed else listed
    return tuple(_NAME.findall(listed))


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
    quoted = _quoted(text, list(at))
    if quoted is None:
        return _parsed(text)
    return frozenset(top for start, tops in at.items() if start not in quoted for top in tops)


_KEYWORD = re.compile(r"import\b")
_BEGUN = re.compile(r"(?:[^\n]*[;:])?[ \t\f]*(?:\ufeff[ \t]*)?(?:from(?P<module>[\w. \t\f]+))?\Z")
_TOKEN = re.compile(
    r"""\#[^\n]*|\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|["']""",
    re.DOTALL,
)


def _tops(module: str | None, rest: str) -> list[str]:
    """The top-level names of one statement; none for a relative one."""
    if module is not None:
        top = module.strip().split(".", 1)[0].strip()
        return [top] if top else []
    plain = re.split(r"[;#]", rest, maxsplit=1)[0]
    words = (_WORD.search(each) for each in plain.split(","))
    return [word[0].split(".", 1)[0] for word in words if word]


def _quoted(text: str, starts: Sequence[int]) -> frozenset[int] | None:
    """Which of the places lie in a string or a comment; None when quotes cannot be told apart."""
    inside: list[int] = []
    waiting = iter(starts)
    place = next(waiting, -1)
    for token in _TOKEN.finditer(text, 0, len(text)) if starts else ():
        start, end = token.span()
        while place != -1 and place < start:
            place = next(waiting, -1)
        if place == -1:
            break
        if end - start == 1 and text[start] != "#":
            return None
        if "{" in token[0] and _is_format(text, start) and token[0].count("{") != token[0].count("}"):
            return None
        while start <= place < end:
            inside.append(place)
            place = next(waiting, -1)
    return frozenset(inside)


def _is_format(text: str, start: int) -> bool:
    return bool({"f", "F", "t", "T"} & set(text[max(0, start - 2) : start]))


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
