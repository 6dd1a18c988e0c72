"""The quiet set: what the constraints say about commits that people made, one by one.

Called by the command with `--quiet`. A history is a git directory: given in a folder, or cloned into
the user's cache from the project's own address. For each of the last commits that change product code, made
by a person, no merge, the changed files are judged before and after; only what is new and blocks is an
alarm. Each alarm also says whether its rule was rotten at the commit's parent, by Parti's own words: rules
were written from a release, and one that names what an older day did not have was no rule of that day.
"""

import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bench.plumb import judge, projects, report
from parti.chunks import oracle
from parti.constraints import conformance, constraint, document, finding, moves, rot
from parti.constraints import tree as trees
from parti.source.shape import FileChange

_ROBOT = re.compile(r"\[bot\]|dependabot|renovate|pre-commit-ci|github-actions|release-please", re.I)


class Commit(NamedTuple):
    """A commit with its parent and the product and test files that it changes."""

    id: str
    parent: str
    subject: str
    paths: tuple[str, ...]


class History:
    """A git directory, read only."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.blobs = lru_cache(maxsize=200)(self._blobs)
        self.text = lru_cache(maxsize=30_000)(self._text)

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", f"--git-dir={self.place}", *words], capture_output=True, check=True, timeout=600
        )
        return done.stdout.decode("utf-8", "replace")

    def commits(self, project: projects.Project, count: int, skip: int = 0) -> Iterator[Commit]:
        """The last commits by people that change the project's own code; the last `skip` are left out.

        Those of the third set are counted back from the commit whose tree its rules were written from.
        """
        form = "--format=%x01%H%x02%P%x02%an <%ae>%x02%s"
        last = project.upto or "HEAD"
        said = self.git("log", "--no-merges", "--no-renames", "--name-only", form, "-n", "4000", last)
        for block in said.split("\x01")[1:]:
            head, _, names = block.partition("\n")
            name, parents, author, subject = head.split("\x02")
            paths = tuple(
                path
                for path in names.split()
                if project.is_product(path) or projects.fits(path, project.tests)
            )
            if parents and not _ROBOT.search(author) and any(map(project.is_product, paths)):
                if skip:
                    skip -= 1
                    continue
                yield Commit(name, parents.split()[0], subject, paths)
                count -= 1
            if not count:
                return

    def _blobs(self, commit: str) -> Mapping[str, str]:
        """Blob by path of a commit's tree."""
        rows = (line.partition("\t") for line in self.git("ls-tree", "-r", commit).splitlines())
        return {path: head.split()[2] for head, _, path in rows}

    def _text(self, blob: str) -> str:
        return self.git("cat-file", "blob", blob)


def place(project: projects.Project, given: Path | None) -> Path | None:
    """The project's git directory: given, or in the cache, cloned when it is not there yet."""
    if given is not None:
        owner, name = project.history.rsplit("/", 2)[-2:]
        for path in (given / project.name, given / f"{project.name}.git", given / owner / name):
            for folder in (path, path / ".git"):
                if (folder / "objects").exists():
                    return folder
    path = projects.cache() / "histories" / f"{project.name}.git"
    if not path.exists():
        words = ["git", "clone", "--quiet", "--bare", "--single-branch", project.history, str(path)]
        try:
            done = subprocess.run(words, capture_output=True, check=False, timeout=600, env=_ASKS_NOBODY)
        except (OSError, subprocess.TimeoutExpired):
            return None
        if done.returncode:
            return None
    return path


_ASKS_NOBODY = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}


def run(
    chosen: Sequence[projects.Project],
    given: Path | None,
    count: int,
    found: report.Found,
    skip: int = 0,
) -> None:
    """Judges the commits of every project whose history can be had, the last `skip` of each left out."""
    for project in chosen:
        where = place(project, given)
        if where is None:
            why = f"NOT RUN: no history in --histories, and {project.history} cannot be cloned"
            found.notes[f"{project.name} history"] = why
            print(f"{project.name}: {why}", file=sys.stderr)
            continue
        history = History(where)
        rules = document.parse(project.rules())
        number, old, pairs = 0, 0, 0
        for commit in history.commits(project, count, skip):
            number += 1
            if number % SAMPLED == 1:
                old += sum(1 for rule in rules.constraints if rotten(history, rule, commit.parent))
                pairs += len(rules.constraints)
            found.alarms += [
                {
                    "project": project.name,
                    "commit": commit.id,
                    "rule": each.code,
                    "path": each.place.path,
                    "line": each.place.line,
                    "message": each.message,
                    "rotten": rotten(history, rules.by_id().get(each.code), commit.parent),
                }
                for each in alarms(project, history, rules, commit)
            ]
        found.commits[project.name] = number
        found.rotten[project.name] = (old, pairs)
        print(f"{project.name}: {number} commits, {len(found.alarms)} alarms so far", file=sys.stderr)


SAMPLED = 15
"""Of so many commits one is asked which of all rules were rotten at its parent."""


def rotten(history: History, rule: constraint.Constraint | None, commit: str) -> str:
    """What Parti says is rotten of a rule in the whole tree of a commit; nothing for a judge of tests.

    Lists of packages are never told: an allowance that nobody uses yet makes no other finding wrong.
    """
    if rule is None or rule.kind in _LISTS:
        return ""
    blobs = history.blobs(commit)
    tree = trees.Lazy(blobs, lambda path: history.text(blobs[path]), None, judge.extract)
    return next((each.message for each in rot.stale(rule, tree)), "")


def alarms(
    project: projects.Project, history: History, rules: document.Document, commit: Commit
) -> tuple[finding.Finding, ...]:
    """What would block the commit: new findings of the constraints, weak and weakened tests."""
    changed = frozenset(path for path in commit.paths if project.is_product(path))
    before = judged(project, history, rules, commit.parent, changed)
    after = judged(project, history, rules, commit.id, changed)
    errors = [each for each in after if each.level == "error"]
    texts = [_change(history, commit, path) for path in commit.paths]
    ours = {each.path: each for each in texts if each.path in changed}

    def went(paths: Collection[str]) -> Sequence[moves.Moved]:
        return moves.find(tuple(ours.values()), paths)

    fresh = judge.new(errors, before, history.blobs(commit.id), went, ours)
    chosen = _chosen_before(project, history, rules, commit, fresh)
    tests = (each for each in oracle.findings(texts, whole=True) if each.level == "error")
    return (*(each for each in fresh if (each.code, each.message) not in chosen), *tests)


_LISTS = frozenset({"stdlib-only", "allowed-dependencies"})
"""Kinds that hold a list of the day: years ago another package was the chosen one."""


def _chosen_before(
    project: projects.Project,
    history: History,
    rules: document.Document,
    commit: Commit,
    fresh: Sequence[finding.Finding],
) -> frozenset[tuple[str, str]]:
    """What a list of the commit's own day would have held: packages that its parent used anywhere."""
    codes = {each.code for each in fresh}
    lists = tuple(rule for rule in rules.constraints if rule.kind in _LISTS and rule.id in codes)
    if not lists:
        return frozenset()
    old = judged(project, history, document.Document(lists, ()), commit.parent, None)
    return frozenset((each.code, each.message) for each in old)


def judged(
    project: projects.Project,
    history: History,
    rules: document.Document,
    commit: str,
    changed: frozenset[str] | None,
) -> Sequence[finding.Finding]:
    blobs = {path: blob for path, blob in history.blobs(commit).items() if project.is_product(path)}
    tree = trees.Lazy(blobs, lambda path: history.text(blobs[path]), changed, judge.extract)
    return tuple(conformance.judge(rules.constraints, tree))


def _change(history: History, commit: Commit, path: str) -> FileChange:
    old, new = history.blobs(commit.parent).get(path), history.blobs(commit.id).get(path)
    return FileChange(path, history.text(old) if old else None, history.text(new) if new else None)
