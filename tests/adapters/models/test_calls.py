"""One call until it is answered: what is tried again, how long is waited, and what is said at last.

The attempts are scripted, so that no server, no clock and no sleep decides: `test_faults` holds the same
against servers that break.
"""

from pathlib import Path

import pytest

from parti import ports
from parti.adapters.models import calls, hearing, keys
from parti.adapters.models.patience import Patience
from parti.records import refusal
from tests.adapters.models.models import prompt

WHOLE = hearing.Heard("fine", "end", "oak-1-2026", 5, 3)
CUT = hearing.Heard("half a", hearing.CUT_OFF, "", 4, -1)
NOTHING = hearing.Heard("", hearing.CUT_OFF, "", -1, -1)
BUSY = calls.Failed("HTTP 503", again=True, status=503)


class Line:
    """A server that answers from a list; it keeps the waits, and which attempts went by the schema."""

    def __init__(self, *answers: hearing.Heard | calls.Failed) -> None:
        self.left = list(answers)
        self.by_schema: list[bool] = []
        self.waited: list[float] = []

    def attempt(self, asked: ports.Prompt, by_schema: bool) -> hearing.Heard:
        self.by_schema.append(by_schema)
        answer = self.left.pop(0)
        if isinstance(answer, calls.Failed):
            raise answer
        return answer

    def caller(
        self, home: Path, *, tries: int = 3, key: str = "MODEL_KEY", model: str = "oak-1"
    ) -> calls.Caller:
        address = ports.ModelAddress(name="oak", via="compatible", model=model, key=key)
        made = calls.Caller(address, home, "api.example.org", self.attempt)
        made.patience = Patience(tries=tries, first=2.0, cap=60.0, longest=50.0, sleep=self.waited.append,
                                 chance=lambda: 1.0, now=lambda: 0.0)  # fmt: skip
        return made


def refused(line: Line, home: Path, **more: object) -> refusal.Unready:
    with pytest.raises(refusal.Unready) as caught:
        line.caller(home, **more).ask(prompt(schema=str(more.pop("schema", ""))))  # type: ignore[arg-type]
    return caught.value


def test_a_whole_reply_at_once_is_asked_for_once(tmp_path: Path) -> None:
    line = Line(WHOLE)
    assert line.caller(tmp_path).ask(prompt()) == ports.Reply(
        text="fine", model="oak-1-2026", stopped="end", tokens_in=5, tokens_out=3, tries=1
    )
    assert line.waited == []


def test_a_server_that_names_no_model_answers_for_the_one_that_was_asked(tmp_path: Path) -> None:
    line = Line(hearing.Heard("fine", "end", "", -1, -1))
    reply = line.caller(tmp_path).ask(prompt())
    assert (reply.model, reply.tokens_in, reply.tokens_out) == ("oak-1", -1, -1)


def test_a_busy_server_is_asked_again_after_waits_that_double(tmp_path: Path) -> None:
    line = Line(BUSY, BUSY, WHOLE)
    reply = line.caller(tmp_path).ask(prompt())
    assert (reply.text, reply.tries, line.waited) == ("fine", 3, [2.0, 4.0])


def test_a_wait_that_the_server_asks_for_is_kept_and_a_little_more(tmp_path: Path) -> None:
    line = Line(calls.Failed("HTTP 429", again=True, after=7.0, status=429), WHOLE)
    line.caller(tmp_path).ask(prompt())
    assert line.waited == [8.0]


def test_a_server_that_asks_for_longer_than_anybody_would_sit_there_is_told(tmp_path: Path) -> None:
    line = Line(calls.Failed("HTTP 429", again=True, after=3600.0, status=429))
    told = refused(line, tmp_path)
    assert told.sentence == (
        "The model oak (oak-1) at api.example.org failed: HTTP 429; it asks to wait 3600 seconds."
    )
    assert line.waited == []


def test_a_server_that_stays_busy_is_told_with_the_number_of_tries(tmp_path: Path) -> None:
    line = Line(BUSY, BUSY, BUSY, WHOLE)
    told = refused(line, tmp_path)
    assert told.sentence == "The model oak (oak-1) at api.example.org failed 3 times: HTTP 503."
    assert told.next_step == "run the same command again later; what was answered is kept"
    assert (len(line.by_schema), line.waited) == (3, [2.0, 4.0])


def test_what_another_attempt_cannot_help_is_told_at_once_and_leads_to_the_settings(tmp_path: Path) -> None:
    line = Line(calls.Failed("HTTP 404: no such model", status=404), WHOLE)
    told = refused(line, tmp_path)
    assert told.sentence == (
        "The model oak (oak-1) at api.example.org did not take the request: HTTP 404: no such model."
    )
    assert (told.place, len(line.by_schema)) == (".parti/config.toml", 1)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_told_by_its_name_and_not_tried_again(tmp_path: Path, status: int) -> None:
    line = Line(calls.Failed(f"HTTP {status}", status=status), WHOLE)
    told = refused(line, tmp_path)
    assert told.sentence == (
        f"The model oak (oak-1) at api.example.org refused the key in MODEL_KEY (HTTP {status})."
    )
    assert told.next_step == "put a valid key into MODEL_KEY, then run it again"
    assert len(line.by_schema) == 1


def test_a_server_that_wants_a_key_where_none_is_named_says_so(tmp_path: Path) -> None:
    told = refused(Line(calls.Failed("HTTP 401", status=401)), tmp_path, key="")
    assert told.sentence.endswith("refused to answer without a key (HTTP 401).")
    assert told.next_step == "put a valid key into a variable, then run it again"


def test_a_model_without_a_name_is_told_by_its_way(tmp_path: Path) -> None:
    told = refused(Line(calls.Failed("x")), tmp_path, model="")
    assert told.sentence.startswith("The model oak (compatible) at ")


# --- streams that end early ------------------------------------------------------------


def test_a_stream_that_was_cut_is_asked_for_again_and_its_tokens_are_counted(tmp_path: Path) -> None:
    line = Line(CUT, WHOLE)
    reply = line.caller(tmp_path).ask(prompt())
    assert (reply.text, reply.stopped, reply.tries) == ("fine", "end", 2)
    assert (reply.tokens_in, reply.tokens_out) == (9, 3)
    assert line.waited == [2.0]


def test_a_stream_that_is_cut_each_time_is_handed_over_as_cut(tmp_path: Path) -> None:
    reply = Line(CUT, BUSY, CUT).caller(tmp_path).ask(prompt())
    assert (reply.text, reply.stopped, reply.tries, reply.tokens_in) == ("half a", "cut", 3, 8)


def test_a_stream_that_ends_before_a_word_each_time_is_a_failure(tmp_path: Path) -> None:
    told = refused(Line(NOTHING, NOTHING, NOTHING), tmp_path)
    assert told.sentence.endswith("failed 3 times: its stream was cut before a word of the reply.")


@pytest.mark.parametrize("stopped", ["length", "cut"])
def test_a_reply_that_the_model_did_not_end_is_handed_over_and_not_asked_for_again(
    tmp_path: Path, stopped: str
) -> None:
    line = Line(hearing.Heard("", stopped, "", 1, 1), WHOLE)
    assert line.caller(tmp_path).ask(prompt()).stopped == stopped
    assert len(line.by_schema) == 1


# --- schemas ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "response_format is not supported"),
        (422, "unknown field json_schema"),
        (404, "no endpoint supports tool_choice"),
        (501, "Schema not implemented"),
        (415, "grammar failed"),
    ],
)
def test_a_server_that_knows_no_schema_is_asked_once_more_at_once_without_it(
    tmp_path: Path, status: int, words: str
) -> None:
    line = Line(calls.Failed(f"HTTP {status}: {words}", status=status), WHOLE)
    assert line.caller(tmp_path, tries=1).ask(prompt(schema="{}")).text == "fine"
    assert (line.by_schema, line.waited) == ([True, False], [])


@pytest.mark.parametrize(
    ("status", "words", "schema"),
    [
        (400, "the prompt is too long", "{}"),
        (400, "toolong", "{}"),
        (403, "schema", "{}"),
        (400, "response_format is not supported", ""),
    ],
)
def test_any_other_refusal_is_not_taken_for_one_of_the_schema(
    tmp_path: Path, status: int, words: str, schema: str
) -> None:
    line = Line(calls.Failed(f"HTTP {status}: {words}", status=status), WHOLE)
    with pytest.raises(refusal.Unready):
        line.caller(tmp_path).ask(prompt(schema=schema))
    assert len(line.by_schema) == 1


def test_a_prompt_without_a_schema_is_asked_in_words_alone(tmp_path: Path) -> None:
    line = Line(WHOLE)
    line.caller(tmp_path).ask(prompt())
    assert line.by_schema == [False]


# --- words of strangers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\n\tb\x1b[2Jc", "a b [2Jc"),
        ("a\u202eb", "a b"),
        ("  padded \r\n", "padded"),
        ("x" * 900, "x" * 200),
        ("the key sk-1 is wrong: sk-1", "the key [key] is wrong: [key]"),
        ("", ""),
    ],
)
def test_a_stranger_s_words_are_short_plain_and_without_the_key(text: str, shown: str) -> None:
    assert calls.quoted(text, keys.Key("sk-1")) == shown


def test_without_a_key_nothing_is_taken_out() -> None:
    assert calls.quoted("abc", keys.NO_KEY) == "abc"
