"""Cards: harmless, held to what they need, and printed alike whoever wrote them."""

import re

import msgspec
import pytest

from parti.design import card as cards
from parti.design import detection, diversity
from parti.library import load
from parti.records import debate
from tests.fakes.panel import card

NUMBER = re.compile(r"\d+")


def detected(text: str) -> set[str]:
    found = detection.detect(text, load.vocabulary(), load.technologies())
    return {word.casefold() for hit in found for word in hit.words}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("I would keep it; we've one log", "the team would keep it; the team has one log"),
        ("As an AI language model, I am sure", "the team is sure"),
        ("our log and my copy, ask us", "the team's log and the team's copy, ask the team"),
        ("within 50 us, phase I of the US plan", "within 50 us, phase I of the US plan"),
        ("GPT-4o and claude agree, gptimer stays", "a model and a model agree, gptimer stays"),
    ],
)
def test_nobody_speaks_of_themselves_on_a_card(said: str, shown: str) -> None:
    assert cards.impersonal(said, load.blind().names["words"]) == shown


def test_every_card_has_the_same_slots_in_the_same_order() -> None:
    heads = {
        tuple(line.partition(":")[0] for line in cards.rendered(one).splitlines())
        for one in (card(1), card(4))
    }
    heads.add(tuple(line.partition(":")[0] for line in cards.rendered(debate.Card(shape="x")).splitlines()))
    assert len(heads) == 1


def test_no_slot_is_longer_than_another_may_be() -> None:
    long = card(1, shape="word " * 900, write_path="w" * 900)
    for line in cards.rendered(long).splitlines():
        assert len(line.partition(": ")[2]) <= cards.SHOWN


@pytest.mark.parametrize("number", range(5))
def test_the_renderer_adds_no_number_and_no_technology(number: int) -> None:
    one = card(number, write_path="I put 7 rows into kafka; claude says 3")
    before, shown = msgspec.json.encode(one).decode(), cards.rendered(one)
    assert set(NUMBER.findall(shown)) <= set(NUMBER.findall(before))
    assert detected(shown) <= detected(before)


def test_a_person_s_falsifier_does_not_tell_that_it_is_a_person_s() -> None:
    own = card(1, falsifiers=("I would drop this design if orders weigh 9 kg",))
    assert cards.rendered(own) == cards.rendered(card(1, falsifiers=("orders weigh 9 kg",)))


def test_a_quote_counts_when_it_stands_in_the_card() -> None:
    shown = cards.rendered(card(1))
    assert cards.holds(shown, "“the worker writes  to the LINE”")
    assert not cards.holds(shown, "the worker never writes")
    assert not cards.holds(shown, "log")
    assert not cards.holds(shown, "")


def test_the_same_design_in_other_words_is_no_other_design() -> None:
    one, other = card(1), card(1, write_path="in other words", read_path="and others")
    assert diversity.distance(diversity.signature(one), diversity.signature(other)) == 0
    assert diversity.distance(diversity.signature(one), diversity.signature(card(2))) > diversity.CLOSE
    assert diversity.spread([one]).every_pair_close is False


def test_infrastructure_that_is_given_is_not_new() -> None:
    assert "new infrastructure:yes" in diversity.signature(card(1))
    assert "new infrastructure:no" in diversity.signature(card(1), ("RabbitMQ is there",))


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("broker", "x", "broker"),
        ("Kafka topic", "x", "broker"),
        ("thing", "gizmo", ""),
        ("Relational Database", "x", "relational-database"),
    ],
)
def test_a_kind_is_mapped_by_its_words_and_never_guessed(kind: str, name: str, expected: str) -> None:
    assert diversity.kind_of(debate.Part(name, kind, "")) == expected
