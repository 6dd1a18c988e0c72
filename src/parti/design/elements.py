"""Which components a statement speaks of: those that its question was asked for, or that its words name.

Called by what compares statements and must not compare two that speak of two things. Names are found
longest first, so that `consumer` is not found inside `order consumer`.
"""

import re
from collections.abc import Iterable, Mapping

from parti.design import state as states
from parti.records import vocabulary as facts


def owners(state: states.DesignState) -> Mapping[str, frozenset[str]]:
    """The components that answers, decisions and failure modes belong to, by key."""
    found = {f"Q-{name}": frozenset(drawn.components) for name, drawn in state.questions().items()}
    for key, records in state.named.items():
        body = records[-1].body
        if isinstance(body, facts.FailureModeNamed):
            found[key] = frozenset((body.component,))
        elif isinstance(body, facts.Decided):
            answered = (found.get(f"Q-{one.removeprefix('Q-')}", frozenset()) for one in body.answers)
            found[key] = frozenset[str]().union(*answered)
    return found


def named(text: str, names: Iterable[str]) -> frozenset[str]:
    """Those of the names that a text holds as words of their own."""
    found: set[str] = set()
    for name in sorted({one for one in names if one.strip()}, key=lambda one: (-len(one), one)):
        words = r"\s+".join(map(re.escape, name.split()))  # a line of an answer may end inside a name
        text, count = re.subn(rf"(?<![\w-]){words}(?![\w-])", " ", text, flags=re.IGNORECASE)
        found |= {name} if count else set()
    return frozenset(found)


def plain(word: str) -> str:
    """A word without quotes, case, a possessive and a plural's end."""
    found = re.sub(r"['’]s?$", "", word.casefold().strip("`\"'"))
    return found.removesuffix("s") if len(found) > 3 and not found.endswith("ss") else found
