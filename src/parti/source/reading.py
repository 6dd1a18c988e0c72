"""Reads one file of any known language into facts: the door through which trees and stores read.

Called by whoever holds a tree; dispatches by the file's name.
"""

from parti.source import facts, languages, python_facts


def extract(text: str, path: str) -> facts.Facts:
    """The facts of a file; none for a language that nobody here reads."""
    if languages.language(path) == "python":
        return python_facts.extract(text, path)
    return facts.Facts()
