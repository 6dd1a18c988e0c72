"""Sessions that propose and judge as a test wants them: by what the cards say, by place, or not at all.

A panel reads the very prompt that it is sent, as a model does, so what was hidden from it stays hidden.
"""

import json
import re
from collections.abc import Callable, Mapping

from parti import ports
from parti.records import canonical, debate
from tests.fakes.models import FakeModels

VERDICTS = ("meets", "fails", "unknown")
SHAPES = (
    "a table that is polled",
    "a log and readers",
    "a call with a queue",
    "one file a day",
    "two copies",
)

Judges = Callable[[str, str, str, int], Mapping[str, str]]
"""(family, card as shown, criterion, place) → the fields of a cell."""


def card(number: int = 1, **given: object) -> debate.Card:
    """A whole card; those of different numbers are different designs."""
    kinds = ("relational-database", "broker", "http-endpoint", "file-store", "cache")
    name = f"{('store', 'line', 'door', 'shelf', 'copy')[number % 5]}"
    parts: dict[str, object] = {
        "shape": SHAPES[number % 5],
        "components": (
            debate.Part(name, kinds[number % 5], "holds the orders", (f"{name} rows",)),
            debate.Part("worker", "consumer", "takes one order after the other"),
        ),
        "edges": (debate.Edge("worker", name, "write", number % 2 == 0, f"{number} s"),),
        "write_path": f"the worker writes to the {name}",
        "read_path": f"the page reads the {name}",
        "concurrency": ("one writer", "a lock", "optimistic version", "append only", "partition by key")[
            number % 5
        ],
        "failure_policy": (
            debate.Handling(f"{name} is down", "a time-out", ("retry", "park", "reject")[number % 3]),
        ),
        "assumptions": (debate.Assumption("orders are small", "the rows grow"),),
        "rejected": (debate.Dismissed("a cron job", "too late"), debate.Dismissed("mail", "no order")),
        "falsifiers": ("more than 9000 orders a minute",),
        "claims": (debate.Claim("write_path", name, "reasoned"),),
        **given,
    }
    return debate.Card(**parts)  # type: ignore[arg-type]  # fields by name


def reply(made: debate.Card) -> str:
    return canonical.encode(made).decode()


def by_words(family: str, shown: str, criterion: str, place: int) -> Mapping[str, str]:
    """Judges by the words of the card and the criterion alone."""
    mark = canonical.digest("test", f"{shown}\n{criterion}".encode())
    return {
        "verdict": VERDICTS[int(mark[-6:], 16) % 3],
        "quote": first_words(shown),
        "reason": "it says so",
    }


def by_place(family: str, shown: str, criterion: str, place: int) -> Mapping[str, str]:
    """Judges by where the card stands."""
    return {
        "verdict": ("meets", "fails", "unknown", "meets_if")[place % 4],
        "condition": "it rains",
        "quote": first_words(shown),
    }


def meets(family: str, shown: str, criterion: str, place: int) -> Mapping[str, str]:
    return {"verdict": "meets", "quote": first_words(shown)}


def first_words(shown: str) -> str:
    """Words that stand in the card."""
    return shown.splitlines()[0]


class Panel:
    """Proposes the cards by number, judges by a rule, and examines claims with one verdict.

    Args:
        judges: the rule for cells.
        cards: what is proposed, by the number of the draw; `card(number)` when missing.
        ruling: what advocates and examiners say, by the kind of prompt.
        broken: whether every reply is no JSON at all.
    """

    def __init__(
        self,
        judges: Judges = by_words,
        *,
        cards: Mapping[int, debate.Card | str] | None = None,
        advocate: str = "confirmed",
        examiner: str = "confirmed",
        broken: str = "",
    ) -> None:
        self.models = FakeModels(self._says)
        self._judges = judges
        self._cards = cards or {}
        self._rulings = {"answer": advocate}
        self._examiner = examiner
        self._broken = broken

    def told(self, prefix: str) -> list[tuple[str, ports.Prompt]]:
        return [(name, prompt) for name, prompt in self.models.told if prompt.key.startswith(prefix)]

    def _says(self, address: ports.ModelAddress, prompt: ports.Prompt) -> str:
        kind, _, rest = prompt.key.partition("/")
        if self._broken and kind in self._broken.split():
            return "I would rather not."
        if kind == "proposal":
            number = int(rest.split("/")[0])
            made = self._cards.get(number, card(number))
            return made if isinstance(made, str) else reply(made)
        if kind == "cells":
            return json.dumps({"cells": list(self._cells(address, prompt.messages[0].text))})
        return json.dumps(self._ruling(rest, prompt.messages[0].text))

    def _cells(self, address: ports.ModelAddress, text: str) -> list[dict[str, str]]:
        family = address.family or address.model.split("-")[0]
        return [
            {"card": label, "criterion": key, **self._judges(family, shown, key, place)}
            for place, (label, shown) in enumerate(cards_in(text).items())
            for key in criteria_in(text)
        ]

    def _ruling(self, rest: str, text: str) -> dict[str, str]:
        said = self._rulings.get(rest.rpartition("/")[2], self._examiner)
        shown = text.partition("# Card\n\n")[2].partition("\n\n# Criterion")[0]
        return {"verdict": said, "step": "step 2", "quote": first_words(shown)}


def cards_in(text: str) -> dict[str, str]:
    """The cards of a sheet, by label, in the order in which they stand."""
    part = text.partition("# Cards\n")[2].partition("\n# Criteria\n")[0]
    return {
        found[1]: found[2].strip()
        for found in re.finditer(r"## (\w+)\n\n(.*?)(?=\n\n## |\Z)", part, re.DOTALL)
    }


def criteria_in(text: str) -> list[str]:
    part = text.partition("\n# Criteria\n")[2].partition("\nReply with one JSON")[0]
    return re.findall(r"^- ([\w-]+): ", part, re.MULTILINE)
