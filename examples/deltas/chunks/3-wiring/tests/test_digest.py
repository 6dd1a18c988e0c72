from datetime import date

from conftest import write_delta
from scripts import process_inbox, schedule
from state import State
from state_io import load_json


def moderate(folder, at, action="escalate"):
    write_delta(folder, "post", id="0d77", at="2026-03-01T00:00:00Z", text="Buy now")
    write_delta(folder, "moderation", at=at, action=action, target="0d77", reason="spam")
    return process_inbox.run(folder)


def told(folder, day):
    assert schedule.run(folder, date(2026, 3, day + 1)) == []
    report = folder / "reports" / "digest" / f"2026-03-0{day}.json"
    assert report.exists()
    return [action["at"][11:13] for action in load_json(report)["actions"]]


def test_actions_are_told_in_order_once_and_late_ones_with_the_next_digest(folder):
    assert told(folder, 1) == []
    moderate(folder, "2026-03-01T12:00:00Z")
    moderate(folder, "2026-03-01T09:00:00Z")
    assert told(folder, 2) == ["09", "12"]
    moderate(folder, "2026-03-01T10:00:00Z")
    assert told(folder, 3) == ["10"]


def test_a_redacted_post_is_superseded_on_the_disk(folder):
    assert moderate(folder, "2026-03-01T09:00:00Z", "redact") == (2, 0)
    assert [p["text"] for p in State(folder).current("posts")] == ["[removed by a moderator]"]
    assert State(folder).records["posts"]["0d77"]["text"] == "Buy now"


def test_only_an_action_that_we_know_is_done_and_recorded(folder):
    assert moderate(folder, "2026-03-01T09:00:00Z", "shout") == (1, 1)
    assert not (folder / "actions").exists()
    assert moderate(folder, "2026-03-01T09:00:00Z", "escalate") == (2, 0)
    (request,) = (folder / "outbox").iterdir()
    assert load_json(request)["content"] == "0d77"
