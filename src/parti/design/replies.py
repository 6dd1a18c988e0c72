"""What models may reply, as types; the schema in a prompt and the reading of a reply come from one place.

Read by the stages that ask. A reply is text of unknown origin: it may be empty, huge, fenced, wrapped in
chatter, or hold control characters and orders. Only what fits the type is kept, and it is data.
"""

import re
from collections.abc import Mapping

import msgspec

from parti.design.agreement import BuilderReply
from parti.design.consulting import AdequacyReply, QuestionsReply
from parti.design.verdicts import CellsReply, DefenceReply, SuspectsReply, WordedReply
from parti.records.debate import Card

LARGEST = 400_000
"""Characters of a reply that are looked at; a card of the largest kind has a tenth of them."""

_FENCE = re.compile(r"```[A-Za-z]*\n(.*?)```", re.DOTALL)
_THOUGHT = re.compile(r".*</think(?:ing)?>", re.DOTALL)
"""What some models write before their reply: it may hold drafts, and its beginning may be gone."""

_CONTROL = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # a terminal's orders: colours, the cursor
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # its title, links, the clipboard
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f]|[\u202a-\u202e\u2066-\u2069]"
)


class CardReply(Card, frozen=True, forbid_unknown_fields=False):
    """A card; fields that nobody asked for are dropped."""


class ImplicationReply(msgspec.Struct, frozen=True):
    """What would follow from a statement for two positions, were it true."""

    compatible: str
    quote: str = ""
    false_if: str = ""


REPLIES: Mapping[str, type[msgspec.Struct]] = {
    "card": CardReply,
    "cells": CellsReply,
    "defence": DefenceReply,
    "implication": ImplicationReply,
    "builder": BuilderReply,
    "questions": QuestionsReply,
    "adequacy": AdequacyReply,
    "worded": WordedReply,
    "suspects": SuspectsReply,
}
"""The types by the names that prompts use for them."""


def schema(name: str) -> str:
    """The JSON schema of a reply, as models are shown it."""
    return msgspec.json.encode(msgspec.json.schema(REPLIES[name]), order="sorted").decode()


def clean(text: str) -> str:
    """The text without terminal escapes, control characters and marks that turn its direction."""
    return _CONTROL.sub("", text)


def spoken(text: str) -> str:
    """The text behind what a model thought aloud; all of it where nothing follows."""
    thought = _THOUGHT.match(text)
    rest = text[thought.end() :] if thought else ""
    return rest if rest.strip() else text


def read(name: str, text: str) -> msgspec.Struct | str:
    """A reply as its type, or what is wrong with it in one sentence."""
    if not text.strip():
        return "the reply is empty"
    if len(text) > LARGEST:
        return f"the reply is longer than {LARGEST} characters"
    wrong = "the reply holds no JSON object"
    plain = clean(text)
    said = spoken(plain)
    for candidate in (*_candidates(said), *(_candidates(plain) if said != plain else ())):
        try:
            return msgspec.json.decode(candidate.encode(), type=REPLIES[name])
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
            wrong = f"the JSON does not fit: {error}"
    return wrong


def _candidates(text: str) -> list[str]:
    """Where the JSON may be, the likeliest last: from the first brace to the last, fenced, alone."""
    first, last = text.find("{"), text.rfind("}")
    outer = [text[first : last + 1]] if 0 <= first < last else []
    return [*outer, *_FENCE.findall(text), *([text.strip()] if text.lstrip().startswith("{") else [])][::-1]
