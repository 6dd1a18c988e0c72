"""How a call ends is told by its exit code, and in one shape of JSON for every verb and every refusal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parti.workflow import table
from tests.cli import calls, houses


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[houses.Home]:
    """A feature with confirmed components and a broken constraint; its tests leave it as it is."""
    home = houses.opened(tmp_path_factory.mktemp("home"))
    (home.root / "late.py").write_text("import requests\n")
    with calls.inside(home):
        yield home


LOOKS = [
    "status", "status --all", "ask", "ask --all", "ask Q-ack-strategy", "kind list", "problem", "design",
    "plan", "constraints list", "constraints test", "constraints baseline", "constraints explain",
    "constraints explain pattern", "log", "log --last 1", "why FeatureOpened", "doctor",
]  # fmt: skip

REFUSED = [
    ("frobnicate", 2, "'frobnicate' is not a verb.", "parti --help"),
    ("status --alll", 2, "'--alll' is not an option of parti status.", "parti status --all"),
    ("check 1 2", 2, "'2' is one word too many.", "parti check --help"),
    ("new a wish", 2, "'wish' is one word too many.", "parti new --help"),
    ("status now", 2, "'now' is one word too many.", "parti status --help"),
    ("kind", 2, "The following arguments are required: WHAT.", "parti kind --help"),
    ("check x", 2, "Argument number: invalid int value: 'x'.", "parti check --help"),
    ("check 0", 2, "Argument number: chunks are counted from 1, and 0 is none.", "parti check --help"),
    ("brief 0", 2, "Argument number: chunks are counted from 1, and 0 is none.", "parti brief --help"),
    ("ask Q-nothing", 2, "Q-nothing is not a question here.", "parti ask --all"),
    ("why nothing", 2, "Nothing is recorded about 'nothing'.", "parti log, parti design"),
    ("constraints test none", 2, "There is no constraint 'none'.", "parti constraints list"),
    (
        "constraints explain none",
        2,
        "'none' is not a kind of check; known are",
        "parti constraints explain",
    ),
    (
        "constraints explain forbiden-call",
        2,
        "'forbiden-call' is not a kind of check; did you mean `forbidden-call`?",
        "parti constraints explain",
    ),
    (
        "--feature none status",
        2,
        "There is no feature 'none' here.",
        "parti status --all lists the features",
    ),
    (
        "--feature ../x status",
        2,
        "'../x' is not a feature's name:",
        "parti status --all lists the features",
    ),
    ("plan /nowhere", 3, "No code before the design is signed.", "parti ask"),
    ("brief", 3, "No code before the design is signed.", "parti ask"),
    ("brief 99999999999999999999999", 3, "No code before the design is signed.", "parti ask"),
    ("check", 3, "No code before the design is signed.", "parti ask"),
    ("new again", 3, "The feature orders is open on this branch;", "parti status, or parti close"),
    ("amend why", 3, "The design is not locked.", "parti ask"),
    ("absorb", 3, "There is no page yet.", "parti design --write"),
]


@pytest.mark.parametrize("words", LOOKS)
def test_a_look_is_fine_and_tells_programs_what_it_tells_people(home: houses.Home, words: str) -> None:
    plain, told = calls.parti(*words.split()), calls.parti(*words.split(), "--json")
    assert (told.code, told.err) == (plain.code, "")
    assert set(told.envelope) == {"ok", "data", "findings"}
    assert told.envelope["ok"] is (told.code == 0)
    data = told.envelope["data"]
    assert plain.out.startswith("".join(f"{line}\n" for line in data["lines"]))
    assert (f"next: {data['next']}" in plain.out.splitlines()) is bool(data["next"])
    assert told.out.count("\n") == 1, "one line a call"


@pytest.mark.parametrize(("words", "code", "sentence", "next_step"), REFUSED)
def test_a_refusal_is_one_sentence_and_one_next_step(
    home: houses.Home, words: str, code: int, sentence: str, next_step: str
) -> None:
    said = calls.parti(*words.split())
    first, second = said.err.splitlines()
    assert (said.code, said.out) == (code, "")
    assert first.startswith(f"parti: {sentence}")
    assert second == f"next: {next_step}"


@pytest.mark.parametrize(("words", "code", "sentence", "next_step"), REFUSED)
@pytest.mark.parametrize("first", [True, False])
def test_a_refusal_has_the_same_shape_in_json(
    home: houses.Home, words: str, code: int, sentence: str, next_step: str, first: bool
) -> None:
    typed = ["--json", *words.split()] if first else [*words.split(), "--json"]
    said = calls.parti(*typed)
    assert said.code == code
    (finding,) = said.envelope["findings"]
    assert set(said.envelope) == {"ok", "data", "findings"}
    assert said.envelope["ok"] is False
    assert said.envelope["data"] == {"lines": [], "next": next_step}
    assert finding["message"].startswith(sentence)
    assert (finding["code"], finding["severity"], finding["fix"]) == ("refused", "error", next_step)
    assert set(finding) == {"code", "severity", "message", "place", "fix"}
    assert said.err.startswith(f"parti: {sentence}"), "a person who looks on sees it too"


@pytest.mark.parametrize("verb", [step.verb for step in table.METHOD])
def test_outside_a_repository_every_verb_ends_with_4_and_leaves_nothing(tmp_path: Path, verb: str) -> None:
    needed = {
        "constraints dismiss": ["k", "--because", "w"], "constraints adopt": ["1"],
        "new": ["w"], "close": ["r"], "kind add": ["k", "--what", "w"], "waive": ["q", "r"],
        "decide": ["t", "--choice", "c", "--because", "b"], "invariant": ["t", "--why", "w"],
        "failure": ["c", "m", "--handling", "h", "--evidence", "e"],
        "amend": ["r"], "why": ["x"],
        "data": ["n", "--shape", "s", "--owner", "o"], "module": ["p", "--why", "w"],
        "withdraw": ["k", "r"], "leak": ["w", "--is", "example"], "choose": ["p-1", "--because", "w"],
        "challenge": ["D-1"], "evidence": ["t"],
        "machine": ["n", "--initial", "s"],
    }  # fmt: skip
    with calls.inside(calls.nowhere(tmp_path)):
        said = calls.parti("--json", *verb.split(), *needed.get(verb, []))
    assert said.code == 4, said
    assert "git repository" in said.envelope["findings"][0]["message"]
    assert list(tmp_path.iterdir()) == []


def test_findings_end_with_1_and_carry_their_place_and_fix(home: houses.Home) -> None:
    said = calls.parti("--json", "gate")
    assert said.code == 1
    found = {finding["code"]: finding for finding in said.envelope["findings"]}
    assert found["dependencies"]["place"]["path"] == "late.py"
    assert found["dependencies"]["place"]["line"] == 1
    assert all(finding["fix"] and finding["message"] for finding in found.values())


def test_warnings_alone_do_not_make_a_call_fail(tmp_path: Path) -> None:
    home = houses.repository(tmp_path)
    home.parti("init")
    with calls.inside(home):
        said = calls.parti("--json", "new", "write a REST API with Redis caching", "--name", "a")
    assert said.code == 0
    assert said.envelope["ok"] is True
    assert {finding["severity"] for finding in said.envelope["findings"]} == {"warning"}


def test_without_words_it_is_the_status(home: houses.Home) -> None:
    assert calls.parti() == calls.parti("status")
    assert calls.parti("--json") == calls.parti("--json", "status")
    assert calls.parti("--feature", "orders") == calls.parti("status")


@pytest.mark.parametrize(
    "text",
    ["\x1b[2J", "a\rb", "\u202egnp", "\x07", "x" * 10_000, "\udcff", "'\"\\", "%s{}"],
    ids=["escape", "return", "right to left", "bell", "long", "no text", "quotes", "formats"],
)
def test_whatever_was_typed_comes_back_harmless(home: houses.Home, text: str) -> None:
    for words in ([f"{text}"], ["why", text], ["--json", "why", text], ["ask", text], ["--feature", text]):
        said = calls.parti(*words)
        assert said.code == 2, words
        shown = said.out + said.err
        assert not {"\x1b", "\r", "\u202e", "\x07", "\udcff"} & set(shown)
        if "--json" in words:
            assert said.envelope["ok"] is False


@pytest.mark.parametrize("words", [["status"], ["--json", "status"]])
def test_a_defect_of_ours_is_one_sentence_and_no_traceback(
    home: houses.Home, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def boom(_feature: str = "") -> None:
        raise RuntimeError("boom \x1b[2J")

    monkeypatch.setattr("parti.bootstrap.house", boom)
    said = calls.parti(*words)
    assert said.code == 70
    assert said.err.splitlines() == [
        "parti: Parti itself failed: RuntimeError: boom \\x1b[2J",
        "next: parti doctor, and report it",
    ]
    if "--json" in words:
        assert said.envelope["findings"][0]["message"].startswith("Parti itself failed: RuntimeError")


def test_the_place_of_a_refusal_is_told_when_the_sentence_does_not_name_it(home: houses.Home) -> None:
    assert calls.parti("brief").err.splitlines()[0].endswith("is signed. (orders)")
    told = calls.parti("--json", "brief").envelope["findings"][0]
    assert told["place"] == {"path": "orders"}
    assert "(" not in calls.parti("--json", "check", "x").err
