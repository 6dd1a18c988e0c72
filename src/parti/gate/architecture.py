"""The second part of the gate: the constraints over the whole tree, and the design against the code (G2).

Called by `workflow` with what the constraints room found. Pure. A document in which nothing is checked
has not been kept, it has not been asked: such a part has not run, and the verdict cannot be a pass.
"""

from collections.abc import Collection, Iterable, Iterator

from parti.constraints import constraint
from parti.constraints.finding import Finding, Place
from parti.design import state as states
from parti.gate import part as parts
from parti.records import vocabulary as facts

DOCUMENT = "CONSTRAINTS.md"
_EMPTY = (
    f"Nothing in {DOCUMENT} is checked, so the architecture was not judged.",
    f"add a constraint with a check to {DOCUMENT}; parti constraints explain shows the kinds",
)
_GONE = (
    f"There is no {DOCUMENT}, so no constraint was checked, nor the architecture judged.",
    f"bring it back: git checkout HEAD -- {DOCUMENT}, or, where git never had it, parti init",
)


def judge(
    broken: tuple[Finding, ...],
    design: tuple[Finding, ...],
    *,
    checked: tuple[str, ...],
    accepted: tuple[Finding, ...] = (),
    stale: tuple[Finding, ...] = (),
    is_there: bool = True,
) -> parts.Part:
    """Puts the part together.

    Args:
        broken: places where a constraint does not hold, without those that the baseline accepts.
        design: from `design_against_code`, and what `workflow` says about the lock.
        checked: ids of the constraints that a machine checked over the whole tree.
        accepted: findings that the baseline accepts.
        stale: constraints that speak of what is no longer there.
        is_there: whether the tree has the constraint document.
    """
    findings = (*broken, *design, *stale)
    if not checked:
        findings = (*findings, _unchecked(is_there))
    bad = {finding.code for finding in findings}
    held = tuple(identity for identity in checked if identity not in bad)
    return parts.Part(
        name="architecture",
        outcome=parts.outcome(findings) if checked else "not-run",
        sentence=_sentence(len(held), checked, findings, len(accepted)),
        findings=findings,
        held=held,
        accepted=accepted,
    )


def design_against_code(design: states.DesignState, paths: Collection[str]) -> tuple[Finding, ...]:
    """Modules that the design touches and that the tree does not have; `paths` is the whole tree."""
    bodies = (record.body for records in design.named.values() for record in records)
    modules = (body for body in bodies if isinstance(body, facts.ModuleTouched))
    return tuple(_missing(module) for module in modules if not _exists(module.path, paths))


def _exists(path: str, paths: Collection[str]) -> bool:
    """A file, a folder with something in it, or a glob that meets something."""
    wanted = path.strip().removeprefix("./").rstrip("/")
    if wanted in ("", "."):
        return True
    if "*" in wanted or "?" in wanted:
        scope = constraint.Scope(include=(wanted,))
        return any(scope.covers(each) for each in paths)
    return any(each == wanted or each.startswith(f"{wanted}/") for each in paths)


def _missing(module: facts.ModuleTouched) -> Finding:
    return Finding(
        code="gate/module-missing",
        level="error",
        message=f"The design ({module.key}) touches `{module.path}`, which does not exist.",
        place=Place(path=module.path.strip().removeprefix("./")),
        fix=f'write it in a chunk, or parti withdraw {module.key} "<reason>"',
        snippet=module.key,
    )


def _unchecked(is_there: bool) -> Finding:
    message, fix = _EMPTY if is_there else _GONE
    place = Place(path=DOCUMENT)
    return Finding(code="gate/no-constraints", level="error", message=message, place=place, fix=fix)


def _sentence(held: int, checked: Collection[str], findings: Iterable[Finding], accepted: int) -> str:
    """What failed besides the constraints is counted too, so that `1 of 1 kept` never fails unexplained."""
    if not checked:
        return "no constraint is checked"
    others = sum(finding.level == "error" and finding.code not in checked for finding in findings)
    return ", ".join(_facts(held, len(checked), others, accepted))


def _facts(held: int, checked: int, others: int, accepted: int) -> Iterator[str]:
    yield f"{held} of {parts.counted(checked, 'constraint')} kept"
    if others:
        yield parts.counted(others, "other error")
    if accepted:
        yield f"{parts.counted(accepted, 'finding')} accepted by the baseline"
