"""Comments that allow one finding: what is read as one, what it covers, and what is only text.

A comment that allows more than it says is a hole that looks like care, and one that is read where none is
makes a finding vanish. So each form in each language stands here with the lines that it covers.
"""

import pytest

from parti.constraints import conformance, document, finding, suppression
from parti.constraints import tree as trees
from tests.constraints import documents


def read(text: str, path: str = "a.py") -> list[tuple[str, int, tuple[int, ...], str]]:
    """(id, line, lines that are covered, reason) of each comment of a file."""
    return [(s.id, s.line, s.covers, s.reason) for s in suppression.collect(path, text)]


def at(line: int, code: str = "no-print", path: str = "a.py") -> finding.Finding:
    place = finding.Place(path=path, line=line)
    return finding.Finding(code=code, level="error", message="m", place=place, fix="f")


@pytest.mark.parametrize(
    ("comment", "reason"),
    [
        ("# parti: allow no-print -- the banner", "the banner"),
        ("# parti: allow no-print — the banner", "the banner"),
        ("# parti: allow no-print: the banner", "the banner"),
        ("#parti: allow no-print -- the banner", "the banner"),
        ("#   parti: allow no-print   --   the banner   ", "the banner"),
        ("# parti: allow no-print -- it -- prints", "it -- prints"),
        ("# parti: allow no-print--the banner", "the banner"),
        ("# parti: allow no-print -- why: it prints", "why: it prints"),
        ("# parti: allow no-print", ""),
        ("# parti: allow no-print --", ""),
        ("# parti: allow no-print :", ""),
    ],
)
def test_a_comment_gives_an_id_and_a_reason(comment: str, reason: str) -> None:
    assert read(f"print(1)  {comment}\n") == [("no-print", 1, (1,), reason)]


@pytest.mark.parametrize(
    "comment",
    [
        "# parti: allow",
        "# parti: allowed no-print -- x",
        "# parti: allows no-print -- x",
        "# parti: allow no-print because it prints",
        "# Parti: allow no-print -- x",
        "# party: allow no-print -- x",
        "# see `parti: allow no-print -- x`",
    ],
)
def test_other_words_are_no_exception(comment: str) -> None:
    assert read(f"print(1)  {comment}\n") == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a.js", "f(); // parti: allow x -- why"),
        ("a.ts", "f(); /* parti: allow x -- why */"),
        ("a.go", "f() // parti: allow x -- why"),
        ("a.rs", "f(); // parti: allow x -- why"),
        ("a.sql", "drop table t; -- parti: allow x -- why"),
        ("a.html", "<b> <!-- parti: allow x -- why -->"),
        ("a.sh", "rm -r x # parti: allow x -- why"),
        ("a.el", "(f) ; parti: allow x -- why"),
        ("a.tex", "f % parti: allow x -- why"),
    ],
)
def test_each_language_has_its_own_comment(path: str, line: str) -> None:
    assert read(f"{line}\n", path) == [("x", 1, (1,), "why")]


def test_an_exception_that_names_nothing_is_read_so_that_it_can_be_told() -> None:
    assert read("print(1)  # parti: allow -- x\n") == [("", 1, (1,), "x")]


def test_several_ids_are_allowed_for_one_reason() -> None:
    assert read("f()  # parti: allow a, b-c ,d.e -- once\n") == [
        ("a", 1, (1,), "once"),
        ("b-c", 1, (1,), "once"),
        ("d.e", 1, (1,), "once"),
    ]


@pytest.mark.parametrize(
    ("text", "covers"),
    [
        ("f()  # parti: allow a -- x\ng()\n", (1,)),
        ("# parti: allow a -- x\nf()\ng()\n", (1, 2)),
        ("    # parti: allow a -- x\n\n\nf()\n", (1, 4)),
        ("# parti: allow a -- x\n# parti: allow b -- y\nf()\n", (1, 3)),
        ("# parti: allow a -- x\n# about f\nf()\n", (1, 2)),
        ("f()\n# parti: allow a -- x\n", (2, 2)),
        ("# parti: allow a -- x", (1, 1)),
        ("# parti: allow a -- x\r\nf()\r\n", (1, 2)),
        ("# parti: allow a -- x\rf()\r", (1, 2)),
        ("x = 'a\x0cb'\n# parti: allow a -- x\nf()\n", (2, 3)),
    ],
)
def test_a_comment_covers_its_line_or_the_next_code_when_it_stands_alone(
    text: str, covers: tuple[int, ...]
) -> None:
    assert read(text)[0][2] == covers


@pytest.mark.parametrize(
    "text",
    [
        "x = '# parti: allow a -- x'\n",
        'x = """\n# parti: allow a -- x\n"""\n',
        "x = 'it' '# parti: allow a -- x'\n",
        'def f():\n    """Write `# parti: allow a -- x` there."""\n',
        "x = f'{y} # parti: allow a -- x'\n",
        r"x = 'it\'s # parti: allow a -- x'" + "\n",
    ],
)
def test_in_python_a_text_is_no_comment(text: str) -> None:
    assert read(text) == []


def test_a_comment_behind_a_text_is_one() -> None:
    assert read("x = '#'  # parti: allow a -- x\n") == [("a", 1, (1,), "x")]
    assert read('x = "it\'s"  # parti: allow a -- x\n') == [("a", 1, (1,), "x")]


def test_a_file_whose_quotes_do_not_close_is_read_line_by_line() -> None:
    assert read("x = 'a\ny = 1  # parti: allow a -- x\n") == [("a", 2, (2,), "x")]


@pytest.mark.parametrize(
    ("found", "allowed"),
    [
        (at(2), True),
        (at(1), True),
        (at(3), False),
        (at(2, "no-prints"), False),
        (at(2, path="b.py"), False),
        (at(0), False),
    ],
)
def test_one_constraint_is_allowed_in_one_place(found: finding.Finding, allowed: bool) -> None:
    (comment,) = suppression.collect("a.py", "# parti: allow no-print -- x\nprint(1)\n")
    assert comment.allows(found) is allowed


def test_without_a_reason_nothing_is_allowed() -> None:
    (comment,) = suppression.collect("a.py", "print(1)  # parti: allow no-print\n")
    assert not comment.allows(at(1))


def test_each_complaint_stands_at_the_comment_and_says_what_to_do() -> None:
    (comment,) = suppression.collect("a.py", "\n  print(1)  # parti: allow no-print\n")
    told = [
        suppression.unreasoned(comment),
        suppression.unknown(comment, "; did you mean `no-prints`?"),
        suppression.unused(comment),
    ]
    assert [(each.message, each.fix) for each in told] == [
        ("this allows `no-print` without a reason", "add `-- why` after `no-print`"),
        (
            "this allows `no-print`, which is no constraint; did you mean `no-prints`?",
            "correct or remove it",
        ),
        ("this allows `no-print`, and nothing here breaks it", "remove the comment"),
    ]
    assert {(each.code, each.level, str(each.place), each.snippet) for each in told} == {
        ("constraints/suppression", "error", "a.py:2", "print(1)  # parti: allow no-print")
    }


@pytest.mark.parametrize(
    "comment",
    [
        "parti:allow no-print -- why",
        "Parti: allow no-print -- why",
        "parti: allow no-print - one dash",
        "parti: Allow no-print -- why",
        "parti allow no-print -- why",
        "parti: allow: no-print -- why",
        "parti: allow no-print because it prints",
    ],
)
@pytest.mark.parametrize("form", ["print(1)  # {}", "# {}\nprint(1)", "# {}\n# about it\nprint(1)"])
def test_what_nearly_allows_a_finding_is_told_beside_it(form: str, comment: str) -> None:
    text = form.format(comment) + "\n"
    assert read(text) == []
    told = suppression.nearly("a.py", text, at(text.count("\n")))
    assert told is not None
    assert (told.code, told.level, told.place.line) == ("constraints/suppression", "warning", 1)
    assert told.fix == "write `parti: allow no-print -- why`, in just these signs, or remove it"


@pytest.mark.parametrize(
    "text",
    [
        "print(1)  # parti: allow no-print -- why",
        "print(1)  # parti: allow no-print",
        "print(1)  # parti:allow no-eval -- why",
        "print(1)  # parti allows this for now",
        "print(1)  # party:allow no-print -- why",
        "# parti:allow no-print -- why\n\nf()\nprint(1)",
        "f()  # parti:allow no-print -- why\nprint(1)",
        "print(1)",
    ],
)
def test_what_is_read_or_speaks_of_something_else_is_not_told_so(text: str) -> None:
    assert suppression.nearly("a.py", text, at(text.count("\n") + 1)) is None


def test_what_nearly_allows_is_told_once_and_only_where_something_is_broken() -> None:
    asks = documents.section("pattern\nforbid: print($$$A)", id="no-print", kept="x = 1", broken="print(1)")
    known = document.parse(asks)
    broken = "print(1); print(2)  # parti:allow no-print -- why\n"
    tree = trees.Texts({"src/a.py": broken, "src/b.py": "f()  # parti:allow no-print -- why\n"})
    told = [each for each in conformance.run(known, tree) if each.code == "constraints/suppression"]
    assert [str(each.place) for each in told] == ["src/a.py:1"]


def test_a_line_of_thousands_of_words_is_read_at_once() -> None:
    assert read(f"# parti: allow {'a' * 50_000} {'b ' * 50_000}\n") == []
    assert len(read(f"# parti: allow {', '.join(['a'] * 5_000)} -- x\n")) == 5_000


@pytest.mark.parametrize(
    ("path", "text", "covers"),
    [
        (
            "a.tsx",
            "const A = () => (\n  <b>\n    {/* parti: allow x -- y */}\n    {f()}\n  </b>\n);\n",
            (3, 4),
        ),
        ("a.jsx", "const A = <b>\n{/* parti: allow x -- y */}\n\n{f()}</b>;\n", (2, 4)),
        ("a.ts", "f(); /* parti: allow x -- y */\n", (1,)),
        ("a.ts", "/*\n * head\n parti: allow z */\n// parti: allow x -- y\nf();\n", (4, 5)),
        ("a.ts", "{ /* parti: allow x -- y */\nf(); }\n", (1,)),
    ],
)
def test_a_comment_of_a_script_covers_its_line_and_the_next_code(
    path: str, text: str, covers: tuple[int, ...]
) -> None:
    assert [(each.covers, each.reason) for each in suppression.collect(path, text)] == [(covers, "y")]


@pytest.mark.parametrize("path", ["a.ts", "a.js", "a.tsx"])
@pytest.mark.parametrize(
    "text",
    [
        "const s = '// parti: allow x -- y'; f(s);\n",
        "const s = `\n// parti: allow x -- y\n${f()}`;\n",
        "f(/\\/\\/ parti: allow x -- y/);\n",
    ],
)
def test_a_text_of_a_script_allows_nothing(text: str, path: str) -> None:
    assert suppression.collect(path, text) == ()
