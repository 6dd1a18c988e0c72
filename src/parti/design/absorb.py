"""Reading a hand edit of `design.md` back as amendments by the person who made it (D3).

Called by `absorb`, with the state that the page was printed from, so that what others said since is
neither undone nor overlooked. A changed line becomes a fact that supersedes, a line that is gone a
withdrawal; an answer goes through the same judgement as `parti answer`; whatever cannot be read is
a finding with its number. Nothing is dropped in silence.
"""

import re
from collections.abc import Iterator, Mapping

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import answer, naming, page
from parti.design import state as states
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts

_LINE = re.compile(r"^- (?P<id>(?:Q|D|INV|FM|DATA|MOD)-[\w-]+): (?P<words>.*)$")
_SIGNED = re.compile(r" \([^()]*(?:\([^()]*\))?[^()]*, \d{4}-\d{2}-\d{2}\)$")
_PROBLEM = re.compile(r"^- (?P<label>Needed|Never|Quantities|Given|Open|Out of scope): (?P<words>.+)$")


class Edit(msgspec.Struct, frozen=True):
    """What a hand edit amounts to: facts to append, and lines that could not be read."""

    facts: tuple[facts.Fact, ...]
    findings: tuple[Finding, ...]


class Asked(msgspec.Struct, frozen=True):
    """Who edits which file, and the bank that answers are judged by."""

    by: str
    path: str
    bank: Mapping[str, load.Question]


def printed_from(text: str) -> str:
    """The digest of the design that a page says it was printed from; empty when it says none."""
    for line in text.splitlines()[:12]:
        if line.startswith(page.MARK):
            return line.removeprefix(page.MARK).removesuffix("-->").strip()
    return ""


def read(state: states.DesignState, text: str, asked: Asked) -> Edit:
    """The amendments in an edited page; `state` is what it was printed from."""
    before = page.entries(state)
    changes: list[facts.Fact] = []
    findings: list[Finding] = []
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line.rstrip())
        if match is None:
            continue
        identity, words = match["id"], _SIGNED.sub("", match["words"])
        seen.add(identity)
        entry = before.get(identity)
        if entry is None or entry.words != words:
            made, wrong = _amended(state, identity, words, asked)
            changes.extend(made)
            findings.extend(wrong or ([] if made else [_unreadable(asked.path, number, identity)]))
    changes.extend(_gone(state, before.keys() - seen, findings, asked.path))
    changes.extend(_problem(state, text))
    findings.extend(_strange(state, text, asked.path))
    return Edit(tuple(changes), tuple(findings))


def _amended(
    state: states.DesignState, identity: str, words: str, asked: Asked
) -> tuple[tuple[facts.Fact, ...], tuple[Finding, ...]]:
    parts = _parts(words)
    if identity.startswith("Q-"):
        return _settlement(state, identity[2:], words, asked)
    made = _named(identity, parts)
    known = made is not None and identity in state.named
    return ((naming.keyed(state, made),) if made is not None and known else ()), ()


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
    state: states.DesignState, question: str, words: str, asked: Asked
) -> tuple[tuple[facts.Fact, ...], tuple[Finding, ...]]:
    """An edited answer is held to what `parti answer` and `parti waive` hold it to."""
    if question not in state.questions() or question not in asked.bank:
        return (), ()
    parts = _parts(words)
    because = parts.get("because", [""])[0]
    try:
        if parts[""][0] == "waived":
            until = parts.get("until", [""])[0]
            settled = answer.waive(state, question, because, until, asked.by)
        elif parts[""][0] == "not applicable":
            settled = answer.rule_out(state, question, because, asked.by)
        else:
            given = answer.Given(question=question, text=words.removesuffix(" | default"), by=asked.by)
            settled = answer.answer(state, given, asked.bank[question])
    except refusal.Misused as refused:
        return (), (_finding("answer", refused.sentence, f"Q-{question}", 0, refused.next_step),)
    kept = tuple(fact for fact in settled.facts if not isinstance(fact, facts.AnswerSentBack))
    return kept, settled.findings


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
            message = f"The answer to {identity} is gone; an answer is replaced, not deleted."
            fix = f'parti answer {identity} "…", then parti design --write'
            findings.append(_finding("answer-gone", message, path, 0, fix))
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
        situation=_situation(text) or problem.situation,
        supersedes=tuple(record.id for record in state.problems),
        **{field: tuple(rows) for field, rows in lists.items()},
    )
    if msgspec.structs.replace(fresh, supersedes=problem.supersedes) != problem:
        yield fresh


def _situation(text: str) -> str:
    """The prose between the heading of the problem and its first bullet."""
    _, _, rest = text.partition("\n## Problem\n")
    prose = []
    for line in rest.splitlines():
        if line.startswith(("- ", "## ")):
            break
        prose.append(line.strip())
    return " ".join(part for part in prose if part)


def _strange(state: states.DesignState, text: str, path: str) -> Iterator[Finding]:
    """Lines that are neither printed nor readable, and printed component lines that are gone."""
    printed = set(page.lines(state, ""))
    now = [line.rstrip() for line in text.splitlines()]
    for number, line in enumerate(now, start=1):
        known = line in printed or _LINE.match(line) or _PROBLEM.match(line) or not line.startswith("- ")
        if not known:
            message = "This line stands for nothing that Parti can record from a page."
            yield _finding(
                "unreadable", message, path, number, "use its verb: parti kind confirm, parti decide …"
            )
    here = set(now)
    for line in printed:
        if (
            line.startswith("- ")
            and not _LINE.match(line)
            and not _PROBLEM.match(line)
            and line not in here
        ):
            message = f"“{line[2:]}” was taken out of the page; it is still part of the design."
            yield _finding("unreadable", message, path, 0, 'parti withdraw "<component>" "<reason>"')


def _unreadable(path: str, number: int, identity: str) -> Finding:
    message = f"The line of {identity} cannot be read as an amendment."
    fix = "keep the line's parts (` | choice: … | because: …`), or add new things by their verb"
    return _finding("unreadable", message, path, number, fix)


def _finding(rule: str, message: str, path: str, line: int, fix: str) -> Finding:
    place = Place(path=path, line=line)
    return Finding(code=f"design/{rule}", level="error", message=message, place=place, fix=fix)
