"""Words of an intent and of names, cut down to their stems so that *writer* meets *write_all*.

Called by the search for existing code and by the order of a plan. The stemmer is small on purpose: it is
deterministic, needs no list of a language, and a wrong stem costs one place in a ranking.
"""

import re

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_ENDINGS = (
    "izations", "ization", "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion",
    "ers", "er", "ors", "or", "ies", "ied", "ed", "es", "ly", "s", "e", "y",
)  # fmt: skip
_STOP = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be by can for from get has have if in into is it its make new not of on "
        "one or our out set so that the their them then this to up use using was when which with without "
        "return returns each every all only also none true false",
    )
)


def of(text: str) -> tuple[str, ...]:
    """The stems of the words in a text or a name, in order, stop words left out."""
    found = (word.lower() for word in _WORD.findall(text))
    return tuple(stem(word) for word in found if word not in _STOP and len(word) > 1)


def stem(word: str) -> str:
    """*writes*, *writing*, *writer* and *write* give one stem; at least three letters stay."""
    while (shorter := _without_ending(word)) != word:
        word = shorter
    return word


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            kept = word.removesuffix(ending)
            doubled = len(kept) > 3 and kept[-1] == kept[-2] and kept[-1] in "bdgmnprt"
            return kept[:-1] if doubled else kept
    return word
