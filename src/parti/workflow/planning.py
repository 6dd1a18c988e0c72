"""The verbs of phase 2 that come before the code: the plan, and the brief of one chunk.

Called through `table`. Apart from `working`, whose check starts after every edit and loads none of this.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from parti.chunks import brief as briefs
from parti.chunks import catalogue, content, reuse, soundness, testfiles, touching
from parti.chunks import plan as plans
from parti.chunks import state as chunk_states
from parti.constraints import tree as tree_room
from parti.design import lock as locks
from parti.records import canonical, refusal
from parti.records import vocabulary as facts
from parti.source import languages, reading
from parti.workflow import constraining, pages, trees
from parti.workflow.house import House
from parti.workflow.outcome import Outcome
from parti.workflow.working import chunk_of, locked


def plan(house: House, file: str) -> Outcome:
    """Records a plan of chunks, or shows the one that there is."""
    if not file:
        return _shown(house)
    locked(house)
    wanted = _named(plans.read(_read(house, file), file), house)
    found = soundness.judge(wanted, house.design, house.settings.chunks.size)
    if any(finding.level == "error" for finding in found):
        return Outcome(findings=found, next=f"correct {file}, then parti plan {file}")
    house = house.append(plans.facts(wanted, house.chunks.planned))
    return msgspec.structs.replace(_shown(house), findings=found)


def brief(house: House, number: int) -> Outcome:
    """Prints what an agent is given for one chunk, the same for every agent."""
    locked(house)
    chunk = chunk_of(house, number)
    tree = trees.of(house.world.repository, None, trees.remembered(house.world))
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
        if languages.language(path) in reading.LANGUAGES and not testfiles.is_test_side(path):
            yield from catalogue.listed(path, tree.facts(path).definitions, tree.text(path))


def _shown(house: House) -> Outcome:
    house.feature()
    stale = content.changed(house.chunks, house.root)
    rows = []
    for number in sorted(house.chunks.planned):
        chunk = chunk_of(house, number)
        mark = "passed" if chunk_states.passed(house.chunks, number) else "open"
        mark = "changed" if number in stale else mark
        rows.append(f"{number:>3}  {mark:<7} {chunk.intent}   [{_files(chunk.files)}, {chunk.size} lines]")
    number_next = chunk_states.next_number(house.chunks)
    signed = locks.signature(house.design) is not None
    follow = f"parti brief {number_next}" if number_next else pages.to_the_code(house)
    return Outcome(
        lines=tuple(rows) or ("Nothing is planned yet.",),
        data={"chunks": len(rows)},
        next=follow if signed else pages.onward(house),
    )


def _files(files: Sequence[str]) -> str:
    """How many files, and the globs as they are: nobody knows how many those will be."""
    globs = [file for file in files if "*" in file]
    plain = len(files) - len(globs)
    counted = [f"{plain} file{'' if plain == 1 else 's'}"] if plain else []
    return ", ".join([*counted, *globs])


def _read(house: House, file: str) -> str:
    try:
        return Path(file).read_text("utf-8")
    except OSError as error:
        raise refusal.Misused(
            f"{file} cannot be read: {error.strerror}.", next_step="give the path of a plan", place=file
        ) from error
    except UnicodeDecodeError as error:
        raise refusal.Misused(f"{file} is not UTF-8.", next_step="save it as UTF-8", place=file) from error
