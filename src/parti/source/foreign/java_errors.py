"""How Java code treats errors: those that it throws, and those that a `catch` leaves in silence.

Called through the tables of `java`, in the second pass.
"""

import re

from parti.source import facts
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

_LOGS = frozenset(
    {"log", "debug", "info", "warn", "warning", "error", "severe", "trace", "fine", "printStackTrace"}
    | {"println", "print", "printf"}
)


def catch(reader: Reader, node: Node, scope: Scope) -> None:
    body = node.field("body")
    rows = body.named_children() if body is not None else []
    ways = {_quiet(each) for each in rows if not each.kind().endswith("comment")}
    if "" not in ways:
        how = "only logs" if "only logs" in ways else "passes"
        reader.swallows.append(facts.Swallow(scope.owner, node.range().start.line + 1, how))


def _quiet(statement: Node) -> str:
    if statement.kind() == "continue_statement":
        return "passes"
    rows = statement.named_children() if statement.kind() == "expression_statement" else []
    name = rows[0].field("name") if rows and rows[0].kind() == "method_invocation" else None
    return "only logs" if name is not None and name.text() in _LOGS else ""


def throw(reader: Reader, node: Node, scope: Scope) -> None:
    """An error by its class, or by what makes it."""
    rows = [each for each in node.named_children() if not each.kind().endswith("comment")]
    of = (rows[0].field("type") or rows[0]) if rows else node
    text = of.text()
    if of.kind() == "method_invocation":
        owner, word = of.field("object"), of.field("name")
        text = ".".join(each.text() for each in (owner, word) if each is not None)
    name = re.sub(r"<.*", "", text, flags=re.DOTALL).splitlines()[0][:80]
    reader.raises.append(facts.Raise(scope.owner, node.range().start.line + 1, name))
