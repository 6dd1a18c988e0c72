"""Whether the tokens of a phrase stand one behind the other in the bytes of a file; see `phrases`.

Called by the sweep through `pattern`, and by `constraints.first_look`, so that both skip the same files. It
imports next to nothing, because a hook that looks at one file has no time for more.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from parti.source import arguments

Phrase = tuple["bytes | arguments.Wanted", ...]
"""Tokens; behind an opening bracket the last piece may say what the arguments are."""

Groups = tuple[tuple[Phrase, ...], ...]

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""What makes a word that ends in the first token another word; a digit may be a number of its own."""

_BLANK, _HASH, _BACKSLASH, _LAST = b" #\\\x7f"

_CALLS = 100
"""Calls in one file whose arguments are read; a file with more is taken to hold what is wanted."""


def any_whole(words: "tuple[bytes, ...]", data: bytes) -> bool:
    """Whether any of some plain words occurs as a whole one, or behind a `_` that begins one."""
    for word in words:
        at = data.find(word)
        while at >= 0:
            end = at + len(word)
            begin = at - 1 if data[at - 1 : at] == b"_" else at
            if not _is_inner(data[end : end + 1]) and not _is_inner(data[max(begin - 1, 0) : begin]):
                return True
            at = data.find(word, at + 1)
    return False


def _is_inner(letter: bytes) -> bool:
    """Whether a letter goes on with a word; what is not ASCII may do so, and is taken not to."""
    return letter.isalnum() or letter == b"_"


def any_group(groups: Groups, data: bytes) -> bool:
    """Whether all phrases of a group occur."""
    for group in groups:
        for phrase in group:
            first = phrase[0]
            assert isinstance(first, bytes)
            if first not in data or (len(phrase) > 1 and not _occurs(first, phrase[1:], data)):
                break
        else:
            return True
    return False


def _occurs(first: bytes, rest: Phrase, data: bytes) -> bool:
    """Whether the tokens of a phrase stand one behind the other somewhere, blanks and comments aside."""
    calls = 0
    at = data.find(first)
    while at >= 0:
        place = at + len(first)
        if at and data[at - 1] in _LETTERS:
            at = data.find(first, place)
            continue
        for token in rest:
            if not isinstance(token, bytes):
                calls += 1
                if calls > _CALLS or _may_be(data, place, token):
                    continue
                break
            if not data.startswith(token, place):
                place = _onward(data, place)
                if not data.startswith(token, place):
                    break
            place += len(token)
        else:
            return True
        at = data.find(first, at + 1)
    return False


def _may_be(data: bytes, place: int, wanted: "arguments.Wanted") -> bool:
    """Asks about arguments; loaded here, since few files call what a rule watches."""
    from parti.source import arguments

    return arguments.may_be(data, place, wanted)


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
