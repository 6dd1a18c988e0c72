"""What Go code does: calls, entries of registries, and results that it drops.

Called through the tables of `go`, in the second pass; how it treats errors is in `go_errors`.
"""

from parti.source import facts
from parti.source.foreign import registry
from parti.source.foreign import scope as scopes
from parti.source.foreign.grammar import Pair
from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope
from parti.source.structure import Node

_READS = frozenset({"os.Getenv", "os.LookupEnv", "syscall.Getenv"})


def call(reader: Reader, node: Node, scope: Scope) -> None:
    function, given = node.field("function"), node.field("arguments")
    if function is None:
        return
    arguments = [each for each in children(given) if each.kind() != "comment"]
    names, method = reader.resolve(function, scope), method_name(function)
    reader.call(node, names, method, arguments, scope)
    if function.kind() == "selector_expression":
        registry.added(reader, function.field("operand"), method, given, scope)
    if names == ("panic",):
        reader.raises.append(facts.Raise(scope.owner, node.range().start.line + 1, "panic"))
    if arguments and not _READS.isdisjoint(names):
        reader.variable(reader.literal(arguments[0], scope), node, scope)


def converted(reader: Reader, node: Node, scope: Scope) -> None:
    """`f[int](x)`, which the engine takes for a conversion."""
    of = node.field("type")
    if of is not None and of.kind() == "generic_type":
        plain = of.field("type")
        if plain is not None:
            reader.call(node, reader.resolve(plain, scope), plain.text(), [], scope)


def method_of_pointer(reader: Reader, node: Node, scope: Scope) -> None:
    """`(*T).Method` as a value, which begins with no name."""
    member, inner = node.parent(), next(iter(node.named_children()), None)
    if member is None or inner is None or member.kind() != "selector_expression":
        return
    around = member.parent()
    used = around is not None and around.kind() in {
        "call_expression",
        "argument_list",
        "selector_expression",
    }
    if inner.kind() == "unary_expression" and not used:
        reader.mention(member, scope, "reference")


def method_name(function: Node) -> str:
    name = function.field("field") if function.kind() == "selector_expression" else function
    return name.text() if name is not None and not name.named_children() else ""


def declared(reader: Reader, node: Node, scope: Scope) -> None:
    value = node.field("value")
    values = children(value)
    for at, name in enumerate(node.field_children("name")):
        if scope.kind == "module" and name.kind() == "identifier":
            each = values[at] if at < len(values) else None
            registry.declared(reader, scopes.joined(scope.prefix, name.text()), node, each, scope)


def assigned(reader: Reader, node: Node, scope: Scope) -> None:
    """`X[key] = f`, and `_ = f()`, which lets an error go."""
    lefts, rights = children(node.field("left")), children(node.field("right"))
    for left, right in zip(lefts, rights, strict=False):
        if left.kind() == "index_expression":
            registry.item(reader, left.field("operand"), left.field("index"), right, scope)
        elif grown := _grown(reader, left, right, scope):
            registry.joined(reader, left, grown, scope)
            for each in grown:
                if each.kind() in {"composite_literal", "unary_expression"}:
                    registry.entries(reader, reader.place(left, scope), each, scope, "method")
        elif left.kind() == "selector_expression" or _is_filled(left, right, scope):
            registry.declared(reader, reader.place(left, scope), node, right, scope)
    dropped = all(left.text() == "_" for left in lefts)
    if lefts and dropped and rights and rights[0].kind() == "call_expression":
        reader.swallows.append(facts.Swallow(scope.owner, node.range().start.line + 1, "passes"))


def _grown(reader: Reader, left: Node, right: Node, scope: Scope) -> list[Node]:
    """What `X = append(X, f, g)` puts into X."""
    function = right.field("function") if right.kind() == "call_expression" else None
    if function is None or reader.resolve(function, scope) != ("append",):
        return []
    given = [each for each in children(right.field("arguments")) if each.kind() != "comment"]
    same = bool(given) and given[0].text() == left.text()
    return [each for each in given[1:] if each.kind() != "variadic_argument"] if same else []


def _is_filled(left: Node, right: Node, scope: Scope) -> bool:
    """Whether a variable of the package, of this file or another, is given a literal."""
    if left.kind() != "identifier" or left.text() == "_" or right.kind() != "composite_literal":
        return False
    home = scope.home(left.text(), False, left)
    return home is None or home.kind == "module"


def pair(node: Node) -> Pair:
    """The key and the value of an element, out of their wrapping."""
    rows = [children(each)[0] if children(each) else None for each in node.named_children()]
    return (rows[0], rows[1]) if len(rows) > 1 else (None, None)


def children(node: Node | None) -> list[Node]:
    return node.named_children() if node is not None else []
