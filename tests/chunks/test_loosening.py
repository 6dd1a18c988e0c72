"""What a test lost between two versions: the sentence for each loss, and which pairs are taken for one.

Rows hold a body before and after, and what is to be said of it; an empty list is silence.
"""

import pytest

from parti.chunks import assertions, loosening


def a_test(lines: list[str], head: str = "") -> assertions.Test:
    text = f"{head}def test_a():\n" + "".join(f"    {line}\n" for line in lines)
    found = assertions.read(text)
    assert found is not None
    return found["test_a"]


def losses(
    before: list[str], after: list[str], *, elsewhere: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    found = loosening.losses(a_test(before), a_test(after), elsewhere)
    return [(each.level, each.sentence) for each in found]


def error(sentence: str) -> list[tuple[str, str]]:
    return [("error", sentence)]


def warning(sentence: str) -> list[tuple[str, str]]:
    return [("warning", sentence)]


LESS, MORE = ", which says less", ", which lets more pass"

TABLE = [
    ("a == 1", "a", error("`a == 1` became `a`" + LESS)),
    ("a == 1", "a is not None", error("`a == 1` became `a is not None`" + LESS)),
    ("a < 5", "a < 6", error("`a < 5` became `a < 6`" + MORE)),
    ("a < 5", "a <= 5", []),
    ("a < 6", "a < 5", warning("the expectation was edited: `a < 6` became `a < 5`")),
    ("a > 5", "a > 0", error("`a > 5` became `a > 0`" + MORE)),
    ("a > 0", "a > -1", error("`a > 0` became `a > -1`" + MORE)),
    ("a < 0", "a < 1", error("`a < 0` became `a < 1`" + MORE)),
    ("a > 0", "a > 5", warning("the expectation was edited: `a > 0` became `a > 5`")),
    ("a > 5", "b > 0", error("the assertion `a > 5` was removed")),
    ("a == 1", "a == 2", warning("the expectation was edited: `a == 1` became `a == 2`")),
    ("a == 1", "b == 1", []),
    ("a == 1", "1 == a", warning("the expectation was edited: `a == 1` became `1 == a`")),
    ("a", "a == 1", []),
    ("a", "b", error("the assertion `a` was removed")),
    ("a.x", "a.y", []),
    ("a == 1", "b == 2", error("the assertion `a == 1` was removed")),
    ("True", "False", []),
    ("True", "a == 1", []),
    ("a == 1", "True", error("the assertion `a == 1` was removed")),
    ("a in b", "a in c", warning("the expectation was edited: `a in b` became `a in c`")),
    ("f(x) == 1", "f(y) == 1", []),
    ("f(x) == 1", "f(y) == 2", warning("the expectation was edited: `f(x) == 1` became `f(y) == 2`")),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), TABLE)
def test_one_assertion_that_changed(before: str, after: str, said: list[tuple[str, str]]) -> None:
    assert losses([f"assert {before}"], [f"assert {after}"]) == said


METHODS = [
    ("self.assertEqual(a, 1)", "self.assertGreaterEqual(a, 1)", LESS),
    ("self.assertEqual(a, 1)", "self.assertLessEqual(a, 1)", LESS),
    ("self.assertLess(a, 2)", "self.assertLess(a, 20)", MORE),
    ("self.assertGreater(a, 2)", "self.assertGreater(a, 0)", MORE),
    ("self.assertAlmostEqual(a, 1, places=3)", "self.assertAlmostEqual(a, 1, places=2)", MORE),
    ("self.assertRaisesRegex(E, 'x')", "self.assertRaisesRegex(E, '')", None),
]


@pytest.mark.parametrize(("before", "after", "end"), METHODS)
def test_one_method_that_changed(before: str, after: str, end: str | None) -> None:
    expected = error(f"`{before}` became `{after}`{end}")
    edited = warning(f"the expectation was edited: `{before}` became `{after}`")
    assert losses([before], [after]) == (expected if end else edited)


def test_the_way_of_a_bound_decides_and_not_its_sign() -> None:
    wide, narrow = ["assert -5 < a"], ["assert -4 < a"]
    assert [level for level, _ in losses(narrow, wide)] == ["error"]
    assert losses(wide, narrow) == []


def test_an_assertion_that_is_caught_now_is_told_as_one_that_can_no_longer_fail() -> None:
    caught = ["try:", "    assert a == 1", "except Exception:", "    pass"]
    assert losses(["assert a == 1"], caught) == error("`a == 1` is still there, but can no longer fail")
    assert losses(caught, caught) == []
    assert losses(caught, ["pass"]) == []


SKIPS = [
    ("pytest.skip('old')", "warning"),
    ("self.skipTest('old')", "warning"),
    ("x = 1; pytest.skip('old')", "error"),
]


@pytest.mark.parametrize(("skip", "level"), SKIPS)
def test_a_skip_where_every_assertion_held_anyway_is_shown(skip: str, level: str) -> None:
    skipped = [f"if not there: {skip}", "assert a == 1"]
    assert [each for each, _ in losses(["assert a == 1 or not there"], skipped)][:1] == [level]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["assert a == 1"], ["if not there: pytest.skip('old')"]),
        (["assert a == 1 or not there", "assert b"], ["if not there: pytest.skip('old')"]),
        (["assert a == 1 or not there"], ["if there: pytest.skip('old')"]),
        (["assert a == 1 or not there"], ["pytest.skip('old')"]),
        (["assert a == 1 or not there"], ["if not there: pytest.skip('old')", "pytest.skip('all')"]),
        (["assert a == 1 and not there"], ["if not there: pytest.skip('old')"]),
        (["run(a)"], ["if not there: pytest.skip('old')"]),
    ],
)
def test_a_skip_that_takes_anything_away_blocks(before: list[str], after: list[str]) -> None:
    assert losses(before, [*after, *before])[0][0] == "error"


def test_each_loss_is_told_in_the_order_skips_cases_changes_removals() -> None:
    rows = "@pytest.mark.parametrize('x', [1, 2, 3])\n"
    less = "@pytest.mark.skip\n@pytest.mark.xfail\n@pytest.mark.parametrize('x', [1])\n"
    before = a_test(["assert a == 1", "assert b == 2", "assert c == 3"], rows)
    after = a_test(["assert b"], less)
    assert [(each.level, each.sentence) for each in loosening.losses(before, after)] == [
        ("error", "skip was added, so it no longer has to hold"),
        ("error", "xfail was added, so it no longer has to hold"),
        ("error", "it has 1 case, where it had 3"),
        ("error", "`b == 2` became `b`" + LESS),
        ("error", "the assertion `a == 1` was removed"),
        ("error", "the assertion `c == 3` was removed"),
    ]


CASES = [
    ("[1, 2, 3]", "[1, 2]", ["it has 2 cases, where it had 3"]),
    ("[1, 2, 3]", "[]", ["it has 0 cases, where it had 3"]),
    ("[1, 2]", "[1, 2, 3]", []),
    ("[1, 2]", "[3, 4]", []),
    ("[1, 2, 3]", "ROWS", []),
    ("ROWS", "[1]", []),
    ("ROWS", "OTHER", []),
    ("ROWS", "range(2)", []),
]


@pytest.mark.parametrize(("before", "after", "sentences"), CASES)
def test_cases_are_compared_where_the_file_tells_both(
    before: str, after: str, sentences: list[str]
) -> None:
    old, new = (
        a_test(["assert a == 1"], f"@pytest.mark.parametrize('x', {rows})\n") for rows in (before, after)
    )
    assert [each.sentence for each in loosening.losses(old, new)] == sentences


def test_a_row_that_goes_from_a_table_of_the_file_is_a_case_that_goes() -> None:
    mark = "@pytest.mark.parametrize('x', ROWS)\n"
    before, after = (a_test(["assert a == 1"], f"ROWS = {rows}\n\n{mark}") for rows in ("[1, 2]", "[1]"))
    assert [each.sentence for each in loosening.losses(before, after)] == ["it has 1 case, where it had 2"]


def test_the_parameters_that_go_altogether_are_cases_that_go() -> None:
    before = a_test(["assert a == 1"], "@pytest.mark.parametrize('x', [1, 2])\n")
    after = a_test(["assert a == 1"])
    assert [each.sentence for each in loosening.losses(before, after)] == ["it has 1 case, where it had 2"]
    assert list(loosening.losses(after, before)) == []


PAIRS = [
    (["a == 1", "b == 2"], ["b == 2", "a == 1"], [], "order does not matter"),
    (["a == 1"], ["b == 2", "a == 1"], [], "more is no loss"),
    (["a == 1", "a == 1"], ["a == 1"], ["the assertion `a == 1` was removed"], "one of two"),
    (["a == 1", "a == 2"], ["a == 2"], ["the assertion `a == 1` was removed"], "its own text goes first"),
    (["a == 1", "b == 2"], ["a == 2", "b == 1"],
     ["the expectation was edited: `a == 1` became `a == 2`",
      "the expectation was edited: `b == 2` became `b == 1`"], "the subject goes before what is expected"),
    (["len(a) == 1", "a == 2"], ["a == 2", "len(a) > 0"],
     ["`len(a) == 1` became `len(a) > 0`" + LESS], "the same subject goes before a shared name"),
    ([], ["a == 1"], [], "from nothing"),
    ([], [], [], "nothing at all"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "sentences", "why"), PAIRS)
def test_the_surest_pairs_are_made_first(
    before: list[str], after: list[str], sentences: list[str], why: str
) -> None:
    bodies = [[f"assert {each}" for each in lines] or ["pass"] for lines in (before, after)]
    assert [sentence for _, sentence in losses(*bodies)] == sentences, why


def test_what_moved_elsewhere_is_not_lost_and_only_that() -> None:
    two = ["assert a == 1", "assert b == 2"]
    assert losses(two, ["pass"], elsewhere=("a == 1",)) == error("the assertion `b == 2` was removed")
    assert losses(two, ["pass"], elsewhere=("a == 1", "b == 2")) == []


def test_what_a_new_helper_may_stand_for_is_a_warning_and_an_old_helper_stands_for_nothing() -> None:
    assert losses(["assert a == 1"], ["check_all(z)"]) == warning("the assertion `a == 1` was removed")
    both = ["assert a == 1", "check_all(z)"]
    assert losses(both, ["check_all(z)"]) == error("the assertion `a == 1` was removed")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a == 1", "`a == 1`"),
        ("a  ==\n    1", "`a == 1`"),
        ("x" * 70, f"`{'x' * 70}`"),
        ("x" * 71, f"`{'x' * 69}…`"),
        ("", "``"),
    ],
)
def test_a_quote_is_one_short_line(text: str, quote: str) -> None:
    assert loosening.short(text) == quote


OUTPUT = ["result = run(rows)", "assert 'Missing' in result.output"]


def test_a_stronger_assertion_about_what_is_made_from_the_same_takes_the_place_of_a_word_in_it() -> None:
    after = ["result = run(rows)", "said = json.loads(result.output)", "assert said['code'] == 4"]
    change = "`'Missing' in result.output` became `said['code'] == 4`"
    assert losses(OUTPUT, after) == warning(f"{change}, which says more of what is made from the same")


@pytest.mark.parametrize(
    "after",
    [
        ["said = json.loads(result.output)", "assert said"],
        ["said = json.loads(result.output)", "assert 4 in said"],
        ["said = json.loads(other.text)", "assert said['code'] == 4"],
        ["said = len(result.output)", "assert said == 4"],
        ["said = result.output.lower()", "assert said == 'x'"],
        ["said = json.loads(result.output)", "said = 4", "assert said == 4"],
        ["said = json.loads(result.output)", "for said in rows:", "    assert said == 4"],
        ["said = json.loads(result.output)", "if rows:", "    assert said == 4"],
    ],
    ids=["weaker", "no stronger", "of another", "a length", "less of it", "twice", "a loop", "at times"],
)
def test_what_says_no_more_of_it_takes_no_place(after: list[str]) -> None:
    removed = error("the assertion `'Missing' in result.output` was removed")
    assert losses(OUTPUT, ["result = run(rows)", *after]) == removed


def test_one_new_assertion_takes_the_place_of_one() -> None:
    before = [*OUTPUT, "assert 'Row' in result.output"]
    after = ["result = run(rows)", "said = json.loads(result.output)", "assert said['code'] == 4"]
    assert [level for level, _ in losses(before, after)] == ["warning", "error"]
