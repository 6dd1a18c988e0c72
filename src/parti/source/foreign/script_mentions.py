"""Which names of a script are only spoken of where they stand, and not used.

Called by the reader, through the table of `script`, for each name that is neither called nor passed on. A
parameter is named by its pattern and used by its default. Whether a function is there may be asked
anywhere; what takes the place of one, as in a test, is another. The environment is read even by a question.
"""

import re

from parti.source.structure import Node

_PARAMETERS = frozenset({"required_parameter", "optional_parameter"})
_REPLACED = re.compile(r"(?:(?:globalThis|window|global|self)\.)?(?:(?:Date|Math|console|JSON)\.)?\w+")
"""A function of the language, or one that is everywhere; `process.exitCode = 1` does what it says."""


def idle(name: Node, around: Node) -> bool:
    """Whether a name, or a chain of them, is not used by what it stands in."""
    kind = around.kind()
    if kind in _PARAMETERS:
        return not _is(around.field("value"), name)
    if kind == "unary_expression":
        return _operator(around) == "typeof" and not _is_variable(name)
    if kind == "binary_expression":
        return _operator(around) == "instanceof" and _is(around.field("right"), name)
    taken = kind == "assignment_expression" and _is(around.field("left"), name)
    return taken and _REPLACED.fullmatch(name.text()) is not None


def _is(one: Node | None, other: Node) -> bool:
    return one is not None and one.range().start.index == other.range().start.index


def _operator(node: Node) -> str:
    operator = node.field("operator")
    return operator.text() if operator is not None else ""


def _is_variable(name: Node) -> bool:
    return ".env" in name.text()
