"""command: any tool that exits with something else than 0 when a promise is broken.

What it does
    Parti runs the command from the root of the tree and reads its exit code; the tail of its output is
    the message. With `format`, each thing that the tool says becomes a finding at its own place. Existing
    set-ups (import-linter, ESLint, ArchUnit, semgrep) are reused, not replaced.
Why
    What another tool already proves should stand in the same document, and fail in the same gate.
Example
    ```check command
    run: lint-imports --config .importlinter
    format: lint-imports
    ```
Options
    run       one command line; it is split like a shell would, but no shell runs it
    format    what the tool prints: sarif, ruff-json, eslint-json, semgrep-json, ast-grep-json,
              lint-imports, tach, depcruise-json, or text for lines such as `path:line: words`
    message   what to say when it fails; its last lines are shown as well
    fix       the next step to offer
What it sees
    The exit code. 127 means that the tool is not installed, which is reported as such. With a format, the
    tool's findings with its own severity count too, also when it ends with 0, as semgrep and
    dependency-cruiser do; only `text` is not read then. An output that is not of its format is a finding,
    never a pass, and so is a failure in which the tool names no error.
What it does not
    Without a format, which file is to blame: the finding points at the document. On a change it is not run;
    the gate runs it whole. A tool that writes its report into a file prints nothing that could be read.
"""

import shlex
from collections.abc import Iterable, Mapping, Sequence

from parti.constraints import block, constraint, finding, tools
from parti.constraints.tools import places
from parti.constraints.tools.said import Said

KIND = "command"
EXAMPLE: Mapping[str, object] = {"run": "lint-imports --config .importlinter", "format": "lint-imports"}
KEPT: Sequence[tuple[str, str]] = ()
BROKEN: Sequence[tuple[str, str]] = ()

_TAIL = 12
_STOPPED = {124: "was stopped by its time limit", 127: "could not be started"}
_DOCUMENT = "CONSTRAINTS.md"


def options(raw: Mapping[str, object]) -> Sequence[str]:
    """What is wrong with the block."""
    wrong = [
        *block.unknown(raw, ("run", "format", "message", "fix")),
        *block.need_text(raw, "run", "lint-imports"),
        *block.optional_text(raw, "format", "message", "fix"),
    ]
    form = block.text(raw, "format")
    if form and form not in tools.FORMS:
        wrong.append(f"unknown format `{form}`{block.near(form, tools.FORMS)}")
    try:
        shlex.split(block.text(raw, "run"))
    except ValueError as error:
        wrong.append(f"`run` cannot be split into words: {error}")
    return wrong


def line(rule: constraint.Constraint) -> str:
    """The command line to run."""
    return block.text(rule.options, "run")


def judge(
    rule: constraint.Constraint, code: int, output: str, paths: Iterable[str] = ()
) -> tuple[finding.Finding, ...]:
    """What an exit code means, and what the output says; `paths` are the files of the tree."""
    form = block.text(rule.options, "format")
    if code in _STOPPED or not form or (form == "text" and code == 0):
        return (_whole(rule, _ended(code), output),) if code else ()
    said = tools.read(form, output)
    if said is None:
        how = "" if code == 0 else f"{_ended(code)}, and "
        return (_whole(rule, f"{how}printed nothing that is {form}", output),)
    tree = places.Places(paths)
    found = tuple(_one(rule, each, tree) for each in said)
    if code and not any(each.level == "error" for each in found):
        return (*found, _whole(rule, f"{_ended(code)}, and its output names no error", output))
    return found


def _ended(code: int) -> str:
    return _STOPPED.get(code, f"ended with {code}")


def _whole(rule: constraint.Constraint, how: str, output: str) -> finding.Finding:
    """The command as one finding, with the end of what it printed."""
    said = block.text(rule.options, "message")
    tail = "\n".join(output.strip().splitlines()[-_TAIL:])
    message = f"{said or rule.title}: `{line(rule)}` {how}"
    return finding.Finding(
        code=rule.id,
        level="error",
        message=f"{message}\n{tail}" if tail else message,
        place=finding.Place(path=_DOCUMENT, line=rule.line),
        fix=block.text(rule.options, "fix") or f"run `{line(rule)}` and put right what it says",
        snippet=line(rule),
    )


def _one(rule: constraint.Constraint, said: Said, tree: places.Places) -> finding.Finding:
    """One thing that the tool said, at its place; the document's when it names none that is there."""
    path = tree.file(said.path) if said.path else tree.module(said.module)
    words = " ".join(said.message.split()) or "the tool gives no words for this"
    message = f"{words} ({said.rule})" if said.rule else words
    place = finding.Place(path=_DOCUMENT, line=rule.line)
    if path:
        place = finding.Place(path=path, line=said.line, column=said.column, end_line=said.end_line)
    return finding.Finding(
        code=rule.id,
        level=said.level,
        message=message,
        place=place,
        fix=block.text(rule.options, "fix") or f"put it right here, then run `{line(rule)}`",
        snippet=message,
    )
