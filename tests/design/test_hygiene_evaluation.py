"""The figures of docs/hygiene.md follow from the verdicts that are kept, and the halves are no choice."""

import hashlib
import re
from pathlib import Path

import pytest

from bench import hygiene as bench
from tests.law.source import ROOT

ISSUES = bench.load()
PAGE = (ROOT / "docs" / "hygiene.md").read_text("utf-8")


def test_the_page_tells_the_figures_that_follow_from_the_verdicts() -> None:
    assert [row for row in bench.table(ISSUES) if row not in PAGE] == []
    assert f"{len(ISSUES)} public issues" in PAGE
    assert f"{sum(bool(issue.leaks) for issue in ISSUES)} do" in PAGE


def test_a_changed_verdict_changes_the_figures() -> None:
    changed = (bench.msgspec.structs.replace(ISSUES[0], verdict="LEAK", leaks=()), *ISSUES[1:])
    assert list(bench.table(changed)) != list(bench.table(ISSUES))


def test_there_are_enough_issues_each_once_and_each_a_public_address() -> None:
    addresses = [issue.address for issue in ISSUES]
    assert len(set(addresses)) == len(addresses) >= 60
    pattern = r"https://github\.com/[\w.-]+/[\w.-]+/issues/\d+"
    assert [address for address in addresses if not re.fullmatch(pattern, address)] == []


@pytest.mark.parametrize("issue", ISSUES, ids=lambda issue: issue.address)
def test_a_half_is_decided_by_the_address_and_sentences_exist(issue: bench.Issue) -> None:
    name = issue.address.removeprefix("https://github.com/")
    assert issue.half == bench.HALVES[hashlib.sha256(name.encode()).digest()[0] % 2]
    assert all(1 <= number <= issue.sentences for number in (*issue.leaks, *issue.said))
    assert (issue.verdict == "LEAK") is (issue.score >= 3)


def test_texts_are_judged_again_and_a_difference_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.toml"
    issue = bench.Issue("https://github.com/a/b/issues/1", "tuning", 2, "LEAK", 3, "ASK", (2,), (2,))
    page.write_text(bench.page((issue,)))
    assert bench.load(page) == (issue,)
    monkeypatch.setattr(bench, "PAGE", page)
    monkeypatch.setattr(bench, "load", lambda: (issue,))
    text = tmp_path / "a" / "b" / "1.txt"
    text.parent.mkdir(parents=True)
    text.write_text("It is late.\nUse an outbox.\n")
    assert bench.main(["--texts", str(tmp_path)]) == 0
    text.write_text("It is late.\nAdd a clerk.\n")
    assert bench.main(["--texts", str(tmp_path)]) == 1
    assert "1 texts judged again, 1 otherwise" in capsys.readouterr().out
