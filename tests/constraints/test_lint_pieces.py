"""How the lint cuts a sentence, tells its language, and words what it refuses, each told whole.

`test_lint_sentences.py` holds which sentences pass. A person who is refused reads the message and copies
the sentence out of the fix, so both are held here to the last sign; and a cut that takes a word out of a
quotation would refuse a rule for a word that it forbids.
"""

import pytest

from parti.constraints import document, lint, lint_words
from parti.constraints.finding import Finding, Place
from parti.constraints.lint import Vague
from parti.constraints.lint_words import Hit, Piece

# --- pieces ---------------------------------------------------------------------------------------------


def cut(sentence: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in lint_words.pieces(sentence)]


def test_a_piece_knows_where_it_stands() -> None:
    assert lint_words.pieces("Use `X`, no") == (
        Piece("word", "use", 0, 3),
        Piece("code", "`x`", 4, 7),
        Piece("stop", ",", 7, 8),
        Piece("word", "no", 9, 11),
    )


@pytest.mark.parametrize("name", ["``a ` b``", "`robust`", "` `"])
def test_what_stands_in_backticks_is_one_name(name: str) -> None:
    assert cut(f"no {name} here") == [("word", "no"), ("code", name), ("word", "here")]


@pytest.mark.parametrize("name", ['"a b"', "“a b”", "„a b“", "„a b”", "«a b»", "'a b'"])
def test_what_stands_in_quotes_of_any_land_is_one_name(name: str) -> None:
    assert cut(f"no {name} here") == [("word", "no"), ("quote", name), ("word", "here")]


def test_an_apostrophe_in_a_word_opens_no_quotation() -> None:
    assert cut("don't and won’t, users' own") == [
        ("word", "don't"),
        ("word", "and"),
        ("word", "won't"),
        ("stop", ","),
        ("word", "users"),
        ("word", "own"),
    ]


@pytest.mark.parametrize("word", ["thread-safe", "e.g", "größer", "naïve", "чистый"])
def test_a_word_holds_its_hyphens_dots_and_signs_of_any_script(word: str) -> None:
    assert cut(f"a {word} b") == [("word", "a"), ("word", word), ("word", "b")]


@pytest.mark.parametrize("stop", [",", ";", ":", "(", ")", "!", "?", ". ", " - ", " – ", "—", "→"])
def test_a_stop_parts_two_words(stop: str) -> None:
    assert cut(f"a{stop}b") == [
        ("word", "a"),
        ("stop", stop.rstrip() if stop == ". " else stop),
        ("word", "b"),
    ]


def test_a_dot_within_a_word_and_a_number_are_no_pieces_of_their_own() -> None:
    assert cut("in a.py 40 1.5 x") == [("word", "in"), ("word", "a.py"), ("word", "x")]


def test_a_mark_that_nothing_closes_quotes_nothing() -> None:
    assert cut('a `b "c') == [("word", "a"), ("word", "b"), ("word", "c")]


# --- hits -----------------------------------------------------------------------------------------------


def hits(sentence: str, *phrases: str) -> list[Hit]:
    return list(lint_words.hits(lint_words.pieces(sentence), frozenset(phrases)))


def test_a_hit_tells_its_pieces_and_its_place() -> None:
    assert hits("We try to win", "try to") == [Hit("try to", 1, 2, 3, 9)]


def test_of_two_phrases_that_begin_together_the_longer_is_found() -> None:
    assert [hit.phrase for hit in hits("try to be good", "try", "try to", "try to be", "be good")] == [
        "try to be"
    ]


def test_a_phrase_is_found_each_time_that_it_stands() -> None:
    assert [hit.start for hit in hits("good and good", "good")] == [0, 9]


@pytest.mark.parametrize("sentence", ["try, to", "try `to`", "try — to", "trying to", "try (to)"])
def test_a_phrase_does_not_reach_over_a_stop_or_a_name(sentence: str) -> None:
    assert hits(sentence, "try to") == []


def test_a_phrase_of_five_words_is_found_and_one_of_six_is_not() -> None:
    assert [hit.phrase for hit in hits("a b c d e f", "a b c d e")] == ["a b c d e"]
    assert hits("a b c d e f", "a b c d e f") == []


# --- languages ------------------------------------------------------------------------------------------


def spoken(sentence: str) -> str:
    found = lint_words.language(sentence, lint_words.pieces(sentence))
    return found.name if found else ""


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("所有代码必须干净", "zh"),
        ("このコードはきれい", "ja"),
        ("書き込みは安全 です", "ja"),
        ("코드는 깔끔해야 한다", "ko"),
        ("Код должен быть", "ru"),
        ("Ο κώδικας", "other"),
        ("Der Code ist nicht sauber und wird geprüft", "de"),
        ("Never use eval in the code", ""),
        ("Use `код` only through the helper", "ru"),
        ("", ""),
        ("eval()", ""),
    ],
)
def test_a_language_is_told_by_its_script_or_its_small_words(sentence: str, name: str) -> None:
    assert spoken(sentence) == name


def test_as_many_small_words_of_english_as_of_another_language_make_it_english() -> None:
    words = lint_words.words()
    german = next(each for each in words.language if each.name == "de")
    foreign = sorted(german.betray - words.english.small)[0]
    english = sorted(words.english.small - german.betray)[0]
    assert spoken(f"{foreign} {english}") == ""
    assert spoken(f"{foreign} {foreign} {english}") == "de"


# --- what is said ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Is `save` used?",
            Vague(
                "open",
                "a question forbids and requires nothing",
                "say what must hold: “Is `save` used must …” or “… never …”",
            ),
        ),
        (
            "Code should use `save_json`.",
            Vague("open", "“should” leaves the door open", "say “Code must use `save_json`”"),
        ),
        (
            "`save_json` and its friends.",
            Vague(
                "plain",
                "no word forbids or requires anything",
                "say only, never, must, through, every or may not: "
                "“`save_json` and its friends: only in `Y`”",
            ),
        ),
        (
            "Every write must be atomic!",
            Vague(
                "nameless",
                "nothing is named: no `name`, path, number or kind of file",
                "say which “write” is meant, in backticks or quotes: “Every write (`X`) must be atomic”",
            ),
        ),
        (
            "Never",
            Vague(
                "nameless",
                "nothing is named: no `name`, path, number or kind of file",
                "name the function, path or number in backticks: “Never: `X`”",
            ),
        ),
        (
            "Fehler werden ordentlich behandelt.",
            Vague(
                "taste",
                "“ordentlich” forbids nothing that a reader could point to",
                "put a call, path or number in its place, between backticks: "
                "“Fehler werden ordentlich behandelt”",
            ),
        ),
    ],
    ids=["question", "hedge", "plain", "nameless", "no word to name", "another language"],
)
def test_a_refusal_says_what_is_wrong_and_how_to_write_it(sentence: str, told: Vague) -> None:
    assert lint.vague(sentence) == (told,)


def test_refusals_stand_in_one_order_taste_then_door_then_name() -> None:
    assert [each.reason for each in lint.vague("Code should be robust")] == ["taste", "open", "nameless"]


def test_one_word_of_taste_forbids_and_several_forbid_each_named_once() -> None:
    (one,) = lint.vague("Only clean code in `src/`")
    (two,) = lint.vague("Only clean, clean, robust code in `src/`")
    assert one.message == "“clean” forbids nothing that a reader could point to"
    assert two.message == "“clean”, “robust” forbid nothing that a reader could point to"


def test_a_word_of_taste_in_a_name_or_a_quotation_is_no_taste() -> None:
    assert lint.vague("Never call `robust` or print “clean” in `src/`") == ()
    assert lint.vague("Never write ``f(`clean now`)`` in `src/`") == ()


def test_a_question_mark_within_a_sentence_asks_nothing() -> None:
    assert lint.vague("Never write `a?b` in `src/`") == ()
    assert [each.reason for each in lint.vague("May `a` call `b`？ ")] == ["open"]


def test_what_is_named_elsewhere_is_not_asked_for_again() -> None:
    assert lint.vague("Every write must be atomic", named=True) == ()


def test_a_rewriting_takes_the_name_that_it_is_given() -> None:
    (told,) = lint.vague("Writes of `a` must be robust", helper="store.save")
    assert told.fix.endswith(": “Writes of `a` must go only through `store.save`”")


# --- findings -------------------------------------------------------------------------------------------


def test_a_finding_is_told_whole_at_the_line_of_its_constraint() -> None:
    text = "\n\n## Is `save` used? {#used}\n\nIt loses half.\n\n`judged`\n"
    assert lint.findings(document.parse(text).constraints, "RULES.md") == (
        Finding(
            code="constraints/vague",
            level="error",
            message="`used`: a question forbids and requires nothing",
            place=Place(path="RULES.md", line=3),
            fix="say what must hold: “Is `save` used must …” or “… never …”",
            snippet="used: a question forbids and requires nothing",
        ),
    )


def test_a_missing_reason_is_told_behind_what_is_vague_and_asks_what_breaks() -> None:
    text = "## Is `save` used? {#used}\n\n`judged`\n"
    first, second = lint.findings(document.parse(text).constraints)
    assert (first.level, second.level) == ("error", "warning")
    assert second.message == "`used`: no reason is given"
    assert second.fix == "write one sentence below the heading: what breaks when it is broken?"


def test_a_refused_constraint_is_known_again_on_another_line() -> None:
    text = "## Is `save` used? {#used}\n\nIt loses half.\n\n`judged`\n"
    (here,) = lint.findings(document.parse(text).constraints)
    (there,) = lint.findings(document.parse(f"\n\n{text}").constraints)
    assert (here.place.line, there.place.line) == (1, 3)
    assert here.fingerprint() == there.fingerprint()


def test_no_constraint_gives_no_finding() -> None:
    assert lint.findings(()) == ()
