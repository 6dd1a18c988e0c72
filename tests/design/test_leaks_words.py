"""Words, terms and sentences of a problem: what the rules and the guard look at.

Both stand or fall with these: a sentence that is cut in the wrong place hides a rule, and a term that is
missed is a solution nobody asked about.
"""

import time

import pytest

from parti.design import leaks
from parti.library import load

LEXICON = leaks.lexicon(load.leaks(), load.technologies())


def sentences(text: str) -> list[str]:
    return [sentence for sentence, _ in leaks.sentences(leaks.plain(text), LEXICON.told)]


def tales(text: str) -> list[str]:
    """The sentences that tell what was done."""
    return [sentence for sentence, tale in leaks.sentences(leaks.plain(text), LEXICON.told) if tale]


def terms(text: str) -> list[tuple[str, str]]:
    """Each known term as it is written, with its usual name."""
    return [(term.words, term.name) for term in leaks.terms(text, LEXICON)]


# --- one form of a text ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a b"),
        ("\x1b[2Jred", " [2Jred"),
        ("Postgre\u200bSQL", "PostgreSQL"),
        ("Postgre\u00adSQL", "PostgreSQL"),
        ("\u202eevil", "evil"),
        ("ＫＡＦＫＡ", "KAFKA"),
        ("ﬁle", "file"),
        ("e\u0301", "é"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb", "a \nb"),
        ("", ""),
    ],
)
def test_a_text_has_one_form_in_which_nothing_is_hidden(text: str, shown: str) -> None:
    assert leaks.plain(text) == shown


def test_no_more_of_a_text_is_looked_at_than_anybody_reads() -> None:
    assert len(leaks.plain("a" * (leaks.LONGEST + 5))) == leaks.LONGEST


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Orders", "order"), ("cases", "case"), ("bus", "bus"), ("class", "class"), ("status", "status"),
     ("analysis", "analysis"), ("gas", "gas"), ("gass", "gass"), ("its", "its"), ("", ""), ("Boxes", "box"),
     ("batches", "batch"), ("processes", "process"), ("policies", "policy"), ("die", "die")],
)  # fmt: skip
def test_a_plural_is_its_singular_and_a_word_that_ends_so_stays(word: str, folded: str) -> None:
    assert leaks.fold(word) == folded


@pytest.mark.parametrize(("one", "many"), [("cache", "caches"), ("movie", "movies"), ("size", "sizes")])
def test_a_singular_that_ends_like_a_plural_is_one_with_its_plural(one: str, many: str) -> None:
    assert leaks.fold(one) == leaks.fold(many)


def test_words_are_told_in_small_letters_with_their_places() -> None:
    assert leaks.words("A-b_c, 3x!") == (
        leaks.Word("a", 0, 1),
        leaks.Word("b", 2, 3),
        leaks.Word("c", 4, 5),
        leaks.Word("3x", 7, 9),
    )


# --- sentences ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("One\nTwo\r\n\r\nThree", ["One", "Two", "Three"]),
        ("It takes 3.5 s. Then it ends.", ["It takes 3.5 s.", "Then it ends."]),
        ("Many, e.g. this one. And i.e. that.", ["Many, e.g. this one.", "And i.e. that."]),
        ("Some etc. and more. End.", ["Some etc. and more.", "End."]),
        ("1. First\n2. Second", ["1. First", "2. Second"]),
        ("He said “stop.” Then he went.", ["He said “stop.”", "Then he went."]),
        ("**Stop.** Then go.", ["**Stop.**", "Then go."]),
        ("終わり。次", ["終わり。", "次"]),
        ("a.b.c", ["a.b.c"]),
        ("  padded.   text  ", ["padded.", "text"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


def test_a_fence_is_one_sentence_and_what_it_holds_is_a_tale() -> None:
    text = "Before.\n```python\nuse(kafka)\n\nmore()\n```\nAfter."
    assert sentences(text) == ["Before.", "```", "use(kafka)", "more()", "After."]
    assert tales(text) == ["use(kafka)", "more()"]


def test_a_fence_that_nobody_closes_reaches_to_the_end() -> None:
    assert tales("~~~\nUse it.\n\nUse that.") == ["Use it.", "Use that."]


@pytest.mark.parametrize(
    "heading",
    ["## Steps to reproduce", "# steps to reproduce", "**Steps to reproduce**", "**Steps to reproduce:**",
     "Steps to reproduce:"],
)  # fmt: skip
def test_what_stands_under_a_heading_of_what_was_done_is_a_tale_until_the_next_heading(
    heading: str,
) -> None:
    text = f"Use this.\n{heading}\nUse that. Use more.\n## Wanted\nUse it."
    assert tales(text) == [heading, "Use that.", "Use more."]


@pytest.mark.parametrize(
    "heading", ["## Wanted", "## Background music", "steps to reproduce", "####### Steps"]
)
def test_other_headings_and_plain_lines_begin_no_tale(heading: str) -> None:
    assert tales(f"{heading}\nUse it.") == []


# --- terms --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["RabbitMQ", "rabbitmq", "Rabbit MQ", "rabbit-mq", "rabbit_mq", "rabbit\nmq", "AMQP", "rmq"]
)
def test_a_technology_is_one_under_all_its_names_and_spellings(text: str) -> None:
    assert terms(f"The {text}, now.") == [(text, "rabbitmq")]


def test_the_longest_of_two_terms_that_begin_together_is_taken_once() -> None:
    assert terms("a redis stream") == [("redis stream", "redis stream")]
    assert terms("a redis cluster") == [("redis", "redis")]


def test_every_mention_is_told_with_its_place() -> None:
    found = list(leaks.terms("Kafka or kafka/Redis", LEXICON))
    assert [(term.name, term.start, term.end) for term in found] == [
        ("kafka", 0, 5),
        ("kafka", 9, 14),
        ("redis", 15, 20),
    ]
    assert {term.kind for term in found} == {"technology"}


@pytest.mark.parametrize(
    "text", ["my-kafka", "kafka-like", "kafkas", "xkafka", "rabbit, mq", "rabbit   mq", ""]
)
def test_a_technology_in_a_longer_word_or_in_parts_is_another_thing(text: str) -> None:
    assert terms(text) == []


@pytest.mark.parametrize("text", ["outbox", "Outboxes", "dead-letter queue", "dead letter queues", "sagas"])
def test_a_pattern_is_known_with_and_without_its_plural(text: str) -> None:
    (term,) = leaks.terms(f"an {text} here", LEXICON)
    assert (term.kind, term.words) == ("pattern", text)


def test_a_pattern_may_be_part_of_a_hyphened_word() -> None:
    """A person who writes `saga-like` thinks of a saga; `kafka-like` is another product."""
    assert terms("a saga-like flow") == [("saga", "saga")]


# --- what rules say ----------------------------------------------------------------------


def hits(text: str) -> list[tuple[str, str, int]]:
    """Rule, words and weight of each hit."""
    return [(hit.name, hit.words, hit.weight) for hit in leaks.hits(text, LEXICON)]


def test_a_hit_names_its_sentence_by_number_from_one() -> None:
    found = list(leaks.hits("It is late. Orders go to Kafka.", LEXICON))
    assert [(hit.number, hit.sentence, hit.term) for hit in found] == [(2, "Orders go to Kafka.", "kafka")]


def test_what_exists_already_is_pointed_at_and_weighs_nothing() -> None:
    assert [weight for _, _, weight in hits("We already run Kafka.")] == [0]
    assert [weight for _, _, weight in hits("We want Kafka.") if weight] != []


@pytest.mark.parametrize(
    "mark", ["- ", "* ", "1. ", "2) ", "## ", "> ", "- [ ] ", "- [x] ", "[RFC] ", "feat(api): ", "**"]
)
def test_marks_before_a_sentence_do_not_hide_its_order(mark: str) -> None:
    assert [name for name, _, _ in hits(f"{mark}Store every order twice")] == ["build"]


def test_a_tale_names_technologies_and_proposes_nothing() -> None:
    tale = "## Steps to reproduce\nUse Kafka and store every order twice."
    assert [name for name, _, _ in hits(tale)] == ["technology"]


@pytest.mark.parametrize("piece", ["1.", "a-", "a.b+", "a vs "])
def test_an_endless_word_is_looked_at_in_time_that_grows_with_its_length(piece: str) -> None:
    started = time.process_time()
    text = f"{piece * (100_000 // len(piece))} Kafka vs. RabbitMQ"
    found = [hit.words for hit in leaks.hits(text, LEXICON)]
    assert time.process_time() - started < 10
    assert "Kafka" in found
