"""The words of a call are taken as they were meant, in any order; a misspelt one gets its neighbour."""

import itertools
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parti.cli import app, arguments, words
from parti.workflow import table


def read(*typed: str) -> dict[str, Any]:
    """What the grammar makes of a call, unset options left out."""
    found, left = app.parser(typed).parse_known_args(words.in_order(typed))
    assert left == []
    return {name: value for name, value in vars(found).items() if value not in ("", [], 0, False, None)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("status", {"verb": "status"}),
        ("status --all", {"verb": "status", "every": True}),
        ("ask --all Q-x", {"verb": "ask", "every": True, "question": "Q-x"}),
        ("--json status", {"verb": "status", "json": True}),
        ("status --json", {"verb": "status", "json": True}),
        ("--feature orders status", {"verb": "status", "feature": "orders"}),
        ("--feature=orders status", {"verb": "status", "feature": "orders"}),
        ("--feature log status", {"verb": "status", "feature": "log"}),
        ("--json --feature status log", {"verb": "log", "feature": "status", "json": True}),
        ("--feature plan brief 2", {"verb": "brief", "feature": "plan", "number": 2}),
        ("kind list", {"verb": "kind", "sub": "list"}),
        ("kind list --json", {"verb": "kind", "sub": "list", "json": True}),
        ("kind --json list", {"verb": "kind", "sub": "list", "json": True}),
        ("kind confirm a=b c=d", {"verb": "kind", "sub": "confirm", "named": ["a=b", "c=d"]}),
        ("kind confirm --json a=b", {"verb": "kind", "sub": "confirm", "named": ["a=b"], "json": True}),
        ("constraints test a b", {"verb": "constraints", "sub": "test", "only": ["a", "b"]}),
        ("why status", {"verb": "why", "identity": "status"}),
        ("new log --name status", {"verb": "new", "wish": "log", "name": "status", "lane": "normal"}),
        ("check --base HEAD 2", {"verb": "check", "number": 2, "base": "HEAD"}),
        ("check 2 --base=HEAD", {"verb": "check", "number": 2, "base": "HEAD"}),
        ("log --last -3", {"verb": "log", "last": -3}),
        ("gate --report a=b --report=c=d", {"verb": "gate", "report": ["a=b", "c=d"]}),
        ("problem --never x --never y now", {"verb": "problem", "situation": "now", "never": ["x", "y"]}),
    ],
)
def test_a_call_is_read_as_it_was_meant(typed: str, meant: dict[str, Any]) -> None:
    assert read(*typed.split()) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["answer", "Q-x", "- after the commit"], {"question": "Q-x", "text": "- after the commit"}),
        (["answer", "Q-x", "-5"], {"question": "Q-x", "text": "-5"}),
        (["answer", "Q-x", "-0.5"], {"question": "Q-x", "text": "-0.5"}),
        (
            ["answer", "Q-x", "-half of", "--option", "2"],
            {"question": "Q-x", "text": "-half of", "option": 2},
        ),
        (
            ["answer", "--option", "2", "Q-x", "--json is"],
            {"question": "Q-x", "text": "--json is", "option": 2},
        ),
        (["answer", "Q-x", "-"], {"question": "Q-x", "text": "-"}),
        (["answer", "Q-x", "--", "--anything"], {"question": "Q-x", "text": "--anything"}),
        (["answer", "Q-x", "a=b c"], {"question": "Q-x", "text": "a=b c"}),
        (["answer", "Q-x", "Ünï → 𝄞"], {"question": "Q-x", "text": "Ünï → 𝄞"}),
        (["answer", "Q-x", "two\nlines"], {"question": "Q-x", "text": "two\nlines"}),
        (["invariant", "t", "--why", "- so"], {"text": "t", "why": "- so"}),
        (["invariant", "--why", "-half of it", "t"], {"text": "t", "why": "-half of it"}),
        (["invariant", "--why", "a=b", "t"], {"text": "t", "why": "a=b"}),
        (["invariant", "--why=x=y z", "- t"], {"text": "- t", "why": "x=y z"}),
        (
            ["decide", "T", "--choice", "log", "--because", "n"],
            {"title": "T", "choice": "log", "because": "n"},
        ),
        (["decide", "--choice", "x", "T", "--because", "y"], {"title": "T", "choice": "x", "because": "y"}),
        (["kind", "add", "k", "--what", "w"], {"kind": "k", "what": "w", "sub": "add"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_text_may_begin_with_a_dash_and_stands_where_it_was_put(
    typed: list[str], meant: dict[str, Any]
) -> None:
    assert read(*typed) == {"verb": typed[0], **meant}


def test_an_empty_value_is_a_value() -> None:
    found, left = app.parser(["invariant"]).parse_known_args(
        words.in_order(["invariant", "t", "--why", ""])
    )
    assert (found.why, left) == ("", [])


DECIDED = (
    ("T",),
    ("--choice", "x y"),
    ("--because=y",),
    ("--reject", "- a: b"),
    ("--key", "D-1"),
    ("--json",),
)


@pytest.mark.parametrize("order", list(itertools.permutations(DECIDED)))
def test_the_order_of_options_does_not_matter(order: Sequence[Sequence[str]]) -> None:
    assert read("decide", *itertools.chain(*order)) == {
        "verb": "decide",
        "title": "T",
        "choice": "x y",
        "because": "y",
        "reject": ["- a: b"],
        "key": "D-1",
        "json": True,
    }


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(
    lambda text: not text.startswith("-") or " " in text.partition("=")[0]
)


@settings(deadline=None, max_examples=60)
@given(title=TEXT, choice=TEXT, because=TEXT, rejected=st.lists(TEXT, max_size=2), at=st.integers(0, 3))
def test_whatever_people_write_arrives_word_for_word(
    title: str, choice: str, because: str, rejected: list[str], at: int
) -> None:
    parts = [["--choice", choice], ["--because", because], *(["--reject", text] for text in rejected)]
    parts.insert(at, [title])
    found = read("decide", *itertools.chain(*parts))
    assert (found["title"], found["choice"], found["because"]) == (title, choice, because)
    assert found.get("reject", []) == rejected


@pytest.mark.parametrize(
    ("typed", "sentence", "next_step"),
    [
        ("frobnicate", "'frobnicate' is not a verb.", "parti --help"),
        ("statsu", "'statsu' is not a verb.", "parti status"),
        ("Status", "'Status' is not a verb.", "parti status"),
        ("--json chek", "'chek' is not a verb.", "parti check"),
        ("--feature orders gat", "'gat' is not a verb.", "parti gate"),
        ("constraint list", "'constraint' is not a verb.", "parti constraints"),
        ("kind lst", "'kind lst' is not a verb.", "parti kind list"),
        ("kind zzz", "'kind zzz' is not a verb.", "parti kind --help"),
        ("constraints tests", "'constraints tests' is not a verb.", "parti constraints test"),
        ("--jsn status", "'--jsn' is not an option of parti.", "parti --json"),
        ("-x", "'-x' is not an option of parti.", "parti --help"),
        ("--verbose status", "'--verbose' is not an option of parti.", "parti --version"),
        ("status --alll", "'--alll' is not an option of parti status.", "parti status --all"),
        ("status --al", "'--al' is not an option of parti status.", "parti status --all"),
        ("status --plain", "'--plain' is not an option of parti status.", "parti status --help"),
        ("decide T --choise=x", "'--choise' is not an option of parti decide.", "parti decide --choice"),
        ("kind add k --waht w", "'--waht' is not an option of parti kind add.", "parti kind add --what"),
        ("lock --yes", "'--yes' is not an option of parti lock.", "parti lock --key"),
        ("answer -5ms", "'-5ms' is not an option of parti answer.", "parti answer --help"),
        ("status --feature x", "--feature stands before the verb.", "parti --feature <name> status"),
        ("kind list --feature x", "--feature stands before the verb.", "parti --feature <name> kind list"),
        ("status --version", "--version stands before the verb.", "parti --version"),
    ],
)
def test_a_misspelt_word_is_named_with_the_nearest_that_there_is(
    typed: str, sentence: str, next_step: str
) -> None:
    with pytest.raises(words.WrongWords) as wrong:
        words.in_order(typed.split())
    assert (wrong.value.sentence, wrong.value.next_step) == (sentence, next_step)


@pytest.mark.parametrize(
    ("typed", "sentence", "next_step"),
    [
        (["--feature"], "Argument --feature: expected one argument.", "parti --help"),
        (["new"], "The following arguments are required: wish.", "parti new --help"),
        (["new", "w", "--lane", "big"], "Argument --lane: invalid choice: 'big'", "parti new --help"),
        (
            ["decide", "--choice", "--because", "y"],
            "--choice needs a value.",
            "parti decide --help",
        ),
        (
            ["decide", "T", "--choice", "--because=y"],
            "--choice needs a value.",
            "parti decide --help",
        ),
        (
            ["decide", "T", "--because", "y", "--choice"],
            "--choice needs a value.",
            "parti decide --help",
        ),
        (["invariant", "t", "--why", "--json"], "--why needs a value.", "parti invariant --help"),
        (["check", "x"], "Argument number: invalid int value: 'x'.", "parti check --help"),
        (["check", "1.5"], "Argument number: invalid int value: '1.5'.", "parti check --help"),
        (["check", ""], "Argument number: invalid int value: ''.", "parti check --help"),
        (["log", "--last", "many"], "Argument --last: invalid int value: 'many'.", "parti log --help"),
        (["kind"], "The following arguments are required: WHAT.", "parti kind --help"),
        (["kind", "--json"], "The following arguments are required: WHAT.", "parti kind --help"),
        (["kind", "add", "k"], "The following arguments are required: --what.", "parti kind add --help"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_words_that_are_missing_or_no_number_are_named(
    typed: list[str], sentence: str, next_step: str
) -> None:
    with pytest.raises(words.WrongWords) as wrong:
        read(*typed)
    assert wrong.value.sentence.startswith(sentence)
    assert wrong.value.next_step == next_step


@pytest.mark.parametrize(
    "typed",
    [[], ["--json"], ["--help"], ["--version"], ["--feature", "x"], ["--feature=x", "--json"], ["--"]],
)
def test_a_call_without_a_verb_is_left_as_it_is(typed: list[str]) -> None:
    assert words.in_order(typed) == typed


@pytest.mark.parametrize("verb", [step.verb for step in table.METHOD])
def test_every_verb_is_known_by_its_words_and_by_its_misspelling(verb: str) -> None:
    assert words.in_order(verb.split()) == verb.split()
    with pytest.raises(words.WrongWords) as wrong:
        words.in_order([*verb.split()[:-1], f"{verb.split()[-1]}x"])
    assert wrong.value.next_step.startswith("parti ")
    offered = wrong.value.next_step.removeprefix("parti ")
    assert offered == verb or offered == verb.split()[0] or offered in {step.verb for step in table.METHOD}


@pytest.mark.parametrize("verb", [step.verb for step in table.METHOD])
def test_no_option_can_be_cut_short(verb: str) -> None:
    """Else a new option could change what an old call means."""
    for names, _ in arguments.ARGUMENTS[verb]:
        for name in names:
            if name.startswith("--") and len(name) > 4:
                with pytest.raises(words.WrongWords, match="is not an option"):
                    words.in_order([*verb.split(), name[:-1]])


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(["status", "kind", "list", "--json", "--feature", "--", "-", "x", "--all", ""]),
        max_size=5,
    )
)
def test_no_call_whatsoever_breaks_the_reading(typed: list[str]) -> None:
    found: list[str] = []
    wrong = None
    try:
        found = words.in_order(typed)
    except words.WrongWords as refused:
        wrong = refused
    if wrong is not None:
        assert wrong.sentence.endswith(".")
        assert wrong.next_step.startswith("parti")
    else:
        plain = [sorted(word for word in row if word != "--") for row in (found, typed)]
        assert plain[0] == plain[1]
