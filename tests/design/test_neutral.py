"""The neutral form: text is moved, the first person and convictions go, nothing is invented (D7)."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parti.design import hygiene, leaks, neutral
from parti.library import load
from parti.records import debate
from parti.records import vocabulary as facts

WHOLE = facts.ProblemStated(
    situation="We take in parcels.",
    needed=("each parcel is counted", "I see it within 2 s"),
    never=("a parcel is lost",),
    quantities=("200 parcels a day",),
    given=("the scale is ours, because it is paid",),
    unknown=("who opens on Sunday",),
    out_of_scope=("letters",),
)


def test_the_form_is_a_fixed_template() -> None:
    assert neutral.render(WHOLE) == (
        "Situation: The team take in parcels.\n"
        "Needed:\n  N1 Each parcel is counted\n  N2 The team see it within 2 s\n"
        "Never:\n  V1 A parcel is lost\n"
        "Quantities:\n  Q1 200 parcels a day\n"
        "Given:\n  G1 The scale is the team's, because it is paid\n"
        "Open:\n  U1 Who opens on Sunday\n"
        "Out of scope:\n  - Letters\n"
        "Question (written by Parti): Which designs satisfy N1..N2 and V1 under G1?\n"
    )


def test_what_was_not_said_is_said_to_be_so() -> None:
    shown = neutral.render(facts.ProblemStated(situation=""))
    assert shown.count("(nothing was said)") == 7
    assert shown.endswith("Which designs satisfy what is needed?\n")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("We believe that orders obviously arrive twice.", "Orders arrive twice."),
        ("I think 3 of them are late.", "3 of them are late."),
        ("I don't think that any is late.", "The team don't think that any is late."),
        ("It is not clearly wrong.", "It is not clearly wrong."),
        ("In my opinion, it is late, right?", "It is late."),
        ("It is late. What do you think?", "It is late."),
        ("Does this make sense?", ""),
        ("As a senior engineer, I am sure that our I/O waits.", "The team's I/O waits."),
        ("We're late and I'll say we've lost it; it is my fault.",
         "The team are late and the team will say the team have lost it; it is the team's fault."),
        ("In 2023 we moved 40 of our shops.", "In 2023 the team moved 40 of the team's shops."),
        ("Tell us and me.", "Tell the team and the team."),
        ('The clerk says "I think we lost 3".', 'The clerk says "I think we lost 3".'),
        ("Run `i = our(x)` of course.", "Run `i = our(x)`."),
        ("Type I errors in the US are counted.", "Type I errors in the US are counted."),
        ("Am I missing something? Orders come at 5 %.", "Orders come at 5 %."),
        ("a\x00b\x1b[2J\u202e c", "A b [2J c"),
    ],
)  # fmt: skip
def test_convictions_and_the_first_person_go_and_the_rest_stays(said: str, told: str) -> None:
    assert neutral.rewritten(said) == told


PIECES = st.sampled_from(
    [
        *(
            "We think",
            "I am sure that",
            "obviously",
            "of course",
            "right?",
            "What do you think?",
            "our",
            "my",
        ),
        *("not", "never", "isn't", "without", "no", "nobody", "cannot", "don't"),
        *("3 s", "200 MB", "99.9 %", "5 orders", "1,000 rps", "12:30", "0.5 ms", "v2"),
        *('"we use it"', "`i = 1`", "“my way”", "orders", "arrive", "late", "and", ".", "?", ",", "Kafka"),
    ]
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_every_number_unit_negation_and_quoted_word_stays(text: str) -> None:
    assert neutral.lost(text, neutral.rewritten(text)) == ()


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_no_term_is_added_and_twice_is_as_good_as_once(text: str) -> None:
    lexicon = leaks.lexicon(load.leaks(), load.technologies())
    made = neutral.rewritten(text)
    before, after = ({t.name for t in leaks.terms(one, lexicon)} for one in (text, made))
    assert after <= before
    assert set(re.findall(r"\w+", made.casefold())) <= {
        *re.findall(r"\w+", text.casefold()),
        "the",
        "team",
        "s",
    }


@given(st.text(max_size=200))
def test_any_text_at_all_is_rewritten(text: str) -> None:
    neutral.rewritten(text)


@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [
        ("5 s", "5 min", ("5 s",)),
        ("not late", "late", ("not",)),
        ('say "no"', "say no", ('"no"',)),
        ("5 s and 5 s", "5 s", ("5 s",)),
        ("5 s", "5 s or 6 s", ()),
        ("in 2023 we moved", "in 2023 the team moved", ()),
        ("40 that arrive", "40 which arrive", ()),
        ("5 tries", "5 s", ("5 tries",)),
        ("in “2 s", "in “3 s", ("2 s",)),
        ("“a «b” c»", "c", ("“a «b”",)),
    ],
)
def test_what_is_lost_is_seen(before: str, after: str, gone: tuple[str, ...]) -> None:
    assert neutral.lost(before, after) == gone


@pytest.mark.parametrize("how", hygiene.HOWS)
def test_what_is_not_given_is_left_open_and_what_is_given_is_listed(how: str) -> None:
    one = debate.LeakSettled(words="Apache  kafka", rule="L0", how=how, because="they run it", late=False)
    problem = facts.ProblemStated(situation="5 orders go to apache Kafka.", needed=("no Kafkas",))
    shown = neutral.render(problem, {"apache kafka": one})
    assert ("apache Kafka." in shown) is (how == "given")
    assert ("G1 Apache kafka, because they run it" in shown) is (how == "given")
    assert ("5 orders go to (left open)." in shown) is (how != "given")
    assert "No Kafkas" in shown


@pytest.mark.parametrize(
    "text",
    ["We are. " * 25_000, "I " * 100_000, "`" * 200_001, "right " * 30_000, "“a" * 100_000, "«»“" * 60_000],
)
def test_a_very_long_text_is_rewritten_in_bounded_time(text: str) -> None:
    started = time.process_time()
    assert neutral.rewritten(text)
    assert time.process_time() - started < 30
