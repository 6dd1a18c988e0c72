"""A proposal's own text: the section as it is appended, the counts, the ids, and the order of all.

What is shown is what gets into the document, to the byte, so the section is held whole here; and the order
decides what a person sees at all.
"""

import pytest

from parti.constraints import document, finding
from parti.constraints.mining import proposal, ranking, samples
from parti.constraints.mining.proposal import Sample

SAMPLE = Sample("src/a.py", "python", "x = 1\n\n\n")


def made(kept: int = 10, broken: int = 0, **more: object) -> proposal.Proposal:
    """A proposal with so many places that obey, and so many that do not."""
    at = [finding.Place(path="src/b.py", line=line) for line in range(1, broken + 1)]
    given: dict[str, object] = {
        "key": "no-print",
        "miner": "effects",
        "title": "Nothing is printed",
        "reason": "A server has no screen.",
        "check": "forbidden-call",
        "options": {"calls": ("print",)},
        "include": ("src/**",),
        "unit": "uses",
        "obeying": SAMPLE,
        "breaking": Sample("src/a.py", "python", "print(1)"),
    }
    exceptions = tuple(finding.Finding(code="x", level="error", message="m", place=p, fix="f") for p in at)
    return proposal.Proposal(kept=kept, exceptions=exceptions, **{**given, **more})  # type: ignore[arg-type]


def test_a_section_is_the_whole_text_that_a_document_gets() -> None:
    each = made(exclude=("src/log.py", "**/tests/**"))
    assert each.section() == (
        "## Nothing is printed {#no-print}\n"
        "\n"
        "A server has no screen.\n"
        "\n"
        "Scope: `src/**`, not `src/log.py`, not `**/tests/**`.\n"
        "\n"
        "```check forbidden-call\n"
        "calls: [print]\n"
        "```\n"
        "\n"
        "```python kept path=src/a.py\n"
        "x = 1\n"
        "```\n"
        "\n"
        "```python broken path=src/a.py\n"
        "print(1)\n"
        "```\n"
    )


def test_long_prose_is_wrapped_between_words_and_stays_what_it_is() -> None:
    include = tuple(f"src/some-long-folder-name-{at}/**" for at in range(9))
    section = made(include=include, reason="word " * 60).section()
    prose = section.split("```")[0]
    assert max(len(line) for line in prose.split("\n")) <= proposal.WIDTH
    assert "some-long-\n" not in prose
    (rule,) = document.parse(section).constraints
    assert rule.scope.include == include


def test_a_short_list_is_one_row_and_a_long_one_a_row_each() -> None:
    short = made(options={"calls": ("print", "os.system", "*.run")}).section()
    assert 'calls: [print, os.system, "*.run"]\n' in short
    names = tuple(f"module{at}.function" for at in range(9))
    long = made(options={"calls": names}).section()
    assert "calls:\n  - module0.function\n  - module1.function\n" in long
    (rule,) = document.parse(long).constraints
    assert rule.options["calls"] == list(names)


@pytest.mark.parametrize(
    "value",
    [
        "plain", "a.b-c/d", "class *(Base)", "function handle_*", "two words", "*", "*.run", "yes", "No",
        "null", "true", "Off", "y", "12", "1.5", "~",
        "- a", "a: b", "a #b", "#b", "[a]", "{a}", "'a'", 'a "b" c',
        "back\\slash", "@scope/ui", "crate::web", "&a", "!a", "%a", "|", ">", "é", " a ", "a,b",
    ],
)  # fmt: skip
def test_every_option_is_read_back_as_the_same_text(value: str) -> None:
    section = made(check="pattern", options={"forbid": "f()", "message": value}).section()
    (rule,) = document.parse(section).constraints
    assert rule.options["message"] == value


@pytest.mark.parametrize(
    ("kept", "broken", "said"),
    [
        (34, 0, "all 34 uses"),
        (33, 1, "97 % of 34 uses"),
        (999, 1, "99 % of 1000 uses"),
        (1, 1, "50 % of 2 uses"),
        (0, 3, "0 % of 3 uses"),
    ],
)
def test_counts_never_round_up_to_all(kept: int, broken: int, said: str) -> None:
    assert made(kept, broken).counts() == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a",), "`a`"),
        (("a", "b"), "`a` and `b`"),
        (("a", "b", "c"), "`a`, `b` and `c`"),
        (("a", "b", "c", "d"), "`a`, `b`, `c` and `d`"),
        (("a", "b", "c", "d", "e"), "`a`, `b`, `c`, `d` and 1 more"),
        (tuple("abcdefgh"), "`a`, `b`, `c`, `d` and 4 more"),
    ],
)
def test_names_stand_in_a_sentence(names: tuple[str, ...], said: str) -> None:
    assert proposal.named(names) == said


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("ground", "app.web"), "ground-app-web"),
        (("through", "save_json"), "through-save-json"),
        (("Only", "SQLite / HTTP"), "only-sqlite-http"),
        (("env", "ORDERS_URL"), "env-orders-url"),
    ],
)
def test_an_id_is_made_of_small_words(words: tuple[str, ...], key: str) -> None:
    assert proposal.key(*words) == key


def test_how_sure_a_share_is_grows_with_its_places() -> None:
    assert ranking.surely(0, 0) == 0.0
    assert ranking.surely(0, 10) == pytest.approx(0.0, abs=1e-9)
    assert 0.6 < ranking.surely(2, 2) < ranking.surely(10, 10) < ranking.surely(1000, 1000) < 1
    assert ranking.surely(5, 10) < 0.5 < ranking.surely(9, 10) < 0.9


def test_a_weight_scales_the_score() -> None:
    assert ranking.score(made(weight=0.5)) == pytest.approx(ranking.score(made()) / 2)


def test_each_further_proposal_of_a_miner_counts_a_little_less() -> None:
    first, second, third = ranking.ranked([made(key="c"), made(key="a"), made(key="b")])
    assert [first.key, second.key, third.key] == ["a", "b", "c"]
    assert second.score == pytest.approx(first.score * 0.85)
    assert third.score == pytest.approx(first.score * 0.85**2)


def test_the_same_score_is_ordered_by_key_whatever_the_order_of_finding() -> None:
    both = [made(key="b", miner="x"), made(key="a", miner="y")]
    assert [each.key for each in ranking.ranked(both)] == ["a", "b"]
    assert ranking.ranked(both) == ranking.ranked(both[::-1])


@pytest.mark.parametrize(
    ("name", "path", "code"),
    [
        ("json.dump", "src/a.py", "import json\n\njson.dump"),
        ("app.store.rows.put", "src/a.py", "from app.store import rows\n\nrows.put"),
        ("print", "src/a.py", None),
        ("json.dump", "src/a.ts", None),
        ("a-b.c", "src/a.py", None),
    ],
)
def test_an_example_uses_a_name_as_a_person_would(name: str, path: str, code: str | None) -> None:
    made = samples.use(name, path)
    assert (None if made is None else made.code) == code


def test_an_example_of_a_package_imports_what_it_may_and_what_it_may_not() -> None:
    pair = samples.imports("src/app/web/**", "app.web", "", "app.store")
    assert pair == (
        Sample("src/app/web/example.py", "python", "import app.web\n"),
        Sample("src/app/web/example.py", "python", "import app.store\n"),
    )
    assert samples.imports("src/app/web.py", "app.web", "app.low", "app.store") == (
        Sample("src/app/web.py", "python", "import app.low\n"),
        Sample("src/app/web.py", "python", "import app.store\n"),
    )
    assert samples.imports("src/web/a.ts", "src.web", "", "src.store") is None


def test_an_example_of_a_call_takes_the_function_by_name() -> None:
    assert samples.called("app.io.save", "a.py") == Sample(
        "a.py", "python", "from app.io import save\n\nsave(...)"
    )
    assert samples.called("save", "a.py") is None
    assert samples.called("app.io.save", "a.go") is None
