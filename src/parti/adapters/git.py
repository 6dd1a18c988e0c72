"""A git repository, for `ports.Repository`.

Made by `bootstrap` with `find`. It only reads, with one exception: the clone's own name is kept in
`<git folder>/parti/clone`. Paths are handed over NUL-separated and keep bytes that are not UTF-8;
text of files is decoded with replacement, because it is shown and searched, never written back.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from parti import ports
from parti.adapters import git_command, git_folder, listing
from parti.records import refusal

_STATUS = {"A": "added", "D": "deleted"}


def find(start: Path, *, agent: str = "", apart: Sequence[str] = ()) -> "GitRepository":
    """The repository around a path.

    Args:
        start: any path inside the work tree.
        agent: the agent at work, when one is; it then stands in the records as `agent:<name>`.
        apart: folders, relative to the root, that do not count as work: `changes`, `diff` and
            `tree_digest` leave them out. A log that lies in the tree would else change the digest that
            it records.

    Raises:
        refusal.Unready: the path is not inside a git repository.
    """
    root, folder = git_folder.locate(start)
    return GitRepository(root, folder, agent, apart)


class GitRepository:
    """Reads a repository through its files where that is cheap, else through the git command."""

    def __init__(self, root: Path, folder: git_folder.GitFolder, agent: str, apart: Sequence[str]) -> None:
        self.root = root
        self.folder = folder
        self._agent = agent
        self._apart = tuple(apart)
        self._person: ports.Person | None = None
        self._tree = ""
        self._listing = b""

    def branch(self) -> str:
        """The branch's name; empty on a detached head."""
        name = git_folder.branch(self.folder)
        return self._word("symbolic-ref", "--quiet", "--short", "HEAD") if name is None else name

    def head(self) -> str:
        """The commit at HEAD; empty before the first commit."""
        commit = git_folder.head(self.folder)
        return self._word("rev-parse", "--quiet", "--verify", "HEAD^{commit}") if commit is None else commit

    def writer(self) -> str:
        """This clone × branch as a file name."""
        branch = self.branch()
        return git_folder.writer(self.folder, branch, "" if branch else self.head())

    def person(self) -> ports.Person:
        """`agent:<name>` when an agent says so, else `Name <mail>` from git's configuration.

        Git is asked once: a script of a hundred answers is written by one person.
        """
        if self._agent:
            return ports.Person(f"agent:{self._agent}")
        if self._person is None:
            self._person = self._configured()
        return self._person

    def _configured(self) -> ports.Person:
        answer = git_command.ask(self.root, "config", "-z", "--get-regexp", r"^user\.(name|email)$")
        pairs = (item.partition("\n") for item in answer.output.decode("utf-8", "replace").split("\0"))
        found = {key: value.strip() for key, _, value in pairs}
        name, mail = found.get("user.name"), found.get("user.email")
        if not name or not mail:
            raise refusal.Unready(
                "git does not know who you are, and a record without a name proves nothing.",
                next_step='git config user.name "Your Name" && git config user.email you@example.org',
            )
        return ports.Person(f"{name} <{mail}>")

    def files(self) -> Sequence[str]:
        """Paths that git tracks or would track and that are there, relative to the root, sorted.

        Asked right after `changes` they are those of the very tree that was compared.
        """
        compared, self._listing = self._listing, b""
        return listing.paths(self.root, compared or git_command.tell(self.root, *listing.ASKED))

    def resolve(self, revision: str) -> str:
        """The commit that a revision names; before the first commit `HEAD` is the empty tree."""
        if revision and revision == self.head():
            return revision
        words = ("rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision or 'HEAD'}^{{commit}}")
        commit = self._word(*words)
        if commit:
            return commit
        if revision in ("", "HEAD") and not self.head():
            return self._empty_tree()
        if revision == self._empty_tree():
            return revision
        raise self._unknown(revision)

    def changes(self, base: str) -> Sequence[ports.Change]:
        """What differs between a commit and the work tree, untracked files included; no renames."""
        return tuple(_changes(os.fsdecode(self._compare(base, "--raw", "--numstat", "-z"))))

    def diff(self, base: str) -> str:
        """The unified diff between a commit and the work tree, untracked files included."""
        plain = ("--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/")
        return self._compare(base, "--patch", *plain).decode("utf-8", "replace")

    def texts(self, commit: str, paths: Sequence[str]) -> Mapping[str, str]:
        """The texts that files have at a commit; a file that is not there then is left out."""
        base = commit or self._empty_tree()
        plain = [path for path in paths if "\n" not in path]
        names = b"".join(os.fsencode(f"{base}:{path}\n") for path in plain)
        answer = git_command.tell(self.root, "cat-file", "--batch", stdin=names)
        found = dict(zip(plain, _blobs(answer), strict=True))
        for odd in set(paths) - set(plain):
            one = git_command.ask(self.root, "cat-file", "blob", f"{base}:{odd}")
            found[odd] = one.output if one.code == 0 else None
        if paths and not any(blob is not None for blob in found.values()):
            self._require_tree(base, commit)
        return {path: blob.decode("utf-8", "replace") for path, blob in found.items() if blob is not None}

    def tree_digest(self) -> str:
        """A digest of the work tree's content as git would store it, less the folders apart.

        Asked right after `changes` it is the digest of the very tree that was compared, so that what
        was checked and what is recorded are one; asked again it looks again.
        """
        compared, self._tree = self._tree, ""
        if compared:
            return compared
        from parti.adapters import snapshot  # 3 ms that `parti status` does without

        with snapshot.taken(self.root, self.folder, self._apart) as taken:
            return taken.tree

    def seen(self) -> tuple[str, Sequence[str]]:
        """A mark of what can be read, and `files`, of one look; after `changes` of the tree compared."""
        compared, self._listing, self._tree = self._listing, b"", ""
        told = compared or git_command.tell(self.root, *listing.ASKED, "--modified")
        there = listing.paths(self.root, told)
        return listing.mark(self.root, told, there, self._apart), there

    def forked(self) -> str:
        """The commit at which this branch left the main one; empty on the main one, or without one."""
        from parti.adapters import git_history

        return git_history.forked(self.root, self.branch(), self.head())

    def standing(self, moment: str) -> str:
        """The last commit of this branch that was there at a moment (of `Clock`); empty when none was.

        Git knows whole seconds: a commit of the same second counts as earlier.
        """
        if not self.head():
            return ""
        return self._word("rev-list", "-1", "--first-parent", f"--before={moment[:19]}Z", "HEAD")

    def gone(self, folder: str, since: str | None = None) -> ports.Gone:
        """Lines of the logs below a folder that commits have and the work tree has not; bounded in time."""
        from parti.adapters import git_lines

        return git_lines.gone(self.root, folder, since) if self.head() else ports.Gone()

    def traced(self, name_or_path: str) -> ports.Trace:
        """What took a path, a glob or a dotted name away that is no longer there; bounded in time."""
        from parti.adapters import git_history

        if (self.folder.shared / "shallow").exists():
            return ports.Trace(unknown="this clone is shallow; git fetch --unshallow lets git tell")
        if not self.head():
            return ports.Trace(unknown="nothing is committed yet")
        return git_history.traced(self.root, name_or_path, self._uncommitted)

    def _uncommitted(self, *words: str) -> bytes:
        """What differs between HEAD and the work tree."""
        return self._compare("HEAD", *words)

    def _compare(self, base: str, *words: str) -> bytes:
        start = self.resolve(base)
        from parti.adapters import snapshot  # 3 ms that `parti status` does without

        with snapshot.taken(self.root, self.folder, self._apart) as taken:
            self._tree, self._listing = taken.tree, taken.listing
            places = ("--", ".", *snapshot.without(self._apart))
            command = ("diff-tree", "-r", "--no-renames", *words, start, taken.tree, *places)
            return git_command.tell(self.root, *command, variables=taken.variables)

    def _require_tree(self, base: str, commit: str) -> None:
        if not self._word("rev-parse", "--quiet", "--verify", "--end-of-options", f"{base}^{{tree}}"):
            raise self._unknown(commit)

    def _empty_tree(self) -> str:
        return self._word("hash-object", "-t", "tree", "--stdin")

    def _word(self, *words: str) -> str:
        """One word from git; empty when it quietly says that there is none (code 1)."""
        answer = git_command.ask(self.root, *words)
        if answer.code > 1:
            raise git_command.failed(self.root, words[0], answer)
        return os.fsdecode(answer.output).strip()

    def _unknown(self, revision: str) -> refusal.Refusal:
        if (self.folder.shared / "shallow").exists():
            return refusal.Unready(
                f"The revision {revision!r} is not in this shallow clone.",
                next_step="git fetch --unshallow",
                place=revision,
            )
        return refusal.Misused(
            f"There is no revision {revision!r} in this repository.",
            next_step="git log --oneline",
            place=revision,
        )


def _blobs(answer: bytes) -> Iterator[bytes | None]:
    """What `cat-file --batch` says: `<id> blob <size>`, the bytes, a newline; or `… missing`."""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        words = answer[at:end].rsplit(b" ", 2)
        at = end + 1
        if len(words) == 3 and words[1] == b"blob" and words[2].isdigit():
            size = int(words[2])
            yield answer[at : at + size]
            at += size + 1
        elif len(words) == 3 and words[2].isdigit():
            at += int(words[2]) + 1
            yield None
        else:
            yield None


def _changes(listing: str) -> Iterator[ports.Change]:
    """From `--raw --numstat -z`: first a status and a path each, then the counts in the same order."""
    words = iter(listing.split("\0"))
    status: dict[str, str] = {}
    for word in words:
        if word.startswith(":"):
            status[next(words)] = _STATUS.get(word.rsplit(" ", 1)[1], "modified")
        elif word:
            added, removed, path = word.split("\t", 2)
            yield ports.Change(path, _count(added), _count(removed), status.get(path, "modified"))


def _count(text: str) -> int:
    """Binary files have a dash."""
    return int(text) if text.isdigit() else 0
