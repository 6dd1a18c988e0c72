"""command: any tool that exits with something else than 0 when a promise is broken.

What it does
    Parti runs the command from the root of the tree and reads its exit code; the tail of its output is
    the message. Existing set-ups (import-linter, ESLint, ArchUnit, semgrep) are reused, not replaced.
Why
    What another tool already proves should stand in the same document, and fail in the same gate.
Example
    ```check command
    run: lint-imports --config .importlinter
    ```
Options
    run       one command line; it is split like a shell would, but no shell runs it
    message   what to say when it fails; its last lines are shown as well
    fix       the next step to offer
What it sees
    The exit code. 127 means that the tool is not installed, which is reported as such.
What it does not
    Which file is to blame, so its findings point at the document; on a change it is run whole.
"""

import shlex
from collections.abc import Mapping, Sequence

from parti.constraints import block, constraint, finding

KIND = "command"
EXAMPLE: Mapping[str, object] = {"run": "lint-imports --config .importlinter"}
KEPT: Sequence[tuple[str, str]] = ()
BROKEN: Sequence[tuple[str, str]] = ()

_TAIL = 12


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [
        *block.unknown(raw, ("run", "message", "fix")),
        *block.need_text(raw, "run", "lint-imports"),
        *block.optional_text(raw, "message", "fix"),
    ]
    try:
        shlex.split(block.text(raw, "run"))
    except ValueError as error:
        wrong.append(f"`run` cannot be split into words: {error}")
    return wrong


def line(rule: constraint.Constraint) -> str:
    """The command line to run."""
    return block.text(rule.options, "run")


def judge(rule: constraint.Constraint, code: int, output: str) -> tuple[finding.Finding, ...]:
    """What an exit code means."""
    if code == 0:
        return ()
    ending = {124: "was stopped by its time limit", 127: "could not be started"}
    how = ending.get(code, f"ended with {code}")
    said = block.text(rule.options, "message")
    tail = "\n".join(output.strip().splitlines()[-_TAIL:])
    message = f"{said or rule.title}: `{line(rule)}` {how}"
    return (
        finding.Finding(
            code=rule.id,
            level="error",
            message=f"{message}\n{tail}" if tail else message,
            place=finding.Place(path="CONSTRAINTS.md", line=rule.line),
            fix=block.text(rule.options, "fix") or f"run `{line(rule)}` and put right what it says",
            snippet=line(rule),
        ),
    )
