"""Where keys come from, where they may go, and that they show themselves nowhere."""

import pickle
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from parti import ports
from parti.adapters.models import Ways, keys, surroundings
from parti.records import refusal
from tests.adapters.models.models import KEY


def address(**more: Any) -> ports.ModelAddress:
    parts: dict[str, Any] = {"name": "oak", "via": "compatible", "key": "MODEL_KEY", **more}
    return ports.ModelAddress(**parts)


def keyring(
    monkeypatch: pytest.MonkeyPatch, entries: dict[str, str], backend: str = "keyring.backends"
) -> None:
    """A keyring that holds these entries, in the place of the library."""
    errors = types.ModuleType("keyring.errors")
    errors.KeyringError = type("KeyringError", (Exception,), {})  # type: ignore[attr-defined]
    ring = types.ModuleType("keyring")
    kind = type("Backend", (), {"__module__": f"{backend}.one"})
    ring.get_keyring = kind  # type: ignore[attr-defined]
    ring.get_password = lambda service, name: entries.get(f"{service} {name}")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


def test_the_variable_that_the_address_names_holds_the_key() -> None:
    assert keys.find(address(), {"MODEL_KEY": f" {KEY}\n"}).reveal() == KEY


def test_the_keyring_is_asked_when_the_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring(monkeypatch, {"parti MODEL_KEY": KEY})
    assert keys.find(address(), {}).reveal() == KEY


def test_a_keyring_that_is_a_plain_file_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring(monkeypatch, {"parti MODEL_KEY": KEY}, backend="keyrings.alt.file")
    with pytest.raises(refusal.Unready):
        keys.find(address(), {})


def test_a_file_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (".env", ".netrc", "MODEL_KEY"):
        (tmp_path / name).write_text(f"MODEL_KEY={KEY}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(refusal.Unready, match="MODEL_KEY is not set"):
        keys.find(address(), {"HOME": str(tmp_path)})


@pytest.mark.parametrize("written", [KEY, "sk_live_abc", f"Bearer {KEY}", "a b", "x" * 80])
def test_a_key_in_the_settings_is_refused_and_not_repeated(written: str) -> None:
    with pytest.raises(refusal.Unready, match="not the name of an environment variable") as found:
        keys.find(address(key=written), {})
    assert written not in f"{found.value.sentence} {found.value.next_step}"


def test_without_a_name_there_is_no_key() -> None:
    with pytest.raises(refusal.Unready, match="do not name one"):
        keys.find(address(key=""), {"MODEL_KEY": KEY})


@pytest.mark.parametrize("odd", [f"{KEY}\nX: y", f"{KEY}\x00", "schlüssel"])
def test_a_key_that_no_header_can_hold_is_refused_and_not_repeated(odd: str) -> None:
    with pytest.raises(refusal.Unready, match="holds is no key") as found:
        keys.find(address(), {"MODEL_KEY": odd})
    assert odd not in str(vars(found.value))


def test_a_key_shows_itself_nowhere() -> None:
    key = keys.Key(KEY)
    assert KEY not in f"{key} {key!r} {key!s} {[key]}"
    with pytest.raises(TypeError):
        pickle.dumps(key)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.anthropic.com/v1/messages",
        "https://api.openai.com/v1",
        "http://127.0.0.1:11434/v1",
        "http://localhost:8080",
        "http://[::1]:80",
        "https://gateway.example.org/v1",
    ],
)
def test_a_key_goes_to_its_provider_to_this_machine_and_to_hosts_that_the_user_named(url: str) -> None:
    keys.may_travel(address(), url, {keys.HOSTS: "other.example.org, gateway.example.org"})


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://evil.example.org/v1", "which you did not allow"),
        ("https://api.openai.com.evil.example.org/v1", "which you did not allow"),
        ("https://127.0.0.1.example.org", "which you did not allow"),
        ("http://api.openai.com/v1", "others can read"),
        ("http://10.0.0.7/v1", "others can read"),
    ],
)
def test_a_repository_cannot_send_a_key_elsewhere(url: str, says: str) -> None:
    with pytest.raises(refusal.Unready, match=says):
        keys.may_travel(address(), url, {})


@pytest.mark.parametrize("via", ["anthropic", "openai", "google", "compatible"])
def test_each_way_looks_before_it_sends_a_key(tmp_path: Path, via: str) -> None:
    evil = address(via=via, model="m", address="https://evil.example.org/v1")
    with pytest.raises(refusal.Unready, match="which you did not allow"):
        Ways({"MODEL_KEY": KEY}).open(evil, tmp_path)


@pytest.mark.parametrize("place", ["https://me:pw@api.example.org/v1", "https://127.0.0.1/v1?key=pw"])
def test_an_address_with_a_password_is_refused_and_not_repeated(tmp_path: Path, place: str) -> None:
    with pytest.raises(refusal.Unready, match="holds more than a place") as found:
        Ways({"MODEL_KEY": KEY}).open(address(address=place), tmp_path)
    assert "pw" not in found.value.sentence


@pytest.mark.parametrize(
    "place", ["", "api.openai.com", "ftp://x", "http://", "http://x:99999", "http://[::"]
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(refusal.Unready, match="no address"):
        Ways({}).open(address(address=place, key=""), tmp_path)


@pytest.mark.parametrize(
    ("url", "environment", "proxy"),
    [
        ("https://api.openai.com", {"HTTPS_PROXY": "http://p:1"}, "http://p:1"),
        ("https://api.openai.com", {"all_proxy": "http://p:1"}, "http://p:1"),
        ("https://api.openai.com", {"HTTPS_PROXY": "http://p:1", "NO_PROXY": "x, .openai.com"}, ""),
        ("https://api.openai.com", {"HTTPS_PROXY": "http://p:1", "no_proxy": "*"}, ""),
        ("https://notopenai.com", {"HTTPS_PROXY": "http://p:1", "no_proxy": "openai.com"}, "http://p:1"),
        ("http://127.0.0.1:1", {"HTTP_PROXY": "http://p:1", "all_proxy": "http://p:1"}, ""),
        ("https://api.openai.com", {}, ""),
    ],
)
def test_proxies_come_from_the_environment(url: str, environment: dict[str, str], proxy: str) -> None:
    assert surroundings.proxy(url, environment) == proxy
