"""Real things for tests of adapters: a git repository in a folder, and a child process at a terminal."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

_AT_TERMINAL = """
import os, sys
os.open(sys.argv[1], os.O_RDWR)  # the first terminal that a session's leader opens is its own
exec(sys.argv[2])
"""


def git(folder: Path, *words: str, code: int = 0, stdin: bytes | None = None, at: str = "") -> str:
    """Runs git as Ada; fails the test when it ends otherwise than expected. `at` is when she commits."""
    ada = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgSign=false")
    ada += ("-c", "protocol.file.allow=always", "-c", "init.defaultBranch=main", "-c", "gc.auto=0")
    when = {**os.environ, "GIT_COMMITTER_DATE": at, "GIT_AUTHOR_DATE": at} if at else None
    done = subprocess.run(
        ["git", *ada, *words], cwd=folder, input=stdin, env=when, capture_output=True, check=False
    )
    assert done.returncode == code, (words, done.stdout, done.stderr)
    return os.fsdecode(done.stdout).strip()


def repository(folder: Path, **texts: str) -> Path:
    """A repository with one commit of the files given; without files it has no commit."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet")
    for path, text in texts.items():
        write(folder, path, text)
    if texts:
        commit(folder)
    return folder.resolve()


def write(folder: Path, path: str, text: str) -> Path:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
    return target


def commit(folder: Path, at: str = "") -> str:
    """Commits the whole work tree, at a time if that matters; its id."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "a step", at=at)
    return git(folder, "rev-parse", "HEAD")


def at_terminal(
    code: str, typed: bytes, *, wait_for: bytes = b": ", timeout: float = 20
) -> tuple[str, str]:
    """Runs Python code at a terminal of its own, types into it once it asked.

    Returns:
        What it printed to standard output, and what stood on the terminal.
    """
    ours, theirs = pty.openpty()
    words = [sys.executable, "-c", _AT_TERMINAL, os.ttyname(theirs), code]
    child = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    os.close(theirs)
    screen, sent = b"", False
    deadline = time.monotonic() + timeout
    while child.poll() is None and time.monotonic() < deadline:
        if select.select([ours], [], [], 0.02)[0]:
            try:
                screen += os.read(ours, 4096)
            except OSError:  # Linux says so when the other side is closed
                continue
        if not sent and wait_for in screen:
            os.write(ours, typed)
            sent = True
    child.kill()
    output, _ = child.communicate()
    os.close(ours)
    return output.decode(), screen.decode("utf-8", "replace")


def without_terminal(code: str, *, stdin: bytes = b"", environment: dict[str, str] | None = None) -> str:
    """Runs Python code in a session without a terminal; what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=stdin,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        timeout=20,
        check=False,
    )
    return done.stdout.decode()
