"""The choice: a person's, with reasons, with rows of others; what it records, what it offers (D10)."""

import shlex
from pathlib import Path

import pytest

from parti.design import choice
from parti.design import state as states
from parti.records import debate, log, refusal
from parti.records import vocabulary as facts
from parti.workflow import choosing, comparing, looking, proposing
from parti.workflow import house as houses
from tests.fakes import panel
from tests.fakes.panel import Panel
from tests.properties.test_debate_blind import breaks
from tests.workflow import blind_houses, open_houses
from tests.workflow.blind_houses import again, bodies, compared

WHY = "It has the fewest parts."


def test_a_choice_is_recorded_with_the_decision_that_it_means(tmp_path: Path) -> None:
    house, _ = compared(tmp_path)
    said = choosing.choose(house, "p-1", WHY)
    assert open_houses.kinds(house)[-2:] == ["DesignChosen", "Decided"]
    (chosen,) = bodies(house, debate.DesignChosen)
    assert (chosen.proposal, chosen.because) == ("p-1", WHY)
    (decided,) = bodies(house, facts.Decided)[-1:]
    assert (decided.title, decided.choice, decided.because) == (choice.TITLE, "a log and readers", WHY)
    assert [one.option for one in decided.rejected] == ["p-2: a call with a queue", "a cron job", "mail"]
    assert said.next == "parti kind confirm line=broker worker=consumer"
    assert looking.next_command(again(house)) == said.next


def test_what_the_card_holds_is_offered_and_recorded_by_nobody(tmp_path: Path) -> None:
    odd = debate.Part("gizmo", "frobnicator", "does things")
    cards = {1: panel.reply(panel.card(1, components=(*panel.card(1).components, odd)))}
    house, _ = compared(tmp_path, Panel(cards=cards))
    said = choosing.choose(house, "p-1", WHY)
    assert not {"ComponentNamed", "DataNamed", "FailureModeNamed", "ObligationsDrawn"} & set(
        open_houses.kinds(house)[3:]
    )
    assert "parti data 'line rows' --shape '<its fields>' --owner line" in said.data["offered"]  # type: ignore[operator]
    assert any(line.startswith("unknown   gizmo (frobnicator)") for line in said.lines)
    assert "gizmo" not in said.next


@pytest.mark.parametrize(
    "word", ["x'; rm -rf ~; '", "$(reboot)", "`id`", "a\nb", "--because", "-rf", "a=b=c"]
)
def test_no_word_of_a_card_runs_in_a_command_that_is_offered(word: str) -> None:
    card = panel.card(
        1,
        components=(debate.Part(word, "broker", "it", (word,)),),
        failure_policy=(debate.Handling(word, word, word),),
    )
    offered = choice.offer(card)
    for command in (offered.confirm, *offered.commands):
        words = shlex.split(command)
        assert words[0] == "parti"
        assert words[1] in ("kind", "data", "failure")
        assert any(word in one for one in words[2:])
        plain = shlex.shlex(command, posix=True, punctuation_chars=True)
        assert not {";", "&&", "|", "&", "(", ")"} & set(plain)


def test_rows_of_other_designs_are_borrowed_by_name_or_label(tmp_path: Path) -> None:
    house, _ = compared(tmp_path)
    label = house.design.debate.comparison.labels["p-2"]  # type: ignore[union-attr]
    choosing.choose(house, "p-1", WHY, [f"{label}:read-path", "p-2:concurrency"])
    (chosen,) = bodies(house, debate.DesignChosen)
    assert chosen.borrowed == (
        debate.Borrowed("p-2", "read_path", "the page reads the door"),
        debate.Borrowed("p-2", "concurrency", "optimistic version"),
    )
    assert "with read_path of p-2: the page reads the door" in bodies(house, facts.Decided)[-1].choice


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("p-9", WHY), "'p-9' is not a design here"),
        (("p-1", "  "), "The reason is empty."),
        (("p-1", WHY, ["p-2:nothing"]), "names no row"),
        (("p-1", WHY, ["p-2"]), "names no row"),
        (("p-1", WHY, ["p-7:shape"]), "'p-7' is not a design here"),
        (("p-1", WHY, [], ["df-9=because"]), "is not <defeater>=<reason>"),
    ],
)
def test_words_that_name_nothing_are_refused(
    tmp_path: Path, words: tuple[object, ...], sentence: str
) -> None:
    house, _ = compared(tmp_path)
    before = open_houses.kinds(house)
    with pytest.raises(refusal.Misused, match=sentence) as no:
        choosing.choose(house, *words)  # type: ignore[arg-type]
    assert no.value.next_step.startswith("parti ")
    assert open_houses.kinds(house) == before


def test_a_defeater_that_stands_needs_a_written_reason_each(tmp_path: Path) -> None:
    house, _ = compared(tmp_path, Panel(breaks("V1", "V2")))
    standing = [one for one in house.design.debate.defeaters.values() if one.card == "p-1"]
    assert standing
    with pytest.raises(refusal.NotAllowed, match="no reason is given"):
        choosing.choose(house, "p-1", WHY)
    with pytest.raises(refusal.Misused):
        choosing.choose(house, "p-1", WHY, [], [f"{standing[0].key}= "])
    said = choosing.choose(house, "p-1", WHY, [], [f"{one.key}=The shop pays for it." for one in standing])
    (chosen,) = bodies(house, debate.DesignChosen)
    assert [one.defeater for one in chosen.overridden] == [one.key for one in standing]
    assert sum(line.startswith("risk ") for line in said.lines) == len(standing)


@pytest.mark.parametrize("examiner", ["refuted", "unknown"])
def test_a_claim_that_does_not_stand_needs_none(tmp_path: Path, examiner: str) -> None:
    house, _ = compared(tmp_path, Panel(breaks("V1"), examiner=examiner))
    choosing.choose(house, "p-1", WHY)
    assert bodies(house, debate.DesignChosen)


def test_an_agent_cannot_choose(tmp_path: Path) -> None:
    house, _ = compared(tmp_path)
    open_houses.repository(house).name = "agent:codex"
    with pytest.raises(refusal.NotAllowed, match="An agent cannot choose"):
        choosing.choose(again(house), "p-1", WHY)


def test_nothing_is_chosen_before_the_comparison_is_finished(tmp_path: Path) -> None:
    house = blind_houses.proposed(tmp_path)
    with pytest.raises(refusal.NotAllowed, match="no finished comparison") as no:
        choosing.choose(house, "p-1", WHY)
    assert no.value.next_step == "parti compare"
    comparing.compare(house)
    proposing.propose(again(house), 3)
    with pytest.raises(refusal.NotAllowed, match="no finished comparison"):
        choosing.choose(again(house), "p-1", WHY)


def test_a_second_choice_takes_the_place_of_the_first_and_keeps_it(tmp_path: Path) -> None:
    house, _ = compared(tmp_path)
    choosing.choose(house, "p-1", WHY)
    choosing.choose(again(house), "p-2", "It is faster.")
    now = again(house)
    assert now.design.debate.choice
    assert now.design.debate.choice.proposal == "p-2"
    shapes = [
        r[-1].body for r in now.design.named.values() if getattr(r[-1].body, "title", "") == choice.TITLE
    ]
    assert [one.choice for one in shapes if isinstance(one, facts.Decided)] == ["a call with a queue"]
    assert len(bodies(house, debate.DesignChosen)) == 2


def test_two_people_who_choose_on_two_branches_meet_in_a_conflict(tmp_path: Path) -> None:
    house, _ = compared(tmp_path)
    heads = house.reading.heads
    other = debate.DesignChosen(proposal="p-2", because="It is faster.")
    record = log.make(other, at="2026-02-01T00:00:00.000000Z", by="Joe <joe@example.org>", parents=heads)
    choosing.choose(house, "p-1", WHY)
    log.append(house.folder / "log", "0000000a-joe-0000", [record])
    now = again(house)
    assert set(states.conflicts(now.design)) == {"choice"}
    assert any("conflict  choice" in line for line in looking.status(now, False).lines)
    assert looking.next_command(now).startswith("parti choose ")
    assert any("two people chose differently" in line for line in comparing.compare(now).lines)
    choosing.choose(now, "p-2", "It is faster, as Joe says.")
    assert states.conflicts(houses.at(now.world, now.slug).design) == {}


def test_a_choice_after_the_signature_takes_the_signature_off(tmp_path: Path) -> None:
    house, _ = compared(tmp_path)
    choosing.choose(house, "p-1", WHY)
    signed = open_houses.signed(again(house))
    said = choosing.choose(again(signed), "p-2", "It is faster.")
    assert any("lock" in line or "sign" in line for line in said.lines[-1:])
