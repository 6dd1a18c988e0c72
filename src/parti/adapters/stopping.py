"""What ends Parti from outside, told like Ctrl-C: whatever it has started is ended too, and it says so.

Called by `__main__`, and told by the door of hands. A closed terminal and a `kill` would else end Parti on
the spot, with a test running on. Standard library only.
"""

import signal
from types import FrameType

NUMBERS = (signal.SIGTERM, signal.SIGHUP)


class Stopped(KeyboardInterrupt):
    """A signal came; `code` is what a shell makes of it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.name = signal.Signals(number).name
        self.code = 128 + number


def listen() -> None:
    """Lets the signals raise `Stopped`; one that was switched off before (`nohup`) stays so."""
    for number in NUMBERS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    """Once: a second signal must not interrupt the cleaning up, which takes seconds at most."""
    del frame
    for each in NUMBERS:
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(number)
