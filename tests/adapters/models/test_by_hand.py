"""The manual way: a prompt in a file, a reply in another, and the verb that waits in between."""

from pathlib import Path

import pytest

from parti import ports
from parti.adapters.models import Ways
from parti.records import refusal
from tests.adapters.models.models import prompt


def manual(home: Path, place: str = "", **environment: str) -> ports.Model:
    address = ports.ModelAddress(name="ash", via="manual", model="ash-4", address=place)
    return Ways(environment, home / "root").open(address, home)


def waiting(model: ports.Model, asked: ports.Prompt) -> tuple[Path, Path]:
    """Where the prompt is, and where the reply is waited for."""
    with pytest.raises(refusal.NotAllowed, match="waits for the reply") as found:
        model.ask(asked)
    assert "run the same command again" in found.value.next_step
    reply = Path(found.value.place)
    return reply.with_name(reply.name.replace(".reply.md", ".md")), reply


def test_the_reply_is_what_a_person_put_beside_the_prompt(tmp_path: Path) -> None:
    model = manual(tmp_path)
    written, reply = waiting(model, prompt("Who writes?\nReply by the schema {}"))
    assert written.read_text("utf-8") == "Who writes?\nReply by the schema {}"
    reply.write_text("Two writers. Grüße 語\n", "utf-8")
    got = model.ask(prompt("Who writes?\nReply by the schema {}"))
    assert (got.text, got.model, got.stopped, got.tokens_in) == (
        "Two writers. Grüße 語\n",
        "ash-4",
        "end",
        -1,
    )


def test_the_files_are_for_the_user_s_eyes_alone(tmp_path: Path) -> None:
    written, _ = waiting(manual(tmp_path), prompt())
    assert written.parent == tmp_path / "manual"
    assert written.stat().st_mode & 0o777 == 0o600
    assert written.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("nothing", [b"", b" \n\t\n", b"\xef\xbb\xbf\n"])
def test_an_empty_reply_still_waits(tmp_path: Path, nothing: bytes) -> None:
    _, reply = waiting(manual(tmp_path), prompt())
    reply.write_bytes(nothing)
    waiting(manual(tmp_path), prompt())


def test_a_reply_to_other_words_is_not_taken(tmp_path: Path) -> None:
    model = manual(tmp_path)
    _, first = waiting(model, prompt("the old problem"))
    first.write_text("an answer to the old problem", "utf-8")
    _, second = waiting(model, prompt("the new problem"))
    assert second != first


def test_the_same_words_to_two_sessions_are_two_files(tmp_path: Path) -> None:
    model = manual(tmp_path)
    _, one = waiting(model, prompt(key="fresh/1"))
    _, two = waiting(model, prompt(key="fresh/2"))
    assert one != two


def test_the_whole_conversation_is_written(tmp_path: Path) -> None:
    written, _ = waiting(manual(tmp_path), prompt("Propose.", '{"shape": 1}', "That does not fit."))
    text = written.read_text("utf-8")
    assert text.index("Propose.") < text.index('{"shape": 1}') < text.index("That does not fit.")


def test_a_key_is_a_file_name_and_never_a_path(tmp_path: Path) -> None:
    written, _ = waiting(manual(tmp_path), prompt(key="../../etc/passwd"))
    assert written.parent == tmp_path / "manual"


def test_the_files_may_lie_elsewhere_and_that_folder_keeps_its_mode(tmp_path: Path) -> None:
    place = tmp_path / "root/talks"
    place.mkdir(parents=True)
    place.chmod(0o755)
    written, _ = waiting(manual(tmp_path, "talks"), prompt())
    assert written.parent == place
    assert written.stat().st_mode & 0o777 == 0o600
    assert place.stat().st_mode & 0o777 == 0o755


def test_bytes_that_are_no_text_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    _, reply = waiting(manual(tmp_path), prompt())
    reply.write_bytes(b"caf\xe9")
    assert manual(tmp_path).ask(prompt()).text == "caf\ufffd"


def test_a_folder_in_the_place_of_the_reply_is_told(tmp_path: Path) -> None:
    _, reply = waiting(manual(tmp_path), prompt())
    reply.mkdir()
    with pytest.raises(refusal.Unready, match="cannot be read"):
        manual(tmp_path).ask(prompt())


def test_the_clipboard_gets_a_new_prompt_once(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    board = tmp_path / "board"
    (programs / "wl-copy").write_text(f"#!/bin/sh\n/bin/cat >> {board}\n", "utf-8")
    (programs / "wl-copy").chmod(0o755)
    model = manual(tmp_path, PATH=str(programs), WAYLAND_DISPLAY="wayland-0")
    with pytest.raises(refusal.NotAllowed, match="and on the clipboard"):
        model.ask(prompt("Who writes?"))
    with pytest.raises(refusal.NotAllowed):
        model.ask(prompt("Who writes?"))
    assert board.read_text("utf-8") == "Who writes?"


@pytest.mark.parametrize("screen", ["", "wayland-0"])
def test_a_clipboard_that_is_not_there_or_fails_changes_nothing(tmp_path: Path, screen: str) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "wl-copy").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    (programs / "wl-copy").chmod(0o755)
    model = manual(tmp_path, PATH=str(programs), WAYLAND_DISPLAY=screen)
    with pytest.raises(refusal.NotAllowed) as found:
        model.ask(prompt())
    assert "on the clipboard" not in found.value.sentence
