"""Lines and names that look like git's own words, and how far back and how wide git is asked."""

import os
from pathlib import Path

import pytest

from parti.adapters import git, git_command, git_lines
from tests.fakes import real

X = "log/a/x.jsonl"
HASH = "0123456789abcdef" * 2 + "01234567"


def written(folder: Path, *texts: str, path: str = X) -> Path:
    """A repository with one commit for each text of a file."""
    root = real.repository(folder, **{"a.txt": "1\n"})
    for text in texts:
        real.write(root, path, text)
        real.commit(root)
    return root


def found(root: Path, since: str | None, folder: str = "log") -> list[tuple[str, bytes]]:
    told = git_lines.gone(root, folder, since)
    assert told.unknown == ""
    return sorted((each.path, each.line) for each in told.lines)


LINES = [
    "@@ -1 +1 @@",
    "diff --git a/log/a/x.jsonl b/log/a/x.jsonl",
    "++ b/log/a/other.jsonl",
    "+++ b/log/a/other.jsonl",
    "-- a/log/a/x.jsonl",
    "+one more",
    "-one less",
    HASH,
    HASH + HASH[:24],
    "\\ No newline at end of file",
    "HEAD:log/a/x.jsonl",
    "ends with blanks  ",
    "ends with a carriage return\r",
    "\ttab",
    "\u00fc\u2028\x85",
    "\x1b[31mred\x1b[0m",
    "x" * 70_000,
]


@pytest.mark.parametrize("since", [None, ""])
@pytest.mark.parametrize("line", LINES, ids=lambda line: repr(line[:40]))
def test_a_line_that_looks_like_git_s_own_words_is_told_as_it_is(
    tmp_path: Path, line: str, since: str | None
) -> None:
    """In the commit at hand, and in one that a later commit undid."""
    root = written(tmp_path, f"first\n{line}\nlast\n")
    if since is not None:
        (root / X).write_bytes(b"first\nlast\n")
        real.commit(root)
    assert found(root, since) == [] if since is None else [(X, line.encode())]
    (root / X).write_bytes(b"first\n")
    assert found(root, since) == sorted([(X, line.encode()), (X, b"last")])


@pytest.mark.parametrize(
    "path",
    [
        "log/a b/x y.jsonl",
        "log/a/x:y.jsonl",
        'log/a/"x".jsonl',
        "log/a/\u00fc.jsonl",
        "log/a/[x]*?.jsonl",
        "log/a/tab\there.jsonl",
        os.fsdecode(b"log/a/\xff.jsonl"),
    ],
    ids=ascii,
)
def test_a_file_of_any_name_is_told_by_that_name_from_the_commit_at_hand(tmp_path: Path, path: str) -> None:
    root = written(tmp_path, "one\ntwo\n", path=path)
    assert found(root, None) == []
    (root / path).write_text("two\n")
    assert found(root, None) == [(path, b"one")]
    (root / path).unlink()
    assert found(root, None) == [(path, b"one"), (path, b"two")]


@pytest.mark.parametrize(
    ("path", "looked_at"),
    [
        ("log/x.jsonl", True),
        ("log/a/b/c/x.jsonl", True),
        ("log/a/x.json", False),
        ("log/a/x.jsonl.torn", False),
        ("other/log/x.jsonl", False),
        ("logs/x.jsonl", False),
        ("log.jsonl", False),
    ],
)
@pytest.mark.parametrize("since", [None, ""])
def test_only_logs_below_the_folder_are_looked_at(
    tmp_path: Path, path: str, looked_at: bool, since: str | None
) -> None:
    root = written(tmp_path, "one\n", path=path)
    (root / path).write_text("")
    assert found(root, since) == ([(path, b"one")] if looked_at else [])


@pytest.mark.parametrize(
    ("now", "gone"),
    [
        (b"one\ntwo", []),
        (b"two\none\n", []),
        (b"one\r\ntwo\r\n", [b"one", b"two"]),
        (b"one\ntwo\nthree\n", []),
        (b"one two\n", [b"one", b"two"]),
        (b"\xef\xbb\xbfone\ntwo\n", [b"one"]),
        (b"onetwo\n\n", [b"one", b"two"]),
    ],
)
def test_a_line_is_there_only_byte_for_byte_and_in_any_order(
    tmp_path: Path, now: bytes, gone: list[bytes]
) -> None:
    root = written(tmp_path, "one\ntwo\n")
    (root / X).write_bytes(now)
    assert found(root, None) == [(X, line) for line in gone]


def test_a_line_that_moved_to_another_log_is_gone_from_its_own(tmp_path: Path) -> None:
    root = written(tmp_path, "one\n")
    real.write(root, "log/b/x.jsonl", "one\n")
    (root / X).unlink()
    assert found(root, None) == [(X, b"one")]


def test_a_folder_in_place_of_a_log_has_none_of_its_lines(tmp_path: Path) -> None:
    root = written(tmp_path, "one\n")
    (root / X).unlink()
    (root / X).mkdir()
    assert found(root, None) == [(X, b"one")]


def test_each_line_is_told_once_by_the_latest_that_has_it(tmp_path: Path) -> None:
    root = written(tmp_path, "one\n", "one\ntwo\n", "one\n", "one\ntwo\n", "one\n")
    (root / X).write_text("")
    told = git_lines.gone(root, "log", "")
    commits = real.git(root, "rev-list", "HEAD").split()
    assert [(each.line, each.commit) for each in told.lines] == [(b"one", "HEAD"), (b"two", commits[1])]


@pytest.mark.parametrize(
    ("back", "expected"), [(1, []), (2, [b"two"]), (3, [b"two"]), (4, [b"one", b"two"])]
)
def test_from_a_commit_on_its_own_lines_and_those_after_it_are_told(
    tmp_path: Path, back: int, expected: list[bytes]
) -> None:
    root = written(tmp_path, "one\n", "", "two\n", "", "three\n")
    since = real.git(root, "rev-parse", f"HEAD~{back}")
    assert [line for _, line in found(root, since)] == expected


def test_a_history_that_is_too_long_is_looked_through_as_far_as_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = written(tmp_path, "one\n", "", "two\n", "")
    assert [line for _, line in found(root, "")] == [b"one", b"two"]
    monkeypatch.setattr(git_lines, "COMMITS", 2)
    assert [line for _, line in found(root, "")] == [b"two"]


def test_before_the_first_log_there_is_nothing_to_lose(tmp_path: Path) -> None:
    root = written(tmp_path)
    for since in (None, "", real.git(root, "rev-parse", "HEAD")):
        assert found(root, since) == []


def test_before_the_first_commit_nothing_is_gone_and_outside_of_git_it_is_not_known(tmp_path: Path) -> None:
    empty = real.repository(tmp_path / "empty")
    real.write(empty, X, "one\n")
    assert git.find(empty).gone("log", None).lines == ()
    (tmp_path / "none").mkdir()
    told = git_lines.gone(tmp_path / "none", "log", None)
    assert (told.lines, told.unknown.startswith("git grep failed: ")) == ((), True)


@pytest.mark.parametrize(
    ("complaint", "said"),
    [("fatal: bad\nfatal: worse\n", "['fatal: worse']"), ("", "['it said nothing']")],
)
def test_of_a_git_that_failed_the_last_word_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, complaint: str, said: str
) -> None:
    monkeypatch.setattr(git_command, "ask", lambda *_, **__: git_command.Answer(2, b"", complaint))
    assert git_lines.gone(tmp_path, "log", None).unknown == f"git grep failed: {said}"


def test_every_question_has_what_is_left_of_the_time_and_fetches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = written(tmp_path, "one\n", "")
    asked: list[tuple[float, object]] = []
    ask = git_command.ask

    def noted(root: Path, *words: str, **given: object) -> git_command.Answer:
        asked.append((given["seconds"], given["variables"]))  # type: ignore[arg-type]  # as the module hands them
        longer = {**given, "seconds": 60.0}  # a busy machine answers late, and this is about what is asked
        return ask(root, *words, **longer)  # type: ignore[arg-type]  # handed on as it came

    moments = iter(range(0, 100, 3))
    monkeypatch.setattr(git_command, "ask", noted)
    monkeypatch.setattr(git_lines, "monotonic", lambda: float(next(moments)))
    (root / X).unlink()
    git_lines.gone(root, "log", "")
    assert [left for left, _ in asked] == [1.0, *[0.01] * (len(asked) - 1)]
    assert len(asked) == 5
    assert {str(given) for _, given in asked} == {"{'GIT_NO_LAZY_FETCH': '1'}"}
