"""Refuses vague constraints (C1): no word of taste, a verb that forbids or requires, a named thing.

Called by `parti constraints list`, every check and the gate. A vague title is an error: what everybody
reads in another way binds nobody, an agent least of all. Two things are warnings: a plain statement above
a check, for there the check forbids, and a missing reason. Each refusal is made of the sentence's own words
and shows a way to say it. The words are data (`lint_words`); `docs/vagueness.md` tells how well this agrees
with a reader.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from parti.constraints import checks, constraint, document, finding, lint_words
from parti.constraints.lint_words import Hit, Piece

Reason = Literal["taste", "open", "plain", "nameless"]

_NAMED = re.compile(
    r"`[^`]+`|\"[^\"]+\"|“[^”]+”|\d|\w/\w|(?<!\w)[@#$]\w|(?<!\w)--\w|\w\.\w{2}|(?<!\w)\.\w{2}|[^\W_]_[^\W_]|\w\(\)"
    r"|\b[a-z]+[A-Z]\w*|\b[A-Z][^\Wa-z]*[a-z][^\WA-Z]*[A-Z]|\b[A-Z]\+\+|\b[CF]#"
)
_MEASURE = re.compile(
    r"(?:[<>≤≥~]|\b(?:under|below|most|max|maximum|than|to|within|over|about|least|exactly)) ?\d"
    r"|\d[\d.,]{0,20} ?-?(?:%|ms\b|s\b|sec|min|lines?|loc\b|words?|char|files?|[kmg]i?b\b|bytes?|rows?"
    r"|items?|hour|levels?|param|arg|day|col|calls?|quer|requests?|steps?|sentences?)"
    r"|\b(?:one|two|three|four|five)\b.*\b(?:maximum|at most|only)",
    re.IGNORECASE,
)
_BOUND = re.compile(r"(?:[<>≤≥]=?|[<>=]=) ?\d")
_PASSIVE = re.compile(
    r"\b(?:is|are|be) (?:\w+ly )?"
    r"(?:\w+ed|\w+[ou]wn|\w+tten|made|read|kept|built|set|sent|put|done|held|bound|left)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{2,}\w*\b")
_PROPER = re.compile(r"(?<=[a-z,;)\]`] )[A-Z][a-z]\w*")
_LABEL = re.compile(r"^[^:]{0,60}: ")
_COPULA = re.compile(
    r"(?<![ ,])[ ,]*\b(and|or|but|with|be|is|are|being|stay|remain|in an?|an?|the)$", re.IGNORECASE
)
_MODAL = re.compile(
    r"(?<![ ,])[ ,]*\b(must|should|shall|may|will|needs? to|has to|have to|ought to)$", re.IGNORECASE
)
_PREFER = re.compile(
    r"^(?:prefer|favou?r)\b\s+(.+?)\s+(?:over|to|instead of|rather than)\s+(.+?)[.!]*$", re.I
)
_QUESTION = re.compile(r"[?？]\s*$")


class Vague(msgspec.Struct, frozen=True):
    """One thing that makes a sentence vague.

    Args:
        reason: `taste` (a word that each reader fills), `open` (a hedge or a question), `plain` (no word
            that forbids or requires), `nameless`.
        message: what is wrong, quoting the sentence.
        fix: the sentence again, with a slot where something must be said.
    """

    reason: Reason
    message: str
    fix: str


def findings(
    rules: Iterable[constraint.Constraint], path: str = document.PATH
) -> tuple[finding.Finding, ...]:
    """What is vague in these constraints: errors; a reason that is missing is a warning."""
    return tuple(each for rule in rules for each in _of(rule, path))


def _of(rule: constraint.Constraint, path: str) -> Iterator[finding.Finding]:
    named = bool(rule.options) or bool(_NAMED.search(rule.reason))
    helper = rule.options.get("helper")
    for each in vague(rule.title, named=named, helper=helper if isinstance(helper, str) else "X"):
        level: finding.Level = (
            "warning" if each.reason == "plain" and rule.kind != checks.JUDGED else "error"
        )
        yield _finding(rule, path, level, each.message, each.fix)
    if not rule.reason.strip():
        fix = "write one sentence below the heading: what breaks when it is broken?"
        yield _finding(rule, path, "warning", "no reason is given", fix)


def vague(sentence: str, *, named: bool = False, helper: str = "X") -> tuple[Vague, ...]:
    """What is vague in one sentence; nothing for a concrete one.

    Args:
        sentence: the title of a constraint.
        named: whether something outside the sentence, its check or its reason, names the thing.
        helper: the name to write where a rewriting has `X`.
    """
    every = lint_words.pieces(sentence)
    if _QUESTION.search(sentence):
        fix = f"say what must hold: “{_bare(sentence)} must …” or “… never …”"
        return (Vague("open", "a question forbids and requires nothing", fix),)
    foreign = lint_words.language(sentence, every)
    if foreign is not None:
        return tuple(_foreign(sentence, foreign))
    among = _without_why(sentence, every)
    found = [*_taste(sentence, every, among, helper), *_open(sentence, among)]
    if not named and not names(sentence, every):
        found.append(_nameless(sentence, every))
    return tuple(found)


def names(sentence: str, among: tuple[Piece, ...]) -> bool:
    """Whether a sentence names something that a reader can find in a change."""
    if strong(sentence) or any(lint_words.hits(among, lint_words.words().names.things)):
        return True
    return any(lint_words.hits(among, lint_words.products()))


def strong(text: str) -> bool:
    """Whether a text names a thing by its form: code, quote, path, number, spelling of a name."""
    if _NAMED.search(text):
        return True
    letters = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    if _PROPER.search(text) and sum(word[0].isupper() for word in letters[1:]) * 2 < len(letters):
        return True
    shouted = sum(word.isupper() for word in letters) * 2 > len(letters)
    loud = lint_words.loud()
    return not shouted and any(word.lower() not in loud for word in _CAPITALS.findall(text))


# --- taste ----------------------------------------------------------------------------------------------


def _taste(
    sentence: str, every: tuple[Piece, ...], among: tuple[Piece, ...], helper: str
) -> Iterator[Vague]:
    """Words that each reader fills in another way, one refusal for all."""
    tastes, terms = lint_words.tastes(), lint_words.words().names.terms
    both = lint_words.hits(among, lint_words.taste_or_term())
    found = [hit for hit in both if hit.phrase not in terms and not _meant(sentence, every, hit)]
    if not found:
        return
    quoted = ", ".join(dict.fromkeys(f"“{hit.phrase}”" for hit in found))
    group = tastes[found[0].phrase]
    example = _rewritten(sentence, found, helper)
    verb = "forbid" if "”, “" in quoted else "forbids"
    yield Vague(
        "taste", f"{quoted} {verb} nothing that a reader could point to", f"{group.ask}: “{example}”"
    )


def _meant(sentence: str, every: tuple[Piece, ...], hit: Hit) -> bool:
    """Whether the sentence itself says what a word of taste means: a measure, or a name behind a mark."""
    group = lint_words.tastes()[hit.phrase]
    behind = sentence[hit.end :]
    if group.pointed and re.match(r"\s*[`\"“]", behind):
        return True
    if group.measured and _MEASURE.search(_plain(sentence)):
        return True
    if re.match(r"[^.;]{0,60}?(?:: | [—–] |\((?!e\.g))", behind) and _explained(behind):
        return True
    means = lint_words.words().names.means
    later = tuple(piece for piece in every if piece.start >= hit.end)
    return any(strong(" x " + sentence[each.end :]) for each in lint_words.hits(later, means))


def _explained(behind: str) -> bool:
    return strong(re.split(r": | [—–] |\(", behind, maxsplit=1)[1])


def _plain(sentence: str) -> str:
    return re.sub(r"`[^`]*`", " ", sentence)


def _rewritten(sentence: str, found: list[Hit], helper: str) -> str:
    """The sentence without its words of taste, with the first one's slot in their place."""
    group = lint_words.tastes()[found[0].phrase]
    left = sentence
    for hit in reversed(found):
        left = left[: hit.start].rstrip() + " " + left[hit.end :].lstrip()
    left = re.sub(r"\s+([,.;:!?])", r"\1", re.sub(r"\s+", " ", left)).strip().rstrip(".!?,;: ")
    kept = _stripped(left, _COPULA)
    bare = _stripped(kept, _MODAL)
    predicate = bare != kept or bool(re.search(r"(?:be|is|are|stay|remain)$", left, re.IGNORECASE))
    slot = f"must {group.says}" if predicate or not bare else group.slot
    tail = slot.replace("`X`", f"`{helper}`")
    return f"{bare or 'Every `X`'}{'' if tail.startswith(',') else ' '}{tail}"


def _stripped(text: str, pattern: re.Pattern[str]) -> str:
    """A text without the words of a pattern at its end."""
    before = ""
    while before != text:
        before, text = text, pattern.sub("", text).rstrip(" ,;:")
    return text


# --- open -----------------------------------------------------------------------------------------------


def _open(sentence: str, among: tuple[Piece, ...]) -> Iterator[Vague]:
    """A hedge that nothing closes, or no word that forbids or requires."""
    closes, hedges = lint_words.words().closes, lint_words.hedges()
    both = tuple(lint_words.hits(among, lint_words.strict_or_hedge()))
    hedge = next((hit for hit in both if hit.phrase in hedges), None)
    strict = any(hit.phrase in closes.strict for hit in both)
    if hedge is not None and (not strict or _leads(among, hedge)):
        yield Vague("open", f"“{hedge.phrase}” leaves the door open", f"say “{_closed(sentence, hedge)}”")
    elif hedge is None and not strict and not _requires(sentence, among):
        fix = f"say only, never, must, through, every or may not: “{_bare(sentence)}: only in `Y`”"
        yield Vague("plain", "no word forbids or requires anything", fix)


def _leads(among: tuple[Piece, ...], hedge: Hit) -> bool:
    """`Prefer` governs a sentence that it begins, whatever follows."""
    said = [piece for piece in among if piece.kind == "word"]
    return bool(said) and said[0].start == among[hedge.first].start and hedge.phrase.startswith("prefer")


def _requires(sentence: str, among: tuple[Piece, ...]) -> bool:
    closes = lint_words.words().closes
    stated = _PASSIVE.search(sentence) or _BOUND.search(sentence) or any(_closing(among))
    return bool(stated) or any(_imperatives(among, closes))


def _closing(among: tuple[Piece, ...]) -> Iterator[Hit]:
    return lint_words.hits(among, lint_words.closing())


def _imperatives(among: tuple[Piece, ...], closes: lint_words.Closes) -> Iterator[Piece]:
    """A verb of the list that begins a clause."""
    fresh = True
    for piece in among:
        if piece.kind == "stop":
            fresh = True
        elif fresh and piece.kind == "word" and piece.text in closes.verbs:
            yield piece
            fresh = False
        else:
            fresh = piece.kind == "word" and piece.text in closes.before


def _closed(sentence: str, hedge: Hit) -> str:
    """The sentence with the hedge's strict twin in its place."""
    preferred = _PREFER.match(sentence)
    if preferred:
        return f"Use only {preferred[1]}, never {preferred[2]}"
    instead = lint_words.hedges()[hedge.phrase].instead
    instead = instead.capitalize() if hedge.start == 0 else instead
    text = f"{sentence[: hedge.start].rstrip()} {instead} {sentence[hedge.end :].lstrip(' ,')}"
    text = re.sub(r"\s+", " ", text).strip().rstrip(".!")
    return text[:1].upper() + text[1:]


def _bare(sentence: str) -> str:
    return sentence.strip().rstrip(".!?？:; ")


# --- nameless -------------------------------------------------------------------------------------------


def _nameless(sentence: str, among: tuple[Piece, ...]) -> Vague:
    """Nothing is named: the first word that could be, with a name behind it."""
    closes, small = lint_words.words().closes, lint_words.words().english.small
    skipped = {each.start for each in _imperatives(among, closes)}
    known = (lint_words.closing(), closes.before, small, lint_words.tastes())
    said = [each for each in among if each.kind == "word" and each.start not in skipped]
    said = [each for each in said if not any(each.text in words for words in known)]
    message = "nothing is named: no `name`, path, number or kind of file"
    if not said:
        return Vague(
            "nameless", message, f"name the function, path or number in backticks: “{_bare(sentence)}: `X`”"
        )
    word = sentence[said[0].start : said[0].end]
    shown = f"{sentence[: said[0].end]} (`X`){sentence[said[0].end :]}"
    return Vague(
        "nameless", message, f"say which “{word}” is meant, in backticks or quotes: “{_bare(shown)}”"
    )


# --- the rest -------------------------------------------------------------------------------------------


def _without_why(sentence: str, every: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces before the sentence turns to why, if they are a rule by themselves."""
    label = _LABEL.match(sentence)
    least = label.end() if label else 0
    turns = [hit.first for hit in lint_words.hits(every, lint_words.words().names.purposes)]
    turns += [n for n, piece in enumerate(every) if piece.kind == "stop" and piece.text.strip() in "—–"]
    for turn in sorted(turns):
        head = every[:turn]
        text = sentence[: head[-1].end] if head else ""
        if len(text) > least and names(text, head) and _requires(text, head):
            return head
    return every


def _foreign(sentence: str, language: lint_words.Language) -> Iterator[Vague]:
    """In another language only its words of taste are looked for."""
    text = _plain(sentence).lower()
    joined = language.name in {"zh", "ja", "ko"}
    found = [
        word for word in language.taste if (word in text if joined else re.search(rf"\b{word}\b", text))
    ]
    if found:
        quoted = ", ".join(f"“{word}”" for word in found)
        fix = f"put a call, path or number in its place, between backticks: “{_bare(sentence)}”"
        yield Vague("taste", f"{quoted} forbids nothing that a reader could point to", fix)


def _finding(
    rule: constraint.Constraint, path: str, level: finding.Level, message: str, fix: str
) -> finding.Finding:
    return finding.Finding(
        code="constraints/vague",
        level=level,
        message=f"`{rule.id}`: {message}",
        place=finding.Place(path=path, line=rule.line),
        fix=fix,
        snippet=f"{rule.id}: {message}",
    )
