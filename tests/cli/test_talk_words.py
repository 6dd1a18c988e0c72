"""What a person types at the prompts, word by word: kept, sent back, skipped, left (D1, D2).

The whole program at a real terminal is in `test_talk.py`; here the conversation runs in this process, with
what is typed given beforehand.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli import calls, houses

WORDS = "at most 3 tries of `sort`, then it raises"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[houses.Home]:
    """A feature with one component of the kind that asks least."""
    home = houses.repository(tmp_path)
    with calls.inside(home):
        for words in (
            ["init"],
            ["new", "sort names", "--name", "names"],
            ["kind", "confirm", "names=library"],
        ):
            assert calls.parti(*words).code == 0
        yield home


def talk(*lines: str, words: tuple[str, ...] = ("ask",)) -> calls.Called:
    return calls.parti(*words, typed="".join(f"{line}\n" for line in lines), terminal=True)


def closed() -> int:
    asked = calls.parti("--json", "status").envelope["data"]
    return int(asked["asked"] - sum(asked["open"].values()))


def questions(severity: str = "") -> list[str]:
    rows = calls.parti("--json", "ask", "--all").envelope["data"]["questions"]
    return [row["question"] for row in rows if severity in ("", row["severity"])]


def first(said: calls.Called) -> str:
    """The question of the first prompt."""
    return said.out.partition("Q-")[2].split()[0]


def kinds() -> list[str]:
    return [row["kind"] for row in calls.parti("--json", "log").envelope["data"]["records"]]


@pytest.mark.parametrize("leave", ["q", "quit", " q ", "q  "])
def test_leaving_at_once_records_nothing(home: houses.Home, leave: str) -> None:
    before = kinds()
    assert talk(leave).code == 0
    assert kinds() == before


@pytest.mark.parametrize("typed", ["", "?", "   "])
def test_silence_and_a_question_mark_tell_the_keys_and_ask_again(home: houses.Home, typed: str) -> None:
    said = talk(typed, typed, "q")
    assert said.code == 0
    assert said.out.count("a number takes that option") == 2
    assert closed() == 0


@pytest.mark.parametrize("skip", ["s", "skip", " s"])
def test_a_skip_goes_on_and_closes_nothing(home: houses.Home, skip: str) -> None:
    said = talk(skip, "q")
    assert said.code == 0
    assert closed() == 0
    asked = [part.split()[0] for part in said.out.split("Q-")[1:]]
    assert len(set(asked)) > 1


def test_words_are_the_answer_and_a_number_takes_the_option(home: houses.Home) -> None:
    identity = first(talk("q"))
    said = talk(f"1 {WORDS}", "q")
    assert said.code == 0
    assert closed() == 1
    told = calls.parti("why", f"Q-{identity}").out
    assert WORDS in told
    assert "Answered" in told


def test_a_vague_answer_is_sent_back_and_the_same_prompt_waits(home: houses.Home) -> None:
    said = talk("should be fine", "q")
    assert said.code == 0
    assert "FAIL" in said.out
    assert closed() == 0
    assert kinds()[-1] == "AnswerSentBack"


def test_an_option_that_is_not_listed_is_refused_and_what_was_said_before_is_kept(
    home: houses.Home,
) -> None:
    said = talk(f"1 {WORDS}", "99", "q")
    assert said.code == 0
    assert closed() == 1


def test_a_word_that_only_begins_with_a_number_is_no_option(home: houses.Home) -> None:
    identity = first(talk("q"))
    talk("3x is too vague", "q")
    assert "3x is too vague" in calls.parti("why", f"Q-{identity}").out


def test_a_terminal_that_closes_keeps_every_answer_so_far(home: houses.Home) -> None:
    said = talk(f"1 {WORDS}")
    assert said.code == 130
    assert said.err.splitlines() == [
        "parti: The terminal was closed; every answer so far is kept.",
        "next: parti ask",
    ]
    assert closed() == 1


def settle_serious() -> None:
    for severity in ("blocker", "high"):
        for identity in questions(severity):
            assert calls.parti("answer", f"Q-{identity}", WORDS, "--option", "1").code == 0


@pytest.mark.parametrize("typed", ["", "n", "no", "N", "yess", "q", "1"])
def test_defaults_are_not_accepted_by_anything_but_a_yes(home: houses.Home, typed: str) -> None:
    settle_serious()
    before = closed()
    said = talk(typed)
    assert said.code == 0
    assert "defaults? [y/N] " in said.out
    assert closed() == before


@pytest.mark.parametrize("typed", ["y", "yes", "Y", " YES "])
def test_a_yes_accepts_them_and_the_conversation_is_done(home: houses.Home, typed: str) -> None:
    settle_serious()
    said = talk(typed)
    assert said.code == 0
    assert closed() == len(questions())
    assert talk().code == 0, "when all is closed nobody is asked"


@pytest.mark.parametrize(("number", "kept"), [("1", True), ("", False)])
def test_one_question_is_asked_by_its_id(home: houses.Home, number: str, kept: bool) -> None:
    identity = questions("blocker")[0]
    said = talk(f"{number} {WORDS}".strip() if kept else "so so", words=("answer", f"Q-{identity}"))
    assert f"Q-{identity}" in said.out
    assert said.code == (0 if kept else 1)
    assert closed() == int(kept)


@pytest.mark.parametrize(
    "words",
    [("ask", "--all"), ("--json", "ask"), ("ask", "Q-{}"), ("answer", "Q-{}", WORDS, "--option", "1"),
     ("--json", "answer", "Q-{}")],
)  # fmt: skip
def test_nobody_is_asked_who_said_enough_or_is_a_program(home: houses.Home, words: tuple[str, ...]) -> None:
    identity = questions("blocker")[0]
    said = talk("q", words=tuple(word.format(identity) for word in words))
    assert " > " not in said.out
    assert "> " not in said.out.replace("-> ", "")


def test_without_a_terminal_at_either_end_nobody_is_asked(home: houses.Home) -> None:
    said = calls.parti("ask", typed="1\n")
    assert said.code == 0
    assert " > " not in said.out
    assert closed() == 0
