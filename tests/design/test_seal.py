"""A person's design: read into a card, and committed to so that one changed byte shows (D7)."""

import pytest

from parti.design import seal
from parti.library import load
from parti.records import debate, refusal
from parti.records import vocabulary as facts

TEXT = "One writer process, journal file, replay on start.\n"
VECTOR = "21fe1a4f2882ff138691e05a4b42aa81f520d67f126f2f5b2ceda0fba52f889c"
ZERO = bytes(32)

FULL = """# Shape
One writer, one ledger.
It appends.

## Components
- writer | consumer | writes the ledger | owns: ledger, index
- reader | http-endpoint | answers
## Edges
* writer -> ledger | file | does not wait | 5 s
1. reader → ledger | file | waits
## Write path:
append, then acknowledge
## Read path
## States
- new | order arrives | stored
## Failure policy
- crash | no heartbeat | replay | twice
## Assumptions
- one machine | shard it
## Rejected options
- two writers | they race
## Falsifiers (I would drop this if …)
- more than 900 orders a second
## Claims
- concurrency | one writer | measured | run 7
## Undecided
- retention | for how long?
"""


def test_the_published_vector_is_reproduced() -> None:
    assert seal.commitment("p-0001", ZERO, TEXT) == VECTOR


@pytest.mark.parametrize(
    "text",
    [
        "One writer process, journal file, replay on start.  \r\n",
        "One writer process, journal file, replay on start.\t\r",
        "One writer process, journal file, replay on start.",
        "One writer process, journal file, replay on start.\n\n\n",
    ],
)
def test_line_ends_and_blanks_at_their_end_do_not_matter(text: str) -> None:
    assert seal.commitment("p-0001", ZERO, text) == VECTOR


@pytest.mark.parametrize(
    ("problem", "nonce", "text"),
    [
        ("p-0002", ZERO, TEXT),
        ("p-0001", bytes(31) + b"\1", TEXT),
        ("p-0001", ZERO, TEXT.replace("journal", "Journal")),
        ("p-0001", ZERO, " " + TEXT),
        ("p-0001", ZERO, TEXT.replace(", ", ",\u00a0", 1)),
    ],
)
def test_one_changed_byte_is_another_commitment(problem: str, nonce: bytes, text: str) -> None:
    assert seal.commitment(problem, nonce, text) != VECTOR


def test_line_ends_inside_a_text_do_not_matter_either() -> None:
    assert seal.body("a \r\nb\t\rc") == seal.body("a\nb\nc") == b"a\nb\nc\n"


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    assert seal.body("Zähler") == seal.body("Za\u0308hler")


def test_text_that_is_no_unicode_is_refused() -> None:
    with pytest.raises(refusal.Misused, match="not valid Unicode"):
        seal.body("\udcff")


def test_every_slot_is_read_from_its_heading() -> None:
    assert seal.card(FULL) == debate.Card(
        shape="One writer, one ledger. It appends.",
        components=(
            debate.Part("writer", "consumer", "writes the ledger", ("ledger", "index")),
            debate.Part("reader", "http-endpoint", "answers"),
        ),
        edges=(
            debate.Edge("writer", "ledger", "file", False, "5 s"),
            debate.Edge("reader", "ledger", "file", True),
        ),
        write_path="append, then acknowledge",
        states=(debate.Step("new", "order arrives", "stored"),),
        failure_policy=(debate.Handling("crash", "no heartbeat", "replay | twice"),),
        assumptions=(debate.Assumption("one machine", "shard it"),),
        rejected=(debate.Dismissed("two writers", "they race"),),
        falsifiers=("more than 900 orders a second",),
        claims=(debate.Claim("concurrency", "one writer", "measured", "run 7"),),
        undecided=(debate.Undecided("retention", "for how long?"),),
    )


def test_a_text_without_headings_is_the_shape() -> None:
    assert seal.card(TEXT) == debate.Card(shape=TEXT.strip())


def test_the_form_as_it_is_printed_says_nothing_and_holds_every_slot() -> None:
    form = load.text("texts/own-design.md")
    with pytest.raises(refusal.Misused, match="no shape"):
        seal.card(form)
    filled = form.replace("# Shape\n", "# Shape\n\nOne writer.\n")
    assert seal.card(filled) == debate.Card(shape="One writer.")
    slots = {"claims", "undecided"}  # a person may fill them, and need not be asked to
    asked = {line[2:].lower().replace(" ", "_") for line in form.splitlines() if line.startswith("# ")}
    assert asked == set(debate.Card.__struct_fields__) - slots


@pytest.mark.parametrize("fence", ["```", "~~~", "  ```"])
def test_a_comment_in_code_is_no_heading(fence: str) -> None:
    script = f"{fence}sh\n# take the lock first\nflock orders\n{fence}"
    text = f"## Shape\n\nA script.\n\n{script}\n\n## Write path\n\nTo disk.\n"
    card = seal.card(text)
    assert "# take the lock first" in card.shape
    assert card.write_path == "To disk."


def test_toml_is_read_as_the_card_itself() -> None:
    text = 'shape = "One writer."\nfalsifiers = ["two machines"]\n'
    text += '[[components]]\nname = "w"\nkind = "consumer"\ndoes = "writes"\n'
    card = seal.card(text, toml=True)
    assert card.components == (debate.Part("w", "consumer", "writes"),)
    assert card.falsifiers == ("two machines",)


@pytest.mark.parametrize(
    ("text", "toml", "sentence"),
    [
        ("", False, "no shape"),
        ("  \n\t\n", False, "no shape"),
        ("# Colour\nblue\n", False, "“Colour” is no part of a card; there are: shape, components"),
        ('shape = ""', True, "no shape"),
        ("shape = ", True, "no card in TOML"),
        ('shape = "x"\ncolour = "blue"', True, "no card in TOML"),
        ("shape = 3", True, "no card in TOML"),
    ],
)
def test_what_is_no_card_is_refused_in_a_sentence(text: str, toml: bool, sentence: str) -> None:
    with pytest.raises(refusal.Misused, match=sentence) as caught:
        seal.card(text, toml=toml)
    assert caught.value.next_step == "parti seal --template shows the form"


def test_the_texts_of_a_design_are_its_slots_and_its_paragraphs_without_headings() -> None:
    every = tuple(seal.texts("# Write path\n\nappend,\nthen sync\n\n# Shape\nOne writer.\n"))
    assert {"append, then sync", "One writer."} <= set(every)
    assert not any("Shape" in text or "Write path" in text for text in every)


def test_the_problem_is_named_by_its_words_and_not_by_its_history() -> None:
    one = facts.ProblemStated(situation="s", needed=("n",))
    again = facts.ProblemStated(situation="s", needed=("n",), supersedes=("x",))
    assert seal.problem_digest(one) == seal.problem_digest(again)
    assert seal.problem_digest(one) != seal.problem_digest(facts.ProblemStated(situation="s", never=("n",)))


def test_the_parts_of_which_a_card_says_nothing_are_named_as_judges_read_them() -> None:
    assert seal.left_out(FULL) == ("read path", "concurrency")
    assert seal.left_out(TEXT)[:3] == ("components", "edges", "write path")
    full = FULL.replace("## Read path\n", "## Read path\nby key\n") + "## Concurrency\none process\n"
    assert seal.left_out(full) == ()
