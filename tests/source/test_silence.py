"""Silent ends of failures in Python: which place is told, in which body, and with which words.

`tests/constraints/test_told_error.py` holds the check as a whole. Here stand the places and words, what
belongs to which function, and the ways to stay silent that look like doing something.
"""

import ast

import pytest

from parti.source import silence

WIDE = frozenset({"Exception", "BaseException"})


def ends(text: str) -> list[tuple[int, int, str]]:
    """(line, column, how) of each silent end of the wide classes."""
    found = silence.ends(ast.parse(text), "src/app/a.py", WIDE.__contains__)
    return [(each.line, each.column, each.how) for each in found]


def caught(*lines: str) -> list[tuple[int, int, str]]:
    """What is told of a handler with these lines, in a function that reads `known`."""
    body = "".join(f"        {line}\n" for line in lines)
    return ends(f"def f(known):\n    try:\n        read(known)\n    except Exception as error:\n{body}")


SILENT = [(4, 5, "`except Exception` does nothing with it")]


def test_a_handler_is_told_where_its_clause_stands() -> None:
    assert ends("if x:\n  try:\n    f()\n  except BaseException: pass\n") == [
        (4, 3, "`except BaseException` does nothing with it")
    ]


def test_each_handler_of_one_try_is_judged_by_itself() -> None:
    text = (
        "try:\n    f()\nexcept Exception:\n    raise\nexcept BaseException:\n    pass\nexcept:\n    ...\n"
    )
    assert [line for line, _, _ in ends(text)] == [5, 7]


def test_a_handler_of_a_group_is_told_too() -> None:
    assert ends("try:\n    f()\nexcept* Exception:\n    pass\n") == [
        (3, 1, "`except Exception` does nothing with it")
    ]


def test_nested_functions_and_classes_are_bodies_of_their_own() -> None:
    handler = "try:\n{0}    f()\n{0}except Exception:\n{0}    pass\n"
    text = (
        "def outer():\n    def inner():\n        "
        + handler.format("        ")
        + "class A:\n    "
        + handler.format("    ")
        + handler.format("")
    )
    assert sorted(line for line, _, _ in ends(text)) == [5, 10, 14]


def test_a_clause_of_a_hundred_classes_is_not_spelled_out() -> None:
    classes = ", ".join(f"E{at}" for at in range(100))
    text = f"try:\n    f()\nexcept (Exception, {classes}):\n    pass\n"
    assert ends(text) == [(3, 1, "`except …` does nothing with it")]


@pytest.mark.parametrize(
    "answer",
    [
        "set()",
        "dict()",
        "list()",
        "tuple()",
        "frozenset()",
        "str()",
        "bytes()",
        "''",
        "b''",
        "-1",
        "not 1",
        "[]",
        "{}",
        "()",
        "(None, [])",
        "[set(), 0]",
        "{'rows': []}",
        "{1, 2}",
        "...",
        "0.0",
    ],
)
def test_an_answer_that_is_the_same_after_each_failure_tells_nothing(answer: str) -> None:
    assert caught(f"return {answer}") == SILENT


@pytest.mark.parametrize(
    "answer",
    [
        "known",
        "[known]",
        "{'a': known}",
        "{known: 1}",
        "{**known}",
        "set(known)",
        "dict(a=1)",
        "-known",
        "fallback()",
        "known.rows",
        "known + 1",
        "f'{known}'",
        "list([1])",
        "error",
    ],
)
def test_an_answer_that_is_made_from_something_may_tell(answer: str) -> None:
    assert caught(f"return {answer}") == []


def test_a_count_that_nobody_reads_tells_nothing() -> None:
    assert caught("failed += 1") == SILENT
    assert caught("failed += weigh(error)") == []


def test_a_count_that_the_function_reads_tells() -> None:
    text = (
        "def f():\n    n = 0\n    try:\n        read()\n    except Exception:\n"
        "        n += 1\n    return n\n"
    )
    assert ends(text) == []


def test_several_variables_that_nobody_reads_tell_nothing() -> None:
    assert caught("last, when = error, 1") == SILENT
    assert caught("[last, [when]] = error, [1]") == SILENT
    assert caught("last = when = error") == SILENT


def test_one_of_several_that_is_kept_or_read_is_enough() -> None:
    assert caught("last, self.error = 1, error") == []
    assert caught("last, known = 1, error") == []
    assert caught("last = known[0] = error") == []


def test_a_variable_that_a_nested_function_reads_is_read() -> None:
    text = (
        "def f():\n    last = None\n    def told():\n        return last\n    try:\n        read()\n"
        "    except Exception as error:\n        last = error\n    return told\n"
    )
    assert ends(text) == []


@pytest.mark.parametrize("word", ["global", "nonlocal"])
def test_a_variable_of_a_wider_place_is_taken_to_be_read_there(word: str) -> None:
    text = (
        "def g():\n    last = None\n    def f():\n"
        f"        {word} last\n        try:\n            read()\n"
        "        except Exception as error:\n            last = error\n"
    )
    assert ends(text) == []


def test_outside_of_functions_each_variable_may_be_read_elsewhere() -> None:
    assert ends("try:\n    import fast\nexcept Exception:\n    fast = None\n") == []
    assert ends("class A:\n    try:\n        n = 1\n    except Exception:\n        n = 2\n") == []


def test_a_declaration_without_a_value_does_nothing() -> None:
    assert caught("last: object") == SILENT
    assert caught("known: object = error") == []


def test_questions_that_lead_nowhere_tell_nothing() -> None:
    lines = ("if isinstance(error, KeyError):", "    pass", "elif len(str(error)) > 3:", "    return None")
    assert caught(*lines) == SILENT


@pytest.mark.parametrize(
    "lines",
    [
        ("if known:", "    pass", "else:", "    log(error)"),
        ("if ask(error):", "    pass"),
        ("if (last := error):", "    pass"),
        ("str(log(error))",),
        ("error.str()",),
        ("yield",),
        ("hook = lambda: error",),
        ("raise KeyError from error",),
        ("assert known",),
        ("with known:", "    pass"),
        ("def told():", "    return error"),
        ("while True:", "    pass"),
    ],
    ids=" ".join,
)
def test_what_may_do_something_is_taken_to_tell(lines: tuple[str, ...]) -> None:
    assert caught(*lines) == []


@pytest.mark.parametrize(
    "line", ["str(error)", "repr(error), type(error)", "f'{error}'", "bool(error) and 1"]
)
def test_looking_at_the_failure_without_saying_it_tells_nothing(line: str) -> None:
    assert caught(line) == SILENT


def test_suppress_is_told_with_what_it_drops() -> None:
    text = (
        "import contextlib\ndef f():\n"
        "    with open(p) as g, contextlib.suppress(KeyError, Exception):\n        g()\n"
    )
    assert ends(text) == [(3, 24, "`contextlib.suppress(KeyError, Exception)` drops it")]


def test_suppress_without_a_class_drops_nothing() -> None:
    assert ends("from contextlib import suppress\nwith suppress():\n    f()\n") == []


def test_a_partial_of_something_else_is_no_suppress() -> None:
    text = "from contextlib import suppress\nfrom functools import partial\n"
    assert ends(f"{text}q = partial(print, Exception)\nr = partial()\n") == []
    assert ends(f"{text}q = partial(suppress, KeyError, Exception)\n") == [
        (3, 5, "`partial(suppress, KeyError, Exception)` drops it")
    ]


FINALLY = "while x:\n    try:\n        f()\n    finally:\n"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("        break\n", (5, 9, "`break` in `finally` drops whatever was raised")),
        (
            "        if y:\n            continue\n",
            (6, 13, "`continue` in `finally` drops whatever was raised"),
        ),
        (
            "        while y:\n            g()\n        else:\n            break\n",
            (8, 13, "`break` in `finally` drops whatever was raised"),
        ),
        (
            "        match y:\n            case 1:\n                break\n",
            (7, 17, "`break` in `finally` drops whatever was raised"),
        ),
        (
            "        try:\n            g()\n        except E:\n            break\n",
            (8, 13, "`break` in `finally` drops whatever was raised"),
        ),
    ],
    ids=["at once", "in a branch", "behind an inner loop", "in a case", "in a handler"],
)
def test_leaving_from_a_final_block_drops_the_failure(lines: str, told: tuple[int, int, str]) -> None:
    assert ends(FINALLY + lines) == [told]


@pytest.mark.parametrize(
    "lines",
    [
        "        while y:\n            if z:\n                continue\n            break\n",
        "        for a in b:\n            break\n        else:\n            g()\n",
        "        def g():\n            return 1\n",
        "        class A:\n            x = lambda: 1\n",
        "        close()\n",
    ],
    ids=["its own loop", "its own loop with an else", "a function", "a class", "a call"],
)
def test_leaving_something_inside_a_final_block_drops_nothing(lines: str) -> None:
    assert ends(FINALLY + lines) == []


def test_a_return_deep_in_loops_of_a_final_block_drops_the_failure() -> None:
    text = "def f():\n    try:\n        g()\n    finally:\n        for a in b:\n            return a\n"
    assert ends(text) == [(6, 13, "`return` in `finally` drops whatever was raised")]


@pytest.mark.parametrize("said", ["True", "1", "'done'"])
def test_a_context_that_takes_every_failure_is_told(said: str) -> None:
    text = (
        "class A:\n    def __exit__(self, kind, error, trace):\n        self.close()\n"
        f"        return {said}\n"
    )
    assert ends(text) == [(4, 9, "`__exit__` says that every failure is dealt with")]


def test_an_asynchronous_context_is_told_by_its_own_name() -> None:
    text = "class A:\n    async def __aexit__(self, *given, **more):\n        return True\n"
    assert ends(text) == [(3, 9, "`__aexit__` says that every failure is dealt with")]


@pytest.mark.parametrize(
    ("given", "body"),
    [
        ("self, kind, error, trace", "return False"),
        ("self, kind, error, trace", "return None"),
        ("self, kind, error, trace", "return 0"),
        ("self, kind, error, trace", "log(error); return True"),
        ("self, *given", "log(given); return True"),
        ("self, kind, /, error, *, trace=None", "log(trace); return True"),
        ("self, kind, error, trace", "return kind is KeyError"),
        ("self, kind, error, trace", "self.close()"),
    ],
)
def test_a_context_that_looks_or_lets_the_failure_go_is_free(given: str, body: str) -> None:
    assert ends(f"class A:\n    def __exit__({given}):\n        {body}\n") == []


def test_another_method_may_answer_true() -> None:
    assert ends("class A:\n    def leave(self, kind, error, trace):\n        return True\n") == []
