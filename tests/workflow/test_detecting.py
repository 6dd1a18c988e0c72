"""The kinds that a feature speaks of, by its wish and its problem, each under a name of its own."""

from pathlib import Path

import pytest

from parti.records import vocabulary as facts
from parti.workflow import detecting
from parti.workflow.house import House
from tests.workflow import open_houses, talks

PLAIN = facts.ProblemStated(situation="Orders arrive.")


def stated(folder: Path, **words: object) -> House:
    """A feature whose wish speaks of nothing, with a problem."""
    problem = facts.ProblemStated(**{"situation": "Orders arrive.", **words})  # type: ignore[arg-type]
    return open_houses.opened(folder).append((problem,))


def told(house: House) -> list[str]:
    return [f"{each.kind}: {each.name}" for each in detecting.detected(house)]


def test_without_a_feature_or_a_problem_nothing_is_detected(tmp_path: Path) -> None:
    assert told(open_houses.ready(tmp_path / "a")) == []
    assert told(open_houses.opened(tmp_path / "b")) == []


def test_a_problem_that_names_nothing_gives_nothing(tmp_path: Path) -> None:
    assert told(stated(tmp_path)) == []


@pytest.mark.parametrize(
    "words",
    [
        {"situation": "Orders arrive in RabbitMQ."},
        {"needed": ("stored once", "sent to RabbitMQ")},
        {"given": ("RabbitMQ is there",)},
    ],
    ids=["situation", "needed", "given"],
)
def test_each_part_of_the_problem_is_read(tmp_path: Path, words: dict[str, object]) -> None:
    assert told(stated(tmp_path, **words)) == ["broker: RabbitMQ"]


@pytest.mark.parametrize(
    "words", [{"never": ("lost in RabbitMQ",)}, {"quantities": ("5 messages/s in RabbitMQ",)}]
)
def test_what_must_not_happen_and_how_much_there_is_name_no_part(
    tmp_path: Path, words: dict[str, object]
) -> None:
    assert told(stated(tmp_path, **words)) == []


def test_the_wish_is_read_too(tmp_path: Path) -> None:
    house = open_houses.ready(tmp_path)
    wish = facts.FeatureOpened(slug="orders", wish="save to PostgreSQL", branch="main", lane="normal")
    found = house.append((wish, PLAIN))
    assert told(found) == ["relational-database: PostgreSQL"]


def test_a_product_of_two_kinds_is_two_components_by_two_names(tmp_path: Path) -> None:
    found = detecting.detected(stated(tmp_path, needed=("Calls go by gRPC to PostgreSQL",)))
    assert [(each.kind, each.name, each.words) for each in found if each.words == ("gRPC",)] == [
        ("http-client", "gRPC http client", ("gRPC",)),
        ("http-endpoint", "gRPC http endpoint", ("gRPC",)),
    ]
    assert [each.name for each in found if each.kind == "relational-database"] == ["PostgreSQL"]


def test_names_are_never_given_twice(tmp_path: Path) -> None:
    every = (
        "BullMQ and Sidekiq and celery task and gRPC, a queue, a cache, Redis, PostgreSQL, S3, a cron job"
    )
    names = [each.name for each in detecting.detected(stated(tmp_path, needed=(every,)))]
    assert len(names) == len(set(names)) > 5


def test_the_kinds_of_the_project_are_looked_for_too(tmp_path: Path) -> None:
    house = stated(tmp_path, needed=("Parcels come to the front desk.",))
    assert told(house) == []
    text = talks.HEAD + talks.question("desk-owner")
    open_houses.repository(house).write(".parti/kinds/desk.toml", text)
    assert told(house) == ["desk: desk"]


def test_the_way_on_confirms_what_was_found_or_asks_for_a_name() -> None:
    found = detecting.Detected("broker", "RabbitMQ", ("RabbitMQ",))
    assert detecting.confirm((found,)) == "parti kind confirm"
    assert detecting.confirm(()) == 'parti kind confirm "<name>=<kind>"'
