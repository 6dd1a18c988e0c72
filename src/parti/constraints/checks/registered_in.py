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
    in          the dotted name of the map, list or set; its tail is enough
    decorator   instead of `in`: the decorator that registers, for example `app.route`
What it sees
    Literals, `X[key] = f`, `X.append/add/register/update(…)`, `partial(f, …)` and instances as entries,
    aliases and re-exports, in any file.
What it does not
    Registration in a loop over names, by `globals()`, or from configuration files. Python only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

import msgspec

from parti.constraints import block, constraint, finding
from parti.constraints import tree as trees
from parti.source import facts, imports, languages

KIND = "registered-in"
EXAMPLE: Mapping[str, object] = {"every": "function handle_*", "in": "dispatch.HANDLERS"}
_MAP = "from app.posts import handle_new\n\nHANDLERS = {'new': handle_new}\n"
_POSTS = "def handle_new(event): ...\n"
KEPT = (
    ("src/app/dispatch.py", "def handle_new(event): ...\n\n\nHANDLERS = {'new': handle_new}\n"),
    ("src/app/posts.py", f"{_POSTS}# file: src/app/dispatch.py\n{_MAP}"),
    ("src/app/posts.py", f"from app.dispatch import HANDLERS\n{_POSTS}HANDLERS['new'] = handle_new\n"
     "# file: src/app/dispatch.py\nHANDLERS = {}\n"),
)  # fmt: skip
BROKEN = (
    ("src/app/dispatch.py", "def handle_new(event): ...\n\n\nHANDLERS = {}\n"),
    ("src/app/posts.py", f"{_POSTS}def handle_old(event): ...\n# file: src/app/dispatch.py\n{_MAP}"),
    ("src/app/posts.py", f"def new(event): ...\n# file: src/app/dispatch.py\n{_MAP}"),
    ("src/app/posts.py", _POSTS),
)

_EVERY = re.compile(r"(function|class)\s+([\w*?\[\]]+)\s*(?:\(([\w.*]+)\))?\Z")


class _Subject(msgspec.Struct, frozen=True):
    """One definition that must be registered."""

    source: constraint.Source
    full: str
    definition: facts.Definition


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
    for each in block.texts(raw, "every"):
        if not _EVERY.match(each):
            wrong.append(f"`every: {each}` must read like `function handle_*` or `class *Handler(Base)`")
    return wrong


def findings(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Definitions that are not registered, entries without a definition, or no registry."""
    subjects = list(_subjects(rule, tree))
    decorator = block.text(rule.options, "decorator")
    if decorator:
        yield from _undecorated(rule, subjects, decorator)
        return
    registry = block.text(rule.options, "in")
    entries = list(_entries(registry, tree))
    if not entries:
        if subjects:
            yield _no_registry(rule, registry, subjects)
        return
    for subject in subjects:
        if not any(_means(each.entry.value, subject) for each in entries):
            yield _unregistered(rule, subject, f"not in `{registry}`, so nothing calls it", entries[0])
    yield from _dangling(rule, registry, entries, tree)


def rot(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """An `every …` rule that speaks of nothing."""
    if not any(True for _ in _subjects(rule, tree)):
        message = f"`{rule.id}` finds nothing in its scope that matches `{rule.options.get('every')}`"
        yield constraint.rotten(rule, message, "correct `every` or the scope, or retire the constraint")


def _subjects(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[_Subject]:
    """The definitions at module level that a rule speaks of, whether or not they changed."""
    wanted = [
        found.groups() for each in block.texts(rule.options, "every") if (found := _EVERY.match(each))
    ]
    for path in tree.paths():
        if languages.language(path) != "python" or not rule.scope.covers(path):
            continue
        source = constraint.Source(path, tree.text(path))
        if not any(_may_hold(source.text, kind, name) for kind, name, _ in wanted):
            continue
        known = trees.facts(tree, path)
        for each in known.definitions:
            if "." not in each.name and any(_fits(each, *row) for row in wanted):
                yield _Subject(source, f"{known.module}.{each.name}".lstrip("."), each)


def _may_hold(text: str, kind: str, name: str) -> bool:
    """A scan before the parse: the longest plain piece of the name, behind its keyword."""
    piece = max(re.split(r"[*?\[\]]+", name), key=len)
    return ("def " if kind == "function" else "class ") in text and piece in text


def _fits(each: facts.Definition, kind: str, name: str, base: str | None) -> bool:
    if each.kind != kind or not fnmatchcase(each.name, name):
        return False
    last = each.name.rsplit(".", 1)[-1]
    if base is None or base.rsplit(".", 1)[-1] == last:
        return base is None
    return any(imports.same(have, base) or fnmatchcase(have, base) for have in each.bases)


def _entries(registry: str, tree: constraint.Tree) -> Iterator[_Entry]:
    for source in trees.holding(tree, (registry.rsplit(".", 1)[-1],)):
        known = trees.facts(tree, source.path)
        for entry in known.registrations:
            if entry.how != "decorator" and _is(entry.registry, registry):
                yield _Entry(source, known, entry)


def _is(name: str, registry: str) -> bool:
    return name == registry or name.endswith(f".{registry}")


def _means(value: str, subject: _Subject) -> bool:
    """Whether an entry is this definition: by full name, by tail, or through a package's re-export."""
    if not value:
        return False
    if imports.same(value, subject.full):
        return True
    package, _, last = value.rpartition(".")
    owner, _, name = subject.full.rpartition(".")
    return last == name and imports.inside(owner, package)


def _undecorated(
    rule: constraint.Constraint, subjects: Sequence[_Subject], decorator: str
) -> Iterator[finding.Finding]:
    for subject in subjects:
        if not any(_is(have, decorator) for have in subject.definition.decorators):
            yield _unregistered(rule, subject, f"not decorated with `@{decorator}`", None)


def _unregistered(
    rule: constraint.Constraint, subject: _Subject, how: str, place: _Entry | None
) -> finding.Finding:
    each = subject.definition
    where = f"add it at {place.source.path}:{place.entry.line}" if place else "add the decorator"
    message = f"{each.kind} `{each.name}` is {how}"
    return constraint.broken(rule, subject.source, each.line, each.column, message, where)


def _no_registry(
    rule: constraint.Constraint, registry: str, subjects: Sequence[_Subject]
) -> finding.Finding:
    message = f"`{registry}` exists nowhere in the tree, and {len(subjects)} definitions should be in it"
    return constraint.rotten(rule, message, f"create `{registry}`, or correct `in`", "error")


def _dangling(
    rule: constraint.Constraint, registry: str, entries: Sequence[_Entry], tree: constraint.Tree
) -> Iterator[finding.Finding]:
    """Entries whose definition is gone, as far as the tree can tell."""
    modules = imports.by_module(tree.paths())
    for each in entries:
        if each.entry.value and _gone(each, modules, tree):
            message = f"`{registry}` names `{each.entry.value}`, which is defined nowhere"
            fix = "define it, or remove the entry"
            yield constraint.broken(rule, each.source, each.entry.line, 0, message, fix)


def _gone(each: _Entry, modules: Mapping[str, str], tree: constraint.Tree) -> bool:
    module, _, name = each.entry.value.rpartition(".")
    if not module:
        return False
    for path in imports.paths_of(module, modules):
        known = trees.facts(tree, path)
        star = any("*" in imported.names for imported in known.imports)
        submodule = f"{module}.{name}" in modules
        if known.problem or star or submodule or name in known.names or "__getattr__" in known.names:
            return False
    return bool(imports.paths_of(module, modules))
