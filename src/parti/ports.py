"""What Parti needs from the world, as protocols, on one screen.

Stages take these as arguments; `bootstrap` is the only place where one meets its adapter, and
`tests/fakes` holds a hand-written fake of each. Paths are absolute unless a docstring says
otherwise; times are UTC.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import msgspec


class Person(msgspec.Struct, frozen=True):
    """Who is at work: `Name <mail>` from git, or `agent:<name>` when an agent says so."""

    name: str


class Ran(msgspec.Struct, frozen=True):
    """How a command ended. `code` is 124 after a time-out, 127 when it could not be started."""

    command: str
    code: int
    output: str
    seconds_ms: int


class Change(msgspec.Struct, frozen=True):
    """One changed path: lines added and removed, and whether it is new or gone."""

    path: str
    added: int
    removed: int
    status: str


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """Where something went: the commit that took it away, and where it is `now` (empty when nowhere).

    `unknown` says in a few words why there is no commit to name; the day in `date` is written `YYYY-MM-DD`.
    """

    commit: str = ""
    date: str = ""
    subject: str = ""
    now: str = ""
    unknown: str = ""


class Written(msgspec.Struct, frozen=True):
    """A line of a file, without its end, as a commit has it."""

    commit: str
    path: str
    line: bytes


class Gone(msgspec.Struct, frozen=True):
    """Lines that commits have and the work tree has not; `unknown` says why git could not tell them all."""

    lines: tuple[Written, ...] = ()
    unknown: str = ""


class Message(msgspec.Struct, frozen=True):
    """One turn of a conversation; `role` is `system`, `user` or `assistant`."""

    role: str
    text: str


class Prompt(msgspec.Struct, frozen=True, kw_only=True):
    """All that a model is told in one call; `schema` is the JSON schema that the reply is to follow.

    `key` names what the call is for, so that a reply that comes later, by hand, finds its question.
    """

    key: str
    messages: tuple[Message, ...]
    schema: str = ""
    most_tokens: int = 8000


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came back; `stopped` is `end`, `length` (the reply was cut at its limit) or `cut` (on the way).

    Tokens are -1 when nobody counted them; `tries` counts the attempts that the reply took. `family` is set
    where the way knows better than the address who trained the model, as a replay does.
    """

    text: str
    model: str
    family: str = ""
    stopped: str = "end"
    tokens_in: int = -1
    tokens_out: int = -1
    tries: int = 1


class ModelAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a model is reached.

    Args:
        name: what people call it in this repository.
        via: `anthropic`, `openai`, `google`, `compatible` (any OpenAI-compatible server), `agent` (ACP),
            `manual` (a person carries prompt and reply) or `recorded` (a session replayed).
        model: the provider's name for it.
        family: who trained it; agreement within one family counts once. Empty: the first word of `model`.
        address: where a server is, the agent's command line, or the folder of a recording.
        key: the environment variable or the keyring entry that holds the key, never the key itself.
        price_in, price_out: millionths of a dollar for a thousand tokens; -1 when not known.
        timeout: seconds for one attempt. a_minute: most calls in a minute; 0 for no limit.
        record: a folder in which each call is kept, to be replayed via `recorded`.
    """

    name: str
    via: str
    model: str = ""
    family: str = ""
    address: str = ""
    key: str = ""
    price_in: int = -1
    price_out: int = -1
    timeout: int = 300
    a_minute: int = 0
    record: str = ""

    def __post_init__(self) -> None:
        if self.timeout < 1 or self.a_minute < 0:
            raise ValueError("`timeout` is at least 1, and `a_minute` is not negative")

    def trained_by(self) -> str:
        """The family, as far as the settings or the model's name tell."""
        return self.family or (self.model or self.name).split("/")[-1].split("-")[0]


class Model(Protocol):
    def ask(self, prompt: Prompt) -> Reply:
        """One call in a conversation of its own; nothing of it is remembered.

        Raises:
            refusal.Unready: it cannot be reached, refuses the key, or failed after every retry.
            refusal.Waiting: it waits for a person, who carries the prompt to a chat and back.
        """
        ...


class Models(Protocol):
    def open(self, address: ModelAddress, home: Path) -> Model:
        """The model at an address; `home` is a private folder, for those that keep files."""
        ...


class Chance(Protocol):
    def token(self, size: int) -> bytes:
        """Bytes that nobody can guess."""
        ...


class Clock(Protocol):
    def now(self) -> str:
        """UTC, ISO 8601 with microseconds, ending in `Z`."""
        ...


class Repository(Protocol):
    root: Path

    def branch(self) -> str:
        """The branch's name; empty on a detached head."""
        ...

    def head(self) -> str:
        """The commit at HEAD; empty before the first commit."""
        ...

    def writer(self) -> str:
        """This clone × branch as a file name."""
        ...

    def person(self) -> Person: ...

    def files(self) -> Sequence[str]:
        """Paths that git tracks or would track, relative to the root, sorted."""
        ...

    def resolve(self, revision: str) -> str:
        """The commit that a revision names; refuses an unknown one."""
        ...

    def changes(self, base: str) -> Sequence[Change]:
        """What differs between a commit and the work tree, untracked files included."""
        ...

    def diff(self, base: str) -> str:
        """The unified diff between a commit and the work tree, untracked files included."""
        ...

    def texts(self, commit: str, paths: Sequence[str]) -> Mapping[str, str]:
        """The texts that files have at a commit; a file that is not there then is left out."""
        ...

    def tree_digest(self) -> str:
        """A digest of the work tree's content as git would store it."""
        ...

    def seen(self) -> tuple[str, Sequence[str]]:
        """A mark and `files`, of one look at the work tree.

        The same mark means that each of the files holds what it held; a commit does not change it. Other
        than `tree_digest` it counts what git leaves out of its objects: where links lead, files that it was
        told not to look at, and all but the logs in the folders apart.
        """
        ...

    def forked(self) -> str:
        """The commit at which this branch left the main one; empty on the main one, or without one."""
        ...

    def standing(self, moment: str) -> str:
        """The last commit of this branch that was there at a moment (of `Clock`); empty when none was."""
        ...

    def gone(self, folder: str, since: str | None = None) -> Gone:
        """Lines of the logs below a folder that a commit has and their file has no more; bounded in time.

        Those of HEAD. With `since` also those of that commit and what every commit after it added, merges
        apart; with an empty one what all commits added that git can look through in time.
        """
        ...

    def traced(self, name_or_path: str) -> Trace:
        """What took a path, a glob or a dotted name away that is no longer there; bounded in time."""
        ...


class Worktree(Protocol):
    def at(self, commit: str) -> "Checkout":
        """A clean checkout of a commit in a folder of its own; removed when left."""
        ...


class Checkout(Protocol):
    path: Path

    def __enter__(self) -> "Checkout": ...

    def __exit__(self, *exc: object) -> None: ...

    def link(self, names: Collection[str]) -> None:
        """Links what of these names git ignores in the work tree: a name anywhere, `/name` in the root."""
        ...

    def put(self, path: str, source: Path | None) -> None:
        """Copies a file of the work tree into the checkout, or removes it there when None."""
        ...


class Runner(Protocol):
    def run(
        self, command: str, *, cwd: Path, timeout: int, environment: Mapping[str, str] | None = None
    ) -> Ran:
        """Runs a shell-like command line (split, no shell) and returns its combined output."""
        ...


class Signer(Protocol):
    def terminal(self, sentence: str, expected: str) -> bool:
        """Asks a person at the controlling terminal to type `expected`; never reads a pipe."""
        ...

    def sign(self, data: bytes, key: Path) -> tuple[str, str]:
        """An SSH signature over data: (signer, armoured signature)."""
        ...

    def principal(self, signature: str, allowed: Path) -> str:
        """Whose key made a signature, after an allowed-signers file; empty when it is nobody's there."""
        ...

    def verify(self, data: bytes, signature: str, signer: str, allowed: Path) -> bool:
        """Whether an SSH signature over data is by that signer, after an allowed-signers file."""
        ...


class World(msgspec.Struct, frozen=True):
    """All ports together, as `bootstrap` hands them to `workflow`.

    `branch_hint` is the branch that CI names when it checks out without one.
    """

    clock: Clock
    repository: Repository
    worktree: Worktree
    runner: Runner
    signer: Signer
    models: Models
    chance: Chance
    state: Path
    cache: Path
    branch_hint: str = ""
