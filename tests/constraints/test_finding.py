"""A finding: its fingerprint, its place, and the one order in which every report lists findings.

The baseline lives by the fingerprint, so what changes it and what does not is held here by name.
"""

import itertools

import msgspec
import pytest

from parti.constraints import finding

FOUND = finding.Finding(
    code="no-print",
    level="error",
    message="no print here",
    place=finding.Place(path="src/a.py", line=3, column=5),
    fix="call log",
    snippet="print(1)",
)


@pytest.mark.parametrize(
    "change",
    [
        {"place": finding.Place(path="src/a.py", line=90, column=1)},
        {"place": finding.Place(path="src/a.py")},
        {"level": "note"},
        {"message": "other words"},
        {"fix": "other step"},
    ],
)
def test_a_finding_is_recognised_when_its_line_moved_or_its_words_changed(
    change: dict[str, object],
) -> None:
    assert msgspec.structs.replace(FOUND, **change).fingerprint() == FOUND.fingerprint()


@pytest.mark.parametrize(
    "change",
    [
        {"code": "no-prints"},
        {"place": finding.Place(path="src/b.py", line=3, column=5)},
        {"snippet": "print(2)"},
    ],
)
def test_another_rule_another_file_or_another_line_is_another_finding(change: dict[str, object]) -> None:
    assert msgspec.structs.replace(FOUND, **change).fingerprint() != FOUND.fingerprint()


def test_without_a_line_the_message_tells_findings_apart() -> None:
    one = msgspec.structs.replace(FOUND, snippet="")
    other = msgspec.structs.replace(one, message="another")
    assert one.fingerprint() == finding.fingerprint("no-print", "src/a.py", "no print here")
    assert one.fingerprint() != other.fingerprint()


def test_parts_cannot_run_into_one_another() -> None:
    prints = {
        finding.fingerprint(*parts) for parts in (("a", "bc", "d"), ("ab", "c", "d"), ("a", "b", "cd"))
    }
    assert len(prints) == 3


def test_a_fingerprint_is_short_the_same_on_every_machine_and_takes_any_text() -> None:
    """The number itself stands here because baselines in repositories hold such numbers."""
    assert finding.fingerprint("a", "b", "c") == "ea7fb08b7a2dc461"
    assert len(finding.fingerprint("a", "\ud800", "é")) == 16


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (finding.Place(path="a.py"), "a.py"),
        (finding.Place(path="a.py", line=3), "a.py:3"),
        (finding.Place(path="a.py", line=3, column=9, end_line=4), "a.py:3"),
    ],
)
def test_a_place_is_written_as_editors_open_it(place: finding.Place, text: str) -> None:
    assert str(place) == text


def test_errors_come_first_then_places_then_codes() -> None:
    def made(
        level: finding.Level, path: str, line: int, column: int = 0, code: str = "a"
    ) -> finding.Finding:
        place = finding.Place(path=path, line=line, column=column)
        return msgspec.structs.replace(FOUND, level=level, place=place, code=code)

    ordered = (
        made("error", "a.py", 2),
        made("error", "a.py", 10, 1, "z"),
        made("error", "a.py", 10, 2, "a"),
        made("error", "a.py", 10, 2, "b"),
        made("error", "b.py", 1),
        made("warning", "a.py", 1),
        made("note", "a.py", 1),
    )
    for shuffled in itertools.islice(itertools.permutations(ordered), 0, 5040, 97):
        assert finding.order(shuffled) == ordered
