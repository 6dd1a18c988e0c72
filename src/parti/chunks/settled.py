"""What of a condition or a loop is settled where it is written: always, never, or only in a run.

Called by `reached` and `assertions`. Only what the text itself settles counts: literals, one compared with
another, and names that Python keeps for it; everything else is left to the run.
"""

import ast

_EMPTY = frozenset({"list", "tuple", "set", "dict", "frozenset", "str", "range"})


def truth(test: ast.expr) -> bool | None:
    """Whether a condition always or never holds; None where that is not written out."""
    match test:
        case ast.Constant(value=value):
            return bool(value)
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return False
        case ast.Name(id="__debug__"):
            return True
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            found = truth(operand)
            return None if found is None else not found
        case ast.BoolOp(op=op, values=values):
            settles = isinstance(op, ast.Or)
            found_all = [truth(each) for each in values]
            if settles in found_all:
                return settles
            return None if None in found_all else not settles
        case ast.Compare(left=ast.Name(id="__name__"), ops=[ast.Eq()]):
            return False
        case ast.Compare() | ast.List() | ast.Tuple() | ast.Dict() | ast.Set():
            return _reckoned(test)
        case _:
            return None


def _reckoned(test: ast.expr) -> bool | None:
    """The truth of literals, alone or two compared for being equal."""
    try:
        match test:
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                return bool(ast.literal_eval(left) == ast.literal_eval(right))
            case ast.Compare(left=left, ops=[ast.NotEq()], comparators=[right]):
                return bool(ast.literal_eval(left) != ast.literal_eval(right))
            case ast.Compare():
                return None
            case _:
                return bool(ast.literal_eval(test))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def turns(over: ast.expr) -> bool:
    """Whether a loop may turn at all: not over `[]`, `()`, `""` or `range(0)`."""
    match over:
        case ast.Constant() | ast.List() | ast.Tuple() | ast.Set() | ast.Dict():
            return truth(over) is not False
        case ast.Call(func=ast.Name(id=name), args=[]):
            return name not in _EMPTY
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=0)]):
            return False
        case _:
            return True
