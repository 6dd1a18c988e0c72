"""SARIF: valid after the standard's schema, relative, stable, and honest about the baseline."""

import json
from typing import Any

import gate_samples as samples
import jsonschema
import pytest

from parti.constraints.finding import Finding
from parti.gate import verdict
from parti.gate.reports import about, sarif

SCHEMA = samples.sarif_schema()
ABOUT = about.About(
    slug="orders",
    version="0.1.0",
    rules={"atomic-write": about.Rule("Writes go through `save_json`", "https://x.y/CONSTRAINTS.md#a")},
)


def run(found: verdict.Verdict, surroundings: about.About = ABOUT) -> dict[str, Any]:
    log = json.loads(sarif.render(found, surroundings))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    [only] = log["runs"]
    assert isinstance(only, dict)
    return only


def results(*findings: Finding, accepted: tuple[Finding, ...] = ()) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run(samples.judged(*findings, accepted=accepted))["results"]
    return found


def location(found: Finding) -> dict[str, Any]:
    physical = results(found)[0]["locations"][0]["physicalLocation"]
    assert isinstance(physical, dict)
    return physical


def test_the_schema_is_one_that_refuses() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate({"version": "2.1.0", "runs": [{"tool": {}}]})


def test_a_verdict_without_findings_is_a_valid_run() -> None:
    only = run(samples.judged(), about.About())

    assert only["results"] == []
    assert only["tool"]["driver"] == {"name": "Parti", "rules": []}


def test_each_rule_stands_once_with_its_sentence() -> None:
    odd, again = samples.found("gate/suite"), samples.found(line=9)
    only = run(samples.judged(samples.found(), again, odd, samples.found("own/rule")))

    assert only["tool"]["driver"]["rules"] == [
        {
            "id": "atomic-write",
            "shortDescription": {"text": "Writes go through `save_json`"},
            "helpUri": "https://x.y/CONSTRAINTS.md#a",
        },
        {"id": "gate/suite", "shortDescription": {"text": "The project builds and all its tests pass."}},
        {"id": "own/rule", "shortDescription": {"text": "own/rule"}},
    ]
    assert [(r["ruleId"], r["ruleIndex"]) for r in only["results"]] == [
        ("atomic-write", 0),
        ("gate/suite", 1),
        ("own/rule", 2),
        ("atomic-write", 0),
    ]


def test_a_rule_in_the_repository_is_named_as_help_because_a_help_uri_must_be_absolute() -> None:
    rules = {"atomic-write": about.Rule("Writes go through {x}", "CONSTRAINTS.md#atomic-write")}
    only = run(samples.judged(samples.found()), about.About(rules=rules))

    assert only["tool"]["driver"]["rules"] == [
        {
            "id": "atomic-write",
            "shortDescription": {"text": "Writes go through {{x}}"},
            "help": {"text": "See CONSTRAINTS.md#atomic-write."},
        }
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("src/a.py", "src/a.py"),
        ("src/a b#c?.py", "src/a%20b%23c%3F.py"),
        ("c:/x.py", "c%3A/x.py"),
        ("/etc/passwd", "etc/passwd"),
        ("//host/x", "host/x"),
        ("src/é.py", "src/%C3%A9.py"),
        ("src/\udcff.py", "src/%FF.py"),
        ("src/\ud800.py", "src/%5Cud800.py"),
    ],
)
def test_a_path_is_relative_and_percent_encoded(path: str, uri: str) -> None:
    assert location(samples.found(path=path))["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


@pytest.mark.parametrize("path", ["", "/"])
def test_a_finding_without_a_path_has_no_location(path: str) -> None:
    assert "locations" not in results(samples.found(path=path))[0]


@pytest.mark.parametrize(
    ("line", "column", "region"),
    [(3, 7, {"startLine": 3, "startColumn": 7}), (3, 0, {"startLine": 3}), (0, 7, None), (0, 0, None)],
)
def test_a_region_is_there_only_when_its_line_is_known(
    line: int, column: int, region: dict[str, int] | None
) -> None:
    assert location(samples.found(line=line, column=column)).get("region") == region


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("calls {x}", "calls {{x}}"),
        ("[a](http://x)", "\\[a](http://x)"),
        ("[a](1) and list[int]", "\\[a](1) and list[int]"),
        ("\ud800", "\\ud800"),
    ],
)
def test_message_strings_are_escaped_as_the_standard_says(words: str, text: str) -> None:
    assert sarif.text(words) == text


def test_accepted_findings_come_along_as_suppressed() -> None:
    new, old = results(samples.found(line=1), accepted=(samples.found(line=2),))

    assert new["suppressions"] == []
    assert [each["kind"] for each in old["suppressions"]] == ["external"]


def test_fingerprints_outlive_a_moved_line_and_tell_twins_apart() -> None:
    twins = [samples.found(line=line, snippet="open(p)") for line in (3, 4, 90)]
    prints = [result["partialFingerprints"] for result in results(*twins)]

    assert len({each["parti/v1"] for each in prints}) == 1
    digest = twins[0].fingerprint()
    assert [each["primaryLocationLineHash"] for each in prints] == [f"{digest}:{n}" for n in (1, 2, 3)]


def test_levels_are_those_of_the_findings() -> None:
    found = results(samples.found(), samples.found(level="warning"), samples.found(level="note"))

    assert [each["level"] for each in found] == ["error", "warning", "note"]
