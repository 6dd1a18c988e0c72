"""Comments that allow one finding: `# parti: allow <id> -- reason`, on the line or the line above.

Called by conformance. A reason is required, and a comment that allows nothing is a finding itself, so that
exceptions stay few, explained, and current. What stands at a finding and only nearly reads like one is told
beside it. In Python, JavaScript and TypeScript only real comments count, never a string.
"""

import re
from collections.abc import Iterator

import msgspec

from parti.constraints import finding
from parti.source import comments, languages, lines, nesting, structure

_CODE = "constraints/suppression"
_MARK = "parti: allow"
_COMMENTS = ("#", "//", "/*", "*", "--", "<!--", ";", "%")
_OPENING = re.compile(r"(?:#|//|/\*|--|<!--|;|%)\s*parti:\s*allow(?=\s)")
_IDS = re.compile(r"[\w.-]+(?:\s*,\s*[\w.-]+)*")
_REASON = ("--", "—", ":")
_NEARLY = re.compile(r"(?:#|//|/\*|--|<!--|;|%)\s*parti\s*:?\s*allow\b[\s:]*([\w.-]+)", re.IGNORECASE)
_ABOVE = 5
"""How many lines of comments above a finding are looked at for one that nearly allows it."""


class Suppression(msgspec.Struct, frozen=True, kw_only=True):
    """One allowed constraint: the comment's line, the lines that it covers, and the reason given."""

    id: str
    path: str
    line: int
    covers: tuple[int, ...]
    reason: str
    text: str

    def allows(self, found: finding.Finding) -> bool:
        """Whether it allows this finding; without a reason it allows nothing."""
        here = found.place.path == self.path and found.place.line in self.covers
        return here and found.code == self.id and bool(self.reason)


def collect(path: str, text: str) -> tuple[Suppression, ...]:
    """Every suppression in a file."""
    if _MARK not in text:
        return ()
    rows = lines.of(text)
    real = _real(path, text)
    found: list[tuple[Suppression, ...]] = []
    below = 0
    for at in range(len(rows), 0, -1):
        row = rows[at - 1]
        if _MARK in row and (real is None or at in real):
            found.append(tuple(_read(path, row, at, below or at)))
        if row.strip() and _MARK not in row:
            below = at
    return tuple(each for several in reversed(found) for each in several)


def _real(path: str, text: str) -> frozenset[int] | None:
    """The lines whose comment holds the mark; None where comments and texts are not told apart."""
    language = languages.language(path)
    if language == "python":
        return comments.holding(text, _MARK)
    if language not in languages.SCRIPTS or nesting.why(text, language):
        return None
    top = structure.tree(text, language)
    return None if structure.fault(top, ";") else frozenset(_in_comments(top))


def _in_comments(top: structure.Node) -> Iterator[int]:
    for node in structure.nodes(top, ("comment",), _MARK):
        for at, row in enumerate(lines.of(node.text())):
            if _MARK in row:
                yield node.range().start.line + 1 + at


def _read(path: str, line: str, at: int, below: int) -> Iterator[Suppression]:
    """The suppressions of one line; one that stands alone covers the next line of code as well."""
    opening = _OPENING.search(line)
    said = _said(line[opening.end() :]) if opening else None
    if opening is None or said is None:
        return
    alone = line[: opening.start()].strip() == ("{" if line.rstrip().endswith("*/}") else "")
    covers = (at, below) if alone else (at,)
    for word in said[0].split(","):
        yield Suppression(
            id=word.strip(), path=path, line=at, covers=covers, reason=said[1], text=line.strip()
        )


def _said(words: str) -> tuple[str, str] | None:
    """The ids and the reason behind the mark; None for other words. Taken apart without any trying."""
    words = words.strip()
    for end in ("*/}", "*/", "-->"):
        words = words.removesuffix(end)
    found = _IDS.match(words)
    if found is None:
        return None
    ids, rest = found[0], words[found.end() :].strip()
    if rest and not rest.startswith(_REASON):
        ids, mark, more = ids.partition("--")
        rest = f"{mark}{more} {rest}"
    if rest and not rest.startswith(_REASON):
        return None
    mark = next((each for each in _REASON if rest.startswith(each)), "")
    return ids, rest.removeprefix(mark).strip()


def nearly(path: str, text: str, found: finding.Finding) -> finding.Finding | None:
    """What stands at a finding and was meant to allow it, but is not read; asked of what is told anyway."""
    rows = lines.of(text)
    for at in range(found.place.line, max(0, found.place.line - 1 - _ABOVE), -1):
        row = rows[at - 1].strip() if at <= len(rows) else ""
        said = _NEARLY.match(row) if at < found.place.line else _NEARLY.search(row)
        is_read = _MARK in row and any(_read(path, rows[at - 1], at, at))
        if said is not None and said[1] == found.code and not is_read:
            return finding.Finding(
                code=_CODE,
                level="warning",
                message=f"this is not read as an allowance of `{said[1]}`, so nothing is allowed here",
                place=finding.Place(path=path, line=at),
                fix=f"write `{_MARK} {said[1]} -- why`, in just these signs, or remove it",
                snippet=row,
            )
        if at < found.place.line and not row.startswith(_COMMENTS):
            return None
    return None


def unreasoned(each: Suppression) -> finding.Finding:
    """A suppression without a reason, which allows nothing."""
    return _about(each, f"this allows `{each.id}` without a reason", f"add `-- why` after `{each.id}`")


def unknown(each: Suppression, hint: str) -> finding.Finding:
    """A suppression of a constraint that does not exist."""
    return _about(each, f"this allows `{each.id}`, which is no constraint{hint}", "correct or remove it")


def unused(each: Suppression) -> finding.Finding:
    """A suppression that no finding needs any more."""
    return _about(each, f"this allows `{each.id}`, and nothing here breaks it", "remove the comment")


def _about(each: Suppression, message: str, fix: str) -> finding.Finding:
    return finding.Finding(
        code=_CODE,
        level="error",
        message=message,
        place=finding.Place(path=each.path, line=each.line),
        fix=fix,
        snippet=each.text,
    )
