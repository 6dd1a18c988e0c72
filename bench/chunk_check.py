"""What `parti check` costs of its own on a five-file change in a project of more than 50,000 lines.

Run by `./dev bench`. The project is a published package, fetched by name; its commands are
replaced by one that does nothing, so what is timed is Parti: start, git, constraints, shape, the clean
checkout, two starts of nothing. Cold is the first run on the machine; warm is the median of the next.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import pairs, start_up

PROJECT = "networkx==3.5"
COLD, WARM = 1.0, 0.3
DOCUMENT = """# Constraints

## The `utils` package never imports the `algorithms` package {#utils-low}

Scope: `networkx/**/*.py`. Owner: everybody.

```check layers
layers: [networkx.algorithms, networkx.utils]
```

```python kept path=networkx/algorithms/a.py
import networkx.utils
```

```python broken path=networkx/utils/a.py
import networkx.algorithms
```

## Nothing calls `eval` {#no-eval}

Scope: `networkx/**/*.py`. Owner: everybody.

```check pattern
forbid: eval($$$A)
```

```python kept
x = 1
```

```python broken
eval("1")
```
"""
PLAN = """[[chunk]]
intent = "Touch five files"
files = ["networkx/utils/*.py", "tests/test_five.py"]
test = "sh tests/test_five.sh"
size = 100
serves = ["Five"]
"""
SCRIPT = """
[problem]
needed = ["five files are touched"]
never = ["a sixth is touched"]
[[decision]]
title = "Five"
choice = "touch them"
because = "the benchmark wants it"
"""


def main() -> bool:
    """Prints the figures; returns whether the goals were reached."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as it is on a machine of a user
    with tempfile.TemporaryDirectory() as name:
        folder = fetched(Path(name))
        prepare(folder)
        lines = sum(
            len(path.read_bytes().splitlines())
            for path in folder.rglob("*.py")
            if ".git" not in path.parts and "tests" not in path.parts
        )
        command = [str(start_up.installed(Path(name) / "venv") / "parti"), "check", "1"]
        environment = {"HOME": name, "XDG_CACHE_HOME": f"{name}/cache", "PATH": "/usr/bin:/bin"}
        cold = pairs.once(command, folder, environment)
        warm = [pairs.once(command, folder, environment) for _ in range(9)]
    wall = statistics.median(run.wall for run in warm)
    cpu = statistics.median(run.cpu for run in warm)
    print(
        f"parti check, 5 changed files, {PROJECT}, {lines:,} lines (goal: cold ≤ {COLD} s, warm ≤ {WARM} s)"
    )
    print(f"  cold {cold.wall:.2f} s (cpu {cold.cpu:.2f})   {'ok' if cold.wall <= COLD else 'MISSED'}")
    print(f"  warm {wall:.2f} s (cpu {cpu:.2f})   {'ok' if wall <= WARM else 'MISSED'}")
    return cold.wall <= COLD and wall <= WARM


def fetched(folder: Path) -> Path:
    """The project's code, installed into a folder of its own."""
    root = folder / "project"
    copy = ("--link-mode", "copy")  # else the change below would be made in the cache of uv, too
    words = [start_up.uv(), "pip", "install", "-q", "--no-deps", *copy, "--python", sys.executable]
    subprocess.run([*words, "--target", str(root), PROJECT], check=True)
    return root


def prepare(folder: Path) -> None:
    """A locked feature with one chunk, and a change of five files."""
    (folder / "CONSTRAINTS.md").write_text(DOCUMENT)
    key = folder.parent / "key"
    mail = "bench@example.org"
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", mail, "-f", str(key)]
    for command in (
        ["git", "init", "-q", "-b", "main"],
        ["git", "config", "user.name", "Bench"],
        ["git", "config", "user.email", mail],
        ["git", "add", "-A"],
        ["git", "commit", "-qm", "start"],
        words,
        [start_up.parti(), "init"],
        [start_up.parti(), "new", "touch five files", "--name", "five"],
        [start_up.parti(), "kind", "confirm", "helpers=library"],
    ):
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (folder.parent / "plan.toml").write_text(PLAN)
    (folder.parent / "script.toml").write_text("defaults = true\n" + _answers(folder) + SCRIPT)
    kind, body = key.with_suffix(".pub").read_text().split()[:2]
    (folder / ".parti/allowed_signers").write_text(f"{mail} {kind} {body}\n")
    for command in (
        ["git", "add", ".parti/allowed_signers"],
        ["git", "commit", "-qm", "who may sign"],
        [start_up.parti(), "answer", "--from", "../script.toml"],
        [start_up.parti(), "lock", "--key", "../key"],
        [start_up.parti(), "plan", "../plan.toml"],
        ["git", "add", "-A"],
        ["git", "commit", "-qm", "locked"],
        [start_up.parti(), "brief", "1"],
    ):
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for path in sorted((folder / "networkx/utils").glob("*.py"))[:5]:
        with path.open("a") as file:
            file.write("\n\ndef touched():\n    return 1\n")


def _answers(folder: Path) -> str:
    """Every serious question answered with its first option."""
    done = subprocess.run(
        [start_up.parti(), "--json", "ask", "--all"], cwd=folder, check=True, capture_output=True
    )
    rows = json.loads(done.stdout)["data"]["questions"]
    text = "".join(
        f'[[answer]]\nquestion = "{row["question"]}"\noption = 1\ntext = "at most 3 tries of `touched`"\n'
        for row in rows
        if row["severity"] in ("blocker", "high")
    )
    return text


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
