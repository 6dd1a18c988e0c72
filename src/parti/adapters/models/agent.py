"""A coding agent that speaks ACP as one model, for `ports.Model`, through the extra `agents`.

Opened by `Ways`. Each call starts the agent's command in an empty folder, gives it one turn and ends it
with all its children. Whatever it asks for is denied: it is to answer from the prompt alone. That is no
sandbox: an agent that reads files by itself is held back only by its own settings.
"""

import asyncio
import os
import signal
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import util
from pathlib import Path
from typing import Any

import parti
from parti import ports
from parti.adapters.models import keys, manual, pace, places
from parti.records import refusal

INSTALL = 'pip install "parti[agents]"'

_LARGEST_LINE = 50 * 1024 * 1024
_STOPPED = {"end_turn": "end", "max_tokens": "length", "max_turn_requests": "length"}
_GRACE = 2.0
_PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
_SEEN = ("HOME", "PATH", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TERM", "TZ", "TMPDIR")
_SEEN_FAMILIES = ("LC_", "XDG_", "SSL_CERT", "NODE_EXTRA_CA", *_PROXIES)


def open_model(address: ports.ModelAddress, home: Path, environment: Mapping[str, str]) -> ports.Model:
    """The agent behind a command line.

    Raises:
        refusal.Unready: the extra is not installed, there is no command, or its key is not there.
    """
    if util.find_spec("acp") is None:
        raise refusal.Unready(
            f"The model {address.name} is an agent, and what speaks to agents is not installed.",
            next_step=INSTALL,
        )
    seen = surroundings(environment)
    if address.key:
        seen[address.key] = keys.find(address, environment).reveal()
    return Agent(address, home, places.words(address), seen)


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """What the agent gets to see of the environment: where it lives, and no secret of another's."""
    return {
        name: text for name, text in environment.items() if name in _SEEN or name.startswith(_SEEN_FAMILIES)
    }


class Agent:
    """One command line."""

    def __init__(
        self, address: ports.ModelAddress, home: Path, words: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        self._address = address
        self._home = home
        self._words = words
        self._environment = environment

    def __repr__(self) -> str:
        return f"Agent({self._address.name})"

    def ask(self, prompt: ports.Prompt) -> ports.Reply:
        """One turn.

        Raises:
            refusal.Unready: it did not start, did not answer in time, or ended in the middle.
        """
        from acp import RequestError

        pace.take(self._address, self._home)
        seconds = self._address.timeout
        text = manual.page(prompt.messages).decode()
        try:
            with tempfile.TemporaryDirectory(prefix="parti-agent-", ignore_cleanup_errors=True) as folder:
                said, reason = asyncio.run(asyncio.wait_for(self._turn(folder, text), seconds))
        except FileNotFoundError:
            raise self._refused(f"there is no program {self._words[0]}") from None
        except TimeoutError:
            raise self._refused(f"it gave no whole answer within {seconds} seconds") from None
        except RequestError as error:
            raise self._refused(f"it answered with the error {error.code}") from None
        except (OSError, ConnectionError, ValueError, EOFError) as error:
            raise self._refused(f"the conversation broke off ({type(error).__name__})") from None
        stopped = _STOPPED.get(reason, "cut")
        return ports.Reply(text=said, model=self._address.model or self._address.name, stopped=stopped)

    async def _turn(self, folder: str, text: str) -> tuple[str, str]:
        from acp import PROTOCOL_VERSION, text_block
        from acp.client.connection import ClientSideConnection
        from acp.schema import Implementation

        process = await asyncio.create_subprocess_exec(
            *self._words,
            cwd=folder,
            env=dict(self._environment),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,
            limit=_LARGEST_LINE,
        )
        listener = _Listener()
        try:
            connection: Any = ClientSideConnection(lambda _: listener, process.stdin, process.stdout)
            me = Implementation(name="parti", version=parti.__version__)
            await connection.initialize(protocol_version=PROTOCOL_VERSION, client_info=me)
            session = await connection.new_session(cwd=folder, mcp_servers=[])
            ended = await connection.prompt(session_id=session.session_id, prompt=[text_block(text)])
            await connection.close()
        finally:
            await _end(process)
        return "".join(listener.said), ended.stop_reason

    def _refused(self, what: str) -> refusal.Unready:
        return refusal.Unready(
            f"The model {self._address.name} (the agent {Path(self._words[0]).name}) failed: {what}.",
            next_step="start its command by hand once to see what it needs, then run it again",
        )


class _Listener:
    """Our side of the conversation: keeps what the agent says, denies what it asks for."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def on_connect(self, conn: object) -> None: ...

    async def session_update(self, session_id: str, update: Any, **more: Any) -> None:
        if type(update).__name__ == "AgentMessageChunk":
            self.said.append(getattr(update.content, "text", ""))

    async def request_permission(
        self, session_id: str, tool_call: Any, options: Sequence[Any], **more: Any
    ) -> Any:
        from acp.schema import AllowedOutcome, DeniedOutcome, RequestPermissionResponse

        for option in options:
            if option.kind in ("reject_once", "reject_always"):
                chosen = AllowedOutcome(outcome="selected", option_id=option.option_id)
                return RequestPermissionResponse(outcome=chosen)
        return RequestPermissionResponse(outcome=DeniedOutcome(outcome="cancelled"))

    async def _deny(self, *given: Any, **more: Any) -> Any:
        from acp import RequestError

        raise RequestError(-32001, "refused: answer from the prompt alone")

    read_text_file = write_text_file = _deny
    create_terminal = terminal_output = release_terminal = _deny
    wait_for_terminal_exit = kill_terminal = create_elicitation = _deny
    ext_method = _deny

    async def complete_elicitation(self, *given: Any, **more: Any) -> None: ...

    async def ext_notification(self, *given: Any, **more: Any) -> None: ...


async def _end(process: Process) -> None:
    """Ends the agent and all that it started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _GRACE)
