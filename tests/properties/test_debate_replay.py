"""The same log rebuilds the same pages byte for byte, on a machine that has nothing but the log (D8)."""

import random
import shutil
from pathlib import Path

import pytest

from parti.design import lock, page
from parti.records import refusal
from parti.workflow import evidencing
from parti.workflow import house as houses
from parti.workflow.house import House
from tests.fakes.models import FakeModels
from tests.fakes.simulated import PRESETS
from tests.workflow import debates, open_houses
from tests.workflow.debates import challenge


def talked(folder: Path, seed: int) -> House:
    """A conversation of random verbs with a random model."""
    draw = random.Random(seed)
    at = debates.house(
        folder, PRESETS[draw.choice(list(PRESETS))], seed=seed, lane=draw.choice(["normal", "deep"])
    )
    words = [
        debates.CONVICTION,
        debates.PREFERENCE,
        debates.DECISIVE,
        debates.ARGUMENT,
        "",
        "RFC 9 says no.",
    ]
    for _ in range(8):
        text = draw.choice(words)
        try:
            if draw.random() < 0.3 and text:
                at, _ = debates.evidence(at, text, vouch=draw.random() < 0.5)
            else:
                at, _ = challenge(at, text)
        except refusal.Refusal:
            at = debates.again(at)
    return at


def pages(at: House) -> bytes:
    """All that is printed from the log."""
    printed = (*page.lines(at.design, lock.status(at.design)), *evidencing.ledger_(at).lines)
    return "\n".join(printed).encode()


@pytest.mark.parametrize("seed", range(8))
def test_the_same_log_rebuilds_the_same_pages(tmp_path: Path, seed: int) -> None:
    at = talked(tmp_path / "here", seed)
    nobody = FakeModels()
    there = houses.at(
        open_houses.ready(tmp_path / "there", config=debates.CONFIG, models=nobody).world, "orders"
    )
    shutil.copytree(at.folder / "log", there.folder / "log")
    there = debates.again(there)
    assert pages(there) == pages(at)
    assert there.design == at.design
    assert nobody.told == []


@pytest.mark.parametrize("seed", range(3))
def test_a_challenge_that_was_examined_is_told_from_the_log_alone(tmp_path: Path, seed: int) -> None:
    at, here = challenge(debates.house(tmp_path / "here", seed=seed), debates.CONVICTION)
    nobody = FakeModels()
    there = houses.at(
        open_houses.ready(tmp_path / "there", config=debates.CONFIG, models=nobody).world, "orders"
    )
    shutil.copytree(at.folder / "log", there.folder / "log")
    there, told = challenge(there, debates.CONVICTION)
    assert told.data == here.data
    assert nobody.told == []


@pytest.mark.parametrize("seed", range(3))
def test_the_same_words_to_the_same_model_make_the_same_facts(tmp_path: Path, seed: int) -> None:
    one, other = talked(tmp_path / "one", seed), talked(tmp_path / "other", seed)
    assert [record.body for record in one.reading.records] == [
        record.body for record in other.reading.records
    ]
