"""Where Rust code drops an error: a result that nobody looks at, an `Err` that leads to nothing.

Called through the tables of `rust`, in the second pass.
"""

from parti.source import facts
from parti.source.foreign import rust_telling
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

_TRIES = frozenset({"call_expression", "await_expression", "macro_invocation"})
_LOGS = frozenset(
    {"println", "eprintln", "print", "eprint", "trace", "debug", "info", "warn", "error", "log", "dbg"}
)


def let(reader: Reader, node: Node, scope: Scope) -> None:
    """`let _ = f();` lets an error go."""
    pattern, value = node.field("pattern"), node.field("value")
    dropped = pattern is not None and pattern.text() == "_"
    if dropped and value is not None and value.kind() in _TRIES:
        reader.swallows.append(facts.Swallow(scope.owner, node.range().start.line + 1, "passes"))


def statement(reader: Reader, node: Node, scope: Scope) -> None:
    """`f().ok();` and `_ = f();` let an error go."""
    rows = node.named_children()
    left, right = (rows[0].field(each) if rows else None for each in ("left", "right"))
    if left is not None and left.text() == "_" and right is not None and right.kind() in _TRIES:
        reader.swallows.append(facts.Swallow(scope.owner, node.range().start.line + 1, "passes"))
    function = rows[0].field("function") if rows and rows[0].kind() == "call_expression" else None
    if (
        function is not None
        and function.kind() == "field_expression"
        and rust_telling.method_name(function) == "ok"
    ):
        reader.swallows.append(facts.Swallow(scope.owner, node.range().start.line + 1, "passes"))


def arm(reader: Reader, node: Node, scope: Scope) -> None:
    """`Err(_) => {}`."""
    pattern, value = node.field("pattern"), node.field("value")
    if pattern is not None and value is not None and pattern.text().startswith("Err"):
        _silence(reader, node, value, scope)


def condition(reader: Reader, node: Node, scope: Scope) -> None:
    """`if let Err(e) = f() { }`, without an `else`."""
    given, body = node.field("condition"), node.field("consequence")
    if given is None or body is None or given.kind() != "let_condition" or node.field("alternative"):
        return
    pattern = given.field("pattern")
    if pattern is not None and pattern.text().startswith("Err"):
        _silence(reader, node, body, scope)


def _silence(reader: Reader, node: Node, body: Node, scope: Scope) -> None:
    rows = body.named_children() if body.kind() == "block" else [body]
    ways = {_quiet(each) for each in rows if not each.kind().endswith("comment")}
    if "" not in ways:
        how = "only logs" if "only logs" in ways else "passes"
        reader.swallows.append(facts.Swallow(scope.owner, node.range().start.line + 1, how))


def _quiet(node: Node) -> str:
    kind = node.kind()
    if kind == "expression_statement":
        return _quiet(node.named_children()[0])
    if kind in {"continue_expression", "unit_expression"} or node.text() == "()":
        return "passes"
    name = node.field("macro") or node.field("function")
    return "only logs" if name is not None and rust_telling.method_name(name) in _LOGS else ""
