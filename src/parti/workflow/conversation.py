"""The conversation: questions asked, answered, waived; decisions and their kin named.

Called through `table`, and by `script`, which answers many at once from a file.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from parti.design import answer as answers
from parti.design import clashes, coverage, elsewhere, entries, interview, naming, settlement
from parti.design.state import Named
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import bank as banks
from parti.workflow import evidencing, opening, pages, signing
from parti.workflow import house as houses
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

_VERBS: Mapping[type[facts.Fact], str] = {
    facts.Decided: "decide",
    facts.InvariantStated: "invariant",
    facts.FailureModeNamed: "failure",
    facts.DataNamed: "data",
    facts.ModuleTouched: "module",
    facts.StateMachineNamed: "machine",
    facts.DataModelled: "data",
}


def ask(house: House, question: str = "", every: bool = False) -> Outcome:
    """The next page of questions, one question by id, or all of them."""
    house.feature()
    questions = house.design.questions()
    if every:
        rows = tuple(_row(house, q) for q in questions.values())
        return Outcome(lines=rows, data={"questions": _ids(questions.values())}, next="parti ask")
    if not questions:
        return Outcome(lines=("No component is confirmed yet.",), next=pages.onward(house))
    if not question:
        return shown(house, page(house))
    drawn = questions.get(_bare(question))
    if drawn is None:
        raise refusal.Misused(f"{question} is not a question here.", next_step="parti ask --all")
    _asked(banks.known(house.root, house.design), drawn.question)
    return shown(house, interview.Page("one", drawn.concern, (drawn,)))


def page(house: House, skipped: Collection[str] = ()) -> interview.Page:
    """The next page that holds a question which was not skipped."""
    known = banks.known(house.root, house.design)
    return interview.next_page(house.design, {*skipped, *(house.design.questions().keys() - known.keys())})


def shown(house: House, asked: interview.Page) -> Outcome:
    """A page as a person reads it."""
    left = coverage.tally(house.design).left
    if asked.form == "done" and left:
        return _left_behind(house)
    return Outcome(
        lines=interview.lines(asked, banks.known(house.root, house.design), left, _missing(house, asked)),
        data={"form": asked.form, "open": left, "questions": _ids(asked.questions)},
        next=_answer_hint(house, asked),
    )


def _missing(house: House, asked: interview.Page) -> Mapping[str, str]:
    found = {}
    for name in (question.question for question in asked.questions):
        doubts, other = house.design.doubts(name), house.design.elsewhere.get(f"Q-{name}")
        if other is not None:
            found[name] = (
                f"it was answered for another problem, “{elsewhere.told(other)}”: {_said(house, name)}"
            )
        elif doubts:
            found[name] = f"a model misses in the answer: {doubts[-1].missing}"
    return found


def _said(house: House, name: str) -> str:
    body = house.design.settlement(name)
    return entries.words_of(body) if body else ""


def answer(house: House, question: str, text: str = "", option: int = 0) -> Outcome:
    """Answers one question, in words or by the number of a listed option."""
    house.feature()
    bank = banks.known(house.root, house.design)
    name = _bare(question)
    if name not in house.design.questions():
        raise refusal.Misused(f"Q-{name} is not a question here.", next_step="parti ask --all")
    given = answers.Given(question=name, text=text, option=option, by=pages.who(house))
    asked = _asked(bank, name)
    done = _settled(house, answers.answer(house.design, given, asked), f"Q-{name}")
    return msgspec.structs.replace(done, lines=(*done.lines, *_beside(asked, given, done)))


def answer_defaults(house: House) -> Outcome:
    """Accepts the recommended answers of medium and low severity in one step."""
    house.feature()
    settled = settlement.defaults(house.design, dict(banks.known(house.root, house.design)))
    return _settled(house, settled, f"{len(settled.facts)} defaults")


def waive(
    house: House, question: str, reason: str, until: str = "", not_applicable: bool = False
) -> Outcome:
    """Leaves a question open on purpose, or says that it does not apply."""
    house.feature()
    name = _bare(question)
    by = pages.who(house)
    if not_applicable:
        return _settled(house, settlement.rule_out(house.design, name, reason, by), f"Q-{name}")
    today = house.world.clock.now()[:10]
    return _settled(house, settlement.waive(house.design, name, reason, until, by, today), f"Q-{name}")


def decide(
    house: House, title: str, choice: str, because: str, reject: Sequence[str] = (), key: str = ""
) -> Outcome:
    """Records a decision with the options that were rejected, each as `option: why`."""
    house.feature()
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
    fact = facts.FailureModeNamed(
        key=key, component=component, mode=mode, handling=handling, evidence=evidence
    )
    return record(house, fact)


def module(house: House, path: str, why: str, key: str = "") -> Outcome:
    """Records an existing or new module that the feature touches."""
    done = record(house, facts.ModuleTouched(key=key, path=path, why=why))
    made = str(done.data["key"])
    doubled = clashes.doubled(houses.at(house.world, house.slug).design)
    return msgspec.structs.replace(done, findings=tuple(one for one in doubled if made in one.message))


def record(house: House, fact: Named) -> Outcome:
    """Records a named part of the design under its stable key.

    Raises:
        refusal.Misused: a part is empty, or a failure mode is at a component that is not confirmed.
    """
    house.feature()
    if isinstance(fact, facts.FailureModeNamed) and fact.component not in house.design.components:
        known = ", ".join(house.design.components) or "none yet"
        raise refusal.Misused(
            f"{fact.component!r} is not a component of this design; there are: {known}.",
            next_step="parti kind list",
        )
    for field, value in msgspec.structs.asdict(fact).items():
        if field != "key" and isinstance(value, str):
            opening.said(value, f"The {field} is empty.", f"parti {_VERBS[type(fact)]} --help")
    made = naming.keyed(house.design, fact)
    before, house = house, house.append((made,))
    return Outcome(
        lines=(
            f"recorded  {made.key}: {entries.words_of(made)}",
            *signing.unlocked(before, house),
        ),
        data={"key": made.key},
        next=pages.onward(house),
    )


def withdraw(house: House, key: str, reason: str) -> Outcome:
    """Takes something back; it stays in the log."""
    house.feature()
    reason = opening.said(reason, "The reason is empty.", f'parti withdraw {key} "<why>"')
    if key in house.design.debate.evidence:
        return evidencing.withdrawn(house, key, reason)
    made: list[facts.Fact] = [naming.withdraw(house.design, key, reason)]
    if key not in house.design.named:
        left = tuple(body for body in house.design.component_bodies() if body.name != key)
        made.append(opening.redraw(house, left, banks.bank(house.root)))
    before, house = house, house.append(made)
    lines = (f"withdrawn {key}: {reason}", *signing.unlocked(before, house))
    return Outcome(lines=lines, data={"key": key}, next=pages.onward(house))


def _settled(house: House, settled: settlement.Settled, name: str) -> Outcome:
    before, house = house, house.append(settled.facts)
    left = coverage.tally(house.design).left
    if settled.findings:
        return Outcome(findings=settled.findings, data={"open": left}, next=settled.findings[0].fix)
    lines = (f"recorded  {name}; {left} open", *signing.unlocked(before, house))
    return Outcome(lines=lines, data={"open": left}, next=pages.onward(house))


def _beside(asked: load.Question, given: answers.Given, done: Outcome) -> tuple[str, ...]:
    """The recommendation beside an own answer of high severity; never before it, never at a blocker."""
    if asked.severity != "high" or given.option or done.findings or not asked.recommended:
        return ()
    return interview.difference(given.text, asked.recommended)


def _asked(bank: Mapping[str, load.Question], name: str) -> load.Question:
    """The question in the bank; one that was drawn may have left it since, with its kind's file."""
    found = bank.get(name)
    if found is None:
        raise refusal.Misused(
            f"Q-{name} was drawn, but the question bank does not hold it any more.",
            next_step=f'mend {banks.FOLDER}, or parti waive Q-{name} "<why>" --not-applicable',
        )
    return found


def _left_behind(house: House) -> Outcome:
    """Nothing can be asked, and yet not everything is closed."""
    open_ones = coverage.open_questions(house.design)
    known = banks.known(house.root, house.design)
    gone = tuple(q for q in open_ones if q.question not in known)
    lines = (
        f"{len(open_ones)} questions are still open.",
        *(f"  Q-{q.question} is not in the question bank any more" for q in gone),
    )
    follow = f'parti waive Q-{gone[0].question} "<why>" --not-applicable' if gone else "parti ask"
    data = {"form": "done", "open": len(open_ones), "questions": _ids(open_ones)}
    return Outcome(lines=lines, data=data, next=follow)


def _row(house: House, question: facts.Drawn) -> str:
    mark = "open" if house.design.is_open(question.question) else "ok  "
    return f"{mark}  Q-{question.question:<28} [{question.severity}] {question.concern}"


def _ids(questions: Iterable[facts.Drawn]) -> list[object]:
    return [msgspec.to_builtins(question) for question in questions]


def _answer_hint(house: House, shown: interview.Page) -> str:
    if shown.form == "done":
        return pages.onward(house)
    if shown.form == "defaults":
        return "parti answer --defaults"
    return f'parti answer Q-{shown.questions[0].question} "<answer>"   (or --option N)'


def _bare(question: str) -> str:
    return question.removeprefix("Q-")
