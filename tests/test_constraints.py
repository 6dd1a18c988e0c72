"""Parti keeps its own constraint document: it reads, its examples hold, the code conforms (C1, C2, C3)."""

import shlex
import subprocess
from functools import cache

import pytest

from parti.constraints import baseline, checks, conformance, document, examples, lint
from parti.constraints import tree as trees
from tests.law.source import ROOT

DOCUMENT = document.parse((ROOT / document.PATH).read_text(encoding="utf-8"))
RULES = {rule.id: rule for rule in DOCUMENT.constraints}


PAGE = """


def _note(house, record):
    log.append(house.folder / "log", "writer", [record])


from parti.records import log


def """


@cache
def tree() -> trees.Lazy:
    """What git tracks or would track."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = [path for path in ran.stdout.split("\0") if path and (ROOT / path).is_file()]
    return trees.Lazy(paths, lambda path: (ROOT / path).read_bytes().decode("utf-8", "replace"))


def test_the_document_reads() -> None:
    assert [finding.message for finding in DOCUMENT.findings] == []
    assert len(RULES) >= 12


def test_no_constraint_is_vague() -> None:
    assert [finding.message for finding in lint.findings(DOCUMENT.constraints)] == []


@pytest.mark.parametrize("identity", RULES)
def test_its_examples_hold(identity: str) -> None:
    assert [finding.message for finding in examples.run([RULES[identity]])] == []


def test_the_code_conforms_and_no_rule_is_rotten() -> None:
    found = conformance.run(DOCUMENT, tree())
    assert [f"{finding.place} {finding.code}: {finding.message}" for finding in found] == []


@pytest.mark.parametrize("identity", [rule for rule, _ in conformance.commands(DOCUMENT.constraints)])
def test_a_command_starts_what_is_here(identity: str) -> None:
    line = dict(conformance.commands(DOCUMENT.constraints))[identity]
    assert (ROOT / shlex.split(line)[0]).is_file()


HARM = [
    ("write-then-sync", "src/parti/records/files.py", "os.fsync(handle)", "pass"),
    ("rename-then-sync", "src/parti/records/files.py", "_sync_folder(path.parent)", "pass"),
    ("one-writer-of-the-log", "src/parti/workflow/pages.py", "\n\n\ndef ", PAGE),
    ("reports-registered", "src/parti/gate/reports/forms.py", '    "sarif": sarif.render,\n', ""),
    ("refusal-has-next-step", "src/parti/workflow/house.py", ', next_step="parti init"', ""),
    (
        "frozen-values",
        "src/parti/records/vocabulary.py",
        "class Decided(Fact, frozen=True)",
        "class Decided(Fact)",
    ),
    ("no-floats-in-records", "src/parti/records/vocabulary.py", "tokens: int", "tokens: float"),
    ("floors", "src/parti/design/lock.py", "\nfrom parti.design import", "\nfrom parti.gate import"),
    ("processes-in-adapters", "src/parti/gate/suite.py", "\n\n\ndef ", "\nimport subprocess\n\n\ndef "),
    ("dependencies", "src/parti/ports.py", "import msgspec\n", "import msgspec\nimport attrs\n"),
]


@pytest.mark.parametrize(("identity", "path", "old", "new"), HARM, ids=[each[0] for each in HARM])
def test_harm_done_to_the_real_code_is_seen(identity: str, path: str, old: str, new: str) -> None:
    """An example can be kind to its check; the file that the constraint is there for is not."""
    text = tree().text(path)
    assert old in text
    texts = {path: text.replace(old, new, 1)}
    harmed = trees.Lazy(tree().paths(), lambda each: texts.get(each) or tree().text(each))
    assert {finding.place.path for finding in conformance.of_rule(RULES[identity], harmed)}


def test_nothing_was_accepted() -> None:
    """Parti began with its constraints, so its baseline is empty and stays so."""
    text = (ROOT / ".parti" / "baseline.json").read_text("utf-8")
    assert baseline.load(text).entries == {}


def test_every_kind_of_check_is_used_on_ourselves() -> None:
    assert set(checks.kinds()) - {rule.kind for rule in RULES.values()} == set()
