"""The usual tools on the same mutants: only what is new against the clean file counts.

Called by the command. All mutants of a batch lie in one folder, each in its own, and a tool starts once.
A tool that is not there, or would need the network, is said to be not run.
"""

import json
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.plumb import semgrep
from bench.plumb.mutant import Mutant
from bench.plumb.said import Said
from bench.plumb.score import Seen


class Tool(NamedTuple):
    """A linter: how it is started on a folder, and how its output is read."""

    name: str
    command: tuple[str, ...]
    read: Callable[[str], Iterator[Said]]


ON_TARGET: Mapping[str, str] = {
    "D01": r"S301|S302|S403|B301|B302|B403|DTZ|PTH|S6\d\d|B6\d\d|W1514|R1732|SIM115",
    "D02": r"R0801|DTZ",
    "D03": r"F401|F841|W0611",
    "D04": r"$^",
    "D05": r"B011|B015|PT015|PLR0124|R0124|S110|SIM222|W0101|F811|B101$^",
    "D06": r"PLR0124|R0124|S110|SIM222|W0101|PT0\d\d",
    "D08": r"PLC0415|C0415|TID252|R0401|F401$^",
    "D10": r"E722|BLE001|S110|S112|SIM105|PERF203|B110|B112|W0702|W0703|W0718|B012|W0150|SIM107|TRY",
    "D11": r"PERF203|BLE001|S110|S112|B110|B112$^",
    "D15": r"$^",
    "D16": r"E0401|TID25[13]",
    "D17": r"DTZ|TID251|SIM112",
    "D18": r"S113|B113|W3101|S310|PLW1510|W1510",
}
"""Codes that speak of the class; what else a tool says of the same line is of style."""


_TARGETS = (ON_TARGET, semgrep.ON_TARGET)

NOT_RUN: Mapping[str, str] = {
    "eslint": "not run: nobody has set it up for the two projects in JavaScript and TypeScript yet",
}
"""Tools that a reader may miss, and why they are not there."""


def bandit(output: str) -> Iterator[Said]:
    for each in json.loads(output[output.index("{") :])["results"]:
        yield Said(each["filename"], each["line_number"], each["test_id"], each["issue_text"])


def ruff(output: str) -> Iterator[Said]:
    for each in json.loads(output):
        yield Said(each["filename"], each["location"]["row"], each["code"] or "", each["message"])


def pylint(output: str) -> Iterator[Said]:
    for each in json.loads(output):
        yield Said(each["path"], each["line"], each["message-id"], each["message"])


def scanner(given: Path | None) -> Tool | None:
    """Semgrep with its public rules; None where they cannot be had. Asked for late: its engine is fetched.

    Args:
        given: a folder of histories, in which those rules may lie.
    """
    command = semgrep.command(given)
    return Tool("semgrep", command, semgrep.read) if command else None


def tools() -> tuple[Tool, ...]:
    """What is there to compare with: beside this interpreter or on the path."""
    known = (
        ("ruff", ("ruff", "check", "--isolated", "--no-cache", "-q", "--output-format", "json"), ruff),
        (
            "ruff ALL",
            (
                "ruff",
                "check",
                "--isolated",
                "--no-cache",
                "-q",
                "--select",
                "ALL",
                "--output-format",
                "json",
            ),
            ruff,
        ),
        ("bandit", ("bandit", "-q", "-r", "-f", "json"), bandit),
        (
            "pylint",
            ("pylint", "--rcfile=/dev/null", "--output-format=json", "--recursive=y", "-j", "2"),
            pylint,
        ),
    )
    found = []
    for name, command, read in known:
        program = _where(command[0])
        if program:
            found.append(Tool(name, (program, *command[1:]), read))
    return tuple(found)


def _where(program: str) -> str:
    beside = Path(sys.executable).parent / program
    return str(beside) if beside.exists() else shutil.which(program) or ""


def run(
    tool: Tool, mutants: Sequence[Mutant], clean: Mapping[str, str], place: Path
) -> tuple[Mapping[str, list[Seen]], float]:
    """What the tool says anew about each mutant, by its key; and the seconds of the run."""
    names = {f"m{number:05}": mutant for number, mutant in enumerate(mutants)}
    touched = sorted({path for mutant in mutants for path in mutant.texts if path in clean})
    for path in touched:
        _write(place / "clean" / path, clean[path])
    for name, mutant in names.items():
        for path, text in mutant.texts.items():
            _write(place / name / path, text)
    _write(place / ".semgrepignore", "")  # its own list leaves tests out
    began = time.perf_counter()
    before: dict[str, Counter[tuple[str, str]]] = {}
    result: dict[str, list[Seen]] = {mutant.key: [] for mutant in mutants}
    said = sorted(_said(tool, place), key=lambda each: not each.path.startswith("clean/"))
    left: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for each in said:
        name, _, path = each.path.partition("/")
        words = (each.code, _same(each.words))
        if name == "clean":
            before.setdefault(path, Counter())[words] += 1
            continue
        mutant = names[name]
        counts = left.setdefault((name, path), before.get(path, Counter()).copy())
        if counts[words] > 0:
            counts[words] -= 1
        else:
            right = any(re.match(known.get(mutant.defect, "$^"), each.code) for known in _TARGETS)
            result[mutant.key].append(Seen(path, each.line, right))
    return result, time.perf_counter() - began


def _same(words: str) -> str:
    """The words without numbers, which grow with the file."""
    return re.sub(r"\d+", "0", words)


def _said(tool: Tool, place: Path) -> Iterator[Said]:
    done = subprocess.run(
        [*tool.command, "."], cwd=place, capture_output=True, text=True, check=False, timeout=3000
    )
    for each in tool.read(done.stdout or "[]"):
        path = Path(each.path)
        path = path.relative_to(place.resolve()) if path.is_absolute() else path
        yield each._replace(path=path.as_posix().removeprefix("./"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", errors="replace")
