"""The vocabulary and the lexicon: well-formed, and they find the components in plain sentences."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from parti.library import load

TOO_COMMON = {"event", "page", "package", "class", "function", "limit", "key"}


def signs() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each word and each name, with the kinds that it stands for."""
    for kind, entry in load.vocabulary().kinds.items():
        for word in entry.words:
            yield word, (kind,)
    for technology in load.technologies():
        for name in technology.names:
            yield name, technology.kinds


def found(sign: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(sign)}s?(?!\w)", text, re.IGNORECASE) is not None


def kinds_in(text: str) -> set[str]:
    return {kind for sign, kinds in signs() if found(sign, text) for kind in kinds}


def test_the_vocabulary_has_every_kind_and_every_concern_in_order() -> None:
    vocabulary = load.vocabulary()

    assert len(vocabulary.kinds) == 14
    assert list(vocabulary.concerns) == [
        "ownership",
        "concurrency",
        "downstream",
        "load",
        "resilience",
        "mitigation",
        "recovery",
        "malformed-input",
        "states",
        "timeouts",
        "security",
        "observability",
        "migration",
    ]
    assert tuple(vocabulary.severities) == load.SEVERITIES


def test_every_table_explains_each_of_its_ids() -> None:
    vocabulary = load.vocabulary()
    tables = (
        vocabulary.severities,
        vocabulary.modes,
        vocabulary.faults,
        vocabulary.oracles,
        vocabulary.evidence,
    )

    assert [key for table in tables for key, what in table.items() if not what.endswith(".")] == []


def test_every_kind_of_a_technology_is_known() -> None:
    used = {kind for technology in load.technologies() for kind in technology.kinds}

    assert used - set(load.vocabulary().kinds) == set()


def test_every_kind_has_a_technology_and_between_ten_and_thirty_words() -> None:
    used = {kind for technology in load.technologies() for kind in technology.kinds}
    sizes = {kind: len(entry.words) for kind, entry in load.vocabulary().kinds.items()}

    assert set(sizes) - used == set()
    assert {kind: size for kind, size in sizes.items() if not 10 <= size <= 30} == {}


def test_no_word_and_no_name_stands_twice() -> None:
    counts = Counter(sign for sign, _ in signs())

    assert [sign for sign, count in counts.items() if count > 1] == []


def test_no_word_and_no_name_has_capitals_or_stray_blanks() -> None:
    assert [sign for sign, _ in signs() if sign != " ".join(sign.lower().split())] == []


def test_no_word_of_a_kind_is_already_found_by_a_shorter_one() -> None:
    lists = [entry.words for entry in load.vocabulary().kinds.values()]
    lists += [technology.names for technology in load.technologies()]

    # Within one list only: "drain the queue" rightly finds a consumer and a broker.
    twins = [(a, b) for names in lists for a in names for b in names if a != b and found(a, b)]
    assert twins == []


def test_no_everyday_word_betrays_a_kind_alone() -> None:
    assert TOO_COMMON & {sign for sign, _ in signs()} == set()
    assert kinds_in("Each event on the page may call a class, a function or a package.") == set()


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        (
            "consume orders from RabbitMQ and save them to PostgreSQL",
            {"consumer", "broker", "relational-database"},
        ),
        (
            "A nightly cron job sums up the day and writes one JSON state file per shop.",
            {"scheduler", "file-store"},
        ),
        (
            "A webhook receiver that checks the signature and answers within two seconds.",
            {"http-endpoint"},
        ),
        (
            "A command-line tool that uploads the finished report to S3.",
            {"command-line", "object-store"},
        ),
        (
            "A React page that calls our API and lists the open invoices.",
            {"frontend", "http-client"},
        ),
        (
            "An LLM summariser that keeps its answers in a Redis cache.",
            {"model-call", "cache"},
        ),
    ],
)
def test_a_sentence_yields_exactly_its_kinds(sentence: str, kinds: set[str]) -> None:
    assert kinds_in(sentence) == kinds


@pytest.mark.parametrize(
    "sentence",
    [
        "Couriers react to a change of plan and express their regret.",
        "This time-consuming rest is a limit to every spring harvest of celery.",
        "The key question is whether the team can go on.",
        "A customer may go to the next class in the package.",
    ],
)
def test_a_sentence_about_ordinary_things_yields_no_kind(sentence: str) -> None:
    assert kinds_in(sentence) == set()


def test_the_plural_and_capitals_are_found_and_parts_of_words_are_not() -> None:
    assert kinds_in("Two QUEUES") == {"broker"}
    assert kinds_in("a queueing theory") == set()
