"""The structural engine behind its door: places, refusals, and its known traps."""

import pytest

from parti.source import structure


def found(text: str, pattern: str, language: str = "python") -> tuple[tuple[int, int], ...]:
    return structure.find(text, language, [structure.configured(pattern, language)])


def test_lines_and_columns_count_from_one() -> None:
    assert found("x = 1\n  \nif x:\n    print(1)\n", "print($$$A)") == ((4, 5),)


def test_each_place_is_told_once() -> None:
    rules = [structure.configured(pattern, "python") for pattern in ("print($A)", "print($$$A)")]
    assert structure.find("print(1)\n", "python", rules) == ((1, 1),)


@pytest.mark.parametrize(
    ("language", "pattern", "text"),
    [
        ("javascript", "console.log($$$A)", "function f() { console.log(1, 2) }"),
        ("typescript", "$X as any", "const x = y as any"),
        ("go", "os.Getenv($K)", 'package m\nfunc f() { x := os.Getenv("A") }'),
        ("go", "fmt.Println($$$A)", "package m\nfunc f() { fmt.Println(1, 2) }"),
        ("java", "System.exit($A)", "class A { void f() { System.exit(1); } }"),
        ("rust", "$X.unwrap()", "fn f() { a.b().unwrap(); }"),
        ("python", "f($X)", "f('\U0001f600ß')"),
    ],
)
def test_a_pattern_matches_in_its_language(language: str, pattern: str, text: str) -> None:
    assert found(text, pattern, language)


def test_lone_surrogates_and_broken_code_are_read_all_the_same() -> None:
    assert found("x = '\udc80'\nprint(1)\n", "print($$$A)") == ((2, 1),)
    assert found("def f(:\nprint(1)\n", "print($$$A)")


@pytest.mark.parametrize(
    "rule", [{"kind": "no_such_kind"}, {"regex": "("}, {"pattern": 3}, {"has": {"stopBy": "never"}}, {}]
)
def test_what_the_engine_refuses_is_told(rule: dict[str, object]) -> None:
    assert structure.refusal(rule, "python")


def test_a_good_rule_is_not_refused() -> None:
    assert (
        structure.refusal(
            {"kind": "except_clause", "has": {"kind": "pass_statement", "stopBy": "end"}}, "python"
        )
        == ""
    )


def test_slips_are_found_at_any_depth() -> None:
    rule = {"all": [{"kind": "call", "has": {"feild": "function", "regex": "x"}}], "nott": {}}
    assert [key for key, _ in structure.slips(rule)] == ["feild", "nott"]


def test_whether_a_pattern_is_whole_code() -> None:
    assert structure.parses("print($$$A)", "python")
    assert not structure.parses("print(((", "python")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_code_behind_thousands_of_comments_keeps_its_place(end: str) -> None:
    rows = ["if a:", *["# é: f(x)", "", "    # f(x)"] * 10_000, "    f(x)", ""]
    assert found(end.join(rows), "f($A)") == ((30_002, 5),)


def test_a_row_of_comments_that_a_person_writes_is_looked_at() -> None:
    rule = {"kind": "comment", "regex": "TODO"}
    text = "# TODO\n" * 300
    assert len(structure.find(f"x = 1\n{text[7:]}", "python", [rule])) == 299
    assert structure.find(text, "python", [rule]) == ()
