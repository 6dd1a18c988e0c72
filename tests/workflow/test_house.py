"""The open house: the only writer of the log, and what it refuses to write (S1, S5)."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parti.records import canonical, log, refusal
from parti.records import vocabulary as facts
from parti.workflow import config as configs
from parti.workflow import house as houses
from parti.workflow.house import House
from tests.fakes.clock import FakeClock
from tests.fakes.repository import FakeRepository
from tests.workflow import open_houses

OPENED = facts.FeatureOpened(slug="orders", wish="save orders", branch="main", lane="normal")


def stated(text: str) -> facts.InvariantStated:
    return facts.InvariantStated(key=f"INV-{canonical.digest('t', text.encode())[-6:]}", text=text, why="w")


def fresh(folder: Path, slug: str = "orders") -> House:
    return houses.at(open_houses.ready(folder).world, slug)


def log_files(house: House) -> list[Path]:
    return sorted((house.folder / "log").glob("*.jsonl"))


def test_facts_get_their_time_their_author_and_the_record_before_as_parent(tmp_path: Path) -> None:
    house = fresh(tmp_path).append((OPENED, stated("one"), stated("two")))
    first, second, third = house.reading.records
    assert [r.by for r in house.reading.records] == [open_houses.ADA] * 3
    assert first.at < second.at < third.at
    assert (first.parents, second.parents, third.parents) == ((), (first.id,), (second.id,))
    assert house.reading.heads == (third.id,)


def test_what_the_house_says_after_an_append_is_what_a_fresh_reading_says(tmp_path: Path) -> None:
    house = fresh(tmp_path).append((OPENED, stated("one")))
    again = houses.at(house.world, "orders")
    assert again.reading == house.reading
    assert (again.design, again.chunks, again.gate) == (house.design, house.chunks, house.gate)


def test_two_appends_continue_one_another(tmp_path: Path) -> None:
    house = fresh(tmp_path).append((OPENED,)).append((stated("one"),))
    first, second = house.reading.records
    assert second.parents == (first.id,)


def test_nothing_to_append_writes_nothing_and_makes_no_folder(tmp_path: Path) -> None:
    house = fresh(tmp_path)
    assert house.append(()) is house
    assert house.append(iter(())) is house
    assert not house.folder.exists()


def test_facts_may_come_from_a_generator_that_can_be_walked_once(tmp_path: Path) -> None:
    house = fresh(tmp_path).append(fact for fact in (OPENED, stated("one")))
    assert [r.kind for r in house.reading.records] == ["FeatureOpened", "InvariantStated"]


def test_an_append_joins_the_branches_of_the_log_that_it_saw(tmp_path: Path) -> None:
    house = fresh(tmp_path).append((OPENED,))
    one = houses.at(house.world, "orders")
    one.append((stated("one"),))
    house.append((stated("two"),))
    both = houses.at(house.world, "orders")
    assert len(both.reading.heads) == 2
    joined = both.append((stated("three"),))
    assert set(joined.reading.records[-1].parents) == set(both.reading.heads)
    assert len(houses.at(house.world, "orders").reading.heads) == 1


def test_records_with_one_time_keep_the_order_in_which_they_were_given(tmp_path: Path) -> None:
    world = open_houses.world(tmp_path, clock=FakeClock(step_ms=0))
    open_houses.repository(world).write(configs.PATH, open_houses.CONFIG)
    texts = [f"no {n}" for n in range(20)]
    house = houses.at(world, "orders").append((OPENED, *map(stated, texts)))
    again = houses.at(world, "orders")
    assert [
        r.body.text for r in again.reading.records[1:] if isinstance(r.body, facts.InvariantStated)
    ] == texts
    assert house.reading == again.reading


def test_each_branch_of_a_clone_writes_a_file_of_its_own(tmp_path: Path) -> None:
    house = fresh(tmp_path).append((OPENED,))
    repository = open_houses.repository(house)
    before = {path: path.read_bytes() for path in log_files(house)}
    repository.switch("other")
    houses.at(house.world, "orders").append((stated("one"),))
    assert len(log_files(house)) == 2
    assert all(path.read_bytes() == data for path, data in before.items())
    assert len(houses.at(house.world, "orders").reading.records) == 2


def test_who_has_no_name_records_nothing(tmp_path: Path) -> None:
    house = houses.at(open_houses.ready(tmp_path).world, "orders")
    open_houses.repository(house).name = ""
    with pytest.raises(refusal.Unready, match="who you are"):
        house.append((OPENED,))
    assert not house.folder.exists()


def test_an_agent_is_named_as_one_in_the_record(tmp_path: Path) -> None:
    house = fresh(tmp_path)
    open_houses.repository(house).name = "agent:codex"
    assert house.append((OPENED,)).reading.records[0].by == "agent:codex"


def plant(house: House, kind: str, body: dict[str, object], **more: object) -> Path:
    """A line of another Parti with a true id, at the end of the house's own file."""
    plain = {
        "at": "2027-01-01T00:00:00.000000Z",
        "body": body,
        "by": "J",
        "kind": kind,
        "parents": [],
        **more,
    }
    rest = json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
    whole = {**plain, "id": canonical.digest("r", rest)}
    (path,) = log_files(house)
    path.write_bytes(
        path.read_bytes() + json.dumps(whole, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    )
    return path


@pytest.mark.parametrize(
    ("kind", "body", "more", "why"),
    [
        ("Dreamt", {"x": 1}, {}, "a kind of tomorrow"),
        ("FeatureClosed", {"reason": "r", "mood": "good"}, {}, "a field of tomorrow"),
        ("FeatureClosed", {"reason": 7}, {}, "a type of tomorrow"),
        ("FeatureClosed", {"reason": "r"}, {"device": "x"}, "an envelope of tomorrow"),
    ],
)
def test_nothing_is_appended_behind_a_record_of_a_newer_parti(
    tmp_path: Path, kind: str, body: dict[str, object], more: dict[str, object], why: str
) -> None:
    path = plant(fresh(tmp_path).append((OPENED,)), kind, body, **more)
    before = path.read_bytes()
    house = houses.open_house(open_houses.ready(tmp_path).world)
    with pytest.raises(refusal.Unready, match="a newer Parti wrote it") as refused:
        house.append((stated("one"),))
    assert f"{path.name}, line 2:" in refused.value.sentence, why
    assert refused.value.place == f"{path}:2"
    assert refused.value.next_step.startswith("upgrade Parti")
    assert refused.value.exit_code == 4
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("tail", "kind"),
    [(b'{"at":"20', "torn"), (b"<<<<<<< HEAD\n", "conflict"), (b"{}\n", "damaged"), (b"\n", "damaged")],
)
def test_other_damage_does_not_stop_the_work_and_stays_reported(
    tmp_path: Path, tail: bytes, kind: str
) -> None:
    house = fresh(tmp_path).append((OPENED,))
    (path,) = log_files(house)
    path.write_bytes(path.read_bytes() + tail)
    house = houses.at(house.world, "orders")
    assert [damage.kind for damage in house.reading.damage] == [kind]
    after = house.append((stated("one"),))
    assert after.reading.damage == house.reading.damage
    assert [r.kind for r in after.reading.records] == ["FeatureOpened", "InvariantStated"]
    left = [damage.kind for damage in houses.at(house.world, "orders").reading.damage]
    assert left == ([] if kind == "torn" else [kind])


def test_without_settings_the_next_step_is_init(tmp_path: Path) -> None:
    house = open_houses.bare(tmp_path)
    assert not house.is_set_up
    for asked in (lambda: house.settings, house.require_settings):
        with pytest.raises(refusal.NotAllowed) as refused:
            asked()
        assert refused.value.sentence == "Parti is not set up in this repository."
        assert refused.value.next_step == "parti init"
        assert refused.value.exit_code == 3


def test_settings_are_read_each_time_because_people_edit_them(tmp_path: Path) -> None:
    house = open_houses.ready(tmp_path)
    assert house.settings.chunks.size == 120
    open_houses.repository(house).write(configs.PATH, "[chunks]\nsize = 7\n")
    assert house.settings.chunks.size == 7


def test_without_a_feature_each_verb_is_told_its_own_way_on(tmp_path: Path) -> None:
    house = open_houses.ready(tmp_path)
    with pytest.raises(refusal.NotAllowed) as works:
        house.feature()
    with pytest.raises(refusal.NotAllowed) as looks:
        house.looked_at()
    assert works.value.sentence == looks.value.sentence == "No feature is open on this branch."
    assert works.value.next_step.startswith("parti new ")
    assert looks.value.next_step.startswith("parti status --all")


def test_a_closed_feature_may_be_looked_at_and_not_worked_on(tmp_path: Path) -> None:
    house = open_houses.opened(tmp_path)
    assert house.feature().slug == house.looked_at().slug == "orders"
    house = house.append((facts.FeatureClosed(reason="shipped"),))
    assert house.looked_at().slug == "orders"
    with pytest.raises(refusal.NotAllowed):
        house.feature()


def test_a_house_without_a_feature_reads_no_log(tmp_path: Path) -> None:
    house = open_houses.ready(tmp_path)
    assert (house.slug, house.reading) == ("", log.Reading((), (), ()))


def test_the_design_after_some_records_forgets_what_these_supersede(tmp_path: Path) -> None:
    house = fresh(tmp_path).append((OPENED, stated("one")))
    old = house.reading.records[-1].id
    house = house.append((facts.Withdrawn(reason="no", supersedes=(old,)),))
    earlier = houses.design_after(house.reading.records[:2])
    assert len(earlier.named) == 1
    assert len(houses.design_after(house.reading.records).named) == 0
    assert houses.design_after(house.reading.records) == house.design
    assert houses.design_after(()).openings == ()


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(deadline=None, max_examples=40)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_whatever_is_said_comes_back_in_order_and_one_append_is_as_good_as_many(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    together, apart = (
        houses.at(open_houses.world(tmp_path_factory.mktemp("log")), "orders") for _ in range(2)
    )
    new = [stated(text) for text in texts]
    together = together.append(new)
    for fact in new:
        apart = apart.append((fact,))
    assert [r.body for r in together.reading.records] == [r.body for r in apart.reading.records]
    assert together.design == apart.design
    assert houses.at(apart.world, "orders").reading == apart.reading


def test_a_work_tree_that_is_not_there_any_more_is_no_feature(tmp_path: Path) -> None:
    assert houses.slugs(tmp_path / "gone") == ()
    repository = FakeRepository(tmp_path / "repo")
    (repository.root / ".parti").write_text("a file")
    assert houses.slugs(repository.root) == ()
