"""Which names hold a value, statement by statement, inside one Python function.

In these texts `V` is the value. Each `use(…)` says what is asked, and `held` tells whether what it is given
is the value (`one`), a collection of it (`many`) or neither (`no`).
"""

import ast

import pytest

from parti.source import carried


def _is_value(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "V"


def _told(seen: carried.Seen) -> list[str]:
    found: list[tuple[int, int, str]] = []
    for node, here in seen:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "use":
            given = node.args[0]
            word = "one" if here.has(given) else "many" if here.many(given) else "no"
            found.append((node.lineno, node.col_offset, word))
    return [word for _, _, word in sorted(found)]


def held(*lines: str) -> list[str]:
    """What each `use` of these lines is given, in the order of the text."""
    return _told(carried.follow(ast.parse("\n".join(lines)), _is_value))


@pytest.mark.parametrize(
    "given",
    [
        "V",
        "(V)",
        "str(V)",
        "copy(V)",
        "V.strip()",
        "V.lower().encode()",
        "f'{V}'",
        "f'{V!r:>8}'",
        "V or ''",
        "'' or V",
        "V if c else None",
        "None if c else V",
        "(x := V)",
        "await V",
        "[V][0]",
        "sorted([V, 1])[-1]",
        "next(iter([V]))",
        "min({V})",
        "max(v for v in [V])",
    ],
)
def test_an_expression_that_is_the_value(given: str) -> None:
    text = f"async def f():\n    use({given})"
    assert held(text) == ["one"]


@pytest.mark.parametrize(
    "given",
    [
        "[V]",
        "(1, V)",
        "{V}",
        "[v for v in [V]]",
        "{v for v in (V,)}",
        "list(v for v in [V])",
        "[v.strip() for v in [V]]",
        "[w for v in [[V]] for w in [V]]",
        "reversed(sorted([V]))",
        "[V][1:]",
    ],
)
def test_an_expression_that_is_a_collection_of_the_value(given: str) -> None:
    assert held(f"use({given})") == ["many"]


@pytest.mark.parametrize(
    "given",
    [
        "W",
        "V.title",
        "V[0]",
        "f'{V}-{W}'",
        "f'a{V}'",
        "'a' + V",
        "len(V)",
        "not V",
        "V == 1",
        "other(V)",
        "V.split()",
        "[1]",
        "[v for v in W]",
        "[1 for v in [V]]",
        "{'a': V}",
        "lambda: V",
        "str()",
        "min(W, V)",
    ],
)
def test_an_expression_that_is_made_from_the_value_and_is_not_it(given: str) -> None:
    assert held(f"use({given})") == ["no"]


def test_a_name_holds_the_value_until_it_is_given_another() -> None:
    assert held("x = V", "use(x)", "x = W", "use(x)") == ["one", "no"]
    assert held("x: str = V", "use(x)", "x: str", "use(x)") == ["one", "one"]
    assert held("x = y = V", "x = 1", "use(x)", "use(y)") == ["no", "one"]


def test_an_attribute_holds_it_by_its_whole_dotted_name() -> None:
    assert held("self.a.b = V", "use(self.a.b)", "use(self.a)", "use(other.a.b)") == ["one", "no", "no"]
    assert held("self.a = V", "self.a = W", "use(self.a)") == ["no"]


def test_a_collection_holds_it_for_those_who_go_over_it() -> None:
    assert held("xs = [V]", "ys = sorted(xs)", "use(ys)", "for y in ys: use(y)") == ["many", "one"]
    assert held("xs = [V]", "xs = [1]", "for x in xs: use(x)") == ["no"]
    assert held("xs = [V]", "xs = V", "use(xs)") == ["one"]


def test_names_that_change_places_do_so_at_once() -> None:
    assert held("a, b = V, 1", "a, b = b, a", "use(a)", "use(b)") == ["no", "one"]


def test_unpacking_pairs_each_name_with_its_value() -> None:
    assert held("(a, (b, c)) = 1, (V, 2)", "use(a)", "use(b)", "use(c)") == ["no", "one", "no"]
    assert held("[a, b] = [V, 1]", "use(a)", "use(b)") == ["one", "no"]


def test_unpacking_a_collection_gives_each_name_one_of_it() -> None:
    assert held("a, *b = [V, V, V]", "use(a)", "use(b)") == ["one", "many"]
    assert held("xs = [V]", "a, b = xs", "use(a)", "use(b)") == ["one", "one"]


def test_unpacking_something_else_lets_each_name_go() -> None:
    assert held("a = b = c = V", "a, (b, *c) = g()", "use(a)", "use(b)", "use(c)") == ["no", "no", "no"]


def test_branches_are_joined() -> None:
    assert held("x = W", "if c:", "    x = V", "    use(x)", "else:", "    use(x)", "use(x)") == [
        "one",
        "no",
        "one",
    ]
    assert held("x = V", "if c: x = W", "use(x)") == ["one"]
    assert held("x = V", "if c: x = W", "else: x = 1", "use(x)") == ["no"]


def test_a_name_that_is_bound_in_a_condition_holds_it_behind_that() -> None:
    assert held("if (x := V): use(x)", "use(x)") == ["one", "one"]
    assert held("while (x := V): use(x)", "use(x)") == ["one", "one"]
    assert held("x = V", "while (x := W): use(x)") == ["no"]
    assert held("[use(x) for y in z if (x := V)]") == ["one"]


def test_a_loop_carries_what_one_turn_left_into_the_next() -> None:
    assert held("x = ''", "for y in z:", "    use(x)", "    x = V") == ["one"]
    assert held("x = ''", "while c:", "    use(x)", "    x = V") == ["one"]
    assert held("a = b = ''", "for y in z:", "    use(a)", "    a = b", "    b = V") == ["one"]


def test_a_loop_may_not_turn_at_all() -> None:
    assert held("x = V", "for y in z: x = W", "use(x)") == ["one"]
    assert held("x = W", "for y in z: x = V", "use(x)") == ["one"]
    assert held("x = V", "while c: x = W", "else: use(x)") == ["one"]


def test_the_target_of_a_loop_is_another_thing_on_each_turn() -> None:
    assert held("x = V", "for x in z: use(x)") == ["no"]
    assert held("x = V", "for x in z:", "    pass", "use(x)") == ["one"]
    assert held("for x in z:", "    use(x)", "    x = V") == ["no"]


def test_a_counted_or_a_paired_collection_is_gone_over_like_a_plain_one() -> None:
    assert held("for n, x in enumerate([V], 1): use(x); use(n)") == ["one", "no"]
    assert held("for a, b, c in zip(W, [V], W): use(a); use(b); use(c)") == ["no", "one", "no"]
    assert held("[use(x) for n, x in enumerate([V])]") == ["one"]
    assert held("for a, b in zip([V]): use(a); use(b)") == ["no", "no"]


def test_a_loop_that_awaits_goes_over_a_collection_too() -> None:
    assert held("async def f():", "    async for x in [V]: use(x)") == ["one"]
    assert held("async def f():", "    [use(x) async for x in [V]]") == ["one"]


def test_comprehensions_bind_for_themselves_alone() -> None:
    assert held("x = V", "[use(x) for x in W]", "use(x)") == ["no", "one"]
    assert held("{use(k): use(v) for k in [V] for v in W}") == ["one", "no"]
    assert held("[use(w) for v in [V] for w in [v]]") == ["one"]


def test_a_lambda_binds_its_parameters_for_itself_alone() -> None:
    assert held("x = V", "f = lambda x: use(x)", "use(x)") == ["no", "one"]
    assert held("x = V", "f = lambda *y, z=1, **w: use(x)") == ["one"]
    assert held("x = V", "f = lambda *x: use(x)") == ["no"]


def test_a_context_and_a_handler_bind_something_else() -> None:
    assert held("x = V", "with g() as x: use(x)") == ["no"]
    assert held("x = y = V", "with g() as (x, z): use(x); use(y)") == ["no", "one"]
    assert held("x = V", "with g(): use(x)") == ["one"]
    assert held("x = V", "try:", "    g()", "except E as x: use(x)") == ["no"]
    assert held("x = V", "del x", "use(x)") == ["no"]
    assert held("xs = [V]", "del xs[0]", "use(xs)") == ["many"]


def test_a_handler_may_begin_before_or_behind_what_was_tried() -> None:
    assert held("x = W", "try:", "    x = V", "except E: use(x)") == ["one"]
    assert held("x = V", "try:", "    x = W", "except E: use(x)") == ["one"]
    assert held("x = V", "try:", "    x = W", "except* E: pass", "finally: use(x)") == ["one"]
    assert held("try:", "    x = W", "except E: pass", "else:", "    x = V", "use(x)") == ["one"]
    assert held("try:", "    x = V", "except E:", "    x = V", "finally:", "    x = W", "use(x)") == ["no"]


def test_a_case_names_the_subject_or_something_in_it() -> None:
    assert held("match V:", "    case x: use(x)") == ["one"]
    assert held("match V:", "    case str() as x: use(x)") == ["one"]
    assert held("match V:", "    case [x, *y]: use(x)") == ["no"]
    assert held(
        "x = y = z = V", "match W:", "    case {'a': x, **y}: use(x); use(y)", "    case z: use(z)"
    ) == [
        "no",
        "no",
        "no",
    ]
    assert held("match W:", "    case 1: x = V", "use(x)") == ["one"]


def test_what_a_definition_reckons_out_where_it_stands_is_told() -> None:
    assert held("x = V", "@use(x)", "def f(a=use(x), *, b=use(x)): pass") == ["one", "one", "one"]
    assert held("x = V", "@use(x)", "class A(use(x), metaclass=use(x)): pass") == ["one", "one", "one"]
    assert held("x = V", "def x(): pass", "use(x)") == ["no"]


def test_the_body_of_a_function_is_followed_by_itself() -> None:
    assert held("x = V", "def f():", "    use(x)", "    x = V", "    use(x)") == ["no", "one"]
    assert held(
        "class A:", "    def f(self):", "        self.x = V", "    def g(self):", "        use(self.x)"
    ) == ["no"]


def test_the_body_of_a_class_runs_where_it_stands() -> None:
    assert held("x = V", "class A:", "    y = x", "    use(y)", "use(y)") == ["one", "no"]


def test_a_parameter_is_followed_by_its_name() -> None:
    (function,) = ast.parse("def f(a, b):\n    use(a)\n    b = a\n    a = 1\n    use(a)\n    use(b)\n").body
    assert isinstance(function, ast.FunctionDef)
    assert _told(carried.given(function, "a")) == ["one", "no", "one"]
    assert _told(carried.given(function, "b")) == ["no", "no", "no"]


def test_loops_in_loops_are_followed_in_no_time() -> None:
    lines = [f"{' ' * at}for a{at} in b:" for at in range(18)]
    assert held("x = W", *lines, f"{' ' * 18}use(x)", f"{' ' * 18}x = V") == ["one"]


def test_what_a_case_asks_beside_its_pattern_is_told_with_what_the_pattern_names() -> None:
    assert held("match V:", "    case x if use(x): pass") == ["one"]
    assert held("match W:", "    case 1 if use(V): pass") == ["one"]
    assert held("match W:", "    case 1 if (y := V): use(y)") == ["one"]
