"""The main job on a real example: from a sentence to a verdict, without a model and without a key of yours.

Run by `./dev demo`. Everything shown is a command that you could type; the folder `demo/` is left for you.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
TOP = HERE.parent.parent
DEMO = TOP / "demo"
WISH = "Record each moderation action as it happens and let the scheduled digest read them in order"
CHUNKS = ("1-writer", "2-reader", "3-wiring")
SIGNER = "demonstration@parti.invalid"


def main() -> int:
    """Runs the demonstration; 0 when everything went as it says."""
    start = time.monotonic()
    shutil.rmtree(DEMO, ignore_errors=True)
    good = fresh(DEMO / "deltas")
    title("1. A repository that exists: what is kept today, with no model and no set-up beyond init")
    parti(good, "init")
    git(good, "add", "-A")
    git(good, "commit", "-qm", "Set up Parti")
    parti(good, "gate")
    converse(good)
    sign(good)
    build(good)
    title("5. The gate over the whole tree")
    verdict = parti(good, "gate", show=14)
    naive = point()
    title("Done")
    say(f"{time.monotonic() - start:.0f} s, no model used. The two folders are yours to explore:")
    say(f"  cd {good}    and try: parti status · parti design · parti why Q-crash-mid-write · parti log")
    say(f"  cd {naive}     and try: parti gate · parti constraints explain paired-effect")
    say(f"  (parti is {Path(sys.executable).with_name('parti')})")
    return 0 if verdict == 0 else 1


def converse(folder: Path) -> None:
    """Phase 1 on paper, answered from a script."""
    title("2. The design conversation: a wish, and the questions that the tool asks by itself")
    parti(folder, "new", WISH, "--name", "action-log")
    code = parti(folder, "check", expect=(3,))
    say(f"   (exit code {code}: no code before the design is signed)")
    say(f"The answers are in {(HERE / 'answers.toml').relative_to(TOP)}; read them, they are the point.")
    parti(folder, "answer", "--from", str(HERE / "answers.toml"))
    parti(folder, "answer", "--defaults")
    parti(folder, "design", show=24)


def sign(folder: Path) -> None:
    """The signature: refused to a pipe, then made with a key that says what it is."""
    title("3. The signature: a pipe cannot sign")
    parti(folder, "lock", expect=(3, 4), typed="action-log\n")
    say("A person types the feature's name at a terminal, or signs with an SSH key. Nobody is here")
    say(f"to review, so this demonstration signs with a key of its own that says so: {SIGNER}")
    key = DEMO / "demonstration_key"
    words = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", SIGNER, "-f", str(key))
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
    public = key.with_suffix(".pub").read_text().split()
    (folder / ".parti/allowed_signers").write_text(f"{SIGNER} {public[0]} {public[1]}\n")
    git(folder, "add", ".parti/allowed_signers")
    git(folder, "commit", "-qm", "Say who may sign")
    parti(folder, "lock", "--key", str(key))
    parti(folder, "plan", str(HERE / "plan.toml"))
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Lock the design, plan the chunks")


def build(folder: Path) -> None:
    """Phase 2: three chunks, each red before and green after."""
    title("4. Three chunks: writer, reader, wiring; each test fails before and passes after")
    for number, name in enumerate(CHUNKS, start=1):
        parti(folder, "brief", str(number), show=12 if number == 1 else 4)
        shutil.copytree(HERE / "chunks" / name, folder, dirs_exist_ok=True)
        parti(folder, "check", str(number))
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", f"Chunk {number}")


def point() -> Path:
    """What a model types when nobody designed it: its own tests pass, the gate names each defect."""
    title("6. The same wish, typed without a design: its own tests pass …")
    folder = fresh(DEMO / "naive")
    parti(folder, "init", show=0)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Set up Parti")
    shutil.copytree(HERE / "naive", folder, dirs_exist_ok=True)
    run(folder, [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], "python -m pytest -q")
    title("   … and the gate names each defect, its place, and the helper to use")
    parti(folder, "gate", expect=(1,))
    return folder


def fresh(folder: Path) -> Path:
    """A copy of the example project as a repository of its own."""
    shutil.copytree(HERE / "project", folder, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "Demonstration")
    git(folder, "config", "user.email", SIGNER)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "The project as it was")
    return folder


def parti(
    folder: Path, *words: str, show: int = 60, expect: Sequence[int] = (0,), typed: str | None = None
) -> int:
    """Runs a verb and shows the first lines of what it says."""
    program = str(Path(sys.executable).with_name("parti"))
    short = [str(Path(w).relative_to(TOP)) if w.startswith(str(TOP)) else w for w in words]
    shown = " ".join(["parti", *(f'"{w}"' if " " in w else w for w in short)])
    return run(folder, [program, *words], shown, show, expect, typed)


def run(
    folder: Path,
    words: Sequence[str],
    shown: str,
    show: int = 60,
    expect: Sequence[int] = (0,),
    typed: str | None = None,
) -> int:
    """Runs a command in a folder; stops the demonstration when it ends otherwise than expected."""
    pipe = f"echo {typed.strip()} | " if typed else ""
    if show:
        say(f"\n$ {pipe}{shown}")
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        list(words),
        cwd=folder,
        env=environment,
        input=typed or "",
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        start_new_session=True,
    )
    lines = done.stdout.rstrip("\n").split("\n")
    for line in lines[:show]:
        say(f"  {line}")
    if show and len(lines) > show:
        say(f"  … {len(lines) - show} more lines")
    if done.returncode not in expect:
        say(f"\nThe demonstration failed: {shown} ended with {done.returncode}.")
        say("\n".join(lines))
        sys.exit(1)
    return done.returncode


def git(folder: Path, *words: str) -> None:
    """Runs git without the user's own settings for signing and hooks."""
    plain = ("git", "-c", "commit.gpgSign=false", "-c", "core.hooksPath=/dev/null")
    subprocess.run([*plain, *words], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def title(text: str) -> None:
    say(f"\n── {text}")


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
