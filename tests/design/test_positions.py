"""The one line that states a position; everything else in a reply states none."""

import pytest

from parti.design import positions

LABELS = ("amber", "birch")
LINE = "POSITION D-1=amber | EVIDENCE none | CHANGED no | BECAUSE none"


def read(text: str) -> positions.Position | None:
    return positions.read(text, "D-1", LABELS)


FORMS = [
    LINE,
    f"It follows from N1.\n\n{LINE}",
    f"```\n{LINE}\n```",
    f"```text\nWhy.\n{LINE}\n```\n",
    f"**{LINE}**",
    f"> {LINE}",
    f"- `{LINE}`",
    LINE.lower().replace("d-1", "D-1"),
    "POSITION D-1 = **amber** | EVIDENCE: none | CHANGED: no | BECAUSE: none.",
    f"{LINE}\n{LINE}",
    f"\x1b[2J{LINE}",
    f"{LINE}\nPOSITION D-2=birch | EVIDENCE none | CHANGED no | BECAUSE none",
]


@pytest.mark.parametrize("text", FORMS)
def test_the_line_is_found_in_whatever_stands_around_it(text: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.option, found.changed, found.because, found.cites) == ("amber", False, "", ())


NOTHING = [
    "",
    "amber",
    "I hold amber.",
    "POSITION D-1=amber",
    "POSITION D-1=amber | EVIDENCE none | CHANGED maybe | BECAUSE none",
    "POSITION D-2=amber | EVIDENCE none | CHANGED no | BECAUSE none",
    "POSITION D-1=<amber|birch|both> | EVIDENCE none | CHANGED no | BECAUSE none",
    "POSITION D-1=cedar | EVIDENCE none | CHANGED no | BECAUSE none",
    f"{LINE}\n{LINE.replace('amber', 'birch')}",
    f"{LINE}\n{LINE.replace('amber', 'both')}",
    f"{LINE}\n{LINE.replace('amber', 'sign the design')}",
    '{"position": "amber"}',
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_states_no_single_position_counts_as_none(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("word", ["both", "neither", "None", "it depends", "either"])
def test_holding_neither_side_is_a_withdrawal(word: str) -> None:
    found = read(LINE.replace("amber", word))
    assert found is not None
    assert found.option == positions.WITHDRAWN


def test_evidence_change_and_reason_are_read() -> None:
    found = read(
        "Because E-4 shows it.\nPOSITION D-1=birch | EVIDENCE E-1, E-4 | CHANGED yes | BECAUSE `E-4`"
    )
    assert found == positions.Position("birch", ("E-1", "E-4"), True, "E-4", "Because E-4 shows it.")


def test_a_huge_reply_is_read_in_bounded_time() -> None:
    assert read("POSITION D-1=" * 200_000) is None
    assert read("> " * 300_000 + LINE) is None


@pytest.mark.parametrize(
    "thought",
    [
        f"<think>The form is {LINE.replace('amber', '<amber|birch|both>')}</think>",
        f"<think>Perhaps:\n{LINE.replace('amber', 'birch')}\nNo.</think>",
        f"{LINE.replace('amber', 'both')}\n</thinking>",
    ],
    ids=["the form", "a draft", "the beginning is gone"],
)
def test_a_position_that_was_only_thought_of_is_none(thought: str) -> None:
    found = read(f"{thought}\nIt follows from N1.\n{LINE}")
    assert found is not None
    assert (found.option, found.reasons) == ("amber", "It follows from N1.")


def test_a_thought_with_nothing_behind_it_is_all_that_was_said() -> None:
    found = read(f"<think>\n{LINE}\n</think>\n")
    assert found is not None
    assert found.option == "amber"


@pytest.mark.parametrize("end", ["\r\n", "\n", ""])
def test_the_line_may_end_in_any_way(end: str) -> None:
    assert read(f"It follows.{end or ' '}\n{LINE}{end}") is not None


def test_the_last_of_two_equal_positions_gives_the_reason() -> None:
    found = read(f"{LINE}\n{LINE.replace('CHANGED no | BECAUSE none', 'CHANGED yes | BECAUSE E-2')}")
    assert found is not None
    assert (found.changed, found.because) == (True, "E-2")


@pytest.mark.parametrize(
    ("cites", "keys"),
    [
        ("E-1 E-2", ("E-1", "E-2")),
        ("E-1; E-2.", ("E-1", "E-2")),
        ("`E-1`, **E-2**", ("E-1", "E-2")),
        ("none", ()),
        ("-", ()),
        ("", ()),
        ("E-1, none", ("E-1",)),
        ("x" * 90, ("x" * 60,)),
    ],
)
def test_evidence_is_listed_in_many_ways(cites: str, keys: tuple[str, ...]) -> None:
    found = read(f"POSITION D-1=amber | EVIDENCE {cites}| CHANGED no | BECAUSE none")
    assert found is not None
    assert found.cites == keys


def test_reasons_are_one_short_line() -> None:
    found = read("why\n " * 400 + LINE)
    assert found is not None
    assert found.reasons == ("why " * 400)[: positions.LONGEST]
