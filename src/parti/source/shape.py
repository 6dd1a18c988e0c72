"""The shape of a change: what it does to each function, told on one page instead of a diff (E3).

Called by the chunks room with the texts before and after. A reviewer reads: what is new, which of our
helpers it calls, which effects it has directly, what it registers, where errors end in silence. Values
here, the page in `shape_text`. Python only; other files are listed with their line counts.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal

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
    base, now = _lines(change.base), _lines(change.new)
    old, new = _by_name(before), _by_name(after)
    rows: list[FunctionShape] = []
    for place, definition in new.items():
        was = old.get(place)
        if was and _code(base, was, old) == _code(now, definition, new):
            continue
        rows.append(_function(change, definition, was, (before, after), ours))
    for place, gone in old.items():
        if place not in new:
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


def _lines(text: str | None) -> Sequence[str]:
    return lines.of((text or "").removeprefix("\ufeff"))


def _code(
    lines: Sequence[str],
    definition: facts.Definition,
    among: Mapping[tuple[str, int], facts.Definition],
) -> list[str]:
    """A function's own lines with its decorators, without blank ones and without the functions in it."""
    inner: set[int] = set()
    for other in among.values():
        if other.name.startswith(f"{definition.name}."):
            inner.update(range(other.line, other.end_line + 1))
    span = range(_first(lines, definition), min(definition.end_line, len(lines)) + 1)
    body = [lines[at - 1].rstrip() for at in span if at not in inner and lines[at - 1].strip()]
    return [*definition.decorators, *body]


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
    both: tuple[facts.Facts, facts.Facts],
    ours: Collection[str],
) -> FunctionShape:
    before, after = both
    name = definition.name
    now = _effects(after, name)
    earlier = set(_effects(before, name))
    changed = was is not None and was.signature != definition.signature
    return FunctionShape(
        path=change.path,
        name=name,
        how=_how(was, definition),
        line=definition.line,
        signature=definition.signature,
        was=was.signature if was is not None and changed else "",
        calls=_calls(after, name, ours),
        effects=now,
        new_effects=tuple(effect for effect in now if effect not in earlier),
        new_raises=_raises(before, after, name),
        silent=tuple(f"{s.how} (line {s.line})" for s in after.swallows if s.owner == name),
    )


def _raises(before: facts.Facts, after: facts.Facts, owner: str) -> tuple[str, ...]:
    earlier = {each.name for each in before.raises if each.owner == owner}
    new = [each for each in after.raises if each.owner == owner and each.name not in earlier]
    return tuple(f"raises {each.name} (line {each.line})" for each in new)


def _calls(known: facts.Facts, owner: str, ours: Collection[str]) -> tuple[str, ...]:
    found = (
        call.name
        for call in known.calls
        if call.owner == owner
        and call.name
        and call.how != "reference"
        and call.name.split(".", 1)[0] in ours
        and "." in call.name
    )
    return tuple(dict.fromkeys(found))


def _effects(known: facts.Facts, owner: str) -> tuple[str, ...]:
    rows: list[str] = []
    for call in known.calls:
        kind = effects.effect(call) if call.owner == owner else ""
        if kind:
            doubt = "" if call.certain and effects.writes(call) != "maybe" else "?"
            rows.append(f"{kind}: {call.name or call.method}{doubt}")
    return tuple(dict.fromkeys(rows))
