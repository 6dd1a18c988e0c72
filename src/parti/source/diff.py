"""Parses a unified diff, as git prints it, into values: one `FileDiff` a file.

Called by the chunks room, which holds a change to its scope and size. Line numbers of added lines
count in the new file, those of removed lines in the old one. Anything that is not understood is
skipped; a diff comes from git, so it is data, not an input to argue with.
"""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

Status = Literal["added", "deleted", "modified", "renamed", "copied", "binary"]
Line = tuple[int, str]

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(r"\\([0-7]{3}|.)")
_PLAIN = {"n": 10, "t": 9, "r": 13, '"': 34, "\\": 92, "a": 7, "b": 8, "f": 12, "v": 11}


class Hunk(msgspec.Struct, frozen=True):
    """One `@@` block."""

    old_start: int
    new_start: int
    added: tuple[Line, ...]
    removed: tuple[Line, ...]


class FileDiff(msgspec.Struct, frozen=True, kw_only=True):
    """What changed in one file; `old_path` differs from `path` after a rename or copy."""

    path: str
    old_path: str
    status: Status
    hunks: tuple[Hunk, ...] = ()

    @property
    def added(self) -> tuple[Line, ...]:
        """Every added line with its number in the new file."""
        return tuple(line for hunk in self.hunks for line in hunk.added)

    @property
    def removed(self) -> tuple[Line, ...]:
        """Every removed line with its number in the old file."""
        return tuple(line for hunk in self.hunks for line in hunk.removed)


def parse(text: str) -> tuple[FileDiff, ...]:
    """The files of a unified diff, in its order."""
    return tuple(_file(block) for block in _blocks(text))


def _blocks(text: str) -> Iterator[list[str]]:
    """The lines of one file each; hunks are counted, so `--- x` inside one is no header."""
    block: list[str] = []
    left = [0, 0]
    for line in text.split("\n"):
        if left[0] > 0 or left[1] > 0:
            block.append(line)
            _count(line, left)
            continue
        starts = line.startswith("diff --git ")
        bare = line.startswith("--- ") and (
            not block or any(b.startswith("@@") for b in block[-1:] + block)
        )
        if (starts or bare) and block:
            yield block
            block = []
        if starts or bare or block:
            block.append(line)
        hunk = _HUNK.match(line)
        if hunk:
            left = [int(hunk[2] or 1) if hunk[2] != "0" else 0, int(hunk[4] or 1) if hunk[4] != "0" else 0]
    if block:
        yield block


def _count(line: str, left: list[int]) -> None:
    mark = line[:1]
    if mark in {" ", "-", ""}:
        left[0] -= 1
    if mark in {" ", "+", ""}:
        left[1] -= 1


def _file(block: list[str]) -> FileDiff:
    old, new = _paths(block)
    head = "\n".join(block[: _first_hunk(block)])
    status: Status = "modified"
    if re.search(r"^(new file mode|--- /dev/null)", head, re.MULTILINE):
        status = "added"
    elif re.search(r"^(deleted file mode|\+\+\+ /dev/null)", head, re.MULTILINE):
        status = "deleted"
    elif re.search(r"^rename from ", head, re.MULTILINE):
        status = "renamed"
    elif re.search(r"^copy from ", head, re.MULTILINE):
        status = "copied"
    elif re.search(r"^(Binary files |GIT binary patch)", head, re.MULTILINE):
        status = "binary"
    return FileDiff(path=new or old, old_path=old or new, status=status, hunks=tuple(_hunks(block)))


def _first_hunk(block: list[str]) -> int:
    return next((at for at, line in enumerate(block) if line.startswith("@@")), len(block))


def _paths(block: list[str]) -> tuple[str, str]:
    """Old and new path: from rename lines, then `---`/`+++`, then the `diff --git` line itself."""
    old = new = ""
    for line in block[: _first_hunk(block)]:
        if line.startswith(("rename from ", "copy from ")):
            old = _unquoted(line.split(" from ", 1)[1])
        elif line.startswith(("rename to ", "copy to ")):
            new = _unquoted(line.split(" to ", 1)[1])
        elif line.startswith("--- ") and not old:
            old = _stripped(line[4:])
        elif line.startswith("+++ ") and not new:
            new = _stripped(line[4:])
    if not old and not new and block[0].startswith("diff --git "):
        return _from_header(block[0].removeprefix("diff --git "))
    return old, new


def _from_header(rest: str) -> tuple[str, str]:
    """`a/x b/x` has both halves alike unless renamed, which has lines of its own."""
    if rest.startswith('"'):
        middle = rest.find('" ') + 1
        return _stripped(rest[:middle]), _stripped(rest[middle + 1 :])
    middle = len(rest) // 2
    return _stripped(rest[:middle]), _stripped(rest[middle + 1 :])


def _stripped(path: str) -> str:
    path = _unquoted(path.split("\t", 1)[0].rstrip("\r"))
    if path == "/dev/null":
        return ""
    return path[2:] if path[:2] in {"a/", "b/"} else path


def _unquoted(path: str) -> str:
    """Git quotes names with special bytes in C style, octal escapes of UTF-8 included."""
    if not (path.startswith('"') and path.endswith('"') and len(path) > 1):
        return path
    raw = bytearray()
    at = 1
    while at < len(path) - 1:
        found = _ESCAPE.match(path, at)
        if found:
            word = found[1]
            raw.append(int(word, 8) & 255 if len(word) == 3 else _PLAIN.get(word, ord(word[0]) & 255))
            at = found.end()
        else:
            raw.extend(path[at].encode("utf-8", "replace"))
            at += 1
    return raw.decode("utf-8", "replace")


def _hunks(block: list[str]) -> Iterator[Hunk]:
    start: re.Match[str] | None = None
    body: list[str] = []
    for line in block:
        found = _HUNK.match(line)
        if found:
            if start is not None:
                yield _hunk(start, body)
            start, body = found, []
        elif start is not None:
            body.append(line)
    if start is not None:
        yield _hunk(start, body)


def _hunk(start: re.Match[str], body: list[str]) -> Hunk:
    old, new = int(start[1]), int(start[3])
    added: list[Line] = []
    removed: list[Line] = []
    old_at, new_at = old, new
    for line in body:
        mark, rest = line[:1], line[1:]
        if mark == "+":
            added.append((new_at, rest))
            new_at += 1
        elif mark == "-":
            removed.append((old_at, rest))
            old_at += 1
        elif mark in {" ", ""}:
            old_at, new_at = old_at + 1, new_at + 1
    return Hunk(old, new, tuple(added), tuple(removed))
