"""Accepted findings whose rule is not in the document, or cannot be read there.

Called by `workflow` beside the baseline. A misspelt kind or a lost `{#id}` takes a rule away, and then none
of its breaches is found: that says nothing about the breaches. So this is told once and about the document,
and nothing drops such entries unless a person says that the rule is meant to be gone.
"""

from collections.abc import Collection, Mapping

from parti.constraints import baseline, document
from parti.constraints.finding import Finding, Place

DROP = "parti constraints baseline --shrink --gone-rules"
_MOST = 5


def of(accepted: baseline.Baseline, rules: Collection[str]) -> Mapping[str, baseline.Entry]:
    """The entries of rules that nobody can read, by their fingerprint."""
    return {key: entry for key, entry in accepted.entries.items() if entry.code not in rules}


def without(accepted: baseline.Baseline, gone: Collection[str]) -> baseline.Baseline:
    """The baseline of the rules that are there."""
    return baseline.Baseline({key: entry for key, entry in accepted.entries.items() if key not in gone})


def findings(
    gone: Mapping[str, baseline.Entry], covered: Collection[str] | None = None
) -> tuple[Finding, ...]:
    """One finding about the document for all of them; none when a run on changed files has none of theirs.

    Args:
        covered: the paths of a run on changed files; None for a whole run.
    """
    near = covered is None or document.PATH in covered or any(e.path in covered for e in gone.values())
    if not gone or not near:
        return ()
    rules = sorted({entry.code for entry in gone.values()})
    count = sum(entry.count for entry in gone.values())
    named = ", ".join(f"`{rule}`" for rule in rules[:_MOST])
    more = f" and {len(rules) - _MOST} more" if len(rules) > _MOST else ""
    return (
        Finding(
            code="constraints/baseline",
            level="error",
            message=f"the baseline accepts {count} finding{'s' * (count != 1)} of {named}{more}, "
            f"and {document.PATH} holds no such rule that can be read",
            place=Place(path=document.PATH),
            fix=f"`git diff -- {document.PATH}`, or `git log -p` on it, shows what became of it; "
            f"put it back, or, if it is meant to be gone, `{DROP}`",
            snippet=", ".join(rules),
        ),
    )
