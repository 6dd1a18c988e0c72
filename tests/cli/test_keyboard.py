"""One answer from a terminal: alone, pasted with lines behind it, or not to be read at all."""

import io
import os
import pty
import sys
import termios
from collections.abc import Iterator

import pytest

from parti.cli import keyboard


class Terminal:
    """A terminal that the program reads; `types` is what a person sends to it."""

    def __init__(self) -> None:
        self.person, self.program = pty.openpty()
        bytes_of_it = io.BufferedReader(io.FileIO(self.program, closefd=False))
        self.stream = io.TextIOWrapper(bytes_of_it, encoding="utf-8", errors="surrogateescape")

    def types(self, data: bytes) -> None:
        os.write(self.person, data)

    def settings(self) -> list[object]:
        return list(termios.tcgetattr(self.program))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    made = Terminal()
    monkeypatch.setattr(sys, "stdin", made.stream)
    yield made
    made.stream.close()
    os.close(made.program)
    os.close(made.person)


def later(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """What a person answers to each further question, which is asked for what waits behind a line."""
    asked: list[str] = []
    waiting = iter(answers)
    read = input

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return read(prompt) if len(asked) == 1 else next(waiting)

    monkeypatch.setattr("builtins.input", answer)
    return asked


@pytest.mark.parametrize("typed", ["5 s", "", "  two  blanks ", "naïve “x”", "\u4e2d\u6587"])
def test_a_line_alone_is_taken_as_it_was_typed(terminal: Terminal, typed: str) -> None:
    terminal.types(f"{typed}\n".encode())
    assert keyboard.line("> ") == typed


@pytest.mark.parametrize(
    ("pasted", "count", "whole"),
    [
        (b"one\ntwo\n", 2, "one two"),
        (b"one\ntwo", 2, "one two"),
        (b"one\ntwo\nthree\n", 3, "one two three"),
        (b"  one \n\n   \n  two  words\n", 2, "one two words"),
        (b"\none\n", 2, "one"),
        (b"one\n\xc3\xa4\xc3\xb6\n", 2, "one äö"),
        (b"one\ntwo\xff\n", 2, "one two\ufffd"),
    ],
    ids=[
        "two",
        "without an end",
        "three",
        "blanks between",
        "empty at first",
        "far signs",
        "no text behind",
    ],
)
def test_lines_that_came_at_once_are_one_answer_after_a_yes(
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    pasted: bytes,
    count: int,
    whole: str,
) -> None:
    asked = later(monkeypatch, "y")
    terminal.types(pasted)
    assert keyboard.line("> ") == whole
    assert asked == ["> ", f"Take all {count} lines as this one answer? [y/N] "]
    assert f"{count} lines came at once. As one answer they say: {whole}\n" in capsys.readouterr().out


@pytest.mark.parametrize("answer", ["n", "", "no", "yess", "ja", "y y", "1"])
def test_without_a_yes_nothing_of_them_is_taken_and_nothing_is_left(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    later(monkeypatch, answer)
    terminal.types(b"one\ntwo\n")
    assert keyboard.line("> ") is None
    assert capsys.readouterr().out.endswith("Nothing was recorded.\n")
    terminal.types(b"three\n")
    monkeypatch.undo()
    monkeypatch.setattr(sys, "stdin", terminal.stream)
    assert keyboard.line("> ") == "three"


@pytest.mark.parametrize("behind", [b"\n", b"\n\n\n", b"   \n", b"\t"])
def test_empty_lines_behind_an_answer_are_asked_of_nobody(terminal: Terminal, behind: bytes) -> None:
    terminal.types(b"one\n" + behind)
    assert keyboard.line("> ") == "one"


def test_what_is_shown_for_a_yes_hides_no_control_sign(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    later(monkeypatch, "y")
    terminal.types(b"one\n\x1b[2Jtwo\xe2\x80\xae\n")
    assert keyboard.line("> ") == "one \x1b[2Jtwo\u202e"
    assert "they say: one \\x1b[2Jtwo\\u202e\n" in capsys.readouterr().out


def test_a_byte_that_is_no_text_takes_the_lines_behind_it_along(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.types(b"on\xff\ntwo\n")
    assert keyboard.line("> ") is None
    assert "That line holds a byte that is no text, so nothing was recorded. Type it once more." in (
        capsys.readouterr().out
    )
    terminal.types(b"three\n")
    assert keyboard.line("> ") == "three"


@pytest.mark.parametrize("pasted", [b"one\n", b"one\ntwo\n", b"\xff\ntwo\n"])
def test_the_terminal_is_left_as_it_was(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, pasted: bytes
) -> None:
    before = terminal.settings()
    later(monkeypatch, "n")
    terminal.types(pasted)
    keyboard.line("> ")
    assert terminal.settings() == before


def test_the_terminal_is_left_as_it_was_when_reading_fails(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = terminal.settings()
    terminal.types(b"one\ntwo\n")

    def fails(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.read", fails)
    with pytest.raises(KeyboardInterrupt):
        keyboard.line("> ")
    assert terminal.settings() == before


@pytest.mark.parametrize("words", ["one\ntwo\n", "one\n"])
def test_where_no_terminal_is_each_line_is_an_answer(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(words))
    assert keyboard.line("> ") == "one"


def test_of_a_pipe_the_next_line_is_the_next_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    reads, writes = os.pipe()
    os.write(writes, b"one\ntwo\n")
    os.close(writes)
    with os.fdopen(reads, encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert [keyboard.line("> "), keyboard.line("> ")] == ["one", "two"]
        with pytest.raises(EOFError):
            keyboard.line("> ")


@pytest.mark.parametrize("typed", ["y", "Y", "yes", "YES", "  y  ", "Yes\t"])
def test_a_yes_is_one_of_two_words(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
    assert keyboard.yes("? ") is True


@pytest.mark.parametrize("typed", ["", "n", "no", "ye", "yy", "y.", "yes please", "да", "1"])
def test_anything_else_is_none(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
    assert keyboard.yes("? ") is False


def test_what_cannot_be_read_is_no_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"y\xff\n"), encoding="utf-8"))
    assert keyboard.yes("? ") is False


def test_a_closed_terminal_is_told_to_whoever_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(EOFError):
        keyboard.line("> ")
    with pytest.raises(EOFError):
        keyboard.yes("? ")
