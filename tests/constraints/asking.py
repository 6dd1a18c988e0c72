"""How the tests of this room ask one constraint about a few files, and read the answer whole.

Called by the test files that hold the place, the words and the next step of a finding, so that none of them
builds its own tree. A text is dedented, so that a test shows code as a person would write it.
"""

import textwrap
from collections.abc import Iterable, Mapping

from parti.constraints import checks, conformance, constraint, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule


def asked(
    check: str, files: Mapping[str, str], *, scope: str = "", changed: Iterable[str] | None = None
) -> tuple[finding.Finding, ...]:
    """The findings of one check block over a tree of these files.

    Args:
        check: the kind and its options, as they stand in the document.
        files: texts by path, dedented.
        scope: the line that begins with `Scope:`; empty for everything.
        changed: the paths that the run is about; None for all.
    """
    return conformance.of_rule(rule(check, scope), tree_of(files, changed))


def tree_of(files: Mapping[str, str], changed: Iterable[str] | None = None) -> trees.Texts:
    """A tree of dedented texts."""
    return trees.Texts({path: textwrap.dedent(text) for path, text in files.items()}, changed)


def places(findings: Iterable[finding.Finding]) -> list[str]:
    """Each finding as `path:line`."""
    return [str(each.place) for each in findings]


def spots(findings: Iterable[finding.Finding]) -> list[tuple[int, int]]:
    """Each finding as (line, column)."""
    return [(each.place.line, each.place.column) for each in findings]


def messages(findings: Iterable[finding.Finding]) -> list[str]:
    """What each finding says."""
    return [each.message for each in findings]


def stale(check: str, files: Mapping[str, str], *, scope: str = "") -> list[str]:
    """What is told as rot of one check block over these files."""
    return messages(conformance.stale(rule(check, scope), tree_of(files)))


def wrong(kind: str, raw: Mapping[str, object]) -> list[str]:
    """The sentences with which a kind refuses an option block."""
    check: constraint.Check | None = checks.load(kind)
    assert check is not None
    return list(check.options(raw))
