"""Text from a repository as Markdown: it mentions nobody, links nowhere and holds no HTML.

Called by `markdown` for whatever it did not write itself.
"""

import re

from parti.gate.reports import legible

LONGEST_TEXT = 2_000
_SPECIAL = re.compile(r"[\\`*_\[\]|~$]")
_SPAN = re.compile(r"(?<!`)`([^`\s](?:[^`]*[^`\s])?)`(?!`)")
_REACHES = re.compile(r"(@|#(?=\w)|:(?=//)|(?i:www)(?=\.)|(?i:gh)(?=-))")


def prose(text: str) -> str:
    """Text for a paragraph; simple code spans in it stay code."""
    shown = clipped(text)
    pieces = _SPAN.split(shown)
    return "".join(code(piece) if index % 2 else cell(piece) for index, piece in enumerate(pieces))


def cell(text: str) -> str:
    """Text for a paragraph or a table cell, with every special character escaped."""
    text = legible.one_line(text).replace("&", "&amp;")
    text = _SPECIAL.sub(r"\\\g<0>", text).replace("<", "&lt;").replace(">", "&gt;")
    return _REACHES.sub(r"\1<!-- -->", text)


def code(text: str) -> str:
    """A code span that holds the text whatever it is."""
    text = legible.one_line(text)
    fence = "`" * (longest_run(text) + 1)
    padded = text.startswith("`") or text.endswith("`") or (text[:1] == " " == text[-1:] and text.strip())
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"


def clipped(text: str) -> str:
    text = legible.one_line(text)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
