"""What a model may do in the interview: add questions, and say what an answer lacks. It closes nothing.

Called by `consult`. A question is kept when it names a part of this design, a concern and a failure mode
that no question covers yet, asks without leading, and fits into a fifth of what the bank asks. A doubt is
kept when the words that it quotes stand in the answer. All else in a reply is dropped and told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.design import added, adequacy, entries, machines, models, settlement
from parti.design import state as states
from parti.library import load
from parti.records import vocabulary as facts

SHARE = 5
"""One added question for so many of the bank's."""

BATCH = 8
OTHER = "other"
_LONGEST = 300
_TOLD = 1_200
"""Characters of a reason, or of what is missing: both are shown to a person and sent to nobody."""

_CUT = " …"
_END = re.compile(r"[.!?][”\"')]?(?= [^a-z])")
_SAME = 0.6
_NONE = re.compile(r"\W*(none|nothing|no|n/?a|-)?\W*", re.IGNORECASE)
_LEADING = re.compile(
    r"\b(don['’]?t you|surely|of course|best[- ]practice|obviously|isn['’]?t it|wouldn['’]?t it|you should|"
    r"shouldn['’]?t (?:you|it)|"
    r"as everyone knows|clearly)\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "how",
        "if",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "out",
        "same",
        "that",
        "the",
        "their",
        "then",
        "there",
        "this",
        "to",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
    ]
)


class NewQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question as a model offers it; `mode` is a failure mode of the vocabulary, or `other`."""

    element: str
    concern: str
    text: str
    why: str
    mode: str = OTHER
    severity: str = "high"
    slot: str = "mechanism"


class QuestionsReply(msgspec.Struct, frozen=True):
    questions: tuple[NewQuestion, ...]


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What one answer lacks, and the words of the answer that say the rest."""

    question: str
    missing: str = "none"
    quotes: tuple[str, ...] = ()


class AdequacyReply(msgspec.Struct, frozen=True):
    judged: tuple[Judged, ...]


class Kept(msgspec.Struct, frozen=True):
    """What of a reply counts, and why the rest does not."""

    facts: tuple[facts.Fact, ...]
    dropped: tuple[str, ...]


def room(state: states.DesignState) -> int:
    """How many questions a model may still add."""
    said = [one for one in state.added.values() if one.origin == added.MODEL]
    return max((len(state.questions()) - len(state.added)) // SHARE - len(said), 0)


def elements(state: states.DesignState) -> Mapping[str, tuple[str, ...]]:
    """The parts of a design that a question may be about, each with the components that it concerns."""
    every = tuple(sorted(state.components))
    found: dict[str, tuple[str, ...]] = {name: (name,) for name in every}
    found |= {body.name: every for body in models.data(state).values()}
    found |= {machine.name: every for machine in machines.in_design(state) if machine.name not in found}
    return found


def questions(state: states.DesignState, bank: Mapping[str, load.Question], reply: QuestionsReply) -> Kept:
    """The questions of a reply that count, at most as many as there is room for."""
    kept: dict[str, facts.QuestionAdded] = {}
    dropped: list[str] = []
    for offered in reply.questions:
        wrong = _wrong(state, bank, offered) or _covered(state, bank, offered, kept.values())
        if not wrong and len(kept) >= room(state):
            wrong = f"there is room for {room(state)}"
        if wrong:
            dropped.append(f"{_line(offered.element)[:40]}: {wrong}")
        else:
            made = _added(state, offered)
            kept[made.question] = made
    return Kept(tuple(kept.values()), tuple(dropped))


def _wrong(state: states.DesignState, bank: Mapping[str, load.Question], offered: NewQuestion) -> str:
    text = _line(offered.text)
    if _element(state, offered.element) is None:
        return "it is no part of this design"
    if offered.concern not in {question.concern for question in bank.values()}:
        return f"{_line(offered.concern)[:30]!r} is no concern"
    if not text.endswith("?") or len(text.split()) < 4:
        return "it asks nothing"
    if len(text) > _LONGEST:
        return f"it is longer than {_LONGEST} characters"
    return "it leads to an answer" if _LEADING.search(text) else ""


def _covered(
    state: states.DesignState,
    bank: Mapping[str, load.Question],
    offered: NewQuestion,
    new: Iterable[facts.QuestionAdded],
) -> str:
    """Which question asks this already: by its failure mode at this part, or in mostly the same words."""
    element = _element(state, offered.element)
    texts = {one.question: one.text for one in new}
    for name, drawn in state.questions().items():
        known = bank.get(name)
        if known is None:
            continue
        texts[name] = known.ask
        same_pair = element in drawn.components and drawn.concern == offered.concern
        if same_pair and offered.mode != OTHER and offered.mode in known.modes:
            return f"Q-{name} asks it"
    words = _words(offered.text)
    twin = next((name for name, text in texts.items() if _alike(words, _words(text))), "")
    return f"Q-{twin} asks it" if twin else ""


def _added(state: states.DesignState, offered: NewQuestion) -> facts.QuestionAdded:
    """The fact; a model's guess of severity ends below `blocker`, which only the bank gives."""
    element = _element(state, offered.element) or ""
    severity = offered.severity if offered.severity in ("medium", "low") else "high"
    slot = offered.slot if offered.slot in load.SLOTS else "mechanism"
    text, why = _line(offered.text), _whole(_line(offered.why))
    return facts.QuestionAdded(
        question=added.name_of(element, text),
        text=text,
        concern=offered.concern,
        severity=severity,
        slot=slot,
        components=elements(state)[element],
        why=why or "A model asked.",
        origin=added.MODEL,
    )


def _element(state: states.DesignState, name: str) -> str | None:
    wanted = _line(name).casefold()
    return next((known for known in elements(state) if known.casefold() == wanted), None)


def to_judge(state: states.DesignState) -> tuple[str, ...]:
    """Serious answers in people's own words that were never doubted: what a person said twice stands."""
    found = []
    for name, drawn in state.questions().items():
        body = state.settlement(name)
        own = isinstance(body, facts.Answered) and body.how == "own" and len(state.settled[name]) == 1
        if own and drawn.severity in settlement.SERIOUS and name not in state.doubted:
            level = adequacy.judge(body.text, drawn.slot).level if isinstance(body, facts.Answered) else 0
            if level in (2, 3):
                found.append(name)
    return tuple(found)


def doubts(state: states.DesignState, names: Sequence[str], reply: AdequacyReply | None, call: str) -> Kept:
    """What the reply finds lacking in these answers; it can lower an answer, never raise or close one."""
    made: dict[str, facts.Fact] = {}
    dropped: list[str] = []
    for judged in reply.judged if reply else ():
        name = judged.question.strip().removeprefix("Q-")
        body = state.settlement(name) if name in names else None
        missing = _whole(_line(judged.missing))
        if not isinstance(body, facts.Answered) or name in made:
            dropped.append(f"{_line(judged.question)[:40]}: it was not asked about")
        elif not _NONE.fullmatch(missing):
            said = " ".join(body.text.split()).casefold()
            if not all(" ".join(quote.split()).casefold() in said for quote in judged.quotes):
                dropped.append(f"Q-{name}: it quotes words that the answer does not hold")
            else:
                seen = tuple(record.id for record in state.settled[name])
                made[name] = facts.AnswerDoubted(question=name, missing=missing, call=call, answers=seen)
    return Kept(tuple(made.values()), tuple(dropped))


def looked(
    state: states.DesignState, names: Sequence[str], reply: AdequacyReply | None, call: str
) -> tuple[facts.AnswerLookedAt, ...]:
    """The answers of a second look in which the reply misses nothing; silence is no look."""
    said: dict[str, bool] = {}
    for judged in reply.judged if reply else ():
        name = judged.question.strip().removeprefix("Q-")
        said[name] = said.get(name, True) and _NONE.fullmatch(_line(judged.missing)) is not None
    return tuple(
        facts.AnswerLookedAt(
            question=name, call=call, answers=tuple(record.id for record in state.settled[name])
        )
        for name in names
        if said.get(name)
    )


def asked(state: states.DesignState, bank: Mapping[str, load.Question]) -> str:
    """The questions that are there, as a model is shown them."""
    return "\n".join(_asked(state, bank))


def _asked(state: states.DesignState, bank: Mapping[str, load.Question]) -> Iterator[str]:
    for name, drawn in state.questions().items():
        if name in bank:
            yield f"- {drawn.concern} × {', '.join(drawn.components)}: {_line(bank[name].ask)}"


def answers(state: states.DesignState, bank: Mapping[str, load.Question], names: Sequence[str]) -> str:
    """Questions with their slots and answers; not who answered, and no recommendation."""
    rows = []
    for name in names:
        body = state.settlement(name)
        if isinstance(body, facts.Answered) and name in bank:
            rows.append(
                f"- Q-{name} ({bank[name].slot}): {_line(bank[name].ask)}\n  answer: {_line(body.text)}"
            )
    return "\n".join(rows)


def _words(text: str) -> frozenset[str]:
    plain = re.findall(r"[a-z0-9]+", text.casefold())
    return frozenset(word.removesuffix("s") for word in plain if word not in _EMPTY)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and len(one & other) >= _SAME * min(len(one), len(other))


def _line(text: str) -> str:
    """Words of a model as the page can hold them."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return entries.field(shown)


def _whole(text: str) -> str:
    """The whole sentences that fit, or the words when one is most of it; a mark says there was more."""
    if len(text) <= _TOLD:
        return text
    room = _TOLD - len(_CUT)
    ends = [found.end() for found in _END.finditer(text[: room + 2]) if found.end() <= room]
    if ends and ends[-1] > room // 2:
        return text[: ends[-1]] + _CUT
    return (text[: room + 1].rpartition(" ")[0] or text[:room]) + _CUT
