"""The verbs `data` and `machine`: data with their attributes, and the lives that things lead.

Called through `table`. What is wrong in a machine or a model is told at once and stands between the design
and its signature; it is recorded all the same, because a half-told machine is where questions come from.
"""

from collections.abc import Sequence

from parti.design import clashes, machines, models, naming
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import conversation
from parti.workflow import house as houses
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


def machine(
    house: House, name: str, initial: str, final: Sequence[str] = (), on: Sequence[str] = (), key: str = ""
) -> Outcome:
    """Records a state machine; a row is `state, event -> state: effect`, or `-> refused`.

    Raises:
        refusal.Misused: a row is malformed, there is none, or a machine of this name is there already.
    """
    house.feature()
    rows = tuple(machines.transition(text) for text in on)
    if not rows:
        raise refusal.Misused(
            "A state machine needs at least one row.", next_step='--on "<state>, <event> -> <state>"'
        )
    machines.refuse_no_states(" ".join(initial.split()), _ends(final))
    twin = next((m for m in machines.in_design(house.design) if m.name.casefold() == name.casefold()), None)
    if twin is not None and not key:
        raise refusal.Misused(
            f"{twin.key} is the state machine of {twin.name} already.",
            next_step=f"say it again as a whole, with --key {twin.key}",
        )
    fact = facts.StateMachineNamed(
        key=key, name=name, initial=" ".join(initial.split()), final=_ends(final), transitions=rows
    )
    return _judged(house, conversation.record(house, fact))


def data(
    house: House, name: str, shape: str = "", owner: str = "", key: str = "", field: Sequence[str] = ()
) -> Outcome:
    """Records a data structure, its shape and its one owner; with fields, its model too.

    Raises:
        refusal.Misused: a field is malformed, or there is neither a shape nor a field.
    """
    house.feature()
    fields = tuple(models.field(text) for text in field)
    if fields and not (shape or key):
        shape = _shape(house, name, owner)
    shape = shape or ", ".join(one.name for one in fields)
    fact = facts.DataNamed(key=key, name=name, shape=shape, owner=owner)
    if not fields:
        return conversation.record(house, fact)
    if naming.says(house.design, fact):
        lines: tuple[str, ...] = ()
        home = next(k for k, one in models.data(house.design).items() if one.name == " ".join(name.split()))
    else:
        named = conversation.record(house, fact)
        lines, home = named.lines, str(named.data["key"])
    house = houses.at(house.world, house.slug)
    before = next((model.key for model in models.in_design(house.design) if model.data == home), "")
    done = conversation.record(house, facts.DataModelled(key=before, data=home, fields=fields))
    judged = _judged(house, done)
    return Outcome(
        lines=(*lines, *judged.lines),
        data={"key": home, "model": done.data["key"]},
        findings=judged.findings,
        next=judged.next,
    )


def _shape(house: House, name: str, owner: str) -> str:
    """The shape of data that is named already, so that its fields do not name it a second time."""
    words = (" ".join(name.split()), " ".join(owner.split()))
    known = [one.shape for one in models.data(house.design).values() if (one.name, one.owner) == words]
    return known[0] if len(known) == 1 else ""


def _ends(final: Sequence[str]) -> tuple[str, ...]:
    """`--final` may be repeated, and may name several with commas, as the page does."""
    return tuple(end.strip() for text in final for end in text.split(",") if end.strip())


def _judged(house: House, done: Outcome) -> Outcome:
    """What is wrong in the thing that was recorded, as warnings: the lock is where they block."""
    design = houses.at(house.world, house.slug).design
    wrong = clashes.about(design, str(done.data["key"]))
    follow = wrong[0].fix if wrong else done.next
    return Outcome(lines=done.lines, data=done.data, findings=wrong, next=follow)
