"""Words that every match of a structural rule must contain: what lets most files go unparsed.

Called by `pattern`. The answer is a set of alternatives, each a group of words: a file in which no group
occurs whole cannot hold a match. Where nothing can be promised the answer is `((),)`, which asks for
every file, because a wrong word would make a rule silently blind; `tests/properties` compares both ways.
"""

import re
from collections.abc import Iterable, Mapping

Groups = tuple[tuple[str, ...], ...]

ANY: Groups = ((),)
_MOST = 64
_METAVARIABLE = re.compile(r"\$+\w*")
_WORD = re.compile(r"[A-Za-z_]\w+", re.ASCII)
_CALLED = re.compile(r"\b([A-Za-z_]\w+)\(", re.ASCII)
_OTHER_SPELLINGS = frozenset({"html", "css", "php"})
"""Languages whose names may be written in another case."""

_SURE = re.compile(r"\A(?:\(\^\|\\\.\)|\^)?(?P<word>[A-Za-z_]\w+)(?:\$|\\b)?\Z", re.ASCII)

_MARKED = re.compile(r"\A\^?(?P<word>[A-Za-z_]\w+)\\s\*(?P<mark>[:*=]|\\[(*])", re.ASCII)

_KINDS: Mapping[tuple[str, str], str] = {
    ("python", "except_clause"): "except",
    ("python", "lambda"): "lambda",
    ("python", "global_statement"): "global",
    ("python", "nonlocal_statement"): "nonlocal",
    ("python", "import_statement"): "import",
    ("python", "import_from_statement"): "import",
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
            return _pattern(text, language)
        case "pattern", {"context": str(text), "selector": "call_expression"}:
            return (tuple(word for word in pattern(text) if word not in {"func", "t"}),)
        case "kind", str(kind):
            if (language, kind) == ("python", "wildcard_import"):
                return _followed("import", "*")
            word = _KINDS.get((language, kind))
            return ((word,),) if word else ANY
        case "regex", str(text):
            return _of_regex(text)
        case "any", list(rows):
            return _either([_rule(row, language) for row in rows])
        case "all", list(rows):
            found = ANY
            for row in rows:
                found = _both(found, _rule(row, language))
            return found
        case "has", {"field": "function", "regex": str(text)} if language == "python":
            sure = _SURE.match(text)
            return _followed(sure["word"], "(") if sure and text.endswith("$") else ANY
        case (("has" | "inside" | "precedes" | "follows"), dict()):
            return _rule({k: v for k, v in value.items() if k not in {"field", "stopBy"}}, language)
        case _:
            return ANY


def _of_regex(text: str) -> Groups:
    """What a plain expression promises: one word, or a word and a mark after it."""
    sure, marked = _SURE.match(text), _MARKED.match(text)
    if marked:
        return _followed(marked["word"], marked["mark"].removeprefix("\\"))
    return ((sure["word"],),) if sure else ANY


def pattern(text: str) -> tuple[str, ...]:
    """The words of a pattern, less its variables."""
    return tuple(dict.fromkeys(_WORD.findall(_METAVARIABLE.sub(" ", text))))


def _pattern(text: str, language: str) -> Groups:
    """The words of a pattern; in Python the first called name with its bracket, which prose seldom has."""
    words = pattern(text)
    called = _CALLED.search(_METAVARIABLE.sub(" ", text)) if language == "python" else None
    if called is None:
        return (words,)
    rest = tuple(word for word in words if word != called[1])
    return tuple((*group, *rest) for group in _followed(called[1], "("))


def _followed(word: str, mark: str) -> Groups:
    """Every way to write a word and then a mark, with nothing or white space between them."""
    between = ("\t", "\\", "\n", "\r", "\f", "#")
    ends = (mark, f" {mark}", "  ", *between, *(f" {each}" for each in between))
    return tuple((f"{word}{end}",) for end in ends)


def _either(found: list[Groups]) -> Groups:
    every = tuple(dict.fromkeys(group for groups in found for group in groups))
    return every if every and () not in every and len(every) <= _MOST else ANY


def _both(one: Groups, other: Groups) -> Groups:
    """Words of both; when the product grows too large, the side that tells more."""
    if len(one) * len(other) > _MOST:
        return min(one, other, key=len)
    return tuple(dict.fromkeys((*a, *(w for w in b if w not in a)) for a in one for b in other))
