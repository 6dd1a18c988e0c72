"""Rot, document → code: what the constraint document speaks of and the code no longer has.

Called by `conformance` on a whole tree, and by `workflow` for what only it knows: the disk, how commands
and examples ended, the change at hand, and git's history. Names are those that a check block or a
`Watches:` line declares, never words guessed from prose. That a *never* rule matches nothing is its
success; that an *every* rule does is rot, and each kind says so itself.
"""

import re
import shlex
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from parti.constraints import block, checks, constraint, document, finding, sweep
from parti.constraints import tree as trees
from parti.constraints.checks import command
from parti.source import facts as kinds
from parti.source import imports, languages, reading

CODE = "constraints/rot"
_INTERPRETERS = frozenset({"sh", "bash", "dash", "zsh", "node", "deno", "ruby", "perl", "php"})
_PYTHON = re.compile(r"python[\d.]*\Z")
_OTHERS = frozenset({"allow", "instead-of", "message", "fix", "run"})
"""Options that name what is not ours, or nothing at all."""

_NAMED = frozenset({"helper", "raw", "error", "registry", "environment"})
"""Candidates whose key says the name of something that the tree has."""

_TICKED = re.compile(r"`([^`]+)`")


class Went(msgspec.Struct, frozen=True, kw_only=True):
    """What history says of something that is gone, as `workflow` read it through the port."""

    commit: str = ""
    date: str = ""
    subject: str = ""
    now: str = ""
    unknown: str = ""


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

    A glob that leaves out a whole folder says what the rule is about and stays; one file is an exemption.
    """
    check = checks.load(rule.kind)
    if not isinstance(check, constraint.FileCheck):
        return
    known = frozenset(tree.paths())
    for path in rule.scope.exclude:
        if path not in known or _is_home(rule, path):
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


def missing(names: Iterable[str], tree: constraint.Tree) -> frozenset[str]:
    """Which names and paths the tree does not have: files, globs, modules, definitions, registries.

    One scan of the texts for the last words, and facts only of files where one occurs.
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
            bound = frozenset(_bound(trees.facts(tree, path), path))
            plain.difference_update(name for name in wanted if _among(name, bound))
    return frozenset(plain | {name for name in left if re.search(r"[/*?]", name)})


def _is_path(name: str, paths: Sequence[str]) -> bool:
    wanted = name.removeprefix("./").rstrip("/")
    only = constraint.Scope((wanted, f"{wanted}/**"))
    return any(only.covers(path) for path in paths)


def _bound(known: kinds.Facts, path: str) -> Iterator[str]:
    """The full names of everything that a file binds, and the environment variables that it reads."""
    module = known.module or imports.placed(path)
    for name in (*(each.name for each in known.definitions), *known.names):
        yield f"{module}.{name}"
    for entry in known.registrations:
        if entry.how == "declared":
            yield entry.registry
    for read in known.environment:
        yield read.name


def _among(name: str, bound: Collection[str]) -> bool:
    wanted = imports.dotted(name)
    return any(each == wanted or each.endswith(f".{wanted}") for each in bound)


def scripts(
    rules: Iterable[constraint.Constraint], there: Callable[[str], bool]
) -> Iterator[finding.Finding]:
    """Commands whose program or script lies in the repository by its name, and is not there.

    Args:
        there: whether a path, relative to the root, is on the disk; files that git ignores count.
    """
    for rule in rules:
        path = _script(rule)
        if path and not there(path):
            message = f"`{rule.id}` runs `{path}`, which does not exist"
            yield constraint.rotten(rule, message, "correct `run`, or retire the constraint", "error")


def programs(
    rules: Iterable[constraint.Constraint], unstarted: Collection[str]
) -> Iterator[finding.Finding]:
    """Commands that could not be started: the program is not installed here, or is no more.

    Args:
        unstarted: the ids of constraints whose command ended with 127.
    """
    for rule in rules:
        if rule.id in unstarted and not _script(rule):
            program = _words(rule)[0]
            message = f"`{rule.id}` runs `{program}`, which is not on the path of programs here"
            yield constraint.rotten(rule, message, f"install `{program}`, or correct `run`")


def _words(rule: constraint.Constraint) -> list[str]:
    try:
        return shlex.split(command.line(rule)) or [""]
    except ValueError:
        return [""]


def _script(rule: constraint.Constraint) -> str:
    """The path of the repository that a command starts; empty when it starts an installed program."""
    if rule.kind != command.KIND:
        return ""
    program, *rest = _words(rule)
    if "/" in program:
        return "" if program.startswith(("/", "~")) else program.removeprefix("./")
    if program not in _INTERPRETERS and not _PYTHON.match(program):
        return ""
    first = rest[0] if rest else "-"
    return "" if first.startswith(("-", "/", "~")) else first.removeprefix("./")


def examples(found: Iterable[finding.Finding]) -> Iterator[finding.Finding]:
    """Findings about examples, said as rot: a check that no longer sees its own example guards nothing."""
    for each in found:
        message = f"an example no longer holds: {each.message}"
        yield msgspec.structs.replace(each, code=CODE, message=message)


def dismissals(known: Iterable[str], tree: constraint.Tree, path: str) -> Iterator[finding.Finding]:
    """Dismissed candidates of names that the tree no longer has; `path` is where they are written."""
    named = {key: key.split(":")[1] for key in known if key.split(":", 1)[0] in _NAMED and ":" in key}
    lost = missing(named.values(), tree) if named else frozenset[str]()
    for key, name in named.items():
        if name in lost:
            message = f"the candidate `{key}` was dismissed, and `{name}` is no longer there"
            yield finding.Finding(
                code=CODE,
                level="warning",
                message=message,
                place=finding.Place(path=path),
                fix=f"take the entry out of {path}",
                snippet=key,
            )


def already(
    found: Iterable[finding.Finding], changed: Collection[str], rules: Mapping[str, constraint.Constraint]
) -> Iterator[finding.Finding]:
    """Breaches that no baseline names and that lie in files which the change at hand does not touch.

    Args:
        found: what is broken and not accepted.
        changed: the paths that differ from the main branch.
    """
    old = [each for each in found if each.code in rules and each.level == "error"]
    old = [each for each in old if each.place.path not in changed and each.place.path != document.PATH]
    for code, rows in groupby(sorted(old, key=lambda each: each.code), key=lambda each: each.code):
        places = list(rows)
        where = f"{len(places)} places, the first {places[0].place}" if places[1:] else str(places[0].place)
        message = f"`{code}` was broken before this change in files that it does not touch: {where}"
        fix = "mend them, or a person runs `parti constraints baseline --accept`"
        yield constraint.rotten(rules[code], message, fix)


def gone(
    read: document.Document, found: Iterable[finding.Finding], tree: constraint.Tree
) -> Mapping[finding.Finding, str]:
    """Which declared name or path each finding of rot says is gone; history is asked for no other."""
    by_line = {rule.line: rule for rule in read.constraints}
    told: dict[finding.Finding, str] = {}
    for each in found:
        rule = by_line.get(each.place.line)
        if each.code == CODE and rule is not None and each.place.path == document.PATH:
            declared = {*_options(rule), *rule.scope.include, *rule.scope.exclude, _script(rule)}
            declared.update(read.watches.get(rule.id, ()))
            name = next((name for name in _TICKED.findall(each.message) if name in declared), "")
            if name and " " not in name:
                told[each] = name
    lost = missing(told.values(), tree) if told else frozenset[str]()
    return {each: name for each, name in told.items() if name in lost}


def _options(rule: constraint.Constraint) -> tuple[str, ...]:
    """The names of ours in a check block, with the siblings of a row apart."""
    keys = (key for key in rule.options if key not in _OTHERS)
    rows = (text for key in keys for text in block.texts(rule.options, key))
    return tuple(name.strip() for row in rows for name in row.split("|") if name.strip())


def told(each: finding.Finding, went: Went) -> finding.Finding:
    """The finding with what history says; its fingerprint stays."""
    place = " in ".join(f"`{part}`" for part in went.now.split(" in ", 1))
    now = f"; now it is {place}" if went.now else ""
    if went.commit:
        said = f"gone since {went.commit[:12]} ({went.date}, “{went.subject}”){now}"
    else:
        said = f"{went.unknown}{now}"
    return msgspec.structs.replace(each, message=f"{each.message}: {said}")
