"""The one helper that writes files: whole or not at all, and in words when it cannot."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from parti.records import files, refusal

LIMITED = """
import resource, sys
from pathlib import Path
from parti.records import files, refusal
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    getattr(files, sys.argv[1])(Path(sys.argv[2]), b"n" * 99 + b"\\n")
except refusal.Unready as error:
    print(error.sentence)
"""
IS_ROOT = os.getuid() == 0


def limited(what: str, path: Path, size: int) -> str:
    """Writes a hundred bytes where no file may be larger than `size`."""
    words = [sys.executable, "-c", LIMITED, what, str(path), str(size)]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    if not IS_ROOT:
        pytest.skip(
            "SKIP small disk: only root can mount one; the limit on a file's size is tested instead"
        )
    yield from mounted(tmp_path / "disk", "size=64k")


def mounted(place: Path, options: str) -> Iterator[Path]:
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(place)], capture_output=True)
    if done.returncode != 0:
        pytest.skip(f"SKIP small disk: mount says {done.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder that nobody may write, root included where it can be made."""
    place = tmp_path / "read-only"
    if not IS_ROOT:
        place.mkdir(mode=0o500)
        yield place
        place.chmod(0o700)
        return
    for mount in mounted(place, "size=64k"):
        subprocess.run(["mount", "-o", "remount,ro", str(mount)], check=True)
        yield mount


def litter(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(".tmp"))


def test_write_makes_folders_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a/b/c.txt"
    files.write(path, b"one")
    files.write(path, b"two, longer")
    files.write(path, b"")
    assert path.read_bytes() == b""
    assert litter(path.parent) == []


def test_write_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "run.sh"
    path.write_bytes(b"old")
    path.chmod(0o755)
    files.write(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o755


def test_write_is_seen_whole_by_readers(tmp_path: Path) -> None:
    path = tmp_path / "page"
    contents = [bytes([65 + number]) * 200_000 for number in range(4)]
    files.write(path, contents[0])
    seen: set[bytes] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.add(path.read_bytes())

    reader = threading.Thread(target=look)
    reader.start()
    for _ in range(10):
        for content in contents:
            files.write(path, content)
    done.set()
    reader.join()
    assert seen <= set(contents)


def test_a_temporary_file_of_a_dead_process_with_our_number_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "page"
    for number in range(2000):
        (tmp_path / f".page.{os.getpid()}.{number}.tmp").touch()
    files.write(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("what", ["write", "append"])
@pytest.mark.parametrize("room", [0, 1, 50])
def test_without_room_the_old_content_stays(tmp_path: Path, what: str, room: int) -> None:
    path = tmp_path / "page"
    path.write_bytes(b"old\n")
    size = room + (4 if what == "append" else 0)
    assert "could not be written" in limited(what, path, size)
    assert path.read_bytes() == b"old\n"
    assert litter(tmp_path) == []
    files.append(path, b"next\n")
    assert path.read_bytes() == b"old\nnext\n"


@pytest.mark.parametrize("what", ["write", "append"])
def test_a_full_disk_is_told_and_leaves_the_old_content(small_disk: Path, what: str) -> None:
    path = small_disk / "page"
    files.append(path, b"old\n")
    with pytest.raises(refusal.Unready, match="The disk is full") as caught:
        getattr(files, what)(path, b"n" * 100_000 + b"\n")
    assert caught.value.place == str(path)
    assert path.read_bytes() == b"old\n"
    assert litter(small_disk) == []
    getattr(files, what)(path, b"fits\n")
    assert path.read_bytes() == (b"fits\n" if what == "write" else b"old\nfits\n")


def test_a_disk_without_room_for_a_torn_tail_keeps_it_where_it_is(small_disk: Path) -> None:
    path = small_disk / "log"
    files.append(path, b"old\n")
    with path.open("ab") as file:
        file.write(b"x" * 36_000)
    with pytest.raises(refusal.Unready, match="The disk is full"):
        files.append(path, b"new\n")
    assert path.read_bytes() == b"old\n" + b"x" * 36_000


@pytest.mark.parametrize("what", ["write", "append"])
def test_a_read_only_folder_is_told(read_only: Path, what: str) -> None:
    with pytest.raises(refusal.Unready, match=r"read-only file system|may not write"):
        getattr(files, what)(read_only / "page", b"new\n")
    with pytest.raises(refusal.Unready):
        getattr(files, what)(read_only / "deep/er/page", b"new\n")


@pytest.mark.parametrize("what", ["write", "append"])
def test_places_where_nothing_can_be_are_told(tmp_path: Path, what: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    for place in (
        Path("/proc/nowhere/page"),
        tmp_path / "file/page",
        tmp_path / "folder",
        tmp_path / ("x" * 300),
    ):
        with pytest.raises(refusal.Unready) as caught:
            getattr(files, what)(place, b"new\n")
        assert caught.value.next_step


def test_size_of_what_is_not_there_is_nothing(tmp_path: Path) -> None:
    assert files.size(tmp_path / "nothing") == 0
    (tmp_path / "some").write_bytes(b"abc")
    assert files.size(tmp_path / "some") == 3


def test_a_lock_that_a_dead_process_held_is_free(tmp_path: Path) -> None:
    path = tmp_path / "log"
    code = "import os, signal, sys\nfrom pathlib import Path\nfrom parti.records import files\n"
    code += "with files._locked(Path(sys.argv[1])):\n    os.kill(os.getpid(), signal.SIGKILL)"
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    files.append(path, b"free\n")
    assert path.read_bytes() == b"free\n"
