"""What a design names: recorded under a key that lasts, replaced by it, withdrawn; and what is refused."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from parti.records import vocabulary as facts
from parti.workflow import conversation, modelling, opening, signing
from parti.workflow.outcome import Outcome
from tests.workflow import talks
from tests.workflow.talks import NO_FEATURE, No, Talk

Verb = Callable[..., Outcome]
UNLOCKED = "UNLOCKED  this changed a signed design; it must be signed again"

NAMED: Mapping[str, tuple[Verb, Mapping[str, str], facts.Fact, str]] = {
    "D": (
        conversation.decide,
        {"title": "Ledger", "choice": "one ledger", "because": "two disagree"},
        facts.Decided(key="", title="Ledger", choice="one ledger", because="two disagree"),
        "Ledger | choice: one ledger | because: two disagree",
    ),
    "INV": (
        conversation.invariant,
        {"text": "One line a parcel", "why": "the count"},
        facts.InvariantStated(key="", text="One line a parcel", why="the count"),
        "One line a parcel | because: the count",
    ),
    "FM": (
        conversation.failure,
        {"component": "counter", "mode": "torn page", "handling": "a copy", "evidence": "fault: tear it"},
        facts.FailureModeNamed(
            key="", component="counter", mode="torn page", handling="a copy", evidence="fault: tear it"
        ),
        "counter × torn page | handling: a copy | evidence: fault: tear it",
    ),
    "DATA": (
        modelling.data,
        {"name": "parcel", "shape": "id, weight", "owner": "the clerk"},
        facts.DataNamed(key="", name="parcel", shape="id, weight", owner="the clerk"),
        "parcel | shape: id, weight | owner: the clerk",
    ),
    "MOD": (
        conversation.module,
        {"path": "src/desk.py", "why": "the counter"},
        facts.ModuleTouched(key="", path="src/desk.py", why="the counter"),
        "`src/desk.py` | because: the counter",
    ),
}
"""By prefix: the verb, its words, the fact that they make but for its key, and its line on the page."""

VERBS = {"D": "decide", "INV": "invariant", "FM": "failure", "DATA": "data", "MOD": "module"}
FIELDS = [(prefix, field) for prefix, row in NAMED.items() for field in row[1] if field != "component"]


def named(talk: Talk, prefix: str, **changed: str) -> str:
    """Records one of the five; its key."""
    verb, words, _, _ = NAMED[prefix]
    return str(talk.do(verb, **{**words, **changed}).data["key"])


def keyless(fact: facts.Fact) -> dict[str, object]:
    return {
        name: getattr(fact, name) for name in fact.__struct_fields__ if name not in ("key", "supersedes")
    }


@pytest.mark.parametrize("prefix", NAMED)
def test_it_is_recorded_under_a_key_of_its_own(tmp_path: Path, prefix: str) -> None:
    talk = talks.confirmed(tmp_path)
    verb, words, fact, line = NAMED[prefix]
    said = talk.do(verb, **words)
    made = talk.last()
    key = str(said.data["key"])
    head, _, digits = key.rpartition("-")
    assert head == prefix
    assert len(digits) == 4
    assert int(digits, 16) >= 0
    assert (type(made), keyless(made)) == (type(fact), keyless(fact))
    assert getattr(made, "key", "") == key
    assert said.lines == (f"recorded  {key}: {line}",)
    assert said.next == "parti ask"


@pytest.mark.parametrize("prefix", NAMED)
def test_equal_words_have_equal_keys_on_every_branch(tmp_path: Path, prefix: str) -> None:
    one, other = talks.confirmed(tmp_path / "one"), talks.confirmed(tmp_path / "other").by(talks.JOE)
    assert named(one, prefix) == named(other, prefix)


@pytest.mark.parametrize(("prefix", "field"), FIELDS)
def test_every_word_counts_for_the_key(tmp_path: Path, prefix: str, field: str) -> None:
    talk = talks.confirmed(tmp_path)
    assert named(talk, prefix) != named(talk, prefix, **{field: "something else"})
    assert len(talk.house.design.named) == 2


@pytest.mark.parametrize("prefix", NAMED)
def test_exactly_the_same_is_not_said_twice(tmp_path: Path, prefix: str) -> None:
    talk = talks.confirmed(tmp_path)
    key = named(talk, prefix)
    verb, words, _, _ = NAMED[prefix]
    spaced = {name: f"  {text}\n" for name, text in words.items() if name != "component"}
    no = No(2, f"{key} already says exactly this.", "parti design shows it")
    talk.refuses(no, verb, **words)
    talk.refuses(no, verb, **{**words, **spaced})


@pytest.mark.parametrize(("prefix", "field"), FIELDS)
def test_a_key_replaces_what_it_names_and_stays(tmp_path: Path, prefix: str, field: str) -> None:
    talk = talks.confirmed(tmp_path)
    key = named(talk, prefix)
    first = talk.records()[-1].id
    assert named(talk, prefix, key=key, **{field: "something else"}) == key
    made = talk.last()
    assert getattr(made, field) == "something else"
    assert getattr(made, "supersedes", ()) == (first,)
    assert list(talk.house.design.named) == [key]


@pytest.mark.parametrize("prefix", NAMED)
def test_a_key_that_names_nothing_is_refused(tmp_path: Path, prefix: str) -> None:
    verb, words, _, _ = NAMED[prefix]
    no = No(2, f"{prefix}-0000 is not in this design.", "parti design shows the ids")
    talks.confirmed(tmp_path).refuses(no, verb, **words, key=f"{prefix}-0000")


@pytest.mark.parametrize(("prefix", "field"), FIELDS)
@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_part_is_not_part_of_a_design(tmp_path: Path, prefix: str, field: str, text: str) -> None:
    verb, words, _, _ = NAMED[prefix]
    no = No(2, f"The {field} is empty.", f"parti {VERBS[prefix]} --help")
    talks.confirmed(tmp_path).refuses(no, verb, **{**words, field: text})


@pytest.mark.parametrize("prefix", NAMED)
def test_without_a_feature_nothing_is_named(tmp_path: Path, prefix: str) -> None:
    verb, words, _, _ = NAMED[prefix]
    talk = Talk(tmp_path)
    talk.refuses(NO_FEATURE, verb, **words)
    closed = talks.confirmed(tmp_path / "closed")
    closed.do(opening.close, "given up")
    closed.refuses(NO_FEATURE, verb, **words)


@pytest.mark.parametrize("prefix", NAMED)
def test_the_bar_of_the_page_cannot_come_in_by_a_word(tmp_path: Path, prefix: str) -> None:
    """A field that holds ` | because: ` would be read back as two."""
    verb, words, _, _ = NAMED[prefix]
    field = next(name for name in words if name != "component")
    talk = talks.confirmed(tmp_path)
    talk.do(verb, **{**words, field: "a | because: b"})
    assert getattr(talk.last(), field) == "a / because: b"


# --- decide --------------------------------------------------------------------------------------------


def test_a_decision_keeps_what_was_rejected_and_why(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    reject = ["two ledgers: they disagree", " none :  nobody knows: nothing "]
    said = talk.do(conversation.decide, "Ledger", "one", "it agrees", reject)
    made = talk.last()
    assert isinstance(made, facts.Decided)
    assert made.rejected == (
        facts.Rejected("two ledgers", "they disagree"),
        facts.Rejected("none", "nobody knows: nothing"),
    )
    tail = " | rejected: two ledgers — they disagree | rejected: none — nobody knows: nothing"
    assert said.lines[0].endswith(tail)


@pytest.mark.parametrize("text", ["two ledgers", "two ledgers:", ": they disagree", " : ", ""])
def test_a_rejection_says_why(tmp_path: Path, text: str) -> None:
    no = No(2, f"{text!r} does not say why it was rejected.", '--reject "<option>: <why>"')
    words = ("Ledger", "one", "it agrees", ["none: nobody knows", text])
    talks.confirmed(tmp_path).refuses(no, conversation.decide, *words)
    Talk(tmp_path / "none").refuses(NO_FEATURE, conversation.decide, *words)


# --- failure -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confirm", "known"),
    [([], "none yet"), (["counter=desk"], "counter"), (["b=desk", "a=desk"], "b, a")],
)
def test_a_failure_mode_belongs_to_a_confirmed_component(
    tmp_path: Path, confirm: list[str], known: str
) -> None:
    talk = talks.opened(tmp_path)
    if confirm:
        talk.do(opening.kind_confirm, confirm)
    sentence = f"'Counter' is not a component of this design; there are: {known}."
    words = ("Counter", "torn page", "a copy", "fault: tear it")
    talk.refuses(No(2, sentence, "parti kind list"), conversation.failure, *words)


def test_an_unknown_kind_of_evidence_is_recorded_and_stands_before_the_lock(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels")
    key = named(talk, "FM", evidence="we will see")
    said = talk.do(signing.lock, "")
    assert [(f.code, f.place.path) for f in said.findings] == [("design/evidence", key)]
    named(talk, "FM", key=key, evidence="Fault: tear it")
    assert talk.do(signing.lock, "").ok


# --- withdraw ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", NAMED)
def test_what_is_withdrawn_is_gone_from_the_design_and_stays_in_the_log(
    tmp_path: Path, prefix: str
) -> None:
    talk = talks.confirmed(tmp_path)
    key = named(talk, prefix)
    made = talk.records()[-1]
    said = talk.do(conversation.withdraw, key, " it was\nwrong ")
    assert talk.last() == facts.Withdrawn(reason="it was wrong", supersedes=(made.id,))
    assert said.lines == (f"withdrawn {key}: it was wrong",)
    assert said.data == {"key": key}
    assert talk.house.design.named == {}
    assert made in talk.records()
    assert named(talk, prefix) == key


def test_a_conflict_is_withdrawn_as_a_whole(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    key = named(talk, "INV")
    talk.elsewhere(facts.InvariantStated(key=key, text="Two lines a parcel", why="the count"))
    assert len(talk.house.design.named[key]) == 2
    talk.do(conversation.withdraw, key, "neither holds")
    assert talk.house.design.named == {}


def test_without_a_component_the_questions_are_drawn_anew_in_the_same_step(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    talk.do(opening.kind_confirm, ["files=file-store"])
    assert talk.do(conversation.withdraw, "counter", "there is none").next == "parti ask"
    gone, drawn = (record.body for record in talk.records()[-2:])
    assert isinstance(gone, facts.Withdrawn)
    assert isinstance(drawn, facts.ObligationsDrawn)
    assert {name for q in drawn.questions for name in q.components} == {"files"}
    assert list(talk.house.design.components) == ["files"]
    assert not set(talk.house.design.questions()) & set(talks.SEVERITIES)


def test_the_last_component_takes_all_questions_with_it(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    said = talk.do(conversation.withdraw, "counter", "there is none")
    assert talk.house.design.questions() == {}
    assert said.next == 'parti kind confirm "<name>=<kind>"'


def test_a_named_thing_is_withdrawn_without_a_new_draw(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    key = named(talk, "INV")
    draws = talk.kinds().count("ObligationsDrawn")
    talk.do(conversation.withdraw, key, "wrong")
    assert talk.kinds().count("ObligationsDrawn") == draws


@pytest.mark.parametrize("key", ["D-0000", "annex", "Q-desk-owner", "", "Counter"])
def test_what_is_not_there_is_not_withdrawn(tmp_path: Path, key: str) -> None:
    no = No(2, f"{key} is not in this design.", "parti design shows the ids")
    talks.confirmed(tmp_path).refuses(no, conversation.withdraw, key, "wrong")


def test_withdrawing_needs_a_reason_and_a_feature(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    no = No(2, "The reason is empty.", 'parti withdraw counter "<why>"')
    talk.refuses(no, conversation.withdraw, "counter", " ")
    Talk(tmp_path / "none").refuses(NO_FEATURE, conversation.withdraw, "counter", "wrong")


def test_a_bank_that_cannot_be_read_stops_a_withdrawal_before_it_is_recorded(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    path = talk.root / ".parti/kinds/desk.toml"
    path.write_text(talks.HEAD)
    sentence = "desk.toml holds no question, so its kind would be checked for nothing."
    no = No(2, sentence, f"put questions into {path}, or delete it")
    talk.refuses(no, conversation.withdraw, "counter", "there is none")


# --- a signed design -----------------------------------------------------------------------------------

CHANGES: Mapping[str, Callable[[Talk], Outcome]] = {
    "a decision": lambda talk: talk.do(conversation.decide, "Colour", "blue", "it is seen"),
    "an invariant": lambda talk: talk.do(conversation.invariant, "One line a parcel", "the count"),
    "an answer": lambda talk: talks.answer(talk, "desk-owner", "Only Kim owns it."),
    "a waiver": lambda talk: talk.do(conversation.waive, "desk-colour", "It is all the same."),
    "a withdrawal": lambda talk: talk.do(
        conversation.withdraw, next(iter(talk.house.design.named)), "wrong"
    ),
    "a problem": lambda talk: talk.do(opening.problem, never=["a parcel is wet"]),
    "a component": lambda talk: talk.do(opening.kind_confirm, ["annex=desk"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_a_signed_design_takes_the_signature_off_aloud(
    tmp_path: Path, change: str
) -> None:
    talk = talks.settled(tmp_path, "parcels")
    assert talk.do(signing.lock, "").lines[0] == "locked    parcels"
    said = CHANGES[change](talk)
    assert said.lines[-1] == UNLOCKED
    again = CHANGES["an invariant" if change == "a decision" else "a decision"](talk)
    assert UNLOCKED not in again.lines


def test_equal_words_leave_the_signature_where_it_is(tmp_path: Path) -> None:
    talk = talks.settled(tmp_path, "parcels")
    talk.do(signing.lock, "")
    said = talks.answer(talk, "desk-owner", talks.GOOD["desk-owner"])
    assert said.lines == ("recorded  Q-desk-owner; 0 open",)
    assert said.next == "parti plan <file>"
    assert talk.do(signing.lock, "").lines[0].startswith("Signed by Jane")


# --- a module that stands twice ---


@pytest.mark.parametrize("path", ["src/desk.py", "./src/desk.py", "`src/desk.py`", " src/desk.py "])
def test_a_second_line_on_one_module_is_said_with_the_way_to_one(tmp_path: Path, path: str) -> None:
    talk = talks.settled(tmp_path, "parcels")
    first = talk.do(conversation.module, "src/desk.py", "the counter")
    assert first.findings == ()
    second = talk.do(conversation.module, path, "the counter and the bell")
    (found,) = second.findings
    old, new = first.data["key"], second.data["key"]
    assert (found.code, found.level, second.ok) == ("design/two-modules", "warning", True)
    assert found.message == f"{old} and {new} are both the module src/desk.py."
    assert (found.place.path, found.fix) == (old, f'parti withdraw {old} "<why>"')
    assert talk.do(conversation.module, "src/bell.py", "it rings").findings == (), "that is another one"
    locked = talk.do(signing.lock, "")
    assert [one.code for one in locked.findings] == ["design/two-modules"]
    assert locked.ok, "it hinders nobody"
    talk.do(conversation.withdraw, old, "Said better.")
    assert talk.do(conversation.module, path, "all of it", key=new).findings == ()


def test_modules_of_other_letters_are_other_modules(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    talk.do(conversation.module, "src/Desk.py", "the counter")
    assert talk.do(conversation.module, "src/desk.py", "the desk").findings == ()


def test_an_unsigned_design_says_at_the_lock_which_module_stands_twice(tmp_path: Path) -> None:
    talk = talks.confirmed(tmp_path)
    for why in ("the counter", "the desk"):
        talk.do(conversation.module, "src/desk.py", why)
    said = talk.do(signing.lock, "")
    assert "design/two-modules" in [one.code for one in said.findings]
    assert "parti withdraw" not in said.next
