"""The verbs of phase 2: the plan, the brief, and the check of one chunk.

Called through `table`. No verb takes a result: what is red or green is found out here, by running it (§8).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from parti import ports
from parti.chunks import brief as briefs
from parti.chunks import catalogue, judges, oracle, red_green, reuse, scope, soundness, testfiles, touching
from parti.chunks import check as checks
from parti.chunks import plan as plans
from parti.chunks import state as chunk_states
from parti.constraints import tree as tree_room
from parti.constraints.finding import Finding, Place
from parti.records import canonical, refusal
from parti.records import vocabulary as facts
from parti.source import kept, shape, shape_text
from parti.workflow import constraining, pages, rot, trees
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


def plan(house: House, file: str) -> Outcome:
    """Records a plan of chunks, or shows the one that there is."""
    if not file:
        return _shown(house)
    _locked(house)
    wanted = _named(plans.read(_read(house, file), file), house)
    found = soundness.judge(wanted, house.design, house.settings.chunks.size)
    if any(finding.level == "error" for finding in found):
        return Outcome(findings=found, next=f"correct {file}, then parti plan {file}")
    house = house.append(plans.facts(wanted, house.chunks.planned))
    return msgspec.structs.replace(_shown(house), findings=found)


def brief(house: House, number: int) -> Outcome:
    """Prints what an agent is given for one chunk, the same for every agent."""
    _locked(house)
    chunk = _chunk(house, number)
    tree = trees.of(house.world.repository, None, trees.remembered(house.world).facts)
    known = constraining.read(house).constraints
    near = reuse.relevant(chunk.intent, chunk.files, _existing(tree))
    written = briefs.write(chunk, house.design, touching.of(chunk, known), near)
    base = house.world.repository.head()
    fact = facts.ChunkBriefed(
        number=chunk.number,
        base=base,
        brief=canonical.digest("brief", written.text.encode()),
        tokens=written.tokens,
    )
    before = house.chunks.briefed.get(chunk.number)
    if before is None or before.body != fact:
        house.append((fact,))
    return Outcome(
        lines=tuple(written.text.rstrip("\n").split("\n")),
        data={"number": chunk.number, "tokens": written.tokens, "base": base},
        next=f"parti check {chunk.number}",
    )


def check(house: House, number: int, base: str) -> Outcome:
    """Checks one chunk; without a feature, or in the small lane, checks the change alone."""
    feature = house.design.feature
    if feature is None or feature.lane == "small":
        return _change_only(house, base)
    _locked(house)
    chunk = _chunk(house, number)
    began = _began(house, chunk, base)
    repository = house.world.repository
    changes = tuple(repository.changes(began))
    texts = trees.changed(repository, began, changes)
    since = rot.Since(began, changes)
    seen = constraining.look(house, [c.path for c in changes], commands=False, since=since)
    ground = red_green.Ground(
        root=house.root,
        worktree=house.world.worktree,
        runner=house.world.runner,
        timeout=house.settings.suite.timeout,
    )
    fact, found = checks.check(chunk, began, repository.tree_digest(), changes, texts, seen.new, ground)
    house = house.append((fact,))
    return Outcome(
        lines=(
            *_told(fact),
            *constraining.sections(seen.brought),
            *_shape(seen.paths, texts, trees.remembered(house.world).facts),
        ),
        data={"number": chunk.number, "verdict": fact.verdict, "base": began},
        findings=found,
        next=_after(house, fact),
    )


def _change_only(house: House, base: str) -> Outcome:
    repository = house.world.repository
    began = repository.resolve(base) if base else repository.head()
    changes = tuple(repository.changes(began))
    since = rot.Since(began, changes)
    seen = constraining.look(house, [c.path for c in changes], commands=False, since=since)
    texts = trees.changed(repository, began, changes)
    found = (
        *seen.new,
        *oracle.findings(texts),
        *judges.findings(texts),
        *_too_much_for_small(house, changes),
    )
    line = f"change    {len(changes)} files since {began[:12] or 'the beginning'}"
    broken = any(finding.level == "error" for finding in found)
    return Outcome(
        lines=(
            line,
            *constraining.sections(seen.brought),
            *_shape(seen.paths, texts, trees.remembered(house.world).facts),
        ),
        data={"files": [c.path for c in changes]},
        findings=found,
        next="mend the first finding, then parti check" if broken else "parti gate",
    )


SMALL_LANE_LINES = 80
MANIFESTS = frozenset(
    ("pyproject.toml", "setup.py", "setup.cfg", "package.json", "go.mod", "Cargo.toml", "pom.xml")
)


def _too_much_for_small(house: House, changes: Sequence[ports.Change]) -> Iterator[Finding]:
    """The small lane is for small changes: no new dependency, no new constraint, few lines."""
    if house.design.feature is None:
        return
    fix = "parti close, then parti new with the normal lane: the design comes first"
    lines = scope.lines(changes)
    if lines > SMALL_LANE_LINES:
        message = f"The change has {lines} lines; the small lane ends at {SMALL_LANE_LINES}."
        yield _small(message, "the change", fix)
    for change in changes:
        if change.path in MANIFESTS or change.path == constraining.DOCUMENT:
            message = "The small lane may not touch dependencies or constraints."
            yield _small(message, change.path, fix)


def _small(message: str, path: str, fix: str) -> Finding:
    return Finding(code="chunk/small-lane", level="error", message=message, place=Place(path=path), fix=fix)


def _locked(house: House) -> None:
    house.feature()
    if pages.signed(house) is None:
        raise refusal.NotAllowed(
            "No code before the design is signed.", next_step="parti lock, by a person", place=house.slug
        )


def _chunk(house: House, number: int) -> facts.ChunkPlanned:
    wanted = number or chunk_states.next_number(house.chunks) or max(house.chunks.planned, default=0)
    chunk = house.chunks.chunk(wanted)
    if chunk is None:
        planned = f"There is no chunk {wanted}." if house.chunks.planned else "Nothing is planned yet."
        raise refusal.NotAllowed(planned, next_step="parti plan <file>")
    return chunk


def _began(house: House, chunk: facts.ChunkPlanned, base: str) -> str:
    """The commit that the chunk is measured from: given, or where it was briefed, or HEAD."""
    if base:
        return house.world.repository.resolve(base)
    record = house.chunks.briefed.get(chunk.number)
    if record is not None and isinstance(record.body, facts.ChunkBriefed):
        return record.body.base
    return house.world.repository.head()


def _named(wanted: tuple[plans.Proposed, ...], house: House) -> tuple[plans.Proposed, ...]:
    """People serve a decision by its title; the record keeps its key."""
    keys = {}
    for key, records in house.design.named.items():
        body = records[-1].body
        if isinstance(body, facts.Decided):
            keys[body.title] = key
        if isinstance(body, facts.FailureModeNamed):
            keys[f"{body.component} × {body.mode}"] = key
    return tuple(
        msgspec.structs.replace(p, serves=tuple(keys.get(name, name) for name in p.serves)) for p in wanted
    )


def _existing(tree: tree_room.Lazy) -> Iterator[catalogue.Existing]:
    for path in tree.paths():
        if path.endswith(".py") and not testfiles.is_test_side(path):
            yield from catalogue.listed(path, tree.facts(path).definitions, tree.text(path))


def _shown(house: House) -> Outcome:
    house.feature()
    rows = []
    for number in sorted(house.chunks.planned):
        chunk = _chunk(house, number)
        mark = "passed" if chunk_states.passed(house.chunks, number) else "open"
        rows.append(
            f"{number:>3}  {mark:<7} {chunk.intent}   [{len(chunk.files)} files, {chunk.size} lines]"
        )
    number_next = chunk_states.next_number(house.chunks)
    return Outcome(
        lines=tuple(rows) or ("Nothing is planned yet.",),
        data={"chunks": len(rows)},
        next=f"parti brief {number_next}"
        if number_next
        else ("parti gate" if rows else "parti plan <file>"),
    )


def _told(fact: facts.ChunkChecked) -> tuple[str, ...]:
    return (
        f"chunk     {fact.number}   {'ok' if fact.verdict == 'pass' else 'FAIL'}",
        f"red       {fact.red}",
        f"green     {fact.green}",
    )


def _shape(
    paths: Sequence[str], texts: tuple[shape.FileChange, ...], extract: kept.Extract
) -> tuple[str, ...]:
    """The change told at function level: a page, not a diff (E3)."""
    if not texts:
        return ()
    told = shape.shape(texts, paths, extract)
    return tuple(shape_text.render(told).rstrip("\n").split("\n"))


def _after(house: House, fact: facts.ChunkChecked) -> str:
    if fact.verdict != "pass":
        return f"mend the first finding, then parti check {fact.number}"
    left = chunk_states.next_number(house.chunks)
    return f"git commit, then parti brief {left}" if left else "git commit, then parti gate"


def _read(house: House, file: str) -> str:
    try:
        return Path(file).read_text("utf-8")
    except OSError as error:
        raise refusal.Misused(
            f"{file} cannot be read: {error.strerror}.", next_step="give the path of a plan", place=file
        ) from error
    except UnicodeDecodeError as error:
        raise refusal.Misused(f"{file} is not UTF-8.", next_step="save it as UTF-8", place=file) from error
