"""A whole conversation from a file that a person can read: `parti answer --from answers.toml`.

Called through `table`. The same stages as the single verbs, in the order of the method, so a script can
do nothing that a person could not, and it cannot sign.
"""

import tomllib
from pathlib import Path

import msgspec

from parti.constraints.finding import Finding
from parti.design import coverage, naming
from parti.design.state import Named
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import conversation, opening
from parti.workflow import house as houses
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


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


class _Invariant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    why: str


class _Failure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    component: str
    mode: str
    handling: str
    evidence: str


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    shape: str
    owner: str


class _Module(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    path: str
    why: str


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's tables, each optional."""

    problem: _Problem = _Problem()
    component: tuple[_Component, ...] = ()
    answer: tuple[_Answer, ...] = ()
    waive: tuple[_Waiver, ...] = ()
    rule_out: tuple[_Waiver, ...] = ()
    data: tuple[_Data, ...] = ()
    module: tuple[_Module, ...] = ()
    invariant: tuple[_Invariant, ...] = ()
    decision: tuple[_Decision, ...] = ()
    failure: tuple[_Failure, ...] = ()
    defaults: bool = False


def run(house: House, path: Path) -> Outcome:
    """Applies a script; answers that say too little are sent back and named.

    Raises:
        refusal.Misused: the file is missing or not a script.
    """
    house.feature()
    script = _read(path)
    findings: list[Finding] = []
    if script.problem != _Problem():
        opening.problem(house, **msgspec.structs.asdict(script.problem))
        house = _again(house)
    if script.component:
        opening.confirm(house, [_component(row) for row in script.component])
        house = _again(house)
    house = _settle(house, script, findings)
    for named in _named(script):
        if not naming.says(house.design, named):
            conversation.record(house, named)
            house = _again(house)
    tally = coverage.tally(house.design)
    line = f"script    {tally.answered} answered, {tally.defaults} defaults, {tally.left} open"
    return Outcome(lines=(line,), data={"open": tally.left}, findings=tuple(findings), next="parti design")


def _settle(house: House, script: Script, findings: list[Finding]) -> House:
    for given in script.answer:
        if _said_already(house, given):
            continue
        done = conversation.answer(house, given.question, given.text, given.option)
        findings.extend(done.findings)
        house = _again(house)
    for waiver in script.waive:
        conversation.waive(house, waiver.question, waiver.reason, waiver.until, False)
        house = _again(house)
    for waiver in script.rule_out:
        conversation.waive(house, waiver.question, waiver.reason, "", True)
        house = _again(house)
    if script.defaults:
        conversation.answer_defaults(house)
        house = _again(house)
    return house


def _said_already(house: House, given: _Answer) -> bool:
    """A script may be run again: what it said before is not said twice."""
    known = house.design.settlement(given.question)
    return (
        isinstance(known, facts.Answered)
        and bool(given.text)
        and known.text.endswith(" ".join(given.text.split()))
    )


def _component(row: _Component) -> facts.ComponentNamed:
    kinds = load.vocabulary().kinds
    if row.kind not in kinds:
        raise refusal.Misused(
            f"{row.name}: {row.kind!r} is not a kind of component.", next_step="parti kind list"
        )
    return facts.ComponentNamed(name=row.name, kind=row.kind, why=row.why)


def _named(script: Script) -> list[Named]:
    made: list[Named] = []
    made += [facts.DataNamed(key="", **msgspec.structs.asdict(row)) for row in script.data]
    made += [facts.ModuleTouched(key="", **msgspec.structs.asdict(row)) for row in script.module]
    made += [facts.InvariantStated(key="", **msgspec.structs.asdict(row)) for row in script.invariant]
    made += [facts.Decided(key="", **msgspec.structs.asdict(row)) for row in script.decision]
    made += [facts.FailureModeNamed(key="", **msgspec.structs.asdict(row)) for row in script.failure]
    return made


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
            next_step="docs/reference/script.md shows one",
            place=str(path),
        ) from error
