"""Rot both ways with the world in hand: history for what is gone, candidates for what is new (C4)."""

from pathlib import Path

import pytest

from parti.constraints.finding import Finding
from parti.records import refusal
from parti.workflow import constraining, rot
from parti.workflow.house import House
from tests.workflow import open_houses

WATCHED = """
## Orders go through `app.store.save` {{#orders}}

A raw write leaves half an order.

Scope: `**/*.py`. Owner: storage. Watches: {names}.

`judged`
"""
COMMAND = """
## The names of `make check` stay as they are {#make}

Others call them.

Scope: `**/*.py`. Owner: everybody.

```check command
run: sh tools/check.sh
```
"""
STORE = "def save(x):\n    return x\n"
VARIABLE = "import os\n\nURL = os.environ['ORDERS_URL']\n"


def ready(folder: Path, document: str = open_houses.RULE, **texts: str) -> House:
    house = open_houses.ready(folder)
    for path, text in {"CONSTRAINTS.md": document, "app/store.py": STORE, **texts}.items():
        open_houses.repository(house).write(path, text)
    open_houses.repository(house).commit()
    return house


def rotten(house: House) -> list[Finding]:
    return [each for each in constraining.look(house).new if each.code == "constraints/rot"]


def watching(*names: str) -> str:
    return open_houses.RULE + WATCHED.format(names=", ".join(f"`{name}`" for name in names))


def branched(folder: Path, document: str = open_houses.RULE) -> House:
    """A branch that reads a new environment variable."""
    house = ready(folder, document)
    repository = open_houses.repository(house)
    repository.switch("orders")
    repository.write("app/settings.py", VARIABLE)
    repository.commit()
    return house


def candidates(house: House) -> list[str]:
    seen = constraining.look(house, since=rot.since(house))
    told = [each.snippet for each in seen.new if each.code == "constraints/candidate"]
    assert told == [each.key for each in seen.brought]
    return told


def test_what_is_gone_says_which_commit_took_it_and_where_it_went(tmp_path: Path) -> None:
    house = ready(tmp_path, watching("app.store.save", "app/store.py"))
    repository = open_houses.repository(house)
    assert rotten(house) == []
    repository.remove("app/store.py")
    repository.write("app/disk.py", STORE)
    commit = repository.commit()
    gone = f"gone since {commit[:12]} (2026-11-21, “a step”); now it is `app/disk.py`"
    assert [each.message for each in rotten(house)] == [
        f"`orders` watches `app.store.save`, which is no longer there: {gone}",
        f"`orders` watches `app/store.py`, which is no longer there: {gone}",
    ]


def test_a_document_in_good_order_asks_history_nothing(tmp_path: Path) -> None:
    house = ready(tmp_path, watching("app.store.save"))
    constraining.look(house)
    assert open_houses.repository(house).asked == []


def test_a_look_at_a_change_asks_history_nothing(tmp_path: Path) -> None:
    house = ready(tmp_path, watching("app.gone") + COMMAND)
    assert constraining.look(house, ["app/store.py"], commands=False).new == ()
    assert open_houses.repository(house).asked == []


def test_history_is_asked_once_a_name(tmp_path: Path) -> None:
    again = WATCHED.format(names="`app.gone`").replace("#orders", "#twice")
    house = ready(tmp_path, watching("app.gone") + again)
    assert len(rotten(house)) == 2
    assert open_houses.repository(house).asked == ["app.gone"]


def test_history_is_asked_about_ten_names_at_most(tmp_path: Path) -> None:
    names = [f"app.gone{at}" for at in range(rot.MOST_TRACED + 3)]
    house = ready(tmp_path, watching(*names))
    told = rotten(house)
    assert len(told) == len(names)
    asked = open_houses.repository(house).asked
    assert (len(asked), len(set(asked)), set(asked) <= set(names)) == (
        rot.MOST_TRACED,
        rot.MOST_TRACED,
        True,
    )
    assert sum("git knows no commit" in each.message for each in told) == rot.MOST_TRACED


def test_a_shallow_clone_says_how_to_learn_more(tmp_path: Path) -> None:
    house = ready(tmp_path, watching("app.gone"))
    open_houses.repository(house).forget_history()
    (one,) = rotten(house)
    assert one.message.endswith("this clone is shallow; git fetch --unshallow lets git tell")


def test_examples_and_scripts_that_no_longer_hold_are_rot(tmp_path: Path) -> None:
    house = ready(tmp_path, open_houses.RULE.replace('eval("1")', "y = 2") + COMMAND)
    open_houses.runner(house).answers("sh tools/check.sh", code=127)
    script, example = sorted(rotten(house), key=lambda each: -each.place.line)
    assert script.message.startswith("`make` runs `tools/check.sh`, which does not exist")
    assert example.message.startswith("an example no longer holds: the broken example of `no-eval`")
    assert {script.level, example.level} == {"error"}


def test_a_program_that_is_not_there_is_rot(tmp_path: Path) -> None:
    house = ready(tmp_path, open_houses.RULE + COMMAND.replace("sh tools/check.sh", "tooly --all"))
    open_houses.runner(house).answers("tooly", code=127)
    assert [each.message for each in rotten(house)] == [
        "`make` runs `tooly`, which is not on the path of programs here"
    ]


def test_what_was_broken_on_main_is_told_apart_from_what_the_branch_breaks(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n", "b.py": "x = 1\n"})
    repository = open_houses.repository(house)
    repository.switch("orders")
    repository.write("b.py", "eval('2')\n")
    repository.commit()
    seen = constraining.look(house, since=rot.since(house))
    assert [str(each.place) for each in seen.new if each.code == "no-eval"] == ["a.py:1", "b.py:1"]
    told = [each.message for each in seen.new if each.code == "constraints/rot"]
    assert told == ["`no-eval` was broken before this change in files that it does not touch: a.py:1"]


def test_what_the_baseline_names_is_no_rot(tmp_path: Path) -> None:
    house = ready(tmp_path, **{"a.py": "eval('1')\n"})
    assert len(rotten(house)) == 1
    constraining.baseline(house, accept=True, shrink=False)
    assert rotten(house) == []


def test_a_branch_is_asked_about_what_it_brings_and_the_main_one_is_not(tmp_path: Path) -> None:
    house = branched(tmp_path)
    assert candidates(house) == ["environment:ORDERS_URL"]
    open_houses.repository(house).switch("main")
    assert rot.since(house) is None


def test_a_look_without_a_change_looks_for_no_candidates(tmp_path: Path) -> None:
    seen = constraining.look(branched(tmp_path))
    assert (seen.brought, [e for e in seen.new if e.code == "constraints/candidate"]) == ((), [])


def test_a_section_in_the_same_change_makes_it_quiet(tmp_path: Path) -> None:
    house = branched(tmp_path)
    lines = constraining.candidates(house, "").lines
    assert lines[0] == "<!-- environment:ORDERS_URL -->"
    open_houses.repository(house).write("CONSTRAINTS.md", open_houses.RULE + "\n" + "\n".join(lines))
    assert candidates(house) == []
    assert [each.code for each in constraining.read(house).findings] == []
    quiet = constraining.candidates(house, "")
    assert quiet.lines == ("Nothing in this change asks for a line in CONSTRAINTS.md.",)


def test_the_sections_are_printed_from_any_commit(tmp_path: Path) -> None:
    house = branched(tmp_path)
    head = open_houses.repository(house).head()
    assert "environment:ORDERS_URL" in str(constraining.candidates(house, "main").data)
    assert constraining.candidates(house, head).data == {"candidates": {}}
    with pytest.raises(refusal.Misused):
        constraining.candidates(house, "nowhere")


def test_on_the_main_branch_uncommitted_work_is_asked_about(tmp_path: Path) -> None:
    house = ready(tmp_path)
    open_houses.repository(house).write("app/settings.py", VARIABLE)
    assert "environment:ORDERS_URL" in str(constraining.candidates(house, "").data)


def test_a_dismissed_candidate_is_quiet_and_says_who_and_why(tmp_path: Path) -> None:
    house = branched(tmp_path)
    done = constraining.dismiss(house, "environment:ORDERS_URL", " The deployment names it. ")
    assert done.lines == (
        f"dismissed environment:ORDERS_URL   {open_houses.ADA}, {house.world.clock.now()[:10]}: "
        "The deployment names it.",
    )
    assert candidates(house) == []
    text = (house.root / ".parti/dismissed.toml").read_text("utf-8")
    assert 'because = "The deployment names it."' in text
    assert f'by = "{open_houses.ADA}"' in text


def test_a_second_dismissal_keeps_the_first(tmp_path: Path) -> None:
    house = branched(tmp_path)
    open_houses.repository(house).write("app/errors.py", "class OrderLost(Exception): ...\n")
    constraining.dismiss(house, "environment:ORDERS_URL", "It is local.")
    constraining.dismiss(house, "error:app.errors.OrderLost", "It is local.")
    assert sorted(rot.known(house)) == ["environment:ORDERS_URL", "error:app.errors.OrderLost"]


def test_a_dismissal_of_what_is_gone_is_rot(tmp_path: Path) -> None:
    house = branched(tmp_path)
    constraining.dismiss(house, "environment:ORDERS_URL", "It is local.")
    assert rotten(house) == []
    open_houses.repository(house).remove("app/settings.py")
    (one,) = rotten(house)
    assert (one.place.path, one.fix) == (
        ".parti/dismissed.toml",
        "take the entry out of .parti/dismissed.toml",
    )


@pytest.mark.parametrize(
    ("key", "because", "says"),
    [
        ("environment:ORDER_URL", "x", "did you mean `environment:ORDERS_URL`?"),
        ("", "x", "'' is no candidate of this change"),
        ("environment:ORDERS_URL", "  ", "A dismissal needs its reason."),
    ],
)
def test_only_a_candidate_of_this_change_is_dismissed_and_with_a_reason(
    tmp_path: Path, key: str, because: str, says: str
) -> None:
    house = branched(tmp_path)
    with pytest.raises(refusal.Misused) as refused:
        constraining.dismiss(house, key, because)
    assert says in refused.value.sentence
    assert not (house.root / ".parti/dismissed.toml").exists()


def test_an_agent_dismisses_nothing(tmp_path: Path) -> None:
    house = branched(tmp_path)
    open_houses.repository(house).name = "agent:robot"
    with pytest.raises(refusal.NotAllowed, match="agent"):
        constraining.dismiss(house, "environment:ORDERS_URL", "x")


def test_nothing_is_dismissed_before_parti_is_set_up(tmp_path: Path) -> None:
    with pytest.raises(refusal.NotAllowed, match="not set up"):
        constraining.dismiss(open_houses.bare(tmp_path), "helper:x", "x")


def test_damaged_dismissals_are_refused(tmp_path: Path) -> None:
    house = branched(tmp_path)
    open_houses.repository(house).write(".parti/dismissed.toml", "[")
    with pytest.raises(refusal.Unready):
        candidates(house)
