"""Names as their language writes them, for messages: `github.com/lib/pq`, `std::process::exit`.

Called by the kinds that say what was imported or called. Facts and rules hold dotted names, in which a
stroke of a Go path can no longer be told from a dot of its host, so the text of the import is asked.
"""

import re
from collections.abc import Sequence

from parti.constraints import constraint
from parti.source import facts, imports, languages, lines

_PATH = re.compile(r"""[^"`]*["`]([^"`]+)["`]""")


def imported(source: constraint.Source, name: str, line: int, column: int) -> str:
    """An imported name by the place of its import."""
    language = languages.language(source.path)
    if language == "go":
        return _path(source, line, column) or name
    return name.replace(".", "::") if language == "rust" else name


def called(source: constraint.Source, known: facts.Facts, name: str) -> str:
    """A function that a file calls, by its imports and by its own folder."""
    language = languages.language(source.path)
    if language == "rust":
        return name.replace(".", "::")
    if language != "go":
        return name
    within = [each for each in known.imports if imports.inside(name, each.module)]
    if within:
        longest = max(within, key=lambda each: len(each.module))
        path = _path(source, longest.line, longest.column)
        return f"{path}{name[len(longest.module) :]}" if path else name
    if known.module and imports.inside(name, known.module):
        return f"{source.path.rpartition('/')[0]}{name[len(known.module) :]}"
    return name


def given(name: str, written: Sequence[str], source: constraint.Source) -> str:
    """A name of a constraint as its author wrote it, where the dotted form would be another language's."""
    language = languages.language(source.path)
    if language not in {"go", "rust"}:
        return name
    plain = "::" if language == "rust" else "/"
    shown = (each.strip().strip("`") for row in written for each in row.split("|"))
    return next((each for each in shown if imports.dotted(each) == name), name.replace(".", plain))


def whole(known: facts.Facts, name: str) -> str:
    """The module that is imported whole and that a name may come from; empty for none."""
    stars = (each.module for each in known.imports if "*" in each.names)
    return next((module for module in stars if module and imports.inside(name, module)), "")


def _path(source: constraint.Source, line: int, column: int) -> str:
    found = _PATH.match(lines.at(source.text, line)[max(column - 1, 0) :])
    return found[1] if found else ""
