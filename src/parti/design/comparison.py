"""The comparison of designs as sheets that judges fill, and what of a filled sheet counts.

Called by `compare`. Who sees which cards, under which labels and in which order follows from the words of
the cards alone: were the human's card swapped with a proposal, the very same bytes would be sent.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.design import card as cards
from parti.design import replies, shuffle
from parti.design.verdicts import CellReply, CellsReply
from parti.library import load
from parti.records import canonical, debate
from parti.records import vocabulary as facts

OWN = "own"
VERDICTS = ("meets", "meets_if", "fails", "unknown")
BASES = ("given", "measured", "documented", "trace", "reasoned")
MOST_CELLS = 80
"""Cells of one sheet: what fits into a reply with room to spare."""

MOST_WORDS = 1_200


class Design(msgspec.Struct, frozen=True):
    """One design under comparison: `key` is a proposal's or `own`, `family` empty for a person's."""

    key: str
    family: str
    card: debate.Card
    shown: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What one judge sees in one order: cards by label, and criteria."""

    key: str
    judge: str
    family: str
    order: int
    cards: tuple[tuple[str, Design], ...]
    criteria: tuple[debate.Criterion, ...]


def design(key: str, family: str, card: debate.Card, names: Iterable[str]) -> Design:
    """A design as it is shown, whoever made it."""
    return Design(key, family, card, cards.rendered(cards.tidy(card), names))


def criteria(problem: facts.ProblemStated, names: Iterable[str] = ()) -> tuple[debate.Criterion, ...]:
    """What every design is judged by: each need, prohibition and quantity, then the library's."""
    names = tuple(names)
    found = [
        debate.Criterion(f"{letter}{number}", f"{says}: {cards.impersonal(text, names)}")
        for letter, says, rows in (
            ("N", "needed", problem.needed),
            ("V", "never", problem.never),
            ("Q", "quantity", problem.quantities),
        )
        for number, text in enumerate(rows, 1)
    ]
    found += [debate.Criterion(row.key, row.text) for row in load.blind().criterion]
    return tuple(found)


def seed(designs: Sequence[Design], asked: Sequence[debate.Criterion]) -> str:
    """The seed of a comparison: its words, and nothing about who wrote them."""
    value = {"cards": sorted(one.shown for one in designs), "criteria": [one.key for one in asked]}
    return canonical.digest_of("comparison", value)


def labels(designs: Sequence[Design], drawn: str) -> Mapping[str, str]:
    """A random word for each design, by its key."""
    words = shuffle.permuted(load.blind().labels["words"], drawn)
    return {one.key: word for one, word in zip(_by_words(designs, drawn), words, strict=False)}


def sheets(
    designs: Sequence[Design], asked: Sequence[debate.Criterion], families: Sequence[str], lane: load.Lane
) -> tuple[Sheet, ...]:
    """Every sheet that is planned, the first order of each judge before the second.

    A judge does not see cards of its own family when there is another family; each judge and order has its
    own shuffle, so that no card keeps its place.
    """
    drawn = seed(designs, asked)
    named = labels(designs, drawn)
    judges = tuple(dict.fromkeys(families))[: lane.judges]
    made: list[Sheet] = []
    for order in range(1, max(lane.orders, 2) + 1):
        for number, family in enumerate(judges, 1):
            seen = [one for one in _by_words(designs, drawn) if len(judges) == 1 or one.family != family]
            if seen:
                made += _of_judge(
                    seen, asked, named, f"{drawn}\n{number}", (f"judge-{number}", family, order)
                )
    return tuple(made)


def cells(sheet: Sheet, reply: CellsReply | None, family: str = "") -> tuple[debate.Cell, ...]:
    """One cell for each card and criterion of the sheet, empty where nothing was said that counts.

    A verdict counts when it is one of the four, is given once, and, unless it is `unknown`, rests on words
    that stand in the card; `meets_if` needs its condition. It does not count where whoever answered
    turns out to be of the card's own family, though the judge was meant to be of another.

    Args:
        family: who answered in fact; the sheet's when empty.
    """
    own = family if family and family != sheet.family else None
    said: dict[tuple[str, str], list[CellReply]] = {}
    for one in reply.cells if reply else ():
        said.setdefault((_word(one.card), _word(one.criterion)), []).append(one)
    return tuple(
        _cell(
            sheet, at, shown, asked, [] if own == shown.family else said.get((label, _word(asked.key)), [])
        )
        for at, (label, shown) in enumerate(sheet.cards, 1)
        for asked in sheet.criteria
    )


def words(sheet: Sheet) -> Mapping[str, str]:
    """What the prompt of a sheet is filled with."""
    return {
        "cards": "\n\n".join(f"## {label}\n\n{one.shown}" for label, one in sheet.cards),
        "criteria": "\n".join(f"- {one.key}: {one.text}" for one in sheet.criteria),
    }


def _cell(
    sheet: Sheet, at: int, shown: Design, asked: debate.Criterion, said: Sequence[CellReply]
) -> debate.Cell:
    empty = debate.Cell(
        card=shown.key,
        criterion=asked.key,
        verdict="",
        judge=sheet.judge,
        family=sheet.family,
        order=sheet.order,
        at=at,
    )
    one = said[0] if said and len({reply.verdict for reply in said}) == 1 else None
    if one is None or one.verdict not in VERDICTS:
        return empty
    if one.verdict != "unknown" and not cards.holds(shown.shown, one.quote):
        return empty
    if one.verdict == "meets_if" and not one.condition.strip():
        return empty
    return msgspec.structs.replace(
        empty,
        verdict=one.verdict,
        condition=_short(one.condition),
        quote=_short(one.quote) if cards.holds(shown.shown, one.quote) else "",
        reason=_short(one.reason),
        basis=one.basis if one.basis in BASES else "",
    )


def _of_judge(
    seen: Sequence[Design],
    asked: Sequence[debate.Criterion],
    named: Mapping[str, str],
    drawn: str,
    seat: tuple[str, str, int],
) -> Iterator[Sheet]:
    judge, family, order = seat
    shown = shuffle.rotated(shuffle.permuted(seen, f"{drawn}\ncards"), order - 1)
    every = shuffle.rotated(shuffle.permuted(asked, f"{drawn}\ncriteria"), order - 1)
    size = max(1, MOST_CELLS // len(shown))
    parts = [every[start : start + size] for start in range(0, len(every), size)]
    for number, part in enumerate(parts, 1):
        yield Sheet(
            key=f"cells/{judge}/{order}" + (f"/{number}" if len(parts) > 1 else ""),
            judge=judge,
            family=family,
            order=order,
            cards=tuple((named[one.key], one) for one in shown),
            criteria=tuple(part),
        )


def _by_words(designs: Sequence[Design], drawn: str) -> tuple[Design, ...]:
    """The designs in an order that follows from their words alone."""
    return tuple(
        sorted(
            designs, key=lambda one: (canonical.digest("card", f"{drawn}\n{one.shown}".encode()), one.key)
        )
    )


def _word(text: str) -> str:
    return text.strip().strip("`'\"").casefold()


def _short(text: str) -> str:
    return " ".join(replies.clean(text).split())[:MOST_WORDS]
