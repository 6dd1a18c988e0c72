"""The bounds of the small lane: few lines, no new dependency, no constraint.

Called by the check, for the change at hand, and by the gate, for the change of the whole feature. Pure.
Whoever needs more opens a feature in the normal lane, where the design comes first.
"""

from collections.abc import Iterator, Sequence

from parti.chunks import scope
from parti.chunks.scope import Changed
from parti.constraints.finding import Finding, Place

MOST_LINES = 80
MANIFESTS = frozenset(
    ("pyproject.toml", "setup.py", "setup.cfg", "package.json", "go.mod", "Cargo.toml", "pom.xml")
)


def findings(changes: Sequence[Changed]) -> Iterator[Finding]:
    """What in a change is too much for the small lane."""
    lines = scope.lines(changes)
    if lines > MOST_LINES:
        yield _finding(f"The change has {lines} lines; the small lane ends at {MOST_LINES}.", "the change")
    for change in changes:
        if change.path in MANIFESTS or change.path == scope.DOCUMENT:
            yield _finding("The small lane may not touch dependencies or constraints.", change.path)


def _finding(message: str, path: str) -> Finding:
    return Finding(
        code="chunk/small-lane",
        level="error",
        message=message,
        place=Place(path=path),
        fix="parti close, then parti new with the normal lane: the design comes first",
    )
