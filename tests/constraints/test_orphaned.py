"""Accepted findings whose rule cannot be read: told once, about the document, and never dropped unasked."""

import pytest

from parti.constraints import baseline, orphaned

RULES = ("no-eval", "no-sleep")


def entry(code: str, path: str = "a.py", count: int = 1) -> baseline.Entry:
    return baseline.Entry(code=code, path=path, snippet="x", count=count)


def accepted(*entries: baseline.Entry) -> baseline.Baseline:
    return baseline.Baseline({f"f{number}": one for number, one in enumerate(entries)})


@pytest.mark.parametrize(
    ("codes", "gone"),
    [
        ((), []),
        (("no-eval", "no-sleep"), []),
        (("no-eval", "no-print"), ["f1"]),
        (("no-print", "no-print"), ["f0", "f1"]),
        (("No-Eval",), ["f0"]),
        (("no-ev",), ["f0"]),
        (("no-evals",), ["f0"]),
    ],
    ids=[
        "none",
        "all there",
        "one gone",
        "twice gone",
        "other letters",
        "a part of an id",
        "more than an id",
    ],
)
def test_an_entry_is_gone_with_the_exact_id_of_its_rule(codes: tuple[str, ...], gone: list[str]) -> None:
    every = accepted(*map(entry, codes))
    found = orphaned.of(every, RULES)
    assert list(found) == gone
    assert all(found[key] is every.entries[key] for key in gone)


def test_without_any_rule_every_entry_is_gone() -> None:
    every = accepted(entry("no-eval"), entry("no-sleep"))
    assert orphaned.of(every, ()) == every.entries


def test_what_is_left_are_the_entries_of_the_rules_that_are_there() -> None:
    every = accepted(entry("no-eval"), entry("no-print"), entry("no-sleep"))
    left = orphaned.without(every, orphaned.of(every, RULES))
    assert [one.code for one in left.entries.values()] == ["no-eval", "no-sleep"]
    assert orphaned.without(every, ()) == every
    assert orphaned.without(every, ["another"]) == every, "a name that no entry has drops nothing"
    assert len(every.entries) == 3, "what was given stays as it is"


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([entry("a")], "1 finding of `a`, and"),
        ([entry("a", count=2)], "2 findings of `a`, and"),
        ([entry("a"), entry("a", "b.py")], "2 findings of `a`, and"),
        ([entry("b", count=3), entry("a")], "4 findings of `a`, `b`, and"),
        ([entry(code) for code in "edcba"], "5 findings of `a`, `b`, `c`, `d`, `e`, and"),
        ([entry(code) for code in "fedcba"], "6 findings of `a`, `b`, `c`, `d`, `e` and 1 more, and"),
        ([entry(code) for code in "abcdefgh"], "8 findings of `a`, `b`, `c`, `d`, `e` and 3 more, and"),
    ],
    ids=["one", "one twice", "two files", "two rules", "five rules", "six rules", "eight rules"],
)
def test_one_finding_counts_what_is_accepted_and_names_the_first_rules(
    entries: list[baseline.Entry], words: str
) -> None:
    (found,) = orphaned.findings(accepted(*entries).entries)
    assert (
        found.message == f"the baseline accepts {words} CONSTRAINTS.md holds no such rule that can be read"
    )


def test_every_rule_is_in_the_snippet_so_that_another_loss_is_another_finding() -> None:
    (six,) = orphaned.findings(accepted(*map(entry, "fedcba")).entries)
    (seven,) = orphaned.findings(accepted(*map(entry, "gfedcba")).entries)
    assert six.snippet == "a, b, c, d, e, f"
    assert six.fingerprint() != seven.fingerprint()


def test_it_is_an_error_at_the_document_with_both_ways_on() -> None:
    (found,) = orphaned.findings({"f": entry("a")})
    assert (found.code, found.level, str(found.place)) == (
        "constraints/baseline",
        "error",
        "CONSTRAINTS.md",
    )
    assert found.fix == (
        "`git diff -- CONSTRAINTS.md`, or `git log -p` on it, shows what became of it; put it back, or, "
        "if it is meant to be gone, `parti constraints baseline --shrink --gone-rules`"
    )


@pytest.mark.parametrize(
    ("covered", "is_told"),
    [
        (None, True),
        ((), False),
        (("a.py",), True),
        (("other.py", "b/c.py"), True),
        (("CONSTRAINTS.md",), True),
        (("other.py",), False),
        (("A.py", "b", "c.py", "docs/CONSTRAINTS.md"), False),
    ],
    ids=["whole", "nothing", "its file", "one of two", "the document", "another file", "nearly its paths"],
)
def test_a_run_on_changed_files_speaks_of_it_only_near_it(
    covered: tuple[str, ...] | None, is_told: bool
) -> None:
    gone = {"f": entry("a", "a.py"), "g": entry("a", "b/c.py")}
    assert bool(orphaned.findings(gone, covered)) is is_told


def test_nothing_gone_is_nothing_told_also_where_the_document_changed() -> None:
    assert orphaned.findings({}) == ()
    assert orphaned.findings({}, ("CONSTRAINTS.md",)) == ()
