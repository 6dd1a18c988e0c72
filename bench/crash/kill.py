"""Runs the victim in a forked process and does something to it: kill, fail a call, end its room.

`strace` is attached to the fork while it waits, so that the counted calls are the victim's own and none
of the interpreter's start. A kill arrives on entering the N-th call of a kind: everything before it has
happened, it and everything after it has not. A kill inside a write is made with a limit on the file's
size, at which the kernel ends the process after exactly that many bytes.
"""

import ctypes
import os
import re
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from bench.crash import victim

CALLS = [
    "open",
    "openat",
    "creat",
    "read",
    "pread64",
    "readv",
    "write",
    "pwrite64",
    "writev",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "ftruncate",
    "truncate",
    "unlink",
    "unlinkat",
    "flock",
    "fcntl",
    "mkdir",
    "mkdirat",
    "fstat",
    "newfstatat",
    "stat",
    "lstat",
    "statx",
    "close",
    "lseek",
    "link",
    "linkat",
    "symlink",
    "fallocate",
    "fchmod",
    "fchmodat",
    "chmod",
    "utimensat",
    "copy_file_range",
    "sendfile",
    "dup",
    "getdents64",
    "access",
    "faccessat",
]
_TRACED = ",".join(f"?{call}" for call in CALLS)
_SET_PTRACER = 0x59616D61


class Ended(msgspec.Struct, frozen=True):
    """What the victim said before its end; `signal` is what killed it, `code` 70 a surprise."""

    said: frozenset[str]
    signal: int
    code: int


def can_trace() -> str:
    """Why strace cannot be used here; empty when it can."""
    try:
        done = subprocess.run(
            ["strace", "-f", "-e", "trace=none", "true"], capture_output=True, check=False
        )
    except FileNotFoundError:
        return "strace is not installed"
    return "" if done.returncode == 0 else f"strace may not trace here: {done.stderr.decode().strip()}"


def trace(way: victim.Way, folder: Path, log: Path) -> tuple[Ended, tuple[str, ...]]:
    """One undisturbed run, and its system calls as strace prints them."""
    words = ("-y", "-s", "256", "-o", str(log), "-e", f"trace={_TRACED}")
    ended = _run(way, folder, victim.PLAN, words)
    return ended, tuple(log.read_text("utf-8", "replace").splitlines())


def points(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Every (call, N) of a trace."""
    calls = (re.match(r"(?:\d+ +)?(\w+)\(", line) for line in lines)
    for call, count in Counter(found[1] for found in calls if found).items():
        yield from ((call, number) for number in range(1, count + 1))


def at_call(way: victim.Way, folder: Path, call: str, number: int, what: str) -> Ended:
    """Runs the plan; `what` happens at the N-th call, such as `signal=SIGKILL` or `error=ENOSPC`."""
    words = ("-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={number}")
    return _run(way, folder, victim.PLAN, words)


def at_byte(way: victim.Way, folder: Path, step: victim.Step, size: int) -> Ended:
    """Runs one step; the process dies when a file has `size` bytes and a further one is written."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)

    return _run(way, folder, (step,), (), limit)


def _run(
    way: victim.Way,
    folder: Path,
    plan: Sequence[victim.Step],
    strace: Sequence[str],
    first: Callable[[], None] = lambda: None,
) -> Ended:
    hear, say = os.pipe()
    start, begin = os.pipe()
    pid = os.fork()
    if pid == 0:
        _be_victim(way, folder, plan, (start, say), first)
    os.close(say)
    os.close(start)
    tracer = _attach(pid, strace) if strace else None
    with suppress(BrokenPipeError):  # killed while it waited, which is a point like any other
        os.write(begin, b"!")
    os.close(begin)
    said = b"".join(iter(lambda: os.read(hear, 65536), b""))
    os.close(hear)
    _, status = os.waitpid(pid, 0)
    if tracer is not None:
        tracer.communicate()
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
    return Ended(frozenset(said.decode().split()), killed, code)


def _be_victim(
    way: victim.Way,
    folder: Path,
    plan: Sequence[victim.Step],
    pipes: tuple[int, int],
    first: Callable[[], None],
) -> None:
    """In the fork: never returns."""
    code = 70
    try:
        _allow_tracing()
        first()
        os.read(pipes[0], 1)
        victim.run(way, folder, pipes[1], plan)
        code = 0
    finally:
        if code:
            traceback.print_exc()
        sys.stderr.flush()
        os._exit(code)


def _allow_tracing() -> None:
    """Where only parents may trace (Yama), a process may allow it to others."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PTRACER, ctypes.c_ulong(-1 & 0xFFFFFFFFFFFFFFFF), 0, 0, 0)


def _attach(pid: int, words: Sequence[str]) -> "subprocess.Popen[bytes]":
    tracer = subprocess.Popen(["strace", "-f", "-p", str(pid), *words], stderr=subprocess.PIPE)
    assert tracer.stderr is not None
    said = b""
    deadline = time.monotonic() + 10
    while b"attached" not in said:
        if not select.select([tracer.stderr], [], [], 0.1)[0] and time.monotonic() < deadline:
            continue
        piece = os.read(tracer.stderr.fileno(), 4096)
        said += piece
        if not piece:
            os.kill(pid, signal.SIGKILL)
            raise SystemExit(f"strace could not be attached: {said.decode()}")
    return tracer
