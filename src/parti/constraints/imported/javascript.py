"""What the readers of JavaScript tools share: the package file, its scripts, a tool's command line.

`npx --no-install` runs what the project has and never fetches anything.
"""

import re
import shlex
from collections.abc import Mapping

from parti.constraints import constraint
from parti.constraints.imported import settings

CODE = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts")


def package(tree: constraint.Tree) -> Mapping[str, object]:
    """The package file at the root; empty when there is none."""
    return settings.mapping(settings.loose_json(settings.text(tree, "package.json") or ""))


def script(tree: constraint.Tree, tool: str, drop: frozenset[str]) -> tuple[str, ...]:
    """The words with which a script of the package runs a tool, without options that say how it prints."""
    for line in settings.mapping(package(tree).get("scripts")).values():
        for part in re.split(r"&&|\|\|?|;", line) if isinstance(line, str) else ():
            words = _words(part)
            words = words[1:] if words[:1] == ["npx"] else words
            if words[:1] == [tool]:
                return _without(words[1:], drop)
    return ()


def run(tool: str, *words: str) -> str:
    return shlex.join(["npx", "--no-install", tool, *words])


def _words(part: str) -> list[str]:
    try:
        return shlex.split(part)
    except ValueError:
        return []


def _without(words: list[str], drop: frozenset[str]) -> tuple[str, ...]:
    """Drops options and their values, written as `--format json` or `--format=json`."""
    kept, skip = [], False
    for word in words:
        if not skip and word.partition("=")[0] in drop:
            skip = "=" not in word
        elif skip:
            skip = False
        else:
            kept.append(word)
    return tuple(kept)
