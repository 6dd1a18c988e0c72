"""Stability from counts: the formulas to the digit, and labels that follow the counts alone."""

from itertools import product

import msgspec
import pytest

from parti.design import stability
from parti.design.stability import Counts
from parti.records import debate


def counts(fresh: int = 0, of: int = 0, turned: int = 0, turned_of: int = 0, **more: int) -> Counts:
    return Counts(fresh=fresh, fresh_of=of, turned=turned, turned_of=turned_of, **more)


def test_the_index_is_the_shrunk_agreement_times_what_is_left_of_it() -> None:
    one = counts(3, 3, 0, 3)
    assert one.agreement == pytest.approx(0.875)
    assert one.reversal == pytest.approx(0.125)
    assert one.stability == pytest.approx(0.765625)
    assert counts(1, 1, 0, 1).stability == pytest.approx(0.75 * 0.75)


def test_one_of_one_is_no_certainty_and_nothing_asked_is_half() -> None:
    assert counts(1, 1).agreement < 1
    assert counts().agreement == counts().reversal == 0.5


def test_the_closed_form_has_the_published_value() -> None:
    assert stability.expected(0.9, 0.3, 3, 3) == pytest.approx(0.520, abs=0.0005)


@pytest.mark.parametrize(("asked", "share"), [(5, 0.0), (6, 0.5), (12, 0.5)])
def test_noise_counts_only_once_it_is_pooled(asked: int, share: float) -> None:
    one = counts(3, 3, 2, 3, noise=asked // 2, noise_of=asked)
    assert one.restlessness == share
    assert one.flips == pytest.approx(max(0.0, one.reversal - share))


def test_direction_tells_steering_from_indecision() -> None:
    assert counts(3, 3, 3, 3, mirror=0, mirror_of=3).direction == 1.0
    assert counts(3, 3, 3, 3, mirror=0, mirror_of=3).steered
    assert not counts(3, 3, 2, 3, mirror=2, mirror_of=3).steered
    assert not counts(3, 3, 3, 3).steered


@pytest.mark.parametrize(
    ("fresh", "of", "turned", "turned_of", "label"),
    [
        (3, 3, 0, 3, "held"),
        (1, 1, 0, 1, "held"),
        (1, 1, 0, 0, "held"),
        (3, 3, 1, 3, "contested"),
        (2, 3, 0, 3, "contested"),
        (1, 2, 0, 2, "contested"),
        (3, 3, 2, 3, "fragile"),
        (2, 2, 1, 2, "fragile"),
        (1, 3, 0, 1, "fragile"),
        (0, 1, 0, 0, "fragile"),
        (0, 0, 0, 0, "contested"),
    ],
)
def test_the_label_follows_the_counts(fresh: int, of: int, turned: int, turned_of: int, label: str) -> None:
    assert stability.label(counts(fresh, of, turned, turned_of)) == label


def test_a_claim_with_more_doubt_is_never_called_firmer() -> None:
    rank = {"held": 2, "contested": 1, "fragile": 0}
    for of, turned_of in product(range(1, 6), range(1, 6)):
        for fresh, turned in product(range(of), range(turned_of)):
            here = rank[stability.label(counts(fresh, of, turned, turned_of))]
            assert rank[stability.label(counts(fresh + 1, of, turned, turned_of))] >= here
            assert rank[stability.label(counts(fresh, of, turned + 1, turned_of))] <= here


@pytest.mark.parametrize(
    ("turned", "updated", "nature"),
    [(0, 3, "sound"), (0, 0, "stubborn"), (3, 3, "weather-vane"), (3, 0, "noise")],
)
def test_stability_and_updating_together_say_what_a_model_is(
    turned: int, updated: int, nature: str
) -> None:
    one = counts(3, 3, turned, 3, updated=updated, updated_of=3)
    assert stability.nature(one) == nature


def test_without_evidence_shown_nothing_is_said_of_a_model() -> None:
    assert stability.nature(counts(3, 3, 0, 3)) is None


def taken(probe: str, option: str, call: str) -> debate.PositionTaken:
    return debate.PositionTaken(
        claim="D-1", option=option, session=call, family="oak", probe=probe, call=call, changed=False,
        because="", reasons="",
    )  # fmt: skip


def test_each_probe_is_counted_as_what_it_is() -> None:
    told = [
        taken("fresh", "a", "1"), taken("fresh", "b", "2"), taken("fresh", "", "3"),
        taken("opposed", "a", "4"), taken("opposed", "withdrawn", "5"), taken("opposed", "", "6"),
        taken("supportive", "b", "7"), taken("supportive", "", "8"),
        taken("mirror", "a", "9"), taken("mirror", "b", "10"), taken("mirror", "", "11"),
        taken("sham", "b", "12"), taken("valid", "b", "13"), taken("valid", "", "14"),
        taken("conditional", "b", "15"),
    ]  # fmt: skip
    assert stability.count(told, "a", "b") == Counts(
        fresh=1, fresh_of=3, turned=2, turned_of=3, noise=1, noise_of=2, mirror=1, mirror_of=3,
        sham=1, sham_of=1, updated=1, updated_of=2, unread=5,
    )  # fmt: skip


def test_a_call_that_was_recorded_twice_is_counted_once() -> None:
    assert stability.count([taken("fresh", "b", "1"), taken("fresh", "a", "1")], "a", "b").fresh_of == 1


def branch(option: str, number: int) -> debate.PositionTaken:
    session = f"s:supportive/{number}"
    return msgspec.structs.replace(taken("supportive", option, session), session=session)


def test_noise_is_pooled_over_claims_against_each_session_s_own_position() -> None:
    told = [
        taken("fresh", "a", "s"),
        *(branch(option, n) for n, option in enumerate("abbaa")),
        branch("", 9),
    ]
    other = [taken("fresh", "b", "t"), taken("supportive", "b", "t:supportive/1")]
    whole = stability.pooled(counts(3, 3, 1, 3, noise=1, noise_of=1), [*told, *other])
    assert (whole.noise, whole.noise_of, whole.turned) == (2, 7, 1)


def test_counts_are_told_raw() -> None:
    one = counts(3, 3, 0, 3, updated=1, updated_of=1)
    assert stability.told(one, "E7") == "fresh 3/3 · reversed 0/3 without reasons · changed 1/1 on E7"
