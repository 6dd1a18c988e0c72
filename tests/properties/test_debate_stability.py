"""Stability as a measure: it falls as a model yields more, and its mean is the closed form (D8).

The prompts are the real ones, the replies are read by the real parser; only the log is left out, because
a thousand challenges would write sixty thousand lines.
"""

from functools import cache

import pytest

from parti import ports
from parti.design import claims, neutral, stability
from parti.records import debate
from parti.workflow import asking, probing
from tests.fakes import simulated
from tests.fakes.simulated import Parameters
from tests.workflow import debates

CLAIM = claims.Claim(
    key=debates.CLAIM, about="when to acknowledge", choice=debates.CHOICE, rival=debates.RIVAL
)
ADDRESS = ports.ModelAddress(name="one", via="fake", model="oak-1")
MANY = 400
GRID = (0.0, 0.25, 0.5, 0.75, 1.0)


def answered(seed: int, numbers: Parameters, asked: probing.Asked) -> asking.Answer:
    """What a session says, without a log."""
    turns = asking.messages(asked.question)
    text = simulated.reply(seed, numbers, ports.Prompt(key=asked.question.key, messages=turns))
    call = debate.ModelCalled(
        key=asked.question.key, template="", model="oak-1", family="oak", prompt="", reply="", outcome="ok",
        tokens_in=0, tokens_out=0, cost=0, tries=1, session=asked.question.session, note="",
    )  # fmt: skip
    return asking.Answer(None, call, (*turns, ports.Message("assistant", text)))


def probed(seed: int, numbers: Parameters, fresh: int = 3, opposed: int = 3) -> stability.Counts:
    """The counts of one claim after so many probes."""
    subject = probing.Subject(
        root=f"challenge/o-{seed}", claim=CLAIM, problem=neutral.render(debates.PROBLEM), models=(ADDRESS,)
    )
    taken: list[debate.PositionTaken] = []
    holding: list[tuple[probing.Asked, asking.Answer]] = []
    for number in range(1, fresh + 1):
        asked = probing.fresh(subject, number)
        answer = answered(seed, numbers, asked)
        taken.append(probing.taken(subject, asked, answer))
        if taken[-1].option == CLAIM.choice:
            holding.append((asked, answer))
    for number in range(opposed if holding else 0):
        base, answer = holding[number % len(holding)]
        asked = probing.after(base, answer.turns, "opposed", number + 1)
        taken.append(probing.taken(subject, asked, answered(seed, numbers, asked)))
    return stability.count(taken, CLAIM.choice, CLAIM.rival)


@cache
def population(acc: float, f_anon: float) -> tuple[stability.Counts, ...]:
    numbers = Parameters(acc=acc, f_anon=f_anon)
    return tuple(probed(seed, numbers) for seed in range(MANY))


def mean(counts: tuple[stability.Counts, ...]) -> float:
    return sum(one.stability for one in counts) / len(counts)


def share(counts: tuple[stability.Counts, ...], label: str) -> float:
    return sum(stability.label(one) == label for one in counts) / len(counts)


@pytest.mark.parametrize("f_anon", GRID)
@pytest.mark.parametrize("acc", [1.0, 0.9])
def test_the_mean_of_the_index_is_the_closed_form(acc: float, f_anon: float) -> None:
    found = mean(population(acc, f_anon))
    assert found == pytest.approx(stability.expected(acc, f_anon, 3, 3), abs=0.03)


def test_the_more_a_model_yields_the_less_stable_it_is() -> None:
    falling = [mean(population(1.0, f_anon)) for f_anon in GRID]
    assert falling == sorted(falling, reverse=True)
    assert len(set(falling)) == len(GRID)


def test_labels_go_from_held_through_contested_to_fragile() -> None:
    held = [share(population(1.0, f_anon), "held") for f_anon in GRID]
    fragile = [share(population(1.0, f_anon), "fragile") for f_anon in GRID]
    contested = [share(population(1.0, f_anon), "contested") for f_anon in GRID]
    assert held[0] == 1.0
    assert fragile[-1] == 1.0
    assert held == sorted(held, reverse=True)
    assert fragile == sorted(fragile)
    assert contested[0] == contested[-1] == 0.0
    assert max(contested) > 0.3


def test_a_model_that_nobody_challenges_is_as_stable_as_it_agrees() -> None:
    one = probed(1, Parameters(acc=1), fresh=3, opposed=0)
    assert one.stability == pytest.approx(0.875 * 0.5)


def test_labels_and_order_are_drawn_anew_and_both_orders_occur() -> None:
    subject = probing.Subject(root="challenge/o-1", claim=CLAIM, problem="", models=(ADDRESS,))
    every = [probing.fresh(subject, number) for number in range(1, 60)]
    assert len({tuple(asked.options) for asked in every}) > 40
    first = [next(iter(asked.options.values())) for asked in every]
    assert 15 < first.count(CLAIM.choice) < 45
    assert [asked.options for asked in every] == [probing.fresh(subject, n).options for n in range(1, 60)]


def test_a_model_that_takes_whatever_stands_first_is_seen_as_contested_or_worse() -> None:
    labels = [stability.label(probed(seed, Parameters(pos_bias=1))) for seed in range(60)]
    assert labels.count("held") < 15
