"""pattern and command: structure in any language, and tools that exit."""

import pytest

from parti.constraints import conformance, finding
from parti.constraints import tree as trees
from parti.constraints.checks import command
from tests.constraints.documents import rule


def found(check: str, files: dict[str, str], scope: str = "") -> list[finding.Finding]:
    return list(conformance.of_rule(rule(f"pattern\n{check}", scope), trees.Texts(files)))


def test_a_list_of_patterns_is_any_of_them() -> None:
    check = "forbid: [eval($$$A), exec($$$A)]"
    files = {"a.py": "# eval(x)\nexec(x)\ny = eval(z)\n", "b.py": "evaluate(x)\n"}
    assert [each.place.line for each in found(check, files)] == [2, 3]


def test_message_and_fix_are_the_document_s() -> None:
    (each,) = found(
        "forbid: print($$$A)\nmessage: say it in the log\nfix: call log.info", {"a.py": "print(1)\n"}
    )
    assert (each.message, each.fix, each.snippet) == ("say it in the log", "call log.info", "print(1)")


def test_without_a_message_the_title_speaks() -> None:
    (each,) = found("forbid: print($$$A)", {"a.py": "print(1)\n"})
    assert "Writes go only through" in each.message


def test_every_script_must_read_its_state_folder() -> None:
    check = """require: ['os.environ.get("STATE_DIR", $$$A)', 'os.environ["STATE_DIR"]']"""
    files = {
        "scripts/a.py": 'import os\nx = os.environ["STATE_DIR"]\n',
        "scripts/b.py": 'import os\nx = os.environ.get("STATE_DIR", "state")\n',
        "scripts/c.py": '# os.environ["STATE_DIR"]\n',
        "scripts/d.py": "",
        "src/e.py": "",
    }
    broken = found(check, files, "Scope: `scripts/*.py`.")
    assert [each.place.path for each in broken] == ["scripts/c.py", "scripts/d.py"]


def test_a_raw_rule_says_what_a_pattern_cannot() -> None:
    check = "rule:\n  kind: except_clause\n  has: {kind: block, has: {kind: pass_statement}}\n"
    files = {"a.py": "try:\n    f()\nexcept E:\n    pass\ntry:\n    f()\nexcept E:\n    raise\n"}
    assert [each.place.line for each in found(check, files)] == [3]


@pytest.mark.parametrize(
    ("language", "pattern", "path", "text"),
    [
        ("typescript", "$X as any", "a.ts", "const a = b as any;"),
        ("go", "os.Getenv($K)", "a.go", 'package m\nfunc f() { x := os.Getenv("K") }'),
        ("js", "eval($$$A)", "a.mjs", "eval(x)"),
    ],
)
def test_other_languages_by_their_own_files(language: str, pattern: str, path: str, text: str) -> None:
    files = {path: text, "other.py": text}
    assert [each.place.path for each in found(f"forbid: {pattern}\nlanguage: {language}", files)] == [path]


def test_code_that_does_not_parse_is_still_searched() -> None:
    assert found("forbid: print($$$A)", {"a.py": "def f(:\n\nprint(1)\n"})


def test_the_scan_before_the_parse_changes_no_result() -> None:
    texts = ["eval (x)\n", "eval(\nx)\n", "e.eval(x)\n", "(eval)(x)\n", "x.evaluate(1)\n"]
    expected = [True, True, False, False, False]
    assert [bool(found("forbid: eval($$$A)", {"a.py": text})) for text in texts] == expected


@pytest.mark.parametrize(
    ("code", "said"), [(1, "ended with 1"), (124, "time limit"), (127, "could not be started")]
)
def test_a_command_that_fails_is_one_finding_with_its_last_lines(code: int, said: str) -> None:
    output = "\n".join(f"line {at}" for at in range(30))
    (each,) = command.judge(rule("command\nrun: lint-imports\nmessage: the law"), code, output)
    assert each.message.startswith(
        f"the law: `lint-imports` {'was stopped by its ' if code == 124 else ''}{said}"
    )
    assert each.message.endswith("line 29")
    assert "line 17" not in each.message
    assert (each.code, each.level, each.place.path) == ("rule", "error", "CONSTRAINTS.md")


def test_a_command_that_succeeds_says_nothing() -> None:
    assert command.judge(rule("command\nrun: lint-imports"), 0, "all is well") == ()


def test_the_same_failure_has_the_same_fingerprint_whatever_it_prints() -> None:
    prints = {
        command.judge(rule("command\nrun: x"), 1, text)[0].fingerprint() for text in ("a", "b at 0.3 s")
    }
    assert len(prints) == 1


@pytest.mark.parametrize("text", ["a['id']\n", 'a["id"]\n'])
@pytest.mark.parametrize("pattern", ['$R["id"]', "$R['id']"])
def test_both_quotes_are_one_text(pattern: str, text: str) -> None:
    assert found(f"forbid:\n  - {pattern}", {"a.py": text})
    assert not found(f"require:\n  - {pattern}", {"a.py": text})


def test_a_quote_inside_a_text_stays_as_it_is() -> None:
    assert found("""forbid: f("it's")""", {"a.py": 'f("it\'s")\n'})
    assert not found("""forbid: f("a")""", {"a.py": "f('b')\n"})
    assert found("""forbid: f("a", "b")""", {"a.py": "f('a', \"b\")\n"})
