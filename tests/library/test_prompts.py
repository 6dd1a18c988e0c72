"""Prompts are data: each says what it is for, what goes in, what comes back, and none what to conclude."""

import re

import pytest

from parti.design import replies
from parti.library import load

NAMES = sorted(path.stem for path in (load.folder() / "prompts").glob("*.md"))
LEADING = re.compile(
    r"best practice|obviously|clearly|of course|surely|don't you|you are an? (senior|expert|world)|"
    r"\b(please agree|be critical|be honest|are you sure|as an expert|great job|well done)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_holds_to_its_front_matter(name: str) -> None:
    prompt = load.prompt(name)
    assert len(prompt.purpose.split()) >= 5
    assert prompt.reply in {"", *replies.REPLIES}


@pytest.mark.parametrize("name", NAMES)
def test_no_prompt_says_what_to_conclude(name: str) -> None:
    assert LEADING.findall(load.prompt(name).body) == []


def test_every_reply_has_a_prompt_that_asks_for_it() -> None:
    asked = {load.prompt(name).reply for name in NAMES}
    assert set(replies.REPLIES) <= asked | {"card"}


def test_a_prompt_without_its_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        load.fill(load.prompt("repair").body, {})


def test_a_prompt_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load.prompt("flattery")
