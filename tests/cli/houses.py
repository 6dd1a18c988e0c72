"""Real repositories for the tests of the command line: git, files, the program as a process."""

import atexit
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

WISH = "consume orders from RabbitMQ and save them to PostgreSQL"


class Said(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


class Home(NamedTuple):
    """A work tree with its private and derived folders beside it."""

    root: Path
    state: Path

    def parti(self, *words: str, cwd: Path | None = None, **environment: str) -> Said:
        """Runs `parti` as a process of its own, without a terminal."""
        done = subprocess.run(
            [sys.executable, "-m", "parti", *words],
            cwd=cwd or self.root,
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            start_new_session=True,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    def git(self, *words: str) -> str:
        return subprocess.run(
            ["git", *words],
            cwd=self.root,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def environment(self, **more: str) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        own = {
            "HOME": str(self.state),
            "XDG_STATE_HOME": str(self.state / "state"),
            "XDG_CACHE_HOME": str(self.state / "cache"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        }
        return {**plain, **own, **more}

    def log(self, feature: str) -> Path:
        """The one log file of a feature in this clone."""
        (path,) = (self.root / ".parti/features" / feature / "log").glob("*.jsonl")
        return path


def molded(build: Callable[..., Home]) -> Callable[..., Home]:
    """Each stage is built once a process, by the real commands; every test gets a copy of its own."""

    @functools.cache
    def mold(*words: str) -> Path:
        made = Path(tempfile.mkdtemp(prefix="parti-house-"))
        atexit.register(shutil.rmtree, made, ignore_errors=True)
        build(made, *words)
        return made

    @functools.wraps(build)
    def copied(folder: Path, *words: str) -> Home:
        shutil.copytree(mold(*words), folder, symlinks=True, dirs_exist_ok=True)
        _same_clone(folder / "project/.git")
        return Home(folder / "project", folder / "home")

    return copied


def _same_clone(git: Path) -> None:
    """A copied clone draws a name of its own; this one stays the clone that was built, with its log."""
    kept = git / "parti/clone"
    if kept.exists():
        kept.write_text(f"{kept.read_text().split()[0]} {git.stat().st_ino}\n")


@molded
def repository(folder: Path) -> Home:
    """A small Python project with one commit."""
    home = Home(folder / "project", folder / "home")
    home.root.mkdir()
    home.state.mkdir()
    (home.root / "orders.py").write_text("import json\n\n\ndef parse(text):\n    return json.loads(text)\n")
    (home.root / "test_orders.py").write_text(
        "import unittest\n\nimport orders\n\n\nclass Parse(unittest.TestCase):\n"
        "    def test_reads_a_number(self):\n        self.assertEqual(orders.parse('1'), 1)\n"
    )
    home.git("init", "-q", "-b", "main")
    home.git("config", "user.name", "Jane")
    home.git("config", "user.email", "jane@example.org")
    home.git("add", "-A")
    home.git("commit", "-qm", "start")
    return home


@molded
def opened(folder: Path) -> Home:
    """The same with Parti set up and a feature `orders` whose components are confirmed."""
    home = repository(folder)
    for words in (["init"], ["new", WISH, "--name", "orders"], ["kind", "confirm"]):
        said = home.parti(*words)
        assert said.code == 0, said
    return home


@molded
def settled(folder: Path, lane: str = "normal") -> Home:
    """A feature with everything settled but the signature."""
    home = opened(folder)
    state = home.parti("--json", "ask", "--all").data["data"]["questions"]
    rows = "".join(
        f'[[answer]]\nquestion = "{q["question"]}"\noption = 1\n'
        'text = "3 tries, 2 s apart, `orders` → kept"\n'
        for q in state
    )
    script = folder / "answers.toml"
    script.write_text(
        '[problem]\nneeded = ["each order is stored once"]\nnever = ["an order is lost"]\n'
        f'{rows}[[decision]]\ntitle = "Ack"\nchoice = "after the commit"\nbecause = "no loss"\n'
    )
    said = home.parti("answer", "--from", str(script))
    assert said.code == 0, said
    return home


@molded
def locked(folder: Path) -> Home:
    """The same, signed with an SSH key that the repository allows, and committed."""
    home = settled(folder)
    key = folder / "key"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "jane@example.org", "-f", str(key)]
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
    kind, body = key.with_suffix(".pub").read_text().split()[:2]
    (home.root / ".parti/allowed_signers").write_text(f"jane@example.org {kind} {body}\n")
    home.git("add", ".parti/allowed_signers")
    home.git("commit", "-qm", "who may sign")
    said = home.parti("lock", "--key", str(key))
    assert said.code == 0, said
    home.git("add", "-A")
    home.git("commit", "-qm", "locked")
    return home


PLAN = """[[chunk]]
intent = "Implement the writer of orders"
files = ["writer.py", "test_writer.py"]
test = "python3 -m unittest test_writer"
size = 40
serves = ["Ack"]
"""


@molded
def planned(folder: Path) -> Home:
    """The same with a plan of one chunk, briefed."""
    home = locked(folder)
    (folder / "plan.toml").write_text(PLAN)
    for words in (["plan", str(folder / "plan.toml")], ["brief", "1"]):
        said = home.parti(*words)
        assert said.code == 0, said
    home.git("add", "-A")
    home.git("commit", "-qm", "planned")
    return home


GOOD = "def write(order):\n    return {'id': order}\n"
TEST = """import unittest

import writer


class Write(unittest.TestCase):
    def test_keeps_the_id(self):
        self.assertEqual(writer.write(7), {'id': 7})
"""


@molded
def written(folder: Path) -> Home:
    """The same with the chunk's code and test in the work tree."""
    home = planned(folder)
    (home.root / "writer.py").write_text(GOOD)
    (home.root / "test_writer.py").write_text(TEST)
    return home
