"""The forms for people: plain lines at a terminal, and the one comment of a pull request."""

import gate_samples as samples
import markdown_it
import msgspec
import pytest

from parti.constraints.finding import Finding
from parti.gate import evidence, integration, verdict
from parti.gate.reports import about, legible, markdown, terminal

ABOUT = about.About(slug="orders", commit="3f9a2c1d5e6f7a8b")
NOTHING = integration.run((), samples.Scripted({}), samples.ROOT, 60, (), ())


def lit() -> verdict.Verdict:
    """A verdict with one failure mode that is shown and one that is not."""
    modes = (samples.failure_mode("fault: tests/test_a.py"), samples.failure_mode("fault: a | b", "FM-2"))
    lights = evidence.lights(modes, ("tests/test_a.py",))
    part = msgspec.structs.replace(samples.OK_INTEGRATION, lights=lights)
    return verdict.judge(samples.OK_SUITE, samples.OK_ARCHITECTURE, part)


def html(text: str) -> str:
    return markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)


def test_the_terminal_shows_parts_findings_and_the_verdict_last() -> None:
    found = verdict.judge(samples.OK_SUITE, samples.failed(samples.found(column=7)), NOTHING)

    assert terminal.render(found, ABOUT).splitlines() == [
        "gate    orders  commit 3f9a2c1d5e6f",
        "ok ✓    suite         31 tests in 1 command",
        "FAIL ✗  architecture  1 of 2 constraints kept",
        "skip –  integration   no command is set",
        "",
        "FAIL ✗  atomic-write  src/a.py:3:7",
        "        A raw write.",
        "        next: call `save_json`",
        "",
        "note !  gate/no-integration  .parti/config.toml",
        "        No command runs the whole system, so its integration is not proven.",
        "        next: set [integration] commands in .parti/config.toml",
        "",
        "FAIL ✗  gate: suite holds; architecture fails; integration not proven; 1 error; 1 warning",
    ]


def test_the_terminal_shows_each_failure_mode() -> None:
    lines = terminal.render(lit(), ABOUT).splitlines()

    assert lines[-4:] == [
        "ok ✓    FM-1a2b  consumer, redelivered: named by tests/test_a.py",
        "note !  FM-2  consumer, redelivered: no test found in: fault: a | b",
        "",
        "ok ✓    gate: suite holds; architecture holds; integration holds",
    ]


def test_without_marks_the_report_is_ascii_and_still_says_everything() -> None:
    report = terminal.render(samples.judged(samples.found()), about.About(), marks=False)

    assert report.isascii()
    assert report.startswith("ok      suite         31 tests")
    assert "\nFAIL    atomic-write  src/a.py:3\n" in report


def test_colours_in_a_message_are_shown_and_not_obeyed() -> None:
    report = terminal.render(samples.judged(samples.found(message="\x1b[2J\u202egone")), ABOUT)

    assert "        \\x1b[2J\\u202egone\n" in report


def test_a_long_path_is_cut_in_its_middle_and_never_broken() -> None:
    path = f"src/{'deep/' * 60}store.py"
    report = terminal.render(samples.judged(samples.found(path=path)), ABOUT, width=60)
    [line] = [line for line in report.splitlines() if "atomic-write" in line]

    assert len(line) == 60
    assert line.startswith("FAIL ✗  atomic-write  src/deep/")
    assert line.endswith("/store.py:3")
    assert "…" in line


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("src/a.py", 8, "src/a.py"),
        ("src/store.py", 9, "src/…e.py"),
        ("日本日本日本", 7, "日…日本"),
        ("e\u0301e\u0301", 2, "e\u0301e\u0301"),
        ("abc", 1, "…"),
    ],
)
def test_the_middle_is_cut_by_terminal_cells(text: str, width: int, shown: str) -> None:
    cut = legible.middle(text, width)

    assert legible.cells(cut) <= width
    assert cut == shown


def test_the_comment_has_its_marker_a_table_of_three_parts_and_the_findings() -> None:
    comment = markdown.render(samples.judged(samples.found(message="Calls `open`.")), ABOUT)

    assert comment.splitlines() == [
        "<!-- parti:orders -->",
        "### Parti: FAIL ✗ · suite holds; architecture fails; integration holds; 1 error "
        "· commit `3f9a2c1d5e6f`",
        "",
        "| part | outcome | |",
        "|---|---|---|",
        "| suite | ok ✓ | 31 tests in 1 command |",
        "| architecture | FAIL ✗ | 1 of 2 constraints kept |",
        "| integration | ok ✓ | 1 command ended well |",
        "",
        "**1. FAIL** `atomic-write` `src/a.py:3`: Calls `open`.<br>Next: call `save_json`",
    ]


def test_a_slug_cannot_close_the_marker() -> None:
    assert markdown.marker("a --> <b>") == "<!-- parti:a-b- -->"


def test_the_comment_mentions_nobody_and_links_nowhere() -> None:
    words = "@team see #12, GH-7, https://evil.example and www.evil.example"
    comment = markdown.render(samples.judged(samples.found(message=words)), ABOUT)

    for reaching in ("@team", "#12", "GH-7", "https://", "www."):
        assert reaching not in comment
    assert words in html(comment).replace("<!-- -->", "")


def test_html_in_a_message_is_text() -> None:
    message = "<img src=x onerror=alert(1)> `<b>` &lt;"
    page = html(markdown.render(samples.judged(samples.found(message=message)), ABOUT))

    assert "<img" not in page
    assert "<b>" not in page
    assert "&amp;lt;" in page


def test_failure_modes_are_a_folded_table_whose_cells_hold() -> None:
    page = html(markdown.render(lit(), ABOUT))

    assert "Failure modes: 1 of 2 with a test that exists" in page
    assert "<td>fault: a | b</td>" in page


def test_output_with_fences_stays_inside_its_fence() -> None:
    part = msgspec.structs.replace(samples.OK_SUITE, details=("$ x", "````", "<b>", "```"))
    page = html(
        markdown.render(verdict.judge(part, samples.OK_ARCHITECTURE, samples.OK_INTEGRATION), ABOUT)
    )

    assert "$ x\n````\n&lt;b&gt;\n```\n" in page


@pytest.mark.parametrize("message", ["A raw write. " * 50, "日" * 5000, "`" * 5000, "@" * 5000, "<" * 3000])
def test_a_comment_never_passes_its_limit_and_counts_what_it_left_out(message: str) -> None:
    many: tuple[Finding, ...] = tuple(
        samples.found(line=number, message=message) for number in range(1, 501)
    )
    lights = evidence.lights((samples.failure_mode("x" * 900, f"FM-{n}") for n in range(200)), ())
    part = msgspec.structs.replace(
        samples.OK_INTEGRATION, lights=lights, details=tuple("`" * 400 for _ in range(900))
    )
    comment = markdown.render(verdict.judge(samples.OK_SUITE, samples.failed(*many), part), ABOUT)

    assert len(comment.encode()) <= markdown.LIMIT
    shown = comment.count("<br>Next: ")
    assert shown > 0
    assert f"and {500 - shown} more, which this comment has no room for" in comment
