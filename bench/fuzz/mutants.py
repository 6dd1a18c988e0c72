"""One mutant by its number: which file, which ways, and as what Parti will read it.

Called by `worker` and by `minimise`. Everything follows from the seed, the number and the corpus.
"""

import random
from typing import NamedTuple

from bench.fuzz import corpus as files
from bench.fuzz import mutations


class Mutant(NamedTuple):
    """A spoiled file with the one that it was.

    Args:
        group: its language, or what else it is (`corpus.ASIDE`).
        ways: the mutations that it went through.
        errors: how its bytes become text: as the work tree is read, or with lone surrogates left in.
    """

    number: int
    group: str
    path: str
    ways: tuple[str, ...]
    errors: str
    data: bytes
    was: bytes

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", self.errors)

    @property
    def before(self) -> str:
        return self.was.decode("utf-8", "replace")

    @property
    def is_source(self) -> bool:
        return self.group not in files.ASIDE


def make(corpus: files.Corpus, seed: int, number: int) -> Mutant:
    """The mutant of this number."""
    chance = random.Random(f"{seed}:{number}")
    if number % 5 == 4:
        group = files.ASIDE[number // 5 % len(files.ASIDE)]
    else:
        there = [name for name in files.SHARES if corpus.get(name)]
        group = chance.choices(there, [files.SHARES[name] for name in there])[0]
    name, place = chance.choice(corpus[group])
    was = files.data((name, place))
    other = files.data(chance.choice(corpus[group]))
    ways, data = mutations.mutant(chance, was, other, group)
    errors = "surrogateescape" if chance.random() < 0.05 else "replace"
    return Mutant(number, group, _path(chance, group, name), ways, errors, data, was)


def _path(chance: random.Random, group: str, name: str) -> str:
    if group in files.ASIDE:
        return name.split("/", 1)[-1]
    ending = name.rsplit(".", 1)[-1]
    stem = chance.choice(("mutant", "mutant", "mutant", "__init__" if ending == "py" else "index"))
    return f"{chance.choice(('src/app', 'src/app', 'tests', 'app/web/a-b'))}/{stem}.{ending}"
