"""What a report says besides the verdict: which feature, which commit, what each rule is called.

Filled by `workflow`, read by every form.
"""

from collections.abc import Mapping

import msgspec

GATE: Mapping[str, str] = {
    "gate/suite": "The project builds and all its tests pass.",
    "gate/no-suite": "A project has a command that builds and tests it.",
    "gate/no-tests": "A command of the gate runs at least one test.",
    "gate/no-tests-seen": "The suite shows that a test ran.",
    "gate/integration": "The whole system runs end to end.",
    "gate/no-integration": "A project has a command that runs the whole system.",
    "gate/module-missing": "A module that the design touches exists.",
    "gate/no-constraints": "At least one constraint is checked.",
    "gate/not-locked": "A person has signed the design.",
    "gate/signature": "The signature of the design verifies.",
    "gate/no-plan": "A signed design has a plan.",
    "gate/chunk-open": "Every planned chunk has passed its check.",
    "gate/unplanned": "Every file that a feature changes belongs to a planned chunk.",
    "gate/chunk-stale": "The files of a chunk are as its check saw them.",
    "gate/design-moved": "A chunk is checked after the last word on what it serves.",
    "gate/judge-changed": "What judges the code is changed by a person only.",
    "gate/base-gone": "The commit before the first chunk can be looked at.",
}


class Rule(msgspec.Struct, frozen=True):
    """A constraint's closed-door sentence, and where it stands: an address, or a path with an anchor."""

    title: str
    uri: str = ""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """The surroundings of a verdict; each of them may be unknown.

    Args:
        slug: the feature; one Markdown comment is kept for each.
        commit: the commit at HEAD when the gate ran.
        version: Parti's own.
        rules: by the code of a finding.
    """

    slug: str = ""
    commit: str = ""
    version: str = ""
    rules: Mapping[str, Rule] = {}


def rule(about: About, code: str) -> Rule:
    """The rule behind a finding's code; its code is its name when nobody gave it a better one."""
    return about.rules.get(code) or Rule(GATE.get(code, code))
