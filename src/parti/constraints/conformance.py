"""Runs every constraint over a tree and says where the code does not conform.

Called by `check`, by the gate and by the doors through `workflow`, which gives the tree and, as data, how
the commands ended. Pure: the same document, tree and results give the same findings, in one order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from parti.constraints import block, checks, constraint, document, finding, rot, suppression, sweep
from parti.constraints import tree as trees
from parti.constraints.checks import command
from parti.source import languages, reading


class Result(msgspec.Struct, frozen=True):
    """How a `command` constraint's command ended."""

    code: int
    output: str


def commands(rules: Iterable[constraint.Constraint]) -> tuple[tuple[str, str], ...]:
    """(constraint id, command line) of each command that `workflow` must run first."""
    return tuple((rule.id, command.line(rule)) for rule in rules if rule.kind == command.KIND)


def run(
    read: document.Document, tree: constraint.Tree, results: Mapping[str, Result] | None = None
) -> tuple[finding.Finding, ...]:
    """Every finding: the document's own, broken constraints, rot, suppressions, unread files.

    A command without a result is skipped, because a fast run leaves commands to the gate. Rot is looked
    for on a whole tree only.
    """
    known = trees.remembering(tree)
    judged = judge(read.constraints, known)
    found = [*judged, *_ended(read.constraints, results or {}, known.paths())]
    comments = _suppressions(known, found)
    kept = [each for each in found if not any(comment.allows(each) for comment in comments)]
    rotten = () if tree.changed() is not None else rot.of(read, known)
    about = _about_comments(comments, found, read, _evaluated(read, results or {}))
    nearly = _nearly(known, kept)
    every = (*read.findings, *kept, *rotten, *about, *nearly, *_unread(known, read.constraints))
    return finding.order(tuple({_key(each): each for each in every}.values()))


stale = rot.stale


def _key(each: finding.Finding) -> tuple[str, str, int, int, str]:
    return each.code, each.place.path, each.place.line, each.place.column, each.message


def of_rule(rule: constraint.Constraint, tree: constraint.Tree) -> tuple[finding.Finding, ...]:
    """What one constraint finds, without suppressions: for examples and mining."""
    return tuple(judge((rule,), tree))


def judge(
    rules: Sequence[constraint.Constraint], tree: constraint.Tree, *, prefilter: bool = True
) -> Iterator[finding.Finding]:
    """What the constraints find, without suppressions and commands.

    Kinds that judge file by file share one pass over the tree; the others go one after another.
    """
    by_file, across = looks(rules, tree)
    yield from sweep.run(by_file, tree, prefilter=prefilter)
    yield from chain.from_iterable(across)


def looks(
    rules: Sequence[constraint.Constraint], tree: constraint.Tree
) -> tuple[list[sweep.Pair], list[Iterable[finding.Finding]]]:
    """How each constraint judges: file by file, or across files, which nothing has looked at yet."""
    by_file: list[sweep.Pair] = []
    across: list[Iterable[finding.Finding]] = []
    for rule in rules:
        check = checks.load(rule.kind)
        if isinstance(check, constraint.FileCheck):
            by_file.append((rule, check.look(rule, tree)))
        elif isinstance(check, constraint.TreeCheck):
            across.append(check.findings(rule, tree))
    return by_file, across


def _ended(
    rules: Iterable[constraint.Constraint], results: Mapping[str, Result], paths: Sequence[str]
) -> Iterator[finding.Finding]:
    """What the commands that ran have to say."""
    for rule in rules:
        result = results.get(rule.id)
        if rule.kind == command.KIND and result is not None:
            yield from command.judge(rule, result.code, result.output, paths)


def _suppressions(
    tree: constraint.Tree, found: Iterable[finding.Finding]
) -> tuple[suppression.Suppression, ...]:
    """The comments in the files of this run, and in any other that a cross-file kind reports."""
    changed = tree.changed()
    paths = set(tree.paths() if changed is None else changed.intersection(tree.paths()))
    paths |= {each.place.path for each in found}.intersection(tree.paths())
    return tuple(
        each
        for path in sorted(paths)
        if languages.language(path)
        for each in suppression.collect(path, tree.text(path))
    )


def _nearly(tree: constraint.Tree, kept: Iterable[finding.Finding]) -> Iterator[finding.Finding]:
    """Comments beside what is told that were meant to allow it, and are not read."""
    there = frozenset(tree.paths())
    for each in kept:
        if each.place.line and each.place.path in there and languages.language(each.place.path):
            said = suppression.nearly(each.place.path, tree.text(each.place.path), each)
            if said is not None:
                yield said


def _evaluated(read: document.Document, results: Mapping[str, Result]) -> frozenset[str]:
    """The constraints that this run judged; a comment about any other cannot be called unused."""
    return frozenset(r.id for r in read.constraints if r.kind != command.KIND or r.id in results)


def _about_comments(
    comments: Iterable[suppression.Suppression],
    found: Iterable[finding.Finding],
    read: document.Document,
    ran: frozenset[str],
) -> Iterator[finding.Finding]:
    rules = read.by_id()
    places = {(each.code, each.place.path, each.place.line) for each in found}
    for comment in comments:
        if comment.id not in rules:
            yield suppression.unknown(comment, block.near(comment.id, rules))
        elif not comment.reason:
            yield suppression.unreasoned(comment)
        elif comment.id in ran and not any(
            (comment.id, comment.path, at) in places for at in comment.covers
        ):
            yield suppression.unused(comment)


def unparsed(read: document.Document, tree: trees.Lazy, paths: Iterable[str]) -> Iterator[finding.Finding]:
    """Files among the paths that no parser reads, where a constraint that reads code covers them.

    A check that looks for a word parses no file without it, so a run alone does not tell of these.
    """
    rules = [rule for rule in read.constraints if rule.kind not in {checks.JUDGED, command.KIND}]
    wanted = {path for path in paths if languages.language(path) in reading.LANGUAGES}
    covered = [
        p for p in sorted(wanted.intersection(tree.paths())) if any(r.scope.covers(p) for r in rules)
    ]
    for path in covered:
        tree.facts(path)
    yield from (each for each in _unread(tree, rules) if each.place.path in covered)


def _unread(tree: constraint.Tree, rules: Iterable[constraint.Constraint]) -> Iterator[finding.Finding]:
    """Files that a check wanted and that do not parse or are left out: said, never passed over."""
    problems = tree.problems() if isinstance(tree, trees.Factual) else {}
    scopes = [rule.scope for rule in rules if rule.kind not in {checks.JUDGED, command.KIND}]
    for path, problem in problems.items():
        if not problem.line and not any(scope.covers(path) for scope in scopes):
            continue
        why = (
            f"because it does not parse: {problem.message}"
            if problem.line
            else f"because {problem.message}"
        )
        mend = "correct the syntax" if problem.line else "put a readable file there, remove it from git"
        yield finding.Finding(
            code="constraints/unread",
            level="warning",
            message=f"not checked, {why}",
            place=finding.Place(path=path, line=problem.line),
            fix=f"{mend}, or leave the file out of the scope",
            snippet=problem.message,
        )
