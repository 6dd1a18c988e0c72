"""The brief: what is in it, what is left out first, and that nothing undefined gets through."""

from pathlib import Path

import pytest

from parti.chunks import brief, brief_lines, catalogue, touching
from parti.constraints.constraint import Constraint, Scope
from parti.design.state import DesignState
from parti.library import load
from parti.records import vocabulary as facts
from tests.chunks.planned import TEST, chunk, design

SAVE = catalogue.Existing(
    path="src/state_io.py",
    line=12,
    name="save_json",
    signature="save_json(path: Path, state: State) -> None",
    says="Writes atomically.",
)


def constraint(identity: str = "atomic-write", **given: object) -> Constraint:
    fields: dict[str, object] = {
        "title": "Writes go through `state_io.save_json`",
        "reason": "A crash leaves half a record. The helper fsyncs.",
        "scope": Scope(include=("src/**/*.py",), exclude=("src/state_io.py",)),
        "owner": "storage",
        "kind": "only-through",
        "options": {"helper": "state_io.save_json"},
        "examples": (),
        "line": 3,
        **given,
    }
    return Constraint(id=identity, **fields)  # type: ignore[arg-type]  # the fields are spelt out above


def section(text: str, title: str) -> list[str]:
    part = text.split(f"## {title}", 1)[1].split("\n## ", 1)[0]
    return [line for line in part.splitlines() if line.startswith("- ")]


def test_the_brief_says_all_that_the_chunk_needs() -> None:
    written = brief.write(chunk(), design(), [constraint()], [SAVE])
    for part in (
        "# Chunk 1 of orders",
        "Write orders through the store",
        "- `src/writer.py`",
        "Not more than 80 changed lines",
        "- take the way that D-0001 rejected: ack on receipt (a crash loses the order)",
        "- `save_json(path: Path, state: State) -> None` in `src/state_io.py:12`: Writes atomically.",
        "- Writes go through `state_io.save_json` (atomic-write): use `state_io.save_json`",
        "- INV-0001: One row an order",
        "- D-0001 Acknowledge after commit: ack after the commit, because nothing may be lost",
        "- FM-0001 orders consumer, twice: unique key; shown by tests/test_writer.py::test_twice",
        f"`{TEST}` fails before your change",
        "`parti check 1`",
    ):
        assert part in written.text
    assert written.tokens == brief.tokens(written.text) <= brief.MOST_TOKENS
    assert "left out" not in written.text


def test_decisions_that_the_chunk_does_not_serve_stay_out() -> None:
    text = brief.write(chunk(serves=()), design(), [], []).text
    assert "D-0001" not in text
    assert "FM-0001" not in text
    assert section(text, "What was decided") == ["- nothing"]


def test_a_constraint_without_a_helper_brings_the_first_sentence_of_its_reason() -> None:
    judged = constraint("judged", title="No retry without a wait", options={}, kind="judged")
    text = brief.write(chunk(), design(), [judged], []).text
    assert "- No retry without a wait (judged): A crash leaves half a record.\n" in text


def test_a_method_is_named_with_its_class() -> None:
    method = catalogue.Existing(path="a.py", line=1, name="Store.save", signature="save(self)")
    assert "- `Store.save(self)` in `a.py:1`\n" in brief.write(chunk(), design(), [], [method]).text


def test_a_long_brief_loses_existing_code_first_and_says_how_many_lines() -> None:
    many = [catalogue.Existing(path="a.py", line=n, name="f", signature="f" * 200) for n in range(200)]
    written = brief.write(chunk(), design(), [constraint()], many)
    kept = section(written.text, "This already exists")
    assert brief.MOST_TOKENS - 100 < written.tokens <= brief.MOST_TOKENS
    assert kept[-1] == f"- ({200 - (len(kept) - 1)} lines left out)"
    assert section(written.text, "What was decided") != ["- nothing"]
    assert "atomic-write" in written.text


def test_constraints_outlive_failure_modes_and_decisions() -> None:
    keys = [f"D-{n:04}" for n in range(60)]
    decisions = [facts.Decided(key=k, title="t" * 90, choice="c" * 90, because="b" * 90) for k in keys]
    rules = [constraint(f"rule-{n}", title="r" * 150) for n in range(20)]
    written = brief.write(chunk(serves=tuple(keys)), design(*decisions), rules, [SAVE])
    assert written.tokens <= brief.MOST_TOKENS
    assert "save_json(path" not in written.text
    assert "rule-19" in written.text
    assert "lines left out" in "\n".join(section(written.text, "What was decided"))


def test_a_line_without_end_is_cut() -> None:
    endless = facts.Decided(key="D-0009", title="t", choice="c" * 5000, because="b")
    text = brief.write(chunk(serves=("D-0009",)), design(endless), [], []).text
    assert max(map(len, section(text, "What was decided"))) == brief_lines.LONGEST_LINE


def test_text_in_braces_from_outside_is_not_filled_in() -> None:
    text = brief.write(chunk(intent="Write {size} and {unknown}"), DesignState(), [], []).text
    assert "Write {size} and {unknown}" in text
    assert "of this feature" in text


def test_an_undefined_variable_is_an_error() -> None:
    assert load.fill("{a} {b}", {"a": "1", "b": "2"}) == "1 2"
    with pytest.raises(KeyError, match="c"):
        load.fill("{a} {c}", {"a": "1"})


def test_the_packaged_text_is_a_page() -> None:
    assert len(load.text("texts/brief.md").splitlines()) < 60
    assert Path(load.folder() / "texts/brief.md").is_file()


def test_tokens_are_a_quarter_of_the_characters_rounded_up() -> None:
    assert [brief.tokens("x" * n) for n in (0, 1, 4, 5)] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("files", "touched"),
    [
        (("src/writer.py",), True),
        (("src/state_io.py",), False),
        (("docs/a.md",), False),
        (("src/**/*.py",), True),
        (("src/*.py",), True),
        (("web/**",), False),
        (("src/a/**/b.py",), True),
    ],
)
def test_a_constraint_touches_a_chunk_when_its_scope_meets_a_file(
    files: tuple[str, ...], touched: bool
) -> None:
    assert bool(touching.of(chunk(files=files), [constraint()])) is touched


def test_a_folder_glob_meets_a_scope_one_folder_down() -> None:
    deep = constraint(scope=Scope(include=("src/*/store.py",)))
    assert touching.of(chunk(files=("src/**/store.py",)), [deep]) == (deep,)


def test_one_line_left_out_is_told_in_the_singular() -> None:
    items = [catalogue.Existing(path="a.py", line=n, name="f", signature="f" * 200) for n in range(60)]
    fits = max(n for n in range(60) if "left out" not in brief.write(chunk(), design(), [], items[:n]).text)
    assert "- (1 line left out)" in brief.write(chunk(), design(), [], items[: fits + 1]).text


def test_sentences_that_are_joined_lose_their_full_stop() -> None:
    spoken = facts.Decided(
        key="D-0009",
        title="Retry",
        choice="Wait for a day.",
        because="the queue heals.",
        rejected=(facts.Rejected("Drop it.", "It is lost."),),
    )
    mode = facts.FailureModeNamed(
        key="FM-0009", component="queue", mode="full", handling="It waits.", evidence="tests/test_q.py"
    )
    text = brief.write(chunk(serves=("D-0009", "FM-0009")), design(spoken, mode), [], []).text
    assert "- D-0009 Retry: Wait for a day, because the queue heals.\n" in text
    assert "- take the way that D-0009 rejected: Drop it (It is lost)\n" in text
    assert "- FM-0009 queue, full: It waits; shown by tests/test_q.py\n" in text


def test_the_shapes_of_the_data_are_there_and_those_that_the_chunk_speaks_of_come_first() -> None:
    rows = facts.DataNamed(key="DATA-0001", name="audit row", shape="id, at", owner="src/audit.py")
    orders = facts.DataNamed(
        key="DATA-0002", name="orders", shape="id, lines, paid?.", owner="src/writer.py"
    )
    lines = section(brief.write(chunk(), design(rows, orders), [], []).text, "What was decided")
    assert lines[1:] == [
        "- DATA-0002 orders: id, lines, paid? (src/writer.py owns it)",
        "- DATA-0001 audit row: id, at (src/audit.py owns it)",
    ]


def test_an_agent_is_told_not_to_touch_what_judges_it() -> None:
    forbidden = section(brief.write(chunk(), design(), [], []).text, "You must not")
    assert any("`.parti/`" in line and "constraint" in line for line in forbidden)
