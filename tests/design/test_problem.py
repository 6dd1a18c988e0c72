"""The problem says what is needed and not how: what is pointed at, and what is left in peace (D7).

Guards `problem`: its findings are warnings, one for each word that is already part of a solution.
"""

import pytest

from parti.design import hygiene, problem, state
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations

MENTIONS = (load.Technology(names=("PostgreSQL", "pg"), kinds=("relational-database",)),)

SOLUTIONS = [
    ("I am thinking of two tables", "proposal"),
    ("we plan to split it", "proposal"),
    ("We're planning to split it", "proposal"),
    ("I propose three steps", "proposal"),
    ("we decided on it", "proposal"),
    ("I'm leaning that way", "proposal"),
    ("we will use threads", "proposal"),
    ("I would use threads", "proposal"),
    ("we intend to split it", "proposal"),
    ("we want to use threads", "proposal"),
    ("I want to build one", "proposal"),
    ("we want to add one", "proposal"),
    ("we want to store them", "proposal"),
    ("we want to split them", "proposal"),
    ("here is my design", "own-design"),
    ("our new architecture has it", "own-design"),
    ("my approach is this", "own-design"),
    ("our solution is this", "own-design"),
    ("my plan is this", "own-design"),
    ("Does this make sense", "validation"),
    ("am I right", "validation"),
    ("am i missing a thing", "validation"),
    ("a quick sanity check", "validation"),
    ("what do you think", "validation"),
    ("it is done using threads", "mechanism"),
    ("it goes via a gate", "mechanism"),
    ("by means of the gate", "mechanism"),
    ("it is backed by disks", "mechanism"),
    ("on top of an engine", "mechanism"),
    ("based on events", "mechanism"),
    ("```", "code"),
    ("class Order(", "code"),
    ("def save(", "code"),
    ("function save {", "code"),
    ("create table orders (", "code"),
]
FIXES = {
    "proposal": "this is a design of yours; keep it for the seal and say what must be true instead",
    "own-design": "this names your own design; keep it for the seal",
    "validation": "this asks for agreement; ask what must hold",
    "mechanism": (
        "this says how; say what an outside observer must see, or move it to given with its reason"
    ),
    "code": "this is code; describe the behaviour",
}


def found(stated: facts.ProblemStated) -> list[tuple[str, str]]:
    return [(f.code, f.snippet) for f in hygiene.findings(stated, MENTIONS)]


@pytest.mark.parametrize(("text", "rule"), SOLUTIONS, ids=[row[0] for row in SOLUTIONS])
@pytest.mark.parametrize("field", ["situation", "needed", "never", "quantities"])
def test_words_of_a_solution_are_pointed_at_wherever_they_stand(text: str, rule: str, field: str) -> None:
    said: dict[str, tuple[str, ...]] = {field: ("quiet", text)} if field != "situation" else {}
    stated = facts.ProblemStated(situation=text if field == "situation" else "quiet", **said)
    (finding,) = hygiene.findings(stated, ())
    assert finding.code == f"problem/{rule}"
    assert finding.level == "warning"
    assert finding.snippet in text
    assert finding.message == f"“{finding.snippet}” is already part of a solution."
    assert finding.fix == FIXES[rule]
    assert str(finding.place) == "problem"


@pytest.mark.parametrize(
    "text",
    [
        "Orders arrive and must be stored once.",
        "The class of the order is shown.",
        "People decide, plan and build.",
        "A planner may not see the design of another.",
        "Nobody is thinking.",
        "",
    ],
)
def test_a_problem_in_its_own_words_is_left_in_peace(text: str) -> None:
    assert found(facts.ProblemStated(situation=text, needed=(text,), never=(text,))) == []


@pytest.mark.parametrize("field", ["given", "unknown", "out_of_scope"])
def test_givens_unknowns_and_what_is_out_of_scope_may_name_anything(field: str) -> None:
    assert found(facts.ProblemStated(situation="quiet", **{field: ("we will use PostgreSQL",)})) == []


@pytest.mark.parametrize("text", ["PostgreSQL", "postgresql", "the PostgreSQL, now"])
def test_a_technology_is_named_with_what_to_do_about_it(text: str) -> None:
    (finding,) = hygiene.findings(facts.ProblemStated(situation=text), MENTIONS)
    assert (finding.code, finding.snippet) == ("problem/technology", "PostgreSQL")
    assert finding.fix == (
        "if PostgreSQL is fixed, say so under given with its reason; if not, leave it out"
    )


@pytest.mark.parametrize("text", ["PostgreSQLs", "my-PostgreSQL", "PostgreSQL-like", "xPostgreSQL"])
def test_a_technology_inside_another_word_is_not_meant(text: str) -> None:
    assert ("problem/technology", "PostgreSQL") not in found(facts.ProblemStated(situation=text))


def test_what_stands_twice_is_said_once() -> None:
    twice = facts.ProblemStated(situation="via a gate", needed=("via a gate", "via a gate"))
    assert found(twice) == [("problem/mechanism", "via a gate")]


def test_each_rule_speaks_for_itself() -> None:
    stated = facts.ProblemStated(situation="I propose my design via a gate")
    assert [code for code, _ in found(stated)] == [
        "problem/proposal",
        "problem/own-design",
        "problem/mechanism",
    ]


FULL = facts.ProblemStated(
    situation="s",
    needed=("n",),
    never=("v",),
    quantities=("q",),
    given=("g",),
    unknown=("u",),
    out_of_scope=("o",),
)
FIELDS = ["situation", "needed", "never", "quantities", "given", "unknown", "out_of_scope"]


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_said_again_replaces_its_field_and_no_other(field: str) -> None:
    records = conversations.said(FULL)
    said = {} if field == "situation" else {field: ("new", "x")}
    fresh = facts.ProblemStated(situation="new" if field == "situation" else "", **said)
    made = problem.restated(conversations.folded(records), fresh)
    for name in FIELDS:
        assert getattr(made, name) == getattr(fresh if name == field else FULL, name), name
    assert made.supersedes == (records[0].id,)


def test_the_first_statement_is_taken_whole_and_supersedes_nothing() -> None:
    assert problem.restated(state.DesignState(), FULL) == FULL


def test_saying_a_disputed_problem_again_supersedes_both_sides() -> None:
    rival = facts.ProblemStated(situation="other", needed=("m",))
    both = [*conversations.said(FULL), *conversations.said(rival, start=50)]
    made = problem.restated(conversations.folded(both), facts.ProblemStated(situation="one"))
    assert set(made.supersedes) == {record.id for record in both}
    assert made.needed == ("m",)


GAPS = [
    (None, ["problem.needed", "problem.never"]),
    (facts.ProblemStated(situation="s"), ["problem.needed", "problem.never"]),
    (facts.ProblemStated(situation="s", needed=("a",)), ["problem.never"]),
    (facts.ProblemStated(situation="s", never=("a",)), ["problem.needed"]),
    (facts.ProblemStated(situation="", needed=("a",), never=("b",)), []),
]


@pytest.mark.parametrize(("stated", "places"), GAPS)
def test_a_gap_is_what_must_hold_or_what_must_never_happen(
    stated: facts.ProblemStated | None, places: list[str]
) -> None:
    folded = conversations.folded(conversations.said(*([stated] if stated else [])))
    assert [str(f.place) for f in problem.gaps(folded)] == places
