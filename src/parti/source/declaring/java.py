"""What a `pom.xml` or a `build.gradle` declares: artifacts as `group:artifact`.

Called by `manifests`. Gradle's files are programs, so they are read line by line, as people write them.
"""

import re
from xml.parsers import expat

from parti.source.declaring import rows
from parti.source.declaring.rows import Read, Row

_GRADLE = re.compile(
    r"""^\s*(\w*(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|[cC]ompile|[pP]rocessor"""
    r"""|[kK]apt|[kK]sp))\b[\s(]+(?:(?:enforcedP|p)latform\s*\(\s*)?"""
    r"""(?:["']([\w.-]+):|group\s*[:=]\s*["']([\w.-]+)["']\s*,\s*name\s*[:=]\s*["'])"""
    r"""([\w.-]+)(?::[^"']*)?["']"""
)


def pom(_: str, text: str) -> Read:
    """The name of a Maven project, and its dependencies, without those that are only managed."""
    declared: list[Row] = []
    own: dict[str, str] = {}
    stack: list[str] = []
    now: dict[str, str] = {}

    def start(tag: str, _: dict[str, str]) -> None:
        stack.append(tag)
        if tag == "dependency":
            now.clear()
            now["line"] = str(parser.CurrentLineNumber)

    def said(words: str) -> None:
        if len(stack) > 1 and stack[-2] == "dependency":
            now[stack[-1]] = now.get(stack[-1], "") + words
        elif stack[:-1] == ["project"]:
            own[stack[-1]] = own.get(stack[-1], "") + words

    def end(tag: str) -> None:
        stack.pop()
        if tag == "dependency" and "dependencyManagement" not in stack and "plugin" not in stack:
            group: rows.Group = "dev" if now.get("scope", "").strip() == "test" else "main"
            name = f"{now.get('groupId', '').strip()}:{now.get('artifactId', '').strip()}"
            declared.append((name, group, int(now["line"])))

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = said
    parser.Parse(text.encode("utf-8", "replace"), True)
    return f"{own.get('groupId', '').strip()}:{own.get('artifactId', '').strip()}", declared


def gradle(_: str, text: str) -> Read:
    """The dependencies of a Gradle build, which has no name of its own here."""
    declared: list[Row] = []
    for at, line in enumerate(text.splitlines(), 1):
        found = _GRADLE.match(line)
        if found:
            dev = "test" in found[1].lower()
            declared.append((f"{found[2] or found[3]}:{found[4]}", "dev" if dev else "main", at))
    return "", declared
