"""Runs of tokens that every match of a structural rule contains: sharper than words, for one file.

Called by `pattern`. `logging.info($$$A)` can only match where `logging`, `.`, `info` and `(` stand one
behind the other, with nothing but blanks and comments between. `literals` says less of the same rule, since
one scan for many rules can look for words alone; where nothing sharper can be promised, the words stand
here too. Where a rule says how an argument begins (`open` with a mode of writing), the phrase says so too.
For Python, whose tokens are simple. In a text that does not parse the engine may leave a stray token out of
a name or a list of arguments and match it all the same; such a match is not promised.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from parti.source import adjacent, arguments, beginnings, literals

Phrase = tuple[str | arguments.Wanted, ...]
Groups = tuple[tuple[Phrase, ...], ...]

_MOST = 64
_CHAIN = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)([(\[])", re.ASCII)
_IMPORTED = re.compile(r"import ([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\Z", re.ASCII)
"""The import of one module; it matches no import of several, and none under a new name."""

_KEYWORD = re.compile(r"(?:[$\w]+, *)*([A-Za-z_]\w*) *=[^,()\[\]{}'\"]*(?:, *[$\w]+)*\)\Z", re.ASCII)
"""The one keyword among the arguments of a pattern; the rest of them are variables and names."""

_STEM = re.compile(r"[A-Za-z_]\w+", re.ASCII)
_FOLLOWED = re.compile(r"\A([A-Za-z_]\w+)([(*:=\[])\Z", re.ASCII)


def groups(rules: Iterable[object]) -> Groups:
    """Alternatives, each a group of phrases that must all occur; `((),)` where nothing is promised."""
    found: list[tuple[Phrase, ...]] = []
    for rule in rules:
        for part in _parts(rule):
            found += _of(part)
    every = tuple(dict.fromkeys(found))
    return every if every and () not in every and len(every) <= _MOST else ((),)


def lying(found: Groups) -> adjacent.Groups:
    """The same as bytes, as they lie in a file."""
    return tuple(
        tuple(
            tuple(piece.encode() if isinstance(piece, str) else piece for piece in phrase)
            for phrase in group
        )
        for group in found
    )


def _parts(rule: object) -> Sequence[object]:
    """The alternatives of a rule that is nothing but alternatives, else the rule."""
    match rule:
        case {"any": list(rows), **rest} if not rest:
            return [part for row in rows for part in _parts(row)]
        case _:
            return [rule]


def _of(rule: object) -> list[tuple[Phrase, ...]]:
    """The groups of one rule: the chain that its pattern begins with, else its words."""
    match rule:
        case {"pattern": str(text)}:
            begun = _CHAIN.match(text)
            if begun is not None:
                chain = (*re.split(r"(\.)", begun[1]), begun[2])
                rest = tuple((word,) for word in literals.pattern(text) if word not in chain)
                return [((*chain, *_named(text[begun.end() :])), *rest)]
            imported = _IMPORTED.match(text)
            if imported is not None:
                return [(("import", *re.split(r"(\.)", imported[1])),)]
        case {"all": list(rows)}:
            called, wanted = _called(rows), _wanted(rows)
            if called and wanted:
                groups = _joined(literals.groups([rule], "python"))
                return [
                    tuple((*each, wanted) if each == called else each for each in row) for row in groups
                ]
        case _:
            pass
    return _joined(literals.groups([rule], "python"))


def _named(rest: str) -> tuple[str | arguments.Wanted, ...]:
    """What a pattern says of the arguments behind its first bracket: that there are none, or a keyword."""
    if rest == ")":
        return (")",)
    keyword = _KEYWORD.match(rest)
    return ((((-1, beginnings.word(keyword[1])),),)) if keyword else ()


def _called(rows: Sequence[object]) -> Phrase:
    """The word that a rule asks of the function of a call, with its bracket."""
    for row in rows:
        match row:
            case {"has": {"field": "function", "regex": str(text), **rest}} if not rest:
                groups = _joined(literals.groups([row], "python"))
                if text.endswith("$") and len(groups) == 1 == len(groups[0]) and len(groups[0][0]) == 2:
                    return groups[0][0]
            case _:
                pass
    return ()


def _wanted(rows: Sequence[object]) -> arguments.Wanted:
    """What a rule asks of the arguments of a call; empty where that cannot be told from how they begin."""
    for row in rows:
        match row:
            case {"has": {"field": "arguments", **rest}}:
                found = _arguments(rest)
                if found:
                    return found
            case _:
                pass
    return ()


def _arguments(rule: Mapping[Any, Any]) -> arguments.Wanted:
    match rule:
        case {"any": list(rows)}:
            every = [_arguments(row) if isinstance(row, dict) else () for row in rows]
            return tuple(each for found in every for each in found) if all(every) else ()
        case {"has": {"regex": str(text), **rest}} if "stopBy" not in rest and "field" not in rest:
            steps = beginnings.steps(text)
            place = rest.get("nthChild")
            return ((place - 1 if type(place) is int else -1, steps),) if steps else ()
        case _:
            return ()


def _joined(words: literals.Groups) -> list[tuple[Phrase, ...]]:
    """Word groups as phrases; all spellings of a word and its one mark are one phrase."""
    marks: dict[str, set[str]] = {}
    for each in (each for group in words for each in group):
        found = _FOLLOWED.match(each)
        if found is not None:
            marks.setdefault(found[1], set()).add(found[2])
    rows = (tuple(dict.fromkeys(_phrase(each, marks) for each in group)) for group in words)
    return list(dict.fromkeys(rows))


def _phrase(spelled: str, marks: Mapping[str, Collection[str]]) -> Phrase:
    stem = _STEM.match(spelled)
    word = stem[0] if stem else ""
    mark = marks.get(word, ())
    return (word, *mark) if word != spelled and len(mark) == 1 else (spelled,)
