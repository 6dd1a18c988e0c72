"""Brings a project onto the disk: a pinned source distribution from the user's package index, or a package
that is installed already.

Called by `journey`. uv says where the index keeps the archive, so no registry is named here and the user's
own index setting counts; the digest says whether it is the archive that the tour was written for.
"""

import hashlib
import http.client
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import urllib.request
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from examples.tour.show import Absent, Differs, say

TOP = Path(__file__).parents[2]


def cache() -> Path:
    """The folder in the user's cache where archives stay."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "parti" / "tour"


def uv() -> str:
    """The uv on the path, or the one that `./dev` brought."""
    return shutil.which("uv") or str(TOP / ".uv/bin/uv")


def archive(name: str, version: str, file: str, digest: str) -> Path:
    """The archive in the cache, fetched when it is not there yet, and never one with another digest."""
    path = cache() / file
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        say(f"fetching {file} through the package index of uv")
        data = download(address(name, version))
        found = hashlib.sha256(data).hexdigest()
        if found != digest:
            raise Differs(f"{file} has the digest {found}, and the tour was written for {digest}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return path


def address(name: str, version: str) -> str:
    """Where the index keeps the source distribution."""
    words = [uv(), "pip", "compile", "-q", "--no-deps", "--no-header", "--format", "pylock.toml", "-"]
    try:
        done = subprocess.run(
            words, input=f"{name}=={version}\n", capture_output=True, text=True, check=False, cwd="/"
        )
    except OSError as error:
        raise Absent("uv is missing; ./dev tour brings it") from error
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1].strip()
        raise Absent(f"no package index answers for {name} {version} ({reason})")
    package = tomllib.loads(done.stdout)["packages"][0]
    if "url" not in package.get("sdist", {}):
        raise Absent(f"the package index has no source distribution of {name} {version}")
    return str(package["sdist"]["url"])


def download(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return bytes(answer.read())
    except (OSError, http.client.HTTPException) as error:
        raise Absent(f"the package index does not deliver ({error})") from error


def unpack(path: Path, folder: Path) -> None:
    """The archive's one folder, under another name."""
    aside = folder.with_name(folder.name + ".unpacked")
    with tarfile.open(path) as opened:
        if hasattr(tarfile, "data_filter"):
            opened.extractall(aside, filter="data")
        else:  # Python 3.11 before 3.11.4
            opened.extractall(aside)
    (only,) = aside.iterdir()
    only.rename(folder)
    aside.rmdir()


def installed(package: str, folder: Path) -> str:
    """A copy of a package of this interpreter's environment; the version that it has."""
    try:
        found = metadata.distribution(package)
    except metadata.PackageNotFoundError as error:
        raise Absent(f"{package} is not installed beside Parti") from error
    source = Path(str(found.locate_file(package)))
    shutil.copytree(source, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return found.version


def environment(folder: Path, needs: Sequence[str]) -> None:
    """An environment of the project's own in `.venv`, with what its tests import."""
    quiet = ("-q", "--python")
    made = subprocess.run(
        [uv(), "venv", *quiet, sys.executable, ".venv"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise Absent(f"no environment could be made: {made.stderr.strip()}")
    if not needs:
        return
    for more in ((), ("--offline",)):
        words = [uv(), "pip", "install", *more, "--no-deps", *quiet, ".venv/bin/python", *needs]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
    raise Absent("no package index delivers what the project's tests import")
