import os

import pytest

import action_log
from conftest import write_delta
from deltas import Refused
from state_io import load_json


@pytest.fixture
def delta(folder):
    return write_delta(folder, "moderation", action="redact", target="0d77", reason="spam")


def test_an_action_is_on_the_disk_when_the_writer_returns(folder, delta):
    path = action_log.record(folder, delta)
    assert path.parent == folder / "actions" / "2026-03-01"
    told = {name: delta[name] for name in ("id", "at", "action", "target", "reason")}
    assert load_json(path) == {"format": 1, **told}


def test_an_action_that_comes_twice_is_one_file(folder, delta):
    path = action_log.record(folder, delta)
    before = path.stat().st_mtime_ns
    assert action_log.record(folder, delta) == path
    assert path.stat().st_mtime_ns == before
    assert list(path.parent.iterdir()) == [path]


def test_a_failing_disk_leaves_no_half_action(folder, delta, monkeypatch):
    def fail(*_):
        raise OSError("I/O error")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="I/O error"):
        action_log.record(folder, delta)
    assert list((folder / "actions" / "2026-03-01").iterdir()) == []


@pytest.mark.parametrize("name", ["action", "target", "reason"])
def test_an_empty_field_is_refused_and_nothing_written(folder, delta, name):
    with pytest.raises(Refused, match=name):
        action_log.record(folder, {**delta, name: ""})
    assert not (folder / "actions").exists()
