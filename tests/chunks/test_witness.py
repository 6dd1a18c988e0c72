"""What a passing check saw, file by file, and whether it is still so."""

from pathlib import Path

import pytest

from parti.chunks import content, state, witness
from parti.records import vocabulary as facts
from tests.chunks.planned import change, checked, chunk, folded
from tests.design.conversations import said

PATH = "src/writer.py"
OTHER = "tests/test_writer.py"


def write(root: Path, text: str, path: str = PATH) -> facts.FileChecked:
    """A file, and how a check would see it now."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())
    return facts.FileChecked(path, content.now(root, path))


def passing(number: int, *files: facts.FileChecked, verdict: str = "pass") -> facts.ChunkChecked:
    return facts.ChunkChecked(
        number=number, base="b", tree="t", verdict=verdict, red="r", green="g", findings=(), files=files
    )


def after(*told: facts.Fact) -> state.ChunksState:
    return folded(*said(*told))


def test_the_chunks_files_are_seen_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(tmp_path, "x = 1\n")
    write(tmp_path, "y = 1\n", OTHER)
    paths = (OTHER, PATH, "src/elsewhere.py", "CONSTRAINTS.md", ".parti/features/a/log/b.jsonl")
    files = witness.of(chunk(), [change(path) for path in paths], tmp_path)
    assert [file.path for file in files] == [PATH, OTHER]
    assert all(len(file.digest) == len("file:") + 64 for file in files)
    assert files[0].digest != files[1].digest


def test_a_file_that_was_taken_away_is_seen_as_gone(tmp_path: Path) -> None:
    (file,) = witness.of(chunk(), [change(PATH, status="deleted")], tmp_path)
    assert file == facts.FileChecked(PATH, "")
    known = after(chunk(), passing(1, file))
    assert content.changed(known, tmp_path) == {}
    write(tmp_path, "")
    assert content.changed(known, tmp_path) == {1: [PATH]}


def test_the_list_has_an_end(tmp_path: Path) -> None:
    many = [change(f"src/{number:04}.py") for number in range(witness.MOST_FILES + 1)]
    files = witness.of(chunk(files=("src/*.py",)), many, tmp_path)
    assert len(files) == witness.MOST_FILES


@pytest.mark.parametrize("path", ["src/u\u0308.py", "src/\udcff.py"])
def test_a_name_that_a_record_would_hold_otherwise_is_not_followed(tmp_path: Path, path: str) -> None:
    assert witness.of(chunk(files=("src/*.py",)), [change(path)], tmp_path) == ()
    known = after(chunk(files=("src/*.py",)), passing(1, facts.FileChecked("src/a.py", "")))
    assert witness.unseen(known, [path, "src/ü.py"]) == {1: ["src/ü.py"]}


def test_other_ends_of_lines_are_no_change_and_other_words_are(tmp_path: Path) -> None:
    known = after(chunk(), passing(1, write(tmp_path, "x = 1\ny = 2\n")))
    write(tmp_path, "x = 1\r\ny = 2\r\n")
    assert content.changed(known, tmp_path) == {}
    write(tmp_path, "x = 1\ny = 3\n")
    assert content.changed(known, tmp_path) == {1: [PATH]}


def test_a_link_is_seen_by_where_it_leads(tmp_path: Path) -> None:
    link = tmp_path / "src/writer.py"
    link.parent.mkdir()
    link.symlink_to("one")
    before = content.now(tmp_path, PATH)
    link.unlink()
    link.symlink_to("two")
    assert content.now(tmp_path, PATH) not in ("", before)


def test_a_folder_is_no_content(tmp_path: Path) -> None:
    (tmp_path / PATH).mkdir(parents=True)
    assert content.now(tmp_path, PATH) == ""


def test_the_newest_pass_of_any_chunk_counts(tmp_path: Path) -> None:
    one = write(tmp_path, "x = 1\n")
    two = write(tmp_path, "x = 2\n")
    known = after(chunk(), chunk(number=2), passing(1, one), passing(2, two))
    assert content.changed(known, tmp_path) == {}
    write(tmp_path, "x = 1\n")
    assert content.changed(known, tmp_path) == {2: [PATH]}


def test_a_check_that_failed_saw_nothing(tmp_path: Path) -> None:
    one = write(tmp_path, "x = 1\n")
    two = write(tmp_path, "x = 2\n")
    known = after(chunk(), chunk(number=2), passing(1, one), passing(2, two, verdict="fail"))
    assert content.changed(known, tmp_path) == {1: [PATH]}


def test_a_chunk_that_has_not_passed_is_told_otherwise(tmp_path: Path) -> None:
    one = write(tmp_path, "x = 1\n")
    write(tmp_path, "x = 2\n")
    assert content.changed(after(chunk(), passing(1, one), checked(1, "fail")), tmp_path) == {}
    assert content.changed(after(chunk(), passing(1, one), chunk(intent="again")), tmp_path) == {}


def test_what_a_chunk_saw_that_is_no_longer_planned_falls_to_those_that_may_touch_it(
    tmp_path: Path,
) -> None:
    one = write(tmp_path, "x = 1\n")
    planned = said(chunk(), chunk(number=2), passing(1, one), passing(2, one))
    gone = facts.Withdrawn(reason="fewer", supersedes=(planned[1].id,))
    known = folded(*planned, *said(gone))
    assert sorted(known.planned) == [1]
    assert content.changed(known, tmp_path) == {}
    write(tmp_path, "x = 2\n")
    assert content.changed(known, tmp_path) == {1: [PATH]}


def test_a_changed_file_that_no_check_saw_falls_to_the_first_chunk_that_may_touch_it(
    tmp_path: Path,
) -> None:
    other = facts.FileChecked(OTHER, "")
    known = after(chunk(), chunk(number=2), passing(1, other), passing(2, other))
    assert witness.unseen(known, [PATH, OTHER, "src/elsewhere.py", "CONSTRAINTS.md"]) == {1: [PATH]}


@pytest.mark.parametrize("second", [checked(2, "pass"), checked(2, "fail"), None])
def test_where_one_of_them_may_have_seen_it_or_has_not_passed_nothing_is_said(
    second: facts.ChunkChecked | None,
) -> None:
    """A pass without files is of an older Parti."""
    told = (chunk(), chunk(number=2), passing(1, facts.FileChecked(OTHER, "")))
    assert witness.unseen(after(*told, *((second,) if second else ())), [PATH]) == {}


def test_a_file_of_another_chunk_as_it_passed_is_settled(tmp_path: Path) -> None:
    mine = chunk(number=2, files=("src/reader.py",))
    known = after(chunk(), mine, passing(1, write(tmp_path, "x = 1\n")))
    assert witness.settled(known, mine, tmp_path, PATH)
    assert not witness.settled(known, mine, tmp_path, OTHER)
    assert not witness.settled(known, chunk(), tmp_path, PATH), "its own files are always looked at"
    assert not witness.settled(after(chunk(), mine, passing(1), checked(1, "pass")), mine, tmp_path, PATH)
    write(tmp_path, "x = 2\n")
    assert not witness.settled(known, mine, tmp_path, PATH)


def test_a_file_of_a_chunk_that_lost_its_pass_is_not_settled(tmp_path: Path) -> None:
    mine = chunk(number=2, files=("src/reader.py",))
    known = after(chunk(), mine, passing(1, write(tmp_path, "x = 1\n")), checked(1, "fail"))
    assert not witness.settled(known, mine, tmp_path, PATH)
