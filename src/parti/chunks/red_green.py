"""The two runs of a chunk's test: red without the change, green with it.

Called by `check`. Both runs happen in one clean checkout of the base: first the base with nothing but the
chunk's tests, then with the rest of the chunk. What lies outside the chunk's files is never put there, so
a chunk cannot lean on it; installed packages are linked, since no commit holds them. What the runs show is
judged in `proof`.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from parti import ports
from parti.chunks import proof, scope, testfiles
from parti.constraints.finding import Finding
from parti.records.vocabulary import ChunkPlanned

SAYS_EACH: Mapping[str, str] = {"PYTEST_ADDOPTS": "-rfEpsxX --color=no"}
"""pytest then lists what passed, so that a test that failed before can be looked for among the passed."""

_ENVIRONMENTS = frozenset({".venv", "venv"})
_BESIDE = {"node_modules": "package.json"}
"""Folders that lie where a file of this name is, so that without one nobody looks for them."""


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """Where a proof is run.

    Args:
        root: the work tree with the change.
        timeout: seconds for each of the two runs.
        generated: files that git ignores and a build writes; the checkout gets them as they are.
        known: every path that git tracks or would track; None where what git ignores is not looked for.
        linked: what of the work tree is linked into the checkout when git ignores it, see
            `ports.Checkout.link`.
    """

    root: Path
    worktree: ports.Worktree
    runner: ports.Runner
    timeout: int = 300
    generated: tuple[str, ...] = ()
    known: Sequence[str] | None = None
    linked: tuple[str, ...] = ("node_modules",)


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """Both runs, what they were judged to be, and what is wrong with them."""

    red: ports.Ran
    green: ports.Ran
    red_judged: proof.Judged
    green_judged: proof.Judged
    findings: tuple[Finding, ...]


def prove(chunk: ChunkPlanned, base: str, changes: Sequence[ports.Change], ground: Ground) -> Proof:
    """Runs the chunk's test on the base with its tests only, then with the whole chunk.

    Args:
        base: the commit before the chunk.
        changes: what differs between the base and the work tree.
    """
    mine = tuple(c for c in changes if scope.covers(chunk, c.path) and not scope.is_ours(c.path))
    tests = tuple(change for change in mine if is_proof(chunk, change.path))
    with ground.worktree.at(base) as checkout:
        checkout.link((*_installed(ground), *_environments(chunk.test)))
        for path in ground.generated:
            if (ground.root / path).is_file():
                checkout.put(path, ground.root / path)
        _put(checkout, ground.root, tests)
        red = _run(chunk, checkout, ground)
        _put(checkout, ground.root, tuple(change for change in mine if change not in tests))
        green = _run(chunk, checkout, ground)
    brought = [change.path for change in mine if change.status != "deleted"]
    red_judged = proof.judge_red(red, brought, green)
    green_judged = proof.judge_green(green, red, brought)
    changed = any(change.status != "deleted" for change in tests)
    place = _place(chunk, tests)
    return Proof(
        red=red,
        green=green,
        red_judged=red_judged,
        green_judged=green_judged,
        findings=(
            *proof.red_findings(red_judged, red, place, changed=changed),
            *proof.green_findings(green_judged, green, place),
        ),
    )


def is_proof(chunk: ChunkPlanned, path: str) -> bool:
    """Whether a path of the chunk is on the side of its tests; what the command names is."""
    return testfiles.is_test_side(path) or path in testfiles.named_in(chunk.test)


def _installed(ground: Ground) -> Iterator[str]:
    """What is named to be linked, less what cannot be there: to look for it, git walks the whole tree."""
    for name in ground.linked:
        beside = _BESIDE.get(name)
        known = ground.known if beside else None
        if known is None or any(path.rpartition("/")[2] == beside for path in known):
            yield name


def _environments(command: str) -> Iterator[str]:
    """Virtual environments that a command names behind its first word; that one the runner looks for."""
    for word in testfiles.split(command)[1:]:
        folder, _, rest = word.removeprefix("./").partition("/")
        if folder in _ENVIRONMENTS and rest:
            yield f"/{folder}"


def _put(checkout: ports.Checkout, root: Path, changes: Sequence[ports.Change]) -> None:
    for change in changes:
        checkout.put(change.path, None if change.status == "deleted" else root / change.path)


def _run(chunk: ChunkPlanned, checkout: ports.Checkout, ground: Ground) -> ports.Ran:
    return ground.runner.run(
        chunk.test, cwd=checkout.path, timeout=ground.timeout, environment=dict(SAYS_EACH)
    )


def _place(chunk: ChunkPlanned, tests: Sequence[ports.Change]) -> str:
    """The test that the findings point at: one that the command names, a changed one, a declared one."""
    changed = [change.path for change in tests]
    script = [path for path in testfiles.named_in(chunk.test) if scope.declared(chunk.files, path)]
    known = [path for path in (*script, *changed, *chunk.files) if testfiles.is_test(path)]
    named = [path for path in known if testfiles.names(chunk.test, path)]
    return next(iter([*named, *known, *script, *chunk.files]), "")
