"""Laws of the verdict, of its record, and of text that is made safe to show, for any values."""

import unicodedata
from typing import get_args

import gate_samples as samples
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.constraints.finding import Finding, Place
from parti.gate import part, state, verdict
from parti.gate.reports import about, legible

found = st.builds(
    samples.found,
    code=st.sampled_from(["layers", "gate/suite", "no-eval"]),
    path=st.sampled_from(["a.py", "b.py", "é.py"]),
    line=st.integers(0, 3),
    level=st.sampled_from(["error", "warning", "note"]),
)
several = st.lists(found, max_size=4).map(tuple)
outcomes = st.sampled_from(get_args(part.Outcome))
NAMES = get_args(part.Name)


def parts(outcome: tuple[part.Outcome, ...], *findings: tuple[Finding, ...]) -> list[part.Part]:
    return [
        part.Part(name=name, outcome=one, sentence="s", findings=every)
        for name, one, every in zip(NAMES, outcome, findings, strict=True)
    ]


@given(outcome=st.tuples(outcomes, outcomes, outcomes), first=several, second=several, third=several)
def test_a_gate_passes_exactly_when_suite_and_architecture_hold_and_nothing_is_an_error(
    outcome: tuple[part.Outcome, ...],
    first: tuple[Finding, ...],
    second: tuple[Finding, ...],
    third: tuple[Finding, ...],
) -> None:
    judged = verdict.judge(*parts(outcome, first, second, third))
    every = (*first, *second, *third)
    errors = [finding for finding in every if finding.level == "error"]

    holds = outcome[:2] == ("ok", "ok") and outcome[2] != "fail"
    assert (judged.verdict == "pass") == (holds and not errors)
    assert sorted(map(repr, judged.findings)) == sorted(map(repr, every))


@given(outcome=st.tuples(outcomes, outcomes, outcomes), findings=several, more=found)
def test_one_more_finding_never_turns_a_fail_into_a_pass(
    outcome: tuple[part.Outcome, ...], findings: tuple[Finding, ...], more: Finding
) -> None:
    before = verdict.judge(*parts(outcome, (), findings, ()))
    after = verdict.judge(*parts(outcome, (), (*findings, more), ()))

    assert before.verdict == "pass" or after.verdict == "fail"


@given(findings=several, data=st.data())
def test_the_order_in_which_findings_come_does_not_matter(
    findings: tuple[Finding, ...], data: st.DataObject
) -> None:
    shuffled = tuple(data.draw(st.permutations(findings)))
    one = verdict.judge(*parts(("ok", "fail", "ok"), findings[:2], findings[2:], ()))
    two = verdict.judge(*parts(("ok", "fail", "ok"), (), shuffled, ()))

    assert one.findings == two.findings
    assert verdict.fact(one, "t") == verdict.fact(two, "t")


@given(levels=st.lists(st.sampled_from(["error", "warning", "note"])))
def test_only_errors_make_a_part_fail(levels: list[str]) -> None:
    findings = [msgspec.structs.replace(samples.found(), level=level) for level in levels]

    assert part.outcome(findings) == ("fail" if "error" in levels else "ok")


SENTENCES = (
    (("ok", "ok", "ok"), (), "suite holds; architecture holds; integration holds"),
    (("fail", "ok", "ok"), (), "suite fails; architecture holds; integration holds"),
    (("not-run", "not-run", "fail"), (), "suite did not run; architecture did not run; integration fails"),
    (("ok", "ok", "not-run"), (), "suite holds; architecture holds; integration not proven"),
    (("ok", "ok", "ok"), ("note",), "suite holds; architecture holds; integration holds; 1 note"),
    (
        ("ok", "fail", "not-run"),
        ("note", "error", "warning", "error", "note", "warning"),
        "suite holds; architecture fails; integration not proven; 2 errors; 2 warnings; 2 notes",
    ),
)


@pytest.mark.parametrize(("outcome", "levels", "sentence"), SENTENCES)
def test_the_verdict_in_one_line(
    outcome: tuple[part.Outcome, ...], levels: tuple[str, ...], sentence: str
) -> None:
    findings = tuple(msgspec.structs.replace(samples.found(), level=level) for level in levels)

    assert verdict.judge(*parts(outcome, (), findings, ())).sentence == sentence


@pytest.mark.parametrize(
    ("count", "lines", "last"), [(0, 0, ""), (1, 1, ""), (100, 100, ""), (101, 101, "and 1 more")]
)
def test_a_record_holds_a_hundred_findings_and_the_number_of_the_others(
    count: int, lines: int, last: str
) -> None:
    findings = tuple(samples.found(line=number + 1) for number in range(count))
    fact = verdict.fact(samples.judged(*findings, samples.found(level="note")), "tree:7")

    assert len(fact.findings) == lines
    assert not last or fact.findings[-1] == last
    assert not any("more" in line for line in fact.findings[:100])


def test_accepted_findings_and_lights_are_collected_from_every_part_in_the_one_order() -> None:
    late, early = samples.found(path="b.py"), samples.found(path="a.py")
    light = part.Light(key="FM", component="c", mode="m", evidence="e", state="missing")
    one = msgspec.structs.replace(samples.OK_SUITE, accepted=(late,), lights=(light,))
    two = msgspec.structs.replace(samples.OK_ARCHITECTURE, accepted=(early,), lights=(light,))
    judged = verdict.judge(one, two, samples.OK_INTEGRATION)

    assert judged.accepted == (early, late)
    assert judged.lights == (light, light)
    assert light.test == ""


def test_a_state_that_holds_a_record_of_another_kind_has_no_verdict() -> None:
    odd = state.GateState(judged=samples.record(samples.failure_mode("x")))

    assert odd.verdict is None
    assert not odd.passed_on("tree:1")


# Text that is made safe to show.

SHOWN = (
    ("plain words", "plain words"),
    ("", ""),
    ("é日😀", "é日😀"),
    ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
    ("\x1b[31m", "\\x1b[31m"),
    ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
    ("a\u202eb\u2066c\u200b", "a\\u202eb\\u2066c\\u200b"),
    ("\udc80", "\\udc80"),
    ("\U000e0041", "\\U000e0041"),
    ("\u00a0", "\\xa0"),
    ("\\n", "\\n"),
)


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_what_is_hidden_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert legible.one_line(text) == shown


@given(st.text(st.characters()))
def test_what_is_shown_prints_as_itself_and_showing_it_again_changes_nothing(text: str) -> None:
    shown = legible.one_line(text)

    assert shown.isprintable()
    assert legible.one_line(shown) == shown
    assert "".join(char for char in text if char.isprintable()) == text or len(shown) > len(text)


@given(st.text(st.characters()))
def test_what_is_valid_can_be_written_and_keeps_all_that_could_be_before(text: str) -> None:
    shown = legible.valid(text)
    plain = "".join(char for char in text if not "\ud800" <= char <= "\udfff")

    assert shown.encode("utf-8").decode("utf-8") == shown
    assert plain != text or shown == text


PLACES = (
    (Place(path="a.py"), "a.py"),
    (Place(path="a.py", line=3), "a.py:3"),
    (Place(path="a.py", line=3, column=7), "a.py:3:7"),
    (Place(path="a.py", column=7), "a.py"),
    (Place(path="a\nb.py", line=1), "a\\nb.py:1"),
    (Place(path="", line=0), ""),
)


@pytest.mark.parametrize(("place", "shown"), PLACES)
def test_a_place_is_shown_as_far_as_it_is_known(place: Place, shown: str) -> None:
    assert legible.place(place) == shown


MIDDLES = (
    ("abcdefgh", 8, "abcdefgh"),
    ("abcdefgh", 7, "abc…fgh"),
    ("abcdefgh", 6, "ab…fgh"),
    ("abcdefgh", 5, "ab…gh"),
    ("abcdefgh", 4, "a…gh"),
    ("abcdefgh", 3, "a…h"),
    ("abcdefgh", 2, "…h"),
    ("abcdefgh", 1, "…"),
    ("日日日日", 8, "日日日日"),
    ("日日日日", 6, "日…日"),
    ("日日日日", 4, "…日"),
    ("", 1, ""),
)


@pytest.mark.parametrize(("text", "width", "shown"), MIDDLES)
def test_the_two_ends_of_a_text_are_kept(text: str, width: int, shown: str) -> None:
    assert legible.middle(text, width) == shown


@given(text=st.text(), width=st.integers(1, 40))
def test_a_cut_text_fits_and_consists_of_its_two_ends(text: str, width: int) -> None:
    cut = legible.middle(text, width)

    assert legible.cells(cut) <= width or cut == text
    if cut != text:
        left, _, right = cut.partition("…") if "…" not in text else ("", "", "")
        assert text.startswith(left)
        assert text.endswith(right)


@given(st.text())
def test_a_text_is_as_wide_as_its_characters(text: str) -> None:
    wide = sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in ("W", "F"))
        for char in text
    )

    assert legible.cells(text) == wide
    assert legible.cells(text + "日a\u0301") == wide + 3


RULES = {"no-eval": about.Rule("Nothing is evaluated", "C.md#no-eval"), "gate/suite": about.Rule("Mine")}


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("no-eval", about.Rule("Nothing is evaluated", "C.md#no-eval")),
        ("gate/suite", about.Rule("Mine")),
        ("gate/no-tests", about.Rule("A command of the gate runs at least one test.")),
        ("gate/no-suite", about.Rule("A project has a command that builds and tests it.")),
        ("gate/integration", about.Rule("The whole system runs end to end.")),
        ("gate/no-integration", about.Rule("A project has a command that runs the whole system.")),
        ("gate/module-missing", about.Rule("A module that the design touches exists.")),
        ("gate/no-constraints", about.Rule("At least one constraint is checked.")),
        ("gate/not-locked", about.Rule("A person has signed the design.")),
        ("gate/signature", about.Rule("The signature of the design verifies.")),
        ("gate/no-plan", about.Rule("A signed design has a plan.")),
        ("gate/chunk-open", about.Rule("Every planned chunk has passed its check.")),
        ("chunk/weak-test", about.Rule("chunk/weak-test")),
        ("", about.Rule("")),
    ],
)
def test_the_rule_behind_a_code_is_the_projects_then_partis_then_the_code(
    code: str, rule: about.Rule
) -> None:
    assert about.rule(about.About(rules=RULES), code) == rule
