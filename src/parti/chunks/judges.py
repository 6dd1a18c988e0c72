"""What a change does to its own judges: constraints that say another thing, and new exceptions.

Called by `check` with texts before and after; `scope` holds the files in Parti's folder. A new constraint
is welcome in the chunk that it comes from. One that was there is changed by a person, apart from the code
that it judges.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from parti.constraints import document, suppression
from parti.constraints.constraint import Constraint
from parti.constraints.finding import Finding, Place
from parti.source.shape import FileChange


def findings(changes: Sequence[FileChange]) -> tuple[Finding, ...]:
    """Both for the texts of a change; `CONSTRAINTS.md` is judged when it is among them."""
    documents = [change for change in changes if change.path == document.PATH]
    return (
        *(found for each in documents for found in constraint_changes(each.base or "", each.new or "")),
        *suppressions(change for change in changes if change not in documents),
    )


def constraint_changes(before: str, after: str) -> tuple[Finding, ...]:
    """Constraints that are gone from a document, or have another scope, kind or options in it."""
    return tuple(_changed(*each) for each in differences(before, after))


def differences(before: str, after: str) -> Iterator[tuple[Constraint, int, str]]:
    """Constraints that are no longer as they were: each, its line now (0: none), and what differs."""
    if not before or before == after:
        return
    rules = document.parse(after).by_id()
    for old in document.parse(before).constraints:
        new = rules.get(old.id)
        what = _difference(old, new, after)
        if what:
            yield old, new.line if new else 0, what


def suppressions(changes: Iterable[FileChange]) -> tuple[Finding, ...]:
    """Comments that allow a broken constraint and were not there before; one that moved is not new."""
    added: list[suppression.Suppression] = []
    gone: Counter[str] = Counter()
    for change in changes:
        had = Counter(each.id for each in suppression.collect(change.path, change.base or ""))
        for each in _by_reason(change):
            if had[each.id] > 0:
                had[each.id] -= 1
            else:
                added.append(each)
        gone += had
    return tuple(_shown(each) for each in _beyond(added, gone))


def _difference(old: Constraint, new: Constraint | None, after: str) -> str:
    """What of a constraint is no longer as it was; empty when all of it is."""
    if new is None:
        return "it can no longer be read" if f"{{#{old.id}}}" in after else "it was removed"
    scopes = [(set(rule.scope.include), set(rule.scope.exclude)) for rule in (old, new)]
    parts = {
        "scope": scopes[0] != scopes[1],
        "kind": old.kind != new.kind,
        "options": old.options != new.options,
    }
    changed = [name for name, differs in parts.items() if differs]
    return f"its {' and '.join(changed)} changed" if changed else ""


def _changed(old: Constraint, line: int, what: str) -> Finding:
    return Finding(
        code="chunk/constraint-changed",
        level="error",
        message=f"The constraint {old.id} was there before this change, and {what}.",
        place=Place(path=document.PATH, line=line),
        fix="put it back; a person changes it in a commit of its own, before the chunk",
        snippet=f"{old.id} {what}",
    )


def _by_reason(change: FileChange) -> list[suppression.Suppression]:
    """Those of the later text, the ones that read as before first, so that the new one is told."""
    before = {each.text for each in suppression.collect(change.path, change.base or "")}
    return sorted(
        suppression.collect(change.path, change.new or ""), key=lambda each: each.text not in before
    )


def _beyond(
    added: Iterable[suppression.Suppression], gone: Counter[str]
) -> Iterator[suppression.Suppression]:
    for each in added:
        if gone[each.id] > 0:
            gone[each.id] -= 1
        else:
            yield each


def _shown(each: suppression.Suppression) -> Finding:
    why = f"because: {each.reason}" if each.reason else "without a reason"
    return Finding(
        code="chunk/suppression",
        level="warning",
        message=f"The change allows itself to break {each.id}, {why}.",
        place=Place(path=each.path, line=each.line),
        fix="a person looks at the reason; otherwise keep the constraint and take the comment out",
        snippet=each.text,
    )
