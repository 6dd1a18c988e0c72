"""The arguments of a call, read without a parse: where it is sure, a parser sees the same arguments."""

import ast
import random
import time

import pytest

from parti.source import adjacent, arguments, beginnings, phrases, structure
from tests.law.source import package

OPEN = {
    "all": [
        {"has": {"field": "function", "regex": r"(^|\.)open$"}},
        {"has": {"field": "arguments", "any": [
            {"has": {"kind": "string", "nthChild": 2, "regex": "^[a-z]*['\"][rb]*[wax]"}},
            {"has": {"kind": "keyword_argument", "regex": "^mode *= *[a-z]*['\"][rb]*[wax]"}},
        ]}},
    ]
}  # fmt: skip
SHELL = {"pattern": "run($$$A, shell=True, $$$B)"}
NOW = {"pattern": "now()"}


def holds(rule: object, text: str) -> bool:
    return adjacent.any_group(phrases.lying(phrases.groups([rule])), text.encode("utf-8", "replace"))


@pytest.mark.parametrize(
    "text",
    [
        "open(p)", "open(p, 'r')", "open(p, 'rb')", "open('wax')", "open(p, encoding='ascii')",
        "open(f(a, 'w'))", "open([a, 'w'], 'r')", "open(p, 'r', 'w')", "open('''w, 'w' ''', 'r')",
        "open(p,\n  'r',\n)", "open(p, 'r' 'w')", "open(r'\\\\', 'r', p)", "open(*a, **{'w': 'w'})",
        "open((lambda a, b: 'w'), 'r')", "open(model='w')", "open('\\'', 'r')", "open(p, mode='r')",
        "open()",
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_meant_needs_no_parse(text: str) -> None:
    assert not holds(OPEN, text)


@pytest.mark.parametrize(
    "text",
    [
        "open(p, 'w')", "open(p, mode='w')", "open(p, mode = b'xb')", "x.open(p,\n'a')", "open (p, rb'w')",
        "open(p, 'r', mode='w')", "open(f(a, 'r'), 'w')", "open('a' 'b', 'w')", "open(a if b else c, 'w')",
        "open(p, 'r'); open(p, 'w')", 'open("""a, "b" """, "w")', "open('\\', 'w')", "open(p := 'r', 'w')",
    ],
)  # fmt: skip
def test_a_call_that_is_meant_is_seen(text: str) -> None:
    assert holds(OPEN, text)


@pytest.mark.parametrize(
    "text",
    [
        "open(p, # 'r'\n 'r')", "open(lambda a, b: a, 'r')", "open(a for a in b)", "open(f'{a}', 'r')",
        "open(p, 'r'", "open(p, [)", "open(p, 'r\n')", "open(é, 'r')", "open(p; 'r')", "open(p \\\n)",
        "open(f'{a[']')', 'w')", "open(" + "a, " * 900 + "b)", "open(" + "'" + "a" * 3000 + "')",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_a_parse(text: str) -> None:
    assert holds(OPEN, text)


@pytest.mark.parametrize(
    ("rule", "text", "held"),
    [
        (SHELL, "run(a, shell=True)", True),
        (SHELL, "run(shell = True)", True),
        (SHELL, "run(a, check=True)\nshell = True", False),
        (NOW, "now( )", True),
        (NOW, "now(tz)", False),
    ],
)
def test_a_pattern_says_what_its_arguments_are(rule: object, text: str, held: bool) -> None:
    assert holds(rule, text) is held


def test_many_calls_are_taken_to_hold_what_is_wanted() -> None:
    assert not holds(OPEN, "open(p)\n" * 100)
    assert holds(OPEN, "open(p)\n" * 101)


@pytest.mark.parametrize("text", ["open(" * 300_000, "open(p, '" * 200_000, "open('\\\\" * 200_000])
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    holds(OPEN, text)
    assert time.process_time() - start < 1


def test_arguments_begin_where_a_parser_says_in_our_own_code() -> None:
    """Each call of our own package, beside Python's parser."""
    told = 0
    for source in package():
        data = source.text.encode()
        lines = [0]
        for line in data.splitlines(keepends=True):
            lines.append(lines[-1] + len(line))
        for node in ast.walk(ast.parse(source.text)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
                continue
            ends = lines[(node.func.end_lineno or 0) - 1] + (node.func.end_col_offset or 0)
            if data[ends : ends + 1] != b"(":
                continue
            wanted = [data[lines[each.lineno - 1] + each.col_offset :][:30] for each in _listed(node)]
            sure = [arguments.may_be(data, ends + 1, ((at, _exactly(w)),)) for at, w in enumerate(wanted)]
            assert all(sure), (source.path, node.lineno)
            told += not arguments.may_be(data, ends + 1, ((len(wanted), _exactly(b"")),))
    assert told > 3000, "too few calls are plain for this to say anything"


def _listed(node: ast.Call) -> list[ast.expr | ast.keyword]:
    """The arguments in the order of the text, where each shows its beginning."""
    every: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
    every.sort(key=lambda each: (each.lineno, each.col_offset))
    return [] if any(isinstance(each, ast.GeneratorExp) for each in node.args) else every


def _exactly(letters: bytes) -> beginnings.Steps:
    return tuple((letters[at : at + 1], True, False) for at in range(len(letters)))


PIECES = (
    "open(", "p", ", ", "'w'", "'r'", "mode='w'", ")", "[", "]", "{", "}", "f'{x}'", "b'ab'",
    "lambda a, b: c",
    " for x in y", "# 'w'\n", "\n", "(", "'''a, '''", "\\\n", "*a", "**k", "x.open(", "é", '"', "not ", "=",
    " if a else b", ":=", "'\\''", "r'\\'", ";", "await ", "''",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_no_match_of_the_engine_in_texts_that_parse_is_missed(seed: int) -> None:
    chance = random.Random(seed)
    matched = passed = 0
    for _ in range(2500):
        between = chance.choice(("", ", ", ", "))
        text = f"open({between.join(chance.choices(PIECES, k=chance.randrange(1, 6)))})\n"
        if structure.fault(structure.tree(text, "python")):
            continue
        held = holds(OPEN, text)
        passed += not held
        if structure.find(text, "python", [OPEN]):
            matched += 1
            assert held, text
    assert matched > 20, matched
    assert passed > 20, passed
