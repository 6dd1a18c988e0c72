"""Whether a pattern is code: any piece of a program is, and what no parser of the language reads is not."""

import pytest

from parti.source import wholeness


@pytest.mark.parametrize(
    ("language", "pattern"),
    [
        ("go", "println($$$A)"),
        ("go", "if err != nil { $$$ }"),
        ("go", "func ($R *T) $M($$$A) $R { $$$B }"),
        ("go", "import ($$$)"),
        ("go", "type $T struct { $$$ }"),
        ("go", "case $X: $$$"),
        ("go", "map[string]$T"),
        ("go", "http.Client{$$$}"),
        ("go", 'Name string `json:"x"`'),
        ("go", "func $F($$$)"),
        ("java", "$E.printStackTrace()"),
        ("java", "System.out.println($X);"),
        ("java", "catch (Exception $E) { }"),
        ("java", "@Test"),
        ("java", "@Autowired private $T $N;"),
        ("java", "public $T $M($$$) { $$$ }"),
        ("java", "void $M($$$)"),
        ("java", "case $X: $$$"),
        ("java", "List<$T>"),
        ("java", "throws Exception"),
        ("rust", "dbg!($$$A)"),
        ("rust", "$X.unwrap()"),
        ("rust", "fn $F($$$) -> $R { $$$ }"),
        ("rust", "match $X { $$$ }"),
        ("rust", "#[allow($$$)]"),
        ("rust", "&'static str"),
        ("rust", "Some($X) => $Y"),
        ("rust", "where T: Clone"),
        ("rust", "macro_rules! $M { $$$ }"),
        ("rust", "struct $S { $$$ }"),
        ("javascript", "debugger"),
        ("javascript", "catch { }"),
        ("javascript", "<div $$$>$X</div>"),
        ("javascript", "case $X: $$$"),
        ("javascript", "a: $X"),
        ("javascript", "await $X"),
        ("javascript", "get $X() { $$$ }"),
        ("javascript", "else { $$$ }"),
        ("typescript", "$X as any"),
        ("typescript", "interface $I { $$$ }"),
        ("typescript", "@Input() $X: $T"),
        ("typescript", "private $X: $T"),
        ("typescript", "abstract $M($$$): $T"),
        ("tsx", "<$C $$$ />"),
        ("tsx", "onClick={$X}"),
        ("ruby", "puts($X)"),
    ],
)
def test_a_piece_of_code_is_code_wherever_it_stands(language: str, pattern: str) -> None:
    assert wholeness.is_code(pattern, language)


@pytest.mark.parametrize(
    ("language", "pattern"),
    [
        ("go", "if err != nil {"),
        ("go", "x = = 1"),
        ("go", "panic(err)!"),
        ("go", "func f( {"),
        ("go", "def f(): pass"),
        ("java", "x = = 1"),
        ("java", "catch (Exception e) {"),
        ("java", "x := 1"),
        ("java", "println!(x)"),
        ("rust", "x = = 1"),
        ("rust", "if x {"),
        ("rust", "func f() {}"),
        ("rust", "class A {}"),
        ("javascript", "x = = 1"),
        ("javascript", "if (x) {"),
        ("javascript", "fn f() {}"),
        ("typescript", "x = = 1"),
        ("typescript", "def f(): pass"),
        ("tsx", "x = = 1"),
    ],
)
def test_what_the_language_cannot_read_is_no_code(language: str, pattern: str) -> None:
    assert not wholeness.is_code(pattern, language)


def test_many_variables_are_filled_alike_and_still_soon_told() -> None:
    assert wholeness.is_code("f(" + ", ".join(["$$$A"] * 9) + ")", "go")
    assert not wholeness.is_code("f((" + ", ".join(["$$$A"] * 9), "go")
