"""The baseline is a ratchet: it accepts a day's findings, and only ever shrinks."""

import json

import pytest

from parti.constraints import baseline, finding
from parti.records import refusal


def broken(
    path: str = "a.py", snippet: str = "print(1)", line: int = 1, code: str = "no-print"
) -> finding.Finding:
    place = finding.Place(path=path, line=line)
    return finding.Finding(code=code, level="error", message="m", place=place, fix="f", snippet=snippet)


OLD = (broken(), broken(line=9), broken("b.py"))
ACCEPTED = baseline.accept(OLD)


def test_what_was_accepted_is_accepted_wherever_it_moves() -> None:
    applied = baseline.apply(ACCEPTED, [broken(line=50), broken(line=51), broken("b.py", line=3)])
    assert (applied.new, len(applied.accepted), applied.stale) == ((), 3, ())


def test_one_copy_more_is_new() -> None:
    applied = baseline.apply(ACCEPTED, [*OLD, broken(line=99)])
    assert [each.place.line for each in applied.new] == [99]


def test_another_file_line_or_rule_is_new() -> None:
    others = (broken("c.py"), broken(snippet="print(2)"), broken(code="no-eval"))
    assert baseline.apply(ACCEPTED, [*OLD, *others]).new == others
    gone = (broken("c.py", "print(2)"), broken(snippet="print(2)"), broken(code="no-eval"))
    assert baseline.apply(ACCEPTED, gone).new == gone, "also when the accepted lines are gone"


STYLES = [
    ("print('a',  b)", 'print("a", b)'),
    ("print(a, b,)", "print( a, b )"),
    ("except Exception:", "except Exception:  # noqa: BLE001"),
    ("return fs.copy(a, b)", "return fs.copy(a, b); // as before"),
    ("echo('Updated: %s' % now())", "echo(f'Updated: {now()}')"),
    ("value = load(path, mode)", "load(path, mode)"),
]


@pytest.mark.parametrize(("old", "new"), STYLES)
def test_a_line_that_was_edited_where_it_stands_stays_accepted(old: str, new: str) -> None:
    applied = baseline.apply(baseline.accept([broken(snippet=old)]), [broken(snippet=new)])
    assert (applied.new, len(applied.accepted), applied.stale) == ((), 1, ())


def test_a_line_whose_file_is_gone_takes_its_entry_along_once() -> None:
    moved, copy = broken("new/b.py"), broken("new/c.py")
    found = [broken(), broken(), moved, copy]
    applied = baseline.apply(ACCEPTED, found, there=["a.py", "new/b.py", "new/c.py"])
    assert (applied.new, applied.stale) == ((copy,), ())


@pytest.mark.parametrize("there", [None, ["a.py", "b.py", "new/b.py"]])
def test_a_line_that_left_a_file_which_is_there_is_new(there: list[str] | None) -> None:
    moved = broken("new/b.py")
    applied = baseline.apply(ACCEPTED, [broken(), broken(), moved], there=there)
    assert (applied.new, [each.place.path for each in applied.stale]) == ((moved,), ["b.py"])


def test_a_line_that_only_reads_alike_in_another_file_is_new() -> None:
    elsewhere = broken("c.py", "load(path, mode)")
    old = baseline.accept([broken(snippet="value = load(path, mode)")])
    applied = baseline.apply(old, [elsewhere], there=["c.py"])
    assert (applied.new, len(applied.stale)) == ((elsewhere,), 1)


def test_an_entry_of_a_file_that_was_not_looked_at_follows_nothing() -> None:
    there = broken("c.py")
    assert baseline.apply(ACCEPTED, [there], ["c.py"], ["c.py"]).new == (there,)
    assert baseline.apply(ACCEPTED, [there], ["b.py", "c.py"], ["c.py"]).new == ()


def test_its_own_line_goes_before_one_that_moved() -> None:
    one = baseline.accept([broken("b.py")])
    applied = baseline.apply(one, [broken("a.py"), broken("b.py")], there=["a.py"])
    assert [each.place.path for each in applied.new] == ["a.py"]


def test_what_is_gone_must_be_taken_out() -> None:
    applied = baseline.apply(ACCEPTED, [broken()])
    assert {(each.place.path, each.level) for each in applied.stale} == {
        ("a.py", "error"),
        ("b.py", "error"),
    }
    assert all(each.fix == "run `parti constraints baseline --shrink`" for each in applied.stale)
    assert any("(1 of 2)" in each.message for each in applied.stale)


def test_a_run_on_changed_files_says_nothing_of_others() -> None:
    assert [each.place.path for each in baseline.apply(ACCEPTED, [], ["b.py"]).stale] == ["b.py"]
    assert baseline.apply(ACCEPTED, [], []).stale == ()


def test_shrinking_never_adds() -> None:
    smaller = baseline.shrink(ACCEPTED, [broken(), broken("new.py")])
    assert [(each.path, each.count) for each in smaller.entries.values()] == [("a.py", 1)]
    assert baseline.shrink(smaller, [*OLD, *OLD]) == smaller
    assert baseline.shrink(ACCEPTED, []) == baseline.Baseline()


def test_shrinking_writes_down_where_a_line_went() -> None:
    moved = [broken(snippet="print( 1 )"), broken(), broken("new.py"), broken("more.py")]
    rows = baseline.shrink(ACCEPTED, moved, ["a.py", "new.py", "more.py"]).entries.values()
    assert sorted((each.path, each.snippet, each.count) for each in rows) == [
        ("a.py", "print( 1 )", 1),
        ("a.py", "print(1)", 1),
        ("new.py", "print(1)", 1),
    ]


@pytest.mark.parametrize("code", ["constraints/document", "constraints/rot", "chunk/scope"])
def test_what_is_wrong_with_the_document_cannot_be_accepted(code: str) -> None:
    assert baseline.accept([broken(code=code)]) == baseline.Baseline()
    assert baseline.apply(ACCEPTED, [broken(code=code)]).new


def test_what_is_written_is_read_back_and_sorted() -> None:
    text = baseline.dump(ACCEPTED)
    assert baseline.load(text) == ACCEPTED
    assert text == baseline.dump(baseline.accept(reversed(OLD)))
    assert sum("a.py" in line for line in text.splitlines()) == 1
    assert baseline.load(baseline.dump(baseline.Baseline())) == baseline.Baseline()


def test_odd_signs_survive() -> None:
    odd = baseline.accept([broken("größe/\u202e.py", 'x = "\\ud83d \U0001f600"')])
    assert baseline.load(baseline.dump(odd)) == odd


@pytest.mark.parametrize("text", ["", "  \n"])
def test_no_baseline_is_an_empty_one(text: str) -> None:
    assert baseline.load(text) == baseline.Baseline()


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "null",
        '{"format": 1}',
        '{"format": 2, "findings": {}}',
        '{"format": 1, "findings": {}, "more": 1}',
        '{"format": 1, "findings": {"x": {"code": "c", "path": "p", "snippet": "s"}}}',
        '{"format": 1, "findings": {"x": {"code": "c", "path": "p", "snippet": "s", "count": 0}}}',
        '{"format": 1, "findings": {"x": {"code": "c", "path": "p", "snippet": "s", "count": "1"}}}',
        "<<<<<<< ours\n{}\n",
    ],
)
def test_a_damaged_baseline_is_refused_and_never_empty(text: str) -> None:
    with pytest.raises(refusal.Unready) as refused:
        baseline.load(text)
    assert ".parti/baseline.json" in refused.value.next_step
    assert refused.value.place == ".parti/baseline.json"


def test_a_key_that_was_forged_accepts_nothing() -> None:
    rows = json.loads(baseline.dump(ACCEPTED))
    rows["findings"] = {key[::-1]: value for key, value in rows["findings"].items()}
    assert len(baseline.apply(baseline.load(json.dumps(rows)), OLD).new) == 3
