"""What must not leave before the proposals are there: the words of the sealed design (D7).

Called by `workflow.sealing`, which hands `check` to everything that asks a model. Three nets: known
terms, names and repeated pairs of words (a person may still declare these given); five words in a row and
four words of content in a row (nobody may); and a canary, which no honest text can hold.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.design import leaks
from parti.records import refusal

_JOINED = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Za-z]{3})(?=\d)")
_NAME = re.compile(r"`([^`\n]{2,60})`|\b(\w+(?:_\w+)+|[A-Za-z][a-z0-9]+[A-Z]\w*|[\w-]+\.[a-z]{2,4})\b")
_SHINGLE, _PHRASE = 5, 4
_GIVE = 'if it is a fact: parti leak "{words}" --is given --because "…"; if not: parti problem, without it'
_RESTATE = "say it in other words: parti problem, or parti answer; nobody can let this phrase pass"

Key = tuple[str, ...]


class Guarded(msgspec.Struct, frozen=True):
    """The sealed words, ready to be looked for.

    Args:
        terms: what each guarded term is called, by its folded words.
        shingles, phrases: five words in a row, two of them of content; four words of content in a row.
        canary: the word that is kept beside the sealed text and occurs nowhere else.
    """

    terms: Mapping[Key, str]
    shingles: frozenset[Key]
    phrases: frozenset[Key]
    canary: str
    stop: frozenset[str]
    longest: int


class Breach(msgspec.Struct, frozen=True):
    """What was found: `term`, `phrase` or `canary`, its words, and the sentence around them, masked."""

    kind: str
    words: str
    sentence: str


class _Token(msgspec.Struct, frozen=True):
    key: str
    start: int
    end: int


def guarded(
    sealed: Sequence[str],
    lexicon: leaks.Lexicon,
    *,
    givens: Collection[str] = (),
    said: str = "",
    public: str = "",
    canary: str = "",
) -> Guarded:
    """The nets of a sealed design.

    Args:
        sealed: its texts, slot by slot.
        lexicon: the known terms.
        givens: words that a person declared given.
        said: the problem as it stood when the design was sealed: names and pairs of words that it holds
            are no secret. Known terms are one all the same, unless they are given.
        public: Parti's own words, which tell nothing of anybody's design.
        canary: see `Guarded`.
    """
    ours = _forms(public)
    known = {key for keys in ours for key in _windows(keys, _SHINGLE)}
    content = {key for keys in ours for key in _windows(_content(keys, lexicon.stop), _PHRASE)}
    lists = [keys for text in sealed for keys in _forms(text)]
    free = [keys for text in givens for keys in _forms(text)]
    open_words = [keys for text in (said, public) for keys in _forms(text)]
    terms = dict(_known_terms(sealed, lexicon, free))
    own = dict((*_names(sealed, lexicon), *_pairs(sealed, lexicon.stop)))
    for size in {len(key) for key in own}:
        held = {key for keys in (*free, *open_words) for key in _windows(keys, size)}
        for key, name in own.items():
            if len(key) == size and key not in held:
                terms.setdefault(key, name)
    return Guarded(
        terms,
        frozenset(
            key
            for keys in lists
            for key in _windows(keys, _SHINGLE)
            if key not in known and len(_content(key, lexicon.stop)) > 1
        ),
        frozenset(
            key
            for keys in lists
            for key in _windows(_content(keys, lexicon.stop), _PHRASE)
            if key not in content
        ),
        canary,
        lexicon.stop,
        max(map(len, terms), default=1),
    )


def check(guarded: Guarded, text: str) -> None:
    """Lets a text pass that holds nothing of the sealed design.

    Raises:
        refusal.NotAllowed: with the word, its sentence, and what may be done about it.
    """
    found = breach(guarded, text)
    if found is None:
        return
    if found.kind == "canary":
        raise refusal.NotAllowed(
            "The text holds the canary of the sealed design: somebody has read the sealed file.",
            next_step="parti seal, for a design that nobody has seen",
        )
    what = f"“{found.words}”" if found.kind == "term" else f"A phrase that begins with “{found.words}”"
    raise refusal.NotAllowed(
        f"{what} is in the sealed design and may not reach a model: “{found.sentence}”.",
        next_step=_GIVE.format(words=found.words) if found.kind == "term" else _RESTATE,
    )


def breach(guarded: Guarded, text: str) -> Breach | None:
    """The first thing of the sealed design in a text; None when there is nothing."""
    if guarded.canary and guarded.canary in re.sub(r"[\W_]", "", text).casefold():
        return Breach("canary", "", "")
    for start in range(0, max(len(text), 1), leaks.LONGEST // 2):
        plain = leaks.plain(text[start : start + leaks.LONGEST])
        for tokens in (_tokens(plain), _split(plain)):
            found = _in_tokens(guarded, plain, tokens)
            if found is not None:
                return found
    return None


def _in_tokens(guarded: Guarded, text: str, tokens: Sequence[_Token]) -> Breach | None:
    kind, spans = "term", list(_term_spans(guarded, tokens))
    if not spans:
        content = [token for token in tokens if token.key not in guarded.stop]
        phrases = (*_spans(tokens, guarded.shingles, _SHINGLE), *_spans(content, guarded.phrases, _PHRASE))
        kind, spans = "phrase", list(phrases)
    if not spans:
        return None
    first = min(spans, key=lambda span: span[0].start)
    shown = first if kind == "term" else first[:1]
    words = " ".join(text[shown[0].start : shown[-1].end].split())
    return Breach(kind, words, _masked(text, shown, [t for span in spans for t in span]))


def _masked(text: str, shown: Sequence[_Token], secret: Sequence[_Token]) -> str:
    """The sentence around the words shown; every other word of the seal in it is dotted out."""
    before, after = text[: shown[0].start], text[shown[-1].end :]
    start = max(before.rfind(mark) + 1 for mark in ".!?\n")
    end = min((at for mark in ".!?\n" if (at := after.find(mark)) >= 0), default=len(after))
    start, end = max(start, shown[0].start - 100), min(end, 100) + shown[-1].end
    out, at = [], start
    for token in sorted({token for token in secret if token not in shown}, key=lambda token: token.start):
        if start <= at <= token.start and token.end <= end:
            out += [text[at : token.start], "…"]
            at = token.end
    return " ".join("".join((*out, text[at:end])).split())


def _term_spans(guarded: Guarded, tokens: Sequence[_Token]) -> Iterator[Sequence[_Token]]:
    for at in range(len(tokens)):
        for size in range(1, min(guarded.longest, len(tokens) - at) + 1):
            if tuple(token.key for token in tokens[at : at + size]) in guarded.terms:
                yield tokens[at : at + size]


def _spans(tokens: Sequence[_Token], keys: Collection[Key], size: int) -> Iterator[Sequence[_Token]]:
    for at in range(len(tokens) - size + 1):
        if tuple(token.key for token in tokens[at : at + size]) in keys:
            yield tokens[at : at + size]


def _known_terms(
    sealed: Iterable[str], lexicon: leaks.Lexicon, free: Sequence[Key]
) -> Iterator[tuple[Key, str]]:
    """Technologies and patterns that the design names, each under all its other names as well."""
    named = {lexicon.folded[key] for text in sealed for key in _keyed(text, lexicon)}
    given = {lexicon.folded[key] for keys in free for key in _known_in(keys, lexicon)}
    for key, term in lexicon.folded.items():
        if term in named - given:
            yield key, term[0]


def _keyed(text: str, lexicon: leaks.Lexicon) -> Iterator[Key]:
    for keys in _forms(text):
        yield from _known_in(keys, lexicon)


def _known_in(keys: Key, lexicon: leaks.Lexicon) -> Iterator[Key]:
    at = 0
    while at < len(keys):
        sizes = range(min(lexicon.longest, len(keys) - at), 0, -1)
        size = next((size for size in sizes if keys[at : at + size] in lexicon.folded), 0)
        if size:
            yield keys[at : at + size]
        at += size or 1


def _names(sealed: Iterable[str], lexicon: leaks.Lexicon) -> Iterator[tuple[Key, str]]:
    """Identifiers: joined words, file names, words in backticks; no single plain word, no known term."""
    for text in sealed:
        for found in _NAME.finditer(leaks.plain(text)):
            name = found[1] or found[2]
            forms = _forms(name)
            if forms[0] in lexicon.folded:
                continue
            for key in forms:
                if len(_content(key, lexicon.stop)) > 1 or re.search(r"[a-z]\d|_", name):
                    yield key, name


def _pairs(sealed: Iterable[str], stop: Collection[str]) -> Iterator[tuple[Key, str]]:
    """Two words of content side by side, at least twice."""
    counts: Counter[Key] = Counter()
    for text in sealed:
        keys = _keys(text)
        counts.update(pair for pair in _windows(keys, 2) if not set(pair) & set(stop))
    yield from ((pair, " ".join(pair)) for pair, count in counts.items() if count > 1)


def _forms(text: str) -> tuple[Key, Key]:
    """The folded words of a text: as written, and with joined words taken apart."""
    plain = leaks.plain(text)
    return tuple(t.key for t in _tokens(plain)), tuple(t.key for t in _split(plain))


def _keys(text: str) -> Key:
    return _forms(text)[0]


def _tokens(text: str) -> list[_Token]:
    return [_Token(leaks.fold(word.text), word.start, word.end) for word in leaks.words(text)]


def _split(text: str) -> list[_Token]:
    """`OrderWriter` and `postgres16` as two words each; `s3` and `p95` stay one."""
    made = []
    for word in leaks.words(text):
        at = word.start
        for part in _JOINED.split(text[word.start : word.end]):
            made.append(_Token(leaks.fold(part), at, at + len(part)))
            at += len(part)
    return made


def _content(keys: Sequence[str], stop: Collection[str]) -> Key:
    return tuple(key for key in keys if key not in stop)


def _windows(keys: Key, size: int) -> Iterator[Key]:
    return (keys[at : at + size] for at in range(len(keys) - size + 1))
