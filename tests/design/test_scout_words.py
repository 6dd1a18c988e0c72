"""What the scout says: one sentence with its places, how sure it is, and whether it may be accepted.

`test_sightings_*` hold what is seen; here is what is made of it for a person who did not read the code.
"""

import pytest

from parti.design import scout
from parti.design.sightings import Sighting
from parti.records import vocabulary as facts
from tests.design import conversations, sighted


def sighting(kind: str, what: str, who: str = "store.save", line: int = 1, **more: str | bool) -> Sighting:
    """Something seen in one file."""
    return Sighting(kind=kind, what=what, who=who, path="src/store.py", line=line, **more)  # type: ignore[arg-type]  # literals


def said(question: str, *seen: Sighting, rules: tuple[scout.Rule, ...] = ()) -> scout.Suggestion | None:
    """What is said to one question of a design about orders, after these sightings."""
    kinds = {**conversations.ORDERS, "pay": "http-client", "files": "file-store"}
    state = conversations.folded(conversations.said(*conversations.opened(kinds)))
    every = scout.suggestions(state, scout.Looked(seen, rules))
    return next((one for one in every if one.question == question), None)


def some(question: str, *seen: Sighting, rules: tuple[scout.Rule, ...] = ()) -> scout.Suggestion:
    """The same where something is said."""
    one = said(question, *seen, rules=rules)
    assert one is not None
    return one


# --- who writes ------------------------------------------------------------------


def test_one_writer_in_many_places_is_told_by_the_first_and_is_an_answer() -> None:
    one = some("record-owner", *(sighting("row", "orders", line=line) for line in (3, 9, 12)))
    assert one == scout.Suggestion(
        question="record-owner",
        text="In the code today: only `store.save` (src/store.py:3) writes `orders`.",
        confidence="exact",
        places=("src/store.py:3",),
        answers=True,
    )


def test_a_writer_that_is_not_certain_is_likely_and_may_still_be_accepted() -> None:
    one = some("record-owner", sighting("row", "orders", certain=False))
    assert (one.confidence, one.answers) == ("likely", True)


def test_of_many_writers_four_are_named_and_the_rest_is_counted() -> None:
    one = some("record-owner", *(sighting("row", "orders", who=f"w{n}.save", line=n) for n in range(1, 7)))
    assert one.text == (
        "In the code today: `orders` is written in 6 places: `w1.save` (src/store.py:1), `w2.save` "
        "(src/store.py:2), `w3.save` (src/store.py:3), `w4.save` (src/store.py:4) and 2 more."
    )
    assert (one.confidence, one.answers) == ("likely", False)


def test_four_writers_are_all_named() -> None:
    one = some("record-owner", *(sighting("row", "orders", who=f"w{n}.save") for n in range(4)))
    assert "in 4 places" in one.text
    assert "more" not in one.text


def test_two_things_with_one_writer_each_are_told_by_name_in_one_sentence() -> None:
    one = some(
        "record-owner", sighting("row", "orders"), sighting("row", "order_lines", who="lines.add", line=2)
    )
    assert one.text == (
        "In the code today: only `lines.add` (src/store.py:2) writes `order_lines`; "
        "only `store.save` (src/store.py:1) writes `orders`."
    )
    assert (one.answers, one.places) == (True, ("src/store.py:2", "src/store.py:1"))


def test_one_thing_with_two_writers_spoils_the_answer_for_both() -> None:
    one = some(
        "record-owner",
        sighting("row", "orders"),
        sighting("row", "order_lines"),
        sighting("row", "order_lines", who="lines.add"),
    )
    assert (one.confidence, one.answers) == ("likely", False)


@pytest.mark.parametrize(
    ("table", "is_meant"),
    [
        ("orders", True),
        ("Order", True),
        ("order_lines", True),
        ("shopOrders", True),
        ("ORDER_LINES", True),
        ("invoices", False),
        ("border", False),
        ("or", False),
    ],
)
def test_a_table_counts_when_the_problem_speaks_of_it(table: str, is_meant: bool) -> None:
    assert (said("record-owner", sighting("row", table)) is not None) is is_meant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("batch", "batches"),
        ("cache", "caches"),
        ("address", "addresses"),
        ("box", "boxes"),
        ("entry", "entries"),
        ("movie", "movies"),
        ("process", "processes"),
        ("size", "sizes"),
        ("line", "lines"),
    ],
)
def test_one_and_many_of_a_thing_are_the_same_thing(one: str, other: str) -> None:
    assert scout.parts(one) & scout.parts(other)


@pytest.mark.parametrize(
    ("one", "other"), [("pass", "pas"), ("order", "border"), ("ties", "time"), ("id", "ids")]
)
def test_words_that_only_look_alike_are_two_things(one: str, other: str) -> None:
    assert not scout.parts(one) & scout.parts(other)


def test_what_was_named_as_data_or_touched_as_a_module_is_spoken_of_too() -> None:
    said_so = conversations.said(
        facts.FeatureOpened(slug="x", wish="send parcels", branch="main", lane="normal"),
        facts.DataNamed(key="DATA-0001", name="invoice line", shape="id", owner="shop"),
        facts.ModuleTouched(key="MOD-0001", path="src/ledger/books.py", why="it is there"),
        facts.InvariantStated(key="INV-0001", text="Refunds balance", why="money"),
    )
    words = scout.spoken(conversations.folded(said_so))
    assert {"parcel", "invoice", "line", "ledger", "book"} <= words
    assert not {"refund", "shop", "money"} & words


def test_a_file_is_owned_by_whoever_writes_or_saves_it() -> None:
    one = some(
        "file-one-helper", sighting("file", "orders"), sighting("saves", "orders", who="io.keep", line=5)
    )
    assert "`orders` is written in 2 places" in one.text
    assert said("file-one-helper", sighting("row", "orders")) is None


# --- helpers, handlers, constraints -----------------------------------------------


def test_helpers_and_handlers_come_before_the_constraints_in_force() -> None:
    one = some(
        "existing-hooks",
        sighting("handles", "order.paid", who="shop.on_paid", line=2),
        sighting("saves", "orders", value="save_json", line=1),
        rules=(scout.Rule("r", "Writes go through `save_json`", "storage", "CONSTRAINTS.md:9"),),
    )
    assert one.text == (
        "In the code today: `save_json` saves `orders` (src/store.py:1); `shop.on_paid` handles "
        "`order.paid` (src/store.py:2); “Writes go through `save_json`” is in force (CONSTRAINTS.md:9)."
    )
    assert one.places == ("src/store.py:1", "src/store.py:2", "CONSTRAINTS.md:9")
    assert (one.confidence, one.answers) == ("exact", True)


def test_one_uncertain_hook_makes_all_of_it_likely() -> None:
    one = some(
        "existing-hooks", sighting("saves", "orders"), sighting("handles", "order.paid", certain=False)
    )
    assert (one.confidence, one.answers) == ("likely", True)


@pytest.mark.parametrize(
    ("title", "is_told"),
    [
        ("Orders import only what is listed here", True),
        ("Handlers are registered in `HANDLERS`", True),
        ("Mark the page dirty after a change", True),
        ("The cache is asked first", True),
        ("No print in the library", False),
    ],
)
def test_a_constraint_is_told_when_it_speaks_of_the_problem_or_of_a_hook(title: str, is_told: bool) -> None:
    rules = (scout.Rule("r", title, "us", "CONSTRAINTS.md:3"),)
    assert (said("existing-hooks", rules=rules) is not None) is is_told


def test_a_title_with_bars_stays_on_one_field_of_the_page() -> None:
    rules = (scout.Rule("r", "Orders | are\nkept", "us", "CONSTRAINTS.md:3"),)
    assert "“Orders / are kept” is in force" in some("existing-hooks", rules=rules).text


def test_four_constraints_are_told_at_most() -> None:
    rules = tuple(scout.Rule("r", f"Order rule {n}", "us", f"CONSTRAINTS.md:{n}") for n in range(6))
    one = some("existing-hooks", rules=rules)
    assert one.text.count("is in force") == len(one.places) == 4


# --- channels, schemas, settings ----------------------------------------------------


def test_one_function_that_declares_every_channel_is_exact() -> None:
    one = some("topology-owner", sighting("declares", "orders"), sighting("declares", "dead", line=2))
    assert one.text == (
        "In the code today: `store.save` declares `dead` (src/store.py:2); "
        "`store.save` declares `orders` (src/store.py:1)."
    )
    assert (one.confidence, one.answers) == ("exact", True)


def test_two_functions_that_declare_one_channel_are_no_answer() -> None:
    one = some(
        "topology-owner", sighting("declares", "orders"), sighting("declares", "orders", who="other.f")
    )
    assert (one.confidence, one.answers) == ("likely", False)


def test_the_places_are_those_of_the_channels_that_are_named() -> None:
    """The words are sorted by name, so the first four sightings need not be the ones that are shown."""
    seen = [sighting("declares", name, line=line) for line, name in enumerate("fedcba", start=1)]
    one = some("topology-owner", *seen)
    assert one.places == ("src/store.py:6", "src/store.py:5", "src/store.py:4", "src/store.py:3")
    assert all(f"({place})" in one.text for place in one.places)


def test_what_a_schema_refuses_is_there_to_be_known() -> None:
    one = some("schema-guards", sighting("guards", "orders", value="id primary key"))
    assert one.text == "In the code today: `orders` has id primary key (src/store.py:1)."
    assert (one.confidence, one.answers) == ("likely", False)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("pool-size", "DB_POOL_SIZE"),
        ("pool-size", "MAX_CONNECTIONS"),
        ("retry-policy", "MAX_RETRIES"),
        ("retry-policy", "ATTEMPTS"),
        ("consumer-spike", "WORKERS"),
        ("consumer-spike", "PREFETCH_COUNT"),
    ],
)
def test_a_setting_is_told_to_the_question_that_its_name_speaks_of(question: str, name: str) -> None:
    one = some(question, sighting("setting", name))
    assert one.text == f"In the code today: `{name}` is read from the environment (src/store.py:1)."
    assert (one.confidence, one.answers) == ("likely", False)


def test_a_setting_of_something_else_is_told_to_no_question() -> None:
    state = conversations.folded(conversations.said(*conversations.opened()))
    assert scout.suggestions(state, scout.Looked((sighting("setting", "LOG_LEVEL"),))) == ()


# --- time-outs ------------------------------------------------------------------------


def test_time_outs_are_told_with_their_seconds_and_may_be_accepted() -> None:
    one = some("http-deadlines", sighting("waits", "requests.get", value="5"))
    assert one.text == "In the code today: `requests.get` waits at most 5 s (src/store.py:1)."
    assert (one.confidence, one.answers) == ("exact", True)


def test_a_time_out_of_something_unknown_is_likely() -> None:
    assert (
        some("http-deadlines", sighting("waits", "fetch", value="5", certain=False)).confidence == "likely"
    )


def test_one_call_without_a_time_out_spoils_the_answer() -> None:
    one = some(
        "http-deadlines",
        sighting("waits", "requests.get", value="5"),
        sighting("unlimited", "requests.post", line=2),
        sighting("unlimited", "requests.put", line=3),
    )
    assert one.text == (
        "In the code today: `requests.get` waits at most 5 s (src/store.py:1); "
        "`requests.post` (src/store.py:2) and 1 call more without a time-out."
    )
    assert (one.answers, one.places) == (False, ("src/store.py:1", "src/store.py:2"))


def test_a_time_out_without_a_number_says_nothing() -> None:
    assert said("http-deadlines", sighting("waits", "requests.get", value="", certain=False)) is None


def test_databases_and_other_calls_are_told_apart() -> None:
    seen = (
        sighting("waits", "psycopg.connect", value="3"),
        sighting("waits", "requests.get", value="5", line=2),
    )
    assert "requests" not in some("db-deadlines", *seen).text
    assert "psycopg" not in some("http-deadlines", *seen).text


def test_waiting_for_a_lock_answers_no_question_on_deadlines() -> None:
    """What the whole way from a file to the sentence says."""
    body = "lock.acquire(timeout=3)"
    assert sighted.suggested({"src/store.py": f"{sighted.HEAD}{body}\n"}) == {}


def test_milliseconds_of_javascript_are_told_as_seconds() -> None:
    text = 'import axios from "axios";\naxios.post("https://pay", {}, { timeout: 5000 });\n'
    one = sighted.suggested({"src/pay.ts": text})["http-deadlines"]
    assert one.text == "In the code today: `axios.post` waits at most 5 s (src/pay.ts:2)."


# --- which questions, in which order ----------------------------------------------------


def test_suggestions_come_in_the_order_of_the_questions() -> None:
    state = conversations.folded(conversations.said(*conversations.opened()))
    seen = (sighting("declares", "orders"), sighting("row", "orders"), sighting("setting", "POOL_SIZE"))
    made = [one.question for one in scout.suggestions(state, scout.Looked(seen))]
    assert made == [
        name for name in state.questions() if name in {"topology-owner", "record-owner", "pool-size"}
    ]
    assert len(made) == 3


def test_an_empty_repository_says_nothing() -> None:
    state = conversations.folded(conversations.said(*conversations.opened()))
    assert scout.suggestions(state, scout.Looked(()), every=True) == ()
