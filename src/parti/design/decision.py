"""The decision page: all that a person needs to choose, on one page, with no verdict of its own.

Called by `compare`. What judges disagree on stands before what they agree on; a ranking stands below the
table, never above; that no reason was found against a design is said for every design alike.
"""

from collections.abc import Iterator, Mapping

import msgspec

from parti.design import card as cards
from parti.design import comparison, defeaters, matrix, neutral, proposal
from parti.design import debate as debates
from parti.design import state as states
from parti.records import canonical, debate

BLIND, NOT_BLIND, NO_SEAL = "BLIND", "NOT BLIND", "no seal"
_MARKS = {"meets": "meets", "meets_if": "meets if", "fails": "FAILS", "unknown": "unknown"}
_MILD = frozenset({"", "meets", "meets_if"})
"""Verdicts between which judges differ by a condition alone, which the table shows."""


def blindness(state: debates.Debate) -> tuple[str, str]:
    """Whether the proposals were made without the human's design, and why it is said."""
    snooped = [one.key for one in state.dropped.values() if one.why == proposal.SNOOPED]
    if snooped:
        return NOT_BLIND, f"{', '.join(snooped)} held the canary word of the seal"
    seal = state.seal
    if seal is None:
        return NO_SEAL, "nothing was sealed before the proposals"
    if state.opened is not None and not state.opened.verified and seal.tag != "none":
        return NOT_BLIND, "SEAL BROKEN: the text is not the one that was sealed"
    if seal.tag == "after":
        return NOT_BLIND, "the design was sealed after there were proposals"
    if seal.tag == "none":
        return NO_SEAL, "the person sealed that there is no design of their own"
    return BLIND, "the design was sealed before the proposals, and the text is the sealed one"


def families(state: debates.Debate) -> tuple[str, ...]:
    """Who trained the models that proposed and judged, each once."""
    judges = (cell.family for cell in state.comparison.cells) if state.comparison else ()
    return tuple(dict.fromkeys((*proposal.families(state.received()), *judges)))


def shown_cards(state: debates.Debate) -> Mapping[str, debate.Card]:
    """The cards that were compared, by key."""
    made = state.comparison
    found = {one.key: one.card for one in state.received()}
    if state.opened is not None:
        found[comparison.OWN] = state.opened.card
    return {key: found[key] for key in sorted(made.labels) if key in found} if made else {}


def lines(state: states.DesignState) -> tuple[str, ...]:
    """The page, line by line; empty before there is a comparison."""
    said = state.debate
    made = said.comparison
    if made is None:
        return ()
    table = matrix.fields(made)
    return tuple(
        line
        for part in (
            _problem(state),
            _cards(said, made),
            _table(made, table),
            _defeaters(said, made),
            _dissent(made, table),
            _own(said, table),
            _below(table, made),
            _about(said, made),
        )
        for line in part
    )


def plain(state: states.DesignState) -> Mapping[str, object]:
    """The page for a program."""
    said = state.debate
    made = said.comparison
    if made is None:
        return {}
    table = matrix.fields(made)
    status, why = blindness(said)
    return {
        "problem": canonical.digest("problem", _neutral(state).encode()),
        "labels": dict(made.labels),
        "cards": {key: msgspec.to_builtins(card) for key, card in shown_cards(said).items()},
        "criteria": msgspec.to_builtins(made.criteria),
        "matrix": msgspec.to_builtins(table),
        "ranking": msgspec.to_builtins(matrix.ranking(table)),
        "place_correlation": matrix.place_correlation(made.cells),
        "defeaters": msgspec.to_builtins(list(said.defeaters.values())),
        "displacement": list(defeaters.displacement(made.labels, said.defeaters.values())),
        "late_givens": [one.words for one in said.leaks.values() if one.late],
        "blindness": {"status": status, "why": why},
        "families": list(families(said)),
        "not_run": list(made.not_run),
        "calls": len(said.calls),
        "cost": said.spent(),
    }


def _problem(state: states.DesignState) -> Iterator[str]:
    yield f"PROBLEM   {canonical.digest('problem', _neutral(state).encode())[:24]}"
    yield from (f"  {line}" for line in _neutral(state).splitlines())


def _neutral(state: states.DesignState) -> str:
    if state.problem is None:
        return ""
    return neutral.render(neutral.worded(state.problem, state.debate.neutral), state.debate.leaks)


def _cards(said: debates.Debate, made: debate.ComparisonMade) -> Iterator[str]:
    """Slot by slot, so that the designs stand beside one another however many they are."""
    slots = {key: cards.slots(card) for key, card in shown_cards(said).items()}
    yield ""
    yield "DESIGNS   " + ", ".join(f"{key} = {made.labels[key]}" for key in slots)
    wide = max(map(len, slots), default=0) + 2
    for name in next(iter(slots.values()), {}):
        yield f"  {name.replace('_', ' ')}"
        for key, words in slots.items():
            yield f"    {key:<{wide}}{words[name] or cards.NOT_SAID}"


def _table(made: debate.ComparisonMade, table: tuple[matrix.Field, ...]) -> Iterator[str]:
    """Criterion by criterion, those with a cell that judges disagree on first."""
    worst = {
        asked.key: min(matrix.STANDINGS.index(one.standing) for one in table if one.criterion == asked.key)
        for asked in made.criteria
    }
    yield ""
    yield "MATRIX    what judges disagree on comes first"
    for asked in sorted(made.criteria, key=lambda asked: worst[asked.key]):
        row = [one for one in table if one.criterion == asked.key]
        said = "   ".join(f"{one.card} {_MARKS.get(one.verdict, one.standing)}" for one in row)
        yield f"  {asked.key:<16} {said}"
        yield f"  {'':<16} {asked.text}"
        for one in row:
            conditions = list(dict.fromkeys(cell.condition for cell in one.cells if cell.condition))
            if conditions:
                more = f" (and {len(conditions) - 1} more: --json)" if conditions[1:] else ""
                yield f"  {'':<16} {one.card} if {conditions[0]}{more}"


def _defeaters(said: debates.Debate, made: debate.ComparisonMade) -> Iterator[str]:
    yield ""
    yield "DEFEATERS"
    for one in sorted(said.defeaters.values(), key=lambda one: (len(one.key), one.key)):
        counted = f"{one.confirmations} of {one.sessions} sessions confirm it"
        yield f"  {one.key} {one.verdict}: {one.card} and {one.criterion} ({one.basis}; {counted})"
        yield f"    {one.trace}"
        if one.answer:
            yield f"    answered: {one.answer}"
    if not said.defeaters:
        yield "  none was examined"
    yield from (f"  {text}" for text in defeaters.displacement(made.labels, said.defeaters.values()))


def _dissent(made: debate.ComparisonMade, table: tuple[matrix.Field, ...]) -> Iterator[str]:
    """What each judge said where they differ, in its own words."""
    rows = [field for field in table if field.standing in ("order-sensitive", "split")]
    mild = [field for field in rows if {cell.verdict for cell in field.cells} <= _MILD]
    if rows:
        yield ""
        yield "DISSENT"
    for cell in (cell for field in rows if field not in mild for cell in field.cells if cell.verdict):
        quote = f" “{cell.quote}”" if cell.quote else ""
        who = f"{cell.judge} ({cell.family}), order {cell.order}"
        yield f"  {cell.criterion} {cell.card}: {who}: {_MARKS[cell.verdict]}:{quote} {cell.reason}"
    if mild:
        named = ", ".join(f"{field.criterion} {field.card}" for field in mild)
        yield f"  between meets and meets if alone, with the conditions above: {named}"


def _own(said: debates.Debate, table: tuple[matrix.Field, ...]) -> Iterator[str]:
    """The human's design beside the others: what they meet and it does not, and the reverse."""
    met = {
        (field.criterion, field.card)
        for field in table
        if field.standing == "agreed" and field.verdict == "meets"
    }
    others = {card for _, card in met} - {comparison.OWN}
    if comparison.OWN not in shown_cards(said):
        return
    keys = dict.fromkeys(field.criterion for field in table)
    missed = [
        f"{key} ({', '.join(sorted(card for card in others if (key, card) in met))})"
        for key in keys
        if (key, comparison.OWN) not in met and any((key, card) in met for card in others)
    ]
    alone = [
        key
        for key in keys
        if (key, comparison.OWN) in met and not any((key, card) in met for card in others)
    ]
    yield ""
    yield "OWN       the sealed design, through the same judges"
    yield f"  met by others and not by it: {', '.join(missed) or 'nothing'}"
    yield f"  met by it alone: {', '.join(alone) or 'nothing'}"


def _below(table: tuple[matrix.Field, ...], made: debate.ComparisonMade) -> Iterator[str]:
    yield ""
    yield "PAIRS     won, lost and tied over cells that all agree on; a lead below two cells is a tie"
    for rank in matrix.ranking(table):
        yield f"  {rank.card:<5} {rank.won} won, {rank.lost} lost, {rank.tied} tied"
    place = matrix.place_correlation(made.cells)
    if abs(place) > matrix.SUSPECT:
        yield f"  finding: verdicts follow the place on the sheet (r = {place / 1000:.2f}); read the quotes"


def _about(said: debates.Debate, made: debate.ComparisonMade) -> Iterator[str]:
    status, why = blindness(said)
    late = [one.words for one in said.leaks.values() if one.late]
    unpriced = sum(getattr(record.body, "cost", 0) < 0 for record in said.calls.values())
    yield ""
    yield f"BLINDNESS {status}: {why}"
    yield f"  late givens: {', '.join(late) or 'none'}"
    yield f"FAMILIES  {proposal.family_line(families(said))}"
    if not any(cell.verdict for cell in made.cells):
        yield "DEGRADED  no judge gave a verdict that counts; the cards alone can be read"
    yield f"NOT RUN   {', '.join(made.not_run) or 'nothing was left out'}"
    price = f"{said.spent() / 1_000_000:.2f} dollars" + (
        f" and {unpriced} without a price" if unpriced else ""
    )
    yield f"COST      {len(said.calls)} calls, {price}"
