"""What a change brings that the tree did not have: variables, errors, dependencies, registries, edges.

Called by `candidates`. Each is a difference of facts of the changed files, then asked of the rest of the
tree where the rest can know it. What only moved is not new.
"""

import builtins
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from parti.constraints import candidate_change as changes
from parti.source import facts, imports, languages, manifests

MEMBERS = 2
"""Functions or classes of ours that make a map or a list a registry."""

AGAINST = 3
"""Imports in the other direction that make it the practice."""

_TIMES = 2
"""A function that stands in a list more often makes its entries and is none of them."""

_EXCEPTIONS = frozenset(name for name in dir(builtins) if name.endswith(("Error", "Exception")))
_EXPORTED = re.compile(
    r"^[ \t]*(?:(?:module\.)?exports\s*=\s*(?:exports\s*=\s*)?|export\s+default\s+|export\s*=\s*)"
    r"([\w$]+)\s*(?:;|$)",
    re.M,
)
_RAISED_IN = frozenset({"python", "javascript", "typescript", "tsx", "java"})


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One new thing and where it stands.

    Args:
        name: what it is called: a variable, a dependency, or a dotted name.
        owners: the files that use it, and may go on; none for an error that no changed file raises.
        members: what stands in a registry; the bases of an error.
        decorator: whether a registry is filled by a decorator.
        against: how many imports go the other way.
        other: the package at the other end of an edge.
    """

    name: str
    path: str
    line: int
    owners: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    decorator: bool = False
    against: int = 0
    other: str = ""
    others: tuple[str, ...] = ()


class Known:
    """Asks whether the rest of the tree reads variables or imports dependencies already."""

    def __init__(
        self, variables: Sequence[str], dependencies: Sequence[str], change: changes.Change
    ) -> None:
        self._variables = frozenset(variables)
        self._change = change
        self.words = {**{name: name for name in variables}, **{name: _word(name) for name in dependencies}}
        self.new = set(self.words)
        self.waiting = set(self.words.values())

    def see(self, path: str, known: facts.Facts, words: frozenset[str]) -> None:
        read = {each.name for each in known.environment}
        read |= set(_dependencies(known, path, self._change))
        self.new -= read
        self.waiting = {self.words[name] for name in self.new}


def _word(dependency: str) -> str:
    return dependency.rsplit("/", 1)[-1].split(".", 1)[0]


def known(change: changes.Change) -> Known:
    """The question about new variables and imported dependencies."""
    variables = {each.name for file in change.files for each in file.now.environment}
    variables -= {each.name for file in change.files for each in file.was.environment}
    imported, before = set[str](), set[str]()
    for file in change.files:
        if languages.language(file.path) in _IMPORTED:
            imported |= set(_dependencies(file.now, file.path, change))
            before |= set(_dependencies(file.was, file.path, change))
    declared = {each.name for each in _declared(change)[1]}
    return Known(sorted(variables), sorted((imported - before) | declared), change)


_IMPORTED = frozenset({"python", "javascript", "typescript", "tsx"})
"""Languages whose imports name the dependency; the others are told by their manifests."""


def _dependencies(known: facts.Facts, path: str, change: changes.Change) -> Iterator[str]:
    for each in known.imports:
        if not each.level and not each.typing:
            name = change.dependency(each.module, path)
            if name:
                yield name


def variables(change: changes.Change, asked: Known) -> Iterator[Arrival]:
    """Environment variables that nothing read before."""
    reads = [(each, file.path) for file in change.files for each in file.now.environment]
    for name in sorted({each.name for each, _ in reads} & asked.new):
        places = [(path, each.line) for each, path in reads if each.name == name]
        yield Arrival(name=name, path=places[0][0], line=places[0][1], owners=_paths(places))


def dependencies(change: changes.Change, asked: Known) -> Iterator[Arrival]:
    """Third-party dependencies that nothing imported and no manifest named."""
    before, named = _declared(change)
    imported: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for file in change.files:
        for each in file.now.imports:
            name = "" if each.level or each.typing else change.dependency(each.module, file.path)
            if name and languages.language(file.path) in _IMPORTED:
                imported[name].append((file.path, each.line))
    told: set[str] = set()
    for name in sorted(set(imported) & asked.new):
        if _plain(name) not in before:
            told.add(_plain(name))
            path, line = imported[name][0]
            yield Arrival(name=name, path=path, line=line, owners=_paths(imported[name]))
    for declared in named:
        if declared.name in asked.new and told.isdisjoint(_names(declared.name)):
            owners = tuple(file.path for file in change.files if _imports(file.now, declared.name))
            yield Arrival(name=declared.name, path=declared.manifest, line=declared.line, owners=owners)


def _imports(known: facts.Facts, dependency: str) -> bool:
    """Whether a file imports a dependency that goes by its manifest's name."""
    name = dependency.replace("/", ".").replace("-", "_")
    return any(imports.inside(each.module.replace("-", "_"), name) for each in known.imports)


def _declared(change: changes.Change) -> tuple[frozenset[str], tuple[manifests.Dependency, ...]]:
    """(what the manifests named before, what the changed ones name now and did not), tools left out."""
    rest = (p for p in change.tree.paths() if changes.is_manifest(p) and p not in change.paths)
    texts = [(path, change.tree.text(path)) for path in rest]
    texts += [(each.path, each.base or "") for each in change.manifests]
    before = frozenset(
        name
        for path, text in texts
        for d in manifests.declared(path, text).dependencies
        for name in _names(d.name)
    )
    now = (
        d for each in change.manifests for d in manifests.declared(each.path, each.new or "").dependencies
    )
    return before, tuple(d for d in now if d.group == "main" and _plain(d.name) not in before)


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def _names(declared: str) -> tuple[str, ...]:
    """What a declared dependency may be called where it is imported."""
    module = manifests.MODULES.get(declared.lower().replace("_", "-"), declared)
    return _plain(declared), _plain(module)


def errors(change: changes.Change) -> Iterator[Arrival]:
    """Error classes that the changed files did not have."""
    had = {changes.last(each.name) for file in change.files for each in file.was.definitions}
    raised: dict[str, set[str]] = defaultdict(set)
    for file in change.files:
        for each in file.now.raises:
            raised[changes.last(each.name)].add(file.path)
    for file in change.files:
        if languages.language(file.path) not in _RAISED_IN:
            continue
        for made in file.now.definitions:
            name = changes.last(made.name)
            if made.kind != "class" or name in had:
                continue
            if _is_error(made, file.path, bool(raised[name])):
                full = f"{changes.place(file.now, file.path)}.{made.name}"
                owners = tuple(sorted(raised[name]))
                yield Arrival(name=full, path=file.path, line=made.line, owners=owners, members=made.bases)


def _is_error(made: facts.Definition, path: str, raised: bool) -> bool:
    """By a base that is an exception of the language, or by a base's name when it is raised as well."""
    lasts = {changes.last(base) for base in made.bases}
    script = languages.language(path) != "python" and "Error" in lasts
    plain = any(base.endswith("Exception") or base in _EXCEPTIONS for base in lasts)
    return script or plain or (raised and any(base.endswith("Error") for base in lasts))


def registries(change: changes.Change) -> Iterator[Arrival]:
    """Maps, lists and registering decorators that hold functions or classes of ours and are new.

    A private one is the business of its own file, and what a module exports is the module and no registry.
    """
    ours = {
        f"{changes.place(file.now, file.path)}.{each.name}": each
        for file in change.files
        for each in file.now.definitions
    }
    before = {entry.registry for file in change.files for entry in file.was.registrations}
    entries: dict[str, list[tuple[facts.Registration, str]]] = defaultdict(list)
    for file in change.files:
        for entry in file.now.registrations:
            if entry.registry not in before and entry.value in ours:
                entries[entry.registry].append((entry, file.path))
    for registry, rows in sorted(entries.items()):
        home = _home(change, registry)
        times = Counter(entry.value for entry, _ in rows)
        members = tuple(name for name, count in times.items() if count <= _TIMES)
        if home is None or len(members) < MEMBERS or changes.last(registry).startswith("_"):
            continue
        path, line, decorator = home
        if _is_exported_whole(change.tree.text(path), path, changes.last(registry)):
            continue
        yield Arrival(
            name=registry,
            path=path,
            line=line,
            owners=_paths([(path, entry.line) for entry, path in rows]),
            members=members,
            decorator=decorator,
        )


def _is_exported_whole(text: str, path: str, name: str) -> bool:
    """`module.exports = {…}`, and `const api = {…}` with `export default api`: what a script exports."""
    if languages.language(path) not in languages.SCRIPTS:
        return False
    return name == "default" or any(found[1] == name for found in _EXPORTED.finditer(text))


def _home(change: changes.Change, registry: str) -> tuple[str, int, bool] | None:
    """(path, line, whether it is a decorator) of a registry's own new declaration in the change.

    A map counts at module level only; a decorator when its body touches such a map.
    """
    for file in change.files:
        module = changes.place(file.now, file.path)
        if registry.rpartition(".")[0] != module:
            continue
        maps = {e.registry: e.line for e in file.now.registrations if e.how == "declared"}
        if registry in maps:
            return file.path, maps[registry], False
        name = changes.last(registry)
        for each in file.now.definitions:
            if each.name == name and each.kind == "function" and _touches(file.now, each, frozenset(maps)):
                return file.path, each.line, True
    return None


def _touches(known: facts.Facts, made: facts.Definition, maps: frozenset[str]) -> bool:
    """Whether a function's body names one of the module's maps or lists."""
    lasts = {changes.last(name) for name in maps}
    methods = tuple(f"{name}." for name in maps)
    inside = (
        call for call in known.calls if call.owner == made.name or call.owner.startswith(f"{made.name}.")
    )
    return any(
        call.name in maps or call.name.startswith(methods) or call.name.split(".", 1)[0] in lasts
        for call in inside
    )


def edges(change: changes.Change) -> Iterator[Arrival]:
    """First imports between two packages that both were there."""
    rooms = {room for path in change.rest if (room := _room(imports.placed(path)))}
    rooms |= {room for f in change.files if f.existed and (room := _room(changes.place(f.now, f.path)))}
    new: dict[tuple[str, str], tuple[str, int]] = {}
    for file in change.files:
        here = _room(changes.place(file.now, file.path))
        for each in file.now.imports:
            for there in _rooms(each, rooms):
                if here in rooms and not _nested(here, there):
                    new.setdefault((here, there), (file.path, each.line))
    files: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for path in change.rest if new else ():
        files[_room(imports.placed(path))] += (path,)
    asked = _Edges(new, rooms)
    change.ask([asked] if new else [])
    for file in change.files:
        asked.look(_room(changes.place(file.now, file.path)), file.was)
    for (here, there), (path, line) in sorted(new.items()):
        if not asked.between[here, there]:
            against = asked.between[there, here]
            yield Arrival(
                name=here,
                other=there,
                path=path,
                line=line,
                against=against if against >= AGAINST else 0,
                owners=(*files[here], path),
                others=files[there],
            )


class _Edges:
    """Asks which imports there are between the packages of new edges, in both directions."""

    def __init__(self, new: dict[tuple[str, str], tuple[str, int]], rooms: set[str]) -> None:
        self.between: dict[tuple[str, str], int] = defaultdict(int)
        self._rooms = rooms
        self.waiting = {changes.last(end) for pair in new for end in pair}

    def see(self, path: str, known: facts.Facts, words: frozenset[str]) -> None:
        self.look(_room(changes.place(known, path)), known)

    def look(self, here: str, known: facts.Facts) -> None:
        """Counts the imports of one file, each package once."""
        for there in {room for each in known.imports for room in _rooms(each, self._rooms)}:
            self.between[here, there] += 1


def _rooms(each: facts.Import, rooms: set[str]) -> Iterator[str]:
    """The packages that an import reaches."""
    for name in each.targets():
        room = _room(f"{name}.x" if name in rooms else name)
        if room in rooms:
            yield room


def _room(module: str) -> str:
    """The package that a module lies in, two words deep: what is below is its own business."""
    parts = module.split(".")
    return ".".join(parts[:2]) if len(parts) > 2 else parts[0] if len(parts) == 2 else ""


def _nested(one: str, other: str) -> bool:
    return imports.inside(one, other) or imports.inside(other, one)


def _paths(places: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for path, _ in places))
