"""The mode of an open-like call, and the error paths that end silently: two readings of syntax.

Called by `python_facts`. A mode that is not a literal is reported as `?`, so that a check can say
that it is not sure instead of staying silent.
"""

import ast
from collections.abc import Sequence

from parti.source import names, scopes

OPENERS = frozenset(
    {"open", "open_file", "fdopen", "FileIO", "ZipFile"}
    | {"NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"}
)
FUNCTIONS = frozenset(
    {"open", "io.open", "builtins.open", "codecs.open", "os.fdopen", "gzip.open", "bz2.open", "lzma.open"}
    | {"aiofiles.open", "io.FileIO", "tarfile.open", "zipfile.ZipFile", "os.open"}
    | {"anyio.open_file", "trio.open_file"}
)
PATHS = frozenset({"pathlib.Path.open", "anyio.Path.open", "trio.Path.open"})
"""The method of a path that opens it, which takes the mode first."""

LOGS = frozenset(
    {"debug", "info", "warning", "warn", "error", "exception", "critical", "log", "print", "msg"}
)


def last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def mode(
    name: str, arguments: Sequence[ast.expr], keywords: Sequence[ast.keyword], scope: scopes.Scope
) -> str | None:
    """The literal mode of an open-like call; `?` when it is there but not literal.

    A function takes it second, as does a spooled file, another temporary file first; for the method of
    an unknown object it is whichever of the first two looks like a mode.
    """
    word = "flags" if name == "os.open" else "mode"  # the `mode` of `os.open` is who may read the file
    given = next((k.value for k in keywords if k.arg == word), None)
    if given is not None:
        return _flags(given) if word == "flags" else _text(given, scope) or "?"
    if any(k.arg is None for k in keywords) or any(isinstance(a, ast.Starred) for a in arguments):
        return "?"
    if name == "os.open" and len(arguments) > 1:
        return _flags(arguments[1])
    if name in FUNCTIONS or name.endswith("SpooledTemporaryFile"):
        return (_text(arguments[1], scope) or "?") if len(arguments) > 1 else None
    if name in PATHS or name.endswith("TemporaryFile"):
        return (_text(arguments[0], scope) or "?") if arguments else None
    literal = (_text(argument, scope) for argument in arguments[:2])
    return next((text for text in literal if text is not None and _is_mode(text)), None)


def _flags(node: ast.expr) -> str:
    """What the flags of `os.open` come to, as a mode."""
    words = {
        each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in ast.walk(node)
    }
    flags = {word for word in words if word.startswith("O_")}
    if flags & {"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "O_TRUNC"}:
        return "w"
    return "r" if flags else "?"


def _is_mode(text: str) -> bool:
    return 0 < len(text) <= 4 and not set(text) - set("rwaxbtU+") and bool(set(text) & set("rwax"))


def _text(node: ast.expr, scope: scopes.Scope) -> str | None:
    literal = [n[1:] for n in names.resolve(node, scope) if n.startswith("=")]
    return literal[0] if len(literal) == 1 else None


def silence(body: Sequence[ast.stmt]) -> str:
    """How a handler stays silent; empty when it does not."""
    ways = {_quiet(statement) for statement in body}
    if "" in ways:
        return ""
    return "only logs" if "logs" in ways else "passes"


def _quiet(statement: ast.stmt) -> str:
    match statement:
        case ast.Pass() | ast.Continue() | ast.Expr(value=ast.Constant()):
            return "passes"
        case ast.Expr(value=ast.Call(func=function)) if last(function) in LOGS:
            return "logs"
        case _:
            return ""
