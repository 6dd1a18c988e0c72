"""Laws of phase 1 for any words: printing and reading back, order, and counting.

Guards the page as a two-way street: whatever people say, with bars, brackets, dashes or line ends
in it, an untouched page says nothing new and an edit brings back the same words.
"""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from parti.design import absorb, adequacy, coverage, entries, lock, naming, page, settlement, state
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations
from tests.design.conversations import JANE

BANK = load.bank().by_id()
SLOTS = ["number", "mechanism", "owner", "states", "choice"]
PIECES = [
    "a",
    "order",
    "|",
    " | ",
    "\n",
    "- ",
    "×",
    " — ",
    ": ",
    "(",
    ")",
    "because: x",
    "2026-01-01)",
    "`",
]
PIECES += ["**", "é", "注", "\u2028", "\t", "D-0001", "#", "waived", " | default", "<!--", "<j@x>"]
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join)
HEADS = WORDS.map(lambda words: f"x{words}x")
QUESTIONS = ["ack-strategy", "retention", "record-owner", "expected-rate"]
NAMED: st.SearchStrategy[state.Named] = st.one_of(
    st.builds(
        facts.Decided,
        key=st.just(""),
        title=HEADS,
        choice=HEADS,
        because=WORDS,
        rejected=st.lists(st.builds(facts.Rejected, HEADS, WORDS), max_size=2).map(tuple),
    ),
    st.builds(facts.InvariantStated, key=st.just(""), text=HEADS, why=WORDS),
    st.builds(
        facts.FailureModeNamed, key=st.just(""), component=HEADS, mode=HEADS, handling=WORDS, evidence=WORDS
    ),
    st.builds(facts.DataNamed, key=st.just(""), name=HEADS, shape=WORDS, owner=WORDS),
    st.builds(facts.ModuleTouched, key=st.just(""), path=HEADS, why=WORDS),
)


def start() -> list[facts.Record]:
    return conversations.said(*conversations.opened({"RabbitMQ": "broker", "db": "relational-database"}))


def read(folded: state.DesignState, text: str) -> absorb.Edit:
    return absorb.read(folded, text, absorb.Asked(JANE, "design.md", BANK))


def with_named(*things: state.Named) -> list[facts.Record]:
    records = start()
    for number, thing in enumerate(things):
        folded = conversations.folded(records)
        if not naming.says(folded, thing):
            records += conversations.said(naming.keyed(folded, thing), start=100 + number)
    return records


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMED, max_size=4), WORDS, WORDS)
def test_an_untouched_page_says_nothing_new(things: list[state.Named], reason: str, said: str) -> None:
    records = with_named(*things)
    folded = conversations.folded(records)
    text = " ".join(said.split()) or "x"
    waived = settlement.waive(
        folded, "retention", f"we have no {reason} here", f"the end of May {said}", JANE
    )
    own = facts.Answered(question="expected-rate", text=text, how="own")
    stated = facts.ProblemStated(
        situation=f"Orders {said}", needed=(f"x {reason}",), supersedes=tuple(r.id for r in folded.problems)
    )
    after = conversations.folded([*records, *conversations.said(*waived.facts, own, stated, start=500)])
    assert read(after, "\n".join(page.lines(after, "Not signed yet."))) == absorb.Edit((), ())


@settings(max_examples=60, deadline=None)
@given(NAMED, NAMED)
def test_a_line_that_is_typed_over_brings_back_the_same_words(one: state.Named, other: state.Named) -> None:
    folded = conversations.folded(with_named(one))
    key = next(iter(folded.named))
    if type(one) is not type(other) or naming.says(folded, other):
        return
    fresh = naming.keyed(folded, other)
    text = "\n".join(page.lines(folded, ""))
    old = f"- {key}: {entries.words_of(folded.named[key][0].body)}"
    edit = read(folded, text.replace(old.rstrip(), f"- {key}: {entries.words_of(fresh)}", 1))
    assert edit.findings == ()
    assert [entries.words_of(fact).rstrip() for fact in edit.facts] == [entries.words_of(fresh).rstrip()]


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMED, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_what_is_signed_does_not_depend_on_the_order_of_saying(
    things: list[state.Named], chance: random.Random
) -> None:
    shuffled = list(things)
    chance.shuffle(shuffled)
    keys = [set(conversations.folded(with_named(*order)).named) for order in (things, shuffled)]
    if keys[0] == keys[1]:
        digests = {lock.digest(conversations.folded(with_named(*order))) for order in (things, shuffled)}
        assert len(digests) == 1


@given(WORDS)
def test_a_field_of_the_page_is_one_line_without_a_bar_and_stays_as_it_is(text: str) -> None:
    made = entries.field(text)
    assert " | " not in f" {made} "
    assert len(made.splitlines()) <= 1
    assert entries.field(made) == made


@given(st.sampled_from(SLOTS), WORDS)
def test_an_answer_is_judged_by_its_words_and_not_by_its_spaces(slot: str, text: str) -> None:
    judgement = adequacy.judge(text, slot)
    assert judgement == adequacy.judge(f"  {'  '.join(text.split())}\n", slot)
    assert (judgement.level == 3) == (judgement.missing == "")


@given(st.sampled_from(SLOTS), WORDS)
def test_what_closes_a_serious_question_closes_any_other(slot: str, text: str) -> None:
    judgement = adequacy.judge(text, slot)
    closes = [adequacy.enough(judgement, severity) for severity in load.SEVERITIES]
    assert closes == sorted(closes)


@settings(deadline=None)
@given(st.lists(st.sampled_from(QUESTIONS), max_size=6))
def test_each_question_counts_once_however_often_it_is_answered(names: list[str]) -> None:
    said = [facts.Answered(question=name, text="x", how="own") for name in names]
    folded = conversations.folded([*start(), *conversations.said(*said, start=50)])
    tally = coverage.tally(folded)
    drawn = set(names) & set(folded.questions())
    assert tally.answered == len(drawn)
    assert tally.asked == tally.left + tally.answered
    cells = coverage.matrix(folded)
    assert sum(cell.questions for cell in cells) == sum(
        len(q.components) for q in folded.questions().values()
    )
