"""The block in an agent's file: no byte beside it changes, and taking it out gives the file back (E5)."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parti.constraints import document, reach
from tests.constraints import documents

BODY = "## What must stay true\n\n- one\n- two"
OTHER = "## What must stay true\n\n- three"

TEXTS = {
    "nothing": "",
    "one line": "Hello\n",
    "no line end": "Hello",
    "blank line at the end": "Hello\n\n",
    "only blank lines": "\n\n\n",
    "CRLF": "Hello\r\nworld\r\n",
    "CRLF without a last end": "Hello\r\nworld",
    "CRLF with a blank line at the end": "Hello\r\n\r\n",
    "mixed ends": "Hello\nworld\r\nagain\n",
    "old line ends": "Hello\rworld\r",
    "byte order mark": "\ufeffHello\n",
    "nothing but a byte order mark": "\ufeff",
    "other comments": "<!-- parti is nice -->\n# parti\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_keeps_every_byte_and_gets_them_back(text: str) -> None:
    spliced = reach.splice(text, BODY)
    assert spliced.startswith(text)
    assert reach.state(spliced, BODY) == "current"
    assert spliced.endswith("\n") == (text.endswith("\n") or text in ("", "\ufeff"))
    again = reach.splice(spliced, OTHER)
    assert reach.state(again, OTHER) == "current"
    assert reach.state(again, BODY) == "stale"
    assert "- one" not in again
    assert reach.remove(again) == reach.remove(spliced) == text


WORDS = st.text(st.sampled_from("ab #<!->\r\n\ufeff`é"), max_size=30)


@given(WORDS, WORDS)
def test_whatever_stands_around_the_block_stays_when_it_is_renewed(before: str, after: str) -> None:
    text = reach.splice(before, BODY) + after
    ended = before.endswith("\n") or before in ("", "\ufeff")
    assume(ended or after.startswith(("\n", "\r\n")))  # else `after` stands on the closing marker's line
    renewed = reach.splice(text, OTHER)
    assert reach.state(renewed, OTHER) == "current"
    old, new = reach.find(text), reach.find(renewed)
    assert isinstance(old, reach.Found)
    assert isinstance(new, reach.Found)
    assert (text[: old.start], text[old.end :]) == (renewed[: new.start], renewed[new.end :])
    assert reach.splice(renewed, BODY) == text


@given(WORDS)
def test_taking_the_block_out_undoes_putting_it_in(text: str) -> None:
    assert reach.remove(reach.splice(text, BODY)) == text


def test_the_block_has_the_line_ends_of_its_file() -> None:
    assert "\n" not in reach.splice("a\r\nb\r\n", BODY).replace("\r\n", "")
    assert "\r" not in reach.splice("a\nb\n", BODY)


def test_lines_written_below_the_block_are_not_joined_to_those_above_when_it_goes() -> None:
    assert reach.remove(f"{reach.splice('above', BODY)}\nbelow") == "above\nbelow"


def test_a_converted_line_end_is_no_edit() -> None:
    text = reach.splice("a\n", BODY)
    assert reach.state(text.replace("\n", "\r\n"), BODY) == "current"
    assert reach.state(text.replace("- one", "- one  "), BODY) == "current"


def test_a_line_written_into_the_block_by_hand_is_seen() -> None:
    text = reach.splice("a\n", BODY).replace("- two", "- two\n- mine")
    assert reach.state(text, BODY) == reach.state(text, OTHER) == "edited"


def test_what_was_written_by_hand_and_is_wanted_now_is_taken_over() -> None:
    text = reach.splice("a\n", BODY).replace("- one\n- two", "- three")
    assert reach.state(text, OTHER) == "stale"
    assert reach.state(reach.splice(text, OTHER), OTHER) == "current"


BLOCK = reach.splice("", BODY)
BEGIN, END = BLOCK.splitlines()[0], BLOCK.splitlines()[-1]

DAMAGED = {
    "no end": (BLOCK.replace(END, ""), 1),
    "no begin": (f"a\n{BLOCK.replace(BEGIN, '')}", 9),
    "twice": (f"a\n{BLOCK}{BLOCK}", 2),
    "turned round": (f"{END}\n{BEGIN}\n", 1),
    "in one another": (BLOCK.replace("- one", BLOCK), 1),
    "half a digest": (BLOCK.replace("digest=", "digest=x"), 1),
    "no gap": (BLOCK.replace(" gap=0", ""), 1),
    "begin without its end": (BLOCK.replace(BEGIN, "<!-- parti:begin"), 1),
    "more behind the end": (BLOCK.replace(END, f"{END} x"), 1),
    "merged": (BLOCK.replace(BEGIN, f"<<<<<<< a\n{BEGIN}\n=======\n{BEGIN}\n>>>>>>> b"), 2),
}


@pytest.mark.parametrize(("text", "line"), DAMAGED.values(), ids=DAMAGED)
def test_damaged_markers_are_told_with_their_line_and_nothing_is_taken_out(text: str, line: int) -> None:
    found = reach.find(text)
    assert isinstance(found, reach.Damage)
    assert found.line == line
    assert reach.state(text, BODY) == "damaged"
    assert reach.remove(text) == text


def test_words_about_the_markers_are_no_markers() -> None:
    assert reach.find("The block begins with `<!-- parti:begin -->`.\n    parti:end\n") is None


def test_a_file_that_was_made_for_the_block_says_so_also_after_it_was_renewed() -> None:
    made = reach.splice("---\n---\n\n", BODY, made=True)
    assert reach.is_made(made)
    assert reach.is_made(reach.splice(made, OTHER))
    assert not reach.is_made(BLOCK)


def test_in_a_configuration_file_the_markers_are_its_comments() -> None:
    text = reach.splice("model: x\n", "read: CONVENTIONS.md", reach.YAML)
    assert [line for line in text.splitlines() if not line.startswith("# parti:")] == [
        "model: x",
        "",
        "read: CONVENTIONS.md",
    ]
    assert reach.remove(text) == "model: x\n"


def rules(*sections: str) -> tuple[reach.Rule, ...]:
    return reach.rules(document.parse("\n".join(sections)).constraints)


def test_a_rule_is_told_by_its_sentence_its_scope_its_id_and_its_helper() -> None:
    (rule,) = rules(
        documents.section(title="No raw write is left", scope="Scope: `src/**`, not `src/x.py`.")
    )
    assert rule.line == "- No raw write is left; use: `state_io.save_json` [atomic-write]"
    assert rule.scope == "In `src/**` (not `src/x.py`)"


def test_a_helper_that_the_sentence_names_is_not_paid_for_twice() -> None:
    (rule,) = rules(documents.section())
    assert rule.line == f"- {documents.WRITES} [atomic-write]"


def test_what_alone_is_allowed_is_told_as_allowed() -> None:
    (rule,) = rules(
        documents.section("stdlib-only\nallow: [msgspec, rich]", title="No import of `rich` is odd")
    )
    assert rule.line == "- No import of `rich` is odd; allowed: `msgspec` [atomic-write]"


def test_advice_is_told_as_advice() -> None:
    (rule,) = rules("## Names in `api.py` say what they do {#names}\n\nWe read them.\n\n`judged`\n")
    assert (rule.line, rule.scope) == (
        "- Names in `api.py` say what they do [names] (judged by people)",
        "Everywhere",
    )


def test_rules_of_one_scope_stand_together_below_it_once() -> None:
    elsewhere = "Scope: `web/**`."
    told = reach.body(
        rules(
            documents.section(id="a"),
            documents.section(id="b", scope=elsewhere),
            documents.section(id="c"),
        ),
        "Top\n\n{rules}\n",
    )
    assert re.findall(r"\[(\w)\]", told) == ["a", "c", "b"]
    assert [line for line in told.splitlines() if line.startswith("In ")] == [
        "In `src/**/*.py`:",
        "In `web/**`:",
    ]


@pytest.mark.parametrize("hostile", ["never --> here", "never <!-- here", "never <!-- parti:end --> here"])
def test_a_sentence_cannot_end_the_block_or_hide_what_follows(hostile: str) -> None:
    known = rules(documents.section(title=f"Writes are {hostile}"))
    text = reach.splice("", reach.body(known, "{rules}"))
    assert text.count("-->") == text.count("<!--") == 2
    assert reach.state(text, reach.body(known, "{rules}")) == "current"


def test_a_sentence_without_end_is_cut() -> None:
    (rule,) = rules(documents.section(title=f"Never {'x' * 5000}"))
    assert len(rule.line) < 400


def test_the_price_is_told_a_rule_and_in_all() -> None:
    known = rules(documents.section(id="a"), documents.section(id="b", title="Never"))
    rows, total = reach.price(known, "12345", len)
    assert rows == (("a", len(known[0].line) + 1), ("b", len(known[1].line) + 1))
    assert total == 5
