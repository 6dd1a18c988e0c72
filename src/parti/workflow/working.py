"""The verb of phase 2 that runs again and again: the check of one chunk.

Called through `table`; what comes before a chunk is in `planning`, so that a check does not load it. No
verb takes a result: what is red or green is found out here, by running it (§8).
"""

from collections.abc import Sequence

from parti.chunks import check as checks
from parti.chunks import judges, oracle, red_green, small_lane, unjudged, witness
from parti.chunks import state as chunk_states
from parti.design import lock as locks
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.source import kept, languages, shape, shape_text
from parti.workflow import constraining, pages, rot, trees, wholeness
from parti.workflow.house import House
from parti.workflow.outcome import Outcome


def check(house: House, number: int, base: str) -> Outcome:
    """Checks one chunk; without a feature, or in the small lane, checks the change alone."""
    feature = house.design.feature
    if stopped := _stopped(house):
        return stopped
    if feature is None or feature.lane == "small":
        if number:
            why = "no feature is open here" if feature is None else "the small lane has none"
            raise refusal.NotAllowed(f"There is no chunk {number}: {why}.", next_step="parti check")
        return _change_only(house, base)
    locked(house)
    chunk = chunk_of(house, number)
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
        generated=house.settings.chunks.generated,
        known=seen.paths,
        linked=house.settings.chunks.linked,
    )
    mine = [c for c in changes if not witness.settled(house.chunks, chunk, house.root, c.path)]
    fact, found = checks.check(chunk, began, repository.tree_digest(), mine, texts, seen.new, ground)
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


def _stopped(house: House) -> Outcome | None:
    """What a change cannot be held to: a log that is not whole, or a page that says other than the log."""
    broken = wholeness.errors(wholeness.broken(house))
    found = broken
    if not broken and not pages.is_as_printed(house):
        # It reads the page as `absorb` does, and to load that takes as long as half a check.
        from parti.workflow import edited

        found = edited.findings(house)
    if not found:
        return None
    line = "check     nothing was checked: what the change is held to is in doubt"
    return Outcome(lines=(line,), findings=found, next=wholeness.DOCTOR if broken else "parti absorb")


def _change_only(house: House, base: str) -> Outcome:
    repository = house.world.repository
    began = repository.resolve(base) if base else repository.head()
    changes = tuple(repository.changes(began))
    since = rot.Since(began, changes)
    seen = constraining.look(house, [c.path for c in changes], commands=False, since=since)
    texts = trees.changed(repository, began, changes)
    found = (
        *seen.new,
        *oracle.findings(texts, whole=house.design.feature is None),
        *unjudged.findings([change.path for change in changes]),
        *judges.findings(texts),
        *(small_lane.findings(changes) if house.design.feature else ()),
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


def locked(house: House) -> None:
    """Refuses to go on before a person signed the design, and where the lane has no chunks."""
    feature = house.feature()
    signed = pages.signed(house)
    if signed is None or not house.reading.is_whole:
        wholeness.refuse(house, thorough=True)  # the signature may be what was taken away
    if signed is None and feature.lane == "small":
        raise refusal.NotAllowed(
            "The small lane has no chunks: its change is made and checked as one.",
            next_step="make the change, then parti check, then parti gate",
            place=house.slug,
        )
    if signed is None:
        onward = pages.onward(house) if locks.signature(house.design) is None else pages.LOCK
        raise refusal.NotAllowed(
            "No code before the design is signed.",
            next_step=f"{onward}, by a person" if onward == pages.LOCK else onward,
            place=house.slug,
        )


def chunk_of(house: House, number: int) -> facts.ChunkPlanned:
    """The chunk of a number, or at 0 the next one that is open."""
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
    python = [text for text in texts if languages.language(text.path) in ("python", "")]
    if not python:
        return ()
    told = shape.shape(python, paths, extract)
    return tuple(shape_text.render(told).rstrip("\n").split("\n"))


def _after(house: House, fact: facts.ChunkChecked) -> str:
    if fact.verdict != "pass":
        return f"mend the first finding, then parti check {fact.number}"
    left = chunk_states.next_number(house.chunks)
    return f"git commit, then parti brief {left}" if left else "git commit, then parti gate"
