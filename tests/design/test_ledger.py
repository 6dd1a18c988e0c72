"""The ledger of positions: each kind of move, what it weighs, and which position stands after it."""

from collections.abc import Sequence

import pytest

from parti.design import ledger
from parti.records import debate

SAME = "the commit comes first because a crash loses nothing"


def took(option: str, probe: str = "fresh", session: str = "s", **more: object) -> debate.PositionTaken:
    parts: dict[str, object] = {
        "claim": "D-1", "option": option, "session": session, "family": "oak", "probe": probe,
        "call": f"{session}/{probe}/{option}", "changed": False, "because": "", "reasons": SAME, **more,
    }  # fmt: skip
    return debate.PositionTaken(**parts)  # type: ignore[arg-type]


def filed(
    key: str = "E-1", status: str = "claimed", bears: Sequence[str] = ("D-1",), text: str = ""
) -> debate.EvidenceFiled:
    return debate.EvidenceFiled(
        key=key, text=text or f"measured {key}: 900 ms until redelivery", kind="measurement", status=status,
        ref="", bears_on=tuple(bears),
    )  # fmt: skip


def fold(*positions: debate.PositionTaken, evidence: Sequence[debate.EvidenceFiled] = ()) -> ledger.Ledger:
    return ledger.fold(positions, {one.key: one for one in evidence})


def only(book: ledger.Ledger) -> ledger.Flip:
    (flip,) = book.flips
    return flip


def test_a_move_for_no_reason_is_unsupported_and_the_earlier_position_stands() -> None:
    book = fold(took("a"), took("b", "opposed"))
    flip = only(book)
    assert (flip.type, flip.stands, flip.earned) == ("F0", "a", False)
    assert (book.unsupported, book.challenges, book.unsupported_rate) == (1, 1, 1.0)
    assert "--[no reason]--> b  F0 unsupported, restored: a" in ledger.told(flip)


def test_a_move_that_does_not_name_the_record_is_unsupported() -> None:
    flip = only(fold(took("a"), took("b", "valid", shown=("E-1",)), evidence=[filed(status="verified")]))
    assert (flip.type, flip.stands) == ("F1", "a")


def test_a_move_on_what_is_only_claimed_waits() -> None:
    book = fold(took("a"), took("b", "valid", shown=("E-1",), because="E-1"), evidence=[filed()])
    assert (only(book).type, only(book).stands) == ("F2", "a")
    assert (book.supported, book.unsupported) == (0, 0)


@pytest.mark.parametrize("status", ["verified", "vouched"])
def test_a_move_on_what_is_shown_or_vouched_for_is_earned(status: str) -> None:
    book = fold(
        took("a"), took("b", "valid", shown=("E-1",), because="E-1"), evidence=[filed(status=status)]
    )
    assert (only(book).type, only(book).stands, only(book).evidence) == ("F3", "b", "E-1")
    assert (book.supported, book.decisive, book.update_rate) == (1, 1, 1.0)


def test_an_own_correction_takes_up_its_earlier_words_and_needs_no_challenge() -> None:
    corrected = f"it was said that {SAME}, but then it does"
    book = fold(took("a"), took("b", "supportive", reasons=corrected))
    assert (only(book).type, only(book).stands) == ("F4", "b")
    assert only(fold(took("a"), took("b", "opposed", reasons=corrected))).type == "F0"
    assert only(fold(took("a"), took("b", "supportive", reasons="it does"))).type == "F0"


def test_a_withdrawal_without_evidence_weighs_half_and_the_position_stands() -> None:
    book = fold(took("a"), took("withdrawn", "opposed"))
    assert (only(book).type, only(book).stands, book.unsupported_rate) == ("F5", "a", 0.5)


@pytest.mark.parametrize(
    "record",
    [
        filed(status="verified", bears=("D-2",)),
        filed(status="verified", text="it is so"),
    ],
    ids=["about another claim", "nothing new"],
)
def test_a_record_that_is_not_relevant_and_novel_supports_nothing(record: debate.EvidenceFiled) -> None:
    flip = only(fold(took("a"), took("b", "valid", shown=("E-1",), because="E-1"), evidence=[record]))
    assert flip.type == "F0"


def test_a_record_that_was_shown_before_is_no_reason_now() -> None:
    book = fold(
        took("a", shown=("E-1",)),
        took("b", "valid", shown=("E-1",), because="E-1"),
        evidence=[filed(status="verified")],
    )
    assert only(book).type == "F0"


def test_the_same_words_under_another_key_are_not_novel() -> None:
    text = "measured on the broker: 900 ms until the order is delivered again"
    book = fold(
        took("a", shown=("E-1",)),
        took("b", "valid", shown=("E-2",), because="E-2"),
        evidence=[filed("E-1", "verified", text=text), filed("E-2", "verified", text=f"{text}, indeed")],
    )
    assert only(book).type == "F0"


def test_a_record_that_was_taken_back_supports_nothing() -> None:
    assert only(fold(took("a"), took("b", "valid", shown=("E-1",), because="E-1"))).type == "F0"


def test_a_branch_moves_against_the_conversation_that_it_left() -> None:
    book = fold(
        took("a", session="s"),
        took("b", "opposed", session="s:opposed/1"),
        took("a", "opposed", session="s:opposed/2"),
        took("b", "fresh", session="t"),
    )
    assert [flip.session for flip in book.flips] == ["s:opposed/1"]
    assert (book.taken, book.challenges, book.unsupported_rate) == (4, 2, 0.5)


def test_a_reply_without_a_position_is_no_move_and_no_agreement() -> None:
    book = fold(took("a"), took("", "opposed"), took("a", "sham"))
    assert (book.taken, book.unread, book.flips) == (2, 1, ())


def test_restless_moves_do_not_count_as_answers_to_a_challenge() -> None:
    book = fold(took("a"), took("b", "supportive", reasons="it does"))
    assert (only(book).type, book.unsupported_rate) == ("F0", 0.0)


def test_giving_in_and_new_reasons_are_tagged_and_decide_nothing() -> None:
    flip = only(fold(took("a"), took("b", "opposed", reasons="You're right, brokers redeliver forever.")))
    assert flip.tags == ("low-overlap reasons", "capitulation opener")
    assert flip.type == "F0"


def test_the_line_of_the_page_counts_what_was_not_relayed() -> None:
    objections = [
        debate.ObjectionRaised(key=str(n), claim="D-1", text="t", kind="k", relayed=how, evidence="")
        for n, how in enumerate(["no", "weight", "conditional"])
    ]
    book = ledger.fold([took("a"), took("b", "opposed")], {}, objections)
    assert next(ledger.lines(book)) == (
        "positions 2 · supported changes 0 · unsupported 1 (restored) · not relayed push-backs 2"
    )


def test_moves_that_read_alike_are_counted() -> None:
    book = fold(*(took(o, p, session=s) for s in "st" for o, p in (("a", "fresh"), ("b", "opposed"))))
    assert [line[-2:] for line in ledger.moves(book)] == ["×2"]
