"""Rot, code → document: what a change brings that the constraint document should know of.

Called by `workflow` for `parti check` and for a whole branch in the gate, with the texts before and after.
A candidate names the place, the evidence with its counts, and one next step: add the section that is
printed to CONSTRAINTS.md in the same change, or dismiss the candidate with a reason. One that the document
speaks of already is quiet. Pure; the cost grows with the change, and one literal scan covers the rest.

What is seen: helpers, raw uses that practice bans, environment variables and registries in every language
that `source.reading` reads; error classes in Python, JavaScript, TypeScript and Java; dependencies by
import in Python, JavaScript and TypeScript, by manifest in all; edges in Python, JavaScript, TypeScript
and Rust. What is not: a lock order, methods of objects of unknown class, names made at run time.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from parti.constraints import block, constraint, document, finding
from parti.constraints import candidate_arrivals as arrivals
from parti.constraints import candidate_change as changes
from parti.constraints import candidate_practice as practice
from parti.constraints import candidate_sections as sections
from parti.source import imports, shape

CODE = "constraints/candidate"
_ENVIRONMENT = frozenset({"os.environ", "os.environ.*", "os.getenv", "process.env", "os.Getenv"})
_OUTSIDE = frozenset({"stdlib-only", "allowed-dependencies"})
_BETWEEN = frozenset({"layers", "independent"})


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Something that may deserve a constraint.

    Args:
        key: what it is remembered by when it is dismissed; stable under moved lines.
        name: what the document would name.
        evidence: one sentence with the counts.
        path, line: where the change brings it in.
        section: Markdown that can be added to the document as it is.
        instead: what else ends it: a change of the code.
    """

    key: str
    name: str
    evidence: str
    path: str
    line: int
    section: str
    instead: str = ""


def find(
    texts: Iterable[shape.FileChange],
    tree: constraint.Tree,
    read: document.Document,
    extract: changes.Extract,
    sites: int = practice.SITES,
) -> tuple[Candidate, ...]:
    """The candidates of a change that the document does not speak of, in the order of places.

    Args:
        texts: the changed files, before and after.
        tree: the whole tree after the change.
        read: the document after the change.
        extract: makes the facts of a text; a store of kept facts, where there is one.
        sites: how many call sites make a helper.
    """
    change = changes.Change(texts, tree, extract)
    if not change.files and not change.manifests:
        return ()
    called = practice.called_more(change, sites)
    uses, added = practice.raw_uses(change)
    known = arrivals.known(change)
    change.ask([called, uses, known])
    told, paths = Told(read), tree.paths()
    found = (
        *(
            _helper(each, paths)
            for each in practice.new_helpers(change, called, sites)
            if not told.helper(each)
        ),
        *(_bypass(each, paths) for each in practice.bypasses(change, uses, added) if not told.bypass(each)),
        *(_variable(e, paths) for e in arrivals.variables(change, known) if not told.variable(e)),
        *(_error(each, paths) for each in arrivals.errors(change) if not told.names(each.name)),
        *(_dependency(e, paths) for e in arrivals.dependencies(change, known) if not told.dependency(e)),
        *(_registry(each, paths) for each in arrivals.registries(change) if not told.names(each.name)),
        *(_edge(each, paths) for each in arrivals.edges(change) if not told.edge(each)),
    )
    return tuple(sorted(found, key=lambda each: (each.path, each.line, each.key)))


def findings(found: Iterable[Candidate], level: finding.Level = "warning") -> Iterator[finding.Finding]:
    """The candidates as findings."""
    for each in found:
        identity = each.section.partition("{#")[2].partition("}")[0]
        first = f"{each.instead}, or add" if each.instead else "add"
        yield finding.Finding(
            code=CODE,
            level=level,
            message=f"{each.evidence}, and {document.PATH} does not say so",
            place=finding.Place(path=each.path, line=each.line),
            fix=f"{first} the section `{identity}` to {document.PATH} in this change (parti constraints "
            f'candidates prints it), or: parti constraints dismiss {each.key} --because "…"',
            snippet=each.key,
        )


def left(found: Iterable[Candidate], dismissed: Collection[str]) -> tuple[Candidate, ...]:
    """The candidates that nobody dismissed."""
    return tuple(each for each in found if each.key not in dismissed)


class Told:
    """What the document speaks of already, in whatever section it does."""

    def __init__(self, read: document.Document) -> None:
        self._rules = read.constraints
        self._words = {
            rule.id: frozenset((*_options(rule), *read.watches.get(rule.id, ()), *_ticked(rule)))
            for rule in read.constraints
        }

    def names(self, name: str) -> bool:
        """Whether a section names a thing, whole or by its tail: in its check, watches or sentence."""
        last = changes.last(name)
        words = (word for words in self._words.values() for word in words)
        return any(imports.same(word, name) or word in {last, f"{last}()"} for word in words)

    def helper(self, each: practice.Helper) -> bool:
        return self.names(each.name) or all(self._door(name, each.path) for name in each.primitives)

    def bypass(self, each: practice.Bypass) -> bool:
        return all(self._door(name, each.path) for name in each.primitives)

    def variable(self, each: arrivals.Arrival) -> bool:
        return self.names(each.name) or any(self._words[r.id] & _ENVIRONMENT for r in self._rules)

    def dependency(self, each: arrivals.Arrival) -> bool:
        """A list of what is allowed judges every dependency of its scope by itself."""
        judged = (r for r in self._rules if r.kind in _OUTSIDE)
        paths = each.owners or (each.path,)
        return self.names(each.name) or any(r.scope.covers(p) for r in judged for p in paths)

    def edge(self, each: arrivals.Arrival) -> bool:
        """Whether a section places both packages, or forbids one of them where the other lies."""
        for rule in self._rules:
            named = [
                any(imports.inside(end, word) or imports.inside(word, end) for word in self._words[rule.id])
                for end in (each.name, each.other)
            ]
            here = rule.scope.covers(each.path) or any(rule.scope.covers(path) for path in each.others)
            if all(named) or (rule.kind == "forbidden-import" and any(named) and here):
                return True
        return False

    def _door(self, primitive: str, path: str) -> bool:
        """Whether a section already says where a primitive may occur."""
        return any(
            primitive in block.texts(rule.options, key) and rule.scope.covers(path)
            for rule in self._rules
            for key in ("instead-of", "calls")
        )


def _options(rule: constraint.Constraint) -> Iterator[str]:
    for key in rule.options:
        for row in block.texts(rule.options, key):
            yield from (name.strip() for name in row.split("|"))


def _ticked(rule: constraint.Constraint) -> Iterator[str]:
    return iter(re.findall(r"`([^`]+)`", f"{rule.title}\n{rule.reason}"))


def _helper(each: practice.Helper, paths: Sequence[str]) -> Candidate:
    what = ", ".join(sections.wording(name) for name in each.primitives)
    raw = f", {_count(each.raw, 'other place')} by hand" if each.raw else ""
    return Candidate(
        key=f"helper:{each.name}",
        name=each.name,
        evidence=f"`{each.name}` ({what}) is now called at {len(each.sites)} places "
        f"in {each.files} files{raw}",
        path=each.path,
        line=each.line,
        section=sections.helper(each, paths),
    )


def _bypass(each: practice.Bypass, paths: Sequence[str]) -> Candidate:
    count = len(each.helper.sites)
    only = msgspec.structs.replace(each.helper, primitives=each.primitives)
    what = " and ".join(sections.wording(name) for name in each.primitives)
    return Candidate(
        key=f"raw:{each.helper.name}:{each.path}",
        name=each.helper.name,
        evidence=f"{what} by hand, where {count} of {count + each.raw} places go through "
        f"`{each.helper.name}`",
        path=each.path,
        line=each.line,
        section=sections.helper(only, paths),
        instead=f"call `{each.helper.name}` here",
    )


def _variable(each: arrivals.Arrival, paths: Sequence[str]) -> Candidate:
    return Candidate(
        key=f"environment:{each.name}",
        name=each.name,
        evidence=f"the environment variable `{each.name}` is new, "
        f"read in {_count(len(each.owners), 'file')}",
        path=each.path,
        line=each.line,
        section=sections.variable(each, paths),
    )


def _error(each: arrivals.Arrival, paths: Sequence[str]) -> Candidate:
    bases = ", ".join(f"`{changes.last(base)}`" for base in each.members)
    how = (
        f"raised in {_count(len(each.owners), 'file')}" if each.owners else "and no changed file raises it"
    )
    return Candidate(
        key=f"error:{each.name}",
        name=each.name,
        evidence=f"the error class `{changes.last(each.name)}` ({bases}) is new, {how}",
        path=each.path,
        line=each.line,
        section=sections.error(each, paths),
    )


def _dependency(each: arrivals.Arrival, paths: Sequence[str]) -> Candidate:
    how = f"imported in {_count(len(each.owners), 'file')}" if each.owners else "declared and not imported"
    return Candidate(
        key=f"dependency:{each.name}",
        name=each.name,
        evidence=f"the dependency `{each.name}` is new, {how}",
        path=each.path,
        line=each.line,
        section=sections.dependency(each, paths),
    )


def _registry(each: arrivals.Arrival, paths: Sequence[str]) -> Candidate:
    how = "a decorator that registers" if each.decorator else "a registry"
    return Candidate(
        key=f"registry:{each.name}",
        name=each.name,
        evidence=f"`{each.name}` is {how}, new, with {len(each.members)} functions or classes of ours",
        path=each.path,
        line=each.line,
        section=sections.registry(each, paths),
    )


def _edge(each: arrivals.Arrival, paths: Sequence[str]) -> Candidate:
    against = f"; {each.against} files import the other way" if each.against else ""
    return Candidate(
        key=f"edge:{each.name}:{each.other}",
        name=f"{each.name}:{each.other}",
        evidence=f"`{each.name}` imports `{each.other}` for the first time{against}",
        path=each.path,
        line=each.line,
        section=sections.edge(each, paths),
        instead="turn the import round" if each.against else "",
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
