"""Names that are reached through what a module holds, and names that are changed in place."""

import pytest

from parti.source import python_facts

HEAD = "import os, subprocess as s\nfrom os import environ as e\n"


def calls(line: str) -> list[tuple[str, str]]:
    known = python_facts.extract(f"{HEAD}{line}\n", "src/app/a.py")
    return [(each.name, each.how) for each in known.calls]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("vars(s)['run'](1)", ("subprocess.run", "call")),
        ("s.__dict__['run'](1)", ("subprocess.run", "call")),
        ("x = vars(s)['run']", ("subprocess.run", "reference")),
        ("f(vars(s)['run'])", ("subprocess.run", "reference")),
        ("KEY = 'run'\nvars(s)[KEY](1)", ("subprocess.run", "call")),
        ("go = vars(s)['run']\ngo(1)", ("subprocess.run", "call")),
        ("s.__dict__", ("subprocess.__dict__", "reference")),
        ("os.environ |= {}", ("os.environ", "reference")),
        ("e |= {}", ("os.environ", "reference")),
    ],
)
def test_it_is_told_by_its_own_name(line: str, wanted: tuple[str, str]) -> None:
    assert wanted in calls(line)


@pytest.mark.parametrize(
    "line",
    [
        "vars()['run'](1)", "vars(other)[key](1)", "vars(s)[key](1)", "rows['run'](1)",
        "def vars(m): ...\nvars(s)['run'](1)", "class A:\n    def f(self): vars(self)['run'](1)",
        "run = 1\nrun |= 2", "os.environ = {}",
    ],
)  # fmt: skip
def test_what_is_another_thing_is_not(line: str) -> None:
    assert not {"subprocess.run", "os.environ"} & {name for name, _ in calls(line)}
