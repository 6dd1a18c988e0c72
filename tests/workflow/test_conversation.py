"""Questions asked, answered and sent back: facts, words, and guards.

The five questions of the tests' own kind stand in the order blocker, high, high, medium, low; what an
answer must hold comes from their slots and severities, which this file's tables name.
"""

from pathlib import Path

import pytest

from parti.constraints.finding import Place
from parti.records import vocabulary as facts
from parti.workflow import conversation, opening
from tests.workflow import talks
from tests.workflow.talks import NO_FEATURE, No, Talk, answer

ALL = "parti ask --all"
GONE = "Q-desk-crash was drawn, but the question bank does not hold it any more."
MEND = 'mend .parti/kinds, or parti waive Q-desk-crash "<why>" --not-applicable'


def without(talk: Talk, *gone: str) -> None:
    """The project's bank loses questions that were drawn from it."""
    left = [identity for identity in talks.SEVERITIES if identity not in gone]
    text = talks.HEAD + "".join(talks.question(identity) for identity in left)
    talk.repository.write(".parti/kinds/desk.toml", text)


def settlement(talk: Talk, identity: str) -> facts.Fact | None:
    return talk.house.design.settlement(identity)


# --- ask -----------------------------------------------------------------------------------------------


def test_before_a_component_is_confirmed_there_is_nothing_to_ask(tmp_path: Path) -> None:
    said = talks.opened(tmp_path).do(conversation.ask)
    assert said.lines == ("No component is confirmed yet.",)
    assert said.next == 'parti kind confirm "<name>=<kind>"'


def test_the_blocker_comes_alone_with_its_options_and_without_a_recommendation(tmp_path: Path) -> None:
    said = talks.confirmed(tmp_path).do(conversation.ask)
    assert said.lines == (
        "One question (5 open)",
        "",
        "Q-desk-owner  [blocker]  ownership × counter",
        "  What about desk-owner?",
        "  why: Somebody has to know.",
        "     1  the clerk alone does it",
        "     2  anybody does it; the risk is recorded",
    )
    assert said.data["form"] == "one"
    assert said.data["open"] == 5
    assert said.data["questions"] == [
        {
            "question": "desk-owner",
            "concern": "ownership",
            "severity": "blocker",
            "components": ("counter",),
            "slot": "owner",
            "first": False,
        }
    ]
    assert said.next == 'parti answer Q-desk-owner "<answer>"   (or --option N)'


def test_the_pages_follow_the_severity_until_all_is_closed(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    answer(talk, "desk-owner", talks.GOOD["desk-owner"])
    high = talk.do(conversation.ask)
    assert (high.lines[0], high.data["form"], high.data["open"]) == ("ownership: 2 questions", "page", 4)
    assert high.next == 'parti answer Q-desk-rate "<answer>"   (or --option N)'
    for identity in ("desk-crash", "desk-rate"):
        answer(talk, identity, talks.GOOD[identity])
    rest = talk.do(conversation.ask)
    assert rest.lines == (
        "2 questions of medium and low severity have a default answer:",
        "  Q-desk-signal: The default of desk-signal.",
        "  Q-desk-colour: The default of desk-colour.",
    )
    assert rest.next == "parti answer --defaults"
    talk.do(conversation.answer_defaults)
    done = talk.do(conversation.ask)
    assert (done.lines, done.next) == (("Every obligation is closed.",), "parti lock")


def test_one_question_is_shown_by_its_id_with_or_without_its_letter(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    said = talk.do(conversation.ask, "Q-desk-colour")
    assert said.lines[2] == "Q-desk-colour  [low]  ownership × counter"
    assert said == talk.do(conversation.ask, "desk-colour")
    answer(talk, "desk-colour", talks.GOOD["desk-colour"])
    assert talk.do(conversation.ask, "desk-colour").data["form"] == "one"


def test_the_list_shows_every_question_with_its_state(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    answer(talk, "desk-crash", talks.GOOD["desk-crash"])
    said = talk.do(conversation.ask, every=True)
    assert [line.split() for line in said.lines] == [
        ["open", "Q-desk-owner", "[blocker]", "ownership"],
        ["ok", "Q-desk-crash", "[high]", "ownership"],
        ["open", "Q-desk-rate", "[high]", "ownership"],
        ["open", "Q-desk-signal", "[medium]", "ownership"],
        ["open", "Q-desk-colour", "[low]", "ownership"],
    ]
    assert isinstance(said.data["questions"], list)
    assert len(said.data["questions"]) == 5


def test_asking_needs_a_feature_and_a_question_that_applies(tmp_path: Path) -> None:
    Talk(tmp_path / "none").refuses(NO_FEATURE, conversation.ask)
    talk = talks.confirmed(tmp_path)
    talk.refuses(No(2, "Q-nonsense is not a question here.", ALL), conversation.ask, "Q-nonsense")
    talk.refuses(No(2, "record-owner is not a question here.", ALL), conversation.ask, "record-owner")


def test_asking_records_nothing(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    before = talk.files()
    for words in ({}, {"every": True}, {"question": "desk-rate"}):
        talk.do(conversation.ask, **words)
    assert talk.files() == before


def test_a_question_that_left_the_bank_is_named_and_not_asked(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    without(talk, "desk-crash")
    talk.refuses(No(2, GONE, MEND), conversation.ask, "Q-desk-crash")
    talk.refuses(No(2, GONE, MEND), conversation.answer, "Q-desk-crash", talks.GOOD["desk-crash"])
    answer(talk, "desk-owner", talks.GOOD["desk-owner"])
    page = conversation.page(talk.house)
    assert [q.question for q in page.questions] == ["desk-rate"]


def test_when_only_lost_questions_are_open_it_does_not_say_that_all_is_closed(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    for identity in ("desk-owner", "desk-rate"):
        answer(talk, identity, talks.GOOD[identity])
    without(talk, "desk-crash")
    talk.do(conversation.answer_defaults)
    said = talk.do(conversation.ask)
    assert said.lines == (
        "1 questions are still open.",
        "  Q-desk-crash is not in the question bank any more",
    )
    assert (said.data["form"], said.data["open"]) == ("done", 1)
    assert said.next == 'parti waive Q-desk-crash "<why>" --not-applicable'
    talk.do(conversation.waive, "Q-desk-crash", "The desk cannot crash.", not_applicable=True)
    assert talk.do(conversation.ask).lines == ("Every obligation is closed.",)


def test_what_was_skipped_is_still_open_and_not_lost(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path)
    talk.do(opening.kind_confirm, ["files=file-store"])
    every = set(talk.house.design.questions())
    assert conversation.page(talk.house, every).form == "done"
    said = conversation.shown(talk.house, conversation.page(talk.house, every))
    assert said.lines[0].endswith("questions are still open.")
    assert len(said.lines) == 1
    assert said.next == "parti ask"


# --- answer --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("identity", talks.GOOD)
def test_an_answer_that_fills_its_slot_is_recorded_in_the_persons_words(
    tmp_path: Path, identity: str
) -> None:
    talk = talks.confirmed(tmp_path)
    said = answer(talk, identity, f"  {talks.GOOD[identity]}\n")
    assert talk.last() == facts.Answered(question=identity, text=talks.GOOD[identity], how="own")
    assert said.lines[0] == f"recorded  Q-{identity}; 4 open"
    assert said.data == {"open": 4}
    assert said.next == "parti ask"


@pytest.mark.parametrize(
    ("identity", "text"),
    [
        ("desk-owner", "somebody"),
        ("desk-crash", "It should be fine."),
        ("desk-rate", "a lot of parcels"),
        ("desk-signal", "yes"),
        ("desk-colour", "tbd"),
    ],
)
def test_a_vague_answer_is_sent_back_once_with_what_is_missing(
    tmp_path: Path, identity: str, text: str
) -> None:
    talk = talks.confirmed(tmp_path)
    said = answer(talk, identity, text)
    (finding,) = said.findings
    assert (finding.code, finding.level, finding.place) == (
        "design/vague",
        "error",
        Place(path=f"Q-{identity}"),
    )
    assert talk.last() == facts.AnswerSentBack(question=identity, text=text, missing=finding.message)
    assert not said.ok
    assert said.data == {"open": 5}
    assert said.next == f'parti answer Q-{identity} "<the answer, with that>"'
    before = talk.files()
    again = answer(talk, identity, text)
    assert not again.ok
    assert again.next == (
        f'parti answer Q-{identity} --option N, or parti waive Q-{identity} "<reason>" --until "<when>"'
    )
    assert talk.files() == before


def test_a_good_answer_is_taken_after_a_vague_one(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    answer(talk, "desk-rate", "many")
    assert answer(talk, "desk-rate", talks.GOOD["desk-rate"]).ok
    assert settlement(talk, "desk-rate") == talk.last()


@pytest.mark.parametrize(
    ("option", "detail", "text"),
    [
        (1, "", "the clerk alone does it"),
        (2, "", "anybody does it; the risk is recorded"),
        (1, " the one  on duty, named `Kim` ", "the clerk alone does it: the one on duty, named `Kim`"),
    ],
)
def test_a_listed_option_is_an_answer(tmp_path: Path, option: int, detail: str, text: str) -> None:
    talk = talks.confirmed(tmp_path)
    assert answer(talk, "desk-owner", detail, option).ok
    assert talk.last() == facts.Answered(question="desk-owner", text=text, how="option")


def test_an_option_for_a_number_is_asked_for_its_number_once(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    assert [f.code for f in answer(talk, "desk-rate", "", 1).findings] == ["design/vague"]
    assert answer(talk, "desk-rate", "", 1).ok
    assert talk.last() == facts.Answered(question="desk-rate", text="the clerk alone does it", how="option")


@pytest.mark.parametrize("option", [-1, 3, 99])
def test_an_option_that_is_not_listed_is_refused(tmp_path: Path, option: int) -> None:
    no = No(2, f"Q-desk-owner has options 1 to 2, not {option}.", "parti ask Q-desk-owner")
    talks.confirmed(tmp_path).refuses(no, conversation.answer, "desk-owner", "", option)


@pytest.mark.parametrize("name", ["desk-nothing", "Q-desk-nothing", "record-owner", "Q-Q-desk-owner", ""])
def test_what_is_no_question_here_is_not_answered(tmp_path: Path, name: str) -> None:
    no = No(2, f"Q-{name.removeprefix('Q-')} is not a question here.", ALL)
    talks.confirmed(tmp_path).refuses(no, conversation.answer, name, "Only the clerk owns it.")


def test_an_answer_supersedes_what_was_seen_and_erases_nothing(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    answer(talk, "desk-owner", "Only the clerk owns it.")
    first = talk.records()[-1]
    answer(talk, "desk-owner", "Only the owner of the shop writes it.")
    assert talk.last() == facts.Answered(
        question="desk-owner",
        text="Only the owner of the shop writes it.",
        how="own",
        supersedes=(first.id,),
    )
    assert first in talk.records()
    assert len(talk.house.design.settled["desk-owner"]) == 1


def test_two_answers_that_did_not_see_each_other_both_stand_until_one_is_said_again(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    answer(talk, "desk-owner", "Only the clerk owns it.")
    talk.elsewhere(facts.Answered(question="desk-owner", text="Only Joe owns it.", how="own"))
    both = talk.house.design.settled["desk-owner"]
    assert len(both) == 2
    answer(talk, "desk-owner", "Only the clerk owns it, as Joe agreed.")
    assert set(getattr(talk.last(), "supersedes", ())) == {record.id for record in both}


@pytest.mark.parametrize(("identity", "severity"), [("desk-owner", "blocker"), ("desk-rate", "high")])
def test_an_agent_closes_no_serious_question(tmp_path: Path, identity: str, severity: str) -> None:
    talk = talks.confirmed(tmp_path).by(talks.AGENT)
    no = No(
        3,
        f"Q-{identity} is a {severity} question; a person answers it.",
        f"ask the person to run: parti answer Q-{identity}",
    )
    talk.refuses(no, conversation.answer, identity, talks.GOOD[identity])
    talk.refuses(no, conversation.answer, identity, "", 1)


@pytest.mark.parametrize("identity", ["desk-signal", "desk-colour"])
def test_an_agent_may_answer_the_rest_under_its_own_name(tmp_path: Path, identity: str) -> None:
    talk = talks.confirmed(tmp_path).by(talks.AGENT)
    assert answer(talk, identity, talks.GOOD[identity]).ok
    assert talk.records()[-1].by == talks.AGENT


def test_the_last_answer_points_to_the_lock(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    *others, last = talks.GOOD
    for identity in others:
        answer(talk, identity, talks.GOOD[identity])
    said = answer(talk, last, talks.GOOD[last])
    assert said.lines == (f"recorded  Q-{last}; 0 open",)
    assert said.next == "parti lock"


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    text = "Only the clerk owns it: \"; rm -rf / ' \\ \x07 <b>包裹 {x} %s | choice: none"
    talk = talks.confirmed(tmp_path)
    answer(talk, "desk-owner", text)
    assert talk.last() == facts.Answered(question="desk-owner", text=text, how="own")
