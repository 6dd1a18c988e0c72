"""A finding: one place where something promised does not hold.

Made by checks, chunk proofs and the gate; printed by every report from these same values. A finding
always carries one legal next step, because a message without one is a riddle. The fingerprint
leaves line numbers out, so that code that moves keeps its baseline entry (the key that users of
other baselines ask for: rule, file, trimmed line).
"""

import hashlib
from typing import Literal

import msgspec

Level = Literal["error", "warning", "note"]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where: a path relative to the root with `/`, and 1-based lines and columns; 0 is unknown."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One broken promise.

    Args:
        code: what was promised: a constraint's id (`atomic-write`), or `room/rule` (`chunk/scope`).
        level: errors block, warnings are shown, notes inform.
        message: one sentence that says what is wrong here.
        place: where it is.
        fix: one legal next step.
        snippet: the source line, trimmed; part of the fingerprint.
        around: what tells it apart where the line reads like many others; part of the fingerprint too.
    """

    code: str
    level: Level
    message: str
    place: Place
    fix: str
    snippet: str = ""
    around: str = ""

    def fingerprint(self) -> str:
        """Stable under moved lines: code, path and trimmed source line, and what tells the line apart."""
        return fingerprint(self.code, self.place.path, self.snippet or self.message, self.around)


def fingerprint(code: str, path: str, snippet: str, around: str = "") -> str:
    """The fingerprint of a finding with this code, path and trimmed source line."""
    text = "\n".join((code, path, snippet, around) if around else (code, path, snippet))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Errors first, then by place and code: the one order in which every report lists findings.

    What is wrong with a log comes before other errors, since all that is said of a feature rests on it.
    """
    rank = {"error": 0, "warning": 1, "note": 2}
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                rank[f.level],
                not _of_a_log(f),
                f.place.path,
                f.place.line,
                f.place.column,
                f.code,
                f.message,
            ),
        )
    )


def _of_a_log(found: Finding) -> bool:
    return found.level == "error" and found.code.startswith("log/")
