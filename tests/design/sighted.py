"""What one source text shows, for the tests of the sightings and of the scout: no repository, no disk."""

from parti.design import scout, sightings
from parti.design.sightings import Sighting
from parti.source import reading
from tests.design import conversations

HEAD = "import httpx\nimport psycopg\nimport requests\n\n\ndef work(c, channel, s):\n    "
"""The beginning of a Python module whose function `work` begins in line 7."""


def seen(text: str, path: str = "src/store.py") -> list[Sighting]:
    """Every sighting of a text, in the order in which they come."""
    return list(sightings.of(path, text, reading.extract(text, path)))


def told(text: str, kind: str, path: str = "src/store.py") -> list[tuple[str, str]]:
    """What was seen of one kind, and its value."""
    return [(one.what, one.value) for one in seen(text, path) if one.kind == kind]


def call(body: str, kind: str) -> list[tuple[str, str]]:
    """The same for one statement of the function `work`."""
    return told(f"{HEAD}{body}\n", kind)


def looked(texts: dict[str, str], rules: tuple[scout.Rule, ...] = ()) -> scout.Looked:
    """All that is seen in these files, by path."""
    return scout.Looked(tuple(one for path, text in texts.items() for one in seen(text, path)), rules)


def suggested(
    texts: dict[str, str], kinds: dict[str, str] | None = None, rules: tuple[scout.Rule, ...] = ()
) -> dict[str, scout.Suggestion]:
    """What the code says to the open questions of a design about orders, by question."""
    components = kinds or {**conversations.ORDERS, "pay": "http-client"}
    state = conversations.folded(conversations.said(*conversations.opened(components)))
    return {one.question: one for one in scout.suggestions(state, looked(texts, rules))}
