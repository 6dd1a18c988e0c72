"""Finds import statements without a parse: a superset, for files that then need no parse at all.

Called by `constraints.tree` before the import checks. It may report an import that stands in a string,
never miss one that runs; a text in which that cannot be promised gives None, and the caller parses it.
"""

import re

from parti.source import facts, imports

_STATEMENT = re.compile(
    r"(?:^|[;:])[ \t]*(?:"
    r"from[ \t]*(?P<module>\.*[ \t]*[\w.]*)[ \t]*import\b[ \t]*(?P<names>\([^)]*\)|[^\n;#]*)"
    r"|import[ \t]+(?P<plain>[^\n;#]*))",
    re.MULTILINE,
)
_UNSURE = re.compile(
    r"import_module|__import__|\f|\b(?:import|from)\b[^\n]*\\\r?\n"
    r"|\b(?:import|from)\b[^\n]*[^\x00-\x7f]"
)
_WORD = re.compile(r"[\w.]+|\*")
_COMMENT = re.compile(r"#[^\n]*")


def scan(text: str, path: str) -> tuple[facts.Import, ...] | None:
    """Every import that the text may make; None when only a parse can tell."""
    if _UNSURE.search(text):
        return None
    found: list[facts.Import] = []
    for match in _STATEMENT.finditer(text.replace("\r", "\n")):
        if match["plain"] is not None:
            for each in match["plain"].split(","):
                word = _WORD.search(each)
                if word:
                    found.append(_import(word[0], (), 0))
            continue
        module = match["module"].replace(" ", "").replace("\t", "")
        level = len(module) - len(module.lstrip("."))
        name = imports.absolute(path, level, module.lstrip("."))
        found.append(_import(name, _names(match["names"]), level))
    return tuple(found)


def _names(listed: str) -> tuple[str, ...]:
    """The names after `import`, without their aliases."""
    rows = _COMMENT.sub("", listed).strip("() \t\n").split(",")
    words = (_WORD.search(row) for row in rows)
    return tuple(word[0] for word in words if word)


def _import(module: str, names: tuple[str, ...], level: int) -> facts.Import:
    return facts.Import(module=module, names=names, level=level, line=0, column=0)
