"""Rounds by hand: all prompts that do not depend on one another lie ready, and what is there is read."""

import json
from pathlib import Path

import pytest

from parti import ports
from parti.adapters.models import Ways
from parti.records import debate, refusal
from parti.workflow import agreeing, asking, comparing, consulting, conversation, proposing, rounds
from parti.workflow import house as houses
from tests.fakes import by_hand, simulated
from tests.fakes.by_hand import ByHand
from tests.fakes.panel import Panel
from tests.properties.test_debate_blind import breaks
from tests.workflow import blind_houses, debates, interviews, open_houses
from tests.workflow.blind_houses import again, bodies

NEW = {
    "element": "RabbitMQ",
    "concern": "load",
    "text": "Which tenants share this virtual host and its memory alarm?",
    "why": "One tenant stops all.",
}


def waits(*keys: str) -> tuple[refusal.Waiting, ...]:
    return tuple(
        refusal.Waiting(
            key, next_step="carry it", place=f"{key}.reply.md", prompt=f"{key}.md", copied="c" in key
        )
        for key in keys
    )


# --- the sentence ------------------------------------------------------------------------------------


def test_nothing_missing_is_nothing_to_say() -> None:
    rounds.complete(rounds.Missing((), 3), rounds.Missing((), 1))


def test_a_single_prompt_says_where_its_own_reply_goes() -> None:
    with pytest.raises(refusal.Waiting, match=r"^/a/1$") as found:
        rounds.complete(rounds.Missing(waits("/a/1"), 1), rounds.Missing())
    assert found.value.place == "/a/1.reply.md"


def test_all_that_is_missing_is_named_by_folder_with_the_last_one_copied() -> None:
    with pytest.raises(refusal.Waiting) as found:
        rounds.complete(rounds.Missing(waits("/a/1", "/b/c2"), 4), rounds.Missing(waits("/a/3"), 1))
    there, named = found.value.sentence.split("; ", 1)
    assert there == "2 of 5 replies are here"
    assert named == "3 prompts wait in /a: 1.md, 3.md; in /b: c2.md. c2.md is on the clipboard."
    assert "as 1.reply.md" in found.value.next_step
    assert found.value.place == "/a"


def test_a_refusal_that_is_no_wait_ends_the_round() -> None:
    def step(house: houses.House, thing: str) -> houses.House:
        raise refusal.NotAllowed(thing, next_step="stop")

    with pytest.raises(refusal.NotAllowed, match=r"^one$"):
        rounds.gather(None, ("one", "two"), step)  # type: ignore[arg-type]  # no house is touched


# --- compare -----------------------------------------------------------------------------------------


def comparison(folder: Path, judges: Panel, chat: ByHand) -> houses.House:
    """Two proposals are there; what comes now is carried by hand."""
    house = blind_houses.stated(folder, chat)
    with pytest.raises(refusal.Waiting):
        proposing.propose(house)
    chat.carry()
    proposing.propose(again(house))
    return again(house)


def test_every_sheet_of_a_comparison_lies_ready_at_once(tmp_path: Path) -> None:
    judges = Panel()
    chat = ByHand(judges.models.reply)
    house = comparison(tmp_path, judges, chat)
    with pytest.raises(refusal.Waiting, match="0 of 4 replies are here; 4 prompts wait"):
        comparing.compare(house)
    assert chat.waiting == ["cells/judge-1/1", "cells/judge-2/1", "cells/judge-1/2", "cells/judge-2/2"]
    chat.carry("cells/judge-2/1", "cells/judge-1/2")
    with pytest.raises(refusal.Waiting) as found:
        comparing.compare(again(house))
    assert "2 of 4 replies are here; 2 prompts wait" in found.value.sentence
    assert "cells-judge-1-1.md, cells-judge-2-2.md" in found.value.sentence
    assert {one.key for one in bodies(house, debate.ModelCalled) if one.key.startswith("cells")} == {
        "cells/judge-2/1",
        "cells/judge-1/2",
    }, "the replies that are there are read and kept"
    assert bodies(house, debate.ComparisonMade) == []


def test_claims_are_examined_side_by_side(tmp_path: Path) -> None:
    judges = Panel(breaks("N1", "V1"))
    chat = ByHand(judges.models.reply)
    house = comparison(tmp_path, judges, chat)
    with pytest.raises(refusal.Waiting):
        comparing.compare(house)
    chat.carry()
    with pytest.raises(refusal.Waiting, match="0 of 3"):
        comparing.compare(again(house))
    assert chat.waiting == ["defeater/df-1/answer", "defeater/df-2/answer", "defeater/df-3/answer"]
    chat.carry("defeater/df-2/answer")
    with pytest.raises(refusal.Waiting, match="1 of 5 replies are here; 4 prompts wait"):
        comparing.compare(again(house))
    assert chat.waiting == [
        "defeater/df-1/answer",
        "defeater/df-3/answer",
        "defeater/df-2/1",
        "defeater/df-2/2",
    ]
    chat.carry("defeater/df-2/1", "defeater/df-2/2")
    with pytest.raises(refusal.Waiting, match="3 of 5"):
        comparing.compare(again(house))
    assert [one.key for one in bodies(house, debate.DefeaterJudged)] == ["df-2"]


def test_by_hand_and_by_a_model_the_same_page_comes_out(tmp_path: Path) -> None:
    judges = Panel(breaks("N1", "V1"))
    _, whole = blind_houses.compared(tmp_path / "model", judges)
    chat = ByHand(judges.models.reply)
    house = comparison(tmp_path / "hand", judges, chat)
    for name in ("sheets", "advocates", "examiners"):
        with pytest.raises(refusal.Waiting):
            comparing.compare(again(house))
        assert chat.waiting, name
        chat.carry()
    assert comparing.compare(again(house)).lines == whole.lines


def test_through_files_each_reply_goes_beside_its_prompt(tmp_path: Path) -> None:
    config = f"{open_houses.CONFIG}\n[[model]]\nname = 'chat'\nvia = 'manual'\nmodel = 'oak-1'\n"
    ways = Ways({}, tmp_path)
    house = open_houses.opened(tmp_path, config=config, models=ways).append((blind_houses.PROBLEM,))
    judges = Panel()
    for verb in (proposing.propose, comparing.compare):
        with pytest.raises(refusal.Waiting) as found:
            verb(again(house))
        waiting = by_hand.waiting(Path(found.value.place))
        assert len(waiting) == 2
        by_hand.put(waiting, judges.models.reply)
        verb(again(house))
    assert len(bodies(house, debate.ComparisonMade)) == 1


# --- challenge, consult, agree -------------------------------------------------------------------------


def chat_of_positions() -> ByHand:
    return ByHand(lambda address, prompt: simulated.reply(0, simulated.IMPROVES_ON_FACTS, prompt))


def test_sessions_that_hear_nothing_of_one_another_are_challenged_at_once(tmp_path: Path) -> None:
    chat = chat_of_positions()
    at = debates.house(tmp_path, models=chat.models, lane="deep")
    with pytest.raises(refusal.Waiting, match="0 of 6"):
        debates.challenge(at, debates.DECISIVE)
    first = [key.split("/", 2)[2] for key in chat.waiting]
    assert first == ["if/1", "if/2", "if/3", "fresh/1", "fresh/2", "fresh/3"]
    chat.carry(*chat.waiting[1:])
    with pytest.raises(refusal.Waiting) as found:
        debates.challenge(at, debates.DECISIVE)
    assert "if-1.md" in found.value.sentence
    later = [key.split("/", 2)[2] for key in chat.waiting]
    assert later[0] == "if/1"
    assert len(later) > 3
    assert all(":" in key for key in later[1:]), "branches need the fresh sessions alone"


def test_no_branch_is_asked_before_every_fresh_session_has_replied(tmp_path: Path) -> None:
    chat = chat_of_positions()
    at = debates.house(tmp_path, models=chat.models, lane="deep")
    with pytest.raises(refusal.Waiting):
        debates.challenge(at, debates.DECISIVE)
    chat.carry(*[key for key in chat.waiting if not key.endswith("fresh/2")])
    with pytest.raises(refusal.Waiting, match="fresh-2"):
        debates.challenge(at, debates.DECISIVE)
    assert len(chat.waiting) == 1


def test_a_challenge_by_hand_ends_as_one_by_a_model(tmp_path: Path) -> None:
    whole, said = debates.challenge(debates.house(tmp_path / "model", lane="deep"), debates.DECISIVE)
    chat = chat_of_positions()
    at = debates.house(tmp_path / "hand", models=chat.models, lane="deep")
    for _ in range(9):
        try:
            at, hand = debates.challenge(at, debates.DECISIVE)
            break
        except refusal.Waiting:
            at = debates.again(at)
            chat.carry()
    assert hand.data["counts"] == said.data["counts"]
    assert len(at.design.debate.positions) == len(whole.design.debate.positions)


def test_a_consultation_lays_out_all_its_prompts_and_adds_nothing_before_all_are_back(
    tmp_path: Path,
) -> None:
    def says(address: ports.ModelAddress, prompt: ports.Prompt) -> str:
        return json.dumps({"judged": []} if prompt.key.startswith("adequacy") else {"questions": [NEW]})

    chat = ByHand(says)
    house, _ = interviews.opened(tmp_path, chat.says)
    conversation.answer(house, "Q-consumer-spike", "A prefetch of 20 messages in hand.")
    with pytest.raises(refusal.Waiting, match="0 of 2"):
        consulting.consult(again(house))
    first, second = chat.waiting
    chat.carry(first)
    with pytest.raises(refusal.Waiting, match="1 of 2"):
        consulting.consult(again(house))
    assert chat.waiting == [second], "the same round, in the same words"
    chat.carry(second)
    consulting.consult(again(house))
    assert chat.waiting == []


def test_the_builders_of_an_agreement_are_asked_at_once(tmp_path: Path) -> None:
    chat = ByHand(lambda address, prompt: interviews.builder("yes", prompt.messages[0].text))
    house, _ = interviews.settled(tmp_path, chat.says)
    with pytest.raises(refusal.Waiting, match="0 of 3"):
        agreeing.agree(again(house))
    chat.carry(*chat.waiting[:2])
    with pytest.raises(refusal.Waiting, match="2 of 3"):
        agreeing.agree(again(house))
    chat.carry()
    assert "agreed" in agreeing.agree(again(house)).data


def test_what_a_model_answered_at_once_is_kept_beside_what_waits(tmp_path: Path) -> None:
    chat = ByHand(lambda address, prompt: "fine")
    chat.carry("quick")
    at = open_houses.opened(tmp_path, models=chat.models)
    address = ports.ModelAddress(name="one", via="manual")
    questions = [
        asking.Question(key=key, prompt="repair", inputs={"wrong": "x"}, model=address)
        for key in ("slow", "quick")
    ]
    at, asked = rounds.ask(at, questions)
    assert [answer is None for answer in asked.answers] == [True, False]
    assert [r.body.key for r in at.reading.records if isinstance(r.body, debate.ModelCalled)] == ["quick"]
