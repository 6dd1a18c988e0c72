"""The code that exists: every definition of the repository with the first line of what is said of it.

That is the docstring in Python, and in every other language the comment right above. Listed for `brief` of
the workflow; `reuse` finds among them what a chunk could use.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from parti.source import facts, lines, python_facts

_SIGNS = re.compile(r"^(?:/\*+!?|\*+/|//[/!]*|\*)\s?|\s*\*+/$")
_BETWEEN = ("@", "#[", "export default")
_SENTENCE = re.compile(r"(?<=[.!?])\s")


class Existing(msgspec.Struct, frozen=True, kw_only=True):
    """A function or class of the repository.

    Args:
        name: qualified inside its module, `Store.save`.
        signature: as it would be written: `save(path: Path, state: State) -> None`.
        says: the first line of its docstring, or the first sentence of the comment above it.
    """

    path: str
    line: int
    name: str
    signature: str
    says: str = ""


def listed(path: str, definitions: Iterable[facts.Definition], text: str) -> Iterator[Existing]:
    """One file's definitions with what is said of them; `text` is the file's.

    What is defined inside a function is not listed: nobody outside can call it.
    """
    known = tuple(definitions)
    told = _docstrings(text) if path.endswith(".py") else _comments(text, [item.line for item in known])
    functions = {item.name for item in known if item.kind == "function"}
    for item in known:
        if item.name.rpartition(".")[0] in functions and not path.endswith(".py"):
            continue
        says = told.get(item.line, "")
        yield Existing(path=path, line=item.line, name=item.name, signature=item.signature, says=says)


def _comments(text: str, wanted: Iterable[int]) -> dict[int, str]:
    """The first sentence of the comment that ends right above each line."""
    rows = lines.of(text)
    return {line: said for line in wanted if (said := _above(rows, line - 2))}


def _above(rows: Sequence[str], at: int) -> str:
    """The comment that ends on a line, counted from zero, or above the annotations there."""
    while at >= 0 and rows[at].strip().startswith(_BETWEEN):
        at -= 1
    found: list[str] = []
    block = at >= 0 and rows[at].strip().endswith("*/")
    while at >= 0 and (block or rows[at].strip().startswith("//")):
        found.append(_SIGNS.sub("", _SIGNS.sub("", rows[at].strip())).strip())
        if block and "/*" in rows[at]:
            break
        at -= 1
    words: list[str] = []
    for row in reversed(found):
        if words and (not row or row.startswith("@")):
            break
        words.append(row)
    return _SENTENCE.split(" ".join(words).strip(), maxsplit=1)[0]


def _docstrings(text: str) -> dict[int, str]:
    tree = python_facts.parse(text)
    if not isinstance(tree, ast.Module):
        return {}
    return {
        node.lineno: (ast.get_docstring(node) or "").split("\n", 1)[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
