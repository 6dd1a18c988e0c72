"""Candidates that a person dismissed, with the reason: `.parti/dismissed.toml`, shared through git.

Read and written by `workflow`, which owns the file. This is the one place for them, inside a feature and
outside: a candidate belongs to the code and outlives the feature in which it first appeared, `parti check`
works without any feature, and the gate in CI must find the answer in the tree that it judges. A record in a
feature's log would have to be looked for in the logs of all features. Entries are sorted by key and stand
apart from one another, so two branches seldom meet, and a review sees who dismissed what, and why.
"""

from collections.abc import Mapping

import msgspec

from parti.records import canonical, refusal

PATH = ".parti/dismissed.toml"
_HEAD = "# Candidates for CONSTRAINTS.md that a person dismissed; one without an entry is asked about.\n"


class Dismissal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a candidate is none, who said so, and on which day (`YYYY-MM-DD`)."""

    because: str
    by: str
    on: str


Dismissed = Mapping[str, Dismissal]


def load(text: str, path: str = PATH) -> Dismissed:
    """The dismissals in a file's text; an empty text holds none.

    Raises:
        refusal.Unready: the text holds something else, which must never pass for nothing.
    """
    if not text.strip():
        return {}
    import tomllib  # only where something was dismissed

    try:
        return msgspec.convert(tomllib.loads(text), dict[str, Dismissal])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise refusal.Unready(
            f"{path} does not hold dismissals: {error}.", next_step=f"restore {path} from git", place=path
        ) from error


def dump(dismissed: Dismissed) -> str:
    """The file's text."""
    rows = (
        f"\n[{_text(key)}]\nbecause = {_text(each.because)}\nby = {_text(each.by)}\non = {_text(each.on)}\n"
        for key, each in sorted(dismissed.items())
    )
    return _HEAD + "".join(rows)


def _text(text: str) -> str:
    """A TOML string: JSON's form, in which TOML wants one more character escaped."""
    return canonical.encode(text).decode().replace("\x7f", "\\u007f")
