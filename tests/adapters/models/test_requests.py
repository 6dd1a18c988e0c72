"""What is sent, byte by byte, to a server that keeps it: headers and bodies, and no password."""

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from parti.adapters.models import Ways, calls
from parti.records import refusal
from tests.adapters.models.models import ENVIRONMENT, KEY, QUICK, SCHEMA, prompt
from tests.adapters.models.test_keys import address

WHOLE = {
    "model": "m-1",
    "choices": [{"message": {"role": "assistant", "content": "fine"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 4, "completion_tokens": 1},
}


class Server(http.server.ThreadingHTTPServer):
    """Keeps what it is sent and answers in turn; the last answer stays."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.answers: list[tuple[int, dict[str, str], bytes]] = [_json(200, WHOLE)]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: Any = self.server
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        server.got.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        status, headers, data = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *given: Any) -> None: ...


def _json(status: int, body: object, **headers: str) -> tuple[int, dict[str, str], bytes]:
    return status, {"content-type": "application/json", **headers}, json.dumps(body).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def opened(server: Server, home: Path, via: str = "compatible", **more: Any) -> calls.Caller:
    place = f"{server.url}/v1" if via != "anthropic" else server.url
    model = Ways(ENVIRONMENT).open(address(via=via, model="m", address=place, **more), home)
    assert isinstance(model, calls.Caller)
    model.patience = QUICK
    return model


def test_openai_gets_its_key_in_its_header(server: Server, tmp_path: Path) -> None:
    opened(server, tmp_path, "openai").ask(prompt("Who writes?"))
    ((path, headers, body),) = server.got
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == f"Bearer {KEY}"
    assert body["messages"] == [{"role": "user", "content": "Who writes?"}]
    assert (body["max_completion_tokens"], body["stream"]) == (8000, True)
    assert "response_format" not in body


def test_anthropic_gets_its_key_in_its_header(server: Server, tmp_path: Path) -> None:
    with pytest.raises(refusal.Unready, match="stream was cut"):
        opened(server, tmp_path, "anthropic").ask(prompt("Who writes?", schema=SCHEMA))
    path, headers, body = server.got[0]
    assert path == "/v1/messages"
    assert (headers["x-api-key"], headers["anthropic-version"]) == (KEY, "2023-06-01")
    assert "authorization" not in headers
    assert body["tool_choice"] == {"type": "tool", "name": "reply"}
    assert body["tools"][0]["input_schema"]["type"] == "object"


def test_a_server_of_one_s_own_gets_no_key_and_no_password(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # the process's own; nobody handed it over
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    opened(server, tmp_path, key="").ask(prompt())
    assert "authorization" not in server.got[0][1]


def test_a_server_that_does_not_stream_is_understood(server: Server, tmp_path: Path) -> None:
    reply = opened(server, tmp_path).ask(prompt())
    assert (reply.text, reply.stopped, reply.tokens_in, reply.tries) == ("fine", "end", 4, 1)


def test_a_server_that_knows_no_schema_gets_the_words_alone(server: Server, tmp_path: Path) -> None:
    wrong = {"error": {"message": "response_format is not supported"}}
    server.answers = [_json(400, wrong), _json(200, WHOLE)]
    assert opened(server, tmp_path).ask(prompt(schema=SCHEMA)).text == "fine"
    first, second = (body for _, _, body in server.got)
    assert first["response_format"]["json_schema"]["schema"]["type"] == "object"
    assert "response_format" not in second


def test_a_key_does_not_follow_a_redirect(server: Server, tmp_path: Path) -> None:
    server.answers = [_json(307, {}, location=f"{server.url}/elsewhere")]
    with pytest.raises(refusal.Unready, match="HTTP 307"):
        opened(server, tmp_path).ask(prompt())
    assert len(server.got) == 1


@pytest.mark.parametrize("data", [b"<html>busy</html>", b"", b"[1]", b'{"choices": "x"}', b"\xff{"])
def test_an_answer_that_is_none_is_told_in_a_sentence(server: Server, tmp_path: Path, data: bytes) -> None:
    server.answers = [(200, {"content-type": "application/json"}, data)]
    with pytest.raises(refusal.Unready, match="failed 3 times"):
        opened(server, tmp_path).ask(prompt())
    assert len(server.got) == 3


def test_an_error_of_any_length_is_a_short_sentence(server: Server, tmp_path: Path) -> None:
    server.answers = [_json(400, {"error": {"message": f"{KEY} \x1b[2J" + "x" * 10_000}})]
    with pytest.raises(refusal.Unready) as found:
        opened(server, tmp_path).ask(prompt())
    assert len(found.value.sentence) < 400
    assert KEY not in found.value.sentence


def test_a_stream_without_end_is_not_read_forever(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parti.adapters.models.hearing.LARGEST", 5_000)
    event = b'data: {"choices": [{"delta": {"content": "again "}}]}\n\n'
    server.answers = [(200, {"content-type": "text/event-stream"}, event * 1000)]
    reply = opened(server, tmp_path).ask(prompt())
    assert reply.stopped == "length"
    assert len(reply.text) < 5_000
