"""One order for every reader: parents, then time, then id. Small graphs, each with the order it must have.

A line of a graph reads `name second parents…`; the files hold the lines in every order there is.
"""

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

from parti.records import fold, log
from parti.records import vocabulary as facts
from tests.records.facts import reasons, record

ABSENT = "r:" + "f" * 64

GRAPHS = [
    ("one", ["a 0"], "a", "a"),
    ("time decides", ["a 3", "b 1", "c 2"], "b c a", "a b c"),
    ("a chain whose clock runs backwards", ["a 9", "b 5 a", "c 1 b"], "a b c", "c"),
    ("two branches from one start", ["a 0", "b 2 a", "c 1 a"], "a c b", "b c"),
    ("branches merge", ["a 0", "b 9 a", "c 1 a", "d 2 b c"], "a c b d", "d"),
    ("a branch with a fast clock waits for nobody", ["a 0", "b 8 a", "c 1 a", "d 2 c"], "a c d b", "b d"),
    ("a parent that is not there holds nobody up", ["a 5 ?", "b 1"], "b a", "a b"),
    ("nor does one of two", ["a 1", "b 0 a ?"], "a b", "b"),
    ("a late start still comes before its child", ["a 9", "b 0 a", "c 5"], "c a b", "b c"),
    ("a child waits for the last of its parents", ["a 1", "b 7", "c 0 a b", "d 3"], "a d b c", "c d"),
    ("three generations side by side", ["a 0", "b 1 a", "c 2 a", "d 3 b", "e 4 c"], "a b c d e", "d e"),
]


def graph(lines: Sequence[str]) -> list[facts.Record]:
    made: dict[str, facts.Record] = {}
    for line in lines:
        name, second, *parents = line.split()
        known = [ABSENT if parent == "?" else made[parent].id for parent in parents]
        made[name] = record(name, second=int(second), parents=known)
    return list(made.values())


@pytest.mark.parametrize(("why", "lines", "order", "heads"), GRAPHS, ids=[row[0] for row in GRAPHS])
def test_a_graph_has_one_order_however_its_lines_come(
    why: str, lines: list[str], order: str, heads: str
) -> None:
    made = graph(lines)
    for shuffled in itertools.permutations(made):
        assert reasons(log.ordered(shuffled)) == order.split(), why
    names = {one.id: reasons([one])[0] for one in made}
    assert sorted(names[head] for head in log.heads(made)) == heads.split()


@pytest.mark.parametrize(("why", "lines", "order", "heads"), GRAPHS, ids=[row[0] for row in GRAPHS])
def test_a_folder_of_one_file_a_record_reads_in_that_order(
    tmp_path: Path, why: str, lines: list[str], order: str, heads: str
) -> None:
    made = graph(lines)
    for number, one in enumerate(made):
        log.append(tmp_path, f"writer-{9 - number}", [one])
    reading = log.read(tmp_path)
    assert reasons(reading.records) == order.split(), why
    assert reading.heads == tuple(sorted(reading.heads))
    assert len(reading.heads) == len(heads.split())
    assert bool(reading.missing) == ("?" in "".join(lines))


def test_at_the_same_time_the_smaller_id_comes_first() -> None:
    made = [record(str(number)) for number in range(30)]
    assert [one.id for one in log.ordered(made)] == sorted(one.id for one in made)


def test_an_author_s_name_has_no_say_in_the_order() -> None:
    made = [record(name, by=name) for name in ("Zoe", "Ada", "Mia")]
    assert [one.id for one in log.ordered(made)] == sorted(one.id for one in made)


def test_a_parent_named_twice_counts_as_one() -> None:
    first = record("first")
    twice = record("second", parents=[first.id, first.id])
    assert reasons(log.ordered([twice, first])) == ["first", "second"]


def test_a_record_given_twice_comes_once() -> None:
    first = record("first")
    second = record("second", parents=[first.id])
    assert reasons(log.ordered([first, second, first, second])) == ["first", "second"]


def test_ten_thousand_in_one_chain_come_in_order() -> None:
    """No stack and no square: a long feature opens as a short one does."""
    made: list[facts.Record] = []
    for number in range(10_000):
        made.append(record(str(number), parents=[made[-1].id] if made else []))
    assert reasons(log.ordered(reversed(made))) == [str(number) for number in range(10_000)]


def test_nothing_has_no_order_and_no_head() -> None:
    assert list(log.ordered([])) == []
    assert log.heads([]) == ()


def test_a_head_is_what_nobody_names_though_it_was_superseded() -> None:
    """A head is the end of a branch of the log, not of an opinion."""
    old = record("old")
    fact = facts.Withdrawn(reason="wrong", supersedes=(old.id,))
    new = log.make(fact, at="2026", by="Ada", parents=())
    assert set(log.heads([old, new])) == {old.id, new.id}


def superseding(text: str, *gone: facts.Record) -> facts.Record:
    """An answer in the place of others."""
    fact = facts.Answered(question="Q-1", text=text, how="own", supersedes=tuple(one.id for one in gone))
    return log.make(fact, at="2026", by="Ada", parents=())


def texts(records: Sequence[facts.Record]) -> list[str]:
    return [one.body.text for one in fold.live(records) if isinstance(one.body, facts.Answered)]


OLD = superseding("old")
HERS, HIS = superseding("hers", OLD), superseding("his", OLD)
BOTH = superseding("both", HERS, HIS)
AGAIN = superseding("again", BOTH)

LIVE = [
    ([], [], "nothing"),
    ([OLD], ["old"], "one answer"),
    ([OLD, HERS], ["hers"], "a correction"),
    ([HERS], ["hers"], "what it corrects is not merged yet"),
    ([OLD, HERS, HIS], ["hers", "his"], "two who did not know each other: a conflict"),
    ([OLD, HERS, HIS, BOTH], ["both"], "settled by one who names both"),
    ([OLD, HIS, BOTH], ["both"], "settled, and one side is not merged yet"),
    ([OLD, HERS, HIS, BOTH, AGAIN], ["again"], "said anew"),
    ([OLD, AGAIN], ["old", "again"], "supersession is no chain: what lies between must be there"),
]


@pytest.mark.parametrize(("records", "expected", "why"), LIVE, ids=[row[2] for row in LIVE])
def test_live_is_what_nobody_superseded(records: list[facts.Record], expected: list[str], why: str) -> None:
    assert texts(records) == expected, why
    assert sorted(texts(records[::-1])) == sorted(expected), why


def test_the_live_keep_the_order_in_which_they_came() -> None:
    assert texts([HIS, OLD, HERS]) == ["his", "hers"]
    assert texts([HERS, HIS, OLD]) == ["hers", "his"]


def test_a_withdrawal_stays_and_what_it_names_goes() -> None:
    gone = superseding("gone")
    fact = facts.Withdrawn(reason="wrong", supersedes=(gone.id,))
    withdrawal = log.make(fact, at="2026", by="Ada", parents=())
    assert list(fold.live([gone, withdrawal])) == [withdrawal]


def test_a_kind_that_supersedes_nothing_takes_nothing_away() -> None:
    closed = log.make(facts.FeatureClosed(reason="done"), at="2026", by="Ada", parents=(OLD.id,))
    assert list(fold.live([OLD, closed])) == [OLD, closed]


def test_a_stream_that_can_be_read_once_is_read_whole() -> None:
    assert list(fold.live(iter([OLD, HERS]))) == [HERS]
    assert log.heads(iter([OLD])) == (OLD.id,)


def test_a_fold_goes_through_the_records_one_after_another() -> None:
    def evolve(state: str, one: facts.Record) -> str:
        assert isinstance(one.body, facts.Answered)
        return f"({state} {one.body.text})"

    assert fold.fold(evolve, "start", [OLD, HERS, HIS]) == "(((start old) hers) his)"
    assert fold.fold(evolve, "start", []) == "start"
