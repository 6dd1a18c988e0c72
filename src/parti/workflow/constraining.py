"""The constraint document at work: what is broken now, its examples, its baseline, its manuals.

Called through `table`, by the gate and by `check`. Here a `command` check is run, through the port,
so that the constraints room itself never starts anything.
"""

import functools
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from parti.constraints import baseline as baselines
from parti.constraints import block, checks, document, encoding, orphaned
from parti.constraints.constraint import Scope
from parti.constraints.finding import Finding, Level
from parti.records import files, refusal
from parti.source import kept as kept_room
from parti.source import languages, reading
from parti.workflow import rot, trees, unchanged
from parti.workflow.before import Before
from parti.workflow.house import House
from parti.workflow.outcome import Outcome

if TYPE_CHECKING:
    from parti.constraints import candidates as candidate_room
    from parti.constraints import conformance
    from parti.constraints.tree import Lazy

DOCUMENT = document.PATH
BASELINE = baselines.PATH


class Seen(msgspec.Struct, frozen=True):
    """One look at the document and the tree.

    Args:
        document: the constraints that could be read.
        checked: ids that a machine checked.
        new: findings that the baseline does not accept, document and lint findings included.
        accepted: findings that it accepts.
        stale: baseline entries that no longer occur, as findings.
        paths: every path of the tree.
        brought: what the change brings that the document should know of; as findings they are in `new`.
        follows: those of `new` that say of others that nobody accepted them; they end when somebody does.
    """

    document: document.Document
    checked: tuple[str, ...]
    new: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    stale: tuple[Finding, ...]
    paths: tuple[str, ...]
    brought: tuple["candidate_room.Candidate", ...] = ()
    follows: tuple[Finding, ...] = ()


def look(
    house: House,
    changed: Iterable[str] | None = None,
    commands: bool = True,
    since: rot.Since | None = None,
) -> Seen:
    """Checks the tree, or only what changed in it.

    Args:
        house: the open house.
        changed: paths that per-file checks are limited to; None for the whole tree, which looks for rot.
        commands: whether checks of kind `command` run too.
        since: the change in which candidates for the document are looked for; None looks for none.
    """
    repository, store, text = house.world.repository, trees.remembered(house.world), _text(house, DOCUMENT)
    known = _read(store, text)
    paths = None if changed is None else frozenset(changed)
    mark, listed = repository.seen() if paths is None else ("", repository.files())
    tree = functools.cache(lambda: trees.of(repository, paths, store, listed))
    results = _run_commands(house, known) if commands else {}
    told = unchanged.Told(repository, store, (known, text), tree, mark)
    found = (*_undecoded(house), *_linted(store, known, text), *told.conformance(results))
    if since is not None:
        found = (*found, *rot.rewritten(house, known, since), *_unparsed(house, known, since))
        found = tuple(dict.fromkeys(found))
    if paths is None:
        found = (*found, *rot.of_document(house, known, results, told.examples()))
        found = (*found, *told.dismissals(rot.known(house)))
        found = rot.traced(house, found, told.gone(found))
    there, gone = _accepted_by_rule(house, known)
    before = Before(house, since)
    applied = baselines.apply(there, found, paths, listed, before.went, before.came, before.now)
    new, follows = applied.new, tuple[Finding, ...]()
    if paths is None:
        follows = rot.already(known, new, lambda: told.changed(since))
    brought = rot.brought(house, known, tree(), since) if since is not None else ()
    return Seen(
        document=known,
        checked=tuple(rule.id for rule in known.constraints if rule.kind != checks.JUDGED),
        new=(*new, *follows, *_told(house, brought)),
        accepted=applied.accepted,
        stale=(*applied.stale, *orphaned.findings(gone, paths)),
        paths=tuple(listed),
        brought=brought,
        follows=follows,
    )


def _unparsed(house: House, known: document.Document, since: rot.Since) -> tuple[Finding, ...]:
    """The files of a change that no parser reads; what is read of the others is kept."""
    paths = [
        change.path for change in since.changes if languages.language(change.path) in reading.LANGUAGES
    ]
    if not paths:
        return ()
    from parti.constraints import conformance  # a run whose answer is kept does without

    tree = trees.of(house.world.repository, paths, trees.remembered(house.world), paths)
    return tuple(conformance.unparsed(known, tree, paths))


class _Found(msgspec.Struct, frozen=True):
    findings: tuple[Finding, ...]


def _linted(store: kept_room.Kept, known: document.Document, text: str) -> tuple[Finding, ...]:
    """What is vague in the document, kept by its text as the document is."""
    label = f"lint {kept_room.code()}"

    def lint() -> _Found:
        from parti.constraints import lint  # its word lists cost 10 ms, and a kept answer needs none

        return _Found(tuple(lint.findings(known.constraints)))

    return store.value(_Found, label, text, lint).findings


def read(house: House) -> document.Document:
    """The constraint document of this repository; an empty one when there is none."""
    return _read(trees.remembered(house.world), _text(house, DOCUMENT))


def _read(store: kept_room.Kept, text: str) -> document.Document:
    return store.value(document.Document, DOCUMENT, text, lambda: document.parse(text))


def listed(house: House) -> Outcome:
    """Every constraint, and what is wrong with the document."""
    known = read(house)
    rows = [f"{rule.id:<28} {rule.kind:<16} {rule.title}" for rule in known.constraints]
    data = {"constraints": [{"id": r.id, "kind": r.kind, "title": r.title} for r in known.constraints]}
    return Outcome(
        lines=tuple(rows) or (_nothing(house),),
        data=data,
        findings=(
            *_undecoded(house),
            *known.findings,
            *_linted(trees.remembered(house.world), known, _text(house, DOCUMENT)),
        ),
        next="parti constraints test",
    )


def _nothing(house: House) -> str:
    return f"{DOCUMENT} holds no constraint." if is_there(house) else f"There is no {DOCUMENT}."


def is_there(house: House) -> bool:
    """Whether the tree has the constraint document."""
    return (house.root / DOCUMENT).exists()


def tested(house: House, only: Sequence[str]) -> Outcome:
    """Runs the kept and broken examples of the document."""
    from parti.constraints import examples

    known = read(house)
    names = {rule.id for rule in known.constraints}
    for name in only:
        if name not in names:
            raise refusal.Misused(f"There is no constraint {name!r}.", next_step="parti constraints list")
    chosen = tuple(rule for rule in known.constraints if not only or rule.id in only)
    found = examples.run(chosen, tree=trees.of(house.world.repository))
    count = sum(len(rule.examples) for rule in chosen)
    broken = tuple(known.findings) + tuple(found)
    line = f"{count} examples of {len(chosen)} constraints, {len(found)} not as they say"
    return Outcome(lines=(line,), data={"examples": count}, findings=broken, next="parti gate")


def baseline(house: House, accept: bool, shrink: bool, gone_rules: bool = False) -> Outcome:
    """Shows the baseline; accepts today's findings once, or drops what no longer occurs.

    Args:
        house: the open house.
        accept: write today's findings into it.
        shrink: drop what no longer occurs; entries of rules that cannot be read stay.
        gone_rules: drop those too.
    """
    house.require_settings()
    if gone_rules and not shrink:
        raise refusal.Misused("Rules that are gone are dropped by --shrink.", next_step=orphaned.DROP)
    if accept and shrink:
        raise refusal.Misused(
            "Accept or shrink, not both.", next_step="parti constraints baseline --shrink"
        )
    if accept:
        if house.world.repository.person().name.startswith("agent:"):
            raise refusal.NotAllowed("An agent cannot accept findings.", next_step="a person runs it")
        seen = look(house)
        count = _accept(house, seen, seen.new)
        lines = (f"accepted  {count} findings", *_beside(seen, seen.follows))
        return Outcome(lines=lines, data={"accepted": count}, next="parti gate")
    seen = look(house)
    there, gone = _accepted_by_rule(house, seen.document)
    occur = len(seen.stale) - len(orphaned.findings(gone))
    kept = {} if gone_rules else gone
    if shrink:
        _shrink(house, seen, there, kept)
    fresh = sum(baselines.acceptable(each) for each in seen.new)
    line = f"baseline  {len(seen.accepted)} accepted, {fresh} new, {occur} no longer occur"
    follow = "parti constraints baseline --shrink" if occur and not shrink else "parti gate"
    data = {"accepted": len(seen.accepted)}
    return Outcome(lines=(line, *_beside(seen)), data=data, findings=orphaned.findings(kept), next=follow)


def _beside(seen: Seen, ended: Sequence[Finding] = ()) -> tuple[str, ...]:
    """What is found and can be accepted by nobody, so that no count is left without its reason.

    Args:
        ended: findings that are gone by what was accepted just now.
    """
    found = (each for each in seen.new if each not in ended)
    codes = Counter(each.code for each in found if not baselines.acceptable(each))
    told = ", ".join(f"{count} {code}" for code, count in sorted(codes.items()))
    return (f"beside    what no baseline accepts: {told}",) if told else ()


def _shrink(
    house: House, seen: Seen, there: baselines.Baseline, kept: Mapping[str, baselines.Entry]
) -> None:
    """Writes what still occurs, and what nobody can say of for want of its rule."""
    found, before = (*seen.new, *seen.accepted), Before(house, None)
    smaller = baselines.shrink(there, found, seen.paths, before.went, before.now)
    _write(house, baselines.Baseline({**smaller.entries, **kept}))


def candidates(house: House, base: str) -> Outcome:
    """Prints, ready to be added, the sections that a change asks for.

    Args:
        base: the commit before the change; where the branch began when empty, else HEAD.
    """
    found = _brought(house, base)
    keys = {each.key: each.section for each in found}
    return Outcome(
        lines=sections(found) or (f"Nothing in this change asks for a line in {DOCUMENT}.",),
        data={"candidates": keys},
        findings=_told(house, found),
        next=f"add them to {DOCUMENT}, or parti constraints dismiss <key> --because <reason>"
        if found
        else "parti check",
    )


def sections(found: Iterable["candidate_room.Candidate"]) -> tuple[str, ...]:
    """The sections of candidates as lines, each below its key."""
    texts = (f"<!-- {each.key} -->\n{each.section}" for each in found)
    return tuple(line for text in texts for line in text.split("\n"))


def dismiss(house: House, key: str, because: str, base: str = "") -> Outcome:
    """Remembers, with the reason, that a candidate needs no line in the document."""
    house.require_settings()
    if house.world.repository.person().name.startswith("agent:"):
        raise refusal.NotAllowed(
            "An agent cannot dismiss a candidate.", next_step=f"add its section to {DOCUMENT}"
        )
    if not because.strip():
        raise refusal.Misused("A dismissal needs its reason.", next_step='--because "…"')
    keys = [each.key for each in _brought(house, base)]
    if key not in keys:
        hint = block.near(key, keys) if keys else "; this change asks for nothing"
        raise refusal.Misused(
            f"{key!r} is no candidate of this change{hint}.", next_step="parti constraints candidates"
        )
    made = rot.dismiss(house, key, because.strip())
    line = f"dismissed {key}   {made.by}, {made.on}: {made.because}"
    return Outcome(lines=(line,), data={"key": key, "because": made.because}, next="parti check")


def _told(house: House, found: Sequence["candidate_room.Candidate"]) -> tuple[Finding, ...]:
    """Candidates as findings."""
    if not found:
        return ()
    from parti.constraints import candidates  # it and what it reads with cost 10 ms

    return tuple(candidates.findings(found, _level(house)))


def _level(house: House) -> Level:
    """How loud a candidate is."""
    required = house.is_set_up and house.settings.constraints.candidates == "require"
    return "error" if required else "warning"


def _brought(house: House, base: str) -> tuple["candidate_room.Candidate", ...]:
    repository = house.world.repository
    began = repository.resolve(base) if base else repository.forked() or repository.head()
    since = rot.since(house, began or repository.resolve(""))
    tree = trees.of(repository, None, trees.remembered(house.world))
    return rot.brought(house, read(house), tree, since) if since is not None else ()


def explain(house: House, kind: str) -> Outcome:
    """The manual of a kind of check, which is its module's docstring."""
    del house
    if not kind:
        rows, every = tuple(f"{name:<18} {_first_line(name)}" for name in checks.kinds()), [*checks.kinds()]
        return Outcome(lines=rows, data={"kinds": every}, next="parti constraints explain <kind>")
    if kind not in checks.kinds():
        said = f"{kind!r} is not a kind of check{block.near(kind, checks.kinds())}"
        raise refusal.Misused(said, next_step="parti constraints explain")
    manual = checks.manual(kind)
    return Outcome(lines=tuple(manual.splitlines()), data={"kind": kind, "manual": manual})


def accept_today(house: House, findings: Iterable[Finding] | None = None) -> int:
    """Writes today's errors, or the findings given, into the baseline; returns how many."""
    seen = look(house)
    return _accept(house, seen, seen.new if findings is None else findings)


def _accept(house: House, seen: Seen, wanted: Iterable[Finding]) -> int:
    """What cannot be judged for want of its rule stays as it was."""
    found = tuple(f for f in wanted if baselines.acceptable(f))
    _, gone = _accepted_by_rule(house, seen.document)
    made = baselines.accept((*seen.accepted, *found))
    _write(house, baselines.Baseline({**made.entries, **gone}))
    return len(found)


def third_party(tree: "Lazy", scope: Scope) -> tuple[str, ...]:
    """Top-level names that the code in scope imports and neither the tree nor the standard library has."""
    from parti.source import import_scan, imports

    own = imports.first_party(tree.paths())
    scoped = (path for path in tree.paths() if path.endswith(".py") and scope.covers(path))
    tops = {name for path in scoped for name in import_scan.imports_of(tree.text(path))}
    return tuple(sorted(tops - own - set(sys.stdlib_module_names) - {"", "__main__"}))


def _run_commands(house: House, known: document.Document) -> "Mapping[str, conformance.Result]":
    if not any(rule.kind == checks.COMMAND for rule in known.constraints):
        return {}
    from parti.constraints import conformance

    timeout = house.settings.suite.timeout if house.is_set_up else 900
    results = {}
    for identity, command in conformance.commands(known.constraints):
        ran = house.world.runner.run(command, cwd=house.root, timeout=timeout)
        results[identity] = conformance.Result(ran.code, ran.output)
    return results


def _accepted_by_rule(
    house: House, known: document.Document
) -> tuple[baselines.Baseline, Mapping[str, baselines.Entry]]:
    """What was accepted of the rules that are there, and the entries of those that nobody can read."""
    accepted = baselines.load(_text(house, BASELINE))
    gone = orphaned.of(accepted, {rule.id for rule in known.constraints})
    return orphaned.without(accepted, gone), gone


def _write(house: House, value: baselines.Baseline) -> None:
    files.write(house.root / BASELINE, baselines.dump(value).encode())


def _undecoded(house: House) -> tuple[Finding, ...]:
    """That a part of the document is no text; what follows from the rest is told all the same."""
    return encoding.findings(_bytes(house, DOCUMENT), DOCUMENT)


def _text(house: House, path: str) -> str:
    return _bytes(house, path).decode("utf-8", "replace")


def _bytes(house: House, path: str) -> bytes:
    target = house.root / path
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise refusal.Unready(
            f"{path} cannot be read: {error.strerror}.", next_step=f"check {target}", place=path
        ) from error


def _first_line(kind: str) -> str:
    return checks.manual(kind).split("\n")[0]
