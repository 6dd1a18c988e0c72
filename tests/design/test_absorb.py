"""What a person may do to a printed page, line by line, and what Parti makes of it (D3).

Guards `absorb`: an edit is an amendment or a finding, never nothing; a page that nobody touched
says nothing new, whatever words stand on it.
"""

import pytest

from parti.design import absorb, lock, obligation_lines, page, state
from parti.library import load
from parti.records import vocabulary as facts
from tests.design import conversations
from tests.design.conversations import JANE

BANK = load.bank().by_id()
JOE = "Joe <joe@example.org>"
GOOD = "The message is acknowledged after the commit, so a crash repeats it."
DECISION = (
    "- D-0001: Acknowledge after commit | choice: ack after the commit | because: nothing may be lost"
    " | rejected: ack on receipt — a crash loses the order"
)
FAILURE = (
    "- FM-0001: RabbitMQ × lost-message | handling: ack after commit"
    " | evidence: fault: kill between commit and ack"
)
INVARIANT = "- INV-0001: One row an order | because: invoices"
DATA = "- DATA-0001: order | shape: id, total | owner: orders consumer"
MODULE = "- MOD-0001: `src/orders.py` | because: the consumer"


def whole(*more: facts.Fact) -> list[facts.Record]:
    return conversations.said(*conversations.settled(), *more)


def half(*more: facts.Fact) -> list[facts.Record]:
    """A design whose questions are all open."""
    return conversations.said(*conversations.opened(), *more)


def printed(records: list[facts.Record]) -> str:
    return "\n".join(page.lines(conversations.folded(records), "Not signed yet.")) + "\n"


def read(records: list[facts.Record], text: str) -> absorb.Edit:
    return absorb.read(conversations.folded(records), text, absorb.Asked(JANE, "design.md", BANK))


def changed(records: list[facts.Record], old: str, new: str) -> absorb.Edit:
    text = printed(records)
    assert text.count(old) == 1, old
    return read(records, text.replace(old, new))


def after(records: list[facts.Record], edit: absorb.Edit) -> list[facts.Record]:
    return [*records, *conversations.said(*edit.facts, start=2000)]


def codes(edit: absorb.Edit) -> list[str]:
    return [finding.code for finding in edit.findings]


UNTOUCHED = [
    ("a decision without rejected options", facts.Decided(key="D-2", title="t", choice="c", because="b")),
    ("an empty reason at the end of a line", facts.InvariantStated(key="INV-2", text="law", why="")),
    (
        "a citation that looks like a signature",
        facts.InvariantStated(key="INV-2", text="law", why="art. 5 (GDPR, 2018-05-25)"),
    ),
    (
        "an answer that ends like a signature",
        facts.Answered(question="retention", text="30 days (J <j@x>, 2020-01-01)", how="own"),
    ),
    ("a default", facts.Answered(question="retention", text="30 days", how="default")),
    ("a bar in an answer", facts.Answered(question="retention", text="sort | uniq, 3 days", how="own")),
    ("a waiver without an end", facts.Waived(question="retention", reason="no data yet", until="")),
    ("a ruling", facts.RuledOut(question="retention", reason="nothing is kept here")),
    ("a name in another script", facts.DataNamed(key="DATA-2", name="注文", shape="№", owner="Zoë")),
    ("a component named in two lines", facts.ComponentNamed(name="a\nb", kind="cache", why="c\n- d")),
    (
        "a situation in two lines",
        facts.ProblemStated(situation="One.\n\nTwo.", needed=("a\nb",), never=("c",)),
    ),
    ("no problem yet", facts.FeatureOpened(slug="s", wish="w", branch="b", lane="normal")),
]


@pytest.mark.parametrize(("why", "fact"), UNTOUCHED, ids=[row[0] for row in UNTOUCHED])
def test_a_page_that_nobody_touched_says_nothing_new(why: str, fact: facts.Fact) -> None:
    base = conversations.settled()
    if why == "no problem yet":
        base = [one for one in base if not isinstance(one, facts.ProblemStated)]
    if isinstance(fact, facts.Answered | facts.Waived | facts.RuledOut):
        base = [one for one in base if getattr(one, "question", "") != fact.question]
    if isinstance(fact, facts.ProblemStated):
        base = [one for one in base if not isinstance(one, facts.ProblemStated)]
    records = conversations.said(*base, fact)
    for text in (printed(records), printed(records).replace(" \n", "\n"), printed(records).rstrip()):
        assert read(records, text) == absorb.Edit((), ())


@pytest.mark.parametrize(
    "by", ["Jane :) <jane@example.org>", "J (a (b)) <j@x>", "agent:codex", "Ann, 2020-01-01"]
)
def test_any_name_of_the_one_who_answered_leaves_an_untouched_page_untouched(by: str) -> None:
    records = [
        *half(),
        *conversations.said(facts.Answered(question="retention", text="3 days", how="own"), by=by),
    ]
    assert read(records, printed(records)) == absorb.Edit((), ())
    (fact,) = changed(records, "Q-retention: 3 days", "Q-retention: 4 days").facts
    assert isinstance(fact, facts.Answered)
    assert fact.text == "4 days"


def test_a_disputed_answer_reads_back_as_it_was_and_keeps_the_dispute() -> None:
    rival = facts.Answered(question="ack-strategy", text="On receipt.", how="own")
    records = [*whole(), *conversations.said(rival, by=JOE, start=700)]
    assert obligation_lines.CLASH in printed(records)
    assert read(records, printed(records)) == absorb.Edit((), ())


@pytest.mark.parametrize("mark", ["", obligation_lines.CLASH])
def test_an_edited_disputed_answer_settles_the_dispute_without_the_mark_in_its_words(mark: str) -> None:
    rival = facts.Answered(question="ack-strategy", text="On receipt.", how="own")
    records = [*whole(), *conversations.said(rival, by=JOE, start=700)]
    line = next(one for one in printed(records).splitlines() if "Q-ack-strategy" in one)
    edit = changed(records, line, f"- Q-ack-strategy: {GOOD}{mark}")
    folded = conversations.folded(after(records, edit))
    assert state.conflicts(folded) == {}
    settled = folded.settlement("ack-strategy")
    assert isinstance(settled, facts.Answered)
    assert settled.text == GOOD


def test_taking_the_mark_off_a_disputed_answer_settles_it_as_it_stands() -> None:
    rival = facts.Answered(question="ack-strategy", text=GOOD, how="own")
    records = [*whole(), *conversations.said(rival, by=JOE, start=700)]
    edit = changed(records, obligation_lines.CLASH, "")
    (fact,) = edit.facts
    assert isinstance(fact, facts.Answered)
    assert fact.text == GOOD
    assert len(fact.supersedes) == 2


READABLE: list[tuple[str, str, facts.Fact]] = [
    (
        DECISION,
        "- D-0001: Ack late | choice: c | because: b",
        facts.Decided(key="D-0001", title="Ack late", choice="c", because="b"),
    ),
    (
        DECISION,
        "- D-0001: t | choice: c | because: b | rejected: x — y | rejected: z — w — v",
        facts.Decided(
            key="D-0001",
            title="t",
            choice="c",
            because="b",
            rejected=(facts.Rejected("x", "y"), facts.Rejected("z", "w — v")),
        ),
    ),
    (
        DECISION,
        "- D-0001: t | choice: c | because: b | rejected: x —",
        facts.Decided(
            key="D-0001", title="t", choice="c", because="b", rejected=(facts.Rejected("x", ""),)
        ),
    ),
    (
        DECISION,
        "- D-0001: t | because: b: c | choice: c",
        facts.Decided(key="D-0001", title="t", choice="c", because="b: c"),
    ),
    (
        INVARIANT,
        "- INV-0001: Two rows | because: audits (law, 2020-01-01)",
        facts.InvariantStated(key="INV-0001", text="Two rows", why="audits (law, 2020-01-01)"),
    ),
    (INVARIANT, "- INV-0001: Law | because:", facts.InvariantStated(key="INV-0001", text="Law", why="")),
    (
        FAILURE,
        "- FM-0001: a × b × late | handling: h | evidence: test: t",
        facts.FailureModeNamed(
            key="FM-0001", component="a × b", mode="late", handling="h", evidence="test: t"
        ),
    ),
    (
        DATA,
        "- DATA-0001: sale | owner: shop | shape: id  ",
        facts.DataNamed(key="DATA-0001", name="sale", shape="id", owner="shop"),
    ),
    (
        MODULE,
        "- MOD-0001: src/`x`.py | because: b",
        facts.ModuleTouched(key="MOD-0001", path="src/`x`.py", why="b"),
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), READABLE, ids=[row[1] for row in READABLE])
def test_each_part_of_an_edited_line_goes_to_its_field(old: str, new: str, expected: facts.Fact) -> None:
    records = whole()
    edit = changed(records, old, new)
    (fact,) = edit.facts
    key = new.split()[1].rstrip(":")
    seen = tuple(record.id for record in conversations.folded(records).named[key])
    assert getattr(fact, "supersedes", ()) == seen
    assert conversations.said(fact)[0].kind == type(expected).__name__
    for name in expected.__struct_fields__:
        if name != "supersedes":
            assert getattr(fact, name) == getattr(expected, name), name
    assert edit.findings == ()


def test_an_edit_keeps_what_the_page_does_not_show() -> None:
    base = [fact for fact in conversations.settled() if not isinstance(fact, facts.Decided)]
    hidden = facts.Decided(key="D-1", title="t", choice="c", because="b", answers=("retention",))
    (fact,) = changed(conversations.said(*base, hidden), "choice: c", "choice: d").facts
    assert isinstance(fact, facts.Decided)
    assert fact.answers == ("retention",)


UNREADABLE = [
    (DECISION, "- D-0001: t | choice: | because: b", "no choice is left"),
    (DECISION, "- D-0001: t | because: b", "the choice is gone"),
    (DECISION, "- D-0001: t | choice: a | choice: b | because: c", "two choices"),
    (DECISION, "- D-0001: t | choice: a | becuase: b", "a label that nobody knows"),
    (DECISION, "- D-0001: t | choice: a | because: b | also this", "a part without a label"),
    (DECISION, "- D-0001: | choice: a | because: b", "no title"),
    (INVARIANT, "- INV-0001: law", "the reason is gone, and would be lost without a word"),
    (INVARIANT, "- INV-0001: law | becuase: typo", "the reason has a label that nobody knows"),
    (INVARIANT, "- INV-0001: law | because: a | rejected: b — c", "only decisions reject"),
    (FAILURE, "- FM-0001: RabbitMQ | handling: h | evidence: test: t", "no mode"),
    (FAILURE, "- FM-0001: RabbitMQ × late | handling: h", "no evidence"),
    (DATA, "- DATA-0001: order | shape: id", "no owner"),
    (DATA, "- DATA-0001: | shape: id | owner: x", "no name"),
    (MODULE, "- MOD-0001: `src/a.py`", "no reason"),
    (MODULE, MODULE + "\n- MOD-9999: `new.py` | because: x", "a new thing is added by its verb"),
    (MODULE, MODULE + "\n- D-9999: t | choice: a | because: b", "a new decision, too"),
    (MODULE, MODULE + "\n- Q-no-such: three days", "a question of no design"),
    (MODULE, MODULE + "\n- Q-ui-offline: three days", "a question of another design"),
]


@pytest.mark.parametrize(("old", "new", "why"), UNREADABLE, ids=[row[2] for row in UNREADABLE])
def test_a_line_that_cannot_be_read_changes_nothing_and_is_named(old: str, new: str, why: str) -> None:
    records = whole()
    edit = changed(records, old, new)
    assert edit.facts == (), why
    (finding,) = edit.findings
    line = new.splitlines()[-1]
    identity = line.split()[1].rstrip(":")
    assert finding.code == "design/unreadable"
    assert finding.level == "error"
    assert finding.message == f"The line of {identity} cannot be read as an amendment."
    text = printed(records).replace(old, new).splitlines()
    assert (finding.place.path, text[finding.place.line - 1]) == ("design.md", line)
    assert "| choice: … | because: …" in finding.fix


def test_a_line_that_stands_twice_is_read_once_and_the_second_is_named() -> None:
    records = whole()
    edit = changed(records, INVARIANT, f"- INV-0001: A | because: b\n{INVARIANT}")
    (fact,) = edit.facts
    assert isinstance(fact, facts.InvariantStated)
    assert fact.text == "A"
    (finding,) = edit.findings
    assert finding.message == "INV-0001 stands on the page twice; this line was not read."
    assert finding.fix == "keep one of the two"
    assert printed(records).splitlines()[finding.place.line - 2] == INVARIANT


STRANGE = [
    "* D-0001: a star instead of a dash",
    "  - Needed: an indented line",
    "Please look at this again.",
    "## Another part",
    "- Kafka (broker): a component",
    "- needed: with a small letter",
    "<!-- a note -->",
]


@pytest.mark.parametrize("line", STRANGE)
def test_a_line_that_stands_for_nothing_is_named_with_its_number_and_never_silently_lost(line: str) -> None:
    records = whole()
    edit = changed(records, INVARIANT, f"{INVARIANT}\n{line}")
    assert edit.facts == ()
    (finding,) = edit.findings
    assert finding.code == "design/unreadable"
    assert finding.message == "This line stands for nothing that Parti can record from a page."
    assert finding.fix == "use its verb: parti kind confirm, parti decide …"
    assert printed(records).splitlines()[finding.place.line - 2] == INVARIANT


def test_what_stands_above_the_problem_is_not_read() -> None:
    records = whole()
    assert changed(records, "Not signed yet.", "Signed by nobody.\n\nA note to myself.") == absorb.Edit(
        (), ()
    )


def test_a_component_that_is_taken_out_is_named_with_the_verb_that_does_it() -> None:
    records = whole()
    (finding,) = changed(records, "- RabbitMQ (broker): test\n", "").findings
    assert finding.message == (
        "“RabbitMQ (broker): test” was taken out of the page; it is still part of the design."
    )
    assert finding.fix == 'parti withdraw "<component>" "<reason>"'
    assert str(finding.place) == "design.md"


def test_what_is_missing_is_told_in_the_order_of_the_page() -> None:
    records = half()
    text = printed(records)
    gone = [
        line for line in text.splitlines() if line.startswith(("- open [", "- RabbitMQ", "- PostgreSQL"))
    ]
    kept = "\n".join(line for line in text.splitlines() if line not in gone)
    assert [f.message.split("”")[0][1:] for f in read(records, kept).findings] == [
        line[2:] for line in gone
    ]


def test_an_open_question_that_is_taken_out_is_asked_again() -> None:
    records = half()
    edit = changed(records, "- open [blocker] ack-strategy\n", "")
    assert edit.facts == ()
    assert [f.fix for f in edit.findings] == ["parti ask Q-ack-strategy"]


def test_an_open_question_is_answered_by_its_line() -> None:
    records = half()
    edit = changed(records, "- open [blocker] ack-strategy", f"- Q-ack-strategy: {GOOD}")
    assert edit == absorb.Edit((facts.Answered(question="ack-strategy", text=GOOD, how="own"),), ())


def test_a_deleted_answer_is_told_how_to_replace_it() -> None:
    records = whole()
    line = next(one for one in printed(records).splitlines() if "Q-retention" in one)
    (finding,) = changed(records, line + "\n", "").findings
    assert finding.message == "The answer to Q-retention is gone; an answer is replaced, not deleted."
    assert finding.fix == 'parti answer Q-retention "…", then parti design --write'


def test_each_named_thing_that_is_taken_out_is_withdrawn_with_a_reason() -> None:
    records = whole()
    named = (DECISION, FAILURE, INVARIANT, DATA, MODULE)
    text = "\n".join(line for line in printed(records).splitlines() if line not in named)
    edit = read(records, text)
    assert edit.findings == ()
    assert all(
        isinstance(fact, facts.Withdrawn) and fact.reason == "taken out of the page by hand"
        for fact in edit.facts
    )
    assert conversations.folded(after(records, edit)).named == {}


@pytest.mark.parametrize("label", ["Needed", "Never", "Quantities", "Given", "Open", "Out of scope"])
def test_each_list_of_the_problem_takes_a_new_line_and_gives_one_up(label: str) -> None:
    field = {name: key for key, name in page.PROBLEM_LISTS}[label]
    records = whole()
    edit = changed(records, "- Never: lost\n", f"- Never: lost\n- {label}: more\n")
    (fact,) = edit.facts
    assert isinstance(fact, facts.ProblemStated)
    expected = {"needed": ("stored once",), "never": ("lost",)}
    assert getattr(fact, field) == (*expected.get(field, ()), "more")
    assert fact.supersedes == tuple(r.id for r in conversations.folded(records).problems)
    again = after(records, edit)
    (back,) = changed(again, f"- {label}: more\n", "").facts
    assert isinstance(back, facts.ProblemStated)
    assert getattr(back, field) == expected.get(field, ())
    assert lock.digest(conversations.folded(after(again, read(again, printed(again))))) == lock.digest(
        conversations.folded(again)
    )


def test_a_situation_over_several_lines_is_read_as_one() -> None:
    (fact,) = changed(whole(), "Orders arrive.", "Orders arrive,\n  late\n\nand twice.").facts
    assert isinstance(fact, facts.ProblemStated)
    assert fact.situation == "Orders arrive, late and twice."


def test_a_situation_that_is_taken_out_is_kept_and_told() -> None:
    edit = changed(whole(), "Orders arrive.\n", "")
    assert edit.facts == ()
    assert [f.message for f in edit.findings] == ["The situation is gone; it is replaced, not deleted."]
    assert edit.findings[0].fix == 'parti problem "…", then parti design --write'


def test_a_problem_can_be_stated_on_the_page_when_there_was_none() -> None:
    records = conversations.said(facts.FeatureOpened(slug="s", wish="w", branch="b", lane="normal"))
    edit = changed(records, "Not stated yet.", "Orders arrive.\n\n- Needed: stored once")
    assert edit.facts == (facts.ProblemStated(situation="Orders arrive.", needed=("stored once",)),)
    assert edit.findings == ()
