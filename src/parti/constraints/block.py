"""Reads the options of a check block and says in sentences what is wrong with them.

Used by every check's `options`. A typing slip must never leave a rule blind (structural engines ignore
unknown keys in silence), so every key is known or refused, with the nearest known word.
"""

from collections.abc import Iterable, Mapping


def near(word: str, known: Iterable[str]) -> str:
    """`; did you mean …?`, or the whole choice when nothing is near."""
    from difflib import get_close_matches  # only for what is misspelt

    choices = sorted(known)
    close = get_close_matches(word, choices, n=1, cutoff=0.6)
    if close:
        return f"; did you mean `{close[0]}`?"
    return f"; known are {', '.join(f'`{choice}`' for choice in choices)}" if choices else ""


def unknown(raw: Mapping[str, object], known: Iterable[str]) -> list[str]:
    """A sentence for each key that the kind does not know."""
    choices = tuple(known)
    return [f"unknown option `{key}`{near(str(key), choices)}" for key in raw if key not in choices]


def text(raw: Mapping[str, object], key: str) -> str:
    """An option that is one text; empty when it is missing or something else."""
    value = raw.get(key)
    return value.strip() if isinstance(value, str) else ""


def texts(raw: Mapping[str, object], key: str) -> tuple[str, ...]:
    """An option that is a text or a list of texts."""
    value = raw.get(key)
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list | tuple):
        return tuple(each.strip() for each in value if isinstance(each, str) and each.strip())
    return ()


def need_text(raw: Mapping[str, object], key: str, example: str) -> list[str]:
    """A sentence unless the option is one non-empty text."""
    return [] if text(raw, key) else [f"`{key}` must be one text, for example `{key}: {example}`"]


def need_texts(raw: Mapping[str, object], key: str, example: str) -> list[str]:
    """A sentence unless the option is a text or a non-empty list of texts only."""
    value = raw.get(key)
    whole = isinstance(value, str) or (
        isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    )
    if whole and texts(raw, key):
        return []
    return [f"`{key}` must be a list of texts, for example `{key}: {example}`"]


def optional_text(raw: Mapping[str, object], *keys: str) -> list[str]:
    """A sentence for each option that is given but is no text."""
    return [f"`{key}` must be one text" for key in keys if key in raw and not text(raw, key)]


def optional_texts(raw: Mapping[str, object], *keys: str) -> list[str]:
    """A sentence for each option that is given but is no text or list of texts."""
    wrong = (key for key in keys if key in raw and raw[key] != [] and need_texts(raw, key, "[a, b]"))
    return [f"`{key}` must be a list of texts" for key in wrong]
