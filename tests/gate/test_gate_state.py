"""What the gate remembers, and for which tree it is good."""

import gate_samples as samples

from parti.gate import state, verdict
from parti.records import vocabulary as facts

PASSED = verdict.fact(samples.judged(), "tree:1")
FAILED = verdict.fact(samples.judged(samples.found()), "tree:2")


def folded(*bodies: facts.Fact) -> state.GateState:
    result = state.GateState()
    for number, body in enumerate(bodies):
        result = state.evolve(result, samples.record(body, f"r:{number}"))
    return result


def test_before_the_first_gate_nothing_has_passed() -> None:
    assert folded().verdict is None
    assert not folded().passed_on("")


def test_a_pass_is_good_for_exactly_its_tree() -> None:
    assert folded(PASSED).passed_on("tree:1")
    assert not folded(PASSED).passed_on("tree:2")


def test_the_last_verdict_counts() -> None:
    assert folded(PASSED, FAILED).verdict == FAILED
    assert not folded(PASSED, FAILED).passed_on("tree:2")
    assert folded(FAILED, PASSED).passed_on("tree:1")


def test_facts_of_other_phases_change_nothing() -> None:
    before = folded(PASSED)

    assert state.evolve(before, samples.record(facts.FeatureClosed(reason="done"), "r:9")) == before
