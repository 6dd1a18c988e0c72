"""A conversation from a file: all that the verbs hold, in the order of the method, safe to run again.

The oracle is docs/reference/script.md: which tables there are, in which order they count, what stops
the file and what does not, and that it can do nothing which a person at a terminal could not.
"""

from pathlib import Path

import pytest

from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import answering, conversation, script, signing
from parti.workflow.outcome import Outcome
from tests.workflow import talks
from tests.workflow.talks import NO_FEATURE, No, Talk

SHOWN = "parti answer --help"

PROBLEM = '[problem]\nneeded = ["each parcel is kept"]\nnever = ["a parcel is lost"]\n'
COMPONENT = '[[component]]\nname = "counter"\nkind = "desk"\nwhy = "it is there"\n'
ANSWER = '[[answer]]\nquestion = "{}"\n{}\n'
OWNER = ANSWER.format("desk-owner", f'text = "{talks.GOOD["desk-owner"]}"')
CRASH = ANSWER.format("Q-desk-crash", "option = 1")
RATE = ANSWER.format("desk-rate", 'option = 2\ntext = "at most 200 parcels a day"')
WAIVED = '[[waive]]\nquestion = "desk-signal"\nreason = "The clerk is never away."\nuntil = "May"\n'
RULED = '[[rule_out]]\nquestion = "Q-desk-colour"\nreason = "There is no desk to paint."\n'
NAMED = """
[[data]]
name = "parcel"
shape = "id, weight"
owner = "the clerk"
[[module]]
path = "src/desk.py"
why = "the counter"
[[invariant]]
text = "One line a parcel"
why = "the count"
[[decision]]
title = "Ledger"
choice = "one ledger"
because = "two disagree"
[[decision.rejected]]
option = "two ledgers"
why = "they disagree"
[[failure]]
component = "counter"
mode = "torn page"
handling = "a copy is kept"
evidence = "fault: tear it"
"""
MODELLED = """
[[data]]
name = "line"
owner = "the clerk"
field = ["id: text primary", "parcel: text foreign parcel"]

[[machine]]
name = "parcel"
initial = "in"
final = ["out"]
on = ["in, fetch -> out", "*, * -> refused"]
"""
WHOLE = PROBLEM + COMPONENT + OWNER + CRASH + RATE + WAIVED + RULED + NAMED


def run(talk: Talk, text: str) -> Outcome:
    return talk.do(script.run, written(talk, text))


def written(talk: Talk, text: str) -> Path:
    path = talk.root.parent / "answers.toml"
    path.write_text(text, "utf-8")
    return path


def kinds_after(talk: Talk, count: int) -> list[str]:
    return talk.kinds()[count:]


def test_a_whole_conversation_leaves_nothing_but_the_signature(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path, "parcels")
    count = len(talk.kinds())
    said = run(talk, WHOLE)
    assert said == Outcome(
        lines=("script    3 answered, 0 defaults, 0 open",), data={"open": 0}, next="parti design"
    )
    assert kinds_after(talk, count) == [
        "ComponentNamed",
        "ObligationsDrawn",
        *("Answered",) * 3,
        "Waived",
        "RuledOut",
        "DataNamed",
        "ModuleTouched",
        "InvariantStated",
        "Decided",
        "FailureModeNamed",
    ]
    assert talk.do(signing.lock, "").lines[0] == "locked    parcels"


def test_while_questions_are_open_the_next_one_is_asked(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path, "parcels")
    assert run(talk, PROBLEM).next == 'parti kind confirm "<name>=<kind>"'
    said = run(talk, PROBLEM + COMPONENT + OWNER)
    assert said.data["open"]
    assert said.next == "parti ask"


def test_the_words_of_the_file_are_the_words_of_the_records(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    run(talk, WHOLE)
    bodies = {type(record.body): record.body for record in talk.records()}
    assert bodies[facts.ComponentNamed] == facts.ComponentNamed(
        name="counter", kind="desk", why="it is there"
    )
    assert bodies[facts.Answered] == facts.Answered(
        question="desk-rate",
        text="anybody does it; the risk is recorded: at most 200 parcels a day",
        how="option",
    )
    assert bodies[facts.Waived] == facts.Waived(
        question="desk-signal", reason="The clerk is never away.", until="May"
    )
    assert bodies[facts.RuledOut] == facts.RuledOut(
        question="desk-colour", reason="There is no desk to paint."
    )
    decided = bodies[facts.Decided]
    assert isinstance(decided, facts.Decided)
    assert decided.rejected == (facts.Rejected("two ledgers", "they disagree"),)


def test_the_order_of_the_tables_in_the_file_does_not_matter(tmp_path: Path) -> None:
    one, other = talks.opened(tmp_path / "one"), talks.opened(tmp_path / "other")
    run(one, WHOLE)
    run(other, NAMED + RULED + WAIVED + OWNER + CRASH + RATE + COMPONENT + PROBLEM)
    assert one.do(signing.design, False).data["design"] == other.do(signing.design, False).data["design"]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "defaults = false\n"])
def test_a_file_with_nothing_in_it_is_no_conversation(tmp_path: Path, text: str) -> None:
    talk = talks.confirmed(tmp_path)
    path = written(talk, text)
    talk.refuses(No(2, f"{path} holds no answers: nothing is in it.", SHOWN), script.run, path)


def test_an_answer_that_is_sent_back_comes_last_and_next_and_the_earlier_one_stands(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    run(talk, WHOLE)
    vague = ANSWER.format("desk-crash", 'text = "It should be fine."')
    said = run(talk, vague)
    assert said.lines == (
        "script    3 answered, 0 defaults, 0 open; 1 sent back",
        "kept      Q-desk-crash as it was answered before; the file's answer counts nothing",
    )
    assert said.next == f"parti ask Q-desk-crash   (or mend {written(talk, vague)} and run it again)"
    assert said.data["sent_back"] == ["Q-desk-crash"]
    assert not said.ok


def test_defaults_are_taken_for_what_the_file_does_not_answer(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    text = "defaults = true\n" + COMPONENT + WAIVED
    assert run(talk, text).lines == ("script    0 answered, 1 defaults, 3 open",)
    assert isinstance(talk.house.design.settlement("desk-signal"), facts.Waived)


def test_what_the_file_does_not_give_of_the_problem_stays(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    run(talk, '[problem]\nout_of_scope = ["letters"]\n')
    problem = talk.house.design.problem
    assert problem is not None
    assert (problem.needed, problem.out_of_scope) == (("each parcel is kept",), ("letters",))


def test_an_answer_that_says_too_little_is_named_and_the_file_goes_on(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    vague = ANSWER.format("desk-crash", 'text = "It should be fine."')
    said = run(talk, COMPONENT + vague + OWNER)
    assert [(f.code, f.place.path) for f in said.findings] == [("design/vague", "Q-desk-crash")]
    assert not said.ok
    assert said.lines == ("script    1 answered, 0 defaults, 4 open; 1 sent back",)
    assert talk.kinds()[-2:] == ["AnswerSentBack", "Answered"]


def test_every_answer_that_was_sent_back_is_named(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    vague = [ANSWER.format(identity, 'text = "tbd"') for identity in talks.SEVERITIES]
    said = run(talk, COMPONENT + "".join(vague))
    assert [f.place.path for f in said.findings] == [f"Q-{identity}" for identity in talks.SEVERITIES]


# --- again ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        COMPONENT + CRASH,
        COMPONENT + (WAIVED + RULED).replace(". ", ".  ").replace("is ", "is | "),
        COMPONENT
        + NAMED.replace("a ", "a   | ")
        + WAIVED.replace('"The clerk', '"""\nThe clerk').replace('away."', 'away."""'),
    ],
)
def test_a_second_run_of_the_same_file_adds_no_record(tmp_path: Path, text: str) -> None:
    talk = talks.opened(tmp_path)
    run(talk, text)
    count = len(talk.kinds())
    run(talk, text)
    assert kinds_after(talk, count) == []


def test_after_a_table_that_was_refused_the_corrected_file_says_the_rest_alone(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    count = len(talk.kinds())
    with pytest.raises(refusal.Misused, match="'office' is not a component"):
        run(talk, WHOLE.replace('component = "counter"', 'component = "office"'))
    assert kinds_after(talk, count)[-1] == "Decided"
    reached = len(talk.kinds())
    run(talk, WHOLE)
    assert kinds_after(talk, reached) == ["FailureModeNamed"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('text = "Never is the ledger written by Kim."', 'text = "is the ledger written by Kim."'),
        ('text = "Not even Kim alone writes it."', 'text = "Kim alone writes it."'),
        ("option = 1", "option = 2"),
        ('option = 1\ntext = "Kim alone writes it"', 'text = "Kim alone writes it"'),
        ('option = 1\ntext = "not the clerk alone"', 'option = 1\ntext = "the clerk alone"'),
    ],
)
def test_an_answer_that_changed_in_the_file_is_said(tmp_path: Path, first: str, second: str) -> None:
    """Also one whose words end the earlier answer: they may mean the opposite."""
    talk = talks.opened(tmp_path)
    run(talk, COMPONENT + ANSWER.format("desk-owner", first))
    known = talk.house.design.settled["desk-owner"][-1]
    run(talk, COMPONENT + ANSWER.format("desk-owner", second))
    (now,) = talk.house.design.settled["desk-owner"]
    assert now != known
    assert getattr(now.body, "supersedes", ()) == (known.id,)


def test_the_persons_own_words_take_the_place_of_an_equal_default(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    talk.do(conversation.answer_defaults)
    own = 'text = "The default of desk-signal is logged, and Kim reads it each day."'
    run(talk, ANSWER.format("desk-signal", own))
    assert getattr(talk.last(), "how", "") == "own"


def test_the_same_answer_once_more_settles_two_that_did_not_see_each_other(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    run(talk, COMPONENT + OWNER)
    talk.elsewhere(facts.Answered(question="desk-owner", text="Only Joe owns it.", how="own"))
    run(talk, COMPONENT + OWNER)
    assert len(talk.house.design.settled["desk-owner"]) == 1


def test_a_component_of_many_lines_is_one_line_of_the_page(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    text = COMPONENT.replace('"it is there"', '"""\nit is\n  there"""').replace(
        '"counter"', '" the  counter"'
    )
    for _ in range(2):
        run(talk, text)
        (body,) = talk.house.design.component_bodies()
        assert (body.name, body.why) == ("the counter", "it is there")
    assert talk.kinds().count("ComponentNamed") == 1


def test_a_component_that_changed_in_the_file_is_drawn_anew(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    run(talk, COMPONENT)
    run(talk, COMPONENT.replace('"desk"', '"library"'))
    assert [body.kind for body in talk.house.design.component_bodies()] == ["library"]
    assert not set(talk.house.design.questions()) & set(talks.SEVERITIES)


# --- refusals ------------------------------------------------------------------------------------------


def test_a_script_needs_a_feature(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.refuses(NO_FEATURE, script.run, written(talk, WHOLE))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    gone = tmp_path / "gone.toml"
    no = No(2, f"{gone} cannot be read: No such file or directory.", "give the path of a script")
    talk.refuses(no, script.run, gone)
    folder = No(2, f"{tmp_path} cannot be read: Is a directory.", "give the path of a script")
    talk.refuses(folder, script.run, tmp_path)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[problem", "Expected ']' at the end of a table declaration (at end of document)"),
        ("[[lock]]\n", "Object contains unknown field `lock`"),
        ("[problem]\nwish = 'x'\n", "Object contains unknown field `wish` - at `$.problem`"),
        ("[problem]\nneeded = 'x'\n", "Expected `array`, got `str` - at `$.problem.needed`"),
        ("[[component]]\nname = 'x'\n", "Object missing required field `kind` - at `$.component[0]`"),
        ("[[answer]]\ntext = 'x'\n", "Object missing required field `question` - at `$.answer[0]`"),
        ("[[answer]]\nquestion='x'\noption='1'\n", "Expected `int`, got `str` - at `$.answer[0].option`"),
        ("[[waive]]\nquestion = 'x'\n", "Object missing required field `reason` - at `$.waive[0]`"),
        ("defaults = 1\n", "Expected `bool`, got `int` - at `$.defaults`"),
        ("[[data]]\nname='x'\nshape='x'\n", "Object missing required field `owner` - at `$.data[0]`"),
        ("[[invariant]]\ntext='x'\n", "Object missing required field `why` - at `$.invariant[0]`"),
        ("[[module]]\ncode='MOD-1'\n", "Object contains unknown field `code` - at `$.module[0]`"),
    ],
)
def test_what_is_not_a_script_is_refused_as_a_whole(tmp_path: Path, text: str, what: str) -> None:
    talk = talks.opened(tmp_path)
    path = written(talk, f"{text}\n{PROBLEM}" if "problem" not in text else text)
    said = talk.refuses(No(2, f"{path} is not a script: {what}.", SHOWN), script.run, path)
    assert said.place == str(path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    path = tmp_path / "answers.toml"
    path.write_bytes("[problem]\nsituation = 'für'\n".encode("latin-1"))
    with pytest.raises(refusal.Misused) as caught:
        talk.do(script.run, path)
    assert caught.value.sentence.startswith(f"{path} is not a script: 'utf-8' codec can't decode")
    assert caught.value.next_step == SHOWN


@pytest.mark.parametrize(
    ("text", "no"),
    [
        (
            COMPONENT.replace('"desk"', '"altar"'),
            No(2, "counter: 'altar' is not a kind of component.", "parti kind list"),
        ),
        (
            COMPONENT + COMPONENT,
            No(
                2,
                "'counter' is named 2 times; a component has one kind.",
                'parti kind confirm "<name>=<kind>" "<another>=<kind>"',
            ),
        ),
        (
            COMPONENT.replace('"counter"', '" "'),
            No(2, "A component has no name.", "give each [[component]] a name"),
        ),
        (OWNER, No(2, "Q-desk-owner is not a question here.", "parti ask --all")),
        (
            WAIVED,
            No(
                2,
                "Q-desk-signal is not a question of this design.",
                "parti ask --all lists the questions with their ids",
            ),
        ),
        (
            '[problem]\nneeded = [""]\n',
            No(2, "A line of needed is empty.", 'parti problem --needed "…"'),
        ),
    ],
)
def test_a_table_is_refused_as_its_verb_refuses(tmp_path: Path, text: str, no: No) -> None:
    talk = talks.opened(tmp_path)
    talk.refuses(no, script.run, written(talk, text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (COMPONENT.replace("counter", "annex"), "An agent cannot confirm components."),
        (OWNER, "Q-desk-owner is a blocker question; a person answers it."),
        (CRASH, "Q-desk-crash is a high question; a person answers it."),
        (WAIVED, "An agent cannot waive a question."),
        (RULED, "An agent cannot rule out a question."),
    ],
)
def test_an_agents_file_can_do_no_more_than_the_agent(tmp_path: Path, text: str, sentence: str) -> None:
    talk = talks.confirmed(tmp_path).by(talks.AGENT)
    before = talk.files()
    with pytest.raises(refusal.NotAllowed) as caught:
        run(talk, text)
    assert caught.value.sentence == sentence
    assert talk.files() == before


def test_no_table_signs(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path, "parcels")
    run(talk, WHOLE)
    assert "DesignLocked" not in talk.kinds()
    assert talk.signer.asked == []


# --- the three forms of `answer` -----------------------------------------------------------------------


def test_the_file_comes_before_the_defaults_and_the_defaults_before_a_question(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    path = str(written(talk, OWNER))
    said = talk.do(answering.answer, "desk-rate", talks.GOOD["desk-rate"], 0, True, path)
    assert said.lines == ("script    1 answered, 0 defaults, 4 open",)
    said = talk.do(answering.answer, "desk-rate", talks.GOOD["desk-rate"], 0, True, "")
    assert said.lines == ("recorded  2 defaults; 2 open",)
    said = talk.do(answering.answer, "desk-rate", talks.GOOD["desk-rate"], 0, False, "")
    assert said.lines[0] == "recorded  Q-desk-rate; 1 open"


@pytest.mark.parametrize(
    ("question", "no"),
    [
        ("", No(2, "Which question?", "parti ask")),
        ("Q-desk-owner", No(2, "What is the answer?", 'parti answer Q-desk-owner "<answer>"')),
    ],
)
def test_an_answer_needs_a_question_and_words(tmp_path: Path, question: str, no: No) -> None:
    talks.confirmed(tmp_path).refuses(no, answering.answer, question, "", 0, False, "")


def test_a_file_tells_models_and_machines_and_says_them_once(tmp_path: Path) -> None:
    talk = talks.opened(tmp_path)
    for _ in range(2):
        run(talk, WHOLE + MODELLED)
        made = [kind for kind in talk.kinds() if kind in ("StateMachineNamed", "DataModelled")]
        assert sorted(made) == ["DataModelled", "StateMachineNamed"]
