"""A prompt that is not as it should be, and the plain words, seen with a library of the test's own.

The packaged prompts are all right, which says nothing of what happens on the day when one is not: a slot
that nobody fills would be sent to a model as it stands.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from parti.library import load

HEAD = 'purpose = "Asks for a name."\ninputs = ["subject"]\nreply = ""'


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty library in the place of the packaged one; what is remembered of either is forgotten."""
    (tmp_path / "prompts").mkdir()
    monkeypatch.setattr(load, "folder", lambda: tmp_path)
    load.prompt.cache_clear()
    yield tmp_path
    load.prompt.cache_clear()


def put(library: Path, text: str) -> None:
    (library / "prompts/ask.md").write_text(text, encoding="utf-8")


def test_a_prompt_is_its_front_matter_and_its_words(library: Path) -> None:
    put(library, f"+++\n{HEAD}\n+++\n\n  Name {{subject}}.\n\n\n")
    assert load.prompt("ask") == load.Template(
        name="ask", purpose="Asks for a name.", inputs=("subject",), reply="", body="Name {subject}.\n"
    )


def test_a_prompt_sends_no_design_unless_it_says_so(library: Path) -> None:
    put(library, f"+++\n{HEAD}\nsends_design = true\n+++\n{{subject}}\n")
    assert load.prompt("ask").sends_design


def test_a_second_fence_in_the_words_is_a_word(library: Path) -> None:
    put(library, f"+++\n{HEAD}\n+++\n{{subject}}\n+++\nmore\n")
    assert load.prompt("ask").body == "{subject}\n+++\nmore\n"


@pytest.mark.parametrize(
    "text",
    ["", "{subject}\n", f"\n+++\n{HEAD}\n+++\n{{subject}}\n", f"+++\n{HEAD}\n{{subject}}\n", "+++\n"],
    ids=["nothing", "no fence", "a line before the fence", "a fence that stays open", "a fence alone"],
)
def test_a_prompt_without_its_front_matter_says_so(library: Path, text: str) -> None:
    put(library, text)
    with pytest.raises(ValueError) as told:
        load.prompt("ask")
    assert str(told.value) == "ask.md does not begin with its front matter between two lines `+++`"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("Nothing.", "ask.md names ['subject'] and uses []"),
        ("{subject} {colour}", "ask.md names ['subject'] and uses ['colour', 'subject']"),
        ("{Subject}", "ask.md names ['subject'] and uses ['Subject']"),
    ],
)
def test_a_prompt_uses_exactly_what_it_names(library: Path, body: str, says: str) -> None:
    put(library, f"+++\n{HEAD}\n+++\n{body}\n")
    with pytest.raises(ValueError) as told:
        load.prompt("ask")
    assert str(told.value) == says


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (HEAD + '\ncolour = "red"', "unknown field `colour`"),
        (HEAD.replace('reply = ""', ""), "missing required field `reply`"),
        (HEAD.replace('["subject"]', '"subject"'), "Expected `array`"),
    ],
)
def test_the_front_matter_has_the_fields_of_a_prompt(library: Path, head: str, says: str) -> None:
    put(library, f"+++\n{head}\n+++\n{{subject}}\n")
    with pytest.raises(msgspec.ValidationError, match=says):
        load.prompt("ask")


def test_the_name_of_a_prompt_is_that_of_its_file_whatever_it_says(library: Path) -> None:
    put(library, f'+++\n{HEAD}\nname = "other"\nbody = "other"\n+++\n{{subject}}\n')
    assert (load.prompt("ask").name, load.prompt("ask").body) == ("ask", "{subject}\n")


def test_plain_words_are_those_of_all_three_lists() -> None:
    words = load.plain_words()
    assert set(load.leaks().stop.split()) <= words
    assert set(load.objection_words().empty.split()) <= words
    assert words > set(load.leaks().stop.split()) | set(load.objection_words().empty.split())
    assert not any(word != word.strip() or not word for word in words)
