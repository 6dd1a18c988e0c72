"""What the canonical form takes and what it refuses, one sentence each."""

import pytest

from parti.records import canonical, refusal
from parti.records import vocabulary as facts


def test_keys_are_sorted_and_nothing_is_blank() -> None:
    assert canonical.encode({"b": [1, None, True], "a": {"d": "x y", "c": -5}}) == (
        b'{"a":{"c":-5,"d":"x y"},"b":[1,null,true]}'
    )


def test_text_is_nfc_and_utf_8() -> None:
    assert canonical.encode({"e\u0301": "e\u0301"}) == '{"é":"é"}'.encode()


def test_structs_are_tables() -> None:
    assert canonical.encode(facts.FeatureClosed(reason="done")) == b'{"reason":"done"}'


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        {"a": [1.0]},
        {1: "a"},
        {("a",): 1},
        "\ud800",
        {"\ud800": 1},
        ["fine", {"deep": "\udcff"}],
        object(),
        {"é": 1, "e\u0301": 2},
    ],
    ids=lambda value: ascii(value) if type(value) is not object else "object",
)
def test_what_two_machines_could_read_in_two_ways_is_refused(value: object) -> None:
    with pytest.raises(refusal.Misused) as caught:
        canonical.encode(value)
    assert caught.value.sentence.endswith(".")
    assert caught.value.next_step


def test_what_is_nested_too_deeply_is_refused() -> None:
    value: list[object] = []
    for _ in range(20_000):
        value = [value]
    with pytest.raises(refusal.Misused):
        canonical.encode(value)


def test_a_tag_keeps_digests_apart() -> None:
    assert canonical.digest("r", b"x") != canonical.digest("d", b"x").replace("d:", "r:")
    assert canonical.digest_of("r", {"a": 1}) == canonical.digest("r", b'{"a":1}')
