"""The import statements of a Python text, told line by line without a parse.

Called by `import_scan` for the checks and by `graph.python`. It knows nothing of facts, because the graph
of a small tree is read in less time than it takes to import them.
"""

import re

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


Statement = tuple[int, str, tuple[str, ...]]


def statements(text: str, *, written: bool = False) -> list[Statement] | None:
    """(dots, module, names) of every import that the text may make; None when only a parse can tell.

    It jumps from one `import` to the next and looks at that line alone, since most lines have none.

    Args:
        text: a Python text.
        written: only statements count, not imports at run time; and where one may stand in a text of
            several lines, only a parse can tell. Else such an import is told too.
    """
    if "\f" in text:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    found: list[Statement] = []
    size = len(text)
    seen, inside = 0, False
    at = text.find("import")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = size if end < 0 else end
        line = text[start:end]
        if (not written and _is_dynamic(line)) or _is_unsure(line) or text.startswith("\\\n", start - 2):
            return None
        before = len(found)
        plain = _PLAIN.match(line)
        if plain:
            found.append((0, plain[1], (plain[2],)))
        else:
            for match in _STATEMENT.finditer(text, start, end):
                if not _state(match, text, found):
                    return None
        if written and len(found) > before:
            inside ^= _is_odd(text, seen, start)
            seen = start
            if inside:
                return None
        at = text.find("import", end)
    return found


_PLAIN = re.compile(r"[ \t]*from (\w[\w.]*) import (\w+)\Z", re.ASCII)
"""Most imports, told with one match; what begins with a dot is not plain."""


def _is_odd(text: str, start: int, end: int) -> bool:
    """Whether a text of several lines may begin or end between two places."""
    return (text.count('"""', start, end) + text.count("'''", start, end)) % 2 == 1


def _is_dynamic(line: str) -> bool:
    """Whether a line may import at run time."""
    return "import_module" in line or "__import__" in line


def _is_unsure(line: str) -> bool:
    """Whether a line with an import goes on below, or spells names in more than one way."""
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
