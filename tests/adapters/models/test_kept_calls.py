"""What is kept of a call, whole: the name of its file, every field, and the turns for a person's eyes."""

from pathlib import Path

import msgspec
import pytest

from parti import ports
from parti.adapters.models import manual, recorder, recordings
from tests.adapters.models.models import prompt
from tests.fakes.models import FakeModels


def kept(folder: Path, reply: ports.Reply, **more: str) -> recordings.Recording:
    """What is in the file after one call that was replied to like this."""
    address = ports.ModelAddress(name="ash", via="manual", **more)  # type: ignore[arg-type]
    model = FakeModels(lambda _, __: reply).open(address, folder)
    assert recorder.Recorder(address, model, folder).ask(prompt("Who writes?")) == reply
    data = recordings.path(folder, prompt("Who writes?")).read_bytes()
    assert data.endswith(b"}\n")
    return msgspec.json.decode(data, type=recordings.Recording)


def test_everything_that_came_back_is_kept(tmp_path: Path) -> None:
    reply = ports.Reply(
        text="Ada. 語", model="m-2", family="f", stopped="length", tokens_in=5, tokens_out=7, tries=3
    )
    assert kept(tmp_path, reply, model="ash-4", family="trees") == recordings.Recording(
        key="proposal/1",
        prompt=recordings.digest(prompt("Who writes?")),
        model="m-2",
        family="f",
        text="Ada. 語",
        stopped="length",
        tokens_in=5,
        tokens_out=7,
        messages=(ports.Message("user", "Who writes?"),),
    )


@pytest.mark.parametrize(
    ("settings", "model", "family"),
    [
        ({"model": "ash-4", "family": "trees"}, "ash-4", "trees"),
        ({"model": "forest/ash-4"}, "forest/ash-4", "ash"),
        ({}, "ash", "ash"),
    ],
)
def test_a_reply_that_names_no_model_is_kept_under_the_name_in_the_settings(
    tmp_path: Path, settings: dict[str, str], model: str, family: str
) -> None:
    found = kept(tmp_path, ports.Reply(text="x", model=""), **settings)
    assert (found.model, found.family) == (model, family)


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("proposal/1", "proposal.1-"),
        ("../../etc/passwd", "etc.passwd-"),
        ("a b\n語", "a.b-"),
        ("", "prompt-"),
        ("語", "prompt-"),
        ("x" * 90, "x" * 80 + "-"),
    ],
)
def test_a_file_is_named_by_the_key_in_plain_letters_and_a_mark_of_the_words(key: str, start: str) -> None:
    name = recordings.name(prompt("Who writes?", key=key))
    mark = recordings.digest(prompt("Who writes?")).partition(":")[2][:12]
    assert name == start + mark


def test_turns_stand_under_who_said_them_without_blanks_around() -> None:
    turns = (
        ports.Message("system", "\nBe short.\n\n"),
        ports.Message("user", "Who?"),
        ports.Message("assistant", "Ada."),
    )
    assert manual.page(turns) == (
        b"# Instructions\n\nBe short.\n\n# You are told\n\nWho?\n\n# You replied\n\nAda.\n"
    )


def test_a_single_turn_goes_byte_for_byte_and_half_a_character_does_not_stop_it() -> None:
    assert manual.page((ports.Message("user", " a\r\n\ud800 "),)) == b" a\r\n? "
