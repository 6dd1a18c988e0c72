"""Each form of a report to the letter, for one verdict that has something of everything."""

import json

import gate_samples as samples
import msgspec
import pytest

from parti.gate import part, verdict
from parti.gate.reports import about, envelope, junit, markdown, terminal
from parti.gate.reports import markdown_text as texts

ABOUT = about.About(slug="orders", commit="3f9a2c1d5e6f7a8b", version="1.2.3")
LIGHTS = (
    part.Light(
        key="FM-1",
        component="store",
        mode="torn",
        evidence="fault: tests/a.py",
        state="named",
        test="tests/a.py",
    ),
    part.Light(key="FM-2", component="queue", mode="lost", evidence="load: | none", state="missing"),
)
FAILING = samples.found("gate/suite", "tests/a.py", 5, message="`pytest` fails: t", fix="run `pytest`")


def everything() -> verdict.Verdict:
    """A failed suite with output, a kept architecture with something accepted, lights of both kinds."""
    suite = part.Part(
        name="suite",
        outcome="fail",
        sentence="1 of 2 commands failed",
        findings=(FAILING,),
        seconds_ms=2345,
        held=("make",),
        details=("$ pytest", "1 failed"),
    )
    architecture = msgspec.structs.replace(samples.OK_ARCHITECTURE, accepted=(samples.found(),))
    integration = msgspec.structs.replace(samples.OK_INTEGRATION, lights=LIGHTS)
    return verdict.judge(suite, architecture, integration)


HELD = 'tests="1" failures="0" errors="0" skipped="0" time="0.000"'
SENTENCE = "suite fails; architecture holds; integration holds; 1 error"


def test_the_terminals_form_to_the_letter() -> None:
    assert terminal.render(everything(), ABOUT) == (
        "gate    orders  commit 3f9a2c1d5e6f\n"
        "FAIL ✗  suite         1 of 2 commands failed  2.3 s\n"
        "ok ✓    architecture  1 of 1 constraint kept\n"
        "ok ✓    integration   1 command ended well\n"
        "\n"
        "        | $ pytest\n"
        "        | 1 failed\n"
        "\n"
        "FAIL ✗  gate/suite  tests/a.py:5\n"
        "        `pytest` fails: t\n"
        "        next: run `pytest`\n"
        "\n"
        "ok ✓    FM-1  store, torn: named by tests/a.py\n"
        "note !  FM-2  queue, lost: no test found in: load: | none\n"
        "\n"
        f"FAIL ✗  gate: {SENTENCE}\n"
    )


@pytest.mark.parametrize(
    ("slug", "commit", "head"),
    [
        ("", "", ""),
        ("orders", "", "gate    orders\n"),
        ("", "abcdef0123456789", "gate    commit abcdef012345\n"),
        ("a\nb", "", "gate    a\\nb\n"),
    ],
)
def test_the_terminals_first_line_says_what_is_known(slug: str, commit: str, head: str) -> None:
    report = terminal.render(samples.judged(), about.About(slug=slug, commit=commit))

    assert report.startswith(f"{head}ok ✓    suite")


def test_a_report_is_a_hundred_columns_wide_when_nobody_says_otherwise() -> None:
    long = samples.judged(samples.found(path="p" * 300))
    [line] = [line for line in terminal.render(long, ABOUT).split("\n") if "ppp" in line]

    assert len(line) == 100
    [whole] = [line for line in terminal.render(long, ABOUT, width=0).split("\n") if "ppp" in line]
    assert "p" * 300 in whole
    [narrow] = [line for line in terminal.render(long, ABOUT, width=5).split("\n") if "ppp" in line]
    assert narrow.endswith(f"{'p' * 10}:3")
    assert len(narrow.split("  ")[-1]) == 24


def test_the_envelope_to_the_letter() -> None:
    report = envelope.render(everything(), ABOUT)

    assert json.loads(report) == {
        "ok": False,
        "data": {
            "feature": "orders",
            "commit": "3f9a2c1d5e6f7a8b",
            "verdict": "fail",
            "sentence": SENTENCE,
            "parts": [
                {
                    "name": "suite",
                    "outcome": "fail",
                    "sentence": "1 of 2 commands failed",
                    "seconds_ms": 2345,
                    "held": ["make"],
                    "details": ["$ pytest", "1 failed"],
                },
                {
                    "name": "architecture",
                    "outcome": "ok",
                    "sentence": "1 of 1 constraint kept",
                    "seconds_ms": 0,
                    "held": ["atomic-write"],
                    "details": [],
                },
                {
                    "name": "integration",
                    "outcome": "ok",
                    "sentence": "1 command ended well",
                    "seconds_ms": 0,
                    "held": ["e2e"],
                    "details": [],
                },
            ],
            "failure_modes": [
                {
                    "key": "FM-1",
                    "component": "store",
                    "mode": "torn",
                    "evidence": "fault: tests/a.py",
                    "state": "named",
                    "test": "tests/a.py",
                },
                {
                    "key": "FM-2",
                    "component": "queue",
                    "mode": "lost",
                    "evidence": "load: | none",
                    "state": "missing",
                    "test": "",
                },
            ],
            "accepted": 1,
        },
        "findings": [
            {
                "code": "gate/suite",
                "severity": "error",
                "message": "`pytest` fails: t",
                "place": {"path": "tests/a.py", "line": 5, "column": 0},
                "fix": "run `pytest`",
            }
        ],
    }
    assert report.startswith('{\n  "ok": false,\n  "data"')
    assert report.endswith("}\n")


@pytest.mark.parametrize("where", ["message", "fix", "code"])
def test_half_a_character_cannot_break_the_envelope_wherever_it_stands(where: str) -> None:
    broken = msgspec.structs.replace(samples.found(), **{where: "a\udcffb"})
    found = json.loads(envelope.render(samples.judged(broken), ABOUT))["findings"][0]

    assert found[where] == "a\\udcffb"


def test_junit_to_the_letter() -> None:
    assert junit.render(everything(), ABOUT) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="parti gate orders" tests="4" failures="1" errors="0">\n'
        '  <testsuite name="parti.suite" tests="2" failures="1" errors="0" skipped="0" time="2.345">\n'
        '    <testcase name="make" classname="parti.suite" />\n'
        '    <testcase name="gate/suite tests/a.py:5" classname="parti.suite">\n'
        '      <failure type="gate/suite" message="`pytest` fails: t">at tests/a.py:5\n'
        "next: run `pytest`</failure>\n"
        "    </testcase>\n"
        "    <system-out>$ pytest\n1 failed</system-out>\n"
        "  </testsuite>\n"
        f'  <testsuite name="parti.architecture" {HELD}>\n'
        '    <testcase name="atomic-write" classname="parti.architecture" />\n'
        "  </testsuite>\n"
        f'  <testsuite name="parti.integration" {HELD}>\n'
        '    <testcase name="e2e" classname="parti.integration" />\n'
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_without_a_feature_junit_is_named_after_the_gate_alone() -> None:
    assert 'testsuites name="parti gate" ' in junit.render(samples.judged(), about.About())


def test_the_comment_to_the_letter() -> None:
    assert markdown.render(everything(), ABOUT) == (
        "<!-- parti:orders -->\n"
        f"### Parti: FAIL ✗ · {SENTENCE} · commit `3f9a2c1d5e6f`\n"
        "\n"
        "| part | outcome | |\n"
        "|---|---|---|\n"
        "| suite | FAIL ✗ | 1 of 2 commands failed |\n"
        "| architecture | ok ✓ | 1 of 1 constraint kept |\n"
        "| integration | ok ✓ | 1 command ended well |\n"
        "\n"
        "**1. FAIL** `gate/suite` `tests/a.py:5`: `pytest` fails: t<br>Next: run `pytest`\n"
        "\n"
        "<details><summary>Failure modes: 1 of 2 with a test that exists</summary>\n"
        "\n"
        "| | failure mode | state | evidence |\n"
        "|---|---|---|---|\n"
        "| FM-1 | store, torn | named | tests/a.py |\n"
        "| FM-2 | queue, lost | missing | load: \\| none |\n"
        "\n"
        "</details>\n"
        "\n"
        "<details><summary>Last lines of output</summary>\n"
        "\n"
        "```text\n$ pytest\n1 failed\n```\n"
        "\n"
        "</details>\n"
    )


def test_a_pass_is_a_short_comment() -> None:
    assert markdown.render(samples.judged(), about.About()).split("\n") == [
        "<!-- parti: -->",
        "### Parti: pass ✓ · suite holds; architecture holds; integration holds",
        "",
        "| part | outcome | |",
        "|---|---|---|",
        "| suite | ok ✓ | 31 tests in 1 command |",
        "| architecture | ok ✓ | 2 of 2 constraints kept |",
        "| integration | ok ✓ | 1 command ended well |",
        "",
    ]


def test_a_finding_without_a_path_has_no_empty_code_span() -> None:
    comment = markdown.render(samples.judged(samples.found(path="", line=0)), ABOUT)

    assert "**1. FAIL** `atomic-write`: A raw write.<br>" in comment


def test_a_text_is_clipped_at_two_thousand_characters() -> None:
    for length, shown, clipped in ((1999, 1999, 0), (2000, 2000, 0), (2001, 2000, 1)):
        comment = markdown.render(samples.judged(samples.found(message="y" * length)), ABOUT)

        assert (comment.count("y" * shown), comment.count("y…")) == (1, clipped)
        assert "y" * (shown + 1) not in comment


def test_a_comment_is_filled_to_its_limit_before_anything_is_left_out() -> None:
    many = tuple(samples.found(line=number + 1, message="m" * 500) for number in range(500))
    comment = markdown.render(samples.judged(*many), ABOUT)

    assert markdown.LIMIT == 65_536
    assert markdown.LIMIT - 1200 < len(comment.encode()) <= markdown.LIMIT
    shown = comment.count("<br>Next: ")
    assert comment.endswith(
        f"\nand {500 - shown} more, which this comment has no room for; the full report has them.\n"
    )


def test_what_fits_exactly_is_not_called_too_much() -> None:
    assert "has no room for" not in markdown.render(samples.judged(*(samples.found(),) * 50), ABOUT)


SPANS = (
    ("plain", "`plain`"),
    ("", "``"),
    ("a`b", "``a`b``"),
    ("a``b", "```a``b```"),
    ("`a", "`` `a ``"),
    ("a`", "`` a` ``"),
    (" a ", "`  a  `"),
    (" a", "` a`"),
    ("a ", "`a `"),
    ("  ", "`  `"),
    ("a\nb", "`a\\nb`"),
)


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_a_code_span_holds_its_text_whatever_it_is(text: str, span: str) -> None:
    assert texts.code(text) == span


CELLS = (
    ("plain, words.", "plain, words."),
    ("a|b", "a\\|b"),
    ("*a* _b_ ~c~ [d] $e$ `f` \\g", "\\*a\\* \\_b\\_ \\~c\\~ \\[d\\] \\$e\\$ \\`f\\` \\\\g"),
    ("<b> & &lt;", "&lt;b&gt; &amp; &amp;lt;"),
    ("@team", "@<!-- -->team"),
    ("#12 # 12", "#<!-- -->12 # 12"),
    ("GH-7 gh-7", "GH<!-- -->-7 gh<!-- -->-7"),
    ("https://x", "https:<!-- -->//x"),
    ("WWW.x", "WWW<!-- -->.x"),
    ("a: b", "a: b"),
    ("a\x1bb", "a\\\\x1bb"),
)


@pytest.mark.parametrize(("text", "cell"), CELLS)
def test_a_cell_links_nowhere_mentions_nobody_and_marks_nothing(text: str, cell: str) -> None:
    assert texts.cell(text) == cell


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("call `save_json` now", "call `save_json` now"),
        ("`a` and `b`", "`a` and `b`"),
        ("`@a`", "`@a`"),
        ("lone ` tick", "lone \\` tick"),
        ("``two``", "\\`\\`two\\`\\`"),
        ("` a `", "\\` a \\`"),
        ("`a|b` | c", "`a|b` \\| c"),
    ],
)
def test_simple_code_in_prose_stays_code(text: str, shown: str) -> None:
    assert texts.prose(text) == shown
