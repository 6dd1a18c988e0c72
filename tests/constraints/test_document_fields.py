"""What stands around a check block: scope, owner, watched names, reason, examples, as people write them.

A scope that is read too wide alarms, one that is read too narrow guards nothing, and neither shows in the
document itself. So each way to write these lines stands here with what is made of it.
"""

import pytest

from parti.constraints import constraint, document
from tests.constraints.documents import section


def parsed(prose: str) -> constraint.Constraint:
    """The one constraint of a section with this prose."""
    text = section(scope="").replace("A raw write leaves half a record.", prose)
    read = document.parse(text)
    assert [each.message for each in read.findings] == []
    return read.constraints[0]


@pytest.mark.parametrize(
    ("line", "include", "exclude"),
    [
        ("Scope: `src/**`.", ("src/**",), ()),
        ("Scope: `src/**`, `lib/**` and `bin/*`.", ("src/**", "lib/**", "bin/*"), ()),
        ("Scope: `src/**`, not `src/a.py`.", ("src/**",), ("src/a.py",)),
        ("Scope: `src/**`, not `a.py`, `b.py`.", ("src/**",), ("a.py", "b.py")),
        ("Scope: `src/**`, not `a.py`, not `b.py`.", ("src/**",), ("a.py", "b.py")),
        ("Scope: `src/**` except `src/a.py`.", ("src/**",), ("src/a.py",)),
        ("Scope: everything, not `src/a.py`.", (), ("src/a.py",)),
        ("Scope: `not/here/**`.", ("not/here/**",), ()),
        ("Scope: `src/**`\n(all code), not\n`src/a.py`.", ("src/**",), ("src/a.py",)),
        ("  Scope: ` src/** `.", ("src/**",), ()),
        ("Scope: `src/**`. Owner: `store`.", ("src/**",), ()),
        ("Scope: `src/**`.\n\nAnd not `src/a.py`, says nobody.", ("src/**",), ()),
        ("The Scope: `src/**` is a word here.", (), ()),
    ],
)
def test_a_scope_is_its_globs_and_what_stands_behind_not(
    line: str, include: tuple[str, ...], exclude: tuple[str, ...]
) -> None:
    assert parsed(line).scope == constraint.Scope(include, exclude)


@pytest.mark.parametrize(
    ("scope", "path", "covered"),
    [
        (constraint.Scope(), "any/where.py", True),
        (constraint.Scope(("src/**",)), "src/a.py", True),
        (constraint.Scope(("src/**",)), "lib/src/a.py", False),
        (constraint.Scope(("src/*.py",)), "src/a/b.py", False),
        (constraint.Scope(("src/**", "lib/**")), "lib/a.py", True),
        (constraint.Scope(("src/**",), ("src/a.py",)), "src/a.py", False),
        (constraint.Scope(("src/**",), ("src/a.py",)), "src/a.pyi", True),
        (constraint.Scope((), ("**/tests/**",)), "tests/a.py", False),
        (constraint.Scope((), ("**/tests/**",)), "src/a.py", True),
        (constraint.Scope(("src/A.py",)), "src/a.py", False),
    ],
)
def test_a_scope_covers_what_its_globs_say(scope: constraint.Scope, path: str, covered: bool) -> None:
    assert scope.covers(path) is covered


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Owner: storage.", "storage"),
        ("Scope: `src/**`. Owner: the storage team.", "the storage team"),
        ("Owner: storage", "storage"),
        ("Owner: storage\nand nobody else", "storage"),
        ("Nobody owns it.", ""),
    ],
)
def test_an_owner_ends_with_its_sentence(line: str, owner: str) -> None:
    assert parsed(line).owner == owner


@pytest.mark.parametrize(
    ("prose", "reason"),
    [
        ("It breaks.", "It breaks."),
        ("It breaks.\nTwice.", "It breaks.\nTwice."),
        ("It breaks.\n\nIt hurts.", "It breaks.\n\nIt hurts."),
        ("It breaks.\nScope: `src/**`.", "It breaks."),
        ("Scope: `src/**`.\n\nIt breaks.", "It breaks."),
        ("Owner: me.\n\nIt breaks.\n\nWatches: `a.b`.", "It breaks."),
        ("Scope: `src/**`. Owner: me.", ""),
    ],
)
def test_a_reason_is_the_prose_without_the_lines_of_fields(prose: str, reason: str) -> None:
    assert parsed(prose).reason == reason


@pytest.mark.parametrize(
    ("fence", "verdict", "language", "path"),
    [
        ("python kept", "kept", "python", "src/example.py"),
        ("py kept path=src/x.py", "kept", "python", "src/x.py"),
        ("python path=src/x.py kept", "kept", "python", "src/x.py"),
        ("ts kept path='web/a.ts'", "kept", "typescript", "web/a.ts"),
        ("go kept", "kept", "go", "src/example.go"),
    ],
)
def test_an_example_says_its_language_its_verdict_and_its_path(
    fence: str, verdict: str, language: str, path: str
) -> None:
    text = section(scope="").replace("```python kept", f"```{fence}")
    (rule,) = document.parse(text).constraints
    first = rule.examples[0]
    assert (first.verdict, first.language, first.path) == (verdict, language, path)
    assert first.code == "save_json(path, state)\n"


def test_a_fence_without_a_verdict_is_an_illustration() -> None:
    text = section() + "```python\nprint('so')\n```\n"
    (rule,) = document.parse(text).constraints
    assert [each.verdict for each in rule.examples] == ["kept", "broken"]


def test_findings_point_into_the_file_that_was_read() -> None:
    (each,) = document.parse(section(kept=""), "docs/RULES.md").findings
    assert (str(each.place), each.fix) == ("docs/RULES.md:1", "add a ```python kept block")


def test_a_slip_in_a_block_leads_to_the_manual_of_its_kind() -> None:
    (each,) = document.parse(section("stdlib-only\nallows: [x]")).findings
    assert each.message == "`atomic-write`: unknown option `allows`; did you mean `allow`?"
    assert each.fix == "see `parti constraints explain stdlib-only`"


def test_a_heading_without_an_id_is_offered_one_of_its_own_words() -> None:
    (each,) = document.parse(section(id="", title="Writes go Only through `state_io`!")).findings
    assert each.message == "the constraint “Writes go Only through `state_io`!” has no usable id"
    assert each.fix == "end the heading with an id, for example `{#writes-go-only-through}`"
    (odd,) = document.parse(section(id="", title="书写")).findings
    assert odd.fix == "end the heading with an id, for example `{#name-it}`"


@pytest.mark.parametrize(
    ("include", "language", "path"),
    [
        (("src/a/*.py",), "python", "src/a/example.py"),
        (("**/views.py",), "python", "views.py"),
        (("app/**/models/*.py",), "python", "app/models/example.py"),
        (("web/**",), "typescript", "web/example.ts"),
        (("**",), "go", "example.go"),
        (("src/**", "lib/*.rs"), "rust", "src/example.rs"),
    ],
)
def test_a_path_is_made_up_inside_the_scope(include: tuple[str, ...], language: str, path: str) -> None:
    made = document.example_path(constraint.Scope(include), language)
    assert made == path
    assert constraint.Scope(include).covers(made)
