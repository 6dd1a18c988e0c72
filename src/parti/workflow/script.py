"""A whole conversation from a file that a person can read: `parti answer --from answers.toml`.

Called through `table`. The same stages as the single verbs, in the order of the method, so a script can
do nothing that a person could not, and it cannot sign.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from parti.constraints.finding import Finding
from parti.design import clashes, coverage, entries, machines, models
from parti.design.state import Named, Settlement
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import bank as banks
from parti.workflow import conversation, opening, pages, replacing, signing
from parti.workflow import house as houses
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

_SHOWN = "parti answer --help"


class _Problem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    situation: str = ""
    needed: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()


class _Component(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    kind: str
    why: str = ""


class _Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    question: str
    text: str = ""
    option: int = 0


class _Waiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    question: str
    reason: str
    until: str = ""


class _Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    choice: str
    because: str
    rejected: tuple[facts.Rejected, ...] = ()
    key: str = ""


class _Invariant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    why: str
    key: str = ""


class _Failure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    component: str
    mode: str
    handling: str
    evidence: str
    key: str = ""


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    owner: str
    shape: str = ""
    field: tuple[str, ...] = ()
    key: str = ""


class _Machine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    initial: str
    on: tuple[str, ...]
    final: tuple[str, ...] = ()
    key: str = ""


class _Module(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    path: str
    why: str
    key: str = ""


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's tables, each optional."""

    problem: _Problem = _Problem()
    component: tuple[_Component, ...] = ()
    answer: tuple[_Answer, ...] = ()
    waive: tuple[_Waiver, ...] = ()
    rule_out: tuple[_Waiver, ...] = ()
    data: tuple[_Data, ...] = ()
    machine: tuple[_Machine, ...] = ()
    module: tuple[_Module, ...] = ()
    invariant: tuple[_Invariant, ...] = ()
    decision: tuple[_Decision, ...] = ()
    failure: tuple[_Failure, ...] = ()
    withdraw: tuple[replacing.Withdrawal, ...] = ()
    defaults: bool = False


def run(house: House, path: Path) -> Outcome:
    """Applies a script; answers that say too little are sent back and named.

    Raises:
        refusal.Misused: the file is missing, empty or not a script, or an id in it is not in the design.
    """
    house.feature()
    script = _read(path)
    if script == Script():
        raise refusal.Misused(
            f"{path} holds no answers: nothing is in it.", next_step=_SHOWN, place=str(path)
        )
    before = house
    plan = _plan(script, path)
    replacing.refuse(house, plan)
    findings: list[Finding] = []
    if script.problem != _Problem():
        opening.problem(house, **msgspec.structs.asdict(script.problem))
        house = _again(house)
    wanted = [_component(row, banks.bank(house.root).vocabulary) for row in script.component]
    known = tuple(house.design.component_bodies())
    if any(msgspec.structs.replace(c, supersedes=()) not in _plain(known) for c in wanted):
        opening.confirm(house, wanted)
        house = _again(house)
    house = _settle(house, script, findings)
    replaced = 0
    for named in plan.named:
        if not replacing.is_done(house, named, plan.keys):
            conversation.record(house, named)
            replaced += bool(named.key)
            house = _again(house)
    house = _modelled(house, script, plan)
    house, withdrawn = replacing.withdraw(house, plan.gone)
    findings += clashes.doubled(house.design) if script.module else ()
    counts = {what: n for what, n in (("replaced", replaced), ("withdrawn", withdrawn)) if n}
    changed = "".join(f", {count} {what}" for what, count in counts.items())
    tally = coverage.tally(house.design)
    line = f"script    {tally.answered} answered, {tally.defaults} defaults, {tally.left} open{changed}"
    follow = pages.onward(house) if tally.left or not house.design.components else "parti design"
    back = tuple(one.place.path for one in findings if one.level == "error")
    if back:
        line += f"; {len(back)} sent back"
        follow = f"parti ask {back[0]}   (or mend {path} and run it again)"
    return Outcome(
        lines=(line, *_standing(house, back), *signing.unlocked(before, house)),
        data={"open": tally.left, **counts, **({"sent_back": list(back)} if back else {})},
        findings=tuple(findings),
        next=follow,
    )


def _standing(house: House, back: Sequence[str]) -> tuple[str, ...]:
    """What was said before about a question stays said when the file's answer is sent back."""
    left = (name for name in back if not house.design.is_open(_bare(name)))
    return tuple(
        f"kept      {name} as it was answered before; the file's answer counts nothing" for name in left
    )


def _plan(script: Script, path: Path) -> replacing.Plan:
    """Everything that the file names, what has a key after what has none, and what it takes back."""
    named = sorted(_named(script), key=lambda fact: bool(fact.key))
    components = frozenset(" ".join(row.name.split()) for row in script.component)

    def place(name: str) -> str:
        lines = path.read_text("utf-8").splitlines()
        found = (number for number, line in enumerate(lines, start=1) if _stands_in(name, line))
        line = next(found, 0)
        return f"{path}:{line}" if line else str(path)

    return replacing.Plan(named, components, script.withdraw, place)


def _stands_in(name: str, line: str) -> bool:
    return re.search(rf"\b(?:key|id)\s*=\s*[\"']{re.escape(name)}[\"']", line) is not None


def _modelled(house: House, script: Script, plan: replacing.Plan) -> House:
    """The fields of data, once the data are there; not those of data that the file takes back."""
    for row in script.data:
        if row.field and not replacing.is_over(house, _data(row), plan.keys):
            home = row.key or next(
                k for k, one in models.data(house.design).items() if one.name == entries.field(row.name)
            )
            fields = tuple(models.field(text) for text in row.field)
            known = next((m for m in models.in_design(house.design) if m.data == home), None)
            if known is None or known.fields != fields:
                key = known.key if known else ""
                conversation.record(house, facts.DataModelled(key=key, data=home, fields=fields))
                house = _again(house)
    return house


def _settle(house: House, script: Script, findings: list[Finding]) -> House:
    for given in script.answer:
        if _said_already(house, given):
            continue
        done = conversation.answer(house, given.question, given.text, given.option)
        findings.extend(done.findings)
        house = _again(house)
    for waiver in script.waive:
        name, reason, until = (
            _bare(waiver.question),
            entries.field(waiver.reason),
            entries.field(waiver.until),
        )
        if not _settled_so(house, facts.Waived(question=name, reason=reason, until=until)):
            conversation.waive(house, name, reason, until, False)
            house = _again(house)
    for waiver in script.rule_out:
        name, reason = _bare(waiver.question), entries.field(waiver.reason)
        if not _settled_so(house, facts.RuledOut(question=name, reason=reason)):
            conversation.waive(house, name, reason, "", True)
            house = _again(house)
    if script.defaults:
        conversation.answer_defaults(house)
        house = _again(house)
    return house


def _said_already(house: House, given: _Answer) -> bool:
    """A script may be run again: what it said before is not said twice."""
    name = _bare(given.question)
    text, how = " ".join(given.text.split()), "own"
    asked = banks.known(house.root, house.design).get(name)
    if asked is not None and 1 <= given.option <= len(asked.options):
        chosen = " ".join(asked.options[given.option - 1].split())
        text, how = f"{chosen}: {text}" if text else chosen, "option"
    return _settled_so(house, facts.Answered(question=name, text=text, how=how))


def _settled_so(house: House, fact: Settlement) -> bool:
    """Whether this is the one thing that is said about its question."""
    live = house.design.settled.get(fact.question, ())
    known = house.design.settlement(fact.question)
    return len(live) == 1 and known is not None and msgspec.structs.replace(known, supersedes=()) == fact


def _plain(bodies: Iterable[facts.ComponentNamed]) -> Sequence[facts.ComponentNamed]:
    return [msgspec.structs.replace(body, supersedes=()) for body in bodies]


def _bare(question: str) -> str:
    return question.removeprefix("Q-")


def _component(row: _Component, words: load.Vocabulary) -> facts.ComponentNamed:
    if row.kind not in words.kinds:
        raise refusal.Misused(
            f"{row.name}: {row.kind!r} is not a kind of component.", next_step="parti kind list"
        )
    name = opening.said(row.name, "A component has no name.", "give each [[component]] a name")
    return facts.ComponentNamed(name=name, kind=row.kind, why=" ".join(row.why.split()))


def _named(script: Script) -> list[Named]:
    made: list[Named] = []
    made += [_data(row) for row in script.data]
    made += [_machine(row) for row in script.machine]
    made += [facts.ModuleTouched(**msgspec.structs.asdict(row)) for row in script.module]
    made += [facts.InvariantStated(**msgspec.structs.asdict(row)) for row in script.invariant]
    made += [facts.Decided(**msgspec.structs.asdict(row)) for row in script.decision]
    made += [facts.FailureModeNamed(**msgspec.structs.asdict(row)) for row in script.failure]
    return made


def _data(row: _Data) -> facts.DataNamed:
    shape = row.shape or ", ".join(models.field(text).name for text in row.field)
    return facts.DataNamed(key=row.key, name=row.name, shape=shape, owner=row.owner)


def _machine(row: _Machine) -> facts.StateMachineNamed:
    rows = tuple(machines.transition(text) for text in row.on)
    machines.refuse_no_states(row.initial, row.final)
    return facts.StateMachineNamed(
        key=row.key, name=row.name, initial=row.initial, final=row.final, transitions=rows
    )


def _again(house: House) -> House:
    return houses.at(house.world, house.slug)


def _read(path: Path) -> Script:
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Script)
    except OSError as error:
        raise refusal.Misused(
            f"{path} cannot be read: {error.strerror}.", next_step="give the path of a script"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise refusal.Misused(
            f"{path} is not a script: {error}.",
            next_step=_SHOWN,
            place=str(path),
        ) from error
