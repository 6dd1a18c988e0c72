"""Models at a mock server, quick to lose their patience."""

from pathlib import Path
from typing import Any

import msgspec

from parti import ports
from parti.adapters.models import Ways, calls
from parti.adapters.models.patience import Patience

KEY = "sk-test-QvX7planted3Kz"
ENVIRONMENT = {"MODEL_KEY": KEY}
QUICK = Patience(tries=3, first=0.05, cap=0.1, longest=5.0)

PROTOCOLS = ("anthropic", "openai", "compatible", "google")
_PATHS = {"anthropic": "anthropic", "openai": "openai", "compatible": "openai", "google": "gemini"}
_MODELS = {"anthropic": "claude-opus-4-6", "google": "gemini-2.5-flash"}

SCHEMA = msgspec.json.encode(
    {
        "$ref": "#/$defs/Card",
        "$defs": {
            "Card": {
                "title": "Card",
                "type": "object",
                "properties": {"shape": {"type": "string"}},
                "required": ["shape"],
            }
        },
    }
).decode()


def address(mock: Any, via: str, **more: Any) -> ports.ModelAddress:
    parts: dict[str, Any] = {
        "name": "oak",
        "via": via,
        "model": _MODELS.get(via, "gpt-4o"),
        "address": mock.base_url(_PATHS[via]),
        "key": "MODEL_KEY",
        "timeout": 10,
        **more,
    }
    return ports.ModelAddress(**parts)


def opened(mock: Any, via: str, home: Path, **more: Any) -> calls.Caller:
    model = Ways(ENVIRONMENT).open(address(mock, via, **more), home)
    assert isinstance(model, calls.Caller)
    model.patience = QUICK
    return model


def prompt(*texts: str, schema: str = "", key: str = "proposal/1") -> ports.Prompt:
    """Turns of a user and an assistant, one after the other."""
    roles = ("user", "assistant")
    turns = tuple(ports.Message(roles[n % 2], text) for n, text in enumerate(texts or ("What holds?",)))
    return ports.Prompt(key=key, messages=turns, schema=schema)
