"""Runs the git command and turns what it says on failure into a refusal.

Called by the other files of this room. The variables by which a running git tells its hooks about
*its* index and folder are taken away, because Parti may itself run in a hook and looks at the
work tree, not at a commit in the making. The child's environment is changed with `env`, so that
nothing here needs to read the environment. Nothing that a repository configures may run: hooks, external
diffs and file monitors are off.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from parti.records import refusal

_TAKEN_AWAY = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
)
_GIVEN = ("LC_ALL=C.UTF-8", "LANGUAGE=", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0")
_SETTINGS = (
    "core.quotePath=false",
    "core.fsmonitor=false",
    "core.safecrlf=false",
    "core.splitIndex=false",
    "core.hooksPath=/dev/null",
    "color.ui=false",
)
_NOT_STARTED = 127
STOPPED = 124
"""The code of a git that its time limit stopped."""


class Answer(msgspec.Struct, frozen=True):
    """How git ended, and what it printed."""

    code: int
    output: bytes
    complaint: str


def ask(
    root: Path,
    *words: str,
    stdin: bytes = b"",
    variables: Mapping[str, str] | None = None,
    seconds: float | None = None,
) -> Answer:
    """Runs git in a folder; a failure is an answer, too, and so is a stop after so many seconds.

    Raises:
        refusal.Unready: git is not installed, or the folder is gone.
    """
    import subprocess  # 4 ms that `parti status` does without

    given = (*_GIVEN, *(f"{name}={value}" for name, value in (variables or {}).items()))
    taken = (word for name in _TAKEN_AWAY for word in ("-u", name))
    settings = (word for setting in _SETTINGS for word in ("-c", setting))
    command = ["env", *taken, *given, "git", *settings, *words]
    try:
        done = subprocess.run(
            command, cwd=root, input=stdin, capture_output=True, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return Answer(STOPPED, b"", f"git {words[0]} took longer than {seconds:g} s")
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise _unusable(root, error) from error
    if done.returncode == _NOT_STARTED:
        raise refusal.Unready("The git command is not installed here.", next_step="install git")
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())


def tell(root: Path, *words: str, stdin: bytes = b"", variables: Mapping[str, str] | None = None) -> bytes:
    """Runs git in a folder and returns what it printed.

    Raises:
        refusal.Unready: git failed; the sentence holds git's own words.
    """
    answer = ask(root, *words, stdin=stdin, variables=variables)
    if answer.code != 0:
        raise failed(root, words[0], answer)
    return answer.output


def failed(root: Path, verb: str, answer: Answer) -> refusal.Unready:
    """The refusal for a git that failed."""
    if "dubious ownership" in answer.complaint:
        return refusal.Unready(
            f"git does not trust {root}, because somebody else owns it.",
            next_step=f"git config --global --add safe.directory '{root}'",
            place=str(root),
        )
    lines = [line for line in answer.complaint.splitlines() if line.startswith(("fatal:", "error:"))]
    words = (lines or answer.complaint.splitlines() or ["it said nothing"])[-1]
    return refusal.Unready(
        f"git {verb} failed in {root} (code {answer.code}): {words}",
        next_step="git status",
        place=str(root),
    )


def _unusable(root: Path, error: OSError) -> refusal.Unready:
    if root.is_dir():
        return refusal.Unready("The env command is not installed here.", next_step="install coreutils")
    return refusal.Unready(
        f"{root} cannot be entered: {error.strerror}.", next_step="cd into the repository", place=str(root)
    )
