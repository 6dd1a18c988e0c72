"""The neutral form in a model's words, and words that a model suspects: what of a reply may be shown.

Called by `rewording`. Pure. A wording that loses or adds a number, a negation, a quoted word, a technology,
or words of a solution is no wording; of suspicions those count whose words stand in the problem. Neither
settles anything: a person confirms a wording, and says what suspected words are.
"""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from parti.design import leaks, neutral, replies
from parti.design.verdicts import SuspectReply, WordedReply
from parti.records import debate
from parti.records import vocabulary as facts

ROWS = ("needed", "never", "quantities")
MOST = 40
"""Rows of a part, and suspicions; whoever returns more was not reading."""

_LONGEST, _WORDS = 2_000, 8


def by_rules(
    problem: facts.ProblemStated, settled: Mapping[str, debate.LeakSettled]
) -> facts.ProblemStated:
    """The problem with each text as the rules word it: what a model is told, and compared with."""
    return neutral.by_rules(problem, settled)


def told(form: facts.ProblemStated) -> str:
    """The parts that a model may word, as text; givens and what is open stay a person's."""
    rows = [f"Situation: {form.situation}"]
    for field in ROWS:
        rows += [f"{field.capitalize()}:", *(f"- {text}" for text in getattr(form, field))]
    return "\n".join(rows)


def worded(form: facts.ProblemStated, reply: WordedReply) -> facts.ProblemStated:
    """The form in the reply's words, cleaned."""
    rows = {name: tuple(filter(None, map(_clean, getattr(reply, name)[:MOST]))) for name in ROWS}
    return msgspec.structs.replace(form, situation=_clean(reply.situation), **rows)


def wrong(form: facts.ProblemStated, made: facts.ProblemStated, lexicon: leaks.Lexicon) -> tuple[str, ...]:
    """Why a wording does not say the same, in words; empty when nothing tells against it."""
    before, after = _text(form), _text(made)
    found = [f"it loses “{one}”" for one in neutral.lost(before, after)]
    found += [f"it adds “{one}”" for one in neutral.lost(after, before)]
    known = {term.name for term in leaks.terms(before, lexicon)}
    named = {term.name: term.words for term in leaks.terms(after, lexicon)}
    found += [f"it names {words}" for name, words in sorted(named.items()) if name not in known]
    said = {hit.words.casefold() for hit in leaks.hits(before, lexicon)}
    means = {hit.words for hit in leaks.hits(after, lexicon) if hit.words.casefold() not in said}
    found += [f"“{words}” is a solution's" for words in sorted(means)]
    found += [
        f"it has fewer rows under {field} ({len(getattr(made, field))} of {len(getattr(form, field))})"
        for field in ROWS
        if len(getattr(made, field)) < len(getattr(form, field))
    ]
    return tuple(dict.fromkeys(found))


def suspects(
    every: tuple[SuspectReply, ...], stands: Callable[[str], bool], known: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    """The words that a person may want to settle, each once, with what the model says of them.

    Args:
        stands: whether words stand in the problem. known: whether the rules or a person spoke of them.
    """
    seen: set[str] = set()
    for one in every[:MOST]:
        words = _clean(one.words).strip(" .,;:“”\"'")
        if not words or len(words.split()) > _WORDS or words.casefold() in seen:
            continue
        seen.add(words.casefold())
        if stands(words) and not known(words):
            yield words, _clean(one.why)[:200]


def _text(form: facts.ProblemStated) -> str:
    return "\n".join((form.situation, *(text for field in ROWS for text in getattr(form, field))))


def _clean(text: str) -> str:
    return " ".join(replies.clean(text).split())[:_LONGEST]
