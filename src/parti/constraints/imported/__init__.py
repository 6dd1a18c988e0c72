"""What other tools already check in a code base, proposed as sections of the constraint document (C3).

Called by `constraints import` of the workflow. One module a tool; each yields proposals, and a finding for
a set-up that it cannot read. A rule is said in one of our own kinds where that means the same, or where
the difference can be told in a sentence; the rest runs through the tool's own command line.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from parti.constraints import constraint, document, finding
from parti.constraints.imported import (
    archunit,
    ast_grep,
    dependency_cruiser,
    eslint,
    import_linter,
    section,
    semgrep,
    tach,
)
from parti.constraints.imported.section import Proposal, Unread

_Reader = Callable[[constraint.Tree], Iterable[Proposal | Unread]]


class Found(msgspec.Struct, frozen=True):
    """Proposals with ids of their own, those that the document already holds, and what was not read."""

    proposals: tuple[Proposal, ...]
    known: tuple[Proposal, ...]
    findings: tuple[finding.Finding, ...]


def propose(tree: constraint.Tree, known: Iterable[constraint.Constraint] = ()) -> Found:
    """What the set-ups of a tree say that its document does not say yet."""
    rules = tuple(known)
    fresh: list[Proposal] = []
    held: list[Proposal] = []
    findings: list[finding.Finding] = []
    taken = {rule.id for rule in rules}
    for each in _all(tree):
        if isinstance(each, Unread):
            findings.append(_finding(each.origin, each.sentence, "read it by hand"))
        elif any(_same(each, rule) for rule in rules):
            held.append(each)
        elif wrong := section.faults(each):
            message = f"`{each.id}` cannot be said as `{each.kind}` here: {wrong[0]}"
            findings.append(_finding(each.origin, message, "it stays with the tool's own command"))
        else:
            named = msgspec.structs.replace(each, id=_free(each.id, taken))
            taken.add(named.id)
            fresh.append(named)
    return Found(tuple(fresh), tuple(held), finding.order(tuple(findings)))


def _all(tree: constraint.Tree) -> Iterator[Proposal | Unread]:
    readers: tuple[_Reader, ...] = (
        import_linter.propose,
        tach.propose,
        dependency_cruiser.propose,
        eslint.propose,
        ast_grep.propose,
        semgrep.propose,
        archunit.propose,
    )
    for reader in readers:
        yield from reader(tree)


def _same(proposal: Proposal, rule: constraint.Constraint) -> bool:
    """Whether the document already says this, under whatever id."""
    (mine,) = document.parse(section.markdown(proposal)).constraints or (None,)
    return mine is not None and (mine.kind, dict(mine.options), mine.scope) == (
        rule.kind,
        dict(rule.options),
        rule.scope,
    )


def _free(wanted: str, taken: set[str]) -> str:
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _finding(path: str, message: str, fix: str) -> finding.Finding:
    place = finding.Place(path=path)
    return finding.Finding(
        code="import/left", level="warning", message=message, place=place, fix=fix, snippet=message
    )
