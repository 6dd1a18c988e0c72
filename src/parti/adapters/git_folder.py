"""What can be read from a `.git` folder without starting a process, and the clone's own name in it.

Called by `git`. `parti status` runs often and asks for little (which branch, which commit, whose log
file), and a process for each would cost more than the rest together. Where the files do not tell, the
answer is None and `git` asks the command.
"""

import hashlib
import os
import re
from pathlib import Path

import msgspec

from parti.records import files, refusal

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_OF_ONE_WORKTREE = ("refs/bisect/", "refs/worktree/", "refs/rewritten/")
_LONGEST_SLUG = 40


class GitFolder(msgspec.Struct, frozen=True):
    """Where git keeps what belongs to one work tree, and what all work trees of a clone share."""

    own: Path
    shared: Path


def locate(start: Path) -> tuple[Path, GitFolder]:
    """The root of the work tree around a path, and its git folder.

    Raises:
        refusal.Unready: there is none, or it points to a folder that is gone.
    """
    resolved = start.resolve()
    try:
        for root in (resolved, *resolved.parents):
            own = _own_folder(root)
            if own is not None:
                return root, GitFolder(own, _shared_folder(own))
    except OSError as error:
        raise refusal.Unready(
            f"{error.filename} cannot be read: {error.strerror}.",
            next_step="check its permissions",
            place=str(error.filename),
        ) from error
    raise refusal.Unready(
        f"{resolved} is not inside a git repository.", next_step="git init", place=str(resolved)
    )


def branch(folder: GitFolder) -> str | None:
    """The branch at HEAD, empty when HEAD is a commit; None when the files do not tell."""
    text = _line(folder.own / "HEAD")
    if text is None or text == "ref: refs/heads/.invalid":
        return None
    if text.startswith("ref: "):
        return text[len("ref: ") :].removeprefix("refs/heads/")
    return "" if _COMMIT.fullmatch(text) else None


def head(folder: GitFolder) -> str | None:
    """The commit at HEAD; None when the files do not tell."""
    text = _line(folder.own / "HEAD")
    if text is not None and text.startswith("ref: "):
        name = text[len("ref: ") :]
        at = folder.own if name.startswith(_OF_ONE_WORKTREE) else folder.shared
        text = _line(at / name) or _packed(folder.shared / "packed-refs", name)
    return text if text and _COMMIT.fullmatch(text) else None


def writer(folder: GitFolder, branch: str, head: str) -> str:
    """`<clone>-<branch>-<4 hex>`: two clones, work trees or branches never share it.

    Without a branch the commit stands for it, so that work on two detached heads does not meet either.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", branch.lower())[:_LONGEST_SLUG].strip("-") or "branch"
    name = branch or f"detached {head}"
    mark = hashlib.sha256(os.fsencode(name)).hexdigest()[:4]
    return f"{_clone(folder.own)}-{slug if branch else 'detached'}-{mark}"


def _clone(own: Path) -> str:
    """A random name, drawn once. It is kept with the folder's inode, so a copied clone draws its own.

    Two processes that draw at the same time both append; the first line wins for both.
    """
    path = own / "parti" / "clone"
    inode = str(own.stat().st_ino)
    found = _drawn(path, inode)
    if found is None:
        files.append(path, f"{os.urandom(4).hex()} {inode}\n".encode())
        found = _drawn(path, inode)
    if found is None:
        raise refusal.Unready(f"{path} cannot be read.", next_step=f"rm {path}", place=str(path))
    return found


def _drawn(path: Path, inode: str) -> str | None:
    try:
        text = path.read_text("ascii", "replace")
    except FileNotFoundError:
        return None
    lines = (line.split() for line in text.splitlines())
    return next((words[0] for words in lines if len(words) == 2 and words[1] == inode), None)


def _own_folder(root: Path) -> Path | None:
    dot = root / ".git"
    if dot.is_dir():
        return dot if os.path.lexists(dot / "HEAD") else None
    if not dot.is_file():
        return None
    own = (root / (_line(dot) or "").removeprefix("gitdir: ")).resolve()
    if not os.path.lexists(own / "HEAD"):
        raise refusal.Unready(
            f"{dot} points to {own}, which is not there.", next_step="git worktree repair", place=str(dot)
        )
    return own


def _shared_folder(own: Path) -> Path:
    shared = _line(own / "commondir")
    return (own / shared).resolve() if shared else own


def _line(path: Path) -> str | None:
    if path.is_symlink():
        return None
    try:
        return os.fsdecode(path.read_bytes()).rstrip("\n")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _packed(path: Path, name: str) -> str | None:
    try:
        lines = os.fsdecode(path.read_bytes()).split("\n")
    except FileNotFoundError:
        return None
    return next((line.split(" ", 1)[0] for line in lines if line.endswith(f" {name}")), None)
