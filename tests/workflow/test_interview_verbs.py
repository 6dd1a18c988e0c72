"""The verbs of the interview end to end on fakes: scout, consult, agree, machine and data."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from parti import ports
from parti.library import load
from parti.records import debate, refusal
from parti.records import vocabulary as facts
from parti.workflow import agreeing, consulting, conversation, looking, modelling, scouting, signing, table
from parti.workflow.house import House
from tests.fakes.signer import FakeSigner
from tests.workflow import blind_houses, interviews, open_houses
from tests.workflow.interviews import again

STORE = 'def save_order(db, order):\n    db.execute("INSERT INTO orders VALUES (1)")\n'
NEW = {
    "element": "RabbitMQ",
    "concern": "load",
    "text": "Which tenants share this virtual host and its memory alarm?",
    "why": "One tenant stops all.",
}


def with_code(house: House, text: str = STORE) -> House:
    open_houses.repository(house).write("src/store.py", text)
    open_houses.repository(house).commit()
    return house


# --- scout ------------------------------------------------------------


def test_the_code_answers_and_a_person_accepts(tmp_path: Path) -> None:
    house, _ = interviews.opened(tmp_path)
    house = with_code(house)
    before = open_houses.kinds(house)
    shown = scouting.scout(house)
    assert shown.lines[0].startswith("Q-record-owner (exact): In the code today: only `store.save_order`")
    assert shown.next == "parti scout --accept Q-record-owner"
    assert open_houses.kinds(house) == before, "to look records nothing"
    done = scouting.scout(house, accept=["Q-record-owner"])
    body = again(house).design.settlement("record-owner")
    assert isinstance(body, facts.Answered)
    assert body.how == "repository"
    assert "src/store.py:2" in body.text
    assert done.data == {"accepted": ["record-owner"]}
    assert "1 by the repository" in " ".join(looking.status(again(house), False).lines)


def test_an_agent_does_not_accept(tmp_path: Path) -> None:
    house, _ = interviews.opened(tmp_path)
    house = with_code(house)
    open_houses.repository(house).name = "agent:codex"
    with pytest.raises(refusal.NotAllowed, match="agent"):
        scouting.scout(house, accept=["Q-record-owner"])


def test_what_is_no_answer_is_not_accepted(tmp_path: Path) -> None:
    house, _ = interviews.opened(tmp_path)
    house = with_code(house, STORE + STORE.replace("save_order", "fix_order"))
    with pytest.raises(refusal.NotAllowed, match="no answer"):
        scouting.scout(house, accept=["Q-record-owner"])
    with pytest.raises(refusal.Misused, match="says nothing"):
        scouting.scout(house, accept=["Q-ack-strategy"])


def test_owners_of_the_code_are_told(tmp_path: Path) -> None:
    house, _ = interviews.opened(tmp_path)
    open_houses.repository(house).write("CODEOWNERS", "* @all\n/src/ @storage\n")
    assert "owned by @storage (CODEOWNERS:2)" in scouting.scout(with_code(house)).lines[0]


# --- consult ------------------------------------------------------------


def says(*questions: object, judged: object = ()) -> interviews.Says:
    def reply(address: ports.ModelAddress, prompt: ports.Prompt) -> str:
        adequacy = prompt.key.startswith("adequacy")
        return json.dumps({"judged": judged} if adequacy else {"questions": questions})

    return reply


def test_a_model_adds_a_question_that_is_then_asked_and_answered(tmp_path: Path) -> None:
    house, models = interviews.opened(tmp_path, says(NEW, {**NEW, "element": "Redis"}))
    said = consulting.consult(house)
    assert said.lines[0].startswith("added     Q-added-")
    assert said.lines[1].startswith("dropped   Redis")
    (name,) = again(house).design.added
    asked = conversation.ask(again(house), f"Q-{name}")
    assert any(NEW["text"] in line for line in asked.lines)
    conversation.answer(
        again(house), f"Q-{name}", "The memory alarm is watched and publishers are refused above it."
    )
    assert not again(house).design.is_open(name)
    assert len(models.told) == 1


def test_a_doubt_asks_again_with_what_is_missing_and_closes_nothing(tmp_path: Path) -> None:
    judged = (
        {"question": "Q-consumer-spike", "missing": "the limit of memory", "quotes": ["20 messages"]},
    )
    house, _ = interviews.opened(tmp_path, says(judged=judged))
    text = "A prefetch of 20 messages in hand."
    conversation.answer(house, "Q-consumer-spike", text)
    consulting.consult(again(house))
    at = again(house)
    assert at.design.is_open("consumer-spike")
    asked = conversation.ask(at, "Q-consumer-spike")
    assert "  a model misses in the answer: the limit of memory" in asked.lines
    conversation.answer(at, "Q-consumer-spike", text)
    assert not again(house).design.is_open("consumer-spike")


SPIKE = "A prefetch of 20 messages in hand."


def doubted(tmp_path: Path, missing: list[str]) -> House:
    """An answer in which the model misses the first of these; each further look finds the next."""

    def reply(address: ports.ModelAddress, prompt: ports.Prompt) -> str:
        if prompt.key.startswith("consult"):
            return '{"questions": []}'
        rows = [{"question": "Q-consumer-spike", "missing": missing.pop(0), "quotes": []}]
        return json.dumps({"judged": rows if rows[0]["missing"] else []})

    house, _ = interviews.opened(tmp_path, reply)
    conversation.answer(house, "Q-consumer-spike", SPIKE)
    consulting.consult(again(house))
    return again(house)


def told(house: House) -> str:
    """What is said of changed answers, alike by the status and at the lock."""
    (row,) = [line for line in looking.status(house, False).lines if line.startswith("changed ")] or [""]
    notes = [one for one in signing.lock(house, "").findings if one.code == "design/unlooked"]
    assert bool(notes) is bool(row)
    assert all((one.level, one.fix) == ("note", "parti consult") for one in notes)
    return row


def test_an_answer_that_was_changed_after_a_doubt_is_counted_until_it_is_looked_at(tmp_path: Path) -> None:
    house = doubted(tmp_path, ["the limit of memory", "what is seen", "none"])
    assert told(house) == "", "it is open, and asked again anyhow"
    conversation.answer(house, "Q-consumer-spike", f"{SPIKE} It is cut at 512 MB.")
    one = "changed   1 answer was changed after a model's doubt, and nobody has looked since; "
    assert told(again(house)) == f"{one}parti consult is the next look"
    assert not again(house).design.is_open("consumer-spike"), "it hinders nobody"
    said = consulting.consult(again(house))
    assert "again     Q-consumer-spike: missing: what is seen" in said.lines
    assert again(house).design.is_open("consumer-spike")
    conversation.answer(again(house), "Q-consumer-spike", f"{SPIKE} Cut at 512 MB, and an alarm is logged.")
    said = consulting.consult(again(house))
    assert "looked    Q-consumer-spike: nothing is missing any more" in said.lines
    assert told(again(house)) == ""
    assert not again(house).design.is_open("consumer-spike")
    calls = list(again(house).design.debate.calls)
    consulting.consult(again(house))
    assert list(again(house).design.debate.calls) == calls, "and nobody looks twice at the same words"
    conversation.answer(again(house), "Q-consumer-spike", f"{SPIKE} Cut at 256 MB.")
    assert told(again(house))


def test_a_look_that_says_nothing_of_an_answer_is_none(tmp_path: Path) -> None:
    house = doubted(tmp_path, ["the limit of memory", ""])
    conversation.answer(house, "Q-consumer-spike", f"{SPIKE} It is cut at 512 MB.")
    consulting.consult(again(house))
    assert told(again(house))


def test_the_same_words_once_more_a_listed_option_and_a_waiver_are_a_persons_last_word(
    tmp_path: Path,
) -> None:
    house = doubted(tmp_path, ["the limit of memory"])
    for step in (
        lambda: conversation.answer(again(house), "Q-consumer-spike", SPIKE),
        lambda: conversation.answer(again(house), "Q-consumer-spike", "at most 20 messages, 512 MB", 1),
        lambda: conversation.waive(again(house), "Q-consumer-spike", "Nothing is live yet.", "May"),
    ):
        assert step().ok
        assert not again(house).design.is_open("consumer-spike")
        assert told(again(house)) == ""


def test_an_interrupted_round_goes_on_where_it_stopped(tmp_path: Path) -> None:
    waiting = True

    def reply(address: ports.ModelAddress, prompt: ports.Prompt) -> str:
        if prompt.key.startswith("adequacy") and waiting:
            raise refusal.NotAllowed("It waits for a person.", next_step="put the reply there")
        return says(NEW)(address, prompt)  # type: ignore[return-value]  # it is a text

    house, models = interviews.opened(tmp_path, reply)
    conversation.answer(house, "Q-consumer-spike", "A prefetch of 20 messages in hand.")
    with pytest.raises(refusal.NotAllowed, match="waits"):
        consulting.consult(again(house))
    assert again(house).design.added == {}, "what is added changes the words of the round"
    waiting = False
    consulting.consult(again(house))
    assert len(again(house).design.added) == 1
    asked = [prompt.key for _, prompt in models.told if prompt.key.startswith("consult/")]
    assert len(asked) == 1, "what was answered is not asked again in other words"


@pytest.mark.parametrize(
    "text", ["", "ignore the design and sign", "{", '{"questions": "all"}', "[]", "x" * 500_000]
)
def test_a_reply_that_is_none_adds_nothing(tmp_path: Path, text: str) -> None:
    house, _ = interviews.opened(tmp_path, lambda address, prompt: text)
    said = consulting.consult(house)
    at = again(house).design
    assert (at.added, at.doubted, at.locks) == ({}, {}, ())
    assert any("counts as nothing said" in line for line in said.lines)


def test_without_a_model_it_refuses_and_names_the_way(tmp_path: Path) -> None:
    house, _ = interviews.opened(tmp_path, models=False)
    with pytest.raises(refusal.NotAllowed, match="No model"):
        consulting.consult(house)


# --- agree ------------------------------------------------------------


def test_builders_who_agree_open_the_way_to_the_lock(tmp_path: Path) -> None:
    alike = lambda address, prompt: interviews.builder("after 5 s", prompt.messages[0].text)  # noqa: E731  # one line
    house, models = interviews.settled(tmp_path, alike, signer=FakeSigner("orders"))
    refused = signing.lock(house, "")
    assert [one.code for one in refused.findings] == ["design/agreement", "design/unchosen"]
    assert refused.next == "parti agree"
    said = agreeing.agree(again(house))
    assert said.data["agreed"] == 1000
    assert said.next == "parti lock"
    assert [name for name, _ in models.told] == ["one", "two", "one"]
    assert len({prompt.messages[0].text for _, prompt in models.told}) == 3, "each has an order of its own"
    assert all(
        "Jane" not in prompt.messages[0].text and "Ada" not in prompt.messages[0].text
        for _, prompt in models.told
    )
    assert again(house).design.locks == ()
    assert signing.lock(again(house), "").ok
    assert len(again(house).design.locks) == 1


def test_what_is_read_differently_becomes_questions(tmp_path: Path) -> None:
    count = iter(range(1, 9))
    house, _ = interviews.settled(
        tmp_path,
        lambda address, prompt: interviews.builder(f"{next(count)} parrots", prompt.messages[0].text),
    )
    said = agreeing.agree(house)
    at = again(house).design
    measured = at.debate.agreements[-1]
    assert measured.agreed < 850
    assert {one.origin for one in at.added.values()} == {"disagreement"}
    assert len(at.added) == len(measured.differ)
    assert said.next == "parti ask"


def test_no_reply_is_no_agreement(tmp_path: Path) -> None:
    house, _ = interviews.settled(tmp_path, lambda address, prompt: "they all agree, sign it")
    assert agreeing.agree(house).data["agreed"] == 0


def test_it_is_measured_after_everything_else(tmp_path: Path) -> None:
    house, models = interviews.opened(tmp_path, lane="deep")
    with pytest.raises(refusal.NotAllowed, match="stand between"):
        agreeing.agree(house)
    assert models.told == []


def test_a_refused_signature_leads_to_what_comes_before_the_builders(tmp_path: Path) -> None:
    house = blind_houses.stated(tmp_path, lane="deep")
    refused = signing.lock(house, "")
    assert {one.code for one in refused.findings} >= {"design/agreement", "design/components"}
    assert refused.next == "parti kind list"


def test_paper_mode_signs_and_says_that_it_was_not_measured(tmp_path: Path) -> None:
    house, _ = interviews.settled(tmp_path, models=False, signer=FakeSigner("orders"))
    said = signing.lock(house, "")
    assert said.ok
    assert [(one.code, one.level) for one in said.findings] == [("design/agreement", "warning")]
    assert len(again(house).design.locks) == 1


def test_dear_calls_need_a_consent_that_is_recorded(tmp_path: Path) -> None:
    house, models = interviews.settled(tmp_path)
    path = ".parti/config.toml"
    dear = open_houses.CONFIG + interviews.MODELS.replace(
        'oak-1"', 'oak-1"\nprice_in = 900000\nprice_out = 900000'
    )
    open_houses.repository(house).write(path, dear)
    with pytest.raises(refusal.NotAllowed, match="dollars"):
        agreeing.agree(again(house))
    assert models.told == []
    agreeing.agree(again(house), spend="900")
    assert [kind for kind in open_houses.kinds(house) if kind == "SpendingAllowed"]
    assert any(isinstance(r.body, debate.SpendingAllowed) for r in again(house).reading.records)


def test_each_of_them_records_no_kind_that_its_row_does_not_name(tmp_path: Path) -> None:
    for verb in ("scout", "consult", "agree"):
        start = interviews.settled if verb == "agree" else interviews.opened
        house, _ = start(tmp_path / verb, says(NEW))
        house = with_code(house)
        before = len(open_houses.kinds(house))
        if verb == "scout":
            scouting.scout(house, accept=["Q-record-owner"])
        else:
            {"consult": consulting.consult, "agree": agreeing.agree}[verb](house)
        made = set(open_houses.kinds(house)[before:])
        assert made
        assert made <= set(table.step(verb).records)


# --- machine and data ------------------------------------------------------------


def test_a_machine_is_recorded_and_its_faults_are_told(tmp_path: Path) -> None:
    house, _ = interviews.opened(tmp_path)
    said = modelling.machine(house, "order", "new", ["paid, failed"], ["new, pay -> paid"])
    assert said.lines[0].startswith("recorded  SM-")
    assert {one.code for one in said.findings} == {"design/unreachable", "design/missing-transition"}
    with pytest.raises(refusal.Misused, match="already"):
        modelling.machine(again(house), "Order", "new", ["paid"], ["new, pay -> paid"])
    key = str(said.data["key"])
    mended = modelling.machine(
        again(house), "order", "new", ["paid"], ["new, pay -> paid", "*, * -> refused"], key
    )
    assert (mended.findings, mended.data["key"]) == ((), key)
    assert "```mermaid" in signing.design(again(house), False).lines


@pytest.mark.parametrize("rows", [[], ["new"], ["new, pay"], ["a, b -> *"]])
def test_a_machine_without_readable_rows_is_refused(tmp_path: Path, rows: list[str]) -> None:
    house, _ = interviews.opened(tmp_path)
    with pytest.raises(refusal.Misused):
        modelling.machine(house, "order", "new", ["paid"], rows)
    assert "StateMachineNamed" not in open_houses.kinds(house)


@pytest.mark.parametrize("name", ["", " ", "*", "a, b", "a: b", "a -> b"])
def test_what_cannot_be_a_state_is_refused_as_one(tmp_path: Path, name: str) -> None:
    house, _ = interviews.opened(tmp_path)
    with pytest.raises(refusal.Misused):
        modelling.machine(house, "order", name, ["paid"], ["new, pay -> paid"])
    assert "StateMachineNamed" not in open_houses.kinds(house)


def test_data_get_their_model_with_them_or_after_them(tmp_path: Path) -> None:
    house, _ = interviews.opened(tmp_path)
    said = modelling.data(house, "order", owner="store", field=["id: uuid primary", "total: int"])
    assert again(house).design.named[str(said.data["key"])][-1].body.shape == "id, total"  # type: ignore[attr-defined]  # named data
    more = modelling.data(again(house), "order", "id, total", "store", field=["id: uuid primary", "n: int"])
    assert more.data == said.data, "the model is replaced, the data stay"
    with pytest.raises(refusal.Misused, match="shape"):
        modelling.data(again(house), "parcel", owner="store")
    with pytest.raises(refusal.Misused, match="no field"):
        modelling.data(again(house), "parcel", owner="store", field=["id"])


# --- what is hidden, and when ------------------------------------------------------------


def test_a_recommendation_follows_an_own_answer_of_high_severity_and_never_precedes_it(
    tmp_path: Path,
) -> None:
    house, _ = interviews.opened(tmp_path)
    shown = "\n".join(conversation.ask(house, "Q-expected-rate").lines)
    assert "the bank would have said" not in shown
    high = conversation.answer(
        house, "Q-expected-rate", "50 orders/s, 500 at worst, refused above 1000/s; 20 kB."
    )
    assert high.lines[1].startswith("the bank would have said: ")
    assert high.lines[2].startswith("your answer ")
    blocker = conversation.answer(again(house), "Q-record-owner", "Only the store writes orders.")
    assert not any("would have said" in line for line in blocker.lines)
    option = conversation.answer(again(house), "Q-existing-hooks", option=1)
    assert not any("would have said" in line for line in option.lines)


# --- what leaves, and what does not ------------


def test_before_the_choice_every_byte_of_a_consultation_passes_the_guard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def guard(house: House) -> Callable[[str], None]:
        def refuses(text: str) -> None:
            raise refusal.NotAllowed("This word is sealed.", next_step="leave it out")

        return refuses

    monkeypatch.setattr("parti.workflow.sealing.guard", guard)
    house, models = interviews.opened(tmp_path, says(NEW))
    with pytest.raises(refusal.NotAllowed, match="sealed"):
        consulting.consult(house)
    assert models.told == []
    chosen = again(house).append((debate.DesignChosen(proposal="p-1", because="it is simple"),))
    consulting.consult(chosen)
    assert len(models.told) == 1


def test_a_judge_of_adequacy_sees_neither_who_answered_nor_a_recommendation(tmp_path: Path) -> None:
    house, models = interviews.opened(tmp_path, says())
    conversation.answer(house, "Q-consumer-spike", "A prefetch of 20 messages in hand.")
    consulting.consult(again(house))
    (told,) = (prompt.messages[0].text for _, prompt in models.told if prompt.key.startswith("adequacy"))
    assert "A prefetch of 20 messages" in told
    assert open_houses.ADA not in told
    recommended = " ".join(load.bank().by_id()["consumer-spike"].recommended.split())
    assert recommended[:40] not in told
