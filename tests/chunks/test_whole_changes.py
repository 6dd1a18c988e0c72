"""What a test said of code that changed: it blocks in a chunk and is shown in a change that is none.

A skip, an assertion that can no longer fail and a test that was weakened alone block everywhere.
"""

import pytest

from parti.chunks import oracle
from parti.source.shape import FileChange
from tests.chunks.planned import rewritten

CODE = "def run(x):\n    return x\n"
OTHER = CODE.replace("return x", "return x + 1")
HEAD = "from app import run\n\n"
TEST = HEAD + "def test_a():\n    assert run(3) == 3\n    assert run(4) == 4\n"
ROWS = HEAD + "@pytest.mark.parametrize('x', [1, 2])\ndef test_a(x):\n    assert run(x) == x\n"


def levels(before: str, after: str, code: str = OTHER, *, whole: bool) -> list[str]:
    changes = [rewritten(before, after), FileChange("src/app.py", CODE, code)]
    return [each.level for each in oracle.findings(changes, whole=whole)]


FOLLOWS = {
    "removed": (TEST, TEST.replace("    assert run(4) == 4\n", "")),
    "loosened": (TEST, TEST.replace("run(4) == 4", "run(4) > 3")),
    "fewer cases": (ROWS, ROWS.replace("[1, 2]", "[1]")),
    "deleted": (TEST + "\ndef test_b():\n    assert run(5) == 5\n", TEST),
}


@pytest.mark.parametrize("name", FOLLOWS)
def test_what_follows_the_code_blocks_in_a_chunk_and_is_shown_in_a_whole_change(name: str) -> None:
    before, after = FOLLOWS[name]
    assert levels(before, after, whole=False) == ["error"]
    assert levels(before, after, whole=True) == ["warning"]


@pytest.mark.parametrize("name", FOLLOWS)
def test_what_is_weakened_while_its_code_stays_blocks_everywhere(name: str) -> None:
    before, after = FOLLOWS[name]
    beside = CODE + "def other():\n    return 1\n"
    assert levels(before, after, beside, whole=True) == ["error"]
    assert levels(before, after, beside, whole=False) == ["error"]


NEVER = {
    "skipped": TEST.replace("def test_a", "@pytest.mark.skip\ndef test_a"),
    "skipped inside": TEST.replace("    assert run(3)", "    pytest.skip('later')\n    assert run(3)"),
    "or true": TEST.replace("run(4) == 4", "run(4) == 4 or True"),
    "under false": TEST.replace("    assert run(4)", "    if False:\n        assert run(4)"),
}


@pytest.mark.parametrize("name", NEVER)
def test_what_can_no_longer_fail_blocks_in_a_whole_change_too(name: str) -> None:
    found = levels(TEST, NEVER[name], CODE, whole=True)
    assert "error" in found


@pytest.mark.parametrize("name", ["skipped", "skipped inside", "or true"])
def test_what_can_no_longer_fail_never_follows_from_the_code(name: str) -> None:
    assert "error" in levels(TEST, NEVER[name], whole=True)


def test_the_message_names_what_changed() -> None:
    before, after = FOLLOWS["loosened"]
    (found,) = oracle.findings(
        [rewritten(before, after), FileChange("src/app.py", CODE, OTHER)], whole=True
    )
    assert found.message.endswith("which says less; run, of which it spoke, changed too.")
    assert found.fix.startswith("a person looks at it")


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        ("skipif(TRAVIS)", "skipif(CI)", "warning"),
        ("skipif(TRAVIS)", "skipif(True)", "error"),
        ("skipif(TRAVIS)", "xfail(CI)", "error"),
        ("skipif(True)", "skipif(CI)", "error"),
        ("skip", "skipif(CI)", "error"),
    ],
)
def test_a_skip_that_waits_for_another_name_is_shown_in_a_whole_change(
    old: str, new: str, level: str
) -> None:
    before, after = (f"@pytest.mark.{each}\n{TEST.removeprefix(HEAD)}" for each in (old, new))
    assert [f.level for f in oracle.findings([rewritten(before, after)], whole=True)] == [level]
    assert [f.level for f in oracle.findings([rewritten(before, after)])] == ["error"]


@pytest.mark.parametrize(
    ("marker", "level"),
    [
        ("@pytest.mark.skipif(redis is None, reason='no server')", "warning"),
        ("@unittest.skipIf(VERSION == 0, 'no server')", "warning"),
        ("@pytest.mark.skipif(True, reason='later')", "error"),
        ("@pytest.mark.skip", "error"),
        ("@pytest.mark.xfail(redis is None)", "error"),
    ],
)
def test_a_test_that_always_ran_may_come_to_need_something_in_a_whole_change(
    marker: str, level: str
) -> None:
    after = f"{HEAD}{marker}\n{TEST.removeprefix(HEAD)}"
    assert [f.level for f in oracle.findings([rewritten(TEST, after)], whole=True)] == [level]
    assert [f.level for f in oracle.findings([rewritten(TEST, after)])] == ["error"]


def test_an_assertion_about_what_is_gone_goes_with_it_in_a_chunk_too() -> None:
    before = "def test_a():\n    assert store.open_rows == 3\n    assert run(4) == 4\n"
    code = FileChange("src/app.py", "def f(s):\n    s.open_rows = 1\n", "def f(s): pass\n")
    after = before.replace("    assert store.open_rows == 3\n", "")
    (found,) = oracle.findings([rewritten(before, after), code])
    assert found.level == "warning"
    assert "open_rows, of which it spoke, is gone too" in found.message
    other = before.replace("    assert run(4) == 4\n", "")
    assert [f.level for f in oracle.findings([rewritten(before, other), code])] == ["error"]


GONE = [
    ("f(export_rows=1)", "def f(export_rows): pass\n", "def f(): pass\n", "a parameter"),
    ("invoke(['--export-rows'])", "opt('--export-rows')\n", "", "an option"),
    ("f()['export_rows']", "x = {'export_rows': 1}\n", "x = {}\n", "a key"),
    ("s.export_rows", "def f(s):\n    s.export_rows = 1\n", "def f(s): pass\n", "an attribute"),
]


@pytest.mark.parametrize(("spoken", "before", "after", "why"), GONE)
def test_a_test_goes_with_the_parameter_or_option_that_it_spoke_of(
    spoken: str, before: str, after: str, why: str
) -> None:
    kept = "def test_a():\n    assert one() == 1\n"
    gone = f"def test_b():\n    assert {spoken} == 1\n"
    changes = [rewritten(kept + gone, kept), FileChange("src/app.py", before, after)]
    assert [each.level for each in oracle.findings(changes)] == ["warning"], why
    changes = [rewritten(kept + gone, kept), FileChange("src/app.py", before, before + "y = 1\n")]
    assert [each.level for each in oracle.findings(changes)] == ["error"], why
