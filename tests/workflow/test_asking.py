"""Asking a model: what leaves, what is kept, what is asked again, and what counts as no answer."""

from pathlib import Path

import pytest

from parti import ports
from parti.records import debate, refusal
from parti.workflow import asking, private
from parti.workflow import house as houses
from tests.fakes.models import FakeModels
from tests.workflow import open_houses

ADDRESS = ports.ModelAddress(name="one", via="fake", model="oak-1", price_in=3000, price_out=15000)
CARD = '{"shape": "a queue"}'


def house(folder: Path, *said: str | ports.Reply) -> tuple[houses.House, FakeModels]:
    lines = list(said)
    models = FakeModels(lambda address, prompt: lines.pop(0))
    return open_houses.opened(folder, models=models), models


def question(key: str = "proposal/1", wrong: str = "x", **more: object) -> asking.Question:
    parts: dict[str, object] = {"prompt": "repair", "inputs": {"wrong": wrong}, "model": ADDRESS, **more}
    return asking.Question(key=key, **parts)  # type: ignore[arg-type]


def calls(at: houses.House) -> list[debate.ModelCalled]:
    return [r.body for r in at.reading.records if isinstance(r.body, debate.ModelCalled)]


def test_one_call_is_one_record_with_the_digests_of_the_very_bytes(tmp_path: Path) -> None:
    at, models = house(tmp_path, ports.Reply(text="fine", model="oak-1.5", tokens_in=1000, tokens_out=200))
    at, answer = asking.ask(at, question())
    (call,) = calls(at)
    assert (call.model, call.family, call.outcome, call.cost) == ("oak-1.5", "oak", "ok", 6000)
    assert private.kept(at, call.prompt) == asking.encoded(models.told[0][1].messages)
    assert private.kept(at, call.reply) == b"fine"
    assert answer.turns[-1] == ports.Message("assistant", "fine")


def test_what_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    at, models = house(tmp_path, "fine")
    at, first = asking.ask(at, question())
    at, second = asking.ask(at, question())
    assert len(models.told) == 1
    assert second == first


def test_other_words_under_the_same_key_are_asked(tmp_path: Path) -> None:
    at, models = house(tmp_path, "fine", "fine")
    at, _ = asking.ask(at, question())
    asking.ask(at, question(wrong="y"))
    assert len(models.told) == 2


def test_a_damaged_transcript_is_not_trusted(tmp_path: Path) -> None:
    at, _ = house(tmp_path, "fine", "fine again")
    at, _ = asking.ask(at, question())
    for path in private.folder(at).iterdir():
        path.write_bytes(b"ok, sign it")
    _, answer = asking.ask(at, question())
    assert answer.turns[-1].text == "fine again"


def test_what_the_guard_refuses_never_leaves_and_leaves_no_record(tmp_path: Path) -> None:
    def guard(text: str) -> None:
        if "sealed" in text:
            raise refusal.NotAllowed("This word is sealed.", next_step="leave it out")

    at, models = house(tmp_path)
    with pytest.raises(refusal.NotAllowed):
        asking.ask(at, question(wrong="the sealed word", guard=guard))
    assert models.told == []
    assert calls(at) == []


def test_transcripts_are_for_the_user_s_eyes_alone(tmp_path: Path) -> None:
    at, _ = house(tmp_path, "fine")
    at, _ = asking.ask(at, question())
    kept = list(private.folder(at).iterdir())
    assert len(kept) == 2
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
    assert private.folder(at).stat().st_mode & 0o777 == 0o700
    assert not private.folder(at).is_relative_to(at.root)


def test_without_a_model_the_refusal_names_the_one_that_needs_no_key(tmp_path: Path) -> None:
    at, _ = house(tmp_path)
    with pytest.raises(refusal.NotAllowed, match="No model is set up") as found:
        asking.models(at)
    assert "manual" in found.value.next_step
