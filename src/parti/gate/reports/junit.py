"""The verdict as JUnit XML, for CI servers that show nothing else.

Called by the command line. One suite a part; a test case for each thing that held and for each finding.
Only elements and attributes of the Jenkins schema (junit-10.xsd) are used, because its plug-in refuses a
report with others. JUnit has no warnings: what does not block passes, with its words in `system-out`.
"""

import xml.etree.ElementTree as ElementTree
from xml.etree.ElementTree import Element, SubElement

from parti.constraints.finding import Finding
from parti.gate import part as parts
from parti.gate import verdict as verdicts
from parti.gate.reports import about as abouts
from parti.gate.reports import legible


def render(verdict: verdicts.Verdict, about: abouts.About) -> str:
    """The document. Characters that XML does not allow are shown as escapes."""
    title = f"parti gate {about.slug}".strip()
    root = Element("testsuites", {"name": legible.one_line(title)})
    for part in verdict.parts:
        _suite(root, part)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(root: Element, part: parts.Part) -> None:
    suite = SubElement(root, "testsuite", {"name": f"parti.{part.name}"})
    for name in part.held:
        _case(suite, part, name)
    for finding in part.findings:
        _found(_case(suite, part, f"{finding.code} {legible.place(finding.place)}"), part, finding)
    if len(suite) == 0:
        _skip(_case(suite, part, part.name), part)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    suite.set("time", f"{part.seconds_ms / 1000:.3f}")
    if part.details:
        lines = (legible.one_line(line) for line in part.details)
        SubElement(suite, "system-out").text = "\n".join(lines)


def _case(suite: Element, part: parts.Part, name: str) -> Element:
    return SubElement(
        suite, "testcase", {"name": legible.one_line(name), "classname": f"parti.{part.name}"}
    )


def _found(case: Element, part: parts.Part, finding: Finding) -> None:
    words = {"type": legible.one_line(finding.code), "message": legible.one_line(finding.message)}
    lines = f"at {legible.place(finding.place)}\nnext: {legible.one_line(finding.fix)}"
    if finding.level == "error":
        SubElement(case, "failure", words).text = lines
    elif part.outcome == "not-run":
        SubElement(case, "skipped", words).text = lines
    else:
        SubElement(case, "system-out").text = f"{words['type']}: {words['message']}\n{lines}"


def _skip(case: Element, part: parts.Part) -> None:
    if part.outcome == "not-run":
        SubElement(case, "skipped", {"message": legible.one_line(part.sentence)})
