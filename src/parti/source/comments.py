"""Which lines of a Python text end in a real comment, told without a parse and in time that grows with it.

Called by the suppressions. Texts are passed over by their quotes, so a text that does not parse is read as
well; where a quote is left open nothing can be told.
"""

import re

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?P<open>["'])""",
    re.DOTALL,
)


def holding(text: str, mark: str) -> frozenset[int] | None:
    """The lines whose comment holds a mark; None when comments and texts cannot be told apart."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found: list[int] = []
    line, counted = 1, 0
    for token in _TOKEN.finditer(text):
        if token["open"]:
            return None
        if token["comment"] and mark in token["comment"]:
            line += text.count("\n", counted, token.start())
            counted = token.start()
            found.append(line)
    return frozenset(found)
