"""What a variable of a test was made from: one whole value, by the expressions in it, or nothing at all."""

import ast

import pytest

from parti.chunks import making


def made(body: str, head: str = "def test_a(result, given=None):") -> dict[str, frozenset[str]]:
    text = "\n".join([head, *(f"    {line}" for line in body.splitlines())])
    function = ast.parse(text).body[0]
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    return dict(making.made(function))


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("out", {"out"}),
        ("result.output", {"result", "result.output"}),
        (
            "json.loads(result.output)",
            {"json", "json.loads", "result", "result.output", "json.loads(result.output)"},
        ),
        ("rows[0]", {"rows", "rows[0]"}),
        ("rows[ at ]['a']", {"rows", "at", "rows[at]", "rows[at]['a']"}),
        ("f'{out}!'", {"out"}),
        ("[row.id for row in rows]", {"row", "row.id", "rows"}),
        ("{'a': out}", {"out"}),
        ("out or ''", {"out"}),
        ("out if done else None", {"out", "done"}),
        ("read(len=3)", {"read", "read(len=3)"}),
        ("1", set()),
        ("'result.output'", set()),
    ],
)
def test_the_parts_of_the_one_value_are_told_as_they_would_be_written(value: str, parts: set[str]) -> None:
    assert made(f"x = {value}") == {"x": parts}


def test_what_waits_is_told_without_its_waiting() -> None:
    found = made("x = await read(out)", head="async def test_a():")
    assert found == {"x": {"read", "out", "read(out)"}}


@pytest.mark.parametrize(
    "value",
    [
        "len(out)", "bool(out)", "sorted(out)", "set(out)", "str(out)", "repr(out)", "type(out)",
        "any(out)", "all(out)", "min(out)", "max(out)", "sum(out)", "abs(out)", "int(out)", "round(out, 1)",
        "frozenset(out)",
        "out.lower()", "out.upper()", "out.casefold()", "out.strip()", "out.lstrip('x')", "out.rstrip()",
        "out.startswith('a')", "out.endswith('a')",
        "read(len(out))", "f'{len(out)}'", "json.loads(out.strip())", "[len(row) for row in out]",
    ],
)  # fmt: skip
def test_a_value_that_holds_less_than_what_it_was_made_from_is_none(value: str) -> None:
    assert made(f"x = {value}") == {}


@pytest.mark.parametrize(
    "value",
    [
        "'a' in out",
        "out == 'a'",
        "out is None",
        "not out",
        "'a' in out and not out",
        "1 < out < 3",
        "a == out or out > c",
    ],
)
def test_a_truth_about_it_holds_less_too(value: str) -> None:
    assert made(f"x = {value}") == {}


@pytest.mark.parametrize(
    "value",
    ["out and out.rows", "out or x == 1", "[row for row in out if row == 1]", "-out", "read(out == 1)"],
)
def test_a_comparison_on_the_way_makes_no_truth_of_the_whole(value: str) -> None:
    assert "out" in made(f"y = {value}")["y"]


@pytest.mark.parametrize(
    "value",
    [
        "table.len(out)", "mylen(out)", "frame.sum(out)", "out.lower", "lower(out)", "max_of(out)",
        "out.stripped()", "out.unstrip()",
    ],
)  # fmt: skip
def test_a_name_that_only_looks_like_one_that_narrows_does_not(value: str) -> None:
    assert "out" in made(f"x = {value}")["x"]


@pytest.mark.parametrize(
    "binds",
    [
        "x = other",
        "x += other",
        "for x in other: pass",
        "with other as x: pass",
        "(x, y) = other",
        "[*x] = other",
        "x: str = other",
        "y = (x := other)",
        "y = [x for x in other]",
        "y = x = other",
        "try: pass\nexcept E as x: pass",
        "import x",
        "import x.y",
        "from other import y as x",
        "def x(): pass",
        "async def x(): pass",
        "class x: pass",
        "match other:\n    case x: pass",
        "match other:\n    case [*x]: pass",
        "match other:\n    case {**x}: pass",
        "match other:\n    case int() as x: pass",
        "def inner(x): pass",
        "if other:\n    x = other",
    ],
)
@pytest.mark.parametrize("is_first", [True, False], ids=["before", "after"])
def test_a_variable_with_a_second_value_is_made_from_neither(binds: str, is_first: bool) -> None:
    assert "x" not in made(f"{binds}\nx = out" if is_first else f"x = out\n{binds}")


@pytest.mark.parametrize("name", ["result", "given"])
def test_a_parameter_had_a_value_before(name: str) -> None:
    assert made(f"{name} = out\nx = {name}") == {"x": {name}}


@pytest.mark.parametrize(
    "beside",
    [
        "x.y = other",
        "x[0] = other",
        "import other.x",
        "from x import other",
        "import x as other",
        "try: pass\nexcept x: pass",
        "match other:\n    case x.y: pass",
        "other(x=1)",
        "y = x",
        "del x",
    ],
)
def test_what_only_uses_the_name_gives_it_no_second_value(beside: str) -> None:
    assert made(f"x = out\n{beside}")["x"] == {"out"}


@pytest.mark.parametrize(
    "body", ["pass", "x: str = out", "x = y = out", "x, y = out", "self.x = out", "x: str"]
)
def test_only_a_plain_line_with_one_name_gives_a_value(body: str) -> None:
    assert made(body) == {}


def test_each_variable_has_its_own_parts_wherever_its_line_stands() -> None:
    body = "x = out\nif done:\n    y = x.rows\nwith raises(E):\n    z = y[0]\n"
    assert made(body) == {"x": {"out"}, "y": {"x", "x.rows"}, "z": {"y", "y[0]"}}
