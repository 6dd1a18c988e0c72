"""Keys of what the design names: stable, of one sort, never given to two things (D4).

Guards `naming`: a key is what people quote for years, so it may neither move nor mean two things.
"""

import re

import msgspec
import pytest

from parti.design import naming, state
from parti.library import load
from parti.records import log, refusal
from parti.records import vocabulary as facts
from tests.design import conversations

NEW: list[state.Named] = [
    facts.Decided(key="", title="Ack late", choice="c", because="b"),
    facts.InvariantStated(key="", text="No row is deleted", why="audits"),
    facts.FailureModeNamed(key="", component="RabbitMQ", mode="late", handling="h", evidence="test: t"),
    facts.DataNamed(key="", name="order", shape="id", owner="shop"),
    facts.ModuleTouched(key="", path="src/a.py", why="new"),
]
PREFIXES = ["D", "INV", "FM", "DATA", "MOD"]


def design(*more: facts.Fact) -> state.DesignState:
    return conversations.folded(conversations.said(*conversations.settled(), *more))


def taken(key: str, fact: facts.Fact) -> state.DesignState:
    """A design in which other words have this key."""
    record = log.make(fact, at="2026-01-01T00:00:00.000000Z", by="Ada <ada@example.org>", parents=[])
    return state.DesignState(named={key: (record,)})


@pytest.mark.parametrize(("fact", "prefix"), list(zip(NEW, PREFIXES, strict=True)), ids=PREFIXES)
def test_a_new_thing_gets_four_digits_after_the_letters_of_its_sort(fact: state.Named, prefix: str) -> None:
    made = naming.keyed(design(), fact)
    assert re.fullmatch(rf"{prefix}-[0-9a-f]{{4}}", made.key)
    assert msgspec.structs.replace(made, key="") == fact


@pytest.mark.parametrize("fact", NEW, ids=PREFIXES)
def test_a_key_follows_from_the_words_alone(fact: state.Named) -> None:
    assert naming.keyed(design(), fact).key == naming.keyed(state.DesignState(), fact).key


def test_other_words_get_another_key() -> None:
    keys = {
        naming.keyed(design(), facts.InvariantStated(key="", text=f"law {n}", why="")).key
        for n in range(40)
    }
    assert len(keys) == 40


def test_a_key_that_other_words_took_grows_until_it_is_free() -> None:
    fact = NEW[1]
    short = naming.keyed(state.DesignState(), fact).key
    other = facts.InvariantStated(key=short, text="other words", why="")
    longer = naming.keyed(taken(short, other), fact).key
    assert longer.startswith(short)
    assert len(longer) == len(short) + 1


@pytest.mark.parametrize("fact", NEW, ids=PREFIXES)
def test_saying_the_same_again_is_refused_with_the_key_that_says_it(fact: state.Named) -> None:
    made = naming.keyed(design(), fact)
    after = design(made)
    assert naming.says(after, fact)
    assert not naming.says(design(), fact)
    with pytest.raises(refusal.Misused) as caught:
        naming.keyed(after, fact)
    assert caught.value.sentence == f"{made.key} already says exactly this."
    assert caught.value.next_step == "parti design shows it"


def test_the_same_words_over_two_lines_are_the_same_words() -> None:
    made = naming.keyed(design(), NEW[1])
    spread = facts.InvariantStated(key="", text=" No  row\nis deleted ", why="audits")
    assert naming.says(design(made), spread)


def test_the_same_words_of_another_sort_are_another_thing() -> None:
    record = facts.ModuleTouched(key="MOD-1", path="x", why="y")
    assert naming.says(design(record), facts.ModuleTouched(key="", path="x", why="y"))
    assert not naming.says(design(record), facts.InvariantStated(key="", text="x", why="y"))


@pytest.mark.parametrize("fact", NEW, ids=PREFIXES)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_known_key_is_replaced_by_its_own_sort_only(fact: state.Named, prefix: str) -> None:
    before, key = design(), f"{prefix}-0001"
    keyed = msgspec.structs.replace(fact, key=key)
    own = PREFIXES[NEW.index(fact)]
    if own == prefix:
        seen = tuple(record.id for record in before.named[key])
        assert naming.keyed(before, keyed) == msgspec.structs.replace(keyed, supersedes=seen)
        return
    with pytest.raises(refusal.Misused) as caught:
        naming.keyed(before, keyed)
    assert caught.value.sentence == f"{key} is of another sort; what is said here has a key {own}-…."
    assert caught.value.next_step == "parti design shows the ids"


def test_replacing_a_disputed_thing_supersedes_both_sides() -> None:
    rival = facts.InvariantStated(key="INV-0001", text="two rows", why="x")
    before = design(rival)
    made = naming.keyed(before, facts.InvariantStated(key="INV-0001", text="one row", why="x"))
    assert made.supersedes == tuple(record.id for record in before.named["INV-0001"])
    assert len(made.supersedes) == 2


@pytest.mark.parametrize("key", ["INV-9999", "Q-retention", "no such component", "rabbitmq", ""])
def test_what_is_not_there_cannot_be_withdrawn(key: str) -> None:
    with pytest.raises(refusal.Misused) as caught:
        naming.withdraw(design(), key, "a mistake")
    assert caught.value.sentence == f"{key} is not in this design."
    assert caught.value.next_step == "parti design shows the ids"


@pytest.mark.parametrize("key", ["D-0001", "INV-0001", "FM-0001", "DATA-0001", "MOD-0001", "RabbitMQ"])
def test_what_is_withdrawn_is_gone_and_nothing_else(key: str) -> None:
    records = conversations.said(*conversations.settled())
    before = conversations.folded(records)
    gone = naming.withdraw(before, key, "a mistake")
    assert gone.reason == "a mistake"
    after = conversations.folded([*records, *conversations.said(gone, start=900)])
    assert set(before.named) - set(after.named) == {key} - {"RabbitMQ"}
    assert set(before.components) - set(after.components) == {key} & {"RabbitMQ"}


BARS = [
    ("a | b", "a / b"),
    ("a |\nb", "a / b"),
    ("a | | b", "a / / b"),
    ("| a |", "/ a /"),
    ("a|b", "a|b"),
    ("a || b", "a || b"),
    ("a\u2028b\tc\x85d", "a b c d"),
]


@pytest.mark.parametrize(("text", "kept"), BARS)
def test_no_field_can_hold_a_bar_or_a_line_of_its_own(text: str, kept: str) -> None:
    made = naming.keyed(
        design(),
        facts.Decided(
            key="", title=text, choice=text, because=text, rejected=(facts.Rejected(text, text),)
        ),
    )
    assert isinstance(made, facts.Decided)
    assert (made.title, made.choice, made.because) == (kept, kept, kept)
    assert made.rejected == (facts.Rejected(kept, kept),)


EVIDENCE = [
    ("fault: kill between commit and ack", True),
    ("  Fault : kill it", True),
    ("TEST", True),
    ("we will see", False),
    ("", False),
    (": fault", False),
    ("faults: kill it", False),
]


@pytest.mark.parametrize(("evidence", "known"), EVIDENCE)
def test_the_evidence_of_a_failure_mode_begins_with_a_kind_that_is_known(
    evidence: str, known: bool
) -> None:
    words = msgspec.structs.replace(load.vocabulary(), evidence={"fault": "a fault", "test": "a test"})
    mode = facts.FailureModeNamed(
        key="FM-2", component="PostgreSQL", mode="slow", handling="h", evidence=evidence
    )
    base = [fact for fact in conversations.settled() if not isinstance(fact, facts.FailureModeNamed)]
    found = list(naming.evidence_findings(conversations.folded(conversations.said(*base, mode)), words))
    if known:
        assert found == []
        return
    (finding,) = found
    assert (finding.code, finding.level, str(finding.place)) == ("design/evidence", "error", "FM-2")
    assert finding.message == "PostgreSQL × slow names no kind of evidence."
    assert finding.fix == 'parti failure --key FM-2 … --evidence "<fault, test>: <what shows it>"'
