"""Where the key of a model comes from, and where it may go.

Called by the ways that need one, at the moment of the call. A key is read from the environment variable
that the address names, or from the system's keyring under that name; never from a file, `.env` included.
It goes to its provider, to this machine, or to a host that the user's environment names, never to
wherever a cloned repository's settings point.
"""

import importlib
import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from parti import ports
from parti.records import refusal

SERVICE = "parti"
"""The name under which entries lie in the keyring."""
HOSTS = "PARTI_KEY_HOSTS"
"""The environment variable that names further hosts that keys may go to, with commas between."""
CONFIG = ".parti/config.toml"

_NAME = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
_OWN = frozenset({"api.anthropic.com", "api.openai.com", "generativelanguage.googleapis.com"})


class Key:
    """A key that shows itself to nobody; `reveal` is called where a header is made."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return "Key(hidden)"

    __str__ = __repr__

    def __bool__(self) -> bool:
        return bool(self._text)

    def __reduce__(self) -> str:
        raise TypeError("a key is not written down")

    def reveal(self) -> str:
        return self._text

    def without(self, text: str) -> str:
        """The text without the key, should somebody have echoed it."""
        return text.replace(self._text, "[key]") if self._text else text


NO_KEY = Key("")


def find(address: ports.ModelAddress, environment: Mapping[str, str]) -> Key:
    """The key that the address names.

    Raises:
        refusal.Unready: no name is given, it is none, or there is no key under it.
    """
    if not address.key:
        raise refusal.Unready(
            f"The model {address.name} needs a key, and its settings do not name one.",
            next_step=f'set key = "NAME_OF_A_VARIABLE" for it in {CONFIG}, never the key itself',
            place=CONFIG,
        )
    if not _NAME.fullmatch(address.key):  # it may be a key, so it is not repeated
        raise refusal.Unready(
            f"What `key` of the model {address.name} holds is not the name of an environment variable.",
            next_step=f"put the key into a variable such as MODEL_KEY, and that name into {CONFIG}",
            place=CONFIG,
        )
    text = (environment.get(address.key) or _from_keyring(address.key)).strip()
    if not text:
        raise refusal.Unready(
            f"There is no key for the model {address.name}: {address.key} is not set.",
            next_step=f"set {address.key}, or run: keyring set {SERVICE} {address.key}",
        )
    if not (text.isascii() and text.isprintable()):
        raise refusal.Unready(
            f"What {address.key} holds is no key: it has characters that no header may have.",
            next_step=f"set {address.key} to the key alone",
        )
    return Key(text)


def may_travel(address: ports.ModelAddress, url: str, environment: Mapping[str, str]) -> None:
    """Refuses to send a key over a plain connection, or to a host that nobody vouched for.

    Raises:
        refusal.Unready: with the host and the way to allow it.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if is_local(url):
        return
    if parts.scheme != "https":
        raise refusal.Unready(
            f"The key of the model {address.name} would go to {host} over a line that others can read.",
            next_step=f"give it an https address in {CONFIG}",
            place=CONFIG,
        )
    named = {one.strip().lower() for one in environment.get(HOSTS, "").split(",")}
    if host not in _OWN | named:
        raise refusal.Unready(
            f"The settings of this repository would send {address.key} to {host}, which you did not allow.",
            next_step=f"if it may go there, set {HOSTS}={host} in your environment",
            place=CONFIG,
        )


def is_local(url: str) -> bool:
    """Whether an address is on this machine."""
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _from_keyring(name: str) -> str:
    """The entry of the system's keyring; empty without one. A back end that keeps a plain file is none."""
    try:
        keyring = importlib.import_module("keyring")
        errors = importlib.import_module("keyring.errors")
    except ImportError:
        return ""
    if type(keyring.get_keyring()).__module__.startswith("keyrings.alt"):
        return ""
    try:
        return keyring.get_password(SERVICE, name) or ""
    except (errors.KeyringError, OSError, RuntimeError):
        return ""
