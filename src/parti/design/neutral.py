"""The problem in its neutral form: the one text about it that a proposer sees (D7).

Called by the verbs that ask models. The template and the rules of rewriting are fixed: the first person,
convictions and requests for agreement go, and nothing is invented. A sentence that would lose a number, a
unit, a negation or a quoted word is left as it was said.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from parti.design import leaks, seal
from parti.library import load
from parti.records import debate
from parti.records import vocabulary as facts

LEFT_OUT = "(left open)"
"""Stands where words were that a person called a preference, an example or a requirement in disguise."""

_NOTHING = "(nothing was said)"
_QUOTES = {"`": "`", '"': '"', "“": "”", "«": "»"}
_OPENS = re.compile('[`"“«]')
_NO_UNIT = (
    "i|we|you|he|she|it|they|my|our|your|his|her|its|their|us|me|them|the|an|this|that|these|those|and|or|but|"
    "nor|if|so|as|because|since|when|while|until|then|than|which|who|where|to|of|in|on|at|by|for|from|with|"
    "is|are|was|were|be|has|have|had|do|does|did|can|may|must|should|will|would|could"
)
_NUMBER = re.compile(
    r"\d+(?:[.,:]\d+)*\s?(?:%|ms\b|s\b|secs?\b|seconds?\b|min\b|minutes?\b|h\b|hours?\b|days?\b|weeks?\b|months?\b|"
    rf"years?\b|[KMGT]i?B\b|kb\b|rps\b|/s\b|per \w+|(?!(?:{_NO_UNIT})\b)\w+)?",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n['’]t)\b", re.IGNORECASE
)
_SECTIONS = (("Needed", "N", "needed"), ("Never", "V", "never"), ("Quantities", "Q", "quantities"))
_REST = (("Open", "U", "unknown"), ("Out of scope", "", "out_of_scope"))


class _Rewriting(msgspec.Struct, frozen=True):
    dropped: tuple[re.Pattern[str], ...]
    person: tuple[tuple[re.Pattern[str], str], ...]


def render(problem: facts.ProblemStated, settled: Mapping[str, debate.LeakSettled] | None = None) -> str:
    """The template, filled.

    Args:
        problem: what was stated.
        settled: what words of it are; those that are not given are left out, givens are listed.
    """
    every = settled or {}
    gone = tuple(one.words for one in every.values() if one.how != "given")
    givens = (
        *problem.given,
        *(f"{o.words}, because {o.because}" for o in every.values() if o.how == "given"),
    )
    blocks = [f"Situation: {_row(problem.situation, gone) or _NOTHING}"]
    blocks += [_block(*section, problem, gone) for section in _SECTIONS]
    blocks.append(_listed("Given", "G", [_row(text, ()) for text in givens]))
    blocks += [_block(*section, problem, gone) for section in _REST]
    return "\n".join((*blocks, question(problem, len(givens)))) + "\n"


def worded(problem: facts.ProblemStated, confirmed: debate.NeutralConfirmed | None) -> facts.ProblemStated:
    """The problem in the words that a person confirmed for it; as it was stated when there are none."""
    if confirmed is None or confirmed.of != seal.problem_digest(problem):
        return problem
    return msgspec.structs.replace(
        problem,
        situation=confirmed.situation,
        needed=confirmed.needed,
        never=confirmed.never,
        quantities=confirmed.quantities,
    )


def by_rules(
    problem: facts.ProblemStated, settled: Mapping[str, debate.LeakSettled]
) -> facts.ProblemStated:
    """The problem with situation, needs, prohibitions and quantities as the rules word them."""
    gone = tuple(one.words for one in settled.values() if one.how != "given")
    rows = {field: tuple(_row(text, gone) for text in getattr(problem, field)) for _, _, field in _SECTIONS}
    return msgspec.structs.replace(problem, situation=_row(problem.situation, gone), **rows)


def question(problem: facts.ProblemStated, givens: int) -> str:
    """The question, which Parti writes."""
    needs = _span("N", len(problem.needed)) or "what is needed"
    nevers = _span("V", len(problem.never))
    under = _span("G", givens)
    both = f"{needs} and {nevers}" if nevers else needs
    return f"Question (written by Parti): Which designs satisfy {both}{f' under {under}' if under else ''}?"


def rewritten(text: str) -> str:
    """A text in the third person, without convictions and requests for agreement; quoted words stay."""
    normal = " ".join(leaks.plain(text).split())
    made = ((part, _sentence(part)) for part in _parts(normal))
    return " ".join(filter(None, (part if lost(part, new) else new for part, new in made)))


def lost(before: str, after: str) -> tuple[str, ...]:
    """Numbers with their units, negations and quoted words of one text that the other lacks."""
    return tuple((Counter(_kept(before)) - Counter(_kept(after))).elements())


def _kept(text: str) -> Iterator[str]:
    found = [match[0] for pattern in (_NUMBER, _NEGATION) for match in pattern.finditer(text)]
    for words in (*found, *(text[start:end] for start, end in _quoted(text))):
        yield " ".join(words.casefold().split()).strip(" .,:")


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand between quotes; a quote that nothing closes is looked for once, however often."""
    at, unclosed = 0, set[str]()
    while found := _OPENS.search(text, at):
        mark, at = found[0], found.end()
        end = -1 if mark in unclosed else text.find(_QUOTES[mark], at)
        if end < 0:
            unclosed.add(mark)
        else:
            yield found.start(), end + 1
            at = end + 1


def _sentence(part: str) -> str:
    """One sentence; what is quoted in it is not touched."""
    rules = _rewriting()
    out, at = [], 0
    for quoted, close in (*_quoted(part), (len(part), len(part))):
        piece = part[at:quoted]
        for pattern in rules.dropped:
            piece = pattern.sub("", piece)
        for pattern, instead in rules.person:
            piece = pattern.sub(instead, piece)
        out += [piece, part[quoted:close]]
        at = close
    made = re.sub(r"\s+([,.;:!?])", r"\1", " ".join("".join(out).split())).lstrip(" ,;:")
    ended = made if made[-1:] in ".!?:;" or part[-1:] not in ".!?" else f"{made}."
    return ended[:1].upper() + ended[1:] if re.search(r"\w", made) else ""


def _parts(text: str) -> Iterator[str]:
    start = 0
    for end in re.finditer(r"(?<=[.!?])\s+", text):
        yield text[start : end.start()]
        start = end.end()
    yield text[start:]


def _row(text: str, gone: Sequence[str]) -> str:
    for words in gone:
        text = _as_words(words).sub(LEFT_OUT, leaks.plain(text))
    return rewritten(text)


def _as_words(words: str) -> re.Pattern[str]:
    said = r"[\W_]+".join(re.escape(word.text) for word in leaks.words(leaks.plain(words)))
    return re.compile(rf"(?<!\w){said}(?!\w)" if said else r"(?!)", re.IGNORECASE)


def _block(title: str, mark: str, field: str, problem: facts.ProblemStated, gone: Sequence[str]) -> str:
    return _listed(title, mark, [_row(text, gone) for text in getattr(problem, field)])


def _listed(title: str, mark: str, rows: Sequence[str]) -> str:
    if not rows:
        return f"{title}: {_NOTHING}"
    numbered = (f"  {f'{mark}{number}' if mark else '-'} {row}" for number, row in enumerate(rows, 1))
    return "\n".join((f"{title}:", *numbered))


def _span(mark: str, count: int) -> str:
    return "" if count == 0 else f"{mark}1" if count == 1 else f"{mark}1..{mark}{count}"


@cache
def _rewriting() -> _Rewriting:
    words = load.leaks().neutral
    dropped = (*words.evaluation, *words.belief, *words.certainty)
    return _Rewriting(
        tuple(re.compile(each, re.IGNORECASE) for each in dropped),
        tuple((re.compile(pattern), instead) for pattern, instead in words.person),
    )
