"""What a function or class says of itself: its name, decorators, bases and signature.

Called by `python_facts` for each definition. The signature is what a message shows when it tells
which helper to call, so it is printed the way that a person would write it.
"""

import ast

from parti.source import facts, names, scopes
from parti.source.spelling import spelled


def described(
    node: scopes.Function | ast.ClassDef, qualified: str, scope: scopes.Scope
) -> facts.Definition:
    """The fact about one definition, under its qualified name."""
    decorators = [d.func if isinstance(d, ast.Call) else d for d in node.decorator_list]
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return facts.Definition(
        kind="class" if isinstance(node, ast.ClassDef) else "function",
        name=qualified,
        line=node.lineno,
        end_line=node.end_lineno or first,
        column=node.col_offset + 1,
        decorators=tuple(n for d in decorators for n in names.places(d, scope) or (spelled(d),)),
        bases=tuple(_base(b, scope) for b in node.bases) if isinstance(node, ast.ClassDef) else (),
        signature=_signature(node),
        parameters=() if isinstance(node, ast.ClassDef) else _parameters(node.args),
    )


def made(node: ast.Assign, owner: str, scope: scopes.Scope) -> facts.Definition | None:
    """The class that a call of `type` makes, as in `Late = type("Late", (Base,), {})`; None without one."""
    match node:
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.Call(func=function, args=[_, ast.Tuple(elts=bases), _]),
        ) if scope.kind != "function" and names.resolve(function, scope) == ("type",):
            like = ast.ClassDef(name, bases, [], [], [])
            return described(ast.copy_location(like, node), f"{owner}.{name}".lstrip("."), scope)
        case _:
            return None


def _parameters(arguments: ast.arguments) -> tuple[str, ...]:
    """The names that a caller may give, in order."""
    many = [f"*{arguments.vararg.arg}"] if arguments.vararg else []
    rest = [f"**{arguments.kwarg.arg}"] if arguments.kwarg else []
    plain = [a.arg for a in (*arguments.posonlyargs, *arguments.args)]
    return (*plain, *many, *(a.arg for a in arguments.kwonlyargs), *rest)


def _base(node: ast.expr, scope: scopes.Scope) -> str:
    """What a class stands on; a variable that only holds another class is that class."""
    plain = node.value if isinstance(node, ast.Subscript) else node
    truly = names.resolve(plain, scope)
    if len(truly) == 1 and truly[0].replace(".", "").replace("_", "").isalnum():
        return names.canonical(truly[0])
    return names.place(plain, scope) or spelled(plain)


def _signature(node: scopes.Function | ast.ClassDef) -> str:
    if isinstance(node, ast.ClassDef):
        bases = ", ".join(spelled(base) for base in node.bases)
        return f"class {node.name}({bases})" if bases else f"class {node.name}"
    returns = f" -> {spelled(node.returns)}" if node.returns else ""
    return f"{node.name}({spelled(node.args)}){returns}"
