"""When the system says no: each error has its sentence and its next step, and the old content stays.

The errors come from the system calls themselves, made to fail by the test; what is looked at afterwards
is the disk.
"""

import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from parti.records import files, refusal

OTHER = "parti doctor"
ERRORS = [
    (errno.ENOSPC, "The disk is full; {} was left as it was.", "make room, then run it again"),
    (errno.EDQUOT, "Your disk quota is used up; {} was left as it was.", "make room"),
    (errno.EROFS, "{} is on a read-only file system.", "use a writable checkout"),
    (errno.EACCES, "You may not write {}.", "check the permissions of {folder}"),
    (errno.EPERM, "You may not write {}.", "check the permissions of {folder}"),
    (errno.EIO, "{} could not be written: Input/output error.", OTHER),
    (errno.EMFILE, "{} could not be written: Too many open files.", OTHER),
    (errno.ELOOP, "{} could not be written: Too many levels of symbolic links.", OTHER),
]
NAMES = [errno.errorcode[row[0]] for row in ERRORS]
CALLS = ["write", "fsync"]


def failing(number: int, *, partly: bool = False) -> Callable[..., None]:
    """A system call that fails; `partly`: when some of its bytes have been written."""
    real = os.write

    def call(handle: int, *data: bytes) -> None:
        if partly and data:
            real(handle, bytes(data[0])[:3])
        raise OSError(number, os.strerror(number))

    return call


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


@pytest.mark.parametrize(("number", "sentence", "step"), ERRORS, ids=NAMES)
@pytest.mark.parametrize("what", ["write", "append"])
@pytest.mark.parametrize("call", CALLS)
def test_an_error_has_its_sentence_and_the_old_content_stays(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    call: str,
    number: int,
    sentence: str,
    step: str,
) -> None:
    path = tmp_path / "page"
    path.write_bytes(b"old\n")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(number, partly=True))
        with pytest.raises(refusal.Unready) as caught:
            getattr(files, what)(path, b"new, and longer\n")
    assert caught.value.sentence == sentence.format(path)
    assert caught.value.next_step == step.format(folder=tmp_path)
    assert caught.value.place == str(path)
    assert isinstance(caught.value.__cause__, OSError)
    assert path.read_bytes() == b"old\n"
    assert leftovers(tmp_path) == ["page"]


def test_an_error_without_a_number_is_told_in_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(*_: object) -> None:
        raise OSError("the moon is in the way")

    monkeypatch.setattr(os, "fsync", odd)
    with pytest.raises(refusal.Unready) as caught:
        files.write(tmp_path / "page", b"x")
    assert caught.value.sentence == f"{tmp_path / 'page'} could not be written: the moon is in the way."


def test_a_lock_that_is_never_released_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a minute of waiting is told to the clock; the lock itself is really held."""
    import filelock

    path = tmp_path / "log"
    real = time.perf_counter
    start = real()
    held = filelock.FileLock(tmp_path / "log.lock", is_singleton=False)
    held.acquire()
    monkeypatch.setattr(time, "perf_counter", lambda: start + (real() - start) * 200)
    monkeypatch.setattr(time, "monotonic", lambda: start + (real() - start) * 200)
    try:
        with pytest.raises(refusal.Unready) as caught:
            files.append(path, b"x\n")
    finally:
        held.release()
    assert caught.value.sentence == f"Another process has held the lock of {path} for 30 seconds."
    assert caught.value.next_step == "wait for it to end, then run the same command again"
    assert caught.value.place == str(path)
    assert not path.exists()


def test_an_append_waits_for_whoever_holds_the_lock(tmp_path: Path) -> None:
    code = "import sys, time\nfrom pathlib import Path\nfrom filelock import FileLock\n"
    code += (
        "with FileLock(sys.argv[1] + '.lock'):\n    print('held', flush=True)\n    sys.stdin.readline()\n"
    )
    code += "    open(sys.argv[1], 'ab').write(b'theirs\\n')\n"
    path = tmp_path / "log"
    words = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin
        assert child.stdout
        assert child.stdout.readline() == "held\n"
        ours = threading.Thread(target=files.append, args=(path, b"ours\n"))
        ours.start()
        ours.join(0.3)
        assert ours.is_alive()
        assert not path.exists()
        child.stdin.write("go on\n")
        child.stdin.close()
        ours.join(20)
    assert path.read_bytes() == b"theirs\nours\n"


def test_bytes_that_do_not_read_back_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that says yes and keeps something else."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data).upper()))
    for what in ("write", "append"):
        path = tmp_path / what
        with pytest.raises(refusal.Unready) as caught:
            getattr(files, what)(path, b"quiet\n")
        assert caught.value.sentence == (
            f"{path} does not read back as it was written; somebody else changed it or the disk is failing."
        )
        assert (caught.value.next_step, caught.value.place) == (OTHER, str(path))


@pytest.mark.parametrize("at_once", [1, 2, 7])
def test_a_system_that_takes_few_bytes_at_a_time_gets_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:at_once]))
    files.write(tmp_path / "page", b"0123456789")
    files.append(tmp_path / "log", b"0123456789\n")
    files.append(tmp_path / "log", b"abc\n")
    assert (tmp_path / "page").read_bytes() == b"0123456789"
    assert (tmp_path / "log").read_bytes() == b"0123456789\nabc\n"


def test_an_append_that_fails_half_way_is_cut_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of the line had reached the file before the disk was full."""
    path = tmp_path / "log"
    files.append(path, b"one\n")
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing(errno.ENOSPC, partly=True))
        with pytest.raises(refusal.Unready):
            files.append(path, b"two\n")
    assert path.read_bytes() == b"one\n"
    assert files.append(path, b"three\n") == b""
    assert path.read_bytes() == b"one\nthree\n"


def test_an_interrupt_leaves_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "page"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert leftovers(tmp_path) == ["page"]


def test_no_handle_is_left_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it works or not: a server that writes for a month does not run out of handles."""

    def handles() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    path = tmp_path / "page"
    files.append(path, b"first\n")
    before = handles()
    for number in range(20):
        files.write(path, b"whole\n")
        files.append(path, b"line\n")
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", failing(errno.ENOSPC))
            for what in (files.write, files.append):
                with pytest.raises(refusal.Unready):
                    what(path, b"%d\n" % number)
    assert handles() == before


def test_a_folder_that_cannot_be_made_names_what_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(refusal.Unready) as caught:
        files.make_folder(tmp_path / "file/deep/er")
    assert caught.value.place == str(tmp_path / "file")
    assert caught.value.sentence == f"{tmp_path / 'file'} could not be written: File exists."


def test_a_size_that_cannot_be_told_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(refusal.Unready, match="Not a directory"):
        files.size(tmp_path / "file/page")
