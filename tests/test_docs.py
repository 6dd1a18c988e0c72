"""The documentation tells all that there is, leads somewhere with each link, and shows code that parses."""

import ast
import json
import re
import shlex
import tomllib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from parti.cli import app, arguments
from parti.constraints import checks, document, examples
from parti.library import load
from parti.workflow import config, table
from tests.law.pages import Fence, dead_links, fences, headings, read, section_of
from tests.law.source import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(path for path in (*ROOT.glob("*.md"), *DOCS.rglob("*.md")) if path.name != "CHANGES.md")
NAMES = [path.relative_to(ROOT).as_posix() for path in PAGES]
DECISIONS = sorted(path for path in (DOCS / "decisions").glob("*.md") if path.stem[0].isdigit())

WORDS = """
feature problem seal proposal component concern obligation question answer decision invariant failure-mode
design lock chunk brief shape constraint check finding drill gate record lane
""".split()  # noqa: SIM905  # a list of words is read as words


@pytest.mark.parametrize("verb", [step.verb for step in table.METHOD])
def test_every_verb_and_flag_is_told(verb: str) -> None:
    page = read(DOCS / "reference" / "commands.md")
    assert f"parti {verb}" in page
    section = section_of(page, verb)
    flags = [name for names, _ in arguments.ARGUMENTS[verb] for name in names if name.startswith("--")]
    assert [flag for flag in flags if not re.search(rf"{flag}\b", section)] == []


def test_no_flag_is_told_that_does_not_exist() -> None:
    page = read(DOCS / "reference" / "commands.md")
    known = {name for specs in arguments.ARGUMENTS.values() for names, _ in specs for name in names}
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", page))
    assert told - known - {"--feature", "--json", "--version", "--help"} == set()


def test_every_setting_is_told() -> None:
    page = read(DOCS / "reference" / "config.md")
    for field in msgspec.structs.fields(config.Config):
        assert field.name in page
        inner = field.type
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            assert f"[{field.name}]" in page
            section = page.partition(f"## `[{field.name}]`")[2].partition("\n## ")[0]
            assert [name for name in inner.__struct_fields__ if f"`{name}`" not in section] == []


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_the_glossary_is_told(word: str) -> None:
    page = read(DOCS / "glossary.md").lower()
    assert re.search(rf"^[-|*#\s]*.*\*\*[^*]*\b{word.replace('-', ' ')}\b[^*]*\*\*", page, re.MULTILINE)


@pytest.mark.parametrize("kind", checks.kinds())
def test_every_kind_of_check_has_a_manual_and_is_told(kind: str) -> None:
    manual = checks.manual(kind)
    assert manual.startswith(f"{kind}: ")
    assert "What it does" in manual
    assert "Example" in manual
    assert f"`{kind}`" in read(DOCS / "constraints.md")


def test_every_decision_is_told_in_the_same_five_parts() -> None:
    parts = {path.name: [h for level, h, _ in headings(read(path)) if level == 2] for path in DECISIONS}
    assert parts
    assert {name: found for name, found in parts.items() if len(found) != 5} == {}
    assert len({tuple(found) for found in parts.values()}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    assert list(dead_links(ROOT / name)) == []


def test_a_dead_link_is_seen(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# A title, with `code`\n\n## Named {#short}\n")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](there.md) [b](there.md#a-title-with-code) [c](there.md#short) [d](#here) [e](https://x.org)\n"
        "[f](gone.md) [g](there.md#nowhere) [h](#nowhere)\n\n# Here\n"
    )
    assert list(dead_links(page)) == ["gone.md", "there.md#nowhere", "#nowhere"]


PARSERS: dict[str, Callable[[str], object]] = {
    "python": ast.parse,
    "toml": tomllib.loads,
    "json": json.loads,
}
SHOWN = [fence for fence in fences(PAGES) if fence.language in PARSERS]


@pytest.mark.parametrize("fence", SHOWN, ids=lambda fence: fence.place)
def test_shown_code_parses(fence: Fence) -> None:
    PARSERS[fence.language](fence.text)


def is_form(line: str) -> bool:
    """Whether a line shows the form of a command (`parti waive Q-ID REASON [--until WHEN]`), not one."""
    return bool(re.search(r"[\[…<]", line) or re.search(r"(?<![\w-])[A-Z]+([-=][A-Z]+)*(?![\w-])", line))


COMMANDS = [
    (fence.place, line.strip().removeprefix("$ "))
    for fence in fences(PAGES)
    if fence.language in ("sh", "console", "shell", "bash", "text", "")
    for line in fence.text.replace("\\\n", " ").splitlines()
    if re.match(r"\s*(\$ )?parti( |$)", line) and not is_form(line)
]


@pytest.mark.parametrize(("place", "command"), COMMANDS)
def test_shown_commands_are_commands(place: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(re.split(r"\s[|>]\s?", command)[0], comments=True)[1:]
    if not {"--help", "--version"} & set(words):
        app.parser(words).parse_args(words)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", NAMES)
def test_named_commands_exist(name: str) -> None:
    """`parti verb` in running text is a verb of the table."""
    verbs = {step.verb for step in table.METHOD}
    groups = {verb.split()[0] for verb in verbs}
    unknown = []
    for words in re.findall(r"`parti ([a-z]+(?: [a-z]+)?)\b[^`\n]*`", read(ROOT / name)):
        first = words.split()[0]
        if first not in groups or (first not in verbs and " " in words and words not in verbs):
            unknown.append(words)
    assert unknown == []


RULES = [
    (fence.place, fence.text)
    for fence in fences(PAGES)
    if fence.language == "markdown" and "```check" in fence.text
]


@pytest.mark.parametrize(("place", "text"), RULES)
def test_shown_constraints_can_be_read_and_hold(place: str, text: str) -> None:
    read_back = document.parse(text)
    assert [str(finding.message) for finding in read_back.findings] == []
    assert read_back.constraints
    assert [finding.message for finding in examples.run(read_back.constraints)] == []


@pytest.mark.parametrize("name", NAMES)
def test_named_questions_are_in_the_bank(name: str) -> None:
    told = set(re.findall(r"\bQ-[a-z][a-z0-9-]*[a-z0-9]\b(?!…)", read(ROOT / name)))
    assert told - {f"Q-{identity}" for identity in load.bank().by_id()} == set()
