"""tach: the modules of tach.toml, each with what it may depend on.

A module becomes a `forbidden-import` of every other module that it does not name. tach reads no import
under `TYPE_CHECKING` unless told to, and has layers, interfaces and exceptions of its own, so its command
is proposed beside them whenever that makes a difference.
"""

from collections.abc import Iterator, Mapping, Sequence

from parti.constraints import constraint
from parti.constraints.imported import settings
from parti.constraints.imported.modules import Layout
from parti.constraints.imported.section import Proposal, Shown, Unread, command, joined, slug

_FILE = "tach.toml"
_TYPES = "Imports under `TYPE_CHECKING` and those marked `tach-ignore` count too, unlike in tach."
_MORE = ("layers", "interfaces", "external", "exact", "forbid_circular_dependencies", "rules", "plugins")
_OWN = frozenset({"path", "depends_on"})


def propose(tree: constraint.Tree) -> Iterator[Proposal | Unread]:
    source = settings.text(tree, _FILE)
    if source is None:
        return
    try:
        known = settings.toml(source)
    except ValueError as error:
        yield Unread(_FILE, f"`{_FILE}` cannot be read: {error}")
        return
    rows = list(settings.mappings(known.get("modules")))
    types = "" if known.get("ignore_type_checking_imports") is False else _TYPES
    said = [each for row in rows if (each := _module(row, rows, Layout(tree), types))]
    yield from said
    if types or len(said) < len(rows) or any(known.get(key) for key in _MORE):
        yield command(
            "tach", f"The module boundaries in `{_FILE}` must be kept", "tach check", "tach", _FILE
        )


def _module(
    row: Mapping[str, object], rows: Sequence[Mapping[str, object]], layout: Layout, types: str
) -> Proposal | None:
    """One module with what it may not import; None when that would say something else than tach does."""
    name, allowed = row.get("path"), row.get("depends_on")
    names = [other.get("path") for other in rows]
    if not isinstance(name, str) or not isinstance(allowed, list) or set(row) - _OWN:
        return None
    if not all(isinstance(each, str) for each in (*names, *allowed)) or any(r.get("utility") for r in rows):
        return None
    forbidden = sorted(str(other) for other in names if other != name and other not in allowed)
    nested = any(_within(a, b) or _within(b, a) for a in forbidden for b in (name, *map(str, allowed)))
    scope = layout.globs(name)
    if not forbidden or nested or not scope or "<root>" in (name, *forbidden):
        return None
    path = layout.example(name)
    what = f"only {joined([str(each) for each in allowed])}" if allowed else "none"
    return Proposal(
        id=f"tach-{slug(name, 'module')}",
        title=f"`{name}` may import {what} of the other modules in `{_FILE}`",
        reason=f"`{_FILE}` lists what each module may depend on.",
        kind="forbidden-import",
        options={"modules": forbidden},
        include=scope,
        shown=(
            Shown("kept", "python", path, "import json"),
            Shown("broken", "python", path, f"import {forbidden[0]}"),
        ),
        origin=_FILE,
        differs=types,
    )


def _within(inner: str, outer: str) -> bool:
    return inner.startswith(f"{outer}.")
