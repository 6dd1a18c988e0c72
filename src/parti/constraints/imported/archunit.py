"""ArchUnit: found through its test dependency; its rules are code, so the tests with them are run."""

import re
import shlex
from collections.abc import Iterator, Sequence

from parti.constraints import constraint
from parti.constraints.imported import settings
from parti.constraints.imported.section import Proposal, Unread, command

_NAME = "com.tngtech.archunit"
_BUILDS = ("pom.xml", "build.gradle", "build.gradle.kts", "gradle/libs.versions.toml")
_PACKAGE = re.compile(r"^[^\S\n]*package\s+([\w.]+)", re.MULTILINE)
_RULE = re.compile(r"@ArchTest\b|\bArchRule\b|\bArchRuleDefinition\b")


def propose(tree: constraint.Tree) -> Iterator[Proposal | Unread]:
    paths = tree.paths()
    builds = [path for path in _BUILDS if _NAME in (settings.text(tree, path) or "")]
    builds += [path for path in paths if path.count("/") and path.endswith(_BUILDS[:3])]
    if not any(_NAME in (settings.text(tree, path) or "") for path in builds):
        return
    tests = list(_tests(tree))
    if not tests:
        yield Unread(builds[0], "ArchUnit is a dependency here, and no test that uses it was found")
        return
    title = "The architecture that the ArchUnit tests state must be kept"
    yield command("archunit", title, _run(paths, [name for name, _ in tests]), "", tests[0][1])


def _tests(tree: constraint.Tree) -> Iterator[tuple[str, str]]:
    """(full class name, path) of each test class that holds a rule."""
    for path in tree.paths():
        if path.endswith((".java", ".kt")):
            source = settings.text(tree, path) or ""
            if _NAME in source and _RULE.search(source):
                package = _PACKAGE.search(source)
                name = path.rpartition("/")[2].rpartition(".")[0]
                yield (f"{package[1]}.{name}" if package else name), path


def _run(paths: Sequence[str], names: list[str]) -> str:
    """The build tool that is there, asked for these classes alone; its wrapper before the installed one."""
    there = set(paths)
    if "pom.xml" in there:
        tool = "./mvnw" if "mvnw" in there else "mvn"
        return shlex.join(
            [tool, "-q", "test", f"-Dtest={','.join(names)}", "-Dsurefire.failIfNoSpecifiedTests=false"]
        )
    tool = "./gradlew" if "gradlew" in there else "gradle"
    return shlex.join([tool, "test", *(word for name in names for word in ("--tests", name))])
