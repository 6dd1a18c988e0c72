"""Words of a solution in a text: sentences, known terms, and the rules that fire (D7).

Called by `hygiene`, which judges what is found, and by `guard`, which looks for the same terms in what
leaves. The rules are data (`library/leaks.toml`). Everything is one pass over words, so that a text of any
length takes a time that grows with its length alone.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from parti.library import load

LONGEST = 200_000
"""Characters that are looked at; nobody reads a longer problem either."""

_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"[\s\-/._’']{1,2}\Z")
_END = re.compile(r"(?<=[.!?])[\"”)*_]*\s+|(?<=[。！？])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|incl|approx|resp|evtl|z\.B|bzw|e\. g|i\. e|e|i)\.|(?:^|\s)\d+\.)\s*\Z",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"^[\s>]*(?:[-*+•]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+|#+\s+|[*_]{1,3}(?=\w))?"
    r"(?:\[[^\]]{1,20}\]:?\s*)?"  # the labels of a title: "[RFC] …", "feat(api): …"
    r"(?:(?:feature(?: request)?|bug|rfc|fix|feat|chore|refactor|idea)(?:\([\w-]+\))?:\s+)?",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^\s*(?:#{1,6}\s+(?P<hash>.+)|\*\*(?P<bold>[^*]+)\*\*:?|(?P<colon>[A-Z][\w /-]{2,40}):)\s*$"
)


_ES = ("che", "she", "sse", "xe", "ze")
"""What is left of a plural in `es` when its `s` is gone."""


class Word(msgspec.Struct, frozen=True):
    """A word in small letters, and where it stands."""

    text: str
    start: int
    end: int


class Term(msgspec.Struct, frozen=True):
    """A known term in a text: its usual name, `technology` or `pattern`, and the words as written."""

    name: str
    kind: str
    words: str
    start: int
    end: int


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a solution: the rule, how much they weigh, and the sentence by number, from 1."""

    rule: str
    name: str
    weight: int
    words: str
    sentence: str
    number: int
    ask: str
    group: str = ""
    term: str = ""


class _Rule(msgspec.Struct, frozen=True):
    row: load.LeakRule
    pattern: re.Pattern[str]


class Lexicon(msgspec.Struct, frozen=True):
    """The rules and the known terms, ready for use.

    Args:
        terms: (usual name, kind) by the words of a term as written, in small letters.
        folded: the same by words without plural endings, for comparisons that must not miss.
    """

    rules: tuple[_Rule, ...]
    given: re.Pattern[str]
    told: re.Pattern[str]
    asks: Mapping[str, str]
    terms: Mapping[tuple[str, ...], tuple[str, str]]
    folded: Mapping[tuple[str, ...], tuple[str, str]]
    stop: frozenset[str]
    longest: int


def lexicon(words: load.LeakWords, technologies: Sequence[load.Technology]) -> Lexicon:
    """The rules made ready; whoever uses them often keeps the result."""
    terms: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in words.patterns:
        for name in row:
            many = f"{name}es" if name.endswith(("x", "ch", "sh", "ss")) else f"{name}s"
            terms[_key(name)] = terms[_key(many)] = (row[0], "pattern")
    for technology in technologies:
        for name in technology.names:
            terms[_key(name)] = (technology.names[0], "technology")
    return Lexicon(
        rules=tuple(_Rule(row, _any(row.patterns)) for row in words.rule),
        given=re.compile(rf"\b(?:{'|'.join(words.given)})\b", re.IGNORECASE),
        told=re.compile(rf"(?:{'|'.join(words.told)})\s*\Z", re.IGNORECASE),
        asks=words.ask,
        terms=terms,
        folded={tuple(map(fold, key)): value for key, value in terms.items()},
        stop=frozenset(map(fold, words.stop.split())),
        longest=max(map(len, terms), default=1),
    )


def plain(text: str) -> str:
    """The text in one Unicode form, without control characters and marks that cannot be seen."""
    return "".join(_seen(c) for c in unicodedata.normalize("NFKC", text[:LONGEST]))


def _seen(char: str) -> str:
    if char.isascii() and (char.isprintable() or char in "\n\t"):
        return char
    category = unicodedata.category(char)
    return " " if category == "Cc" else "" if category[0] == "C" else char


def fold(word: str) -> str:
    """A word without capitals and without the ending of a plural: `boxes` is `box`, `policies` is `policy`.

    A singular that ends like such a plural loses its end as well, so that `cache` and `caches` are one.
    """
    word = word.casefold()
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "siu":
        word = word[:-1]
    if len(word) > 3 and word.endswith("ie"):
        return f"{word[:-2]}y"
    return word[:-1] if len(word) > 3 and word.endswith(_ES) else word


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in small letters."""
    return tuple(Word(m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(text))


def sentences(text: str, told: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """(sentence, whether it tells what was done) of a text that was made `plain`.

    A line ends a sentence. What stands under a heading such as "steps to reproduce", and what a fence
    holds, is a tale and no proposal; the fence itself is a sentence, for it is code.
    """
    tale = fenced = False
    for line in text.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            if fenced:
                yield "```", False
            continue
        if not line.strip():
            continue
        if fenced:
            yield line.strip(), True
            continue
        if title := _HEADING.match(line):
            tale = bool(told.match(next(filter(None, title.groups())).strip(" :?*")))
        for sentence in _cut(line):
            yield sentence, tale


def terms(text: str, lexicon: Lexicon) -> Iterator[Term]:
    """The known terms of a text as written, the longest first where two begin together.

    A technology inside a longer word ("my-postgres") is another thing.
    """
    every = words(text)
    at = 0
    while at < len(every):
        found = _term_at(text, every, at, lexicon)
        if found is None:
            at += 1
            continue
        yield found
        while at < len(every) and every[at].end <= found.end:
            at += 1


def hits(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    """What the rules say to each sentence of a text, in order."""
    for number, (sentence, tale) in enumerate(sentences(plain(text), lexicon.told), 1):
        yield from _in_sentence(sentence, number, tale, lexicon)


def _in_sentence(sentence: str, number: int, tale: bool, lexicon: Lexicon) -> Iterator[Hit]:
    known = tuple(terms(sentence, lexicon))
    bare = _MARKS.sub("", sentence, count=1)
    given = bool(lexicon.given.search(sentence))
    for rule in lexicon.rules:
        row = rule.row
        if tale and row.name not in ("technology", "pattern", "validation"):
            continue
        weighs = not (given and row.name in ("technology", "mechanism", "pattern"))
        bare_hit = Hit(
            rule=row.id,
            name=row.name,
            weight=row.weight if weighs else 0,
            words="",
            sentence=sentence,
            number=number,
            ask=lexicon.asks[row.ask],
            group=row.group,
        )
        if row.name in ("technology", "pattern"):
            named = (term for term in known if term.kind == row.name)
            yield from (_with(bare_hit, words=term.words, term=term.name) for term in named)
        elif found := rule.pattern.search(bare):
            said = found[0].strip(" ,")
            weak = weighs and row.weak >= 0 and next(terms(said, lexicon), None) is None
            yield _with(bare_hit, words=said, weight=row.weak if weak else bare_hit.weight)


def _with(hit: Hit, **changes: object) -> Hit:
    return msgspec.structs.replace(hit, **changes)


def _term_at(text: str, every: Sequence[Word], at: int, lexicon: Lexicon) -> Term | None:
    longest = 1
    while longest < lexicon.longest and at + longest < len(every):
        if not _JOINT.match(text[every[at + longest - 1].end : every[at + longest].start]):
            break
        longest += 1
    for size in range(longest, 0, -1):
        known = lexicon.terms.get(tuple(word.text for word in every[at : at + size]))
        if known is None:
            continue
        start, end = every[at].start, every[at + size - 1].end
        if known[1] == "technology" and ("-" in (text[start - 1 : start], text[end : end + 1])):
            continue
        return Term(known[0], known[1], text[start:end], start, end)
    return None


def _cut(line: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(line):
        if not _SHORT.search(line, max(start, end.start() - 12), end.start()):
            yield from _said(line[start : end.end()])
            start = end.end()
    yield from _said(line[start:])


def _said(sentence: str) -> Iterator[str]:
    if sentence.strip():
        yield sentence.strip()


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) if patterns else r"(?!)", re.IGNORECASE)


def _key(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(name.casefold()))
