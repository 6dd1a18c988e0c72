"""forbidden-call: by name or by effect, with the functions that may."""

import pytest

from parti.constraints import checks, conformance, finding
from parti.constraints import tree as trees
from tests.constraints.documents import rule

SLEEP = "calls: [time.sleep]"


def found(check: str, text: str, path: str = "src/app/a.py") -> tuple[finding.Finding, ...]:
    return conformance.of_rule(rule(f"forbidden-call\n{check}"), trees.Texts({path: text}))


def test_the_message_says_what_and_the_fix_where_to() -> None:
    (each,) = found(SLEEP, "import time\n\n\ndef f():\n    time.sleep(1)\n")
    assert (str(each.place), each.place.column) == ("src/app/a.py:5", 5)
    assert each.message == "`time.sleep` is called where it is forbidden"
    assert each.fix == "move it to a file outside the scope, or pass what it gives in as a value"


@pytest.mark.parametrize(
    ("exempt", "breach"),
    [
        ("[main]", False),
        ("[Loop.run]", False),
        ("[run]", False),
        ("['wait_*']", False),
        ("[other]", True),
        ("[ru]", True),
    ],
)
def test_functions_that_may_are_named_with_or_without_their_class(exempt: str, breach: bool) -> None:
    text = "import time\nclass Loop:\n    def run(self):\n        time.sleep(1)\n"
    text = text.replace("run(self)", "run(self)") if exempt != "[main]" else text.replace("run", "main")
    text = text.replace("run", "wait_long") if "wait" in exempt else text
    assert bool(found(f"{SLEEP}\nexcept-in: {exempt}", text)) is breach


def test_what_is_nested_in_a_function_that_may_may_too() -> None:
    text = "import time\ndef main():\n    def inner():\n        time.sleep(1)\n    inner()\n"
    assert not found(f"{SLEEP}\nexcept-in: [main]", text)


@pytest.mark.parametrize(
    ("effect", "text"),
    [
        ("clock", "import time\nx = time.time()\n"),
        ("clock", "from datetime import datetime as d\nx = d.now()\n"),
        ("process", "import subprocess as s\ns.run(['ls'])\n"),
        ("network", "import requests\nrequests.get(u)\n"),
        ("environment", "import os\nx = os.environ['A']\n"),
        ("file", "def f(p):\n    open(p, 'w')\n"),
        ("database", "from sqlite3 import connect\nconnect('x')\n"),
    ],
)
def test_an_effect_is_found_by_any_call_that_has_it(effect: str, text: str) -> None:
    (each,) = found(f"effects: [{effect}]", text)
    assert f"touches the {effect}" in each.message
    others = [name for name in ("clock", "database", "environment", "file", "network") if name != effect]
    assert not found(f"effects: {others}", text)


def test_one_line_that_has_a_name_and_an_effect_is_one_finding() -> None:
    assert len(found(f"{SLEEP}\neffects: [clock]", "import time\ntime.sleep(time.time())\n")) == 1


def test_an_effect_behind_a_module_of_ours_is_found() -> None:
    files = {"src/app/a.py": "from app.b import os\nos.environ['X']\n", "src/app/b.py": "import os\n"}
    (each,) = conformance.of_rule(rule("forbidden-call\neffects: [environment]"), trees.Texts(files))
    assert each.place.path == "src/app/a.py"


def test_an_unknown_receiver_of_a_named_class_is_told_as_a_doubt() -> None:
    (each,) = found("calls: [Path.unlink]", "def f(p):\n    p.unlink()\n")
    assert each.message.endswith("where it is forbidden; the class of its receiver is not known here")
    assert not found("calls: [path.unlink]", "def f(p):\n    p.unlink()\n")


@pytest.mark.parametrize(
    ("pattern", "hit"),
    [("'subprocess.*'", True), ("'*.run'", True), ("'subprocess.r*'", True), ("'subproces.*'", False)],
)
def test_a_star_matches_inside_a_name(pattern: str, hit: bool) -> None:
    assert bool(found(f"calls: [{pattern}]", "import subprocess as s\ns.run(['ls'])\n")) is hit


@pytest.mark.parametrize(
    ("raw", "part"),
    [
        ({}, "`calls` or `effects` must be a list"),
        ({"calls": 3}, "`calls` must be a list"),
        ({"effects": ["clok"]}, "unknown effect `clok`; did you mean `clock`?"),
    ],
)
def test_a_block_that_cannot_run_is_told(raw: dict[str, object], part: str) -> None:
    check = checks.load("forbidden-call")
    assert check is not None
    assert part in "\n".join(check.options(raw))


@pytest.mark.parametrize(
    ("asks", "breach"),
    [
        ("Path('.').resolve()", True),
        ("Path('.').absolute()", True),
        ("Path('.')", False),
        ("Path('.') / Path('a').resolve()", False),
        ("Path(given).resolve()", False),
        ("Path('.').exists()", False),
    ],
)
def test_the_current_folder_is_the_environment_in_other_words_too(asks: str, breach: bool) -> None:
    assert bool(found("effects: [environment]", f"from pathlib import Path\nhere = {asks}\n")) is breach
