"""What a file of answers replaces by a key and takes back: looked at as a whole before it is recorded.

Called by `script`. Ids are looked up first, so that a wrong one leaves nothing half done. Taking back comes
last, and words that the file itself replaced or took back are not said again, so a second run adds nothing.
"""

from collections.abc import Callable, Collection, Sequence

import msgspec

from parti.design import naming
from parti.design.state import Named
from parti.records import debate, refusal
from parti.records import vocabulary as facts
from parti.workflow import conversation
from parti.workflow import house as houses
from parti.workflow.house import House

_SHOWN = "parti design shows the ids"


class Withdrawal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[withdraw]]`: an id, or a component by its name, and why it goes."""

    id: str
    reason: str


class Plan(msgspec.Struct, frozen=True):
    """What a file names, confirms and takes back, and where an id stands in the file."""

    named: Sequence[Named]
    components: Collection[str]
    gone: Sequence[Withdrawal]
    place: Callable[[str], str]

    @property
    def keys(self) -> frozenset[str]:
        """Every id that the file replaces or takes back."""
        return frozenset([fact.key for fact in self.named if fact.key] + [one.id for one in self.gone])


def refuse(house: House, plan: Plan) -> None:
    """Passes when each id of the file can be replaced or taken back, and no two tables fight over one.

    Raises:
        refusal.Misused: an id is unknown, withdrawn, of another sort or there twice, or a reason is empty.
    """
    _refuse_two(plan)
    known = {*house.design.named, *_coming(house, plan)}
    for fact in plan.named:
        if fact.key and fact.key not in known and _was_there(house, fact.key):
            raise refusal.Misused(
                f"{fact.key} was withdrawn from this design.",
                next_step="take its key out of the file, and it is said anew",
                place=plan.place(fact.key),
            )
        if fact.key:
            naming.refuse_other_key(fact, known, plan.place(fact.key))
    for one in plan.gone:
        if not " ".join(one.reason.split()):
            raise refusal.Misused(
                f"It is not said why {one.id} is withdrawn.",
                next_step="give the [[withdraw]] a reason",
                place=plan.place(one.id),
            )
        if one.id not in known and not _is_live(house, one.id) and not _was_there(house, one.id):
            raise refusal.Misused(
                f"{one.id} is not in this design.", next_step=_SHOWN, place=plan.place(one.id)
            )


def is_done(house: House, fact: Named, keys: Collection[str]) -> bool:
    """Whether nothing is left to record: the design says it, or the same file replaced or took it back."""
    return naming.says(house.design, fact) or is_over(house, fact, keys)


def is_over(house: House, fact: Named, keys: Collection[str]) -> bool:
    """Whether a table without a key says what the same file has replaced or taken back since."""
    return not fact.key and naming.was_said(house.reading.records, fact, keys)


def withdraw(house: House, gone: Sequence[Withdrawal]) -> tuple[House, int]:
    """Takes back what is still there; the house after it, and how many there were."""
    count = 0
    for one in gone:
        if _is_live(house, one.id):
            conversation.withdraw(house, one.id, one.reason)
            house = houses.at(house.world, house.slug)
            count += 1
    return house, count


def _refuse_two(plan: Plan) -> None:
    """Two tables for one id would take turns at each run."""
    keyed = [fact.key for fact in plan.named if fact.key]
    gone = {one.id for one in plan.gone}
    for key in keyed:
        if keyed.count(key) > 1 or key in gone:
            what = "replaced and withdrawn" if key in gone else f"replaced {keyed.count(key)} times"
            raise _two(plan, key, what)
    for name in sorted(gone.intersection(plan.components)):
        raise _two(plan, name, "confirmed and withdrawn")


def _two(plan: Plan, name: str, what: str) -> refusal.Misused:
    return refusal.Misused(
        f"{name} is {what} by one file.", next_step="leave one of these tables", place=plan.place(name)
    )


def _coming(house: House, plan: Plan) -> set[str]:
    """The keys that the tables without one will get; a file may be said anew on an empty feature."""
    new = (fact for fact in plan.named if not fact.key and not naming.says(house.design, fact))
    return {naming.keyed(house.design, fact).key for fact in new}


def _is_live(house: House, name: str) -> bool:
    design = house.design
    return name in design.named or name in design.components or name in design.debate.evidence


def _was_there(house: House, name: str) -> bool:
    """Whether this was ever the id of something that can be withdrawn."""
    bodies = [record.body for record in house.reading.records]
    keys = {body.key for body in bodies if isinstance(body, Named | debate.EvidenceFiled)}
    return name in keys or name in {body.name for body in bodies if isinstance(body, facts.ComponentNamed)}
