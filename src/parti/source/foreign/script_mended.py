"""What the engine does not read of scripts yet, written in another way of the same length.

Called by `script` for facts, and by the readers that judge a script's statements themselves: where the
engine loses its way, it also loses the statements behind that place.
"""

import re

from parti.source import structure
from parti.source.structure import Node

_RESERVED = re.compile(
    r"(?<=\bas )(?:null|true|false|this|void|function|enum|instanceof|class|import|new|catch|typeof|delete)"
    r"(?=\s*[,}])"
)
_USING = re.compile(r"(\bfor(?:\s+await)?\s*\(\s*)((?:await\s+)?using)(?=\s+(?!of\b)[\w$]+\s+of\b)")


def mended(text: str) -> str:
    """A text whose places are the same, and which the engine reads."""
    text = re.sub(r"(?<=[<,\s])(in|out)(?=\s+[A-Z$_][\w$]*\s*(?:=|,|>|extends\b))", _blank, text)
    text = re.sub(r"(?<=\bexport )type(?=\s+\*)", _blank, text)
    text = _USING.sub(lambda found: f"{found[1]}{'const':<{len(found[2])}}", text)
    text = _RESERVED.sub(lambda found: found[0].upper(), text)
    return text.replace("export default function (", "export function dflt    (")


def tree(text: str, language: str) -> Node:
    """A text as the engine reads it, mended where it does not."""
    top = structure.tree(text, language)
    return structure.tree(mended(text), language) if structure.fault(top, ";") else top


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
