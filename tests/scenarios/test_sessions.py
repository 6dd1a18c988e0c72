"""Recorded design conversations replay word for word, and the documentation tells what they came to (D7).

The models' part comes from recordings; nothing here asks a model. A prompt that changes by one byte stops
the replay, so a change of a prompt, of a card or of the printed design means recording again.
"""

import shutil
from pathlib import Path

import pytest
from examples.sessions import figures, play

from tests.law.source import ROOT

PAGE = (ROOT / "docs/sessions.md").read_text("utf-8")
MOST_ALONE = 30
"""Questions that a person may be asked one by one, in the deep lane too."""

pytestmark = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None,
    reason="SKIP the recorded sessions: they sign, and ssh-keygen is not there",
)


@pytest.mark.parametrize("name", play.names())
def test_a_recorded_session_replays_and_the_page_tells_it(name: str, tmp_path: Path) -> None:
    session = play.load(name)
    steps = list(play.play(session, tmp_path))
    assert [step.words for step in steps][-1][0] == session.steps[-1][0]
    found = figures.of(session, tmp_path, steps)
    assert found.locked
    assert found.one_by_one <= MOST_ALONE
    assert figures.row(session, found) in PAGE
    assert figures.beside(session, found) in PAGE


def test_there_are_four_of_different_kinds() -> None:
    assert len({play.load(name).title for name in play.names()}) == len(play.names()) >= 4


def test_a_changed_word_stops_the_replay(tmp_path: Path) -> None:
    """What is replayed is an answer to these very words, or nothing."""
    session = play.load(play.names()[0])
    changed = tuple(
        tuple(word.replace("ten minutes", "nine minutes") for word in step) for step in session.steps
    )
    assert changed != session.steps
    with pytest.raises(play.Stopped, match="is not recorded"):
        list(play.play(session._replace(steps=changed), tmp_path))


def test_a_recording_tells_nothing_of_the_machine_that_made_it() -> None:
    paths = list(play.HERE.glob("*/calls/*.json"))
    assert len(paths) > 100
    for path in paths:
        text = path.read_text("utf-8")
        assert "/tmp/" not in text
        assert "/home/" not in text
