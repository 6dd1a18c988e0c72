"""Somebody's own words in a refusal: never whole when they are endless, and never obeyed by a terminal.

Each call here is wrong by words that somebody made up: a name, a reason, a question, an option.
"""

import json

import pytest

from parti.cli import streams
from tests.cli import calls, houses

SIGNS = "\x1b[2J\x9b31m\u202e\x07\r"
QUESTION = "Q-retention"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> houses.Home:
    return houses.opened(tmp_path_factory.mktemp("home"))


CALLS = [
    ("answer", "@", "3 s"),
    ("answer", "Q-consumer-db-away", "@ etc."),
    ("ask", "@"),
    ("waive", QUESTION, "@", "--until", "soon"),
    ("waive", "@", "it is not used"),
    ("kind", "confirm", "@"),
    ("kind", "confirm", "@=@"),
    ("kind", "add", "@", "--what", "a thing"),
    ("decide", "Ack", "--choice", "late", "--because", "why", "--reject", "@"),
    ("failure", "@", "crash", "--handling", "h", "--evidence", "e"),
    ("withdraw", "@", "because"),
    ("leak", "@", "--is", "given"),
    ("leak", "orders", "--is", "@"),
    ("challenge", "@", "it is wrong"),
    ("evidence", "it is so", "--for", "@"),
    ("evidence", "it is so", "--as", "@"),
    ("choose", "@", "--because", "why"),
    ("machine", "@", "--initial", "a", "--final", "b", "--on", "@"),
    ("data", "order", "--field", "@"),
    ("plan", "@"),
    ("brief", "@"),
    ("why", "@"),
    ("new", "a wish", "--lane", "@"),
    ("seal", "@"),
    ("lock", "--key", "@"),
    ("constraints", "explain", "@"),
    ("look", "@"),
    ("@",),
    ("ask", "--@"),
    ("--feature", "@", "status"),
]


@pytest.mark.parametrize("words", CALLS, ids=lambda words: " ".join(words)[:40])
@pytest.mark.parametrize("form", ["plain", "json"])
def test_words_of_a_call_come_back_short_and_harmless(
    home: houses.Home, words: tuple[str, ...], form: str
) -> None:
    mark = f"{SIGNS}{'w' * 100_000}"
    call = [word.replace("@", mark) for word in words]
    with calls.inside(home):
        said = calls.parti(*(["--json"] if form == "json" else []), *call)
    shown = f"{said.out}{said.err}"
    assert all(line.isprintable() for line in shown.split("\n")), shown[:300]
    assert "w" * 3000 not in shown
    assert len(shown) < 20 * streams.LONGEST
    if form == "json" and said.out:
        json.loads(said.out)
