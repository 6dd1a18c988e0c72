"""Cuts a Markdown text into `##` sections with their fenced blocks, line by line.

Called by `document`. Fences follow CommonMark; two things are stricter on purpose: HTML comments are
skipped, so a constraint can be commented out, and a heading with an id inside a check or example block ends
that block, because a forgotten closing fence must cost one constraint, not all that follow. Linear in
the length of the text.
"""

import re
from collections.abc import Iterator

import msgspec

_BLANK = " \t"
_HEADING = re.compile(r"(#{1,2})[ \t](.*)\Z")
_ID = re.compile(r"\{#([A-Za-z][\w.-]*)\}\s*\Z")
_OPEN = re.compile(r"( {0,3})(`{3,}|~{3,})(.*)\Z")


class Fence(msgspec.Struct, frozen=True, kw_only=True):
    """One fenced block: the words after its mark, its body, and the line of its first mark."""

    words: tuple[str, ...]
    body: str
    line: int
    mark: str
    closed: bool


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One `##` heading with what stands below it; `prose` keeps a blank line for each fenced line."""

    title: str
    id: str
    line: int
    prose: str
    fences: tuple[Fence, ...]


class _Draft:
    """A section or fence while it is being read."""

    def __init__(self, title: str, line: int) -> None:
        self.title, self.line = title, line
        self.prose: list[str] = []
        self.fences: list[Fence] = []

    def done(self) -> Section:
        found = _ID.search(self.title)
        title = self.title[: found.start()] if found else self.title
        return Section(
            title=title.strip(),
            id=found[1] if found else "",
            line=self.line,
            prose="\n".join(self.prose),
            fences=tuple(self.fences),
        )


def sections(text: str) -> Iterator[Section]:
    """The level-two sections of a Markdown text, in order."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    draft: _Draft | None = None
    comment = False
    at = 0
    while at < len(lines):
        line = lines[at]
        comment, skipped = _comment(line, comment)
        heading = None if skipped else _HEADING.match(line)
        opening = None if skipped or heading else _OPEN.match(line)
        if heading:
            if draft is not None:
                yield draft.done()
            title = heading[2].strip(_BLANK).rstrip("#").rstrip(_BLANK)
            draft = _Draft(title, at + 1) if heading[1] == "##" else None
        elif opening and not ("`" in opening[2] and "`" in opening[3]):
            fence, end = _fence(lines, at, opening)
            if draft is not None:
                draft.fences.append(fence)
                draft.prose.extend([""] * (end - at))
            at = end
            continue
        elif draft is not None:
            draft.prose.append("" if skipped else line)
        at += 1
    if draft is not None:
        yield draft.done()


def _comment(line: str, inside: bool) -> tuple[bool, bool]:
    """Whether the next line is in an HTML comment, and whether this one is."""
    if inside:
        return "-->" not in line, True
    if line.lstrip().startswith("<!--"):
        return "-->" not in line, True
    return False, False


def _fence(lines: list[str], at: int, opening: re.Match[str]) -> tuple[Fence, int]:
    """The block that opens at a line, and the line after it."""
    indent, mark, info = len(opening[1]), opening[2], opening[3]
    words = tuple(info.split())
    ours = words[:1] == ("check",) or any(word in {"kept", "broken"} for word in words[1:])
    closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*\Z")
    body: list[str] = []
    for end in range(at + 1, len(lines)):
        line = lines[end]
        if closing.match(line):
            return _made(words, body, at, mark, True), end + 1
        if ours and line.startswith("## ") and _ID.search(line):
            return _made(words, body, at, mark, False), end
        body.append(line[indent:] if line[:indent].isspace() else line)
    return _made(words, body, at, mark, False), len(lines)


def _made(words: tuple[str, ...], body: list[str], at: int, mark: str, closed: bool) -> Fence:
    text = "".join(f"{line}\n" for line in body)
    return Fence(words=words, body=text, line=at + 1, mark=mark, closed=closed)
