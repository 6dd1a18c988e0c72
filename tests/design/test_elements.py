"""Which components a statement belongs to and which it names, so that two are not taken for one.

Whatever compares numbers or steps of a design asks here first whether both speak of one component. A name
that is missed lets a contradiction pass, and one that is seen where none stands raises a wrong alarm. So
both sides are held: keys and their components, names inside names, and words without their endings.
"""

from collections.abc import Mapping

import pytest

from parti.design import elements
from parti.records import vocabulary as facts
from tests.design import conversations


def drawn(question: str, *components: str) -> facts.Drawn:
    return facts.Drawn(question, "load", "high", components, "what")


def owners(*new: facts.Fact) -> Mapping[str, frozenset[str]]:
    """Who owns what in a design that asks two questions of different components, after these facts."""
    asked = facts.ObligationsDrawn(bank="b", questions=(drawn("rate", "api"), drawn("pool", "api", "Rows")))
    return elements.owners(conversations.folded(conversations.said(asked, *new)))


def decided(key: str, *answers: str) -> facts.Decided:
    return facts.Decided(key=key, title="Pool", choice="ten", because="measured", answers=answers)


def failing(component: str) -> facts.FailureModeNamed:
    return facts.FailureModeNamed("FM-0001", component, "lost-message", "tried again", "fault: kill")


ASKED = {"Q-rate": frozenset({"api"}), "Q-pool": frozenset({"api", "Rows"})}

# --- owners ------------


def test_an_answer_belongs_to_the_components_that_its_question_was_asked_for() -> None:
    assert owners() == ASKED


def test_a_question_that_was_added_belongs_to_the_components_it_was_added_for() -> None:
    added = facts.QuestionAdded("why", "Why?", "load", "high", "what", ("Rows",), "unclear", "model")
    assert owners(added) == {**ASKED, "Q-why": frozenset({"Rows"})}


def test_a_design_that_asks_nothing_and_names_nothing_has_no_owners() -> None:
    assert elements.owners(conversations.folded(())) == {}


def test_a_failure_mode_belongs_to_its_component() -> None:
    assert owners(failing("broker")) == {**ASKED, "FM-0001": frozenset({"broker"})}


def test_a_failure_mode_that_was_said_anew_belongs_to_the_component_of_its_last_words() -> None:
    assert owners(failing("broker"), failing("api"))["FM-0001"] == frozenset({"api"})


def test_a_decision_belongs_to_the_components_of_all_answers_that_it_rests_on() -> None:
    assert owners(decided("D-0001", "rate", "pool"))["D-0001"] == frozenset({"api", "Rows"})


def test_a_decision_may_name_its_answers_with_or_without_their_prefix() -> None:
    bare, full = owners(decided("D-0001", "pool")), owners(decided("D-0001", "Q-pool"))
    assert bare["D-0001"] == full["D-0001"] == frozenset({"api", "Rows"})


def test_a_decision_that_rests_on_no_answer_belongs_to_nobody() -> None:
    assert owners(decided("D-0001"))["D-0001"] == frozenset()


def test_an_answer_that_is_not_asked_gives_a_decision_no_component() -> None:
    assert owners(decided("D-0001", "Q-gone"))["D-0001"] == frozenset()
    assert owners(decided("D-0001", "Q-gone", "Q-rate"))["D-0001"] == frozenset({"api"})


def test_a_decision_does_not_inherit_the_component_of_a_failure_mode() -> None:
    assert owners(failing("broker"), decided("D-0001", "FM-0001"))["D-0001"] == frozenset()


def test_an_invariant_and_a_datum_belong_to_no_component() -> None:
    invariant = facts.InvariantStated(key="INV-0001", text="One row an order in Rows", why="invoices")
    datum = facts.DataNamed(key="DATA-0001", name="order", shape="id", owner="api")
    assert owners(invariant, datum) == ASKED


# --- names in a text ------------


@pytest.mark.parametrize(
    "text",
    [
        "consumer",
        "The consumer reads.",
        "CONSUMER",
        "(consumer)",
        "`consumer`",
        "the consumer's queue",
        "consumer, api",
        "api/consumer",
        "“consumer”",
    ],
)
def test_a_name_is_found_as_a_word_of_its_own_in_any_case(text: str) -> None:
    assert elements.named(text, ("consumer",)) == frozenset({"consumer"})


@pytest.mark.parametrize("text", ["the order  consumer", "Order\nconsumer.", "order\tConsumer"])
@pytest.mark.parametrize("name", ["order consumer", "order  consumer"])
def test_the_words_of_a_name_may_stand_further_apart(text: str, name: str) -> None:
    assert elements.named(text, (name,)) == frozenset({name})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "consumers",
        "preconsumer",
        "order-consumer",
        "consumer-side",
        "consumer_2",
        "my_consumer",
        "consume",
    ],
)
def test_a_name_inside_another_word_is_not_found(text: str) -> None:
    assert elements.named(text, ("consumer",)) == frozenset()


def test_a_name_is_given_back_as_the_design_spells_it() -> None:
    assert elements.named("rabbitmq and POSTGRESQL", ("RabbitMQ", "PostgreSQL")) == frozenset(
        {"RabbitMQ", "PostgreSQL"}
    )


@pytest.mark.parametrize(
    "names",
    [("consumer", "order consumer"), ("order consumer", "consumer")],
    ids=["short-first", "long-first"],
)
def test_a_name_inside_a_longer_name_is_not_found_beside_it(names: tuple[str, ...]) -> None:
    assert elements.named("The order consumer reads.", names) == frozenset({"order consumer"})


def test_a_short_name_is_found_where_it_stands_outside_the_longer_one() -> None:
    found = elements.named("The order consumer wakes the consumer.", ("consumer", "order consumer"))
    assert found == frozenset({"consumer", "order consumer"})


def test_a_longer_name_hides_the_shorter_one_each_time_that_it_stands_there() -> None:
    text = "order consumer, Order Consumer, ORDER CONSUMER"
    assert elements.named(text, ("consumer", "order consumer")) == frozenset({"order consumer"})


def test_what_is_left_of_two_sides_of_a_name_does_not_become_a_name() -> None:
    """Taking out `inner` leaves `a.` and `.b` beside each other, and nobody wrote `a..b`."""
    assert elements.named("a.inner.b", ("a..b", "inner")) == frozenset({"inner"})


@pytest.mark.parametrize("name", ["C++", "a.b", "queue (new)", "a|b", "[x]", "\\d"])
def test_a_name_is_looked_for_sign_by_sign_and_never_as_a_pattern(name: str) -> None:
    assert elements.named(f"the {name} of today", (name,)) == frozenset({name})


@pytest.mark.parametrize(("name", "text"), [("a.b", "axb"), ("a|b", "b"), ("\\d", "7"), ("a*", "aaa")])
def test_signs_of_a_name_stand_for_themselves_alone(name: str, text: str) -> None:
    assert elements.named(text, (name,)) == frozenset()


def test_an_empty_name_is_in_no_text() -> None:
    assert elements.named(". Anything, at (all).", ("", "x")) == frozenset()


def test_a_text_holds_none_of_no_names() -> None:
    assert elements.named("The consumer reads.", ()) == frozenset()


@pytest.mark.parametrize("name", ["Zähler", "заказы", "注文", "entrée"])
def test_a_name_in_any_language_is_found(name: str) -> None:
    assert elements.named(f"Here {name.upper()} stands.", (name,)) == frozenset({name})


def test_a_name_is_not_found_inside_a_longer_word_of_another_alphabet() -> None:
    assert elements.named("перезаказы", ("заказы",)) == frozenset()
    assert elements.named("Zählerstand", ("Zähler",)) == frozenset()


def test_names_may_come_from_what_can_be_read_once() -> None:
    assert elements.named("api", (name for name in ("api", "Rows"))) == frozenset({"api"})


def test_of_two_names_of_one_length_both_are_found_when_both_stand_there() -> None:
    assert elements.named("aa bb", ("bb", "aa")) == frozenset({"aa", "bb"})


# --- plain words ------------


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("order", "order"),
        ("Order", "order"),
        ("orders", "order"),
        ("ORDERS", "order"),
        ("order's", "order"),
        ("order’s", "order"),
        ("orders'", "order"),
        ("orders’", "order"),
        ("`orders`", "order"),
        ('"orders"', "order"),
        ("'orders'", "order"),
    ],
)
def test_one_word_in_any_form_is_one_plain_word(word: str, found: str) -> None:
    assert elements.plain(word) == found


@pytest.mark.parametrize("word", ["is", "us", "gas", "bus", "class", "address", "process"])
def test_an_s_that_is_no_plural_stays(word: str) -> None:
    assert elements.plain(word) == word


def test_of_four_letters_the_last_s_is_a_plural() -> None:
    assert elements.plain("rows") == "row"


def test_only_one_s_is_taken_off() -> None:
    assert elements.plain("bosses") == "bosse"
    assert elements.plain("boss's") == "boss"


@pytest.mark.parametrize("word", ["", "''", "``", '"'])
def test_nothing_but_quotes_is_an_empty_word(word: str) -> None:
    assert elements.plain(word) == ""


def test_letters_that_fold_are_folded() -> None:
    assert elements.plain("Straße") == elements.plain("STRASSE")
