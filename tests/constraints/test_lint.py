"""Vague constraints are refused (C1), and each refusal says how to write it instead."""

import pytest

from parti.constraints import document, finding, lint, lint_words
from tests.constraints.documents import section

JUDGED = "judged"


def told(title: str, reason: str = "It breaks.", check: str | None = JUDGED) -> tuple[finding.Finding, ...]:
    given = section(title=title) if check is None else section(check, title=title, kept="", broken="")
    text = given.replace("A raw write leaves half a record.", reason)
    return lint.findings(document.parse(text).constraints)


def levels(found: tuple[finding.Finding, ...]) -> list[tuple[str, str]]:
    return [(each.level, each.message.partition(": ")[2]) for each in found]


@pytest.mark.parametrize(
    "title",
    [
        "Writes go only through `state_io.save_json`",
        "The standard library only: nothing in `requirements.txt`",
        "Every script accepts `STATE_DIR`",
        "`id` is opaque and never parsed",
        "Test data comes from `write_delta()` in `conftest.py`",
        "Every `handle_*` is registered in `dispatch.HANDLERS`",
        "Content is superseded, never deleted, in `posts/`",
        "A request must end within 30 seconds",
        "Comments live in the comments service, not in post_records",
        "The platform's own `<dialog>` before custom code",
    ],
)
def test_the_essays_own_constraints_are_concrete(title: str) -> None:
    assert told(title) == ()


def test_a_word_of_taste_is_an_error_that_names_it_and_shows_the_sentence_again() -> None:
    (each,) = told("Writes of `save` must be robust")
    assert (each.code, each.level, each.place.line) == ("constraints/vague", "error", 1)
    assert each.message == "`atomic-write`: “robust” forbids nothing that a reader could point to"
    assert each.fix == "which call does it, and where: “Writes of `save` must go only through `X`”"


@pytest.mark.parametrize("check", [None, JUDGED])
def test_taste_and_hedges_are_errors_with_a_check_and_without(check: str | None) -> None:
    for title in ("Writes of `save` must be robust", "Prefer `save` over `open`", "Is `save` used?"):
        assert [each.level for each in told(title, check=check)] == ["error"], title


def test_the_rewriting_takes_the_helper_of_the_check() -> None:
    (each,) = told("Writes must be robust", check=None)
    assert "“Writes must go only through `state_io.save_json`”" in each.fix


def test_a_plain_statement_is_an_error_when_judged_and_a_warning_above_a_check() -> None:
    plain = "no word forbids or requires anything"
    assert levels(told("Names in `api.py` say what they do")) == [("error", plain)]
    assert levels(told("Names in `api.py` say what they do", check=None)) == [("warning", plain)]


def test_what_a_check_or_the_reason_names_need_not_stand_in_the_title() -> None:
    title = "Every write must be atomic"
    assert [each.level for each in told(title)] == ["error"]
    assert told(title, check=None) == ()
    assert told(title, reason="A raw `open` leaves half a record.") == ()


def test_a_missing_reason_is_a_warning() -> None:
    assert levels(told("Only `x` writes", reason="")) == [("warning", "no reason is given")]


def test_no_line_buys_a_vague_sentence_free() -> None:
    reason = "Half of it is lost.\nJudged because: a reviewer sees whether `save` is robust."
    assert [each.level for each in told("Writes of `save` must be robust", reason=reason)] == ["error"]


def test_each_vague_constraint_is_told_at_its_own_line() -> None:
    text = section(id="one", title="Be robust in `a.py`") + section(id="two", title="Be clean in `a.py`")
    found = lint.findings(document.parse(text).constraints, path="RULES.md")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("## ")]
    assert [(each.place.path, each.place.line) for each in found] == [("RULES.md", n) for n in lines]


def test_every_list_of_words_is_lower_case_short_enough_and_free_of_twins() -> None:
    words = lint_words.words()
    lists = [each.words for each in words.taste] + [each.words for each in words.hedge]
    lists += [tuple(each) for each in (words.closes.words, words.closes.verbs, words.names.things)]
    lists += [tuple(each) for each in (words.closes.strict, words.names.terms, words.names.purposes)]
    for phrases in lists:
        assert all(phrase and phrase == phrase.lower() for phrase in phrases)
        assert all(len(phrase.split()) <= lint_words.LONGEST for phrase in phrases)
        assert all("," not in phrase for phrase in phrases)
    tastes = [word for group in words.taste for word in group.words]
    assert sorted(tastes) == sorted(set(tastes))
    hedges = [word for group in words.hedge for word in group.words]
    assert sorted(hedges) == sorted(set(hedges))


def test_no_word_both_leaves_a_door_open_and_closes_it() -> None:
    words = lint_words.words()
    assert words.closes.strict & lint_words.hedges().keys() == frozenset()
    assert words.closes.strict & lint_words.tastes().keys() == frozenset()
    assert words.names.terms & lint_words.tastes().keys() == frozenset()


def test_every_phrase_is_found_as_the_sentence_is_cut() -> None:
    """A phrase that the cutting of words tears apart would never fire."""
    for phrase in (*lint_words.tastes(), *lint_words.hedges(), *lint_words.words().closes.strict):
        pieces = lint_words.pieces(phrase)
        assert " ".join(each.text for each in pieces if each.kind == "word") == phrase


@pytest.mark.parametrize("word", sorted(lint_words.tastes()))
def test_every_word_of_taste_is_refused_in_a_sentence_of_its_own(word: str) -> None:
    found = lint.vague(f"Every `save` must be {word} in `src/`")
    assert [each.reason for each in found] == ["taste"]
