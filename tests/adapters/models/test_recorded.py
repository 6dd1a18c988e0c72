"""Sessions that are recorded and replayed: the same words, the same reply, and nothing invented."""

from pathlib import Path

import msgspec
import pytest

from parti import ports
from parti.adapters.models import Ways, recordings
from parti.records import canonical, refusal
from parti.workflow import asking
from tests.adapters.models.models import prompt


def recording(home: Path, **environment: str) -> ports.Model:
    """A manual model whose calls are kept in `session`."""
    record = "" if environment else "session"
    address = ports.ModelAddress(name="ash", via="manual", model="ash-4", family="trees", record=record)
    return Ways(environment, home).open(address, home / "state")


def replay(home: Path) -> ports.Model:
    address = ports.ModelAddress(name="again", via="recorded", address="session")
    return Ways({}, home).open(address, home / "state")


def talked(home: Path, asked: ports.Prompt, text: str, **environment: str) -> ports.Reply:
    """A person carries a prompt to a chat and back."""
    with pytest.raises(refusal.NotAllowed) as found:
        recording(home, **environment).ask(asked)
    Path(found.value.place).write_text(text, "utf-8")
    return recording(home, **environment).ask(asked)


def test_what_was_said_by_hand_is_replayed(tmp_path: Path) -> None:
    said = talked(tmp_path, prompt("Who writes?"), "Two writers. 語")
    got = replay(tmp_path).ask(prompt("Who writes?"))
    assert (got.text, got.model, got.family) == (said.text, "ash-4", "trees")
    assert (got.tokens_in, got.tokens_out, got.stopped) == (-1, -1, "end")


def test_the_environment_may_name_the_folder(tmp_path: Path) -> None:
    talked(tmp_path, prompt(), "fine", PARTI_RECORD=str(tmp_path / "session"))
    assert replay(tmp_path).ask(prompt()).text == "fine"


def test_a_replay_is_not_recorded_again(tmp_path: Path) -> None:
    talked(tmp_path, prompt(), "fine")
    address = ports.ModelAddress(name="again", via="recorded", address="session", record="copy")
    Ways({}, tmp_path).open(address, tmp_path).ask(prompt())
    assert not (tmp_path / "copy").exists()


def test_words_that_were_not_recorded_are_refused_by_their_key(tmp_path: Path) -> None:
    talked(tmp_path, prompt("Who writes?"), "fine")
    with pytest.raises(refusal.Unready, match="proposal/1 with these words is not recorded"):
        replay(tmp_path).ask(prompt("Who reads?"))


def test_two_fresh_sessions_with_the_same_words_keep_their_own_replies(tmp_path: Path) -> None:
    """A replay that gave one reply to both would make any position look stable."""
    talked(tmp_path, prompt(key="fresh/1"), "a queue")
    with pytest.raises(refusal.Unready, match="fresh/2"):
        replay(tmp_path).ask(prompt(key="fresh/2"))
    talked(tmp_path, prompt(key="fresh/2"), "a table")
    assert [replay(tmp_path).ask(prompt(key=f"fresh/{n}")).text for n in (1, 2)] == ["a queue", "a table"]


def test_the_digest_is_the_one_in_the_log(tmp_path: Path) -> None:
    asked = prompt("Who writes? 語 \x1b", "me", "why")
    assert recordings.digest(asked) == canonical.digest("bytes", asking.encoded(asked.messages))


@pytest.mark.parametrize("field", ["key", "prompt"])
def test_a_file_that_says_something_else_than_its_name_is_not_believed(tmp_path: Path, field: str) -> None:
    talked(tmp_path, prompt(), "fine")
    (path,) = (tmp_path / "session").iterdir()
    found = msgspec.json.decode(path.read_bytes(), type=recordings.Recording)
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(found, **{field: "other"})))
    with pytest.raises(refusal.Unready, match="is not recorded"):
        replay(tmp_path).ask(prompt())


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    talked(tmp_path, prompt(), "fine")
    (path,) = (tmp_path / "session").iterdir()
    path.write_text("{", "utf-8")
    with pytest.raises(refusal.Unready, match="cannot be read"):
        replay(tmp_path).ask(prompt())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(refusal.Unready, match="is not there"):
        replay(tmp_path)


def test_a_reader_finds_the_words_in_the_file(tmp_path: Path) -> None:
    talked(tmp_path, prompt("Who writes?"), "fine")
    (path,) = (tmp_path / "session").iterdir()
    assert path.name.startswith("proposal.1-")
    assert "Who writes?" in path.read_text("utf-8")
