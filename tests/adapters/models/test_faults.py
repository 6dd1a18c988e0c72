"""What becomes of a call when the provider fails, by the protocols of Anthropic, OpenAI and Google."""

import json
import re
import threading
from pathlib import Path
from typing import Any

import pytest

from parti import ports
from parti.records import refusal
from tests.adapters.models.models import KEY, PROTOCOLS, SCHEMA, opened, prompt

pytestmark = pytest.mark.parametrize("via", PROTOCOLS)


def test_a_reply_comes_whole_with_its_tokens(mock: Any, via: str, tmp_path: Path) -> None:
    mock.reply("Two writers,\n\nGrüße 語.")
    reply = opened(mock, via, tmp_path).ask(prompt("Who writes?"))
    assert (reply.text, reply.stopped, reply.tries) == ("Two writers,\n\nGrüße 語.", "end", 1)
    assert reply.tokens_in > 0
    assert reply.tokens_out > 0
    assert reply.model
    mock.assert_resilient(strict=True)


def test_a_reply_by_schema_is_the_json_itself(mock: Any, via: str, tmp_path: Path) -> None:
    if via == "anthropic":
        mock.call_tool("reply", {"shape": "a queue"})
    else:
        mock.reply('{"shape":"a queue"}')
    reply = opened(mock, via, tmp_path).ask(prompt("Propose.", schema=SCHEMA))
    assert reply.text.replace(" ", "") == '{"shape":"aqueue"}'.replace(" ", "")
    assert reply.stopped == "end"


def test_a_busy_server_is_waited_for_as_long_as_it_asks(mock: Any, via: str, tmp_path: Path) -> None:
    mock.rate_limit(times=1, retry_after=1.0)
    reply = opened(mock, via, tmp_path).ask(prompt())
    assert (reply.stopped, reply.tries) == ("end", 2)
    mock.assert_resilient()


def test_a_server_that_asks_for_an_hour_is_not_waited_for(mock: Any, via: str, tmp_path: Path) -> None:
    mock.rate_limit(times=None, retry_after=3600)
    with pytest.raises(refusal.Unready, match="asks to wait 3600 seconds"):
        opened(mock, via, tmp_path).ask(prompt())
    assert len(mock.requests) == 1


@pytest.mark.parametrize("status", [500, 503, 529])
def test_a_server_that_stumbles_is_asked_again(mock: Any, via: str, tmp_path: Path, status: int) -> None:
    mock.fail(status, times=2)
    assert opened(mock, via, tmp_path).ask(prompt()).tries == 3
    mock.assert_resilient()


def test_a_server_that_stays_down_is_told_in_a_sentence(mock: Any, via: str, tmp_path: Path) -> None:
    mock.outage()
    with pytest.raises(refusal.Unready) as found:
        opened(mock, via, tmp_path).ask(prompt())
    assert "The model oak (" in found.value.sentence
    assert "failed 3 times: HTTP 503" in found.value.sentence
    assert "run the same command again" in found.value.next_step
    assert len(mock.requests) == 3


def test_a_wrong_key_is_refused_at_once_and_not_repeated(mock: Any, via: str, tmp_path: Path) -> None:
    mock.fail(401, times=None, message=f"Incorrect API key provided: {KEY}")
    with pytest.raises(refusal.Unready, match="refused the key in MODEL_KEY") as found:
        opened(mock, via, tmp_path).ask(prompt())
    assert KEY not in told(found.value)
    assert len(mock.requests) == 1


def test_a_key_that_the_server_echoes_in_another_error_is_hidden(
    mock: Any, via: str, tmp_path: Path
) -> None:
    mock.fail(400, times=None, message=f"bad header {KEY}\x1b[2J")
    with pytest.raises(refusal.Unready, match="did not take the request: HTTP 400") as found:
        opened(mock, via, tmp_path).ask(prompt())
    assert KEY not in told(found.value)
    assert "\x1b" not in found.value.sentence
    assert len(mock.requests) == 1


def test_a_slow_server_is_given_up_in_time(mock: Any, via: str, tmp_path: Path) -> None:
    mock.delay(2.5, times=1)
    reply = opened(mock, via, tmp_path, timeout=1).ask(prompt())
    assert (reply.stopped, reply.tries) == ("end", 2)


def test_a_stream_that_stalls_is_given_up_in_time(mock: Any, via: str, tmp_path: Path) -> None:
    mock.stall(seconds=2.5, times=1)
    assert opened(mock, via, tmp_path, timeout=1).ask(prompt()).tries == 2


@pytest.mark.parametrize("fault", ["disconnect", "truncate", "corrupt"])
def test_a_cut_stream_is_asked_for_again(mock: Any, via: str, tmp_path: Path, fault: str) -> None:
    mock.reply("one two three four five six", times=None)
    getattr(mock, fault)(after_chunks=4, times=2)
    reply = opened(mock, via, tmp_path).ask(prompt())
    assert (reply.text, reply.stopped, reply.tries) == ("one two three four five six", "end", 3)
    mock.assert_resilient()


def test_a_stream_that_is_cut_each_time_says_so(mock: Any, via: str, tmp_path: Path) -> None:
    mock.reply("one two three four five six", times=None)
    mock.truncate(after_chunks=5, times=None)
    reply = opened(mock, via, tmp_path).ask(prompt())
    assert reply.stopped == "cut"
    assert "one two three four five six".startswith(reply.text)
    assert 0 < len(reply.text) < len("one two three four five six")
    assert reply.tries == 3


def test_a_reply_that_reached_its_limit_says_so(mock: Any, via: str, tmp_path: Path) -> None:
    from llmock.scenarios import Reply

    mock.add(Reply(text="one two", finish_reason="length"))
    assert opened(mock, via, tmp_path).ask(prompt()).stopped == "length"


def test_a_reply_that_was_withheld_does_not_pass_as_whole(mock: Any, via: str, tmp_path: Path) -> None:
    from llmock.scenarios import Reply

    mock.add(Reply(text="one two", finish_reason="content_filter"))
    reply = opened(mock, via, tmp_path).ask(prompt())
    assert (reply.stopped, reply.tries) == ("cut", 1)


def test_each_call_is_a_conversation_of_its_own(mock: Any, via: str, tmp_path: Path) -> None:
    model = opened(mock, via, tmp_path)
    model.ask(prompt("the first words"))
    model.ask(prompt("the second words"))
    assert "first" not in str(mock.last_request.body)


def test_turns_and_instructions_are_sent_as_they_are(mock: Any, via: str, tmp_path: Path) -> None:
    turns = [
        ("user", "first words"),
        ("assistant", "a reply"),
        ("system", "a rule"),
        ("user", "more words"),
    ]
    messages = tuple(ports.Message(role, text) for role, text in turns)
    opened(mock, via, tmp_path).ask(ports.Prompt(key="k", messages=messages))
    sent = json.dumps(mock.last_request.body)
    assert sent.index("first words") < sent.index("a reply") < sent.index("more words")
    assert "a rule" in sent
    said = re.findall(r'"(?:text|content|system)": "((?:[^"\\\\]|\\\\.)*)"', sent)
    assert set(said) == {text for _, text in turns}, "no word of anybody else"


def test_nobody_at_home_is_told_in_a_sentence(mock: Any, via: str, tmp_path: Path) -> None:
    model = opened(mock, via, tmp_path, address="http://127.0.0.1:9/v1")
    with pytest.raises(refusal.Unready, match=r"at 127\.0\.0\.1:9 failed 3 times") as found:
        model.ask(prompt())
    assert KEY not in told(found.value)


def test_two_calls_at_once_do_not_meet(mock: Any, via: str, tmp_path: Path) -> None:
    model, replies = opened(mock, via, tmp_path), []
    mock.pace(5)
    threads = [
        threading.Thread(target=lambda n=n: replies.append(model.ask(prompt(f"question {n}"))))
        for n in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [reply.stopped for reply in replies] == ["end", "end"]


def told(error: BaseException) -> str:
    """All that an error could show to anybody, its causes included."""
    words = [repr(error), str(vars(error))]
    for one in (error.__cause__, error.__context__):
        if one is not None and (one is error.__cause__ or not error.__suppress_context__):
            words.append(told(one))
    return " ".join(words)
