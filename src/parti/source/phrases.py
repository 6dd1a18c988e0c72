"""Runs of tokens that every match of a structural rule contains: sharper than words, for one file.

Called by `pattern`. `logging.info($$$A)` can only match where `logging`, `.`, `info` and `(` stand one
behind the other, with nothing but blanks and comments between. `literals` says less of the same rule, since
one scan for many rules can look for words alone; where nothing sharper can be promised, the words stand
here too. For Python, whose tokens are simple. In a text that does not parse the engine may leave a stray
token out of a name and match it all the same; such a match is not promised.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from parti.source import adjacent, literals

Phrase = tuple[str, ...]
Groups = tuple[tuple[Phrase, ...], ...]

_MOST = 64
_CHAIN = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)([(\[])", re.ASCII)
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
    return tuple(tuple(tuple(word.encode() for word in phrase) for phrase in group) for group in found)


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
                return [(chain, *rest)]
        case _:
            pass
    return _joined(literals.groups([rule], "python"))


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
