"""A chunk may not change what judges it: settings, a constraint that is there, an exception unseen."""

import pytest

from parti.chunks import judges, scope
from tests.chunks.planned import change, chunk, rewritten

RULE = """# Constraints

## Writes go through `io.save` {#atomic-write}

A crash leaves half a record.

Scope: `src/**/*.py`, not `src/io.py`. Owner: storage.

```check only-through
helper: io.save
instead-of: [Path.write_text, json.dump]
```

```python kept path=src/a.py
save(path)
```

```python broken path=src/a.py
path.write_text("x")
```
"""
JUDGED = "\n## Names are words {#names}\n\nScope: `src/**`. Owner: all.\n\n`judged`\n"
BOTH = RULE + JUDGED


def found(after: str, before: str = BOTH) -> list[tuple[str, str]]:
    return [(f.code, f.message) for f in judges.constraint_changes(before, after)]


@pytest.mark.parametrize(
    "path",
    [
        ".parti/config.toml",
        ".parti/baseline.json",
        ".parti/allowed_signers",
        ".parti/kinds/cache.toml",
        ".parti",
    ],
)
@pytest.mark.parametrize("files", [("src/writer.py",), (".parti/**", ".parti")])
def test_what_judges_a_chunk_is_closed_to_it_also_when_its_files_name_it(
    path: str, files: tuple[str, ...]
) -> None:
    (error,) = scope.findings(chunk(files=files), [change(path)])
    assert (error.code, error.level, str(error.place)) == ("chunk/judge", "error", path)
    assert "may not change what judges it" in error.message
    assert "a person changes it in a commit of its own, before the chunk" in error.fix


@pytest.mark.parametrize(
    "path", [".parti/features/x/log/a.jsonl", ".parti/.gitignore", ".parti/.gitattributes"]
)
def test_partis_own_state_is_nobodys_change(path: str) -> None:
    assert scope.findings(chunk(), [change(path, 5000)]) == ()
    assert scope.is_ours(path)


def test_another_file_in_partis_folder_is_held_to_the_scope() -> None:
    assert [f.code for f in scope.findings(chunk(), [change(".parti/notes.md")])] == ["chunk/scope"]


@pytest.mark.parametrize(
    ("after", "what"),
    [
        (JUDGED, "it was removed"),
        ("", "it was removed"),
        (BOTH.replace("{#atomic-write}", "{#atomic-writes}"), "it was removed"),
        (BOTH.replace("helper: io.save", "helper: [io.save"), "it can no longer be read"),
        (BOTH.replace("not `src/io.py`", "not `src/io.py`, `src/writer.py`"), "its scope changed"),
        (BOTH.replace("`src/**/*.py`", "`src/a/*.py`"), "its scope changed"),
        (BOTH.replace(", json.dump]", "]"), "its options changed"),
        (RULE.replace("```check only-through", "```check judged") + JUDGED, "its kind and options changed"),
        (
            RULE.replace("{#atomic-write}", "{#x}") + RULE.replace("`src/**", "`lib/**") + JUDGED,
            "its scope changed",
        ),
    ],
)
def test_an_existing_constraint_that_says_another_thing_is_an_error(after: str, what: str) -> None:
    errors = [f for f in judges.constraint_changes(BOTH, after) if "atomic-write" in f.message]
    assert [(f.code, f.level, f.place.path) for f in errors] == [
        ("chunk/constraint-changed", "error", "CONSTRAINTS.md")
    ]
    assert what in errors[0].message


def test_a_judged_constraint_that_goes_is_an_error_too() -> None:
    assert [code for code, _ in found(RULE)] == ["chunk/constraint-changed"]


def test_a_constraint_hidden_behind_a_weaker_twin_is_changed() -> None:
    twin = RULE.replace("`src/**/*.py`", "`lib/**`")
    assert ["its scope changed" in message for _, message in found(twin + BOTH)] == [True]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BOTH, BOTH),
        (RULE, BOTH),
        ("", BOTH),
        (BOTH, "Another word.\n" + BOTH.replace("A crash leaves half a record.", "Half a record is none.")),
        (BOTH, BOTH.replace("Owner: storage", "Owner: Jane").replace("Writes go", "Every write goes")),
        (BOTH, JUDGED + RULE),
        (BOTH, BOTH.replace("[Path.write_text, json.dump]", "\n  - Path.write_text\n  - json.dump")),
        (BOTH, BOTH.replace('path.write_text("x")', 'path.write_text("y")')),
        (BOTH.replace("helper: io.save", "helper: [io.save"), BOTH),
    ],
)
def test_a_new_constraint_and_other_words_are_welcome(before: str, after: str) -> None:
    assert found(after, before) == []


ALLOW = "x = 1  # parti: allow atomic-write -- the log is append-only\n"


def test_a_new_exception_is_shown_with_its_place_constraint_and_reason() -> None:
    (seen,) = judges.suppressions([rewritten("x = 1\n", f"\n{ALLOW}", "src/writer.py")])
    assert (seen.code, seen.level, str(seen.place)) == ("chunk/suppression", "warning", "src/writer.py:2")
    assert "atomic-write" in seen.message
    assert "the log is append-only" in seen.message


def test_the_document_is_judged_among_the_texts_and_its_examples_are_no_exceptions() -> None:
    page = rewritten(BOTH, f"{JUDGED}\n```python kept\n{ALLOW}```\n", "CONSTRAINTS.md")
    code = rewritten("", ALLOW, "src/a.py")
    found = judges.findings([page, code])
    assert [f.code for f in found] == ["chunk/constraint-changed", "chunk/suppression"]
    assert [f.place.path for f in found] == ["CONSTRAINTS.md", "src/a.py"]
    assert judges.findings([rewritten(RULE, None, "CONSTRAINTS.md")])[0].code == "chunk/constraint-changed"


def test_an_exception_without_a_reason_is_shown_too() -> None:
    (seen,) = judges.suppressions([rewritten(None, "x = 1  # parti: allow atomic-write\n", "src/a.py")])
    assert "without a reason" in seen.message


def test_a_second_exception_in_a_file_is_shown_once_where_it_is_new() -> None:
    other = ALLOW.replace("atomic-write", "names")
    found = judges.suppressions([rewritten(ALLOW, ALLOW + other, "src/a.py")])
    assert [str(f.place) for f in found] == ["src/a.py:2"]
    copied = (rewritten(None, ALLOW, "src/a.py"), rewritten(ALLOW, ALLOW, "src/b.py"))
    assert [str(f.place) for f in judges.suppressions(copied)] == ["src/a.py:1"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ALLOW, f"\n\n{ALLOW}"),
        (ALLOW, ALLOW.replace("the log is", "logs are")),
        (ALLOW, "x = 1\n"),
        (ALLOW, None),
        ("", "x = '# parti: allow atomic-write -- in a text'\n"),
    ],
)
def test_an_exception_that_was_there_is_not_shown(before: str, after: str | None) -> None:
    assert judges.suppressions([rewritten(before, after, "src/a.py")]) == ()


def test_an_exception_that_moved_to_another_file_is_not_new() -> None:
    moved = (rewritten(ALLOW, "", "src/a.py"), rewritten(None, ALLOW, "src/b.py"))
    assert judges.suppressions(moved) == ()
