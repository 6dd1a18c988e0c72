"""Opening a feature, stating its problem, ending it: what is recorded, and each guard in its words.

The oracle of every refusal is the sentence, the exit code and the next command of the method's table and
of docs/reference/commands.md, and that no byte below the root changed.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import house as houses
from parti.workflow import opening
from parti.workflow.outcome import Outcome
from tests.workflow import talks
from tests.workflow.talks import NO_FEATURE, No, Talk

BAD_NAME = "{!r} cannot be a feature's name: small letters, digits and dashes, 60 at most."
NAME = 'parti new "<wish>" --name <name>'


def new(talk: Talk, wish: str = "people hand in parcels", name: str = "", lane: str = "normal") -> Outcome:
    return talk.do(opening.new, wish, name, lane)


def stated(talk: Talk) -> facts.ProblemStated:
    known = talk.house.design.problem
    assert known is not None
    return known


def test_a_feature_is_opened_with_its_wish_as_the_situation(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    said = new(talk, "people  hand in\n parcels", "parcels", "deep")
    assert [r.body for r in talk.records()] == [
        facts.FeatureOpened(slug="parcels", wish="people hand in parcels", branch="main", lane="deep"),
        facts.ProblemStated(situation="people hand in parcels"),
    ]
    assert {record.by for record in talk.records()} == {talks.JANE}
    assert said.lines[0] == "feature   parcels (deep lane) on main"
    assert said.data == {"feature": "parcels", "lane": "deep", "kinds": []}
    assert said.next == "parti kind list"


def test_what_the_words_point_to_is_shown_with_the_words(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    said = new(talk, "parcels handed in at the front desk go to PostgreSQL", "parcels")
    assert said.lines[1:] == (
        "detected  PostgreSQL (relational-database): the text says PostgreSQL",
        "detected  desk (desk): the text says front desk",
    )
    assert said.data["kinds"] == ["relational-database", "desk"]
    assert said.next == "parti kind confirm"


def test_a_wish_that_points_to_nothing_asks_for_names(tmp_path: Path) -> None:
    assert new(Talk(tmp_path)).lines[1:] == ("detected  nothing; name the components yourself",)


def test_a_wish_that_names_a_technology_is_told_so_and_opened_all_the_same(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    said = new(talk, "parcels go to PostgreSQL")
    assert [(f.code, f.level) for f in said.findings] == [("problem/technology", "warning")]
    assert "postgresql" in said.findings[0].message.lower()
    assert said.ok
    assert talk.kinds() == ["FeatureOpened", "ProblemStated"]


@pytest.mark.parametrize(
    ("words", "no"),
    [
        ({"wish": ""}, No(2, "The wish is empty.", 'parti new "<what you wish for>"')),
        ({"wish": " \t\n"}, No(2, "The wish is empty.", 'parti new "<what you wish for>"')),
        ({"name": "Parcels"}, No(2, BAD_NAME.format("Parcels"), NAME)),
        ({"name": "-parcels"}, No(2, BAD_NAME.format("-parcels"), NAME)),
        ({"name": "../parcels"}, No(2, BAD_NAME.format("../parcels"), NAME)),
        ({"name": "parcels\n"}, No(2, BAD_NAME.format("parcels\n"), NAME)),
        ({"name": "päckchen"}, No(2, BAD_NAME.format("päckchen"), NAME)),
        ({"name": "a" * 61}, No(2, BAD_NAME.format("a" * 61), NAME)),
        (
            {"lane": "fast"},
            No(
                2,
                "'fast' is not a lane; there are small, normal, deep.",
                'parti new "<wish>" --lane normal',
            ),
        ),
    ],
)
def test_words_that_open_nothing(tmp_path: Path, words: dict[str, str], no: No) -> None:
    given_words = {"wish": "parcels", "name": "", "lane": "normal", **words}
    Talk(tmp_path).refuses(no, opening.new, **given_words)


@pytest.mark.parametrize("name", ["a", "7", "a" * 60, "a-b-1", "a--"])
def test_a_name_at_the_limits_is_taken(tmp_path: Path, name: str) -> None:
    talk = Talk(tmp_path)
    new(talk, name=name)
    assert houses.slugs(talk.root) == (name,)


def test_nothing_is_opened_before_init(tmp_path: Path) -> None:
    no = No(3, "Parti is not set up in this repository.", "parti init")
    Talk(tmp_path, set_up=False).refuses(no, opening.new, "parcels", "", "normal")


def test_nothing_is_opened_on_a_detached_head(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.repository.commit()
    talk.repository.detach()
    no = No(3, "HEAD is detached; a feature belongs to a branch.", "git switch -c <branch>")
    talk.refuses(no, opening.new, "parcels", "", "normal")


def test_one_open_feature_a_branch(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    sentence = "The feature parcels is open on this branch; one feature, one conversation."
    talk.refuses(No(3, sentence, "parti status, or parti close"), opening.new, "letters", "", "normal")


def test_a_name_is_given_once_for_ever(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    talk.do(opening.close, "given up")
    no = No(3, "There is already a feature parcels.", 'parti new "<wish>" --name <another>')
    talk.refuses(no, opening.new, "more parcels", "parcels", "normal")
    assert new(talk, name="letters").data["feature"] == "letters"


def test_another_branch_has_a_feature_of_its_own(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    talk.repository.switch("letters")
    new(talk, name="letters")
    assert talk.house.slug == "letters"
    talk.repository.switch("main")
    assert talk.house.slug == "parcels"


@pytest.mark.parametrize(
    ("wish", "slug"),
    [
        ("People hand in the parcels", "people-hand-parcels"),
        ("one two three four five six seven", "one-two-three-four-five"),
        ("parcels on a shelf are taken from it by the clerk", "parcels-shelf-taken-clerk"),
        ("we sort them into an order with and for us or to be in", "sort-order-us"),
        ("I is of", "i-is-of"),
        ("an", "an"),
        ("it is to be", "it-is-to-be"),
        ("the the the the the the", "the-the-the-the-the"),
        ("Orders (v2), e-mail & co.", "orders-v2-e-mail-co"),
        ("§§ ✓", "feature"),
        ("包裹", "feature"),
        ("Über Päckchen", "ber-p-ckchen"),
        ("a" * 70, "a" * 60),
        ("a" * 59 + " bc", "a" * 59),
    ],
)
def test_the_name_is_made_from_the_wish(tmp_path: Path, wish: str, slug: str) -> None:
    assert new(Talk(tmp_path), wish).data["feature"] == slug


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wish=st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_whatever_is_wished_gets_a_name_that_is_a_name(
    tmp_path_factory: pytest.TempPathFactory, wish: str
) -> None:
    talk = Talk(tmp_path_factory.mktemp("wish"))
    new(talk, wish)
    (slug,) = houses.slugs(talk.root)
    assert houses.SLUG.match(slug)
    assert talk.house.feature().slug == slug


def test_a_wish_that_is_not_unicode_opens_nothing(tmp_path: Path) -> None:
    sentence = "The text holds bytes that are not valid Unicode, so it cannot be kept."
    Talk(tmp_path).refuses(
        No(2, sentence, "give the text as UTF-8"), opening.new, "\udcff", "parcels", "normal"
    )


# --- the problem ---------------------------------------------------------------------------------------


def test_without_a_feature_nothing_is_stated(tmp_path: Path) -> None:
    Talk(tmp_path).refuses(NO_FEATURE, opening.problem, "situation")


def test_what_is_given_replaces_a_field_and_the_others_stay(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    before = talk.records()[-1].id
    said = talk.do(opening.problem, needed=["kept dry", " kept  safe "], out_of_scope=["letters"])
    assert talk.last() == facts.ProblemStated(
        situation="people hand in parcels",
        needed=("kept dry", "kept safe"),
        never=("a parcel is lost",),
        out_of_scope=("letters",),
        supersedes=(before,),
    )
    assert said.lines == (
        "situation people hand in parcels",
        "needed    kept dry",
        "needed    kept safe",
        "never     a parcel is lost",
        "out of scope letters",
    )


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("needed", "needed    "),
        ("never", "never     "),
        ("quantities", "quantities "),
        ("given", "given     "),
        ("unknown", "open      "),
    ],
)
def test_each_list_has_its_field_and_its_label(tmp_path: Path, field: str, label: str) -> None:
    talk = talks.opened(tmp_path)
    said = talk.do(opening.problem, **{field: ["two a day"]})
    assert getattr(stated(talk), field) == ("two a day",)
    assert f"{label}two a day" in said.lines


def test_the_same_problem_is_not_stated_twice(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    before = talk.files()
    said = talk.do(opening.problem, " people hand in  parcels", never=["a parcel is lost"])
    assert said.lines[-1] == "never     a parcel is lost"
    assert talk.files() == before


def test_looking_at_two_statements_settles_neither(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    talk.elsewhere(facts.ProblemStated(situation="clerks lose parcels"))
    before = talk.files()
    talk.do(opening.problem)
    assert talk.files() == before
    talk.do(opening.problem, stated(talk).situation)
    assert len(talk.house.design.problems) == 1


def test_a_new_situation_takes_the_place_of_the_wish(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    talk.do(opening.problem, "clerks  lose\nparcels")
    assert stated(talk).situation == "clerks lose parcels"
    assert stated(talk).never == ("a parcel is lost",)


def test_without_words_it_is_shown_and_nothing_is_recorded(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    before = talk.files()
    said = talk.do(opening.problem)
    assert said.lines[0] == "situation people hand in parcels"
    problem = said.data["problem"]
    assert isinstance(problem, dict)
    assert problem["never"] == ("a parcel is lost",)
    assert talk.files() == before


@pytest.mark.parametrize(
    ("given_words", "follow"),
    [
        ({}, 'parti problem --needed "…"'),
        ({"needed": ["kept"]}, 'parti problem --never "…"'),
        ({"never": ["lost"]}, 'parti problem --needed "…"'),
        ({"needed": ["kept"], "never": ["lost"]}, "parti kind list"),
    ],
)
def test_the_next_command_is_the_first_gap(
    tmp_path: Path, given_words: dict[str, list[str]], follow: str
) -> None:
    talk = Talk(tmp_path)
    new(talk)
    assert talk.do(opening.problem, **given_words).next == follow


@pytest.mark.parametrize(
    ("field", "no"),
    [
        ("needed", No(2, "A line of needed is empty.", 'parti problem --needed "…"')),
        ("never", No(2, "A line of never is empty.", 'parti problem --never "…"')),
        ("out_of_scope", No(2, "A line of out of scope is empty.", 'parti problem --out-of-scope "…"')),
    ],
)
def test_an_empty_line_cannot_stand_for_what_is_needed(tmp_path: Path, field: str, no: No) -> None:
    for row in ("", "  \n"):
        talk = Talk(tmp_path / str(len(row)))
        new(talk)
        talk.refuses(no, opening.problem, **{field: ["a real line", row]})


def test_a_solution_in_the_problem_is_pointed_at_and_kept(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    said = talk.do(opening.problem, needed=["kept in Redis"])
    assert [f.code for f in said.findings] == ["problem/technology"]
    assert said.ok
    assert stated(talk).needed == ("kept in Redis",)


def test_saying_the_problem_once_more_settles_two_statements(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    talk.elsewhere(facts.ProblemStated(situation="clerks lose parcels"))
    assert len(talk.house.design.problems) == 2
    talk.do(opening.problem, "clerks and people lose parcels")
    assert [r.body for r in talk.house.design.problems] == [talk.last()]


# --- the end -------------------------------------------------------------------------------------------


def test_a_closed_feature_leaves_the_branch_free_and_its_records_readable(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    said = talk.do(opening.close, "nobody\nwants it")
    assert talk.last() == facts.FeatureClosed(reason="nobody wants it")
    assert said.lines == ("closed    parcels: nobody wants it", "gate      never judged")
    assert said.next == 'parti new "<what you wish for>"'
    assert talk.house.slug == ""
    assert talk.kinds() == ["FeatureOpened", "ProblemStated", "ProblemStated", "FeatureClosed"]


@pytest.mark.parametrize("reason", ["", " ", "\t\n"])
def test_a_feature_is_not_closed_without_a_reason(tmp_path: Path, reason: str) -> None:
    no = No(2, "The reason is empty.", 'parti close "<why it ends>"')
    talks.opened(tmp_path).refuses(no, opening.close, reason)


def test_what_is_not_open_is_not_closed(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.refuses(NO_FEATURE, opening.close, "given up")
    new(talk)
    talk.do(opening.close, "given up")
    talk.refuses(NO_FEATURE, opening.close, "given up again")


def test_a_closed_feature_that_is_asked_for_by_name_takes_no_more_records(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    talk.do(opening.close, "given up")
    before = talk.files()
    house = houses.open_house(talk.world, "parcels")
    with pytest.raises(refusal.NotAllowed, match="No feature is open"):
        opening.problem(house, "another situation")
    assert talk.files() == before
