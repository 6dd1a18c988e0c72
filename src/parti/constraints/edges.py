"""What a file imports, in any language, under names that a constraint can be compared with.

Called by the import kinds (`layers`, `forbidden-import`, `independent`, the dependency kinds). A Python
file is parsed only where a scan finds an import that matters; a file of another language only where a
name that matters occurs in it.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

import msgspec

from parti.constraints import constraint, crates, origins
from parti.constraints import tree as trees
from parti.source import facts, hasty, imports, languages, lines, standard

LANGUAGES = standard.LANGUAGES
NAMES = "Python, TypeScript, JavaScript, Go, Java, Rust"
_SAYS = {
    "python": ("import",),
    "go": ("import",),
    "java": (".",),
    "rust": ("::",),
    "javascript": ("import", "require", "from"),
}
_REMEMBERED = 4096
"""Names whose answers are remembered: a large tree imports the same few thousand again and again."""

_GO_MODULE = re.compile(r"""^[^\S\n]*module\s+["`]?([^\s"`]+)""", re.MULTILINE)
_CRATE = re.compile(r"(?:^|/)([^/]+)/src/")
_USE = re.compile(r"\s*(?:pub(?:\([^)]*\))?\s+)?use\s+(?:::)?(\w+)")
Wanted = Callable[[str], bool]


class Edge(msgspec.Struct, frozen=True):
    """One import, or a full name that is used without one, with what it brings in.

    In Rust, `test` is code that only tests are built with, and `guessed` a name that a star may bring in.
    """

    name: str
    line: int
    column: int
    level: int = 0
    test: bool = False
    guessed: bool = False


class Edges:
    """The imports of the files of one tree."""

    def __init__(self, tree: constraint.Tree) -> None:
        self._tree = tree
        self._go: tuple[tuple[str, str], ...] | None = None
        self._placed: frozenset[str] | None = None
        self._top: frozenset[str] | None = None
        self._made: frozenset[str] | None = None
        self._first: frozenset[str] | None = None
        self._origins: origins.Origins | None = None
        self._handing: dict[str, bool] = {}
        self._bases = functools.cache(lambda: crates.folders(tuple(tree.paths()), tree.text))
        self._holds = functools.lru_cache(_REMEMBERED)(self._has_module)
        self._target = functools.lru_cache(_REMEMBERED)(self._targeted)
        self._bringing = functools.lru_cache(_REMEMBERED)(self._may_bring)
        self._from_outside = functools.lru_cache(_REMEMBERED)(self._brought_from_outside)

    def words(self) -> tuple[tuple[str, ...], ...]:
        """What a file must hold to import anything, in the languages of this tree."""
        endings = {"".join(path.rpartition(".")[1:]) for path in self._tree.paths()}
        spoken = {languages.language(ending) for ending in endings} & LANGUAGES
        keys = {each if each in _SAYS else "javascript" for each in spoken} or {"python"}
        return tuple((word,) for word in dict.fromkeys(w for key in sorted(keys) for w in _SAYS[key]))

    def of(self, source: constraint.Source, wanted: Wanted, near: Sequence[str] = ()) -> Iterator[Edge]:
        """The imports that are wanted; `near` are names one of which a wanted import must lie in."""
        language = languages.language(source.path)
        if language == "python":
            plain = tuple(trees.imports(self._tree, source, wanted))
            for each, name in plain:
                yield Edge(name, each.line, each.column, each.level)
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
            targets = [self._name(name, language) for name in (() if foreign else imported.targets())]
            into = others if foreign else tried if imported.test else brought
            into.update(imported.targets() if foreign else targets)
            found = next((name for name in targets if name and wanted(name)), "")
            place = (imported.line, found.rpartition(".")[0])
            if found and place not in told:
                told.add(place)
                yield Edge(found, imported.line, imported.column, imported.level, imported.test)
        if language == "rust":
            brought = {name for name in brought if wanted(name)}
            tried = brought | {name for name in tried if wanted(name)}
            for path in known.written:
                foreign = bool(near) and self._is_crate_of_others(path)
                if not foreign and not _lies(path.names[0], others):
                    yield from _in_full(path, tried if path.test else brought, told, wanted)

    def _reached(
        self, source: constraint.Source, wanted: Wanted, near: Sequence[str], brought: frozenset[str]
    ) -> Iterator[Edge]:
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
        if not _may_open(source, near, plain):
            return
        told: set[int] = set()
        for call in trees.facts(self._tree, source.path).calls:
            known = any(imports.inside(call.name, name) for name in brought)
            behind_top = "." in call.name and call.name.split(".", 1)[0] in plain
            if call.certain and behind_top and not known and call.line not in told and wanted(call.name):
                told.add(call.line)
                yield Edge(call.name, call.line, call.column)

    def handed_on(
        self, source: constraint.Source, wanted: Wanted, packages: Sequence[str]
    ) -> Iterator[Edge]:
        """What a Python file takes from a module of ours that stands outside and has it from inside."""
        among = tuple(packages)
        inner = tuple(f"{name}." for name in among)

        def handed(name: str) -> str:
            return next((truly for truly in self._from_outside(name, among) if wanted(truly)), "")

        def may_hand(each: facts.Import) -> bool:
            modules = (name for name in _holders(each) if not name.startswith(inner))
            bringing = any(self._bringing(name, among) for name in modules)
            return bringing and any(map(handed, each.targets()))

        rough = self._tree.imports(source.path) if isinstance(self._tree, trees.Lazy) else None
        if rough is not None and not any(map(may_hand, rough)):
            return
        for each, _ in trees.imports(self._tree, source, lambda name: bool(handed(name))):
            for found in filter(None, map(handed, each.targets() if each.names else ())):
                yield Edge(found, each.line, each.column, each.level)

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
        if imports.inside(name, package):
            return True
        if language == "rust" and name.split(".", 1)[0] in self._bases():
            return imports.within(self._in_folder(name), package)
        if language in {"python", "java", "rust"}:
            return False
        unrooted = language == "go" and not self._modules()
        return (unrooted or name.split(".", 1)[0] in self._tops()) and imports.within(name, package)

    def _in_folder(self, name: str) -> str:
        """A name of a crate of the tree by its folders: `grep_cli.run` is `crates.cli.run`."""
        crate, _, rest = name.partition(".")
        return f"{imports.placed(f'{self._bases()[crate]}/lib.rs')}.{rest}".strip(".")

    def home(self, path: str, packages: Sequence[str]) -> str:
        """The longest of the packages that a file lies in, by its folders or by the name of its crate."""
        found = home(path, packages)
        crate = crates.place(path, self._bases()) if not found and path.endswith(".rs") else ""
        return found or max((each for each in packages if imports.inside(crate, each)), key=len, default="")

    def may_name(self, source: constraint.Source, name: str) -> bool:
        """Whether an import of the name can stand in the text, also by a crate that lies in its folder."""
        if may_name(source, name):
            return True
        rust = self._bases() if source.path.endswith(".rs") else ()
        return any(crate in source.text and self.reaches(crate, name, "rust") for crate in rust)

    def target(self, name: str, packages: Sequence[str], language: str) -> str:
        """The longest of the packages that an imported name lies in; empty for none."""
        return self._target(name, tuple(packages), language)

    def _targeted(self, name: str, packages: tuple[str, ...], language: str) -> str:
        return max((each for each in packages if self.reaches(name, each, language)), key=len, default="")

    def ours(self, name: str, language: str) -> bool:
        """Whether a name of another language than Python is provided by the tree itself."""
        top = name.split(".", 1)[0]
        if language in {"javascript", "typescript", "tsx"} and top[:1] in {"#", "~", "$"}:
            return True
        if language == "java":
            parts = takewhile(lambda part: not part[:1].isupper(), name.split("."))
            package = ".".join(parts) or name
            return any(imports.within(place, package) for place in self._places())
        if language == "go" and not self._modules():
            return any(place and imports.within(name, place) for place in self._places())
        return not name or top == "@" or top in self._tops()

    def _name(self, name: str, language: str) -> str:
        """A Go import without the module path in front, so that it reads like the folder."""
        if language != "go":
            return name
        for module, folder in self._modules():
            if imports.inside(name, module):
                return f"{folder}.{name[len(module) + 1 :]}".strip(".")
        return name

    def _of_others(self, source: constraint.Source, each: facts.Import, language: str) -> bool:
        """Whether an import cannot be of ours, though a module of ours has its name, as `log` may have."""
        if language == "go":
            modules = [module for module, _ in self._modules()]
            return bool(modules) and not any(imports.inside(each.module, module) for module in modules)
        if language != "rust" or source.path.endswith(("/main.rs", "/lib.rs")):
            return False
        written = _USE.match(lines.at(source.text, each.line)[max(each.column - 1, 0) :])
        top = written[1] if written else ""
        root = source.path[: source.path.rfind("src/") + 4] if "src/" in source.path else ""
        bare = top not in {"", "crate", "self", "super"} and top not in self._crates()
        return bare and self._holds(f"{root}{top}")

    def _is_crate_of_others(self, each: facts.Written) -> bool:
        """Whether a path that is written out begins with a crate of others, as no module needs a `use`."""
        bare = not each.bound and not each.own and len(each.names) == 1
        return bare and each.names[0].split(".", 1)[0] not in self._crates()

    def _has_module(self, stem: str) -> bool:
        return any(path.startswith((f"{stem}.rs", f"{stem}/")) for path in self._tree.paths())

    def _crates(self) -> frozenset[str]:
        """The crates of the tree, by the folders that hold a `src`."""
        if self._made is None:
            found = (_CRATE.search(path) for path in self._tree.paths() if path.endswith(".rs"))
            named = {crate[1].replace("-", "_") for crate in found if crate}
            self._made = frozenset(named | set(self._bases()))
        return self._made

    def _modules(self) -> tuple[tuple[str, str], ...]:
        """(module path, folder) of each go.mod of the tree, the longest first."""
        if self._go is None:
            found = [
                (imports.dotted(says[1]), path.rpartition("/")[0].replace("/", "."))
                for path in self._tree.paths()
                if path.rpartition("/")[2] == "go.mod"
                and (says := _GO_MODULE.search(self._tree.text(path)))
            ]
            self._go = tuple(sorted(found, key=lambda pair: -len(pair[0])))
        return self._go

    def _places(self) -> frozenset[str]:
        if self._placed is None:
            self._placed = frozenset(places(self._tree, LANGUAGES - {"python"}))
        return self._placed

    def _tops(self) -> frozenset[str]:
        if self._top is None:
            self._top = frozenset(place.split(".", 1)[0] for place in self._places() if place)
        return self._top


def places(tree: constraint.Tree, spoken: frozenset[str] = LANGUAGES) -> set[str]:
    """Where the files of some languages lie, dotted."""
    found = {imports.placed(path) for path in tree.paths() if languages.language(path) in spoken}
    bases = crates.folders(tuple(tree.paths()), tree.text) if "rust" in spoken else {}
    named = (crates.place(path, bases) for path in tree.paths() if bases and path.endswith(".rs"))
    return found | set(filter(None, named))


def home(path: str, packages: Sequence[str]) -> str:
    """The longest of the packages that a file lies in; empty for none."""
    module = imports.placed(path)
    return max((name for name in packages if imports.within(module, name)), key=len, default="")


def last_word(name: str) -> str:
    """The word without which a name, as far as it is plain, cannot be written."""
    return name.split("*", 1)[0].rstrip(".").rsplit(".", 1)[-1]


def may_name(source: constraint.Source, name: str) -> bool:
    """Whether an import of the name can stand in the text; an ancestor may be reached by dots alone."""
    return last_word(name) in source.text or imports.within(imports.placed(source.path), name)


def _holders(each: facts.Import) -> tuple[str, ...]:
    """The modules that names are taken from; a star is told by its module, which another may hold."""
    if not each.names:
        return ()
    return (each.module, each.module.rpartition(".")[0]) if "*" in each.names else (each.module,)


def _may_open(source: constraint.Source, near: Sequence[str], tops: Iterable[str]) -> bool:
    """Whether a name in one of the packages may be reached from above it, through a name for what holds it.

    A name that is imported from a package or below one is told by its import.
    """
    found = hasty.imported(source.text, source.path)
    if found is None or "getattr" in source.text or any(hasty.is_opened(source.text, top) for top in tops):
        return True  # what is written out is taken at its word, whatever binds its first name
    above = {imports.module_name(source.path), *(usable for _, usable in found)}
    whole = {usable for name, usable in found if name != usable}
    return not whole.isdisjoint(near) or any(each.startswith(f"{name}.") for each in near for name in above)


def _lies(name: str, among: Iterable[str]) -> bool:
    return any(imports.inside(name, each) for each in among)


def _in_full(
    each: facts.Written, covering: set[str], told: set[tuple[int, str]], wanted: Wanted
) -> Iterator[Edge]:
    """A path of Rust that is used without a `use` of its own, once a line."""
    found = next((name for name in each.names if wanted(name)), "")
    place = (each.line, found.rpartition(".")[0])
    if found and place not in told and not _lies(found, covering):
        told.add(place)
        guessed = len(each.names) > 1 and found == each.names[0]
        yield Edge(found, each.line, each.column, int(each.own), each.test, guessed)
