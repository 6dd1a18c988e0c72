"""State machines: read from what a person types, written back the same way, and what is wrong in them.

Called by `machine`, by the printed page and `absorb`, and by what stands between a design and its lock. A
state is a place where something can wait for ever, so each needs a way in, a way out, and a word for every
event; a pair that cannot be is said to be refused, because what nobody said the builder will guess.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from parti.design import state as states
from parti.records import refusal
from parti.records import vocabulary as facts

REFUSED = "refused"
EVERY = "*"
"""Every state, or every event, for which nothing else is said."""

_ARROW = re.compile(r"\s*(?:->|→)\s*")
_SHOWN = 4
_HOW = '--on "<state>, <event> -> <state>: <effect>", or -> refused'


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong in a machine, in a sentence, and one way to put it right."""

    rule: str
    message: str
    fix: str


def transition(text: str) -> facts.Transition:
    """A row as it is typed: `state, event -> state: effect`, `state, event -> refused`.

    Raises:
        refusal.Misused: a part is missing.
    """
    sides = _ARROW.split(" ".join(text.split()))
    state, comma, event = sides[0].partition(",")
    target, _, effect = sides[-1].partition(":")
    row = facts.Transition(state.strip(), event.strip(), target.strip(), effect.strip())
    whole = len(sides) == 2 and comma and row.state and row.event and row.target
    if not whole or row.state.casefold() == REFUSED:
        raise refusal.Misused(f"{text!r} is no row of a state machine.", next_step=_HOW)
    if row.target == EVERY:
        raise refusal.Misused(f"{text!r} leads to every state at once.", next_step=_HOW)
    return msgspec.structs.replace(row, target="") if row.target.casefold() == REFUSED else row


def row(one: facts.Transition) -> str:
    """A transition as it is typed."""
    effect = f": {one.effect}" if one.effect else ""
    return f"{one.state}, {one.event} -> {one.target or REFUSED}{effect}"


def words(machine: facts.StateMachineNamed) -> str:
    """A machine as one line of the page."""
    rows = "".join(f" | on: {row(one)}" for one in machine.transitions)
    return f"{machine.name} | initial: {machine.initial} | final: {', '.join(machine.final)}{rows}"


def read(
    known: facts.StateMachineNamed, head: str, initial: str, final: str, rows: Iterable[str]
) -> facts.StateMachineNamed:
    """A machine from the parts of its line, under the key of the one that it was.

    Raises:
        refusal.Misused: a row is malformed.
    """
    ends = tuple(end.strip() for end in final.split(",") if end.strip())
    every = tuple(transition(text) for text in rows)
    refuse_no_states(initial, ends)
    return msgspec.structs.replace(known, name=head, initial=initial, final=ends, transitions=every)


def refuse_no_states(initial: str, final: Sequence[str]) -> None:
    """Refuses what cannot be the name of one state.

    Raises:
        refusal.Misused: it is empty, stands for every state, or would not be read back.
    """
    for name in (initial, *final):
        if name in ("", EVERY) or _ARROW.search(name) or "," in name or ":" in name:
            raise refusal.Misused(
                f"{name!r} is no name of a state.",
                next_step="a word or two, without `,`, `:`, `->` and `*`",
            )
        if name.casefold() == REFUSED:
            raise refusal.Misused(
                f"{name!r} is no name of a state: `-> {REFUSED}` says that an event changes nothing.",
                next_step="another word for the state, as `declined` or `turned down`",
            )


def in_design(state: states.DesignState) -> Iterator[facts.StateMachineNamed]:
    """The machines of a design, by key."""
    for _, records in sorted(state.named.items()):
        body = records[-1].body
        if isinstance(body, facts.StateMachineNamed):
            yield body


def names(machine: facts.StateMachineNamed) -> tuple[str, ...]:
    """Every state, in the order in which it is mentioned."""
    said = [machine.initial]
    for one in machine.transitions:
        said += [one.state, one.target]
    return tuple(dict.fromkeys(name for name in (*said, *machine.final) if name not in ("", EVERY)))


def table(machine: facts.StateMachineNamed) -> Mapping[tuple[str, str], tuple[facts.Transition, ...]]:
    """What is said for each pair of state and event; a row for every one gives way to a closer row.

    Where no event has a name, `*` is the one that there is.
    """
    events = tuple(dict.fromkeys(one.event for one in machine.transitions if one.event != EVERY))
    if not events and machine.transitions:
        events = (EVERY,)
    return {
        (state, event): _closest(machine.transitions, state, event, is_final=state in machine.final)
        for state in names(machine)
        for event in events
    }


def _closest(
    rows: Sequence[facts.Transition], state: str, event: str, *, is_final: bool
) -> tuple[facts.Transition, ...]:
    """The rows that speak of a pair most exactly; one for every state leads out of no final state."""
    for wanted in ((state, event), (state, EVERY), (EVERY, event), (EVERY, EVERY)):
        found = tuple(one for one in rows if (one.state, one.event) == wanted)
        if is_final and wanted[0] == EVERY:
            found = tuple(one for one in found if not one.target)
        if found:
            return found
    return ()


def moves(machine: facts.StateMachineNamed) -> Mapping[str, set[str]]:
    """Where each state leads in one step, itself left out."""
    found: dict[str, set[str]] = {name: set() for name in names(machine)}
    for (state, _), rows in table(machine).items():
        found[state] |= {one.target for one in rows if one.target and one.target != state}
    return found


def faults(machine: facts.StateMachineNamed) -> tuple[Fault, ...]:
    """Everything that is wrong in a machine."""
    said = table(machine)
    away = moves(machine)
    return (
        *_unreachable(machine, away),
        *_stuck(machine, away),
        *_left(machine, away),
        *_unsaid(machine, said),
        *_two_ways(machine, said),
    )


def _unreachable(machine: facts.StateMachineNamed, moves: Mapping[str, set[str]]) -> Iterator[Fault]:
    known = reached(machine.initial, moves)
    lost = tuple(name for name in moves if name not in known)
    if lost:
        message = f"No way leads from {machine.initial} to {_listed(lost)}."
        yield Fault("unreachable", message, _change(machine, f"<state>, <event> -> {lost[0]}"))


def _stuck(machine: facts.StateMachineNamed, moves: Mapping[str, set[str]]) -> Iterator[Fault]:
    """States that are not final and lead to no final one; where none is final, those without a way out."""
    ends = set(machine.final)
    stuck = tuple(
        name
        for name, targets in moves.items()
        if name not in ends and (ends.isdisjoint(reached(name, moves)) if ends else not targets)
    )
    if stuck:
        message = f"Nothing leads from {_listed(stuck)} to an end, and it is no final state."
        yield Fault("dead-end", message, _change(machine, f"{stuck[0]}, <event> -> <state>"))


def _left(machine: facts.StateMachineNamed, moves: Mapping[str, set[str]]) -> Iterator[Fault]:
    for name in machine.final:
        if moves.get(name):
            message = f"{name} is final and is left for {_listed(tuple(sorted(moves[name])))}."
            yield Fault(
                "final-left", message, f"say it again without --final {name!r}, or without that row"
            )


def _unsaid(
    machine: facts.StateMachineNamed, said: Mapping[tuple[str, str], tuple[facts.Transition, ...]]
) -> Iterator[Fault]:
    gaps = tuple(pair for pair, rows in said.items() if not rows)
    if gaps:
        shown = "; ".join(f"{state}, {event}" for state, event in gaps[:_SHOWN])
        more = f" and {len(gaps) - _SHOWN} more" if len(gaps) > _SHOWN else ""
        message = f"Nothing is said of {len(gaps)} pair(s) of state and event: {shown}{more}."
        state, event = gaps[0]
        yield Fault("missing-transition", message, _change(machine, f"{state}, {event} -> refused"))


def _two_ways(
    machine: facts.StateMachineNamed, said: Mapping[tuple[str, str], tuple[facts.Transition, ...]]
) -> Iterator[Fault]:
    for (state, event), rows in said.items():
        ends = tuple(dict.fromkeys(one.target or REFUSED for one in rows))
        if len(ends) > 1:
            message = f"In {state}, {event} leads to {_listed(ends)}; which of them is left to chance."
            yield Fault("two-ways", message, f"say it again with one row for {state}, {event}")


def reached(start: str, moves: Mapping[str, set[str]]) -> set[str]:
    """A state and every one that some way leads to from it."""
    known, waiting = {start}, [start]
    while waiting:
        for target in moves.get(waiting.pop(), ()):
            if target not in known:
                known.add(target)
                waiting.append(target)
    return known


def _listed(found: Sequence[str]) -> str:
    shown = ", ".join(found[:_SHOWN])
    return f"{shown} and {len(found) - _SHOWN} more" if len(found) > _SHOWN else shown


def _change(machine: facts.StateMachineNamed, example: str) -> str:
    """A machine is said again as a whole; what is missing is shown as a row."""
    return f'parti machine {machine.name!r} --key {machine.key} … --on "{example}"'
