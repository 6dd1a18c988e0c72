"""Where the lines of a change were: functions that went whole, lines rewritten in place, nothing else."""

import pytest

from parti.constraints import baseline, finding, moves
from parti.source.shape import FileChange

METHOD = """class Panel:
    def _pending(self):
        try:
            return self.huey.pending(self.limit)
        except Exception:
            return []
"""
FUNCTION = """def pending(huey, limit):
    \"\"\"The same for all.\"\"\"
    try:
        return huey.pending(limit)
    except Exception:
        return []
"""
REST = "class Panel:\n    pass\n"


def went(old: str, new: str, rest: str = REST, there: str | None = "") -> list[tuple[int, str]]:
    changes = [FileChange("a.py", old, rest), FileChange("b.py", there, new)]
    found = moves.find(changes, {"b.py"})
    return [
        (line, texts[0])
        for each in found
        for line, texts in sorted(each.lines.items())
        if each.origin == "a.py"
    ]


def test_a_function_that_went_whole_is_known_line_by_line() -> None:
    assert (5, "except Exception:") in went(METHOD, FUNCTION)
    assert (5, "except Exception:") in went(METHOD, FUNCTION, there=None), "also to a file that is new"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    read()\n", "    write()\n"),
        ("    return self.a()\n", "    return self.b()\n"),
        ("    return given(1)\n", "    return other(1)\n"),
        ("    return given(1)\n", "    return given(2)\n"),
        ("    return given.load(1)\n", "    return given.store(1)\n"),
        ("    return [given, given]\n", "    return [given, more]\n"),
    ],
)
def test_a_function_that_does_another_thing_is_no_move(old: str, new: str) -> None:
    heads = ("def one(self, given, more):\n", "def two(self, other, more):\n")
    assert went(heads[0] + old, heads[0] + old), "the check itself sees the move"
    assert went(heads[0] + old, heads[1] + new) == []


def test_a_function_that_stays_or_was_there_is_no_move() -> None:
    assert went(METHOD, FUNCTION, rest=METHOD + "x = 1\n") == [], "a copy"
    assert went(METHOD, FUNCTION + "x = 1\n", there=FUNCTION) == [], "nothing came"
    twice = FUNCTION + FUNCTION.replace("pending(huey", "again(huey")
    assert len(went(METHOD, twice)) == len(went(METHOD, FUNCTION)), "one function goes once"


def test_a_file_that_does_not_parse_moved_nothing() -> None:
    assert went("def (", FUNCTION) == []
    assert went(METHOD, "def (") == []


def rewritten(old: str, new: str) -> list[int]:
    found = moves.find([FileChange("a.js", old, new)], {"a.js"})
    return [line for each in found for line in each.lines]


def test_a_short_block_answers_for_the_one_in_its_place() -> None:
    assert rewritten("one\ntwo\nthree\n", "one\n2\nthree\n") == [2]
    assert rewritten("one\nf(\n  a,\n)\nthree\n", "one\nf(a)\nthree\n") == [2]
    assert rewritten("one\nthree\n", "one\ntwo\nthree\n") == [], "a line that came took nobody's place"
    assert rewritten("1\n2\n3\n4\n", "a\nb\nc\nd\n") == [], "a page that was written anew"
    assert moves.find([FileChange("a.js", "one\n", "two\n")], {"b.js"}) == ()
    assert moves.find([FileChange("a.js", None, "two\n")], {"a.js"}) == ()


def test_in_a_longer_block_a_line_answers_for_the_one_that_is_most_like_it() -> None:
    old = "one\njob = get()\nif job is None:\n  return None\nreturn fetch(job, store, kind)\nend\n"
    new = "one\nrun = self.run\nif no:\n  return None\nif run:\n  it = fetch(run.job, store, kind)\nend\n"
    (found,) = moves.find([FileChange("a.js", old, new)], {"a.js"})
    assert found.lines[6] == ("return fetch(job, store, kind)",)
    assert found.before == old
    long = "".join(f"line {number}\n" for number in range(moves.LONG + 1))
    assert rewritten(long + "end\n", long.replace("line", "this line") + "end\n") == [], (
        "a file written anew"
    )


def breach(
    path: str, line: int, snippet: str, thing: str = "`fs.copy` is called where it is forbidden"
) -> finding.Finding:
    place = finding.Place(path=path, line=line)
    return finding.Finding(
        code="no-copy", level="error", message=thing, place=place, fix="f", snippet=snippet
    )


def new(old: str, text: str, before: list[finding.Finding], after: list[finding.Finding]) -> list[int]:
    """The lines of what is new after a file was changed."""
    change = FileChange("a.js", old, text)
    applied = baseline.apply(
        baseline.accept(before), after, {"a.js"}, ["a.js"], lambda paths: moves.find([change], paths)
    )
    return [each.place.line for each in applied.new]


def test_a_rewritten_line_that_still_does_the_forbidden_thing_is_the_old_breach() -> None:
    old, text = "x\nfs.copy(a)\ny\n", "x\nfs.copy(a, { deep: true })\ny\n"
    accepted = [breach("a.js", 2, "fs.copy(a)")]
    after = [breach("a.js", 2, "fs.copy(a, { deep: true })")]
    assert new(old, text, accepted, after) == []
    assert new(text, text, accepted, after) == [2], "without the change at hand it is new"


def test_a_mended_breach_buys_no_other() -> None:
    accepted = [breach("a.js", 2, "fs.copy(a)")]
    elsewhere = [breach("a.js", 4, "fs.copy(q)")]
    assert new("x\nfs.copy(a)\ny\nz\n", "x\nmended(a)\ny\nfs.copy(q)\n", accepted, elsewhere) == [4]
    other = [breach("a.js", 2, "fs.move(a, b)", "`fs.move` is called where it is forbidden")]
    assert new("x\nfs.copy(a)\ny\n", "x\nfs.move(a, b)\ny\n", accepted, other) == [2]
    package = [breach("a.js", 2, "const m = take('move')", "`move` is not in the standard library")]
    old = [breach("a.js", 2, "const a = load('@old/move')")]
    assert new("x\nconst a = load('@old/move')\n", "x\nconst m = take('move')\n", old, package) == [2]
    layer = [
        breach(
            "a.js", 2, "from app.models import b", "`app.views` imports `app.models`, which stands above it"
        )
    ]
    old = [breach("a.js", 2, "from app.views.old import b")]
    assert new("x\nfrom app.views.old import b\n", "x\nfrom app.models import b\n", old, layer) == [2]
    nameless = [breach("a.js", 2, "fs.copy(a, c)", "this is forbidden here")]
    assert new("x\nfs.copy(a)\ny\n", "x\nfs.copy(a, c)\ny\n", accepted, nameless) == [2]
    two = [breach("a.js", 2, "fs.copy(b, c)"), breach("a.js", 3, "fs.copy(c, d)")]
    assert new("x\nfs.copy(a)\ny\n", "x\nfs.copy(b, c)\nfs.copy(c, d)\ny\n", accepted, two) == [3]


def handlers(path: str, *lines: int) -> list[finding.Finding]:
    return [
        breach(path, line, "except Exception:", "`except Exception` does nothing with it") for line in lines
    ]


@pytest.mark.parametrize("covered", [None, {"a.py", "b.py"}])
def test_a_breach_goes_with_its_function_and_pays_for_no_other(covered: set[str] | None) -> None:
    changes = [
        FileChange("a.py", METHOD, REST),
        FileChange("b.py", "", FUNCTION + "\n\ntry:\n    f()\nexcept Exception:\n    pass\n"),
    ]
    accepted = baseline.accept(handlers("a.py", 5))
    find = lambda paths: moves.find(changes, paths)  # noqa: E731
    applied = baseline.apply(accepted, handlers("b.py", 5, 11), covered, ["a.py", "b.py"], find)
    assert [each.place.line for each in applied.new] == [11]
    assert [each.place.path for each in applied.stale] == ["a.py"], "until the list is written anew"
    shrunk = baseline.shrink(accepted, handlers("b.py", 5, 11), ["a.py", "b.py"], find)
    assert [(each.path, each.count) for each in shrunk.entries.values()] == [("b.py", 1)]
    assert baseline.apply(shrunk, handlers("b.py", 5)).stale == ()
    mended = baseline.apply(accepted, handlers("b.py", 11), covered, ["a.py", "b.py"], find)
    assert [each.place.line for each in mended.new] == [11]


def test_an_entry_that_its_own_line_needs_goes_with_nothing() -> None:
    changes = [FileChange("a.py", METHOD, REST), FileChange("b.py", "", FUNCTION)]
    found = [*handlers("a.py", 9), *handlers("b.py", 5)]
    applied = baseline.apply(
        baseline.accept(handlers("a.py", 9)),
        found,
        None,
        ["a.py", "b.py"],
        lambda p: moves.find(changes, p),
    )
    assert [each.place.path for each in applied.new] == ["b.py"]


def test_a_function_whose_breach_nobody_accepted_brings_a_new_one() -> None:
    changes = [FileChange("a.py", METHOD, REST), FileChange("b.py", "", FUNCTION)]
    accepted = baseline.accept(handlers("c.py", 5))
    applied = baseline.apply(
        accepted, handlers("b.py", 5), None, ["a.py", "b.py", "c.py"], lambda p: moves.find(changes, p)
    )
    assert len(applied.new) == 1


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\nb\n", "a\nx\nb\n", {2}),
        ("a\nb\n", "x\na\nb\n", {1}),
        ("a\nb\nc\n", "a\nc\n", set()),
        ("a\nb\n", "a\n  b\n", set()),
        ("a\nb\n", "a\nc\nd\n", {2, 3}),
        ("a\nb\n", "a\nb\n", set()),
        (None, "a\nb", {1, 2}),
        ("a\n", None, set()),
    ],
)
def test_the_lines_that_a_change_brought(before: str | None, after: str | None, lines: set[int]) -> None:
    brought = moves.came(FileChange("a.py", before, after))
    assert {n for n in brought if after is not None and after.split("\n")[n - 1]} == lines
