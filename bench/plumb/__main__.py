"""`python -m bench.plumb`: seeds the defects, asks every eye, prints one table.

--quick            one mutant a shape instead of three; no baselines that are slow
--projects a,b     only these
--json FILE        the figures as data
--tools a,b        only these baselines; `none` for none
--quiet            the human commits as well: histories are cloned, or found in --histories FOLDER
--third            the human commits of the third set, whose rules others wrote; no defects
--skip N           the human commits before the last N of each project, which nobody has looked at
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from examples.tour.show import Absent, Differs

from bench.plumb import baselines, judge, operators, projects, quiet, report, score, semgrep, suites
from bench.plumb.mutant import Mutant

COUNT = 3
SAMPLE = {"bandit": 120, "pylint": 30, "semgrep": 60}
"""Slow tools look at so many mutants of a project, drawn by a fixed seed; the others at all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; 0 when the goals are reached, 1 when one is missed."""
    asked = _arguments(arguments)
    chosen = projects.load(tuple(name for name in asked.projects.split(",") if name), asked.third)
    found = report.Found(began=time.strftime("%Y-%m-%d"))
    for path in asked.join:
        found.join(msgspec.json.decode(path.read_bytes(), type=report.Kept))
    for project in () if asked.defects == "none" or asked.third else chosen:
        try:
            _project(project, asked, found)
        except (Absent, Differs) as error:
            found.skipped[project.name] = str(error)
    found.notes |= {} if asked.tools == "none" else baselines.NOT_RUN
    if asked.quiet or asked.third:
        quiet.run(chosen, asked.histories, asked.commits, found, asked.skip)
    print(report.text(found))
    if asked.json:
        asked.json.parent.mkdir(parents=True, exist_ok=True)
        asked.json.write_text(json.dumps(report.data(found), indent=1, sort_keys=True) + "\n", "utf-8")
    if asked.rows:
        asked.rows.write_bytes(msgspec.json.encode(found.kept()))
    return 0 if report.reached(found) else 1


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.plumb", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--projects", default="")
    parser.add_argument("--defects", default="", help="only these classes; none for the quiet set alone")
    parser.add_argument("--tools", default="")
    parser.add_argument(
        "--suites", type=int, default=0, metavar="N", help="mutants a project for its own tests"
    )
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rows", type=Path, help="every single score, for looking at misses")
    parser.add_argument("--join", type=Path, nargs="*", default=[], help="rows of earlier runs, taken in")
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--third", action="store_true")
    parser.add_argument(
        "--histories",
        type=Path,
        default=os.environ.get("PLUMB_HISTORIES"),
        help="a folder with a git directory for each project: huey.git, httpx.git, …",
    )
    parser.add_argument("--commits", type=int, default=60, help="human commits a project")
    parser.add_argument(
        "--skip", type=int, default=0, metavar="N", help="leave out the last N of them: a fresh set"
    )
    return parser.parse_args(arguments)


def _project(project: projects.Project, asked: argparse.Namespace, found: report.Found) -> None:
    place = projects.folder(project)
    every = projects.whole(project, place)
    ground = projects.ground(project, every)
    defects = [each for each in asked.defects.split(",") if each] or list(operators.CLASSES)
    made = [m for defect in defects for m in operators.mutants(ground, defect, 1 if asked.quick else COUNT)]
    eyes = judge.Parti(project.rules(), every)
    kinds = {rule.id: rule.kind for rule in eyes.read.constraints}
    wall, cpu = time.perf_counter(), time.process_time()
    for mutant in made:
        found.rows.append(score.row(mutant, project.half, "parti", list(_seen(eyes, mutant, kinds))))
    found.spent("parti", time.perf_counter() - wall, len(made), time.process_time() - cpu)
    print(f"{project.name}: {len(made)} mutants, {time.perf_counter() - wall:.0f} s", file=sys.stderr)
    if asked.tools != "none":
        _baselines(project, asked, made, every, found)
    if asked.suites and not project.suite:
        found.notes[f"{project.name} suite"] = "not run: " + (
            project.no_suite or "no offline suite is known"
        )
    elif asked.suites:
        suites.run(project, place, _drawn(made, asked.suites), found)


def _seen(eyes: judge.Parti, mutant: Mutant, kinds: dict[str, str]) -> Sequence[score.Seen]:
    right = score.RIGHT.get(mutant.defect)
    return [
        score.Seen(
            each.place.path, each.place.line or 1, right is None or kinds.get(each.code, each.code) in right
        )
        for each in eyes(mutant)
    ]


def _baselines(
    project: projects.Project,
    asked: argparse.Namespace,
    made: Sequence[Mutant],
    every: object,
    found: report.Found,
) -> None:
    if project.language != "python":
        found.notes[project.name] = "ruff, bandit, pylint and semgrep's rules here read Python only"
        return
    assert isinstance(every, dict)
    for tool in _tools(asked, found):
        drawn = _drawn(made, SAMPLE[tool.name]) if tool.name in SAMPLE else list(made)
        with tempfile.TemporaryDirectory() as aside:
            said, seconds = baselines.run(tool, drawn, every, Path(aside))
        found.spent(tool.name, seconds, len(drawn))
        found.rows += [score.row(m, project.half, tool.name, said[m.key]) for m in drawn]


def _tools(asked: argparse.Namespace, found: report.Found) -> Iterator[baselines.Tool]:
    """The baselines that were asked for, the slow ones not in a quick run."""
    named = [name for name in asked.tools.split(",") if name]

    def wanted(name: str) -> bool:
        return (not named or name in named) and not (asked.quick and name in SAMPLE)

    yield from (tool for tool in baselines.tools() if wanted(tool.name))
    if wanted("semgrep"):
        tool = baselines.scanner(asked.histories)
        if tool is None:
            found.notes["semgrep"] = f"not run: its engine, or {semgrep.ADDRESS}, cannot be had"
        else:
            yield tool


def _drawn(made: Sequence[Mutant], count: int) -> list[Mutant]:
    """A part of the mutants, the same each time."""
    return list(made) if len(made) <= count else random.Random("plumb").sample(list(made), count)


if __name__ == "__main__":
    raise SystemExit(main())
