"""The help: every verb says what it does, when it refuses and what it takes, at any width."""

import tomllib

import msgspec
import pytest

import parti
from parti.cli import arguments
from parti.workflow import config as configs
from parti.workflow import script, table
from tests.cli import calls

STEPS = {step.verb: step for step in table.METHOD}
WIDE = 100


def test_the_overview_names_every_verb_once_under_its_phase() -> None:
    said = calls.parti("--help")
    assert (said.code, said.err) == (0, "")
    sections = said.out.split("\n\n")
    for phase, title in table.PHASES.items():
        (section,) = [part for part in sections if part.startswith(f"{title}\n")]
        verbs = [line[2:25].strip() for line in section.splitlines()[1:]]
        assert verbs == [step.verb for step in table.METHOD if step.phase == phase]
        assert all(STEPS[line[2:25].strip()].says in line for line in section.splitlines()[1:])


def test_the_version_is_the_packages() -> None:
    assert calls.parti("--version") == calls.Called(0, f"parti {parti.__version__}\n", "")


@pytest.mark.parametrize("verb", STEPS)
def test_each_verb_says_what_it_does_and_when_it_refuses(verb: str) -> None:
    said = calls.parti(*verb.split(), "--help")
    text = " ".join(said.out.split())
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"usage: parti {verb} ")
    assert STEPS[verb].says[1:] in text
    assert ("Refuses unless: " in text) is bool(STEPS[verb].guard)
    assert " ".join(STEPS[verb].guard.split()) in text
    assert "--json" not in text, "what every verb takes stands in the overview"


@pytest.mark.parametrize("verb", STEPS)
def test_each_verb_explains_each_of_its_words(verb: str) -> None:
    text = " ".join(calls.parti(*verb.split(), "-h").out.split())
    for names, extra in arguments.ARGUMENTS[verb]:
        assert names[0] in text or str(extra.get("metavar")) in text
        assert str(extra["help"]) in text, names


@pytest.mark.parametrize("verb", ["", *STEPS])
@pytest.mark.parametrize("columns", ["1", "40", "400"])
def test_the_help_does_not_depend_on_the_terminal(
    verb: str, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = calls.parti(*verb.split(), "--help").out
    monkeypatch.setenv("COLUMNS", columns)
    said = calls.parti(*verb.split(), "--help", terminal=True).out
    assert said == plain
    assert max(len(line) for line in said.splitlines()) <= WIDE
    assert "\x1b" not in said


@pytest.mark.parametrize("group", ["kind", "constraints"])
def test_a_group_of_verbs_lists_them(group: str) -> None:
    said = calls.parti(group, "--help")
    assert said.code == 0
    for step in table.METHOD:
        if step.verb.startswith(f"{group} "):
            assert f" {step.verb.split()[1]} " in said.out.replace("\n", " \n")
            assert step.says in " ".join(said.out.split())


@pytest.mark.parametrize("words", [["--help", "status"], ["status", "--help", "--all"], ["-h", "gate"]])
def test_help_is_given_whatever_else_was_said(words: list[str]) -> None:
    said = calls.parti(*words)
    assert (said.code, said.out[:6]) == (0, "usage:")


def example(verb: str) -> str:
    """The lines of the file that the help of a verb shows."""
    shown = calls.parti(verb, "--help").out.splitlines()
    first = next(
        number for number, line in enumerate(shown) if line.endswith(":") and "file" in line.lower()
    )
    return "\n".join(line[2:] for line in shown[first:] if line.startswith("  "))


def test_the_help_of_answer_shows_a_file_that_answer_reads() -> None:
    made = msgspec.convert(tomllib.loads(example("answer")), script.Script)
    assert made.defaults
    assert all((made.problem.needed, made.component, made.answer, made.waive, made.decision, made.failure))
    shown = calls.parti("answer", "-h").out
    others = {name for name in script.Script.__struct_fields__ if f"[[{name}]]" not in shown}
    assert others == {"defaults", "problem"}


def test_the_help_of_init_shows_every_setting() -> None:
    text = example("init")
    made = msgspec.convert(tomllib.loads(text), configs.Config)
    assert made.suite.commands == ("python -m pytest -q",)
    assert made.model[0].via == "manual"
    for name, value in msgspec.to_builtins(made).items():
        for field in value if isinstance(value, dict) else ():
            assert f"{field} =" in text, (name, field)
