"""Which function of ours is asked about a value, and which of its parameters: the walk of `opaque`.

`test_opaque_followed.py` holds what a person sees. Here the judge is a fake that notes what it is asked, so
that each way of handing a value over is told by the parameter that it reaches: by place, by name, through
`self`, in a class, behind a star.
"""

import ast
import textwrap

import pytest

from parti.constraints import takers
from parti.constraints import tree as trees
from parti.source import scopes
from tests.constraints.documents import rule

CHECK = "opaque\nvalue: ['*.id']\nnever: [split]"
PATH = "src/app/b.py"


class Judge:
    """Notes each question, and answers with the same words for each parameter that it is told to."""

    def __init__(self, *taken: str) -> None:
        self.taken = taken
        self.asked: list[tuple[str, str, str, int]] = []

    def __call__(self, path: str, function: scopes.Function, parameter: str, steps: int) -> str:
        self.asked.append((path, function.name, parameter, steps))
        return f"splits {parameter}" if parameter in self.taken else ""


def the_value(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "value"


def parsed(source: str) -> ast.Call:
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    return call


def asker(judge: Judge, code: str, scope: str = "") -> takers.Takers:
    return takers.Takers(rule(CHECK, scope), trees.Texts({PATH: textwrap.dedent(code)}), judge)


def reached(code: str, call: str, name: str = "app.b.f") -> list[str]:
    """The parameters that the call fills with the value."""
    judge = Judge()
    assert asker(judge, code).how(parsed(call), name, the_value, takers.STEPS) == ""
    return [parameter for _, _, parameter, _ in judge.asked]


@pytest.mark.parametrize(
    ("head", "call", "parameters"),
    [
        ("def f(a, b)", "f(value)", ["a"]),
        ("def f(a, b)", "f(1, value)", ["b"]),
        ("def f(a, b)", "f(value, value)", ["a", "b"]),
        ("def f(a, b)", "f(1, b=value)", ["b"]),
        ("def f(a, *, b)", "f(1, b=value)", ["b"]),
        ("def f(a, /, b)", "f(value, value)", ["a", "b"]),
        ("def f(a, **more)", "f(1, other=value)", ["other"]),
        ("async def f(a)", "f(value)", ["a"]),
        ("def f(a, b=1)", "f(a=value)", ["a"]),
    ],
)
def test_a_value_reaches_the_parameter_of_its_place_or_its_name(
    head: str, call: str, parameters: list[str]
) -> None:
    assert reached(f"{head}:\n    pass\n", call) == parameters


@pytest.mark.parametrize(
    ("head", "call"),
    [
        ("def f(a)", "f(other)"),
        ("def f(a)", "f()"),
        ("def f()", "f(value)"),
        ("def f(a, *rest)", "f(1, value)"),
        ("def f(a, b)", "f(*rest, value)"),
        ("def f(a)", "f(*value)"),
        ("def f(a)", "f(**value)"),
    ],
)
def test_a_value_whose_parameter_is_not_known_is_asked_about_nowhere(head: str, call: str) -> None:
    assert reached(f"{head}:\n    pass\n", call) == []


def test_what_stands_before_a_star_keeps_its_place_and_a_name_behind_it_its_name() -> None:
    assert reached("def f(a, b, c):\n    pass\n", "f(value, *rest, c=value)") == ["a", "c"]


METHODS = """
    class A:
        def plain(self, a): ...

        @staticmethod
        def static(a): ...

        @classmethod
        def made(cls, a): ...

        async def later(self, a): ...

        class B:
            def deep(self, a): ...
"""


@pytest.mark.parametrize("method", ["plain", "static", "made", "later", "B.deep"])
def test_the_first_parameter_of_a_method_is_its_object_unless_it_is_static(method: str) -> None:
    assert reached(METHODS, "x(value)", f"app.b.A.{method}") == ["a"]


@pytest.mark.parametrize(
    "name", ["app.b.A", "app.b.A.gone", "app.b.gone", "app.b.B.deep", "app.b.A.plain.x"]
)
def test_a_name_that_is_no_function_of_the_file_is_asked_about_nowhere(name: str) -> None:
    assert reached(METHODS, "x(value)", name) == []


def test_a_function_within_a_function_is_not_meant_by_its_name() -> None:
    assert reached("def g():\n    def f(a): ...\n", "f(value)") == []


def test_of_two_functions_of_one_name_the_first_is_asked() -> None:
    assert reached("def f(a): ...\ndef f(b): ...\n", "f(value)") == ["a"]


def test_the_answer_names_how_and_where_the_function_begins() -> None:
    judge = Judge("a")
    code = "# a comment\n\n@cached\ndef f(a): ...\n"
    assert asker(judge, code).how(parsed("f(value)"), "app.b.f", the_value, 3) == f"splits a at {PATH}:4"


def test_the_first_parameter_that_is_taken_apart_is_the_answer_and_no_more_are_asked() -> None:
    judge = Judge("b", "c")
    told = asker(judge, "def f(a, b, c): ...\n").how(
        parsed("f(value, value, value)"), "app.b.f", the_value, 3
    )
    assert told == f"splits b at {PATH}:1"
    assert [parameter for _, _, parameter, _ in judge.asked] == ["a", "b"]


@pytest.mark.parametrize(("steps", "asked"), [(3, [2]), (1, [0]), (0, []), (-1, [])])
def test_each_function_on_the_way_costs_one_step(steps: int, asked: list[int]) -> None:
    judge = Judge("a")
    told = asker(judge, "def f(a): ...\n").how(parsed("f(value)"), "app.b.f", the_value, steps)
    assert [left for _, _, _, left in judge.asked] == asked
    assert bool(told) == bool(asked)


def test_a_function_is_judged_once_for_a_parameter_and_a_number_of_steps() -> None:
    judge = Judge("a")
    asks = asker(judge, "def f(a, b): ...\n")
    for call, steps in (("f(value)", 3), ("f(value, 1)", 3), ("f(value)", 2), ("f(1, value)", 3)):
        asks.how(parsed(call), "app.b.f", the_value, steps)
    assert judge.asked == [(PATH, "f", "a", 2), (PATH, "f", "a", 1), (PATH, "f", "b", 2)]


def test_two_functions_of_one_name_in_two_classes_are_judged_apart() -> None:
    judge = Judge()
    asks = asker(judge, "class A:\n    def f(self, a): ...\n\n\nclass B:\n    def f(self, a): ...\n")
    for name in ("app.b.A.f", "app.b.B.f"):
        asks.how(parsed("f(value)"), name, the_value, 3)
    assert len(judge.asked) == 2


def test_a_function_that_asks_about_itself_is_whole() -> None:
    asked: list[str] = []

    def judge(path: str, function: scopes.Function, parameter: str, steps: int) -> str:
        asked.append(parameter)
        return asks.how(parsed("f(value)"), "app.b.f", the_value, takers.STEPS)

    asks = takers.Takers(rule(CHECK), trees.Texts({PATH: "def f(a): ...\n"}), judge)
    assert asks.how(parsed("f(value)"), "app.b.f", the_value, takers.STEPS) == ""
    assert asked == ["a"]


def test_a_function_outside_the_scope_is_asked_about_nowhere() -> None:
    judge = Judge("a")
    asks = asker(judge, "def f(a): ...\n", scope="Scope: `src/app/**`, not `src/app/b.py`.")
    assert asks.how(parsed("f(value)"), "app.b.f", the_value, 3) == ""
    assert judge.asked == []


@pytest.mark.parametrize("name", ["f", "other.b.f", "json.loads", "app.f", ""])
def test_a_name_that_leads_to_no_file_of_ours_is_asked_about_nowhere(name: str) -> None:
    assert reached("def f(a): ...\n", "f(value)", name) == []


@pytest.mark.parametrize("code", ["def f(a:\n", "\x00", "", "def f(a): ...\n" + "(" * 3000])
def test_a_file_that_is_no_python_is_asked_about_nowhere(code: str) -> None:
    assert reached(code, "f(value)") == []


def test_a_file_of_another_language_is_asked_about_nowhere_though_it_parses() -> None:
    judge = Judge("a")
    tree = trees.Texts({"src/app/b.ts": "def f(a): pass\n"})
    asked = takers.Takers(rule(CHECK, "src/app/*"), tree, judge)
    assert asked.how(parsed("f(value)"), "app.b.f", the_value, takers.STEPS) == ""
    assert judge.asked == []


def test_a_file_is_read_again_when_another_was_read_between() -> None:
    judge = Judge()
    texts = {"app/one.py": "def f(a): ...\ndef g(b): ...\n", "app/two.py": "def f(c): ...\n"}
    asks = takers.Takers(rule(CHECK), trees.Texts(texts), judge)
    for name in ("app.one.f", "app.two.f", "app.one.g"):
        asks.how(parsed("x(value)"), name, the_value, 3)
    assert [(path, parameter) for path, _, parameter, _ in judge.asked] == [
        ("app/one.py", "a"),
        ("app/two.py", "c"),
        ("app/one.py", "b"),
    ]
