"""What the repository answers by itself: suggestions for open questions, each with the places that show it.

Called by `scout`. Facts only: who writes a table or a file, which helper and handler exists, which
time-out is set, which constraint is in force. A question that wants a choice is never answered here,
whatever the code does today, because what is there is not what was decided (D11). Nothing is closed before
a person accepts it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.design import entries, sightings
from parti.design import state as states
from parti.design.sightings import Sighting
from parti.records import vocabulary as facts

EXACT = "exact"
LIKELY = "likely"

_MOST = 4
_SHORTEST = 3


class Rule(msgspec.Struct, frozen=True):
    """A constraint that is in force: its sentence, its owner, the place where it stands."""

    id: str
    title: str
    owner: str
    place: str


class Looked(msgspec.Struct, frozen=True):
    """All that was seen in a repository.

    Args:
        seen: the sightings of every file that is no test.
        rules: the constraints in force.
        owners: who owns a path, as the repository's owners file says, with the place of that line.
    """

    seen: tuple[Sighting, ...]
    rules: tuple[Rule, ...] = ()
    owners: Callable[[str], str] = lambda path: ""


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that the code gives to a question.

    Args:
        text: one sentence with its places.
        confidence: `exact` when it follows from parsed code alone, else `likely`.
        answers: whether a person may accept it as it is; else it is there to be known.
    """

    question: str
    text: str
    confidence: str
    places: tuple[str, ...]
    answers: bool = True


def suggestions(
    state: states.DesignState, looked: Looked, *, every: bool = False
) -> tuple[Suggestion, ...]:
    """What the code says to the open questions, in their order; `every` for the closed ones too."""
    words = spoken(state)
    found: list[Suggestion] = []
    for name, drawn in state.questions().items():
        finder = _FINDERS.get(name)
        if finder is not None and drawn.slot != "choice" and (every or state.is_open(name)):
            made = finder(name, looked, words)
            found += [made] if made else []
    return tuple(found)


def spoken(state: states.DesignState) -> frozenset[str]:
    """The words of the problem and of the data named so far, each without the end of its plural."""
    problem = state.problem
    texts = [state.feature.wish if state.feature else ""]
    if problem:
        texts += [problem.situation, *problem.needed, *problem.never, *problem.quantities, *problem.given]
    for records in state.named.values():
        body = records[-1].body
        if isinstance(body, facts.DataNamed):
            texts.append(body.name)
        if isinstance(body, facts.ModuleTouched):
            texts.append(body.path)
    return frozenset(word for text in texts for word in parts(text))


def parts(name: str) -> frozenset[str]:
    """The words in a name: `OrderLine`, `order_lines` and `order.line` have the same."""
    spread = "".join(f" {sign}" if sign.isupper() else sign if sign.isalnum() else " " for sign in name)
    whole = "".join(sign if sign.isalnum() else " " for sign in name)
    every = {*spread.casefold().split(), *whole.casefold().split()}
    return frozenset(one for word in every if len(word) >= _SHORTEST for one in _singulars(word))


def _singulars(word: str) -> Iterator[str]:
    """What a word may be the plural of: `batches` of `batch`, `caches` of `cache`, which ends alike."""
    yield word if word.endswith("ss") else word.removesuffix("s")
    if word.endswith("ies") and len(word) > 4:
        yield f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        yield word[:-2]


def _about(looked: Looked, words: frozenset[str], *kinds: str) -> tuple[Sighting, ...]:
    """Sightings of these kinds whose thing the problem speaks of."""
    return tuple(one for one in looked.seen if one.kind in kinds and parts(one.what) & words)


def _writers(*kinds: str) -> "Finder":
    """Who writes each thing: an answer when one function does, and a fact to know when several do."""

    def find(question: str, looked: Looked, words: frozenset[str]) -> Suggestion | None:
        groups: dict[str, list[Sighting]] = {}
        for one in _about(looked, words, *kinds):
            groups.setdefault(one.what, []).append(one)
        if not groups:
            return None
        told = [_who_writes(what, rows, looked) for what, rows in sorted(groups.items())]
        alone = all(len({one.who for one in rows}) == 1 for rows in groups.values())
        exact = all(one.certain for rows in groups.values() for one in rows)
        return _made(question, "; ".join(told), _firsts(groups), exact=exact and alone, answers=alone)

    return find


def _who_writes(what: str, rows: Sequence[Sighting], looked: Looked) -> str:
    by_who: dict[str, Sighting] = {}
    for one in rows:
        by_who.setdefault(one.who, one)
    places = ", ".join(f"`{who}` ({one.place})" for who, one in list(by_who.items())[:_MOST])
    owner = looked.owners(rows[0].path)
    owned = f", owned by {owner}" if owner else ""
    if len(by_who) == 1:
        return f"only {places} writes `{what}`{owned}"
    more = f" and {len(by_who) - _MOST} more" if len(by_who) > _MOST else ""
    return f"`{what}` is written in {len(by_who)} places: {places}{more}{owned}"


def _firsts(groups: Mapping[str, Sequence[Sighting]]) -> list[Sighting]:
    return [
        one for _, rows in sorted(groups.items()) for one in {r.who: r for r in reversed(rows)}.values()
    ]


def _hooks(question: str, looked: Looked, words: frozenset[str]) -> Suggestion | None:
    """Helpers, handlers and constraints that a change goes through; a constraint alone is no answer."""
    saves = _about(looked, words, sightings.SAVES)
    handles = _about(looked, words, sightings.HANDLES)
    rules = [rule for rule in looked.rules if parts(rule.title) & words or _is_hook(rule)]
    told = [f"`{one.value}` saves `{one.what}` ({one.place})" for one in saves[:_MOST]]
    told += [f"`{one.who}` handles `{one.what}` ({one.place})" for one in handles[:_MOST]]
    told += [f"“{entries.field(rule.title)}” is in force ({rule.place})" for rule in rules[:_MOST]]
    rows = [*saves[:_MOST], *handles[:_MOST]]
    exact = bool(rows) and all(one.certain for one in rows)
    places = [rule.place for rule in rules[:_MOST]]
    made = _made(question, "; ".join(told), rows, exact=exact, answers=bool(rows), more=places)
    return made if told else None


def _is_hook(rule: Rule) -> bool:
    return bool(
        parts(rule.title)
        & {"write", "save", "register", "registered", "dirty", "cache", "helper", "through"}
    )


def _declares(question: str, looked: Looked, words: frozenset[str]) -> Suggestion | None:
    rows = [one for one in looked.seen if one.kind == sightings.DECLARES]
    by_what: dict[str, Sighting] = {one.what: one for one in reversed(rows)}
    shown = [one for _, one in sorted(by_what.items())[:_MOST]]
    told = [f"`{one.who}` declares `{one.what}` ({one.place})" for one in shown]
    alone = len({one.who for one in rows}) == 1
    return _made(question, "; ".join(told), shown, exact=alone, answers=alone) if told else None


def _guards(question: str, looked: Looked, words: frozenset[str]) -> Suggestion | None:
    """What the schema refuses today; which rules it should refuse is a person's to say."""
    rows = _about(looked, words, sightings.GUARDS)
    told = [f"`{one.what}` has {one.value} ({one.place})" for one in rows[:_MOST]]
    return _made(question, "; ".join(told), rows[:_MOST], exact=False, answers=False) if told else None


def _waits(database: bool) -> "Finder":
    """The time-outs that are set today, and the calls that have none."""

    def find(question: str, looked: Looked, words: frozenset[str]) -> Suggestion | None:
        mine = [one for one in looked.seen if sightings.is_database(one.what) is database]
        timed = [one for one in mine if one.kind == sightings.WAITS and one.value]
        without = [one for one in mine if one.kind == sightings.UNLIMITED]
        told = [f"`{one.what}` waits at most {one.value} s ({one.place})" for one in timed[:_MOST]]
        if without:
            first = without[0]
            rest = len(without) - 1
            more = f" and {rest} call{'s' if rest > 1 else ''} more" if rest else ""
            told.append(f"`{first.what}` ({first.place}){more} without a time-out")
        rows = [*timed[:_MOST], *without[:1]]
        return (
            _made(
                question,
                "; ".join(told),
                rows,
                exact=all(one.certain for one in rows),
                answers=bool(timed) and not without,
            )
            if told
            else None
        )

    return find


def _settings(*wanted: str) -> "Finder":
    """Environment variables whose name says that they hold this; their value is not in the code."""

    def find(question: str, looked: Looked, words: frozenset[str]) -> Suggestion | None:
        rows = [
            one for one in looked.seen if one.kind == sightings.SETTING and parts(one.what) & set(wanted)
        ]
        told = [f"`{one.what}` is read from the environment ({one.place})" for one in rows[:_MOST]]
        return _made(question, "; ".join(told), rows[:_MOST], exact=False, answers=False) if told else None

    return find


def _made(
    question: str,
    told: str,
    rows: Iterable[Sighting],
    *,
    exact: bool,
    answers: bool = True,
    more: Iterable[str] = (),
) -> Suggestion:
    text = entries.field(f"In the code today: {told}.")
    return Suggestion(
        question=question,
        text=text,
        confidence=EXACT if exact else LIKELY,
        places=tuple(dict.fromkeys([*(one.place for one in rows), *more])),
        answers=answers,
    )


Finder = Callable[[str, Looked, frozenset[str]], Suggestion | None]

_FINDERS: Mapping[str, Finder] = {
    "record-owner": _writers(sightings.WRITES_ROW),
    "file-one-helper": _writers(sightings.WRITES_FILE, sightings.SAVES),
    "existing-hooks": _hooks,
    "topology-owner": _declares,
    "schema-guards": _guards,
    "http-deadlines": _waits(database=False),
    "db-deadlines": _waits(database=True),
    "pool-size": _settings("pool", "connection"),
    "retry-policy": _settings("retry", "retrie", "attempt", "backoff"),
    "consumer-spike": _settings("prefetch", "concurrency", "worker"),
}
"""Which question is asked of the code in which way; a question that is not here is a person's."""


def asked() -> Iterator[str]:
    """The questions that the code is asked."""
    yield from _FINDERS
