"""What in a problem is already a solution: hygiene by rules (D7).

Called by `new`, `problem` and `leak`. The rules ask, they do not judge people: every hit is a warning with
the question that leads back to the need, and a person says what the words are. Only when a problem as a
whole is a LEAK do proposals wait; what keeps a design in is the guard, not these rules.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import leaks
from parti.records import debate
from parti.records import vocabulary as facts

LEAK, ASK, CLEAN = "LEAK", "ASK", "CLEAN"
HOWS = ("given", "preference", "example", "requirement")

_ENOUGH = 3
_SHOWN = 20
_LONG = 20_000
_TERMED = ("technology", "pattern", "mechanism", "versus", "means")
_ENGLISH = frozenset(
    (
        *("and", "are", "be", "by", "can", "for", "from", "has", "have", "if", "is", "it", "must", "not"),
        *("of", "that", "the", "to", "when", "which", "with"),
    )
)
"""Words that stand in almost every English sentence, and in few other languages."""


class Judged(msgspec.Struct, frozen=True):
    """The verdict on a problem (LEAK, ASK or CLEAN), its score, and the hits that nobody settled."""

    verdict: str
    score: int
    hits: tuple[leaks.Hit, ...]


def judge(
    texts: Sequence[str], lexicon: leaks.Lexicon, settled: Mapping[str, debate.LeakSettled] | None = None
) -> Judged:
    """The verdict on sentences as they stand together; what was settled is quiet."""
    found = (hit for text in texts for hit in leaks.hits(text, lexicon))
    hits = tuple(dict.fromkeys(hit for hit in found if not is_settled(hit, settled or {}, lexicon)))
    score = _score(hits)
    return Judged(LEAK if score >= _ENOUGH else ASK if hits else CLEAN, score, hits)


def texts(problem: facts.ProblemStated) -> tuple[str, ...]:
    """The words of a problem that the rules look at.

    Givens, unknowns and what is out of scope may name anything: that is what they are for.
    """
    return (problem.situation, *problem.needed, *problem.never, *problem.quantities)


def findings(
    problem: facts.ProblemStated,
    lexicon: leaks.Lexicon,
    settled: Mapping[str, debate.LeakSettled] | None = None,
) -> tuple[Finding, ...]:
    """What in the problem is already a solution, and what else keeps the rules from reading it."""
    said = texts(problem)
    shown = _longest(judge(said, lexicon, settled).hits)
    made = tuple(dict.fromkeys(map(_finding, shown)))
    more = len(made) - _SHOWN
    rest = (_note("more", f"{more} more words are already part of a solution.", "say it in fewer words"),)
    return (*made[:_SHOWN], *(rest if more > 0 else ()), *_unread(" ".join(said)))


def is_settled(hit: leaks.Hit, settled: Mapping[str, debate.LeakSettled], lexicon: leaks.Lexicon) -> bool:
    """Whether a person said what these words are.

    Settling the name of a thing settles what is said of it ("Kafka" settles "using Kafka", and "Apache
    Kafka" settles "Kafka"); a proposal is settled by its own words alone.
    """
    own = tuple(word.text for word in leaks.words(hit.words))
    for words in settled:
        known = tuple(word.text for word in leaks.words(leaks.plain(words)))
        if within(own, known) or (hit.name in _TERMED and within(known, own)):
            return True
        if hit.term and hit.term in {term.name for term in leaks.terms(words, lexicon)}:
            return True
    return False


def within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words of one stand in the other, side by side."""
    size = len(part)
    return size > 0 and any(whole[at : at + size] == part for at in range(len(whole) - size + 1))


def _score(hits: Collection[leaks.Hit]) -> int:
    """Each words of each rule once; of a group of rules only what weighs most."""
    alone = {(hit.rule, hit.words.casefold()): hit.weight for hit in hits if not hit.group}
    groups: dict[str, int] = {}
    for hit in hits:
        if hit.group:
            groups[hit.group] = max(groups.get(hit.group, 0), hit.weight)
    return sum(alone.values()) + sum(groups.values())


def _longest(hits: Sequence[leaks.Hit]) -> Iterator[leaks.Hit]:
    """Without the hits whose words are part of what another hit of their sentence says."""
    around: dict[str, dict[str, None]] = {}
    for hit in hits:
        if hit.name not in ("technology", "pattern"):
            around.setdefault(hit.sentence, {})[hit.words] = None
    for hit in hits:
        longer = around.get(hit.sentence, {}) if hit.name in ("technology", "pattern") else {}
        if not any(hit.words in words for words in longer):
            yield hit


def _finding(hit: leaks.Hit) -> Finding:
    words, sentence = _clipped(hit.words, 60), _clipped(hit.sentence, 140)
    return Finding(
        code=f"problem/{hit.name}",
        level="warning",
        message=f"“{words}” is already part of a solution ({hit.rule}): “{sentence}” {hit.ask}",
        place=Place(path="problem"),
        fix=f'parti leak "{words}" --is given --because "…" (or preference, example, requirement)',
        snippet=words,
    )


def _unread(text: str) -> Iterator[Finding]:
    """What keeps the rules, or a proposer, from reading a problem."""
    said = leaks.words(text[: leaks.LONGEST])
    foreign = _is_foreign(text, [word.text for word in said])
    if len(said) < 2 and not foreign:
        yield _note(
            "short",
            "The problem says next to nothing.",
            'parti problem "<who does what today>" --needed "…"',
        )
    if len(text) > _LONG:
        message = f"The problem has {len(text)} characters; nobody reads more than {_LONG} with care."
        yield _note("long", message, "parti problem, with what must be seen from outside and no more")
    if foreign:
        message = "The rules read English; of this text they know the names of technology alone."
        yield _note(
            "language", message, "look for words of a solution yourself; the guard works all the same"
        )


def _is_foreign(text: str, said: Sequence[str]) -> bool:
    letters = [c for c in text[:5000] if c.isalpha()]
    strange = sum(not c.isascii() for c in letters)
    if letters and strange * 3 > len(letters):
        return True
    return len(said) >= 8 and not _ENGLISH.intersection(said[:200])


def _note(rule: str, message: str, fix: str) -> Finding:
    return Finding(
        code=f"problem/{rule}", level="note", message=message, place=Place(path="problem"), fix=fix
    )


def _clipped(text: str, most: int) -> str:
    flat = re.sub(r"\s+", " ", text)
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
