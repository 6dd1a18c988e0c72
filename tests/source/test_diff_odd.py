"""Diffs whose lines or names look like something else, against what the two texts truly are.

Scope, size and the tests of a change are all judged by these line numbers, so they are compared with the
texts themselves, for lines that were made to be mistaken.
"""

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parti.source import diff

_LINES = st.lists(
    st.sampled_from(
        [
            "a",
            "b",
            "",
            " ",
            "-- a",
            "++ b",
            "- x",
            "+ y",
            "@@ -1 +1 @@",
            "diff --git a/x b/x",
            "rename to z",
            "new file mode 100644",
            "Binary files a and b differ",
            "\\ No newline at end of file",
            "x\r",
            "\x0c",
        ]
    ),
    max_size=12,
)


def between(old: list[str], new: list[str], around: int = 3) -> str:
    """The diff of two texts as git prints it."""
    rows = difflib.unified_diff(old, new, "a/src/a.py", "b/src/a.py", lineterm="", n=around)
    return "\n".join(["diff --git a/src/a.py b/src/a.py", "index 1..2 100644", *rows, ""])


@given(_LINES, _LINES, st.sampled_from([0, 1, 3]))
@settings(max_examples=120)
def test_each_line_has_the_number_that_it_has_in_its_text(
    old: list[str], new: list[str], around: int
) -> None:
    (found,) = diff.parse(between(old, new, around))
    assert (found.path, found.status) == ("src/a.py", "modified")
    assert all(new[number - 1] == line for number, line in found.added)
    assert all(old[number - 1] == line for number, line in found.removed)
    assert len(new) - len(old) == len(found.added) - len(found.removed)


@given(st.lists(st.tuples(_LINES, _LINES), min_size=1, max_size=4))
@settings(max_examples=40)
def test_files_stay_apart_whatever_their_lines_say(files: list[tuple[list[str], list[str]]]) -> None:
    found = diff.parse("".join(between(old, new) for old, new in files))
    apart = [diff.parse(between(old, new))[0] for old, new in files]
    assert list(found) == apart


def test_what_an_unchanged_line_says_changes_no_status() -> None:
    text = between(["new file mode 100644", "a"], ["new file mode 100644", "b"])
    (found,) = diff.parse(text)
    assert (found.status, found.added, found.removed) == ("modified", ((2, "b"),), ((2, "a"),))


@pytest.mark.parametrize(
    ("head", "path", "old", "status"),
    [
        (
            "diff --git a/a b.py b/a b.py\nold mode 100644\nnew mode 100755\n",
            "a b.py",
            "a b.py",
            "modified",
        ),
        ("diff --git a/b/b b/b/b\nnew file mode 100644\nindex 0..1\n", "b/b", "b/b", "added"),
        ("diff --git a/a/x b/a/x\ndeleted file mode 100644\nindex 1..0\n", "a/x", "a/x", "deleted"),
        (
            "diff --git a/x to y b/z from w\nsimilarity index 100%\nrename from x to y\n"
            "rename to z from w\n",
            "z from w",
            "x to y",
            "renamed",
        ),
        (
            'diff --git "a/\\303\\266.py" b/o.py\nsimilarity index 100%\nrename from "\\303\\266.py"\n'
            "rename to o.py\n",
            "o.py",
            "ö.py",
            "renamed",
        ),
        (
            "diff --git a/a.bin b/a.bin\nnew file mode 100644\nindex 0..1\nGIT binary patch\n"
            "literal 3\nKcmZ\n",
            "a.bin",
            "a.bin",
            "added",
        ),
        (
            "diff --git a/a.bin b/a.bin\nindex 1..2 100644\nGIT binary patch\ndelta 3\nKcmZ\n",
            "a.bin",
            "a.bin",
            "binary",
        ),
    ],
    ids=[
        "mode",
        "a folder like a prefix",
        "deleted",
        "words of git in a name",
        "quoted",
        "new binary",
        "binary",
    ],
)
def test_a_file_without_lines_is_known_by_its_head(head: str, path: str, old: str, status: str) -> None:
    (found,) = diff.parse(head)
    assert (found.path, found.old_path, found.status, found.hunks) == (path, old, status, ())


@pytest.mark.parametrize(
    ("quoted", "name"),
    [
        ('"a/tab\\there"', "tab\there"),
        ('"a/new\\nline"', "new\nline"),
        ('"a/bell\\a\\b\\f\\v\\r"', "bell\a\b\f\v\r"),
        ('"a/say \\"hi\\""', 'say "hi"'),
        ('"a/back\\\\slash"', "back\\slash"),
        ('"a/\\360\\237\\230\\200"', "\U0001f600"),
        ('"a/\\377"', "\ufffd"),
        ('"a/ö\\011"', "ö\t"),
        ("a/plain", "plain"),
    ],
)
def test_a_quoted_name_is_read_as_git_wrote_it(quoted: str, name: str) -> None:
    other = quoted.replace("a/", "b/", 1)
    text = f"diff --git {quoted} {other}\n--- {quoted}\n+++ {other}\n@@ -1 +1 @@\n-a\n+b\n"
    (found,) = diff.parse(text)
    assert (found.path, found.old_path) == (name, name)
    (bare,) = diff.parse(f"diff --git {quoted} {other}\nold mode 100644\nnew mode 100755\n")
    assert bare.path == name


def test_a_file_called_dev_null_is_a_file() -> None:
    text = "diff --git a/dev/null b/dev/null\n--- a/dev/null\n+++ b/dev/null\n@@ -1 +1 @@\n-a\n+b\n"
    (found,) = diff.parse(text)
    assert (found.path, found.status) == ("dev/null", "modified")


def test_several_blocks_of_one_file_keep_their_own_numbers() -> None:
    old = [str(at) for at in range(40)]
    new = [*old[:3], "x", *old[3:20], *old[22:35], "y", *old[36:]]
    (found,) = diff.parse(between(old, new, 1))
    assert [(each.old_start, each.new_start) for each in found.hunks] == [(3, 3), (20, 21), (35, 34)]
    assert found.added == ((4, "x"), (35, "y"))
    assert found.removed == ((21, "20"), (22, "21"), (36, "35"))


def test_what_stands_in_front_of_the_first_file_is_passed_over() -> None:
    text = "commit 1\nAuthor: somebody\n\n    --- what\n\n" + between(["a"], ["b"])
    assert diff.parse(text) == diff.parse(between(["a"], ["b"]))


def test_a_block_that_was_cut_off_gives_what_is_there() -> None:
    (found,) = diff.parse("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n a\n-b\n+c")
    assert (found.removed, found.added) == (((2, "b"),), ((2, "c"),))
