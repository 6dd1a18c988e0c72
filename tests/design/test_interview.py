"""The interview finds the hard questions by itself, and asks few of them one at a time (D1, D2, D5, D9)."""

import pytest

from parti.design import coverage, detection, interview, obligations
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations

ESSAY = "consume orders from RabbitMQ and save them to PostgreSQL"


def drawn_from(text: str) -> facts.ObligationsDrawn:
    found = detection.detect(text, load.vocabulary(), load.technologies())
    named = [facts.ComponentNamed(name=d.name, kind=d.kind, why="") for d in found]
    return obligations.draw(load.bank(), named)


def test_the_essays_sentence_names_its_three_components() -> None:
    found = detection.detect(ESSAY, load.vocabulary(), load.technologies())
    assert [(d.kind, d.name) for d in found] == [
        ("consumer", "consumer"),
        ("broker", "RabbitMQ"),
        ("relational-database", "PostgreSQL"),
    ]


@pytest.mark.parametrize(
    ("focus", "question"),
    [
        ("connection pooling", "pool-size"),
        ("network blips", "broker-blip"),
        ("a peer that is gone but looks connected", "half-open"),
        ("acknowledgement strategy", "ack-strategy"),
        ("malformed without blocking the queue", "bad-message"),
        ("a message that can never succeed", "poison-valid"),
        ("two writers on one record", "two-writers-one-record"),
        ("crash in the middle", "crash-mid-message"),
        ("half-written record readable", "half-record-visible"),
        ("retries and backoff", "retry-policy"),
    ],
)
def test_each_focus_point_of_the_essays_is_asked_alone(focus: str, question: str) -> None:
    asked = {q.question: q for q in drawn_from(ESSAY).questions}
    assert interview.one_by_one(asked[question]), focus


@pytest.mark.parametrize(
    "concern", ["ownership", "downstream", "load", "resilience", "mitigation", "recovery"]
)
def test_each_of_the_six_concerns_is_asked_of_each_component(concern: str) -> None:
    cells = {(component, q.concern) for q in drawn_from(ESSAY).questions for component in q.components}
    for component in ("consumer", "RabbitMQ", "PostgreSQL"):
        assert (component, concern) in cells


def test_a_person_answers_at_most_thirty_questions_one_at_a_time() -> None:
    alone = [q for q in drawn_from(ESSAY).questions if interview.one_by_one(q)]
    assert 20 <= len(alone) <= 30


def test_questions_that_change_all_others_come_first_then_blockers() -> None:
    state = conversations.folded(conversations.said(*conversations.opened()))
    ranked = interview.ranked(state)
    assert {q.question for q in ranked[:2]} == {"expected-rate", "record-owner"}
    severities = [coverage.RANK[q.severity] for q in ranked[2:]]
    assert severities == sorted(severities)


def test_walking_the_pages_closes_every_obligation() -> None:
    before = conversations.opened()
    pages = 0
    while (page := interview.next_page(conversations.folded(conversations.said(*before)))).form != "done":
        pages += 1
        before += [facts.Answered(question=q.question, text="x", how="own") for q in page.questions]
    state = conversations.folded(conversations.said(*before))
    assert coverage.open_questions(state) == ()
    assert pages < 45


def test_a_page_of_high_questions_shows_no_recommendation() -> None:
    before = conversations.opened()
    state = conversations.folded(conversations.said(*before))
    alone = [
        facts.Answered(question=q.question, text="x", how="own")
        for q in state.questions().values()
        if interview.one_by_one(q)
    ]
    page = interview.next_page(conversations.folded(conversations.said(*before, *alone)))
    assert page.form == "page"
    bank = load.bank().by_id()
    shown = "\n".join(interview.lines(page, bank, 1))
    for question in page.questions:
        assert question.severity == "high"
        assert " ".join(bank[question.question].recommended.split()) not in shown


def test_the_order_does_not_depend_on_the_order_of_the_records() -> None:
    records = conversations.said(*conversations.opened())
    one = interview.ranked(conversations.folded(records))
    other = interview.ranked(conversations.folded(reversed(records)))
    assert one == other


def test_a_question_of_a_kind_that_needs_another_is_left_out_without_it() -> None:
    alone = obligations.draw(
        load.bank(), [facts.ComponentNamed(name="db", kind="relational-database", why="")]
    )
    needing = {q.id for q in load.bank().questions if "consumer" in q.needs}
    assert needing
    assert not needing & {q.question for q in alone.questions}


def test_guide_words_make_twelve_questions_for_two_flows_and_a_state() -> None:
    import tomllib

    text = obligations.kind_skeleton("sensor-hub", 'reads "sensors"', ["readings"], ["alarms"])
    rows = tomllib.loads(text)["question"]
    assert len(rows) == 12
    assert len({row["id"] for row in rows}) == 12
    assert {row["concern"] for row in rows} <= set(load.vocabulary().concerns)
