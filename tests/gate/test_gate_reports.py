"""Every form of a report parses, and shows exactly the same findings, whatever text they hold."""

import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import unquote

import gate_samples as samples
import jsonschema
import markdown_it
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from parti.constraints.finding import Finding, Place
from parti.gate import verdict
from parti.gate.reports import about, forms, terminal

Shown = tuple[str, str, str]

NASTY = r"""
    ]]> <script>alert(1)</script> <!-- x --> </details> <br> & &amp; &#64; | ` ``` `code` \ \[ \` \n \x1b
    **b** _i_ ~~s~~ [a](http://x) ![a](b) [^1] @team #12 GH-12 https://x.y www.x.y $x$ {0} {{ } ]( : ://
    - + 1. # === --- %41 next: at é 日本 😀 ../ ::
"""
HIDDEN = ("\n", "\r\n", "\t", "\x00", "\x1b[31m", "\x9b0m", "\u202e", "\u2028", "\ufffe", "\udc80", "  ")
ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U(000[0-9a-f]{5}|0010[0-9a-f]{4})|([nrt]))")

texts = st.lists(
    st.one_of(st.sampled_from((*NASTY.split(), *HIDDEN)), st.text(max_size=5)), max_size=6
).map("".join)
places = st.builds(Place, path=texts.map("src/{}".format), line=st.integers(0, 9), column=st.integers(0, 9))
findings = st.builds(
    Finding,
    code=st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?", fullmatch=True),
    level=st.sampled_from(["error", "warning", "note"]),
    message=texts,
    place=places,
    fix=texts,
    snippet=texts,
)
verdicts = st.tuples(*[st.lists(findings, max_size=3).map(tuple)] * 3)


def unescaped(text: str) -> str:
    """Shown escapes turned back; done to both sides of a comparison."""

    def back(found: re.Match[str]) -> str:
        digits = found[1] or found[2] or found[3]
        return chr(int(digits, 16)) if digits else {"n": "\n", "r": "\r", "t": "\t"}[found[4]]

    return ESCAPE.sub(back, text)


def where(path: str, line: int, column: int) -> str:
    """A place as a person reads it."""
    known = [str(number) for number in (line, column if line else 0) if number]
    return ":".join((path, *known))


def from_terminal(report: str) -> list[Shown]:
    form = re.compile(r"^(?:FAIL ✗|note !) +(\S+)  (.*)\n {8}(.*)\n {8}next: .*$", re.MULTILINE)
    return [(code, place, message) for code, place, message in form.findall(report)]


def from_json(report: str) -> list[Shown]:
    found = json.loads(report)["findings"]
    return [(each["code"], where(*each["place"].values()), each["message"]) for each in found]


def from_sarif(report: str) -> list[Shown]:
    log = json.loads(report)
    VALIDATOR.validate(log)
    return [_sarif_result(result) for result in log["runs"][0]["results"]]


VALIDATOR = jsonschema.Draft4Validator(samples.sarif_schema())


def _sarif_result(result: Mapping[str, object]) -> Shown:
    plain = msgspec.json.decode(msgspec.json.encode(result))
    physical = plain["locations"][0]["physicalLocation"]
    region = physical.get("region", {})
    uri = physical["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+", uri)
    path = unquote(uri, errors="surrogateescape")
    text = plain["message"]["text"].replace("{{", "{").replace("}}", "}")
    place = where(path, region.get("startLine", 0), region.get("startColumn", 0))
    return plain["ruleId"], place, text.partition("\nNext: FIX")[0]


def from_junit(report: str) -> list[Shown]:
    root = ElementTree.fromstring(report.encode("utf-8"))
    return [_junit_child(child) for case in root.iter("testcase") for child in case]


def _junit_child(child: ElementTree.Element) -> Shown:
    lines = (child.text or "").split("\n")
    if child.tag == "system-out":
        code, _, message = lines.pop(0).partition(": ")
    else:
        code, message = child.attrib["type"], child.attrib["message"]
    return code, lines[0].removeprefix("at "), message


def from_markdown(report: str) -> list[Shown]:
    tokens = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(report)
    blocks = [token.content.strip() for token in tokens if token.type == "html_block"]
    folded = ["<details><summary>Last lines of output</summary>", "</details>"]
    assert blocks in (["<!-- parti:orders -->"], ["<!-- parti:orders -->", *folded])
    assert {token.type for token in tokens} <= {
        "html_block",
        "inline",
        "fence",
        "heading_open",
        "heading_close",
    } | {
        f"{name}_{end}"
        for name in ("paragraph", "table", "thead", "tbody", "tr", "th", "td")
        for end in ("open", "close")
    }
    inline = [token.children or [] for token in tokens if token.type == "inline"]
    return [_paragraph(children) for children in inline if any(c.type == "strong_open" for c in children)]


def _paragraph(every: list[Token]) -> Shown:
    children = [child for child in every if child.content != "<!-- -->"]
    assert {child.type for child in children} <= {
        "text",
        "code_inline",
        "html_inline",
        "strong_open",
        "strong_close",
    }
    assert [child.content for child in children if child.type == "html_inline"] == ["<br>"]
    spans = [number for number, child in enumerate(children) if child.type == "code_inline"]
    end = next(number for number, child in enumerate(children) if child.type == "html_inline")
    message = "".join(child.content for child in children[spans[1] + 1 : end])
    return children[spans[0]].content, children[spans[1]].content, message.removeprefix(": ")


READERS: Mapping[str, Callable[[str], list[Shown]]] = {
    "terminal": from_terminal,
    "json": from_json,
    "sarif": from_sarif,
    "junit": from_junit,
    "markdown": from_markdown,
}


def judged(in_parts: tuple[tuple[Finding, ...], ...]) -> verdict.Verdict:
    """A verdict with these findings in its three parts; the fix is marked where SARIF joins it."""
    marked = [
        tuple(msgspec.structs.replace(found, fix=f"FIX{found.fix}") for found in every)
        for every in in_parts
    ]
    parts = (samples.OK_SUITE, samples.OK_ARCHITECTURE, samples.OK_INTEGRATION)
    filled = [
        msgspec.structs.replace(part, findings=every, details=tuple(found.message for found in every))
        for part, every in zip(parts, marked, strict=True)
    ]
    return verdict.judge(*filled)


def comparable(shown: Shown, form: str) -> Shown:
    """Escapes turned back; Markdown shows no backticks of code spans, SARIF escapes links."""
    code, place, message = (unescaped(text) for text in shown)
    if form == "markdown":
        message = message.replace("`", "")
    return code, place, re.sub(r"\\+\[", "[", message) if form == "sarif" else message


def rendered(form: str, found: verdict.Verdict) -> str:
    render = partial(terminal.render, width=0) if form == "terminal" else forms.FORMS[form]
    return render(found, about.About(slug="orders", commit="3f9a2c1", version="0.1.0"))


@pytest.mark.parametrize("form", forms.FORMS)
@settings(deadline=None)
@given(in_parts=verdicts)
def test_every_form_shows_exactly_the_same_findings(
    form: str, in_parts: tuple[tuple[Finding, ...], ...]
) -> None:
    found = judged(in_parts)
    report = rendered(form, found)
    report.encode("utf-8")
    expected = Counter(
        comparable((f.code, where(f.place.path, f.place.line, f.place.column), f.message), form)
        for f in found.findings
    )

    assert Counter(comparable(shown, form) for shown in READERS[form](report)) == expected


@pytest.mark.parametrize("form", forms.FORMS)
@settings(deadline=None)
@given(in_parts=verdicts)
def test_no_form_carries_a_control_character(form: str, in_parts: tuple[tuple[Finding, ...], ...]) -> None:
    report = rendered(form, judged(in_parts))

    assert [character for character in report if not character.isprintable() and character != "\n"] == []


@pytest.mark.parametrize("form", forms.FORMS)
def test_every_form_tells_a_pass_from_a_fail(form: str) -> None:
    good, bad = rendered(form, samples.judged()), rendered(form, samples.judged(samples.found()))

    assert READERS[form](good) == []
    assert len(READERS[form](bad)) == 1
