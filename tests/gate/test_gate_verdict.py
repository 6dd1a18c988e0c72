"""The verdict: what passes, what does not, and what is written down."""

import gate_samples as samples
import msgspec
import pytest

from parti.gate import architecture, integration, part, suite, verdict
from parti.records import canonical

NO_SUITE = suite.run((), samples.Scripted({}), samples.ROOT, 60)
NO_ARCHITECTURE = architecture.judge((), (), checked=())
NO_INTEGRATION = integration.run((), samples.Scripted({}), samples.ROOT, 60, (), ())


def altered(one: part.Part, outcome: part.Outcome) -> part.Part:
    return msgspec.structs.replace(one, outcome=outcome)


def test_three_parts_that_hold_are_a_pass() -> None:
    found = verdict.judge(samples.OK_SUITE, samples.OK_ARCHITECTURE, samples.OK_INTEGRATION)

    assert found.verdict == "pass"
    assert found.sentence == "suite holds; architecture holds; integration holds"
    assert found.findings == ()


@pytest.mark.parametrize("outcome", ["fail", "not-run"])
@pytest.mark.parametrize("name", ["suite", "architecture"])
def test_a_suite_or_architecture_that_failed_or_did_not_run_is_no_pass(
    name: str, outcome: part.Outcome
) -> None:
    ok = {
        "suite": samples.OK_SUITE,
        "architecture": samples.OK_ARCHITECTURE,
        "integration": samples.OK_INTEGRATION,
    }
    found = verdict.judge(**{**ok, name: altered(ok[name], outcome)})

    assert found.verdict == "fail"


def test_what_is_not_configured_is_no_pass_either() -> None:
    assert verdict.judge(NO_SUITE, samples.OK_ARCHITECTURE, samples.OK_INTEGRATION).verdict == "fail"
    assert verdict.judge(samples.OK_SUITE, NO_ARCHITECTURE, samples.OK_INTEGRATION).verdict == "fail"


def test_an_integration_that_did_not_run_passes_and_is_said_aloud() -> None:
    found = verdict.judge(samples.OK_SUITE, samples.OK_ARCHITECTURE, NO_INTEGRATION)

    assert found.verdict == "pass"
    assert found.sentence == "suite holds; architecture holds; integration not proven; 1 warning"


def test_an_integration_that_failed_is_no_pass() -> None:
    failed = altered(samples.OK_INTEGRATION, "fail")

    assert verdict.judge(samples.OK_SUITE, samples.OK_ARCHITECTURE, failed).verdict == "fail"


def test_an_error_in_a_part_that_calls_itself_ok_is_no_pass() -> None:
    odd = msgspec.structs.replace(samples.OK_SUITE, findings=(samples.found(),))

    assert verdict.judge(odd, samples.OK_ARCHITECTURE, samples.OK_INTEGRATION).verdict == "fail"


def test_findings_of_all_parts_come_in_the_one_order() -> None:
    late, early = samples.found(path="src/b.py"), samples.found(path="src/a.py")
    warning = samples.found(level="warning", path="src/0.py")
    first = msgspec.structs.replace(samples.OK_SUITE, outcome="fail", findings=(late,))
    found = verdict.judge(first, samples.failed(warning, early), samples.OK_INTEGRATION)

    assert found.findings == (early, late, warning)
    assert found.sentence == "suite fails; architecture fails; integration holds; 2 errors; 1 warning"


def test_the_record_names_tree_outcomes_and_blocking_findings() -> None:
    error, warning = samples.found(), samples.found(level="warning")
    fact = verdict.fact(samples.judged(error, warning), "tree:1")

    assert (fact.tree, fact.verdict) == ("tree:1", "fail")
    assert (fact.suite, fact.architecture, fact.integration) == ("ok", "fail", "ok")
    assert fact.findings == (f"atomic-write src/a.py:3 {error.fingerprint()}",)


def test_the_record_of_many_findings_stays_small() -> None:
    many = tuple(samples.found(line=number + 1) for number in range(1000))
    fact = verdict.fact(samples.judged(*many), "tree:1")

    assert len(fact.findings) == 101
    assert fact.findings[-1] == "and 900 more"


def test_a_path_that_is_no_unicode_can_be_recorded() -> None:
    fact = verdict.fact(samples.judged(samples.found(path="src/\udcff.py")), "tree:1")

    assert canonical.encode(fact)
