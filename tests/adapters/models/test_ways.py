"""How models are opened, and what is said when that cannot be."""

import sys
from pathlib import Path

import pytest

from parti import ports
from parti.adapters import models
from parti.records import refusal


@pytest.mark.parametrize(
    ("via", "missing", "install"),
    [
        ("google", "pydantic_ai", 'pip install "parti[models]"'),
        ("google", "google.genai", 'pip install "parti[models]"'),
        ("agent", "acp", 'pip install "parti[agents]"'),
    ],
)
def test_what_is_not_installed_is_named_with_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, via: str, missing: str, install: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    address = ports.ModelAddress(name="oak", via=via, address="agent", key="MODEL_KEY")
    with pytest.raises(refusal.Unready, match="not installed") as found:
        models.Ways({"MODEL_KEY": "k"}).open(address, tmp_path)
    assert found.value.next_step == install


def test_a_way_that_nobody_knows_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(refusal.Unready, match="'pigeon'") as found:
        models.Ways({}).open(ports.ModelAddress(name="oak", via="pigeon"), tmp_path)
    assert all(way in found.value.next_step for way in models._WAYS)


def test_every_way_of_the_port_is_there() -> None:
    documented = ports.ModelAddress.__doc__ or ""
    assert all(f"`{way}`" in documented for way in models._WAYS)


@pytest.mark.parametrize("wrong", [{"timeout": 0}, {"a_minute": -1}])
def test_an_address_holds_sensible_numbers(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        ports.ModelAddress(name="oak", via="manual", **wrong)  # type: ignore[arg-type]
