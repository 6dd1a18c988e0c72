"""Google's models, for `ports.Model`, through the extra `models` (pydantic-ai).

Opened by `Ways`. Only this file imports that library, and only when a model is opened: it takes seconds.
Its own retries and its own words to the model are switched off; what comes back is checked as any reply is.
"""

import asyncio
import time
from collections.abc import Mapping
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from parti import ports
from parti.adapters.models import calls, hearing, keys, patience, places, surroundings
from parti.adapters.models.wire import schema_of
from parti.records import refusal

if TYPE_CHECKING:
    import httpx2

HOME = "https://generativelanguage.googleapis.com"
INSTALL = 'pip install "parti[models]"'

_STOPPED = {"stop": "end", "tool_call": "end", "length": "length"}


def open_model(address: ports.ModelAddress, home: Path, environment: Mapping[str, str]) -> ports.Model:
    """The model.

    Raises:
        refusal.Unready: the extra is not installed, or there is no key.
    """
    if not (util.find_spec("pydantic_ai") and util.find_spec("google.genai")):
        raise refusal.Unready(
            f"The model {address.name} is reached through a library that is not installed.",
            next_step=INSTALL,
        )
    url = places.server(address, HOME)
    keys.may_travel(address, url, environment)
    asker = Asker(address, environment, url, keys.find(address, environment))
    return calls.Caller(address, home, urlsplit(url).netloc, asker.attempt)


class Asker:
    """Asks once."""

    def __init__(
        self, address: ports.ModelAddress, environment: Mapping[str, str], url: str, key: keys.Key
    ) -> None:
        self._address = address
        self._environment = environment
        self._url = url
        self._key = key
        self._asked_to_wait = ""

    def attempt(self, prompt: ports.Prompt, by_schema: bool) -> hearing.Heard:
        """What was heard.

        Raises:
            calls.Failed: no reply came, and whether another attempt may help.
        """
        import httpx2
        from pydantic_ai import exceptions

        seconds = self._address.timeout
        self._asked_to_wait = ""
        try:
            return asyncio.run(asyncio.wait_for(self._asked(prompt, by_schema), seconds))
        except (TimeoutError, httpx2.TimeoutException):
            raise calls.Failed(f"no whole reply within {seconds} seconds", again=True) from None
        except exceptions.ModelHTTPError as error:
            status = error.status_code
            said = "" if status in calls.KEY_REFUSED else calls.quoted(str(error.body), self._key)
            header = self._asked_to_wait
            raise calls.Failed(
                f"HTTP {status}{f': {said}' if said else ''}",
                again=status in calls.AGAIN,
                after=patience.asked_for(header, time.time()) if header else None,
                status=status,
            ) from None
        except (exceptions.AgentRunError, httpx2.HTTPError, ValueError) as error:
            raise calls.Failed(f"the connection failed ({type(error).__name__})", again=True) from None

    async def _asked(self, prompt: ports.Prompt, by_schema: bool) -> hearing.Heard:
        from pydantic_ai import direct, settings
        from pydantic_ai.models.google import GoogleModel
        from pydantic_ai.providers.google import GoogleProvider

        client = surroundings.async_client(self._url, self._address.timeout, self._environment)
        client.event_hooks["response"] = [self._look_at]
        async with client:
            provider = GoogleProvider(api_key=self._key.reveal(), base_url=self._url, http_client=client)
            stream = direct.model_request_stream(
                GoogleModel(self._address.model, provider=provider),
                _history(prompt),
                model_settings=settings.ModelSettings(
                    max_tokens=prompt.most_tokens, framing_announcement="never"
                ),
                model_request_parameters=_parameters(prompt, by_schema),
                instrument=False,
            )
            async with stream as events:
                async for _ in events:
                    pass
                return _heard(events.get())

    async def _look_at(self, response: "httpx2.Response") -> None:
        """The library tells the status of a refusal and not its headers."""
        self._asked_to_wait = response.headers.get("retry-after", "")


def _history(prompt: ports.Prompt) -> list[Any]:
    from pydantic_ai import messages as said

    made: list[Any] = []
    for message in prompt.messages:
        if message.role == "assistant":
            made.append(said.ModelResponse(parts=[said.TextPart(message.text)]))
        elif message.role == "system":
            made.append(said.ModelRequest(parts=[said.SystemPromptPart(message.text)]))
        else:
            made.append(said.ModelRequest(parts=[said.UserPromptPart(message.text)]))
    return made


def _parameters(prompt: ports.Prompt, by_schema: bool) -> Any:
    from pydantic_ai import models, output

    if not by_schema:
        return models.ModelRequestParameters()
    wanted = output.OutputObjectDefinition(json_schema=schema_of(prompt), name="reply", strict=False)
    return models.ModelRequestParameters(output_mode="native", output_object=wanted)


def _heard(response: Any) -> hearing.Heard:
    reason = response.finish_reason
    return hearing.Heard(
        text=response.text or "",
        stopped=_STOPPED.get(reason, "cut") if reason else hearing.CUT_OFF,
        model=response.model_name or "",
        tokens_in=response.usage.input_tokens or -1,
        tokens_out=response.usage.output_tokens or -1,
    )
