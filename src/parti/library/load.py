"""Loads the library: the question bank, its vocabulary, the technology lexicon and the texts.

Called by the rooms above, never at import. The library is data, so everything here is a plain
read of package files into frozen values; `validate` is what the schema test and `parti kind`
share, so that a project's own kinds are held to the same rules as ours.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

Severity = Literal["blocker", "high", "medium", "low"]
Slot = Literal["number", "mechanism", "owner", "states", "choice"]

_SLOT = re.compile(r"\{(\w+)\}")

SEVERITIES: tuple[Severity, ...] = ("blocker", "high", "medium", "low")
SLOTS: tuple[Slot, ...] = ("number", "mechanism", "owner", "states", "choice")


class Drill(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What would show the answer to be true: a fault, where, when, and what must hold."""

    fault: str
    target: tuple[str, ...]
    when: str
    expect: tuple[str, ...]


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One question of the bank; asked once, for every component whose kind it names."""

    id: str
    concern: str
    kinds: tuple[str, ...]
    severity: Severity
    slot: Slot
    modes: tuple[str, ...]
    ask: str
    why: str
    recommended: str
    options: tuple[str, ...]
    evidence: tuple[str, ...]
    drill: Drill
    needs: tuple[str, ...] = ()
    first: bool = False
    essay: tuple[str, ...] = ()


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of component and the words that betray it in a problem or a design."""

    name: str
    what: str
    words: tuple[str, ...]


class Concern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column of the coverage matrix."""

    name: str
    stem: str


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The closed words that questions may use; each maps an id to what it means."""

    kinds: dict[str, Kind]
    concerns: dict[str, Concern]
    severities: dict[str, str]
    modes: dict[str, str]
    faults: dict[str, str]
    oracles: dict[str, str]
    evidence: dict[str, str]


class Technology(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A product or library by name, and the kinds of component that it implies."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]


class LeakRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule for words of a solution: its weight, the question back to the need, its patterns.

    `weak` is the weight when no known term stands in the words found; -1: that makes no difference.
    """

    id: str
    name: str
    weight: int
    ask: str
    weak: int = -1
    group: str = ""
    patterns: tuple[str, ...] = ()


class Neutral(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the neutral form drops, and what it puts in the place of the first person."""

    belief: tuple[str, ...]
    certainty: tuple[str, ...]
    evaluation: tuple[str, ...]
    person: tuple[tuple[str, str], ...]


class LeakWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules of hygiene as data; `patterns` are groups of words for one idea of a solution."""

    given: tuple[str, ...]
    told: tuple[str, ...]
    ask: dict[str, str]
    rule: tuple[LeakRule, ...]
    patterns: tuple[tuple[str, ...], ...]
    stop: str
    neutral: Neutral


class Bank(msgspec.Struct, frozen=True):
    """The whole question bank with its vocabulary."""

    vocabulary: Vocabulary
    questions: tuple[Question, ...]

    def by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}


def folder() -> Path:
    """The folder of the packaged data."""
    return Path(__file__).parent


@cache
def vocabulary() -> Vocabulary:
    return msgspec.convert(_toml(folder() / "vocabulary.toml"), Vocabulary)


@cache
def technologies() -> tuple[Technology, ...]:
    table = _toml(folder() / "lexicon.toml")
    return msgspec.convert(table["technology"], tuple[Technology, ...])


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lens or a criterion: its stable key and its words."""

    key: str
    text: str


class Lane(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much a lane spends on blind proposals and their comparison."""

    proposals: int
    judges: int
    orders: int
    defeaters: int
    confirmations: int
    families: int
    calls: int


class Blind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The data of blind proposals and their comparison.

    Args:
        lens, criterion: in the order of the file.
        concurrency, failure: the classes of a signature, each with the beginnings of words that betray it.
        parts: the kinds of component, each with the beginnings of plain words for it.
        infrastructure: the `kinds` of component that somebody must run.
        labels: the `words` that stand for designs. names: the `words` that would tell who wrote one.
    """

    lens: tuple[Row, ...]
    criterion: tuple[Row, ...]
    concurrency: dict[str, tuple[str, ...]]
    failure: dict[str, tuple[str, ...]]
    parts: dict[str, tuple[str, ...]]
    infrastructure: dict[str, tuple[str, ...]]
    labels: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, ...]]
    lanes: dict[str, Lane]


@cache
def blind() -> Blind:
    return msgspec.convert(_toml(folder() / "blind.toml"), Blind)


@cache
def leaks() -> LeakWords:
    return msgspec.convert(_toml(folder() / "leaks.toml"), LeakWords)


@cache
def bank() -> Bank:
    """The packaged bank; the questions keep the order of the concerns and of their files."""
    words = vocabulary()
    asked: list[Question] = []
    for concern in words.concerns:
        asked.extend(questions_in(folder() / "questions" / f"{concern}.toml", concern))
    return Bank(words, tuple(asked))


def questions_in(path: Path, concern: str) -> tuple[Question, ...]:
    """The questions of one concern's file.

    Raises:
        msgspec.ValidationError: a field is missing, unknown or of the wrong type.
    """
    rows = msgspec.convert(_toml(path).get("question", []), list[dict[str, object]])
    return msgspec.convert([{**row, "concern": concern} for row in rows], tuple[Question, ...])


def text(name: str) -> str:
    """A packaged text by its path below the library, for example `texts/design.md`."""
    return (folder() / name).read_text(encoding="utf-8")


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A prompt as data: what it is for, what goes into it, which reply is understood, and its words.

    `sends_design` is true for prompts that may carry words of a design; all others pass the guard.
    """

    name: str
    purpose: str
    inputs: tuple[str, ...]
    reply: str
    body: str
    sends_design: bool = False


@cache
def prompt(name: str) -> Template:
    """A prompt of `library/prompts` by its name.

    Raises:
        FileNotFoundError: there is no such prompt.
        ValueError: the front matter does not hold, or the words use another input than it names.
    """
    import tomllib  # as in `_toml`

    fence, _, rest = text(f"prompts/{name}.md").partition("+++\n")
    head, fenced, body = rest.partition("\n+++\n")
    if fence or not fenced:
        raise ValueError(f"{name}.md does not begin with its front matter between two lines `+++`")
    row = {**tomllib.loads(head), "name": name, "body": body.strip() + "\n"}
    made = msgspec.convert(row, Template)
    used = set(_SLOT.findall(made.body))
    if used != set(made.inputs):
        raise ValueError(f"{name}.md names {sorted(made.inputs)} and uses {sorted(used)}")
    return made


def fill(template: str, values: Mapping[str, str]) -> str:
    """Puts values in the place of `{name}`.

    Raises:
        KeyError: the template names a value that is not there.
    """
    return _SLOT.sub(lambda found: values[found[1]], template)


class Variants(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Equal wordings of the probes of a challenge, and the words that positions go by."""

    labels: tuple[str, ...]
    opposed: tuple[str, ...]
    supportive: tuple[str, ...]
    sham: tuple[str, ...]


class ObjectionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What objections are told apart by, as regular expressions; `empty` lists words without content."""

    hard: tuple[str, ...]
    seen: tuple[str, ...]
    bound: tuple[str, ...]
    liking: tuple[str, ...]
    social: tuple[str, ...]
    yields: tuple[str, ...]
    empty: str


@cache
def objection_words() -> ObjectionWords:
    return msgspec.convert(_toml(folder() / "objection-words.toml"), ObjectionWords)


@cache
def plain_words() -> frozenset[str]:
    """Words that say nothing by themselves, of all the lists that hold such words."""
    more = str(_toml(folder() / "plain-words.toml")["words"])
    return frozenset(f"{more} {leaks().stop} {objection_words().empty}".split())


@cache
def variants() -> Variants:
    return msgspec.convert(_toml(folder() / "variants.toml"), Variants)


def validate(bank: Bank) -> Iterable[str]:
    """Sentences about what is wrong in a bank: unknown words, twin ids, empty cells.

    The rules are the draft ontology's: every kind meets every concern, every question names
    known kinds, modes, evidence, fault and oracles, and offers at least two options.
    """
    words = bank.vocabulary
    seen: set[str] = set()
    for question in bank.questions:
        if question.id in seen:
            yield f"{question.id}: two questions share this id"
        seen.add(question.id)
        yield from _unknown_words(question, words)
        if len(question.options) < 2:
            yield f"{question.id}: fewer than two options"
    for kind in words.kinds:
        for concern in words.concerns:
            if not any(kind in q.kinds and q.concern == concern for q in bank.questions):
                yield f"{kind} × {concern}: no question fills this cell"


def _unknown_words(question: Question, words: Vocabulary) -> Iterable[str]:
    used: tuple[tuple[str, Iterable[str], Mapping[str, object]], ...] = (
        ("concern", (question.concern,), words.concerns),
        ("kind", question.kinds + question.needs, words.kinds),
        ("failure mode", question.modes, words.modes),
        ("evidence", question.evidence, words.evidence),
        ("fault", (question.drill.fault,), words.faults),
        ("oracle", question.drill.expect, words.oracles),
        ("target", (t for t in question.drill.target if t != "repository"), words.kinds),
    )
    for label, names, known in used:
        for name in names:
            if name not in known:
                yield f"{question.id}: unknown {label} {name!r}"


def _toml(path: Path) -> dict[str, object]:
    import tomllib  # 2 ms that `parti status` does without

    with path.open("rb") as file:
        return tomllib.load(file)
