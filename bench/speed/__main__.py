"""Prints the table of `bench.speed`; the exit code is 1 when a goal was missed.

The goals and the method are those of the conformance study: ratios of processor time of whole processes, in
pairs, medians; findings compared one by one.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import pairs
from bench.speed import compiled, look, peers, rules, sound, subject

BIG = "homeassistant"
FIVE = (
    "components/mqtt/sensor.py", "components/light/__init__.py", "components/hue/bridge.py",
    "helpers/storage.py", "config_entries.py",
)  # fmt: skip


def main(words: Sequence[str]) -> int:
    """Runs the parts that are named, or all; 0 when every goal was reached."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody lives without bytecode, and no peer is made to
    parts = {"chunk": chunk, "tree": whole, "memory": memory, "graph": graphs, "sound": sound.sound}
    parts |= {"compiled": compiled.compiled, "semgrep": semgrep}
    wanted = [word for word in words if word in {*parts, "stages"}] or list(parts)
    parts["stages"] = stages
    good = [all(parts[name]()) for name in wanted]
    return 0 if all(good) else 1


def verdict(what: str, value: float, goal: float, unit: str = "×") -> bool:
    """One line; whether the value is at most the goal."""
    good = value <= goal
    print(f"  {what:<66} {value:7.2f} {unit}  (goal ≤ {goal})   {'ok' if good else 'MISSED'}")
    return good


def chunk() -> list[bool]:
    """One changed file and five, process included; a resident process; a whole tree that did not change."""
    home = look.repository(BIG)
    five = [f"{BIG}/{name}" for name in FIVE]
    bare = [sys.executable, "-I", "-S", "-c", "pass"]
    rule = rules.ast_grep(rules.ARCHITECTURE)
    grep = [str(peers.programs() / "ast-grep"), "scan", "--inline-rules", rule, "--json=stream"]
    print("a chunk: 16 rules and 10 import contracts, processor time of the whole process")
    look.run(home, look.full(five))  # keeps what the hook knows
    good = [
        verdict("the hook, 1 file ÷ bare interpreter", cpu(look.hook(five[:1]), bare, 21, home), 1.6),
        verdict("the hook, 5 files ÷ ast-grep", cpu(look.hook(five), [*grep, *five], 15, home), 0.65),
    ]
    for name in five:
        ratio = cpu(look.hook([name]), bare, 9, home)
        print(f"    {name.partition('/')[2]:<40} {ratio:5.2f} × a bare interpreter")
    told("the full program, 1 file ÷ bare interpreter", cpu(look.full(five[:1]), bare, 5, home))
    told("the full program, 5 files ÷ ast-grep", cpu(look.full(five), [*grep, *five], 5, home))
    times = {name: look.resident(home, name) for name in five}
    for name in (name for name, took in times.items() if took is None):
        print(f"    {name.partition('/')[2]:<40} goes the full way once it is edited")
    worst = max(took for took in times.values() if took is not None)
    good.append(verdict("resident, a file changed, the slowest of the 5", worst, 5.0, "ms"))
    answered, every = look.answered(home)
    print(f"    {answered} of the {every} files are answered by the hook alone")
    return [*good, unchanged(home)]


def unchanged(home: Path) -> bool:
    """A whole tree in which nothing changed, against import-linter with its cache."""
    with tempfile.TemporaryDirectory() as place:
        contracts = Path(place) / "contracts.ini"
        contracts.write_text(rules.import_linter(BIG))
        program = str(peers.programs() / "lint-imports")
        lint = [program, "--config", str(contracts), "--cache-dir", place]
        return verdict(
            "whole tree unchanged ÷ import-linter with its cache", cpu(look.whole(home), lint, 5, home), 0.1
        )


def told(what: str, value: float) -> None:
    """A figure without a goal."""
    print(f"  {what:<66} {value:7.2f} ×")


def whole() -> list[bool]:
    """A tree of 30 MB from nothing."""
    folder = str(peers.tree(BIG))
    print(f"the whole tree of {peers.TREES[BIG]}, {megabytes(folder):.1f} MB of Python, nothing kept")
    good = []
    with tempfile.TemporaryDirectory() as place:
        contracts = Path(place) / "contracts.ini"
        contracts.write_text(rules.import_linter(BIG))
        lint = [str(peers.programs() / "lint-imports"), "--config", str(contracts), "--no-cache"]
        for kind, goal in (("ARCHITECTURE", 0.33), ("LINT", 9.0)):
            grep = scanning(getattr(rules, kind), folder)
            rows = []
            for _ in range(3):
                mine = pairs.once(peers.ours("tree", folder, kind, BIG), Path.cwd()).cpu
                theirs = pairs.once(grep, Path(folder)).cpu + pairs.once(lint, Path(folder)).cpu
                rows.append((mine, theirs))
            ratio = statistics.median(a / b for a, b in rows)
            name = f"{len(getattr(rules, kind))} rules + 10 contracts ÷ (ast-grep + import-linter)"
            good.append(verdict(f"{name}, {statistics.median(a for a, _ in rows):.1f} s", ratio, goal))
        good.append(_below(folder, lint, contracts))
        good.append(
            verdict(
                "16 rules + 10 contracts ÷ the floor (read, scan, imports, parse)",
                cpu(peers.ours("tree", folder, "ARCHITECTURE", BIG), peers.ours("floor", folder), 3),
                2.0,
            )
        )
        good.append(
            verdict(
                "peak memory",
                float(said(peers.ours("tree", folder, "ARCHITECTURE", BIG))["peak MB"]),
                60,
                "MB",
            )
        )
    return good


def _below(folder: str, lint: Sequence[str], contracts: Path) -> bool:
    """The same tree with one more layer on top, so that Parti reads the imports of every file too."""
    contracts.write_text(rules.import_linter(BIG, rules.ABOVE))
    grep = scanning(rules.ARCHITECTURE, folder)
    mine = peers.ours("below", folder, "ARCHITECTURE", BIG)
    ratios = []
    for _ in range(3):
        theirs = pairs.once(grep, Path(folder)).cpu + pairs.once(lint, Path(folder)).cpu
        ratios.append(pairs.once(mine, Path.cwd()).cpu / theirs)
    return verdict("the same, no file in the top layer", statistics.median(ratios), 0.33)


def stages() -> list[bool]:
    """Where the time of a cold run over the whole tree goes."""
    folder = str(peers.tree(BIG))
    for job in ("tree", "below"):
        print(f"stages of `{job}`, processor time")
        print(run([sys.executable, "-m", "bench.speed.stages", job, folder, "ARCHITECTURE", BIG], "."))
    return []


def memory() -> list[bool]:
    """Ten times the files, by links to the same bytes: what is held does not grow with the tree."""
    one = str(peers.tree(BIG))
    print("memory: the same rules on a tree and on ten copies of it")
    with tempfile.TemporaryDirectory(dir=peers.cache()) as place:
        for number in range(10):
            shutil.copytree(one, f"{place}/copy_{number}", copy_function=os.link, symlinks=True)
        peaks = [
            float(said(peers.ours("tree", folder, "ARCHITECTURE", BIG))["peak MB"])
            for folder in (one, place)
        ]
        lines = sum(Path(one, path).read_bytes().count(b"\n") for path in subject.walk(one))
    print(f"    {lines:,} lines {peaks[0]:.0f} MB, {10 * lines:,} lines {peaks[1]:.0f} MB")
    return [verdict("peak of ten trees ÷ peak of one", peaks[1] / peaks[0], 1.5)]


def graphs() -> list[bool]:
    """The import graph, and every edge of the independent tools."""
    print("import graphs")
    good = []
    python = str(peers.programs() / "python")
    for name in (BIG, "django"):
        folder = str(peers.tree(name))
        theirs = [python, "-c", GRIMP, folder, name]
        good.append(
            verdict(f"{name} ÷ grimp", cpu(peers.ours("graph", folder, name, ".py"), theirs, 5), 0.5)
        )
        mine = {(module(a), module(b)) for a, b in json.loads((Path(folder) / "edges.json").read_text())}
        wanted = {tuple(row) for row in json.loads(run(theirs, folder))}
        missed = wanted - mine
        print(f"    {len(wanted)} edges of grimp, {len(missed)} missed, {len(mine - wanted)} more")
        good.append(not missed)
    folder = str(peers.script("rxjs"))
    with tempfile.TemporaryDirectory() as place:
        config = Path(place) / "cruise.cjs"
        config.write_text(
            "module.exports={options:{tsPreCompilationDeps:true,doNotFollow:{path:'node_modules'}}}"
        )
        theirs = [str(peers.cruiser()), "--config", str(config), "--output-type", "json", "src"]
        rows = [
            (
                pairs.once(peers.ours("graph", folder, "src"), Path.cwd()).cpu,
                pairs.once(theirs, Path(folder)).cpu,
            )
            for _ in range(5)
        ]
        good.append(verdict("rxjs ÷ dependency-cruiser", statistics.median(a / b for a, b in rows), 0.1))
        found = json.loads(run(theirs, folder))
    wanted = {
        (each["source"], to["resolved"])
        for each in found["modules"]
        for to in each["dependencies"]
        if not to["couldNotResolve"] and not to["coreModule"] and to["resolved"] != each["source"]
    }
    mine = {tuple(row) for row in json.loads((Path(folder) / "edges.json").read_text())}
    missed = wanted - mine
    print(f"    {len(wanted)} edges of dependency-cruiser, {len(missed)} missed, {len(mine - wanted)} more")
    good.append(not missed)
    return good


GRIMP = (
    "import sys, json; sys.path.insert(0, sys.argv[1]); import grimp;"
    "g = grimp.build_graph(sys.argv[2], cache_dir=None);"
    "print(json.dumps([(m, i) for m in g.modules for i in g.find_modules_directly_imported_by(m)]))"
)


def semgrep() -> list[bool]:
    """The same rules over the whole tree, where we do the contracts too; and what its start alone costs."""
    program = peers.programs() / "semgrep"
    if not program.exists():
        print("semgrep: not to be had here")
        return []
    print("semgrep, its network off")
    folder = str(peers.tree(BIG))
    five = [f"{BIG}/{name}" for name in FIVE]
    version = [str(program), "--version", "--disable-version-check"]
    start = cpu(peers.ours("tree", folder, "ARCHITECTURE", BIG, *five), version, 3)
    told("5 files and 10 contracts ÷ `semgrep --version`", start)
    with tempfile.TemporaryDirectory() as place:
        config = Path(place) / "rules.json"
        config.write_text(rules.semgrep(rules.ARCHITECTURE))
        quiet = ("--metrics", "off", "--disable-version-check", "--no-git-ignore", "-q", "--json")
        scan = [str(program), "scan", *quiet, "--config", str(config), f"{folder}/{BIG}"]
        rows = []
        for _ in range(2):
            mine = pairs.once(peers.ours("tree", folder, "ARCHITECTURE", BIG), Path.cwd())
            theirs = pairs.once(scan, Path(place))
            rows.append(mine.cpu / theirs.cpu)
            print(f"    {mine.cpu:.1f} s of ours, {theirs.cpu:.0f} s of semgrep")
        found = json.loads(run(scan, place))
        if found["errors"] or not found["results"]:
            print(f"    semgrep: {len(found['results'])} findings, {len(found['errors'])} errors")
        good = verdict("whole tree, 16 rules ÷ semgrep (ours with 10 contracts)", max(rows), 1 / 15)
    return [good]


def scanning(wanted: object, folder: str) -> list[str]:
    """ast-grep over a folder, everything in it."""
    assert isinstance(wanted, dict)
    program = str(peers.programs() / "ast-grep")
    flags = ["--no-ignore", "hidden", "--no-ignore", "vcs", "--json=stream"]
    return [program, "scan", "--inline-rules", rules.ast_grep(wanted), *flags, "."]


def cpu(one: Sequence[str], other: Sequence[str], runs: int = 9, here: Path | None = None) -> float:
    """The median ratio of processor times in pairs, after a warm-up."""
    here = here or Path.cwd()
    pairs.once(one, here), pairs.once(other, here)
    rows = [(pairs.once(one, here).cpu, pairs.once(other, here).cpu) for _ in range(runs)]
    return statistics.median(a / b for a, b in rows)


def said(command: Sequence[str]) -> dict[str, str]:
    """What one of our jobs printed."""
    found: dict[str, str] = json.loads(run(command, "."))
    return found


def run(command: Sequence[str], folder: str) -> str:
    """What a command printed; findings make some peers end with 1."""
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True).stdout


def module(path: str) -> str:
    """A file's dotted module."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def megabytes(folder: str) -> float:
    """The size of its Python files."""
    return sum(Path(folder, path).stat().st_size for path in subject.walk(folder)) / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
