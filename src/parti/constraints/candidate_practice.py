"""What a change shows about helpers: one that has become everybody's, and one that it goes round.

Called by `candidates`. A helper is a small function of ours around one to three things that touch the world
or come from outside; only for such a function is there a door to close. The raw use is banned by practice
when at least `HABIT` places go through a helper and at most one in five does not.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from parti.constraints import candidate_change as changes
from parti.source import facts

SITES = 3
"""Call sites that make a helper, in `FILES` files at least."""

FILES = 2
HABIT = 5
SHARE = 0.8
LINES = 25
PRIMITIVES = 3

_Site = tuple[str, int]


class Helper(msgspec.Struct, frozen=True, kw_only=True):
    """A function that wraps primitives, the places that call it, and how many go round it."""

    name: str
    path: str
    line: int
    primitives: tuple[str, ...]
    parameters: tuple[str, ...] = ()
    sites: tuple[_Site, ...] = ()
    raw: int = 0

    @property
    def files(self) -> int:
        return len({path for path, _ in self.sites})


class Bypass(msgspec.Struct, frozen=True, kw_only=True):
    """Raw uses that the change adds to a file, the first at `line`, and the helper that others call."""

    primitives: tuple[str, ...]
    path: str
    line: int
    helper: Helper
    raw: int


class CallsOf:
    """Asks where functions are called and defined.

    Args:
        names: dotted names of calls.
        enough: sites and files at which a name has its answer.
    """

    def __init__(self, names: Iterable[str], enough: tuple[int, int] | None) -> None:
        self.sites: dict[str, set[_Site]] = {name: set() for name in names}
        self.homes: dict[str, tuple[str, facts.Facts, facts.Definition]] = {}
        self.many: set[str] = set()
        self.waiting = {changes.last(name) for name in self.sites}
        self._enough = enough

    def see(self, path: str, known: facts.Facts, words: frozenset[str]) -> None:
        self.look(path, known, words)
        if self._enough is not None:
            self.many |= {n for n, at in self.sites.items() if _is_helper(at, *self._enough)}
            self.waiting = {changes.last(name) for name in self.sites if name not in self.many}

    def look(self, path: str, known: facts.Facts, words: Iterable[str] | None = None) -> None:
        """Counts one file."""
        for call in changes.calls(known):
            if call.name in self.sites:
                self.sites[call.name].add((path, call.line))
        module = changes.place(known, path)
        for each in known.definitions:
            full = f"{module}.{each.name}"
            if full in self.sites and each.kind == "function":
                self.homes.setdefault(full, (path, known, each))


class Uses:
    """Asks who does a primitive by hand, and in which functions."""

    def __init__(self, primitives: Iterable[str], change: changes.Change) -> None:
        self.raw: dict[str, set[_Site]] = {name: set() for name in primitives}
        self.inside: dict[str, dict[str, Helper]] = defaultdict(dict)
        self.waiting = {word for name in self.raw for word in _words(name)}
        self._change = change

    def see(self, path: str, known: facts.Facts, words: frozenset[str]) -> None:
        bodies = _Bodies(path, known, self._change)
        for call in known.calls:
            name = self._change.primitive(call, path)
            if name not in self.raw:
                continue
            self.raw[name].add((path, call.line))
            found = bodies.around(call.owner)
            if found is not None and name in found.primitives and _is_about(found, name):
                self.inside[name][found.name] = found


def _is_about(helper: Helper, primitive: str) -> bool:
    """Whether a helper is there for a primitive: it does nothing else, or its name says so."""
    if primitive == changes.WRITE or len(helper.primitives) == 1:
        return True
    owner, _, last = primitive.rpartition(".")
    return not _tokens(helper.name).isdisjoint(_tokens(last) | _tokens(changes.last(owner)))


def _tokens(name: str) -> frozenset[str]:
    words = re.findall(r"[A-Z]?[a-z]{3,}|[A-Z]{3,}", changes.last(name))
    return frozenset(word.lower() for word in words)


def _words(primitive: str) -> tuple[str, ...]:
    if primitive == changes.WRITE:
        return ("open", "create", "Create", "write", "Write", "Output")
    return (changes.last(primitive),)


def _is_helper(sites: Iterable[_Site], most: int = SITES, files: int = FILES) -> bool:
    found = tuple(sites)
    return len(found) >= most and len({path for path, _ in found}) >= files


def called_more(change: changes.Change, sites: int) -> CallsOf:
    """The question about functions of ours that more places call after the change."""
    was, now = defaultdict[str, int](int), defaultdict[str, int](int)
    for each in change.files:
        for call in changes.calls(each.was):
            was[call.name] += 1
        for call in changes.calls(each.now):
            now[call.name] += 1
    names = (name for name, count in now.items() if count > was[name] and "." in name)
    plain = (name for name in names if not changes.last(name).startswith("_"))
    return CallsOf(plain, (sites, FILES))


def new_helpers(change: changes.Change, asked: CallsOf, sites: int) -> Iterator[Helper]:
    """Functions that so many places call now, and did not before."""
    left = {name: set(at) for name, at in asked.sites.items() if name not in asked.many}
    for each in change.files:
        asked.look(each.path, each.now)
        for call in changes.calls(each.was):
            if call.name in left:
                left[call.name].add((each.path, call.line))
    found: list[Helper] = []
    for name, before in left.items():
        home = asked.homes.get(name)
        own = {site for site in asked.sites[name] if home is None or site[0] != home[0]}
        if home is None or _is_helper(before, sites) or not _is_helper(own, sites):
            continue
        path, known, definition = home
        made = _Bodies(path, known, change).helper(name, definition)
        if made is not None and made.primitives and not _renamed(made, change):
            found.append(msgspec.structs.replace(made, sites=tuple(sorted(own))))
    yield from _practised(found, change)


def _renamed(made: Helper, change: changes.Change) -> bool:
    """Whether a function that is gone did the same with the same parameters."""
    kept = {
        f"{changes.place(f.now, f.path)}.{name}" for f in change.files for name in changes.owners(f.now)
    }
    for file in change.files:
        module, bodies = changes.place(file.was, file.path), _Bodies(file.path, file.was, change)
        for name, definition in changes.owners(file.was).items():
            if f"{module}.{name}" not in kept and definition.parameters == made.parameters:
                was = bodies.helper(name, definition)
                if was is not None and was.primitives == made.primitives:
                    return True
    return False


def _practised(found: Sequence[Helper], change: changes.Change) -> Iterator[Helper]:
    """The helpers with those of their primitives that are mostly done through them."""
    uses = Uses((name for helper in found for name in helper.primitives), change)
    change.ask([uses] if found else [])
    for each in change.files:
        uses.see(each.path, each.now, frozenset())
    for helper in found:
        raw = {name: len(uses.raw[name] - set(_lines(helper, uses, name))) for name in helper.primitives}
        kept = tuple(name for name, count in raw.items() if len(helper.sites) > count)
        if kept:
            most = max(raw[name] for name in kept)
            yield msgspec.structs.replace(helper, primitives=kept, raw=most)


def raw_uses(change: changes.Change) -> tuple[Uses, tuple[tuple[str, str, int], ...]]:
    """The question about primitives that the change adds, and (primitive, path, line) of each addition."""
    added: list[tuple[str, str, int]] = []
    for each in change.files:
        was = Counter(change.primitive(call, each.path) for call in each.was.calls)
        for call in each.now.calls:
            name = change.primitive(call, each.path)
            if was[name] > 0:
                was[name] -= 1
            elif name:
                added.append((name, each.path, call.line))
    return Uses((name for name, _, _ in added), change), tuple(dict.fromkeys(added))


def bypasses(change: changes.Change, uses: Uses, added: Iterable[tuple[str, str, int]]) -> Iterator[Bypass]:
    """Raw uses where nearly everybody else calls a helper."""
    for each in change.files:
        uses.see(each.path, each.now, frozenset())
    asked = CallsOf((name for rows in uses.inside.values() for name in rows), None)
    change.ask([asked] if asked.waiting else [])
    for each in change.files:
        asked.look(each.path, each.now)
    modules = {each.path: changes.place(each.now, each.path) for each in change.files}
    told: dict[tuple[str, str], Bypass] = {}
    best = {name: _best(name, uses, asked) for name in dict.fromkeys(name for name, _, _ in added)}
    own = {name: set(_lines(helper, uses, name)) for name, helper in best.items() if helper is not None}
    rest = {name: len(uses.raw[name] - inside) for name, inside in own.items()}
    for primitive, path, line in added:
        helper = best[primitive]
        if helper is None or (path, line) in own[primitive]:
            continue
        raw, count = rest[primitive], len(helper.sites)
        mine = helper.name.startswith(f"{modules[path]}.")
        if not mine and count >= HABIT and count >= SHARE * (count + raw):
            made = Bypass(primitives=(primitive,), path=path, line=line, helper=helper, raw=raw)
            first = told.setdefault((helper.name, path), made)
            every = tuple(dict.fromkeys((*first.primitives, primitive)))
            told[helper.name, path] = msgspec.structs.replace(first, primitives=every)
    yield from told.values()


def _best(primitive: str, uses: Uses, asked: CallsOf) -> Helper | None:
    """The helper around a primitive that most places call, with these places."""
    helpers = uses.inside[primitive].values()
    best = max(helpers, key=lambda helper: len(asked.sites[helper.name]), default=None)
    if best is None:
        return None
    return msgspec.structs.replace(best, sites=tuple(sorted(asked.sites[best.name])))


def _lines(helper: Helper, uses: Uses, primitive: str) -> Iterator[_Site]:
    """The uses of a primitive that lie in a helper's own body."""
    for path, line in uses.raw[primitive]:
        if path == helper.path and helper.line <= line < helper.line + LINES:
            yield path, line


class _Bodies:
    """The functions of one file, each asked for what it does: a helper, when that is little."""

    def __init__(self, path: str, known: facts.Facts, change: changes.Change) -> None:
        self._path, self._known, self._change = path, known, change
        self._module = changes.place(known, path)
        self._functions = changes.owners(known)
        self._owned = sorted((call.owner, at) for at, call in enumerate(known.calls))
        self._around: dict[str, Helper | None] = {}

    def around(self, owner: str) -> Helper | None:
        """The helper around what a function does; None where it is too large, or does too much."""
        if owner not in self._around:
            definition = self._functions.get(owner)
            made = self.helper(f"{self._module}.{owner}", definition) if definition is not None else None
            self._around[owner] = made
        return self._around[owner]

    def helper(self, name: str, definition: facts.Definition) -> Helper | None:
        """The function under a name; None when it is too large, or does too much."""
        if definition.end_line - definition.line >= LINES:
            return None
        body = (self._known.calls[at] for at in self._inside(definition.name))
        found = dict.fromkeys(what for call in body if (what := self._change.primitive(call, self._path)))
        if len(found) > PRIMITIVES:
            return None
        return Helper(
            name=name,
            path=self._path,
            line=definition.line,
            primitives=tuple(found),
            parameters=definition.parameters,
        )

    def _inside(self, name: str) -> list[int]:
        """The numbers of the calls in a function and in those inside it, in the order of the text."""
        found: list[int] = []
        for first, end in ((name, f"{name}\0"), (f"{name}.", f"{name}/")):
            found += (at for _, at in self._owned[self._at(first) : self._at(end)])
        return sorted(found)

    def _at(self, owner: str) -> int:
        return bisect_left(self._owned, (owner,))
