"""The constraint document reaches every agent by itself (E5): a block in the files that agents read.

Called through `table`. What the block says and how it is set into a text is `constraints/reach`; here is
which file belongs to which agent, and every reason to leave a file alone. A file that cannot be changed
without risk is a finding and keeps its bytes, and the others are still written.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from parti.chunks import brief
from parti.constraints import block, document, reach
from parti.constraints.finding import Finding, Level
from parti.constraints.finding import Place as At
from parti.library import load
from parti.records import files, refusal
from parti.workflow import constraining
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

LARGEST = 1024 * 1024
AIDER = ".aider.conf.yml"

_CURSOR = "---\ndescription: What must stay true in this code base\nalwaysApply: true\n---\n\n"
_READS = "read: CONVENTIONS.md"
_HERE = re.compile(r"(?m)(?:^|\s)@(?:\./)?AGENTS\.md\b")


class Target(msgspec.Struct, frozen=True):
    """A file that an agent reads.

    Args:
        agent: the agent's name, as `--for` takes it.
        path: the file.
        folder: whose being there says that the agent is in use; empty when only the file says so.
        preamble: what a new file begins with.
        style: how the file writes a comment.
    """

    agent: str
    path: str
    folder: str = ""
    preamble: str = ""
    style: reach.Style = reach.MARKDOWN


TARGETS = (
    Target("agents", "AGENTS.md"),
    Target("claude", "CLAUDE.md"),
    Target("cursor", ".cursor/rules/parti.mdc", ".cursor", _CURSOR),
    Target("copilot", ".github/copilot-instructions.md"),
    Target("gemini", "GEMINI.md"),
    Target("windsurf", ".windsurf/rules/parti.md", ".windsurf", "---\ntrigger: always_on\n---\n\n"),
    Target("windsurf", ".windsurfrules"),
    Target("cline", ".clinerules/parti.md", ".clinerules"),
    Target("cline", ".clinerules"),
    Target("kiro", ".kiro/steering/parti.md", ".kiro", "---\ninclusion: always\n---\n\n"),
    Target("aider", "CONVENTIONS.md"),
)
AGENTS = ("agents", "claude", "cursor", "copilot", "gemini", "windsurf", "cline", "kiro", "aider")
_CONFIG = Target("aider", AIDER, style=reach.YAML)


class Job(msgspec.Struct, frozen=True):
    """What becomes of one file: the words for a person, and a finding when it is left alone or stale."""

    path: str
    did: str
    finding: Finding | None = None


class _Opened(msgspec.Struct, frozen=True):
    """A file at rest: where it really lies, and its text; None when it is not there yet."""

    path: Path
    text: str | None


def sync(
    house: House, wanted: str = "", check: bool = False, remove: bool = False, price: bool = False
) -> Outcome:
    """Writes the block where agents read; or looks, takes it out, or tells what it costs."""
    if check + remove + price > 1:
        raise refusal.Misused("Choose one of --check, --remove and --price.", next_step="parti sync")
    asked = _agents(wanted)
    if remove:
        jobs = [_removed(house.root, target) for target in _existing(house.root, asked)]
        return _outcome(jobs, (), {}, "parti sync")
    known = constraining.read(house)
    if not known.constraints and not (house.root / document.PATH).exists():
        raise refusal.NotAllowed(f"There is no {document.PATH} to tell of.", next_step="parti init")
    rules = reach.rules(known.constraints)
    text = reach.body(rules, load.text("texts/sync.md"))
    rows, total = reach.price(rules, text, brief.tokens)
    data = {"tokens": {"total": total, "rules": dict(rows)}}
    if price:
        return Outcome(lines=_prices(rows, total), data=data, findings=known.findings, next="parti sync")
    jobs = list(_each(house.root, asked, text, check))
    outcome = _outcome(jobs, _prices(rows, total), data, "" if check else "parti sync --check")
    return msgspec.structs.replace(outcome, findings=(*known.findings, *outcome.findings))


def _agents(wanted: str) -> tuple[str, ...]:
    """The agents that were asked for; none for “those in use here”."""
    names = tuple(name.strip().lower() for name in wanted.split(",") if name.strip())
    for name in names:
        if name not in AGENTS:
            raise refusal.Misused(
                f"{name!r} is no agent that Parti knows{block.near(name, AGENTS).replace('`', '')}",
                next_step=f"parti sync --for {AGENTS[0]}",
            )
    return names


def _outcome(
    jobs: Sequence[Job], prices: tuple[str, ...], data: Mapping[str, object], follow: str
) -> Outcome:
    rows = tuple(f"{job.did:<10} {job.path}" for job in jobs)
    if not rows:
        rows = ("No file of an agent is here; ask for one by its name.",)
        follow = f"parti sync --for {AGENTS[0]}"
    return Outcome(
        lines=(*rows, *prices),
        data={**data, "files": {job.path: job.did for job in jobs}},
        findings=tuple(job.finding for job in jobs if job.finding),
        next=follow,
    )


def _prices(rows: Sequence[tuple[str, int]], total: int) -> tuple[str, ...]:
    """One line a rule, the dearest first, and the sum that every session pays."""
    dear = sorted(rows, key=lambda row: (-row[1], row[0]))
    lines = (f"{tokens:>6} tokens  {identity}" for identity, tokens in dear)
    return (*lines, f"{total:>6} tokens  in all, in every session (an estimate: characters ÷ 4)")


def _existing(root: Path, asked: Sequence[str]) -> Iterator[Target]:
    """The targets in use, of these agents or of all; each real file once."""
    seen: set[Path] = set()
    for target in (*TARGETS, _CONFIG):
        if asked and target.agent not in asked:
            continue
        place = root / target.path
        there = os.path.lexists(place) and not place.is_dir()
        if target is _CONFIG:
            opened = _open(root, target.path)
            there = there and isinstance(opened, _Opened) and reach.find(opened.text or "") is not None
        if not there and not (target.folder and (root / target.folder).is_dir()):
            continue
        real = _real(place)
        if real not in seen:
            seen.add(real)
            yield target


def _each(root: Path, asked: Sequence[str], text: str, check: bool) -> Iterator[Job]:
    """A job for every target in use, and for the first target of an agent that was asked for."""
    targets = list(_existing(root, asked))
    there = {_real(root / target.path) for target in targets}
    used = {target.agent for target in TARGETS if _real(root / target.path) in there}
    targets += [next(t for t in TARGETS if t.agent == agent) for agent in asked if agent not in used]
    if "aider" in asked and _CONFIG not in targets:
        targets.append(_CONFIG)
    for target in targets:
        yield _synced(root, target, _READS if target is _CONFIG else text, check)


def _synced(root: Path, target: Target, wanted: str, check: bool) -> Job:
    """One file brought up to date, or looked at."""
    opened = _open(root, target.path)
    if isinstance(opened, Finding):
        return Job(target.path, "left", opened)
    old = opened.text if opened.text is not None else target.preamble
    state = reach.state(old, wanted)
    if state == "current":
        return Job(target.path, "unchanged")
    if state in ("damaged", "edited"):
        return Job(target.path, "left", _unsafe(target.path, old))
    if state == "absent" and (job := _elsewhere(target, old)):
        return job
    if check:
        message = f"`{target.path}` does not hold what {document.PATH} says now"
        return Job(target.path, "stale", _finding(target.path, message, "parti sync", code="sync/stale"))
    new = reach.splice(old, wanted, target.style, made=opened.text is None)
    return _written(target.path, opened, new)


def _elsewhere(target: Target, text: str) -> Job | None:
    """A file that takes in AGENTS.md pays for the block once; a setting of the user's is not doubled."""
    if target.agent in ("claude", "gemini") and _HERE.search(text):
        return Job(target.path, "through AGENTS.md, which it reads:")
    if target is not _CONFIG or not re.search(r"(?m)^read\s*:", text):
        return None
    if "CONVENTIONS.md" in text:
        return Job(target.path, "unchanged")
    message = f"`{target.path}` has a `read:` of its own"
    fix = "add CONVENTIONS.md to it by hand"
    return Job(target.path, "left", _finding(target.path, message, fix, level="warning"))


def _removed(root: Path, target: Target) -> Job:
    """One file without the block; gone when Parti made it and nothing else stands in it."""
    opened = _open(root, target.path)
    if isinstance(opened, Finding):
        return Job(target.path, "left", opened)
    if opened.text is None or reach.find(opened.text) is None:
        return Job(target.path, "unchanged")
    found = reach.find(opened.text)
    if isinstance(found, reach.Damage) or reach.state(opened.text, "") == "edited":
        return Job(target.path, "left", _unsafe(target.path, opened.text))
    rest = reach.remove(opened.text)
    if reach.is_made(opened.text) and rest.strip() in ("", target.preamble.strip()):
        opened.path.unlink()
        return Job(target.path, "deleted")
    return msgspec.structs.replace(_written(target.path, opened, rest), did="removed")


def _written(path: str, opened: _Opened, new: str) -> Job:
    """Writes, unless somebody changed the file since it was read."""
    try:
        now = opened.path.read_bytes().decode("utf-8", "replace") if opened.path.exists() else None
        if now != opened.text:
            return Job(path, "left", _finding(path, f"`{path}` was changed just now", "parti sync"))
        files.write(opened.path, new.encode())
    except refusal.Unready as refused:
        return Job(path, "left", _finding(path, refused.sentence, refused.next_step))
    return Job(path, "wrote")


def _real(place: Path) -> Path:
    """Where a path really leads; a link that leads to itself stays what it is."""
    try:
        return place.resolve()
    except (OSError, RuntimeError):
        return place


def _open(root: Path, path: str) -> _Opened | Finding:
    """The file's text, or why it is left alone."""
    place = root / path
    try:
        real = place.resolve()
        if not real.is_relative_to(root.resolve()):
            return _finding(path, f"`{path}` leads out of the repository", "write into the file that it is")
        if not real.exists():
            broken = place.is_symlink()
            message = f"`{path}` is a link to a file that is not there"
            return (
                _finding(path, message, "make that file, or remove the link")
                if broken
                else _Opened(real, None)
            )
        return _read(path, real)
    except (OSError, RuntimeError) as error:
        return _finding(path, f"`{path}` cannot be read: {error}", f"check {place}")


def _read(path: str, real: Path) -> _Opened | Finding:
    about = real.stat()
    if not stat.S_ISREG(about.st_mode):
        return _finding(path, f"`{path}` is not a plain file", "make it one, or leave this agent out")
    if about.st_size > LARGEST:
        size = f"{about.st_size / LARGEST:.1f} MB"
        return _finding(path, f"`{path}` has {size}, too much for an agent to read", "make it shorter")
    if not about.st_mode & 0o222 or not os.access(real, os.W_OK):
        return _finding(path, f"`{path}` is read-only", f"chmod u+w {path}, then parti sync")
    data = real.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"`{path}` is not UTF-8 at byte {error.start}"
        return _finding(path, message, "save it as UTF-8, then parti sync")
    if "\0" in text:
        return _finding(path, f"`{path}` is not a text", "save it as UTF-8, then parti sync")
    return _Opened(real, text)


def _unsafe(path: str, text: str) -> Finding:
    """A block that may hold somebody's lines."""
    found = reach.find(text)
    if isinstance(found, reach.Damage):
        message = f"`{path}`: {found.sentence}"
        return _finding(path, message, "delete what is left of the block, then parti sync", line=found.line)
    line = text.count("\n", 0, found.start) + 1 if found else 0
    message = f"`{path}`: the block was edited by hand"
    fix = f"put the edit into {document.PATH} or outside of the block, delete the block, then parti sync"
    return _finding(path, message, fix, line=line)


def _finding(
    path: str, message: str, fix: str, *, line: int = 0, level: Level = "error", code: str = "sync/left"
) -> Finding:
    return Finding(
        code=code, level=level, message=message, place=At(path=path, line=line), fix=fix, snippet=message
    )
