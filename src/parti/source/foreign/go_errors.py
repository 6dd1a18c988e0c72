"""How Go code treats errors: those that it makes and hands up, and those that nobody looks at.

Called through the tables of `go`, in the second pass.
"""

from parti.source import facts
from parti.source.foreign import go_telling
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

_ERRORS = frozenset(
    {"errors.New", "fmt.Errorf", "errors.Wrap", "errors.Wrapf", "errors.Errorf", "errors.Join"}
    | {"errors.WithMessage", "errors.WithStack", "xerrors.New", "xerrors.Errorf", "status.Error"}
    | {"status.Errorf"}
)
"""What makes an error, by the last two words of its name, since libraries stand in for `errors`."""
_LOGS = frozenset(
    {"Print", "Printf", "Println", "Debug", "Debugf", "Info", "Infof", "Warn", "Warnf", "Error", "Errorf"}
    | {"Debugw", "Infow", "Warnw", "Errorw", "Log", "Logf", "Warning", "Warningf"}
)


def checked(reader: Reader, node: Node, scope: Scope) -> None:
    """`if err != nil { }`, empty or with no more than a line in the log."""
    condition, body = node.field("condition"), node.field("consequence")
    if body is None or not _asks_for_error(condition):
        return
    rows = [each for each in _statements(body) if each.kind() not in {"comment", "empty_statement"}]
    ways = {_quiet(each) for each in rows}
    if "" not in ways and node.field("alternative") is None:
        how = "only logs" if "only logs" in ways else "passes"
        reader.swallows.append(facts.Swallow(scope.owner, node.range().start.line + 1, how))


def _asks_for_error(condition: Node | None) -> bool:
    """`err != nil`, either way round."""
    while condition is not None and condition.kind() == "parenthesized_expression":
        condition = next(iter(condition.named_children()), None)
    if condition is None or condition.kind() != "binary_expression":
        return False
    sides = [each.text() for each in map(condition.field, ("left", "right")) if each is not None]
    operator = condition.field("operator")
    asked = operator is not None and operator.text() == "!=" and "nil" in sides
    return asked and any("err" in each.lower() for each in sides)


def _statements(body: Node) -> list[Node]:
    rows = body.named_children()
    return rows[0].named_children() if rows and rows[0].kind() == "statement_list" else rows


def _quiet(statement: Node) -> str:
    if statement.kind() == "continue_statement" or _drops(statement):
        return "passes"
    inner = go_telling.children(statement)[0] if statement.kind() == "expression_statement" else statement
    function = inner.field("function") if inner.kind() == "call_expression" else None
    return "only logs" if function is not None and go_telling.method_name(function) in _LOGS else ""


def _drops(statement: Node) -> bool:
    """`_ = err`."""
    left, right = (go_telling.children(statement.field(each)) for each in ("left", "right"))
    plain = all(each.kind() in {"identifier", "selector_expression"} for each in right)
    return statement.kind() == "assignment_statement" and plain and all(e.text() == "_" for e in left)


def returned(reader: Reader, node: Node, scope: Scope) -> None:
    """An error that is made and handed up."""
    for values in node.named_children():
        for each in values.named_children():
            function = each.field("function") if each.kind() == "call_expression" else None
            for name in reader.resolve(function, scope):
                plain = reader.plain(name)
                if ".".join(plain.split(".")[-2:]) in _ERRORS:
                    line = each.range().start.line + 1
                    reader.raises.append(facts.Raise(scope.owner, line, plain))
