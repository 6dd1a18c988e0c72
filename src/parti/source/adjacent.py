"""Whether the tokens of a phrase stand one behind the other in the bytes of a file; see `phrases`.

Called by the sweep through `pattern`, and by `constraints.first_look`, so that both skip the same files. It
imports nothing, because a hook that looks at one file has no time for more.
"""

Phrase = tuple[bytes, ...]
Groups = tuple[tuple[Phrase, ...], ...]

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""What makes a word that ends in the first token another word; a digit may be a number of its own."""

_BLANK, _HASH, _BACKSLASH, _LAST = b" #\\\x7f"


def any_group(groups: Groups, data: bytes) -> bool:
    """Whether all phrases of a group occur."""
    for group in groups:
        for phrase in group:
            if phrase[0] not in data or (len(phrase) > 1 and not _occurs(phrase, data)):
                break
        else:
            return True
    return False


def _occurs(phrase: Phrase, data: bytes) -> bool:
    """Whether the tokens of a phrase stand one behind the other somewhere, blanks and comments aside."""
    first = phrase[0]
    at = data.find(first)
    while at >= 0:
        place = at + len(first)
        if at and data[at - 1] in _LETTERS:
            at = data.find(first, place)
            continue
        for token in phrase[1:]:
            if not data.startswith(token, place):
                place = _onward(data, place)
                if not data.startswith(token, place):
                    break
            place += len(token)
        else:
            return True
        at = data.find(first, at + 1)
    return False


def _onward(data: bytes, place: int) -> int:
    """The next place that may hold a token; what is not ASCII may be a blank, and so may a control."""
    while place < len(data):
        letter = data[place]
        if letter == _HASH:
            end = data.find(b"\n", place)
            place = len(data) if end < 0 else end
        elif letter <= _BLANK or letter >= _LAST or letter == _BACKSLASH:
            place += 1
        else:
            break
    return place
