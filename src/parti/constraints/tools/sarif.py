"""sarif: SARIF 2.1.0, which most analysers can print; suppressed and passed results are left out."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from parti.constraints.finding import Level
from parti.constraints.tools.said import Said, at, document, has, level, many, number, text

_QUIET = ("pass", "notApplicable", "informational")


def read(output: str) -> tuple[Said, ...] | None:
    found = document(output, lambda value: has(value, "runs") and isinstance(at(value, "runs"), list))
    return None if found is None else tuple(each for run in many(found, "runs") for each in _run(run))


def _run(run: object) -> Iterator[Said]:
    defaults = {
        text(rule, "id"): text(rule, "defaultConfiguration", "level")
        for rule in many(run, "tool", "driver", "rules")
    }
    for result in many(run, "results"):
        if text(result, "kind") not in _QUIET and not _is_suppressed(result):
            yield _said(run, result, defaults)
    for invocation in many(run, "invocations"):
        yield from _notices(invocation)


def _said(run: object, result: object, defaults: Mapping[str, str]) -> Said:
    rule = text(result, "ruleId") or text(result, "rule", "id")
    region = at(result, "locations", 0, "physicalLocation", "region")
    return Said(
        message=text(result, "message", "text") or text(result, "message", "markdown") or rule,
        rule=rule,
        level=_level(text(result, "level") or defaults.get(rule, "")),
        path=_path(run, at(result, "locations", 0, "physicalLocation", "artifactLocation")),
        line=number(region, "startLine"),
        column=number(region, "startColumn"),
        end_line=number(region, "endLine"),
    )


def _notices(invocation: object) -> Iterator[Said]:
    """What the tool says about itself; a run that failed did not judge."""
    for notice in many(invocation, "toolExecutionNotifications"):
        if text(notice, "level") == "error":
            yield Said(message=text(notice, "message", "text"), rule=text(notice, "descriptor", "id"))
    if at(invocation, "executionSuccessful") is False:
        yield Said(message="the tool says that its run failed")


def _level(word: str) -> Level:
    return level(word or "warning", ("warning",), ("note", "none"))


def _is_suppressed(result: object) -> bool:
    states = [text(each, "status") for each in many(result, "suppressions")]
    return bool(states) and not any(state in ("underReview", "rejected") for state in states)


def _path(run: object, place: object) -> str:
    """The file of a location; a base that the run names is put before it."""
    uri, base = text(place, "uri"), text(place, "uriBaseId")
    whole = (
        uri if ":" in uri.split("/")[0] or not base else text(run, "originalUriBaseIds", base, "uri") + uri
    )
    parts = urlsplit(whole)
    return unquote(parts.path if parts.scheme == "file" else whole)
