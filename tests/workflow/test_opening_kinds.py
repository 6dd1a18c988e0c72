"""Components: what is detected, who confirms, which questions are drawn, and kinds of one's own."""

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parti.library import load
from parti.records import vocabulary as facts
from parti.workflow import bank as banks
from parti.workflow import opening
from tests.workflow import talks
from tests.workflow.talks import NO_FEATURE, No, Talk

ADD = 'parti kind add hub --what "<what it is>" --in "<flow>" --out "<flow>"'


def components(talk: Talk) -> dict[str, str]:
    return {body.name: body.kind for body in talk.house.design.component_bodies()}


def asked(talk: Talk) -> set[str]:
    return set(talk.house.design.questions())


# --- kind list -----------------------------------------------------------------------------------------


def test_the_list_shows_what_is_detected_confirmed_and_known(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    talk.do(opening.problem, given=["the front desk stays"])
    said = talk.do(opening.kind_list)
    assert said.lines[0] == "detected  desk (desk): the text says front desk"
    assert said.lines[-1].startswith("kinds     consumer, publisher, broker")
    assert said.lines[-1].endswith(", desk")
    assert said.next == "parti kind confirm"
    talk.do(opening.kind_confirm)
    again = talk.do(opening.kind_list)
    assert "confirmed desk (desk)" in again.lines
    assert again.data["confirmed"] == ["confirmed desk (desk)"]
    assert again.next == "parti ask"


def test_the_list_needs_a_feature_and_records_nothing(tmp_path: Path) -> None:
    Talk(tmp_path / "none").refuses(NO_FEATURE, opening.kind_list)
    talk = talks.opened(tmp_path)
    before = talk.files()
    talk.do(opening.kind_list)
    assert talk.files() == before


@pytest.mark.parametrize("field", ["needed", "given"])
def test_what_is_needed_and_given_is_read_for_kinds(tmp_path: Path, field: str) -> None:
    talk = talks.opened(tmp_path)
    talk.do(opening.problem, **{field: ["at the front desk"]})
    assert talk.do(opening.kind_list).lines[0].startswith("detected  desk")


@pytest.mark.parametrize("field", ["never", "quantities", "unknown", "out_of_scope"])
def test_what_must_not_be_is_no_sign_of_a_component(tmp_path: Path, field: str) -> None:
    talk = talks.opened(tmp_path)
    talk.do(opening.problem, **{field: ["at the front desk"]})
    assert talk.do(opening.kind_list).lines[0] == "detected  nothing; name the components yourself"


def test_the_wish_counts_also_after_the_situation_was_said_anew(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.do(opening.new, "parcels at the front desk", "", "normal")
    talk.do(opening.problem, "parcels get lost")
    assert talk.do(opening.kind_list).lines[0].startswith("detected  desk")


def test_a_product_that_is_two_components_gets_two_names(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    talk.do(opening.problem, given=["clerks are reached over gRPC"])
    said = talk.do(opening.kind_confirm)
    assert components(talk) == {"gRPC http client": "http-client", "gRPC http endpoint": "http-endpoint"}
    assert said.lines[:2] == (
        "component gRPC http client (http-client)",
        "component gRPC http endpoint (http-endpoint)",
    )
    for kind in ("http-client", "http-endpoint"):
        alone = {q.id for q in load.bank().questions if q.kinds == (kind,) and not q.needs}
        assert alone <= asked(talk)


# --- kind confirm --------------------------------------------------------------------------------------


def test_a_pair_is_confirmed_and_its_questions_are_drawn_once(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    said = talk.do(opening.kind_confirm, [" the  counter = desk"])
    named, drawn = talk.records()[-2:]
    assert named.body == facts.ComponentNamed(name="the counter", kind="desk", why="named by hand")
    assert isinstance(drawn.body, facts.ObligationsDrawn)
    assert [q.question for q in drawn.body.questions] == list(talks.SEVERITIES)
    assert {q.components for q in drawn.body.questions} == {("the counter",)}
    assert said.lines == (
        "component the counter (desk)",
        "questions 5: 1 blocker, 2 high, 1 medium, 1 low",
        "one by one 1, the others in pages by concern or as defaults     no model used",
    )
    assert said.data == {"components": {"the counter": "desk"}, "questions": 5, "one_by_one": 1}
    assert said.next == "parti ask"


def test_what_was_detected_is_confirmed_with_the_words_that_betrayed_it(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.do(opening.new, "the Front Desk and the front desk", "", "normal")
    talk.do(opening.kind_confirm)
    body = talk.records()[-2].body
    assert body == facts.ComponentNamed(
        name="desk", kind="desk", why="the text says Front Desk, front desk"
    )


@pytest.mark.parametrize(
    "pair", ["counter", "=desk", " = desk", "counter=", "counter=altar", "counter=Desk"]
)
def test_a_pair_without_a_name_or_a_known_kind_is_refused(tmp_path: Path, pair: str) -> None:
    sentence = f"{pair!r} is not <name>=<kind> with a known kind."
    no = No(2, sentence, "parti kind list shows the kinds")
    talks.opened(tmp_path).refuses(no, opening.kind_confirm, ["good=desk", pair])


def test_the_last_equals_sign_parts_name_and_kind(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    talk.do(opening.kind_confirm, ["a=b=desk"])
    assert components(talk) == {"a=b": "desk"}


def test_one_name_in_one_call_has_one_kind(tmp_path: Path) -> None:
    sentence = "'counter' is named 2 times; a component has one kind."
    no = No(2, sentence, 'parti kind confirm "<name>=<kind>" "<another>=<kind>"')
    talks.opened(tmp_path).refuses(no, opening.kind_confirm, ["counter=desk", " counter=library"])


def test_nothing_recognised_is_nothing_confirmed(tmp_path: Path) -> None:
    no = No(
        2,
        "No kind of component was recognised in the problem.",
        'parti kind confirm "<name>=<kind>", kinds: parti kind list',
    )
    talks.opened(tmp_path).refuses(no, opening.kind_confirm)


def test_an_agent_confirms_nothing(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path).by(talks.AGENT)
    no = No(3, "An agent cannot confirm components.", "a person runs the same command")
    talk.refuses(no, opening.kind_confirm, ["counter=desk"])


def test_without_a_feature_nothing_is_confirmed(tmp_path: Path) -> None:
    Talk(tmp_path).refuses(NO_FEATURE, opening.kind_confirm, ["counter=desk"])


def test_a_known_name_gets_the_new_kind_and_the_draw_follows(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    old = [record.id for record in talk.records()[-2:]]
    talk.do(opening.kind_confirm, ["counter=library"])
    named, drawn = (record.body for record in talk.records()[-2:])
    assert isinstance(named, facts.ComponentNamed)
    assert isinstance(drawn, facts.ObligationsDrawn)
    assert named.supersedes == (old[0],)
    assert drawn.supersedes == (old[1],)
    assert components(talk) == {"counter": "library"}
    assert not asked(talk) & set(talks.SEVERITIES)


def test_a_second_component_joins_the_first(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    said = talk.do(opening.kind_confirm, ["annex=desk"])
    assert components(talk) == {"counter": "desk", "annex": "desk"}
    assert said.lines[:2] == ("component counter (desk)", "component annex (desk)")
    assert {q.components for q in talk.house.design.questions().values()} == {("annex", "counter")}
    assert said.data["questions"] == 5


def test_answers_outlive_a_new_draw(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path)
    said = talk.do(opening.kind_confirm, ["annex=desk"])
    assert "questions 5: " in said.lines
    assert talk.house.design.settlement("desk-owner") is not None


def test_a_question_that_stands_first_is_counted_as_one_by_one(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    text = talks.DESK + talks.question("desk-first", first="true")
    talk.repository.write(".parti/kinds/desk.toml", text)
    talk.do(opening.new, "parcels", "", "normal")
    assert talk.do(opening.kind_confirm, ["counter=desk"]).data["one_by_one"] == 2


# --- kind add ------------------------------------------------------------------------------------------


def test_a_kind_of_ones_own_gets_four_questions_a_flow_and_four_for_its_state(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    said = talk.do(opening.kind_add, "hub", "reads sensors", ["readings"], ["alarms", "reports"])
    assert said.lines == ("wrote     .parti/kinds/hub.toml with 16 questions from four guide words",)
    assert said.data == {"path": ".parti/kinds/hub.toml", "questions": 16}
    assert said.next == 'edit .parti/kinds/hub.toml, then parti kind confirm "<name>=hub"'
    drawn = talk.do(opening.kind_confirm, ["yard=hub"])
    assert drawn.data["questions"] == 16
    every = " ".join(q.ask for q in banks.bank(talk.root).questions if "hub" in q.kinds)
    for flow in ("takes in readings", "gives out alarms", "gives out reports", "keeps its own state"):
        assert every.count(flow) == 4


def test_a_kind_without_flows_still_has_a_state(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    assert talk.do(opening.kind_add, "hub", "reads sensors", [], []).data["questions"] == 4


@pytest.mark.parametrize(
    ("kind", "what", "flows", "no"),
    [
        ("Hub", "x", [], No(2, "'Hub' cannot be a kind's name.", "use small letters and dashes")),
        ("", "x", [], No(2, "'' cannot be a kind's name.", "use small letters and dashes")),
        ("../hub", "x", [], No(2, "'../hub' cannot be a kind's name.", "use small letters and dashes")),
        ("desk", "x", [], No(3, "The kind desk is known already.", "parti kind list")),
        ("consumer", "x", [], No(3, "The kind consumer is known already.", "parti kind list")),
        ("hub", " ", [], No(2, "It is not said what it is.", ADD)),
        ("hub", "x", ["readings", ""], No(2, "A flow is empty.", ADD)),
    ],
)
def test_a_kind_that_is_not_made(tmp_path: Path, kind: str, what: str, flows: list[str], no: No) -> None:
    talk = Talk(tmp_path)
    talk.refuses(no, opening.kind_add, kind, what, flows, [])
    talk.refuses(no, opening.kind_add, kind, what, [], flows)


def test_no_kind_is_made_before_init(tmp_path: Path) -> None:
    no = No(3, "Parti is not set up in this repository.", "parti init")
    Talk(tmp_path, set_up=False).refuses(no, opening.kind_add, "hub", "x", [], [])


def test_one_flow_named_twice_makes_a_kind_that_can_be_read(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.do(opening.kind_add, "hub", "reads", ["readings", "readings"], ["readings"])
    ids = [q.id for q in banks.bank(talk.root).questions if "hub" in q.kinds]
    assert len(ids) == len(set(ids)) == 16


@settings(max_examples=40, deadline=None)
@given(
    what=st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip),
    flow=st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip),
)
def test_whatever_is_said_of_a_kind_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, what: str, flow: str
) -> None:
    talk = Talk(tmp_path_factory.mktemp("kind"))
    talk.do(opening.kind_add, "hub", what, [flow], [])
    made = tomllib.loads((talk.root / ".parti/kinds/hub.toml").read_text("utf-8"))
    assert made["what"] == unicodedata.normalize("NFC", " ".join(what.split()))
    assert len([q for q in banks.bank(talk.root).questions if "hub" in q.kinds]) == 8
