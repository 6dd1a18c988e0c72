"""The forms for programs: the JSON envelope, and JUnit with nothing that Jenkins refuses."""

import json
import xml.etree.ElementTree as ElementTree

import gate_samples as samples
import msgspec
import pytest

from parti.gate import evidence, integration, suite, verdict
from parti.gate.reports import about, envelope, junit

ABOUT = about.About(slug="orders", commit="3f9a2c1")
NOT_SET = integration.run((), samples.Scripted({}), samples.ROOT, 60, (), ())

# After junit-10.xsd of the Jenkins xunit plug-in, which refuses a report with anything else.
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testcase": {"name", "time", "classname"},
    "failure": {"type", "message"},
    "skipped": {"type", "message"},
    "system-out": set(),
}
REQUIRED = {"testsuite": {"name", "tests", "failures", "errors"}, "testcase": {"name"}}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase", "system-out"},
    "testcase": {"failure", "skipped", "system-out"},
}


def document(found: verdict.Verdict) -> ElementTree.Element:
    root = ElementTree.fromstring(junit.render(found, ABOUT).encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) <= ATTRIBUTES[element.tag]
        assert REQUIRED.get(element.tag, set()) <= set(element.attrib)
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    return root


def counts(root: ElementTree.Element) -> dict[str, tuple[str, ...]]:
    names = ("tests", "failures", "errors", "skipped")
    return {suite.attrib["name"]: tuple(suite.attrib[name] for name in names) for suite in root}


def test_the_envelope_holds_verdict_parts_failure_modes_and_findings() -> None:
    lights = evidence.lights([samples.failure_mode("fault: none yet")], ())
    part = msgspec.structs.replace(NOT_SET, lights=lights)
    accepted = (samples.found(line=9),)
    found = verdict.judge(samples.OK_SUITE, samples.failed(samples.found(), accepted=accepted), part)
    read = json.loads(envelope.render(found, ABOUT))

    assert set(read) == {"ok", "data", "findings"}
    assert read["ok"] is False
    assert read["findings"][0] == {
        "code": "atomic-write",
        "severity": "error",
        "message": "A raw write.",
        "place": {"path": "src/a.py", "line": 3, "column": 0},
        "fix": "call `save_json`",
    }
    data = read["data"]
    assert (data["feature"], data["commit"], data["verdict"], data["accepted"]) == (
        "orders",
        "3f9a2c1",
        "fail",
        1,
    )
    assert [(each["name"], each["outcome"]) for each in data["parts"]] == [
        ("suite", "ok"),
        ("architecture", "fail"),
        ("integration", "not-run"),
    ]
    assert [(each["key"], each["state"]) for each in data["failure_modes"]] == [("FM-1a2b", "missing")]


def test_the_envelope_is_ok_exactly_when_the_gate_passes() -> None:
    warned = samples.judged(samples.found(level="warning"))

    assert envelope.build(warned, ABOUT)["ok"] is True
    assert envelope.build(samples.judged(samples.found()), ABOUT)["ok"] is False


def test_the_envelope_is_ascii_so_that_no_text_steers_a_log() -> None:
    report = envelope.render(samples.judged(samples.found(message="\x9b0m é \u202e")), ABOUT)

    assert report.isascii()
    assert json.loads(report)["findings"][0]["message"] == "\x9b0m é \u202e"


def test_each_part_is_a_suite_and_what_held_is_a_passing_case() -> None:
    root = document(samples.judged(samples.found()))

    assert counts(root) == {
        "parti.suite": ("1", "0", "0", "0"),
        "parti.architecture": ("2", "1", "0", "0"),
        "parti.integration": ("1", "0", "0", "0"),
    }
    cases = [(case.attrib["name"], len(case)) for case in root.iter("testcase")]
    assert cases == [("pytest -q", 0), ("layers", 0), ("atomic-write src/a.py:3", 1), ("e2e", 0)]
    assert (root.attrib["tests"], root.attrib["failures"]) == ("4", "1")


def test_an_error_is_a_failure_with_its_sentence_place_and_next_step() -> None:
    failure = document(samples.judged(samples.found())).find("*/testcase/failure")

    assert failure is not None
    assert failure.attrib == {"type": "atomic-write", "message": "A raw write."}
    assert failure.text == "at src/a.py:3\nnext: call `save_json`"


@pytest.mark.parametrize("level", ["warning", "note"])
def test_what_does_not_block_passes_with_its_words(level: str) -> None:
    quiet = msgspec.structs.replace(samples.found(), level=level)
    root = document(samples.judged(quiet))

    assert root.attrib["failures"] == "0"
    out = root.find("*/testcase/system-out")
    assert out is not None
    assert out.text == "atomic-write: A raw write.\nat src/a.py:3\nnext: call `save_json`"


def test_a_part_that_did_not_run_is_skipped_or_failed_and_never_silent() -> None:
    unset = suite.run((), samples.Scripted({}), samples.ROOT, 60)
    bare = msgspec.structs.replace(NOT_SET, findings=())

    assert counts(document(verdict.judge(unset, samples.OK_ARCHITECTURE, NOT_SET))) == {
        "parti.suite": ("1", "1", "0", "0"),
        "parti.architecture": ("1", "0", "0", "0"),
        "parti.integration": ("1", "0", "0", "1"),
    }
    root = document(verdict.judge(samples.OK_SUITE, samples.OK_ARCHITECTURE, bare))
    assert counts(root)["parti.integration"] == ("1", "0", "0", "1")


def test_the_output_of_a_failure_comes_along_without_what_xml_forbids() -> None:
    part = msgspec.structs.replace(samples.OK_SUITE, details=("$ x", "a\x00\x1b\ufffe]]>\udc80"))
    root = document(verdict.judge(part, samples.OK_ARCHITECTURE, samples.OK_INTEGRATION))

    assert root.findtext("testsuite/system-out") == "$ x\na\\x00\\x1b\\ufffe]]>\\udc80"
