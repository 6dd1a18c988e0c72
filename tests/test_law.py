"""The law of the floors: it is kept, and each contract sees the breach that it is there for."""

import shutil
import subprocess
import sys
from configparser import ConfigParser
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.law.source import PACKAGE, ROOT

LAW = ROOT / ".importlinter"
LINTER = Path(sys.executable).with_name("lint-imports")


class Planted(NamedTuple):
    """One import that must not be there, and what the linter is to say about it."""

    contract: str
    path: str
    text: str
    says: str

    def __str__(self) -> str:
        return f"{self.contract}-{self.says.replace(' ', '')}"


PLANTED = [
    # Phase 1 knows phase 2.
    Planted(
        "floors", "design/page.py", "import parti.chunks.plan\n", "parti.design.page -> parti.chunks.plan"
    ),
    # A room knows the room above it, for its types only.
    Planted(
        "floors",
        "records/fold.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from parti.design import state\n",
        "parti.records.fold -> parti.design.state",
    ),
    # A room knows the room above it, only while a function runs.
    Planted(
        "floors",
        "source/diff.py",
        "def _late():\n    from parti.constraints import tree\n    return tree\n",
        "parti.source.diff -> parti.constraints.tree",
    ),
    # A room uses the ports that lie above it.
    Planted("floors", "source/diff.py", "from parti import ports\n", "parti.source.diff -> parti.ports"),
    # One door opens another.
    Planted("floors", "cli/app.py", "from parti import mcp\n", "parti.cli.app -> parti.mcp"),
    # The method reaches the world past its ports.
    Planted(
        "floors",
        "workflow/house.py",
        "from parti.adapters import git\n",
        "parti.workflow.house -> parti.adapters.git",
    ),
    # A room that nobody listed.
    Planted("floors", "cellar/__init__.py", '"""Nobody knows it."""\n', "parti.cellar"),
    # An adapter knows the method, and a phase.
    Planted(
        "adapters",
        "adapters/clock.py",
        "from parti.workflow import table\n",
        "parti.adapters.clock -> parti.workflow.table",
    ),
    Planted(
        "adapters",
        "adapters/clock.py",
        "from parti.design import state\n",
        "parti.adapters.clock -> parti.design.state",
    ),
    # A check leans on another.
    Planted(
        "checks",
        "constraints/checks/layers.py",
        "from parti.constraints.checks import only_through\n",
        "parti.constraints.checks.layers -> parti.constraints.checks.only_through",
    ),
    # A decision reaches a port, or a process.
    Planted(
        "pure", "design/coverage.py", "from parti import ports\n", "parti.design.coverage -> parti.ports"
    ),
    Planted("pure", "chunks/plan.py", "from parti import ports\n", "parti.chunks.plan -> parti.ports"),
    Planted("pure", "gate/verdict.py", "from parti import ports\n", "parti.gate.verdict -> parti.ports"),
    Planted("pure", "design/coverage.py", "import subprocess\n", "parti.design.coverage -> subprocess"),
    # A stage starts a process past its port.
    Planted("processes", "gate/suite.py", "import subprocess\n", "parti.gate.suite -> subprocess"),
    Planted("processes", "cli/app.py", "import subprocess\n", "parti.cli.app -> subprocess"),
    # Two files of one room lean on each other.
    Planted("cycles", "design/state.py", "from parti.design import page\n", "parti.design"),
    Planted(
        "cycles", "gate/reports/about.py", "from parti.gate.reports import sarif\n", "parti.gate.reports"
    ),
]


def law() -> ConfigParser:
    parser = ConfigParser()
    parser.read(LAW, encoding="utf-8")
    return parser


def contracts() -> set[str]:
    marker = "importlinter:contract:"
    return {section.removeprefix(marker) for section in law().sections() if section.startswith(marker)}


def copied(target: Path) -> Path:
    """The package and its law in a folder of their own, without the data."""
    shutil.copytree(
        PACKAGE, target / "parti", ignore=shutil.ignore_patterns("__pycache__", "*.toml", "*.md")
    )
    shutil.copy(LAW, target)
    return target


def judged(folder: Path, *contract: str) -> subprocess.CompletedProcess[str]:
    words = [str(LINTER), "--no-cache", "--no-logo"]
    for name in contract:
        words += ["--contract", name]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


def test_the_law_is_kept() -> None:
    ran = judged(ROOT)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_a_planted_breach_is_seen(planted: Planted, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    place = folder / "parti" / planted.path
    place.parent.mkdir(exist_ok=True)
    text = place.read_text(encoding="utf-8") if place.exists() else ""
    place.write_text(f"{text}\n{planted.text}", encoding="utf-8")
    ran = judged(folder, planted.contract)
    assert "BROKEN" in ran.stdout, ran.stdout + ran.stderr
    assert ran.returncode == 1
    assert planted.says in flat(ran.stdout)
    assert planted.says not in before(planted.contract)


@cache
def before(contract: str) -> str:
    """What the linter says of the package as it is."""
    return flat(judged(ROOT, contract).stdout)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_each_contract_has_its_planted_breach() -> None:
    assert {planted.contract for planted in PLANTED} == contracts()


def test_nothing_is_excused() -> None:
    """The law has no list of exceptions, and typing imports count."""
    for section in law().sections():
        assert not law().get(section, "ignore_imports", fallback="").strip(), section
        assert not law().getboolean(section, "exclude_type_checking_imports", fallback=False), section


def test_every_room_with_files_is_free_of_cycles() -> None:
    """A contract on `parti` alone would do; each room is named so that a reader sees it."""
    named = set(law()["importlinter:contract:cycles"]["ancestors"].split())
    rooms = {path.parent.name for path in PACKAGE.glob("*/*.py") if path.name != "__init__.py"}
    assert {f"parti.{room}" for room in rooms} | {"parti"} <= named


def test_the_law_is_told_in_the_documentation() -> None:
    """`docs/architecture.md` names every room in the order of the law."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    floors = law()["importlinter:contract:floors"]["layers"].replace("|", " ").split()
    assert [room for room in floors if room not in page] == []
