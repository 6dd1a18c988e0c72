"""The page from which a person chooses: what stands first, what is said of all designs, and no verdict.

A page that ranks before it shows, or calls a session blind that was not, decides for the person.
"""

import pytest

from parti.design import decision, proposal
from parti.design import state as states
from parti.records import debate
from parti.records import vocabulary as facts
from tests.design import conversations
from tests.design.judged import cell, made, twice
from tests.fakes import panel


def seal(tag: str = "before", commit: str = "c1") -> debate.DesignSealed:
    return debate.DesignSealed(seal="s-1", commit=commit, size=10, problem="p", tag=tag)


def opened(number: int = 1, *, verified: bool = True) -> debate.SealOpened:
    return debate.SealOpened(seal="s-1", card=panel.card(number), verified=verified)


def received(key: str, number: int, family: str = "oak") -> debate.ProposalReceived:
    return debate.ProposalReceived(
        key=key,
        lens="data-owner",
        model=f"{family}-1",
        family=family,
        call=f"proposal/{number}",
        card=panel.card(number),
    )


def folded(*new: facts.Fact) -> states.DesignState:
    first = (
        facts.FeatureOpened(slug="orders", wish="save orders", branch="main", lane="normal"),
        facts.ProblemStated(situation="Orders arrive.", needed=("kept",), never=("lost",)),
    )
    return conversations.folded(conversations.said(*first, *new))


def page(*new: facts.Fact) -> list[str]:
    return list(decision.lines(folded(*new)))


def part(lines: list[str], head: str) -> list[str]:
    """The lines of one part of the page, from its head to the next empty line."""
    start = next(at for at, line in enumerate(lines) if line.startswith(head))
    end = next((at for at in range(start, len(lines)) if not lines[at]), len(lines))
    return lines[start:end]


PROPOSED = (received("p-1", 1), received("p-2", 2))
BOTH = "p-1 p-2"


def test_before_a_comparison_there_is_no_page() -> None:
    assert page(*PROPOSED) == []
    assert decision.plain(folded(*PROPOSED)) == {}


def test_the_parts_come_in_one_order_and_pairs_stand_below_the_table() -> None:
    lines = page(
        *PROPOSED, made(*twice("meets"), cell("meets", "judge-2"), cell("fails", "judge-2", 2), cards=BOTH)
    )
    heads = [line.split()[0] for line in lines if line and not line.startswith(" ")]
    assert heads == [
        "PROBLEM",
        "DESIGNS",
        "MATRIX",
        "DEFEATERS",
        "DISSENT",
        "PAIRS",
        "BLINDNESS",
        "FAMILIES",
        "NOT",
        "COST",
    ]


def test_designs_stand_beside_one_another_slot_by_slot() -> None:
    lines = part(page(*PROPOSED, made(cards=BOTH)), "DESIGNS")
    assert lines[:4] == [
        "DESIGNS   p-1 = label of p-1, p-2 = label of p-2",
        "  shape",
        "    p-1  a log and readers",
        "    p-2  a call with a queue",
    ]
    at = lines.index("  states")
    assert lines[at + 1 : at + 3] == ["    p-1  not said", "    p-2  not said"]


def test_a_card_that_is_no_longer_there_is_left_out() -> None:
    lines = part(page(received("p-1", 1), made(cards=BOTH)), "DESIGNS")
    assert lines[0] == "DESIGNS   p-1 = label of p-1"


# --- the table -------------------------------------------------------------------------


def test_criteria_on_which_judges_disagree_stand_first_in_the_order_asked() -> None:
    cells = (
        *twice("meets", criterion="N1"),
        *twice("meets", criterion="V1"),
        *twice("fails", "judge-2", criterion="V1"),
        cell("meets", criterion="Q1"),
        cell("fails", order=2, criterion="Q1"),
        cell("meets", criterion="load"),
    )
    lines = part(page(*PROPOSED, made(*cells, criteria="N1 load V1 Q1")), "MATRIX")
    rows = [line.split() for line in lines[1:] if "text of" not in line]
    assert rows == [
        ["Q1", "p-1", "order-sensitive"],
        ["V1", "p-1", "split"],
        ["load", "p-1", "incomplete"],
        ["N1", "p-1", "meets"],
    ]


def test_a_failure_is_told_in_capitals_and_a_condition_below_its_cell() -> None:
    cells = (*twice("fails"), *twice("meets_if", card="p-2", condition="the queue is durable"))
    lines = part(page(*PROPOSED, made(*cells, cards=BOTH)), "MATRIX")
    assert lines[1:] == [
        "  N1               p-1 FAILS   p-2 meets if",
        "                   text of N1",
        "                   p-2 if the queue is durable",
    ]


def test_of_several_conditions_the_first_is_shown_and_the_others_are_counted() -> None:
    cells = (
        cell("meets_if", condition="a"),
        cell("meets_if", order=2, condition="b"),
        cell("meets_if", "judge-2", condition="a"),
        cell("meets_if", "judge-2", 2, condition="c"),
    )
    assert "                   p-1 if a (and 2 more: --json)" in page(*PROPOSED, made(*cells))


# --- dissent ------------------------------------------------------------------------------


def test_what_judges_say_where_they_differ_stands_in_their_own_words() -> None:
    cells = (
        *twice("meets", quote="the worker writes", reason="it does"),
        cell("fails", "judge-2", reason="it dies"),
        cell("", "judge-2", 2),
    )
    assert part(page(*PROPOSED, made(*cells)), "DISSENT") == [
        "DISSENT",
        "  N1 p-1: judge-1 (family of judge-1), order 1: meets: “the worker writes” it does",
        "  N1 p-1: judge-1 (family of judge-1), order 2: meets: “the worker writes” it does",
        "  N1 p-1: judge-2 (family of judge-2), order 1: FAILS: it dies",
    ]


def test_a_difference_by_a_condition_alone_is_one_line() -> None:
    cells = (
        *twice("meets"),
        *twice("meets_if", "judge-2", condition="x"),
        *twice("meets", criterion="V1"),
        *twice("fails", "judge-2", criterion="V1"),
    )
    lines = part(page(*PROPOSED, made(*cells, criteria="N1 V1")), "DISSENT")
    assert lines[-1] == "  between meets and meets if alone, with the conditions above: N1 p-1"
    assert sum(line.startswith("  V1") for line in lines) == 4
    assert sum(line.startswith("  N1") for line in lines) == 0


def test_where_all_agree_there_is_no_dissent() -> None:
    assert not any(line.startswith("DISSENT") for line in page(*PROPOSED, made(*twice("meets"))))


# --- defeaters -------------------------------------------------------------------------------


def judged(key: str, outcome: str, answer: str = "") -> debate.DefeaterJudged:
    return debate.DefeaterJudged(
        key=key,
        card="p-1",
        criterion="N1",
        trace="1. it writes 2. it dies",
        basis="trace",
        verdict=outcome,
        confirmations=2,
        sessions=3,
        answer=answer,
    )


def test_a_defeater_is_told_with_its_trace_its_answer_and_how_many_confirm_it() -> None:
    lines = part(
        page(*PROPOSED, made(cards="p-1"), judged("df-1", "confirmed", "step 2 — “no”")), "DEFEATERS"
    )
    assert lines == [
        "DEFEATERS",
        "  df-1 confirmed: p-1 and N1 (trace; 2 of 3 sessions confirm it)",
        "    1. it writes 2. it dies",
        "    answered: step 2 — “no”",
        "  p-1: df-1 stands against it",
    ]


def test_the_tenth_defeater_stands_behind_the_ninth() -> None:
    every = [judged(f"df-{n}", "open") for n in (10, 9, 1)]
    lines = part(page(*PROPOSED, made(cards="p-1"), *every), "DEFEATERS")
    assert [line.split()[0] for line in lines if line.startswith("  df-")] == ["df-1", "df-9", "df-10"]


def test_that_none_was_examined_is_said_and_of_every_design_that_nothing_was_found() -> None:
    assert part(page(*PROPOSED, made(cards=BOTH)), "DEFEATERS") == [
        "DEFEATERS",
        "  none was examined",
        "  p-1: No evidence-backed reason to drop design label of p-1 was found.",
        "  p-2: No evidence-backed reason to drop design label of p-2 was found.",
    ]


# --- the person's own design -----------------------------------------------------------------------


def test_one_s_own_design_is_shown_beside_the_others_both_ways() -> None:
    cells = [
        one
        for card, met in (("own", "N1 Q1"), ("p-1", "N1 V1"), ("p-2", "V1"))
        for key in ("N1", "V1", "Q1")
        for one in twice("meets" if key in met.split() else "fails", card=card, criterion=key)
    ]
    said = (seal(), *PROPOSED, opened(3), made(*cells, criteria="N1 V1 Q1", cards=f"own {BOTH}"))
    assert part(page(*said), "OWN") == [
        "OWN       the sealed design, through the same judges",
        "  met by others and not by it: V1 (p-1, p-2)",
        "  met by it alone: Q1",
    ]


def test_a_cell_that_judges_do_not_agree_on_is_met_by_nobody() -> None:
    cells = (
        *twice("meets", card="p-1"),
        *twice("fails", "judge-2", card="p-1"),
        *twice("meets", card="own"),
    )
    said = (seal(), *PROPOSED, opened(3), made(*cells, cards="own p-1"))
    assert part(page(*said), "OWN")[1:] == [
        "  met by others and not by it: nothing",
        "  met by it alone: N1",
    ]


def test_without_a_design_of_one_s_own_nothing_is_said_of_it() -> None:
    assert not any(line.startswith("OWN") for line in page(*PROPOSED, made(cards=BOTH)))


# --- blindness ----------------------------------------------------------------------------------------


def snooped(key: str) -> debate.ProposalDropped:
    return debate.ProposalDropped(key=key, call="c", why=proposal.SNOOPED)


@pytest.mark.parametrize(
    ("said", "status", "why"),
    [
        ((), "no seal", "nothing was sealed before the proposals"),
        ((seal("none", ""),), "no seal", "the person sealed that there is no design of their own"),
        ((seal("after"),), "NOT BLIND", "the design was sealed after there were proposals"),
        ((seal(),), "BLIND", "the design was sealed before the proposals, and the text is the sealed one"),
        (
            (seal(), opened()),
            "BLIND",
            "the design was sealed before the proposals, and the text is the sealed one",
        ),
        (
            (seal(), opened(verified=False)),
            "NOT BLIND",
            "SEAL BROKEN: the text is not the one that was sealed",
        ),
        ((seal(), snooped("p-3")), "NOT BLIND", "p-3 held the canary word of the seal"),
        ((snooped("p-3"), snooped("p-4")), "NOT BLIND", "p-3, p-4 held the canary word of the seal"),
        (
            (seal("none", ""), opened(verified=False)),
            "no seal",
            "the person sealed that there is no design of their own",
        ),
    ],
)
def test_whether_the_session_was_blind_is_said_with_the_reason(
    said: tuple[facts.Fact, ...], status: str, why: str
) -> None:
    state = folded(*said)
    assert decision.blindness(state.debate) == (status, why)


def test_a_proposal_dropped_for_another_reason_does_not_spoil_the_session() -> None:
    dropped = debate.ProposalDropped(key="p-3", call="c", why="the reply is empty")
    assert decision.blindness(folded(seal(), dropped).debate)[0] == "BLIND"


# --- what it cost ------------------------------------------------------------------------------------


def called(key: str, cost: int) -> debate.ModelCalled:
    return debate.ModelCalled(
        key=key,
        template="t",
        model="oak-1",
        family="oak",
        prompt="p",
        reply="r",
        outcome="ok",
        tokens_in=1,
        tokens_out=1,
        cost=cost,
        tries=1,
        session=key,
        note="",
    )


def test_money_is_told_in_dollars_and_calls_without_a_price_are_counted() -> None:
    lines = page(*PROPOSED, called("a", 1_250_000), called("b", -1), called("c", 0), made(cards=BOTH))
    assert lines[-1] == "COST      3 calls, 1.25 dollars and 1 without a price"


def test_families_are_those_that_proposed_and_those_that_judged() -> None:
    lines = page(*PROPOSED, made(*twice("meets", family="elm"), cards=BOTH))
    assert "FAMILIES  2 families: oak, elm" in lines


def test_a_comparison_without_one_verdict_that_counts_is_degraded() -> None:
    lines = page(*PROPOSED, made(*twice(""), cards=BOTH))
    assert "DEGRADED  no judge gave a verdict that counts; the cards alone can be read" in lines
    assert not any(
        line.startswith("DEGRADED") for line in page(*PROPOSED, made(cell("unknown"), cards=BOTH))
    )


def test_what_was_not_run_is_named() -> None:
    lines = page(*PROPOSED, made(cards=BOTH, not_run=("cells/judge-2/2", "df-3")))
    assert "NOT RUN   cells/judge-2/2, df-3" in lines
    assert "NOT RUN   nothing was left out" in page(*PROPOSED, made(cards=BOTH))


def test_verdicts_that_follow_the_place_are_a_finding_above_the_half() -> None:
    biased = made(cell("meets", at=1), cell("fails", order=2, at=2), cards=BOTH)
    assert "  finding: verdicts follow the place on the sheet (r = -1.00); read the quotes" in page(
        *PROPOSED, biased
    )
    fair = made(*twice("meets"), cards=BOTH)
    assert not any("follow the place" in line for line in page(*PROPOSED, fair))


def test_a_program_gets_the_same_page_as_values() -> None:
    state = folded(seal(), *PROPOSED, opened(3), made(*twice("meets"), cards=BOTH), called("a", 5))
    plain = decision.plain(state)
    assert plain["blindness"] == {
        "status": "BLIND",
        "why": "the design was sealed before the proposals, and the text is the sealed one",
    }
    assert (plain["labels"], plain["calls"], plain["cost"]) == (
        {"p-1": "label of p-1", "p-2": "label of p-2"},
        1,
        5,
    )
    assert list(decision.shown_cards(state.debate)) == ["p-1", "p-2"]
    assert plain["displacement"] == [
        "p-1: No evidence-backed reason to drop design label of p-1 was found.",
        "p-2: No evidence-backed reason to drop design label of p-2 was found.",
    ]
