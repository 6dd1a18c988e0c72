"""Data models: the attributes of named data, read from what a person types and written back the same way.

Called by `data`, by the printed page and `absorb`, and by what stands between a design and its lock.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from parti.design import state as states
from parti.records import refusal
from parti.records import vocabulary as facts

_FIELD = re.compile(
    r"(?P<name>[^:|]+?)\s*:\s*(?P<type>.+?)"
    r"(?:\s+(?:(?P<key>primary|unique)|foreign(?:\s+to)?\s+(?P<refers>.+)))?\s*\Z"
)
_HOW = '--field "<name>: <type>", with primary, unique or foreign <data> at its end'


def field(text: str) -> facts.Field:
    """An attribute as it is typed: `id: uuid primary`, `customer: uuid foreign customer`.

    Raises:
        refusal.Misused: it has no name or no type.
    """
    found = _FIELD.match(" ".join(text.split()))
    if found is None:
        raise refusal.Misused(f"{text!r} is no field.", next_step=_HOW)
    refers = (found["refers"] or "").strip()
    key = "foreign" if refers else found["key"] or ""
    return facts.Field(found["name"].strip(), found["type"].strip(), key, refers)


def row(one: facts.Field) -> str:
    """An attribute as it is typed."""
    key = f" foreign {one.refers}" if one.key == "foreign" else f" {one.key}" if one.key else ""
    return f"{one.name}: {one.type}{key}"


def words(model: facts.DataModelled) -> str:
    """A model as one line of the page."""
    return model.data + "".join(f" | field: {row(one)}" for one in model.fields)


def read(known: facts.DataModelled, head: str, rows: Iterable[str]) -> facts.DataModelled:
    """A model from the parts of its line.

    Raises:
        refusal.Misused: a field is malformed.
    """
    return msgspec.structs.replace(known, data=head, fields=tuple(field(text) for text in rows))


def in_design(state: states.DesignState) -> Iterator[facts.DataModelled]:
    """The models of a design, by key."""
    for _, records in sorted(state.named.items()):
        body = records[-1].body
        if isinstance(body, facts.DataModelled):
            yield body


def data(state: states.DesignState) -> Mapping[str, facts.DataNamed]:
    """The named data of a design by key."""
    found = ((key, records[-1].body) for key, records in sorted(state.named.items()))
    return {key: body for key, body in found if isinstance(body, facts.DataNamed)}


def faults(state: states.DesignState, model: facts.DataModelled) -> Iterator[str]:
    """What is wrong in a model, a sentence each."""
    known = data(state)
    names = {named.name.casefold() for named in known.values()} | {key.casefold() for key in known}
    if model.data not in known:
        yield f"{model.data} is no data of this design"
    if not any(one.key == "primary" for one in model.fields):
        yield "no field is primary, so that two of them cannot be told apart"
    said = [one.name.casefold() for one in model.fields]
    yield from (f"{name} is there twice" for name in dict.fromkeys(said) if said.count(name) > 1)
    for one in model.fields:
        if one.key == "foreign" and one.refers.casefold() not in names:
            yield f"{one.name} refers to {one.refers}, which is no data of this design"
