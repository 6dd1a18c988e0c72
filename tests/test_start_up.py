"""The command line starts with the standard library alone, and its tables name only what exists."""

import argparse
import ast
import importlib
import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from parti.cli import arguments
from parti.records import debate, vocabulary
from parti.workflow import table
from tests.law.source import package

STEPS = {step.verb: step for step in table.METHOD}


def imported(*words: str, folder: Path | None = None) -> set[str]:
    """Top-level names that a fresh Python imports for these words, run in the folder."""
    call = [sys.executable, "-X", "importtime", *words]
    ran = subprocess.run(call, capture_output=True, text=True, check=True, cwd=folder)
    rows = [line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if "|" in line]
    return {name.split(".")[0] for name in rows}


def third_party() -> set[str]:
    return set(packages_distributions()) - {"parti"} - set(sys.stdlib_module_names)


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["answer", "--help"]], ids=" ".join)
def test_help_imports_no_third_party_module(words: list[str]) -> None:
    names = imported("-m", "parti", *words)
    assert "parti" in names
    assert names & third_party() == set()


def test_the_measure_sees_a_third_party_module() -> None:
    assert "msgspec" in imported("-c", "import parti.records.vocabulary") & third_party()


def test_a_verb_does_not_load_what_msgspec_can_do_without(tmp_path: Path) -> None:
    """`inspect` and `ast` come with it, and with a plain import of msgspec in this environment."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    script = "import sys; from parti.cli import app; sys.exit(app.main(['status']) * 0)"
    names = imported("-c", script, folder=tmp_path)
    assert {"msgspec", "parti"} <= names
    assert names & {"inspect", "ast"} == set()
    assert {"inspect", "ast"} <= imported("-c", "import msgspec")


def test_what_was_kept_out_can_be_loaded_afterwards() -> None:
    script = (
        "from parti.cli import quick; quick.load_msgspec(); import typing_extensions, msgspec; msgspec.Raw"
    )
    assert {"msgspec", "typing_extensions"} <= imported("-c", script)


@pytest.mark.parametrize("verb", STEPS)
def test_a_verb_is_a_function_with_the_parameters_of_its_words(verb: str) -> None:
    work = function(STEPS[verb])
    inspect.signature(work).bind(None, **dict.fromkeys(dests(verb)))
    given = [
        name
        for name, parameter in inspect.signature(work).parameters.items()
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    assert given[0] == "house"
    assert set(given[1:]) <= set(dests(verb)), "a parameter that nobody can set from the command line"


def test_the_lists_of_the_problem_are_those_of_its_fact() -> None:
    """The one verb that takes its lists by name must not swallow a misspelt one."""
    open_ended = [verb for verb, step in STEPS.items() if takes_any(step)]
    assert open_ended == ["problem"]
    assert set(dests("problem")) == set(vocabulary.ProblemStated.__struct_fields__) - {"supersedes"}


def test_every_verb_has_its_words_and_no_words_lack_a_verb() -> None:
    assert set(arguments.ARGUMENTS) == set(STEPS)
    assert len(STEPS) == len(table.METHOD)


@pytest.mark.parametrize("verb", STEPS)
def test_flags_are_few(verb: str) -> None:
    flags = [names for names, _ in arguments.ARGUMENTS[verb] if names[0].startswith("-")]
    assert len(flags) <= 6


@pytest.mark.parametrize("verb", STEPS)
def test_a_step_belongs_to_a_phase_and_says_what_it_is_for(verb: str) -> None:
    step = STEPS[verb]
    assert step.phase in table.PHASES
    assert step.says
    assert "\n" not in step.says


def test_every_kind_that_a_step_records_exists() -> None:
    assert {kind for step in table.METHOD for kind in step.records} - set(vocabulary.KINDS) == set()


def test_every_kind_of_fact_is_recorded_by_a_step() -> None:
    assert set(vocabulary.KINDS) - {kind for step in table.METHOD for kind in step.records} == set()


def test_every_fact_is_in_the_vocabulary() -> None:
    facts = {
        name
        for name, value in (*vars(vocabulary).items(), *vars(debate).items())
        if inspect.isclass(value) and issubclass(value, vocabulary.Fact) and value is not vocabulary.Fact
    }
    assert facts == set(vocabulary.KINDS)


def function(step: table.Step) -> Callable[..., object]:
    module, _, name = step.at.partition(":")
    work = getattr(importlib.import_module(f"parti.workflow.{module}"), name)
    assert callable(work)
    return work  # type: ignore[no-any-return]  # found by name


def takes_any(step: table.Step) -> bool:
    kinds = [parameter.kind for parameter in inspect.signature(function(step)).parameters.values()]
    return inspect.Parameter.VAR_KEYWORD in kinds


def dests(verb: str) -> list[str]:
    """The names under which argparse hands over a verb's words."""
    parser = argparse.ArgumentParser(add_help=False)
    for names, options in arguments.ARGUMENTS[verb]:
        parser.add_argument(*names, **options)  # type: ignore[arg-type]  # data, as in the app
    return [action.dest for action in parser._actions]


def named_commands() -> Iterator[tuple[str, str]]:
    """(place, words) of every `parti verb …` that the code's own texts name."""
    for source in package():
        quiet = {id(node.value) for node in source.nodes if isinstance(node, ast.Expr)}
        for node in source.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
                for words in re.findall(r"(?<![\w/.-])parti ([a-z]+(?: [a-z]+)?)", node.value):
                    yield f"{source.path}:{node.lineno}", words


def test_every_command_that_a_text_names_exists() -> None:
    """A next step that does not exist is a wall with a door painted on it."""
    groups = {verb.split()[0] for verb in STEPS}
    found = list(named_commands())
    assert len(found) > 50
    wrong = [
        (place, words)
        for place, words in found
        if words.split()[0] not in groups or (words.split()[0] not in STEPS and words not in STEPS)
    ]
    assert wrong == []


def test_the_door_of_hooks_reads_the_table_of_languages_and_nothing_else_for_it() -> None:
    code = "import sys; sys.path.insert(0, 'src'); import parti.source.languages; print(*sys.modules)"
    call = [sys.executable, "-I", "-S", "-c", code]
    said = subprocess.run(
        call, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    ).stdout.split()
    assert "parti.source.languages" in said
    assert not {"collections", "collections.abc", "typing", "re"} & set(said)
