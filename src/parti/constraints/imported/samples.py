"""Example code for a rule that brings none: a text that its pattern must find, and one that it must not.

Used by the readers of pattern rules. A sample that turns out not to do as it says is noticed when the
section is checked, so a guess here can cost a proposal and never make a false one.
"""

import re
from collections.abc import Mapping

from parti.constraints import constraint
from parti.source import languages

_FINE: Mapping[str, str] = {
    "python": "value = 1",
    "javascript": "const value = 1;",
    "typescript": "const value = 1;",
    "tsx": "const value = 1;",
    "go": "package example",
    "java": "class Example {}",
    "rust": "fn example() {}",
}
_MANY = re.compile(r"\$\$\$\w*")
_ONE = re.compile(r"\$\w+")
_INSIDE: Mapping[str, str] = {
    "go": "package example\n\nfunc example() {\n\t%s\n}",
    "java": "class Example {\n    void example() {\n        %s;\n    }\n}",
    "rust": "fn example() {\n    %s;\n}",
}


def globs(tree: constraint.Tree, language: str) -> tuple[str, ...]:
    """The files of a language, by the ends that this tree has; none for a language that it has not."""
    ends = {path.rpartition(".")[2] for path in tree.paths() if languages.language(path) == language}
    return tuple(f"**/*.{end}" for end in sorted(ends))


def fine(language: str) -> str:
    """Code that breaks hardly any rule; empty for a language that has none here."""
    return _FINE.get(language, "")


def sample(pattern: str, language: str) -> str:
    """Code that the pattern matches, where it can stand in a file; empty without a pattern."""
    if not pattern:
        return ""
    code = _ONE.sub("x", _MANY.sub("x", pattern)).strip()
    return _INSIDE.get(language, "%s").replace("%s", code.rstrip(";") if language in _INSIDE else code)
