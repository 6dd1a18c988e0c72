"""Properties of the interview: what raises coverage, when stopping is proposed, what is asked when.

Seeded conversations over real components of the bank. A person who only accepts what is there, one who
answers with nothing, and one who answers in any order must all find the same walls.
"""

import random

import pytest

from parti.design import absorb, added, answer, coverage, hindrances, interview, page, settlement, stamping
from parti.design import state as states
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts
from tests.design import conversations

BANK = load.bank().by_id()
WORDS = load.vocabulary()
PROBLEMS: dict[str, dict[str, str]] = {
    "an order consumer": conversations.ORDERS,
    "a state store in flat files": {"state": "file-store", "tool": "command-line"},
    "a webhook receiver": {
        "receiver": "http-endpoint",
        "events": "relational-database",
        "sender": "http-client",
    },
    "a cache in front of an API": {"API": "http-client", "cache": "cache", "package": "library"},
}
EMPTY = [
    "TBD",
    "yes",
    "should be fine",
    "ok",
    "later",
    "?",
    "n/a",
    "",
    "probably",
]


def state_of(said: list[facts.Fact]) -> states.DesignState:
    return conversations.folded(conversations.said(*said))


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("text", EMPTY)
def test_words_that_say_nothing_never_raise_coverage(problem: str, text: str) -> None:
    said = conversations.opened(dict(PROBLEMS[problem]))
    state = state_of(said)
    left = coverage.tally(state).left
    for name, drawn in state.questions().items():
        if coverage.RANK[drawn.severity] <= coverage.RANK["medium"]:
            given = answer.Given(question=name, text=text, by=conversations.JANE)
            for fact in answer.answer(state, given, BANK[name]).facts:
                assert coverage.tally(state_of([*said, fact])).left == left


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_serious_question_is_not_left_without_an_end_and_a_reason(problem: str) -> None:
    state = state_of(conversations.opened(dict(PROBLEMS[problem])))
    for name, drawn in state.questions().items():
        if drawn.severity in settlement.SERIOUS:
            with pytest.raises(refusal.Misused):
                settlement.waive(state, name, "Nothing is live before May.", "", conversations.JANE)
            with pytest.raises(refusal.Misused):
                settlement.waive(state, name, "TBD", "May", conversations.JANE)


@pytest.mark.parametrize("seed", range(40))
def test_stopping_is_proposed_only_without_an_open_blocker_and_without_a_contradiction(seed: int) -> None:
    chance = random.Random(seed)
    said: list[facts.Fact] = conversations.settled(dict(PROBLEMS[chance.choice(list(PROBLEMS))]))
    questions = [one for one in said if isinstance(one, facts.Answered)]
    for one in chance.sample(questions, chance.randint(0, 3)):
        said.remove(one)
    if chance.random() < 0.5:
        for name, text in (
            ("pool-size", "A pool of 20; max_connections = 100."),
            ("replica-count", "8 replicas"),
        ):
            said = [one for one in said if getattr(one, "question", "") != name]
            said.append(facts.Answered(question=name, text=text, how="own"))
    state = state_of(said)
    wrong = hindrances.of(state, WORDS)
    serious = [q for q in coverage.open_questions(state) if q.severity in settlement.SERIOUS]
    clashing = (
        "pool-size" in state.questions()
        and not state.is_open("pool-size")
        and "pool of 20" in str(state.settlement("pool-size"))
        and "replica-count" in state.questions()
    )
    assert bool([one for one in wrong if one.code == "design/arithmetic"]) is clashing
    if serious:
        assert interview.next_page(state).form in ("one", "page")
    if serious or clashing:
        assert wrong


@pytest.mark.parametrize("problem", PROBLEMS)
def test_who_only_accepts_is_told_by_the_twelfth_answer_and_closes_no_blocker_by_defaults(
    problem: str,
) -> None:
    said = conversations.opened(dict(PROBLEMS[problem]))
    state = state_of(said)
    defaults = settlement.defaults(state, dict(BANK)).facts
    after = state_of([*said, *defaults])
    serious = [q for q in state.questions().values() if q.severity in settlement.SERIOUS]
    assert [q for q in serious if after.is_open(q.question)] == serious
    taken = [
        facts.Answered(question=q.question, text=BANK[q.question].options[0], how="option") for q in serious
    ]
    banners = [
        bool(stamping.banner(state_of([*said, *taken[:count]]))) for count in range(min(len(taken), 12) + 1)
    ]
    assert banners == [count == 12 for count in range(len(banners))]
    assert stamping.banner(after) == "", "defaults that are accepted in one step are told elsewhere"
    own = [facts.Answered(question=q.question, text="In words.", how="own") for q in serious]
    assert stamping.banner(state_of([*said, *own])) == ""


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("problem", PROBLEMS)
def test_no_question_comes_before_what_it_depends_on_and_ids_never_change(problem: str, seed: int) -> None:
    """First what changes all else; a question about how an answer is read, after that answer."""
    chance = random.Random(seed)
    said = conversations.opened(dict(PROBLEMS[problem]))
    every = state_of(said).questions()
    about = chance.choice([name for name, q in every.items() if q.severity == "blocker"])
    later = facts.QuestionAdded(
        added.name_of(about, "x"),
        "Which is meant?",
        "load",
        "blocker",
        "choice",
        (),
        f"Q-{about} was read differently.",
        added.DISAGREEMENT,
    )
    said.append(later)
    names = set(state_of(said).questions())
    asked: list[str] = []
    while (shown := interview.next_page(state_of(said))).form != "done":
        state = state_of(said)
        assert set(state.questions()) == names
        ids = [q.question for q in shown.questions]
        if later.question in ids:
            assert not state.is_open(about)
        waits = [q.question for q in coverage.open_questions(state) if q.first]
        assert not waits or set(ids) <= set(waits)
        pick = chance.choice(ids)
        asked.append(pick)
        said.append(facts.Answered(question=pick, text="answered", how="own"))
    assert sorted(asked) == sorted(names), "each is asked once, and none is forgotten"


@pytest.mark.parametrize("problem", PROBLEMS)
def test_at_most_thirty_questions_stand_alone(problem: str) -> None:
    """The deep lane asks the same questions one by one as any other lane."""
    spent = interview.economy(state_of(conversations.opened(dict(PROBLEMS[problem]))))
    assert 3 <= spent.one_by_one <= 30
    assert spent.defaults > 0


@pytest.mark.parametrize("seed", range(30))
def test_a_page_with_added_and_doubted_questions_reads_back_as_nothing_new(seed: int) -> None:
    chance = random.Random(seed)
    said: list[facts.Fact] = [*conversations.settled()]
    said.append(
        facts.QuestionAdded(
            "added-1", "What else?", "load", "high", "mechanism", ("RabbitMQ",), "w", "model"
        )
    )
    records = conversations.said(*said)
    picked = chance.choice([r for r in records if isinstance(r.body, facts.Answered)])
    assert isinstance(picked.body, facts.Answered)
    doubt = facts.AnswerDoubted(picked.body.question, "a unit", "adequacy/0", (picked.id,))
    state = state_of([*said, doubt])
    assert state.is_open(picked.body.question)
    edit = absorb.read(state, "\n".join(page.lines(state, "")), absorb.Asked("x", "design.md", BANK))
    assert edit == absorb.Edit((), ())
