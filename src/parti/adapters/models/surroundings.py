"""The connection to a server: its proxy, its certificates, its time-outs, and nothing else from outside.

Called by `calls`. Proxies come from the environment that `bootstrap` handed over; `.netrc` and files
named `.env` are not read, because they hold passwords that nobody named.
"""

import ssl
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from parti.adapters.models import keys

if TYPE_CHECKING:
    import httpx2

_CONNECT = 20.0


def client(url: str, timeout: int, environment: Mapping[str, str]) -> "httpx2.Client":
    """A client for one attempt."""
    import httpx2

    return httpx2.Client(
        timeout=httpx2.Timeout(timeout, connect=min(_CONNECT, timeout)),
        proxy=proxy(url, environment) or None,
        verify=_trust(environment),
        trust_env=False,
        follow_redirects=False,
    )


def proxy(url: str, environment: Mapping[str, str]) -> str:
    """The proxy that the environment names for an address; empty for none."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if keys.is_local(url) or any(_covers(one, host) for one in _read(environment, "no_proxy").split(",")):
        return ""
    return _read(environment, f"{parts.scheme}_proxy") or _read(environment, "all_proxy")


def _covers(rule: str, host: str) -> bool:
    name = rule.strip().lower().removeprefix(".")
    return name == "*" or (bool(name) and f".{host}".endswith(f".{name}"))


def _read(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name) or environment.get(name.upper()) or ""


def _trust(environment: Mapping[str, str]) -> ssl.SSLContext | bool:
    """The system's certificates, or those of the file that the environment names for all programs."""
    named = environment.get("SSL_CERT_FILE", "")
    return ssl.create_default_context(cafile=named) if named else True


def async_client(url: str, timeout: int, environment: Mapping[str, str]) -> "httpx2.AsyncClient":
    """The same for a library that asks so."""
    import httpx2

    return httpx2.AsyncClient(
        timeout=httpx2.Timeout(timeout, connect=min(_CONNECT, timeout)),
        proxy=proxy(url, environment) or None,
        verify=_trust(environment),
        trust_env=False,
        follow_redirects=False,
    )
