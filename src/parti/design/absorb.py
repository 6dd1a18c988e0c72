"""Reading a hand edit of `design.md` back as amendments by the person who made it (D3).

Called by `absorb`. Every line with an id is compared with what would be printed; a changed line becomes
a fact that supersedes, a line that is gone becomes a withdrawal, and a line that cannot be read is
a finding with its number. Nothing is dropped in silence.
"""

import re
from collections.abc import Iterator

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import naming, page
from parti.design import state as states
from parti.records import vocabulary as facts

_LINE = re.compile(r"^- (?P<id>(?:Q|D|INV|FM|DATA|MOD)-[\w-]+): (?P<words>.*)$")
_SIGNED = re.compile(r" \([^()]*(?:\([^()]*\))?[^()]*, \d{4}-\d{2}-\d{2}\)$")
_PROBLEM = re.compile(r"^- (?P<label>Needed|Never|Quantities|Given|Open|Out of scope): (?P<words>.+)$")


class Edit(msgspec.Struct, frozen=True):
    """What a hand edit amounts to: facts to append, and lines that could not be read."""

    facts: tuple[facts.Fact, ...]
    findings: tuple[Finding, ...]


def read(state: states.DesignState, text: str, path: str) -> Edit:
    """The amendments in an edited page."""
    before = page.entries(state)
    after: dict[str, tuple[int, str]] = {}
    changes: list[facts.Fact] = []
    findings: list[Finding] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _LINE.match(line.rstrip()):
            after[match["id"]] = (number, _SIGNED.sub("", match["words"]))
    for identity, (number, words) in after.items():
        entry = before.get(identity)
        if entry is None or entry.words != words:
            made = _amended(state, identity, words)
            if made is None:
                findings.append(_unreadable(path, number, identity))
            else:
                changes.append(made)
    changes.extend(_gone(state, before.keys() - after.keys(), findings, path))
    changes.extend(_problem(state, text))
    return Edit(tuple(changes), tuple(findings))


def _amended(state: states.DesignState, identity: str, words: str) -> facts.Fact | None:
    parts = _parts(words)
    if identity.startswith("Q-"):
        return _settlement(state, identity[2:], words, parts)
    made = _named(identity, parts)
    if made is None:
        return None
    known = identity in state.named
    return naming.keyed(state, made) if known else None


def _named(key: str, parts: dict[str, list[str]]) -> states.Named | None:
    head = parts[""][0]

    def one(label: str) -> str:
        return parts.get(label, [""])[0]

    prefix = key.split("-")[0]
    if prefix == "D" and one("choice"):
        rejected = tuple(
            facts.Rejected(*(piece.strip() for piece in text.partition(" — ")[::2]))
            for text in parts.get("rejected", [])
        )
        return facts.Decided(
            key=key, title=head, choice=one("choice"), because=one("because"), rejected=rejected
        )
    if prefix == "INV" and head:
        return facts.InvariantStated(key=key, text=head, why=one("because"))
    if prefix == "FM" and " × " in head:
        component, mode = head.split(" × ", 1)
        return facts.FailureModeNamed(
            key=key, component=component, mode=mode, handling=one("handling"), evidence=one("evidence")
        )
    if prefix == "DATA" and head:
        return facts.DataNamed(key=key, name=head, shape=one("shape"), owner=one("owner"))
    if prefix == "MOD" and head:
        return facts.ModuleTouched(key=key, path=head.strip("`"), why=one("because"))
    return None


def _settlement(
    state: states.DesignState, question: str, words: str, parts: dict[str, list[str]]
) -> facts.Fact | None:
    if question not in state.questions():
        return None
    seen = tuple(record.id for record in state.settled.get(question, ()))
    head = parts[""][0]
    because = parts.get("because", [""])[0]
    if head == "waived" and because:
        until = parts.get("until", [""])[0]
        return facts.Waived(question=question, reason=because, until=until, supersedes=seen)
    if head == "not applicable" and because:
        return facts.RuledOut(question=question, reason=because, supersedes=seen)
    said = words.removesuffix(" | default").strip()
    return facts.Answered(question=question, text=said, how="own", supersedes=seen) if said else None


def _parts(words: str) -> dict[str, list[str]]:
    head, *rest = words.split(" | ")
    parts: dict[str, list[str]] = {"": [head.strip()]}
    for piece in rest:
        label, _, value = piece.partition(": ")
        parts.setdefault(label.strip(), []).append(value.strip())
    return parts


def _gone(
    state: states.DesignState, identities: set[str], findings: list[Finding], path: str
) -> Iterator[facts.Fact]:
    for identity in sorted(identities):
        if identity.startswith("Q-"):
            findings.append(
                Finding(
                    code="design/answer-gone",
                    level="error",
                    message=f"The answer to {identity} is gone; an answer is replaced, not deleted.",
                    place=Place(path=path),
                    fix=f'parti answer {identity} "…", then parti design --write',
                )
            )
        else:
            yield naming.withdraw(state, identity, "taken out of the page by hand")


def _problem(state: states.DesignState, text: str) -> Iterator[facts.Fact]:
    problem = state.problem
    if problem is None:
        return
    labels = {label: field for field, label in page.PROBLEM_LISTS}
    lists: dict[str, list[str]] = {field: [] for field, _ in page.PROBLEM_LISTS}
    for line in text.splitlines():
        if match := _PROBLEM.match(line.rstrip()):
            lists[labels[match["label"]]].append(match["words"])
    fresh = msgspec.structs.replace(
        problem,
        supersedes=tuple(record.id for record in state.problems),
        **{field: tuple(rows) for field, rows in lists.items()},
    )
    if any(getattr(fresh, field) != getattr(problem, field) for field in lists):
        yield fresh


def _unreadable(path: str, number: int, identity: str) -> Finding:
    return Finding(
        code="design/unreadable",
        level="error",
        message=f"The line of {identity} cannot be read as an amendment.",
        place=Place(path=path, line=number),
        fix="keep the line's parts (` | choice: … | because: …`), or add new things by their verb",
    )
