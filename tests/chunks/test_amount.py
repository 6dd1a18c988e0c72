"""How much a test file says, and a change that is no chunk's: less of it blocks, as much of it is shown."""

import pytest

from parti.chunks import amount, assertions, oracle
from parti.source.shape import FileChange
from tests.chunks.planned import rewritten

HEAD = "from app import run, stop\n\n"
CODE = "def run(x):\n    return x\n\ndef start():\n    return 1\n"
OTHER = CODE.replace("return 1", "return 2")
ONE = "def test_a():\n    assert run(3) == 3\n    assert run(4) == 4\n"
SPLIT = "def test_b():\n    assert stop(3) == 5\n\ndef test_c():\n    assert stop(4) == 6\n"


def amount_of(text: str) -> amount.Amount:
    tests = assertions.read(HEAD + text)
    assert tests is not None
    return amount.of(tests)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (ONE, ONE.replace("    assert run(4) == 4\n", "")),
        (ONE, ONE.replace("run(4) == 4", "run(4) is not None")),
        (ONE, ONE.replace("run(4) == 4", "run(4) > 3")),
        (ONE, ONE.replace("run(4) == 4", "True")),
        (ONE, ONE.replace("run(4) == 4", "run(3) == 3")),
        (ONE, ONE.replace("    assert run(4)", "    if run(5):\n        assert run(4)")),
        (ONE, "@pytest.mark.skip\n" + ONE),
        (ONE, "@pytest.mark.skipif(CI)\n" + ONE),
        (SPLIT, "def test_b():\n    assert stop(3) == 5\n    assert stop(4) == 6\n"),
        (
            "@pytest.mark.parametrize('x', [1, 2])\ndef test_a(x):\n    assert run(x) == x\n",
            "@pytest.mark.parametrize('x', [1])\ndef test_a(x):\n    assert run(x) == x\n",
        ),
    ],
    ids=[
        "one less", "weak", "loose", "cannot fail", "said twice", "at times", "skipped", "waiting",
        "fewer tests", "fewer rows",
    ],
)  # fmt: skip
def test_a_file_that_says_less_does_not_hold_what_it_said(more: str, less: str) -> None:
    assert amount_of(more).holds(amount_of(more))
    assert not amount_of(less).holds(amount_of(more))


def test_rows_that_are_made_elsewhere_count_as_one() -> None:
    rows = "@pytest.mark.parametrize('x', made())\ndef test_a(x):\n    assert run(x) == x\n"
    assert amount_of(rows) == amount_of("def test_a(x):\n    assert run(x) == x\n")


@pytest.mark.parametrize(
    "more",
    [
        ONE + "    assert run(5) is not None\n",
        ONE + "    if run(6):\n        assert run(5) == 5\n",
        ONE + "\ndef test_z():\n    assert run(5) == 5\n    yield\n",
    ],
    ids=["weak", "at times", "never"],
)
def test_what_says_next_to_nothing_adds_nothing(more: str) -> None:
    assert amount_of(more) == amount_of(ONE)


def levels(before: str, after: str, code: str, *, whole: bool) -> list[str]:
    changes = [rewritten(HEAD + before, HEAD + after), FileChange("src/app.py", CODE, code)]
    return sorted(each.level for each in oracle.findings(changes, whole=whole))


def test_tests_that_are_split_and_say_as_much_are_shown_in_a_whole_change_that_touches_code() -> None:
    assert levels(ONE, SPLIT, OTHER, whole=True) == ["warning"]


def test_the_same_blocks_in_a_chunk_and_where_no_code_changed() -> None:
    assert levels(ONE, SPLIT, OTHER, whole=False) == ["error"]
    assert levels(ONE, SPLIT, CODE, whole=True) == ["error"]
    assert levels(ONE, SPLIT, CODE + "# a word\n", whole=True) == ["error"]


def test_what_came_instead_has_to_say_as_much() -> None:
    weak = SPLIT.replace("stop(4) == 6", "stop(4) is not None")
    assert levels(ONE, weak, OTHER, whole=True) == ["error", "warning"]
    assert levels(ONE, SPLIT.partition("\n\n")[0], OTHER, whole=True) == ["error"]


def test_another_file_that_says_more_makes_up_for_nothing() -> None:
    changes = [
        rewritten(HEAD + ONE, HEAD + "def test_x():\n    assert stop(1) == 1\n"),
        FileChange("tests/test_more.py", None, HEAD + SPLIT),
        FileChange("src/app.py", CODE, OTHER),
    ]
    assert [each.level for each in oracle.findings(changes, whole=True)] == ["error"]


def test_a_skip_never_passes_for_what_came_beside_it() -> None:
    after = "@pytest.mark.skip\n" + ONE + "\n" + SPLIT + SPLIT.replace("test_", "test_more_")
    assert "error" in levels(ONE, after, OTHER, whole=True)


def test_the_message_says_why_it_is_only_shown() -> None:
    changes = [rewritten(HEAD + ONE, HEAD + SPLIT), FileChange("src/app.py", CODE, OTHER)]
    (found,) = oracle.findings(changes, whole=True)
    assert found.message.endswith(f"the test is deleted; code changed, and {changes[0].path} says no less.")


@pytest.mark.parametrize("mark", ["pytest.mark.skip", "unittest.skip('broken')", "pytest.mark.xfail"])
def test_a_test_that_never_counted_may_go_and_is_shown(mark: str) -> None:
    before = f"{ONE}\n@{mark}\ndef test_b():\n    assert run(9) == 9\n"
    for whole in (True, False):
        assert levels(before, ONE, CODE, whole=whole) == ["warning"]
    assert levels(before.replace(f"@{mark}\n", ""), ONE, CODE, whole=True) == ["error"]
    waiting = before.replace(f"@{mark}", "@pytest.mark.skipif(CI)")
    assert levels(waiting, ONE, CODE, whole=True) == ["error"]


def test_a_migration_that_is_named_in_a_text_of_the_test_takes_the_test_along() -> None:
    gone = "def test_b(db):\n    assert db.run(\"delete from done where name = 'm029_rehash'\") == 1\n"
    code = FileChange("src/moves.py", "def m029_rehash(store):\n    pass\n", "")
    changes = [rewritten(HEAD + ONE + gone, HEAD + ONE), code]
    (found,) = oracle.findings(changes)
    assert found.level == "warning"
    assert "m029_rehash, of which it spoke, is gone too" in found.message
    other = FileChange("src/moves.py", "def m030_rehash(store):\n    pass\n", "")
    assert [each.level for each in oracle.findings([changes[0], other])] == ["error"]


SAME_NAME = """
def test_b():
    def session(x):
        assert stop(x) == 2

    session(1)


def test_c():
    def session(x):
        run(x)

    {call}
    assert run(3) == 3
"""


def test_a_function_inside_another_test_does_not_assert_for_this_one() -> None:
    before, after = (SAME_NAME.format(call=call) for call in ("session(1)", "pass"))
    assert levels(before, after, CODE, whole=False) == []
    asserting = before.replace("run(x)", "assert run(x) == x")
    assert levels(
        asserting, asserting.replace("    session(1)\n    assert", "    assert"), CODE, whole=False
    )


def test_functions_inside_functions_cost_no_more_than_they_are() -> None:
    lines = [f"{' ' * n}def f{n}():\n{' ' * n} def g{n}(): pass" for n in range(1, 60)]
    text = "def test_a():\n" + "\n".join(lines) + f"\n{' ' * 60}pass\n assert run(1) == 1\n"
    tests = assertions.read(HEAD + text)
    assert tests is not None
    assert len(tests["test_a"].assertions) == 1
