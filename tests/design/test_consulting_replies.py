"""What of a model's questions and doubts is taken, word by word: leading, twins, room, quotes, looks.

A model adds and doubts, and closes nothing. `test_consulting` walks the interview with it; here each reason
for which something is dropped stands alone, with the reply beside it that is kept.
"""

import msgspec
import pytest

from parti.design import added, consulting
from parti.design import state as states
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations

BANK = load.bank().by_id()
GOOD = consulting.NewQuestion(
    element="RabbitMQ",
    concern="load",
    text="Which tenants share this virtual host and its memory alarm?",
    why="One tenant stops all.",
)
SPIKE = "consumer-spike"
TEXT = "A prefetch of 20 messages;\n the pool holds 5 connections."


def opened(*new: facts.Fact) -> states.DesignState:
    return conversations.folded(conversations.said(*conversations.opened(), *new))


def asked(state: states.DesignState | None = None, **more: str) -> consulting.Kept:
    """What is kept of one question that differs from a good one in these parts."""
    at = state or opened()
    offered = msgspec.structs.replace(GOOD, **more)
    return consulting.questions(at, {**BANK, **added.questions(at)}, consulting.QuestionsReply((offered,)))


def added_of(kept: consulting.Kept) -> facts.QuestionAdded:
    (fact,) = kept.facts
    assert isinstance(fact, facts.QuestionAdded)
    return fact


# --- questions ----------------------------------------------------------------------


@pytest.mark.parametrize("quote", ["'", "’"])
@pytest.mark.parametrize(
    "text",
    [
        "Don{}t you keep the tenants apart on this host?",
        "Isn{}t it the memory alarm that stops every tenant?",
        "Wouldn{}t it stop each tenant on this host?",
        "Shouldn{}t you give each tenant a host?",
        "Shouldn{}t it be one host for each tenant?",
    ],
)
def test_a_question_that_leads_is_dropped_with_either_apostrophe(text: str, quote: str) -> None:
    """Models write the typographic one."""
    assert asked(text=text.format(quote)).dropped == ("RabbitMQ: it leads to an answer",)


@pytest.mark.parametrize(
    "text",
    ["Should each tenant have a host, or share one?", "What is the course of a tenant's alarm?",
     "Is it clear to whom each virtual host belongs?"],
)  # fmt: skip
def test_a_question_that_only_sounds_so_is_kept(text: str) -> None:
    assert added_of(asked(text=text)).text == text


@pytest.mark.parametrize("element", ["rabbitmq", " RABBITMQ ", "Rabbit\x00MQ"])
def test_a_part_is_found_by_its_name_in_any_case_and_only_whole(element: str) -> None:
    kept = asked(element=element)
    assert bool(kept.facts) is ("\x00" not in element)


@pytest.mark.parametrize(
    ("severity", "given"),
    [
        ("low", "low"),
        ("medium", "medium"),
        ("high", "high"),
        ("blocker", "high"),
        ("urgent", "high"),
        ("", "high"),
    ],
)
def test_only_the_bank_makes_a_blocker(severity: str, given: str) -> None:
    assert added_of(asked(severity=severity)).severity == given


@pytest.mark.parametrize("slot", sorted(load.SLOTS))
def test_each_slot_of_the_bank_may_be_asked_for(slot: str) -> None:
    assert added_of(asked(slot=slot)).slot == slot


def test_a_slot_that_nobody_knows_asks_for_a_mechanism() -> None:
    assert added_of(asked(slot="signature")).slot == "mechanism"


@pytest.mark.parametrize("why", ["", " \n ", "\x1b"])
def test_a_question_without_a_reason_says_who_asked(why: str) -> None:
    made = added_of(asked(why=why))
    assert (made.why, made.origin) == ("A model asked.", "model")


def test_a_question_may_have_three_hundred_characters_and_no_more() -> None:
    head = "Which tenants share "
    fits = head + "x" * (299 - len(head)) + "?"
    assert len(fits) == 300
    assert added_of(asked(text=fits)).text == fits
    assert asked(text=f"{head}{'x' * (300 - len(head))}?").dropped == (
        "RabbitMQ: it is longer than 300 characters",
    )


def test_three_words_ask_nothing_and_four_do() -> None:
    assert asked(text="Which tenants share?").dropped == ("RabbitMQ: it asks nothing",)
    assert asked(text="Which tenants share it?").facts != ()


def test_a_failure_mode_that_the_bank_asks_about_at_this_part_is_covered() -> None:
    drawn = opened().questions()
    name, known = next(
        (name, BANK[name])
        for name, one in drawn.items()
        if BANK[name].modes and "RabbitMQ" in one.components
    )
    concern = drawn[name].concern
    kept = asked(mode=known.modes[0], concern=concern)
    assert kept.dropped == (f"RabbitMQ: Q-{name} asks it",)
    assert asked(mode=consulting.OTHER, concern=concern).facts != ()


def test_a_failure_mode_at_another_part_or_under_another_concern_is_not_covered() -> None:
    drawn = opened().questions()
    name, known = next(
        (name, BANK[name])
        for name, one in drawn.items()
        if BANK[name].modes and one.components == ("PostgreSQL",)
    )
    assert asked(mode=known.modes[0], concern=drawn[name].concern).facts != ()


def test_words_that_say_nothing_by_themselves_make_no_twin() -> None:
    first = added_of(asked())
    state = opened(first)
    twin = asked(state, text="Do the tenants of this virtual host share the memory alarm?")
    assert twin.dropped == (f"RabbitMQ: Q-{first.question} asks it",)
    assert asked(state, text="Which of the alarms is it that will wake this person?").facts != ()


def test_a_twin_within_one_reply_is_told_by_the_first_s_id() -> None:
    state = opened()
    reply = consulting.QuestionsReply((GOOD, msgspec.structs.replace(GOOD, element="PostgreSQL")))
    kept = consulting.questions(state, BANK, reply)
    assert kept.dropped == (f"PostgreSQL: Q-{added_of(kept).question} asks it",)


def test_questions_that_builders_raised_take_no_room_from_a_model() -> None:
    raised = msgspec.structs.replace(added_of(asked()), origin=added.DISAGREEMENT)
    assert consulting.room(opened(raised)) == consulting.room(opened())
    by_model = added_of(asked())
    assert consulting.room(opened(by_model)) == consulting.room(opened()) - 1


def test_a_part_may_be_a_machine_or_named_data_and_then_concerns_every_component() -> None:
    machine = facts.StateMachineNamed(key="SM-0001", name="parcel", initial="new", final=(), transitions=())
    data = facts.DataNamed(key="DATA-0001", name="ledger", shape="id", owner="shop")
    state = opened(machine, data)
    every = ("PostgreSQL", "RabbitMQ", "orders consumer")
    assert consulting.elements(state) == {
        "PostgreSQL": ("PostgreSQL",),
        "RabbitMQ": ("RabbitMQ",),
        "orders consumer": ("orders consumer",),
        "ledger": every,
        "parcel": every,
    }
    assert added_of(asked(state, element="Parcel")).components == every


# --- doubts --------------------------------------------------------------------------


def doubts(*judged: consulting.Judged, names: tuple[str, ...] = (SPIKE,)) -> consulting.Kept:
    state = opened(facts.Answered(question=SPIKE, text=TEXT, how="own"))
    return consulting.doubts(state, names, consulting.AdequacyReply(judged), "adequacy/0")


def test_a_doubt_names_the_records_of_the_answer_and_the_call() -> None:
    state = opened(facts.Answered(question=SPIKE, text=TEXT, how="own"))
    (fact,) = doubts(consulting.Judged(question=SPIKE, missing="the\nmemory")).facts
    assert fact == facts.AnswerDoubted(
        question=SPIKE,
        missing="the memory",
        call="adequacy/0",
        answers=tuple(record.id for record in state.settled[SPIKE]),
    )


@pytest.mark.parametrize("quote", ["a PREFETCH of 20", "messages; the pool", "", "holds 5\nconnections"])
def test_a_quote_is_compared_without_case_and_line_breaks(quote: str) -> None:
    assert len(doubts(consulting.Judged(question=SPIKE, missing="x", quotes=(quote,))).facts) == 1


def test_one_quote_that_the_answer_does_not_hold_drops_the_doubt() -> None:
    kept = doubts(consulting.Judged(question=SPIKE, missing="x", quotes=("a prefetch", "a prefetch of 21")))
    assert kept == consulting.Kept((), (f"Q-{SPIKE}: it quotes words that the answer does not hold",))


def test_two_doubts_of_one_answer_are_one_and_the_second_is_told() -> None:
    kept = doubts(
        consulting.Judged(question=SPIKE, missing="a"), consulting.Judged(question=SPIKE, missing="b")
    )
    assert [one.missing for one in kept.facts if isinstance(one, facts.AnswerDoubted)] == ["a"]
    assert kept.dropped == (f"{SPIKE}: it was not asked about",)


@pytest.mark.parametrize(
    "missing", ["none", "None", "NOTHING.", "n/a", "N/A", "na", "no", "-", " … ", "", "(none)"]
)
def test_a_judge_that_misses_nothing_says_so_in_many_ways(missing: str) -> None:
    assert doubts(consulting.Judged(question=SPIKE, missing=missing)) == consulting.Kept((), ())


@pytest.mark.parametrize("missing", ["none of the limits", "no number", "nothing on memory", "notes"])
def test_what_only_begins_so_is_a_doubt(missing: str) -> None:
    assert len(doubts(consulting.Judged(question=SPIKE, missing=missing)).facts) == 1


def test_an_answer_that_was_not_asked_about_is_not_doubted() -> None:
    assert doubts(consulting.Judged(question=SPIKE, missing="x"), names=()).facts == ()


# --- looks ----------------------------------------------------------------------------


def looks(*judged: consulting.Judged) -> tuple[facts.AnswerLookedAt, ...]:
    state = opened(facts.Answered(question=SPIKE, text=TEXT, how="own"))
    return consulting.looked(state, (SPIKE,), consulting.AdequacyReply(judged), "adequacy/1")


def test_a_look_that_misses_nothing_is_recorded_for_the_answer_as_it_is() -> None:
    (fact,) = looks(consulting.Judged(question=f"Q-{SPIKE}", missing="None."))
    assert (fact.question, fact.call, len(fact.answers)) == (SPIKE, "adequacy/1", 1)


@pytest.mark.parametrize(
    "judged",
    [
        (),
        (consulting.Judged(question=SPIKE, missing="the memory"),),
        (consulting.Judged(question="pool-size"),),
        (consulting.Judged(question=SPIKE), consulting.Judged(question=SPIKE, missing="the memory")),
        (consulting.Judged(question=SPIKE, missing="the memory"), consulting.Judged(question=SPIKE)),
    ],
    ids=["silence", "a doubt", "another question", "a doubt behind", "a doubt before"],
)
def test_silence_and_any_doubt_are_no_look(judged: tuple[consulting.Judged, ...]) -> None:
    assert looks(*judged) == ()


def test_without_a_reply_nobody_looked() -> None:
    state = opened(facts.Answered(question=SPIKE, text=TEXT, how="own"))
    assert consulting.looked(state, (SPIKE,), None, "adequacy/1") == ()


# --- what a model is shown ---------------------------------------------------------------


def test_answers_are_shown_with_question_and_slot_and_without_who_gave_them() -> None:
    state = opened(facts.Answered(question=SPIKE, text=TEXT, how="own"))
    ask = " ".join(BANK[SPIKE].ask.split())
    assert consulting.answers(state, BANK, (SPIKE, "pool-size", "nonsense")) == (
        f"- Q-{SPIKE} ({BANK[SPIKE].slot}): {ask}\n"
        "  answer: A prefetch of 20 messages; the pool holds 5 connections."
    )


def test_questions_are_shown_in_the_order_of_the_draw_one_a_line() -> None:
    state = opened()
    lines = consulting.asked(state, BANK).split("\n")
    drawn = [(name, one) for name, one in state.questions().items()]
    assert len(lines) == len(drawn)
    first, one = drawn[0]
    assert lines[0] == (
        f"- {one.concern} × {', '.join(one.components)}: {' '.join(BANK[first].ask.split())}"
    )
