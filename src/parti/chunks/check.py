"""The check of a chunk: what its two runs show and all other findings become one verdict.

Called by `check` of the workflow. It and `red_green`, which starts the runs, are the only modules of
the room that take ports.
"""

from collections.abc import Sequence

from parti import ports
from parti.chunks import ignored, judges, oracle, red_green, scope, unjudged, unreadable, witness
from parti.constraints import finding as findings
from parti.constraints.finding import Finding
from parti.records.vocabulary import ChunkChecked, ChunkPlanned, FileChecked
from parti.source.shape import FileChange


def check(
    chunk: ChunkPlanned,
    base: str,
    tree: str,
    changes: Sequence[ports.Change],
    texts: Sequence[FileChange],
    broken: Sequence[Finding],
    ground: red_green.Ground,
) -> tuple[ChunkChecked, tuple[Finding, ...]]:
    """The fact about one chunk on one tree, and every finding in the order of reports.

    A test of the chunk that does not parse is told alone: nothing is run, because no run could show more.

    Args:
        tree: the digest of the work tree that is checked.
        changes: what differs between the base and the work tree.
        texts: the same files with their texts, as far as their tests are judged, and `CONSTRAINTS.md`.
        broken: findings of others (constraints, new invariants), which count here.
    """
    broken_tests = unreadable.findings([text for text in texts if scope.covers(chunk, text.path)])
    if broken_tests:
        not_run = f"not run: {broken_tests[0].place.path} is not valid Python"
        return _fact(chunk, base, tree, (not_run, not_run), broken_tests), broken_tests
    files = witness.of(chunk, changes, ground.root)  # before the runs, so that no later edit passes as seen
    proved = red_green.prove(chunk, base, changes, ground)
    every = findings.order(
        (
            *scope.findings(chunk, changes, oracle.moved(texts), base),
            *judges.findings(texts),
            *oracle.findings(texts),
            *unjudged.findings([change.path for change in changes]),
            *proved.findings,
            *_ignored(chunk, proved, ground),
            *broken,
        )
    )
    told = (proved.red_judged.sentence, proved.green_judged.sentence)
    return _fact(chunk, base, tree, told, every, files), every


def _ignored(chunk: ChunkPlanned, proved: red_green.Proof, ground: red_green.Ground) -> tuple[Finding, ...]:
    if ground.known is None:
        return ()
    output = "" if proved.green_judged.ok else proved.green.output
    known = {*ground.known, *ground.generated}
    return ignored.findings(chunk, output, known, lambda path: (ground.root / path).is_file())


def _fact(
    chunk: ChunkPlanned,
    base: str,
    tree: str,
    told: tuple[str, str],
    every: Sequence[Finding],
    files: tuple[FileChecked, ...] = (),
) -> ChunkChecked:
    failed = any(item.level == "error" for item in every)
    return ChunkChecked(
        number=chunk.number,
        base=base,
        tree=tree,
        verdict="fail" if failed else "pass",
        red=_valid(told[0]),
        green=_valid(told[1]),
        findings=tuple(
            _valid(f"{item.level} {item.code} {item.place} {item.fingerprint()}") for item in every
        ),
        files=() if failed else files,
    )


def _valid(text: str) -> str:
    """A record holds Unicode alone; a file's name may hold other bytes, which are shown."""
    return text.encode("utf-8", "backslashreplace").decode()
