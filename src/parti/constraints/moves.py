"""Where the lines of a change come from: a function that went to another file, a line that was rewritten.

Called by `workflow` and by the benchmark, for the baseline: a breach that only changed its place or its
words is the old one. A function is the same when its statements are, each name and each value of them; it
may get another name of its own, and what a method read from `self` may come in as a parameter (Python
only). A line is rewritten when it takes the place of `SHORT` lines at most, or has most of the words of one
in a longer block; one that reads like many others may be the one that the change left. Whether it still
does the same `rewritten` asks with the finding in hand. Anything looser would let the breach that was
mended in one place pay for a new one in another.
"""

import ast
import difflib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from parti.constraints import apart, same_code
from parti.source import python_facts, scopes
from parti.source.shape import FileChange

SHORT = 3
"""How many lines a block has at most, before and after, whose lines still answer for one another."""
LONG = 60
"""How many lines a block has at most in which a line still answers for those that are most like it."""


class Moved(msgspec.Struct, frozen=True):
    """Lines that stood in other words or in another file.

    Args:
        origin: the file that they stood in.
        path: the file that they stand in; the same when they were rewritten.
        lines: the trimmed texts that each of them may have had, by its number now.
        before: the whole file of theirs as it was.
        at: the numbers of those texts in it, in the same order.
    """

    origin: str
    path: str
    lines: Mapping[int, tuple[str, ...]]
    before: str = ""
    at: Mapping[int, tuple[int, ...]] = {}


class _Known(msgspec.Struct, frozen=True):
    """A function of one side of the change.

    Args:
        shape: its statements, with what comes from outside as numbers.
        given: what the numbers stand for: an attribute of `self`, or a parameter.
        at: the lines of its nodes, in the order of the tree.
    """

    path: str
    text: str
    shape: str
    given: tuple[str, ...]
    at: tuple[int, ...]


def find(changes: Sequence[FileChange], wanted: Collection[str]) -> tuple[Moved, ...]:
    """What was rewritten where it stands, then the functions that went from one file to another.

    A file that is new or gone counts too; two files make a move, and each function moves once.

    Args:
        changes: every changed file with its texts.
        wanted: the files in which lines are asked for; others are told nothing of.
    """
    found = [each for change in changes if change.path in wanted for each in _rewritten(change)]
    return (*found, *(each for each in _went(changes) if each.path in wanted))


def came(change: FileChange) -> frozenset[int]:
    """The lines of a file, by number, that a change brought; all of a new one."""
    found = (range(start + 1, end + 1) for how, _, _, start, end in _blocks(change) if how != "equal")
    return frozenset(line for each in found for line in each)


_PAIRS = 200_000
"""Pairs of equal lines up to which each is weighed; with more, as machines write them, `difflib` takes its
time with the cube of them, so a line that stands in more than one of a hundred places opens no block."""

_Block = tuple[str, int, int, int, int]


def _blocks(change: FileChange) -> Iterator[_Block]:
    """What became of the lines before, as `difflib` tells it, but for how they are set in."""
    old, new = ([line.strip() for line in (text or "").split("\n")] for text in (change.base, change.new))
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    old_counts, new_counts = Counter(old[same:]), Counter(new[same:])
    pairs = sum(count * new_counts[line] for line, count in old_counts.items() if line)
    matcher = difflib.SequenceMatcher(
        lambda line: not line, old[same:], new[same:], autojunk=pairs > _PAIRS
    )
    for how, *ends in matcher.get_opcodes():
        first, last, start, end = (same + each for each in ends)
        yield how, first, last, start, end


def _rewritten(change: FileChange) -> Iterator[Moved]:
    if change.base is None or change.new is None:
        return
    old, new = ([line.strip() for line in text.split("\n")] for text in (change.base, change.new))
    came: dict[int, tuple[int, ...]] = {}
    for how, first, last, start, end in _blocks(change):
        were, now = old[first:last], new[start:end]
        if how == "equal":
            stand = [at for at, line in enumerate(now, 1) if apart.is_vague(line)]
            came |= {start + at: (first + at,) for at in stand}
        if how == "replace" and max(len(were), len(now)) <= LONG:
            short = max(len(were), len(now)) <= SHORT
            for at, line in enumerate(now, start + 1):
                came[at] = tuple(
                    was for was, each in enumerate(were, first + 1) if short or same_code.alike(each, line)
                )
    came = {at: numbers for at, numbers in came.items() if numbers}
    if came:
        lines = {at: tuple(old[was - 1] for was in numbers) for at, numbers in came.items()}
        yield Moved(change.path, change.path, lines, change.base, came)


def _went(changes: Sequence[FileChange]) -> Iterator[Moved]:
    python = [each for each in changes if each.path.endswith(".py") and each.base != each.new]
    gone: list[_Known] = []
    new: list[_Known] = []
    for each in python:
        before, after = _functions(each.path, each.base), _functions(each.path, each.new)
        gone += _less(before, after)
        new += _less(after, before)
    for here in new:
        old = next((there for there in gone if there.path != here.path and _same(there, here)), None)
        if old is not None:
            gone.remove(old)
            at = _lines(old, here)
            texts = old.text.split("\n")
            lines = {now: tuple(texts[was - 1].strip() for was in numbers) for now, numbers in at.items()}
            yield Moved(old.path, here.path, lines, old.text, at)


def _less(these: Sequence[_Known], others: Sequence[_Known]) -> list[_Known]:
    """Those that the other side of the same file does not have; a copy that stays is no other's."""
    left = list(others)
    found = []
    for each in these:
        same = next(
            (other for other in left if (other.shape, other.given) == (each.shape, each.given)), None
        )
        if same is None:
            found.append(each)
        else:
            left.remove(same)
    return found


def _same(old: _Known, new: _Known) -> bool:
    """The same statements on the same things; an attribute of `self` may be a parameter now, or was one."""
    if old.shape != new.shape:
        return False
    return all(a == b or ("." in a) != ("." in b) for a, b in zip(old.given, new.given, strict=True))


def _lines(old: _Known, new: _Known) -> Mapping[int, tuple[int, ...]]:
    """The outermost node of a line says which line it was."""
    pairs = reversed(tuple(zip(old.at, new.at, strict=True)))
    return {now: (was,) for was, now in pairs}


def _functions(path: str, text: str | None) -> list[_Known]:
    """The functions of a file that stand in no other function."""
    parsed = python_facts.parse(text or "")
    if text is None or not isinstance(parsed, ast.Module):
        return []
    try:
        return [_known(path, text, node) for node in _outermost(parsed.body)]
    except RecursionError:
        return []


def _outermost(body: Sequence[ast.stmt]) -> Iterator[scopes.Function]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from _outermost(node.body)


def _known(path: str, text: str, node: scopes.Function) -> _Known:
    inputs = _Inputs(node)
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    shape = f"{type(node).__name__} " + " ".join(ast.dump(inputs.visit(each)) for each in body)
    return _Known(path, text, shape, tuple(inputs.found), tuple(inputs.lines))


class _Inputs(ast.NodeTransformer):
    """Puts a number in the place of each parameter and each attribute of `self`, and notes the lines.

    The tree is that of one parse and nobody else reads it, so it is changed where it stands.
    """

    def __init__(self, function: scopes.Function) -> None:
        given = function.args
        names = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        self.own = names[0] if names[:1] in (["self"], ["cls"]) else ""
        self.parameters = frozenset(names)
        self.found: dict[str, int] = {}
        self.lines: list[int] = []

    def visit(self, node: ast.AST) -> ast.AST:
        """Notes the line of a node, and goes into it unless it comes from outside."""
        if isinstance(node, ast.expr | ast.stmt | ast.excepthandler):
            self.lines.append(node.lineno)
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if self.own and name == self.own:
                return self._numbered(f"self.{attribute}", node.ctx)
            case ast.Name(id=name) if name in self.parameters:
                return self._numbered(name, node.ctx)
        self.generic_visit(node)
        return node

    def _numbered(self, said: str, context: ast.expr_context) -> ast.AST:
        number = self.found.setdefault(said, len(self.found))
        return ast.Name(id=f"${number}", ctx=context)
