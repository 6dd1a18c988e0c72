"""The ways in which Parti says no: one sentence, the place, and one legal next step.

Raised by every room, caught once at each door, which prints the sentence and exits with the
code. They live in the lowest room because the file helper is the first that must be able to
refuse. Two families, after kopf: what a person can put right now (`Misused`, `NotAllowed`) and what
the surroundings must put right first (`Unready`).
"""


class Refusal(Exception):
    """A refusal that a person can act on.

    Args:
        sentence: what is wrong, in one sentence that names the thing.
        next_step: one command or action that is legal now.
        place: file, line or id where it is wrong; empty when there is none.
    """

    exit_code = 3

    def __init__(self, sentence: str, *, next_step: str, place: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step
        self.place = place


class Misused(Refusal):
    """The words of the call are off (exit code 2)."""

    exit_code = 2


class NotAllowed(Refusal):
    """Legal words at an illegal time: the method does not allow this step now (exit code 3)."""

    exit_code = 3


class Waiting(NotAllowed):
    """A person has to carry a prompt to a chat and the reply back; `place` is where the reply is awaited.

    Args:
        prompt: the file that holds the prompt.
        copied: whether it was put on the clipboard as well.
    """

    def __init__(
        self, sentence: str, *, next_step: str, place: str = "", prompt: str = "", copied: bool = False
    ) -> None:
        super().__init__(sentence, next_step=next_step, place=place)
        self.prompt = prompt
        self.copied = copied


class Unready(Refusal):
    """Disk, git, permissions or a missing program stand in the way (exit code 4)."""

    exit_code = 4
