"""Says that nobody looked: changed tests in a language whose tests are not judged, or that cannot be read.

Called by `check` and by the gate with the paths of a change, by `oracle` for a file that no parser reads.
Silence would read as praise: a person who sees no finding believes that no test was weakened.
"""

from collections.abc import Iterator, Sequence

from parti.chunks import testfiles
from parti.constraints.finding import Finding, Level, Place
from parti.source import languages

_NAMES = {
    "go": "Go", "java": "Java", "rust": "Rust", "kotlin": "Kotlin", "csharp": "C#", "ruby": "Ruby",
    "php": "PHP", "swift": "Swift", "scala": "Scala", "elixir": "Elixir", "c": "C", "cpp": "C++",
}  # fmt: skip


def findings(paths: Sequence[str]) -> tuple[Finding, ...]:
    """One note that names the languages and a file; none when all changed tests are judged."""
    found = [path for path in paths if testfiles.is_test(path) and languages.language(path) in _NAMES]
    if not found:
        return ()
    names = sorted({_NAMES[languages.language(path)] for path in found})
    spoken = " and ".join(names)
    return (
        _note(
            found[0], f"Tests in {spoken} changed, and in {spoken} nobody sees whether one was weakened."
        ),
    )


def unread(path: str) -> Iterator[Finding]:
    """The warning about a changed test file that no parser reads."""
    yield _note(
        path,
        f"{path} cannot be read as {languages.language(path)}, so its tests were not judged.",
        "warning",
    )


def _note(path: str, message: str, level: Level = "note") -> Finding:
    return Finding(
        code="chunk/unjudged-tests",
        level=level,
        message=message,
        place=Place(path=path),
        fix="a person reads the change of these tests",
        snippet=path,
    )
