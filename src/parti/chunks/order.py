"""The order of a plan: writer, reader, wiring.

Called by `soundness`. It is guessed from the words of the intents, so it only warns.
"""

from collections.abc import Iterator, Mapping, Sequence

from parti.chunks import words
from parti.chunks.plan import Proposed
from parti.constraints.finding import Finding

ROLES: Mapping[str, frozenset[str]] = {
    role: frozenset(words.of(text))
    for role, text in {
        "write": "write store save persist append publish insert record schema migrate table create emit",
        "read": "read load query list fetch consume parse show render find subscribe replay search",
        "wire": "wire register schedule hook mount route dispatch enable plug integrate connect expose",
    }.items()
}
_RANK = {"write": 0, "read": 1, "wire": 2}
_FIRST_WORDS = 5


def role(intent: str) -> str:
    """`write`, `read` or `wire`, after the first word of the intent that says so; else empty."""
    for word in words.of(intent)[:_FIRST_WORDS]:
        for name, lexicon in ROLES.items():
            if word in lexicon:
                return name
    return ""


def findings(plan: Sequence[Proposed]) -> Iterator[Finding]:
    """Wiring before any work; a reader before the writer of the same thing."""
    roles = [role(chunk.intent) for chunk in plan]
    for early, first in enumerate(plan):
        for late in range(early + 1, len(plan)):
            if not _reversed(roles[early], roles[late]):
                continue
            if roles[early] == "wire" or _related(first, plan[late]):
                message = (
                    f"Chunk {early + 1} seems to {roles[early]} what chunk {late + 1} is yet to "
                    f"{roles[late]}; the order is writer, reader, wiring."
                )
                fix = f"move chunk {early + 1} behind chunk {late + 1}, or word the intent more clearly"
                yield Finding(
                    code="plan/order", level="warning", message=message, place=first.place, fix=fix
                )
                break


def _reversed(early: str, late: str) -> bool:
    return bool(early and late) and _RANK[early] > _RANK[late]


def _related(one: Proposed, other: Proposed) -> bool:
    verbs = frozenset[str]().union(*ROLES.values())
    shared = set(words.of(one.intent)) & set(words.of(other.intent)) - verbs
    return bool(shared) or not set(one.serves).isdisjoint(other.serves)
