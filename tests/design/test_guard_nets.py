"""What of a sealed design is looked for, under which names, and what of it is free to be said.

`test_guard` walks a whole design; here each rule stands alone, so that a word that slips through, or one
that blocks an honest text, points at its rule.
"""

import pytest

from parti.design import guard, leaks
from parti.library import load
from parti.records import refusal

LEXICON = leaks.lexicon(load.leaks(), load.technologies())
PAIR = "the ledger writer is one. no second ledger writer runs."


def caught(sealed: str, text: str, **more: object) -> tuple[str, str] | None:
    """What a text is held back for by a design of one sentence: the net, and the words."""
    nets = guard.guarded((sealed,), LEXICON, **more)  # type: ignore[arg-type]  # literals
    found = guard.breach(nets, text)
    return (found.kind, found.words) if found else None


def masked(sealed: str, text: str) -> str:
    """The sentence that a person is shown."""
    found = guard.breach(guard.guarded((sealed,), LEXICON), text)
    assert found is not None
    return found.sentence


# --- technologies and patterns ----------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "on postgres16 today",
        "on Postgres-16 today",
        "on POSTGRES_16 today",
        "a PostgresStore",
        "set POSTGRES_DSN",
        "see postgresql://host",
        "the Postgre SQL of the shop",
    ],
)
def test_a_product_is_found_inside_a_joined_name_and_before_its_version(text: str) -> None:
    assert caught("It runs on PostgreSQL.", text) is not None


@pytest.mark.parametrize("text", ["a postal address", "progress", "the post is late", "PgBouncer", ""])
def test_a_word_that_only_begins_alike_is_free(text: str) -> None:
    assert caught("It runs on PostgreSQL.", text) is None


def test_a_product_is_guarded_under_each_of_its_names_and_no_other_product_is() -> None:
    sealed = "It runs on RabbitMQ."
    assert caught(sealed, "an AMQP broker") == ("term", "AMQP")
    assert caught(sealed, "Kafka it is") is None


def test_a_short_name_with_a_digit_of_its_own_stays_one_word() -> None:
    assert caught("Pictures lie on S3.", "they lie on s3") == ("term", "s3")
    assert caught("Pictures lie on S3.", "s 3 pictures") is None


def test_a_pattern_is_guarded_with_its_plural() -> None:
    assert caught("There is an outbox.", "two outboxes") == ("term", "outboxes")


def test_a_technology_that_the_problem_names_is_guarded_all_the_same() -> None:
    """The problem may have named it by mistake; only a person can say that it is given."""
    assert caught("It runs on Kafka.", "Kafka it is", said="We have Kafka.") == ("term", "Kafka")
    assert caught("It runs on Kafka.", "Kafka it is", public="Kafka is a broker.") == ("term", "Kafka")
    assert caught("It runs on Kafka.", "Kafka it is", givens=("Kafka",)) is None


def test_a_given_frees_no_other_technology() -> None:
    sealed = "Kafka feeds PostgreSQL."
    assert caught(sealed, "PostgreSQL it is", givens=("Kafka is there",)) == ("term", "PostgreSQL")


# --- names ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sealed", "text"),
    [
        ("It calls OrderWriter.", "an order writer"),
        ("It calls order_writer.", "the OrderWriter"),
        ("It calls orderWriter.", "order-writer"),
        ("It reads `parcel labels`.", "parcel labels"),
        ("It reads parcel-labels.yaml.", "parcel labels yaml"),
        ("It calls `orderQueue2`.", "order queue 2"),
        ("It reads `step2`.", "step2"),
    ],
)
def test_a_name_is_guarded_however_its_words_are_joined(sealed: str, text: str) -> None:
    found = caught(sealed, text)
    assert found is not None
    assert found[0] == "term"


@pytest.mark.parametrize(
    ("sealed", "text"),
    [
        ("It asks the `ledger`.", "the ledger"),
        ("It asks the Ledger.", "the Ledger"),
        ("It sees `of the order`.", "of the order"),
        ("A writer, an order.", "the writer of the order"),
    ],
)
def test_a_single_plain_word_is_nobody_s_secret(sealed: str, text: str) -> None:
    assert caught(sealed, text) is None


def test_a_name_of_the_problem_of_a_given_or_of_our_own_words_is_free() -> None:
    for source in ("said", "public"):
        assert (
            caught("It calls OrderWriter.", "the OrderWriter", **{source: "There is an order writer."})
            is None
        )
    assert caught("It calls OrderWriter.", "the OrderWriter", givens=("OrderWriter exists",)) is None
    assert caught("It calls OrderWriter.", "the OrderWriter", said="A writer of orders.") is not None


# --- pairs of words --------------------------------------------------------------


def test_two_words_side_by_side_are_guarded_from_the_second_time_on() -> None:
    assert caught("the ledger writer runs", "a ledger writer") is None
    assert caught(PAIR, "a ledger writer") == ("term", "ledger writer")


def test_a_pair_counts_over_all_texts_of_the_seal() -> None:
    nets = guard.guarded(("the ledger writer", "one ledger writer"), LEXICON)
    assert guard.breach(nets, "ledger writers") == guard.Breach("term", "ledger writers", "ledger writers")


@pytest.mark.parametrize(
    ("one", "other"),
    [("retry policy", "retry policies"), ("order batch", "order batches"), ("tax box", "tax boxes"),
     ("price cache", "price caches"), ("order process", "order processes")],
)  # fmt: skip
def test_a_pair_is_guarded_in_its_plural_and_its_singular(one: str, other: str) -> None:
    """A plural in `es` or `ies` used to walk through."""
    assert caught(f"a {one}, the {one}", f"some {other}") == ("term", other)
    assert caught(f"a {other}, the {other}", f"some {one}") == ("term", one)


def test_words_in_another_order_or_apart_are_no_pair() -> None:
    assert caught(PAIR, "a writer ledger") is None
    assert caught(PAIR, "the ledger has a writer") is None


def test_a_pair_with_a_word_that_says_nothing_is_none() -> None:
    assert caught("of the ledger, of the ledger", "of the ledger") is None


def test_a_pair_of_the_problem_is_free() -> None:
    assert caught(PAIR, "a ledger writer", said="Ledger writers wait.") is None


# --- phrases ---------------------------------------------------------------------

PHRASE = "parcels wait until night and then leave together"


def test_five_words_in_a_row_are_a_phrase_and_four_with_words_that_say_nothing_are_not() -> None:
    assert caught(PHRASE, "they wait until night and then go") == ("phrase", "wait")
    assert caught(PHRASE, "night and then it rains") is None


def test_four_words_of_content_in_a_row_are_a_phrase_whatever_stands_between() -> None:
    assert (
        caught("parcels wait; night trucks leave", "the parcels, they wait, and a night truck") is not None
    )
    assert caught("parcels wait; night trucks leave", "the parcels, they wait, and a night") is None


def test_a_phrase_of_our_own_words_is_free_and_one_of_the_problem_is_not() -> None:
    assert caught(PHRASE, PHRASE, public=PHRASE) is None
    assert caught(PHRASE, PHRASE, said=PHRASE) == ("phrase", "parcels")
    assert caught(PHRASE, PHRASE, givens=(PHRASE,)) == ("phrase", "parcels")


def test_a_term_is_told_before_a_phrase_because_it_can_be_given() -> None:
    sealed = "Parcels wait until night in Kafka"
    assert caught(sealed, f"{sealed}.") == ("term", "Kafka")


def test_an_empty_seal_holds_nothing_back() -> None:
    for sealed in ("", "   ", "…"):
        assert caught(sealed, "Anything may be said of Kafka and PostgreSQL.") is None
    assert guard.breach(guard.guarded((), LEXICON), "anything") is None


# --- what is shown ----------------------------------------------------------------


def test_only_the_sentence_around_the_word_is_shown() -> None:
    assert masked("Kafka", "First. Then Kafka comes! Last?") == "Then Kafka comes"
    assert masked("Kafka", "a line\nKafka\nanother") == "Kafka"


def test_every_other_word_of_the_seal_in_the_sentence_is_dotted_out() -> None:
    assert (
        masked("Kafka and an outbox", "Kafka has an outbox and Kafka again") == "Kafka has an … and … again"
    )


def test_a_long_sentence_is_shown_a_hundred_signs_to_either_side() -> None:
    shown = masked("Kafka", f"{'a ' * 300}Kafka{' b' * 300}")
    assert shown.startswith("a ")
    assert shown.endswith(" b")
    assert "Kafka" in shown
    assert 150 < len(shown) <= 205


def test_what_is_told_can_be_given_in_the_words_that_are_shown() -> None:
    nets = guard.guarded(("It calls order_writer.",), LEXICON)
    with pytest.raises(refusal.NotAllowed) as held:
        guard.check(nets, "The OrderWriter waits.")
    assert held.value.next_step == (
        'if it is a fact: parti leak "OrderWriter" --is given --because "…"; '
        "if not: parti problem, without it"
    )


def test_the_canary_is_told_before_everything_else_and_leads_to_a_new_seal() -> None:
    nets = guard.guarded(("Kafka",), LEXICON, canary="zzqxkvbnmpli")
    with pytest.raises(refusal.NotAllowed) as held:
        guard.check(nets, "Kafka and zzqxkvbnmpli")
    assert held.value.sentence == (
        "The text holds the canary of the sealed design: somebody has read the sealed file."
    )
    assert held.value.next_step == "parti seal, for a design that nobody has seen"


def test_without_a_canary_no_text_holds_one() -> None:
    guard.check(guard.guarded(("Kafka",), LEXICON), "any text, and an empty canary is in all of them")
