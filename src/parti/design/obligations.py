"""Obligations: the questions that apply to the components of this design.

Called when components are confirmed. Deterministic and without a model: a question applies when any
of its kinds is present and all of its needs are (D5, D9). The draw is recorded with the digest of
the bank, so that a new version of the bank never changes a conversation that is under way.
"""

from collections.abc import Iterable, Mapping

from parti.library import load
from parti.records import canonical
from parti.records import vocabulary as facts

GUIDE_WORDS: Mapping[str, tuple[str, str]] = {
    "not at all": ("downstream", "never arrives"),
    "wrong": ("malformed-input", "arrives, but is not what was agreed"),
    "at the wrong time": ("states", "arrives twice, late, early or out of order"),
    "stopped half-way": ("recovery", "stops half-way, or goes on for too long"),
}
"""The four guide words of STPA (Leveson, "Engineering a Safer World", 2011), each with the concern
under which its questions are asked and how it reads in one."""


def draw(bank: load.Bank, components: Iterable[facts.ComponentNamed]) -> facts.ObligationsDrawn:
    """The questions for these components, in the order of the bank."""
    named = sorted(components, key=lambda component: component.name)
    present = {component.kind for component in named}
    return facts.ObligationsDrawn(
        bank=canonical.digest_of("bank", bank.questions),
        questions=tuple(
            facts.Drawn(
                question=question.id,
                concern=question.concern,
                severity=question.severity,
                components=tuple(c.name for c in named if c.kind in question.kinds),
                slot=question.slot,
                first=question.first,
            )
            for question in bank.questions
            if present.intersection(question.kinds) and present.issuperset(question.needs)
        ),
    )


def kind_skeleton(kind: str, what: str, inputs: Iterable[str], outputs: Iterable[str]) -> str:
    """The TOML of a kind that the bank does not know: guide words × flows and its own state."""
    flows = [("takes in", flow) for flow in inputs] + [("gives out", flow) for flow in outputs]
    flows.append(("keeps", "its own state"))
    head = {"kind": kind, "name": _text(kind.replace("-", " ")), "what": _text(what), "word": _text(kind)}
    blocks = [
        load.fill(
            load.text("texts/kind-question.toml"), _slots(kind, f"{kind}-{number}", relation, flow, word)
        )
        for number, (relation, flow) in enumerate(flows, start=1)
        for word in GUIDE_WORDS
    ]
    return load.fill(load.text("texts/kind.toml"), head) + "".join(blocks)


def _slots(kind: str, start: str, relation: str, flow: str, word: str) -> Mapping[str, str]:
    concern, reads = GUIDE_WORDS[word]
    ask = f"The {kind.replace('-', ' ')} {relation} {flow}. What happens when it {reads}?"
    identity = f"{start}-{word.replace(' ', '-')}"
    plain = {"id": identity, "concern": concern, "kind": kind, "ask": ask, "when": reads}
    return {name: _text(value) for name, value in plain.items()}


def _text(value: str) -> str:
    """A TOML basic string; JSON's escapes are a subset of TOML's for text without lone surrogates."""
    return canonical.encode(value).decode()
