"""What is told of rows of like things, which are asked for once; `bench.growth` shows in what time."""

from parti.constraints import (
    candidates,
    document,
    finding,
    moves,
    origins,
    rewritten,
    same_code,
    suppression,
)
from parti.constraints import tree as trees
from parti.source import facts, reading
from parti.source.shape import FileChange
from tests.constraints.asking import tree_of


def test_modules_that_hand_one_name_to_one_another_are_asked_once_each() -> None:
    files = {
        f"m{at}.py": "".join(f"from m{other} import f\n" for other in range(8) if other != at)
        for at in range(8)
    }
    known = origins.Origins(tree_of(files))
    call = facts.Call(name="m0.f", method="f", line=1, column=1)
    assert sorted(each.name for each in known.of(call)) == [f"m{at}.f" for at in range(8)]


def test_each_of_many_comments_that_allow_one_line_is_read() -> None:
    text = "// parti: allow no-print -- why\n" * 30 + "\nprint()\n"
    found = suppression.collect("a.js", text)
    assert [each.line for each in found] == list(range(1, 31))
    assert {each.covers[1] for each in found} == {32}


def test_a_run_of_blanks_is_as_good_as_one() -> None:
    blank = " " * 60_000
    assert same_code.moved(("a", f"x{blank}y"), ("b", "x y"))


def test_a_handler_behind_many_spaces_was_another() -> None:
    line = f"except{' ' * 4000}E"
    move = moves.Moved("a.py", "a.py", {1: (line,)}, line)
    now = finding.Finding(
        code="c",
        level="error",
        message="`except E` does nothing with it",
        place=finding.Place(path="a.py", line=1),
        fix="f",
        snippet="except E:",
    )
    assert list(rewritten.before(move, now)) == []


def test_raw_uses_beside_one_helper_are_told_once_a_file() -> None:
    texts = {
        "h.py": "import json\n\n\ndef save(x):\n    json.dump(x)\n",
        "by_hand.py": "import json\n\n" + "json.dump(1)\n" * 25,
        "through.py": "import h\n\n" + "h.save(1)\n" * 125,
    }
    changed = [FileChange(path, texts[path] if path == "h.py" else "", texts[path]) for path in texts]
    nothing = document.parse("# x\n")
    found = candidates.find(changed, trees.Texts(texts), nothing, reading.extract)
    assert "raw:h.save:by_hand.py" in {each.key for each in found}
