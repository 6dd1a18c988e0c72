"""The printed page beside the log: whether somebody changed by hand what the log does not say.

Called by `absorb`, which takes such an edit over, and by `status`, `check` and `gate`, which tell that
nobody did yet. What a page says is read as `absorb` reads it, so words that are only laid out otherwise,
as by an older Parti, are no edit. `status` loads this for a page that it does not know.
"""

import re
from collections.abc import Iterator

from parti.constraints.finding import Finding, Place
from parti.design import absorb as absorbing
from parti.design import lock as locks
from parti.design.state import DesignState
from parti.gate import part as parts
from parti.records import refusal
from parti.workflow import house as houses
from parti.workflow import pages
from parti.workflow.house import House

FIX = "parti absorb; parti design --write drops the edit"
_LAYOUT = re.compile(r"\s*$|#{1,3} [\w -]{1,40}$|\d+ questions: [\w ,]+\.$|Drawn from the lines above")
_DRAWN, _FENCE = "```mermaid", "```"


def text_of(house: House) -> str:
    """The page as it stands on the disk.

    Raises:
        refusal.NotAllowed: there is none, or it holds both sides of a merge.
        refusal.Misused: it is not UTF-8.
    """
    path = pages.page_path(house)
    try:
        text = (house.folder / "design.md").read_text("utf-8")
    except FileNotFoundError:
        raise refusal.NotAllowed("There is no page yet.", next_step="parti design --write") from None
    except UnicodeDecodeError as error:
        raise refusal.Misused(f"{path} is not UTF-8.", next_step="save it as UTF-8", place=path) from error
    if absorbing.is_unmerged(text):
        raise refusal.NotAllowed(
            f"{path} holds both sides of a merge; what both recorded is in the log.",
            next_step="parti design --write, then commit it; your own edits of the page come after that",
            place=path,
        )
    return text


def as_printed(house: House, text: str) -> DesignState:
    """The design that the page was printed from: now, or at some earlier record of this log.

    Raises:
        refusal.NotAllowed: the page names none that this log ever held.
    """
    wanted = absorbing.printed_from(text)
    if locks.digest(house.design) == wanted:
        return house.design
    for count in range(len(house.reading.records), 0, -1):
        earlier = houses.design_after(house.reading.records[:count])
        if locks.digest(earlier) == wanted:
            return earlier
    raise refusal.NotAllowed(
        "The page does not say which design it was printed from, so nobody can tell what was edited.",
        next_step="keep your edit aside, parti design --write, edit again, parti absorb",
        place=pages.page_path(house),
    )


def findings(house: House) -> tuple[Finding, ...]:
    """An error for a page that says other than the log; none where no page is, for it can be printed again.

    A page from a design that this log never held is told where the design is signed: its own was printed
    with the signature. Before that it may be the page of a branch that was merged.
    """
    if house.design.feature is None or house.design.closed or not (house.folder / "design.md").exists():
        return ()
    try:
        text = text_of(house)
        state = as_printed(house, text)
    except refusal.NotAllowed as no:
        return (_edited(house, no.sentence, no.next_step),) if locks.signature(house.design) else ()
    except refusal.Misused as no:
        return (_edited(house, no.sentence, no.next_step),)
    edit = absorbing.read(state, text, absorbing.Asked("", pages.page_path(house), {}))
    count = len(edit.facts) + sum(1 for _ in _unread(edit, text))
    if not count:
        return ()
    message = f"The page was edited by hand: {parts.counted(count, 'change')} that the log does not hold"
    signed = "; what was signed is the log." if locks.signature(house.design) else "."
    return (_edited(house, message + signed, FIX),)


def _unread(edit: absorbing.Edit, text: str) -> Iterator[Finding]:
    """Lines that cannot be read and mean something: no heading, no tally, no part of a diagram."""
    lines = text.splitlines()
    drawn: set[int] = set()
    began = 0
    for number, line in enumerate(lines, start=1):
        if line.rstrip() == _DRAWN:
            began = began or number
        elif began and line.rstrip() == _FENCE:  # a block that nobody closed hides nothing behind it
            drawn.update(range(began, number + 1))
            began = 0
    for each in edit.findings:
        number = each.place.line
        if not number or not (number in drawn or _LAYOUT.match(lines[number - 1])):
            yield each


def _edited(house: House, message: str, fix: str) -> Finding:
    place = Place(path=pages.page_path(house))
    return Finding(code="design/edited", level="error", message=message, place=place, fix=fix)
