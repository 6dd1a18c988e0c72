"""The shape of a change: what it does to each function, told on one page instead of a diff (E3).

Called by the chunks room with the texts before and after. A reviewer reads: what is new, which of our
helpers it calls, which effects it has directly, what it registers, where errors end in silence. Values
here, the page in `shape_text`. Python only; other files are listed with their line counts.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import Literal, Protocol, TypeVar

import msgspec

from parti.source import effects, facts, imports, languages, lines, python_facts

How = Literal["new", "changed", "removed"]


class FileChange(msgspec.Struct, frozen=True):
    """One file of a change: its text before and after; None when it does not exist there."""

    path: str
    base: str | None
    new: str | None


class FunctionShape(msgspec.Struct, frozen=True, kw_only=True):
    """One function of the change.

    Args:
        how: new, changed or removed.
        calls: first-party functions that it calls, dotted.
        effects: direct effects as `kind: name`; a doubtful one ends in `?`.
        new_effects: those that it did not have before.
        silent: lines of error paths that end silently, with how.
        new_raises: errors that it raises and did not raise before.
    """

    path: str
    name: str
    how: How
    line: int
    signature: str
    was: str = ""
    calls: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    new_effects: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    new_raises: tuple[str, ...] = ()


class FileShape(msgspec.Struct, frozen=True, kw_only=True):
    """What changed in a file outside its functions."""

    path: str
    how: How
    lines: int
    imports: tuple[str, ...] = ()
    registered: tuple[str, ...] = ()
    unregistered: tuple[str, ...] = ()
    problem: str = ""


class Shape(msgspec.Struct, frozen=True):
    """A whole change, files and functions in the order of paths and lines."""

    files: tuple[FileShape, ...]
    functions: tuple[FunctionShape, ...]


def shape(
    changes: Sequence[FileChange],
    paths: Iterable[str] = (),
    extract: Callable[[str, str], facts.Facts] = python_facts.extract,
) -> Shape:
    """The shape of a change; `paths` of the whole tree tell what is first-party."""
    ours = imports.first_party([*paths, *(change.path for change in changes)])
    files: list[FileShape] = []
    functions: list[FunctionShape] = []
    for change in sorted(changes, key=lambda c: c.path):
        if change.base == change.new:
            continue
        before, after = _facts(change, change.base, extract), _facts(change, change.new, extract)
        files.append(_file(change, before, after, ours))
        functions.extend(_functions(change, before, after, ours))
    return Shape(tuple(files), tuple(functions))


def _facts(change: FileChange, text: str | None, extract: Callable[[str, str], facts.Facts]) -> facts.Facts:
    if text is None or languages.language(change.path) != "python":
        return facts.Facts()
    return extract(text, change.path)


def _how(base: object | None, new: object | None) -> How:
    if base is None:
        return "new"
    return "removed" if new is None else "changed"


def _file(change: FileChange, before: facts.Facts, after: facts.Facts, ours: Collection[str]) -> FileShape:
    old = {target for each in before.imports for target in each.targets()}
    new = [target for each in after.imports for target in each.targets()]
    there, here = _registered(before, ours), _registered(after, ours)
    problem = after.problem
    return FileShape(
        path=change.path,
        how=_how(change.base, change.new),
        lines=len((change.new or "").splitlines()),
        imports=tuple(sorted({name for name in new if name not in old})),
        registered=tuple(entry for entry in here if entry not in there),
        unregistered=tuple(entry for entry in there if entry not in here),
        problem=f"line {problem.line}: {problem.message}" if problem else "",
    )


def _registered(known: facts.Facts, ours: Collection[str]) -> tuple[str, ...]:
    """Entries worth telling: functions and classes of ours that are put in a map or decorated."""
    module = f"{known.module}." if known.module else ""
    rows = []
    for entry in known.registrations:
        if not entry.value or entry.registry.rsplit(".", 1)[-1] in _MARKERS:
            continue
        if _held(known, entry, module) or not _is_ours(known, entry, ours):
            continue
        key = f"[{entry.key!r}]" if entry.key else ""
        rows.append(f"{entry.registry.removeprefix(module)}{key} = {entry.value.removeprefix(module)}")
    return tuple(dict.fromkeys(rows))


def _held(known: facts.Facts, entry: facts.Registration, module: str) -> bool:
    """Whether a function puts this on an object (`self.x = …`), where nobody else looks for it."""
    top = entry.registry.removeprefix(module).split(".", 1)[0]
    kept = any(d.kind == "class" and d.name == top for d in known.definitions)
    inside = (d.kind == "function" and d.line <= entry.line <= d.end_line for d in known.definitions)
    return kept and entry.how != "decorator" and any(inside)


def _is_ours(known: facts.Facts, entry: facts.Registration, ours: Collection[str]) -> bool:
    top = entry.value.split(".", 1)[0]
    return top in ours or (top in known.names and top not in known.aliases)


_MARKERS = frozenset(
    {"property", "staticmethod", "classmethod", "setter", "overload", "dataclass", "cache", "wraps"}
    | {"lru_cache", "cached_property", "abstractmethod", "contextmanager", "final", "override"}
)


def _functions(
    change: FileChange, before: facts.Facts, after: facts.Facts, ours: Collection[str]
) -> list[FunctionShape]:
    if before.problem or after.problem:
        return []
    old, new = _Side(before, change.base, ours), _Side(after, change.new, ours)
    rows: list[FunctionShape] = []
    for place, definition in new.functions.items():
        was = old.functions.get(place)
        if was and old.code(was) == new.code(definition):
            continue
        rows.append(_function(change, definition, was, (old, new)))
    for place, gone in old.functions.items():
        if place not in new.functions:
            rows.append(
                FunctionShape(
                    path=change.path,
                    name=gone.name,
                    how="removed",
                    line=gone.line,
                    signature=gone.signature,
                )
            )
    return rows


def _by_name(known: facts.Facts) -> dict[tuple[str, int], facts.Definition]:
    """The functions of a file by their name and its turn, since a property and its setter share one."""
    found: dict[tuple[str, int], facts.Definition] = {}
    turns: dict[str, int] = {}
    for each in known.definitions:
        if each.kind == "function":
            turns[each.name] = turns.get(each.name, 0) + 1
            found[each.name, turns[each.name]] = each
    return found


class _Owned(Protocol):
    @property
    def owner(self) -> str: ...


Row = TypeVar("Row", bound=_Owned)


def _by_owner(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for each in rows:
        found[each.owner].append(each)
    return found


class _Side:
    """A file before or after, by its functions: each name is asked once for what is its own."""

    def __init__(self, known: facts.Facts, text: str | None, ours: Collection[str]) -> None:
        self._ours = ours
        self.lines = lines.of((text or "").removeprefix("\ufeff"))
        self.functions = _by_name(known)
        self.effects = cache(self._effects)
        self.calls = cache(self._calls)
        self._called = _by_owner(known.calls)
        self.raises = _by_owner(known.raises)
        self.swallows = _by_owner(known.swallows)
        self._spans = sorted((each.name, each.line, each.end_line) for each in self.functions.values())

    def code(self, definition: facts.Definition) -> list[str]:
        """A function's own lines with its decorators, without blank ones and the functions in it."""
        inner: set[int] = set()
        at = bisect_left(self._spans, (f"{definition.name}.",))
        while at < len(self._spans) and self._spans[at][0].startswith(f"{definition.name}."):
            inner.update(range(self._spans[at][1], self._spans[at][2] + 1))
            at += 1
        span = range(_first(self.lines, definition), min(definition.end_line, len(self.lines)) + 1)
        mine = (self.lines[each - 1].rstrip() for each in span if each not in inner)
        return [*definition.decorators, *filter(None, mine)]

    def _calls(self, name: str) -> tuple[str, ...]:
        found = (
            call.name
            for call in self._called.get(name, ())
            if call.how in ("call", "argument")
            and "." in call.name
            and call.name.split(".", 1)[0] in self._ours
        )
        return tuple(dict.fromkeys(found))

    def _effects(self, name: str) -> tuple[str, ...]:
        rows: list[str] = []
        for call in self._called.get(name, ()):
            kind = effects.effect(call, "python")
            if kind:
                doubt = "" if call.certain and effects.writes(call) != "maybe" else "?"
                rows.append(f"{kind}: {call.name or call.method}{doubt}")
        return tuple(dict.fromkeys(rows))


def _first(lines: Sequence[str], definition: facts.Definition) -> int:
    """The line on which a function's first decorator begins; its arguments may take several."""
    at = min(definition.line, len(lines))
    waiting = len(definition.decorators)
    while waiting and at > 1:
        at -= 1
        waiting -= lines[at - 1].lstrip().startswith("@")
    return at


def _function(
    change: FileChange,
    definition: facts.Definition,
    was: facts.Definition | None,
    both: tuple[_Side, _Side],
) -> FunctionShape:
    before, after = both
    name = definition.name
    now, earlier = after.effects(name), before.effects(name)
    changed = was is not None and was.signature != definition.signature
    return FunctionShape(
        path=change.path,
        name=name,
        how=_how(was, definition),
        line=definition.line,
        signature=definition.signature,
        was=was.signature if was is not None and changed else "",
        calls=after.calls(name),
        effects=now,
        new_effects=tuple(effect for effect in now if effect not in earlier),
        new_raises=_raises(before.raises.get(name, ()), after.raises.get(name, ())),
        silent=tuple(f"{s.how} (line {s.line})" for s in after.swallows.get(name, ())),
    )


def _raises(before: Iterable[facts.Raise], after: Iterable[facts.Raise]) -> tuple[str, ...]:
    earlier = {each.name for each in before}
    return tuple(f"raises {each.name} (line {each.line})" for each in after if each.name not in earlier)
