"""Two branches, any interleaving of their files: one order, one live set."""

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from parti.records import fold, log
from parti.records import vocabulary as facts


@st.composite
def histories(draw: st.DrawFn) -> dict[str, list[facts.Record]]:
    """Writers who each saw some of what was there before, with clocks that are not to be trusted."""
    files: dict[str, list[facts.Record]] = {}
    every: list[facts.Record] = []
    for _ in range(draw(st.integers(1, 14))):
        writer = draw(st.sampled_from(["a-main-0001", "b-main-0002", "a-side-0003"]))
        seen = [one for one in every if draw(st.booleans())]
        parents = log.heads(seen)
        gone = tuple(one.id for one in seen if draw(st.integers(0, 4)) == 0)
        fact = facts.Answered(question="Q-1", text=str(len(every)), how="own", supersedes=gone)
        second = draw(st.integers(0, 59))
        one = log.make(fact, at=f"2026-01-01T00:00:{second:02}.000000Z", by="Ada", parents=parents)
        every.append(one)
        files.setdefault(writer, []).append(one)
    return files


def read(files: dict[str, Sequence[facts.Record]]) -> log.Reading:
    with tempfile.TemporaryDirectory() as scratch:
        for writer, records in files.items():
            log.append(Path(scratch), writer, records)
        return log.read(Path(scratch))


@settings(max_examples=25, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_any_spread_over_files_reads_the_same(
    files: dict[str, list[facts.Record]], chance: random.Random
) -> None:
    expected = read({writer: tuple(records) for writer, records in files.items()})
    every = [one for records in files.values() for one in records]
    chance.shuffle(every)
    spread: dict[str, list[facts.Record]] = {}
    for one in every:
        spread.setdefault(chance.choice(["x", "y", "z"]), []).append(one)
    again = read({writer: tuple(records) for writer, records in spread.items()})
    assert again.records == expected.records
    assert again.heads == expected.heads
    assert tuple(fold.live(again.records)) == tuple(fold.live(expected.records))


@settings(max_examples=100, deadline=None)
@given(histories())
def test_nobody_comes_before_a_parent(files: dict[str, list[facts.Record]]) -> None:
    every = [one for records in files.values() for one in records]
    ordered = list(log.ordered(every))
    place = {one.id: number for number, one in enumerate(ordered)}
    assert sorted(place) == sorted({one.id for one in every})
    assert all(place[parent] < place[one.id] for one in ordered for parent in one.parents)


@settings(max_examples=100, deadline=None)
@given(histories(), st.data())
def test_a_branch_that_is_not_merged_yet_holds_nobody_up(
    files: dict[str, list[facts.Record]], data: st.DataObject
) -> None:
    every = [one for records in files.values() for one in records]
    some = data.draw(st.lists(st.sampled_from(every), unique_by=lambda one: one.id))
    assert sorted(one.id for one in log.ordered(some)) == sorted(one.id for one in some)


@settings(max_examples=100, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_what_is_live_depends_on_no_order(
    files: dict[str, list[facts.Record]], chance: random.Random
) -> None:
    every = [one for records in files.values() for one in records]
    live = {one.id for one in fold.live(every)}
    chance.shuffle(every)
    assert {one.id for one in fold.live(every)} == live
    gone = {identity for one in every for identity in one.body.supersedes}  # type: ignore[attr-defined]
    assert live == {one.id for one in every} - gone


@settings(max_examples=60, deadline=None)
@given(histories(), st.integers(0, 10_000), st.integers(0, 255))
def test_one_changed_byte_is_never_taken_for_a_record(
    files: dict[str, list[facts.Record]], where: int, byte: int
) -> None:
    line = bytearray(log.line_of(next(iter(files.values()))[0]))
    before = bytes(line)
    line[where % (len(line) - 1)] = byte
    found = log.read_line(bytes(line))
    assert (found is not None) == (bytes(line) == before)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reader(rubbish: bytes) -> None:
    good = log.make(facts.FeatureClosed(reason="good"), at="2026", by="Ada", parents=())
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "a.jsonl").write_bytes(rubbish + b"\n" + log.line_of(good))
        reading = log.read(Path(scratch))
    assert reading.records == (good,)
    assert bool(reading.damage) == bool(rubbish) or rubbish == b""
