"""A feature on fakes for the tests of phase 1's verbs: no git, no process, five questions.

`Talk` opens the house anew for each verb, as a door does, so what a test sees is what was written. The
kind `desk` belongs to the tests: one question of each severity, which no change of the packaged bank moves.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from parti.records import log, refusal
from parti.records import vocabulary as facts
from parti.workflow import answering, conversation, opening
from parti.workflow import house as houses
from parti.workflow.house import House
from parti.workflow.outcome import Outcome
from tests.fakes.repository import FakeRepository
from tests.fakes.signer import FakeSigner
from tests.fakes.world import world

JANE = "Jane <jane@example.org>"
JOE = "Joe <joe@example.org>"
AGENT = "agent:codex"


class No(NamedTuple):
    """A refusal as a door shows it: exit code, sentence, the one next command."""

    code: int
    sentence: str
    next_step: str


NO_FEATURE = No(3, "No feature is open on this branch.", 'parti new "<what you wish for>"')
HEAD = 'name = "Front desk"\nwhat = "Where people hand things in."\nwords = ["front desk"]\n'

SEVERITIES = {
    "desk-owner": ("blocker", "owner"),
    "desk-crash": ("high", "mechanism"),
    "desk-rate": ("high", "number"),
    "desk-signal": ("medium", "mechanism"),
    "desk-colour": ("low", "choice"),
}
GOOD = {
    "desk-owner": "Only the clerk writes the ledger.",
    "desk-crash": "The clerk writes the ledger before the receipt is printed.",
    "desk-rate": "At most 200 parcels a day are taken in.",
    "desk-signal": "A bell is logged when the clerk waits for more than a minute.",
    "desk-colour": "The desk is blue, which people see from the door.",
}
"""For each question of the desk an answer that says enough, whatever its severity."""


def question(identity: str, **changed: str) -> str:
    """The TOML of one question of the tests' own kind; a value is given as TOML."""
    severity, slot = SEVERITIES.get(identity, ("high", "mechanism"))
    rows = {
        "id": f'"{identity}"',
        "concern": '"ownership"',
        "kinds": '["desk"]',
        "severity": f'"{severity}"',
        "slot": f'"{slot}"',
        "modes": "[]",
        "ask": f'"What about {identity}?"',
        "why": '"Somebody has to know."',
        "recommended": f'"The default   of {identity}."',
        "options": '["the clerk alone does it", "anybody does it; the risk is recorded"]',
        "evidence": '["integration"]',
        "drill": '{fault = "drill.manual", target = ["repository"], when = "noon", expect = ["reviewed"]}',
        **changed,
    }
    return "[[question]]\n" + "".join(f"{name} = {value}\n" for name, value in rows.items())


DESK = HEAD + "".join(question(identity) for identity in SEVERITIES)


class Talk:
    """A repository in which `parti init` has run, and who is at work in it."""

    def __init__(self, tmp_path: Path, *typed: str | None, set_up: bool = True) -> None:
        self.repository = FakeRepository(tmp_path / "repo", name=JANE)
        self.signer = FakeSigner(*typed, signer="jane@example.org")
        self.world = world(tmp_path, repository=self.repository, signer=self.signer)
        if set_up:
            self.repository.write(".parti/config.toml", "")
            self.repository.write(".parti/kinds/desk.toml", DESK)

    @property
    def root(self) -> Path:
        return self.repository.root

    @property
    def house(self) -> House:
        """The house as it stands on disk."""
        return houses.open_house(self.world)

    def by(self, name: str) -> "Talk":
        """From here on somebody else is at work, in a clone of their own."""
        self.repository.name = name
        self.repository.clone = f"{sum(name.encode()):08x}"
        return self

    def do(self, verb: Callable[..., Outcome], *words: Any, **more: Any) -> Outcome:
        return verb(self.house, *words, **more)

    def records(self) -> Sequence[facts.Record]:
        """Every record of every feature."""
        return [record for slug in houses.slugs(self.root) for record in self.read(slug).records]

    def read(self, slug: str) -> log.Reading:
        return log.read(self.root / houses.FEATURES / slug / "log")

    def kinds(self) -> list[str]:
        return [record.kind for record in self.records()]

    def last(self) -> facts.Fact:
        return self.records()[-1].body

    def files(self) -> Mapping[str, bytes]:
        """Every file below the root, so that a refusal can be shown to have changed none."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file() and path.suffix != ".lock"
        }

    def refuses(self, no: No, verb: Callable[..., Outcome], *words: Any, **more: Any) -> refusal.Refusal:
        """Asserts that a verb says no in these words, points on, and left every byte as it was."""
        before = self.files()
        with pytest.raises(refusal.Refusal) as caught:
            self.do(verb, *words, **more)
        said = caught.value
        assert No(said.exit_code, said.sentence, said.next_step) == no
        assert self.files() == before
        return said

    def elsewhere(self, *new: facts.Fact) -> None:
        """Joe records this on a branch that saw nothing of this one, and the branches are merged."""
        for number, fact in enumerate(new):
            at = f"2026-02-01T00:00:{number:02}.000000Z"
            record = log.make(fact, at=at, by=JOE, parents=())
            log.append(self.house.folder / "log", "0000000a-joe-0000", [record])


def opened(tmp_path: Path, *typed: str | None) -> Talk:
    """A feature `parcels`, its problem whole, no component confirmed."""
    talk = Talk(tmp_path, *typed)
    talk.do(opening.new, "people hand in parcels", "parcels", "normal")
    talk.do(opening.problem, needed=["each parcel is kept"], never=["a parcel is lost"])
    return talk


def confirmed(tmp_path: Path, *typed: str | None) -> Talk:
    """The same with one component, `counter`, and its five questions drawn."""
    talk = opened(tmp_path, *typed)
    talk.do(opening.kind_confirm, ["counter=desk"])
    return talk


def settled(tmp_path: Path, *typed: str | None) -> Talk:
    """The same with everything closed but the signature."""
    talk = confirmed(tmp_path, *typed)
    for identity, text in GOOD.items():
        assert answer(talk, identity, text).ok
    talk.do(conversation.decide, "Ledger", "one ledger", "two disagree")
    return talk


def answer(talk: Talk, identity: str, text: str = "", option: int = 0) -> Outcome:
    return talk.do(answering.answer, f"Q-{identity}", text, option, False, "")
