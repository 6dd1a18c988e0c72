"""Test data. The format of a delta is written down here once, and in no test."""

import itertools
from pathlib import Path

import pytest

from deltas import Delta
from state_io import save_json

_NUMBERS = itertools.count(1)


def write_delta(folder: Path, kind: str, at: str = "2026-03-01T09:30:00Z", **fields: str) -> Delta:
    """Puts a delta into the inbox of a state folder, and gives it back."""
    delta = {"id": f"0d{next(_NUMBERS):04x}", "kind": kind, "at": at, **fields}
    save_json(folder / "inbox" / f"{delta['id']}.json", delta)
    return delta


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """An empty state folder, with STATE_DIR pointing at it."""
    monkeypatch.setenv("STATE_DIR", str(tmp_path))
    return tmp_path
