"""State machines and data models as Mermaid, for the printed page.

Called by `page`. Names come from people, files and models, so none of them is written as an identifier:
states and tables get numbers, and each name stands as a label in which every sign that means something to
Mermaid or to Markdown is replaced by its code. The diagrams are drawn from the lines above them and are not
read back.
"""

import re
from collections.abc import Iterator, Sequence

from parti.design import machines, models
from parti.design import state as states
from parti.records import vocabulary as facts

DRAWN = "Drawn from the lines above; edit those."
_KEYS = {"primary": "PK", "unique": "UK", "foreign": "FK"}
_PLAIN = re.compile(r"[^\w .,/()+*=-]|--|[^\S ]", re.ASCII)
_ORDER = re.compile(r"(direction) (TB|BT|RL|LR)", re.IGNORECASE)
"""Words that Mermaid obeys even inside quotes."""

_NAME = re.compile(r"\W+", re.ASCII)
_LONGEST = 80


def of_machine(machine: facts.StateMachineNamed) -> Iterator[str]:
    """The lines of one state diagram."""
    numbers = {name: f"s{number}" for number, name in enumerate(machines.names(machine))}
    yield "```mermaid"
    yield "stateDiagram-v2"
    for name, number in numbers.items():
        yield f'    state "{label(name)}" as {number}'
    if machine.initial in numbers:
        yield f"    [*] --> {numbers[machine.initial]}"
    for (state, event), rows in machines.table(machine).items():
        for row in rows:
            if row.target:
                effect = f" / {label(row.effect)}" if row.effect else ""
                yield f"    {numbers[state]} --> {numbers[row.target]} : {label(event)}{effect}"
    for name in dict.fromkeys(name for name in machine.final if name in numbers):
        yield f"    {numbers[name]} --> [*]"
    yield "```"


def of_models(state: states.DesignState, found: Sequence[facts.DataModelled]) -> Iterator[str]:
    """The lines of one diagram of all data models."""
    named = models.data(state)
    numbers = {model.key: f"e{number}" for number, model in enumerate(found)}
    by_name = {named[m.data].name.casefold(): numbers[m.key] for m in found if m.data in named}
    by_name |= {model.data.casefold(): numbers[model.key] for model in found}
    yield "```mermaid"
    yield "erDiagram"
    for model in found:
        title = named[model.data].name if model.data in named else model.data
        yield f'    {numbers[model.key]}["{label(title)}"] {{'
        yield from (f"        {_attribute(one)}" for one in model.fields)
        yield "    }"
    for model in found:
        for one in model.fields:
            other = by_name.get(one.refers.casefold()) if one.key == "foreign" else None
            if other:
                yield f'    {numbers[model.key]} }}o--|| {other} : "{label(one.name)}"'
    yield "```"


def label(text: str) -> str:
    """Words that mean nothing to Mermaid but themselves."""
    short = " ".join(text.split())[:_LONGEST]
    plain = _PLAIN.sub(lambda found: "".join(f"#{ord(sign)};" for sign in found[0]), short)
    return _ORDER.sub(r"\1#32;\2", plain) or "-"


def _attribute(one: facts.Field) -> str:
    kind, name = _word(one.type), _word(one.name)
    key = f" {_KEYS[one.key]}" if one.key in _KEYS else ""
    exact = (kind, name) == (one.type, one.name)
    return f"{kind} {name}{key}" + ("" if exact else f' "{_comment(one)}"')


def _word(text: str) -> str:
    """A word that Mermaid takes for the name or the type of an attribute."""
    plain = _NAME.sub("_", text).strip("_")[:_LONGEST]
    taken = not plain[:1].isalpha() or plain.upper() in _KEYS.values()
    return f"x_{plain}".rstrip("_") if taken else plain


def _comment(one: facts.Field) -> str:
    return label(f"{one.name}, {one.type}")
