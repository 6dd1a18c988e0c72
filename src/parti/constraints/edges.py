"""What a file imports, in any language, under names that a constraint can be compared with.

Called by the import kinds (`layers`, `forbidden-import`, `independent`, the dependency kinds). A Python
file is parsed only where a scan finds an import that matters; a file of another language only where a
name that matters occurs in it.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from parti.constraints import constraint, crates, edge, go_modules, listed, opened, origins
from parti.constraints import tree as trees
from parti.source import facts, hasty, imports, languages, lines, standard

LANGUAGES = standard.LANGUAGES
NAMES = "Python, TypeScript, JavaScript, Go, Java, Rust"
_SAYS = {
    "python": ("import",),
    "go": ("import",),
    "java": (".",),
    "rust": ("::", "use", "extern"),
    "javascript": ("import", "require", "from", "getBuiltinModule"),
}
_REMEMBERED = 4096
"""Names whose answers are remembered: a large tree imports the same few thousand again and again."""
_CRATE = re.compile(r"(?:^|/)([^/]+)/src/")
_USE = re.compile(r"\s*(?:pub(?:\([^)]*\))?\s+)?use\s+(?:::)?(\w+)")
Wanted = edge.Wanted
Edge = edge.Edge


class Edges:
    """The imports of the files of one tree."""

    def __init__(self, tree: constraint.Tree, packages: Iterable[str] = ()) -> None:
        """Reads a tree for a rule on these packages; an `index` among them is told from its folder."""
        self._tree = tree
        self._named = tuple(packages)
        self._indexes = tuple(filter(opened.is_index, self._named))
        self._go: go_modules.Modules | None = None
        self._lying: frozenset[tuple[str, str]] | None = None
        self._placed: frozenset[str] | None = None
        self._top: frozenset[str] | None = None
        self._made: frozenset[str] | None = None
        self._first: frozenset[str] | None = None
        self._origins: origins.Origins | None = None
        self._handing: dict[str, bool] = {}
        self._bases = functools.cache(lambda: crates.folders(tuple(tree.paths()), tree.text))
        self._holds = functools.cache(lambda stem: any(p.startswith(stem) for p in tree.paths()))
        self._target = functools.lru_cache(_REMEMBERED)(self._targeted)
        self._bringing = functools.lru_cache(_REMEMBERED)(self._may_bring)
        self._from_outside = functools.lru_cache(_REMEMBERED)(self._brought_from_outside)
        self._words = functools.lru_cache(_REMEMBERED)(self._handed_words)

    def words(self) -> tuple[tuple[str, ...], ...]:
        """What a file must hold to import anything, in the languages of this tree."""
        endings = {"".join(path.rpartition(".")[1:]) for path in self._tree.paths()}
        spoken = {languages.language(ending) for ending in endings} & LANGUAGES
        keys = {each if each in _SAYS else "javascript" for each in spoken} or {"python"}
        return tuple((word,) for word in dict.fromkeys(w for key in sorted(keys) for w in _SAYS[key]))

    def of(
        self, source: constraint.Source, wanted: Wanted, near: Sequence[str] = ()
    ) -> Iterator[edge.Edge]:
        """The imports whose exact names (see `listed`) are wanted; each lies in one of those in `near`."""
        language = languages.language(source.path)
        if language == "python":
            plain = tuple(trees.imports(self._tree, source, wanted))
            for each, name in plain:
                yield edge.Edge(name, each.line, each.column, each.level)
            taken = frozenset(target for each, _ in plain for target in each.targets())
            yield from self._reached(source, wanted, near, taken)
            return
        if near and not any(self.may_name(source, name) for name in near):
            return
        known = trees.facts(self._tree, source.path)
        brought: set[str] = set()
        tried: set[str] = set()
        others: set[str] = set()
        told: set[tuple[int, str]] = set()
        for imported in known.imports:
            foreign = bool(near) and self._of_others(source, imported, language)
            targets = () if foreign else tuple(self._all(imported, language))
            into = others if foreign else tried if imported.test else brought
            into.update(imported.targets() if foreign else targets)
            found = edge.found(imported, targets, wanted, as_written=bool(self._named))
            place = (imported.line, found.rpartition(".")[0])
            if found and place not in told:
                told.add(place)
                yield edge.of(imported, found)
        if language == "rust":
            brought = {name for name in brought if wanted(name)}
            tried = brought | {name for name in tried if wanted(name)}
            for path in known.written:
                foreign = bool(near) and self._is_crate_of_others(path)
                if not foreign and not edge.lies(path.names[0], others):
                    yield from edge.in_full(path, tried if path.test else brought, told, wanted)

    def _all(self, each: facts.Import, language: str) -> Iterable[str]:
        """What an import brings in; an `index` of scripts that the rule names has its own name."""
        if not self._indexes or language not in languages.SCRIPTS:
            return each.targets()
        return opened.targets(each, self._indexes, frozenset(self._tree.paths()))

    def _reached(
        self, source: constraint.Source, wanted: Wanted, near: Sequence[str], brought: frozenset[str]
    ) -> Iterator[edge.Edge]:
        """What a Python file names in full behind a mere `import app`."""
        tops = {name.split(".", 1)[0] for name in near}
        behind = trees.told(self._tree, source.path)
        plain = {
            each.module.split(".", 1)[0]
            for each in behind
            if not each.names and not each.dynamic
            if "." not in each.module or not each.line or " as " not in lines.at(source.text, each.line)
        } & tops
        if not plain or not any(hasty.is_reached(source.text, name.rpartition(".")[2]) for name in near):
            return
        if not edge.may_open(source, near, plain):
            return
        told: set[int] = set()
        for call in trees.facts(self._tree, source.path).calls:
            known = any(imports.inside(call.name, name) for name in brought)
            behind_top = "." in call.name and call.name.split(".", 1)[0] in plain
            if call.certain and behind_top and not known and call.line not in told and wanted(call.name):
                told.add(call.line)
                yield edge.Edge(call.name, call.line, call.column)

    def handed_on(
        self, source: constraint.Source, wanted: Wanted, packages: Sequence[str]
    ) -> Iterator[edge.Edge]:
        """What a Python file takes from a module of ours that stands outside and has it from inside.

        It may take the name itself, or the module, and name what that has behind a dot.
        """
        among = tuple(packages)
        inner = tuple(f"{name}." for name in among)

        def handed(name: str) -> str:
            return next((truly for truly in self._from_outside(name, among) if wanted(truly)), "")

        def may_hand(each: facts.Import) -> bool:
            modules = (name for name in edge.holders(each) if not name.startswith(inner))
            bringing = any(self._bringing(name, among) for name in modules)
            return bringing and any(map(handed, each.targets()))

        told = trees.told(self._tree, source.path)
        whole = edge.whole(told, lambda name: not name.startswith(inner) and self._bringing(name, among))
        rough = self._tree.imports(source.path) if isinstance(self._tree, trees.Lazy) else None
        if rough is not None and not whole and not any(map(may_hand, rough)):
            return
        brought: set[str] = set()
        for each, _ in trees.imports(self._tree, source, lambda name: bool(handed(name))):
            for name in each.targets() if each.names else ():
                if found := handed(name):
                    brought.add(name)
                    yield edge.Edge(found, each.line, each.column, each.level)
        if edge.may_be_behind(source.text, whole, lambda module: self._words(module, among)):
            calls = trees.facts(self._tree, source.path).calls
            yield from edge.behind(whole, calls, lambda name: "" if name in brought else handed(name))

    def _may_bring(self, module: str, packages: tuple[str, ...]) -> bool:
        """Whether a module stands outside and hands on anything from inside."""
        outside = self._beyond(packages)
        return (not module or outside(module)) and self._hands_on(module, packages, outside)

    def _brought_from_outside(self, name: str, packages: tuple[str, ...]) -> tuple[str, ...]:
        """What a name of a module outside may truly be; nothing where that module hands nothing on."""
        outside = self._beyond(packages)
        if not outside(name) or not self._hands_on(name.rpartition(".")[0], packages, outside):
            return ()
        if not self._origin().may_hand(name):
            return ()
        return self._truly(name)

    def _handed_words(self, module: str, packages: tuple[str, ...]) -> frozenset[str]:
        """The names that a module may hand on from inside, told without a parse."""
        beyond = self._beyond(packages)
        return self._origin().brought(
            module, lambda n: bool(self.target(n, packages, "python")) or beyond(n)
        )

    def _beyond(self, packages: Sequence[str]) -> Wanted:
        """Tells whether a name is of our own Python and lies in none of the packages."""

        def beyond(name: str) -> bool:
            return name.split(".", 1)[0] in self._ours() and not self.target(name, packages, "python")

        return beyond

    def _truly(self, name: str) -> tuple[str, ...]:
        """What a name is after every module of ours that only hands it on."""
        written = facts.Call(name=name, method="", line=0, column=0, how="reference")
        return tuple(found.name for found in self._origin().of(written))

    def _hands_on(self, module: str, packages: Sequence[str], outside: Wanted) -> bool:
        """Whether a module outside, or one that it imports from, brings in anything from inside.

        Told by the scan of imports alone, so that only what may be handed on costs a parse.
        """
        known = self._handing.get(module)
        if known is not None:
            return known
        seen, waiting = {module}, [module]
        while waiting:
            for path in self._origin().paths(waiting.pop()):
                for name in (name for each in trees.told(self._tree, path) for name in each.targets()):
                    if self.target(name, packages, "python"):
                        self._handing[module] = True
                        return True
                    if outside(name):
                        further = {name, name.rpartition(".")[0]} - seen
                        seen |= further
                        waiting += further
        self._handing[module] = False
        return False

    def outside(self, packages: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """The Python files outside every package, and the names that each hands on from inside them."""
        beyond = self._beyond(packages)
        found: dict[str, frozenset[str]] = {}
        for path in self._tree.paths():
            if languages.language(path) == "python" and not home(path, packages):
                module = imports.module_name(path)
                may = self._hands_on(module, packages, beyond)
                names = trees.facts(self._tree, path).aliases if may else ()
                found[path] = frozenset(
                    name
                    for name in names
                    if any(self.target(t, packages, "python") for t in self._truly(f"{module}.{name}"))
                )
        return found

    def _origin(self) -> origins.Origins:
        if self._origins is None:
            self._origins = origins.Origins(self._tree)
        return self._origins

    def _ours(self) -> frozenset[str]:
        if self._first is None:
            self._first = imports.first_party(self._tree.paths())
        return self._first

    def reaches(self, name: str, package: str, language: str) -> bool:
        """Whether an imported name lies in a package, which may be written without its first folders."""
        name = listed.plain(name)
        if language == "go" and self.go().ours(name):
            if self.go().holds(package, name):
                return True
            name = self.go().short(name)
        if imports.inside(name, package):
            return True
        if language == "rust" and name.split(".", 1)[0] in self._bases():
            return imports.within(self._in_folder(name), package)
        if language in {"python", "java", "rust"}:
            return False
        unrooted = language == "go" and not self.go().paths
        return (unrooted or name.split(".", 1)[0] in self._tops()) and imports.within(name, package)

    def _in_folder(self, name: str) -> str:
        """A name of a crate of the tree by its folders: `grep_cli.run` is `crates.cli.run`."""
        crate, _, rest = name.partition(".")
        return f"{imports.placed(f'{self._bases()[crate]}/lib.rs')}.{rest}".strip(".")

    def may_name(self, source: constraint.Source, name: str) -> bool:
        """Whether an import of the name can stand in the text, also by a crate that lies in its folder."""
        name = name.replace("-", "_") if source.path.endswith(".rs") else name
        if may_name(source, name):
            return True
        if languages.language(source.path) in languages.SCRIPTS:
            return trees.leads(self._tree).may_name(source.text, opened.folder(name))
        rust = self._bases() if source.path.endswith(".rs") else ()
        return any(crate in source.text and self.reaches(crate, name, "rust") for crate in rust)

    def target(self, name: str, packages: Sequence[str], language: str) -> str:
        """The longest of the packages that an imported name lies in; empty for none."""
        return self._target(name, tuple(packages), language)

    def _targeted(self, name: str, packages: tuple[str, ...], language: str) -> str:
        return self._longest((each for each in packages if self.reaches(name, each, language)), language)

    def home(self, path: str, packages: Sequence[str]) -> str:
        """The longest of the packages that a file lies in, by folder, import path or crate."""
        language = languages.language(path)
        full = self._full(path)
        return self._longest((each for each in packages if self._lies(path, full, each)), language)

    def is_held(self, package: str) -> bool:
        """Whether any file of the tree lies in a package."""
        if self._lying is None:
            every = (path for path in self._tree.paths() if languages.language(path) in LANGUAGES)
            self._lying = frozenset((path, self._full(path)) for path in every)
        return any(self._lies(path, full, package) for path, full in self._lying)

    def _full(self, path: str) -> str:
        """Where a file lies by its import path in Go, by its crate in Rust; empty in other languages."""
        language = languages.language(path)
        if language == "go":
            return self.go().full(imports.placed(path))
        return crates.place(path, self._bases()) if language == "rust" else ""

    def children(self, package: str) -> tuple[str, ...]:
        """The packages and modules directly below one, as the tree has them."""
        every = places(self._tree)
        full = {self.go().full(place) for place in places(self._tree, frozenset({"go"}))}
        return imports.children(package, every | full)

    def _lies(self, path: str, full: str, package: str) -> bool:
        if opened.lies_in(path, package):
            return True
        within = imports.inside(full, package) if path.endswith(".rs") else self.go().holds(package, full)
        return bool(full) and within

    def _longest(self, packages: Iterable[str], language: str) -> str:
        """The innermost package; the root of a Go module holds all others by its path."""
        size = (lambda name: len(self.go().short(name))) if language == "go" else len
        return max(packages, key=size, default="")

    def ours(self, name: str, language: str) -> bool:
        """Whether a name of another language than Python is provided by the tree itself."""
        name = listed.plain(name) if language == "go" else name
        top = name.split(".", 1)[0]
        if language in {"javascript", "typescript", "tsx"} and top[:1] in {"#", "~", "$"}:
            return True
        if language == "java":
            parts = takewhile(lambda part: not part[:1].isupper(), name.split("."))
            package = ".".join(parts) or name
            return any(imports.within(place, package) for place in self._places())
        if language == "go" and self.go().ours(name):
            return True
        if language == "go" and not self.go().paths:
            return any(place and imports.within(name, place) for place in self._places())
        return not name or top == "@" or top in self._tops()

    def _of_others(self, source: constraint.Source, each: facts.Import, language: str) -> bool:
        """Whether an import cannot be of ours, though a module of ours has its name, as `log` may have."""
        if language == "go":
            return bool(self.go().paths) and not self.go().ours(each.module)
        if language != "rust" or source.path.endswith(("/main.rs", "/lib.rs")):
            return False
        written = _USE.match(lines.at(source.text, each.line)[max(each.column - 1, 0) :])
        top = written[1] if written else ""
        root = source.path[: source.path.rfind("src/") + 4] if "src/" in source.path else ""
        bare = top not in {"", "crate", "self", "super"} and top not in self._crates()
        return bare and self._holds((f"{root}{top}.rs", f"{root}{top}/"))

    def _is_crate_of_others(self, each: facts.Written) -> bool:
        """Whether a path that is written out begins with a crate of others, as no module needs a `use`."""
        bare = not each.bound and not each.own and len(each.names) == 1
        return bare and each.names[0].split(".", 1)[0] not in self._crates()

    def _crates(self) -> frozenset[str]:
        """The crates of the tree, by the folders that hold a `src`."""
        if self._made is None:
            found = (_CRATE.search(path) for path in self._tree.paths() if path.endswith(".rs"))
            named = {crate[1].replace("-", "_") for crate in found if crate}
            self._made = frozenset(named | set(self._bases()))
        return self._made

    def go(self) -> go_modules.Modules:
        """The Go modules of the tree."""
        if self._go is None:
            self._go = go_modules.Modules(self._tree)
        return self._go

    def _places(self) -> frozenset[str]:
        if self._placed is None:
            self._placed = frozenset(places(self._tree, LANGUAGES - {"python"}))
        return self._placed

    def _tops(self) -> frozenset[str]:
        if self._top is None:
            # `next.config.mjs` makes no `next` ours: a file at the top goes by its whole name.
            alone = {imports.placed(path) for path in self._tree.paths() if "/" not in path}
            top = (place for place in self._places() if place and not ("." in place and place in alone))
            self._top = frozenset(place.split(".", 1)[0] for place in top)
        return self._top


def places(tree: constraint.Tree, spoken: frozenset[str] = LANGUAGES) -> set[str]:
    """Where the files of some languages lie, dotted."""
    found = {imports.placed(path) for path in tree.paths() if languages.language(path) in spoken}
    bases = crates.folders(tuple(tree.paths()), tree.text) if "rust" in spoken else {}
    named = (crates.place(path, bases) for path in tree.paths() if bases and path.endswith(".rs"))
    return found | set(filter(None, named))


def home(path: str, packages: Sequence[str]) -> str:
    """The longest of the packages that a file lies in; empty for none."""
    return max((name for name in packages if opened.lies_in(path, name)), key=len, default="")


def may_name(source: constraint.Source, name: str) -> bool:
    """Whether an import of the name can stand in the text; an ancestor may be reached by dots alone."""
    name = opened.folder(name) if languages.language(source.path) in languages.SCRIPTS else name
    if not name:
        return True
    return edge.last_word(name) in source.text or imports.within(imports.placed(source.path), name)
