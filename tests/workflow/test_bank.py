"""The bank of a project: the packaged questions, and the project's own kinds held to the same words."""

from pathlib import Path

import pytest

from parti.library import load
from parti.records import refusal
from parti.workflow import bank as banks
from tests.workflow import talks
from tests.workflow.talks import HEAD, question


def kind(root: Path, text: str, name: str = "desk") -> Path:
    path = root / banks.FOLDER / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def refused(root: Path) -> refusal.Refusal:
    with pytest.raises(refusal.Misused) as caught:
        banks.bank(root)
    return caught.value


def test_without_kinds_of_ones_own_it_is_the_packaged_bank(tmp_path: Path) -> None:
    assert banks.bank(tmp_path) is load.bank()
    (tmp_path / banks.FOLDER).mkdir(parents=True)
    assert banks.bank(tmp_path) is load.bank()


def test_a_kind_of_ones_own_stands_behind_the_packaged_ones(tmp_path: Path) -> None:
    kind(tmp_path, talks.DESK)
    bank, packaged = banks.bank(tmp_path), load.bank()
    assert list(bank.vocabulary.kinds) == [*packaged.vocabulary.kinds, "desk"]
    assert bank.vocabulary.kinds["desk"] == load.Kind(
        "Front desk", "Where people hand things in.", ("front desk",)
    )
    assert [q.id for q in bank.questions] == [*(q.id for q in packaged.questions), *talks.SEVERITIES]
    assert "desk" not in load.vocabulary().kinds


def test_several_kinds_stand_by_name_whatever_the_folder_says(tmp_path: Path) -> None:
    for name in ("zoo", "annex", "desk"):
        text = HEAD + question(f"{name}-owner", kinds=f'["{name}"]')
        kind(tmp_path, text, name)
    assert list(banks.bank(tmp_path).vocabulary.kinds)[-3:] == ["annex", "desk", "zoo"]
    assert [q.id for q in banks.bank(tmp_path).questions][-3:] == ["annex-owner", "desk-owner", "zoo-owner"]


def test_a_question_may_speak_of_packaged_kinds_and_need_them(tmp_path: Path) -> None:
    kind(tmp_path, HEAD + question("x", kinds='["desk", "broker"]', needs='["broker"]'))
    assert banks.bank(tmp_path).by_id()["x"].needs == ("broker",)


def test_other_files_in_the_folder_are_no_kinds(tmp_path: Path) -> None:
    kind(tmp_path, talks.DESK)
    (tmp_path / banks.FOLDER / "README.md").write_text("notes")
    (tmp_path / banks.FOLDER / "old.toml.bak").write_text("[")
    assert "desk" in banks.bank(tmp_path).vocabulary.kinds


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("name = ", "Invalid value (at end of document)"),
        ("", "Object missing required field `name`"),
        ('name = "x"\nwhat = "y"\n', "Object missing required field `words`"),
        (HEAD + "colour = 1\n", "Object contains unknown field `colour`"),
        (HEAD + question("x", slot='"colour"'), "Invalid enum value 'colour' - at `$.question[0].slot`"),
        (HEAD + question("x", severity='"a"'), "Invalid enum value 'a' - at `$.question[0].severity`"),
        (HEAD + question("x", first="1"), "Expected `bool`, got `int` - at `$.question[0].first`"),
    ],
)
def test_a_file_that_is_not_a_kind_is_named(tmp_path: Path, text: str, what: str) -> None:
    path = kind(tmp_path, text)
    said = refused(tmp_path)
    assert said.sentence == f"desk.toml is not a kind: {what}."
    assert (said.next_step, said.place, said.exit_code) == (f"correct {path}", str(path), 2)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    kind(tmp_path, talks.DESK).write_bytes('name = "für"\n'.encode("latin-1"))
    assert refused(tmp_path).sentence.startswith("desk.toml is not a kind: 'utf-8' codec can't decode")


def test_a_folder_in_the_place_of_a_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / banks.FOLDER / "desk.toml"
    path.mkdir(parents=True)
    said = refused(tmp_path)
    assert (said.sentence, said.next_step) == (
        "desk.toml cannot be read: Is a directory.",
        f"look at {path}",
    )


def test_a_kind_without_questions_would_be_checked_for_nothing(tmp_path: Path) -> None:
    kind(tmp_path, talks.DESK, "annex")
    path = kind(tmp_path, HEAD)
    said = refused(tmp_path)
    assert said.sentence == "desk.toml holds no question, so its kind would be checked for nothing."
    assert (said.next_step, said.place) == (f"put questions into {path}, or delete it", str(path))


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"concern": '"colour"'}, "x: unknown concern 'colour'"),
        ({"kinds": '["desk", "altar"]'}, "x: unknown kind 'altar'"),
        ({"needs": '["altar"]'}, "x: unknown kind 'altar'"),
        ({"modes": '["boredom"]'}, "x: unknown failure mode 'boredom'"),
        ({"evidence": '["faith"]'}, "x: unknown evidence 'faith'"),
    ],
)
def test_words_that_no_vocabulary_holds_are_refused(
    tmp_path: Path, changed: dict[str, str], what: str
) -> None:
    kind(tmp_path, talks.DESK + question("x", **changed))
    said = refused(tmp_path)
    assert said.sentence == f".parti/kinds: {what}."
    assert (said.next_step, said.place) == (
        f"correct the file in {tmp_path / banks.FOLDER}",
        ".parti/kinds",
    )


def test_two_own_questions_have_two_ids(tmp_path: Path) -> None:
    kind(tmp_path, talks.DESK + question("desk-owner"))
    assert refused(tmp_path).sentence == ".parti/kinds: desk-owner: two questions share this id."


def test_two_files_do_not_share_an_id(tmp_path: Path) -> None:
    kind(tmp_path, talks.DESK)
    kind(tmp_path, talks.DESK, "annex")
    assert refused(tmp_path).sentence == ".parti/kinds: desk-owner: two questions share this id."


def test_a_project_cannot_put_an_easier_question_in_the_place_of_a_packaged_one(tmp_path: Path) -> None:
    packaged = next(q.id for q in load.bank().questions if q.severity == "blocker")
    kind(tmp_path, HEAD + question(packaged, severity='"low"', slot='"choice"'))
    said = refused(tmp_path)
    assert said.sentence == f".parti/kinds: the question bank has a question {packaged} already."
    assert (said.next_step, said.place) == ("give the project's own question another id", ".parti/kinds")


def test_one_option_and_one_concern_are_enough_for_a_kind_of_ones_own(tmp_path: Path) -> None:
    kind(tmp_path, HEAD + question("x", options='["it is refused"]'))
    assert banks.bank(tmp_path).by_id()["x"].options == ("it is refused",)
