"""What a call of JavaScript or TypeScript passes by name: the keys of the object that holds its options.

Called by the reader, through the table of `script`. The options are the last object literal, and a function
may stand behind it. Where something is handed on that was made elsewhere, it may be the options and hold
anything: that is `**`, as a splat of Python is. What comes first is an address, unless its name says
otherwise.
"""

import re
from collections.abc import Iterator, Sequence

from parti.source.foreign.reader import Reader
from parti.source.foreign.scope import Scope, joined
from parti.source.structure import Node

_WRAPPERS = frozenset(
    {"as_expression", "satisfies_expression", "non_null_expression", "parenthesized_expression"}
    | {"type_assertion"}
)
_HANDED = frozenset(
    {"identifier", "member_expression", "subscript_expression", "call_expression", "new_expression", "this"}
    | {"await_expression", "ternary_expression", "assignment_expression"}
)
_PLAIN = frozenset({"string", "template_string", "number", "array", "binary_expression"})
_CHOICES = frozenset({"||", "??", "&&"})
_OPTIONS = re.compile(r"opt(?:ion)?s?$|conf(?:ig)?$|cfg$|settings?$|\binit$", re.IGNORECASE)
_CALLBACK = re.compile(
    r"(?:^|\.)(?:cb|callback|done|next|on[A-Z]\w*|handle\w*|\w*(?:Callback|Handler|Cb))$"
)
_BODIED = re.compile(r"^axios\.(?:create\.)?(?:post|put|patch)$")
"""Functions whose second argument is what they send, and no options."""


def passed(reader: Reader, name: str, arguments: Sequence[Node], scope: Scope) -> tuple[str, ...]:
    """The keys of the options; `**` where nobody can say here which there are.

    Args:
        name: what is called, as a fact states it.
    """
    given = [_bare(each) for each in arguments]
    if any(each.kind() == "spread_element" for each in given):
        return ("**",)
    rows = given[2:] if _BODIED.match(name) else given
    for at, each in reversed(list(enumerate(rows))):
        if each.kind() == "object":
            return tuple(_keys(reader, each, scope))
        first = at == 0 and rows is given
        if _may_be_options(each, scope) and (not first or _OPTIONS.search(each.text())):
            return ("**",)
        if each.kind() in _PLAIN:
            return ()
    return ()


def _bare(node: Node) -> Node:
    """An argument without what stands around it and changes nothing: `(x)`, `x as T`, `<T>x`."""
    while node.kind() in _WRAPPERS:
        inner = [each for each in node.named_children() if each.kind() != "comment"]
        if not inner:
            break
        node = inner[-1] if node.kind() == "type_assertion" else inner[0]
    return node


def _may_be_options(node: Node, scope: Scope) -> bool:
    """Whether an expression may be an object that was made elsewhere; a text and a function are none."""
    kind = node.kind()
    if kind == "binary_expression":
        operator = node.field("operator")
        return operator is not None and operator.text() in _CHOICES
    if kind not in _HANDED or node.text() == "undefined" or _CALLBACK.search(node.text()):
        return False
    home = scope.home(node.text(), False) if kind == "identifier" else None
    return home is None or joined(home.prefix, node.text()) not in home.bindings[node.text()]


def _keys(reader: Reader, node: Node, scope: Scope) -> Iterator[str]:
    """The keys of an object literal."""
    for each in node.named_children():
        key = each.field("key") or each.field("name") or each
        if each.kind() == "spread_element":
            yield "**"
        elif key.kind() == "computed_property_name":
            yield reader.literal(key, scope) or "**"
        elif each.kind() != "comment":
            yield key.text().strip("\"'")
