"""A person carries the prompt to any chat and the reply back, for `ports.Model`: two files side by side.

Opened by `Ways`. The prompt is written once; until its reply is there, the verb refuses and says where it
waits. The name holds a mark of the words, so that a reply to other words is never taken for this one's.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from parti import ports
from parti.adapters.models import clipboard, recordings
from parti.records import files, refusal

FOLDER = "manual"
LARGEST = 4_000_000
"""Bytes that are read of a reply; what is longer does not fit any type of reply either."""

_TITLES = {"system": "Instructions", "user": "You are told", "assistant": "You replied"}


class Manual:
    """Prompts and replies in a folder."""

    def __init__(self, address: ports.ModelAddress, folder: Path, environment: Mapping[str, str]) -> None:
        self._address = address
        self._folder = folder
        self._environment = environment

    def ask(self, prompt: ports.Prompt) -> ports.Reply:
        """The reply, when it is there.

        Raises:
            refusal.Waiting: it is not there yet; the prompt is.
            refusal.Unready: the files cannot be written or read.
        """
        path = self._folder / f"{recordings.name(prompt)}.md"
        answer = path.with_name(f"{path.stem}.reply.md")
        text = _reply(answer)
        if text:
            return ports.Reply(text=text, model=self._address.model or self._address.name)
        copied = False
        data = page(prompt.messages)
        if not _holds(path, data):
            self._write(path, data)
            copied = bool(clipboard.copy(data, self._environment))
        board = " and on the clipboard" if copied else ""
        raise refusal.Waiting(
            f"The prompt {prompt.key} is in {path}{board}; it waits for the reply in {answer}.",
            next_step="put the reply there, then run the same command again",
            place=str(answer),
            prompt=str(path),
            copied=copied,
        )

    def _write(self, path: Path, data: bytes) -> None:
        """For the user's eyes alone; a folder that the user named keeps the mode that it has."""
        if not self._address.address:
            files.write_private(path, data)
            return
        files.make_folder(path.parent)
        try:
            path.touch(mode=0o600)
            path.chmod(0o600)
        except OSError as error:
            raise refusal.Unready(
                f"The prompt {path} cannot be written: {error.strerror}.",
                next_step="name another folder as the address of this model",
                place=str(path),
            ) from error
        files.write(path, data)


def open_model(address: ports.ModelAddress, home: Path, environment: Mapping[str, str]) -> ports.Model:
    """The model; its files lie in the private folder, or where its address says."""
    folder = Path(address.address) if address.address else home / FOLDER
    return Manual(address, folder, environment)


def page(messages: Sequence[ports.Message]) -> bytes:
    """The conversation as one text to be pasted; a single turn goes as it is."""
    if len(messages) == 1:
        return messages[0].text.encode("utf-8", "replace")
    turns = (f"# {_TITLES.get(each.role, each.role)}\n\n{each.text.strip()}\n" for each in messages)
    return "\n".join(turns).encode("utf-8", "replace")


def _reply(path: Path) -> str:
    """What was put there; empty while there is nothing but blanks."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise refusal.Unready(
            f"The reply {path} cannot be read: {error.strerror}.",
            next_step="put it there as a plain text file",
            place=str(path),
        ) from error
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return text if text.strip() else ""


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False
