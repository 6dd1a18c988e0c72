"""The conversation: questions asked, answered, waived; decisions and their kin named.

Called through `table`, and by `script`, which answers many at once from a file.
"""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from parti.design import answer as answers
from parti.design import coverage, interview, naming
from parti.design import page as pages_of_design
from parti.design.state import Named
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import bank as banks
from parti.workflow import opening, pages
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


def ask(house: House, question: str = "", every: bool = False) -> Outcome:
    """The next page of questions, one question by id, or all of them."""
    house.feature()
    questions = house.design.questions()
    if every:
        rows = tuple(_row(house, q) for q in questions.values())
        return Outcome(lines=rows, data={"questions": _ids(questions.values())}, next="parti ask")
    if not questions:
        return Outcome(lines=("No component is confirmed yet.",), next="parti kind confirm")
    if not question:
        return shown(house, page(house))
    drawn = questions.get(_bare(question))
    if drawn is None:
        raise refusal.Misused(f"{question} is not a question here.", next_step="parti ask --all")
    return shown(house, interview.Page("one", drawn.concern, (drawn,)))


def page(house: House, skipped: Collection[str] = ()) -> interview.Page:
    """The next page that holds a question which was not skipped."""
    known = banks.bank(house.root).by_id()
    return interview.next_page(house.design, {*skipped, *(house.design.questions().keys() - known.keys())})


def shown(house: House, asked: interview.Page) -> Outcome:
    """A page as a person reads it."""
    left = coverage.tally(house.design).left
    return Outcome(
        lines=interview.lines(asked, banks.bank(house.root).by_id(), left),
        data={"form": asked.form, "open": left, "questions": _ids(asked.questions)},
        next=_answer_hint(asked),
    )


def answer(house: House, question: str, text: str = "", option: int = 0) -> Outcome:
    """Answers one question, in words or by the number of a listed option."""
    house.feature()
    bank = banks.bank(house.root).by_id()
    name = _bare(question)
    if name not in house.design.questions() or name not in bank:
        raise refusal.Misused(f"Q-{name} is not a question here.", next_step="parti ask --all")
    given = answers.Given(question=name, text=text, option=option, by=pages.who(house))
    return _settled(house, answers.answer(house.design, given, bank[name]), f"Q-{name}")


def answer_defaults(house: House) -> Outcome:
    """Accepts the recommended answers of medium and low severity in one step."""
    house.feature()
    settled = answers.defaults(house.design, dict(banks.bank(house.root).by_id()))
    return _settled(house, settled, f"{len(settled.facts)} defaults")


def waive(
    house: House, question: str, reason: str, until: str = "", not_applicable: bool = False
) -> Outcome:
    """Leaves a question open on purpose, or says that it does not apply."""
    house.feature()
    name = _bare(question)
    by = pages.who(house)
    if not_applicable:
        return _settled(house, answers.rule_out(house.design, name, reason, by), f"Q-{name}")
    return _settled(house, answers.waive(house.design, name, reason, until, by), f"Q-{name}")


def decide(
    house: House, title: str, choice: str, because: str, reject: Sequence[str] = (), key: str = ""
) -> Outcome:
    """Records a decision with the options that were rejected, each as `option: why`."""
    rejected = []
    for text in reject:
        option, _, why = text.partition(":")
        if not (option.strip() and why.strip()):
            raise refusal.Misused(
                f"{text!r} does not say why it was rejected.", next_step='--reject "<option>: <why>"'
            )
        rejected.append(facts.Rejected(option.strip(), why.strip()))
    return record(
        house,
        facts.Decided(key=key, title=title, choice=choice, because=because, rejected=tuple(rejected)),
    )


def invariant(house: House, text: str, why: str, key: str = "") -> Outcome:
    """Records what must always hold."""
    return record(house, facts.InvariantStated(key=key, text=text, why=why))


def failure(
    house: House, component: str, mode: str, handling: str, evidence: str, key: str = ""
) -> Outcome:
    """Records what can go wrong at a component, its handling, and what shows it."""
    if component not in house.design.components:
        known = ", ".join(house.design.components) or "none yet"
        raise refusal.Misused(
            f"{component!r} is not a component of this design; there are: {known}.",
            next_step="parti kind list",
        )
    fact = facts.FailureModeNamed(
        key=key, component=component, mode=mode, handling=handling, evidence=evidence
    )
    return record(house, fact)


def data(house: House, name: str, shape: str, owner: str, key: str = "") -> Outcome:
    """Records a data structure, its shape and its one owner."""
    return record(house, facts.DataNamed(key=key, name=name, shape=shape, owner=owner))


def module(house: House, path: str, why: str, key: str = "") -> Outcome:
    """Records an existing or new module that the feature touches."""
    return record(house, facts.ModuleTouched(key=key, path=path, why=why))


def record(house: House, fact: Named) -> Outcome:
    """Records a named part of the design under its stable key."""
    house.feature()
    made = naming.keyed(house.design, fact)
    house = house.append((made,))
    return Outcome(
        lines=(f"recorded  {made.key}: {pages_of_design.words_of(made)}",),
        data={"key": made.key},
        next=pages.onward(house),
    )


def withdraw(house: House, key: str, reason: str) -> Outcome:
    """Takes something back; it stays in the log."""
    house.feature()
    fact = naming.withdraw(house.design, key, reason)
    dropped = key in house.design.components
    house = house.append((fact,))
    if dropped:
        bodies = tuple(house.design.component_bodies())
        house = house.append((opening.redraw(house, bodies, banks.bank(house.root)),))
    return Outcome(lines=(f"withdrawn {key}: {reason}",), data={"key": key}, next=pages.onward(house))


def _settled(house: House, settled: answers.Settled, name: str) -> Outcome:
    house = house.append(settled.facts)
    left = coverage.tally(house.design).left
    if settled.findings:
        return Outcome(findings=settled.findings, data={"open": left}, next=settled.findings[0].fix)
    return Outcome(lines=(f"recorded  {name}; {left} open",), data={"open": left}, next=pages.onward(house))


def _row(house: House, question: facts.Drawn) -> str:
    mark = "ok  " if house.design.settled.get(question.question) else "open"
    return f"{mark}  Q-{question.question:<28} [{question.severity}] {question.concern}"


def _ids(questions: Iterable[facts.Drawn]) -> list[object]:
    return [msgspec.to_builtins(question) for question in questions]


def _answer_hint(shown: interview.Page) -> str:
    if shown.form == "done":
        return "parti decide, or parti lock"
    if shown.form == "defaults":
        return "parti answer --defaults"
    return f'parti answer Q-{shown.questions[0].question} "<answer>"   (or --option N)'


def _bare(question: str) -> str:
    return question.removeprefix("Q-")
