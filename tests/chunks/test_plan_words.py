"""What a plan file that makes no sense is told, word for word; and what a changed plan records.

Each row breaks one thing in a sound plan. A refusal names the chunk, what is wrong, the line, and the way
on; nothing is guessed.
"""

import pytest

from parti.chunks import plan
from parti.records import refusal
from parti.records import vocabulary as facts
from tests.chunks.planned import TEST, chunk, folded
from tests.design.conversations import said

SOUND = {
    "intent": '"Write orders"',
    "files": '["src/writer.py", "tests/test_writer.py"]',
    "test": f'"{TEST}"',
    "size": "80",
    "serves": '["D-0001"]',
}


def row(**given: str) -> str:
    return "[[chunk]]\n" + "".join(
        f"{name} = {value}\n" for name, value in {**SOUND, **given}.items() if value
    )


def refused(text: str) -> refusal.Misused:
    with pytest.raises(refusal.Misused) as caught:
        plan.read(text, "plan.toml")
    return caught.value


WRONG = [
    ({"intent": '""'}, "the intent is empty"),
    ({"intent": '" \\t "'}, "the intent is empty"),
    ({"intent": f'"{"x" * 301}"'}, "the intent has 301 characters; say it in 300, or make two chunks"),
    ({"files": "[]"}, "it names no files"),
    ({"files": '[""]'}, "the file '' is not a path relative to the repository's root"),
    ({"files": '["  "]'}, "the file '  ' is not a path relative to the repository's root"),
    ({"files": '["/a.py"]'}, "the file '/a.py' is not a path relative to the repository's root"),
    ({"files": '["~/a.py"]'}, "the file '~/a.py' is not a path relative to the repository's root"),
    ({"files": '["c:a.py"]'}, "the file 'c:a.py' is not a path relative to the repository's root"),
    ({"files": "['\\a.py']"}, "the file '\\\\a.py' is not a path relative to the repository's root"),
    ({"files": '["../a.py"]'}, "the file '../a.py' leads out of the repository"),
    ({"files": '["a/../b.py"]'}, "the file 'a/../b.py' leads out of the repository"),
    ({"files": '["a.py", "b/.."]'}, "the file 'b/..' leads out of the repository"),
    ({"files": '["**"]'}, "the file '**' names everything; name the files of this step"),
    ({"files": '["*"]'}, "the file '*' names everything; name the files of this step"),
    ({"files": '["**/*.*"]'}, "the file '**/*.*' names everything; name the files of this step"),
    ({"files": '["a.py", "b.py", "b.py", "a.py"]'}, "the file 'a.py' is named twice"),
    ({"files": '["a.py", "./a.py"]'}, "the file 'a.py' is named twice"),
    ({"test": '"  "'}, "it has no test command"),
    ({"test": '"a | b"'}, "the test command needs a shell for '|'; use a script, or `env NAME=value …`"),
    ({"test": '"a 2>/dev/null"'},
     "the test command needs a shell for '2>/dev/null'; use a script, or `env NAME=value …`"),
    ({"size": "0"}, "the size is 0; it must be at least one line"),
    ({"size": "-3"}, "the size is -3; it must be at least one line"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "sentence"), WRONG)
def test_what_makes_no_sense_is_refused_in_one_sentence(given: dict[str, str], sentence: str) -> None:
    error = refused(row() + row(**given))
    assert error.sentence == f"Chunk 2: {sentence}."
    assert error.place == "plan.toml:7"
    assert error.exit_code == 2


MALFORMED = [
    (row(intent=""), "Chunk 1: Object missing required field `intent`."),
    (row(files=""), "Chunk 1: Object missing required field `files`."),
    (row(test=""), "Chunk 1: Object missing required field `test`."),
    (row(size=""), "Chunk 1: Object missing required field `size`."),
    (row(owner='"me"'), "Chunk 1: Object contains unknown field `owner`."),
    (row(size="true"), "Chunk 1: Expected `int`, got `bool` - at `$.size`."),
    (row(size="8.5"), "Chunk 1: Expected `int`, got `float` - at `$.size`."),
    (row(files='"a.py"'), "Chunk 1: Expected `array`, got `str` - at `$.files`."),
    (row(files="[3]"), "Chunk 1: Expected `str`, got `int` - at `$.files[0]`."),
    (row(serves='"D-0001"'), "Chunk 1: Expected `array`, got `str` - at `$.serves`."),
    ('chunk = ["x"]\n', "Chunk 1: Expected `object`, got `str`."),
]


@pytest.mark.parametrize(("text", "sentence"), MALFORMED)
def test_a_field_that_is_missing_unknown_or_of_another_type_is_refused(text: str, sentence: str) -> None:
    assert refused(text).sentence == sentence


EMPTY = ["", "# nothing yet\n", "chunk = []\n", "[chunk]\nintent = 'x'\n", "chunk = 'x'\n"]


@pytest.mark.parametrize("text", EMPTY)
def test_a_plan_without_a_chunk_is_refused(text: str) -> None:
    error = refused(text)
    assert (error.sentence, error.place) == ("The plan has no chunk.", "plan.toml")


def test_the_way_on_names_the_place_and_shows_a_chunk() -> None:
    example = (
        'a chunk reads: [[chunk]] intent = "…", files = ["…"], test = "…", size = 80, serves = ["D-…"]'
    )
    assert refused("").next_step == f"correct plan.toml; {example}"
    assert refused(row(size="0")).next_step == f"correct plan.toml:1; {example}"


def test_what_is_beside_the_chunks_is_named_the_first_by_its_name() -> None:
    error = refused("zeta = 1\nalpha = 2\n" + row())
    assert error.sentence == "'alpha' is not a part of a plan; only [[chunk]] is."
    assert error.place == "plan.toml"


@pytest.mark.parametrize(
    ("text", "place"),
    [("x =\n", "plan.toml:1"), ("\n\nx = [\n1\n\n", "plan.toml"), (row() + "size = 3\n", "plan.toml:7")],
)
def test_what_is_not_toml_is_refused_at_its_line_where_that_is_known(text: str, place: str) -> None:
    error = refused(text)
    assert error.sentence.startswith("The plan is not TOML: ")
    assert error.sentence.endswith(").")
    assert error.place == place


def test_the_first_thing_that_is_wrong_is_told() -> None:
    assert refused(row(size="0", intent='""') + row(files="[]")).sentence == "Chunk 1: the intent is empty."


AT_THE_EDGE = [
    ({"intent": f'"{"x" * 300}"'}, "intent", "x" * 300),
    ({"intent": '"  Write\\n\\n orders "'}, "intent", "Write orders"),
    ({"size": "1"}, "size", 1),
    ({"test": '"  npm test "'}, "test", "npm test"),
    ({"files": '["./src/a.py", "b/*.py"]'}, "files", ("src/a.py", "b/*.py")),
    ({"files": '["a..b/c.py", "src/**"]'}, "files", ("a..b/c.py", "src/**")),
    ({"files": '["app/[id]/a.tsx", "a b.py"]'}, "files", ("app/[id]/a.tsx", "a b.py")),
    ({"files": '[".github/a.yml", "**/*.py"]'}, "files", (".github/a.yml", "**/*.py")),
    ({"serves": '["D-2", "D-1", "D-2"]'}, "serves", ("D-2", "D-1")),
    ({"serves": "[]"}, "serves", ()),
]


@pytest.mark.parametrize(("given", "field", "value"), AT_THE_EDGE)
def test_what_is_just_right_is_read(given: dict[str, str], field: str, value: object) -> None:
    (found,) = plan.read(row(**given), "p")
    assert getattr(found, field) == value


def test_each_chunk_knows_its_line_and_one_that_is_written_otherwise_none() -> None:
    spaced = "# a plan\n\n" + row() + "\n  [[ chunk ]]\n" + row().split("\n", 1)[1]
    assert [each.place.line for each in plan.read(spaced, "p")] == [3, 10]
    inline = "chunk = [{intent = 'x', files = ['a.py'], test = 'pytest', size = 3}]\n"
    assert [str(each.place) for each in plan.read(inline, "p")] == ["p"]
    quoted = row(intent='"""\n[[chunk]]\n"""')
    assert [each.place.line for each in plan.read(quoted, "p")] == [0]


def test_a_plan_that_changes_one_chunk_of_three_records_that_one() -> None:
    text = row() + row(size="81") + row(size="82")
    first = said(*plan.facts(plan.read(text, "p"), {}))
    (made,) = plan.facts(plan.read(text.replace("81", "90"), "p"), folded(*first).planned)
    assert isinstance(made, facts.ChunkPlanned)
    assert (made.number, made.size, made.supersedes) == (2, 90, (first[1].id,))


@pytest.mark.parametrize(
    "given",
    [
        {"intent": '"Write the orders"'},
        {"files": '["src/writer.py"]'},
        {"test": '"pytest tests/test_writer.py"'},
        {"size": "81"},
        {"serves": "[]"},
    ],
)
def test_a_chunk_with_any_other_word_is_planned_anew(given: dict[str, str]) -> None:
    before = folded(*said(*plan.facts(plan.read(row(), "p"), {})))
    assert len(plan.facts(plan.read(row(**given), "p"), before.planned)) == 1
    assert plan.facts(plan.read(row(), "p"), before.planned) == ()


def test_two_plans_of_one_chunk_are_settled_by_a_third_even_when_one_says_the_same() -> None:
    (same,) = said(*plan.facts(plan.read(row(), "p"), {}))
    (other,) = said(chunk(intent="Another"), start=5)
    (made,) = plan.facts(plan.read(row(), "p"), folded(same, other).planned)
    assert isinstance(made, facts.ChunkPlanned)
    assert set(made.supersedes) == {same.id, other.id}


def test_all_chunks_that_are_left_over_are_withdrawn_in_one_fact() -> None:
    first = said(*plan.facts(plan.read(row() + row() + row(), "p"), {}))
    (made,) = plan.facts(plan.read(row(), "p"), folded(*first).planned)
    assert made == facts.Withdrawn(
        reason="The new plan has fewer chunks.", supersedes=(first[1].id, first[2].id)
    )
