"""Asks a model as a verb does, in a process of its own: `python -m … <key of the call> <words>`.

For tests that look at every byte that a process leaves: its files, its output, its errors.
"""

import sys

from parti import bootstrap
from parti.records import refusal
from parti.workflow import asking


def main(key: str, words: str) -> int:
    """Consent, one question to each model of the settings, and their words to standard output."""
    house = bootstrap.house()
    try:
        for address in asking.models(house):
            asked = asking.Question(
                key=f"{key}/{address.name}", prompt="repair", inputs={"wrong": words}, model=address
            )
            house = asking.consent(house, [asked], "5.00")
            house, answer = asking.ask(house, asked)
            sys.stdout.write(f"{answer.turns[-1].text}\n")
    except refusal.Refusal as refused:
        sys.stderr.write(f"parti: {refused.sentence}\nnext: {refused.next_step}\n")
        return refused.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
