"""Reads a file of any language into facts: the one way in for whoever holds a tree.

Called by the trees of the constraints room and by the shape of a change. The language is told by the
path. What reads a language is loaded when the first file of it comes, because most runs see one or two, and
one that finds everything kept sees none.
"""

import functools
import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from parti.source import facts, languages

if TYPE_CHECKING:
    from parti.source.foreign import grammar

_MODULES: Mapping[str, str] = {
    "javascript": "script",
    "typescript": "script",
    "tsx": "script",
    "go": "go",
    "java": "java",
    "rust": "rust",
}

LANGUAGES = ("python", *_MODULES)


def extract(text: str, path: str) -> facts.Facts:
    """The facts of a file; none at all for a language that is not read."""
    language = languages.language(path)
    if language == "python":
        from parti.source import python_facts

        return python_facts.extract(text, path)
    if language not in _MODULES:
        return facts.Facts()
    from parti.source.foreign import reader

    return reader.extract(text, path, _grammar(language))


def imported(text: str, path: str) -> facts.Imported:
    """The imports of a file as `extract` tells them, without the rest where that is quicker."""
    if languages.language(path) == "python":
        from parti.source import python_imports

        return python_imports.extract(text, path)
    known = extract(text, path)
    return facts.Imported(known.imports, known.problem)


@functools.cache
def _grammar(language: str) -> "grammar.Grammar":
    module = importlib.import_module(f"parti.source.foreign.{_MODULES[language]}")
    return cast("grammar.Grammar", module.grammar(language))
