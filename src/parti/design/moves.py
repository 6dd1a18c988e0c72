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
from parti.records import vocabulary as facts

_ARROW = re.compile(r"\s*(?:->|→|=>)\s*")
_NEXT_TO = r"`[a-z][a-z _-]{0,38}`|[a-z][a-z_-]{1,30}"
_LEFT = re.compile(rf"(?:^|[:,;(.]\s*)({_NEXT_TO})$", re.IGNORECASE)
_RIGHT = re.compile(rf"({_NEXT_TO})(?=\s*(?:[,;:).]|$))", re.IGNORECASE)
_FROM_TO = re.compile(
    r"\bfrom\s+(`[a-z][a-z _-]{0,38}`)\s+(?:back\s+)?to\s+(`[a-z][a-z _-]{0,38}`)", re.IGNORECASE
)
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
    spelled = {_plain(name): name for name in machines.names(machine)}
    strange = {_plain(name) for name in (*other, machine.name, machines.REFUSED)}
    moves = machines.moves(machine)
    for clause in (clause for clause in q.clauses(one.text) if not _DENIED.search(clause)):
        for row in (*_rows(clause, spelled), *(match.groups() for match in _FROM_TO.finditer(clause))):
            yield from _in_row(
                one, machine, [(name, spelled.get(_plain(name), "")) for name in row], strange
            )
            for before, after in itertools.pairwise(spelled.get(_plain(name), "") for name in row):
                if before and after and after not in machines.reached(before, moves):
                    message = f"leads {machine.name} from {before} to {after}, and no way leads there"
                    yield Wrong(one.key, machine, message)
        for match in _STATE.finditer(clause):
            if _plain(match[1]) not in spelled and _plain(match[1]) not in strange:
                yield _unknown(one, machine, match[1])


def _in_row(
    one: sums.Said, machine: facts.StateMachineNamed, row: Sequence[tuple[str, str]], strange: set[str]
) -> Iterator[Wrong]:
    """Names in a row of states that are none; a plain word needs two that are beside it in the row."""
    known = sum(bool(spelled) for _, spelled in row)
    for name, spelled in row:
        if not spelled and _plain(name) not in strange and (known > 1 or (known and name.startswith("`"))):
            yield _unknown(one, machine, name.strip("`"))


def _rows(clause: str, spelled: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """The rows of arrows in a clause; a part that is neither a state nor one plain name ends a row."""
    parts = _ARROW.split(clause)
    row: list[str] = []
    for number, part in enumerate(parts):
        first, last = number == 0, number == len(parts) - 1
        name = _last(part, spelled) if first else _first(part, spelled)
        whole = name and not first and not last and _plain(part) == _plain(name)
        row = [*row, name] if name else row
        if not first and not whole:
            if len(row) > 1:
                yield tuple(row)
            name = "" if last else _last(part, spelled)
            row = [name] if name else []


def _last(part: str, spelled: dict[str, str]) -> str:
    """The state that a text ends with, else the one name that it ends with; empty for anything else."""
    plain = _plain(part)
    found = [name for name in spelled if plain == name or plain.endswith(f" {name}")]
    match = _LEFT.search(part.strip())
    return max(found, key=len) if found else match[1] if match else ""


def _first(part: str, spelled: dict[str, str]) -> str:
    """The state that a text begins with, else the one name that it begins with."""
    plain = _plain(re.split(r"[,;:().]", part)[0])
    found = [name for name in spelled if plain == name or plain.startswith(f"{name} ")]
    match = _RIGHT.match(part.strip())
    return max(found, key=len) if found else match[1] if match else ""


def _unknown(one: sums.Said, machine: facts.StateMachineNamed, name: str) -> Wrong:
    return Wrong(
        one.key, machine, f"gives {machine.name} a state {name!r}, and {machine.key} has none of that name"
    )


def _plain(name: str) -> str:
    return " ".join(name.replace("`", " ").casefold().split())
