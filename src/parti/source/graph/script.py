"""Where the imports of a TypeScript or JavaScript file lead: files, folders, path aliases, workspaces.

Called by `graph.read`. Specifiers are read off the text: after `from`, `import` and `require(`, in quotes.
One in a comment is left out; one inside a template text counts, but leads nowhere as a rule.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from parti.source.graph import script_places, script_settings

_SPECIFIER = re.compile(
    r"\b(?:from|import|require)\b(?:\s++|/\*[^*]*+\*/)*+(?:\((?:\s++|/\*[^*]*+\*/|//[^\n]*+)*+)?"
    r"(?:(['\"])([^'\"\n\\]+)\1|`([^`$\n\\]+)`)"
)
_REFERENCE = re.compile(r"^[ \t]*///[ \t]*<reference[ \t]+path[ \t]*=[ \t]*['\"]([^'\"\n]+)", re.MULTILINE)
_QUOTES = re.compile(r"['\"`]")


def targets(paths: Sequence[str], read: Callable[[str], str]) -> Callable[[str, str], Iterator[str]]:
    """A function that gives the files which a script imports."""
    files = frozenset(paths)
    aliases = (*script_settings.subpaths(paths, read), *script_settings.aliases(paths, read))
    workspaces = script_settings.workspaces(paths, read)

    def of(path: str, text: str) -> Iterator[str]:
        folder = path.rpartition("/")[0]
        for match in _REFERENCE.finditer(text) if "<reference" in text else ():
            found = script_places.file(script_places.below(folder, match[1]), files)
            if found:
                yield found
        if "import" not in text and "require" not in text and "from" not in text:
            return
        for match in _SPECIFIER.finditer(text):
            tagged = match[3] is not None and "(" not in match[0]
            if not tagged and not _in_comment(text, match.start()):
                said = match[2] or match[3]
                found = script_places.leads(said, folder, files, aliases, workspaces)
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
