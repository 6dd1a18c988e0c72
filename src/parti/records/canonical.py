"""The one canonical form of a fact, and tagged digests over it.

Called by the log (record ids), the lock (the design's digest) and the cache. A digest is only
worth something when everybody derives the same bytes, so the rule is small: JSON with sorted
keys, no blanks, UTF-8, strings in Unicode form NFC, integers only. The tag inside the hash keeps a
digest of one thing from passing as a digest of another (the habit is llm's, `llm/logs.py`).
"""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence

import msgspec

from parti.records import refusal

_ENCODER = msgspec.json.Encoder(order="sorted")
_SHORTEST = 6


def encode(value: object) -> bytes:
    """The canonical bytes of a value made of mappings, sequences, strings, integers, booleans, None.

    Raises:
        refusal.Misused: the value holds a float, an object, a key that is not text or that another key
            equals, or text that is not Unicode; or it is nested too deeply.
    """
    try:
        return _ENCODER.encode(_normal(msgspec.to_builtins(value, order="sorted")))
    except (UnicodeEncodeError, msgspec.ValidationError) as error:
        raise refusal.Misused(
            "The text holds bytes that are not valid Unicode, so it cannot be kept.",
            next_step="give the text as UTF-8",
        ) from error
    except (TypeError, RecursionError) as error:
        raise refusal.Misused(
            f"A record cannot hold this value: {error}.",
            next_step="use text, whole numbers, lists and tables",
        ) from error


def digest(tag: str, data: bytes) -> str:
    """The tagged SHA-256 of data: `<tag>:<64 hex digits>`."""
    prefix = f"parti-{tag}-v1\n".encode()
    return f"{tag}:{hashlib.sha256(prefix + data).hexdigest()}"


def digest_of(tag: str, value: object) -> str:
    """The tagged digest of a value's canonical form."""
    return digest(tag, encode(value))


def _normal(value: object) -> object:
    if isinstance(value, str):
        if value.isascii():
            return value
        value.encode("utf-8")
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        raise refusal.Misused(
            f"A record cannot hold the fraction {value!r}; two machines may print it differently.",
            next_step="write it as a whole number of a smaller unit, or as text",
        )
    if isinstance(value, Mapping):
        normal = {_key(key): _normal(item) for key, item in value.items()}
        if len(normal) < len(value):
            raise refusal.Misused("A record cannot have one key twice.", next_step="rename one of the keys")
        return normal
    if isinstance(value, Sequence):
        return [_normal(item) for item in value]
    raise refusal.Misused(
        f"A record cannot hold a {type(value).__name__}.",
        next_step="use text, whole numbers, lists and tables",
    )


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise refusal.Misused(f"A record cannot have the key {key!r}.", next_step="use text as keys")
    return unicodedata.normalize("NFC", key)


def abbreviates(written: str, identity: str) -> bool:
    """Whether people mean this tagged digest by what they wrote: its start, six hex digits or more."""
    tag, _, digits = identity.partition(":")
    hexed = written.removeprefix(f"{tag}:")
    return len(hexed) >= _SHORTEST and digits.startswith(hexed)
