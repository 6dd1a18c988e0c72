"""The closed vocabulary: every kind as it stands in a log, and what a log may not say instead.

A record is read for years. These tables hold the stored names and shapes, so that a change of the
vocabulary that an older clone would misread cannot pass unseen.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from parti.records import debate, log
from parti.records import vocabulary as facts
from tests.records.samples import NAMES, OLD, SAMPLES

DOCS = Path(__file__).parents[2] / "docs/records.md"
AT = "2026-11-21T09:30:00.000000Z"
BY = "Ada <ada@example.org>"

WITHOUT_SUPERSEDES = {
    "FeatureOpened": "a feature is opened once",
    "FeatureClosed": "a feature is closed once",
    "AnswerSentBack": "says what happened, and nothing rests on it",
    "Absorbed": "says what happened, and nothing rests on it",
    "DesignLocked": "a lock ends by DesignUnlocked or by a design with another digest",
    "ChunkBriefed": "each brief stands beside the one before",
    "ChunkChecked": "each check stands beside the one before",
    "GateJudged": "each verdict stands beside the one before",
    "QuestionAdded": "it ends by an answer, like every question",
    "AnswerDoubted": "says what happened; a better answer supersedes the answer",
    "AnswerLookedAt": "says what happened, and nothing rests on it",
    "SealOpened": "a seal is opened once",
    "SpendingAllowed": "each consent stands beside the one before",
    "ModelCalled": "each call stands beside the one before",
    "ProposalDropped": "says what happened, and nothing rests on it",
    "ObjectionRaised": "each objection stands beside the one before",
    "PositionTaken": "what a session said is never taken back",
    "PositionHeld": "each outcome stands beside the one before",
    "PositionMoved": "each outcome stands beside the one before",
    "AgreementMeasured": "each measurement stands beside the one before",
}
MUST_SUPERSEDE = {"Withdrawn", "DesignUnlocked"}


def line(kind: str, body: str) -> bytes:
    """A whole line, its id worked out as the page says."""
    head = f'{{"at":"{AT}","body":{body},"by":"{BY}",'
    tail = f'"kind":"{kind}","parents":[]}}'
    digest = hashlib.sha256(b"parti-r-v1\n" + (head + tail).encode()).hexdigest()
    return f'{head}"id":"r:{digest}",{tail}\n'.encode()


def said(folder: Path, data: bytes) -> list[tuple[str, str]]:
    """What a reader says of a log with these bytes alone."""
    (folder / "ada.jsonl").write_bytes(data)
    reading = log.read(folder)
    assert reading.records == ()
    return [(damage.kind, damage.sentence) for damage in reading.damage]


def test_there_is_a_sample_of_every_kind_once() -> None:
    assert sorted(NAMES) == sorted(facts.KINDS)
    assert len(set(NAMES)) == len(NAMES)


def test_no_fact_is_missing_from_the_closed_list() -> None:
    defined = {
        name
        for name, value in (*vars(facts).items(), *vars(debate).items())
        if isinstance(value, type) and issubclass(value, facts.Fact) and value is not facts.Fact
    }
    assert defined == set(facts.KINDS)
    assert all(kind.__name__ == name for name, kind in facts.KINDS.items())


def test_the_page_on_records_lists_the_kinds_in_the_order_of_the_code() -> None:
    table = DOCS.read_text("utf-8").partition("## The kinds")[2].partition("## The order")[0]
    assert re.findall(r"`([A-Z]\w+)`", table) == list(facts.KINDS)


@pytest.mark.parametrize(("fact", "body"), SAMPLES, ids=NAMES)
def test_a_kind_stands_in_the_log_as_it_always_did(fact: facts.Fact, body: str) -> None:
    made = log.make(fact, at=AT, by=BY, parents=())
    assert log.line_of(made) == line(type(fact).__name__, body)


@pytest.mark.parametrize(("fact", "body"), SAMPLES, ids=NAMES)
def test_a_line_of_a_kind_is_read_as_the_same_fact(fact: facts.Fact, body: str) -> None:
    found = log.read_line(line(type(fact).__name__, body))
    assert found is not None
    assert found.body == fact
    assert type(found.body) is type(fact)
    assert (found.at, found.by, found.kind, found.parents) == (AT, BY, type(fact).__name__, ())


@pytest.mark.parametrize(("fact", "body"), SAMPLES, ids=NAMES)
def test_a_sample_fills_every_field(fact: facts.Fact, body: str) -> None:
    """An empty field would let a kind lose it without a sample noticing."""
    fields = msgspec.structs.asdict(fact)
    assert set(fields) == set(json.loads(body))
    assert [name for name, value in fields.items() if value in ("", (), 0, False, {})] == []


@pytest.mark.parametrize(("fact", "body"), SAMPLES, ids=NAMES)
def test_a_field_that_is_not_known_is_of_a_newer_parti(tmp_path: Path, fact: facts.Fact, body: str) -> None:
    kind = type(fact).__name__
    more = f'{body[:-1]},"zeal":"high"}}'
    (found,) = said(tmp_path, line(kind, more))
    assert found[0] == "newer"
    assert found[1].startswith(f"{kind} has a shape not known here: ")
    assert "`zeal`" in found[1]


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("FeatureClosed", "{}", "missing required field `reason`"),
        ("FeatureClosed", '{"reason":1}', "Expected `str`, got `int`"),
        ("FeatureClosed", '{"reason":null}', "Expected `str`, got `null`"),
        ("FeatureClosed", '["it is live"]', "Expected `object`, got `array`"),
        ("Absorbed", '{"changes":"3","document":"page:1"}', "Expected `int`, got `str`"),
        ("Absorbed", '{"changes":1.5,"document":"page:1"}', "Expected `int`, got `float`"),
        ("Withdrawn", '{"reason":"x","supersedes":"r:1"}', "Expected `array`, got `str`"),
        ("Withdrawn", '{"reason":"x"}', "missing required field `supersedes`"),
        (
            "Decided",
            '{"because":"b","choice":"c","key":"D","rejected":[{"option":"o"}],"title":"t"}',
            "missing required field `why` - at `$.rejected[0]`",
        ),
        (
            "ObligationsDrawn",
            '{"bank":"b","questions":[{"components":[],"concern":"c","first":1,"question":"q","severity":"s",'
            '"slot":"n"}]}',
            "Expected `bool`, got `int` - at `$.questions[0].first`",
        ),
    ],
)
def test_a_body_of_another_shape_is_named_and_not_guessed(
    tmp_path: Path, kind: str, body: str, why: str
) -> None:
    (found,) = said(tmp_path, line(kind, body))
    assert found[0] == "newer"
    assert found[1].startswith(f"{kind} has a shape not known here: ")
    assert why in found[1]


@pytest.mark.parametrize(
    "name", ["featureclosed", "FeatureClosed ", "Fact", "Record", "Drawn", "", "émigré"]
)
def test_a_kind_goes_by_its_exact_name(tmp_path: Path, name: str) -> None:
    assert said(tmp_path, line(name, '{"reason":"x"}')) == [
        ("newer", f"record kind {name!r} is not known here")
    ]


def test_what_older_records_left_out_reads_as_empty() -> None:
    """A field that came later has a default; a record from before it stays readable and keeps its id."""
    short = line("Waived", '{"question":"q","reason":"r","until":"u"}')
    found = log.read_line(short)
    assert found is not None
    assert found.body == facts.Waived(question="q", reason="r", until="u", supersedes=())
    assert found.id.encode() in short


@pytest.mark.parametrize("kind", facts.KINDS.values(), ids=facts.KINDS)
def test_only_lists_and_flags_may_be_left_out(kind: type[facts.Fact]) -> None:
    """A text with a default would turn a forgotten word into an empty one."""
    optional = {field.name: field.default for field in msgspec.structs.fields(kind) if not field.required}
    assert set(optional.values()) <= {()}


@pytest.mark.parametrize("kind", facts.KINDS.values(), ids=facts.KINDS)
def test_a_kind_says_what_it_supersedes_unless_nothing_can_replace_it(kind: type[facts.Fact]) -> None:
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    assert ("supersedes" in fields) == (kind.__name__ not in WITHOUT_SUPERSEDES)
    if "supersedes" in fields:
        assert fields["supersedes"].required == (kind.__name__ in MUST_SUPERSEDE)


@pytest.mark.parametrize("fact", [fact for fact, _ in SAMPLES], ids=NAMES)
def test_a_fact_is_never_changed(fact: facts.Fact) -> None:
    name = msgspec.structs.fields(fact)[0].name
    with pytest.raises(AttributeError):
        setattr(fact, name, "other")


def test_what_is_in_a_fact_is_never_changed_either() -> None:
    inner: list[tuple[Any, str]] = [
        (facts.Drawn("q", "c", "s", (), "n"), "question"),
        (facts.Rejected("o", "w"), "option"),
        (log.make(facts.FeatureClosed(reason="x"), at=AT, by=BY, parents=()), "id"),
    ]
    for value, name in inner:
        with pytest.raises(AttributeError):
            setattr(value, name, "other")


def test_a_question_that_need_not_come_first_says_so() -> None:
    assert facts.Drawn("q", "c", "s", (), "n").first is False
    assert msgspec.json.decode(msgspec.json.encode(facts.Drawn("q", "c", "s", (), "n")))["first"] is False


def test_the_stand_in_for_an_old_record_has_the_form_of_an_id() -> None:
    assert re.fullmatch(r"r:[0-9a-f]{64}", OLD)
