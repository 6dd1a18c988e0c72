"""One attempt over HTTP: a request by a `Wire`, its stream read to the end or to its deadline.

Made by `anthropic` and `compatible`, called by `calls`. What goes wrong becomes a `Failed` whose words hold
neither the key nor the exception, for an exception of a client may carry the request with its headers.
"""

import time
from collections.abc import Iterator, Mapping
from importlib import util
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from parti import ports
from parti.adapters.models import calls, hearing, patience, surroundings
from parti.adapters.models.keys import Key
from parti.adapters.models.wire import Json, Wire
from parti.records import refusal

if TYPE_CHECKING:
    import httpx2

_LONGEST_ERROR = 20_000


class Sender:
    """Asks one server once."""

    def __init__(
        self, address: ports.ModelAddress, environment: Mapping[str, str], wire: Wire, key: Key
    ) -> None:
        """Refuses where the library that speaks HTTP is not installed."""
        if util.find_spec("httpx2") is None:
            raise refusal.Unready(
                f"The model {address.name} is reached through a library that is not installed.",
                next_step='pip install "parti[models]"',
            )
        self._timeout = address.timeout
        self._environment = environment
        self._wire = wire
        self._key = key

    @property
    def where(self) -> str:
        return urlsplit(self._wire.url).netloc

    def attempt(self, prompt: ports.Prompt, by_schema: bool) -> hearing.Heard:
        """What was heard.

        Raises:
            calls.Failed: no reply came; whether another attempt may help, and when.
        """
        import httpx2  # 0.2 s, paid by calls alone

        deadline = time.monotonic() + self._timeout
        headers = {"accept": "text/event-stream", **self._wire.headers(self._key.reveal())}
        body = self._wire.body(prompt, by_schema)
        try:
            with (
                surroundings.client(self._wire.url, self._timeout, self._environment) as client,
                client.stream("POST", self._wire.url, json=body, headers=headers) as response,
            ):
                if response.status_code != 200:
                    raise self._bad_status(response)
                return hearing.hear(_events(response, deadline), self._wire.piece, self._wire.needs_end)
        except hearing.Wrong as wrong:
            raise calls.Failed(calls.quoted(wrong.what, self._key), again=True) from None
        except (hearing.Late, httpx2.TimeoutException):
            raise calls.Failed(f"no whole reply within {self._timeout} seconds", again=True) from None
        except httpx2.ConnectError:
            raise calls.Failed("no connection could be made", again=True) from None
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise calls.Failed(f"the connection failed ({type(error).__name__})", again=True) from None

    def _bad_status(self, response: "httpx2.Response") -> calls.Failed:
        status = response.status_code
        header = response.headers.get("retry-after", "")
        after = patience.asked_for(header, time.time()) if header else None
        said = "" if status in calls.KEY_REFUSED else calls.quoted(_error_text(response), self._key)
        what = f"HTTP {status}{f': {said}' if said else ''}"
        return calls.Failed(what, again=status in calls.AGAIN, after=after, status=status)


def _events(response: "httpx2.Response", deadline: float) -> Iterator[Json | str]:
    """The events of a stream as tables, or a word of `hearing` where they are none.

    A body that is no stream is one event. A connection that is lost on the way ends the events: what came
    before it is for `hearing` to judge.
    """
    import httpx2

    if "json" in response.headers.get("content-type", ""):
        response.read()
        yield _decoded(response.content)
        return
    size = 0
    try:
        for line in response.iter_lines():
            if time.monotonic() > deadline:
                raise hearing.Late
            size += len(line)
            if size > hearing.LARGEST:
                yield hearing.TOO_LONG
                return
            if line.startswith("data:"):
                data = line.removeprefix("data:").strip()
                yield hearing.DONE if data == hearing.DONE else _decoded(data.encode())
    except httpx2.TimeoutException:
        raise
    except httpx2.TransportError:
        yield hearing.GARBLED


def _decoded(data: bytes) -> Json | str:
    try:
        found = msgspec.json.decode(data)
    except msgspec.DecodeError:
        return hearing.GARBLED
    return found if isinstance(found, dict) else hearing.GARBLED


def _error_text(response: "httpx2.Response") -> str:
    """What the server says about an error; its body may be anything of any length."""
    import httpx2

    data = b""
    try:
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > _LONGEST_ERROR:
                break
    except (httpx2.HTTPError, httpx2.StreamError):
        return ""
    found = _decoded(data)
    if isinstance(found, str):
        return ""
    error = found.get("error", found)
    if isinstance(error, dict):
        error = error.get("message") or error.get("type") or ""
    return str(error)
