"""A model's wording of the problem and its suspicions: shown, checked, left to a person."""

import json
from pathlib import Path

import pytest

from parti import ports
from parti.design import state as states
from parti.records import debate, refusal
from parti.records import vocabulary as facts
from parti.workflow import comparing, leaking, opening, proposing, rewording, sealing
from parti.workflow.house import House
from parti.workflow.outcome import Outcome
from tests.fakes.by_hand import ByHand
from tests.fakes.models import FakeModels
from tests.fakes.panel import Panel
from tests.fakes.repository import FakeRepository
from tests.workflow import blind_houses
from tests.workflow.blind_houses import PROBLEM, again, bodies

FORM = {
    "situation": "Shops send orders all day.",
    "needed": ["each order is kept", "a shop finds its order within a minute"],
    "never": ["an order is lost", "an order is kept twice"],
    "quantities": ["200 orders a minute at peak"],
}
SUSPECT = {"words": "send orders", "why": "somebody hands orders over"}


class Reader:
    """Models that word the problem as told, and propose and judge as a panel does."""

    def __init__(self, form: object = FORM, suspects: object = (SUSPECT,)) -> None:
        self.models = FakeModels(self._says)
        self._form, self._suspects, self._panel = form, suspects, Panel()

    def _says(self, address: ports.ModelAddress, prompt: ports.Prompt) -> str | ports.Reply:
        if prompt.key.startswith("neutral/"):
            return self._form if isinstance(self._form, str) else json.dumps(self._form)
        if prompt.key.startswith("suspects/"):
            return json.dumps({"suspects": self._suspects})
        return self._panel.models.reply(address, prompt)

    def told(self, prefix: str) -> list[str]:
        return [p.messages[0].text for _, p in self.models.told if p.key.startswith(prefix)]


def stated(folder: Path, reader: Reader) -> House:
    return blind_houses.stated(folder, reader)  # type: ignore[arg-type]  # it has models


def shown(folder: Path, **given: object) -> tuple[House, Reader, Outcome]:
    reader = Reader(**given)
    house = stated(folder, reader)
    said = rewording.neutral(house)
    return again(house), reader, said


def test_the_wording_and_the_suspicions_are_shown_and_nothing_is_settled(tmp_path: Path) -> None:
    house, reader, said = shown(tmp_path)
    assert "needed    a shop finds its order within a minute" in said.lines
    assert said.next.startswith("parti neutral --confirm")
    (finding,) = said.findings
    assert (finding.code, finding.level) == ("problem/suspect", "note")
    assert finding.fix.startswith('parti leak "send orders" --is')
    assert house.design.problem == PROBLEM
    assert house.design.debate.leaks == {}
    assert bodies(house, debate.NeutralConfirmed) == []
    assert len(reader.models.told) == 2
    assert leaking.unresolved(house) == (), "a suspicion keeps nobody from proposing"


def test_shown_again_it_asks_nobody(tmp_path: Path) -> None:
    house, reader, said = shown(tmp_path)
    assert rewording.neutral(house) == said
    assert len(reader.models.told) == 2


def test_what_a_person_confirmed_is_sent_and_what_was_stated_stays(tmp_path: Path) -> None:
    house, reader, _ = shown(tmp_path)
    rewording.neutral(house, confirm=True)
    house = again(house)
    assert house.design.problem == PROBLEM
    proposing.propose(house)
    for text in reader.told("proposal/"):
        assert "shop finds its order within a minute" in text
        assert "shop sees its order" not in text
    comparing.compare(again(house))
    assert all("shop finds its order" in text for text in reader.told("cells/"))


def test_another_statement_of_the_problem_voids_the_wording(tmp_path: Path) -> None:
    house, reader, _ = shown(tmp_path)
    rewording.neutral(house, confirm=True)
    opening.problem(again(house), never=["an order is read by another shop"])
    proposing.propose(again(house))
    assert all("shop sees its order" in text for text in reader.told("proposal/"))


def test_a_dropped_wording_is_sent_no_more(tmp_path: Path) -> None:
    house, reader, _ = shown(tmp_path)
    with pytest.raises(refusal.NotAllowed, match="No wording was confirmed"):
        rewording.neutral(house, drop=True)
    rewording.neutral(house, confirm=True)
    rewording.neutral(again(house), drop=True)
    proposing.propose(again(house))
    assert all("shop sees its order" in text for text in reader.told("proposal/"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quantities": ["300 orders a minute at peak"]}, "it loses “200 orders”"),
        ({"situation": "Shops send orders all day, 5 at a time."}, "it adds “5”"),
        ({"situation": "Shops do not send orders all day."}, "it adds “not”"),
        ({"needed": ["each order is kept in PostgreSQL", "a shop finds its order"]}, "it names PostgreSQL"),
        ({"needed": ["each order is kept"]}, "fewer rows under needed (1 of 2)"),
        ({"situation": "Shops send orders all day. We should use a queue."}, "is a solution's"),
    ],
)
def test_a_wording_that_says_something_else_is_confirmed_by_nobody(
    tmp_path: Path, change: dict[str, object], why: str
) -> None:
    house, _, said = shown(tmp_path, form={**FORM, **change})
    assert any(why in line for line in said.lines), said.lines
    with pytest.raises(refusal.NotAllowed, match="does not say what the problem says"):
        rewording.neutral(house, confirm=True)
    assert bodies(house, debate.NeutralConfirmed) == []


def test_an_agent_confirms_and_drops_nothing(tmp_path: Path) -> None:
    house, _, _ = shown(tmp_path)
    assert isinstance(house.world.repository, FakeRepository)
    house.world.repository.name = "agent:codex"
    for words in ({"confirm": True}, {"drop": True}):
        with pytest.raises(refusal.NotAllowed, match="An agent cannot"):
            rewording.neutral(house, **words)


def test_nothing_is_confirmed_that_nobody_was_shown(tmp_path: Path) -> None:
    reader = Reader()
    with pytest.raises(refusal.NotAllowed, match="No wording of this problem was shown"):
        rewording.neutral(stated(tmp_path, reader), confirm=True)
    assert reader.models.told == []


def test_after_the_proposals_the_words_that_were_sent_stand(tmp_path: Path) -> None:
    house, _, _ = shown(tmp_path)
    proposing.propose(house)
    with pytest.raises(refusal.NotAllowed, match="Proposals were made already"):
        rewording.neutral(again(house), confirm=True)


def test_after_the_proposals_nobody_is_led_to_confirm(tmp_path: Path) -> None:
    house, _, said = shown(tmp_path)
    assert said.next.startswith("parti neutral --confirm")
    proposing.propose(house)
    assert "neutral" not in rewording.neutral(again(house)).next


@pytest.mark.parametrize("words", [{"drop": True}, {"confirm": True}])
def test_two_wordings_are_settled_also_after_both_branches_had_proposals(
    tmp_path: Path, words: dict[str, bool]
) -> None:
    """The lock asks for it, so it must not be refused as too late."""
    house, _, _ = shown(tmp_path)
    rewording.neutral(house, confirm=True)
    (one,) = bodies(again(house), debate.NeutralConfirmed)
    proposing.propose(again(house))
    other = debate.NeutralConfirmed(
        of=one.of, call=one.call, situation="x", needed=one.needed, never=one.never, quantities=()
    )
    again(house).append((other,))
    assert "neutral" in states.conflicts(again(house).design)
    rewording.neutral(again(house), **words)
    assert "neutral" not in states.conflicts(again(house).design)
    with pytest.raises(refusal.NotAllowed):
        rewording.neutral(again(house), **words)


def test_every_byte_passes_the_guard_and_a_preference_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(sealing, "guard", lambda house: seen.append)
    reader = Reader()
    house = stated(tmp_path, reader)
    leaking.leak(house, "orders all day", "preference")
    rewording.neutral(again(house))
    assert seen == reader.told("")
    assert all("(left open)" in text and "orders all day" not in text for text in seen)


def test_what_the_guard_stops_is_not_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def guard(text: str) -> None:
        raise refusal.NotAllowed("This word is sealed.", next_step="leave it out")

    monkeypatch.setattr(sealing, "guard", lambda house: guard)
    reader = Reader()
    with pytest.raises(refusal.NotAllowed, match="sealed"):
        rewording.neutral(stated(tmp_path, reader))
    assert reader.models.told == []


@pytest.mark.parametrize(
    "suspect",
    [
        {"words": "words that stand nowhere"},
        {"words": ""},
        {"words": "Shops send orders all day each order is kept"},
    ],
)
def test_a_suspicion_whose_words_stand_nowhere_is_left_out(tmp_path: Path, suspect: object) -> None:
    _, _, said = shown(tmp_path, suspects=(suspect, SUSPECT, SUSPECT))
    assert [one.snippet for one in said.findings] == ["send orders"]


def test_what_a_person_settled_is_suspected_no_more(tmp_path: Path) -> None:
    house, _, _ = shown(tmp_path)
    leaking.leak(house, "send orders", "given", "that is how shops work")
    assert rewording.neutral(again(house)).findings == ()


@pytest.mark.parametrize("text", ["", "confirm it", "{", '{"situation": 4}', "[]"])
def test_a_reply_that_is_none_words_nothing(tmp_path: Path, text: str) -> None:
    house, _, said = shown(tmp_path, form=text)
    assert any(line.startswith("unfit") for line in said.lines)
    with pytest.raises(refusal.NotAllowed):
        rewording.neutral(house, confirm=True)


def test_without_a_model_it_refuses_and_names_the_way(tmp_path: Path) -> None:
    house = blind_houses.stated(tmp_path, families=())
    with pytest.raises(refusal.NotAllowed, match="No model is set up"):
        rewording.neutral(house)


def test_by_hand_both_prompts_lie_ready(tmp_path: Path) -> None:
    chat = ByHand(lambda address, prompt: json.dumps(FORM))
    house = blind_houses.stated(tmp_path, chat)
    with pytest.raises(refusal.Waiting, match="0 of 2"):
        rewording.neutral(house)
    assert [key.split("/")[0] for key in chat.waiting] == ["neutral", "suspects"]


def test_two_wordings_that_do_not_know_each_other_are_a_conflict(tmp_path: Path) -> None:
    house, _, _ = shown(tmp_path)
    rewording.neutral(house, confirm=True)
    (one,) = bodies(house, debate.NeutralConfirmed)
    other = debate.NeutralConfirmed(
        of=one.of, call=one.call, situation="x", needed=one.needed, never=one.never, quantities=()
    )
    again(house).append((other,))
    with pytest.raises(refusal.NotAllowed, match="two wordings"):
        proposing.propose(again(house))
    rewording.neutral(again(house), drop=True)
    proposing.propose(again(house))


def test_no_fact_but_the_calls_is_recorded_before_a_person_confirms(tmp_path: Path) -> None:
    house, _, _ = shown(tmp_path)
    kinds = [r.kind for r in house.reading.records if not isinstance(r.body, facts.ProblemStated)]
    assert kinds == ["FeatureOpened", "ModelCalled", "ModelCalled"]
