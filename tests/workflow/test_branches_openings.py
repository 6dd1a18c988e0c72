"""Two branches open one feature, sign, amend, waive or delete: what is merged is told, nothing is signed.

Real git and the program as a process, as in `test_branches`.
"""

import subprocess
from pathlib import Path

from tests.cli import houses
from tests.workflow.test_branches import cloned, merged

AWAY = "Q-consumer-db-away"
TRIES = "3 tries, 5 s apart, then parked in `orders_parked`"


def apart(folder: Path, branch: str = "main") -> tuple[houses.Home, houses.Home]:
    """Two clones that opened `orders` in two lanes, for two wishes and two problems."""
    home = houses.repository(folder)
    home.parti("init")
    home.git("add", "-A")
    home.git("commit", "-qm", "set up")
    joe = cloned(home)
    if branch != "main":
        joe.git("switch", "-qc", branch)
    home.parti("new", "each order is stored", "--name", "orders", "--lane", "small")
    joe.parti("new", "orders are archived", "--name", "orders", "--lane", "deep")
    home.parti("problem", "Shops send orders.", "--needed", "stored once", "--never", "an order is lost")
    joe.parti("problem", "Orders pile up.", "--needed", "archived", "--never", "an archive is altered")
    return home, joe


def brought(home: houses.Home, other: houses.Home, branch: str = "main") -> bool:
    """Merges as git does it, and whether git could; what it could not is left in the tree."""
    for one in (home, other):
        one.git("add", "-A")
        one.git("commit", "-qm", "what was said", "--allow-empty")
    home.git("fetch", "-q", str(other.root), branch)
    words = ["git", "merge", "-q", "--no-edit", "FETCH_HEAD"]
    return subprocess.run(words, cwd=home.root, env=home.environment(), capture_output=True).returncode == 0


def again(home: houses.Home) -> str:
    """The one next command of the moment."""
    return home.parti("status").out.rpartition("next: ")[2].strip()


def test_one_feature_opened_in_two_lanes_is_a_conflict_that_opening_it_once_more_ends(
    tmp_path: Path,
) -> None:
    home, joe = apart(tmp_path)
    merged(home, joe)
    status = home.parti("status").out
    assert "conflict  feature, problem:" in status
    assert "deep lane" in status, "the stricter lane counts until somebody says which it is"
    assert again(home) == 'parti new "<wish>" --name orders --lane <lane>'
    refused = home.parti("lock").out
    assert "feature was given 2 different values by Jane" in refused
    assert f"next: {again(home)}" in refused
    said = home.parti("new", "each order is stored and archived", "--name", "orders", "--lane", "normal")
    assert said.code == 0, said
    status = home.parti("status").out
    assert "orders   normal lane   branch main" in status
    assert "wish      each order is stored and archived" in status
    assert "conflict  problem:" in status
    assert again(home) == 'parti problem "…"'
    assert home.parti("new", "another one").code == 3, "a feature that is settled is open as ever"


def test_a_feature_of_two_branches_is_open_on_both(tmp_path: Path) -> None:
    home, joe = apart(tmp_path, "joes")
    assert brought(home, joe, "joes")
    for branch in ("main", "joes"):
        home.git("switch", "-q", "-C", branch)
        assert "conflict  feature" in home.parti("status").out, branch
    assert home.parti("new", "both", "--name", "orders").code == 0
    assert "branch joes" in home.parti("status").out
    home.git("add", "-A")
    home.git("commit", "-qm", "settled")
    home.git("switch", "-q", "-C", "main")
    assert "No feature is open" in home.parti("status").out, "it was settled to be that of the other branch"


def test_one_opening_on_two_branches_is_no_conflict(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    home.git("add", "-A")
    home.git("commit", "-qm", "set up")
    joe = cloned(home)
    for one in (home, joe):
        one.parti("new", "each order is stored", "--name", "orders")
    merged(home, joe)
    assert "conflict" not in home.parti("status").out


def test_two_problems_are_shown_side_by_side_and_none_of_their_rows_is_lost(tmp_path: Path) -> None:
    home, joe = apart(tmp_path)
    merged(home, joe)
    home.parti("new", "both", "--name", "orders")
    both = home.parti("problem").out
    for words in ("by        Jane", "Shops send orders.", "by        Joe", "Orders pile up."):
        assert words in both
    refused = home.parti("problem", "--needed", "stored once")
    assert refused.code == 2
    assert "Two branches describe two situations" in refused.err
    said = home.parti("problem", "Shops send orders that pile up.")
    assert "needed    stored once\nneeded    archived" in said.out
    assert "never     an order is lost\nnever     an archive is altered" in said.out
    assert "conflict" not in home.parti("status").out


def test_answers_for_the_problem_that_was_not_taken_are_asked_for_once_more(tmp_path: Path) -> None:
    home, joe = apart(tmp_path)
    joe.parti("kind", "confirm", "store=file-store")
    question = "Q-single-points"
    for _ in range(2):
        joe.parti("answer", question, "--option", "1")
    decided = ("--because", "simple", "--reject", "another: slow")
    theirs = joe.parti("decide", "Store", "--choice", "one file", *decided).out.split()[1].strip(":")
    ours = home.parti("decide", "Wire", "--choice", "http", *decided).out.split()[1].strip(":")
    merged(home, joe)
    home.parti("new", "each order is stored", "--name", "orders")
    words = ("--needed", "stored once", "--never", "an order is lost")
    assert home.parti("problem", "Shops send orders.", *words).code == 0
    assert "elsewhere 2 said for another problem: “Orders pile up.”" in home.parti("status").out
    asked = home.parti("ask", question).out
    assert "it was answered for another problem, “Orders pile up.”: " in asked
    refused = home.parti("lock").out
    assert f"{theirs} was said for another problem: “Orders pile up.”." in refused
    assert f"parti decide … --key {theirs}; or parti withdraw {theirs}" in refused
    assert "This was answered for another problem" in refused
    assert ours not in refused
    home.parti("answer", question, "--option", "1")
    home.parti("withdraw", theirs, "it belongs to the archive")
    assert "another problem" not in home.parti("lock").out
    assert "elsewhere" not in home.parti("status").out


def test_a_problem_that_changes_while_another_answers_asks_for_the_answer_once_more(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    home.parti("problem", "--needed", "each order is stored", "--never", "an order is lost")
    home.git("add", "-A")
    home.git("commit", "-qm", "the problem")
    joe = cloned(home)
    assert home.parti("problem", "--never", "an order is stored twice").code == 0
    assert joe.parti("answer", AWAY, TRIES).code == 0
    merged(home, joe)
    assert "conflict" not in home.parti("status").out
    assert f"- {AWAY}: {TRIES} **given for another problem, answer again**" in home.parti("design").out
    assert "0 of 77 closed" in home.parti("status").out
    assert home.parti("answer", AWAY, TRIES).code == 0
    assert "1 of 77 closed" in home.parti("status").out


def test_a_signature_does_not_stand_over_a_design_that_another_branch_contradicts(tmp_path: Path) -> None:
    home = houses.locked(tmp_path)
    joe = cloned(home)
    key = str(home.root.parent / "key")
    assert joe.parti("problem", "--needed", "each order is stored by noon").code == 0
    assert home.parti("problem", "--needed", "each order is stored within a day").code == 0
    assert home.parti("lock", "--key", key).code == 0
    assert brought(home, joe)
    status = home.parti("status").out
    assert "lock      Changed since it was signed. Two branches say differently: problem." in status
    assert again(home) == 'parti problem "…"'
    plan = tmp_path / "plan.toml"
    plan.write_text(houses.PLAN)
    assert home.parti("plan", str(plan)).code == 3
    assert "was given 2 different values" in home.parti("lock", "--key", key).out


def test_a_page_with_both_sides_of_a_merge_is_not_absorbed(tmp_path: Path) -> None:
    """One amends while the other absorbs: both are in the log, and the page is printed anew."""
    home = houses.locked(tmp_path)
    joe = cloned(home)
    assert home.parti("amend", "the queue is gone").code == 0
    page = joe.root / ".parti/features/orders/design.md"
    page.write_text(page.read_text().replace("choice: after the commit", "choice: after the sync"))
    assert joe.parti("absorb", "--yes").code == 0
    assert not brought(home, joe), "git cannot settle two printed pages"
    refused = home.parti("absorb")
    assert refused.code == 3, refused
    assert "holds both sides of a merge" in refused.err
    assert "next: parti design --write" in refused.err
    assert home.parti("design", "--write").code == 0
    printed = (home.root / ".parti/features/orders/design.md").read_text()
    assert "choice: after the sync" in printed
    assert "<<<<<<<" not in printed
    assert "lock      Not signed yet." in home.parti("status").out
    assert "says nothing new" in home.parti("absorb").out


def test_a_waiver_and_an_answer_to_one_question_are_a_conflict(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    home.git("add", "-A")
    home.git("commit", "-qm", "opened")
    joe = cloned(home)
    reason = "the database and the consumer share one machine until then"
    assert home.parti("waive", AWAY, reason, "--until", "release 2").code == 0
    assert joe.parti("answer", AWAY, TRIES).code == 0
    merged(home, joe)
    assert f"conflict  {AWAY}:" in home.parti("status").out
    assert f'say it once more: parti answer {AWAY} "…"' in home.parti("lock").out
    assert home.parti("answer", AWAY, TRIES).code == 0
    assert "conflict" not in home.parti("status").out


def test_records_that_went_with_a_deleted_folder_are_missed(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    home.git("add", "-A")
    home.git("commit", "-qm", "opened")
    joe = cloned(home)
    assert joe.parti("answer", AWAY, TRIES).code == 0
    assert brought(home, joe)
    assert home.parti("answer", AWAY, TRIES.replace("3", "4")).code == 0
    home.git("add", "-A")
    home.git("commit", "-qm", "a better answer")
    kim = home.root.parent / "kim"
    subprocess.run(["git", "clone", "-q", str(home.root), str(kim)], check=True)
    other = houses.Home(kim, home.root.parent / "joe-home")
    other.git("config", "user.name", "Kim")
    other.git("config", "user.email", "kim@example.org")
    other.git("rm", "-rq", ".parti/features/orders")
    home.parti("answer", AWAY, TRIES.replace("3", "5"))
    assert not brought(home, other), "git asks about the file of the one who went on"
    for verb in ("status", "doctor"):
        said = home.parti(verb)
        assert said.code == 1, said
        assert "on which this line builds, is in no file of the feature." in said.out, said
        assert "-- .parti/features/orders/log shows it; put the line back" in said.out
    home.git("checkout", "-q", "HEAD", "--", ".parti/features/orders/log")
    assert "[log/" not in home.parti("doctor").out


def test_a_design_with_a_line_that_nobody_can_read_is_not_signed(tmp_path: Path) -> None:
    home = houses.settled(tmp_path)
    path = home.log("orders")
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines[:-1], lines[-1].replace("commit", "commot")]))
    refused = home.parti("lock")
    assert refused.code == 4, refused
    assert "(log/damaged): The record's id does not match its content" in refused.err
    assert "next: parti doctor" in refused.err
