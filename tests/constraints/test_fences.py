"""How Markdown is cut into sections and fences: each line number, mark and body, told whole.

A finding of the document points at these lines, and an example is judged by these bodies, so a body that
loses its indent or a line that is off by one sends a person to the wrong place. `test_document.py` holds
what a document means; this file holds how its text is cut.
"""

import pytest

from parti.constraints import fences
from parti.constraints.fences import Fence, Section


def cut(text: str) -> list[Section]:
    return list(fences.sections(text))


def only(text: str) -> Section:
    (found,) = cut(text)
    return found


def fence(*words: str, body: str, line: int, mark: str = "```", closed: bool = True) -> Fence:
    return Fence(words=words, body=body, line=line, mark=mark, closed=closed)


def test_a_section_is_its_title_its_id_its_line_its_prose_and_its_fences() -> None:
    text = "# Top\n\n## Writes are atomic {#writes}\n\nThey are.\n```python kept\nx = 1\n```\nEnd.\n"
    assert cut(text) == [
        Section(
            title="Writes are atomic",
            id="writes",
            line=3,
            prose="\nThey are.\n\n\n\nEnd.\n",
            fences=(fence("python", "kept", body="x = 1\n", line=6),),
        )
    ]


def test_each_line_of_prose_keeps_its_distance_from_the_heading() -> None:
    found = only("## A\none\n```\na\nb\n```\ntwo\n<!-- hidden -->\nthree")
    numbered = {line: at for at, line in enumerate(found.prose.split("\n"), found.line + 1) if line}
    assert numbered == {"one": 2, "two": 7, "three": 9}


def test_text_before_the_first_heading_belongs_to_no_section() -> None:
    assert cut("Words.\n\n```python kept\nx = 1\n```\n") == []


def test_sections_follow_each_other_in_the_order_of_the_text() -> None:
    found = cut("## B {#b}\n## A {#a}\n## B {#b}\n")
    assert [(each.title, each.id, each.line) for each in found] == [
        ("B", "b", 1),
        ("A", "a", 2),
        ("B", "b", 3),
    ]


def test_a_heading_of_the_first_level_ends_a_section_and_begins_none() -> None:
    found = cut("## A\none\n# Part\ntwo\n## B\nthree")
    assert [(each.title, each.prose) for each in found] == [("A", "one"), ("B", "three")]


def test_a_heading_of_the_third_level_is_prose() -> None:
    assert only("## A\n### B {#b}\n").prose == "### B {#b}\n"


@pytest.mark.parametrize("line", ["##A {#a}", " ## A {#a}", "\\## A {#a}", "##", "#### A {#a}"])
def test_what_only_looks_like_a_heading_begins_no_section(line: str) -> None:
    assert cut(f"{line}\n") == []


@pytest.mark.parametrize(
    ("heading", "title", "id"),
    [
        ("## Title {#x-1.a_b}", "Title", "x-1.a_b"),
        ("##\tTitle\t{#x} ", "Title", "x"),
        ("## Title {#x} ##", "Title", "x"),
        ("## Title {#x}#####", "Title", "x"),
        ("## {#x}", "", "x"),
        ("## Title {#1x}", "Title {#1x}", ""),
        ("## Title {#}", "Title {#}", ""),
        ("## Title {x}", "Title {x}", ""),
        ("## Title {#x} more", "Title {#x} more", ""),
        ("## Title {#x} {#y}", "Title {#x}", "y"),
        ("## Title {#é}", "Title {#é}", ""),
        ("## C# is `a#`", "C# is `a#`", ""),
    ],
)
def test_the_id_is_what_stands_in_braces_at_the_end_of_the_heading(
    heading: str, title: str, id: str
) -> None:
    found = only(heading)
    assert (found.title, found.id) == (title, id)


def test_a_fence_ends_only_with_as_many_marks_as_it_began_with() -> None:
    assert only("## A\n`````x\n```\n````\n``````\nafter").fences == (
        fence("x", body="```\n````\n", line=2, mark="`````"),
    )


def test_a_fence_of_tildes_is_not_ended_by_backticks() -> None:
    assert only("## A\n~~~ x\n```\n~~~\nafter").fences == (fence("x", body="```\n", line=2, mark="~~~"),)


@pytest.mark.parametrize("closing", ["``` x", "    ```", "``` ~~~", "\t```", "`` `", "~~~"])
def test_a_line_with_more_than_marks_ends_no_fence(closing: str) -> None:
    assert only(f"## A\n```\n{closing}").fences == (fence(body=f"{closing}\n", line=2, closed=False),)


@pytest.mark.parametrize("closing", ["```", "   ```", "```` ", "```\t"])
def test_up_to_three_blanks_before_the_closing_marks_and_any_behind_are_free(closing: str) -> None:
    assert only(f"## A\n```\nx\n{closing}\n").fences == (fence(body="x\n", line=2),)


@pytest.mark.parametrize(
    "opening", ["    ```python", "\t```python", "``python", "a ```python", "> ```python"]
)
def test_what_is_indented_or_too_short_opens_no_fence(opening: str) -> None:
    found = only(f"## A\n{opening}\nx")
    assert (found.fences, found.prose) == ((), f"{opening}\nx")


def test_backticks_behind_backticks_are_code_in_a_line_and_open_no_fence() -> None:
    assert only("## A\n```x``` is code\nb").fences == ()


def test_backticks_behind_tildes_open_a_fence_of_tildes() -> None:
    assert only("## A\n~~~ `x`\nb\n~~~").fences == (fence("`x`", body="b\n", line=2, mark="~~~"),)


def test_a_fence_that_is_indented_takes_its_indent_from_each_line_that_has_it() -> None:
    found = only("## A\n  ```python\n  def f():\n      pass\n x = 1\ny = 2\n  ```")
    assert found.fences == (fence("python", body="def f():\n    pass\n x = 1\ny = 2\n", line=2),)


def test_blank_lines_and_blanks_at_line_ends_stay_in_a_body() -> None:
    assert only("## A\n```\n\na  \n\t\n```").fences == (fence(body="\na  \n\t\n", line=2),)


def test_a_fence_without_a_line_has_an_empty_body() -> None:
    assert only("## A\n```\n```\n```\n```").fences == (fence(body="", line=2), fence(body="", line=4))


def test_a_fence_that_nothing_closes_runs_to_the_end_of_the_text() -> None:
    found = cut("## A\n```text\none\n## B {#b}\ntwo")
    assert [each.title for each in found] == ["A"]
    assert found[0].fences == (fence("text", body="one\n## B {#b}\ntwo\n", line=2, closed=False),)


@pytest.mark.parametrize("words", ["check pattern", "python kept", "python broken path=a.py"])
def test_a_block_of_ours_that_nothing_closes_ends_at_the_next_heading_with_an_id(words: str) -> None:
    first, second = cut(f"## A {{#a}}\n```{words}\none\n## B {{#b}}\ntwo")
    assert first.fences == (fence(*words.split(), body="one\n", line=2, closed=False),)
    assert (second.id, second.line, second.prose) == ("b", 4, "two")


def test_a_heading_without_an_id_does_not_end_a_block_of_ours() -> None:
    text = "## A {#a}\n```python kept\n## a comment\nx = 1\n```\n"
    assert only(text).fences == (fence("python", "kept", body="## a comment\nx = 1\n", line=2),)


def test_a_word_that_only_begins_like_a_verdict_makes_no_block_of_ours() -> None:
    found = cut("## A\n```python kept-out checked\n## B {#b}\n```\n")
    assert [each.title for each in found] == ["A"]


def test_the_first_word_is_a_language_and_never_a_verdict() -> None:
    assert [each.title for each in cut("## A\n```kept\n## B {#b}\n```\n")] == ["A"]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- ## B {#b} -->",
        "<!--\n## B {#b}\n-->",
        "  <!-- a\n```python kept\nx\n-->",
        "<!-- a\n## B {#b}\nthe end --> ## C {#c}",
    ],
    ids=["one line", "several", "a fence inside", "words behind its end"],
)
def test_nothing_in_a_comment_is_a_heading_a_fence_or_prose(comment: str) -> None:
    found = only(f"## A {{#a}}\n{comment}\nafter")
    assert (found.title, found.fences, found.prose.strip("\n")) == ("A", (), "after")


def test_a_comment_that_begins_within_a_line_hides_nothing_below_it() -> None:
    assert [each.id for each in cut("## A {#a}\nsee <!-- this\n## B {#b}\n-->")] == ["a", "b"]


def test_a_comment_that_nothing_ends_hides_the_rest() -> None:
    assert [each.id for each in cut("## A {#a}\n<!-- x\n## B {#b}\n")] == ["a"]


def test_a_comment_in_a_fence_is_code() -> None:
    found = cut("## A {#a}\n```html\n<!-- x\n```\n## B {#b}\n")
    assert [each.id for each in found] == ["a", "b"]
    assert found[0].fences == (fence("html", body="<!-- x\n", line=2),)


def test_a_fence_outside_every_section_hides_the_headings_in_it() -> None:
    assert [each.id for each in cut("```text\n## A {#a}\n```\n## B {#b}\n")] == ["b"]
