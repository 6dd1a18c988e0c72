"""What is the same word in a rewritten line: of a call, of a package, of a variable, of the world."""

import pytest

from parti.constraints import finding, moves, rewritten

EVAL = "`eval` is called where it is forbidden"
CLOCK = "`datetime.now` touches the clock, which is forbidden here"


def told(new: str, message: str, line: int = 5) -> finding.Finding:
    place = finding.Place(path="a.js", line=line)
    return finding.Finding(code="c", level="error", message=message, place=place, fix="f", snippet=new)


def is_same(old: str, new: str, message: str, text: str = "") -> bool:
    move = moves.Moved("a.js", "a.js", {5: (old,)}, f"{text}\n{old}\n")
    return [line for line, _ in rewritten.before(move, told(new, message))] == [old]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("eval(a)", "eval(b)", EVAL),
        ("x = [eval(a)]", "eval(b)", EVAL),
        ("here.eval(a)", "eval(b)", EVAL),
        ("open(p)", "open(q)", "`open(p, 'w')` is called where it is forbidden"),
        ("open(\np)", "open(q)", "`open(\nq\n)` is called where it is forbidden"),
        ("import left-pad as l", "import left-pad", "`left-pad` is imported"),
        ("import '@a/b'", "import {c} from '@a/b'", "`@a/b` is imported"),
        ("$eval(a)", "$eval(b)", "`$eval` is called"),
        ("store.jobs.get(a)", "get(store.jobs)", "`store.jobs` is handed to `get`"),
        ("eval(a)", "eval(b)", "`eval` is called, and `never.seen` is the place for it"),
    ],
)
def test_a_line_with_the_words_that_the_finding_tells_of_held_the_breach(
    old: str, new: str, message: str
) -> None:
    assert is_same(old, new, message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("my_eval(a)", "eval(b)", EVAL),
        ("eval_all(a)", "eval(b)", EVAL),
        ("$eval(a)", "eval(b)", EVAL),
        ("Eval(a)", "eval(b)", EVAL),
        ("run(a)", "eval(b)", EVAL),
        ("", "eval(b)", EVAL),
        ("import left-pad-more", "import left-pad", "`left-pad` is imported"),
        ("import pad", "import left-pad", "`left-pad` is imported"),
        ("import '@a/b/c'", "import '@a/b'", "`@a/b` is imported"),
        ("import a", "import b", "`b` is imported"),
        ("store.get(a)", "get(store.jobs)", "`store.jobs` is handed to `get`"),
        ("eval(a)", "eval(b)", "nothing is quoted here"),
        ("eval(a)", "run(b)", EVAL),
    ],
)
def test_a_line_without_one_of_them_held_another(old: str, new: str, message: str) -> None:
    assert not is_same(old, new, message)


@pytest.mark.parametrize(
    ("old", "is_the_clock"),
    [
        ("at = time.time()", True),
        ("at = utcnow()", True),
        ("time.sleep(1)", True),
        ("at = nowhere()", False),
        ("at = os.getenv('now_at')", False),
        ("at = 1", False),
    ],
)
def test_a_part_of_the_world_is_known_by_the_words_that_touch_it(old: str, is_the_clock: bool) -> None:
    assert is_same(old, "at = datetime.now()", CLOCK) is is_the_clock


@pytest.mark.parametrize("kind", ["environment", "network"])
def test_another_part_of_the_world_is_another_breach(kind: str) -> None:
    message = f"`fetched` touches the {kind}, which is forbidden here"
    assert not is_same("at = time.time()", "at = fetched()", message)


@pytest.mark.parametrize("verb", ["called", "passed on", "used"])
def test_a_variable_answers_for_what_is_called_passed_on_or_used(verb: str) -> None:
    assert is_same("f(a)", "g(a)", f"`g` is {verb} where it is forbidden", "f = g")


@pytest.mark.parametrize("verb", ["named", "imported", "raised", "calledness"])
def test_for_nothing_else(verb: str) -> None:
    assert not is_same("f(a)", "g(a)", f"`g` is {verb} where it is forbidden", "f = g")


@pytest.mark.parametrize(
    ("binds", "is_bound"),
    [
        ("f = g", True),
        ("f=later(g)", True),
        ("let f = a.g;", True),
        ("use shop::{f, g}", True),
        ("f = g(1)", False),
        ("f = g (1)", False),
        ("f = go", False),
        ("f == g", False),
        ("x.f = g", False),
        ("$f = g", False),
        ("ff = g", False),
        ("g = f", False),
        ("f = 1\nx = g", False),
        ("user(f, g)", False),
    ],
)
def test_only_a_line_that_makes_the_name_stand_for_it_binds(binds: str, is_bound: bool) -> None:
    assert is_same("f(a)", "g(a)", "`g` is called where it is forbidden", binds) is is_bound


def test_of_a_dotted_name_all_words_must_stand_where_it_is_bound() -> None:
    message = "`fs.copy` is called where it is forbidden"
    assert is_same("f(a)", "fs.copy(a)", message, "f = fs.copy")
    assert not is_same("f(a)", "fs.copy(a)", message, "f = copy")
    assert not is_same("f(a)", "fs.copy(a)", message, "f = fs.move")


def test_each_line_that_it_may_have_been_is_asked_by_itself() -> None:
    move = moves.Moved("a.js", "a.js", {5: ("eval(a)", "run(a)", "x = eval(c)"), 6: ("eval(z)",)}, "")
    assert [line for line, _ in rewritten.before(move, told("eval(b)", EVAL))] == ["eval(a)", "x = eval(c)"]
    assert [line for line, _ in rewritten.before(move, told("eval(b)", EVAL, line=6))] == ["eval(z)"]
    assert [line for line, _ in rewritten.before(move, told("eval(b)", EVAL, line=7))] == []


def test_of_a_file_with_another_name_every_line_is_taken_and_none_of_other_numbers() -> None:
    move = moves.Moved("old.js", "a.js", {5: ("run(a)", "")})
    assert [line for line, _ in rewritten.before(move, told("eval(b)", EVAL))] == ["run(a)", ""]
    assert [line for line, _ in rewritten.before(move, told("eval(b)", EVAL, line=4))] == []
