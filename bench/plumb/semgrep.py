"""Semgrep with its public rules for Python: where both come from, and how its output is read.

Called by `baselines`. The engine is the one of `bench.speed`; the rules are those of one commit of their
own public repository, found in the folder of histories or fetched once into the user's cache. Rules of
our own would measure us, and the rules of its registry come over the network and change.
"""

import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from bench.plumb import projects
from bench.plumb.said import Said
from bench.speed import peers

ADDRESS = "https://github.com/semgrep/semgrep-rules"
COMMIT = "157ae4706d7f54aa33647332f234dd68f30da195"
_LANGUAGE = "python"
_ASKS_NOBODY = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}

_UNREACHED = r"|python\.lang\.maintainability\.code-after-unconditional-return"
ON_TARGET: Mapping[str, str] = {
    "D01": r"python\.lang\.(security\.deserialization|best-practice\.(unspecified-open|open-never)"
    r"|correctness\.(tempfile|writing))",
    "D05": r"python\.lang\.correctness\.(test-is-missing-assert|useless-(eqeq|comparison))" + _UNREACHED,
    "D06": r"python\.lang\.correctness\.(test-is-missing-assert|useless-(eqeq|comparison))" + _UNREACHED,
    "D10": r"python\.(lang\.(correctness\.exceptions|best-practice\.(pass-body|logging-error))"
    r"|correctness\.suppressed)",
    "D11": r"python\.lang\.(best-practice\.arbitrary-sleep|correctness\.exceptions)",
    "D18": r"python\.requests\.best-practice\.use-timeout",
}
"""Rules that speak of the class, by their names in that repository."""


def command(given: Path | None) -> tuple[str, ...]:
    """The command without a folder to look at; nothing where engine or rules cannot be had."""
    engine, rules = peers.programs() / "semgrep", folder(given)
    if not engine.exists() or rules is None:
        return ()
    quiet = ("--metrics", "off", "--disable-version-check", "--no-git-ignore", "-q", "--json")
    return (str(engine), "scan", *quiet, "--config", str(rules))


def folder(given: Path | None) -> Path | None:
    """The rules for Python of the one commit, unpacked; None when nobody delivers them.

    Args:
        given: a folder with `semgrep-rules.git`, as for histories.
    """
    place = projects.cache() / "semgrep-rules" / COMMIT / _LANGUAGE
    if place.exists():
        return place
    mine = projects.cache() / "histories" / "semgrep-rules.git"
    near = given / "semgrep-rules.git" if given is not None else mine
    packed = _packed(near) or _packed(mine) or (_fetched(mine) and _packed(mine))
    if not packed:
        return None
    aside = place.parent.with_suffix(".part")
    shutil.rmtree(aside, ignore_errors=True)
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(aside, filter="data")
    for path in aside.rglob("*"):
        if path.is_file() and path.suffix != ".yaml":
            path.unlink()  # beside each rule lies code that it fits, which is nobody's to judge here
    aside.rename(place.parent)
    return place


def _packed(repository: Path) -> bytes:
    words = ["git", f"--git-dir={repository}", "archive", COMMIT, _LANGUAGE]
    done = subprocess.run(words, capture_output=True, check=False, timeout=600)
    return done.stdout if done.returncode == 0 else b""


def _fetched(repository: Path) -> bool:
    git = ["git", f"--git-dir={repository}"]
    fetch = [*git, "fetch", "--quiet", "--depth", "1", ADDRESS, COMMIT]
    try:
        subprocess.run(["git", "init", "--quiet", "--bare", str(repository)], check=True, timeout=60)
        done = subprocess.run(fetch, capture_output=True, check=False, timeout=600, env=_ASKS_NOBODY)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def read(output: str) -> Iterator[Said]:
    """What it says; a rule goes by its name from the language on, wherever the rules lie."""
    for each in json.loads(output)["results"]:
        rule = each["check_id"]
        name = rule[rule.index(f"{_LANGUAGE}.") :] if f"{_LANGUAGE}." in rule else rule
        yield Said(each["path"], each["start"]["line"], name, each["extra"]["message"])
