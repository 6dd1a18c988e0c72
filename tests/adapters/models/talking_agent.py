"""An agent that speaks ACP, for tests: what it does is named by the first word that it is told.

Run as a program, with the agent's side of the same library that real agents' clients use. It asks for all
that an agent may ask for, and tells in its reply what it was given.
"""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import acp
from acp import schema


class TalkingAgent:
    """Does as it is told by the prompt's first word."""

    def on_connect(self, conn: Any) -> None:
        self._client = conn

    async def initialize(self, protocol_version: int, **more: Any) -> schema.InitializeResponse:
        self._offered = more.get("client_capabilities")
        return schema.InitializeResponse(protocol_version=protocol_version)

    async def new_session(self, cwd: str, **more: Any) -> schema.NewSessionResponse:
        return schema.NewSessionResponse(session_id="one")

    async def prompt(self, session_id: str, prompt: list[Any], **more: Any) -> schema.PromptResponse:
        text = prompt[0].text
        doing = text.split()[0]
        if doing == "sleep":
            Path(text.split()[1]).write_text(str(_child()), "utf-8")
            await asyncio.sleep(60)
        if doing == "die":
            os._exit(3)
        reply = json.dumps(await self._greedy()) if doing == "greedy" else text
        for part in (reply[:7], reply[7:]):
            await self._client.session_update(session_id, acp.update_agent_message_text(part))
        await self._client.session_update(session_id, acp.update_agent_thought_text("a thought"))
        reason: Any = {"long": "max_tokens", "no": "refusal"}.get(doing, "end_turn")
        return schema.PromptResponse(stop_reason=reason)

    async def _greedy(self) -> dict[str, Any]:
        """Asks for everything."""
        client, path = self._client, str(Path.cwd() / "made.txt")
        options = [
            schema.PermissionOption(option_id="y", name="Yes", kind="allow_once"),
            schema.PermissionOption(option_id="n", name="No", kind="reject_once"),
        ]
        call = schema.ToolCallUpdate(tool_call_id="t", title="rm -rf", kind="execute")
        asked = await client.request_permission("one", call, options)
        only_yes = await client.request_permission("one", call, options[:1])
        return {
            "permission": asked.outcome.option_id,
            "only yes": only_yes.outcome.outcome,
            "write": await _tried(client.write_text_file("one", path, "x")),
            "read": await _tried(client.read_text_file("one", path)),
            "terminal": await _tried(client.create_terminal("one", "ls")),
            "folder": sorted(os.listdir()),
            "environment": dict(os.environ),
            "offered": [self._offered.fs.write_text_file, self._offered.terminal],
        }


async def _tried(asked: Any) -> str:
    try:
        await asked
    except acp.RequestError as error:
        return str(error)
    return "granted"


def _child() -> int:
    """A child that would outlive us."""
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid


if __name__ == "__main__":
    asyncio.run(acp.run_agent(TalkingAgent()))  # type: ignore[arg-type]  # the part of an agent that we need
