"""`.parti/config.toml`: what Parti must be told about a project, and nothing that it can find out.

Read by `house`; written once by `init`, afterwards by people.
"""

from pathlib import Path
from typing import Literal

import msgspec

from parti import ports
from parti.records import refusal

PATH = ".parti/config.toml"


class Suite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Commands of a gate part, run in order from the root; `timeout` in seconds each."""

    commands: tuple[str, ...] = ()
    timeout: int = 900

    def __post_init__(self) -> None:
        if self.timeout < 1:
            raise ValueError("`timeout` is at least 1")


class Chunks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How chunks are held to the plan, and what their tests need that no commit holds.

    Args:
        size: the most changed lines that a chunk may have, tests included.
        generated: files that git ignores and a build writes; the proof of a chunk is given them.
        linked: ignored folders and files that are linked into the clean checkout of red → green.
    """

    size: int = 120
    generated: tuple[str, ...] = ()
    linked: tuple[str, ...] = ("node_modules",)

    def __post_init__(self) -> None:
        if self.size < 1:
            raise ValueError("`size` is at least 1")
        if any({"", ".", "..", ".git"} & set(name.strip("/").split("/")) for name in self.linked):
            raise ValueError("`linked` holds names of folders and paths inside the repository")


class Constraints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`candidates` is how loud a new invariant without its section is: `warn`, or `require` to block."""

    candidates: Literal["warn", "require"] = "warn"


class Conversation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phase 1 with models.

    Args:
        models: the names of those that are asked, in turn; empty for every one that is listed.
        consent: dollars up to which nobody is asked before models are called.
        proposals: how many blind proposals; 0 for what the lane asks for.
    """

    models: tuple[str, ...] = ()
    consent: float = 1.0
    proposals: int = 0

    def __post_init__(self) -> None:
        if self.consent < 0 or self.proposals < 0:
            raise ValueError("`consent` and `proposals` are not negative")


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    languages: tuple[str, ...] = ()
    suite: Suite = Suite()
    integration: Suite = Suite()
    chunks: Chunks = Chunks()
    constraints: Constraints = Constraints()
    conversation: Conversation = Conversation()
    model: tuple[ports.ModelAddress, ...] = ()


def read(root: Path) -> Config | None:
    """The project's settings; None when `parti init` has not run here.

    Raises:
        refusal.Unready: the file is not TOML, or holds a setting that does not exist.
    """
    import tomllib  # 2 ms that `parti status` does without

    path = root / PATH
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _bad(f"cannot be read: {error.strerror}") from error
    try:
        return msgspec.convert(tomllib.loads(data.decode("utf-8")), Config)
    except UnicodeDecodeError as error:
        raise _bad("is not UTF-8") from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _bad(f"does not hold: {error}") from error


def _bad(what: str) -> refusal.Unready:
    return refusal.Unready(
        f"{PATH} {what}.",
        next_step=f"correct {PATH} (parti init --help lists the settings)",
        place=PATH,
    )
