"""The peers and the trees, fetched from the registries into the user's cache, once.

Used by `bench.speed`. Nothing of theirs is kept in the repository; what cannot be had is told by name.
"""

import os
import subprocess
import sys
from pathlib import Path

from bench import start_up

PYTHON_PEERS = ("ast-grep-cli==0.51.1", "import-linter==2.16", "grimp==3.19", "semgrep==1.182.0")
TREES = {
    "homeassistant": "homeassistant==2024.3.3",
    "django": "django==5.2.19",
    "networkx": "networkx==3.5",
}
SCRIPTS = {"rxjs": "7.8.1"}
CRUISER = {"dependency-cruiser": "17.4.3", "typescript": "5.9.3"}


def ours(*words: str) -> list[str]:
    """The command that runs one of our own jobs."""
    return [sys.executable, "-m", "bench.speed.subject", *words]


def cache() -> Path:
    """Where all of it lies."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "parti-bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def programs() -> Path:
    """The `bin` folder with the Python peers."""
    folder = cache() / "peers"
    if not (folder / "ready").exists():
        subprocess.run(
            [start_up.uv(), "venv", "-q", "--clear", "--python", sys.executable, str(folder)], check=True
        )
        words = [
            start_up.uv(),
            "pip",
            "install",
            "-q",
            "--compile-bytecode",
            "--python",
            str(folder / "bin/python"),
        ]
        for peer in PYTHON_PEERS:
            if subprocess.run([*words, peer], check=False).returncode:
                print(f"  not to be had: {peer}")
        (folder / "ready").touch()
    return folder / "bin"


def tree(name: str) -> Path:
    """A published package's code, as its wheel holds it."""
    folder = cache() / "trees" / name
    if not (folder / name).exists():
        words = [
            start_up.uv(),
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--python-version",
            "3.13",
            "--link-mode",
            "copy",
        ]
        subprocess.run(
            [*words, "--python", sys.executable, "--target", str(folder), TREES[name]], check=True
        )
    return folder


def script(name: str) -> Path:
    """A published npm package's folder."""
    folder = cache() / "scripts" / name
    if not (folder / "package").exists():
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            ["npm", "pack", "-s", f"{name}@{SCRIPTS[name]}"], cwd=folder, check=True, capture_output=True
        )
        subprocess.run(
            ["tar", "xzf", done.stdout.decode().strip().splitlines()[-1]], cwd=folder, check=True
        )
    return folder / "package"


def cruiser() -> Path:
    """dependency-cruiser's program."""
    folder = cache() / "cruiser"
    program = folder / "node_modules/.bin/depcruise"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}")
        subprocess.run(
            [
                "npm",
                "install",
                "-s",
                "--no-fund",
                *(f"{name}@{version}" for name, version in CRUISER.items()),
            ],
            cwd=folder,
            check=True,
        )
    return program


def debian(name: str) -> Path | None:
    """What a Debian package holds, unpacked and not installed; None where that cannot be had."""
    folder = cache() / "debian" / name
    if not (folder / "usr").exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(["apt-get", "download", "-q", name], cwd=folder, check=True, capture_output=True)
            (package,) = folder.glob("*.deb")
            subprocess.run(["dpkg-deb", "-x", str(package), str(folder)], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError, ValueError):
            return None
    return folder
