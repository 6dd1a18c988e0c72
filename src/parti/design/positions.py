"""Reads the one line with which a session states its position.

Called for every reply of a probe. The form is
`POSITION <claim>=<option> | EVIDENCE E-1,E-4 | CHANGED yes|no | BECAUSE E-1|none`. A reply without that
line, with two that differ, or with an option that was not offered, holds no position; it is never read as
agreement.
"""

import re
from collections.abc import Collection

import msgspec

from parti.design import replies

WITHDRAWN = "withdrawn"
"""The option of a session that holds neither side any more."""

LONGEST = 600
_LARGEST = 40_000
_FENCE = re.compile(r"^[ \t]{0,9}(```|~~~).*$", re.MULTILINE)
_B = r"[ \t]{0,9}"
_LINE = re.compile(
    rf"^[ \t>*_`#-]{{0,20}}POSITION[ \t*_`:]{{1,9}}(?P<claim>[^=|\n]{{1,80}}?){_B}={_B}"
    rf"(?P<option>[^|\n]{{1,80}}?){_B}\|{_B}EVIDENCE{_B}:?(?P<cites>[^|\n]{{0,300}})\|"
    rf"{_B}CHANGED{_B}:?{_B}(?P<changed>yes|no){_B}\|{_B}BECAUSE{_B}:?(?P<because>[^|\n]{{0,100}})$",
    re.IGNORECASE | re.MULTILINE,
)
_BOTH = frozenset({"both", "either", "neither", "none", "depends", "undecided", "withdrawn"})


class Position(msgspec.Struct, frozen=True):
    """What a reply states: the option as it was labelled, or `WITHDRAWN`."""

    option: str
    cites: tuple[str, ...]
    changed: bool
    because: str
    reasons: str


def read(text: str, claim: str, labels: Collection[str]) -> Position | None:
    """The position that a reply states about a claim; None when it states none that counts.

    Args:
        text: the reply.
        claim: the key of the claim.
        labels: the words that the positions went by.
    """
    plain = _FENCE.sub("", replies.spoken(replies.clean(text[-_LARGEST:])))
    known = {label.casefold(): label for label in labels}
    found: dict[str, re.Match[str]] = {}
    for match in _LINE.finditer(plain):
        option = _bare(match["option"])
        if _bare(match["claim"]) != _bare(claim):
            continue
        if option in known:
            found[known[option]] = match
        elif option in _BOTH or option == "it depends":
            found[WITHDRAWN] = match
        else:
            return None
    if len(found) != 1:
        return None
    ((option, match),) = found.items()
    return Position(
        option,
        tuple(filter(None, (_key(part) for part in re.split(r"[,;\s]+", match["cites"])))),
        match["changed"].casefold() == "yes",
        _key(match["because"]),
        _reasons(plain),
    )


def _bare(text: str) -> str:
    return text.strip().strip("*_`\"'“”<>()[] ").casefold()


def _key(text: str) -> str:
    bare = text.strip().strip("*_`\"'“”<>()[]., ")
    return "" if bare.casefold() in {"", "none", "no", "-", "—"} else bare[:60]


def _reasons(text: str) -> str:
    return " ".join(_LINE.sub("", text).split())[:LONGEST]
