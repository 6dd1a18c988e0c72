"""Paths that Rust writes out from their crate on: what stands at their head, with stars and without.

A crate needs no `use`, so a star must not hide its name; and what a star may bring in stays known too.
"""

import pytest

from parti.source import reading
from tests.source.foreign import told

HERE = "src/web/a.rs"
CALL = "fn f() { reqwest::get(u); }\n"


@pytest.mark.parametrize(
    "text",
    [
        CALL,
        f"use std::io::prelude::*;\n{CALL}",
        f"use core::prelude::v1::*;\n{CALL}",
        f"{CALL}enum E {{ A }}\nfn g() {{ use self::E::*; }}\n",
        f"{CALL}enum E {{ A }}\nfn g() {{ use E::*; }}\n",
        f"mod inner {{ pub mod deep {{}} }}\nuse self::inner::*;\n{CALL}",
        f"{CALL}mod tests {{ use proptest::prelude::*; }}\nfn g() {{ use rayon::prelude::*; }}\n",
    ],
)
def test_a_star_that_holds_no_such_module_leaves_a_crate_its_name(text: str) -> None:
    assert told.called(text, HERE) == ["reqwest.get"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"use rayon::prelude::*;\n{CALL}", ["reqwest.get", "rayon.prelude.reqwest.get"]),
        (f"use crate::models::*;\n{CALL}", ["reqwest.get", "models.reqwest.get"]),
        (f"use crate::*;\n{CALL}", ["reqwest.get"]),
        ("use self::inner::*;\nmod inner { pub mod deep {} }\nfn f() { deep::go(); }\n",
         ["deep.go", "web.a.inner.deep.go"]),
    ],
)  # fmt: skip
def test_a_path_keeps_what_a_star_may_mean_beside_its_plain_name(text: str, names: list[str]) -> None:
    assert told.called(text, HERE) == names


@pytest.mark.parametrize("head", ["Row", "go"])
def test_a_type_or_a_word_alone_still_comes_from_the_star(head: str) -> None:
    text = f"use crate::models::*;\nfn f() {{ {head}{'::new' if head == 'Row' else ''}(); }}\n"
    name = "models.Row.new" if head == "Row" else "models.go"
    assert [*told.called(text, HERE), *told.guessed(text, HERE)] == [name]


def test_what_binds_a_word_goes_before_any_star() -> None:
    text = f"use rayon::prelude::*;\nuse crate::net as reqwest;\n{CALL}"
    assert told.called(text, HERE) == ["net.get"]


def test_several_steps_upwards_lead_to_where_they_end() -> None:
    assert told.called("fn g() { super::super::web::f(); }\n", "src/store/a.rs") == ["web.f"]


@pytest.mark.parametrize("empty", ['r""', 'r"  "', 'r#""#', 'r#"\n"#', 'br""', 'r##""##', '""', 'b""'])
def test_an_empty_text_is_no_syntax_error(empty: str) -> None:
    assert told.called(f"fn f() {{ let x = {empty}; go::on() }}\n", HERE) == ["go.on"]


@pytest.mark.parametrize("text", ["fn f() { let x = 1 }", 'fn f() { g(r"" }', 'fn f() { let x = r"" + }'])
def test_a_missing_token_is_still_a_syntax_error(text: str) -> None:
    problem = reading.extract(text, HERE).problem
    assert problem is not None
    assert problem.message == "invalid syntax"


@pytest.mark.parametrize(
    "text",
    [
        "const A: fn(i32) -> ! = std::process::exit;",
        "static A: &[fn(i32) -> !] = &[std::process::exit];",
        "impl X { const E: fn(i32) -> ! = std::process::exit; }",
        "fn f() { let s = S { e: std::process::exit }; }",
        "fn f() { s.e = std::process::exit; }",
        "fn f() -> fn(i32) -> ! { return std::process::exit; }",
        "fn f() -> fn(i32) -> ! { std::process::exit }",
        "fn f() { let t = (std::process::exit, 1); }",
        "fn f() { let a = [std::process::exit]; }",
        "fn f() { let g = if a { std::process::exit } else { other }; }",
        "fn f() { let g = match x { A => std::process::exit, B => y }; }",
        "fn f() { h(&std::process::exit); }",
        "fn f() { let g: fn(i32) -> ! = std::process::exit; }",
        "fn f() { let g = std::process::exit as fn(i32) -> !; }",
        "fn f() { let g = || std::process::exit; }",
        "use std::process;\nfn f() { let t = (process::exit, 1); }",
        "use std::process::exit;\nfn f() { let t = [exit]; }",
    ],
)
def test_a_function_that_is_handed_on_as_a_value_is_told_once(text: str) -> None:
    assert told.calls(f"{text}\n", HERE).count("reference std.process.exit") == 1


@pytest.mark.parametrize(
    "text",
    [
        "fn f() { std::process::exit(1); }",
        "fn f() { let x = std::process::EXIT; }",
        "fn f() { match x { std::process::exit => 1, _ => 2 }; }",
        "fn f() { std::process::exit!(); }",
        "fn f() { g(std::process::exit); }",
        "fn f() -> std::process::exit {}",
        "#[std::process::exit]\nfn f() {}",
        "fn f() { std::process::exit::<u8>(1); }",
    ],
)
def test_what_is_called_matched_or_passed_is_no_mere_mention(text: str) -> None:
    assert "reference std.process.exit" not in told.calls(f"{text}\n", HERE)
