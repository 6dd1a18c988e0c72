"""Two people on two git branches say one thing differently: both stand, it is said, one command settles it.

Real git and the program as a process; the replies of a model are carried by hand, so that each branch gets
designs of its own.
"""

import subprocess
from pathlib import Path

import pytest

from tests.cli import houses
from tests.fakes import by_hand, panel
from tests.properties.test_debate_blind import breaks

CONFIG = '\n[[model]]\nname = "chat"\nvia = "manual"\nmodel = "oak-1"\n'


def started(folder: Path, *more: str) -> houses.Home:
    """A feature whose problem is whole, with a chat for a model; committed."""
    home = houses.repository(folder)
    home.parti("init")
    config = home.root / ".parti/config.toml"
    config.write_text(config.read_text() + CONFIG)
    home.parti("new", "each order is stored", "--name", "orders")
    words = ["--needed", "each order is stored once", "--never", "an order is lost", *more]
    assert home.parti("problem", "Shops send orders all day.", *words).code == 0
    home.git("add", "-A")
    home.git("commit", "-qm", "the problem")
    return home


def cloned(home: houses.Home) -> houses.Home:
    """Joe's clone, with private folders of his own."""
    other = houses.Home(home.root.parent / "joe", home.root.parent / "joe-home")
    other.state.mkdir()
    subprocess.run(["git", "clone", "-q", str(home.root), str(other.root)], check=True)
    other.git("config", "user.name", "Joe")
    other.git("config", "user.email", "joe@example.org")
    return other


def merged(home: houses.Home, other: houses.Home) -> None:
    for one in (home, other):
        one.git("add", "-A")
        one.git("commit", "-qm", "what was said")
    home.git("fetch", "-q", str(other.root), "main")
    home.git("merge", "-q", "--no-edit", "FETCH_HEAD")
    assert home.parti("doctor").code == 0


def carried(home: houses.Home, said: str) -> None:
    """A reply of these words to every prompt that waits for one."""
    by_hand.put(by_hand.waiting(home.state), lambda address, prompt: said)


def proposed(home: houses.Home, number: int) -> None:
    assert home.parti("propose", "--count", "1").code == 3
    carried(home, panel.reply(panel.card(number)))
    said = home.parti("propose", "--count", "1")
    assert said.code == 0, said
    assert "p-1  " in said.out


def test_two_proposals_of_one_name_both_count_and_neither_is_taken_for_the_other(tmp_path: Path) -> None:
    home = started(tmp_path)
    joe = cloned(home)
    proposed(home, 1)
    proposed(joe, 2)
    merged(home, joe)
    status = home.parti("status").out
    (row,) = [line for line in status.splitlines() if line.startswith("twins")]
    mine, _, his = row.split()[1:4]
    his = his.rstrip(":")
    assert mine.startswith("p-1-")
    assert his.startswith("p-1-")
    assert "next: parti compare" in status
    shown = home.parti("propose", "--count", "1").out
    assert shown.count("p-1-") >= 2
    assert panel.SHAPES[1] in shown
    assert panel.SHAPES[2] in shown
    assert "[design/twins]" in shown
    assert "fix: parti why p-1" in shown


def test_why_shows_both_twins_and_each_alone_by_its_own_name(tmp_path: Path) -> None:
    home = started(tmp_path)
    joe = cloned(home)
    proposed(home, 1)
    proposed(joe, 2)
    merged(home, joe)
    both = home.parti("why", "p-1").out
    assert "p-1 is the name of 2 designs" in both
    assert both.count("ProposalReceived  by") == 2
    names = both.splitlines()[0].rpartition(": ")[2].split(", ")
    for name in names:
        one = home.parti("why", name).out
        assert one.count("ProposalReceived  by") == 1, one
        assert one.count("ModelCalled  by") == 1, "the call of the other is not this one's"
    assert "by Jane" in home.parti("why", names[0]).out + home.parti("why", names[1]).out


def test_a_name_of_two_designs_is_asked_back(tmp_path: Path) -> None:
    home = started(tmp_path)
    joe = cloned(home)
    proposed(home, 1)
    proposed(joe, 2)
    merged(home, joe)
    said = home.parti("challenge", "p-1:write_path", "It loses an order on a crash between 2 and 3.")
    assert said.code == 2, said
    assert "p-1 is the name of 2 designs" in said.err


def test_the_twins_are_compared_as_two_designs(tmp_path: Path) -> None:
    home = started(tmp_path)
    joe = cloned(home)
    proposed(home, 1)
    proposed(joe, 2)
    merged(home, joe)
    assert home.parti("compare").code == 3
    carried(home, '{"cells": []}')
    page = home.parti("compare")
    assert page.code == 0, page
    assert panel.SHAPES[1] in page.out
    assert panel.SHAPES[2] in page.out
    said = home.parti("choose", "p-1", "--because", "it is simple")
    assert said.code == 2, said
    assert "p-1 is the name of 2 designs" in said.err
    name = said.err.partition("each other: ")[2].partition(",")[0]
    assert home.parti("choose", name, "--because", "it is simple").code == 0


def test_the_same_design_on_two_branches_is_one(tmp_path: Path) -> None:
    home = started(tmp_path)
    joe = cloned(home)
    proposed(home, 1)
    proposed(joe, 1)
    merged(home, joe)
    assert "twins" not in home.parti("status").out
    assert home.parti("propose", "--count", "1").out.startswith("p-1  ")


@pytest.mark.parametrize(("theirs", "conflict"), [("preference", True), ("given", False)])
def test_one_word_settled_differently_is_a_conflict_that_saying_it_again_ends(
    tmp_path: Path, theirs: str, conflict: bool
) -> None:
    home = started(tmp_path, "--needed", "orders come from Kafka")
    joe = cloned(home)
    assert home.parti("leak", "Kafka", "--is", "given", "--because", "the platform team runs it").code == 0
    assert joe.parti("leak", "Kafka", "--is", theirs, "--because", "the group runs it").code == 0
    merged(home, joe)
    status = home.parti("status").out
    assert ("conflict  leak Kafka" in status) is conflict
    if not conflict:
        return
    refused = home.parti("propose")
    assert refused.code == 3, refused
    assert "Two people say differently what “Kafka” is" in refused.err
    assert 'parti leak "Kafka" --is' in refused.err
    said = home.parti("lock")
    assert 'parti leak "Kafka" --is' in said.out + said.err, said
    assert home.parti("leak", "Kafka", "--is", "preference").code == 0
    assert "conflict" not in home.parti("status").out
    assert "Two people" not in home.parti("propose").err


def compared(home: houses.Home, judges: panel.Panel) -> None:
    for _ in range(4):
        said = home.parti("compare")
        if said.code == 0:
            return
        by_hand.put(by_hand.waiting(home.state), judges.models.reply)
    raise AssertionError(said)


@pytest.mark.parametrize("apart", [True, False])
def test_a_comparison_made_on_two_branches_is_made_once_more_when_they_differ(
    tmp_path: Path, apart: bool
) -> None:
    home = started(tmp_path)
    seat = panel.Panel(panel.meets)
    assert home.parti("propose", "--count", "2").code == 3
    by_hand.put(by_hand.waiting(home.state), seat.models.reply)
    assert home.parti("propose", "--count", "2").code == 0
    home.git("add", "-A")
    home.git("commit", "-qm", "proposals")
    joe = cloned(home)
    compared(home, seat)
    compared(joe, panel.Panel(breaks("V1")) if apart else seat)
    merged(home, joe)
    status = home.parti("status").out
    assert ("conflict  comparison" in status) is apart
    assert ("next: parti compare" in status) is apart
    compared(home, seat)
    assert "conflict" not in home.parti("status").out
    assert home.parti("choose", "p-1", "--because", "it is simple").code == 0


def test_a_component_of_two_kinds_is_a_conflict_that_confirming_it_again_ends(tmp_path: Path) -> None:
    home = started(tmp_path)
    joe = cloned(home)
    assert home.parti("kind", "confirm", "store=relational-database", "door=consumer").code == 0
    assert joe.parti("kind", "confirm", "store=file-store", "door=consumer").code == 0
    merged(home, joe)
    assert "conflict  component store:" in home.parti("status").out
    said = home.parti("lock")
    assert 'parti kind confirm "store=<kind>"' in said.out + said.err
    assert home.parti("kind", "confirm", "store=file-store").code == 0
    assert "conflict" not in home.parti("status").out


@pytest.mark.parametrize(
    ("theirs", "conflict"),
    [(("--as", "document"), True), (("--ref", "RFC 9110"), True), (("--vouch",), False), ((), False)],
)
def test_a_statement_filed_differently_is_a_conflict_that_filing_it_again_ends(
    tmp_path: Path, theirs: tuple[str, ...], conflict: bool
) -> None:
    home = started(tmp_path)
    words = ("decide", "When to acknowledge", "--choice", "after the commit", "--because", "no loss")
    claim = home.parti(*words, "--reject", "on receipt: a crash loses it").out.split()[1].strip(":")
    home.git("add", "-A")
    home.git("commit", "-qm", "a decision")
    joe = cloned(home)
    said = ("evidence", "The broker redelivers what was not acknowledged.", "--for", claim)
    assert home.parti(*said, "--as", "fact").code == 0
    assert joe.parti(*said, *(theirs if "--as" in theirs else ("--as", "fact", *theirs))).code == 0
    merged(home, joe)
    status = home.parti("status").out
    assert ("conflict  evidence E-" in status) is conflict
    assert ("filed differently on two branches" in home.parti("ledger").out) is conflict
    refused = home.parti("lock")
    assert ("parti evidence E-" in refused.out + refused.err) is conflict
    if not conflict:
        return
    key = status.partition("evidence ")[2].partition(":")[0]
    assert home.parti("evidence", key, "--as", "fact").code == 0
    assert "conflict" not in home.parti("status").out
    assert home.parti("evidence", key).code == 2, "it is settled, and says nothing new"


def test_components_of_two_branches_are_asked_about_together(tmp_path: Path) -> None:
    """A question for a consumer that writes to a database is drawn for neither of them alone."""
    home = started(tmp_path)
    joe = cloned(home)
    assert home.parti("kind", "confirm", "orders consumer=consumer").code == 0
    assert joe.parti("kind", "confirm", "table=relational-database").code == 0
    merged(home, joe)
    assert "Q-consumer-db-away" not in home.parti("ask", "--all").out
    status = home.parti("status").out
    command = 'parti kind confirm "orders consumer=consumer"'
    assert f"next: {command}" in status
    said = home.parti("lock")
    assert "[design/drawn]" in said.out + said.err
    assert f"fix: {command}" in said.out + said.err
    assert home.parti("kind", "confirm", "orders consumer=consumer").code == 0
    assert "Q-consumer-db-away" in home.parti("ask", "--all").out
    assert "next: parti ask" in home.parti("status").out
    assert "[design/drawn]" not in home.parti("lock").out


def test_the_same_components_on_two_branches_are_drawn_already(tmp_path: Path) -> None:
    home = started(tmp_path)
    joe = cloned(home)
    for one in (home, joe):
        assert one.parti("kind", "confirm", "door=consumer").code == 0
    merged(home, joe)
    assert "next: parti ask" in home.parti("status").out
    assert "[design/drawn]" not in home.parti("lock").out


def test_a_component_that_one_branch_withdrew_is_asked_about_no_more(tmp_path: Path) -> None:
    home = started(tmp_path)
    assert home.parti("kind", "confirm", "door=consumer", "list=cache").code == 0
    home.git("add", "-A")
    home.git("commit", "-qm", "components")
    joe = cloned(home)
    assert home.parti("withdraw", "list", "nobody needs it").code == 0
    assert joe.parti("kind", "confirm", "table=relational-database").code == 0
    merged(home, joe)
    command = home.parti("status").out.partition("next: parti ")[2].strip()
    assert command == 'kind confirm "door=consumer"'
    assert "Q-cache-isolation" in home.parti("ask", "--all").out
    assert home.parti("kind", "confirm", "door=consumer").code == 0
    assert "Q-cache-isolation" not in home.parti("ask", "--all").out


def test_one_model_told_in_two_ways_is_a_conflict_whose_command_ends_it(tmp_path: Path) -> None:
    home = started(tmp_path)
    assert home.parti("kind", "confirm", "door=consumer").code == 0
    assert home.parti("data", "order", "--shape", "one row an order", "--owner", "door").code == 0
    model = ("data", "order", "--owner", "door", "--field")
    assert home.parti(*model, "id: text primary").code == 0
    assert home.parti("design").out.count("DATA-") == 2, "one name, and its model: no second shape"
    home.git("add", "-A")
    home.git("commit", "-qm", "a model")
    joe = cloned(home)
    assert home.parti(*model, "id: uuid primary").code == 0
    assert joe.parti(*model, "number: uuid primary").code == 0
    merged(home, joe)
    key = home.parti("status").out.partition("conflict  ")[2].partition(":")[0]
    assert key.startswith("DM-")
    refused = home.parti("lock")
    assert f'parti withdraw {key} "<why>", then parti data' in refused.out + refused.err
    assert home.parti("withdraw", key, "two ways").code == 0
    assert home.parti(*model, "id: uuid primary").code == 0
    assert "conflict" not in home.parti("status").out
