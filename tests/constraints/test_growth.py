"""Long lines and rows of like lines are judged in a time that grows with them.

Each of these once took the square of what stands there or more. The limit is far above what is needed now,
and far below what the square would take.
"""

import time
from collections.abc import Callable

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

PATIENCE = 2.0


def _spent(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def test_modules_that_hand_one_name_to_one_another_are_asked_once_each() -> None:
    files = {
        f"m{at}.py": "".join(f"from m{other} import f\n" for other in range(8) if other != at)
        for at in range(8)
    }
    known = origins.Origins(tree_of(files))
    call = facts.Call(name="m0.f", method="f", line=1, column=1)
    told: list[facts.Call] = []
    assert _spent(lambda: told.extend(known.of(call))) < PATIENCE
    assert sorted(each.name for each in told) == [f"m{at}.f" for at in range(8)]


def test_thousands_of_comments_that_allow_one_line_are_read_in_no_time() -> None:
    text = "// parti: allow no-print -- why\n" * 30_000 + "\nprint()\n"
    found: list[suppression.Suppression] = []
    assert _spent(lambda: found.extend(suppression.collect("a.js", text))) < PATIENCE
    assert [each.line for each in found] == list(range(1, 30_001))
    assert {each.covers[1] for each in found} == {30_002}


def test_a_line_of_spaces_is_compared_in_no_time() -> None:
    blank = " " * 60_000
    assert _spent(lambda: same_code.moved(("a", f"x{blank}y"), ("b", "x y"))) < PATIENCE


def test_a_handler_behind_spaces_is_read_in_no_time() -> None:
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
    told: list[str] = []
    assert _spent(lambda: told.extend(rewritten.before(move, now))) < PATIENCE
    assert told == []


def test_hundreds_of_raw_uses_beside_one_helper_are_counted_in_no_time() -> None:
    texts = {
        "h.py": "import json\n\n\ndef save(x):\n    json.dump(x)\n",
        "by_hand.py": "import json\n\n" + "json.dump(1)\n" * 2500,
        "through.py": "import h\n\n" + "h.save(1)\n" * 12_500,
    }
    changed = [FileChange(path, texts[path] if path == "h.py" else "", texts[path]) for path in texts]
    nothing = document.parse("# x\n")
    found: list[candidates.Candidate] = []

    def look() -> None:
        found.extend(candidates.find(changed, trees.Texts(texts), nothing, reading.extract))

    assert _spent(look) < 2 * PATIENCE
    assert "raw:h.save:by_hand.py" in {each.key for each in found}
