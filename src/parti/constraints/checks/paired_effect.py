"""paired-effect: whoever does this must also do that, on every way out of the function.

What it does
    Walks each path through each function: a *when* that can reach a way out without a *then* before or
    after it on the same path is a finding.
Why
    A changed record whose dirty flag is not set is lost at the next save; an early return is where it
    happens. Tests that take the main path see nothing.
Example
    ```check paired-effect
    when: ["self.records[$K] = $V", "del self.records[$K]"]
    then: ["self.dirty = True", "self.mark_dirty(...)"]
    unless-in: [__init__]
    ```
Options
    when        statements or calls; `$X` is any one expression, `...` any arguments, `a.b` any call of it
    then        what must go with them; any one of the list will do. A `$X` that also stands in *when* is
                the same expression there and here: `os.fsync($F)` of the file that was written
    unless-in   names of functions that are exempt
What it sees
    `if`/`else`, `and`/`or`, early `return`, `raise`, loops, `break`, `try`/`except`/`finally`, `with`,
    `match`, each with its `async` form.
    A private method is judged where the methods of its class call it; a method that always does
    *then* counts as *then*, for whichever `$X`.
What it does not
    That two tests of one condition agree; calls through other objects; an exception that no `try` here
    catches; other classes that inherit the method. No disguise: patterns are matched as they are written,
    so an alias, `getattr`, `partial`, a decorator, a re-export, a method bound to a variable or a wrapper
    outside the class is neither *when* nor *then*, and one `$X` under two names is two.
Languages: Python.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints import block, constraint, finding
from parti.constraints import tree as trees
from parti.source import facts, match, paths, python_facts, scopes
from parti.source.spelling import spelled

KIND = "paired-effect"
LANGUAGES = frozenset({"python"})
EXAMPLE: Mapping[str, object] = {
    "when": ["self.records[$K] = $V", "del self.records[$K]"],
    "then": ["self.dirty = True", "self.mark_dirty(...)"],
    "unless-in": ["__init__"],
}


def _class(*methods: str) -> str:
    body = "\n".join(methods)
    return "class Store:\n" + "".join(f"    {line}\n" for line in body.splitlines())


_RAW = "def _raw(self, k, v):\n    self.records[k] = v"
_SET = "def set(self, k, v):\n    self._raw(k, v)\n    self.dirty = True"

KEPT = (
    ("src/store.py", _class("def put(self, k, v):\n    self.records[k] = v\n    self.mark_dirty(k)")),
    ("src/store.py", _class(_RAW, _SET)),
    ("src/store.py", _class("def __init__(self):\n    self.records['a'] = 1")),
    ("src/store.py", _class("def cut(self, k):\n    try:\n        del self.records[k]\n"
                            "    finally:\n        self.dirty = True")),
)  # fmt: skip
BROKEN = (
    ("src/store.py", _class("def put(self, k, v):\n    self.records[k] = v")),
    ("src/store.py", _class("def put(self, k, v):\n    self.records[k] = v\n    if not v:\n        return\n"
                            "    self.dirty = True")),
    ("src/store.py", _class(_RAW, _SET, "def put(self, k, v):\n    self._raw(k, v)")),
    ("src/store.py", _class("def cut(self, k):\n    if k:\n        self.dirty = True\n"
                            "    del self.records[k]")),
)  # fmt: skip


class _Patterns(msgspec.Struct, frozen=True):
    """The compiled patterns, the text of each, and the functions that are exempt."""

    when: tuple[tuple[str, ast.AST], ...]
    then: tuple[tuple[str, ast.AST], ...]
    exempt: frozenset[str]


_Binding = tuple[tuple[str, str], ...]
_VARIABLE = re.compile(r"(?<!\$)\$(\w+)")


class _Judged(msgspec.Struct, frozen=True):
    """The class's methods after the fixed point: who leaves work to callers, who always does *then*."""

    leaving: frozenset[str] = frozenset()
    doing: frozenset[str] = frozenset()


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [
        *block.unknown(raw, ("when", "then", "unless-in")),
        *block.need_texts(raw, "when", '["self.records[$K] = $V"]'),
        *block.need_texts(raw, "then", '["self.dirty = True"]'),
        *block.optional_texts(raw, "unless-in"),
    ]
    for key in ("when", "then"):
        for text in block.texts(raw, key):
            if match.compiled(text) is None:
                wrong.append(f"`{key}: {text}` is not one Python statement or call")
    return wrong


def reads(raw: Mapping[str, object]) -> frozenset[str]:
    """The languages in which the block can find anything."""
    del raw
    return LANGUAGES


def look(rule: constraint.Constraint, tree: constraint.Tree) -> constraint.Look:
    """Each place that is left without its pair."""
    texts = block.texts(rule.options, "when")
    patterns = _Patterns(
        _compiled(texts),
        _compiled(block.texts(rule.options, "then")),
        frozenset(block.texts(rule.options, "unless-in")),
    )

    def at(source: constraint.Source) -> Iterator[finding.Finding]:
        if trees.facts(tree, source.path).problem:
            return
        parsed = python_facts.parse(source.text)
        if not isinstance(parsed, facts.Problem):
            yield from _in_file(rule, source, parsed, patterns)

    words = tuple(tuple(match.literals(text)) for text in texts)
    return constraint.Look(languages=LANGUAGES, words=words, at=at)


def _compiled(texts: Iterable[str]) -> tuple[tuple[str, ast.AST], ...]:
    return tuple((text, node) for text in texts if (node := match.compiled(text)) is not None)


def _in_file(
    rule: constraint.Constraint, source: constraint.Source, parsed: ast.Module, patterns: _Patterns
) -> Iterator[finding.Finding]:
    for owner, functions in _groups(parsed):
        judged = _fixed_point(functions, patterns) if owner else _Judged()
        for function in functions:
            if function.name in patterns.exempt or function.name in judged.leaving:
                continue
            for line, column in _waiting(function, patterns, judged):
                yield _finding(rule, source, function.name, (line, column))


def _finding(
    rule: constraint.Constraint, source: constraint.Source, function: str, place: paths.Place
) -> finding.Finding:
    then = " or ".join(f"`{text}`" for text in block.texts(rule.options, "then"))
    message = f"`{function}` can end after this without {then}"
    fix = f"do {then} on every way out of `{function}`"
    return constraint.broken(rule, source, place[0], place[1], message, fix)


def _groups(parsed: ast.Module) -> Iterator[tuple[str, list[scopes.Function]]]:
    """The methods of each class, and every other function on its own."""
    methods: set[ast.AST] = set()
    for node in ast.walk(parsed):
        if isinstance(node, ast.ClassDef):
            own = [n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
            methods.update(own)
            yield node.name, own
    for node in ast.walk(parsed):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node not in methods:
            yield "", [node]


def _fixed_point(functions: Sequence[scopes.Function], patterns: _Patterns) -> _Judged:
    """First who always does *then*, then who leaves it to callers; both only grow, so both end."""
    judged = _Judged()
    while True:
        doing = {f.name for f in functions if _verdict(f, patterns, judged).always}
        if doing <= judged.doing:
            break
        judged = _Judged(doing=judged.doing | doing)
    called = {name for function in functions for name in _self_calls(function)}
    private = [f for f in functions if _private(f.name) and f.name in called]
    while True:
        leaving = {f.name for f in private if _waiting(f, patterns, judged)}
        if leaving <= judged.leaving:
            return judged
        judged = _Judged(judged.leaving | leaving, judged.doing)


def _private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _self_calls(function: scopes.Function) -> Iterator[str]:
    for node in ast.walk(function):
        name = _self_call(node)
        if name and name != function.name:
            yield name


def _self_call(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name)):
            return name
        case _:
            return ""


def _waiting(function: scopes.Function, patterns: _Patterns, judged: _Judged) -> tuple[paths.Place, ...]:
    """The places that are left without their pair, each with a pair for the same expressions."""
    found: set[paths.Place] = set()
    for bound in sorted({*_bindings(function, patterns), ()}):
        found.update(_verdict(function, patterns, judged, bound).waiting)
    return tuple(sorted(found))


def _verdict(
    function: scopes.Function, patterns: _Patterns, judged: _Judged, bound: _Binding | None = None
) -> paths.Verdict:
    """What one function leaves undone, for one binding of what both sides name; None for any."""
    pairs = _filled(patterns.then, bound or ())

    def when(node: ast.AST) -> bool:
        if _self_call(node) in judged.leaving:
            return not bound
        return bound in (None, _bound(node, patterns)) and _any(patterns.when, node)

    def then(node: ast.AST) -> bool:
        return _any(pairs, node) or _self_call(node) in judged.doing

    return paths.judge(function, when, then)


def _any(patterns: Sequence[tuple[str, ast.AST]], node: ast.AST) -> bool:
    return any(match.matches(pattern, node) for _, pattern in patterns)


def _bindings(function: scopes.Function, patterns: _Patterns) -> Iterator[_Binding]:
    """What the shared variables stand for at each *when* of a function."""
    for node in scopes.own(function.body):
        bound = _bound(node, patterns)
        if bound:
            yield bound


def _bound(node: ast.AST, patterns: _Patterns) -> _Binding:
    """What the variables that *then* names too stand for in a node that matches a *when*."""
    shared = {name for text, _ in patterns.then for name in _VARIABLE.findall(text)}
    for text, pattern in patterns.when:
        names = [name for name in dict.fromkeys(_VARIABLE.findall(text)) if name in shared]
        if names and match.matches(pattern, node):
            return _found(text, names, node)
    return ()


def _found(text: str, names: Sequence[str], node: ast.AST) -> _Binding:
    """The expressions that the variables of a pattern stand for, tried one after another."""
    bound: list[tuple[str, str]] = []
    for name in names:
        for each in ast.walk(node):
            said = spelled(each) if isinstance(each, ast.expr) else ""
            filled = _fill(text, ((name, said),)) if said else text
            pattern = match.compiled(filled) if said else None
            if pattern is not None and match.matches(pattern, node):
                text = filled
                bound.append((name, said))
                break
    return tuple(bound)


def _fill(text: str, bound: _Binding) -> str:
    known = dict(bound)
    return _VARIABLE.sub(lambda found: known.get(found[1], found[0]), text)


def _filled(patterns: Sequence[tuple[str, ast.AST]], bound: _Binding) -> tuple[tuple[str, ast.AST], ...]:
    return _compiled(_fill(text, bound) for text, _ in patterns) if bound else tuple(patterns)
