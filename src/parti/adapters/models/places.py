"""What an address says about where a model is, read with care: it comes with the repository.

Called by the ways. Addresses are shown in sentences, so that one with a password in it is refused before
anybody repeats it.
"""

import shlex
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from parti import ports
from parti.adapters.models.keys import CONFIG
from parti.records import refusal


def server(address: ports.ModelAddress, otherwise: str) -> str:
    """The server's address without a slash at its end.

    Raises:
        refusal.Unready: there is none, it is no web address, or it holds what is no part of one.
    """
    url = (address.address or otherwise).strip().rstrip("/")
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if not fine:
        raise refusal.Unready(
            f"The model {address.name} has no address that a server could have.",
            next_step=f'set address = "http://127.0.0.1:11434/v1" or alike for it in {CONFIG}',
            place=CONFIG,
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise refusal.Unready(
            f"The address of the model {address.name} holds more than a place; a key is never part of it.",
            next_step=f"take what stands before the @ or after the ? out of it in {CONFIG}",
            place=CONFIG,
        )
    return url


def words(address: ports.ModelAddress) -> Sequence[str]:
    """The command line of an agent, split as a shell would.

    Raises:
        refusal.Unready: there is none, or a quote is left open.
    """
    found = _split(address.address)
    if not found:
        raise refusal.Unready(
            f"The model {address.name} has no command line that could be started.",
            next_step=f"set address to the command that starts the agent, in {CONFIG}",
            place=CONFIG,
        )
    return found


def below(root: Path, address: ports.ModelAddress) -> ports.ModelAddress:
    """The address with the folders and programs that it names relative to the repository made absolute."""
    if address.via in ("manual", "recorded") and address.address:
        made = str(root / Path(address.address).expanduser())
    elif address.via == "agent" and "/" in (parts := _split(address.address) or [""])[0]:
        made = shlex.join([str(root / Path(parts[0]).expanduser()), *parts[1:]])
    else:
        return address
    return msgspec.structs.replace(address, address=made)


def _split(line: str) -> list[str]:
    """The words of a command line; none where a quote is left open."""
    try:
        return shlex.split(line)
    except ValueError:
        return []
