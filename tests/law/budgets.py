"""The budgets of `docs/architecture.md`, one function a rule, over source text alone.

Each takes a `Source` and yields what breaks it. `RULES` names them all; `test_budgets.py` runs
them over the package and shows for each that it sees a planted breach.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator, Mapping
from statistics import median

from tests.law.source import Breach, Function, Source


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FILE = 400
FILE_MEDIAN = 110
FUNCTION = 60
FUNCTION_MEDIAN = 9
PARAMETERS = 7
SHARE = 0.12
TEXT = 110

DOORS = frozenset({"cli", "mcp", "web"})
OUTSIDE = frozenset({"adapters", "drills"})
HOOK = "mcp/look.py"
"""The door that answers before `bootstrap` could be imported, and that becomes the full program."""
START = "adapters/checkout_start/sitecustomize.py"
"""What a Python of the project runs when it starts in a clean checkout: no part of Parti's own process."""
NO_NAMES = _set("util utils helper helpers manager managers service services common base misc")

Rule = Callable[[Source], Iterator[Breach]]


def file_length(source: Source) -> Iterator[Breach]:
    if source.length > FILE:
        yield source.breach(FILE + 1, f"{source.length} lines; at most {FILE}")


def function_length(source: Source) -> Iterator[Breach]:
    for function in source.functions():
        if (length := lines(function)) > FUNCTION:
            yield source.breach(function.lineno, f"{function.name} has {length} lines; at most {FUNCTION}")


def parameters(source: Source) -> Iterator[Breach]:
    for function in source.functions():
        given = function.args
        named = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        count = len([name for name in named if name not in ("self", "cls")])
        count += (given.vararg is not None) + (given.kwarg is not None)
        if count > PARAMETERS:
            yield source.breach(function.lineno, f"{function.name} takes {count}; at most {PARAMETERS}")


def catch_all(source: Source) -> Iterator[Breach]:
    """Only a door may swallow everything; cleaning up and raising again is no swallowing."""
    for line in catch_alls(source):
        if source.room not in DOORS:
            yield source.breach(line, "catches everything; only a door may")


def module_name(source: Source) -> Iterator[Breach]:
    for part in source.path.removesuffix(".py").split("/"):
        if part.strip("_") in NO_NAMES:
            yield source.breach(1, f"{part!r} says nothing about what is inside")


def type_ignore(source: Source) -> Iterator[Breach]:
    """`# type: ignore[code]  # reason`."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        comment = token.string
        if token.type != tokenize.COMMENT or not re.match(r"#\s*type:\s*ignore", comment):
            continue
        if not re.match(r"#\s*type:\s*ignore\[[\w, -]+\]\s+#\s*\w+(\s+\S+)+", comment):
            yield source.breach(token.start[0], "a type: ignore needs its code and a reason")


def work_at_import(source: Source) -> Iterator[Breach]:
    """At module level: imports, definitions, constants and what makes a constant; nothing that acts."""
    if source.path == START:
        return
    for statement in source.module.body:
        if _is_entry(statement):
            continue
        if not isinstance(statement, _DECLARING) and not _is_text(statement):
            yield source.breach(statement.lineno, f"{type(statement).__name__} runs at import")
            continue
        for call in _calls_now(statement):
            if not _makes_a_constant(source, call):
                yield source.breach(call.lineno, f"{ast.unparse(call.func)}() runs at import")


def environment(source: Source) -> Iterator[Breach]:
    if source.path in {"bootstrap.py", HOOK, START}:
        return
    for line, name in (*source.imports(), *_uses(source)):
        if re.match(r"os\.(environb?|getenvb?|putenv|unsetenv)\b", name):
            yield source.breach(line, f"{name}: the environment is read in bootstrap")


def outside_world(source: Source) -> Iterator[Breach]:
    """Clock, chance and processes are ports; their modules are imported in adapters and drills only."""
    if source.room in OUTSIDE or source.path == HOOK:
        return
    for line, name in source.imports():
        if name.split(".")[0] in _WORLDLY:
            yield source.breach(line, f"{name}: clock, chance and processes belong to adapters and drills")
    for line, name in _uses(source):
        if re.match(r"os\.(system|popen|fork|forkpty|exec\w+|spawn\w+|posix_spawnp?|urandom|times)$", name):
            yield source.breach(line, f"{name}: clock, chance and processes belong to adapters and drills")


def long_text(source: Source) -> Iterator[Breach]:
    """Prose for a person or a model is one line at most; the rest lives in the library.

    Counted is a whole literal, its adjacent and formatted parts joined. Patterns, word lists, code samples
    and names are no prose: prose is a run of eight plain words with a space between each two.
    """
    quiet = _documentation(source) | _samples(source) | _patterns(source) | _parts(source)
    for node in source.nodes:
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in quiet:
            text = _text_of(node)
            if len(text) > TEXT and _PROSE.search(text):
                yield source.breach(node.lineno, f"{len(text)} characters of prose; put it in the library")


RULES: Mapping[str, Rule] = {
    rule.__name__: rule
    for rule in (
        file_length,
        function_length,
        parameters,
        catch_all,
        module_name,
        type_ignore,
        work_at_import,
        environment,
        outside_world,
        long_text,
    )
}


def one_catch_all_a_door(sources: Iterable[Source]) -> Iterator[Breach]:
    """The second `except Exception` of a door, and each after it."""
    seen: set[str] = set()
    for source in sources:
        for line in catch_alls(source) if source.room in DOORS else ():
            if source.room in seen:
                yield source.breach(line, f"{source.room} catches everything in a second place")
            seen.add(source.room)


def biggest_share(sources: Iterable[Source]) -> Iterator[Breach]:
    """The files that hold more than their share of the package."""
    every = tuple(sources)
    total = sum(source.length for source in every)
    for source in every:
        if source.length > SHARE * total:
            yield source.breach(1, f"{source.length / total:.0%} of the package; at most {SHARE:.0%}")


def medians(sources: Iterable[Source]) -> Iterator[Breach]:
    """Half of the files and functions must be short; files that only mark a folder do not count."""
    every = tuple(sources)
    files = [source.length for source in every if source.length > 5]
    functions = [lines(function) for source in every for function in source.functions()]
    if files and median(files) > FILE_MEDIAN:
        yield Breach("", 0, f"the median file has {median(files)} lines; at most {FILE_MEDIAN}")
    if functions and median(functions) > FUNCTION_MEDIAN:
        yield Breach("", 0, f"the median function has {median(functions)} lines; at most {FUNCTION_MEDIAN}")


def lines(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def catch_alls(source: Source) -> Iterator[int]:
    """Lines that swallow every exception."""
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler):
            caught = {source.dotted(name).split(".")[-1] for name in _caught(node.type)}
            if (node.type is None or caught & _EVERYTHING) and not _raises_again(node):
                yield node.lineno
        elif isinstance(node, ast.Call) and source.dotted(node.func) == "contextlib.suppress":
            yield from (node.lineno for argument in node.args if source.dotted(argument) in _EVERYTHING)


_EVERYTHING = frozenset({"Exception", "BaseException"})
_WORLDLY = _set("asyncio datetime multiprocessing pty random sched secrets signal subprocess time uuid")
_DECLARING = (
    ast.Import,
    ast.ImportFrom,
    Function,
    ast.ClassDef,
    ast.Assign,
    ast.AnnAssign,
    ast.If,
)
_MAKERS = _set(
    "re.compile re.findall frozenset tuple dict set sorted enumerate zip range dir itertools.count "
    "functools.partial typing.cast typing.TypeVar typing.NewType dataclasses.dataclass dataclasses.field "
    "msgspec.Meta "
    "functools.lru_cache msgspec.field msgspec.json.Decoder msgspec.json.Encoder pathlib.Path "
    "parti.chunks.words.of"
)
_PURE_METHODS = _set("items keys values split endswith startswith lower join union")
_PROSE = re.compile(r"(?:\b[A-Za-z][a-z']*[,;:.]? ){7}[a-z]+")
_SAMPLES = frozenset({"KEPT", "BROKEN", "EXAMPLE"})


def _caught(node: ast.expr | None) -> Iterable[ast.expr]:
    if isinstance(node, ast.Tuple):
        return node.elts
    return () if node is None else (node,)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _is_entry(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.If) and ast.unparse(statement.test) == "__name__ == '__main__'"


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _calls_now(node: ast.AST) -> Iterator[ast.Call]:
    """Calls that run when the module is imported: not those inside function bodies."""
    if isinstance(node, Function | ast.Lambda):
        given = node.args
        now = [*given.defaults, *(d for d in given.kw_defaults if d is not None)]
        now += [] if isinstance(node, ast.Lambda) else node.decorator_list
    else:
        now = list(ast.iter_child_nodes(node))  # type: ignore[arg-type]  # any node has calls below it
    if isinstance(node, ast.Call):
        yield node
    for below in now:
        yield from _calls_now(below)


def _makes_a_constant(source: Source, call: ast.Call) -> bool:
    name = source.dotted(call.func)
    last = name.split(".")[-1] if name else getattr(call.func, "attr", "")
    if name in _MAKERS or last in _PURE_METHODS:
        return True
    own = {node.name for node in source.module.body if isinstance(node, Function | ast.ClassDef)}
    if name in own:
        return True
    return bool(re.match(r"[A-Z][a-z]", last)) and name.startswith("parti.")


def _uses(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.nodes:
        if isinstance(node, ast.Attribute | ast.Name):
            yield node.lineno, source.dotted(node)


def _text_of(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text_of(part) for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _documentation(source: Source) -> set[int]:
    """Strings that stand alone: docstrings of modules, classes, functions and constants."""
    return {id(node.value) for node in source.nodes if isinstance(node, ast.Expr)}


def _parts(source: Source) -> set[int]:
    """The constant parts of formatted strings, which count with their whole."""
    return {id(p) for node in source.nodes if isinstance(node, ast.JoinedStr) for p in node.values}


def _samples(source: Source) -> set[int]:
    """The code samples of a check: they are shown as code, not said."""
    found: set[int] = set()
    for node in source.module.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id in _SAMPLES for target in targets):
            found |= {id(below) for below in ast.walk(node)}
    return found


def _patterns(source: Source) -> set[int]:
    """Regular expressions, and word lists that are split."""
    found: set[int] = set()
    for node in source.nodes:
        if not isinstance(node, ast.Call):
            continue
        if source.dotted(node.func).startswith("re."):
            found |= {id(below) for argument in node.args for below in ast.walk(argument)}
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            found |= {id(below) for below in ast.walk(node.func.value)}
    return found
