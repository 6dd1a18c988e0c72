"""What git's history tells of things that are gone: the commit that took them away, and where they went.

Called by `git` for `traced` and `forked`, and only when something is known to be missing, so the good case
costs nothing. Every question is bounded: so many commits back, so many seconds, else the answer says
that git took too long. A name is looked for by the line that defines it, in any language that we read.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from time import monotonic

import msgspec

from parti import ports
from parti.adapters import git_command
from parti.source import languages

COMMITS = 5_000
SECONDS = 4.0
_STEPS = 4
_PASSED = 40
"""How many commits that brought or took a line are looked at for the last one that took it."""

_MAIN = ("origin/HEAD", "origin/main", "origin/master", "main", "master", "trunk")
_FORM = "--format=%H%x1f%cs%x1f%s"
_PLAIN = ("--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/")
_KEYWORDS = "def|class|func|fn|function|struct|enum|trait|interface|type|const|let|var|static|mod"
_DOCUMENT = "CONSTRAINTS.md"
"""It names what it speaks of and shows it in examples, and is home to none of it."""
_ELSEWHERE = f":(top,exclude){_DOCUMENT}"
_CODE = tuple(
    f":(top,glob)**/*.{ending}" for ending in ("py", "[jt]s", "[jt]sx", "[cm][jt]s", "go", "java", "rs")
)
_AT_HAND = "its removal is not committed yet"
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*\Z")
_NEW_NAME = re.compile(rf"(?:^|\W)(?:{_KEYWORDS})[ \t]+(?:\([^)]*\)[ \t]*)?([A-Za-z_$][\w$]*)")

Compare = Callable[..., bytes]


class _Unanswered(Exception):
    """The time for one question has passed, or git failed: the sentence says why nothing is known."""


class _Git(msgspec.Struct, frozen=True):
    """Git in one folder, up to a moment."""

    root: Path
    until: float

    def __call__(self, *words: str) -> str:
        left = self.until - monotonic()
        answer = git_command.ask(self.root, *words, seconds=max(left, 0.01))
        if answer.code == git_command.STOPPED or left <= 0:
            raise _Unanswered(f"git looked for its end longer than {SECONDS:g} s")
        if answer.code > 1:
            raise _Unanswered(f"git {words[0]} failed, so nothing is known of its end")
        return os.fsdecode(answer.output) if answer.code == 0 else ""


class _Commit(msgspec.Struct, frozen=True):
    """One commit of the history, as it is shown."""

    id: str
    date: str
    subject: str


def forked(root: Path, branch: str, head: str) -> str:
    """The last commit that HEAD shares with the main branch; empty on it, or when there is none."""
    if not head or branch in {"main", "master", "trunk"}:
        return ""
    git = _Git(root, monotonic() + SECONDS)
    try:
        for name in _MAIN:
            if git("rev-parse", "--quiet", "--verify", f"{name}^{{commit}}"):
                return git("merge-base", "HEAD", name).strip()
    except _Unanswered:
        return ""
    return ""


def traced(root: Path, wanted: str, uncommitted: Compare) -> ports.Trace:
    """Where a path, a glob or a dotted name went.

    Args:
        uncommitted: the difference between HEAD and the work tree, for what is not committed yet.
    """
    git = _Git(root, monotonic() + SECONDS)
    try:
        if _is_path(wanted):
            return _path(git, wanted, uncommitted)
        return _name(git, wanted, uncommitted)
    except _Unanswered as why:
        return ports.Trace(unknown=str(why))


def _is_path(wanted: str) -> bool:
    return bool(re.search(r"[/*?\[]", wanted)) or bool(languages.language(wanted))


def _spec(path: str) -> str:
    return f":(top,glob){path.rstrip('/')}"


def _recent(git: _Git) -> tuple[str, ...]:
    """The range of commits that may be walked."""
    oldest = git("rev-list", f"--skip={COMMITS}", "--max-count=1", "HEAD").strip()
    return ("HEAD", f"^{oldest}") if oldest else ("HEAD",)


def _path(git: _Git, wanted: str, uncommitted: Compare) -> ports.Trace:
    """The commit that removed the last file of a path, and where git says that it was moved to."""
    wanted = wanted.removeprefix("./").removesuffix("/**")
    specs = (_spec(wanted), f"{_spec(wanted)}/**")
    there = git("ls-files", "-z", "--with-tree=HEAD", "--", *specs).split("\0")[0]
    if there:
        listing = os.fsdecode(uncommitted("--name-status", "-M", "-z"))
        return ports.Trace(unknown=_AT_HAND, now=_moved(listing, there, wanted))
    commit = _commit(
        git("log", "-1", "--no-renames", "--diff-filter=D", _FORM, *_recent(git), "--", *specs)
    )
    if commit is None:
        return _unknown(git)
    show = ("diff-tree", "-r", "--root", "--no-commit-id", "-z")
    gone = git(*show, "--no-renames", "--diff-filter=D", "--name-only", commit.id, "--", *specs).split("\0")
    now = _followed(git, commit, gone[0], wanted) if gone[0] else ""
    return ports.Trace(commit=commit.id, date=commit.date, subject=commit.subject, now=now)


def _followed(git: _Git, commit: _Commit, gone: str, wanted: str) -> str:
    """Where a file went, through later moves, when it is still there."""
    listing = git("diff-tree", "-r", "--root", "--no-commit-id", "-z", "-M", "--name-status", commit.id)
    return _alive(git, _moved(listing, gone, wanted))


def _alive(git: _Git, now: str) -> str:
    """A path, or where it was moved to since; empty when it is there no more."""
    for _ in range(_STEPS):
        if not now or (git.root / now).exists():
            return now
        words = (
            "log",
            "-1",
            "--no-renames",
            "--diff-filter=D",
            _FORM,
            "HEAD",
            "--",
            f":(top,literal){now}",
        )
        later = _commit(git(*words))
        if later is None:
            return ""
        show = ("diff-tree", "-r", "--root", "--no-commit-id", "-z", "-M", "--name-status")
        now = _moved(git(*show, later.id), now, now)
    return ""


def _moved(listing: str, gone: str, wanted: str) -> str:
    """The new path of a file by a list of statuses; the new folder when a whole folder was meant."""
    words = iter(listing.split("\0"))
    for status in words:
        if status.startswith(("R", "C")):
            old, new = next(words), next(words)
            tail = gone.removeprefix(wanted.rstrip("/"))
            if old == gone and tail != gone and tail.startswith("/") and new.endswith(tail):
                return new.removesuffix(tail) + "/"
            if old == gone:
                return new
        elif status:
            next(words, "")
    return ""


def _name(git: _Git, wanted: str, uncommitted: Compare) -> ports.Trace:
    """The commit that took away the line that defines a name, first where its module lay."""
    last = wanted.rsplit(".", 1)[-1]
    specs = tuple(_specs(wanted))
    whole = specs[-2:]
    held = git("ls-files", "-z", "--with-tree=HEAD", "--", *whole).split("\0")
    code = [path for path in held if languages.language(path)]
    if not any(held):
        found = _path_of_module(git, wanted, whole)
        if found is not None:
            return found
    elif code and not any((git.root / path).exists() for path in code):
        listing = os.fsdecode(uncommitted("--name-status", "-M", "-z"))
        return ports.Trace(unknown=_AT_HAND, now=_moved(listing, code[0], _meant(code[0], wanted)))
    line = _definition(last)
    if _is_at_hand(git, uncommitted, line, (*specs[:-2], _ELSEWHERE)):
        diff = os.fsdecode(uncommitted("--patch", "-U0", "-M", *_PLAIN))
        return ports.Trace(unknown=_AT_HAND, now=_told(*_landed(diff, last, wanted)))
    commit = _taking(git, line, (*specs[:-2], _ELSEWHERE)) if specs[:-2] else None
    commit = commit or _taking(git, line, (_ELSEWHERE,))
    if commit is None:
        return _read(git, wanted, uncommitted) if _VARIABLE.match(wanted) else _unknown(git)
    patch = git("show", "--format=", "-U0", "-M", *_PLAIN, commit.id)
    name, path = _landed(patch, last, wanted)
    now = _told(name, _alive(git, path))
    return ports.Trace(commit=commit.id, date=commit.date, subject=commit.subject, now=now)


def _read(git: _Git, name: str, uncommitted: Compare) -> ports.Trace:
    """The end of an environment variable: the commit after which no code of that file names it."""
    line = f"[\"'`]{name}[\"'`]|env\\.{name}([^A-Za-z0-9_]|$)"
    if _is_at_hand(git, uncommitted, line, _CODE):
        return ports.Trace(unknown=_AT_HAND)
    commit = _taking(git, line, _CODE)
    if commit is None:
        return _unknown(git)
    return ports.Trace(commit=commit.id, date=commit.date, subject=commit.subject)


def _is_at_hand(git: _Git, uncommitted: Compare, line: str, specs: Sequence[str]) -> bool:
    """Whether HEAD has such a line, and what is not committed takes it out of its file."""
    rows = git("grep", "-lzE", "-e", line, "HEAD", "--", *specs).split("\0")
    paths = {row.removeprefix("HEAD:") for row in rows if row}
    if not paths:
        return False
    diff = os.fsdecode(uncommitted("--patch", "-U0", *_PLAIN))
    return not paths.isdisjoint(_losers(diff, line))


def _taking(git: _Git, line: str, specs: Sequence[str]) -> _Commit | None:
    """The last commit that took such a line out of a file; those that brought one are passed over."""
    walk = ("log", f"-{_PASSED}", "--no-renames", "--pickaxe-regex", "-S", line, _FORM, *_recent(git), "--")
    rows = git(*walk, *specs).splitlines()
    for row in rows:
        commit = _commit(row)
        show = ("show", "--format=", "-U0", "--no-renames", *_PLAIN)
        if commit is not None and _losers(git(*show, commit.id, "--", *specs), line):
            return commit
    if len(rows) == _PASSED:
        raise _Unanswered(f"the last {_PASSED} commits that speak of it only added to it")
    return None


def _losers(patch: str, line: str) -> Collection[str]:
    """The files of a patch that have fewer such lines after it, by the names that they had."""
    wanted = re.compile(line)
    left: Counter[str] = Counter()
    old, inside = "", False
    for row in patch.split("\n"):
        if row.startswith("diff --git "):
            inside = False
        elif row.startswith("@@"):
            inside = True
        elif row.startswith("--- ") and not inside:
            old = row.removeprefix("--- a/").rstrip("\t")
        elif inside and row[:1] in {"-", "+"} and wanted.search(row[1:]):
            left[old] += 1 if row[0] == "+" else -1
    return [path for path, more in left.items() if more < 0]


def _unknown(git: _Git) -> ports.Trace:
    """That git knows no end, as far back as it was asked."""
    bounded = f" of the last {COMMITS:,}" if len(_recent(git)) > 1 else ""
    return ports.Trace(unknown=f"git knows no commit{bounded} that removed it")


def _specs(wanted: str) -> Iterator[str]:
    """Where the module of a dotted name may lie, the name itself as a module last."""
    parts = wanted.split(".")
    for end in range(1, len(parts) + 1):
        if end > 1 or len(parts) <= 2:
            folder = "/".join(parts[:end])
            yield f":(top,glob)**/{folder}.*"
            yield f":(top,glob)**/{folder}/**"


def _path_of_module(git: _Git, wanted: str, specs: Sequence[str]) -> ports.Trace | None:
    """The end of a module or a package; None when there never was one of this name."""
    commit = _commit(
        git("log", "-1", "--no-renames", "--diff-filter=D", _FORM, *_recent(git), "--", *specs)
    )
    if commit is None:
        return None
    show = ("diff-tree", "-r", "--root", "--no-commit-id", "-z", "--no-renames", "--diff-filter=D")
    gone = git(*show, "--name-only", commit.id, "--", *specs).split("\0")[0]
    now = _followed(git, commit, gone, _meant(gone, wanted))
    return ports.Trace(commit=commit.id, date=commit.date, subject=commit.subject, now=now)


def _meant(path: str, wanted: str) -> str:
    """The folder of a path that is the package of a dotted name; the path itself where it is a module."""
    folder = wanted.replace(".", "/")
    at = f"/{path}".rfind(f"/{folder}/")
    return path[: at + len(folder)] if at >= 0 else path


def _definition(name: str) -> str:
    """The line that defines a name, in words that both git's and Python's expressions know."""
    word = re.escape(name)
    end = "([^A-Za-z0-9_]|$)"
    return (
        f"(^|[^A-Za-z0-9_])({_KEYWORDS})[ \t]+(\\([^)]*\\)[ \t]*)?{word}{end}"
        f"|^[ \t]*{word}[ \t]*(:[^=]+)?=[^=]"
        f"|^[ \t]*(public|private|protected).*[ \t]{word}[ \t]*\\("
    )


def _told(name: str, path: str) -> str:
    return f"{name} in {path}" if name and path else path


def _landed(patch: str, last: str, wanted: str) -> tuple[str, str]:
    """(its new name, if any; the file) of what defined a name, as far as a patch shows it."""
    line = re.compile(_definition(last))
    old = new = moved = ""
    renamed = ("", "")
    inside = removed = False
    for row in patch.split("\n"):
        if row.startswith("diff --git "):
            old = new = ""
            inside = removed = False
        elif row.startswith("rename from "):
            old = row.removeprefix("rename from ")
        elif row.startswith("rename to "):
            new = row.removeprefix("rename to ")
            moved = moved or (new if _held(old, wanted) else "")
        elif row.startswith("+++ b/") and not inside:
            new = row.removeprefix("+++ b/").rstrip("\t")
        elif row.startswith("@@"):
            inside, removed = new != _DOCUMENT, False
        elif not inside:
            continue
        elif row.startswith("-"):
            removed = removed or bool(line.search(row[1:]))
        elif row.startswith("+"):
            if line.search(row[1:]):
                return "", new
            other = _NEW_NAME.search(row[1:]) if removed and not renamed[0] else None
            renamed = (other[1], new) if other else renamed
    return renamed if renamed[0] else ("", moved)


def _held(path: str, wanted: str) -> bool:
    """Whether a file may be the module of a dotted name."""
    stem = path.rsplit(".", 1)[0].replace("/", ".")
    parts = wanted.split(".")
    return any(f".{stem}".endswith("." + ".".join(parts[:end])) for end in range(len(parts), 0, -1))


def _commit(line: str) -> _Commit | None:
    parts = line.strip("\n").split("\x1f", 2)
    return _Commit(*parts) if len(parts) == 3 else None
