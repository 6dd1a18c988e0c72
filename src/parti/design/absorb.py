"""Reading a hand edit of `design.md` back as amendments by the person who made it (D3).

Called by `absorb`, with the state that the page was printed from, so that what others said since is
neither undone nor overlooked. A changed line becomes a fact that supersedes, a line that is gone a
withdrawal; an answer goes through the same judgement as `parti answer`, a listed option counts as chosen;
whatever cannot be read is a finding with its number. Nothing is dropped in silence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from parti.constraints.finding import Finding, Place
from parti.design import answer, entries, machines, models, naming, obligation_lines, page, settlement
from parti.design import state as states
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts

_LINE = re.compile(r"^- (?P<id>(?:Q|D|INV|FM|DATA|MOD|SM|DM)-[\w-]+): (?P<words>.*)$")
_SIGNED = re.compile(r" \((?:agent:\S+|[^<>()]* <[^<>]*>), \d{4}-\d{2}-\d{2}\)$")
_PROBLEM = re.compile(r"^- (?P<label>Needed|Never|Quantities|Given|Open|Out of scope): (?P<words>.+)$")
_OPTION = re.compile(r"option (?P<number>[1-9]\d?)(?:: (?P<detail>.*))?", re.IGNORECASE)
_LABELS: Mapping[type[facts.Fact], frozenset[str]] = {
    facts.Decided: frozenset({"choice", "because"}),
    facts.InvariantStated: frozenset({"because"}),
    facts.FailureModeNamed: frozenset({"handling", "evidence"}),
    facts.DataNamed: frozenset({"shape", "owner"}),
    facts.ModuleTouched: frozenset({"because"}),
    facts.StateMachineNamed: frozenset({"initial", "final"}),
    facts.DataModelled: frozenset(),
}
_MANY: Mapping[type[facts.Fact], str] = {
    facts.Decided: "rejected",
    facts.StateMachineNamed: "on",
    facts.DataModelled: "field",
}
"""The part of a line that may be there more than once."""


class Edit(msgspec.Struct, frozen=True):
    """What a hand edit amounts to: facts to append, and lines that could not be read."""

    facts: tuple[facts.Fact, ...]
    findings: tuple[Finding, ...]


class Asked(msgspec.Struct, frozen=True):
    """Who edits which file, and the bank that answers are judged by."""

    by: str
    path: str
    bank: Mapping[str, load.Question]


def is_unmerged(text: str) -> bool:
    """Whether a page holds both sides of a merge that git could not settle."""
    lines = text.splitlines()
    return any(line.startswith("<<<<<<< ") for line in lines) and "=======" in lines


def printed_from(text: str) -> str:
    """The digest of the design that a page says it was printed from; empty when it says none."""
    for line in text.splitlines()[:12]:
        if line.startswith(page.MARK):
            return line.removeprefix(page.MARK).removesuffix("-->").strip()
    return ""


def read(state: states.DesignState, text: str, asked: Asked) -> Edit:
    """The amendments in an edited page; `state` is what it was printed from."""
    before = entries.by_id(state)
    printed = {line.rstrip() for line in page.lines(state, "")}
    changes: list[facts.Fact] = []
    findings: list[Finding] = []
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line.rstrip())
        if match is None:
            continue
        identity, words = match["id"], _unsigned(state, match["id"], match["words"])
        if identity in seen:
            message = f"{identity} stands on the page twice; this line was not read."
            findings.append(_finding("unreadable", message, asked.path, number, "keep one of the two"))
        elif line.rstrip() not in printed and not _same(state, before.get(identity), words):
            made, wrong = _amended(state, identity, _unmarked(words), asked)
            changes.extend(made)
            findings.extend(wrong or ([] if made else [_unreadable(asked.path, number, identity)]))
        seen.add(identity)
    changes.extend(_gone(state, before.keys() - seen, findings, asked.path))
    changes.extend(_problem(state, text))
    findings.extend(_strange(state, text, asked.path))
    return Edit(tuple(changes), tuple(findings))


def _unsigned(state: states.DesignState, identity: str, words: str) -> str:
    """The words without who gave them and when, which only the lines of answers carry."""
    if not identity.startswith("Q-"):
        return words
    if state.settled.get(identity[2:]):
        words = words.removesuffix(obligation_lines.signed(state, identity[2:]))
    return _SIGNED.sub("", words)


def _unmarked(words: str) -> str:
    for mark in obligation_lines.MARKS:
        words = words.removesuffix(mark)
    return words


def _same(state: states.DesignState, entry: entries.Entry | None, words: str) -> bool:
    """Whether a line says what the page said; to take the mark off a disputed answer settles it."""
    return entry is not None and words == entry.words.rstrip() + obligation_lines.clash(state, entry.id[2:])


def _amended(
    state: states.DesignState, identity: str, words: str, asked: Asked
) -> tuple[tuple[facts.Fact, ...], tuple[Finding, ...]]:
    if identity.startswith("Q-"):
        return _settlement(state, identity[2:], words, asked)
    known = state.named.get(identity)
    made = _named(known[-1].body, words) if known else None
    return ((naming.keyed(state, made),) if made is not None else ()), ()


def _named(known: facts.Fact, words: str) -> states.Named | None:
    """The known thing in its new words; None when a part of the line is missing, double or unknown."""
    parts = _parts(words)
    head, rows = parts.pop("")[0], parts.pop(_MANY.get(type(known), ""), [])
    if not head or parts.keys() != _LABELS[type(known)] or any(len(said) > 1 for said in parts.values()):
        return None
    one = {label: said[0] for label, said in parts.items()}
    if isinstance(known, facts.Decided):
        options = tuple(_rejected(row) for row in rows)
        fresh = msgspec.structs.replace(known, title=head, rejected=options, **one)
        return fresh if fresh.choice else None
    if isinstance(known, facts.FailureModeNamed):
        component, parted, mode = head.rpartition(" × ")
        return msgspec.structs.replace(known, component=component, mode=mode, **one) if parted else None
    if isinstance(known, facts.DataNamed):
        return msgspec.structs.replace(known, name=head, **one)
    if isinstance(known, facts.InvariantStated):
        return msgspec.structs.replace(known, text=head, why=one["because"])
    if isinstance(known, facts.ModuleTouched):
        return msgspec.structs.replace(known, path=head.strip("`"), why=one["because"])
    return _drawn(known, head, one, rows)


def _drawn(
    known: facts.Fact, head: str, one: Mapping[str, str], rows: Iterable[str]
) -> states.Named | None:
    """A state machine or a data model from its line; its diagram is drawn anew."""
    try:
        if isinstance(known, facts.StateMachineNamed):
            return machines.read(known, head, one["initial"], one["final"], rows)
        if isinstance(known, facts.DataModelled):
            return models.read(known, head, rows)
    except refusal.Misused:
        return None
    return None


def _rejected(row: str) -> facts.Rejected:
    """The dash of an option without a reason stands at the end, where no space follows it."""
    option, _, why = f"{row} ".partition(" — ")
    return facts.Rejected(option.strip(), why.strip())


def _settlement(
    state: states.DesignState, question: str, words: str, asked: Asked
) -> tuple[tuple[facts.Fact, ...], tuple[Finding, ...]]:
    """An edited answer is held to what `parti answer` and `parti waive` hold it to."""
    if question not in state.questions() or question not in asked.bank:
        return (), ()
    parts = _parts(words)
    verb, because, until = (parts.get(label, [""])[0] for label in ("", "because", "until"))
    whole = parts.keys() <= {"", "because", "until"} and all(len(said) == 1 for said in parts.values())
    try:
        if verb.casefold() in ("waived", "not applicable") and not whole:
            return (), ()
        if verb.casefold() == "waived":
            settled = settlement.waive(state, question, because, until, asked.by)
        elif verb.casefold() == "not applicable":
            settled = settlement.rule_out(state, question, because, asked.by)
        else:
            given = _given(question, words.removesuffix(" | default"), asked)
            settled = answer.answer(state, given, asked.bank[question])
    except refusal.Misused as refused:
        return (), (_finding("answer", refused.sentence, f"Q-{question}", 0, refused.next_step),)
    return settled.facts, settled.findings


def _given(question: str, words: str, asked: Asked) -> answer.Given:
    """What a line answers with: a listed option, by its number or in its own words, or own words."""
    plain = " ".join(words.split())
    if match := _OPTION.fullmatch(plain):
        detail, number = match["detail"] or "", int(match["number"])
        return answer.Given(question=question, text=detail, option=number, by=asked.by)
    for number, listed in enumerate(asked.bank[question].options, start=1):
        option = " ".join(listed.split())
        if plain == option or plain.startswith(f"{option}: "):
            detail = plain.removeprefix(option).removeprefix(": ")
            return answer.Given(question=question, text=detail, option=number, by=asked.by)
    return answer.Given(question=question, text=plain, by=asked.by)


def _parts(words: str) -> dict[str, list[str]]:
    head, *rest = words.split(" | ")
    parts: dict[str, list[str]] = {"": [head.strip()]}
    for piece in rest:
        label, _, value = piece.partition(":")
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
    shown = _as_shown(state.problem or facts.ProblemStated(situation=""))
    labels = {label: field for field, label in page.PROBLEM_LISTS}
    lists: dict[str, list[str]] = {field: [] for field, _ in page.PROBLEM_LISTS}
    for line in text.splitlines():
        if match := _PROBLEM.match(line.rstrip()):
            lists[labels[match["label"]]].append(match["words"])
    fresh = msgspec.structs.replace(
        shown,
        situation=_situation(state, text) or shown.situation,
        **{field: tuple(rows) for field, rows in lists.items()},
    )
    if fresh != shown:
        yield msgspec.structs.replace(fresh, supersedes=tuple(record.id for record in state.problems))


def _as_shown(problem: facts.ProblemStated) -> facts.ProblemStated:
    """The problem with each of its texts on one line, as the page shows it."""

    def one_line(text: str) -> str:
        return " ".join(text.split())

    lists = {field: tuple(map(one_line, getattr(problem, field))) for field, _ in page.PROBLEM_LISTS}
    return msgspec.structs.replace(problem, situation=one_line(problem.situation), **lists)


def _situation(state: states.DesignState, text: str) -> str:
    said = " ".join(_prose(text).values())
    return "" if state.problem is None and said == page.NOT_STATED else said


def _prose(text: str) -> dict[int, str]:
    """The lines between the heading of the problem and its first bullet, by number."""
    found: dict[int, str] = {}
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if inside and line.startswith(("- ", "## ")):
            break
        if inside and line.strip():
            found[number] = line.strip()
        inside = inside or line.rstrip() == "## Problem"
    return found


def _strange(state: states.DesignState, text: str, path: str) -> Iterator[Finding]:
    """Lines that are neither printed nor readable, and printed lines that are gone for no amendment."""
    printed = dict.fromkeys(line.rstrip() for line in page.lines(state, ""))
    now = [line.rstrip() for line in text.splitlines()]
    start = now.index("## Problem") if "## Problem" in now else 0
    prose = _prose(text)
    for number, line in enumerate(now, start=1):
        known = line in printed or _LINE.match(line) or _PROBLEM.match(line) or number in prose
        if not known and (number > start or line.startswith("- ")):
            message = "This line stands for nothing that Parti can record from a page."
            yield _finding(
                "unreadable", message, path, number, "use its verb: parti kind confirm, parti decide …"
            )
    yield from _missing(printed.keys(), now, path)
    situation = _as_shown(state.problem).situation if state.problem else ""
    if situation and not prose and situation not in now:
        message = "The situation is gone; it is replaced, not deleted."
        yield _finding("unreadable", message, path, 0, 'parti problem "…", then parti design --write')


def _missing(printed: Iterable[str], now: list[str], path: str) -> Iterator[Finding]:
    """Lines of components and open questions that were printed and are gone."""
    here, answered = set(now), {match["id"] for line in now if (match := _LINE.match(line))}
    for line in printed:
        if line in here or not line.startswith("- ") or _LINE.match(line) or _PROBLEM.match(line):
            continue
        question = f"Q-{line.split()[-1]}" if line.startswith("- open [") else ""
        if question in answered:
            continue
        message = f"“{line[2:]}” was taken out of the page; it is still part of the design."
        fix = f"parti ask {question}" if question else 'parti withdraw "<component>" "<reason>"'
        yield _finding("unreadable", message, path, 0, fix)


def _unreadable(path: str, number: int, identity: str) -> Finding:
    message = f"The line of {identity} cannot be read as an amendment."
    fix = "keep the line's parts (` | choice: … | because: …`), or add new things by their verb"
    return _finding("unreadable", message, path, number, fix)


def _finding(rule: str, message: str, path: str, line: int, fix: str) -> Finding:
    place = Place(path=path, line=line)
    return Finding(code=f"design/{rule}", level="error", message=message, place=place, fix=fix)
