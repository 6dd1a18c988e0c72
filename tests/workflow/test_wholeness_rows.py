"""What is wrong in a log in its own words: how much stops, how causes are grouped, whose loss is whose."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from parti import ports
from parti.constraints.finding import Finding
from parti.records import log, refusal
from parti.records import vocabulary as facts
from parti.workflow import wholeness
from tests.fakes import features
from tests.fakes.features import DECISION, Site

LOG = ".parti/features/orders/log"
RULE = facts.InvariantStated(key="INV-1", text="One row", why="money")


def rules(count: int) -> list[facts.Fact]:
    return [facts.InvariantStated(key=f"INV-{n}", text=f"t{n}", why="w") for n in range(count)]


def committed(tmp_path: Path, *more: facts.Fact) -> Site:
    site = Site(tmp_path)
    site.open(DECISION, *more)
    site.repository.commit()
    return site


def lines(site: Site, slug: str = "orders") -> list[bytes]:
    return site.log_file(slug).read_bytes().splitlines(keepends=True)


def put(site: Site, kept: Iterable[bytes], slug: str = "orders") -> None:
    site.log_file(slug).write_bytes(b"".join(kept))


def by_itself(site: Site) -> list[tuple[str, str]]:
    """What is wrong in the log alone; git is not asked."""
    found = wholeness.findings(site.root, log.read(site.root / LOG))
    return [(each.code, each.level) for each in found]


def words(found: Iterable[Finding]) -> list[str]:
    return [each.message for each in found]


# In the log by itself.


def test_a_whole_log_has_nothing_to_say_and_refuses_nobody(tmp_path: Path) -> None:
    site = committed(tmp_path, RULE)
    assert by_itself(site) == []
    assert wholeness.broken(site.house()) == wholeness.broken(site.house(), thorough=True) == ()
    wholeness.refuse(site.house(), thorough=True)


MARKERS = b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> side\n"

KINDS: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str, str]] = {
    "a line that was cut short at the end": (lambda ls: [*ls, b'{"at":"2026'], "log/torn", "note"),
    "a line that was cut short in the middle": (
        lambda ls: [*ls[:1], ls[1][:20] + b"\n", *ls[1:]],
        "log/damaged",
        "error",
    ),
    "the markers of a merge": (
        lambda ls: [MARKERS[0], *ls, MARKERS[1], MARKERS[2]],
        "log/conflict",
        "error",
    ),
    "words that somebody typed": (lambda ls: [*ls, b"see above\n"], "log/damaged", "error"),
    "a line without its parent": (lambda ls: ls[1:], "log/missing", "error"),
}


@pytest.mark.parametrize(("edit", "code", "level"), KINDS.values(), ids=KINDS.keys())
def test_each_kind_of_harm_is_called_by_its_name_and_once(
    tmp_path: Path, edit: Callable[[list[bytes]], list[bytes]], code: str, level: str
) -> None:
    site = committed(tmp_path, RULE)
    put(site, edit(lines(site)))
    assert by_itself(site) == [(code, level)]


def test_a_torn_end_stops_nobody(tmp_path: Path) -> None:
    site = committed(tmp_path, RULE)
    put(site, [*lines(site), b'{"at":"2026'])
    house = site.house()
    assert [each.level for each in wholeness.broken(house)] == ["note"]
    assert wholeness.errors(wholeness.broken(house)) == ()
    wholeness.refuse(house)


def test_one_cause_in_two_files_is_told_for_each(tmp_path: Path) -> None:
    site = committed(tmp_path, *rules(2))
    own, path = lines(site), site.log_file()
    site.log_file().with_name("other.jsonl").write_bytes(b"typed\n")
    path.write_bytes(b"".join((*own, b"typed\n", b"typed\n")))
    found = wholeness.findings(site.root, log.read(path.parent))
    assert sorted((each.place.path, each.place.line) for each in found) == sorted(
        [(f"{LOG}/other.jsonl", 1), (f"{LOG}/{path.name}", len(own) + 1)]
    )
    assert sum("(2 lines, the first is here)" in text for text in words(found)) == 1


def test_two_causes_in_one_file_are_told_apart(tmp_path: Path) -> None:
    site = committed(tmp_path, *rules(3))
    own = lines(site)
    put(site, [own[0], own[1][:-1] + b"\r\n", MARKERS[0], *own[2:]])
    codes = [code for code, _ in by_itself(site)]
    assert sorted(codes) == ["log/conflict", "log/damaged"]


def test_a_sentence_begins_with_a_capital_and_ends_once(tmp_path: Path) -> None:
    site = committed(tmp_path, RULE)
    put(site, [*lines(site)[1:], b"typed\n"])
    found = wholeness.findings(site.root, log.read(site.root / LOG))
    assert len(found) == 2
    for text in words(found):
        assert (text[0], text[-1], text[-2]) == (text[0].upper(), ".", text[-2].strip("."))


@pytest.mark.parametrize(("count", "more"), [(2, ""), (3, ""), (4, " and 1 more"), (6, " and 3 more")])
def test_of_many_missing_records_three_are_named(tmp_path: Path, count: int, more: str) -> None:
    site = committed(tmp_path, *rules(2 * count - 1))
    missing = [record.id[:14] for record in site.house().reading.records[0 : 2 * count : 2]]
    put(site, lines(site)[1::2])
    (found,) = wholeness.findings(site.root, log.read(site.root / LOG))
    head, _, named = found.message.removesuffix(".").partition(" of the feature: ")
    assert head == f"{count} records on which lines build are in no file"
    assert named.endswith(more)
    assert set(named.removesuffix(more).split(", ")) <= set(missing)
    assert len(named.removesuffix(more).split(", ")) == min(count, 3)


# What git has.


def rewritten(site: Site, thorough: bool = True) -> list[Finding]:
    found = wholeness.lost(site.house(), thorough=thorough)
    assert {each.code for each in found} <= {"log/rewritten"}
    return list(found)


@pytest.mark.parametrize(("left", "count"), [(2, "1 record"), (1, "2 records")])
def test_what_was_taken_from_the_end_is_counted_and_named(tmp_path: Path, left: int, count: str) -> None:
    site = committed(tmp_path, RULE)
    records, path = site.house().reading.records, site.log_file()
    put(site, lines(site)[:left])
    (found,) = rewritten(site)
    named = ", ".join(f"{record.kind} {record.id[:14]}" for record in records[left:])
    assert found.message == f"The log has lost {count} that this file has in HEAD: {named}."
    assert (found.place.path, found.place.line) == (f"{LOG}/{path.name}", 0)


def test_of_many_lost_records_three_are_named(tmp_path: Path) -> None:
    site = committed(tmp_path, *rules(5))
    put(site, lines(site)[:1])
    (found,) = rewritten(site)
    assert "lost 6 records" in found.message
    assert found.message.endswith(" and 3 more.")
    assert found.message.count("r:") == 3


def test_a_line_that_others_miss_is_told_as_missing_and_not_once_more(tmp_path: Path) -> None:
    site = committed(tmp_path, *rules(2))
    own = lines(site)
    put(site, [own[0], *own[2:]])
    assert by_itself(site) == [("log/missing", "error")]
    assert rewritten(site) == []
    put(site, [own[0], own[2]])
    assert len(rewritten(site)) == 1, "nobody names the last one"


def test_each_file_that_lost_something_is_told_by_its_name(tmp_path: Path) -> None:
    site = committed(tmp_path)
    first = site.house().reading.records[0]
    paths = []
    for name in ("b", "a"):
        late = log.make(
            facts.InvariantStated(key=f"INV-{name}", text="t", why="w"),
            at="2026-02-01T00:00:00.000000Z",
            by=features.ADA,
            parents=(first.id,),
        )
        paths.append(site.root / LOG / f"{name}.jsonl")
        paths[-1].write_bytes(log.line_of(late))
    site.repository.commit()
    for path in paths:
        path.unlink()
    assert [each.place.path for each in rewritten(site)] == [f"{LOG}/a.jsonl", f"{LOG}/b.jsonl"]


@pytest.mark.parametrize("text", ["no record\n", "{}\n", '{"id":"r:0"}\n', "\n", "[1]\n"])
def test_a_line_that_was_never_a_record_is_no_loss(tmp_path: Path, text: str) -> None:
    site = committed(tmp_path)
    own = lines(site)
    put(site, [*own, text.encode()])
    site.repository.commit()
    put(site, own)
    assert rewritten(site) == []


@pytest.mark.parametrize(
    ("kinds", "lost"),
    [
        (("FeatureOpened", "FeatureClosed"), False),
        (("FeatureClosed",), True),
        (("FeatureOpened",), True),
    ],
)
def test_a_feature_is_put_away_when_its_first_and_its_last_record_are_gone(
    tmp_path: Path, kinds: tuple[str, ...], lost: bool
) -> None:
    """Only then nothing is left that builds on what is gone."""
    site = committed(tmp_path, RULE)
    site.record(facts.FeatureClosed(reason="shipped"))
    site.repository.commit()
    own = lines(site)
    left = [line for line in own if not any(f'"kind":"{kind}"'.encode() in line for kind in kinds)]
    assert len(left) == len(own) - len(kinds)
    put(site, left if lost else [])
    told = [each.code for each in wholeness.broken(site.house("orders"), thorough=True)]
    assert bool(told) is lost


def test_the_first_thing_that_is_wrong_is_what_refuses(tmp_path: Path) -> None:
    site = committed(tmp_path, RULE)
    put(site, [*lines(site)[:1], b"typed\n"])
    with pytest.raises(refusal.Unready) as caught:
        wholeness.refuse(site.house())
    first = wholeness.errors(wholeness.broken(site.house()))[0]
    assert caught.value.sentence == f"The log is not whole ({first.code}): {first.message}"
    assert caught.value.place == str(first.place) == f"{LOG}/{site.log_file().name}:2"


def test_what_is_not_known_refuses_nobody_and_is_told_with_what_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = committed(tmp_path, RULE)
    last = lines(site)[-1]
    row = ports.Written("HEAD", f"{LOG}/{site.log_file().name}", last.rstrip(b"\n"))
    told = [ports.Gone((), "git failed"), ports.Gone((row,), "git failed")]
    monkeypatch.setattr(type(site.repository), "gone", lambda *_: told.pop(0))
    wholeness.refuse(site.house())
    put(site, lines(site)[:-1])
    found = wholeness.lost(site.house())
    assert [(each.code, each.level) for each in found] == [
        ("log/rewritten", "error"),
        ("log/unknown", "warning"),
    ]
