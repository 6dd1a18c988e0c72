"""One stop of the tour: a project that exists, from `parti init` to a gate that holds.

Called by `__main__` and by the tests. Every verdict is asserted: the exit codes, the places in old code
that the new rules find, and the findings by which the wrong chunk is refused.
"""

import hashlib
import re
import shutil
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from examples.tour import fetch
from examples.tour.show import Absent, Differs, Ran, run, say, title

HERE = Path(__file__).parent
SIGNER = "demonstration@parti.invalid"


class Stop(NamedTuple):
    """What `tour.toml` says of one project; it comes as an archive or as an installed package."""

    name: str
    suite: str
    feature: str
    wish: str
    mistake: str
    findings: Sequence[str]
    accepted: int | None = None
    version: str = ""
    archive: str = ""
    sha256: str = ""
    package: str = ""
    needs: Sequence[str] = ()


class Row(NamedTuple):
    """One line of the summary."""

    project: str
    lines: int
    init: float
    check: float
    gate: float
    accepted: int
    found: int


def stops() -> list[Stop]:
    """The stops in the order of the file."""
    return [Stop(**table) for table in tomllib.loads((HERE / "tour.toml").read_text("utf-8"))["stop"]]


def travel(stop: Stop, work: Path) -> Row:
    """The whole cycle on one project, in a folder of its own; raises when anything is not as said."""
    folder, version = prepare(stop, work)
    lines = size(folder)
    title(
        f"{stop.name} {version}: {lines:,} lines of Python. Set up, twice; the second run changes nothing"
    )
    first = set_up(folder)
    title(f"{stop.name}: a rule of this project, in prose and as a check; old places go into the baseline")
    accepted = rule(stop, folder)
    title(f"{stop.name}: a design, from one sentence, answered by a script; signed by a key that says so")
    design(stop, folder)
    title(f"{stop.name}: a chunk as a model might write it: {stop.mistake}")
    refused = wrong(stop, folder)
    title(f"{stop.name}: the right chunk, red before and green after")
    passed, judged = right(stop, folder)
    found = len(refused.findings())
    row = (f"{stop.name} {version}", lines, first.seconds, passed.seconds, judged.seconds)
    return Row(*row, accepted=accepted, found=found)


def prepare(stop: Stop, work: Path) -> tuple[Path, str]:
    """The project as a git repository, and what the tour brings to it beside it."""
    folder = work / stop.name
    version = stop.version
    if stop.package:
        version = fetch.installed(stop.package, folder)
        shutil.copytree(HERE / stop.name / "start", folder, dirs_exist_ok=True)
    else:
        fetch.unpack(fetch.archive(stop.name, stop.version, stop.archive, stop.sha256), folder)
        fetch.environment(folder, stop.needs)
    shutil.copytree(HERE / stop.name, material(folder))
    quiet(folder, "init", "-q", "-b", "main")
    for name, value in (
        ("user.name", "Demonstration"),
        ("user.email", SIGNER),
        ("commit.gpgSign", "false"),
        ("core.hooksPath", "/dev/null"),
    ):
        quiet(folder, "config", name, value)
    with (folder / ".git/info/exclude").open("a", encoding="utf-8") as exclude:
        exclude.write(".venv/\n__pycache__/\n.pytest_cache/\n.hypothesis/\n")
    quiet(folder, "add", "-A")
    quiet(folder, "commit", "-qm", f"{stop.name} {version}")
    return folder, version


def set_up(folder: Path) -> Ran:
    """`parti init` twice; the first run."""
    first = run(folder, "parti", "init", says=["wrote     CONSTRAINTS.md"])
    before = written(folder)
    run(folder, "parti", "init", says=["nothing was changed"])
    if written(folder) != before:
        raise Differs("the second `parti init` changed a file")
    return first


def rule(stop: Stop, folder: Path) -> int:
    """The hand-written rule, its examples, a gate that is green at once; how many places it accepts."""
    settings = folder / ".parti/config.toml"
    text = settings.read_text("utf-8")
    command = next(line for line in text.splitlines() if line.startswith("commands ="))
    settings.write_text(text.replace(command, f'commands = ["{stop.suite}"]', 1), "utf-8")
    say(f"\n# edited by hand: .parti/config.toml, the tests that belong to this stop:\n#   {stop.suite}")
    run(folder, "sh", "-c", f"cat {beside(stop, 'constraints.md')} >> CONSTRAINTS.md")
    run(folder, "tail", "-n", "24", "CONSTRAINTS.md", show=24)
    run(folder, "parti", "constraints", "test", says=[", 0 not as they say"])
    run(folder, "parti", "constraints", "baseline", "--accept", says=["accepted "])
    judged = run(folder, "parti", "gate", says=["suite holds; architecture holds"], show=4)
    old = re.search(r"(\d+) findings? accepted by the baseline", judged.said)
    accepted = int(old[1]) if old else 0
    if stop.accepted not in (None, accepted):
        raise Differs(f"{accepted} old places are in the baseline, and the tour says {stop.accepted}")
    run(folder, "git", "add", "-A")
    run(folder, "git", "commit", "-qm", "Set up Parti")
    return accepted


def design(stop: Stop, folder: Path) -> None:
    """From the wish to the signed design and its plan; a brief before that and a pipe are refused."""
    run(folder, "git", "switch", "-qc", stop.feature)
    run(folder, "parti", "new", stop.wish, "--name", stop.feature)
    run(folder, "parti", "brief", "1", expect=(3,))
    run(folder, "parti", "answer", "--from", beside(stop, "answers.toml"), says=[" 0 open"])
    run(folder, "parti", "lock", typed=f"{stop.feature}\n", expect=(3, 4))
    say("\nOnly a person signs. Nobody is here to do so, so a key made for this tour signs and says so.")
    key = beside(stop, "demonstration_key")
    run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", SIGNER, "-f", key)
    public = (folder / f"{key}.pub").read_text("utf-8").split()
    (folder / ".parti/allowed_signers").write_text(f"{SIGNER} {public[0]} {public[1]}\n", "utf-8")
    say("\n# written by hand: .parti/allowed_signers, the public half of that key")
    run(folder, "git", "add", ".parti/allowed_signers")
    run(folder, "git", "commit", "-qm", "Say who may sign")
    run(folder, "parti", "lock", "--key", key, says=[f"Signed by {SIGNER}"])
    run(folder, "parti", "plan", beside(stop, "plan.toml"))
    run(folder, "git", "add", "-A")
    run(folder, "git", "commit", "-qm", f"Design of {stop.feature}")
    run(folder, "parti", "brief", "1", says=["## You may touch"], show=40)


def wrong(stop: Stop, folder: Path) -> Ran:
    """The chunk with the mistake: its own tests pass, and the check refuses it with the places."""
    run(folder, "git", "apply", beside(stop, "wrong.diff"))
    run(folder, *proof(stop), show=4)
    refused = run(folder, "parti", "check", "1", expect=(1,), show=60)
    if sorted(refused.findings()) != sorted(stop.findings):
        raise Differs(f"the check found {refused.findings()}, and the tour says {stop.findings}")
    run(folder, "git", "apply", "-R", beside(stop, "wrong.diff"))
    return refused


def right(stop: Stop, folder: Path) -> tuple[Ran, Ran]:
    """The chunk as it was meant, its check and the gate."""
    run(folder, "git", "apply", beside(stop, "right.diff"))
    passed = run(
        folder, "parti", "check", "1", says=["red       it failed", "green     it passed"], show=30
    )
    run(folder, "git", "add", "-A")
    run(folder, "git", "commit", "-qm", f"Chunk 1 of {stop.feature}")
    judged = run(folder, "parti", "gate", says=["suite holds; architecture holds"], show=30)
    return passed, judged


def proof(stop: Stop) -> list[str]:
    """The words of the chunk's test."""
    plan = tomllib.loads((HERE / stop.name / "plan.toml").read_text("utf-8"))
    return str(plan["chunk"][0]["test"]).split()


def material(folder: Path) -> Path:
    return folder.parent / "material" / folder.name


def beside(stop: Stop, name: str) -> str:
    """What the tour brings, as seen from the project's folder."""
    return f"../material/{stop.name}/{name}"


def written(folder: Path) -> dict[str, str]:
    """What `init` has written, by digest."""
    paths = [folder / "CONSTRAINTS.md", *sorted((folder / ".parti").iterdir())]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def size(folder: Path) -> int:
    """Lines of Python that the project keeps."""
    paths = (path for path in folder.rglob("*.py") if ".venv" not in path.parts)
    return sum(path.read_bytes().count(b"\n") for path in paths)


def quiet(folder: Path, *words: str) -> None:
    """A git command that belongs to the scenery."""
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise Absent("git is missing") from error
    if done.returncode:
        raise Differs(f"`git {words[0]}` ended with {done.returncode}:\n{done.stderr}")
