"""How Go code treats errors: those that it makes and hands up, and those that nobody looks at.

Called through the tables of `go`, in the second pass.
"""

from parti.source import facts
from parti.source.foreign import go_telling
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

_ERRORS = frozenset({"errors.New", "fmt.Errorf", "errors.Wrap", "errors.Errorf", "errors.Join"})
_LOGS = frozenset(
    {"Print", "Printf", "Println", "Debug", "Debugf", "Info", "Infof", "Warn", "Warnf", "Error", "Errorf"}
    | {"Debugw", "Infow", "Warnw", "Errorw", "Log", "Logf", "Warning", "Warningf"}
)


def checked(reader: Reader, node: Node, scope: Scope) -> None:
    """`if err != nil { }`, empty or with no more than a line in the log."""
    condition, body = node.field("condition"), node.field("consequence")
    if condition is None or body is None or condition.kind() != "binary_expression":
        return
    words = condition.text().split()
    left = condition.field("left")
    if words[-2:] != ["!=", "nil"] or left is None or "err" not in left.text().lower():
        return
    rows = [each for each in _statements(body) if each.kind() not in {"comment", "empty_statement"}]
    ways = {_quiet(each) for each in rows}
    if "" not in ways and node.field("alternative") is None:
        how = "only logs" if "only logs" in ways else "passes"
        reader.swallows.append(facts.Swallow(scope.owner, node.range().start.line + 1, how))


def _statements(body: Node) -> list[Node]:
    rows = body.named_children()
    return rows[0].named_children() if rows and rows[0].kind() == "statement_list" else rows


def _quiet(statement: Node) -> str:
    if statement.kind() == "continue_statement":
        return "passes"
    inner = go_telling.children(statement)[0] if statement.kind() == "expression_statement" else statement
    function = inner.field("function") if inner.kind() == "call_expression" else None
    return "only logs" if function is not None and go_telling.method_name(function) in _LOGS else ""


def returned(reader: Reader, node: Node, scope: Scope) -> None:
    """An error that is made and handed up."""
    for values in node.named_children():
        for each in values.named_children():
            function = each.field("function") if each.kind() == "call_expression" else None
            for name in reader.resolve(function, scope):
                plain = reader.plain(name)
                if plain.rsplit("/", 1)[-1] in _ERRORS:
                    line = each.range().start.line + 1
                    reader.raises.append(facts.Raise(scope.owner, line, plain))
