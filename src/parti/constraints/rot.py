"""Rot, document → code: what the constraint document speaks of and the code no longer has.

Called by `conformance` on a whole tree, and by `workflow` for what only it knows: the disk, how commands
and examples ended, the change at hand, and git's history. Names are those that a check block or a
`Watches:` line declares, never words guessed from prose. That a *never* rule matches nothing is its
success; that an *every* rule does is rot, and each kind says so itself.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.constraints import block, checks, constraint, document, finding, sweep, unmined
from parti.constraints import rot_beyond as beyond
from parti.constraints import tree as trees
from parti.source import facts as kinds
from parti.source import imports, languages, reading

_OTHERS = frozenset({"allow", "instead-of", "message", "fix", "run"})
"""Options that name what is not ours, or nothing at all."""

_NAMED = frozenset({"helper", "raw", "error", "registry", "environment"})
"""Candidates whose key says the name of something that the tree has."""

_TICKED = re.compile(r"`([^`]+)`")


def of(read: document.Document, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Everything that a tree alone can tell about a document."""
    for rule in read.constraints:
        yield from stale(rule, tree)
        yield from _idle(rule, tree)
    yield from _unwatched(read, tree)


def stale(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Globs that match no file, and names that the kind says are gone."""
    paths = tree.paths()
    for glob in (*rule.scope.include, *rule.scope.exclude):
        only = constraint.Scope((glob,))
        if not any(only.covers(path) for path in paths):
            message = f"the scope of `{rule.id}` names `{glob}`, which matches no file"
            yield constraint.rotten(rule, message, "correct the glob, or remove it")
    look = getattr(checks.load(rule.kind), "rot", None)
    if look is not None:
        yield from look(rule, tree)


def _idle(rule: constraint.Constraint, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Files that the scope leaves out by name and that would not break the rule: exemptions of nothing.

    A glob that leaves out a whole folder says what the rule is about and stays, as does a file that is
    never mined (`setup.py`), which mining writes into a scope. Any other file is an exemption.
    """
    check = checks.load(rule.kind)
    if not isinstance(check, constraint.FileCheck):
        return
    known = frozenset(tree.paths())
    for path in rule.scope.exclude:
        if path not in known or path in unmined.ASIDE or _is_home(rule, path):
            continue
        exclude = tuple(each for each in rule.scope.exclude if each != path)
        lifted = msgspec.structs.replace(rule, scope=constraint.Scope(rule.scope.include, exclude))
        if not lifted.scope.covers(path):
            yield _exempts_nothing(rule, path, "lies outside the scope anyway")
            continue
        alone = trees.Lazy(tree.paths(), tree.text, {path}, reading.extract)
        found = next(iter(sweep.run([(lifted, check.look(lifted, alone))], alone)), None)
        if found is None and path not in alone.problems():
            yield _exempts_nothing(rule, path, "would not break it")


def _is_home(rule: constraint.Constraint, path: str) -> bool:
    """Whether a file defines what the check names, and may do so in the sentence's own sense."""
    place = imports.placed(path)
    names = (imports.dotted(name) for name in _options(rule))
    return any(imports.within(place, name.rpartition(".")[0] or name) for name in names)


def _exempts_nothing(rule: constraint.Constraint, path: str, why: str) -> finding.Finding:
    message = f"the scope of `{rule.id}` leaves out `{path}`, which {why}"
    return constraint.rotten(rule, message, f"take `{path}` out of the exceptions")


def _unwatched(read: document.Document, tree: constraint.Tree) -> Iterator[finding.Finding]:
    """Watched names and paths that are gone."""
    if not read.watches:
        return
    gone = missing((name for names in read.watches.values() for name in names), tree)
    for rule in read.constraints:
        for name in read.watches.get(rule.id, ()):
            if name in gone:
                message = f"`{rule.id}` watches `{name}`, which is no longer there"
                fix = "look whether the sentence still holds, then correct or remove the name"
                yield constraint.rotten(rule, message, fix)


def missing(names: Iterable[str], tree: constraint.Tree, broken: bool = False) -> frozenset[str]:
    """Which names and paths the tree does not have: files, globs, modules, definitions, registries.

    One scan of the texts for the last words, and facts only of files where one occurs.

    Args:
        broken: whether an import of a module that no file is (`from . import dead`) still counts as gone;
            where nobody told so yet, such a module may be one that is built and not in the tree.
    """
    paths = tree.paths()
    left = {name for name in names if not _is_path(name, paths)}
    code = [path for path in paths if languages.language(path)]
    left = {n for n in left if not any(imports.within(imports.placed(p), imports.dotted(n)) for p in code)}
    plain = {name for name in left if not re.search(r"[/*?]", name)}
    words = {name: imports.dotted(name).rsplit(".", 1)[-1] for name in plain}
    present = sweep.scanner(words.values(), len(code))
    for path in code:
        if not plain:
            break
        here = present(tree.text(path))
        wanted = [name for name in plain if words[name] in here]
        if wanted:
            bound = frozenset(_bound(trees.facts(tree, path), path, broken))
            plain.difference_update(name for name in wanted if _among(name, bound))
    return frozenset(plain | {name for name in left if re.search(r"[/*?]", name)})


def _is_path(name: str, paths: Sequence[str]) -> bool:
    wanted = name.removeprefix("./").rstrip("/")
    only = constraint.Scope((wanted, f"{wanted}/**"))
    return any(only.covers(path) for path in paths)


def _bound(known: kinds.Facts, path: str, broken: bool) -> Iterator[str]:
    """The full names of everything that a file binds, and the environment variables that it reads."""
    module = known.module or imports.placed(path)
    for name in (*(each.name for each in known.definitions), *known.names):
        full = f"{module}.{name}"
        if not broken or full not in known.aliases.get(name, ()):
            yield full
    for entry in known.registrations:
        if entry.how == "declared":
            yield entry.registry
    for read in known.environment:
        yield read.name


def _among(name: str, bound: Collection[str]) -> bool:
    wanted = imports.dotted(name)
    return any(each == wanted or each.endswith(f".{wanted}") for each in bound)


def dismissals(known: Iterable[str], tree: constraint.Tree, path: str) -> Iterator[finding.Finding]:
    """Dismissed candidates of names that the tree no longer has; `path` is where they are written."""
    named = {key: key.split(":")[1] for key in known if key.split(":", 1)[0] in _NAMED and ":" in key}
    lost = missing(named.values(), tree) if named else frozenset[str]()
    for key, name in named.items():
        if name in lost:
            message = f"the candidate `{key}` was dismissed, and `{name}` is no longer there"
            yield finding.Finding(
                code=beyond.CODE,
                level="warning",
                message=message,
                place=finding.Place(path=path),
                fix=f"take the entry out of {path}",
                snippet=key,
            )


def gone(
    read: document.Document, found: Iterable[finding.Finding], tree: constraint.Tree
) -> Mapping[finding.Finding, str]:
    """Which declared name or path each finding of rot says is gone; history is asked for no other."""
    by_line = {rule.line: rule for rule in read.constraints}
    told: dict[finding.Finding, str] = {}
    for each in found:
        rule = by_line.get(each.place.line)
        if each.code == beyond.CODE and rule is not None and each.place.path == document.PATH:
            declared = {*_options(rule), *rule.scope.include, *rule.scope.exclude, beyond.script(rule)}
            declared.update(read.watches.get(rule.id, ()))
            said = each.message.removeprefix("the scope of ").removeprefix(f"`{rule.id}`")
            name = next((name for name in _TICKED.findall(said) if name in declared), "")
            if name and " " not in name:
                told[each] = name
    lost = missing(told.values(), tree, broken=True) if told else frozenset[str]()
    return {each: name for each, name in told.items() if name in lost}


def _options(rule: constraint.Constraint) -> tuple[str, ...]:
    """The names of ours in a check block, with the siblings of a row apart."""
    keys = (key for key in rule.options if key not in _OTHERS)
    rows = (text for key in keys for text in block.texts(rule.options, key))
    return tuple(name.strip() for row in rows for name in row.split("|") if name.strip())
