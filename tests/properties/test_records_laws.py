"""Laws of records, for any history: the page's own rules, told again in the plainest code there is.

Each reference here is written from `docs/records.md` and knows nothing of how the package does it.
"""

import hashlib
import json
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from parti.records import canonical, files, fold, log
from parti.records import vocabulary as facts

TEXT = st.text(st.characters(codec="utf-8"), max_size=10)
IDS = st.lists(
    st.text("0123456789abcdef", min_size=4, max_size=4).map(lambda text: f"r:{text}"), max_size=3
)
MANY = st.lists(TEXT, max_size=3).map(tuple)
GONE = IDS.map(tuple)

FACTS = st.one_of(
    st.builds(facts.FeatureOpened, slug=TEXT, wish=TEXT, branch=TEXT, lane=TEXT),
    st.builds(
        facts.ProblemStated, situation=TEXT, needed=MANY, never=MANY, quantities=MANY, supersedes=GONE
    ),
    st.builds(facts.Answered, question=TEXT, text=TEXT, how=TEXT, supersedes=GONE),
    st.builds(
        facts.Decided,
        key=TEXT,
        title=TEXT,
        choice=TEXT,
        because=TEXT,
        rejected=st.lists(st.builds(facts.Rejected, option=TEXT, why=TEXT), max_size=2).map(tuple),
        answers=MANY,
        supersedes=GONE,
    ),
    st.builds(facts.Absorbed, document=TEXT, changes=st.integers(-(2**70), 2**70)),
    st.builds(
        facts.ObligationsDrawn,
        bank=TEXT,
        questions=st.lists(
            st.builds(facts.Drawn, TEXT, TEXT, TEXT, MANY, TEXT, st.booleans()), max_size=2
        ).map(tuple),
        supersedes=GONE,
    ),
)
RECORDS = st.builds(
    lambda fact, at, by, seen: log.make(fact, at=at, by=by, parents=seen), FACTS, TEXT, TEXT, IDS
)


@st.composite
def histories(draw: st.DrawFn) -> list[facts.Record]:
    """Records with clocks that are not to be trusted, in no order, some of whose parents are not there."""
    every: list[facts.Record] = []
    for number in range(draw(st.integers(0, 9))):
        seen = [one.id for one in every if draw(st.booleans())]
        gone = tuple(one.id for one in every if draw(st.integers(0, 3)) == 0)
        fact = facts.Answered(question="Q", text=str(number), how="own", supersedes=gone)
        every.append(log.make(fact, at=str(draw(st.integers(0, 3))), by="Ada", parents=seen))
    kept = [one for one in every if draw(st.integers(0, 5))]
    return draw(st.permutations(kept))


def plain_order(records: Sequence[facts.Record]) -> list[facts.Record]:
    """The three rules of the page, one after the other, with no care for speed."""
    left, done = list(records), list[facts.Record]()
    while left:
        there = {one.id for one in left}
        ready = [one for one in left if not there & set(one.parents)]
        first = min(ready, key=lambda one: (one.at, one.id))
        left.remove(first)
        done.append(first)
    return done


def by_hand(line: bytes) -> tuple[str, str]:
    """The id that a line claims, and the one that the page's few lines of Python work out."""
    record: dict[str, Any] = json.loads(line)
    claimed = record.pop("id")
    plain = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return claimed, "r:" + hashlib.sha256(b"parti-r-v1\n" + plain).hexdigest()


@settings(deadline=None)
@given(RECORDS)
def test_anybody_can_verify_any_record_by_hand(one: facts.Record) -> None:
    claimed, actual = by_hand(log.line_of(one))
    assert claimed == actual == one.id


@settings(deadline=None)
@given(RECORDS)
def test_any_record_comes_back_from_its_line(one: facts.Record) -> None:
    line = log.line_of(one)
    assert log.read_line(line) == one
    assert line.count(b"\n") == 1


@settings(deadline=None)
@given(RECORDS)
def test_to_make_a_record_of_what_was_read_gives_the_same_record(one: facts.Record) -> None:
    assert log.make(one.body, at=one.at, by=one.by, parents=one.parents) == one


@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_in_which_heads_were_seen_is_no_part_of_a_record(one: facts.Record, chance: Any) -> None:
    shuffled = list(one.parents)
    chance.shuffle(shuffled)
    assert log.make(one.body, at=one.at, by=one.by, parents=shuffled) == one


@given(FACTS, FACTS)
def test_two_facts_share_an_id_only_when_they_say_the_same(one: facts.Fact, other: facts.Fact) -> None:
    first, second = (log.make(fact, at="", by="", parents=()) for fact in (one, other))
    assert (first.id == second.id) == (first.kind == second.kind and first.body == second.body)


@given(TEXT, TEXT)
def test_tag_and_content_never_run_into_one_another(one: str, other: str) -> None:
    """`ab` of `c` and `a` of `bc` are two things."""
    assert canonical.digest("ab", b"c") != canonical.digest("a", b"bc")
    data = [text.encode() for text in (one, other)]
    assert (canonical.digest("r", data[0]) == canonical.digest("r", data[1])) == (one == other)


@given(st.dictionaries(TEXT, TEXT, max_size=6))
def test_keys_come_in_the_order_of_their_utf_8(table: dict[str, str]) -> None:
    normal = {unicodedata.normalize("NFC", key) for key in table}
    if len(normal) == len(table):
        found = [key.encode() for key in json.loads(canonical.encode(table))]
        assert found == sorted(key.encode() for key in normal)


@settings(deadline=None)
@given(histories())
def test_the_order_is_the_one_of_the_page(records: list[facts.Record]) -> None:
    assert list(log.ordered(records)) == plain_order(records)


@settings(deadline=None)
@given(histories())
def test_to_order_what_is_ordered_changes_nothing(records: list[facts.Record]) -> None:
    once = list(log.ordered(records))
    assert list(log.ordered(once)) == once


@settings(deadline=None)
@given(histories())
def test_heads_are_the_ends(records: list[facts.Record]) -> None:
    ends = [one.id for one in records if not any(one.id in other.parents for other in records)]
    assert log.heads(records) == tuple(sorted(ends))
    assert bool(ends) == bool(records)


@settings(deadline=None)
@given(histories())
def test_one_who_has_seen_all_heads_ends_every_branch(records: list[facts.Record]) -> None:
    new = log.make(facts.FeatureClosed(reason="x"), at="", by="", parents=log.heads(records))
    assert log.heads([*records, new]) == (new.id,)
    assert list(log.ordered([new, *records]))[-1] == new


@settings(deadline=None)
@given(histories(), histories())
def test_what_is_gone_never_comes_back(one: list[facts.Record], more: list[facts.Record]) -> None:
    """A merge can take live records away and bring new ones; it revives none."""
    together = {each.id: each for each in (*one, *more)}.values()
    before = {each.id for each in fold.live(one)}
    after = {each.id for each in fold.live(together)}
    assert after & {each.id for each in one} <= before


@settings(deadline=None)
@given(histories(), histories())
def test_a_merge_is_the_same_both_ways(one: list[facts.Record], other: list[facts.Record]) -> None:
    ways = [list(log.ordered((*a, *b))) for a, b in ((one, other), (other, one))]
    assert ways[0] == ways[1]
    assert list(fold.live(ways[0])) == list(fold.live(ways[1]))


@settings(deadline=None)
@given(histories())
def test_live_keeps_order_and_invents_nothing(records: list[facts.Record]) -> None:
    live = list(fold.live(records))
    places = [records.index(one) for one in live]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.binary(max_size=6).map(lambda data: data.replace(b"\n", b"") + b"\n"), max_size=5),
    st.binary(max_size=5),
)
def test_appends_add_up_and_a_torn_tail_is_the_only_thing_that_goes(
    lines: list[bytes], tail: bytes
) -> None:
    torn = tail.replace(b"\n", b"")
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "log"
        for line in lines:
            assert files.append(path, line) == b""
        with path.open("ab") as file:
            file.write(torn)
        assert files.append(path, b"last\n") == torn
        assert path.read_bytes() == b"".join(lines) + b"last\n"
        assert path.with_name("log.torn").exists() == bool(torn)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(max_size=40), min_size=1, max_size=4))
def test_a_page_holds_what_was_written_last(contents: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "deep/page"
        for content in contents:
            files.write(path, content)
        assert path.read_bytes() == contents[-1]
        assert [each.name for each in path.parent.iterdir()] == ["page"]
        assert files.size(path) == len(contents[-1])


@settings(deadline=None, max_examples=40)
@given(st.lists(RECORDS, min_size=1, max_size=4, unique_by=lambda one: one.id), st.data())
def test_a_log_cut_anywhere_loses_its_last_lines_and_nothing_else(
    records: list[facts.Record], data: st.DataObject
) -> None:
    lines = [log.line_of(one) for one in records]
    whole = b"".join(lines)
    cut = data.draw(st.integers(0, len(whole)))
    complete = whole[:cut].count(b"\n")
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "ada.jsonl").write_bytes(whole[:cut])
        reading = log.read(Path(scratch))
    assert {one.id for one in reading.records} == {one.id for one in records[:complete]}
    half = whole[:cut].rpartition(b"\n")[2]
    assert [(found.line, found.kind) for found in reading.damage] == [(complete + 1, "torn")] * bool(half)
