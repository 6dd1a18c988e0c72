"""The code that exists: every definition of the repository with the first line of its docstring.

Listed for `brief` of the workflow; `reuse` finds among them what a chunk could use.
"""

import ast
from collections.abc import Iterable, Iterator

import msgspec

from parti.source import facts, python_facts


class Existing(msgspec.Struct, frozen=True, kw_only=True):
    """A function or class of the repository.

    Args:
        name: qualified inside its module, `Store.save`.
        signature: as it would be written: `save(path: Path, state: State) -> None`.
        says: the first line of its docstring.
    """

    path: str
    line: int
    name: str
    signature: str
    says: str = ""


def listed(path: str, definitions: Iterable[facts.Definition], text: str) -> Iterator[Existing]:
    """One file's definitions with what their docstrings say; `text` is the file's."""
    told = _docstrings(text)
    for item in definitions:
        says = told.get(item.line, "")
        yield Existing(path=path, line=item.line, name=item.name, signature=item.signature, says=says)


def _docstrings(text: str) -> dict[int, str]:
    tree = python_facts.parse(text)
    if not isinstance(tree, ast.Module):
        return {}
    return {
        node.lineno: (ast.get_docstring(node) or "").split("\n", 1)[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
