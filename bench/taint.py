"""Nothing of a sealed design leaves: `python -m bench.taint [--designs N] [--seed N] [--unguarded]`.

Generates sealed designs and problems that repeat pieces of them in disguise (capitals, blanks, hyphens,
marks that cannot be seen, wide letters, joined words), puts each problem into its neutral form and a prompt
around it, and sends what the guard lets pass. An eye that shares no code with the guard then looks for four
words of content of the design in a row, and for its technologies by any name, in every text that was sent.
The exit code is 1 when it finds any; with `--unguarded` it must find some, or this measures nothing.
"""

import argparse
import random
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from parti.design import guard, neutral, seal
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import leaking, sealing

DESIGNS = 10_000
SEED = 20_260

_THINGS = """
order parcel clerk ledger depot invoice ticket sensor reading patient ward shelf driver route claim
policy payment refund basket voucher customer branch seat booking grade pupil exam letter counter
stamp
""".split()  # noqa: SIM905  # a list of words is read as words
_MEANS = """
writer journal snapshot replica outbox queue topic table index cursor lease token batch window shard
supervisor worker poller relay bucket mirror digest barrier fence heartbeat replay log segment
""".split()  # noqa: SIM905  # a list of words is read as words
_VERBS = """
stores moves copies counts signs merges reads sends keeps drops checks prints locks frees sorts
joins claims seals
""".split()  # noqa: SIM905  # a list of words is read as words
_HOW = """
nightly hourly twice carefully centrally locally blindly safely lazily early late upstream
downstream atomically quickly
""".split()  # noqa: SIM905  # a list of words is read as words
_LITTLE = ("the", "a", "of", "to", "and", "in", "for", "with", "by", "from", "is", "it", "that", "then")
_HIDDEN = ("\u200b", "\u00ad", "\u2060")


class Case(msgspec.Struct, frozen=True):
    """A sealed text and the problem beside it."""

    sealed: str
    problem: facts.ProblemStated


class Tally(msgspec.Struct, frozen=True):
    """How many texts were sent and refused, and the phrases that got out."""

    sent: int
    refused: int
    leaked: tuple[str, ...]


def case(chance: random.Random) -> Case:
    """One design and a problem that gives pieces of it away, more or less."""
    lines = [
        _sentence(chance, (*_THINGS, *_MEANS, *_technologies(chance))) for _ in range(chance.randint(3, 9))
    ]
    sealed = "# Shape\n\n" + lines[0] + "\n\n# Write path\n\n" + "\n".join(lines[1:]) + "\n"
    rows = [_row(chance, lines) for _ in range(4)]
    problem = facts.ProblemStated(
        situation=rows[0],
        needed=(rows[1],),
        never=(rows[2],),
        given=(rows[3],) if chance.random() < 0.3 else (),
    )
    return Case(sealed, problem)


def run(cases: Sequence[Case], *, guarded: bool = True) -> Tally:
    """Sends every problem beside its design, through the guard or around it."""
    sent = refused = 0
    leaked: list[str] = []
    public = sealing.public()
    for one in cases:
        net = guard.guarded(
            tuple(seal.texts(one.sealed)),
            leaking.lexicon(),
            said=" ".join((one.problem.situation, *one.problem.needed)),
            public=public,
        )
        text = f"A team has the situation below.\n\n{neutral.render(one.problem)}\nReply with a card.\n"
        try:
            if guarded:
                guard.check(net, text)
        except refusal.NotAllowed:
            refused += 1
            continue
        sent += 1
        leaked += seen(one.sealed, text)
    return Tally(sent, refused, tuple(leaked))


def seen(sealed: str, text: str) -> list[str]:
    """What of a design stands in a text: four words of content in a row, or a technology by any name."""
    out = _content(_words(text))
    shown = {tuple(out[at : at + 4]) for at in range(len(out) - 3)}
    found = []
    for line in sealed.splitlines():
        words = [] if line.startswith("#") else _content(_words(line))
        pieces = (words[at : at + 4] for at in range(len(words) - 3))
        found += [" ".join(piece) for piece in pieces if tuple(piece) in shown]
    inside, outside = (f" {' '.join(_words(one))} " for one in (sealed, text))
    for names in _names():
        if any(name in inside for name in names) and any(name in outside for name in names):
            found.append(names[0].strip())
    return found


def _words(text: str) -> list[str]:
    normal = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", text)).casefold()
    shown = "".join(c for c in normal if unicodedata.category(c) != "Cf")
    return re.findall(r"[a-z0-9]+", shown)


def _content(words: Sequence[str]) -> list[str]:
    """Words that are not on the list of little words, without the ending of a plural."""
    return [word[:-1] if word.endswith("s") else word for word in words if word not in _little()]


@cache
def _little() -> frozenset[str]:
    return frozenset(load.leaks().stop.split())


@cache
def _names() -> tuple[tuple[str, ...], ...]:
    """Each technology under all its names, as words between blanks."""
    return tuple(tuple(f" {' '.join(_words(n))} " for n in row.names) for row in load.technologies())


def _technologies(chance: random.Random) -> Iterator[str]:
    yield from (row.names[0] for row in chance.sample(load.technologies(), 3))


def _sentence(chance: random.Random, nouns: Sequence[str]) -> str:
    words: list[str] = []
    for number in range(chance.randint(4, 9)):
        words.append(chance.choice(nouns if number % 3 == 0 else _VERBS if number % 3 == 1 else _HOW))
        if chance.random() < 0.5:
            words.append(chance.choice(_LITTLE))
    return " ".join(words).capitalize() + "."


def _row(chance: random.Random, lines: Sequence[str]) -> str:
    """A sentence of the problem's own words; one in four carries a piece of the design in disguise."""
    own = _sentence(chance, _THINGS)
    if chance.random() > 0.25:
        return own
    words = chance.choice(lines).rstrip(".").split()
    size = chance.randint(1, len(words))
    start = chance.randint(0, len(words) - size)
    return f"{own[:-1]} {_disguised(chance, words[start : start + size])} {chance.choice(_THINGS)}."


def _disguised(chance: random.Random, words: Sequence[str]) -> str:
    kind = chance.randint(0, 7)
    if kind == 0:
        return " ".join(words).upper()
    if kind == 1:
        return "  ".join(f"{word}," for word in words)
    if kind == 2:
        return "-".join(words)
    if kind == 3:
        return " ".join(word[:1] + chance.choice(_HIDDEN) + word[1:] for word in words)
    if kind == 4:
        return " ".join(
            "".join(chr(ord(c) + 0xFEE0) if c.isalpha() and c.isascii() else c for c in w) for w in words
        )
    if kind == 5:
        return " ".join(f"{word} {chance.choice(_LITTLE)}" for word in words)
    if kind == 6:
        return "".join(word.capitalize() for word in words)
    return " ".join(words)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the cases; 0 when nothing leaked (or, unguarded, when something did)."""
    parser = argparse.ArgumentParser(prog="python -m bench.taint")
    parser.add_argument("--designs", type=int, default=DESIGNS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--unguarded", action="store_true")
    given = parser.parse_args(arguments)
    chance = random.Random(given.seed)
    tally = run([case(chance) for _ in range(given.designs)], guarded=not given.unguarded)
    how = "without the guard" if given.unguarded else "with the guard"
    print(
        f"taint     {given.designs} designs {how}: {tally.sent} sent, {tally.refused} refused, "
        f"{len(tally.leaked)} phrases or technologies got out"
    )
    return int(bool(tally.leaked) != given.unguarded)


if __name__ == "__main__":
    sys.exit(main())
