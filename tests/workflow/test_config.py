"""Settings: what docs/reference/config.md lists, its defaults, and the file's name in every refusal."""

import tomllib
from pathlib import Path

import pytest

from parti.records import refusal
from parti.workflow import config, opening
from tests.law.source import ROOT
from tests.workflow.talks import No, Talk

NEXT = "correct .parti/config.toml (parti init --help lists the settings)"


def written(root: Path, data: bytes) -> Path:
    path = root / config.PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return root


def read(root: Path, text: str) -> config.Config:
    found = config.read(written(root, text.encode()))
    assert found is not None
    return found


def test_before_init_there_are_none(tmp_path: Path) -> None:
    assert config.read(tmp_path) is None
    (tmp_path / ".parti").mkdir()
    assert config.read(tmp_path) is None


def test_an_empty_file_holds_the_defaults_that_the_page_names(tmp_path: Path) -> None:
    found = read(tmp_path, "")
    assert (found.languages, found.suite.commands, found.integration.commands) == ((), (), ())
    assert (found.suite.timeout, found.integration.timeout, found.chunks.size) == (900, 900, 120)
    assert found.chunks.linked == ("node_modules",)


def test_every_setting_of_the_page_is_read(tmp_path: Path) -> None:
    page = (ROOT / "docs/reference/config.md").read_text("utf-8")
    text = page.split("```toml\n", 1)[1].split("```", 1)[0]
    found, plain = read(tmp_path, text), tomllib.loads(text)
    assert list(found.languages) == plain["languages"]
    for name in ("suite", "integration"):
        part = getattr(found, name)
        assert list(part.commands) == plain[name]["commands"]
        assert part.timeout == plain[name]["timeout"]
    assert found.chunks.size == plain["chunks"]["size"]
    assert list(found.chunks.linked) == plain["chunks"]["linked"]


def test_what_is_not_given_keeps_its_default(tmp_path: Path) -> None:
    found = read(tmp_path, '[suite]\ncommands = ["make"]\n[integration]\ntimeout = 1\n[chunks]\nsize = 1\n')
    assert (found.suite.commands, found.suite.timeout) == (("make",), 900)
    assert (found.integration.commands, found.integration.timeout) == ((), 1)
    assert found.chunks.size == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[suite", "Expected ']' at the end of a table declaration (at end of document)"),
        ("color = 1\n", "Object contains unknown field `color`"),
        ("[suite]\ncommand = 'make'\n", "Object contains unknown field `command` - at `$.suite`"),
        ("[suite]\ncommands = 'make'\n", "Expected `array`, got `str` - at `$.suite.commands`"),
        ("[suite]\ncommands = [1]\n", "Expected `str`, got `int` - at `$.suite.commands[0]`"),
        ("[suite]\ntimeout = '9'\n", "Expected `int`, got `str` - at `$.suite.timeout`"),
        ("[suite]\ntimeout = 1.5\n", "Expected `int`, got `float` - at `$.suite.timeout`"),
        ("[suite]\ntimeout = true\n", "Expected `int`, got `bool` - at `$.suite.timeout`"),
        ("[suite]\ntimeout = 0\n", "`timeout` is at least 1 - at `$.suite`"),
        ("[integration]\ntimeout = -5\n", "`timeout` is at least 1 - at `$.integration`"),
        ("[chunks]\nsize = 0\n", "`size` is at least 1 - at `$.chunks`"),
        ("[chunks]\nlines = 1\n", "Object contains unknown field `lines` - at `$.chunks`"),
        ("languages = 'python'\n", "Expected `array`, got `str` - at `$.languages`"),
        ("[gate]\nparts = []\n", "Object contains unknown field `gate`"),
        ("[suite]\n[suite]\n", "Cannot declare ('suite',) twice (at line 2, column 7)"),
    ],
)
def test_a_setting_that_does_not_exist_or_hold_is_refused(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(refusal.Unready) as caught:
        read(tmp_path, text)
    said = caught.value
    assert said.sentence == f".parti/config.toml does not hold: {what}."
    assert (said.next_step, said.place, said.exit_code) == (NEXT, ".parti/config.toml", 4)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusal.Unready, match=r"^\.parti/config\.toml is not UTF-8\.$"):
        config.read(written(tmp_path, b'languages = ["\xff"]\n'))


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / config.PATH).mkdir(parents=True)
    with pytest.raises(refusal.Unready, match=r"^\.parti/config\.toml cannot be read: Is a directory\.$"):
        config.read(tmp_path)


def test_line_ends_of_another_system_do_not_matter(tmp_path: Path) -> None:
    assert read(tmp_path, "[chunks]\r\nsize = 7\r\n").chunks.size == 7


def test_a_verb_that_needs_settings_says_what_is_wrong_with_them(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.repository.write(config.PATH, "color = 1\n")
    sentence = ".parti/config.toml does not hold: Object contains unknown field `color`."
    talk.refuses(No(4, sentence, NEXT), opening.new, "parcels", "", "normal")


@pytest.mark.parametrize("name", ["", "..", "/", "../other", "/packages/../../x", ".git"])
def test_nothing_outside_the_repository_can_be_linked(tmp_path: Path, name: str) -> None:
    with pytest.raises(refusal.Unready, match="linked"):
        read(tmp_path, f'[chunks]\nlinked = ["{name}"]\n')
