"""The projects' own tests as an eye: a mutant is caught when the suite no longer passes.

Called by the command for a drawn part of the mutants, only for projects whose suite runs offline in less
than a minute. A suite that hangs counts as caught, and is ended.
"""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from examples.tour import fetch

from bench.plumb import report, score
from bench.plumb.mutant import Mutant
from bench.plumb.projects import Project

LIMIT = 60.0


def run(project: Project, place: Path, mutants: Sequence[Mutant], found: report.Found) -> None:
    """Runs the suite on the clean tree, then on each mutant."""
    with tempfile.TemporaryDirectory() as aside:
        tree = Path(aside) / "tree"
        shutil.copytree(place, tree)
        fetch.environment(tree, project.needs)
        began = time.perf_counter()
        if _fails(project, tree):
            found.notes[f"{project.name} suite"] = "not run: it fails or takes too long on the clean tree"
            return
        for mutant in mutants:
            before = {path: _text(tree / path) for path in mutant.texts}
            for path, text in mutant.texts.items():
                _put(tree / path, text)
            caught = _fails(project, tree)
            for path, old in before.items():
                _put(tree / path, old)
            seen = [score.Seen(path, line, True) for path, line in mutant.places] if caught else []
            found.rows.append(score.row(mutant, project.half, "project tests", seen))
        found.spent("project tests", time.perf_counter() - began, len(mutants))


def _fails(project: Project, tree: Path) -> bool:
    words = shlex.split(project.suite)
    words[0] = str(tree / ".venv/bin" / words[0])
    kept = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    started = subprocess.Popen(
        words,
        cwd=tree,
        env=kept,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return started.wait(LIMIT) != 0
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        return True


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


def _put(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
