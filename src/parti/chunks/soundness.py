"""Whether a plan is sound: everything designed is served, each chunk is small and has its own test.

Called by `plan` of the workflow before anything is recorded. What is found here is exact and blocks; the
order of the chunks, which can only be guessed, is looked at in `order`.
"""

import difflib
from collections.abc import Collection, Iterator, Sequence

from parti.chunks import order, scope, testfiles
from parti.chunks.plan import Proposed
from parti.constraints.finding import Finding, Level, Place
from parti.design.state import DesignState
from parti.records import vocabulary as facts


def judge(plan: Sequence[Proposed], design: DesignState, limit: int) -> tuple[Finding, ...]:
    """What is wrong with a plan.

    Args:
        design: the design whose decisions and failure modes it must serve.
        limit: the most changed lines that a chunk may have.
    """
    return (
        *unserved({key for chunk in plan for key in chunk.serves}, design, _path(plan)),
        *_unknown(plan, design),
        *_large(plan, limit),
        *_without_test(plan),
        *_refused_later(plan),
        *order.findings(plan),
    )


def unserved(served: Collection[str], design: DesignState, path: str) -> Iterator[Finding]:
    """Decisions and failure modes that nothing serves; the gate asks too, because a design is amended.

    Args:
        served: the keys that the chunks serve.
        path: where the plan is.
    """
    for key, records in sorted(design.named.items()):
        body = records[-1].body
        if key in served or not isinstance(body, facts.Decided | facts.FailureModeNamed):
            continue
        said = body.title if isinstance(body, facts.Decided) else f"{body.component}: {body.mode}"
        message = f"No chunk serves {key} ({said})."
        fix = f'name "{key}" in serves of the chunk that builds it, or add one'
        yield _finding("plan/unserved", "error", message, Place(path=path), fix)


def _path(plan: Sequence[Proposed]) -> str:
    return plan[0].place.path if plan else ""


def _unknown(plan: Sequence[Proposed], design: DesignState) -> Iterator[Finding]:
    for chunk in plan:
        for key in chunk.serves:
            if key not in design.named:
                near = difflib.get_close_matches(key, design.named, 1)
                fix = f'write "{near[0]}"' if near else "parti design lists the keys"
                message = f"The design has no {key}."
                yield _finding("plan/unknown-key", "error", message, chunk.place, fix)


def _large(plan: Sequence[Proposed], limit: int) -> Iterator[Finding]:
    for number, chunk in enumerate(plan, start=1):
        if chunk.size > limit:
            message = f"Chunk {number} is planned with {chunk.size} lines; the limit is {limit}."
            fix = "split it: one chunk for each thing that a test can show"
            yield _finding("plan/size", "error", message, chunk.place, fix)


def _without_test(plan: Sequence[Proposed]) -> Iterator[Finding]:
    """A command may name its test file, or a runner script that finds it; then any test file will do."""
    for number, chunk in enumerate(plan, start=1):
        named = testfiles.named_in(chunk.test)
        tests = [file for file in named if testfiles.is_test(file)]
        declared = any(scope.declared(chunk.files, file) for file in tests or named)
        if declared or any(
            testfiles.names(chunk.test, file) for file in chunk.files if testfiles.is_test(file)
        ):
            continue
        if tests:
            message = f"The test of chunk {number} is in {tests[0]}, which is not among its files."
            fix = f'add "{tests[0]}" to files'
        elif not any(_is_test(file, alone=not named) for file in chunk.files):
            message = f"Chunk {number} names no test file among its files."
            fix = "add the file of the test that proves it to files"
        else:
            continue
        yield _finding("plan/test", "error", message, chunk.place, fix)


def _refused_later(plan: Sequence[Proposed]) -> Iterator[Finding]:
    """What no check would ever let pass: a file that judges the chunk, a test that runs nothing."""
    for number, chunk in enumerate(plan, start=1):
        for file in chunk.files:
            if scope.is_judge(file) or file in (".parti/*", ".parti/**"):
                message = f"Chunk {number} names {file}, and no chunk may change what judges it."
                fix = "take it out; a person changes it in a commit of its own"
                yield _finding("plan/judge", "error", message, chunk.place, fix)
        if testfiles.runs_nothing(chunk.test):
            message = f"The test of chunk {number}, `{chunk.test}`, runs no test."
            fix = "name the command that runs the test, as you would type it"
            yield _finding("plan/test", "error", message, chunk.place, fix)


def _is_test(file: str, *, alone: bool) -> bool:
    """Beside a runner script a file must be a test, or a glob for tests; `alone`, it may serve them."""
    return testfiles.is_test(file) or (testfiles.is_test_side(file) and (alone or "*" in file))


def _finding(code: str, level: Level, message: str, place: Place, fix: str) -> Finding:
    return Finding(code=code, level=level, message=message, place=place, fix=fix)
