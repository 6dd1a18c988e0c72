"""A unified diff as git prints it, with every oddity of names and hunks."""

import pytest

from parti.source import diff

PLAIN = """diff --git a/src/a.py b/src/a.py
index 111..222 100644
--- a/src/a.py
+++ b/src/a.py
@@ -1,4 +1,5 @@ def f():
 one
-two
+TWO
+2
 three
@@ -10,2 +11,1 @@
-x
 y
diff --git a/new.py b/new.py
new file mode 100644
index 000..111
--- /dev/null
+++ b/new.py
@@ -0,0 +1,2 @@
+first
+second
\\ No newline at end of file
diff --git a/gone.py b/gone.py
deleted file mode 100644
--- a/gone.py
+++ /dev/null
@@ -1 +0,0 @@
-only
"""


def test_files_status_and_lines() -> None:
    changed, new, gone = diff.parse(PLAIN)
    assert (changed.path, changed.status) == ("src/a.py", "modified")
    assert changed.added == ((2, "TWO"), (3, "2"))
    assert changed.removed == ((2, "two"), (10, "x"))
    assert (new.path, new.status, new.added) == ("new.py", "added", ((1, "first"), (2, "second")))
    assert (gone.path, gone.status, gone.removed) == ("gone.py", "deleted", ((1, "only"),))


@pytest.mark.parametrize("text", ["", "\n", "not a diff\nat all\n"])
def test_no_diff_is_no_file(text: str) -> None:
    assert diff.parse(text) == ()


def test_a_rename_keeps_both_names() -> None:
    text = (
        "diff --git a/old name.py b/new name.py\nsimilarity index 90%\n"
        "rename from old name.py\nrename to new name.py\n--- a/old name.py\n+++ b/new name.py\n"
        "@@ -1 +1 @@\n-a\n+b\n"
    )
    (found,) = diff.parse(text)
    assert (found.old_path, found.path, found.status) == ("old name.py", "new name.py", "renamed")
    assert found.added == ((1, "b"),)


def test_a_copy_a_mode_change_and_a_binary_file() -> None:
    text = (
        "diff --git a/a b/b\nsimilarity index 100%\ncopy from a\ncopy to b\n"
        "diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n"
        "diff --git a/x.png b/x.png\nindex 1..2 100644\nBinary files a/x.png and b/x.png differ\n"
    )
    copied, mode, binary = diff.parse(text)
    assert (copied.status, copied.path) == ("copied", "b")
    assert (mode.status, mode.path, mode.hunks) == ("modified", "run.sh", ())
    assert (binary.status, binary.path) == ("binary", "x.png")


def test_a_quoted_name_is_unquoted() -> None:
    name = "gr\\303\\266\\303\\237e\\t.py"
    text = f'diff --git "a/{name}" "b/{name}"\nnew file mode 100644\n'
    (found,) = diff.parse(text)
    assert found.path == "größe\t.py"


def test_lines_that_look_like_headers_stay_lines() -> None:
    text = (
        "diff --git a/q.sql b/q.sql\n--- a/q.sql\n+++ b/q.sql\n@@ -1,2 +1,2 @@\n--- a comment\n"
        "+++ another\n diff --git a/x b/x\n"
    )
    (found,) = diff.parse(text)
    assert found.removed == ((1, "-- a comment"),)
    assert found.added == ((1, "++ another"),)


def test_a_diff_without_git_headers() -> None:
    first, second = diff.parse(
        "--- a/x.py\t2026-01-01\n+++ b/x.py\t2026-01-01\n@@ -1 +1 @@\n-a\n+b\n"
        "--- a/y.py\n+++ b/y.py\n@@ -0,0 +1 @@\n+c\n"
    )
    assert (first.path, second.path) == ("x.py", "y.py")
    assert second.added == ((1, "c"),)


def test_an_empty_context_line_without_its_blank_is_counted() -> None:
    (found,) = diff.parse("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n a\n\n+b\n c\n")
    assert found.added == ((3, "b"),)


def test_carriage_returns_belong_to_the_line() -> None:
    (found,) = diff.parse("diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+b\r\n")
    assert found.added == ((1, "b\r"),)
