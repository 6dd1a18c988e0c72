"""The walk through a Python file: the calls, mentions, errors and variables that it tells, and where.

`test_python_facts` holds what comes in and what is defined; here is what a body does. Each call is compared
whole, because a check reads all of it: a wrong column points a person at the wrong place, a wrong owner
judges the wrong function, and a name told for certain is a finding that nobody can excuse.
"""

import pytest

from parti.source import facts, python_facts


def of(text: str, path: str = "src/app/m.py") -> facts.Facts:
    return python_facts.extract(text, path)


def told(text: str) -> list[tuple[str, str, int, int]]:
    """(name, how, line, column) of each call and mention, in the order of the walk."""
    return [(call.name, call.how, call.line, call.column) for call in of(text).calls]


def test_a_call_says_everything_that_stands_at_it() -> None:
    text = "import json\n\n\ndef f():\n    x = json.dump('a', *b, indent=2, **more)\n"
    assert of(text).calls == (
        facts.Call(
            name="json.dump",
            method="dump",
            line=5,
            column=9,
            owner="f",
            how="call",
            certain=True,
            mode=None,
            keywords=("indent", "**"),
            first="a",
        ),
    )


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        ("'a'", "a"),
        ("'a', b", "a"),
        ("b, 'a'", ""),
        ("1", ""),
        ("b'a'", ""),
        ("key='a'", ""),
        ("*'a'", ""),
        ("", ""),
        ("'a' 'b'", "ab"),
    ],
)
def test_the_first_argument_is_told_when_it_is_a_text(arguments: str, first: str) -> None:
    (call,) = of(f"import json\njson.dump({arguments})").calls
    assert call.first == first


def test_a_function_that_is_handed_on_is_an_argument_and_stands_at_its_own_place() -> None:
    text = "import json\nfrom functools import partial\npartial(json.dump, indent=2)\n"
    assert of(text).calls[-1] == facts.Call(
        name="json.dump", method="dump", line=3, column=9, how="argument", certain=True
    )


def test_an_opener_that_is_handed_on_takes_its_mode_from_what_stands_behind_it() -> None:
    text = "pool.submit('w', open, path, 'a')\n"
    assert of(text).calls[-1] == facts.Call(
        name="open", method="open", line=1, column=18, how="argument", certain=True, mode="a"
    )


def test_a_function_that_is_only_named_is_a_reference() -> None:
    assert told("import json\nsave = json.dump\n") == [("json.dump", "reference", 2, 8)]


@pytest.mark.parametrize("name", ["open", "print", "eval", "exec", "input", "compile", "__import__"])
def test_a_builtin_that_reaches_outside_is_told_when_it_is_only_named(name: str) -> None:
    assert told(f"f = {name}\n") == [(name, "reference", 1, 5)]


@pytest.mark.parametrize(
    "text", ["f = len\n", "f = g\n", "f = 'open'\n", "json.dump = f\n", "del json.dump\n"]
)
def test_other_plain_names_and_what_is_only_bound_are_not_told(text: str) -> None:
    assert told(text) == []


def test_a_name_from_nowhere_is_told_without_certainty() -> None:
    (call,) = of("errors.bad(1)\n").calls
    assert (call.name, call.certain) == ("errors.bad", False)


def test_a_plain_call_of_an_unknown_function_is_certain_of_its_own_name() -> None:
    (call,) = of("bad(1)\n").calls
    assert (call.name, call.certain) == ("bad", True)


def test_a_method_of_a_text_has_no_name_and_is_told_by_its_last_word() -> None:
    (call,) = of("', '.join(rows)\n").calls
    assert (call.name, call.method, call.certain) == ("", "join", False)


def test_a_constant_that_is_called_is_no_call_of_anything() -> None:
    assert told("NAME = 'json.dump'\nNAME()\n") == []


def test_a_word_that_getattr_asks_for_is_a_mention_of_what_it_names() -> None:
    text = "import json\nsave = getattr(json, 'dump')\n"
    assert told(text) == [("getattr", "call", 2, 8), ("json.dump", "reference", 2, 8)]


WITHIN = [
    ("f(json.load(1))", 3, "an argument"),
    ("f(key=json.load(1))", 7, "a keyword argument"),
    ("f(*json.load(1))", 4, "arguments that are spread"),
    ("json.load(1).get('a')", 1, "what a method is called on"),
    ("json.load(1)[2]", 1, "what is looked into"),
    ("json.load(1).name", 1, "what an attribute is read from"),
    ("f'{json.load(1)}'", 4, "a format text"),
    ("[json.load(x) for x in y]", 2, "a comprehension"),
    ("x = [y for y in json.load(1)]", 17, "what a comprehension runs through"),
    ("x if json.load(1) else y", 6, "a condition"),
    ("(lambda: json.load(1))()", 10, "the body of a lambda"),
    ("f = lambda x=json.load(1): x", 14, "a default of a lambda"),
    ("assert x, json.load(1)", 11, "the message of an assertion"),
    ("x: int = json.load(1)", 10, "an annotated variable"),
    ("x[json.load(1)]: int = 2", 3, "the place that an annotated variable stands for"),
    ("x[json.load(1)] = 2", 3, "the place of an assignment"),
    ("(x := json.load(1))", 7, "a name within an expression"),
    ("with json.load(1) as x: ...", 6, "a context"),
    ("while json.load(1): ...", 7, "the condition of a loop"),
    ("if json.load(1): ...", 4, "the condition of a branch"),
    ("raise E(json.load(1))", 9, "an error"),
    ("raise E from json.load(1)", 14, "the cause of an error"),
    ("def f(a=json.load(1)): ...", 9, "a default"),
    ("def f(*, a=json.load(1)): ...", 12, "a default of a keyword"),
    ("class A(json.load(1)): ...", 9, "a base"),
    ("class A(metaclass=json.load(1)): ...", 19, "a class of classes"),
    ("@json.load(1)\ndef f(): ...", 2, "a decorator"),
    ("match json.load(1):\n    case _: ...", 7, "what is matched"),
    ("match x:\n    case y if json.load(1): ...", 15, "the guard of a case"),
    ("async def f():\n    await json.load(1)", 11, "what is waited for"),
]


@pytest.mark.parametrize(("text", "column", "where"), WITHIN, ids=[row[2] for row in WITHIN])
def test_a_call_is_found_wherever_an_expression_may_stand(text: str, column: int, where: str) -> None:
    found = [call for call in of(f"import json\n{text}\n").calls if call.name == "json.load"]
    assert [call.column for call in found] == [column], where


def test_an_annotation_calls_nothing() -> None:
    text = "import json\ndef f(a: json.load(1)) -> json.load(2): ...\nx: json.load(3)\n"
    assert told(text) == []


def test_the_terms_of_a_sum_are_each_told_once() -> None:
    text = "import a\nx = a.b + a.c * a.d - a.e\n"
    assert sorted(name for name, *_ in told(text)) == ["a.b", "a.c", "a.d", "a.e"]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("g()\n", [""]),
        ("def f():\n    g()\n", ["f"]),
        ("class A:\n    g()\n", ["A"]),
        ("class A:\n    def m(self):\n        g()\n", ["A.m"]),
        ("def f():\n    class A:\n        def m(self):\n            g()\n", ["f.A.m"]),
        ("def f():\n    def h():\n        g()\n    g()\n", ["f.h", "f"]),
        ("def f():\n    h = lambda: g()\n", ["f"]),
        ("def f(a=g()): ...\n", [""]),
        ("async def f():\n    g()\n", ["f"]),
    ],
)
def test_a_call_belongs_to_the_function_whose_body_it_stands_in(text: str, owners: list[str]) -> None:
    assert [call.owner for call in of(text).calls] == owners


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("if a:\n    if TYPE_CHECKING:\n        import x\n", {"typing", "conditional"}),
        ("if TYPE_CHECKING:\n    if a:\n        import x\n", {"typing", "conditional"}),
        ("if TYPE_CHECKING:\n    try:\n        import x\n    except E: ...\n", {"typing", "conditional"}),
        ("try: ...\nexcept E:\n    import x\n", {"conditional"}),
        ("try: ...\nexcept E: ...\nelse:\n    import x\n", {"conditional"}),
        ("try: ...\nfinally:\n    import x\n", set()),
        ("try: ...\nexcept* E:\n    import x\n", {"conditional"}),
        ("if a: ...\nelif b:\n    import x\n", {"conditional"}),
        ("if a: ...\nelse:\n    import x\n", {"conditional"}),
        ("with a:\n    import x\n", set()),
        ("if a:\n    def f():\n        import x\n", {"lazy", "conditional"}),
        ("def f():\n    class A:\n        import x\n", {"lazy"}),
        ("async def f():\n    import x\n", {"lazy"}),
    ],
)
def test_an_import_keeps_every_condition_that_it_stands_under(text: str, flags: set[str]) -> None:
    (found,) = of(text).imports
    assert {name for name in ("lazy", "typing", "conditional", "dynamic") if getattr(found, name)} == flags


def test_two_names_in_one_statement_are_two_imports_at_one_place() -> None:
    text = "x = 1; import a.b, c as d\n"
    assert of(text).imports == (
        facts.Import(module="a.b", names=(), level=0, line=1, column=8),
        facts.Import(module="c", names=(), level=0, line=1, column=8),
    )


def test_what_a_relative_import_takes_is_one_import_with_its_dots() -> None:
    (found,) = of("\nfrom ..store import rows, keys as k\n", "src/app/web/views.py").imports
    assert found == facts.Import(module="app.store", names=("rows", "keys"), level=2, line=2, column=1)


def test_without_a_path_a_relative_import_stays_as_far_as_it_is_written() -> None:
    assert [each.module for each in of("from .store import rows\n", "").imports] == ["store"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("os.getenv('A')", [("A", 2)]),
        ("os.getenv('A', 'other')", [("A", 2)]),
        ("os.environ['A']", [("A", 2)]),
        ("os.environ.get('A')", [("A", 2)]),
        ("os.environ.pop('A')", [("A", 2)]),
        ("os.environ.setdefault('A', '1')", [("A", 2)]),
        ("os.environ.__getitem__('A')", [("A", 2)]),
        ("all = os.environ\nall['A']", [("A", 3)]),
        ("NAME = 'A'\nos.getenv(NAME)", [("A", 3)]),
        ("os.getenv(f())", []),
        ("os.getenv()", []),
        ("os.environ['A'] = '1'", []),
        ("del os.environ['A']", []),
        ("os.environ.keys()", []),
        ("mine['A']", []),
    ],
)
def test_a_variable_that_is_read_is_told_by_its_name(text: str, read: list[tuple[str, int]]) -> None:
    found = of(f"import os\n{text}\n").environment
    assert [(each.name, each.line) for each in found] == read


def test_a_variable_belongs_to_the_function_that_reads_it() -> None:
    text = "import os\nclass A:\n    def m(self):\n        return os.environ['HOME']\n"
    assert of(text).environment == (facts.EnvironmentRead("HOME", 4, "A.m"),)


def test_an_error_is_told_by_the_name_that_is_written() -> None:
    text = (
        "def f():\n    raise ValueError('x') from e\n"
        "class A:\n    def m(self):\n        raise errors.Bad\n        raise\n"
        "raise make()(1)\n"
    )
    assert of(text).raises == (
        facts.Raise("f", 2, "ValueError"),
        facts.Raise("A.m", 5, "errors.Bad"),
        facts.Raise("", 7, "make()"),
    )


def test_each_silent_handler_is_told_at_its_own_line() -> None:
    text = (
        "class A:\n"
        "    def m(self):\n"
        "        try:\n"
        "            f()\n"
        "        except OSError:\n"
        "            pass\n"
        "        except ValueError:\n"
        "            raise\n"
        "        except KeyError:\n"
        "            log.error('x')\n"
    )
    assert of(text).swallows == (facts.Swallow("A.m", 5, "passes"), facts.Swallow("A.m", 9, "only logs"))


def test_a_silent_handler_within_a_handler_is_told_too() -> None:
    text = "try: f()\nexcept E:\n    try: g()\n    except F: pass\n    raise\n"
    assert of(text).swallows == (facts.Swallow("", 4, "passes"),)


def test_a_silent_handler_of_a_group_is_told() -> None:
    assert of("try: f()\nexcept* E:\n    pass\n").swallows == (facts.Swallow("", 2, "passes"),)


def test_what_a_silent_handler_does_is_still_walked() -> None:
    assert told("import log\ntry: ...\nexcept E: log.error('x')\n") == [("log.error", "call", 3, 11)]


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("pass\n    log.info('x')", "only logs"),
        ("log.info('x')\n    pass", "only logs"),
        ("'why'\n    pass", "passes"),
        ("x.y.exception('x')", "only logs"),
        ("warn('x')", "only logs"),
        ("log.info", ""),
        ("log.flush()", ""),
        ("pass\n    f()", ""),
        ("pass\n    return", ""),
        ("break", ""),
    ],
)
def test_a_handler_is_silent_when_all_of_its_statements_are(body: str, how: str) -> None:
    text = f"while a:\n  try: f()\n  except E:\n    {body}\n"
    assert [each.how for each in of(text).swallows] == ([how] if how else [])


def test_what_a_file_binds_and_what_its_imports_stand_for() -> None:
    text = (
        "import a.b as c, d.e\nfrom f import g as h, i\nX = 1\n"
        "def y(z): ...\nclass Z: w = 1\nfor q in r: ...\n"
    )
    found = of(text)
    assert found.names == {"c", "d", "h", "i", "X", "y", "Z", "q"}
    assert found.aliases == {"c": ("a.b",), "d": ("d",), "h": ("f.g",), "i": ("f.i",)}
    assert found.module == "app.m"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("import a\nimport b\n", [1, 2]),
        ("import a\r\nimport b\r\n", [1, 2]),
        ("import a\rimport b\r", [1, 2]),
        ("\ufeffimport a\n\nimport b", [1, 3]),
        ("'''\r\n\r\n'''\r\nimport a\r\nimport b", [4, 5]),
    ],
    ids=["lf", "crlf", "cr", "byte order mark", "a text over lines that end in crlf"],
)
def test_lines_are_counted_as_an_editor_counts_them(text: str, lines: list[int]) -> None:
    assert [each.line for each in of(text).imports] == lines


def test_a_file_with_a_problem_has_nothing_else() -> None:
    found = of("import json\njson.dump(1)\ndef f(:\n")
    assert found.problem is not None
    assert found == facts.Facts(problem=facts.Problem(3, found.problem.message))


def test_what_only_a_walk_finds_too_deep_is_a_problem_too() -> None:
    text = f"import json\nx = {'-' * 2000}json.load(1)\n"
    assert of(text) == facts.Facts(problem=facts.Problem(1, "nested too deeply"))


def test_a_parse_that_fails_gives_a_problem_and_one_that_holds_a_tree() -> None:
    assert python_facts.parse("x = (\n") == facts.Problem(1, "'(' was never closed")
    assert not isinstance(python_facts.parse("\ufeffx = 1\n"), facts.Problem)
