"""The verb of phase 3: suite, architecture, integration; all three, always (G5).

Called through `table`. The verdict is shown the same in every form; a record is appended only when
there is a feature, and only when something new is to be said.
"""

from collections.abc import Sequence
from pathlib import Path

import parti
from parti.chunks import oracle, unjudged
from parti.chunks import state as chunk_states
from parti.constraints.finding import Finding, Place
from parti.design import lock as locks
from parti.gate import architecture, integration, suite
from parti.gate import verdict as verdicts
from parti.gate.reports import about as abouts
from parti.gate.reports import envelope, forms, terminal
from parti.records import files, refusal
from parti.records import vocabulary as facts
from parti.workflow import constraining, edited, feature_whole, last_verdict, pages, rot, trees, wholeness
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

WRITTEN = ("markdown", "json", "sarif", "junit")


def gate(house: House, report: Sequence[str] = ()) -> Outcome:
    """Judges the work tree."""
    settings = house.settings
    wanted = [_form(text, house.root) for text in report]
    whole = feature_whole.of(house)
    since = rot.Since(whole.base, whole.every) if whole.base else rot.since(house)
    seen = constraining.look(house, since=since)
    tree = trees.of(house.world.repository)
    modes = [
        r[-1].body for r in house.design.named.values() if isinstance(r[-1].body, facts.FailureModeNamed)
    ]
    runner = house.world.runner
    doubtful = wholeness.broken(house, thorough=True)
    broken = wholeness.errors(doubtful)
    doubtful += () if broken else edited.findings(house)
    verdict = verdicts.judge(
        suite.run(settings.suite.commands, runner, house.root, settings.suite.timeout),
        architecture.judge(
            seen.new,
            (
                *architecture.design_against_code(house.design, tree.paths()),
                *doubtful,
                *(() if broken else _method(house)),
                *(() if broken else feature_whole.findings(house, whole, [path for _, path in wanted])),
            ),
            checked=seen.checked,
            accepted=seen.accepted,
            is_there=constraining.is_there(house),
            stale=(
                *seen.stale,
                *whole.gone,
                *feature_whole.judges_changed(house, whole),
                *_tests(house, whole),
            ),
        ),
        integration.run(
            settings.integration.commands,
            runner,
            house.root,
            settings.integration.timeout,
            modes,
            tree.paths(),
            tree.text,
        ),
    )
    about = _about(house, seen)
    for form, path in wanted:
        files.write(house.root / path, forms.FORMS[form](verdict, about).encode("utf-8", "replace"))
    if not broken:
        _record(house, verdict)
    written = tuple(f"wrote   {path} ({form})" for form, path in wanted)
    return Outcome(
        lines=(*terminal.render(verdict, about).rstrip("\n").split("\n"), *written),
        data={**envelope.data(verdict, about), "lines": []},
        findings=verdict.findings,
        shown=True,
        next=_onward(house) if verdict.verdict == "pass" else "mend the first finding, then parti gate",
    )


def _onward(house: House) -> str:
    """A feature whose tree has passed is at its end, where the pass is recorded: not on a detached HEAD."""
    return pages.CLOSE if _is_recorded(house) else "parti status"


def _method(house: House) -> tuple[Finding, ...]:
    """What the method still wants from the feature at hand: a signature, and every chunk passed."""
    feature = house.design.feature
    if feature is None or feature.lane == "small":
        return ()
    found = []
    if locks.signature(house.design) is None:
        found.append(_finding("gate/not-locked", locks.status(house.design), house.slug, "parti lock"))
    elif pages.signed(house) is None:
        message = f"The signature does not verify against {pages.ALLOWED}."
        found.append(_finding("gate/signature", message, house.slug, "parti lock, with an allowed key"))
    elif not house.chunks.planned:
        message = "The design is signed, but nothing is planned, so no change can be held to it."
        found.append(_finding("gate/no-plan", message, house.slug, "parti plan <file>"))
    for number in sorted(house.chunks.planned):
        if not chunk_states.passed(house.chunks, number):
            message = f"Chunk {number} has not passed its check."
            found.append(_finding("gate/chunk-open", message, f"C-{number}", f"parti check {number}"))
    return tuple(found)


def _tests(house: House, whole: feature_whole.Whole) -> tuple[Finding, ...]:
    """Weak or weakened tests in everything that changed since the feature began."""
    repository = house.world.repository
    base = whole.base or repository.head()
    changes = whole.every if whole.base else repository.changes(base)
    found = oracle.findings(trees.changed(repository, base, changes), whole=house.design.feature is None)
    return (*found, *unjudged.findings([change.path for change in changes]))


def _is_recorded(house: House) -> bool:
    """Whether a verdict is said of a feature: one is open, and its branch is at hand."""
    return bool(house.design.feature and not house.design.closed and house.world.repository.branch())


def _record(house: House, verdict: verdicts.Verdict) -> None:
    if not _is_recorded(house):
        return
    fresh = verdicts.fact(verdict, house.world.repository.tree_digest())
    if fresh != house.gate.verdict or not last_verdict.of_this_design(house):
        house.append((fresh,))


def _about(house: House, seen: "constraining.Seen") -> abouts.About:
    rules = {
        rule.id: abouts.Rule(rule.title, f"{constraining.DOCUMENT}#{rule.id}")
        for rule in seen.document.constraints
    }
    head = house.world.repository.head()
    return abouts.About(slug=house.slug, commit=head, version=parti.__version__, rules=rules)


def _form(text: str, root: Path) -> tuple[str, str]:
    form, _, path = text.partition("=")
    if form not in WRITTEN or not path:
        raise refusal.Misused(
            f"{text!r} is not FORMAT=FILE with one of {', '.join(WRITTEN)}.",
            next_step="parti gate --report sarif=parti.sarif",
        )
    inside = (root / path).resolve().is_relative_to(root.resolve())
    if not inside or Path(path).is_absolute() or ".." in Path(path).parts:
        raise refusal.Misused(f"{path} lies outside the repository.", next_step="give a path inside it")
    return form, path


def _finding(code: str, message: str, place: str, fix: str) -> Finding:
    return Finding(code=code, level="error", message=message, place=Place(path=place), fix=fix)
