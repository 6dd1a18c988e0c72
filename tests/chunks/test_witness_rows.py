"""Which files are followed, which of a change a chunk sees, and whose business a file is."""

from pathlib import Path

import pytest

from parti.chunks import content, witness
from parti.records import vocabulary as facts
from tests.chunks.planned import change, chunk, folded
from tests.design.conversations import said

PATH = "src/writer.py"
FOLLOWED = [
    ("src/a.py", True, "a plain file"),
    ("uv.lock", True, "a lock file is the chunk's as much as any"),
    ("docs/CONSTRAINTS.md", True, "a document of that name elsewhere"),
    ("CONSTRAINTS.md", False, "the document, which the gate watches"),
    (".parti/features/a/log/b.jsonl", False, "Parti's own records"),
    (".parti/dismissed.toml", False, "Parti's own list"),
    (".parti/config.toml", False, "what judges"),
    (".parti/kinds/desk.toml", False, "kinds, which judge too"),
    (".parti/notes.md", True, "another file of that folder"),
    ("src/\u00fc.py", True, "a letter in one sign"),
    ("src/u\u0308.py", False, "the same letter in two, which a record would join"),
    ("src/\udcff.py", False, "bytes that are no text"),
    ("src/a b\t.py", True, "blanks"),
]


@pytest.mark.parametrize(("path", "followed", "why"), FOLLOWED, ids=[row[2] for row in FOLLOWED])
def test_a_file_is_followed_by_its_name(path: str, followed: bool, why: str) -> None:
    assert witness.follows(path) is followed, why


def write(root: Path, path: str, text: str = "x = 1\n") -> facts.FileChecked:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    return facts.FileChecked(path, content.now(root, path))


def passing(number: int, *files: facts.FileChecked, verdict: str = "pass") -> facts.ChunkChecked:
    return facts.ChunkChecked(
        number=number, base="b", tree="t", verdict=verdict, red="r", green="g", findings=(), files=files
    )


def test_of_too_many_files_the_first_by_their_paths_are_named(tmp_path: Path) -> None:
    """So that two checks of one change name the same ones."""
    names = [f"src/{number:04}.py" for number in range(witness.MOST_FILES + 3)]
    files = witness.of(chunk(files=("src/*.py",)), [change(name) for name in reversed(names)], tmp_path)
    assert [file.path for file in files] == names[: witness.MOST_FILES]


def test_exactly_as_many_as_may_be_named_are_all_named(tmp_path: Path) -> None:
    names = [f"src/{number:04}.py" for number in range(witness.MOST_FILES)]
    assert len(witness.of(chunk(files=("src/*.py",)), [change(name) for name in names], tmp_path)) == len(
        names
    )


def test_a_file_that_was_seen_by_anybody_is_not_unseen_whatever_became_of_it(tmp_path: Path) -> None:
    known = folded(*said(chunk(), passing(1, write(tmp_path, PATH))))
    write(tmp_path, PATH, "x = 2\n")
    assert witness.unseen(known, [PATH]) == {}
    assert witness.unseen(known, ["tests/test_writer.py"]) == {1: ["tests/test_writer.py"]}


def test_unseen_files_are_told_by_path_and_of_the_lowest_number(tmp_path: Path) -> None:
    other = write(tmp_path, "lib/z.py")
    every = ("src/*.py", "lib/*.py")
    known = folded(
        *said(
            chunk(number=10, files=every),
            chunk(number=2, files=("src/*.py",)),
            passing(10, other),
            passing(2, other),
        )
    )
    found = witness.unseen(known, ["src/b.py", "lib/a.py", "src/a.py", "docs/a.md"])
    assert found == {2: ["src/a.py", "src/b.py"], 10: ["lib/a.py"]}


@pytest.mark.parametrize("withdrawn", [True, False])
def test_what_a_withdrawn_chunk_saw_settles_nothing_for_others(tmp_path: Path, withdrawn: bool) -> None:
    mine = chunk(number=2, files=("src/reader.py",))
    records = said(chunk(), mine, passing(1, write(tmp_path, PATH)))
    gone = said(facts.Withdrawn(reason="fewer", supersedes=(records[0].id,)), start=9)
    known = folded(*records, *(gone if withdrawn else ()))
    assert witness.settled(known, mine, tmp_path, PATH) is not withdrawn


def test_a_file_that_another_chunk_took_away_is_settled_while_it_is_gone(tmp_path: Path) -> None:
    mine = chunk(number=2, files=("src/reader.py",))
    known = folded(*said(chunk(), mine, passing(1, facts.FileChecked(PATH, ""))))
    assert witness.settled(known, mine, tmp_path, PATH)
    write(tmp_path, PATH, "")
    assert not witness.settled(known, mine, tmp_path, PATH)
