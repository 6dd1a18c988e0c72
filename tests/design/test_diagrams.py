"""Machines and models on the page: no name breaks their drawing, and their lines are read back."""

import re

import msgspec
import pytest

from parti.design import absorb, diagrams, entries, machines, models, naming, page
from parti.design import state as states
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts
from tests.design import conversations

ROWS = ("new, pay -> paid: charge the card", "paid, ship -> shipped", "*, * -> refused")
NASTY = [
    "a\nb",
    "```",
    "</div>",
    '"quoted"',
    "x --> y",
    "%% comment",
    "end",
    "[*]",
    "state",
    "a;b",
    "a:b",
    "{x}",
    "#",
    "<<fork>>",
    "\u202eevil",
    "- Needed: nothing",
    "## Problem",
    "emoji ✓",
    "|",
    "\x1b[2J",
    "classDef x",
    "direction LR",
    "*",
    "note right of s0",
    "",
]
ALLOWED = re.compile(
    r"```mermaid|```|stateDiagram-v2|erDiagram"
    r'|    state "[\w .,/()+*=#;-]+" as s\d+'
    r"|    \[\*\] --> s\d+|    s\d+ --> \[\*\]"
    r"|    s\d+ --> s\d+ : [\w .,/()+*=#;-]+"
    r'|    e\d+\["[\w .,/()+*=#;-]+"\] \{|    \}'
    r'|        [A-Za-z]\w* [A-Za-z]\w*( (PK|UK|FK))?( "[\w .,/()+*=#;-]+")?'
    r'|    e\d+ \}o--\|\| e\d+ : "[\w .,/()+*=#;-]+"',
    re.ASCII,
)


def machine(name: str = "order", *rows: facts.Transition, initial: str = "new") -> facts.StateMachineNamed:
    made = rows or tuple(machines.transition(row) for row in ROWS)
    return facts.StateMachineNamed(key="", name=name, initial=initial, final=("shipped",), transitions=made)


def design(*new: states.Named) -> states.DesignState:
    said: list[facts.Fact] = conversations.settled()
    for fact in new:
        said.append(naming.keyed(conversations.folded(conversations.said(*said)), fact))
    return conversations.folded(conversations.said(*said))


def model(*fields: str, data: str = "DATA-0001") -> facts.DataModelled:
    return facts.DataModelled(key="", data=data, fields=tuple(models.field(text) for text in fields))


def test_a_machine_is_drawn_with_its_states_moves_and_ends() -> None:
    assert list(diagrams.of_machine(machine())) == [
        "```mermaid",
        "stateDiagram-v2",
        '    state "new" as s0',
        '    state "paid" as s1',
        '    state "shipped" as s2',
        "    [*] --> s0",
        "    s0 --> s1 : pay / charge the card",
        "    s1 --> s2 : ship",
        "    s2 --> [*]",
        "```",
    ]


def test_models_are_drawn_with_their_keys_and_what_they_refer_to() -> None:
    customer = facts.DataNamed(key="DATA-0002", name="customer", shape="id", owner="shop")
    said = [*conversations.settled(), customer]
    state = conversations.folded(conversations.said(*said))
    found = (
        msgspec.structs.replace(model("id: uuid primary", "customer: uuid foreign customer"), key="DM-1"),
        msgspec.structs.replace(
            model("id: uuid primary", "mail: text unique", data="DATA-0002"), key="DM-2"
        ),
    )
    lines = list(diagrams.of_models(state, found))
    assert lines[2:6] == ['    e0["order"] {', "        uuid id PK", "        uuid customer FK", "    }"]
    assert '    e0 }o--|| e1 : "customer"' in lines
    assert "        text mail UK" in lines


@pytest.mark.parametrize("nasty", NASTY)
def test_no_name_breaks_a_drawing(nasty: str) -> None:
    row = facts.Transition(nasty or "x", nasty or "y", nasty or "z", nasty)
    made = machine(nasty or "m", row, initial=nasty or "x")
    for line in diagrams.of_machine(made):
        assert ALLOWED.fullmatch(line), line
    field = facts.Field(nasty or "n", nasty or "t", "foreign", nasty)
    state = conversations.folded(conversations.said(*conversations.settled()))
    fact = facts.DataModelled(key="DM-1", data=nasty or "DATA-0001", fields=(field,))
    for line in diagrams.of_models(state, (fact,)):
        assert ALLOWED.fullmatch(line), line


def test_a_field_may_be_called_like_a_kind_of_key() -> None:
    state = conversations.folded(conversations.said(*conversations.settled()))
    fact = facts.DataModelled("DM-1", "DATA-0001", (facts.Field("PK", "FK", "primary"),))
    assert '        x_FK x_PK PK "PK, FK"' in list(diagrams.of_models(state, (fact,)))


def test_words_that_mermaid_obeys_inside_quotes_are_broken_up() -> None:
    assert diagrams.label("my direction lr") == "my direction#32;lr"


@pytest.mark.parametrize("nasty", [name for name in NASTY if name.strip()])
def test_a_page_with_nasty_names_reads_back_as_nothing_new(nasty: str) -> None:
    row = facts.Transition(nasty, nasty, nasty, nasty)
    state = design(
        machine(nasty, row, initial=nasty),
        facts.DataModelled("", "DATA-0001", (facts.Field(nasty, nasty),)),
    )
    edit = absorb.read(state, "\n".join(page.lines(state, "")), absorb.Asked("x", "design.md", {}))
    assert edit == absorb.Edit((), ())


def test_the_page_holds_both_and_says_that_they_are_drawn() -> None:
    lines = page.lines(design(machine(), model("id: uuid primary")), "")
    assert "## State machines" in lines
    assert "## Data models" in lines
    assert lines.count(diagrams.DRAWN) == 2
    assert len([line for line in lines if line == "```mermaid"]) == 2


def test_a_hand_edit_of_a_machines_line_is_read_as_an_amendment() -> None:
    state = design(machine())
    text = "\n".join(page.lines(state, "")).replace(
        "on: paid, ship -> shipped", "on: paid, send -> shipped: post it"
    )
    edit = absorb.read(state, text, absorb.Asked("x", "design.md", load.bank().by_id()))
    (made,) = edit.facts
    assert isinstance(made, facts.StateMachineNamed)
    assert made.transitions[1] == facts.Transition("paid", "send", "shipped", "post it")
    assert made.supersedes
    assert edit.findings == ()


def test_a_hand_edit_of_a_models_line_is_read_as_an_amendment() -> None:
    state = design(model("id: uuid primary"))
    text = "\n".join(page.lines(state, "")).replace(
        "field: id: uuid primary", "field: id: text primary | field: n: int"
    )
    (made,) = absorb.read(state, text, absorb.Asked("x", "design.md", {})).facts
    assert isinstance(made, facts.DataModelled)
    assert made.fields == (facts.Field("id", "text", "primary"), facts.Field("n", "int"))


@pytest.mark.parametrize("line", ["on: paid, ship", "on: paid ship -> shipped", "final: a | final: b"])
def test_a_line_that_is_no_machine_any_more_is_a_finding(line: str) -> None:
    state = design(machine())
    text = "\n".join(page.lines(state, "")).replace("on: paid, ship -> shipped", line)
    edit = absorb.read(state, text, absorb.Asked("x", "design.md", {}))
    assert edit.facts == ()
    assert [one.code for one in edit.findings] == ["design/unreadable"]


def test_an_edited_drawing_is_said_to_be_printed_only() -> None:
    state = design(machine())
    text = "\n".join(page.lines(state, "")).replace("s0 --> s1 : pay", "s0 --> s1 : pays")
    edit = absorb.read(state, text, absorb.Asked("x", "design.md", {}))
    assert edit.facts == ()
    assert [one.code for one in edit.findings] == ["design/unreadable"]


def test_machines_and_models_are_in_the_digest_that_is_signed() -> None:
    stamps = {
        entries.stamp(design(*new))
        for new in (
            (),
            (machine(),),
            (machine("parcel"),),
            (model("id: uuid primary"),),
            (model("id: text primary"),),
        )
    }
    assert len(stamps) == 5


def test_two_people_who_tell_one_machine_in_two_ways_are_in_conflict() -> None:
    one = msgspec.structs.replace(machine(), key="SM-0001")
    other = msgspec.structs.replace(machine(initial="paid"), key="SM-0001")
    records = conversations.said(*conversations.settled(), one)
    records += conversations.said(other, by="Joe <joe@example.org>", start=500)
    assert set(states.conflicts(conversations.folded(records))) == {"SM-0001"}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("id: uuid primary", facts.Field("id", "uuid", "primary")),
        ("mail: text unique", facts.Field("mail", "text", "unique")),
        ("total: numeric(10,2)", facts.Field("total", "numeric(10,2)")),
        ("customer : uuid foreign to customer", facts.Field("customer", "uuid", "foreign", "customer")),
        ("at: timestamp with time zone", facts.Field("at", "timestamp with time zone")),
    ],
)
def test_a_field_is_read_as_it_is_typed_and_written_back(typed: str, field: facts.Field) -> None:
    assert models.field(typed) == field
    assert models.field(models.row(field)) == field


@pytest.mark.parametrize("typed", ["", "id", ":", "id:", ": uuid"])
def test_what_is_no_field_is_refused(typed: str) -> None:
    with pytest.raises(refusal.Misused):
        models.field(typed)


def test_a_model_says_what_is_wrong_in_it() -> None:
    state = design(model("a: text", "a: text", "b: uuid foreign nobody", data="DATA-9999"))
    (made,) = models.in_design(state)
    assert list(models.faults(state, made)) == [
        "DATA-9999 is no data of this design",
        "no field is primary, so that two of them cannot be told apart",
        "a is there twice",
        "b refers to nobody, which is no data of this design",
    ]
