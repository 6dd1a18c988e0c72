"""Ready-made parts and findings, and a runner that knows its lines, for the tests of this room."""

import json
from collections.abc import Mapping
from pathlib import Path

from parti import ports
from parti.constraints.finding import Finding, Level, Place
from parti.gate import architecture, part, verdict
from parti.records import vocabulary as facts

ROOT = Path("/work/orders")
OK_SUITE = part.Part(name="suite", outcome="ok", sentence="31 tests in 1 command", held=("pytest -q",))
OK_ARCHITECTURE = architecture.judge((), (), checked=("atomic-write",))
OK_INTEGRATION = part.Part(name="integration", outcome="ok", sentence="1 command ended well", held=("e2e",))


class Scripted:
    """Answers each command as told; a command that it does not know fails the test."""

    def __init__(self, answers: Mapping[str, tuple[int, str]]) -> None:
        self.answers = answers
        self.ran: list[tuple[str, Path, int]] = []

    def run(
        self, command: str, *, cwd: Path, timeout: int, environment: Mapping[str, str] | None = None
    ) -> ports.Ran:
        self.ran.append((command, cwd, timeout))
        code, output = self.answers[command]
        return ports.Ran(command, code, output, 1500)


def found(
    code: str = "atomic-write",
    path: str = "src/a.py",
    line: int = 3,
    *,
    column: int = 0,
    level: Level = "error",
    message: str = "A raw write.",
    fix: str = "call `save_json`",
    snippet: str = "",
) -> Finding:
    place = Place(path=path, line=line, column=column)
    return Finding(code=code, level=level, message=message, place=place, fix=fix, snippet=snippet)


def failed(*findings: Finding, accepted: tuple[Finding, ...] = ()) -> part.Part:
    """An architecture with these findings."""
    return architecture.judge(findings, (), checked=("atomic-write", "layers"), accepted=accepted)


def judged(*findings: Finding, accepted: tuple[Finding, ...] = ()) -> verdict.Verdict:
    """A verdict whose findings are all in the architecture."""
    return verdict.judge(OK_SUITE, failed(*findings, accepted=accepted), OK_INTEGRATION)


def failure_mode(evidence: str, key: str = "FM-1a2b") -> facts.FailureModeNamed:
    return facts.FailureModeNamed(
        key=key, component="consumer", mode="redelivered", handling="unique key", evidence=evidence
    )


def record(body: facts.Fact, identity: str = "r:1") -> facts.Record:
    return facts.Record(
        identity, "2026-11-20T10:00:00.000000Z", "Jane <j@x>", type(body).__name__, (), body
    )


def sarif_schema() -> dict[str, object]:
    """The vendored schema of SARIF 2.1.0."""
    text = (Path(__file__).parent / "sarif-2.1.0.schema.json").read_text(encoding="utf-8")
    schema: dict[str, object] = json.loads(text)
    return schema
