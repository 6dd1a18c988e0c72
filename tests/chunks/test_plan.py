"""The plan file: what is read, what is refused with its place, what is recorded."""

import pytest

from parti.chunks import plan
from parti.records import fold, log, refusal
from parti.records import vocabulary as facts
from tests.chunks.planned import TEST, chunk, folded
from tests.design.conversations import said

ONE = f"""
[[chunk]]
intent = "Write orders
through the store"
files = ["src/writer.py", "tests/test_writer.py"]
test = "{TEST}"
size = 80
serves = ["D-0001", "FM-0001", "D-0001"]
""".replace('"Write orders\nthrough the store"', '"""Write orders\nthrough the store"""')


def with_field(line: str, *, without: str = "") -> str:
    rows = [row for row in ONE.splitlines() if not without or not row.startswith(without)]
    return "\n".join([*rows, line])


def test_a_plan_is_read_with_the_line_of_each_chunk() -> None:
    one, two = plan.read(ONE + ONE, "plan.toml")
    assert one.intent == "Write orders through the store"
    assert one.files == ("src/writer.py", "tests/test_writer.py")
    assert one.serves == ("D-0001", "FM-0001")
    assert (one.size, one.test) == (80, TEST)
    assert [str(one.place), str(two.place)] == ["plan.toml:2", "plan.toml:10"]


def test_serves_may_be_left_out() -> None:
    assert plan.read(with_field("", without="serves"), "p")[0].serves == ()


BAD = [
    ("", "no chunk", "plan.toml"),
    ("[[chunk]]\nintent =\n", "not TOML", "plan.toml:2"),
    ("title = 'x'\n" + ONE, "'title'", "plan.toml"),
    ("chunk = 3", "no chunk", "plan.toml"),
    (with_field("owner = 'me'"), "owner", "plan.toml:2"),
    (with_field("", without="test"), "test", "plan.toml:2"),
    (with_field("test = ' '", without="test"), "no test command", "plan.toml:2"),
    (with_field("test = 'a && b'", without="test"), "'&&'", "plan.toml:2"),
    (with_field("test = 'CI=1 npm test'", without="test"), "'CI=1'", "plan.toml:2"),
    (with_field("size = 0", without="size"), "size is 0", "plan.toml:2"),
    (with_field("size = '80'", without="size"), "Expected `int`", "plan.toml:2"),
    (with_field("files = []", without="files"), "names no files", "plan.toml:2"),
    (with_field("files = ['a.py', 'a.py']", without="files"), "twice", "plan.toml:2"),
    (with_field("files = ['/etc/passwd']", without="files"), "relative", "plan.toml:2"),
    (with_field("files = ['a/../../b']", without="files"), "leads out", "plan.toml:2"),
    (with_field("files = ['..\\\\b']", without="files"), "leads out", "plan.toml:2"),
    (with_field("files = ['C:/b']", without="files"), "relative", "plan.toml:2"),
    (with_field("files = ['**/*']", without="files"), "everything", "plan.toml:2"),
    (with_field("files = ['.']", without="files"), "everything", "plan.toml:2"),
    (ONE.replace("Write orders\nthrough the store", " "), "intent is empty", "plan.toml:2"),
    (ONE.replace("Write orders", "x" * 301), "characters", "plan.toml:2"),
]


@pytest.mark.parametrize(("text", "says", "place"), BAD)
def test_a_bad_plan_is_refused_with_its_place_and_a_next_step(text: str, says: str, place: str) -> None:
    with pytest.raises(refusal.Misused) as caught:
        plan.read(text, "plan.toml")
    assert says in caught.value.sentence
    assert caught.value.place == place
    assert place in caught.value.next_step


def test_a_first_plan_becomes_one_fact_a_chunk() -> None:
    recorded = plan.facts(plan.read(ONE + ONE, "p"), {})
    assert [f.number for f in recorded if isinstance(f, facts.ChunkPlanned)] == [1, 2]
    assert recorded[0] == chunk()


def test_a_chunk_that_stays_word_for_word_is_not_planned_anew() -> None:
    before = folded(*said(chunk()))
    assert plan.facts(plan.read(ONE, "p"), before.planned) == ()


def test_a_chunk_that_once_took_the_place_of_another_is_not_planned_anew_either() -> None:
    before = folded(*said(chunk(supersedes=("r:old",))))
    assert plan.facts(plan.read(ONE, "p"), before.planned) == ()


def test_a_changed_chunk_supersedes_every_live_plan_of_its_number() -> None:
    one, two = said(chunk(intent="a"))[0], said(chunk(intent="b"), start=1)[0]
    (made,) = plan.facts(plan.read(ONE, "p"), folded(one, two).planned)
    assert isinstance(made, facts.ChunkPlanned)
    assert set(made.supersedes) == {one.id, two.id}


def test_chunks_beyond_the_new_plan_are_withdrawn_and_nothing_of_them_stays_live() -> None:
    records = said(chunk(), chunk(number=2), chunk(number=3))
    made = plan.facts(plan.read(ONE, "p"), folded(*records).planned)
    assert [type(f) for f in made] == [facts.Withdrawn]
    after = log.ordered((*records, *said(*made, start=30)))
    assert [r.body for r in fold.live(after) if isinstance(r.body, facts.ChunkPlanned)] == [chunk()]
