"""Plays one recorded session: the commands of its script, in a repository of its own, one after another.

Called by `__main__` and by the tests. The models' part is replayed from the folder `calls`, so that no
model is needed; with `record` the prompts are laid out as files and wait for replies, and what comes back
is kept.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from importlib import util
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
SIGNER = "example@parti.invalid"
MODELS = ("first", "second", "third")
WAITS = "waits for the reply"


class Session(NamedTuple):
    """A session's folder and its script."""

    folder: Path
    title: str
    origin: str
    project: str
    steps: tuple[tuple[str, ...], ...]


class Step(NamedTuple):
    """A command as it ran."""

    words: tuple[str, ...]
    code: int
    printed: str


class Stopped(Exception):
    """A command of a script did not end well."""

    def __init__(self, step: Step) -> None:
        shown = " ".join(("parti", *step.words))
        super().__init__(f"{shown}\nended with {step.code}:\n{step.printed}")
        self.step = step


def names() -> tuple[str, ...]:
    """The sessions that there are."""
    return tuple(sorted(path.parent.name for path in HERE.glob("*/session.toml")))


def load(name: str) -> Session:
    """A session's script."""
    folder = HERE / name
    data = tomllib.loads((folder / "session.toml").read_text("utf-8"))
    steps = tuple(tuple(word.replace("{here}", str(folder)) for word in step) for step in data["steps"])
    return Session(folder, data["title"], data["origin"], data["project"], steps)


def play(session: Session, work: Path, record: bool = False) -> Iterator[Step]:
    """Runs the script; each command as it ends.

    Args:
        session: what to play.
        work: an empty folder for the repository, the private store and the key; with `record` it may hold
            what an earlier call has left, and the script goes on there.

    Raises:
        Stopped: a command did not end with 0.
    """
    root = work / session.folder.name
    if not root.exists():
        _repository(session, root, record)
    done = work / "done"
    start = len(done.read_text().splitlines()) if done.exists() else 0
    for words in session.steps[start:]:
        signs = words[0] == "lock"
        step = _signed(root, work, session, words) if signs else parti(root, work, session, words, record)
        if step.code:
            raise Stopped(step)
        with done.open("a") as kept:
            kept.write(f"{' '.join(words)[:60]!r}\n")
        yield step


def parti(root: Path, work: Path, session: Session, words: Sequence[str], record: bool = False) -> Step:
    """Runs one verb as a user would, with a home of its own."""
    environment = {
        **os.environ,
        "HOME": str(work / "home"),
        "XDG_STATE_HOME": str(work / "state"),
        "XDG_CACHE_HOME": str(work / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": "160",
    }
    if record:
        environment["PARTI_RECORD"] = str(session.folder / "calls")
    program = str(Path(sys.executable).with_name("parti"))
    ran = subprocess.run(
        [program, *words],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        start_new_session=True,
    )
    return Step(tuple(words), ran.returncode, ran.stdout)


def data(root: Path, work: Path, session: Session, *words: str) -> dict[str, object]:
    """What a verb says as data."""
    step = parti(root, work, session, (*words, "--json"))
    found = json.loads(step.printed)
    if not isinstance(found, dict):
        raise TypeError(f"{words} printed no envelope")
    return found


def _signed(root: Path, work: Path, session: Session, words: Sequence[str]) -> Step:
    """The signature of an example: a key of its own that says so."""
    key = work / "key"
    if not key.exists():
        call = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", SIGNER, "-f", str(key))
        subprocess.run(call, check=True, stdin=subprocess.DEVNULL)
        public = key.with_suffix(".pub").read_text().split()
        (root / ".parti/allowed_signers").write_text(f"{SIGNER} {public[0]} {public[1]}\n")
        _git(root, "add", ".parti/allowed_signers")
        _git(root, "commit", "-qm", "Who may sign")
    return parti(root, work, session, (*words, "--key", str(key)))


def _repository(session: Session, root: Path, record: bool) -> None:
    """The project as it was, as a repository, with the models of this session in its settings."""
    source = _source(session)
    target = root / source.name if session.project.startswith("package:") else root
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache", "*.so"))
    for words in (
        ("init", "-q", "-b", "main"),
        ("config", "user.name", "Example"),
        ("config", "user.email", SIGNER),
        ("add", "-A"),
        ("commit", "-qm", "The project as it was"),
    ):
        _git(root, *words)
    step = parti(root, root.parent, session, ("init",))
    if step.code:
        raise Stopped(step)
    calls = session.folder / "calls"
    where = "" if record else f"address = {json.dumps(str(calls))}\n"
    via = "manual" if record else "recorded"
    rows = (f'\n[[model]]\nname = "{name}"\nvia = "{via}"\nfamily = "one"\n{where}' for name in MODELS)
    with (root / ".parti/config.toml").open("a") as settings:
        settings.write("".join(rows))


def _git(root: Path, *words: str) -> None:
    """Runs git without the user's own settings for signing and hooks."""
    plain = ("git", "-c", "commit.gpgSign=false", "-c", "core.hooksPath=/dev/null")
    subprocess.run([*plain, *words], cwd=root, check=True, stdout=subprocess.DEVNULL)


def _source(session: Session) -> Path:
    kind, _, name = session.project.partition(":")
    if kind == "folder":
        return (session.folder / name).resolve()
    found = util.find_spec(name)
    if found is None or found.origin is None:
        raise FileNotFoundError(f"{name} is not installed: ./dev test brings it")
    return Path(found.origin).parent
