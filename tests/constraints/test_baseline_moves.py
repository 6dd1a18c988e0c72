"""Which entry a breach takes along when its line was rewritten or its function went, and which it may not.

`test_moves` holds where lines come from; here that is given by hand, one line at a time, so that what the
baseline makes of it stands alone: who is asked, what still names the forbidden thing, how often an entry
pays. An entry that pays once too often lets a new breach in unseen.
"""

from collections.abc import Collection, Sequence

import pytest

from parti.constraints import baseline, finding
from parti.constraints.moves import Moved

OLD = "rows = json.load(file)"
NEW = "return json.load(stream)"


def breach(
    path: str = "a.py",
    snippet: str = NEW,
    line: int = 5,
    *,
    code: str = "no-json",
    message: str = "calls `json.load`",
) -> finding.Finding:
    place = finding.Place(path=path, line=line)
    return finding.Finding(code=code, level="error", message=message, place=place, fix="f", snippet=snippet)


class Change:
    """A change that knows some moves, and notes for which files it was asked."""

    def __init__(self, *moves: Moved) -> None:
        self.moves = moves
        self.asked: list[frozenset[str]] = []

    def __call__(self, paths: Collection[str]) -> Sequence[Moved]:
        self.asked.append(frozenset(paths))
        return self.moves


def rewritten(*before: str, line: int = 5, path: str = "a.py") -> Moved:
    """A line of a file that was one of these, where it stands."""
    return Moved(path, path, {line: before})


def went(origin: str = "old.py", path: str = "a.py", line: int = 5, before: str = OLD) -> Moved:
    """A line that stood in another file."""
    return Moved(origin, path, {line: (before,)})


def accepted(*found: finding.Finding) -> baseline.Baseline:
    return baseline.accept(found or (breach(snippet=OLD, line=1),))


def new(known: baseline.Baseline, found: Sequence[finding.Finding], change: Change) -> list[str]:
    """The places of the findings that are new."""
    return [str(each.place) for each in baseline.apply(known, found, went=change).new]


def test_a_rewritten_line_that_names_the_same_thing_takes_its_entry_along() -> None:
    applied = baseline.apply(accepted(), [breach()], went=Change(rewritten(OLD)))
    assert (applied.new, applied.accepted) == ((), (breach(),))


def test_an_entry_that_only_the_change_explains_is_told_until_the_list_is_written_anew() -> None:
    change = Change(rewritten(OLD))
    (stale,) = baseline.apply(accepted(), [breach()], went=change).stale
    assert (stale.place.path, stale.fix) == ("a.py", "run `parti constraints baseline --shrink`")
    anew = baseline.shrink(accepted(), [breach()], went=change)
    assert anew == baseline.accept([breach()])
    assert baseline.apply(anew, [breach()]).stale == ()


def test_a_line_that_the_change_does_not_speak_of_is_new() -> None:
    assert new(accepted(), [breach(line=6)], Change(rewritten(OLD, line=5))) == ["a.py:6"]


def test_a_line_of_another_file_is_no_answer_for_this_one() -> None:
    other = breach("b.py")
    assert new(accepted(), [other], Change(rewritten(OLD))) == ["b.py:5"]


def test_the_same_words_of_another_rule_are_new() -> None:
    other = breach(code="no-load")
    assert new(accepted(), [other], Change(rewritten(OLD))) == ["a.py:5"]


@pytest.mark.parametrize(
    "before",
    ["rows = json.dump(file)", "rows = load(file)", "rows = json.loads(file)", "rows = my_json.load(file)"],
    ids=["another function", "no module", "a longer word", "another module"],
)
def test_a_line_that_did_not_name_all_of_the_forbidden_thing_buys_nothing(before: str) -> None:
    known = accepted(breach(snippet=before))
    assert new(known, [breach()], Change(rewritten(before))) == ["a.py:5"]


def test_what_the_line_itself_does_not_name_need_not_have_been_named() -> None:
    aliased = breach(snippet="return load(stream)")
    known = accepted(breach(snippet="rows = load(file)"))
    assert new(known, [aliased], Change(rewritten("rows = load(file)"))) == []


def test_a_line_that_names_nothing_of_what_is_told_buys_nothing() -> None:
    hidden = breach(snippet="return take(stream)")
    known = accepted(breach(snippet="rows = take(file)"))
    assert new(known, [hidden], Change(rewritten("rows = take(file)"))) == ["a.py:5"]


def test_a_message_that_tells_no_thing_buys_nothing() -> None:
    plain = breach(message="says json.load without ticks")
    assert new(accepted(), [plain], Change(rewritten(OLD))) == ["a.py:5"]


@pytest.mark.parametrize(
    ("before", "is_old"),
    [("require('@old/kit')", True), ("require('kit')", False), ("require('@old/kit-more')", False)],
)
def test_a_package_with_a_scope_is_one_name(before: str, is_old: bool) -> None:
    now = breach(snippet="await import('@old/kit')", message="imports `@old/kit`")
    known = accepted(breach(snippet=before))
    assert (new(known, [now], Change(rewritten(before))) == []) is is_old


def test_each_line_of_a_short_block_may_be_the_one() -> None:
    change = Change(rewritten("x = 1", "y = 2", OLD))
    assert new(accepted(), [breach()], change) == []


def test_a_line_that_went_to_another_file_is_the_old_one_whatever_it_names() -> None:
    known = accepted(breach("old.py", "except Exception:"))
    found = breach(snippet="except Exception:", message="hides a failure")
    assert new(known, [found], Change(went(before="except Exception:"))) == []


def test_a_line_that_went_is_written_down_where_it_is_now() -> None:
    known = accepted(breach("old.py", OLD))
    found = breach(snippet=OLD)
    assert baseline.shrink(known, [found], went=Change(went())) == baseline.accept([found])


def test_an_entry_pays_as_often_as_it_was_counted_and_no_more() -> None:
    one = accepted(breach(snippet=OLD))
    two = accepted(breach(snippet=OLD, line=1), breach(snippet=OLD, line=2))
    found = [breach(line=5), breach(line=6)]
    change = Change(Moved("a.py", "a.py", {5: (OLD,), 6: (OLD,)}))
    assert new(one, found, change) == ["a.py:6"]
    assert new(two, found, change) == []


def test_an_entry_whose_own_line_is_there_pays_for_no_other() -> None:
    found = [breach(snippet=OLD, line=9), breach()]
    assert new(accepted(), found, Change(rewritten(OLD))) == ["a.py:5"]


def test_one_finding_takes_one_entry_though_two_moves_explain_it() -> None:
    known = accepted(breach(snippet=OLD), breach("old.py", OLD))
    change = Change(rewritten(OLD), Moved("old.py", "a.py", {5: (OLD,), 6: (OLD,)}))
    assert new(known, [breach(), breach(line=6)], change) == []


def test_the_change_is_asked_for_the_files_of_open_findings_alone() -> None:
    change = Change()
    found = [breach(), breach("b.py"), breach("c.py", OLD)]
    baseline.apply(accepted(breach(snippet=OLD), breach("c.py", OLD)), found, went=change)
    assert change.asked == [frozenset({"a.py", "b.py"})]


def test_nobody_is_asked_while_every_entry_is_needed() -> None:
    change = Change()
    baseline.apply(accepted(), [breach(snippet=OLD, line=9), breach()], went=change)
    assert change.asked == []


def test_nobody_is_asked_while_every_finding_is_accepted() -> None:
    change = Change()
    known = accepted(breach(snippet=OLD), breach("b.py", OLD))
    baseline.apply(known, [breach(snippet=OLD, line=9)], went=change)
    assert change.asked == []


def test_nobody_is_asked_for_what_no_baseline_can_hold() -> None:
    change = Change()
    baseline.apply(accepted(), [breach(code="constraints/rot")], went=change)
    assert change.asked == []


def test_an_entry_outside_of_a_run_on_changed_files_pays_for_nothing_in_it() -> None:
    known = accepted(breach("old.py", OLD))
    found = [breach(snippet=OLD)]
    outside = baseline.apply(known, found, ["a.py"], went=Change(went()))
    inside = baseline.apply(known, found, ["a.py", "old.py"], went=Change(went()))
    assert (outside.new, outside.stale) == (tuple(found), ())
    assert (inside.new, len(inside.stale)) == ((), 1)


def test_findings_stay_in_their_order_on_both_sides() -> None:
    known = accepted(breach(snippet=OLD), breach("b.py", OLD))
    found = [breach("z.py"), breach("b.py", OLD), breach("y.py"), breach()]
    applied = baseline.apply(known, found, went=Change(rewritten(OLD)))
    assert [each.place.path for each in applied.new] == ["z.py", "y.py"]
    assert [each.place.path for each in applied.accepted] == ["b.py", "a.py"]


def times(*lines: int) -> list[finding.Finding]:
    """The same breach in several lines of one file."""
    return [breach(snippet=OLD, line=line) for line in lines]


@pytest.mark.parametrize("brought", [3, 8, 12])
def test_of_lines_that_read_the_same_the_one_that_came_is_new(brought: int) -> None:
    known = baseline.accept(times(1, 2))
    applied = baseline.apply(known, times(3, 8, 12), came=lambda path: {brought} if path == "a.py" else ())
    assert [each.place.line for each in applied.new] == [brought]
    assert [each.place.line for each in applied.accepted] == [n for n in (3, 8, 12) if n != brought]
    assert applied.stale == ()


def test_nobody_asks_which_lines_came_where_none_reads_the_same() -> None:
    def came(path: str) -> Collection[int]:
        raise AssertionError(path)

    known = baseline.accept(times(1, 2))
    assert baseline.apply(known, times(3, 8), came=came).new == ()
    assert len(baseline.apply(known, [*times(3, 8), breach(snippet="else")], came=came).new) == 1
    assert len(baseline.apply(baseline.Baseline(), times(1, 2), came=came).new) == 2


def test_lines_that_all_came_are_told_in_their_order() -> None:
    applied = baseline.apply(baseline.accept(times(1)), times(3, 8, 12), came=lambda path: {3, 8, 12})
    assert [each.place.line for each in applied.new] == [8, 12]
