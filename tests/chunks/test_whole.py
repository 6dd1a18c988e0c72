"""What the chunks of a feature are together, on plain values: files without a plan, passes that are old."""

import pytest

from parti.chunks import whole
from parti.constraints.finding import Finding
from tests.chunks.planned import change, chunk

BASE = "0123456789abcdef0123456789abcdef01234567"
SHORT = BASE[:12]


def paths(found: list[Finding]) -> list[str]:
    return [each.place.path for each in found]


def unplanned(*named: str, files: tuple[str, ...] = ("src/*.py",), status: str = "modified") -> list[str]:
    changes = [change(path, status=status) for path in named]
    return paths(list(whole.unplanned([chunk(files=files)], changes, BASE)))


ROWS = [
    ("src/a.py", False, "a glob of the chunk"),
    ("src/deep/a.py", True, "a star ends at a slash"),
    ("src/a.pyi", True, "a name that goes on after the glob"),
    ("SRC/a.py", True, "another case is another file"),
    ("CONSTRAINTS.md", False, "the document is open to every chunk"),
    ("docs/CONSTRAINTS.md", True, "a document of that name elsewhere is no document"),
    (".parti", False, "what judges is told as a judge"),
    (".parti/baseline.json", False, "the baseline judges"),
    (".parti/allowed_signers", False, "who may sign judges"),
    (".parti/kinds/deep/desk.toml", False, "kinds judge at every depth"),
    ("sub/.parti/config.toml", True, "settings of another folder judge nothing here"),
    (".parti/features/orders/log/a.jsonl", False, "records are Parti's own"),
    (".parti/.gitignore", False, "what Parti writes for git is its own"),
    (".parti/notes.md", True, "whatever else lies in the folder was put there by somebody"),
    (".partition/a.py", True, "a folder whose name begins alike"),
]


@pytest.mark.parametrize(("path", "named", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_a_changed_file_is_named_unless_it_was_planned_or_is_told_elsewhere(
    path: str, named: bool, why: str
) -> None:
    assert unplanned(path) == ([path] if named else []), why


def test_one_chunk_that_may_touch_a_file_is_enough_and_none_is_not() -> None:
    changes = [change("src/a.py"), change("lib/b.py"), change("c.py")]
    chunks = [chunk(files=("src/*.py",)), chunk(number=2, files=("lib/b.py",))]
    assert paths(list(whole.unplanned(chunks, changes, BASE))) == ["c.py"]
    assert paths(list(whole.unplanned([], changes, BASE))) == ["src/a.py", "lib/b.py", "c.py"]


def test_a_chunk_that_names_what_judges_does_not_make_it_unplanned_or_its_own() -> None:
    assert unplanned(".parti/config.toml", files=(".parti/config.toml",)) == []
    assert unplanned(".parti/x.toml", files=(".parti/*.toml",)) == []


def test_a_path_with_signs_of_a_glob_is_first_a_plain_path() -> None:
    assert unplanned("app/[id].tsx", files=("app/[id].tsx",)) == []
    assert unplanned("app/x.tsx", files=("app/[id].tsx",)) == ["app/x.tsx"]


@pytest.mark.parametrize(
    ("path", "status", "fix"),
    [
        ("a.py", "modified", f"take it out: git checkout {SHORT} -- a.py"),
        ("a.py", "deleted", f"take it out: git checkout {SHORT} -- a.py"),
        ("a b.py", "modified", f"take it out: git checkout {SHORT} -- 'a b.py'"),
        ("it's.py", "deleted", f"take it out: git checkout {SHORT} -- 'it'\"'\"'s.py'"),
        ("$(x).py", "modified", f"take it out: git checkout {SHORT} -- '$(x).py'"),
        ("a b.py", "added", "take a b.py out"),
    ],
)
def test_the_way_back_is_a_command_that_a_shell_takes_as_it_stands(
    path: str, status: str, fix: str
) -> None:
    """A file that is new has nothing to go back to."""
    (found,) = whole.unplanned([chunk()], [change(path, status=status)], BASE)
    assert found.fix == f"{fix}; or plan it in a chunk: parti plan <file>"
    assert found.message == (
        f"{path} changed since the feature's first chunk began, and no chunk was planned with it."
    )
    assert (found.code, found.level) == ("gate/unplanned", "error")


def test_stale_files_are_told_by_chunk_and_those_that_changed_before_those_that_nobody_saw() -> None:
    found = list(whole.stale({10: ["z.py"], 2: ["b.py", "a.py"]}, {9: ["n.py"], 1: ["m.py"]}, BASE))
    assert [(each.place.path, each.fix) for each in found] == [
        ("b.py", "parti check 2"),
        ("a.py", "parti check 2"),
        ("z.py", "parti check 10"),
        ("m.py", f"parti check 1 --base {SHORT}"),
        ("n.py", f"parti check 9 --base {SHORT}"),
    ]
    assert {(each.code, each.level) for each in found} == {("gate/chunk-stale", "error")}


def test_the_two_reasons_to_check_again_are_told_in_their_own_words() -> None:
    changed, unseen = whole.stale({1: ["a.py"]}, {1: ["b.py"]}, BASE)
    assert changed.message == "Chunk 1 passed its check, and a.py has changed since."
    assert unseen.message == "Chunk 1 passed its check without b.py, which changed and which no check saw."


def test_where_all_is_as_it_was_checked_nothing_is_said() -> None:
    assert list(whole.stale({}, {}, BASE)) == list(whole.stale({1: []}, {2: ()}, BASE)) == []
    assert list(whole.unplanned([chunk()], [], BASE)) == []
