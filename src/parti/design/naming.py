"""What the design names: decisions, invariants, failure modes, data, modules touched (D4).

Called by `decide` and its sisters, by the script reader and by `absorb`. Each gets a key from a
digest of its first words, so the key is stable for ever and two branches never give one key to two
things, which running numbers would.
"""

from collections.abc import Container, Iterable

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import entries
from parti.design import state as states
from parti.library import load
from parti.records import canonical, refusal
from parti.records import vocabulary as facts

PREFIX: dict[type[facts.Fact], str] = {
    facts.Decided: "D",
    facts.InvariantStated: "INV",
    facts.FailureModeNamed: "FM",
    facts.DataNamed: "DATA",
    facts.ModuleTouched: "MOD",
    facts.StateMachineNamed: "SM",
    facts.DataModelled: "DM",
}


def keyed(state: states.DesignState, fact: states.Named) -> states.Named:
    """The fact with its key and with what it supersedes.

    A fact that comes with a key replaces the live one of that key; a new one gets a key of four hex digits,
    longer when that is taken by other words.

    Raises:
        refusal.Misused: the key names nothing that is live, or a thing of another sort.
    """
    fact = _tidy(fact)
    if fact.key:
        refuse_other_key(fact, state.named)
        return msgspec.structs.replace(
            fact, supersedes=tuple(record.id for record in state.named[fact.key])
        )
    prefix = PREFIX[type(fact)]
    digits = canonical.digest_of("key", {"kind": prefix, "words": msgspec.to_builtins(fact)})[4:]
    for length in range(4, len(digits)):
        key = f"{prefix}-{digits[:length]}"
        if key not in state.named:
            return msgspec.structs.replace(fact, key=key)
        if _same(state, key, fact):
            raise refusal.Misused(f"{key} already says exactly this.", next_step="parti design shows it")
    raise AssertionError("sixty hex digits were not enough for one key")


def refuse_other_key(fact: states.Named, known: Container[str], place: str = "") -> None:
    """Passes when the fact's key is one of these, and one of its sort.

    Raises:
        refusal.Misused: it is not.
    """
    prefix = PREFIX[type(fact)]
    if fact.key not in known:
        sentence = f"{fact.key} is not in this design."
    elif fact.key.split("-")[0] != prefix:
        sentence = f"{fact.key} is of another sort; what is said here has a key {prefix}-…."
    else:
        return
    raise refusal.Misused(sentence, next_step="parti design shows the ids", place=place)


def says(state: states.DesignState, fact: states.Named) -> bool:
    """Whether the design says exactly this already; of a fact with a key: as the one thing under it."""
    plain = _words(_tidy(fact))
    if fact.key:
        return [_words(record.body) for record in state.named.get(fact.key, ())] == [plain]
    return any(_words(record.body) == plain for records in state.named.values() for record in records)


def was_said(records: Iterable[facts.Record], fact: states.Named, keys: Container[str]) -> bool:
    """Whether exactly this was ever said under one of these keys, live or not."""
    plain = _words(_tidy(fact))
    bodies = (record.body for record in records)
    return any(
        _words(body) == plain for body in bodies if isinstance(body, states.Named) and body.key in keys
    )


def withdraw(state: states.DesignState, key: str, reason: str) -> facts.Withdrawn:
    """Takes a named thing or a component back; it stays in the log with the reason."""
    known = state.named.get(key) or tuple(
        record for name, record in state.components.items() if name == key
    )
    if not known:
        raise refusal.Misused(f"{key} is not in this design.", next_step="parti design shows the ids")
    return facts.Withdrawn(reason=reason, supersedes=tuple(record.id for record in known))


def evidence_findings(state: states.DesignState, words: load.Vocabulary) -> Iterable[Finding]:
    """Each failure mode names its evidence by a kind of evidence that the vocabulary knows."""
    kinds = ", ".join(words.evidence)
    for key, records in state.named.items():
        body = records[-1].body
        if not isinstance(body, facts.FailureModeNamed):
            continue
        first = body.evidence.split(":")[0].strip().lower()
        if first not in words.evidence:
            yield Finding(
                code="design/evidence",
                level="error",
                message=f"{body.component} × {body.mode} names no kind of evidence.",
                place=Place(path=key),
                fix=f'parti failure --key {key} … --evidence "<{kinds}>: <what shows it>"',
            )


def _tidy(fact: states.Named) -> states.Named:
    """Every field as the printed page can hold it, so that a hand edit reads the same words back."""
    plain: dict[str, object] = {
        name: entries.field(value)
        for name in fact.__struct_fields__
        if isinstance(value := getattr(fact, name), str)
    }
    for name in fact.__struct_fields__:
        rows = getattr(fact, name)
        if isinstance(rows, tuple) and name != "supersedes":
            plain[name] = tuple(_tidy_row(row) for row in rows)
    return msgspec.structs.replace(fact, **plain)


def _tidy_row(row: msgspec.Struct | str) -> msgspec.Struct | str:
    """A part of a named thing; an id is as it should be already."""
    if isinstance(row, str):
        return entries.field(row)
    return type(row)(*(entries.field(getattr(row, name)) for name in row.__struct_fields__))


def _same(state: states.DesignState, key: str, fact: states.Named) -> bool:
    return any(_words(record.body) == _words(fact) for record in state.named[key])


def _words(fact: facts.Fact) -> tuple[str, object]:
    return type(fact).__name__, msgspec.to_builtins(fact) | {"key": "", "supersedes": ()}
