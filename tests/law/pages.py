"""Markdown pages as the documentation's tests see them: headings, anchors, links, fenced blocks."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt

from tests.law.source import ROOT


class Fence(NamedTuple):
    """One fenced block of a page: its language, its text and the line where it starts."""

    page: str
    language: str
    info: str
    text: str
    line: int

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"


def fences(paths: Iterable[Path]) -> Iterator[Fence]:
    """Every fenced block of these pages."""
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        for token in MarkdownIt().parse(read(path)):
            if token.type == "fence":
                language = token.info.split(" ")[0]
                line = token.map[0] + 1 if token.map else 0
                yield Fence(name, language, token.info, token.content, line)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def section_of(page: str, verb: str) -> str:
    """The part of a page below the heading that names the verb; the whole page when no heading does."""
    lines = page.splitlines()
    for level, title, line in headings(page):
        if re.search(rf"\b{verb}\b", title):
            ends = [at for depth, _, at in headings(page) if at > line and depth <= level]
            return "\n".join(lines[line : ends[0] if ends else None])
    return page


def headings(page: str) -> Iterator[tuple[int, str, int]]:
    """(level, text, line) of every heading."""
    tokens = MarkdownIt().parse(page)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.map:
            yield int(token.tag[1]), inline.content, token.map[0]


def anchors(page: str) -> set[str]:
    """The anchors as forges make them, and those that are given."""
    found = set(re.findall(r'(?:\{#|id="|name=")([\w.-]+)', page))
    for _, title, _ in headings(page):
        bare = re.sub(r"\s*\{#.*\}", "", title).lower().strip()
        slug = re.sub(r"[^\w\- ]", "", bare.replace("`", "")).replace(" ", "-")
        twins = sum(1 for known in found if re.fullmatch(rf"{re.escape(slug)}(-\d+)?", known))
        found.add(f"{slug}-{twins}" if twins else slug)
    return found


def dead_links(path: Path) -> Iterator[str]:
    """Relative links of a page that lead nowhere."""
    for token in MarkdownIt().parse(read(path)):
        for part in token.children or ():
            target = str(part.attrGet("href") or part.attrGet("src") or "")
            if not target or re.match(r"[a-z][a-z+.-]*:", target):
                continue
            file, _, anchor = unquote(target).partition("#")
            other = (path.parent / file).resolve() if file else path
            if not other.exists() or (
                anchor and other.suffix == ".md" and anchor not in anchors(read(other))
            ):
                yield target
