"""A page that cannot be read, one of an earlier design, and lines that mean something or only lay out."""

from pathlib import Path

import pytest

from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import edited, pages
from tests.fakes.features import DECISION, Site

PAGE = ".parti/features/orders/design.md"
RULE = facts.InvariantStated(key="INV-1", text="One row", why="money")
LATE = facts.InvariantStated(key="INV-2", text="One table", why="order")
PROBLEM = facts.ProblemStated(situation="orders come", needed=("kept",), never=("lost",))
RULED = "- INV-1: One row | because: money\n"
BOTH_SIDES = f"<<<<<<< HEAD\n{RULED}=======\n{RULED.replace('One', 'Two')}>>>>>>> side\n"


def printed(tmp_path: Path, *, signed: bool = True) -> Site:
    """A feature with its page."""
    site = Site(tmp_path)
    house = site.open(PROBLEM, DECISION, RULE)
    pages.print_page(site.sign() if signed else house)
    return site


def page(site: Site) -> str:
    return (site.root / PAGE).read_text("utf-8")


def put(site: Site, text: str | bytes) -> None:
    (site.root / PAGE).write_bytes(text if isinstance(text, bytes) else text.encode())


def after(site: Site, line: str) -> None:
    """A line more, below the need."""
    text = page(site)
    assert text.count("- Needed: kept\n") == 1
    put(site, text.replace("- Needed: kept\n", f"- Needed: kept\n{line}\n"))


def counts(site: Site) -> list[str]:
    """How many changes each finding tells."""
    return [
        each.message.removeprefix("The page was edited by hand: ").partition(" that ")[0]
        for each in edited.findings(site.house())
    ]


# The text.


def test_without_a_page_the_way_is_to_print_one(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.open(DECISION)
    with pytest.raises(refusal.NotAllowed, match="no page yet") as caught:
        edited.text_of(site.house())
    assert caught.value.next_step == "parti design --write"
    assert edited.findings(site.house()) == ()


@pytest.mark.parametrize("data", [b"\xff\xfe", b"# Orders\n\xe4\n", "# Örders\n".encode("utf-16")])
def test_a_page_in_another_encoding_is_named_with_its_place(tmp_path: Path, data: bytes) -> None:
    site = printed(tmp_path)
    put(site, data)
    with pytest.raises(refusal.Misused) as caught:
        edited.text_of(site.house())
    assert (caught.value.sentence, caught.value.place) == (f"{PAGE} is not UTF-8.", PAGE)


@pytest.mark.parametrize("signed", [True, False])
def test_no_text_is_told_whether_or_not_the_design_is_signed(tmp_path: Path, signed: bool) -> None:
    site = printed(tmp_path, signed=signed)
    put(site, b"\xff")
    assert [each.fix for each in edited.findings(site.house())] == ["save it as UTF-8"]


@pytest.mark.parametrize("signed", [True, False])
def test_both_sides_of_a_merge_are_told_once_the_design_is_signed(tmp_path: Path, signed: bool) -> None:
    site = printed(tmp_path, signed=signed)
    put(site, page(site).replace("- INV-1: One row | because: money\n", BOTH_SIDES))
    with pytest.raises(refusal.NotAllowed, match="both sides of a merge"):
        edited.text_of(site.house())
    found = edited.findings(site.house())
    assert [each.fix.partition(",")[0] for each in found] == (["parti design --write"] if signed else [])


@pytest.mark.parametrize("line", ["=======", "<<<<<<< HEAD", ">>>>>>> side"])
def test_one_marker_alone_is_a_line_like_any_other(tmp_path: Path, line: str) -> None:
    site = printed(tmp_path)
    after(site, line)
    assert line in edited.text_of(site.house())
    assert counts(site) == ["1 change"]


# The design that it was printed from.


def test_an_edit_of_an_earlier_page_is_read_against_the_design_of_that_page(tmp_path: Path) -> None:
    """What others said since is on no line of it, and nobody took that away."""
    site = printed(tmp_path)
    before = site.house().design
    site.record(LATE)
    site.sign()
    assert edited.as_printed(site.house(), page(site)) == before
    assert edited.findings(site.house()) == ()
    put(site, page(site).replace("One row", "Two rows"))
    assert counts(site) == ["1 change"]


def test_a_page_of_this_design_is_of_this_design_also_where_an_earlier_one_was_like_it(
    tmp_path: Path,
) -> None:
    site = printed(tmp_path)
    site.record(LATE)
    said = site.house().reading.records[-1]
    site.record(facts.Withdrawn(reason="a slip", supersedes=(said.id,)))
    assert edited.as_printed(site.house(), page(site)) == site.house().design


@pytest.mark.parametrize("mark", ["", "<!-- printed from design:0123 -->\n", "<!-- printed from  -->\n"])
def test_a_page_that_names_no_design_of_this_log_cannot_be_compared(tmp_path: Path, mark: str) -> None:
    site = printed(tmp_path)
    lines = page(site).splitlines(keepends=True)
    text = "".join(mark if line.startswith("<!-- printed from ") else line for line in lines)
    with pytest.raises(refusal.NotAllowed, match="which design it was printed from") as caught:
        edited.as_printed(site.house(), text)
    assert caught.value.place == PAGE
    assert "parti absorb" in caught.value.next_step


# What is told.

LINES = {
    "a sentence": ("The second phase is dropped.", 1),
    "a point of a list": ("- and nothing else", 1),
    "a heading of four signs": ("#### Later", 1),
    "a heading that tells something": ("## Needed: everything, at once", 1),
    "a heading of a few words": ("### Later on", 0),
    "the longest heading that is one": ("# " + "x" * 40, 0),
    "one sign more": ("# " + "x" * 41, 1),
    "blanks": ("   \t", 0),
    "a tally": ("3 questions: 2 answered, 1 open.", 0),
    "a tally that goes on": ("3 questions: 2 answered. The rest can wait.", 1),
    "a word on the drawing": ("Drawn from the lines above; edit those.", 0),
    "a word on something else": ("Drawn from memory.", 1),
    "an invariant nobody recorded": ("- INV-9: New | because: w", 1),
    "a need more": ("- Needed: answered", 1),
}


@pytest.mark.parametrize(("line", "count"), LINES.values(), ids=LINES.keys())
def test_a_line_more_is_told_where_it_means_something(tmp_path: Path, line: str, count: int) -> None:
    site = printed(tmp_path)
    after(site, line)
    assert counts(site) == ["1 change"] * count


def test_every_change_counts_and_they_are_told_together(tmp_path: Path) -> None:
    site = printed(tmp_path)
    put(site, page(site).replace("One row", "Two rows").replace("after the commit", "before it"))
    after(site, "And the rest is dropped.")
    assert counts(site) == ["3 changes"]


def test_a_diagram_hides_nothing_that_stands_before_it_or_after_its_end(tmp_path: Path) -> None:
    site = printed(tmp_path)
    text = page(site)
    put(site, f"{text}\n```mermaid\nflow\n```\n")
    assert counts(site) == []
    put(site, f"{text}\nBefore.\n```mermaid\nflow\n```\nAfter.\n")
    assert counts(site) == ["2 changes"]


def test_what_is_edited_inside_the_record_lines_of_a_diagram_still_counts(tmp_path: Path) -> None:
    """A fence around a line of the design does not take it off the page."""
    site = printed(tmp_path)
    line = "- INV-1: One row | because: money\n"
    assert line in page(site)
    put(site, page(site).replace(line, f"```mermaid\n{line}```\n"))
    assert counts(site) == []
    put(site, page(site).replace("One row", "Two rows"))
    assert counts(site) == ["1 change"]


@pytest.mark.parametrize("signed", [True, False])
def test_what_was_signed_is_said_only_of_a_signed_design(tmp_path: Path, signed: bool) -> None:
    site = printed(tmp_path, signed=signed)
    put(site, page(site).replace("One row", "Two rows"))
    (found,) = edited.findings(site.house())
    end = "; what was signed is the log." if signed else "."
    assert found.message == f"The page was edited by hand: 1 change that the log does not hold{end}"
    assert (found.code, found.level, found.place.path) == ("design/edited", "error", PAGE)
    assert found.fix == edited.FIX


def test_without_a_feature_there_is_no_page_to_edit(tmp_path: Path) -> None:
    assert edited.findings(Site(tmp_path).house()) == ()


def test_a_diagram_that_nobody_closed_hides_no_line_behind_it(tmp_path: Path) -> None:
    site = printed(tmp_path)
    put(site, f"{page(site)}\n```mermaid\nThe retries are off.\n")
    assert counts(site) == ["2 changes"]
    put(site, f"{page(site)}```\n")
    assert counts(site) == []
