"""SARIF to the letter: one result, its place in every form, and what the baseline accepts."""

import json
from typing import Any

import gate_samples as samples
import msgspec
import pytest

from parti.constraints.finding import Finding, Place
from parti.gate.reports import about, sarif

ABOUT = about.About(slug="orders", commit="3f9a2c1d5e6f7a8b", version="1.2.3")


def result(found: Finding) -> dict[str, Any]:
    only: dict[str, Any] = json.loads(sarif.render(samples.judged(found), ABOUT))["runs"][0]["results"][0]
    return only


def test_a_run_of_sarif_to_the_letter() -> None:
    mark = samples.found().fingerprint()
    log = json.loads(sarif.render(samples.judged(samples.found(column=7)), ABOUT))

    assert log["version"] == "2.1.0"
    assert log["$schema"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    assert log["runs"] == [
        {
            "tool": {
                "driver": {
                    "name": "Parti",
                    "version": "1.2.3",
                    "rules": [{"id": "atomic-write", "shortDescription": {"text": "atomic-write"}}],
                }
            },
            "automationDetails": {"id": "parti/gate/orders/"},
            "columnKind": "unicodeCodePoints",
            "results": [
                {
                    "ruleId": "atomic-write",
                    "ruleIndex": 0,
                    "level": "error",
                    "message": {"text": "A raw write.\nNext: call `save_json`"},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": {"uri": "src/a.py", "uriBaseId": "%SRCROOT%"},
                                "region": {"startLine": 3, "startColumn": 7},
                            }
                        }
                    ],
                    "partialFingerprints": {"parti/v1": mark, "primaryLocationLineHash": f"{mark}:1"},
                    "suppressions": [],
                }
            ],
        }
    ]


def test_what_the_baseline_accepts_is_suppressed_with_its_reason_and_counted_on() -> None:
    found = samples.judged(samples.found(), accepted=(samples.found(), samples.found("layers")))
    results = json.loads(sarif.render(found, ABOUT))["runs"][0]["results"]

    assert [len(each["suppressions"]) for each in results] == [0, 1, 1]
    assert results[1]["suppressions"] == [
        {"kind": "external", "justification": "Accepted in .parti/baseline.json."}
    ]
    marks = [each["partialFingerprints"]["primaryLocationLineHash"].split(":")[1] for each in results]
    assert (marks, [each["ruleIndex"] for each in results]) == (["1", "2", "1"], [0, 0, 1])


@pytest.mark.parametrize(
    ("place", "region"),
    [
        (Place(path="a"), None),
        (Place(path="a", column=4, end_line=9), None),
        (Place(path="a", line=1), {"startLine": 1}),
        (Place(path="a", line=1, column=1), {"startLine": 1, "startColumn": 1}),
        (Place(path="a", line=3, end_line=3), {"startLine": 3, "endLine": 3}),
        (Place(path="a", line=3, end_line=5), {"startLine": 3, "endLine": 5}),
        (Place(path="a", line=3, end_line=2), {"startLine": 3}),
    ],
)
def test_a_region_holds_what_is_known_of_the_place(place: Place, region: dict[str, int] | None) -> None:
    only = result(msgspec.structs.replace(samples.found(), place=place))

    assert only["locations"][0]["physicalLocation"].get("region") == region


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("src/a b.py", "src/a%20b.py"),
        ("src/é.py", "src/%C3%A9.py"),
        ("/src/a.py", "src/a.py"),
        ("src/a%20b#c?d.py", "src/a%2520b%23c%3Fd.py"),
        ("src/\udcff.py", "src/%FF.py"),
        ("src/\udc7f.py", "src/%5Cudc7f.py"),
        ("src/\udc80.py", "src/%80.py"),
        ("src/\ud800.py", "src/%5Cud800.py"),
    ],
)
def test_a_path_is_relative_and_percent_encoded(path: str, uri: str) -> None:
    location = result(samples.found(path=path))["locations"][0]["physicalLocation"]

    assert location["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize("path", ["", "/", "//"])
def test_a_finding_without_a_place_has_no_location(path: str) -> None:
    assert "locations" not in result(samples.found(path=path))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("{0} {{x}}", "{{0}} {{{{x}}}}"),
        ("[a](b)", "\\[a](b)"),
        ("[a] (b)", "[a] (b)"),
        ("a[0] = [1](2)", "a[0] = \\[1](2)"),
        ("[a]()[b](", "\\[a]()\\[b]("),
        ("\udc80", "\\udc80"),
    ],
)
def test_a_message_is_plain_text_and_no_link(words: str, text: str) -> None:
    assert sarif.text(words) == text
