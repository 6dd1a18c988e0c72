import comments_service
from conftest import write_delta
from scripts import process_inbox
from state import State
from state_io import load_json


def test_an_empty_inbox_is_fine(folder, capsys):
    assert process_inbox.main() == 0
    assert capsys.readouterr().out == "0 applied, 0 refused\n"


def test_deltas_are_applied_oldest_first(folder):
    write_delta(folder, "comment", at="2026-03-01T12:00:00Z", post="0dffff", text="Welcome")
    write_delta(folder, "post", id="0dffff", at="2026-03-01T11:00:00Z", text="Hello")
    assert process_inbox.main() == 0
    assert [c["text"] for c in comments_service.of_post(State(folder), "0dffff")] == ["Welcome"]
    assert "comments" not in State(folder).records["posts"]["0dffff"]


def test_a_bad_delta_is_set_aside_and_the_rest_goes_on(folder, capsys):
    write_delta(folder, "dance")
    write_delta(folder, "post", at="yesterday", text="No time")
    write_delta(folder, "post", at="2026-3-1T9:30:00Z", text="No zeros")
    write_delta(folder, "post", text="Fine")
    (folder / "inbox" / "half.json").write_bytes(b'{"id": "0d')
    assert process_inbox.run(folder) == (1, 4)
    assert len(list((folder / "refused").iterdir())) == 4
    told = capsys.readouterr().err
    assert "no handler for 'dance'" in told
    assert "half.json" in told


def test_a_revision_supersedes_and_deletes_nothing(folder):
    post = write_delta(folder, "post", text="Helo")
    write_delta(folder, "revision", at="2026-03-01T10:00:00Z", target=post["id"], text="Hello")
    process_inbox.run(folder)
    state = State(folder)
    assert [p["text"] for p in state.current("posts")] == ["Hello"]
    assert state.records["posts"][post["id"]]["text"] == "Helo"


def test_a_flag_goes_to_the_platform(folder):
    write_delta(folder, "flag", target="0d77", reason="spam")
    process_inbox.run(folder)
    (request,) = (folder / "outbox").iterdir()
    assert load_json(request) == {"call": "flag_content", "content": "0d77", "reason": "spam"}


def test_only_what_changed_is_written(folder):
    write_delta(folder, "post", text="Hello")
    process_inbox.run(folder)
    assert (folder / "posts.json").exists()
    assert not (folder / "comments.json").exists()
    assert State(folder).save() == []


def test_a_delta_that_comes_twice_counts_once(folder):
    delta = write_delta(folder, "post", text="Hello")
    process_inbox.run(folder)
    (folder / "done" / f"{delta['id']}.json").rename(folder / "inbox" / "again.json")
    assert process_inbox.run(folder) == (1, 0)
    assert len(State(folder).records["posts"]) == 1
