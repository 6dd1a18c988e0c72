"""The reports that the gate writes: in which forms, where, and where not."""

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest

from parti import __version__
from parti.gate.reports import about
from parti.records import refusal
from parti.workflow import gating
from tests.fakes.features import Site

READS: dict[str, Callable[[str], object]] = {
    "markdown": lambda text: "### Parti: FAIL" in text and "**1. FAIL** `no-eval`" in text,
    "json": lambda text: json.loads(text)["findings"][0]["code"] == "no-eval",
    "sarif": lambda text: json.loads(text)["runs"][0]["results"][0]["ruleId"] == "no-eval",
    "junit": lambda text: ElementTree.fromstring(text).attrib["failures"] == "1",
}


def broken(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.repository.write("src/orders.py", "eval('1')\n")
    return site


@pytest.mark.parametrize("form", READS)
def test_a_report_is_written_in_the_form_and_place_that_was_asked_for(tmp_path: Path, form: str) -> None:
    site = broken(tmp_path)
    outcome = gating.gate(site.house(), [f"{form}=.parti/reports/deep/out.{form}"])

    assert READS[form]((site.root / f".parti/reports/deep/out.{form}").read_text("utf-8"))
    assert outcome.lines[-1] == f"wrote   .parti/reports/deep/out.{form} ({form})"


def test_several_reports_are_written_in_the_order_asked_for(tmp_path: Path) -> None:
    site = broken(tmp_path)
    outcome = gating.gate(site.house(), ["sarif=a.sarif", "json=b.json", "sarif=c.sarif"])

    assert outcome.lines[-3:] == (
        "wrote   a.sarif (sarif)",
        "wrote   b.json (json)",
        "wrote   c.sarif (sarif)",
    )
    assert (site.root / "a.sarif").read_bytes() == (site.root / "c.sarif").read_bytes()


def test_a_later_report_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    site = broken(tmp_path)
    site.repository.write("out.json", "x" * 100_000)
    gating.gate(site.house(), ["json=out.json"])

    assert json.loads((site.root / "out.json").read_text())["ok"] is False


def test_an_equals_sign_may_stand_in_a_files_name(tmp_path: Path) -> None:
    site = broken(tmp_path)
    gating.gate(site.house(), ["json=a=b.json"])

    assert json.loads((site.root / "a=b.json").read_text())["data"]["verdict"] == "fail"


REFUSED = (
    ("pdf=out", "'pdf=out' is not FORMAT=FILE with one of markdown, json, sarif, junit."),
    ("terminal=out", "'terminal=out' is not FORMAT=FILE with one of markdown, json, sarif, junit."),
    ("JSON=out", "'JSON=out' is not FORMAT=FILE with one of markdown, json, sarif, junit."),
    ("json", "'json' is not FORMAT=FILE with one of markdown, json, sarif, junit."),
    ("json=", "'json=' is not FORMAT=FILE with one of markdown, json, sarif, junit."),
    ("", "'' is not FORMAT=FILE with one of markdown, json, sarif, junit."),
    ("json=../out", "../out lies outside the repository."),
    ("json=a/../../out", "a/../../out lies outside the repository."),
    ("json=a/../b", "a/../b lies outside the repository."),
    ("json=/tmp/out", "/tmp/out lies outside the repository."),
    ("json=away/out", "away/out lies outside the repository."),
)


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_a_report_that_is_malformed_or_outside_is_refused_before_anything_runs(
    tmp_path: Path, text: str, sentence: str
) -> None:
    site = broken(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (site.root / "away").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(refusal.Misused) as caught:
        gating.gate(site.house(), ["json=good.json", text])

    assert caught.value.sentence == sentence
    assert caught.value.next_step
    assert site.runner.calls == []
    assert not (site.root / "good.json").exists()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_example_of_a_refused_report_is_itself_legal(tmp_path: Path) -> None:
    site = broken(tmp_path)
    with pytest.raises(refusal.Misused) as caught:
        gating.gate(site.house(), ["nonsense"])
    form = caught.value.next_step.removeprefix("parti gate --report ")

    assert gating.gate(site.house(), [form]).lines[-1].startswith("wrote ")


def test_a_report_names_commit_feature_version_and_the_constraints_sentence(tmp_path: Path) -> None:
    site = broken(tmp_path)
    site.open(lane="small")
    gating.gate(site.house(), ["sarif=out.sarif", "markdown=out.md", "json=out.json"])

    run = json.loads((site.root / "out.sarif").read_text())["runs"][0]
    rule = run["tool"]["driver"]["rules"][0]
    assert run["tool"]["driver"]["version"] == __version__
    assert run["automationDetails"]["id"] == "parti/gate/orders/"
    assert rule["shortDescription"]["text"] == "Nothing is evaluated by `eval`"
    assert rule["help"]["text"] == "See CONSTRAINTS.md#no-eval."
    assert (site.root / "out.md").read_text("utf-8").startswith("<!-- parti:orders -->\n")
    data = json.loads((site.root / "out.json").read_text())["data"]
    assert (data["feature"], data["commit"]) == ("orders", site.repository.head())


@pytest.mark.parametrize("name", ["sr\u202ec/é 日本.py", "src/<b>&.py", "src/]]>.py", "src/a\nb.py"])
def test_hostile_names_of_files_reach_every_report(tmp_path: Path, name: str) -> None:
    site = Site(tmp_path)
    document = (site.root / "CONSTRAINTS.md").read_text().replace("`src/**/*.py`", "`**/*.py`")
    site.repository.write("CONSTRAINTS.md", document)
    site.repository.write(name, "eval('1')\n")
    outcome = gating.gate(site.house(), [f"{form}=r/{form}" for form in READS])

    assert {finding.place.path for finding in outcome.findings if finding.code == "no-eval"} == {name}
    for form, reads in READS.items():
        assert reads((site.root / "r" / form).read_text("utf-8")), form
    assert all("\u202e" not in line and "\n" not in line for line in outcome.lines)


def test_every_code_of_the_gate_has_a_sentence_of_its_own() -> None:
    import parti

    source = Path(parti.__file__).parent
    quoted = '"gate/'
    found = {
        piece.split('"')[0]
        for room in ("gate", "workflow", "chunks")
        for path in (source / room).rglob("*.py")
        for piece in path.read_text("utf-8").split(quoted)[1:]
    }
    named = {f"gate/{name}" for name in found if name.replace("-", "").isalpha()}

    assert {"gate/no-plan", "gate/judge-changed", "gate/suite", "gate/unplanned"} <= named
    sentences = [about.rule(about.About(), code).title for code in sorted(named)]
    assert [title for title in sentences if not title.endswith(".")] == []
    assert len(set(sentences)) == len(sentences)
