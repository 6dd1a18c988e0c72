"""A feature looked at as a whole: from where it began to the work tree, whatever was committed in between.

Called by the gate. A check is measured from a base that anybody may move, by one more brief or `--base`;
what was committed before that base is seen here. What a merge of the main branch brought is not its own.
"""

from collections.abc import Collection, Iterator, Mapping

import msgspec

from parti import ports
from parti.chunks import content, judges, scope, small_lane, soundness, whole, witness
from parti.chunks import state as chunk_states
from parti.constraints import document
from parti.constraints.finding import Finding, Place
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import config as configs
from parti.workflow import house as houses
from parti.workflow import pages, trees
from parti.workflow.house import House

JUDGES = (
    ".parti/config.toml",
    ".parti/baseline.json",
    ".parti/dismissed.toml",
    ".parti/allowed_signers",
)


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """The change of a feature.

    Args:
        base: the commit before it; empty while there is none, and then nothing is known of the rest.
        main: the commit at which the branch left the main one; empty on the main one.
        every: what differs from the base.
        own: what of that also differs from `main`, so that a merge of it did not bring it.
        gone: what to say when the first base is there no more.
    """

    base: str = ""
    main: str = ""
    every: tuple[ports.Change, ...] = ()
    own: tuple[ports.Change, ...] = ()
    gone: tuple[Finding, ...] = ()


def of(house: House) -> Whole:
    """The change of the feature at hand; an empty one without a feature, or before its first chunk."""
    base, gone = _begun(house)
    if not base:
        return Whole(gone=gone)
    repository = house.world.repository
    main = repository.forked()
    every = tuple(repository.changes(base))
    if main in ("", base):
        return Whole(base=base, main=main, every=every, own=every, gone=gone)
    since = {change.path: change for change in repository.changes(main)}
    own = tuple(_lesser(change, since[change.path]) for change in every if change.path in since)
    return Whole(base=base, main=main, every=every, own=own, gone=gone)


def findings(house: House, seen: Whole, reports: Collection[str] = ()) -> Iterator[Finding]:
    """What the feature as a whole does not keep: its plan, its checks, the bounds of its lane.

    Args:
        reports: new files that the gate itself writes.
    """
    feature = house.design.feature
    if feature is None:
        return
    if feature.lane == "small":
        yield from small_lane.findings(seen.own)
        return
    chunks = [record.body for records in house.chunks.planned.values() for record in records]
    planned = [body for body in chunks if isinstance(body, facts.ChunkPlanned)]
    if not planned:
        return
    if pages.signed(house) is not None:
        served = {key for chunk in planned for key in chunk.serves}
        yield from soundness.unserved(served, house.design, house.slug)
    own = [change for change in seen.own if change.status != "added" or change.path not in reports]
    yield from whole.unplanned(planned, own, seen.base)
    changed = content.changed(house.chunks, house.root)
    unseen = witness.unseen(house.chunks, (change.path for change in seen.own))
    yield from whole.stale(changed, unseen, seen.base)
    yield from _older(house)


def _older(house: House) -> Iterator[Finding]:
    """Passed chunks that serve a decision or failure mode which was said anew after the check."""
    order = {record.id: at for at, record in enumerate(house.reading.records)}
    for number, check in sorted(house.chunks.checked.items()):
        chunk = house.chunks.chunk(number)
        if chunk is None or not chunk_states.passed(house.chunks, number):
            continue
        for key in chunk.serves:
            said = house.design.named.get(key, ())
            if said and order[said[-1].id] > order[check.id]:
                yield Finding(
                    code="gate/design-moved",
                    level="warning",
                    message=f"Chunk {number} passed its check before {key} was said anew.",
                    place=Place(path=f"C-{number}"),
                    fix=f"look whether its code and test still fit, then parti check {number}",
                )


def judges_changed(house: House, seen: Whole) -> Iterator[Finding]:
    """What judges the code and was itself changed since the feature began: a person should know."""
    if not seen.base:
        return
    repository = house.world.repository
    more = (change.path for change in seen.own if scope.is_judge(change.path))
    paths = tuple(dict.fromkeys((*JUDGES, *more, document.PATH)))
    before = repository.texts(seen.base, paths)
    main = repository.texts(seen.main, paths) if seen.main else None
    for path in paths[:-1]:
        now = house.root / path
        text = now.read_bytes().decode("utf-8", "replace") if now.is_file() else None
        if before.get(path) != text and (main is None or main.get(path) != text):
            message = "This judges the code, and it has changed since the feature's first chunk began."
            yield _judge(seen, message, Place(path=path))
    yield from _constraints_changed(house, seen, before, main or {})


def _constraints_changed(
    house: House, seen: Whole, before: Mapping[str, str], main: Mapping[str, str]
) -> Iterator[Finding]:
    """Constraints that were there before and say another thing now, unless the main branch says it too."""
    now = trees.now(house.root, document.PATH) or ""
    there = main.get(document.PATH, "")
    apart = {old.id for old, _, _ in judges.differences(there, now)}
    same = {rule.id for rule in document.parse(there).constraints} - apart
    for old, line, what in judges.differences(before.get(document.PATH, ""), now):
        if old.id not in same:
            message = f"The constraint {old.id} was there before the feature's first chunk, and {what}."
            yield _judge(seen, message, Place(path=document.PATH, line=line), f"{old.id} {what}")


def _judge(seen: Whole, message: str, place: Place, snippet: str = "") -> Finding:
    return Finding(
        code="gate/judge-changed",
        level="warning",
        message=message,
        place=place,
        fix=f"git diff {seen.base[:12]} -- {place.path}, and be sure that a person wanted it",
        snippet=snippet,
    )


def _begun(house: House) -> tuple[str, tuple[Finding, ...]]:
    """The commit before the feature's first change, and what to say when it is gone.

    Every brief in the log counts, the ones of chunks that were planned anew too: to brief a chunk once
    more must not hide what was changed before. A rebase can take that commit away; then the next is taken.
    Where nobody was briefed, the plan tells the time.
    """
    feature = house.design.feature
    if feature is not None and feature.lane == "small":
        return _small(house, feature.branch), ()
    records = house.reading.records
    bodies = (record.body for record in records)
    bases = dict.fromkeys(b.base for b in bodies if isinstance(b, facts.ChunkBriefed) and b.base)
    gone: tuple[Finding, ...] = ()
    for base in bases:
        try:
            return house.world.repository.resolve(base), gone
        except refusal.Misused:
            gone = (_gone(next(iter(bases))),)
    plan = next((record for record in records if isinstance(record.body, facts.ChunkPlanned)), None)
    return (house.world.repository.standing(plan.at) if plan else ""), gone


def _small(house: House, branch: str) -> str:
    """Where the branch left the main one; else the commit at which the feature was opened.

    That is so on the main branch, after another feature of this branch, and where Parti was set up on it.
    """
    repository, opened = house.world.repository, next(iter(house.design.openings), None)
    main = repository.forked()
    others = set(houses.on(house.root, branch)) - {house.slug}
    if main and not others and repository.texts(main, (configs.PATH,)):
        return main
    return repository.standing(opened.at) if opened else ""


def _lesser(one: ports.Change, other: ports.Change) -> ports.Change:
    """The first change, with the lines of the smaller: to one of both, a merge of main added its own."""
    lines = min((one, other), key=lambda each: each.added + each.removed)
    return msgspec.structs.replace(one, added=lines.added, removed=lines.removed)


def _gone(base: str) -> Finding:
    return Finding(
        code="gate/base-gone",
        level="warning",
        message=f"The commit {base[:12]} before the first chunk is gone; a later one is compared with.",
        place=Place(path="HEAD"),
        fix="look through the changes since the branch began, or fetch that commit",
    )
