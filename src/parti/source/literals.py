"""Words that every match of a structural rule must contain: what lets most files go unparsed.

Called by `pattern`. The answer is a set of alternatives, each a group of words: a file in which no group
occurs whole cannot hold a match. Where nothing can be promised the answer is `((),)`, which asks for
every file, because a wrong word would make a rule silently blind; `tests/properties` compares both ways.
"""

import re
from collections.abc import Iterable, Mapping

Groups = tuple[tuple[str, ...], ...]

ANY: Groups = ((),)
_MOST = 24
_METAVARIABLE = re.compile(r"\$+\w*")
_WORD = re.compile(r"[A-Za-z_]\w+", re.ASCII)
_OTHER_SPELLINGS = frozenset({"html", "css", "php"})
"""Languages whose names may be written in another case."""

_SURE = re.compile(r"\A(?:\(\^\|\\\.\)|\^)?(?P<word>[A-Za-z_]\w+)(?:\$|\\b)?\Z", re.ASCII)

_KINDS: Mapping[tuple[str, str], str] = {
    ("python", "except_clause"): "except",
    ("python", "lambda"): "lambda",
    ("python", "global_statement"): "global",
    ("python", "nonlocal_statement"): "nonlocal",
    ("python", "import_statement"): "import",
    ("python", "import_from_statement"): "import",
    ("python", "wildcard_import"): "import",
    ("python", "assert_statement"): "assert",
    ("python", "delete_statement"): "del",
    ("python", "raise_statement"): "raise",
    ("python", "return_statement"): "return",
    ("python", "try_statement"): "try",
    ("python", "while_statement"): "while",
    ("python", "with_statement"): "with",
    ("python", "await"): "await",
    ("python", "yield"): "yield",
    ("python", "class_definition"): "class",
    ("python", "function_definition"): "def",
    ("python", "decorator"): "@",
    ("typescript", "import_statement"): "import",
    ("typescript", "new_expression"): "new",
    ("typescript", "throw_statement"): "throw",
    ("typescript", "catch_clause"): "catch",
    ("javascript", "import_statement"): "import",
    ("javascript", "new_expression"): "new",
    ("javascript", "throw_statement"): "throw",
    ("javascript", "catch_clause"): "catch",
    ("go", "import_declaration"): "import",
    ("go", "go_statement"): "go",
    ("go", "defer_statement"): "defer",
    ("java", "import_declaration"): "import",
    ("java", "catch_clause"): "catch",
    ("java", "throw_statement"): "throw",
    ("rust", "unsafe_block"): "unsafe",
    ("rust", "use_declaration"): "use",
}
"""Keywords without which a node of a kind cannot be written."""


def groups(rules: Iterable[object], language: str) -> Groups:
    """The alternatives for any of several rules.

    Args:
        rules: ast-grep rules: `pattern`, `kind`, `regex`, `any`, `all`, `has`, `inside` and the rest.
        language: the language of the files.
    """
    if language in _OTHER_SPELLINGS:
        return ANY
    return _either([_rule(rule, language) for rule in rules])


def _rule(rule: object, language: str) -> Groups:
    """All keys of a rule hold at once, so their words do."""
    if not isinstance(rule, dict):
        return ANY
    found = ANY
    for key, value in rule.items():
        found = _both(found, _part(str(key), value, language))
    return found


def _part(key: str, value: object, language: str) -> Groups:
    match key, value:
        case "pattern", str(text):
            return (pattern(text),)
        case "pattern", {"context": str(text), "selector": "call_expression"}:
            return (tuple(word for word in pattern(text) if word not in {"func", "t"}),)
        case "kind", str(kind):
            word = _KINDS.get((language, kind))
            return ((word,),) if word else ANY
        case "regex", str(text):
            sure = _SURE.match(text)
            return ((sure["word"],),) if sure else ANY
        case "any", list(rows):
            return _either([_rule(row, language) for row in rows])
        case "all", list(rows):
            found = ANY
            for row in rows:
                found = _both(found, _rule(row, language))
            return found
        case (("has" | "inside" | "precedes" | "follows"), dict()):
            return _rule({k: v for k, v in value.items() if k not in {"field", "stopBy"}}, language)
        case _:
            return ANY


def pattern(text: str) -> tuple[str, ...]:
    """The words of a pattern, less its variables."""
    return tuple(dict.fromkeys(_WORD.findall(_METAVARIABLE.sub(" ", text))))


def _either(found: list[Groups]) -> Groups:
    every = tuple(dict.fromkeys(group for groups in found for group in groups))
    return every if every and () not in every and len(every) <= _MOST else ANY


def _both(one: Groups, other: Groups) -> Groups:
    """Words of both; when the product grows too large, the side that tells more."""
    if len(one) * len(other) > _MOST:
        return min(one, other, key=len)
    return tuple(dict.fromkeys((*a, *(w for w in b if w not in a)) for a in one for b in other))
