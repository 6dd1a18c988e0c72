"""The words of a call, taken apart before the grammar sees them: the verb, its options, its texts.

Called by `app`, because argparse alone loses texts that stand behind an option, takes a text that begins
with a dash for an option, and says of a misspelt word only that it does not know it. Standard library only.
"""

import re
from collections.abc import Mapping, Sequence

from parti.cli import arguments
from parti.workflow import table

EVERYWHERE = ("--json", "--help", "-h")
BEFORE_THE_VERB = (*EVERYWHERE, "--version", "--feature")

_NUMBER = re.compile(r"-\d+\Z|-\d*\.\d+\Z")


class WrongWords(Exception):
    """Words that Parti cannot take, and one call that it would take."""

    def __init__(self, sentence: str, next_step: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step


def in_order(words: Sequence[str]) -> list[str]:
    """The same call with a verb's options before its texts, and each text marked as one.

    Raises:
        WrongWords: a verb or an option that does not exist, or an option without its value.
    """
    every = list(words)
    at = _verb_at(every)
    if at < 0:
        return every
    verb = _verb(every, at)
    if "--" in every or verb not in arguments.ARGUMENTS:
        return every
    start = at + len(verb.split())
    front, texts = _apart(verb, every[start:])
    dashed = any(text.startswith("-") for text in texts)
    return [*every[:start], *front, *(["--"] if dashed else []), *texts]


def _verb_at(words: Sequence[str]) -> int:
    """Where the verb stands: the first word that is neither an option nor the value of one."""
    at = 0
    while at < len(words):
        word = words[at]
        if word == "--":
            return -1
        if not _is_option(word):
            return at
        name = word.partition("=")[0]
        if name not in BEFORE_THE_VERB:
            raise _no_option(name, "parti", BEFORE_THE_VERB)
        at += 2 if word == "--feature" else 1
    return -1


def _verb(words: Sequence[str], at: int) -> str:
    """The verb at this place; of a group such as `kind` alone the grammar says what is missing."""
    first = words[at]
    if first in arguments.ARGUMENTS:
        return first
    group = [step.verb.split()[1] for step in table.METHOD if step.verb.startswith(f"{first} ")]
    if not group:
        raise _no_verb("parti", first, sorted({step.verb.split()[0] for step in table.METHOD}))
    second = words[at + 1] if at + 1 < len(words) else ""
    if not second or second.startswith("-"):
        return first
    if second not in group:
        raise _no_verb(f"parti {first}", second, group)
    return f"{first} {second}"


def _apart(verb: str, words: Sequence[str]) -> tuple[list[str], list[str]]:
    """A verb's options with their values, and its texts, each in their own order."""
    flags = _flags(verb)
    known = (*flags, *EVERYWHERE)
    front: list[str] = []
    texts: list[str] = []
    queue = list(words)
    while queue:
        word = queue.pop(0)
        name = word.partition("=")[0]
        if not _is_option(word):
            texts.append(word)
        elif name in EVERYWHERE:
            front.append(word)
        elif name not in flags:
            raise _no_option(name, f"parti {verb}", known)
        elif "=" in word or not flags[name]:
            front.append(word)
        elif not queue or queue[0].partition("=")[0] in known:
            raise WrongWords(f"{word} needs a value.", f"parti {verb} --help")
        else:
            front.append(f"{word}={queue.pop(0)}")
    return front, texts


def _flags(verb: str) -> Mapping[str, bool]:
    """A verb's options, and whether each takes a value."""
    return {
        name: extra.get("action") != "store_true"
        for names, extra in arguments.ARGUMENTS[verb]
        for name in names
        if name.startswith("-")
    }


def _is_option(word: str) -> bool:
    """A number below zero, a lone dash, and a sentence that begins with a dash are texts.

    Only what follows the name of an option after `=` may hold a space.
    """
    name = word.partition("=")[0]
    return len(word) > 1 and word.startswith("-") and " " not in name and not _NUMBER.match(word)


def _no_verb(call: str, word: str, known: Sequence[str]) -> WrongWords:
    whole = f"{call} {word}".removeprefix("parti ")
    return WrongWords(f"{whole!r} is not a verb.", f"{call} {_nearest(word, known) or '--help'}")


def _no_option(word: str, call: str, known: Sequence[str]) -> WrongWords:
    if word in BEFORE_THE_VERB:
        value = f" <name> {call.removeprefix('parti ')}" if word == "--feature" else ""
        return WrongWords(f"{word} stands before the verb.", f"parti {word}{value}")
    near = _nearest(word, known)
    return WrongWords(
        f"{word!r} is not an option of {call}.", f"{call} {near}" if near else f"{call} --help"
    )


def _nearest(word: str, known: Sequence[str]) -> str:
    import difflib  # only for those who misspelt one

    return next(iter(difflib.get_close_matches(word, known, 1)), "")
