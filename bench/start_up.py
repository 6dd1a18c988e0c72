"""How fast `parti --help` and `parti status` start, against `python -c "import click"` in pairs.

Run by `./dev bench`. The goal is at most 1.5 times the baseline; peers that happen to be installed are
timed in the same way.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import pairs

GOAL = 1.5
PEERS = ("lint-imports", "specify", "openspec", "backlog", "adr-log")


def project(folder: Path) -> None:
    """A repository with a feature in the middle of its conversation."""
    git = ("git", "-c", "user.name=Bench", "-c", "user.email=bench@example.org")
    (folder / "orders.py").write_text("def consume():\n    return []\n")
    (folder / "test_orders.py").write_text("import unittest\n")
    wish = "consume orders from RabbitMQ and save them to PostgreSQL"
    for command in (
        ["git", "init", "-q", "-b", "main"],
        ["git", "config", "user.name", "Bench"],
        ["git", "config", "user.email", "bench@example.org"],
        [*git, "add", "-A"],
        [*git, "commit", "-qm", "start"],
        [parti(), "init"],
        [parti(), "new", wish],
        [parti(), "kind", "confirm"],
    ):
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def parti() -> str:
    """The installed program beside this interpreter."""
    return str(Path(sys.executable).with_name("parti"))


def uv() -> str:
    """The uv on the path, or the one that `./dev` brought."""
    return shutil.which("uv") or str(Path(__file__).parents[1] / ".uv/bin/uv")


def installed(folder: Path) -> Path:
    """A user's installation: the package and what it needs, byte-code compiled, and click beside it."""
    here = Path(__file__).parents[1]
    subprocess.run([uv(), "venv", "-q", "--python", sys.executable, str(folder)], check=True)
    python = str(folder / "bin/python")
    words = [uv(), "pip", "install", "-q", "--compile-bytecode", "--python", python, str(here), "click"]
    subprocess.run(words, check=True)
    return folder / "bin"


def main() -> bool:
    """Prints the table; returns whether the goals were reached."""
    print(f"start-up of a user's installation, medians of 21 pairs (goal: ≤ {GOAL} × import click)")
    good = True
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as place:
        folder = Path(name)
        project(folder)
        programs = installed(Path(place) / "venv")
        baseline = [str(programs / "python"), "-c", "import click"]
        ours_at = str(programs / "parti")
        for words in (["--help"], ["status"]):
            ours, theirs, ratio = pairs.paired([ours_at, *words], baseline, folder, 21)
            good &= ratio <= GOAL
            verdict = "ok" if ratio <= GOAL else "MISSED"
            print(f"  parti {words[0]:<8} {ours.wall * 1000:5.0f} ms", end="   ")
            print(f"import click {theirs.wall * 1000:5.0f} ms   ratio {ratio:.2f}   {verdict}")
        for peer in PEERS:
            path = shutil.which(peer, path=str(Path(sys.executable).parent)) or shutil.which(peer)
            if path:
                _, theirs, ratio = pairs.paired([ours_at, "--help"], [path, "--help"], folder, 7)
                good &= ratio < 1
                print(
                    f"  {peer} --help {theirs.wall * 1000:5.0f} ms   parti --help takes {ratio:.2f} of it"
                )
    return good


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
