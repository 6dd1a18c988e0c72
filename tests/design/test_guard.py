"""What must not leave: each net catches what it is for, and says no more of the seal than one word (D7)."""

import random

import pytest

from bench import taint
from parti.design import guard, leaks
from parti.library import load
from parti.records import refusal

LEXICON = leaks.lexicon(load.leaks(), load.technologies())
SEALED = (
    "One ledger writer appends to PostgreSQL.",
    "The ledger writer reads the order_outbox and calls LedgerWriter.flush in `src/ledger.py`.",
    "A crash before the acknowledgement leads to a second delivery of the parcel.",
)


def nets(**more: object) -> guard.Guarded:
    return guard.guarded(SEALED, LEXICON, **more)  # type: ignore[arg-type]


def caught(text: str, **more: object) -> tuple[str, str] | None:
    found = guard.breach(nets(**more), text)
    return (found.kind, found.words) if found else None


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Orders go to PostgreSQL today.", "term", "PostgreSQL"),
        ("Orders go to postgres today.", "term", "postgres"),
        ("Orders go to pgsql.", "term", "pgsql"),
        ("Post\u200bgreSQL", "term", "PostgreSQL"),
        ("ＰＯＳＴＧＲＥＳ", "term", "POSTGRES"),
        ("There is an outbox.", "term", "outbox"),
        ("There are outboxes, an OUTBOX, too.", "term", "outboxes"),
        ("the order-outbox", "term", "order-outbox"),
        ("the Ledger\n  Writer", "term", "Ledger Writer"),
        ("a ledger, writers", "term", "ledger, writers"),
        ("the LedgerWriter", "term", "LedgerWriter"),
        ("in src/ledger.py", "term", "src/ledger.py"),
        ("a crash, acknowledgement, leading to: second delivery", None, None),
        ("crash before acknowledgement leads second delivery", "phrase", "crash"),
        ("A CRASH -- before the acknowledgement", "phrase", "A"),
        ("to a second delivery of nothing", "phrase", "to"),
        ("of the parcel", None, None),
        ("A parcel is delivered twice and nobody sees it.", None, None),
        ("", None, None),
    ],
)
def test_each_net_catches_what_it_is_for(text: str, kind: str | None, words: str | None) -> None:
    assert caught(text) == ((kind, words) if kind else None)


def test_a_pair_of_words_that_stands_once_is_no_secret() -> None:
    assert caught("a second delivery") is None
    twice = guard.guarded(("a second delivery", "no second delivery"), LEXICON)
    assert guard.breach(twice, "the second delivery") == guard.Breach(
        "term", "second delivery", "the second delivery"
    )


@pytest.mark.parametrize("given", ["PostgreSQL", "The store is postgres, because others read it."])
def test_what_is_given_may_be_named_under_each_of_its_names(given: str) -> None:
    for name in ("PostgreSQL", "postgres", "psql"):
        assert caught(f"Orders go to {name}.", givens=(given,)) is None
    assert caught("an outbox", givens=(given,)) == ("term", "outbox")


def test_names_and_pairs_of_the_problem_are_no_secret_and_technology_still_is() -> None:
    said = "The ledger writer of the shop waits for PostgreSQL."
    assert caught("the ledger writer", said=said) is None
    assert caught("PostgreSQL", said=said) == ("term", "PostgreSQL")


def test_the_words_of_parti_itself_are_no_secret() -> None:
    prompt = "A crash before the acknowledgement leads to a card; the ledger writer is one."
    assert caught(prompt, public=prompt) is None
    assert caught(prompt) is not None


def test_nobody_can_give_a_phrase_away() -> None:
    text = "a second delivery of the parcel"
    assert caught(text, givens=(text,)) == ("phrase", "a")


def test_a_refusal_names_the_word_its_sentence_and_the_way_on_and_no_more_of_the_seal() -> None:
    text = "First things first. The shop has PostgreSQL and an outbox today. Last."
    with pytest.raises(refusal.NotAllowed) as caught:
        guard.check(nets(), text)
    assert caught.value.sentence == (
        "“PostgreSQL” is in the sealed design and may not reach a model: "
        "“The shop has PostgreSQL and an … today”."
    )
    assert 'parti leak "PostgreSQL" --is given' in caught.value.next_step


def test_a_phrase_is_told_by_its_first_word_alone() -> None:
    with pytest.raises(refusal.NotAllowed) as caught:
        guard.check(nets(), "I fear a crash before the acknowledgement leads to trouble.")
    assert caught.value.sentence == (
        "A phrase that begins with “a” is in the sealed design and may not reach a model: "
        "“I fear a … … … … … … trouble”."
    )
    assert "nobody can let this phrase pass" in caught.value.next_step


@pytest.mark.parametrize("text", ["zzqxkvbnmpli", "ZZQX-kvbn mpli", "id:zzqxkvbnmpli:"])
def test_the_canary_is_seen_however_it_is_written(text: str) -> None:
    net = nets(canary="zzqxkvbnmpli")
    with pytest.raises(refusal.NotAllowed, match="canary"):
        guard.check(net, text)
    guard.check(net, "zzqxkvbnmpl")


def test_a_long_text_is_looked_at_to_its_end_and_across_its_pieces() -> None:
    for before in (99_995, 100_000, 199_990, 399_999):
        assert (caught("x" * before + " PostgreSQL") or ("", ""))[0] == "term"


def test_no_phrase_of_a_sealed_design_leaves_however_it_is_disguised() -> None:
    cases = [taint.case(chance) for chance in [random.Random(7)] for _ in range(150)]
    tally = taint.run(cases)
    assert tally.leaked == ()
    assert min(tally.sent, tally.refused) > 30, "both ways must be walked"
    assert len(taint.run(cases, guarded=False).leaked) > 50, "without the guard much gets out"
