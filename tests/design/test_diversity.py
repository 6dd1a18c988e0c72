"""How far designs lie apart: by what their parts are, never by what they are called."""

import msgspec
import pytest

from parti.design import diversity
from parti.records import debate
from tests.fakes import panel


def parts(*rows: tuple[str, str, str, tuple[str, ...]]) -> tuple[debate.Part, ...]:
    return tuple(debate.Part(*row) for row in rows)


ONE = panel.card(
    components=parts(
        ("Order consumer", "consumer", "takes messages and stores them", ()),
        ("PostgreSQL", "existing table", "holds the orders", ("orders", "set_aside")),
    ),
    edges=(debate.Edge("Order consumer", "PostgreSQL", "insert", True),),
)
RENAMED = panel.card(
    components=parts(
        ("intake", "process under systemd", "reads the queue", ()),
        ("store", "relational database", "keeps orders", ("rows of orders", "unreadable ones")),
    ),
    edges=(debate.Edge("intake (both machines)", "the store", "write", True),),
)


def test_one_design_in_other_words_lies_at_no_distance() -> None:
    assert diversity.distance(diversity.signature(ONE), diversity.signature(RENAMED)) == 0
    assert diversity.spread((ONE, RENAMED)).every_pair_close


def test_another_way_round_is_another_design() -> None:
    turned = msgspec.structs.replace(
        ONE, edges=(debate.Edge("PostgreSQL", "Order consumer", "notify", False),)
    )
    assert diversity.distance(diversity.signature(ONE), diversity.signature(turned)) >= diversity.CLOSE


@pytest.mark.parametrize(
    ("words", "classes"),
    [
        ("a row lock", {"concurrency:lock"}),
        ("each clock is blocked for a while", {"concurrency:other"}),
        ("idempotent by a unique key", {"concurrency:unique-key"}),
        ("", {"concurrency:none"}),
    ],
)
def test_a_class_is_told_by_the_beginning_of_a_word(words: str, classes: set[str]) -> None:
    made = diversity.signature(panel.card(concurrency=words))
    assert {one for one in made if one.startswith("concurrency:")} == classes


@pytest.mark.parametrize(
    ("kind", "name", "does", "wanted"),
    [
        ("existing table", "PostgreSQL", "", "relational-database"),
        ("route in the 4 workers", "notices", "", "http-endpoint"),
        ("1-min timer + outside ping", "beat", "", "scheduler"),
        ("thing", "thing", "does what it does", ""),
        ("relational database", "x", "", "relational-database"),
    ],
)
def test_a_part_is_of_the_kind_that_its_words_begin_with(
    kind: str, name: str, does: str, wanted: str
) -> None:
    assert diversity.kind_of(debate.Part(name, kind, does)) == wanted


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ("order", "relational-database"),
        ("the order", "relational-database"),
        ("order desk", "consumer"),
        ("desk", "consumer"),
        ("reorder", "other"),
        ("ordering", "other"),
        ("the  order  desk", "consumer"),
    ],
)
def test_an_end_of_an_edge_is_the_part_whose_words_it_holds(end: str, kind: str) -> None:
    """A part inside another word is none, and of two parts the one with the longer name is meant."""
    card = panel.card(
        components=parts(("order", "relational database", "", ()), ("order desk", "consumer", "", ())),
        edges=(debate.Edge("order desk", end, "tells", False),),
    )
    edges = {one for one in diversity.signature(card) if one.startswith("edge:")}
    assert edges == (set() if kind == "other" else {f"edge:consumer>{kind}:goes on"})
