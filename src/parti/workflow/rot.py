"""Rot in both directions with the world in hand: the disk, git's history, the change, what was dismissed.

Called by `constraining`, which reads the document and the baseline. The constraints room says what is
rotten and what is new; here it gets the values for that. History is asked only about what is known to be
gone, and about `MOST_TRACED` names at most, so a document in good order costs nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from parti import ports
from parti.constraints import constraint, dismissed, document
from parti.constraints import rot_beyond as rots
from parti.constraints.finding import Finding
from parti.records import files
from parti.workflow import trees
from parti.workflow.house import House

if TYPE_CHECKING:
    from parti.constraints import candidates, conformance
    from parti.constraints import tree as tree_room
    from parti.source import shape

MOST_TRACED = 10
_NOT_STARTED = 127


class Since(msgspec.Struct, frozen=True):
    """A change: the commit before it, and what differs since."""

    base: str
    changes: tuple[ports.Change, ...]


def since(house: House, base: str = "") -> Since | None:
    """What changed since a commit, or since the branch left the main one; None on the main one."""
    began = base or house.world.repository.forked()
    return Since(began, tuple(house.world.repository.changes(began))) if began else None


def of_document(
    house: House,
    read: document.Document,
    results: Mapping[str, "conformance.Result"],
    unlike: Iterable[Finding],
) -> Iterator[Finding]:
    """Rot that the document and the tree do not show: scripts, programs, examples.

    Args:
        unlike: what the examples that do not behave as they say were found to do.
    """
    unstarted = frozenset(name for name, result in results.items() if result.code == _NOT_STARTED)
    yield from rots.scripts(read.constraints, lambda path: (house.root / path).exists())
    yield from rots.programs(read.constraints, unstarted)
    yield from rots.examples(unlike)


def traced(house: House, every: Iterable[Finding], gone: Mapping[Finding, str]) -> tuple[Finding, ...]:
    """The findings; those about what is gone say which commit took it away, and where it went."""
    names = tuple(dict.fromkeys(gone.values()))[:MOST_TRACED]
    went = {name: _went(house.world.repository.traced(name)) for name in names}
    return tuple(rots.told(each, went[gone[each]]) if gone.get(each) in went else each for each in every)


def already(
    read: document.Document, broken: Sequence[Finding], changed: Callable[[], Collection[str]]
) -> tuple[Finding, ...]:
    """What is broken outside the change at hand: the main branch does not keep what the document says.

    Args:
        changed: the paths of the change at hand; asked only where something is broken.
    """
    rules = read.by_id()
    if not any(each.code in rules for each in broken):
        return ()
    return tuple(rots.already(broken, changed(), rules))


def brought(
    house: House, read: document.Document, tree: "tree_room.Lazy", since: Since
) -> tuple["candidates.Candidate", ...]:
    """What a change brings that the document should know of, and nobody dismissed."""
    from parti.constraints import candidates  # it and what it reads with cost 10 ms

    texts = tuple(_texts(house.world.repository, since))
    if not texts:
        return ()
    found = candidates.find(texts, tree, read, trees.remembered(house.world).facts)
    return candidates.left(found, known(house)) if found else ()


def rewritten(house: House, read: document.Document, since: Since) -> Iterator[Finding]:
    """What a change did to files that may only grow; it needs both sides, so it is judged here."""
    from parti.constraints.checks import append_only

    rules = [rule for rule in read.constraints if rule.kind == append_only.KIND and append_only.files(rule)]
    if not rules or not since.base:
        return
    repository = house.world.repository
    named = constraint.Scope(tuple(glob for rule in rules for glob in append_only.files(rule)))
    paths = [change.path for change in since.changes if named.covers(change.path)]
    before: Mapping[str, str | None] = repository.texts(since.base, paths) if paths else {}
    after = {path: trees.now(repository.root, path) for path in paths}
    for rule in rules:
        yield from append_only.judge(rule, before, after)


def known(house: House) -> dismissed.Dismissed:
    """What was dismissed in this repository."""
    path = house.root / dismissed.PATH
    return dismissed.load(path.read_text("utf-8", "replace") if path.is_file() else "")


def dismiss(house: House, key: str, because: str) -> dismissed.Dismissal:
    """Writes one dismissal beside those that there are."""
    each = dismissed.Dismissal(
        because=because, by=house.world.repository.person().name, on=house.world.clock.now()[:10]
    )
    files.write(house.root / dismissed.PATH, dismissed.dump({**known(house), key: each}).encode())
    return each


def _texts(repository: ports.Repository, since: Since) -> Iterator["shape.FileChange"]:
    """The changed code and manifests, before and after."""
    from parti.source import shape

    every = [change.path for change in since.changes]
    paths = _read(every)
    before = repository.texts(since.base, paths) if since.base and paths else {}
    for path in paths:
        yield shape.FileChange(path, before.get(path), trees.now(repository.root, path))


def _read(paths: Collection[str]) -> list[str]:
    from parti.constraints.mining import subjects
    from parti.source import manifests

    wanted = set(subjects.mined(paths))
    return sorted(path for path in paths if path in wanted or manifests.kind(path))


def _went(trace: ports.Trace) -> rots.Went:
    return rots.Went(**msgspec.structs.asdict(trace))
