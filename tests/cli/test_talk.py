"""The interview at a terminal: a person answers, skips, leaves; nothing said is lost (D1, D2)."""

import os
import time
from pathlib import Path

import pytest

from tests.cli import houses, terminals

PROMPT = b" > "


def small(folder: Path) -> houses.Home:
    """A feature with one component of the kind that asks least."""
    home = houses.repository(folder)
    for words in (["init"], ["new", "sort names", "--name", "names"], ["kind", "confirm", "names=library"]):
        assert home.parti(*words).code == 0
    return home


def test_an_option_and_words_are_kept_as_soon_as_they_are_given(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    child, terminal = terminals.spawn(home, "ask")
    shown = terminals.wait_for(terminal, PROMPT)
    first = shown.split(b"Q-")[1].split(b" ")[0].decode()
    os.write(terminal, b"Only the orders consumer writes 3 rows/s into `orders`.\n")
    terminals.wait_for(terminal, b"76 open")
    terminals.wait_for(terminal, PROMPT)
    os.write(terminal, b"q\n")
    assert terminals.end_of(child) == 0
    assert "76 open" not in home.parti("status").out
    assert "questions 1 of 77 closed" in home.parti("status").out
    assert "Only the orders consumer" in home.parti("why", f"Q-{first}").out


def test_a_vague_answer_is_asked_again_at_the_same_prompt(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    child, terminal = terminals.spawn(home, "ask")
    terminals.wait_for(terminal, PROMPT)
    os.write(terminal, b"should be fine\n")
    shown = terminals.wait_for(terminal, PROMPT)
    assert b"FAIL" in shown
    os.write(terminal, b"1\n")
    terminals.wait_for(terminal, b"open")
    os.write(terminal, b"q\n")
    assert terminals.end_of(child) == 0


def test_a_skipped_question_stays_open_and_the_next_is_asked(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    child, terminal = terminals.spawn(home, "ask")
    first = terminals.wait_for(terminal, PROMPT).split(b"Q-")[1].split(b" ")[0]
    os.write(terminal, b"s\n")
    second = terminals.wait_for(terminal, PROMPT).split(b"Q-")[1].split(b" ")[0]
    assert first != second
    os.write(terminal, b"q\n")
    assert terminals.end_of(child) == 0
    assert "questions 0 of 77 closed" in home.parti("status").out


def test_a_closed_terminal_keeps_what_was_answered(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    child, terminal = terminals.spawn(home, "ask")
    terminals.wait_for(terminal, PROMPT)
    os.write(terminal, b"1\n")
    terminals.wait_for(terminal, PROMPT)
    os.close(terminal)
    assert terminals.end_of(child) != 0
    assert home.parti("doctor").code == 0


def test_ctrl_c_at_the_prompt_ends_with_130(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    child, terminal = terminals.spawn(home, "ask")
    terminals.wait_for(terminal, PROMPT)
    time.sleep(0.3)  # an interrupt between the prompt and the read is only seen with the next key
    os.write(terminal, b"\x03")
    assert terminals.end_of(child) == 130


def test_the_keys_are_told_on_request(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    child, terminal = terminals.spawn(home, "ask")
    terminals.wait_for(terminal, PROMPT)
    os.write(terminal, b"?\n")
    terminals.wait_for(terminal, b"s skips, q leaves")
    os.write(terminal, b"q\n")
    assert terminals.end_of(child) == 0


def test_one_answer_is_asked_for_when_its_words_are_missing(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    child, terminal = terminals.spawn(home, "answer", "Q-ack-strategy")
    terminals.wait_for(terminal, b"> ")
    os.write(terminal, b"It is acknowledged only after the commit has returned.\n")
    terminals.wait_for(terminal, b"recorded  Q-ack-strategy")
    assert terminals.end_of(child) == 0


def test_without_a_terminal_the_questions_are_printed_and_nobody_is_waited_for(tmp_path: Path) -> None:
    home = small(tmp_path)
    said = home.parti("ask")
    assert said.code == 0
    assert "next: parti answer Q-" in said.out
    assert home.parti("answer", "Q-nothing").code == 2


def test_the_defaults_are_accepted_only_by_a_yes(tmp_path: Path) -> None:
    home = small(tmp_path)
    rows = home.parti("--json", "ask", "--all").data["data"]["questions"]
    for row in rows:
        if row["severity"] in ("blocker", "high"):
            home.parti(
                "answer",
                f"Q-{row['question']}",
                "at most 3 tries of `sort`, then it raises",
                "--option",
                "1",
            )
    child, terminal = terminals.spawn(home, "ask")
    terminals.wait_for(terminal, b"[y/N] ")
    os.write(terminal, b"\n")
    assert terminals.end_of(child) == 0
    assert "open: " in home.parti("status").out
    child, terminal = terminals.spawn(home, "ask")
    terminals.wait_for(terminal, b"[y/N] ")
    os.write(terminal, b"y\n")
    terminals.wait_for(terminal, b"Every obligation is closed")
    assert terminals.end_of(child) == 0


def test_an_option_that_is_not_there_and_a_byte_that_is_no_text_are_asked_again(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    child, terminal = terminals.spawn(home, "ask")
    first = terminals.wait_for(terminal, PROMPT).split(b"Q-")[1].split(b" ")[0]
    os.write(terminal, b"99\n")
    again = terminals.wait_for(terminal, PROMPT)
    assert b"has options 1 to" in again
    assert again.endswith(b"Q-" + first + PROMPT)
    os.write(terminal, b"kept in \xff\xfe.json\n")
    again = terminals.wait_for(terminal, PROMPT)
    assert b"a byte that is no text" in again
    assert again.endswith(b"Q-" + first + PROMPT)
    os.write(terminal, b"q\n")
    assert terminals.end_of(child) == 0
    assert "questions 0 of 77 closed" in home.parti("status").out


PASTED = (
    b"Only the orders consumer writes 3 rows/s into `orders`,\nand no other part of the house does{end}"
)


@pytest.mark.parametrize("end", [b"", b".\n"])
def test_pasted_lines_are_one_answer_once_a_person_says_so(tmp_path: Path, end: bytes) -> None:
    home = houses.opened(tmp_path)
    child, terminal = terminals.spawn(home, "ask")
    first = terminals.wait_for(terminal, PROMPT).split(b"Q-")[1].split(b" ")[0].decode()
    os.write(terminal, PASTED.replace(b"{end}", end))
    assert b"2 lines came at once" in terminals.wait_for(terminal, b"[y/N] ")
    os.write(terminal, b"y\n")
    terminals.wait_for(terminal, b"76 open")
    os.write(terminal, b"q\n")
    assert terminals.end_of(child) == 0
    assert "into `orders`, and no other part" in home.parti("why", f"Q-{first}").out


def test_pasted_lines_that_nobody_confirms_are_no_answer_to_anything(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    child, terminal = terminals.spawn(home, "ask")
    first = terminals.wait_for(terminal, PROMPT).split(b"Q-")[1].split(b" ")[0]
    os.write(terminal, PASTED.replace(b"{end}", b"\n1\n"))
    terminals.wait_for(terminal, b"[y/N] ")
    os.write(terminal, b"n\n")
    again = terminals.wait_for(terminal, PROMPT)
    assert b"Nothing was recorded." in again
    assert again.endswith(b"Q-" + first + PROMPT)
    os.write(terminal, b"q\n")
    assert terminals.end_of(child) == 0
    assert "questions 0 of 77 closed" in home.parti("status").out


def test_what_was_pasted_behind_one_answer_does_not_reach_the_shell(tmp_path: Path) -> None:
    home = houses.opened(tmp_path)
    child, terminal = terminals.spawn(home, "answer", "Q-ack-strategy")
    terminals.wait_for(terminal, b"> ")
    os.write(terminal, b"It is acknowledged only after\nthe commit has returned.\n")
    terminals.wait_for(terminal, b"[y/N] ")
    os.write(terminal, b"y\n")
    terminals.wait_for(terminal, b"recorded  Q-ack-strategy")
    assert terminals.end_of(child) == 0
