"""A repository whose work tree is a plain folder and whose history is in memory.

The folder is real, because everybody reads the work tree as files; commits, branches and who
is at work are values. It knows no ignore rules; a test says which paths are ignored.
"""

import difflib
import hashlib
import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from parti import ports
from parti.records import refusal

Tree = Mapping[str, bytes]
EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


class FakeRepository:
    def __init__(
        self, root: Path, *, name: str = "Ada <ada@example.org>", apart: Sequence[str] = ()
    ) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root.resolve()
        self.commits: dict[str, Tree] = {}
        self.branches: dict[str, str] = {}
        self.current = "main"
        self.name = name
        self.clone = "c10e0000"
        self.dates: dict[str, str] = {}
        self._apart = tuple(apart)
        self._detached = ""
        self._shallow = False
        self.asked: list[str] = []
        self.ignored: set[str] = set()

    # What a test does to it.

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def remove(self, path: str) -> None:
        (self.root / path).unlink()

    def commit(self, at: str = "") -> str:
        """Commits the whole work tree, at a time if that matters."""
        tree = self._work_tree()
        seed = repr((self.head(), sorted(tree.items()), len(self.commits))).encode()
        identity = hashlib.sha1(seed, usedforsecurity=False).hexdigest()
        self.commits[identity] = tree
        self.dates[identity] = at
        if self.current:
            self.branches[self.current] = identity
        else:
            self._detached = identity
        return identity

    def switch(self, branch: str) -> None:
        """A branch, made here when missing; the work tree stays as it is."""
        head = self.head()
        if head:
            self.branches.setdefault(branch, head)
        self.current = branch

    def forget_history(self) -> None:
        """As in a shallow clone."""
        self._shallow = True

    def detach(self) -> None:
        self._detached, self.current = self.head(), ""

    # The port.

    def branch(self) -> str:
        return self.current

    def head(self) -> str:
        return self.branches.get(self.current, "") if self.current else self._detached

    def writer(self) -> str:
        name = self.current or f"detached {self.head()}"
        slug = "".join(char if char.isalnum() else "-" for char in self.current.lower()).strip("-")
        return f"{self.clone}-{slug or 'detached'}-{hashlib.sha256(name.encode()).hexdigest()[:4]}"

    def person(self) -> ports.Person:
        if not self.name:
            raise refusal.Unready("git does not know who you are.", next_step='git config user.name "…"')
        return ports.Person(self.name)

    def files(self) -> Sequence[str]:
        return tuple(sorted(self._work_tree()))

    def resolve(self, revision: str) -> str:
        known = {**self.branches, **{key: key for key in self.commits}, EMPTY: EMPTY}
        for name in ("", "HEAD"):
            known[name] = self.head() or EMPTY
        if revision not in known:
            raise refusal.Misused(f"There is no revision {revision!r}.", next_step="git log --oneline")
        return known[revision]

    def changes(self, base: str) -> Sequence[ports.Change]:
        before, after = self._sides(base)
        return tuple(
            _change(path, before.get(path), after.get(path))
            for path in sorted({*before, *after})
            if before.get(path) != after.get(path)
        )

    def diff(self, base: str) -> str:
        before, after = self._sides(base)
        paths = sorted({*before, *after})
        return "".join(_diff(path, before.get(path), after.get(path)) for path in paths)

    def texts(self, commit: str, paths: Sequence[str]) -> Mapping[str, str]:
        tree = self._tree(commit)
        return {path: tree[path].decode("utf-8", "replace") for path in paths if path in tree}

    def tree_digest(self) -> str:
        tree = self._counted(self._work_tree())
        return hashlib.sha1(repr(sorted(tree.items())).encode(), usedforsecurity=False).hexdigest()

    def seen(self) -> tuple[str, Sequence[str]]:
        rows = sorted(
            (path, b"" if path.endswith(".jsonl") and not self._counted({path: data}) else data)
            for path, data in self._work_tree().items()
        )
        return hashlib.sha256(repr(rows).encode()).hexdigest(), self.files()

    def forked(self) -> str:
        if self.current == "main" or "main" not in self.branches:
            return ""
        mine = list(self.commits)
        return self.branches["main"] if self.branches["main"] in mine[: mine.index(self.head()) + 1] else ""

    def standing(self, moment: str) -> str:
        """As far as tests need it: a commit without a date of its own is as old as the hills."""
        mine = [key for key in self.commits if self.dates.get(key, "") <= moment]
        return mine[-1] if self.head() and mine else ""

    def gone(self, folder: str, since: str | None = None) -> ports.Gone:
        """History is one line of commits here, so that what they added is what they have."""
        mine = list(self.commits)
        if not self.head():
            return ports.Gone()
        until = mine.index(self.head())
        first = until if since is None else mine.index(since) if since else 0
        found: dict[tuple[str, bytes], ports.Written] = {}
        for commit in reversed(mine[first : until + 1]):
            for path, data in sorted(self.commits[commit].items()):
                if path.startswith(f"{folder}/") and path.endswith(".jsonl"):
                    name = "HEAD" if commit == self.head() else commit
                    for line in _gone(data, self.root / path):
                        found.setdefault((path, line), ports.Written(name, path, line))
        return ports.Gone(tuple(found.values()))

    def traced(self, name_or_path: str) -> ports.Trace:
        """As far as tests need it: a path by its name, a name by the line that defines it."""
        self.asked.append(name_or_path)
        if self._shallow:
            return ports.Trace(unknown="this clone is shallow; git fetch --unshallow lets git tell")
        if not self.head():
            return ports.Trace(unknown="nothing is committed yet")
        trees = list(self.commits.items())
        has = _has_path if "/" in name_or_path else _has_name
        if has(self.commits[self.head()], name_or_path):
            now = _moved(self.commits[self.head()], self._work_tree(), name_or_path)
            return ports.Trace(unknown="its removal is not committed yet", now=now)
        for (_, before), (identity, after) in reversed(list(itertools.pairwise(trees))):
            if has(before, name_or_path) and not has(after, name_or_path):
                now = _moved(before, after, name_or_path)
                return ports.Trace(commit=identity, date="2026-11-21", subject="a step", now=now)
        return ports.Trace(unknown="git knows no commit that removed it")

    def tree(self, commit: str) -> Tree:
        """All files of a commit, for the fake worktree."""
        return self._tree(commit)

    def _tree(self, commit: str) -> Tree:
        return self.commits.get(self.resolve(commit), {})

    def _sides(self, base: str) -> tuple[Tree, Tree]:
        return self._counted(self._tree(base)), self._counted(self._work_tree())

    def _counted(self, tree: Tree) -> Tree:
        away = tuple(f"{path.rstrip('/')}/" for path in self._apart)
        return {path: data for path, data in tree.items() if not path.startswith(away)} if away else tree

    def _work_tree(self) -> Tree:
        paths = (path for path in self.root.rglob("*") if path.is_file())
        every = {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}
        return {path: data for path, data in every.items() if path not in self.ignored}


def _gone(data: bytes, path: Path) -> list[bytes]:
    now = path.read_bytes().split(b"\n") if path.is_file() else []
    return [line for line in data.removesuffix(b"\n").split(b"\n") if line not in now]


def _has_path(tree: Tree, wanted: str) -> bool:
    return any(path == wanted or path.startswith(f"{wanted}/") for path in tree)


def _has_name(tree: Tree, wanted: str) -> bool:
    return bool(_homes(tree, wanted))


def _homes(tree: Tree, wanted: str) -> list[str]:
    """The files that define a dotted name: `app.io.save` is `save` in a file `app/io.*`."""
    module, _, last = wanted.rpartition(".")
    ends = f"{module.replace('.', '/')}." if module else ""
    line = re.compile(
        rf"^(?:\s*(?:def|class) {re.escape(last)}\b|{re.escape(last)} *=)".encode(), re.MULTILINE
    )
    return [path for path, data in tree.items() if f"/{ends}" in f"/{path}" and line.search(data)]


def _moved(before: Tree, after: Tree, wanted: str) -> str:
    """Where the same bytes, or the same definition, are new."""
    if "/" in wanted:
        gone = [data for path, data in before.items() if path == wanted]
        return next((path for path, data in after.items() if path not in before and data in gone), "")
    last = wanted.rpartition(".")[2]
    had = _homes(before, last)
    return next((path for path in _homes(after, last) if path not in had), "")


def _lines(data: bytes | None) -> list[str]:
    return [] if data is None else data.decode("utf-8", "replace").splitlines(keepends=True)


def _change(path: str, before: bytes | None, after: bytes | None) -> ports.Change:
    lines = list(difflib.unified_diff(_lines(before), _lines(after), n=0))[2:]
    added = sum(line.startswith("+") for line in lines)
    removed = sum(line.startswith("-") for line in lines)
    status = "added" if before is None else "deleted" if after is None else "modified"
    return ports.Change(path, added, removed, status)


def _diff(path: str, before: bytes | None, after: bytes | None) -> str:
    if before == after:
        return ""
    old = "/dev/null" if before is None else f"a/{path}"
    new = "/dev/null" if after is None else f"b/{path}"
    mode = (
        "new file mode 100644\n"
        if before is None
        else "deleted file mode 100644\n"
        if after is None
        else ""
    )
    lines = difflib.unified_diff(_lines(before), _lines(after), old, new)
    ends = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return f"diff --git a/{path} b/{path}\n{mode}" + "".join(ends)
