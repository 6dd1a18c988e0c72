"""Every way out of a function: where a *when* is left without its *then*."""

import ast

import pytest

from parti.source import paths


def name_call(name: str) -> paths.Test:
    def test(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name

    return test


def judged(body: str) -> paths.Verdict:
    lines = "".join(f"    {line}\n" for line in body.strip("\n").splitlines())
    (function,) = ast.parse(f"def f():\n{lines}").body
    assert isinstance(function, ast.FunctionDef)
    return paths.judge(function, name_call("when"), name_call("then"))


KEPT = {
    "nothing happens": "pass",
    "after": "when()\nthen()",
    "before": "then()\nwhen()",
    "one statement": "then(when())",
    "both branches": "when()\nif a:\n    then()\nelse:\n    then()",
    "only where needed": "if a:\n    when()\n    then()\nelse:\n    return",
    "early return before": "if a:\n    return\nwhen()\nthen()",
    "finally": "try:\n    when()\nfinally:\n    then()",
    "finally on return": "try:\n    when()\n    return 1\nfinally:\n    then()",
    "finally on raise": "try:\n    when()\n    raise E\nfinally:\n    then()",
    "finally on break": "while a:\n    try:\n        when()\n        break\n    finally:\n        then()",
    "each turn": "for x in y:\n    when()\n    then()",
    "after the loop": "for x in y:\n    when()\nthen()",
    "before the loop": "then()\nwhile a:\n    when()",
    "endless loop": "while True:\n    when()\n    if a:\n        then()\n        return",
    "loop else": "for x in y:\n    when()\nelse:\n    then()",
    "with": "with lock:\n    when()\n    then()",
    "with enters then": "with then():\n    when()",
    "handler does too": "try:\n    when()\n    g()\n    then()\nexcept E:\n    then()",
    "the setting cannot fail": "try:\n    when()\n    then()\nexcept E:\n    return",
    "every case": "when()\nmatch a:\n    case 1:\n        then()\n    case _:\n        then()",
    "then in the test": "if then():\n    when()",
    "a nested function is another": "def g():\n    when()",
    "a lambda is another": "x = lambda: when()",
    "unreachable": "return\nwhen()",
}

BROKEN = {
    "never": "when()",
    "one branch": "when()\nif a:\n    then()",
    "other branch": "if a:\n    then()\nelse:\n    when()",
    "early return": "when()\nif a:\n    return\nthen()",
    "raise": "when()\nif a:\n    raise E\nthen()",
    "branch before": "if a:\n    then()\nwhen()",
    "loop may not turn": "for x in y:\n    then()\nwhen()",
    "continue": "for x in y:\n    when()\n    if a:\n        continue\n    then()",
    "break": "for x in y:\n    when()\n    if a:\n        break\n    then()",
    "break skips else": "for x in y:\n    when()\n    break\nelse:\n    then()",
    "handler forgets": "try:\n    when()\n    g()\n    then()\nexcept E:\n    log()",
    "handler returns": "try:\n    when()\n    g()\nexcept E:\n    return\nthen()",
    "case forgotten": "when()\nmatch a:\n    case 1:\n        then()",
    "guarded last case": "when()\nmatch a:\n    case _ if b:\n        then()",
    "in a handler": "try:\n    g()\nexcept E:\n    when()",
    "in finally": "try:\n    g()\nfinally:\n    when()",
    "in else": "try:\n    g()\nexcept E:\n    then()\nelse:\n    when()",
    "in a with": "with when():\n    pass",
    "in a test": "while when():\n    pass",
    "in a comprehension": "x = [when() for y in z]",
    "in a return": "return when()",
    "endless with break": "while True:\n    when()\n    break",
}


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_a_pair_that_is_kept(body: str) -> None:
    assert judged(body).waiting == ()


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_pair_that_is_broken(body: str) -> None:
    assert len(judged(body).waiting) == 1


def test_the_place_is_where_the_when_stands() -> None:
    assert judged("g()\nwhen()").waiting == ((3, 5),)


@pytest.mark.parametrize(
    ("body", "always"),
    [
        ("then()", True),
        ("if a:\n    then()", False),
        ("if a:\n    raise E\nthen()", True),
        ("if a:\n    return\nthen()", False),
        ("while True:\n    pass", False),
    ],
)
def test_whether_a_function_always_does_then(body: str, always: bool) -> None:
    assert judged(body).always is always
