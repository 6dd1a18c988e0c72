"""The questions of a challenge, and what their replies say of a position; nothing here asks or records.

Called by `challenging`, and by whoever simulates a challenge without a log. Each fresh session sees two
positions under words drawn by seed, in an order drawn by seed. A probe goes on from a fresh session's own
words in a branch of its own, so that no probe sees another; its session is `<fresh session>:<probe>`.
"""

from collections.abc import Mapping, Sequence

import msgspec

from parti import ports
from parti.design import claims, objection, positions, replies
from parti.library import load
from parti.records import canonical, debate
from parti.workflow import asking

KNOWN = {
    "claimed": "stated, not checked",
    "verified": "verified, {ref}",
    "vouched": "vouched for by a person",
}
_FORKED = "restate"


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What is probed.

    Args:
        root: begins the key of every call, and is the seed of every draw: `challenge/o-3f2a`.
        problem: the neutral form of the problem.
        models: who is asked, in turn.
    """

    root: str
    claim: claims.Claim
    problem: str
    models: Sequence[ports.ModelAddress]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One question with what is needed to read its reply: the positions by their words."""

    probe: str
    question: asking.Question
    options: Mapping[str, str]
    shown: tuple[str, ...] = ()


def fresh(subject: Subject, number: int) -> Asked:
    """Both positions side by side, in a session of its own."""
    key = f"{subject.root}/fresh/{number}"
    inputs, options = _side_by_side(subject, key)
    question = asking.Question(
        key=key, prompt="position", inputs=inputs, model=_model(subject, number), session=key
    )
    return Asked(probe="fresh", question=question, options=options)


def conditional(subject: Subject, number: int, evidence: debate.EvidenceFiled) -> Asked:
    """What would follow from a statement, in a session that holds no position."""
    key = f"{subject.root}/if/{number}"
    inputs, options = _side_by_side(subject, key)
    more = {"key": evidence.key, "statement": objection.statement(evidence.text), "known": known(evidence)}
    question = asking.Question(
        key=key,
        prompt="conditional",
        inputs={**inputs, **more},
        model=_model(subject, number),
        session=key,
    )
    return Asked(probe="conditional", question=question, options=options, shown=(evidence.key,))


def after(
    base: Asked,
    turns: tuple[ports.Message, ...],
    probe: str,
    number: int,
    evidence: debate.EvidenceFiled | None = None,
) -> Asked:
    """A probe in a branch of a fresh session, after that session's own words.

    Args:
        probe: `opposed`, `mirror` (the same, where the session holds the rival), `supportive`, `sham`, or
            `valid`, which shows the evidence.
    """
    key = f"{base.question.key}:{probe}/{number}"
    claim = base.question.inputs["claim"]
    question = asking.Question(
        key=key,
        prompt=_FORKED,
        inputs={"sentence": _sentence(base, probe, key, evidence), "claim": claim},
        model=base.question.model,
        session=key,
        before=turns,
    )
    shown = (evidence.key,) if evidence is not None else ()
    return Asked(probe=probe, question=question, options=base.options, shown=shown)


def taken(subject: Subject, asked: Asked, answer: asking.Answer) -> debate.PositionTaken:
    """What the reply says, as a fact; without an option when it says nothing that counts."""
    if asked.probe == "conditional":
        return _implied(subject, asked, answer)
    text = answer.turns[-1].text if answer.turns else ""
    read = positions.read(text, subject.claim.key, tuple(asked.options))
    return debate.PositionTaken(
        claim=subject.claim.key,
        option=asked.options.get(read.option, read.option) if read else "",
        session=answer.call.session,
        family=answer.call.family,
        probe=asked.probe,
        call=asked.question.key,
        changed=read.changed if read else False,
        because=_key(read.because, asked.shown) if read else "",
        reasons=read.reasons if read else "",
        cites=tuple(filter(None, (_key(cite, asked.shown) for cite in read.cites))) if read else (),
        shown=asked.shown,
    )


def known(evidence: debate.EvidenceFiled) -> str:
    """How a statement is known, in the words that sessions read."""
    return load.fill(KNOWN[evidence.status], {"ref": objection.cut(evidence.ref, 80)})


def _implied(subject: Subject, asked: Asked, answer: asking.Answer) -> debate.PositionTaken:
    value = answer.value if isinstance(answer.value, replies.ImplicationReply) else None
    word = value.compatible.strip().strip("`*\"' ").casefold() if value else ""
    named = {"both": "both", "none": "none", "neither": "none", **asked.options}
    return debate.PositionTaken(
        claim=subject.claim.key,
        option=named.get(word, ""),
        session=answer.call.session,
        family=answer.call.family,
        probe="conditional",
        call=asked.question.key,
        changed=False,
        because="",
        reasons=objection.cut(value.quote) if value else "",
        shown=asked.shown,
    )


def _side_by_side(subject: Subject, key: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The inputs of a prompt that shows both positions, and the positions by their words."""
    claim = subject.claim
    said = f"{subject.problem} {claim.about} {claim.choice} {claim.rival}".casefold()
    words = [word for word in load.variants().labels if word not in said]
    draw = _draw(key)
    first = words.pop(draw[0] % len(words))
    second = words.pop(draw[1] % len(words))
    sides = (claim.choice, claim.rival) if draw[2] % 2 else (claim.rival, claim.choice)
    inputs = {
        "claim": claim.key,
        "about": claim.about,
        "problem": subject.problem,
        "first": first,
        "first_text": sides[0],
        "second": second,
        "second_text": sides[1],
    }
    return inputs, {first: sides[0], second: sides[1]}


def _sentence(base: Asked, probe: str, key: str, evidence: debate.EvidenceFiled | None) -> str:
    if evidence is not None:
        words = f"Statement {evidence.key}: “{objection.statement(evidence.text)}”"
        return f"{words} (how it is known: {known(evidence)})."
    variants = load.variants()
    if probe == "sham":
        said = set(objection.content(" ".join(base.question.inputs.values())))
        every = [one for one in variants.sham if said.isdisjoint(objection.content(one))] or variants.sham
    else:
        every = variants.supportive if probe == "supportive" else variants.opposed
    return every[_draw(key)[0] % len(every)]


def _model(subject: Subject, number: int) -> ports.ModelAddress:
    return subject.models[(number - 1) % len(subject.models)]


def _key(cited: str, shown: Sequence[str]) -> str:
    return next((key for key in shown if key.casefold() == cited.casefold()), "")


def _draw(key: str) -> bytes:
    return bytes.fromhex(canonical.digest("draw", key.encode()).partition(":")[2])
