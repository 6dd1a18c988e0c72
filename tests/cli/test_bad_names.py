"""A file whose name is not UTF-8: every verb works, with the name shown, or refuses and names it.

Such names come out of old archives. Git keeps them, JSON and Unicode cannot say them.
"""

import json
import os
import xml.dom.minidom
from pathlib import Path

import pytest

from tests.cli import houses

BAD = b"src/bad\xff.py"
SHOWN = r"src/bad\xff.py"
CONFIG = '[suite]\ncommands = ["echo 1 passed in 0.1s"]\n'


@pytest.fixture
def home(tmp_path: Path) -> houses.Home:
    """Parti is set up; the file came later and breaks the one constraint."""
    made = houses.repository(tmp_path)
    (made.root / "src").mkdir(exist_ok=True)
    (made.root / "src/good.py").write_text("import json\n")
    assert made.parti("init").code == 0
    (made.root / ".parti/config.toml").write_text(CONFIG)
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "set up")
    add(made)
    return made


def add(home: houses.Home) -> None:
    (home.root / os.fsdecode(BAD)).write_text("import yaml\n\n\ndef rows():\n    return yaml.load\n")


FORMS = ("json", "sarif", "junit", "markdown")
VERBS = [
    ("check", 1),
    ("gate", 1),
    ("constraints baseline", 0),
    ("constraints baseline --shrink", 0),
    ("constraints baseline --accept", 4),
    ("constraints list", 0),
    ("constraints candidates", 0),
    ("constraints mine", 0),
    ("constraints import", 0),
    ("sync", 0),
    ("graph", 0),
    ("status", 0),
    ("doctor", 0),
    ("init", 0),
]


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize(("call", "code"), VERBS, ids=[row[0] for row in VERBS])
def test_no_verb_stumbles(home: houses.Home, call: str, code: int, as_json: bool) -> None:
    ran = home.parti(*call.split(), *(["--json"] if as_json else []))
    assert ran.code == code, ran
    if as_json:
        json.loads(ran.out)


def test_what_is_found_in_it_is_told_with_its_name(home: houses.Home) -> None:
    for call in (["check"], ["gate"], ["look", os.fsdecode(BAD)]):
        ran = home.parti(*call)
        assert ran.code == 1
        assert r"bad\udcff.py:1" in ran.out, call


def test_each_form_of_the_report_can_be_read(home: houses.Home) -> None:
    wanted = [word for form in FORMS for word in ("--report", f"{form}=out/{form}")]
    assert home.parti("gate", *wanted).code == 1
    out = home.root / "out"
    for form in ("json", "sarif"):
        json.loads((out / form).read_text("utf-8"))
    xml.dom.minidom.parse(str(out / "junit"))
    assert "bad%FF.py" in (out / "sarif").read_text("utf-8")
    assert r"bad\udcff.py" in (out / "markdown").read_text("utf-8")


def test_what_must_be_written_down_is_refused_with_the_name_and_a_way_on(home: houses.Home) -> None:
    ran = home.parti("constraints", "baseline", "--accept")
    assert ran.code == 4
    assert ran.err.splitlines() == [
        f"parti: The name of {SHOWN} is not UTF-8, "
        "so .parti/baseline.json cannot hold what is found there.",
        f"next: rename it: git mv $'{SHOWN}' <new name>, or mv where git does not have it",
    ]


def test_the_way_on_is_one(home: houses.Home) -> None:
    (home.root / os.fsdecode(BAD)).rename(home.root / "src/fine.py")
    assert home.parti("constraints", "baseline", "--accept").code == 0


def test_a_project_that_has_such_a_file_can_be_set_up(tmp_path: Path) -> None:
    made = houses.repository(tmp_path)
    (made.root / "src").mkdir(exist_ok=True)
    add(made)
    ran = made.parti("init")
    assert ran.code == 0, ran
    assert made.parti("gate").code in (0, 1)
