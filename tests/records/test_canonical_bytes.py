"""The canonical form byte for byte, as `docs/records.md` gives it: five rules, tags, what is refused.

Whoever has no Parti works from that page, so each expected value here is typed by hand or made by
`json` and `hashlib` alone.
"""

import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec
import pytest

from parti.records import canonical, refusal
from parti.records import vocabulary as facts

DOCS = Path(__file__).parents[2] / "docs/records.md"
LIMIT = "use text, whole numbers, lists and tables"


class Odd(str):
    """Text of a class of its own."""


class Small(msgspec.Struct):
    b: int = 1
    a: str = ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, b"null"),
        (True, b"true"),
        (False, b"false"),
        (0, b"0"),
        (-1, b"-1"),
        (2**63, b"9223372036854775808"),
        (2**64, b"18446744073709551616"),
        (-(10**40), b"-1" + b"0" * 40),
        ("", b'""'),
        ("a b", b'"a b"'),
        ([], b"[]"),
        ((), b"[]"),
        ({}, b"{}"),
        ((1, (2, [3])), b"[1,[2,[3]]]"),
        ({"": ""}, b'{"":""}'),
        ({"b": 1, "a": {"d": 1, "c": 2}}, b'{"a":{"c":2,"d":1},"b":1}'),
        ({"a10": 1, "a2": 2, "A": 3, "_": 4}, b'{"A":3,"_":4,"a10":1,"a2":2}'),
        (OrderedDict([("b", 1), ("a", 2)]), b'{"a":2,"b":1}'),
        ([3, 1, 2], b"[3,1,2]"),
        (Small(), b'{"a":"","b":1}'),
        ([Small(b=2, a="x")], b'[{"a":"x","b":2}]'),
    ],
    ids=ascii,
)
def test_a_value_has_one_form(value: object, expected: bytes) -> None:
    assert canonical.encode(value) == expected


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ('"', '\\"'),
        ("\\", "\\\\"),
        ("\b", "\\b"),
        ("\f", "\\f"),
        ("\n", "\\n"),
        ("\r", "\\r"),
        ("\t", "\\t"),
        ("\0", "\\u0000"),
        ("\x0b", "\\u000b"),
        ("\x1f", "\\u001f"),
        ("\x7f", "\x7f"),
        ("/", "/"),
        ("<", "<"),
        ("\u0085", "\u0085"),
        ("\u2028", "\u2028"),
        ("\ufeff", "\ufeff"),
        ("ü", "ü"),
        ("語", "語"),
        ("😀", "😀"),
        ("\U0010ffff", "\U0010ffff"),
    ],
    ids=ascii,
)
def test_only_what_the_page_names_is_escaped(char: str, expected: str) -> None:
    assert canonical.encode(f"a{char}z") == f'"a{expected}z"'.encode()
    assert canonical.encode({char: 1}) == f'{{"{expected}":1}}'.encode()


def test_every_control_character_is_escaped_as_json_does_it() -> None:
    for code in range(0x20):
        assert canonical.encode(chr(code)) == json.dumps(chr(code)).encode()


@pytest.mark.parametrize(
    ("given", "kept", "why"),
    [
        ("e\u0301", "\u00e9", "a letter and its accent are one"),
        ("\u212b", "\u00c5", "the Ångström sign is the letter"),
        ("\u1100\u1161", "\uac00", "Hangul is composed"),
        ("\u0958", "\u0915\u093c", "what Unicode excludes from composition stays apart"),
        ("a\u0323\u0307", "\u1ea1\u0307", "marks are put in order"),
        ("a\u0307\u0323", "\u1ea1\u0307", "marks are put in order, the other way round"),
        ("\ufb01", "\ufb01", "a ligature is not taken apart: that would be another form"),
        ("\u00b2", "\u00b2", "nor is a superscript"),
        ("é", "é", "what is composed stays"),
    ],
)
def test_text_is_kept_in_one_normal_form(given: str, kept: str, why: str) -> None:
    assert json.loads(canonical.encode(given)) == kept, why
    assert json.loads(canonical.encode({given: [given]})) == {kept: [kept]}, why


def test_keys_are_sorted_by_code_points_after_they_are_normal() -> None:
    """Not by UTF-16 units, in which U+1F600 stands before U+FFFF, and not by the text as it was typed."""
    assert list(json.loads(canonical.encode({"\U0001f600": 1, "\uffff": 2, "z": 3, "é": 4}))) == [
        "z",
        "é",
        "\uffff",
        "\U0001f600",
    ]
    assert list(json.loads(canonical.encode({"e\u0301": 1, "f": 2}))) == ["f", "é"]


REFUSED = [
    (1.5, "A record cannot hold the fraction 1.5; two machines may print it differently."),
    (1.0, "A record cannot hold the fraction 1.0; two machines may print it differently."),
    (float("inf"), "A record cannot hold the fraction inf; two machines may print it differently."),
    ({1: "a"}, "A record cannot have the key 1."),
    ({None: "a"}, "A record cannot have the key None."),
    ({True: "a"}, "A record cannot have the key True."),
    ({"é": 1, "e\u0301": 2}, "A record cannot have one key twice."),
    ([{"a": {"é": 1, "e\u0301": 2}}], "A record cannot have one key twice."),
    ("\ud800", "The text holds bytes that are not valid Unicode, so it cannot be kept."),
    ({"a": ["\udcff"]}, "The text holds bytes that are not valid Unicode, so it cannot be kept."),
    ({"\udcff": 1}, "The text holds bytes that are not valid Unicode, so it cannot be kept."),
    ({"e\u0301\udcff": 1}, "The text holds bytes that are not valid Unicode, so it cannot be kept."),
]
NEXT = {
    "fraction": "write it as a whole number of a smaller unit, or as text",
    "the key": "use text as keys",
    "one key twice": "rename one of the keys",
    "valid Unicode": "give the text as UTF-8",
}


@pytest.mark.parametrize(("value", "sentence"), REFUSED, ids=[ascii(value) for value, _ in REFUSED])
def test_a_refusal_names_what_is_wrong_and_what_to_do(value: object, sentence: str) -> None:
    with pytest.raises(refusal.Misused) as caught:
        canonical.encode(value)
    assert caught.value.sentence == sentence
    assert caught.value.next_step == next(step for word, step in NEXT.items() if word in sentence)
    assert caught.value.place == ""


@pytest.mark.parametrize(
    "value", [1j, object(), print, Odd("x")], ids=["complex", "object", "call", "class"]
)
def test_what_is_no_data_is_refused_by_its_kind(value: object) -> None:
    with pytest.raises(refusal.Misused, match=r"^A record cannot hold this value: .+\.$") as caught:
        canonical.encode({"a": [value]})
    assert caught.value.next_step == LIMIT


def test_a_value_that_holds_itself_is_refused() -> None:
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(refusal.Misused, match="A record cannot hold this value") as caught:
        canonical.encode(loop)
    assert caught.value.next_step == LIMIT


def test_what_is_nested_as_people_nest_is_kept() -> None:
    value: object = "core"
    for _ in range(100):
        value = {"in": [value]}
    assert canonical.encode(value) == b'{"in":[' * 100 + b'"core"' + b"]}" * 100


def test_the_value_itself_is_left_as_it_was() -> None:
    value = {"b": ["e\u0301"], "a": {"z": 1, "y": 2}}
    canonical.encode(value)
    assert list(value) == ["b", "a"]
    assert value["b"] == ["e\u0301"]


def test_a_megabyte_of_text_is_one_text() -> None:
    text = "xé\n" * 300_000
    assert canonical.encode([text]) == json.dumps([text], ensure_ascii=False).encode()


@pytest.mark.parametrize("tag", ["r", "design", "bank", "page", "brief", "key"])
@pytest.mark.parametrize("data", [b"", b"x", b"{}", b"\x00\xff" * 500])
def test_a_digest_is_the_tag_and_sha_256_over_tag_and_bytes(tag: str, data: bytes) -> None:
    expected = hashlib.sha256(b"parti-" + tag.encode() + b"-v1\n" + data).hexdigest()
    assert canonical.digest(tag, data) == f"{tag}:{expected}"


def test_a_digest_of_a_value_is_that_of_its_form() -> None:
    value: Mapping[str, object] = MappingProxyType({"b": [1], "a": "é"})
    expected = hashlib.sha256(b'parti-page-v1\n{"a":"\xc3\xa9","b":[1]}').hexdigest()
    assert canonical.digest_of("page", dict(value)) == f"page:{expected}"


def test_one_digest_is_pinned_for_ever() -> None:
    """Worked out with `sha256sum`: every log there is holds such ids, so the way to them never changes."""
    fact = facts.FeatureClosed(reason="it is live")
    assert canonical.digest_of("r", fact) == (
        "r:4412fd68cb18ba485a76b2acfb4056a383b449a18b9497b8b0a5ced9232b7b34"
    )


def test_the_tags_in_use_are_those_of_the_page() -> None:
    """A new tag is a promise to whoever verifies by hand: it stands on the page."""
    told = re.search(r"Other tags: (.+?)\n\n", DOCS.read_text("utf-8"), re.DOTALL)
    assert told is not None
    listed = set(re.findall(r"`([a-z]+)`", told[1]))
    source = Path(__file__).parents[2] / "src/parti"
    used: set[str] = set()
    for path in source.rglob("*.py"):
        used |= set(re.findall(r"canonical\.digest(?:_of)?\(\s*\"(\w+)\"", path.read_text("utf-8")))
    assert used - {"r"} == listed
