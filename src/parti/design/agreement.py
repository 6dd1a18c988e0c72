"""Builder agreement: would different builders build the same from this page?

Called by `agree`, which asks fresh sessions, and by the lock in the deep lane. Ten questions are drawn from
the design; each session answers them from the printed page alone. What two sessions answer is the same when
it is the same option, the same number in the same unit, owners with a word in common, or mostly the same
words, and neither denies what the other says. “NOT DECIDED” agrees with nothing, not even with itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import added, coverage, entries, machines, models, obligation_lines, page
from parti.design import quantities as q
from parti.design import state as states
from parti.library import load
from parti.records import canonical
from parti.records import debate as debate_facts
from parti.records import vocabulary as facts

SESSIONS = 3
ASKED = 10
ENOUGH = 850
"""Of a thousand."""

NOT_DECIDED = "NOT DECIDED"
_MOST_OF_A_KIND = 2
_ALIKE = 0.6
_LONGEST = 120
_UNDECIDED = re.compile(r"\W*(not[ _-]*decided|undecided|unknown|n/?a|none)?\W*", re.IGNORECASE)
_ANY_OWNER = frozenset(["component", "helper", "module", "part", "process", "service", "store", "worker"])
_EMPTY = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "for",
        "from",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "not",
        "of",
        "on",
        "one",
        "only",
        "or",
        "that",
        "the",
        "then",
        "this",
        "to",
        "when",
        "which",
        "with",
    ]
)


_DENIED = re.compile(
    r"(?:\b(?:not|never|no|without|cannot|nobody|neither|nor)\b|n['’]t\b)\s+"
    r"(?:(?:an?|the|be|is|are|ever|any|it|to)\s+){0,2}([\w-]+)",
    re.IGNORECASE,
)
"""A denial, and the word that it denies."""

_ORDER = re.compile(r"\b(before|after)\b", re.IGNORECASE)
_FLOOR = re.compile(r"\b(?:at least|min(?:imum)?|no (?:less|fewer) than)\b", re.IGNORECASE)
_CEILING = re.compile(r"\b(?:at most|max(?:imum)?|no more than|up to)\b", re.IGNORECASE)


class BuilderAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What one session reads out of the page for one question; `option` 0 when none of the listed ones."""

    question: str
    answer: str = NOT_DECIDED
    option: int = 0
    quote: str = ""


class BuilderReply(msgspec.Struct, frozen=True):
    answers: tuple[BuilderAnswer, ...]


class Asked(msgspec.Struct, frozen=True):
    """One of the questions that builders are asked, and where a new question about it would belong."""

    name: str
    text: str
    slot: str
    concern: str
    severity: str
    components: tuple[str, ...]
    options: tuple[str, ...] = ()


class Measure(msgspec.Struct, frozen=True):
    """How far sessions agree, of a thousand; the share of each question, and what was said to it."""

    agreed: int
    shares: Mapping[str, int]
    said: Mapping[str, tuple[str, ...]]

    @property
    def differ(self) -> tuple[str, ...]:
        return tuple(name for name, share in self.shares.items() if share < 1000)


def drawn(state: states.DesignState, bank: Mapping[str, load.Question]) -> tuple[Asked, ...]:
    """The questions for this very design: rows of machines, owners, and the most serious obligations."""
    seed = entries.stamp(state)
    few = (*_picked(seed, _rows(state)), *_picked(seed, _data(state)))
    serious = sorted(
        _obligations(state, bank), key=lambda a: (coverage.RANK.get(a.severity, 9), _order(seed, a.name))
    )
    return (*few, *serious)[:ASKED]


def _picked(seed: str, found: Iterator[Asked]) -> tuple[Asked, ...]:
    return tuple(sorted(found, key=lambda asked: _order(seed, asked.name)))[:_MOST_OF_A_KIND]


def _order(seed: str, name: str) -> str:
    return canonical.digest_of("key", [seed, name])


def _obligations(state: states.DesignState, bank: Mapping[str, load.Question]) -> Iterator[Asked]:
    for name, question in state.questions().items():
        body = state.settlement(name)
        known = bank.get(name)
        if isinstance(body, facts.Answered) and body.how != "default" and known is not None:
            text = " ".join(known.ask.split())
            options = tuple(" ".join(option.split()) for option in known.options)
            yield Asked(
                f"Q-{name}",
                text,
                question.slot,
                question.concern,
                question.severity,
                question.components,
                options,
            )


def _rows(state: states.DesignState) -> Iterator[Asked]:
    every = tuple(sorted(state.components))
    for machine in machines.in_design(state):
        for place, event in machines.table(machine):
            what = "anything" if event == machines.EVERY else f"“{event}”"
            text = (
                f"{machine.name} is in the state “{place}” and {what} happens. "
                "Which state comes next, or is it refused?"
            )
            name = f"{machine.key}/{place}/{event}"
            yield Asked(name, text, "choice", "states", "high", every)


def _data(state: states.DesignState) -> Iterator[Asked]:
    every = tuple(sorted(state.components))
    for key, body in models.data(state).items():
        yield Asked(key, f"Which one part may write {body.name}?", "owner", "ownership", "high", every)


def spec(state: states.DesignState) -> str:
    """The printed page without who said what: names of people are nobody's business out there."""
    ends = {obligation_lines.signed(state, name) for name in state.questions() if state.settled.get(name)}
    lines = (line for line in page.lines(state, "") if not line.startswith(page.MARK))
    return "\n".join(
        next((line.removesuffix(end) for end in ends if line.endswith(end)), line) for line in lines
    )


def listed(asked: Sequence[Asked], seed: str) -> str:
    """The questions as one session is shown them, in an order of its own."""
    rows = sorted(asked, key=lambda one: _order(seed, one.name))
    return "\n".join(line for one in rows for line in _lines(one))


def _lines(one: Asked) -> Iterator[str]:
    yield f"- {one.name} ({one.slot}): {one.text}"
    yield from (f"    {number}. {text}" for number, text in enumerate(one.options, start=1))


def measured(asked: Sequence[Asked], replies: Sequence[BuilderReply | None]) -> Measure:
    """How far the replies agree; a reply that is missing agrees with nothing."""
    shares: dict[str, int] = {}
    said: dict[str, tuple[str, ...]] = {}
    for one in asked:
        answers = tuple(_answer_of(reply, one) for reply in replies)
        shares[one.name] = _modal(one, answers) * 1000 // max(len(answers), 1)
        said[one.name] = tuple(_told(one, answer) for answer in answers)
    return Measure(sum(shares.values()) // max(len(shares), 1), shares, said)


def _answer_of(reply: BuilderReply | None, one: Asked) -> BuilderAnswer | None:
    """The answer of one session to one question; None when it says nothing, or two things."""
    found = [answer for answer in (reply.answers if reply else ()) if _same_name(answer.question, one.name)]
    if len(found) != 1:
        return None
    return found[0] if _decided(one, found[0]) else None


def _same_name(given: str, name: str) -> bool:
    return given.strip().removeprefix("Q-").casefold() == name.removeprefix("Q-").casefold()


def _decided(one: Asked, answer: BuilderAnswer) -> bool:
    return 1 <= answer.option <= len(one.options) or not _UNDECIDED.fullmatch(answer.answer)


def _modal(one: Asked, answers: Sequence[BuilderAnswer | None]) -> int:
    given = [answer for answer in answers if answer is not None]
    return max((sum(same(one, answer, other) for other in given) for answer in given), default=0)


def same(one: Asked, answer: BuilderAnswer, other: BuilderAnswer) -> bool:
    """Whether two sessions would build the same; what the one denies and the other says is not."""
    options = [a.option for a in (answer, other) if 1 <= a.option <= len(one.options)]
    if len(options) < 2 and _opposed(answer.answer, other.answer):
        return False
    first, second = _numbers(answer.answer), _numbers(other.answer)
    if one.slot == "number" and first and second:
        return first == second
    if len(options) == 2:
        return options[0] == options[1]
    if first and second and first.isdisjoint(second):
        return False
    mine, theirs = _words(answer.answer), _words(other.answer)
    if one.slot == "owner":
        return not (mine - _ANY_OWNER or mine).isdisjoint(theirs - _ANY_OWNER or theirs)
    return bool(mine) and bool(theirs) and len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))


def _opposed(one: str, other: str) -> bool:
    """Whether one denies what the other says, sets a floor for its ceiling, or turns its order round.

    What an answer both says and denies is left alone: long answers do, and each agrees with itself.
    """
    if _limit(one) * _limit(other) < 0:
        return True
    (denied, said), (other_denied, other_said) = _told_apart(one), _told_apart(other)
    pairs = ((denied - other_denied, other_said), (other_denied - denied, said))
    if any(_begins_alike(no, yes) for nos, yeses in pairs for no in nos for yes in yeses):
        return True
    (early, late), (sooner, later) = _ordered(one), _ordered(other)
    return bool(early & later) and bool(late & sooner)


def _told_apart(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that are only denied, and those that are only said."""
    denied = frozenset(word for match in _DENIED.finditer(text) for word in _words(match[1]))
    said = _words(_DENIED.sub(" ", text))
    both = {no for no in denied if any(_begins_alike(no, yes) for yes in said)}
    return denied - both, frozenset(yes for yes in said if not any(_begins_alike(no, yes) for no in both))


def _limit(text: str) -> int:
    """1 for a floor alone, -1 for a ceiling alone, else 0."""
    return bool(_FLOOR.search(text)) - bool(_CEILING.search(text))


def _begins_alike(one: str, other: str) -> bool:
    """The same word, or one in another form: `retry` and `retries`."""
    return one == other or (min(len(one), len(other)) > 4 and one[:4] == other[:4])


def _ordered(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What comes first and what comes then, as `before` or `after` says it."""
    parts = _ORDER.split(text)
    if len(parts) != 3:
        return frozenset(), frozenset()
    first, second = _words(parts[0]), _words(parts[2])
    alone = (first - second, second - first)
    return alone if parts[1].casefold() == "before" else alone[::-1]


def _numbers(text: str) -> frozenset[tuple[str, float]]:
    """Every quantity of a text in its basic unit."""
    rates = re.findall(f"({q.RATE})", text, re.IGNORECASE)
    left = re.sub(q.RATE, " ", text, flags=re.IGNORECASE)
    durations = re.findall(f"({q.DURATION})", left, re.IGNORECASE)
    left = re.sub(q.DURATION, " ", left, flags=re.IGNORECASE)
    plain = re.findall(r"\d[\d,_]*(?:\.\d+)?", left)
    return frozenset(
        {("rate", round(q.rate(one), 6)) for one in rates}
        | {("duration", round(q.duration(one), 6)) for one in durations}
        | {("count", q.number(one)) for one in plain}
    )


def _words(text: str) -> frozenset[str]:
    plain = re.findall(r"[a-z0-9]+", text.casefold().replace("_", " "))
    return frozenset(word.removesuffix("s") for word in plain if word not in _EMPTY)


def _told(one: Asked, answer: BuilderAnswer | None) -> str:
    if answer is None:
        return NOT_DECIDED
    if 1 <= answer.option <= len(one.options) and _UNDECIDED.fullmatch(answer.answer):
        return f"option {answer.option}"
    return " ".join(answer.answer.split())[:_LONGEST]


def questions(asked: Sequence[Asked], measure: Measure) -> tuple[facts.QuestionAdded, ...]:
    """What is read differently becomes a question, to be answered like any other."""
    by_name = {one.name: one for one in asked}
    return tuple(_question(by_name[name], measure.said[name]) for name in measure.differ)


def _question(one: Asked, said: tuple[str, ...]) -> facts.QuestionAdded:
    heard = " / ".join(dict.fromkeys(entries.field(text) for text in said))
    return facts.QuestionAdded(
        question=added.name_of(one.name, heard),
        text=f"{one.text} Builders read the design as: {heard}. Which of them is meant?",
        concern=one.concern,
        severity="blocker" if one.severity == "blocker" else "high",
        slot="choice" if one.slot == "states" else one.slot,
        components=one.components,
        why=f"{one.name} was read differently by builders who had the page alone.",
        origin=added.DISAGREEMENT,
    )


def current(state: states.DesignState) -> debate_facts.AgreementMeasured | None:
    """The last measurement of the design as it is now."""
    now = entries.stamp(state)
    found = (one for one in reversed(state.debate.agreements) if one.design == now)
    return next(found, None)


def hindrances(state: states.DesignState, models_set_up: bool) -> tuple[Finding, ...]:
    """What the deep lane wants before a signature; without a model a warning, because paper works too."""
    if state.feature is None or state.feature.lane != "deep":
        return ()
    known = current(state)
    if known is not None and known.agreed >= ENOUGH:
        return ()
    if not models_set_up:
        message = "Whether builders agree on this design was not measured: no model is set up."
        return (_finding("warning", message, "nothing to do, or set up a model and run: parti agree"),)
    if known is None:
        return (_finding("error", "Whether builders agree on this design is not measured.", "parti agree"),)
    message = f"Builders agree on {known.agreed / 10:g} % of this design; {ENOUGH / 10:g} % are needed."
    return (_finding("error", message, "parti ask, then parti agree"),)


def _finding(level: str, message: str, fix: str) -> Finding:
    return Finding(
        code="design/agreement",
        level="error" if level == "error" else "warning",
        message=message,
        place=Place(path="design"),
        fix=fix,
    )
