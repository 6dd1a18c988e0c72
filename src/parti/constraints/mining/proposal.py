"""A proposal: a constraint that the code nearly obeys, with its counts, its exceptions and its section.

Made by the miners, measured and ranked by `mine`, shown and adopted by `workflow`. The section that is
shown is the text that is appended, so what a person reads is what the document gets.
"""

import re
import textwrap
from collections.abc import Mapping

import msgspec

from parti.constraints import finding

_PLAIN = re.compile(r"[A-Za-z_][\w./-]*(?: [\w./()*-]+)*\Z")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "none"})
WIDTH = 100


class Sample(msgspec.Struct, frozen=True):
    """Code that keeps or breaks the constraint, with the path that it pretends to have."""

    path: str
    language: str
    code: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One constraint that could be adopted.

    Args:
        key: the id of the section, the same on every run.
        miner: which miner made it: `bypasses`, `layers`, `effects`, `registries`, `dependencies`, `roles`.
        title: the closed-door sentence.
        reason: what breaks without it.
        check: the kind of check.
        options: the check block.
        include: the globs of the scope.
        exclude: the globs left out of it.
        kept: how many places obey.
        unit: what is counted: `uses`, `imports`, `files`.
        obeying: the code of a place that obeys.
        breaking: the code of a place that does not.
        weight: how much a rule of this sort is worth when it holds everywhere; set by the miner.
        exceptions: the places that do not obey today, as the gate would report them.
        score: where it stands among all; set by the ranking.
    """

    key: str
    miner: str
    title: str
    reason: str
    check: str
    options: Mapping[str, object]
    include: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    kept: int
    unit: str
    obeying: Sample
    breaking: Sample
    weight: float = 1.0
    exceptions: tuple[finding.Finding, ...] = ()
    score: float = 0.0

    @property
    def total(self) -> int:
        return self.kept + len(self.exceptions)

    def counts(self) -> str:
        """`97 % of 34 uses`."""
        if not self.exceptions:
            return f"all {self.kept} {self.unit}"
        share = min(99, 100 * self.kept // self.total)
        return f"{share} % of {self.total} {self.unit}"

    def section(self) -> str:
        """The Markdown section, as it is appended to the document."""
        scope = ", ".join(f"`{glob}`" for glob in self.include)
        without = "".join(f", not `{glob}`" for glob in self.exclude)
        parts = [
            f"## {self.title} {{#{self.key}}}",
            _wrapped(self.reason),
            _wrapped(f"Scope: {scope}{without}."),
            "\n".join([f"```check {self.check}", *_rows(self.options), "```"]),
            _fence(self.obeying, "kept"),
            _fence(self.breaking, "broken"),
        ]
        return "\n\n".join(parts) + "\n"


def named(texts: tuple[str, ...], most: int = 4) -> str:
    """Names in a sentence: `a`, `b` and 3 more."""
    ticked = [f"`{text}`" for text in texts[:most]]
    if len(texts) > most:
        return f"{', '.join(ticked)} and {len(texts) - most} more"
    return ticked[0] if len(ticked) == 1 else f"{', '.join(ticked[:-1])} and {ticked[-1]}"


def key(*words: str) -> str:
    """An id from words: small letters, digits and dashes."""
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(words).lower()))


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _rows(options: Mapping[str, object]) -> list[str]:
    rows: list[str] = []
    for name, value in options.items():
        if isinstance(value, tuple | list):
            texts = [_quoted(str(each)) for each in value]
            line = f"{name}: [{', '.join(texts)}]"
            short = len(line) <= WIDTH
            rows += [line] if short else [f"{name}:", *(f"  - {text}" for text in texts)]
        else:
            rows.append(f"{name}: {_quoted(str(value))}")
    return rows


def _quoted(text: str) -> str:
    """A text as YAML reads it back."""
    if _PLAIN.match(text) and text.lower() not in _WORDS and ": " not in text:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _fence(sample: Sample, verdict: str) -> str:
    return f"```{sample.language} {verdict} path={sample.path}\n{sample.code.rstrip()}\n```"
