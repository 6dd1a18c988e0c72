"""Whether a block of JavaScript or TypeScript does nothing, so that a failure ends there untold.

Called by `script_silence` for the body of a `catch` and of a handler. An answer that is the same for every
failure tells nothing; whatever calls, waits or assigns may tell, and counts as doing something.
"""

from parti.source.foreign.script_functions import bare, said
from parti.source.structure import Node

_WORDS = frozenset({"number", "string", "true", "false", "null", "undefined"})
_DOES = frozenset(
    {"call_expression", "new_expression", "await_expression", "yield_expression", "update_expression"}
    | {"assignment_expression", "augmented_assignment_expression", "import"}
)


def is_idle(body: Node | None) -> bool:
    """Whether a block, or the expression of an arrow function, does nothing."""
    if body is None:
        return False
    if body.kind() != "statement_block":
        return _constant(body)
    return all(map(_does_nothing, body.named_children()))


def _does_nothing(statement: Node) -> bool:
    kind, given = statement.kind(), said(statement)
    if kind in {"comment", "empty_statement", "continue_statement", "break_statement"}:
        return True
    if kind == "return_statement":
        return all(map(_constant, given))
    # What `const` and `let` bind here ends with the block, and nothing else in it reads anything.
    if kind in {"expression_statement", "lexical_declaration"}:
        return all(map(_plain, given))
    if kind == "if_statement":
        return all(_plain(each) or _does_nothing(each) for each in given)
    return kind in {"statement_block", "else_clause"} and all(map(_does_nothing, given))


def _plain(node: Node) -> bool:
    """An expression or a declaration that does nothing when it is reckoned out."""
    stack = [node]
    while stack:
        each = stack.pop()
        kind = each.kind()
        if kind in _DOES or kind.endswith(("statement", "statement_block", "clause")):
            return False
        if kind == "unary_expression" and each.text().startswith("delete"):
            return False
        stack.extend(each.named_children())
    return True


def _constant(node: Node) -> bool:
    """An answer that does not tell one failure from another: `null`, `-1`, `[]`, `{ ok: false }`."""
    node = bare(node)
    kind, inner = node.kind(), said(node)
    if kind == "template_string":
        return all(each.kind() != "template_substitution" for each in inner)
    if kind == "unary_expression":
        operator = node.field("operator")
        void = operator is not None and operator.text() == "void"
        return all(map(_plain if void else _constant, inner))
    if kind == "type_assertion":
        return all(map(_constant, inner[-1:]))
    if kind in {"array", "object"}:
        return all(map(_constant, inner))
    if kind == "pair":
        return all(map(_constant, inner[-1:])) and inner[0].kind() != "computed_property_name"
    return kind in _WORDS or node.text() == "undefined"
