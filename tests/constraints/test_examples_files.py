"""The files of an example, as its lines part them, and what is said of an example that misbehaves.

An example is the only proof that a rule can fire, so a line that parts files and is read as code, or code
that is read as such a line, makes a proof of nothing.
"""

import pytest

from parti.constraints import constraint, document, examples
from parti.constraints.checks import written_once
from tests.constraints.documents import section


def example(code: str, verdict: str = "kept", path: str = "src/a.py") -> constraint.Example:
    return constraint.Example(verdict=verdict, language="python", code=code, path=path, line=7)


@pytest.mark.parametrize(
    "line",
    [
        "# file: src/b.py",
        "#file: src/b.py",
        "  # file:src/b.py  ",
        "// file: src/b.py",
        "-- file: src/b.py",
        "/* file: src/b.py */",
        "<!-- file: src/b.py -->",
    ],
)
def test_a_comment_of_any_language_may_part_files(line: str) -> None:
    assert examples.files(example(f"x = 1\n{line}\ny = 2\n")) == {
        "src/a.py": "x = 1\n",
        "src/b.py": "y = 2\n",
    }


@pytest.mark.parametrize(
    "line",
    [
        "# files: src/b.py",
        "# the file: src/b.py",
        "# file: src/b.py and more",
        "x = 1  # file: src/b.py",
        "# File: src/b.py",
        "# file:",
    ],
)
def test_other_comments_are_code(line: str) -> None:
    assert examples.files(example(f"{line}\ny = 2\n")) == {"src/a.py": f"{line}\ny = 2\n"}


def test_an_example_that_begins_with_a_file_has_no_other() -> None:
    assert examples.files(example("# file: b.py\nx = 1\n# file: c.py\n")) == {"b.py": "x = 1\n", "c.py": ""}


def test_a_file_may_be_told_in_two_parts() -> None:
    code = "# file: b.py\nx = 1\n# file: c.py\ny = 2\n# file: b.py\nz = 3\n"
    assert examples.files(example(code)) == {"b.py": "x = 1\nz = 3\n", "c.py": "y = 2\n"}


def test_what_was_before_is_apart_from_what_is_there() -> None:
    code = "# before: m/1.sql\na\n# file: m/1.sql\nb\n# before: m/2.sql\nc\n"
    assert examples.files(example(code)) == {"m/1.sql": "b\n"}
    assert examples.files(example(code), "before") == {"m/1.sql": "a\n", "m/2.sql": "c\n"}
    assert examples.files(example("x = 1\n"), "before") == {}


def test_an_example_of_nothing_but_the_past_is_an_empty_file_now() -> None:
    assert examples.files(example("# before: m/1.sql\na\n")) == {"src/a.py": ""}


def test_an_empty_example_is_an_empty_file() -> None:
    assert examples.files(example("")) == {"src/a.py": ""}


def told(text: str) -> list[tuple[int, str, str]]:
    """(line, message, next step) of each example that misbehaves."""
    read = document.parse(text)
    assert [each.message for each in read.findings] == []
    found = examples.run(read.constraints)
    assert {(each.code, each.level, each.place.path) for each in found} <= {
        ("constraints/example", "error", "CONSTRAINTS.md")
    }
    return [(each.place.line, each.message, each.fix) for each in found]


def test_a_kept_example_that_breaks_is_told_with_what_it_breaks() -> None:
    text = section(kept="x = 1\nimport json\njson.dump(x, f)")
    line = text.split("\n").index("```python kept") + 1
    assert told(text) == [
        (
            line,
            "the kept example of `atomic-write` breaks it: `json.dump` is called instead of "
            "`state_io.save_json` (its line 3)",
            "correct the example or the check",
        )
    ]


def test_a_broken_example_that_is_not_seen_is_told_with_why_where_that_is_known() -> None:
    unseen = "the broken example of `atomic-write` is not found: this check does not see it"
    fix = "correct the check, or give the example a `path=`"
    assert [(m, f) for _, m, f in told(section(broken="x = 1"))] == [(unseen, fix)]
    outside = section().replace("```python broken", "```python broken path=lib/x.py")
    assert [m for _, m, _ in told(outside)] == [f"{unseen}; `lib/x.py` is outside the scope"]


def test_a_broken_example_that_lacks_what_its_check_names_is_told_what_to_bring() -> None:
    both = written_once.BROKEN[0][1]
    copy = both.partition("# file")[0]
    text = section("written-once\nhelpers: [app.hashing.digest_of]", kept="x = 1", broken=copy)
    ((_, _, fix),) = told(text)
    assert fix.endswith("it sees no file but its own, so repeat the helper below a line `# file: <path>`")
    assert told(text.replace(copy, both)) == []


def test_an_example_that_needs_another_module_is_told_how_to_show_it() -> None:
    apart = section("independent\nmodules: ['src.*']", kept="x = 1", broken="from . import b")
    ((_, _, fix),) = told(apart)
    assert fix.endswith(
        "it sees no file but its own, so show the other module below a line `# file: <path>`"
    )
    map_elsewhere = section(
        "registered-in\nevery: function handle_*\nin: app.maps.HANDLERS",
        kept="def handle_a(): ...\nHANDLERS = [handle_a]",
        broken="def handle_a(): ...",
    )
    ((_, _, fix),) = told(map_elsewhere)
    assert fix.endswith("so repeat the map below a line `# file: <path>`")


def test_a_broken_example_may_be_torn_and_a_kept_one_may_not() -> None:
    assert told(section(broken="import json\njson.dump(a, f)\n\nx = (")) != []
    ((_, message, _),) = told(section(kept="x = ("))
    assert message.startswith("the kept example of `atomic-write` breaks it: it does not parse: ")


def test_each_example_of_each_constraint_is_run() -> None:
    text = section(id="a", broken="x = 1") + section(id="b", kept="open(p, 'w')", broken="y = 2")
    assert [message.split("`")[1] for _, message, _ in told(text)] == ["a", "b", "b"]


CRATES = """## A printer stands above what it prints {#printing}

Scope: `crates/**`.

```check layers
layers: [grep_printer, grep_cli]
```

```rust kept path=crates/cli/src/lib.rs
use std::fs;
```

```rust broken path=crates/cli/src/lib.rs
%s```
"""
MANIFESTS = """// file: crates/cli/Cargo.toml
[package]
name = "grep-cli"
// file: crates/printer/Cargo.toml
[package]
name = "grep-printer"
// file: crates/printer/src/lib.rs
pub struct Standard;
// file: crates/cli/src/lib.rs
"""


def test_a_broken_example_between_crates_is_told_to_show_their_manifests() -> None:
    upwards = "use grep_printer::Standard;\n"
    ((_, _, fix),) = told(CRATES % upwards)
    assert fix == "correct the check, or add the `Cargo.toml` of each crate by `// file: <path>`"
    assert told(CRATES % (MANIFESTS + upwards)) == []
    ((_, _, other),) = told(CRATES % (MANIFESTS + "use serde::Serialize;\n"))
    assert other == "correct the check, or give the example a `path=`"
