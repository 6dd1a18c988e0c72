"""The lint's evaluation: figures are computed, its page holds no sentence, its cutting is stable (C1)."""

import re

import msgspec
import pytest
from bench.vagueness import Figures

from bench import vagueness
from tests.law.source import ROOT

FILES = vagueness.load()
TOLD = (ROOT / "docs" / "vagueness.md").read_text("utf-8")

TEXT = """\
---
globs: "*.py"
---
# Rules that are no sentence

Never call `eval` here. Use **bold** words,
and go on.

- Add tests to `tests/`
  for each fix.
- [ ] Read [the guide](docs/guide.md) first
1. No `print` in `src/`.

| a table | is left out here |

```python
print("Never read what stands in a fence.")
```

Two words. All of these are rules:
"""

CUT = [
    (6, "Never call `eval` here."),
    (6, "Use bold words, and go on."),
    (9, "Add tests to `tests/` for each fix."),
    (11, "Read the guide first"),
    (12, "No `print` in `src/`."),
]


def test_a_text_is_cut_into_the_same_sentences_with_their_lines() -> None:
    assert list(vagueness.sentences(TEXT)) == CUT
    assert list(vagueness.sentences(TEXT.replace("\n", "\r\n"))) == CUT


@pytest.mark.parametrize(
    "text", ["", "---", "---\nname: x", "```\nNever call `eval` here.", "- \n\n", "a b c:"]
)
def test_a_text_without_a_sentence_gives_none(text: str) -> None:
    assert list(vagueness.sentences(text)) == []


def test_what_follows_a_fence_is_read_again() -> None:
    text = "```\nNot a rule here.\n~~~\nNor this one here.\n```\nNever call `eval` here."
    assert list(vagueness.sentences(text)) == [(6, "Never call `eval` here.")]


def test_enough_was_read_and_no_file_stands_in_two_parts() -> None:
    rules = [rule for file in FILES for rule in file.rule]
    addresses = [(file.repository, file.path) for file in FILES]
    assert len(rules) >= 200
    assert len(addresses) >= 40
    assert len(set(addresses)) == len(addresses)
    twins = [(file.repository, rule.digest) for file in FILES for rule in file.rule]
    assert len(set(twins)) == len(twins)


def test_the_halves_are_parted_by_the_digest_of_the_address() -> None:
    for file in FILES:
        if file.part in ("tuning", "reporting"):
            assert file.part == vagueness.half(file.repository, file.path)


def test_the_page_holds_digests_and_letters_and_no_sentence() -> None:
    for file in FILES:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", file.repository)
        assert re.fullmatch(r"[0-9a-f]{40}", file.commit)
        for rule in file.rule:
            assert re.fullmatch(r"[0-9a-f]{12}", rule.digest)
            assert all(re.fullmatch(r"a?b?c?", each) for each in (rule.judged, rule.lint, rule.first or ""))


def test_a_rule_held_against_should_alone_is_judged_open() -> None:
    assert {rule.judged for file in FILES for rule in file.rule if rule.should} == {"b"}


def test_the_page_is_what_the_bench_would_write() -> None:
    assert vagueness.dumped(FILES) == vagueness.PAGE.read_text("utf-8")


def test_figures_are_computed_from_the_counts() -> None:
    pairs = [("a", "a")] * 20 + [("b", "")] * 5 + [("", "c")] * 10 + [("", "")] * 15
    found = vagueness.figures(pairs)
    assert found == Figures(both=20, alarm=5, missed=10, neither=15)
    assert (found.total(), found.agreement(), found.precision()) == (50, 0.7, 0.8)
    assert round(found.recall(), 3) == 0.667
    assert round(found.kappa(), 3) == 0.4


@pytest.mark.parametrize("part", ["tuning", "reporting", "second", "third"])
def test_the_documentation_tells_the_figures_of_the_page(part: str) -> None:
    rules = vagueness.parts(FILES)[part]
    today = vagueness.figures((rule.lint, rule.judged) for rule in rules)
    met = [rule for rule in rules if rule.first is not None]
    assert len(met) in (0, len(rules))
    rows = {part if not met else f"{part}, today": today}
    if met:
        rows[f"{part}, when first met"] = vagueness.figures((rule.first or "", rule.judged) for rule in met)
    for name, found in rows.items():
        numbers = (found.agreement(), found.precision(), found.recall(), found.kappa())
        cells = " | ".join(f"{number:.2f}" for number in numbers)
        assert f"| {name} | {found.total()} | {cells} |" in TOLD


def test_the_documentation_tells_how_much_was_read_and_what_the_weakest_reason_is() -> None:
    lines = list(vagueness.shown(FILES))
    rules, files, homes = re.findall(r"\d+", lines[0])
    assert f"All {rules} rules come from {files} files of {homes} repositories" in " ".join(TOLD.split())
    alone, right = re.findall(r"\d+", lines[-1])
    assert f"it was right in {right} of {alone} refusals" in " ".join(TOLD.split())
    judged = [bool(rule.judged) for file in FILES for rule in file.rule]
    assert f"Of every 100, {round(100 * sum(judged) / len(judged))} are vague" in TOLD


def test_a_fetched_file_is_linted_again_and_what_is_gone_keeps_its_verdict() -> None:
    sentence = "Handle errors properly in `src/`."
    rules = (
        vagueness.Rule(line=1, digest=vagueness.digest(sentence), judged="a", lint=""),
        vagueness.Rule(line=2, digest="0" * 12, judged="", lint="c"),
    )
    file = vagueness.File(repository="ada/app", path="AGENTS.md", commit="f" * 40, part="third", rule=rules)
    assert [rule.lint for rule in vagueness.linted(file, sentence)] == ["a", "c"]
    moved = vagueness.linted(file, f"\n\n{sentence}")
    assert [rule.lint for rule in moved] == ["", "c"]
    again = msgspec.structs.replace(file, rule=vagueness.linted(file, sentence))
    assert '{ line = 1, digest = "' in vagueness.dumped([again])
    assert sentence not in vagueness.dumped([again])


@pytest.mark.parametrize(
    ("sentence", "letters"),
    [
        ("Never call `eval`", ""),
        ("Handle `Error` properly", "a"),
        ("Prefer `const`", "b"),
        ("`record` for types", "b"),
        ("Every write must be atomic", "c"),
        ("Should be good", "abc"),
    ],
)
def test_reasons_are_told_as_letters(sentence: str, letters: str) -> None:
    assert vagueness.letters(sentence) == letters
