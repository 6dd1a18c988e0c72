"""The problem says what is needed and not how: what is pointed at, and what is left in peace (D7).

Guards `hygiene` and `leaks`: findings are warnings, each with its rule, words, sentence, and what to
do. A known term in a sentence that another rule points at is named as well: it is settled by itself.
"""

import time

import pytest

from parti.design import hygiene, leaks
from parti.library import load
from parti.records import debate
from parti.records import vocabulary as facts

MENTIONS = (load.Technology(names=("PostgreSQL", "pg"), kinds=("relational-database",)),)
FEW = leaks.lexicon(load.leaks(), MENTIONS)
WHOLE = leaks.lexicon(load.leaks(), load.technologies())

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
    ("should we go on with it", "choice"),
    ("Store every order twice", "build"),
    ("Use a second table", "build"),
    ("- [ ] Add saga", "build"),
    ("[RFC] Split the shop", "build"),
    ("obviously it is late", "certainty"),
    ("tables vs files", "versus"),
    ("Retry it once", "imperative"),
    ("we need to keep two of them", "means"),
    ("switch it to a table", "means"),
    ("Proposed solution: later", "heading"),
    ("an outbox is there", "pattern"),
    ("dead-letter queues fill up", "pattern"),
]


def settled(words: str, how: str = "example") -> dict[str, debate.LeakSettled]:
    return {
        words.casefold(): debate.LeakSettled(words=words, rule="", how=how, because="because", late=False)
    }


def found(stated: facts.ProblemStated, lexicon: leaks.Lexicon = FEW) -> list[tuple[str, str]]:
    return [(f.code, f.snippet) for f in hygiene.findings(stated, lexicon) if f.level == "warning"]


@pytest.mark.parametrize(("text", "rule"), SOLUTIONS, ids=[row[0] for row in SOLUTIONS])
@pytest.mark.parametrize("field", ["situation", "needed", "never", "quantities"])
def test_words_of_a_solution_are_pointed_at_wherever_they_stand(text: str, rule: str, field: str) -> None:
    said: dict[str, tuple[str, ...]] = {field: ("quiet", text)} if field != "situation" else {}
    stated = facts.ProblemStated(situation=text if field == "situation" else "quiet", **said)
    (finding,) = [f for f in hygiene.findings(stated, FEW) if f.code == f"problem/{rule}"]
    assert finding.level == "warning"
    assert finding.snippet in text
    identity = next(row.id for row in load.leaks().rule if row.name == rule)
    assert finding.message.startswith(
        f"“{finding.snippet}” is already part of a solution ({identity}): “{text}” "
    )
    assert finding.message.endswith("?") or "Keep it for the seal" in finding.message
    assert finding.fix.startswith(f'parti leak "{finding.snippet}" --is given --because "…"')
    assert str(finding.place) == "problem"


def test_every_rule_is_shown_by_an_example() -> None:
    assert {row.name for row in load.leaks().rule} == {"technology", *(rule for _, rule in SOLUTIONS)}


def test_every_rule_has_a_question_that_leads_back_to_the_need() -> None:
    words = load.leaks()
    assert {row.ask for row in words.rule} == set(words.ask)


@pytest.mark.parametrize(
    "text",
    [
        "Orders arrive and must be stored once.",
        "The class of the order is shown.",
        "People decide, plan and build.",
        "A planner may not see the design of another.",
        "Nobody is thinking.",
        "Some users see nothing when using the app.",
        "The phase I trial ended. We are late.",
        "",
    ],
)
def test_a_problem_in_its_own_words_is_left_in_peace(text: str) -> None:
    assert found(facts.ProblemStated(situation=text, needed=(text,), never=(text,)), WHOLE) == []


@pytest.mark.parametrize("field", ["given", "unknown", "out_of_scope"])
def test_givens_unknowns_and_what_is_out_of_scope_may_name_anything(field: str) -> None:
    said = facts.ProblemStated(situation="quiet is all", **{field: ("we will use PostgreSQL",)})
    assert hygiene.findings(said, FEW) == ()


@pytest.mark.parametrize("text", ["PostgreSQL", "postgresql", "the PostgreSQL, now"])
def test_a_technology_is_named_with_the_question_that_leads_behind_it(text: str) -> None:
    (finding,) = [
        f for f in hygiene.findings(facts.ProblemStated(situation=text), FEW) if f.level == "warning"
    ]
    assert finding.code == "problem/technology"
    assert finding.snippet.casefold() == "postgresql"
    assert finding.message.endswith(load.leaks().ask["technology"])


@pytest.mark.parametrize("text", ["PostgreSQLs", "my-PostgreSQL", "PostgreSQL-like", "xPostgreSQL"])
def test_a_technology_inside_another_word_is_not_meant(text: str) -> None:
    assert found(facts.ProblemStated(situation=text)) == []


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


def test_a_term_inside_other_words_of_its_sentence_is_not_said_twice() -> None:
    stated = facts.ProblemStated(situation="it is sent using PostgreSQL")
    assert found(stated) == [("problem/mechanism", "using PostgreSQL")]


# --- verdicts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict", "score"),
    [
        ("Orders arrive and must be stored once.", "CLEAN", 0),
        ("Orders arrive in PostgreSQL.", "ASK", 1),
        ("We already run PostgreSQL.", "ASK", 0),
        ("The mandated store is PostgreSQL, by means of an outbox.", "ASK", 0),
        ("We want to use PostgreSQL.", "LEAK", 4),
        ("Use an outbox.", "LEAK", 3),
        ("Add one. Retry it. Persist it. Write it.", "ASK", 2),
        ("pg, PostgreSQL and pg", "ASK", 2),
    ],
)
def test_the_verdict_follows_from_distinct_hits(text: str, verdict: str, score: int) -> None:
    judged = hygiene.judge((text,), FEW)
    assert (judged.verdict, judged.score) == (verdict, score)


def test_what_was_done_and_seen_is_no_proposal() -> None:
    tale = "It is late.\n## Steps to reproduce\n1. Create an order\n2. Store it\n## Expected\nUse it once"
    assert [(hit.rule, hit.words, hit.number) for hit in leaks.hits(tale, FEW)] == [("L5", "Use", 6)]


def test_code_is_one_hit_whatever_it_holds() -> None:
    tale = "It fails so:\n```\nUse PostgreSQL\nclass A(\n```\nand then"
    assert [hit.rule for hit in leaks.hits(tale, FEW)] == ["L11", "L0"]


# --- settled -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Orders go to PostgreSQL.", "postgresql", []),
        ("Orders go to PostgreSQL.", "pg", []),
        ("Orders go to pg.", "the PostgreSQL of the shop", []),
        ("It is sent using PostgreSQL.", "PostgreSQL", []),
        ("We want to use PostgreSQL.", "PostgreSQL", ["L1"]),
        ("We want to use PostgreSQL.", "We want to use PostgreSQL", []),
        ("It goes via a gate.", "gate", []),
        ("It goes via a gate.", "gat", ["L6"]),
        ("my design", "design", ["L2"]),
    ],
)
def test_a_settled_leak_is_quiet_and_settles_no_more_than_it_names(
    text: str, words: str, left: list[str]
) -> None:
    judged = hygiene.judge((text,), FEW, settled(words))
    assert [hit.rule for hit in judged.hits] == left


# --- bad input -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "orders", "…", "\x00\x1b[2J"])
def test_a_problem_that_says_next_to_nothing_is_told_so(text: str) -> None:
    codes = [f.code for f in hygiene.findings(facts.ProblemStated(situation=text), WHOLE)]
    assert codes == ["problem/short"]


@pytest.mark.parametrize(
    "text",
    [
        "Bestellungen kommen an und müssen genau einmal gespeichert werden, auch nach einem Absturz.",
        "注文は一度だけ保存されなければならない。",
        "Заказы приходят и должны быть сохранены один раз.",
    ],
)
def test_a_text_in_another_language_is_told_that_the_rules_read_english(text: str) -> None:
    (finding,) = hygiene.findings(facts.ProblemStated(situation=text), WHOLE)
    assert (finding.code, finding.level) == ("problem/language", "note")


@pytest.mark.parametrize(
    "text",
    [
        "We use Kafka, and store. " * 8000,
        "a" * 200_000,
        "a " * 100_000,
        "using " * 33_000,
        "Kafka. " * 30_000,
    ],
    ids=["sentences", "one word", "words", "prepositions", "terms"],
)
def test_a_very_long_problem_is_read_in_bounded_time_and_told_to_be_long(text: str) -> None:
    began = time.monotonic()
    every = hygiene.findings(facts.ProblemStated(situation=text), WHOLE)
    assert time.monotonic() - began < 20
    assert "problem/long" in [f.code for f in every]
    assert len(every) < 30


def test_control_characters_hide_nothing() -> None:
    hidden = facts.ProblemStated(situation="we will\x07 use Postgre\u200bSQL in the shop")
    assert ("problem/technology", "PostgreSQL") in found(hidden)


def test_more_than_twenty_findings_are_counted() -> None:
    many = facts.ProblemStated(situation=" ".join(f"It goes via gate{n}." for n in range(30)))
    every = hygiene.findings(many, FEW)
    assert "10 more words" in every[20].message
