"""The page of a brief, section by section: what stands in each, in which order, and what goes first.

`test_brief` holds that the parts are there; here is each line as it is printed, and the order in which
lines are left out when the page grows too long.
"""

from typing import Any

import pytest

from parti.chunks import brief, brief_lines, catalogue, touching
from parti.constraints.constraint import Constraint, Scope
from parti.design.state import DesignState
from parti.records import vocabulary as facts
from tests.chunks.planned import chunk, design

TITLES = {
    "files": "You may touch",
    "forbidden": "You must not",
    "existing": "This already exists",
    "constraints": "What must stay true",
    "decisions": "What was decided",
    "failures": "What can go wrong",
}
ALWAYS = [
    "- touch any other file, or add a dependency",
    "- remove, skip or loosen a test or an assertion",
    "- change what judges this chunk: `.parti/`, or a constraint that is already there",
]


def rule(identity: str = "atomic", title: str = "Writes go through `save`", **given: Any) -> Constraint:
    fields: dict[str, object] = {
        "reason": "A crash leaves half a record. The helper fsyncs.", "scope": Scope(), "owner": "storage",
        "kind": "judged", "options": {}, "examples": (), "line": 1, **given,
    }  # fmt: skip
    return Constraint(id=identity, title=title, **fields)  # type: ignore[arg-type]  # spelt out above


def helper(**given: object) -> catalogue.Existing:
    fields: dict[str, object] = {"path": "a.py", "line": 3, "name": "f", "signature": "f(x)", **given}
    return catalogue.Existing(**fields)  # type: ignore[arg-type]  # the fields are spelt out above


def lines(text: str, section: str) -> list[str]:
    part = text.split(f"## {TITLES[section]}", 1)[1].split("\n## ", 1)[0]
    return [line for line in part.splitlines() if line.startswith("- ")]


def page(
    *more: facts.Fact,
    rules: tuple[Constraint, ...] = (),
    helpers: tuple[catalogue.Existing, ...] = (),
    **given: object,
) -> str:
    return brief.write(chunk(**given), design(*more), rules, helpers).text


def test_an_empty_chunk_says_nothing_where_there_is_nothing() -> None:
    text = brief.write(chunk(serves=()), DesignState(), [], []).text
    empty = ("existing", "constraints", "decisions", "failures")
    assert [lines(text, name) for name in empty] == [["- nothing"]] * 4
    assert lines(text, "forbidden") == ALWAYS
    assert "# Chunk 1 of this feature\n" in text


def test_the_head_and_the_end_name_the_chunk_and_its_test() -> None:
    text = page(number=7, size=33, test="npm test")
    assert text.startswith("# Chunk 7 of orders\n\nWrite orders through the store\n")
    assert "Not more than 33 changed lines" in text
    assert "`npm test` fails before your change" in text
    assert "`parti check 7`" in text


def test_files_keep_their_order() -> None:
    assert lines(page(files=("b.py", "a.py")), "files") == ["- `b.py`", "- `a.py`"]


def test_what_a_served_decision_rejected_comes_behind_what_is_always_forbidden() -> None:
    two = facts.Decided(
        key="D-0002", title="t", choice="c", because="b",
        rejected=(facts.Rejected("one way.", "slow."), facts.Rejected("other way", "dear")),
    )  # fmt: skip
    assert lines(page(two, serves=("D-0002",)), "forbidden") == [
        *ALWAYS,
        "- take the way that D-0002 rejected: one way (slow)",
        "- take the way that D-0002 rejected: other way (dear)",
    ]
    assert lines(page(two, serves=("FM-0001", "D-9999")), "forbidden") == ALWAYS


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (helper(), "- `f(x)` in `a.py:3`"),
        (helper(says="Does it."), "- `f(x)` in `a.py:3`: Does it."),
        (helper(name="Store.f"), "- `Store.f(x)` in `a.py:3`"),
        (helper(name="Outer.Store.f"), "- `Outer.Store.f(x)` in `a.py:3`"),
        (helper(signature="f(\n    x,\n)"), "- `f( x, )` in `a.py:3`"),
    ],
)
def test_existing_code_is_told_as_it_is_called(item: catalogue.Existing, line: str) -> None:
    assert lines(page(helpers=(item,)), "existing") == [line]


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ({}, ": A crash leaves half a record."),
        ({"options": {"helper": "io.save"}}, ": use `io.save`"),
        ({"options": {"helper": ["io.save"]}}, ": A crash leaves half a record."),
        ({"options": {"other": "io.save"}}, ": A crash leaves half a record."),
        ({"reason": ""}, ""),
        ({"reason": "Why not? Because."}, ": Why not?"),
        ({"reason": "Never! Not once."}, ": Never!"),
        ({"reason": "See v1.2 of a.py for more"}, ": See v1.2 of a.py for more"),
        ({"reason": "One\nsentence. Two."}, ": One sentence."),
    ],
)
def test_a_constraint_is_told_with_what_to_do(given: dict[str, Any], end: str) -> None:
    first = lines(page(rules=(rule(**given),)), "constraints")[0]
    assert first == f"- Writes go through `save` (atomic){end}"


def test_invariants_come_behind_the_constraints_in_the_order_of_their_keys_served_or_not() -> None:
    late = facts.InvariantStated(key="INV-0009", text="Nine", why="w")
    soon = facts.InvariantStated(key="INV-0003", text="Three", why="w")
    assert lines(page(late, soon, rules=(rule(reason=""),), serves=()), "constraints") == [
        "- Writes go through `save` (atomic)",
        "- INV-0001: One row an order",
        "- INV-0003: Three",
        "- INV-0009: Nine",
    ]


def data(key: str, name: str, owner: str, shape: str = "id") -> facts.DataNamed:
    return facts.DataNamed(key=key, name=name, shape=shape, owner=owner)


@pytest.mark.parametrize(
    ("second", "first", "why"),
    [
        (data("DATA-0002", "Orders", "other"), True, "its name stands in the intent, in other letters"),
        (data("DATA-0002", "rows", "SRC/Writer.py"), True, "its owner is one of the files"),
        (data("DATA-0002", "rows", "other"), False, "nothing of it is spoken of"),
        (data("DATA-0002", "", ""), False, "it has no name to be spoken of"),
    ],
)
def test_data_that_the_chunk_speaks_of_comes_first(second: facts.DataNamed, first: bool, why: str) -> None:
    found = lines(page(data("DATA-0001", "audit", "x"), second, serves=()), "decisions")
    keys = [line.split()[1] for line in found]
    assert keys == (["DATA-0002", "DATA-0001"] if first else ["DATA-0001", "DATA-0002"]), why


def test_a_line_of_data_says_its_shape_and_owner() -> None:
    found = lines(page(data("DATA-0001", "audit", "src/a.py", "id, at."), serves=()), "decisions")
    assert found == ["- DATA-0001 audit: id, at (src/a.py owns it)"]


def test_what_is_served_comes_in_the_order_of_the_chunk_each_in_its_section() -> None:
    two = facts.Decided(key="D-0002", title="Two", choice="c.", because="b")
    text = page(two, serves=("FM-0001", "D-0002", "INV-0001", "D-0001"))
    assert [line.split()[1] for line in lines(text, "decisions")] == ["D-0002", "D-0001"]
    assert [line.split()[1] for line in lines(text, "failures")] == ["FM-0001"]
    assert "- D-0002 Two: c, because b" in lines(text, "decisions")


def test_a_line_is_cut_at_its_limit_and_not_before() -> None:
    room = brief_lines.LONGEST_LINE - len("- INV-0002: ")
    whole = facts.InvariantStated(key="INV-0002", text="x" * room, why="w")
    longer = facts.InvariantStated(key="INV-0002", text="x" * (room + 1), why="w")
    assert f"- INV-0002: {'x' * room}\n" in page(whole)
    assert f"- INV-0002: {'x' * (room - 1)}…\n" in page(longer)


def test_lines_of_other_people_stay_one_line_each() -> None:
    sly = facts.InvariantStated(key="INV-0002", text="One\n\n## Done when\n\nnow", why="w")
    text = page(sly)
    assert "- INV-0002: One ## Done when now\n" in text
    assert text.count("\n## Done when") == 1


LONG = "y" * 200


def crowded(count: int) -> dict[str, int]:
    """How many lines each section keeps when every section has so many."""
    keys = [f"{kind}-{n:04}" for kind in ("D", "FM") for n in range(100, 100 + count)]
    named: list[facts.Fact] = []
    for key in keys:
        if key.startswith("D-"):
            rejected = (facts.Rejected("r" * 100, "w" * 80),)
            named.append(facts.Decided(key=key, title="t", choice=LONG, because="b", rejected=rejected))
        else:
            named.append(
                facts.FailureModeNamed(key=key, component="c", mode="m", handling=LONG, evidence="e")
            )
    rules = tuple(rule(f"rule-{n}", LONG, reason="") for n in range(count))
    helpers = tuple(helper(line=n, signature=LONG) for n in range(count))
    files = tuple(f"src/{'f' * 190}{n:03}.py" for n in range(count))
    text = page(*named, rules=rules, helpers=helpers, files=files, serves=tuple(keys))
    assert brief.tokens(text) <= brief.MOST_TOKENS
    return {
        name: len([line for line in lines(text, name) if not line.endswith("left out)")]) for name in TITLES
    }


@pytest.mark.parametrize("count", [5, 8, 10, 15, 20, 30, 45, 60])
def test_sections_are_emptied_in_one_order_each_before_the_next_begins(count: int) -> None:
    full = {"existing": count, "failures": count, "decisions": count, "constraints": count + 1,
            "forbidden": count + 3, "files": count}  # fmt: skip
    kept = crowded(count)
    state = ["all" if kept[name] == full[name] else "none" if not kept[name] else "some" for name in full]
    order = {"none": 0, "some": 1, "all": 2}
    assert sorted(state, key=order.__getitem__) == state
    assert state.count("some") <= 1


def test_what_cannot_be_left_out_is_printed_even_when_the_page_is_too_long() -> None:
    endless = brief.write(chunk(test="x" * 20_000), design(), [rule()], [helper()])
    assert endless.tokens == brief.tokens(endless.text) > brief.MOST_TOKENS
    assert "x" * 20_000 in endless.text
    assert lines(endless.text, "files") == ["- (2 lines left out)"]
    assert lines(endless.text, "existing") == ["- (1 line left out)"]


TOUCHED = [
    (("src/a.py",), ("src/a.py",), True),
    (("src/a.py",), ("src/b.py",), False),
    (("src/*.py",), ("src/a.py",), True),
    (("src/*.py",), ("web/a.py",), False),
    (("src/*.py",), ("src/*.py",), True),
    (("src/**",), ("src/**/*.py",), True),
    (("src/",), ("src/**/*.py",), True),
    (("src/*",), ("src/**/*.py",), True),
    (("src/*.py",), ("src/**",), True),
    (("**/*.md",), ("src/**/*.py",), False),
    (("web/**",), ("src/**/*.py",), False),
    (("src/**/a.py",), ("src/**/*.py",), True),
    (("src/?.py",), ("src/*.py",), True),
    (("src/[ab].py",), ("src/*.py",), True),
    (("docs/x.md", "src/a.py"), ("src/**",), True),
    (("src/a.py",), (), True),
]


@pytest.mark.parametrize(("files", "include", "touched"), TOUCHED)
def test_a_glob_of_the_chunk_stands_for_a_file_that_it_would_match(
    files: tuple[str, ...], include: tuple[str, ...], touched: bool
) -> None:
    one = rule(scope=Scope(include=include))
    assert touching.of(chunk(files=files), [one]) == ((one,) if touched else ())


@pytest.mark.parametrize(("files", "touched"), [(("src/**",), True), (("src/io/**",), False)])
def test_what_a_scope_leaves_out_is_not_met_by_a_folder_of_the_chunk(
    files: tuple[str, ...], touched: bool
) -> None:
    one = rule(scope=Scope(include=("src/**/*.py",), exclude=("src/io/**",)))
    assert bool(touching.of(chunk(files=files), [one])) is touched


def test_constraints_that_touch_keep_the_order_of_the_document() -> None:
    rules = [rule("b"), rule("x", scope=Scope(include=("web/**",))), rule("a")]
    assert [each.id for each in touching.of(chunk(), rules)] == ["b", "a"]
