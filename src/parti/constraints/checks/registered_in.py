"""registered-in: every function or class of this kind stands in that map.

What it does
    Collects the definitions that match `every` (in scope, at module level) and what is registered in the
    map anywhere in the tree, and compares the two: unregistered, dangling, and no such map at all.
Why
    A handler that nobody registered is dead code that passes its own unit test.
Example
    ```check registered-in
    every: "function handle_*"
    in: dispatch.HANDLERS
    ```
Options
    every       `function handle_*`, `class *Handler`, or `class *(BaseHandler)` for all that derive from it
    in          the dotted name of the map, list or set; its tail is enough. One of Go goes by its folder or
                its import path, in the root of a module also by the name of the package (`app.Commands`)
    decorator   instead of `in`: the decorator that registers, for example `app.route`
What it sees
    Literals, `X[key] = f`, `X.append/add/register/update(…)`, in Go `X = append(X, f)`, `X.AddCommand(f())`
    and their like, in Java `addAll` and `D.INSTANCE`, `partial(f, …)` and instances as entries,
    aliases, `getattr(m, "f")`, a function bound to a variable and re-exports, in any file, in JavaScript
    also `X.a ??= f` and a map that `require` brings in. In Python the
    map or the decorator under another name (`h = Bus.handlers; h["x"] = f`), `register("x")(f)`, another
    map that is put in (`**BASE`, `*BASE`, `BASE | {…}`), both sides of `… if … else …`; what a later
    statement of the module takes away (`HANDLERS = {…}` again, `del HANDLERS["b"]`). Nobody makes one of a
    protocol, an interface, a trait or an abstract class (a base `ABC`, an abstract method of its own), so
    none is asked for. In Python, scripts and Java, `class *(Base)` is also one that has the base through
    other classes of the tree.
What it does not
    An entry that wraps the function (`lambda e: f(e)`, a wrapper elsewhere), a method of your own that adds
    to the map (`X.mount(f)`), what a factory of Java returns (`K.create()`), `register(f)` as a call in
    place of a decorator, `X.pop("b")` and whatever is taken away in a function. Registration in a loop over
    names, by `globals()`, or from configuration files. An example sees no file but its own: what stands in
    another one goes below a line such as `# file: src/app/dispatch.py`.
Languages: Python, TypeScript, JavaScript, Go, Java, Rust: object, map and array literals, `put`, `set`,
`push`, `insert`, annotations and attributes. A Java function is a method of a class at the top of its file.
Entries without a definition are told for Python alone.
"""

import builtins
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from parti.constraints import block, constraint, every, finding, go_modules, origins
from parti.constraints import tree as trees
from parti.source import facts, imports, languages

KIND = "registered-in"
_BUILTIN = frozenset({*dir(builtins), "WindowsError", "unicode", "basestring", "long", "xrange", "unichr"})
EXAMPLE: Mapping[str, object] = {"every": "function handle_*", "in": "dispatch.HANDLERS"}
_MAP = "from app.posts import handle_new\n\nHANDLERS = {'new': handle_new}\n"
_POSTS = "def handle_new(event): ...\n"
KEPT = (
    ("src/app/dispatch.py", "def handle_new(event): ...\n\n\nHANDLERS = {'new': handle_new}\n"),
    ("src/app/posts.py", f"{_POSTS}# file: src/app/dispatch.py\n{_MAP}"),
    ("src/app/posts.py", f"from app.dispatch import HANDLERS\n{_POSTS}HANDLERS['new'] = handle_new\n"
     "# file: src/app/dispatch.py\nHANDLERS = {}\n"),
    ("src/dispatch.ts", "function handle_new(e) {}\nexport const HANDLERS = { new: handle_new };\n"),
    ("dispatch/a.go", 'package dispatch\n\nfunc handle_new() {}\n\n'
     'var HANDLERS = map[string]func(){"new": handle_new}\n'),
    ("dispatch.java", "class dispatch {\n  static void handle_new(int e) {}\n"
     '  static final Map<String, Handler> HANDLERS = Map.of("new", dispatch::handle_new);\n}\n'),
    ("src/dispatch.rs", "fn handle_new() {}\nstatic HANDLERS: &[fn()] = &[handle_new];\n"),
)  # fmt: skip
BROKEN = (
    ("src/app/dispatch.py", "def handle_new(event): ...\n\n\nHANDLERS = {}\n"),
    ("src/app/posts.py", f"{_POSTS}def handle_old(event): ...\n# file: src/app/dispatch.py\n{_MAP}"),
    ("src/app/posts.py", f"def new(event): ...\n# file: src/app/dispatch.py\n{_MAP}"),
    ("src/app/posts.py", _POSTS),
    ("src/dispatch.ts", "function handle_new(e) {}\nexport const HANDLERS = {};\n"),
    ("src/dispatch.js", "function handle_new(e) {}\nexports.HANDLERS = HANDLERS = [];\n"),
    ("dispatch/a.go", "package dispatch\n\nfunc handle_new() {}\n\nvar HANDLERS = map[string]func(){}\n"),
    (
        "dispatch.java",
        "class dispatch {\n  static void handle_new(int e) {}\n"
        "  static final Map<String, Handler> HANDLERS = Map.of();\n}\n",
    ),
    ("src/dispatch.rs", "fn handle_new() {}\nstatic HANDLERS: &[fn()] = &[];\n"),
)


class _Entry(msgspec.Struct, frozen=True):
    """One registration, with the file and facts that it stands in."""

    source: constraint.Source
    known: facts.Facts
    entry: facts.Registration


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [
        *block.unknown(raw, ("every", "in", "decorator")),
        *block.need_texts(raw, "every", '"function handle_*"'),
        *block.optional_text(raw, "in", "decorator"),
    ]
    if ("in" in raw) == ("decorator" in raw):
        wrong.append("give one of `in: dispatch.HANDLERS` and `decorator: app.route`")
    return [*wrong, *every.wrong(raw, "every", methods=False)]


def findings(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Definitions that are not registered, entries without a definition, or no registry."""
    subjects = [
        each
        for each in _subjects(rule, tree)
        if not every.is_outline(each, trees.facts(tree, each.source.path))
    ]
    decorator = imports.dotted(block.text(rule.options, "decorator").lstrip("@"))
    if decorator:
        yield from _undecorated(rule, subjects, decorator, tree)
        return
    registry = imports.dotted(block.text(rule.options, "in"))
    entries = _all(registry, tree)
    if not entries:
        if subjects:
            yield _no_registry(rule, registry, subjects)
        return
    values = _values(entries, tree)
    for subject in subjects:
        if not any(_means(value, subject) for value in values):
            yield _unregistered(rule, subject, _absent(subject, registry), entries[0])
    yield from _dangling(rule, registry, entries, tree)


def _absent(subject: every.Subject, registry: str) -> str:
    """How it is said that something is not in the map: what a language may add unseen is not denied."""
    if languages.language(subject.source.path) == "python":
        return f"not in `{registry}`, so nothing calls it"
    return f"not seen to be put into `{registry}`"


def settled(rule: constraint.Constraint, tree: constraint.Tree) -> tuple[frozenset[str], tuple[str, ...]]:
    """What of other files decides which files a rule reads, for a look that does not see those.

    Returns:
        The files that are read to learn what stands in the map, each of which must parse; and the files
        that name the map.
    """
    asked: set[str] = set()

    def told(text: str, path: str) -> facts.Facts:
        asked.add(path)
        return trees.facts(tree, path)

    watched = trees.Lazy(tree.paths(), tree.text, None, told)
    for _ in findings(rule, watched):
        pass
    word = _word(rule)
    spoken = (path for path in tree.paths() if languages.language(path) in every.LANGUAGES)
    naming = [path for path in spoken if word and word in tree.text(path)]
    if word:
        naming += [
            each.source.path for each in _all(imports.dotted(block.text(rule.options, "in")), watched)
        ]
    return frozenset(asked), tuple(dict.fromkeys(naming))


def _word(rule: constraint.Constraint) -> str:
    return imports.dotted(block.text(rule.options, "in")).rsplit(".", 1)[-1]


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """An `every …` rule that speaks of nothing."""
    if not any(True for _ in _subjects(rule, tree)):
        message = f"`{rule.id}` finds nothing in its scope that matches `{rule.options.get('every')}`"
        yield constraint.rotten(rule, message, "correct `every` or the scope, or retire the constraint")


def _subjects(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[every.Subject]:
    """The definitions that a rule speaks of, whether or not they changed."""
    return every.subjects(rule, tree, every.described(rule.options, "every"))


def _all(registry: str, tree: constraint.Tree) -> list[_Entry]:
    """What stands in a map, with what stands in the maps of Python that it takes in; each is read once."""
    found = list(_entries(registry, tree))
    modules: Mapping[str, str] | None = None
    seen: set[str] = set()
    for each in found:
        home, _, name = each.entry.value.rpartition(".")
        if each.entry.key != facts.MERGED or each.entry.value in seen:
            continue
        seen.add(each.entry.value)
        modules = imports.by_module(tree.paths()) if modules is None else modules
        for path in imports.paths_of(home, modules) if home else ():
            if path.endswith(".py") and name in tree.text(path):
                source, known = constraint.Source(path, tree.text(path)), trees.facts(tree, path)
                inside = (entry for entry in known.registrations if entry.how != "decorator")
                found += [
                    _Entry(source, known, entry)
                    for entry in inside
                    if _is(entry.registry, each.entry.value)
                ]
    return found


def _entries(registry: str, tree: constraint.Tree, applied: bool = False) -> Iterator[_Entry]:
    """What files put into a registry, or (`applied`) what they hand a decorator."""
    word, go = registry.rsplit(".", 1)[-1], go_modules.Modules(tree)
    full = go.canonical(registry)
    for path in tree.paths():
        if languages.language(path) not in every.LANGUAGES or word not in tree.text(path):
            continue
        source, known = constraint.Source(path, tree.text(path)), trees.facts(tree, path)
        for entry in known.registrations:
            named = _is(entry.registry, registry) or (
                bool(full) and go_modules.is_go(path) and _import_path(entry, known, go) == full
            )
            if (entry.how == "decorator") == applied and named:
                yield _Entry(source, known, entry)


def _import_path(entry: facts.Registration, known: facts.Facts, go: go_modules.Modules) -> str:
    """What a map of Go is called by its import path; one of its own package is written by its folder."""
    if any(imports.inside(entry.registry, each.module) for each in known.imports):
        return entry.registry
    return go.named(known.module, entry.registry)


def _is(name: str, registry: str) -> bool:
    return name == registry or name.endswith(f".{registry}")


def _values(entries: Sequence[_Entry], tree: constraint.Tree) -> tuple[str, ...]:
    """What stands in the registry, each under its own name and under the one that it came from."""
    origin = origins.Origins(tree)
    written = dict.fromkeys(each.entry.value for each in entries if each.entry.value)
    mentions = (facts.Call(name=name, method="", line=0, column=0, how="reference") for name in written)
    came = dict.fromkeys(call.name for mention in mentions for call in origin.of(mention))
    single = dict.fromkeys(
        each.entry.value.removesuffix(".INSTANCE").removesuffix(".getInstance")
        for each in entries
        if languages.language(each.source.path) == "java" and each.entry.value
    )
    return tuple({**written, **came, **single})


def _means(value: str, subject: every.Subject) -> bool:
    """Whether an entry is this definition: by full name, by tail, or through a package's re-export."""
    if not value:
        return False
    if imports.same(value, subject.full):
        return True
    package, _, last = value.rpartition(".")
    owner, _, name = subject.full.rpartition(".")
    return last == name and imports.inside(owner, package)


def _undecorated(
    rule: constraint.Constraint,
    subjects: Sequence[every.Subject],
    decorator: str,
    tree: constraint.Tree,
) -> Iterator[finding.Finding]:
    left = [s for s in subjects if not any(_is(have, decorator) for have in s.definition.decorators)]
    by_hand = [*_entries(decorator, tree, applied=True)] if left else []
    values = _values(by_hand, tree) if by_hand else ()
    for subject in left:
        if not any(_means(value, subject) for value in values):
            yield _unregistered(rule, subject, f"not decorated with `@{decorator}`", None)


def _unregistered(
    rule: constraint.Constraint, subject: every.Subject, how: str, place: _Entry | None
) -> finding.Finding:
    each = subject.definition
    where = f"add it at {place.source.path}:{place.entry.line}" if place else "add the decorator"
    message = f"{each.kind} `{each.name}` is {how}"
    return constraint.broken(rule, subject.source, each.line, each.column, message, where)


def _no_registry(
    rule: constraint.Constraint, registry: str, subjects: Sequence[every.Subject]
) -> finding.Finding:
    count = "1 definition" if len(subjects) == 1 else f"{len(subjects)} definitions"
    message = f"`{registry}` exists nowhere in the tree, and {count} should be in it"
    return constraint.rotten(rule, message, f"create `{registry}`, or correct `in`", "error")


def _dangling(
    rule: constraint.Constraint, registry: str, entries: Sequence[_Entry], tree: constraint.Tree
) -> Iterator[finding.Finding]:
    """Entries whose definition is gone, as far as the tree can tell."""
    modules = imports.by_module(tree.paths())
    for each in entries:
        judged = languages.language(each.source.path) == "python" and each.entry.key != facts.MERGED
        if judged and each.entry.value and _gone(each, modules, tree):
            message = f"`{registry}` names `{each.entry.value}`, which is defined nowhere"
            fix = "define it, or remove the entry"
            yield constraint.broken(rule, each.source, each.entry.line, 0, message, fix)


def _gone(each: _Entry, modules: Mapping[str, str], tree: constraint.Tree) -> bool:
    module, _, name = each.entry.value.rpartition(".")
    if not module:
        return _is_unbound(name, each)
    for path in imports.paths_of(module, modules):
        known = trees.facts(tree, path)
        star = any("*" in imported.names for imported in known.imports)
        submodule = f"{module}.{name}" in modules
        if known.problem or star or submodule or name in known.names or "__getattr__" in known.names:
            return False
    return bool(imports.paths_of(module, modules))


def _is_unbound(name: str, each: _Entry) -> bool:
    """Whether nothing in a file defines or imports a plain name, and nothing there may bind it unseen."""
    known, text = each.known, each.source.text
    targets = {target for several in known.aliases.values() for target in several}
    return (
        bool(name)
        and not name.startswith("__")
        and name not in known.names
        and name not in _BUILTIN
        and name not in targets
        and not any("*" in imported.names or imported.module == name for imported in known.imports)
        and re.search(rf"(?<![\w.]){re.escape(name)}\b", text) is not None
        and re.search(rf"\b(?:globals|vars|exec|setattr)\s*\(|\bglobal\b.*\b{re.escape(name)}\b", text)
        is None
    )
