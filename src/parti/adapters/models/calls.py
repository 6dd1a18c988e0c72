"""One call until it is answered: tried again while that can help, and told in a sentence when not.

Made by `anthropic`, `compatible` and `google`, each with a function for one attempt. A stream that ended
early is tried again like a lost connection; when it stays so, what came is handed over as `cut`. Nothing
that is raised here holds a key, a header or an exception that might.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from parti import ports
from parti.adapters.models import hearing, pace, patience
from parti.adapters.models.keys import CONFIG, Key
from parti.records import refusal

AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
KEY_REFUSED = frozenset({401, 403})

_NOT_BY_SCHEMA = frozenset({400, 404, 415, 422, 501})
_ABOUT_SCHEMA = re.compile(r"(?i)response_format|json_schema|tool_choice|\btools?\b|schema|grammar")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


class Failed(Exception):
    """An attempt that brought no reply: what happened, whether to try again, and when."""

    def __init__(
        self, what: str, *, again: bool = False, after: float | None = None, status: int = 0
    ) -> None:
        super().__init__(what)
        self.what = what
        self.again = again
        self.after = after
        self.status = status


Attempt = Callable[[ports.Prompt, bool], hearing.Heard]
"""Asks once, by the schema or in words alone; raises `Failed`."""


class Caller:
    """A model that is reached over a network.

    Args:
        where: the server, as sentences name it.
        attempt: asks once.
    """

    def __init__(self, address: ports.ModelAddress, home: Path, where: str, attempt: Attempt) -> None:
        self.patience = patience.Patience()
        self._address = address
        self._home = home
        self._where = where
        self._attempt = attempt

    def __repr__(self) -> str:
        return f"Caller({self._address.name})"

    def ask(self, prompt: ports.Prompt) -> ports.Reply:
        """One call, tried again while that can help.

        Raises:
            refusal.Unready: it cannot be reached, refuses the key or the request, or failed every time.
        """
        spent: list[hearing.Heard] = []
        last = self.patience.tries
        for tried in range(1, last + 1):
            pace.take(self._address, self._home, self.patience.now, self.patience.sleep)
            failed = Failed("its stream was cut before a word of the reply", again=True)
            try:
                heard = self._answered(prompt)
            except Failed as found:
                failed = found
            else:
                spent.append(heard)
                if heard.stopped != hearing.CUT_OFF or (tried == last and heard.text):
                    return hearing.reply(spent, tried, self._address.model)
            if not failed.again or tried == last:
                self._refuse(failed, tried)
            self._wait(tried, failed)
        raise AssertionError("at least one try")

    def _answered(self, prompt: ports.Prompt) -> hearing.Heard:
        """One attempt; one more at once, in words alone, when the server knows nothing of schemas."""
        try:
            return self._attempt(prompt, bool(prompt.schema))
        except Failed as failed:
            unknown = failed.status in _NOT_BY_SCHEMA and _ABOUT_SCHEMA.search(failed.what)
            if not (prompt.schema and unknown):
                raise
        return self._attempt(prompt, False)

    def _wait(self, tried: int, failed: Failed) -> None:
        seconds = patience.wait(self.patience, tried, failed.after)
        if seconds is None:
            asked = int(failed.after or 0)
            self._refuse(Failed(f"{failed.what}; it asks to wait {asked} seconds", again=True), tried)
        self.patience.sleep(seconds)

    def _refuse(self, failed: Failed, tried: int) -> NoReturn:
        what = f"The model {self._address.name} ({self._address.model or self._address.via})"
        if failed.status in KEY_REFUSED:
            named = f"the key in {self._address.key}" if self._address.key else "to answer without a key"
            raise refusal.Unready(
                f"{what} at {self._where} refused {named} (HTTP {failed.status}).",
                next_step=f"put a valid key into {self._address.key or 'a variable'}, then run it again",
            )
        if failed.again:
            times = f" {tried} times" if tried > 1 else ""
            raise refusal.Unready(
                f"{what} at {self._where} failed{times}: {failed.what}.",
                next_step="run the same command again later; what was answered is kept",
            )
        raise refusal.Unready(
            f"{what} at {self._where} did not take the request: {failed.what}.",
            next_step=f"correct its model or address in {CONFIG}, then run the same command again",
            place=CONFIG,
        )


def quoted(text: str, key: Key) -> str:
    """A stranger's words in a sentence of ours: short, plain, without the key."""
    return _CONTROL.sub(" ", key.without(text)).strip()[:200]
