"""The design as entries: every live fact as one line of words under its stable id, and the digest of all.

Called by `page`, which prints them, and by `absorb`, which compares an edited page with them, so printing
and reading back cannot drift apart. The lock signs their digest.
"""

from collections.abc import Mapping

import msgspec

from parti.design import state as states
from parti.records import canonical
from parti.records import vocabulary as facts


class Entry(msgspec.Struct, frozen=True):
    """One line of the page that stands for one live fact: its id and its words."""

    id: str
    words: str


def field(text: str) -> str:
    """Words that fit between two bars of a line: on one line, and without a bar of their own."""
    return " ".join("/" if word == "|" else word for word in text.split())


def by_id(state: states.DesignState) -> Mapping[str, Entry]:
    """Every editable line by id."""
    found: dict[str, Entry] = {}
    for key, records in state.named.items():
        found[key] = Entry(key, words_of(records[-1].body))
    for question in state.questions():
        body = state.settlement(question)
        if body is not None:
            found[f"Q-{question}"] = Entry(f"Q-{question}", words_of(body))
    return found


def words_of(body: facts.Fact) -> str:
    """A fact as one line, without its id."""
    if isinstance(body, facts.Decided):
        rejected = "".join(f" | rejected: {r.option} — {r.why}" for r in body.rejected)
        return f"{body.title} | choice: {body.choice} | because: {body.because}{rejected}"
    if isinstance(body, facts.InvariantStated):
        return f"{body.text} | because: {body.why}"
    if isinstance(body, facts.FailureModeNamed):
        return f"{body.component} × {body.mode} | handling: {body.handling} | evidence: {body.evidence}"
    if isinstance(body, facts.DataNamed):
        return f"{body.name} | shape: {body.shape} | owner: {body.owner}"
    if isinstance(body, facts.ModuleTouched):
        return f"`{body.path}` | because: {body.why}"
    if isinstance(body, facts.StateMachineNamed):
        from parti.design import machines  # as below: a status without them does without their patterns

        return machines.words(body)
    if isinstance(body, facts.DataModelled):
        from parti.design import models

        return models.words(body)
    if isinstance(body, facts.Answered):
        return f"{body.text} | default" if body.how == "default" else body.text
    if isinstance(body, facts.Waived):
        return f"waived | because: {body.reason} | until: {body.until}"
    if isinstance(body, facts.RuledOut):
        return f"not applicable | because: {body.reason}"
    if isinstance(body, facts.AnswerSentBack):
        return f"sent back | missing: {body.missing}"
    raise TypeError(f"{type(body).__name__} has no line on the page")


def canonical_value(state: states.DesignState) -> Mapping[str, object]:
    """The design as a value: what is signed. Times, names and record ids are left out on purpose, so that
    the same design has the same digest whoever said it and in whatever order it was merged."""
    problem = state.problem
    words = msgspec.to_builtins(problem) if problem else {}
    words.pop("supersedes", None)
    return {
        "problem": words,
        "components": {c.name: c.kind for c in state.component_bodies()},
        "questions": sorted(state.questions()),
        "entries": {entry.id: entry.words for entry in by_id(state).values()},
    }


def stamp(state: states.DesignState) -> str:
    """The digest of the design that a page was printed from; `absorb` reads it back."""
    return canonical.digest_of("design", canonical_value(state))
