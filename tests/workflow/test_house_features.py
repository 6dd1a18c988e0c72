"""Which feature is at hand: the one that was named, or the open one of this branch (E6, J2)."""

from pathlib import Path

import pytest

from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import house as houses
from parti.workflow.house import House
from tests.workflow import open_houses


def begin(house: House, slug: str, branch: str = "main", *, closed: str = "") -> None:
    """A feature in the log, whatever else is open."""
    fresh = houses.at(house.world, slug)
    fresh = fresh.append((facts.FeatureOpened(slug=slug, wish="w", branch=branch, lane="normal"),))
    if closed:
        fresh.append((facts.FeatureClosed(reason=closed),))


@pytest.mark.parametrize(
    ("rows", "branch", "found", "why"),
    [
        ((), "main", "", "there is none"),
        ((("a", "main", ""),), "main", "a", "the one of the branch"),
        ((("a", "main", ""),), "other", "", "it belongs to another branch"),
        ((("a", "main", "done"),), "main", "", "it is closed"),
        ((("a", "main", ""), ("b", "other", "")), "other", "b", "each branch has its own"),
        (
            (("a", "main", ""), ("b", "main", "done")),
            "main",
            "a",
            "a closed one does not hide the open one",
        ),
        ((("a", "main", "done"), ("b", "main", "")), "main", "b", "the next one after a closed one"),
        ((("a", "main", ""),), "mai", "", "a branch is a whole name"),
        ((("a", "main", ""),), "main2", "", "and no beginning of one"),
    ],
)
def test_a_branch_finds_its_open_feature(
    tmp_path: Path, rows: tuple[tuple[str, str, str], ...], branch: str, found: str, why: str
) -> None:
    house = open_houses.ready(tmp_path)
    for slug, opened_on, closed in rows:
        begin(house, slug, opened_on, closed=closed)
    open_houses.repository(house).switch(branch)
    assert houses.open_house(house.world).slug == found, why


@pytest.mark.parametrize(
    ("rows", "hint", "found", "why"),
    [
        ((), "", "", "there is none"),
        ((("a", "main", ""),), "", "a", "the only open one, whatever its branch"),
        ((("a", "main", "done"), ("b", "x", "")), "", "b", "the only one that is still open"),
        ((("a", "main", ""), ("b", "x", "")), "x", "b", "the branch that CI names"),
        ((("a", "main", ""),), "x", "", "CI names a branch without a feature"),
    ],
)
def test_on_a_detached_head_the_branch_of_ci_counts_else_the_one_open_feature(
    tmp_path: Path, rows: tuple[tuple[str, str, str], ...], hint: str, found: str, why: str
) -> None:
    house = open_houses.ready(tmp_path, branch_hint=hint)
    for slug, branch, closed in rows:
        begin(house, slug, branch, closed=closed)
    open_houses.repository(house).detach()
    assert houses.open_house(house.world).slug == found, why


def test_what_ci_names_does_not_count_on_a_branch(tmp_path: Path) -> None:
    house = open_houses.ready(tmp_path, branch_hint="x")
    begin(house, "a", "main")
    begin(house, "b", "x")
    assert houses.open_house(house.world).slug == "a"


@pytest.mark.parametrize("count", [2, 5, 6])
def test_on_a_detached_head_several_open_features_are_not_guessed_between(
    tmp_path: Path, count: int
) -> None:
    house = open_houses.ready(tmp_path)
    for number in range(count):
        begin(house, f"f{number}", f"b{number}")
    open_houses.repository(house).detach()
    with pytest.raises(refusal.NotAllowed) as refused:
        houses.open_house(house.world)
    named = ", ".join(f"f{number}" for number in range(min(count, 5)))
    assert refused.value.sentence == f"HEAD is detached and {count} features are open: {named}."
    assert refused.value.next_step == "parti --feature f0 …"
    assert houses.open_house(house.world, "f1").slug == "f1"


def test_two_open_features_that_a_merge_brought_to_one_branch_stop_nobody(tmp_path: Path) -> None:
    house = open_houses.ready(tmp_path, branch_hint="main")
    begin(house, "a", "main")
    begin(house, "b", "main")
    assert houses.open_house(house.world).slug == "b"
    assert houses.open_house(house.world, "a").slug == "a"
    open_houses.repository(house).detach()
    assert houses.open_house(house.world).slug == "b", "CI names the branch"


def test_a_named_feature_counts_on_every_branch_and_also_when_it_is_closed(tmp_path: Path) -> None:
    house = open_houses.ready(tmp_path)
    begin(house, "a", "elsewhere", closed="done")
    begin(house, "b", "main")
    found = houses.open_house(house.world, "a")
    assert (found.slug, found.design.closed) == ("a", "done")


@pytest.mark.parametrize(
    "name",
    [
        "Orders", "orders!", "-orders", "../orders", "a/b", "a b", "or_ders", "örders", "orders\n",
        "x" * 61, ".", "..", "\x00", "orders/",
    ],
)  # fmt: skip
def test_a_name_that_could_lead_elsewhere_is_not_looked_up(tmp_path: Path, name: str) -> None:
    house = open_houses.opened(tmp_path)
    with pytest.raises(refusal.Misused) as refused:
        houses.open_house(house.world, name)
    rule = "small letters, digits and dashes, 60 at most."
    assert refused.value.sentence == f"{name!r} is not a feature's name: {rule}"
    assert refused.value.next_step == "parti status --all lists the features"


@pytest.mark.parametrize("name", ["order", "orders2", "x" * 60, "0"])
def test_a_name_that_nothing_has_is_refused(tmp_path: Path, name: str) -> None:
    house = open_houses.opened(tmp_path)
    with pytest.raises(refusal.Misused) as refused:
        houses.open_house(house.world, name)
    assert refused.value.sentence == f"There is no feature '{name}' here."
    assert refused.value.next_step == "parti status --all lists the features"


@pytest.mark.parametrize("name", ["a", "0", "a-b", "a--", "9-lives", "x" * 60])
def test_a_good_name_of_any_length_is_found(tmp_path: Path, name: str) -> None:
    house = open_houses.ready(tmp_path)
    begin(house, name)
    assert houses.open_house(house.world, name).slug == name


def test_features_are_listed_by_name_and_folders_without_a_log_are_none(tmp_path: Path) -> None:
    house = open_houses.ready(tmp_path)
    assert houses.slugs(house.root) == ()
    for slug in ("b", "a", "c10", "c2"):
        begin(house, slug)
    open_houses.repository(house).write(".parti/features/notes/design.md", "no log")
    open_houses.repository(house).write(".parti/features/README.md", "no folder")
    assert houses.slugs(house.root) == ("a", "b", "c10", "c2")


@pytest.mark.parametrize(
    "first",
    [b"<<<<<<< HEAD\n", b"\n", b"{}\n", b"not a record\n", b'{"at":"2026-01-01T00:00:00.000000Z"}\n'],
)
def test_a_feature_is_found_although_damage_stands_before_its_first_record(
    tmp_path: Path, first: bytes
) -> None:
    house = open_houses.opened(tmp_path)
    (path,) = (house.folder / "log").glob("*.jsonl")
    path.write_bytes(first + path.read_bytes())
    found = houses.open_house(house.world)
    assert found.slug == "orders"
    assert found.design.feature is not None
    assert len(found.reading.damage) == 1


def test_a_feature_is_found_in_whichever_file_its_first_record_stands(tmp_path: Path) -> None:
    house = open_houses.opened(tmp_path)
    repository = open_houses.repository(house)
    repository.switch("aaa")
    houses.at(house.world, "orders").append((facts.InvariantStated(key="INV-1", text="t", why="w"),))
    names = sorted(path.name for path in (house.folder / "log").glob("*.jsonl"))
    assert "aaa" in names[0], "the file with the opening is not the first one"
    repository.switch("main")
    assert houses.open_house(house.world).slug == "orders"


@pytest.mark.parametrize("content", [b"", b'{"at":"20', b"garbage\n"])
def test_a_log_that_says_nothing_opens_no_feature(tmp_path: Path, content: bytes) -> None:
    house = open_houses.ready(tmp_path)
    folder = house.root / ".parti/features/orders/log"
    folder.mkdir(parents=True)
    (folder / "c10e0000-main-1234.jsonl").write_bytes(content)
    assert houses.open_house(house.world).slug == ""


def test_a_log_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    house = open_houses.opened(tmp_path)
    broken = house.folder / "log" / "0.jsonl"
    broken.mkdir()
    with pytest.raises(refusal.Unready, match="cannot be read") as refused:
        houses.open_house(house.world)
    assert refused.value.place == str(broken)
