"""CONSTRAINTS.md: what is read, and how one broken block costs one constraint only (C1, C4)."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parti.constraints import constraint, document, fences
from tests.constraints.documents import HELPER, section

GOOD = section(id="good")


def wrong(text: str) -> list[str]:
    return [f"{each.place.line}: {each.message}" for each in document.parse(text).findings]


def test_a_section_becomes_a_constraint() -> None:
    text = "# Ours\n\nHow to read.\n\n" + section(
        scope="Scope: `src/**/*.py`, `bin/*`,\nnot `src/state_io.py`. Owner: storage."
    )
    (rule,) = document.parse(text).constraints
    assert (rule.id, rule.kind, rule.line, rule.owner) == ("atomic-write", "only-through", 5, "storage")
    assert rule.title == "Writes go only through `state_io.save_json`"
    assert rule.reason == "A raw write leaves half a record."
    assert rule.scope == constraint.Scope(("src/**/*.py", "bin/*"), ("src/state_io.py",))
    assert rule.options == {
        "helper": "state_io.save_json",
        "instead-of": ["open-for-write", "json.dump", "Path.write_text"],
    }
    assert [(each.verdict, each.language, each.path) for each in rule.examples] == [
        ("kept", "python", "src/example.py"),
        ("broken", "python", "src/example.py"),
    ]
    assert text.splitlines()[rule.examples[0].line - 1] == "```python kept"


def test_an_example_may_name_its_path() -> None:
    text = GOOD.replace("```python kept", '```python kept path="src/x/y.py"')
    assert document.parse(text).constraints[0].examples[0].path == "src/x/y.py"


@pytest.mark.parametrize(
    ("include", "language", "path"),
    [
        (("src/**/*.py",), "python", "src/example.py"),
        (("src/",), "python", "src/example.py"),
        (("scripts/*.py", "bin/*"), "python", "scripts/example.py"),
        (("src/app.py",), "python", "src/app.py"),
        (("web/**/*.ts",), "typescript", "web/example.ts"),
        ((), "python", "src/example.py"),
        (("docs/*.md",), "python", "example.py"),
    ],
)
def test_an_example_without_a_path_gets_one_inside_the_scope(
    include: tuple[str, ...], language: str, path: str
) -> None:
    assert document.example_path(constraint.Scope(include), language) == path


@pytest.mark.parametrize(
    "text",
    [
        section("judged", kept="", broken=""),
        section("", kept="", broken="").replace("A raw", "`judged`\n\nA raw"),
        section("", kept="", broken="") + "\nJudged by reviewers.\n",
    ],
)
def test_a_judged_constraint_needs_no_check(text: str) -> None:
    read = document.parse(text)
    assert [rule.kind for rule in read.constraints] == ["judged"]
    assert read.findings == ()


BROKEN = {
    "unknown kind": (
        section("only-thru\nhelper: x"),
        "unknown kind of check `only-thru`; did you mean `only-through`?",
    ),
    "no kind": (section("").replace("```python kept", "```check\n```\n```python kept"), "names no kind"),
    "bad yaml": (section("only-through\nhelper: [a\ninstead-of: b"), "not YAML"),
    "a tab": (section("only-through\n\thelper: x"), "not YAML"),
    "twin keys": (section("only-through\nhelper: x\nhelper: y"), "not YAML"),
    "a list": (section("only-through\n- helper"), "`name: value` lines"),
    "a number as key": (section("only-through\n1: x"), "`name: value` lines"),
    "unknown option": (
        section(f"only-through\n{HELPER}\nhelpr: x"),
        "unknown option `helpr`; did you mean `helper`?",
    ),
    "missing option": (section("only-through\nhelper: a.b"), "`instead-of` must be a list"),
    "no kept example": (section(kept=""), "has no kept example"),
    "no broken example": (section(broken=""), "has no broken example"),
    "no id": (section(id=""), "has no usable id"),
    "an id with a blank": (section(id="two words"), "has no usable id"),
    "no check": (section(""), "neither a check nor `judged`"),
    "two checks": (section() + "```check stdlib-only\n```\n", "more than one check block"),
    "a scope in plain words": (section(scope="Scope: all of src. Owner: me."), "the scope names no glob"),
    "unclosed": (section(broken="").rstrip("`\n") + "\n", "never closed"),
}


@pytest.mark.parametrize(("text", "part"), BROKEN.values(), ids=BROKEN)
def test_a_broken_block_is_one_finding_and_the_others_stand(text: str, part: str) -> None:
    before, after = section(id="before"), section(id="after")
    read = document.parse(f"# Ours\n\n{before}\n{text}\n{after}")
    assert {"before", "after"} <= {rule.id for rule in read.constraints}
    assert any(part in each.message for each in read.findings), read.findings
    first, last = len(before.splitlines()) + 3, len(before.splitlines()) + len(text.splitlines()) + 6
    for each in read.findings:
        assert (each.code, each.level, each.place.path) == (
            "constraints/document",
            "error",
            "CONSTRAINTS.md",
        )
        assert first <= each.place.line <= last
        assert each.fix


def test_twin_ids_keep_the_first_and_name_its_line() -> None:
    read = document.parse(GOOD + section(id="good", title="Second only `x`"))
    assert [rule.title for rule in read.constraints] == ["Writes go only through `state_io.save_json`"]
    assert "share the id `good`; the first is at line 1" in read.findings[0].message


def test_a_bad_line_of_yaml_is_named() -> None:
    text = section("only-through\nhelper: a.b\ninstead-of: [a, b")
    (message,) = [each for each in wrong(text) if "YAML" in each]
    assert int(message.split(":")[0]) > text.splitlines().index("```check only-through")


def test_yaml_is_1_2() -> None:
    text = section("pattern\nforbid: f($A)\nmessage: no\nfix: 1:30")
    read = document.parse(text)
    assert read.findings == ()
    assert (read.constraints[0].options["message"], read.constraints[0].options["fix"]) == ("no", "1:30")


@pytest.mark.parametrize("text", ["", "\n", "# Only a title\n", "\ufeff", "no heading", "## \n", "```"])
def test_a_document_without_constraints_is_no_error(text: str) -> None:
    assert document.parse(text) == document.Document((), ())


def test_a_section_of_prose_is_no_constraint() -> None:
    assert document.parse(f"## How to read this\n\nText with `code`.\n\n{GOOD}").findings == ()


@pytest.mark.parametrize(
    "change",
    [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t, lambda t: t.replace("```", "~~~~")],
)
def test_line_ends_marks_and_fences_do_not_matter(change: object) -> None:
    assert callable(change)
    plain, other = document.parse(GOOD), document.parse(change(GOOD))
    assert other.findings == ()
    assert other.constraints == plain.constraints


def test_replaced_bytes_and_odd_signs_are_read() -> None:
    text = GOOD.replace("half a record", "half a \ufffdr\u202eecord \U0001f600").replace("## ", "##\t")
    assert [rule.id for rule in document.parse(text).constraints] == ["good"]


def test_a_fence_in_a_longer_fence_is_text() -> None:
    assert document.parse(f"## Example\n\n````markdown\n{GOOD}````\n") == document.Document((), ())


def test_a_constraint_can_be_commented_out() -> None:
    read = document.parse(f"<!--\n{section(id='old')}-->\n{GOOD}")
    assert [rule.id for rule in read.constraints] == ["good"]


def test_deeper_headings_stay_inside_and_higher_ones_end_a_section() -> None:
    text = (
        GOOD.replace("A raw write", "### Why\n\nA raw write") + "\n# Appendix\n\n```check nonsense\n```\n"
    )
    read = document.parse(text)
    assert (len(read.constraints), read.findings) == (1, ())


def test_a_heading_in_an_example_is_a_comment() -> None:
    assert len(document.parse(section(kept="## not a heading\nx = 1")).constraints) == 1


def test_two_thousand_constraints_are_quick() -> None:
    text = "".join(section(id=f"rule-{at}") for at in range(2000))
    start = time.process_time()
    assert len(document.parse(text).constraints) == 2000
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "piece", ["x", "## a {#b}\n```\n", "```\n", "`` ` ", "## ", "Scope: `", "<!--", "\n"]
)
def test_five_megabytes_of_anything_are_read(piece: str) -> None:
    start = time.process_time()
    document.parse(piece * (5_000_000 // len(piece)))
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    ("before", "blank", "after"),
    [
        ("# ", " ", ""),
        ("## a", "\t", "{#b} c"),
        ("## ", "{#a}", "."),
        ("```", " ", "check"),
        ("## A {#a}\n\n", " \n", "Scope"),
    ],
)
def test_a_line_of_blanks_is_read_in_its_length(before: str, blank: str, after: str) -> None:
    start = time.process_time()
    document.parse(f"{before}{blank * 50_000}{after}\n")
    assert time.process_time() - start < 3


@pytest.mark.parametrize("title", ["A", "A ##", "  A\t", "A#", "A ## "])
def test_what_closes_a_heading_is_no_part_of_it(title: str) -> None:
    (first,) = fences.sections(f"## {title}\n")
    assert first.title == "A"


_PIECES = [
    "## A only `x` {#a}\n",
    "## B\n",
    "```check only-through\n",
    "```\n",
    "```python kept\n",
    "helper: a.b\n",
    "- x\n",
    "Scope: `src/**`, not `x`.\n",
    "{[:&*!|>'\"%@`\n",
    "? x\n",
    "\t",
    "a: *b\n",
    "\x00",
    "<!--\n",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_document_raises(text: str) -> None:
    for each in document.parse(text).findings:
        assert 0 < each.place.line <= text.count("\n") + 2


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_check_block_raises(body: str) -> None:
    document.parse(section(f"only-through\n{body}"))


def test_ids_may_hold_dots_and_dashes_only() -> None:
    assert re.fullmatch(r"[\w.-]+", document.parse(section(id="io.atomic-write_2")).constraints[0].id)


def test_a_line_of_spaces_behind_the_scope_is_read_at_once() -> None:
    began = time.process_time()
    read = document.parse(section().replace("Scope:", f"Scope:{' ' * 100_000}#", 1))
    assert time.process_time() - began < 5
    assert len(read.constraints) == 1
