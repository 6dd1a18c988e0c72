"""Finds the code that already does part of a chunk, three files away, before it is written again (E4).

Called by `brief` of the workflow with the definitions of the whole repository. A function is near when its
name and its docstring share two words with the intent that not all the repository uses; one word alone is
noise. The ranking is the same on every machine.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import PurePosixPath

import msgspec

from parti.chunks import catalogue, testfiles, words

MOST = 8
MOST_OF_ONE_NAME = 2
"""The same method in ten classes is one hint."""

_FEW = 12
_COMMON = 0.01
"""A word is common when more definitions use it than `_FEW` and than this share of all."""

_PRIVATE = ("_", "[", "#")
"""How a name begins that nobody outside calls: a member named by a symbol is one, `[kNode]`."""

_IN_NAME = 3.0
_IN_FOLDER = 1.15


def relevant(
    intent: str, files: Sequence[str], definitions: Iterable[catalogue.Existing]
) -> tuple[catalogue.Existing, ...]:
    """The definitions that do part of an intent, nearest first, at most `MOST`.

    Args:
        files: the chunk's files; what lies in their folders is a little nearer.
        definitions: every function of the repository; tests and private ones are passed over.
    """
    wanted = set(words.of(intent))
    usable = tuple(item for item in definitions if _usable(item))
    worth = _worth(usable)
    folders = {str(PurePosixPath(file).parent) for file in files}
    ranked = ((_score(item, wanted, worth, folders), item) for item in usable)
    near = sorted(
        ((score, item) for score, item in ranked if score > 0),
        key=lambda pair: (-pair[0], pair[1].path, pair[1].line),
    )
    return tuple(_without_twins(item for _, item in near))[:MOST]


def _without_twins(items: Iterable[catalogue.Existing]) -> Iterator[catalogue.Existing]:
    told: Counter[str] = Counter()
    for item in items:
        bare = item.name.rpartition(".")[2]
        told[bare] += 1
        if told[bare] <= MOST_OF_ONE_NAME:
            yield item


def _usable(item: catalogue.Existing) -> bool:
    private = any(part.startswith(_PRIVATE) or part == "constructor" for part in item.name.split("."))
    return not private and not testfiles.is_test_side(item.path)


class _Word(msgspec.Struct, frozen=True):
    """What a match of a word is worth: the more, the fewer definitions use it."""

    worth: float
    rare: bool


def _worth(items: Sequence[catalogue.Existing]) -> dict[str, _Word]:
    uses = Counter(word for item in items for word in {*words.of(item.name), *words.of(item.says)})
    most = max(_FEW, _COMMON * len(items))
    return {word: _Word(math.log(1 + len(items) / count), count <= most) for word, count in uses.items()}


def _score(
    item: catalogue.Existing, wanted: Collection[str], worth: dict[str, _Word], folders: Collection[str]
) -> float:
    named = set(words.of(item.name)) & set(wanted)
    says = set(words.of(item.says)) & set(wanted)
    told = says - named
    if not _is_near(named, says, {word for word in named | says if worth[word].rare}):
        return 0.0
    score = sum(_IN_NAME * worth[word].worth for word in sorted(named)) + sum(
        worth[word].worth for word in sorted(told)
    )
    share = (len(named) + len(told)) / max(len(wanted), 1)
    near = str(PurePosixPath(item.path).parent) in folders
    return round(score * (0.5 + share) * (_IN_FOLDER if near else 1.0), 6)


def _is_near(named: Collection[str], says: Collection[str], rare: Collection[str]) -> bool:
    """Two rare words, or two words of which one is rare, one in the name and one in the docstring."""
    both = bool(named) and bool(says) and len({*named, *says}) > 1
    return len(rare) > 1 or (both and bool(rare))
