"""Blind proposals: which count, which were dropped and why, and what a person is told of all of them."""

import pytest

from parti.constraints.finding import Finding, Place
from parti.design import proposal
from parti.design import state as states
from parti.records import debate, refusal
from parti.records import vocabulary as facts
from tests.design import conversations
from tests.fakes import panel


def received(key: str, number: int, family: str = "oak", **card: object) -> debate.ProposalReceived:
    return debate.ProposalReceived(
        key=key, lens="data-owner", model=f"{family}-1", family=family, call=f"proposal/{number}",
        card=panel.card(number, **card),
    )  # fmt: skip


def stated(situation: str = "Orders arrive.", **more: object) -> facts.ProblemStated:
    return facts.ProblemStated(situation=situation, needed=("kept",), **more)  # type: ignore[arg-type]  # by name


# --- what counts ----------------------------------------------------------------------


def test_a_whole_card_counts_and_is_made_harmless() -> None:
    reply = panel.card(1, write_path="the \x1b[2Jworker\n writes")
    made = proposal.judged(reply, "", snooped=False)
    assert isinstance(made, debate.Card)
    assert made.write_path == "the worker writes"


def test_whoever_read_the_sealed_file_is_dropped_whatever_else_it_said() -> None:
    assert proposal.judged(panel.card(1), "a note", snooped=True) == proposal.SNOOPED
    assert proposal.judged(None, "a note", snooped=True) == proposal.SNOOPED


def test_a_reply_that_is_no_card_is_dropped_with_what_is_known_of_it() -> None:
    assert proposal.judged(None, "the reply is empty", snooped=False) == "the reply is empty"
    assert proposal.judged(None, "", snooped=False) == "the reply holds no design"


@pytest.mark.parametrize(
    ("card", "why"),
    [
        ({"shape": ""}, "it names no shape"),
        ({"shape": " \x1b[2J "}, "it names no shape"),
        ({"components": ()}, "it names no component"),
        ({"components": (debate.Part("", "broker", "x"),)}, "it names no component"),
        (
            {"rejected": (debate.Dismissed("a", "b"),)},
            "it rejects fewer than two other designs with a reason",
        ),
        (
            {"rejected": (debate.Dismissed("a", "b"), debate.Dismissed("c", ""))},
            "it rejects fewer than two other designs with a reason",
        ),
        ({"falsifiers": ()}, "it names no observation that would make one drop it"),
        ({"falsifiers": ("", " ")}, "it names no observation that would make one drop it"),
        ({"write_path": "x" * 4_001}, "a part of it is longer than 4000 characters or 60 entries"),
        ({"falsifiers": ("x",) * 61}, "a part of it is longer than 4000 characters or 60 entries"),
        (
            {"assumptions": (debate.Assumption("x" * 4_001, "y"),)},
            "a part of it is longer than 4000 characters or 60 entries",
        ),
    ],
)
def test_a_card_that_lacks_something_is_dropped_and_it_is_said_what(
    card: dict[str, object], why: str
) -> None:
    assert proposal.judged(panel.card(1, **card), "", snooped=False) == why


def test_all_that_a_card_lacks_is_said_at_once() -> None:
    made = proposal.judged(debate.Card(shape=""), "", snooped=False)
    assert isinstance(made, str)
    assert made.count("; ") == 3


def test_a_card_as_large_as_may_be_counts() -> None:
    large = panel.card(1, write_path="x" * 4_000, falsifiers=("x",) * 60)
    assert isinstance(proposal.judged(large, "", snooped=False), debate.Card)


def test_a_basis_that_nobody_knows_is_reasoning() -> None:
    claims = (debate.Claim("s", "o", "gut feeling"), debate.Claim("s", "o", "measured"))
    made = proposal.judged(panel.card(1, claims=claims), "", snooped=False)
    assert isinstance(made, debate.Card)
    assert [one.basis for one in made.claims] == ["reasoned", "measured"]


# --- for which problem --------------------------------------------------------------------


def folded(*new: facts.Fact) -> tuple[states.DesignState, list[facts.Record]]:
    records = conversations.said(*new)
    return conversations.folded(records), records


def test_a_proposal_counts_for_the_problem_that_was_live_when_it_was_made() -> None:
    state, records = folded(stated(), received("p-1", 1))
    assert [one.key for one in proposal.current(state, records)] == ["p-1"]


def test_after_the_problem_was_restated_earlier_proposals_count_no_more() -> None:
    first = conversations.said(stated())[0]
    state, records = folded(
        stated(), received("p-1", 1), stated("Orders leave.", supersedes=(first.id,)), received("p-2", 2)
    )
    assert [one.key for one in proposal.current(state, records)] == ["p-2"]


def test_what_a_record_saw_is_told_through_all_its_parents() -> None:
    _, records = folded(stated(), received("p-1", 1), received("p-2", 2))
    ids = [record.id for record in records]
    assert proposal.seen(ids[2], records, [ids[0], ids[1]]) == {ids[0], ids[1]}
    assert proposal.seen(ids[0], records, [ids[1]]) == set()
    assert proposal.seen(ids[1], records, [ids[1]]) == {ids[1]}
    assert proposal.seen("nobody", records, [ids[0]]) == set()


def test_the_walk_back_ends_although_two_branches_meet_again_and_again() -> None:
    """Forty diamonds in a row have a million million ways back."""
    rows: list[facts.Record] = [conversations.said(stated())[0]]
    root = rows[0].id
    heads = [root]
    for number in range(40):
        sides = [conversations.said(received(f"p-{number}-{side}", side))[0] for side in (1, 2)]
        fresh = [
            facts.Record(
                id=f"{number}/{at}",
                at=one.at,
                by=one.by,
                kind=one.kind,
                parents=tuple(heads),
                body=one.body,
            )
            for at, one in enumerate(sides)
        ]
        rows += fresh
        heads = [one.id for one in fresh]
    assert proposal.seen(heads[0], rows, [root]) == {root}


# --- what is told ----------------------------------------------------------------------------


def test_all_that_came_of_the_draws_is_told() -> None:
    open_one = (debate.Undecided("concurrency", "How many orders at once?"),)
    kept = (received("p-1", 1), received("p-2", 2, "elm", undecided=open_one))
    dropped = {"p-3": debate.ProposalDropped(key="p-3", call="c", why="the reply is empty")}
    lines = proposal.lines(kept, dropped, ())
    assert lines[:4] == (
        "p-1       a log and readers   (data-owner; oak-1)",
        "p-2       a call with a queue   (data-owner; elm-1)",
        "dropped   p-3: the reply is empty",
        "families  2 families: oak, elm",
    )
    assert lines[4].startswith("distance  least ")
    assert lines[5:] == ("undecided p-2 on concurrency: How many orders at once?",)


def test_a_draw_that_was_dropped_and_then_kept_is_told_as_kept() -> None:
    dropped = {"p-1": debate.ProposalDropped(key="p-1", call="c", why="the reply is empty")}
    assert not any(
        line.startswith("dropped") for line in proposal.lines((received("p-1", 1),), dropped, ())
    )


def test_proposals_that_are_nearly_one_design_lead_to_the_givens() -> None:
    lines = proposal.lines((received("p-1", 1), received("p-2", 1)), {}, ())
    assert "finding   all proposals are nearly one design: look at what is under given" in lines
    assert "distance  least 0 %, mean 0 %" in lines


@pytest.mark.parametrize(("count", "words"), [(0, "no valid proposal"), (1, "one valid proposal")])
def test_fewer_than_two_cannot_be_compared(count: int, words: str) -> None:
    kept = [received(f"p-{n}", n) for n in range(count)]
    assert proposal.lines(kept, {}, ())[-1] == f"DEGRADED  {words}: there is nothing to compare it with"


def test_equal_questions_are_told_once_and_empty_ones_not_at_all() -> None:
    rows = (
        received("p-1", 1, undecided=(debate.Undecided("s", "How many?"), debate.Undecided("t", ""))),
        received("p-2", 2, undecided=(debate.Undecided("u", "how  MANY?"), debate.Undecided("u", "Who?"))),
    )
    assert proposal.questions(rows) == (("p-1", "s", "How many?"), ("p-2", "u", "Who?"))


def test_one_family_counts_once_and_each_of_several_by_name() -> None:
    assert proposal.family_line(("oak",)) == "one family (oak): agreement counts once"
    assert proposal.family_line(("oak", "elm")) == "2 families: oak, elm"
    rows = (received("p-1", 1, "elm"), received("p-2", 2, "oak"), received("p-3", 3, "elm"))
    assert proposal.families(rows) == ("elm", "oak")


# --- twins ---------------------------------------------------------------------------------------


def test_a_name_that_two_designs_have_is_refused_with_both_names() -> None:
    state, _ = folded(stated(), received("p-1", 1), received("p-1", 2), received("p-2", 3))
    both = state.debate.twins()["p-1"]
    assert proposal.meant(state, "p-2") == "p-2"
    assert proposal.meant(state, both[0]) == both[0]
    with pytest.raises(refusal.Misused) as caught:
        proposal.meant(state, "p-1")
    assert caught.value.sentence == (
        f"p-1 is the name of 2 designs, made on branches that did not see each other: {both[0]}, {both[1]}."
    )
    assert caught.value.next_step == f"say which one: parti why {both[0]} shows the first"


def test_twins_are_told_once_for_their_key() -> None:
    state, _ = folded(stated(), received("p-1", 1), received("p-1", 2))
    one, other = state.debate.twins()["p-1"]
    assert list(proposal.twins(state)) == [
        Finding(
            code="design/twins",
            level="warning",
            message=f"p-1 was made on 2 branches by {conversations.JANE}: {one} and {other} are two "
            "designs, and both count.",
            place=Place(path="p-1"),
            fix="parti why p-1",
        )
    ]
