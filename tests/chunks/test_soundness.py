"""A plan is judged: each rule seen red once, and quiet on a sound plan."""

import msgspec
import pytest

from parti.chunks import order, plan, soundness
from parti.constraints.finding import Place
from parti.records import vocabulary as facts
from tests.chunks.planned import TEST, design

RUNS = ".venv/bin/python tests/runtests.py utils_tests.test_x"


def proposed(intent: str = "Write orders", **given: object) -> plan.Proposed:
    sound = plan.Proposed(
        intent=intent,
        files=("src/writer.py", "tests/test_writer.py"),
        test=TEST,
        size=80,
        serves=("D-0001", "FM-0001"),
        place=Place(path="plan.toml", line=2),
    )
    return msgspec.structs.replace(sound, **given)


def codes(*chunks: plan.Proposed) -> list[str]:
    return [finding.code for finding in soundness.judge(chunks, design(), 120)]


def test_a_sound_plan_has_no_findings() -> None:
    whole = (proposed("Write orders"), proposed("Read orders"), proposed("Wire the reader into it"))
    assert codes(*whole) == []


def test_a_decision_and_a_failure_mode_that_nobody_serves_are_named() -> None:
    found = soundness.judge((proposed(serves=()),), design(), 120)
    assert [f.code for f in found] == ["plan/unserved"] * 2
    assert "D-0001 (Acknowledge after commit)" in found[0].message
    assert "FM-0001 (orders consumer: twice)" in found[1].message
    assert all(f.level == "error" for f in found)


def test_an_invariant_needs_no_chunk_but_may_be_served() -> None:
    assert codes(proposed(serves=("D-0001", "FM-0001", "INV-0001"))) == []


def test_an_unknown_key_is_named_with_the_nearest_one() -> None:
    found = soundness.judge((proposed(serves=("D-0001", "FM-0001", "D-0002")),), design(), 120)
    assert [f.code for f in found] == ["plan/unknown-key"]
    assert "D-0001" in found[0].fix


def test_a_chunk_above_the_limit_is_too_large_and_one_at_the_limit_is_not() -> None:
    assert codes(proposed(size=120)) == []
    assert codes(proposed(size=121)) == ["plan/size"]


@pytest.mark.parametrize(
    ("test", "files", "found"),
    [
        (TEST, ("src/writer.py", "tests/test_writer.py"), []),
        (f"{TEST}::test_twice", ("src/writer.py", "tests/test_writer.py"), []),
        ("python -m pytest -q ./tests/test_writer.py", ("src/writer.py", "tests/*.py"), []),
        ("npm test", ("src/writer.js", "test/writer.test.js"), []),
        ("go test ./...", ("writer.go", "writer_test.go"), []),
        (TEST, ("src/writer.py",), ["plan/test"]),
        (TEST, ("src/writer.py", "tests/test_other.py"), ["plan/test"]),
        ("npm test", ("src/writer.js",), ["plan/test"]),
        (RUNS, ("src/utils.py", "tests/utils_tests/test_x.py"), []),
        (RUNS, ("src/utils.py", "tests/utils_tests/test_*.py"), []),
        (RUNS, ("src/utils.py",), ["plan/test"]),
        (RUNS, ("src/utils.py", "tests/utils_tests/data.json"), ["plan/test"]),
        (f"{RUNS} tests/test_a.py", ("src/utils.py", "tests/utils_tests/test_x.py"), []),
        ("python run.py tests/test_a.py", ("src/a.py", "tests/test_b.py"), ["plan/test"]),
        ("python -m pytest -c ci.toml tests/test_a.py", ("src/a.py", "tests/test_a.py"), []),
        ("python -m unittest tests.test_a", ("src/a.py", "tests/test_a.py"), []),
        ("python verify/run.py", ("src/a.py", "verify/run.py"), []),
    ],
)
def test_the_test_belongs_to_the_files_of_its_chunk(
    test: str, files: tuple[str, ...], found: list[str]
) -> None:
    assert codes(proposed(test=test, files=files)) == found


def test_all_but_the_order_blocks() -> None:
    broken = proposed(serves=("D-9999",), size=500, files=("src/writer.py",))
    found = soundness.judge((broken,), design(), 120)
    assert {f.code: f.level for f in found} == dict.fromkeys(
        ("plan/unserved", "plan/unknown-key", "plan/size", "plan/test"), "error"
    )


def test_wiring_before_the_work_is_warned_of() -> None:
    found = soundness.judge((proposed("Register the handler"), proposed("Write orders")), design(), 120)
    assert [(f.code, f.level) for f in found] == [("plan/order", "warning")]
    assert "chunk 2" in found[0].message


def test_a_reader_before_the_writer_of_the_same_thing_is_warned_of() -> None:
    assert codes(proposed("Read orders in time order"), proposed("Write orders")) == ["plan/order"]


def test_a_reader_of_another_thing_may_come_first() -> None:
    settings = proposed("Load the settings", serves=("FM-0001",))
    assert codes(settings, proposed("Write orders", serves=("D-0001",))) == []


@pytest.mark.parametrize(
    ("intent", "role"),
    [
        ("Implement the writer with atomic writes", "write"),
        ("Now implement the reader in timestamp order", "read"),
        ("Wire it into the workflow that schedules these calls", "wire"),
        ("Registering the new handler in the dispatch map", "wire"),
        ("Explain the retry policy in the docs", ""),
    ],
)
def test_the_role_is_told_by_the_words_of_the_intent(intent: str, role: str) -> None:
    assert order.role(intent) == role


def test_a_design_without_decisions_demands_nothing() -> None:
    empty = msgspec.structs.replace(design(), named={})
    assert soundness.judge((proposed(serves=()),), empty, 120) == ()
    assert isinstance(design().named["D-0001"][-1].body, facts.Decided)


def test_a_chunk_without_a_role_may_stand_anywhere() -> None:
    words = proposed("Explain orders in the docs")
    assert codes(words, proposed("Write orders"), proposed("Read orders"), words) == []


def test_chunks_that_serve_one_key_belong_together_whatever_their_words() -> None:
    reader = proposed("Load the settings", serves=("FM-0001", "D-0001"))
    found = soundness.judge((reader, proposed("Write orders", serves=("D-0001",))), design(), 120)
    assert [f.code for f in found] == ["plan/order"]
    assert "move chunk 1 behind chunk 2" in found[0].fix


def test_a_command_may_also_run_tests_of_others() -> None:
    assert codes(proposed(test=f"{TEST} tests/test_other.py")) == []
