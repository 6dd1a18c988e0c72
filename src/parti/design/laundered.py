"""Givens that leave one design only: a solution that came in through the back door (D7).

Called once the sealed design and the proposals are there. When every proposal made without sight of the
sealed design says the same, either that is right, or the givens decide; a person looks at them again.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from parti.constraints.finding import Finding, Place
from parti.records import debate

ENOUGH = 80
"""Per cent of agreement from which a card counts as the same design."""

_POLICIES: Mapping[str, tuple[str, ...]] = {
    "one writer": ("one writer", "single writer", "single-writer", "only writer", "serial", "one process"),
    "locks": ("lock", "mutex", "semaphore"),
    "optimistic": ("optimistic", "version", "compare-and-swap", "compare and swap", "etag"),
    "keys": ("idempot", "unique", "upsert", "dedup"),
    "partitions": ("partition", "shard", "per key", "per customer"),
    "retries": ("retry", "retries", "retried", "backoff", "back-off", r"again\b"),
    "replay": ("replay", "journal", "redeliver"),
    "refusal": ("reject", "refuse", "fail fast", "circuit"),
    "set aside": ("dead letter", "dead-letter", "quarantine", "set aside", "park"),
}


def findings(
    own: debate.Card, proposals: Mapping[str, debate.Card], givens: Sequence[str]
) -> tuple[Finding, ...]:
    """The finding that the givens leave one design; none with fewer than two proposals."""
    alike = {key: agreement(own, card) for key, card in proposals.items()}
    if len(alike) < 2 or not givens or min(alike.values()) < ENOUGH:
        return ()
    counts = Counter(number for card in proposals.values() for number in _cited(card, givens))
    named = [number for number, _ in counts.most_common(3)] or list(range(len(givens)))[:3]
    listed = "; ".join(f"G{number + 1} “{givens[number]}”" for number in named)
    return (
        Finding(
            code="problem/one-design",
            level="warning",
            message=f"Your givens leave one design: all {len(alike)} proposals agree with yours. {listed}",
            place=Place(path="problem.given"),
            fix="confirm each of them, or take one out (parti problem --given …) and ask again",
        ),
    )


def agreement(one: debate.Card, other: debate.Card) -> int:
    """How far two cards say the same, in per cent: the mean over the slots that either of them fills."""
    mine, theirs = slots(one), slots(other)
    used = [slot for slot in mine if mine[slot] or theirs[slot]]
    shares = [len(mine[s] & theirs[s]) * 100 // len(mine[s] | theirs[s]) for s in used]
    return sum(shares) // len(shares) if shares else 0


def slots(card: debate.Card) -> Mapping[str, frozenset[str]]:
    """What a card decides, in words that two people would both choose: kinds, edges, owners, policies."""
    kinds = {part.name.casefold(): part.kind.casefold() for part in card.components}
    owners = (
        f"{kinds[part.name.casefold()]} owns {_fold(d)}" for part in card.components for d in part.owns
    )
    ends = (
        (kinds.get(e.source.casefold(), "?"), kinds.get(e.target.casefold(), "?"), e) for e in card.edges
    )
    failures = " ".join(f"{one.failure} {one.detect} {one.respond}" for one in card.failure_policy)
    return {
        "kinds": frozenset(kinds.values()),
        "edges": frozenset(
            f"{source} {'waits for' if e.waits else 'tells'} {to}" for source, to, e in ends
        ),
        "owners": frozenset(owners),
        "concurrency": frozenset(_policies(card.concurrency)),
        "failure": frozenset(_policies(failures)),
    }


def _policies(text: str) -> Iterator[str]:
    return (name for name, signs in _POLICIES.items() if _begins(signs).search(text))


@cache
def _begins(signs: tuple[str, ...]) -> re.Pattern[str]:
    """What finds a word that begins so: `locks` tells of locks, `blocks` and `clock` do not."""
    return re.compile(rf"(?<![a-z])(?:{'|'.join(signs)})", re.IGNORECASE)


def _fold(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip("s")


def _cited(card: debate.Card, givens: Sequence[str]) -> Iterator[int]:
    """The givens on which a card rests, by their number or by their words."""
    for claim in card.claims:
        if claim.basis.casefold() != "given":
            continue
        ref = claim.ref.casefold()
        for number, text in enumerate(givens):
            if f"g{number + 1}" in ref.replace(",", " ").split() or (ref and ref in text.casefold()):
                yield number
