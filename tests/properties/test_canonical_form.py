"""The canonical form, for any value: one form, stable, and the same whatever the order of keys."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.records import canonical, refusal

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


def normal(value: object) -> object:
    """What the form keeps of a value; None of a table whose keys fall together."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): normal(item) for key, item in value.items()}
    return value


def form(value: object) -> bytes:
    """The form, or why there is none."""
    try:
        return canonical.encode(value)
    except refusal.Misused as error:
        return error.sentence.encode()


@given(VALUES)
def test_reading_it_back_gives_the_value(value: object) -> None:
    encoded = form(value)
    if encoded != b"A record cannot have one key twice.":
        assert json.loads(encoded) == normal(value)


@given(VALUES)
def test_it_is_idempotent(value: object) -> None:
    encoded = form(value)
    if encoded != b"A record cannot have one key twice.":
        assert canonical.encode(json.loads(encoded)) == encoded


@given(st.dictionaries(TEXT, VALUES, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(value: dict[str, object], random: object) -> None:
    keys = list(value)
    random.shuffle(keys)  # type: ignore[attr-defined]
    assert form({key: value[key] for key in keys}) == form(value)


@given(TEXT)
def test_composed_and_decomposed_text_are_one(text: str) -> None:
    forms = {canonical.encode(unicodedata.normalize(name, text)) for name in ("NFC", "NFD")}
    assert len(forms) == 1


@given(VALUES, st.floats())
def test_a_fraction_anywhere_is_refused(value: object, fraction: float) -> None:
    for holder in (fraction, [value, fraction], {"a": {"b": [fraction]}}):
        with pytest.raises(refusal.Misused):
            canonical.encode(holder)


@given(VALUES)
def test_it_is_one_line(value: object) -> None:
    assert b"\n" not in form(value)
