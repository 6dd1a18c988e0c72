"""What a repository is, from its files alone: languages, how its tests run, what it imports.

Called by `init`. Only what can be seen is said; what cannot is left for a person to fill in. Each test
command comes with the file that betrayed it, so that the guess can be judged.
"""

import json
import re
from collections.abc import Callable, Sequence

import msgspec

from parti.source import languages


class Project(msgspec.Struct, frozen=True):
    """Languages by file count, and the test command with the reason for it; empty when unknown.

    Before the first file a manifest tells the language.
    """

    languages: tuple[str, ...]
    test: str
    because: str


def look(paths: Sequence[str], read: Callable[[str], str]) -> Project:
    """A project from its paths (relative, `/`) and a reader of texts."""
    counts: dict[str, int] = {}
    for path in paths:
        language = languages.language(path)
        if language and language not in _DATA:
            counts[language] = counts.get(language, 0) + 1
    ranked = tuple(sorted(counts, key=lambda name: (-counts[name], name))) or _of_manifests(
        frozenset(paths)
    )
    test, because = _test_command(frozenset(paths), paths, read)
    return Project(ranked, test, because)


_DATA = frozenset(("json", "yaml", "html", "css"))


def _of_manifests(known: frozenset[str]) -> tuple[str, ...]:
    """The language that a project without code is going to be in."""
    found = dict.fromkeys(language for name, language in _MANIFESTS if name in known)
    return tuple(found)


_MANIFESTS = (
    ("tsconfig.json", "typescript"),
    ("package.json", "javascript"),
    ("pyproject.toml", "python"),
    ("setup.py", "python"),
    ("requirements.txt", "python"),
    ("go.mod", "go"),
    ("Cargo.toml", "rust"),
    ("pom.xml", "java"),
    ("build.gradle", "java"),
    ("build.gradle.kts", "java"),
)


def _test_command(
    known: frozenset[str], paths: Sequence[str], read: Callable[[str], str]
) -> tuple[str, str]:
    for runner in ("runtests.py", "tests/runtests.py"):
        if runner in known:
            return f"python3 {runner}", runner
    if found := _pytest_sign(known, paths, read):
        return "python3 -m pytest -q", found
    if found := next((p for p in paths if _is_python_test(p)), ""):
        return "python3 -m unittest discover", found
    if "package.json" in known and _has_test_script(read("package.json")):
        return "npm test --silent", "package.json"
    for marker, command in (
        ("go.mod", "go test ./..."),
        ("Cargo.toml", "cargo test --quiet"),
        ("pom.xml", "mvn --quiet test"),
    ):
        if marker in known:
            return command, marker
    return "", ""


def _pytest_sign(known: frozenset[str], paths: Sequence[str], read: Callable[[str], str]) -> str:
    for name in ("pytest.ini", "conftest.py", "tests/conftest.py"):
        if name in known:
            return name
    for name in ("pyproject.toml", "setup.cfg", "tox.ini", "setup.py", "requirements-dev.txt"):
        if name in known and "pytest" in read(name):
            return name
    uses = re.compile(r"^\s*(import pytest|from pytest)\b|^def test_", re.MULTILINE)
    return next((p for p in paths if _is_python_test(p) and uses.search(read(p))), "")


def _is_python_test(path: str) -> bool:
    name = path.rsplit("/", 1)[-1]
    return name.endswith(".py") and (name.startswith("test") or name.endswith("_test.py"))


def _has_test_script(text: str) -> bool:
    try:
        test = json.loads(text)["scripts"]["test"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return False
    return isinstance(test, str) and bool(test) and "no test specified" not in test
