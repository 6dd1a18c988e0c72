"""What every model does, whatever stands behind it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from parti import ports
from parti.adapters.models import Ways, recorder
from parti.records import refusal
from tests.adapters.models.conftest import WHY
from tests.adapters.models.models import ENVIRONMENT, PROTOCOLS, prompt
from tests.adapters.models.models import address as at_mock
from tests.adapters.models.test_agent import COMMAND
from tests.fakes.models import FakeModels

SAID = 'say a queue,\n\nGrüße 語 😀 {"shape": 1} ```json\n{}\n```'


class ModelCase:
    @pytest.fixture
    def subject(self, tmp_path: Path) -> Any:
        """A model that answers each prompt with the last words that it was told."""
        raise NotImplementedError

    def test_it_replies_with_text_and_says_who_it_is(self, subject: ports.Model) -> None:
        reply = subject.ask(prompt(SAID))
        assert reply.text == SAID
        assert reply.stopped == "end"
        assert reply.model
        assert reply.tries >= 1

    def test_tokens_are_counted_or_said_to_be_unknown(self, subject: ports.Model) -> None:
        reply = subject.ask(prompt(SAID))
        assert reply.tokens_in == -1 or reply.tokens_in > 0
        assert reply.tokens_out == -1 or reply.tokens_out > 0

    def test_nothing_is_remembered_from_one_call_to_the_next(self, subject: ports.Model) -> None:
        first, second = subject.ask(prompt("say one")), subject.ask(prompt("say two"))
        assert (first.text, second.text) == ("say one", "say two")

    def test_it_does_not_show_how_it_was_reached(self, subject: ports.Model) -> None:
        assert all(secret not in repr(subject) for secret in ENVIRONMENT.values())


class TestFake(ModelCase):
    @pytest.fixture
    def subject(self, tmp_path: Path) -> ports.Model:
        models = FakeModels(lambda address, asked: asked.messages[-1].text)
        return models.open(ports.ModelAddress(name="oak", via="fake", model="oak-1"), tmp_path)


class TestAgent(ModelCase):
    @pytest.fixture
    def subject(self, tmp_path: Path) -> ports.Model:
        address = ports.ModelAddress(name="elm", via="agent", address=COMMAND, timeout=60)
        return Ways({**ENVIRONMENT, "PATH": "/usr/bin:/bin"}, tmp_path).open(address, tmp_path)


class TestManual(ModelCase):
    """With a person who copies the prompt into the reply."""

    @pytest.fixture
    def subject(self, tmp_path: Path) -> ports.Model:
        address = ports.ModelAddress(name="ash", via="manual")
        return _Diligent(Ways({}, tmp_path).open(address, tmp_path))


class TestRecorded(ModelCase):
    @pytest.fixture
    def subject(self, tmp_path: Path) -> ports.Model:
        fake = FakeModels(lambda address, asked: asked.messages[-1].text)
        told = ports.ModelAddress(name="oak", via="fake", model="oak-1")
        recording = recorder.Recorder(told, fake.open(told, tmp_path), tmp_path / "session")
        for words in (SAID, "say one", "say two"):
            recording.ask(prompt(words))
        address = ports.ModelAddress(name="again", via="recorded", address="session")
        return Ways({}, tmp_path).open(address, tmp_path)


@pytest.mark.parametrize("via", PROTOCOLS)
class TestServer(ModelCase):
    """At a mock server of strangers that says what it was told."""

    @pytest.fixture
    def subject(self, tmp_path: Path, via: str) -> Iterator[ports.Model]:
        testing = pytest.importorskip("llmock.testing", reason=WHY)
        from llmock.pytest_plugin import LLMock

        with testing.LLMockServer() as server:
            mock = LLMock(server)
            yield _Echoed(mock, Ways(ENVIRONMENT, tmp_path).open(at_mock(mock, via), tmp_path))

    def test_it_replies_with_text_and_says_who_it_is(self, subject: ports.Model, via: str) -> None:
        super().test_it_replies_with_text_and_says_who_it_is(subject)

    def test_tokens_are_counted_or_said_to_be_unknown(self, subject: ports.Model, via: str) -> None:
        super().test_tokens_are_counted_or_said_to_be_unknown(subject)

    def test_nothing_is_remembered_from_one_call_to_the_next(self, subject: ports.Model, via: str) -> None:
        super().test_nothing_is_remembered_from_one_call_to_the_next(subject)

    def test_it_does_not_show_how_it_was_reached(self, subject: ports.Model, via: str) -> None:
        super().test_it_does_not_show_how_it_was_reached(subject)


class _Diligent:
    """Puts the words of each prompt into its reply, then asks again."""

    def __init__(self, model: ports.Model) -> None:
        self._model = model

    def ask(self, asked: ports.Prompt) -> ports.Reply:
        with pytest.raises(refusal.NotAllowed) as found:
            self._model.ask(asked)
        reply = Path(found.value.place)
        reply.write_bytes(reply.with_name(reply.name.replace(".reply.md", ".md")).read_bytes())
        return self._model.ask(asked)


class _Echoed:
    """Tells the server what to say before it is asked."""

    def __init__(self, mock: Any, model: ports.Model) -> None:
        self._mock = mock
        self._model = model

    def __repr__(self) -> str:
        return repr(self._model)

    def ask(self, asked: ports.Prompt) -> ports.Reply:
        self._mock.reply(asked.messages[-1].text)
        return self._model.ask(asked)
