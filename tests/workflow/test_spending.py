"""Money: who is asked, what counts, and that calls stop when what was allowed is spent."""

from pathlib import Path
from typing import Any

import pytest

from parti import ports
from parti.records import debate, refusal
from parti.workflow import asking, spending
from parti.workflow import house as houses
from tests.fakes.models import FakeModels
from tests.fakes.signer import RIGHT, FakeSigner
from tests.workflow import open_houses

DEAR = ports.ModelAddress(name="dear", via="openai", model="oak-1", price_in=3000, price_out=75_000)
CHEAP = ports.ModelAddress(name="cheap", via="openai", model="oak-2", price_in=1, price_out=5)
UNPRICED = ports.ModelAddress(name="unpriced", via="openai", model="oak-3")
FREE = (
    ports.ModelAddress(name="hand", via="manual"),
    ports.ModelAddress(name="again", via="recorded", price_in=9, price_out=9),
    ports.ModelAddress(name="here", via="compatible", address="http://127.0.0.1:11434/v1", price_out=9**9),
    ports.ModelAddress(name="here", via="compatible", address="http://localhost:1"),
    ports.ModelAddress(name="here", via="compatible", address="http://[::1]:1/v1"),
)


def house(folder: Path, *typed: str | None, **more: Any) -> tuple[houses.House, FakeSigner]:
    signer = FakeSigner(*typed)
    spent = ports.Reply(text="fine", model="oak", tokens_in=1000, tokens_out=8000)
    models = FakeModels(lambda address, prompt: spent)
    return open_houses.opened(folder, models=models, signer=signer, **more), signer


def questions(address: ports.ModelAddress, count: int = 1) -> list[asking.Question]:
    return [
        asking.Question(key=f"proposal/{n}", prompt="repair", inputs={"wrong": "x"}, model=address)
        for n in range(1, count + 1)
    ]


def allowed(at: houses.House) -> list[debate.SpendingAllowed]:
    return [r.body for r in at.reading.records if isinstance(r.body, debate.SpendingAllowed)]


def test_below_the_limit_nobody_is_asked(tmp_path: Path) -> None:
    at, signer = house(tmp_path)
    assert asking.consent(at, questions(CHEAP, 100)) is at
    assert signer.asked == []


@pytest.mark.parametrize("address", FREE, ids=lambda a: f"{a.via} {a.address}")
def test_what_costs_nothing_needs_no_consent_and_is_recorded_so(
    tmp_path: Path, address: ports.ModelAddress
) -> None:
    at, signer = house(tmp_path)
    assert asking.consent(at, questions(address, 100)) is at
    at, answer = asking.ask(at, questions(address)[0])
    assert answer.call.cost == 0
    assert signer.asked == []


def test_above_the_limit_a_person_types_the_amount_once_for_all_calls(tmp_path: Path) -> None:
    at, signer = house(tmp_path, RIGHT)
    at = asking.consent(at, questions(DEAR, 3))
    (fact,) = allowed(at)
    assert (fact.calls, fact.estimate) == (3, asking.estimate(questions(DEAR, 3)))
    assert fact.limit >= fact.estimate >= 3 * 600_000
    assert "3 paid calls to make, at most 1.81 dollars" in signer.asked[0]
    assert asking.consent(at, questions(DEAR, 3)) is at, "it is not asked again"
    assert len(signer.asked) == 1


def test_something_else_typed_allows_nothing(tmp_path: Path) -> None:
    at, _ = house(tmp_path, "yes")
    with pytest.raises(refusal.NotAllowed, match="nobody was called"):
        asking.consent(at, questions(DEAR, 3))
    assert allowed(houses.at(at.world, at.slug)) == []


def test_without_a_terminal_the_flag_is_named_with_its_amount(tmp_path: Path) -> None:
    at, _ = house(tmp_path, None)
    with pytest.raises(refusal.NotAllowed, match="A person has to allow it") as found:
        asking.consent(at, questions(DEAR, 3))
    assert "--spend 1.81" in found.value.next_step
    assert len(allowed(asking.consent(at, questions(DEAR, 3), "1.81"))) == 1


def test_less_than_the_estimate_is_not_enough(tmp_path: Path) -> None:
    at, _ = house(tmp_path, RIGHT)
    with pytest.raises(refusal.NotAllowed, match=r"more than --spend 1\.50"):
        asking.consent(at, questions(DEAR, 3), "1.50")


@pytest.mark.parametrize("spend", ["-1", "nan", "1e9", "lots", "1,50", "inf", "0x1", "1234567"])
def test_what_is_no_amount_is_refused(tmp_path: Path, spend: str) -> None:
    at, _ = house(tmp_path)
    with pytest.raises(refusal.Misused, match="no amount"):
        asking.consent(at, questions(DEAR), spend)


@pytest.mark.parametrize(
    ("spend", "limit"), [("2", 2_000_000), ("$2.5", 2_500_000), ("2.000001", 2_000_001)]
)
def test_amounts_are_exact(tmp_path: Path, spend: str, limit: int) -> None:
    at, _ = house(tmp_path)
    (fact,) = allowed(asking.consent(at, questions(DEAR, 3), spend))
    assert fact.limit == limit


def test_an_agent_allows_nothing(tmp_path: Path) -> None:
    at, _ = house(tmp_path, RIGHT)
    open_houses.repository(at).name = "agent:elm"
    with pytest.raises(refusal.NotAllowed, match="An agent cannot allow spending"):
        asking.consent(at, questions(DEAR, 3), "5.00")


def test_what_is_answered_already_does_not_count(tmp_path: Path) -> None:
    at, signer = house(tmp_path)
    asked = questions(DEAR, 2)
    at, _ = asking.ask(at, asked[0])
    assert asking.consent(at, asked[:1]) is at
    with pytest.raises(refusal.NotAllowed):
        asking.consent(at, asked)
    assert "1 paid call to make" in signer.asked[0]


def test_calls_of_unknown_price_are_counted(tmp_path: Path) -> None:
    at, signer = house(tmp_path, RIGHT)
    assert asking.consent(at, questions(UNPRICED, spending.UNKNOWN_CALLS)) is at
    at = asking.consent(at, questions(UNPRICED, spending.UNKNOWN_CALLS + 1))
    assert "of unknown price" in signer.asked[0]
    assert allowed(at)[0].calls == spending.UNKNOWN_CALLS + 1


def test_calls_stop_when_what_was_allowed_is_spent(tmp_path: Path) -> None:
    at, _ = house(tmp_path)
    for question in questions(DEAR, 2):
        at, _ = asking.ask(at, question)
    with pytest.raises(refusal.NotAllowed, match=r"have cost 1\.21 dollars; 1\.00 were allowed") as found:
        asking.ask(at, questions(DEAR, 3)[2])
    assert "--spend" in found.value.next_step


def test_what_was_asked_again_under_the_same_key_was_paid_twice(tmp_path: Path) -> None:
    at, _ = house(tmp_path)
    for wrong in ("x", "y"):
        words = asking.Question(key="k", prompt="repair", inputs={"wrong": wrong}, model=DEAR)
        at, _ = asking.ask(at, words)
    assert spending.spent(at) == 2 * 603_000


def test_calls_of_unknown_price_stop_too(tmp_path: Path) -> None:
    models = FakeModels(lambda address, prompt: "fine")
    at = open_houses.opened(tmp_path, models=models)
    asked = questions(UNPRICED, spending.UNKNOWN_CALLS + 1)
    for question in asked[:-1]:
        at, _ = asking.ask(at, question)
    with pytest.raises(refusal.NotAllowed, match="10 calls of unknown price"):
        asking.ask(at, asked[-1])
    assert len(models.told) == spending.UNKNOWN_CALLS


def test_after_consent_calls_go_on_to_the_new_limit(tmp_path: Path) -> None:
    at, _ = house(tmp_path, RIGHT, RIGHT)
    at = asking.consent(at, questions(DEAR, 3))
    for question in questions(DEAR, 3):
        at, _ = asking.ask(at, question)
    at = asking.consent(at, questions(DEAR, 6))
    assert [fact.limit for fact in allowed(at)] == [1_810_000, 1_809_000 + 1_810_000]


def test_a_model_that_costs_nothing_goes_on_when_the_money_is_spent(tmp_path: Path) -> None:
    at, _ = house(tmp_path)
    for question in questions(DEAR, 2):
        at, _ = asking.ask(at, question)
    free = asking.Question(key="more", prompt="repair", inputs={"wrong": "x"}, model=FREE[0])
    asking.ask(at, free)


@pytest.mark.parametrize(
    ("millionths", "says"), [(0, "0.00"), (1, "0.01"), (1_000_000, "1.00"), (1_234_567, "1.24")]
)
def test_amounts_are_never_told_smaller_than_they_are(millionths: int, says: str) -> None:
    assert spending.dollars(millionths) == says
