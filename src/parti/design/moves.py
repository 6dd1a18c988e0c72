"""States and moves that a statement tells of a declared machine and that the machine does not have.

Called by `clashes`. A row of arrows (`received → stored → paid`), `from x to y` and a state in backquotes
are held against the one machine that the same words name. A step over several transitions is one, since
people leave out what is between; a step that no way leads along is none. A word counts as a state only
where it stands in a row with two that are, or in backquotes.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

import msgspec

from parti.design import contradictions as sums
from parti.design import elements, machines
from parti.design import quantities as q
from parti.design import state as states
from parti.design.state_rows import plain, told
from parti.records import vocabulary as facts

_STATE = re.compile(
    r"\b(?:state|status)\s+(?:is\s+|of\s+|to\s+|=\s*)?`([a-z][a-z _-]{1,30})`", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:never|not|no|nothing|none|nobody|cannot|without|instead|refus\w*|forbid\w*|reject\w*|illegal|was|if|"
    r"would|were|formerly|old|\w+n't)\b",
    re.IGNORECASE,
)


class Wrong(msgspec.Struct, frozen=True):
    """A sentence on what a statement tells of a machine, and the statement's key."""

    key: str
    machine: facts.StateMachineNamed
    message: str


def wrong(state: states.DesignState) -> Iterator[Wrong]:
    """Every state and every move that a statement tells and its machine does not have, once a statement."""
    every = tuple(machines.in_design(state))
    other = {component.name for component in state.component_bodies()}
    for one in sums.said(state):
        named = [machine for machine in every if _names(one.text, machine)]
        if len(named) == 1:
            known = {name for machine in every if machine not in named for name in machines.names(machine)}
            yield from itertools.islice(_of(one, named[0], known | other), 1)


def _names(text: str, machine: facts.StateMachineNamed) -> bool:
    """Whether the words name whose life it is; a plural or a possessive names it too."""
    return bool(elements.named(re.sub(r"(?<=\w)['’]s\b", "", text), (machine.name, f"{machine.name}s")))


def _of(one: sums.Said, machine: facts.StateMachineNamed, other: set[str]) -> Iterator[Wrong]:
    """What is wrong in one statement about one machine."""
    spelled = {plain(name): name for name in machines.names(machine)}
    strange = {plain(name) for name in (*other, machine.name, machines.REFUSED)}
    moves = machines.moves(machine)
    for clause in (clause for clause in q.clauses(one.text) if not _DENIED.search(clause)):
        for row in told(clause, spelled):
            yield from _in_row(
                one, machine, [(name, spelled.get(plain(name), "")) for name in row], strange
            )
            for before, after in itertools.pairwise(spelled.get(plain(name), "") for name in row):
                if before and after and after not in machines.reached(before, moves):
                    message = f"leads {machine.name} from {before} to {after}, and no way leads there"
                    yield Wrong(one.key, machine, message)
        for match in _STATE.finditer(clause):
            if plain(match[1]) not in spelled and plain(match[1]) not in strange:
                yield _unknown(one, machine, match[1])


def _in_row(
    one: sums.Said, machine: facts.StateMachineNamed, row: Sequence[tuple[str, str]], strange: set[str]
) -> Iterator[Wrong]:
    """Names in a row of states that are none; a plain word needs two that are beside it in the row."""
    known = sum(bool(spelled) for _, spelled in row)
    for name, spelled in row:
        if not spelled and plain(name) not in strange and (known > 1 or (known and name.startswith("`"))):
            yield _unknown(one, machine, name.strip("`"))


def _unknown(one: sums.Said, machine: facts.StateMachineNamed, name: str) -> Wrong:
    return Wrong(
        one.key, machine, f"gives {machine.name} a state {name!r}, and {machine.key} has none of that name"
    )
