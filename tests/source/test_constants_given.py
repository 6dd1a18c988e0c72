"""What a call is given by name, at the borders: literals, other bindings of the name, odd files.

`test_constants` holds the rule; here are the spellings on which a time-out or a statement of SQL would be
read wrongly, and a wrong number in a sighting is worse than none.
"""

import warnings

import pytest

from parti.source import constants, reading


def given(text: str) -> constants.Given:
    """What the last call of a text is given; nothing where it is not told."""
    found = constants.given(text)
    return found[max(found)] if found else constants.Given("", {})


@pytest.mark.parametrize(
    ("value", "first"),
    [
        ("'SELECT 1'", "SELECT 1"),
        ("'SELECT ' '1'", "SELECT 1"),
        ('"""SELECT\n1"""', "SELECT\n1"),
        ("r'\\d'", "\\d"),
        ("''", ""),
        ("5", ""),
        ("b'SELECT 1'", ""),
        ("f'SELECT 1'", ""),
        ("'SELECT ' + '1'", ""),
        ("('SELECT 1',)", ""),
        ("None", ""),
    ],
)
def test_the_first_argument_is_a_name_for_a_text(value: str, first: str) -> None:
    assert given(f"SQL = {value}\nrun(SQL)\n").first == first


@pytest.mark.parametrize(
    "call", ["run('SELECT 1')", "run(1, SQL)", "run(*SQL)", "run(a.SQL)", "run(sql=1)"]
)
def test_another_first_argument_is_not_told(call: str) -> None:
    assert given(f"SQL = 'SELECT 1'\n{call}\n").first == ""


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("wait=5", {"wait": (5, "")}),
        ("wait=0", {"wait": (0, "")}),
        ("wait=0.5", {"wait": (0.5, "")}),
        ("wait=1_000", {"wait": (1000, "")}),
        ("wait='5s'", {"wait": ("5s", "")}),
        ("wait=LIMIT", {"wait": (30, "LIMIT")}),
        ("wait=LIMIT, more=1", {"wait": (30, "LIMIT"), "more": (1, "")}),
        ("wait=f'{LIMIT}s'", {"wait": ("30s", "")}),
        ("wait=f'a{LIMIT}b{1}'", {"wait": ("a30b1", "")}),
        ("wait=''", {}),
        ("wait=True", {}),
        ("wait=None", {}),
        ("wait=-5", {}),
        ("wait=2j", {}),
        ("wait=LIMIT * 2", {}),
        ("wait=other", {}),
        ("wait=a.LIMIT", {}),
        ("wait=f'{other}s'", {}),
        ("**{'wait': 5}", {}),
    ],
)
def test_a_keyword_is_told_with_its_literal_and_the_name_that_holds_it(
    word: str, told: dict[str, object]
) -> None:
    assert given(f"LIMIT = 30\nrun({word})\n").words == told


@pytest.mark.parametrize(
    "text",
    [
        "LIMIT = 1\nLIMIT = 2\nrun(wait=LIMIT)\n",
        "LIMIT = 1\nLIMIT += 2\nrun(wait=LIMIT)\n",
        "LIMIT: int\nLIMIT = 1\nrun(wait=LIMIT)\n",
        "if x:\n    LIMIT = 1\nrun(wait=LIMIT)\n",
        "LIMIT = other = 1\nrun(wait=LIMIT)\n",
        "LIMIT, other = 1, 2\nrun(wait=LIMIT)\n",
        "LIMIT = True\nrun(wait=LIMIT)\n",
        "def f():\n    LIMIT = 1\nrun(wait=LIMIT)\n",
        "class A:\n    LIMIT = 1\nrun(wait=LIMIT)\n",
        "LIMIT = 1\nclass LIMIT: ...\nrun(wait=LIMIT)\n",
        "LIMIT = 1\nasync def LIMIT(): ...\nrun(wait=LIMIT)\n",
        "LIMIT = 1\nimport LIMIT.x\nrun(wait=LIMIT)\n",
        "LIMIT = 1\nfrom a import LIMIT\nrun(wait=LIMIT)\n",
        "LIMIT = 1\nf = lambda LIMIT: 2\nrun(wait=LIMIT)\n",
        "LIMIT = 1\ndef f(*LIMIT): ...\nrun(wait=LIMIT)\n",
        "LIMIT = 1\ndef f():\n    global LIMIT\n    LIMIT = 2\nrun(wait=LIMIT)\n",
        "LIMIT = 1\nmatch a:\n    case [1, LIMIT]: ...\nrun(wait=LIMIT)\n",
    ],
)
def test_a_name_that_is_not_bound_once_at_the_top_is_no_constant(text: str) -> None:
    assert given(text).words == {}


@pytest.mark.parametrize(
    "more",
    ["import a.LIMIT", "import a as b", "a.LIMIT = 2", "f(LIMIT=2)", "from LIMIT import a", "x = LIMIT"],
)
def test_what_only_looks_like_another_binding_undoes_nothing(more: str) -> None:
    assert given(f"LIMIT: int = 30\n{more}\nrun(wait=LIMIT)\n").words == {"wait": (30, "LIMIT")}


def test_each_call_is_told_at_its_own_place_and_one_that_is_given_nothing_is_left_out() -> None:
    text = "A = 'x'\nf(A)\nif y:\n    g(f(A), n=1)\n    h()\n"
    assert constants.given(text) == {
        (2, 1): constants.Given("x", {}),
        (4, 5): constants.Given("", {"n": (1, "")}),
        (4, 7): constants.Given("x", {}),
    }


@pytest.mark.parametrize(
    "text",
    ["\ufeffA = 'x'\nf(A)\n", "A = 'x'\r\nf(A)\r\n", "A = 'x'\rf(A)\r", "é = 'ü'\nA = 'x'\n# ß\nf(A)\n"],
    ids=["byte order mark", "crlf", "cr", "other letters"],
)
def test_a_file_of_any_kind_gives_its_constants_where_facts_say(text: str) -> None:
    (place,) = constants.given(text)
    (call,) = reading.extract(text, "src/a.py").calls
    assert constants.given(text)[place].first == "x"
    assert place == (call.line, call.column)


def test_an_old_escape_warns_nobody_and_hides_nothing() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert given("A = 'x'\nB = '\\d'\nf(A)\n").first == "x"


def test_what_is_too_deep_for_the_parser_gives_nothing() -> None:
    assert constants.given(f"A = 'x'\nf(A)\ny = {'-' * 100_000}1\n") == {}
