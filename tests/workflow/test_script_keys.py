"""A second look at a design, from a file: what has an id is replaced by its key, or withdrawn.

The oracle is docs/reference/script.md: a second run changes nothing, and an id that is not there stops the
file before it has recorded anything.
"""

from pathlib import Path

import pytest

from parti.records import refusal
from parti.records import vocabulary as facts
from parti.workflow import conversation, evidencing, script, signing
from tests.workflow import talks
from tests.workflow.talks import No, Talk
from tests.workflow.test_conversation_named import UNLOCKED
from tests.workflow.test_script import COMPONENT, MODELLED, NAMED, WHOLE, kinds_after, run, written

DECISION = '[[decision]]\ntitle = "Ledger"\nchoice = "{}"\nbecause = "two disagree"\n'
TABLES = {
    "D": DECISION.format("one ledger, on the desk"),
    "INV": '[[invariant]]\ntext = "One line a parcel and day"\nwhy = "the count"\n',
    "FM": '[[failure]]\ncomponent = "counter"\nmode = "torn page"\nhandling = "two copies"\n'
    'evidence = "fault: tear it"\n',
    "DATA": '[[data]]\nname = "parcel"\nshape = "id, weight, sender"\nowner = "the clerk"\n',
    "MOD": '[[module]]\npath = "src/counter.py"\nwhy = "the counter"\n',
    "SM": '[[machine]]\nname = "parcel"\ninitial = "in"\nfinal = ["gone"]\n'
    'on = ["in, fetch -> gone", "*, * -> refused"]\n',
}
"""By prefix: a table that says something else than the file of `test_script` under the same head."""


def looked(tmp_path: Path, text: str = WHOLE + MODELLED) -> Talk:
    """After a first file."""
    talk = talks.opened(tmp_path, "parcels", "parcels")
    run(talk, text)
    return talk


def key_of(talk: Talk, prefix: str) -> str:
    (found,) = (key for key in talk.house.design.named if key.startswith(f"{prefix}-"))
    return found


def keyed(table: str, key: str) -> str:
    return f'{table}key = "{key}"\n'


def gone(name: str, reason: str = "It was looked at again.") -> str:
    return f'[[withdraw]]\nid = "{name}"\nreason = "{reason}"\n'


def unchanged(talk: Talk, text: str) -> None:
    """Runs it again: no byte is written."""
    before = talk.files()
    run(talk, text)
    assert talk.files() == before


def bodies(talk: Talk) -> dict[str, list[facts.Fact]]:
    return {key: [record.body for record in found] for key, found in talk.house.design.named.items()}


@pytest.mark.parametrize("prefix", ["D", "INV", "FM", "MOD", "SM"])
def test_a_table_with_a_key_takes_the_place_of_what_has_it(tmp_path: Path, prefix: str) -> None:
    talk = looked(tmp_path)
    key, before, count = key_of(talk, prefix), bodies(talk), len(talk.kinds())
    text = keyed(TABLES[prefix], key)
    assert run(talk, text).lines[0].endswith(" open, 1 replaced")
    after = bodies(talk)
    assert set(after) == set(before)
    assert [name for name in after if after[name] != before[name]] == [key]
    assert len(after[key]) == 1
    assert len(kinds_after(talk, count)) == 1
    unchanged(talk, text)


def test_data_are_replaced_with_their_fields(tmp_path: Path) -> None:
    talk = looked(tmp_path, COMPONENT + MODELLED)
    row = '[[data]]\nname = "row"\nowner = "the clerk"\nfield = ["id: int primary"]\n'
    text = keyed(row, key_of(talk, "DATA"))
    run(talk, text)
    ((data,), (model,)) = (bodies(talk)[key_of(talk, prefix)] for prefix in ("DATA", "DM"))
    assert isinstance(data, facts.DataNamed)
    assert isinstance(model, facts.DataModelled)
    assert (data.name, data.shape) == ("row", "id")
    assert [(one.name, one.type) for one in model.fields] == [("id", "int")]
    unchanged(talk, text)


def test_what_is_withdrawn_leaves_the_page_and_stays_in_the_log(tmp_path: Path) -> None:
    talk = looked(tmp_path)
    keys = [key_of(talk, prefix) for prefix in ("D", "INV", "FM", "MOD", "SM")]
    text = "".join(gone(key) for key in keys)
    assert run(talk, text).lines[0].endswith(" open, 5 withdrawn")
    assert not set(keys) & set(talk.house.design.named)
    last = talk.last()
    assert isinstance(last, facts.Withdrawn)
    assert last.reason == "It was looked at again."
    unchanged(talk, text)


def test_a_component_is_withdrawn_with_its_questions(tmp_path: Path) -> None:
    talk = looked(tmp_path, COMPONENT)
    text = gone("counter")
    assert run(talk, text).data == {"open": 0, "withdrawn": 1}
    assert not talk.house.design.questions()
    unchanged(talk, text)


def test_a_statement_of_the_ledger_is_withdrawn_by_its_id(tmp_path: Path) -> None:
    talk = looked(tmp_path)
    filed = talk.do(evidencing.evidence, "Two ledgers disagreed in May.", [key_of(talk, "D")])
    key = str(filed.data["key"])
    run(talk, gone(key))
    assert key not in talk.house.design.debate.evidence
    unchanged(talk, gone(key))


def test_a_file_that_still_holds_what_it_replaces_and_withdraws_says_that_once(tmp_path: Path) -> None:
    """One file may tell the first look and the second, also where it is said anew from its beginning."""
    talk = looked(tmp_path)
    key, rule = key_of(talk, "D"), key_of(talk, "INV")
    whole = keyed(TABLES["D"], key) + gone(rule) + WHOLE + MODELLED
    run(talk, whole)
    unchanged(talk, whole)
    fresh = talks.opened(tmp_path / "fresh")
    run(fresh, whole)
    unchanged(fresh, whole)
    assert {k: len(found) for k, found in bodies(fresh).items()} == dict.fromkeys(bodies(talk), 1)
    assert rule not in fresh.house.design.named
    assert fresh.do(signing.design, False).data["design"] == talk.do(signing.design, False).data["design"]


def test_data_that_the_file_tells_and_withdraws_bring_their_fields_once(tmp_path: Path) -> None:
    talk = looked(tmp_path, COMPONENT + MODELLED)
    whole = COMPONENT + MODELLED + gone(key_of(talk, "DATA")) + gone(key_of(talk, "DM"))
    run(talk, whole)
    assert key_of(talk, "SM") in talk.house.design.named
    assert len(talk.house.design.named) == 1
    unchanged(talk, whole)


def test_a_key_settles_what_two_branches_gave_it(tmp_path: Path) -> None:
    talk = looked(tmp_path)
    key = key_of(talk, "D")
    other = facts.Decided(key=key, title="Ledger", choice="two ledgers", because="speed")
    talk.elsewhere(other)
    text = keyed(DECISION.format("two ledgers").replace("two disagree", "speed"), key)
    run(talk, text)
    assert len(talk.house.design.named[key]) == 1
    unchanged(talk, text)


def test_the_words_of_another_key_are_no_reason_to_leave_this_one(tmp_path: Path) -> None:
    talk = looked(tmp_path)
    key = key_of(talk, "D")
    run(talk, TABLES["D"])
    run(talk, keyed(TABLES["D"], key))
    (now,) = bodies(talk)[key]
    assert isinstance(now, facts.Decided)
    assert now.choice == "one ledger, on the desk"


def test_what_changes_a_signed_design_takes_the_signature_off_aloud(tmp_path: Path) -> None:
    talk = looked(tmp_path, WHOLE)
    assert talk.do(signing.lock, "").ok
    assert run(talk, WHOLE).lines[1:] == ()
    assert run(talk, gone(key_of(talk, "MOD"))).lines[1:] == (UNLOCKED,)


def test_a_module_that_a_file_says_a_second_time_is_told(tmp_path: Path) -> None:
    talk = looked(tmp_path)
    said = run(talk, '[[module]]\npath = "src/desk.py"\nwhy = "the counter, anew"\n')
    assert [(one.code, one.level) for one in said.findings] == [("design/two-modules", "warning")]
    assert said.ok
    assert run(talk, gone(said.findings[0].place.path)).findings == ()
    assert run(talk, '[[module]]\npath = "src/bell.py"\nwhy = "it rings"\n').findings == ()


# --- refusals: nothing is recorded, not even what stands before it ---

SHOWS = "parti design shows the ids"


@pytest.mark.parametrize(
    ("table", "no"),
    [
        (keyed(TABLES["D"], "D-ffff"), No(2, "D-ffff is not in this design.", SHOWS)),
        (gone("INV-ffff"), No(2, "INV-ffff is not in this design.", SHOWS)),
        (gone("annex"), No(2, "annex is not in this design.", SHOWS)),
        (
            gone("counter", "  "),
            No(2, "It is not said why counter is withdrawn.", "give the [[withdraw]] a reason"),
        ),
        (
            COMPONENT + gone("counter"),
            No(2, "counter is confirmed and withdrawn by one file.", "leave one of these tables"),
        ),
    ],
)
def test_an_id_that_cannot_be_changed_stops_the_file_at_its_line(
    tmp_path: Path, table: str, no: No
) -> None:
    talk = looked(tmp_path, COMPONENT)
    text = NAMED + table
    path = written(talk, text)
    said = talk.refuses(no, script.run, path)
    place, _, line = said.place.rpartition(":")
    assert place == str(path)
    assert text.splitlines()[int(line) - 1].startswith(("key = ", "id = "))


def test_a_key_of_another_sort_is_refused(tmp_path: Path) -> None:
    talk = looked(tmp_path)
    key = key_of(talk, "INV")
    no = No(2, f"{key} is of another sort; what is said here has a key D-….", SHOWS)
    talk.refuses(no, script.run, written(talk, keyed(TABLES["D"], key)))


def test_one_id_is_changed_by_one_table(tmp_path: Path) -> None:
    talk = looked(tmp_path)
    key = key_of(talk, "D")
    step = "leave one of these tables"
    twice = keyed(TABLES["D"], key) + keyed(DECISION.format("no ledger"), key)
    talk.refuses(No(2, f"{key} is replaced 2 times by one file.", step), script.run, written(talk, twice))
    both = keyed(TABLES["D"], key) + gone(key)
    no = No(2, f"{key} is replaced and withdrawn by one file.", step)
    talk.refuses(no, script.run, written(talk, both))


def test_what_was_withdrawn_is_not_replaced_but_said_anew(tmp_path: Path) -> None:
    talk = looked(tmp_path)
    key = key_of(talk, "D")
    talk.do(conversation.withdraw, key, "It was looked at again.")
    step = "take its key out of the file, and it is said anew"
    no = No(2, f"{key} was withdrawn from this design.", step)
    talk.refuses(no, script.run, written(talk, keyed(TABLES["D"], key)))


def test_a_withdrawal_needs_its_id_and_its_reason(tmp_path: Path) -> None:
    talk = looked(tmp_path)
    with pytest.raises(refusal.Misused, match="missing required field `reason`"):
        run(talk, '[[withdraw]]\nid = "D-ffff"\n')
