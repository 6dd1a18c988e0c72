"""The page prints the whole design, and a hand edit of it reads back as amendments (D3, D4)."""

import pytest

from parti.design import absorb, hindrances, lock, naming, page
from parti.library import load
from parti.records import refusal
from parti.records import vocabulary as facts
from tests.design import conversations


def whole() -> list[facts.Record]:
    return conversations.said(*conversations.settled())


def text_of(records: list[facts.Record]) -> str:
    return "\n".join(page.lines(conversations.folded(records), "Not signed yet."))


def edited(records: list[facts.Record], text: str, by: str = conversations.JANE) -> absorb.Edit:
    asked = absorb.Asked(by, "design.md", load.bank().by_id())
    return absorb.read(conversations.folded(records), text, asked)


def test_the_page_of_the_essays_problem_fits_three_hundred_lines() -> None:
    lines = page.lines(conversations.folded(whole()), "Not signed yet.")
    assert len(lines) <= page.MOST_LINES
    assert len(lines) > 80


def test_every_part_of_the_design_stands_on_the_page() -> None:
    text = text_of(whole())
    for word in ("Orders arrive.", "Needed: stored once", "Never: lost", "D-0001", "INV-0001", "DATA-0001"):
        assert word in text
    for word in ("MOD-0001", "FM-0001", "Q-ack-strategy", "rejected: ack on receipt", "RabbitMQ (broker)"):
        assert word in text


def test_reading_the_page_back_unchanged_says_nothing_new() -> None:
    records = whole()
    edit = edited(records, text_of(records))
    assert edit.facts == ()
    assert edit.findings == ()


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("choice: ack after the commit", "choice: ack after two commits", facts.Decided),
        ("One row an order", "One row an order and tenant", facts.InvariantStated),
        ("handling: ack after commit", "handling: outbox", facts.FailureModeNamed),
        ("owner: orders consumer", "owner: billing", facts.DataNamed),
        ("`src/orders.py`", "`src/sales.py`", facts.ModuleTouched),
        ("Answer to ack-strategy.", "Only after the commit, so a crash repeats it.", facts.Answered),
        ("Needed: stored once", "Needed: stored once a day", facts.ProblemStated),
    ],
)
def test_an_edited_line_becomes_a_fact_that_supersedes(old: str, new: str, kind: type) -> None:
    records = whole()
    state = conversations.folded(records)
    edit = edited(records, text_of(records).replace(old, new))
    assert [type(fact) for fact in edit.facts] == [kind]
    assert edit.facts[0].supersedes
    after = conversations.folded([*records, *conversations.said(*edit.facts, start=500)])
    assert new.split(": ")[-1].strip("`") in "\n".join(page.lines(after, ""))
    assert lock.digest(after) != lock.digest(state)


def test_an_edit_of_a_rejected_option_keeps_the_others_words() -> None:
    records = whole()
    text = text_of(records).replace("a crash loses the order", "a crash loses the order, seen twice")
    (fact,) = edited(records, text).facts
    assert isinstance(fact, facts.Decided)
    assert fact.rejected == (facts.Rejected("ack on receipt", "a crash loses the order, seen twice"),)
    assert fact.title == "Acknowledge after commit"


def test_a_deleted_decision_is_withdrawn_and_stays_in_the_log() -> None:
    records = whole()
    text = "\n".join(line for line in text_of(records).splitlines() if "- D-0001" not in line)
    edit = edited(records, text)
    assert [type(fact) for fact in edit.facts] == [facts.Withdrawn]
    after = conversations.folded([*records, *conversations.said(*edit.facts, start=500)])
    assert "D-0001" not in after.named


def test_a_deleted_answer_is_a_finding_and_not_a_deletion() -> None:
    records = whole()
    text = "\n".join(line for line in text_of(records).splitlines() if "Q-ack-strategy" not in line)
    edit = edited(records, text)
    assert edit.facts == ()
    assert [f.code for f in edit.findings] == ["design/answer-gone"]


def test_a_line_that_cannot_be_read_is_named_with_its_number() -> None:
    records = whole()
    text = text_of(records).replace("RabbitMQ × lost-message |", "something else |")
    edit = edited(records, text)
    (finding,) = edit.findings
    assert finding.code == "design/unreadable"
    assert "FM-0001" in text.splitlines()[finding.place.line - 1]


def test_a_design_that_is_too_long_is_not_signed() -> None:
    many = [facts.InvariantStated(key=f"INV-{n:04}", text=f"law {n}", why="x") for n in range(2, 300)]
    state = conversations.folded(conversations.said(*conversations.settled(), *many))
    codes = {finding.code for finding in hindrances.of(state, load.vocabulary())}
    assert codes == {"design/length"}


def test_a_new_name_gets_a_key_of_its_own_and_keeps_it() -> None:
    state = conversations.folded(whole())
    fact = facts.InvariantStated(key="", text="No row is ever deleted", why="audits")
    one = naming.keyed(state, fact)
    assert one.key.startswith("INV-")
    assert naming.keyed(state, fact).key == one.key
    after = conversations.folded([*whole(), *conversations.said(one, start=400)])
    with pytest.raises(refusal.Misused, match="already says exactly this"):
        naming.keyed(after, fact)


def test_a_key_that_names_nothing_is_refused() -> None:
    with pytest.raises(refusal.Misused, match="not in this design"):
        naming.keyed(
            conversations.folded(whole()), facts.InvariantStated(key="INV-9999", text="x", why="y")
        )
    with pytest.raises(refusal.Misused, match="not in this design"):
        naming.withdraw(conversations.folded(whole()), "D-9999", "a mistake")


def test_the_bar_that_parts_the_fields_cannot_be_smuggled_into_one() -> None:
    state = conversations.folded(whole())
    fact = facts.InvariantStated(key="", text="one | because: two\nthree", why="x")
    made = naming.keyed(state, fact)
    assert isinstance(made, facts.InvariantStated)
    assert made.text == "one / because: two three"


def test_the_page_says_which_design_it_was_printed_from() -> None:
    records = whole()
    assert absorb.printed_from(text_of(records)) == lock.digest(conversations.folded(records))
    assert absorb.printed_from("# a page of another tool") == ""


def test_an_edited_answer_is_held_to_what_any_answer_is_held_to() -> None:
    records = whole()
    vague = edited(records, text_of(records).replace("Answer to ack-strategy.", "should be fine"))
    assert [type(fact) for fact in vague.facts] == [facts.AnswerSentBack]
    assert [f.code for f in vague.findings] == ["design/vague"]
    bare = text_of(records).replace("Answer to ack-strategy.", "waived | because: later | until: never")
    assert [f.code for f in edited(records, bare).findings] == ["design/answer"]


def test_an_agent_cannot_answer_a_blocker_through_the_page() -> None:
    records = whole()
    text = text_of(records).replace(
        "Answer to ack-strategy.", "Only after the commit, so a crash repeats it."
    )
    with pytest.raises(refusal.NotAllowed, match="a person answers"):
        edited(records, text, by="agent:codex")


def test_what_others_said_since_the_page_was_printed_stays_and_shows_as_a_conflict() -> None:
    records = whole()
    text = text_of(records).replace("choice: ack after the commit", "choice: outbox")
    theirs = facts.Decided(
        key="D-0001", title="Ack", choice="nack", because="x", supersedes=(records[-5].id,)
    )
    new = facts.InvariantStated(key="INV-7777", text="law", why="x")
    later = [*records, *conversations.said(theirs, new, by="Joe <joe@example.org>", start=400)]
    mine = edited(records, text).facts
    after = conversations.folded([*later, *conversations.said(*mine, start=500)])
    assert "INV-7777" in after.named
    assert len(after.named["D-0001"]) == 2


def test_the_situation_is_read_back() -> None:
    records = whole()
    (fact,) = edited(records, text_of(records).replace("Orders arrive.", "Orders arrive late.")).facts
    assert isinstance(fact, facts.ProblemStated)
    assert fact.situation == "Orders arrive late."
    assert fact.needed == ("stored once",)


def test_edits_of_components_and_unknown_lines_are_findings_and_never_silent() -> None:
    records = whole()
    text = text_of(records).replace("- RabbitMQ (broker): test", "- Kafka (broker): test")
    found = edited(records, text).findings
    assert {f.code for f in found} == {"design/unreadable"}
    assert len(found) == 2
    assert "Kafka" in text.splitlines()[max(f.place.line for f in found) - 1]
