"""The printed design: `design.md`, a projection of the state with stable ids (at most 300 written lines).

Called by `design`, `lock` and `amend`; read back by `absorb`. One thing a line, so that a reviewer
can point at it and git can show who changed it.
"""

from collections.abc import Iterator

from parti.design import diagrams, entries, machines, models, obligation_lines
from parti.design import state as states
from parti.records import vocabulary as facts

MOST_LINES = 300
MARK = "<!-- printed from "
NOT_STATED = "Not stated yet."

PROBLEM_LISTS = (
    ("needed", "Needed"),
    ("never", "Never"),
    ("quantities", "Quantities"),
    ("given", "Given"),
    ("unknown", "Open"),
    ("out_of_scope", "Out of scope"),
)


def lines(state: states.DesignState, status: str) -> tuple[str, ...]:
    """The page, line by line.

    Args:
        state: the folded design.
        status: one sentence on whether and by whom it is signed.
    """
    feature = state.feature
    title = feature.slug if feature else "no feature"
    return tuple(
        line
        for part in (
            (f"# {title}", "", status, f"{MARK}{entries.stamp(state)} -->", ""),
            _problem(state),
            _components(state),
            _named(state, facts.DataNamed, "Data"),
            _models(state),
            _machines(state),
            _named(state, facts.ModuleTouched, "Modules touched"),
            _named(state, facts.InvariantStated, "Invariants"),
            _named(state, facts.Decided, "Decisions"),
            _named(state, facts.FailureModeNamed, "Failure modes"),
            obligation_lines.lines(state),
        )
        for line in part
    )


def _problem(state: states.DesignState) -> Iterator[str]:
    yield "## Problem"
    yield ""
    problem = state.problem
    if problem is None:
        yield NOT_STATED
        yield ""
        return
    yield _one_line(problem.situation)
    yield ""
    for part, label in PROBLEM_LISTS:
        for text in getattr(problem, part):
            yield f"- {label}: {_one_line(text)}"
    yield ""


def _components(state: states.DesignState) -> Iterator[str]:
    yield "## Components"
    yield ""
    for component in sorted(state.component_bodies(), key=lambda c: c.name):
        yield _one_line(f"- {component.name} ({component.kind}): {component.why}")
    yield ""


def _named(state: states.DesignState, kind: type[facts.Fact], title: str) -> Iterator[str]:
    found = [(k, r[-1]) for k, r in sorted(state.named.items()) if isinstance(r[-1].body, kind)]
    if not found:
        return
    yield f"## {title}"
    yield ""
    for key, record in found:
        yield f"- {key}: {entries.words_of(record.body)}"
    yield ""


def written(state: states.DesignState) -> int:
    """How many lines of the page people wrote: all but the diagrams, which repeat what is above them."""
    drawn = sum(1 for part in (_drawn_models(state), _drawn_machines(state)) for _ in part)
    return len(lines(state, "")) - drawn


def _models(state: states.DesignState) -> Iterator[str]:
    yield from _named(state, facts.DataModelled, "Data models")
    yield from _drawn_models(state)


def _drawn_models(state: states.DesignState) -> Iterator[str]:
    found = tuple(models.in_design(state))
    if found:
        yield diagrams.DRAWN
        yield ""
        yield from diagrams.of_models(state, found)
        yield ""


def _machines(state: states.DesignState) -> Iterator[str]:
    yield from _named(state, facts.StateMachineNamed, "State machines")
    yield from _drawn_machines(state)


def _drawn_machines(state: states.DesignState) -> Iterator[str]:
    found = tuple(machines.in_design(state))
    if found:
        yield diagrams.DRAWN
        yield ""
        for machine in found:
            yield from diagrams.of_machine(machine)
            yield ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
