"""The import statements of a Python text, told line by line without a parse.

Called by `import_scan` for the checks and by `graph.python`. It knows nothing of facts, because the graph
of a small tree is read in less time than it takes to import them.
"""

import re
from collections.abc import Sequence

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
            several lines, the ends of texts are looked for. Else such an import is told too.
    """
    if "\f" in text or (not written and is_dynamic(text)):
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    found: list[Statement] = []
    places: list[int] = []
    find, rfind, plain = text.find, text.rfind, _PLAIN.match
    at = find("import")
    while at >= 0:
        start = rfind("\n", 0, at) + 1
        end = find("\n", at)
        end = len(text) if end < 0 else end
        if text.startswith("\\\n", start - 2):
            return None
        if match := plain(text, start, end):
            dots, module, names, whole = match.groups()
            found.append((0, whole, ()) if whole else (len(dots), module, tuple(names.split(", "))))
            places.append(at)
        elif _is_unsure(text[start:end]):
            return None
        else:
            for match in _STATEMENT.finditer(text, start, end):
                if not _state(match, text, found):
                    return None
                places += [match.start()] * (len(found) - len(places))
        at = find("import", end)
    return _unquoted(text, found, places) if written and _is_odd(text, places) else found


_PLAIN = re.compile(
    r"[ \t]*(?:from (\.*)((?<=\.)|\w[\w.]*) import (\w+(?:, \w+)*)|import (\w[\w.]*))\Z", re.ASCII
)
"""Most imports, told with one match of their line."""


def _is_odd(text: str, places: list[int]) -> bool:
    """Whether a text of several lines may be open at one of the places, by a count of its marks."""
    seen, count = 0, 0
    last = places[-1] if places else 0
    if all(text.find(mark, 0, last) < 0 for mark in _TRIPLE):
        return False
    for place in places:
        count += sum(text.count(mark, seen, place) for mark in _TRIPLE)
        seen = place
        if count % 2:
            return True
    return False


_TRIPLE = ('"""', "'''")


def _unquoted(text: str, found: list[Statement], places: list[int]) -> list[Statement] | None:
    """The statements that stand in no text; None where the ends of texts cannot be told apart."""
    inside = quoted(text, places)
    if inside is None:
        return None
    return [one for one, at in zip(found, places, strict=True) if at not in inside]


_TOKEN = re.compile(
    r"""\#[^\n]*|\"{3}(?:[^"\\]++|\\.|"(?!""))*+\"{3}|'{3}(?:[^'\\]++|\\.|'(?!''))*+'{3}"""
    r"""|"(?:[^"\\\n]++|\\.)*+"|'(?:[^'\\\n]++|\\.)*+'|["']""",
    re.DOTALL,
)


def quoted(text: str, starts: Sequence[int]) -> frozenset[int] | None:
    """Which of the places, in order, lie in a text or a comment; None when quotes cannot be told apart."""
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


def is_dynamic(text: str) -> bool:
    """Whether a text may import at run time, by a call."""
    return "import_module" in text or "__import__" in text


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
