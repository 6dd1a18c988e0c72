"""Which questions a design is asked, and the questions of a kind that the bank does not know (D5, D9).

Guards `obligations` with a bank of five questions, so that each rule can be read off.
"""

import tomllib

import msgspec
import pytest

from parti.design import obligations
from parti.library import load
from parti.records import vocabulary as facts


def question(
    name: str, kinds: tuple[str, ...], needs: tuple[str, ...] = (), first: bool = False
) -> load.Question:
    return load.Question(
        id=name,
        concern="load",
        kinds=kinds,
        severity="high",
        slot="owner",
        modes=(),
        ask="?",
        why="",
        recommended="",
        options=("a", "b"),
        evidence=(),
        drill=load.Drill(fault="", target=(), when="", expect=()),
        needs=needs,
        first=first,
    )


BANK = load.Bank(
    load.vocabulary(),
    (
        question("z", ("broker",), first=True),
        question("a", ("broker", "cache")),
        question("both", ("broker", "cache"), needs=("broker", "cache")),
        question("other", ("broker",), needs=("library",)),
        question("lib", ("library",)),
    ),
)


def named(**components: str) -> list[facts.ComponentNamed]:
    return [facts.ComponentNamed(name=name, kind=kind, why="") for name, kind in components.items()]


DRAWS = [
    ({}, []),
    ({"q": "broker"}, ["z: q", "a: q"]),
    ({"c": "cache"}, ["a: c"]),
    ({"q": "broker", "c": "cache"}, ["z: q", "a: c q", "both: c q"]),
    ({"q2": "broker", "q1": "broker"}, ["z: q1 q2", "a: q1 q2"]),
    ({"q": "broker", "l": "library"}, ["z: q", "a: q", "other: q", "lib: l"]),
    ({"f": "frontend"}, []),
]


@pytest.mark.parametrize(("components", "expected"), DRAWS, ids=[str(row[0]) for row in DRAWS])
def test_a_question_applies_when_one_of_its_kinds_and_all_of_its_needs_are_there(
    components: dict[str, str], expected: list[str]
) -> None:
    drawn = obligations.draw(BANK, named(**components)).questions
    assert [f"{q.question}: {' '.join(q.components)}" for q in drawn] == expected


def test_what_is_drawn_carries_what_the_bank_says_of_it() -> None:
    first, second = obligations.draw(BANK, named(q="broker")).questions
    assert first == facts.Drawn("z", "load", "high", ("q",), "owner", True)
    assert second.first is False


def test_the_draw_names_the_bank_by_its_questions() -> None:
    one = obligations.draw(BANK, named(q="broker")).bank
    assert one.startswith("bank:")
    assert one == obligations.draw(BANK, []).bank
    changed = msgspec.structs.replace(BANK.questions[0], ask="other")
    assert one != obligations.draw(load.Bank(BANK.vocabulary, (changed, *BANK.questions[1:])), []).bank


@pytest.mark.parametrize(
    ("inputs", "outputs", "flows"),
    [
        ([], [], ["keeps its own state"]),
        (["readings"], [], ["takes in readings", "keeps its own state"]),
        ([], ["alarms"], ["gives out alarms", "keeps its own state"]),
        (["a", "b"], ["c"], ["takes in a", "takes in b", "gives out c", "keeps its own state"]),
    ],
)
def test_a_new_kind_is_asked_four_things_of_each_flow(
    inputs: list[str], outputs: list[str], flows: list[str]
) -> None:
    text = obligations.kind_skeleton("sensor-hub", "reads sensors", inputs, outputs)
    rows = tomllib.loads(text)["question"]
    assert [row["ask"] for row in rows] == [
        f"The sensor hub {flow}. What happens when it {reads}?"
        for flow in flows
        for reads in (
            "never arrives",
            "arrives, but is not what was agreed",
            "arrives twice, late, early or out of order",
            "stops half-way, or goes on for too long",
        )
    ]
    assert [row["id"] for row in rows][:4] == [
        "sensor-hub-1-not-at-all",
        "sensor-hub-1-wrong",
        "sensor-hub-1-at-the-wrong-time",
        "sensor-hub-1-stopped-half-way",
    ]
    assert [row["concern"] for row in rows][:4] == ["downstream", "malformed-input", "states", "recovery"]


@pytest.mark.parametrize(
    "hostile", ['a "quoted" word', "back\\slash", "two\nlines", "[question]", "注文 ✓", "{id}"]
)
def test_any_words_of_a_person_survive_the_file_of_a_kind(hostile: str) -> None:
    table = tomllib.loads(obligations.kind_skeleton("hub", hostile, [hostile], []))
    assert table["what"] == hostile
    assert hostile in table["question"][0]["ask"]
