"""Which signals end Parti like Ctrl-C, what they are called, and which stay with whoever set them."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from parti.adapters import stopping

ALL = (*stopping.NUMBERS, signal.SIGINT)


@pytest.fixture(autouse=True)
def as_they_were() -> Iterator[None]:
    """Each test begins with the signals as a shell gives them, and leaves no trace."""
    before = {number: signal.getsignal(number) for number in ALL}
    for number in stopping.NUMBERS:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def ran(code: str, **how: object) -> "subprocess.CompletedProcess[str]":
    words = [sys.executable, "-c", f"import os, signal\nfrom parti.adapters import stopping\n{code}"]
    return subprocess.run(words, capture_output=True, text=True, timeout=20, **how)  # type: ignore[call-overload,no-any-return]  # handed on


@pytest.mark.parametrize(
    ("number", "name", "code"), [(signal.SIGTERM, "SIGTERM", 143), (signal.SIGHUP, "SIGHUP", 129)]
)
def test_a_signal_is_raised_with_its_name_and_the_code_that_a_shell_makes_of_it(
    number: signal.Signals, name: str, code: int
) -> None:
    stopping.listen()
    with pytest.raises(stopping.Stopped) as caught:
        signal.raise_signal(number)
    assert (caught.value.name, caught.value.code) == (name, code)


@pytest.mark.parametrize("number", stopping.NUMBERS)
def test_it_passes_by_those_who_catch_what_went_wrong_and_stops_at_those_who_catch_ctrl_c(
    number: signal.Signals,
) -> None:
    """The cleaning up is written once, for both."""
    stopping.listen()
    with pytest.raises(KeyboardInterrupt) as caught:
        signal.raise_signal(number)
    assert type(caught.value) is stopping.Stopped
    assert not isinstance(caught.value, Exception)


@pytest.mark.parametrize("number", stopping.NUMBERS)
def test_after_the_first_one_no_other_is_heard(number: signal.Signals) -> None:
    stopping.listen()
    with pytest.raises(stopping.Stopped):
        signal.raise_signal(number)
    assert {signal.getsignal(each) for each in stopping.NUMBERS} == {signal.SIG_IGN}
    for each in stopping.NUMBERS:
        signal.raise_signal(each)


@pytest.mark.parametrize("number", stopping.NUMBERS)
@pytest.mark.parametrize("before", [signal.SIG_IGN, lambda number, frame: None], ids=["off", "own"])
def test_a_signal_that_somebody_else_answers_for_stays_his_and_the_other_is_heard(
    number: signal.Signals, before: Callable[[int, object], None]
) -> None:
    signal.signal(number, before)
    stopping.listen()
    assert signal.getsignal(number) is before
    signal.raise_signal(number)
    (other,) = set(stopping.NUMBERS) - {number}
    with pytest.raises(stopping.Stopped):
        signal.raise_signal(other)


def test_nothing_is_changed_before_somebody_listens_and_nothing_by_listening_twice() -> None:
    assert {signal.getsignal(each) for each in stopping.NUMBERS} == {signal.SIG_DFL}
    stopping.listen()
    once = [signal.getsignal(each) for each in stopping.NUMBERS]
    stopping.listen()
    assert [signal.getsignal(each) for each in stopping.NUMBERS] == once


def test_ctrl_c_stays_what_it_was() -> None:
    mine = signal.getsignal(signal.SIGINT)
    stopping.listen()
    with pytest.raises(stopping.Stopped):
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGINT) is mine


def test_without_listening_a_signal_ends_the_process_on_the_spot() -> None:
    done = ran("os.kill(os.getpid(), signal.SIGTERM)\nprint('went on')")
    assert (done.returncode, done.stdout) == (-signal.SIGTERM, "")


def test_a_command_that_is_begun_after_listening_can_be_ended_as_ever() -> None:
    """A handler is Parti's own; only what is switched off would be inherited."""
    code = "import subprocess, sys\nstopping.listen()\n"
    code += "child = subprocess.Popen(['sleep', '50']); child.terminate(); print(child.wait())"
    assert ran(code).stdout == f"{-signal.SIGTERM}\n"


def test_the_cleaning_up_is_done_while_the_signal_goes_its_way() -> None:
    code = "stopping.listen()\ntry:\n    os.kill(os.getpid(), signal.SIGHUP)\n"
    code += "finally:\n    print('cleaned', flush=True)"
    done = ran(code, env=dict(os.environ))
    assert done.stdout == "cleaned\n"
    assert "Stopped" in done.stderr
