from datetime import date

import pytest

from conftest import write_delta
from scripts import process_inbox, schedule
from state_io import load_json

MARCH_2 = date(2026, 3, 2)


def test_a_day_is_counted_once_it_is_over(folder):
    write_delta(folder, "post", at="2026-03-01T23:59:59Z", text="Late")
    write_delta(folder, "post", at="2026-03-02T00:00:00Z", text="Early")
    process_inbox.run(folder)
    assert schedule.run(folder, MARCH_2) == []
    assert load_json(folder / "reports" / "counts" / "2026-03-01.json") == {"posts": 1, "comments": 0}


def test_a_second_call_changes_nothing(folder):
    schedule.run(folder, MARCH_2)
    assert schedule.due(folder, "counts", MARCH_2) == []


def test_missed_days_are_made_up_oldest_first(folder):
    schedule.run(folder, MARCH_2)
    assert schedule.due(folder, "counts", date(2026, 3, 5)) == [date(2026, 3, n) for n in (2, 3, 4)]
    assert len(schedule.due(folder, "counts", date(2026, 4, 1))) == schedule.MOST_DAYS


def test_a_job_that_cannot_read_fails_aloud(folder, capsys):
    (folder / "posts.json").write_bytes(b'{"half":')
    assert schedule.main() == 1
    assert "counts failed" in capsys.readouterr().err
    assert not (folder / "reports" / "counts").exists()


@pytest.mark.parametrize("script", [process_inbox, schedule])
def test_scripts_work_in_state_dir(script, folder):
    assert script.main() == 0
    assert (folder / ".lock").exists()
